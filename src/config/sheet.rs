//! A CSV file as rows of cells with places. Alone knows the CSV parser, and how spreadsheets in Viet Nam write CSV.

use std::ops::Range;

use csv_core::ReadFieldResult;

use crate::base::{FileId, Sink, Span};
use crate::code;
use crate::config::tables::Cell;

code! {
    /// ## What it does
    /// Finds a row of a table that has more or fewer cells than the heading, or a quote that is not closed at the end of
    /// its cell. The other rows are used.
    /// ## Why it matters
    /// The cells of such a row stand under the wrong headings, so the row is left out.
    /// ## Nội dung
    /// Tìm dòng trong bảng có nhiều hoặc ít ô hơn dòng tiêu đề, hoặc dấu ngoặc kép chưa đóng ở cuối ô. Các dòng khác vẫn dùng.
    /// ## Vì sao
    /// Các ô của dòng đó nằm sai cột, nên dòng bị bỏ qua.
    /// ## Example
    /// ```csv
    /// name,title,agency
    /// tran-phu,Phường Trần Phú,commune-pc,extra
    /// ```
    /// ## Instead
    /// ```csv
    /// name,title,agency
    /// tran-phu,Phường Trần Phú,commune-pc
    /// ```
    pub(super) static ROW = "config/table-row", Error,
        en: "a row that does not fit its table", vi: "dòng không khớp với bảng";
}

/// A table as it stands in a file.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The cells of the first row.
    pub(super) headings: Vec<Cell>,
    /// The rows that have as many cells as there are headings; empty cells are `None`.
    pub(super) rows: Vec<Row>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// Its cells in the order of the headings.
    pub(super) cells: Vec<Option<Cell>>,
    /// The whole row, without its line break.
    pub(super) span: Span,
}

/// How many broken quotes are worth reading on after.
const PATIENCE: usize = 50;

/// Reads a text. The separator is the one of `,`, `;` and tab that the heading uses most: spreadsheets in Viet Nam write
/// `;`, because the comma is the decimal mark.
pub(super) fn read(file: FileId, text: &str, out: &mut Sink) -> Sheet {
    let mut sheet = Sheet::default();
    let mut start = 0;
    let separator = separator(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
    let mut has_headings = false;
    for _ in 0..PATIENCE {
        let Some(resume) = part(file, text, start, separator, &mut sheet, &mut has_headings, out) else { break };
        start = resume;
    }
    sheet
}

fn separator(heading: &str) -> u8 {
    let count = |wanted: u8| heading.bytes().filter(|b| *b == wanted).count();
    // `max_by_key` takes the last of equals: the comma, where nothing separates.
    [b'\t', b';', b','].into_iter().max_by_key(|b| count(*b)).unwrap_or(b',')
}

/// Reads rows from `start`; a quote without its end gives the place to read on from: the next line.
fn part(
    file: FileId,
    text: &str,
    start: usize,
    separator: u8,
    sheet: &mut Sheet,
    has_headings: &mut bool,
    out: &mut Sink,
) -> Option<usize> {
    let mut fields = Fields::new(text, start, separator);
    loop {
        let row: Vec<Field> = fields.row();
        let (first, last) = (row.first()?, row.last()?);
        if let Some(field) = row.iter().find(|field| is_open(&text[field.written.clone()])) {
            let open = field.written.start;
            let message = crate::text!(en: "this quote is not closed at the end of its cell", vi: "dấu ngoặc kép này chưa được đóng ở cuối ô");
            out.report(&ROW, Span::new(file, open..open + 1), message).help(crate::text!(
                en: "end the cell with a quote; a quote inside it is written twice",
                vi: "thêm dấu ngoặc kép đóng ở cuối ô; dấu ngoặc kép nằm trong ô phải viết hai lần"
            ));
            let line_end = text[open..].find(['\r', '\n']).map(|at| open + at + 1);
            return line_end.filter(|end| *end < text.len());
        }
        let span = Span::new(file, first.written.start..last.written.end);
        let cells: Vec<Option<Cell>> = row.iter().map(|field| field.cell(file, text)).collect();
        if cells.iter().all(Option::is_none) {
            continue;
        }
        if *has_headings {
            take(Row { cells, span }, sheet, out);
        } else {
            *has_headings = true;
            let empty = || Cell { text: String::new(), span: Span::new(file, span.range().start..span.range().start) };
            sheet.headings = cells.into_iter().map(|cell| cell.unwrap_or_else(empty)).collect();
        }
    }
}

fn take(mut row: Row, sheet: &mut Sheet, out: &mut Sink) {
    let (wanted, found) = (sheet.headings.len(), row.cells.len());
    // Spreadsheets leave out or add empty cells at a row's end; they say nothing.
    while row.cells.len() > wanted && row.cells.last().is_some_and(Option::is_none) {
        row.cells.pop();
    }
    if row.cells.len() == wanted {
        sheet.rows.push(row);
        return;
    }
    let message = crate::text!(
        en: "this row has {found} cells, the heading has {wanted}",
        vi: "dòng này có {found} ô, dòng tiêu đề có {wanted} ô"
    );
    let help = if found > wanted {
        crate::text!(
            en: "put a cell that contains the separator in double quotes, or remove the extra one",
            vi: "đặt ô có chứa dấu phân cách trong dấu ngoặc kép, hoặc bỏ ô thừa"
        )
    } else {
        crate::text!(en: "leave the missing cells empty, but separated", vi: "để trống các ô thiếu nhưng giữ dấu phân cách")
    };
    let heading = sheet.headings.first().map(|h| h.span);
    let finding = out.report(&ROW, row.cells.get(wanted).cloned().flatten().map_or(row.span, |c| c.span), message);
    finding.help(help).evidence("cells", found).evidence("headings", wanted);
    if let Some(heading) = heading {
        finding.label(heading, crate::text!(en: "the heading", vi: "dòng tiêu đề"));
    }
}

/// A field: what it says, and where it is written, quotes included.
struct Field {
    text: String,
    written: Range<usize>,
}

impl Field {
    fn cell(&self, file: FileId, text: &str) -> Option<Cell> {
        const BLANKS: [char; 3] = [' ', '\u{a0}', '\t'];
        let trimmed = self.text.trim_matches(BLANKS);
        let mut place = self.written.clone();
        if !text[place.clone()].starts_with('"') {
            place.start += self.text.len() - self.text.trim_start_matches(BLANKS).len();
            place.end = place.start + trimmed.len();
        }
        (!trimmed.is_empty()).then(|| Cell { text: trimmed.to_owned(), span: Span::new(file, place) })
    }
}

/// The fields of a text one after another. The parser itself says how many bytes each takes.
struct Fields<'t> {
    parser: csv_core::Reader,
    text: &'t str,
    at: usize,
    buffer: Vec<u8>,
}

impl<'t> Fields<'t> {
    fn new(text: &'t str, start: usize, separator: u8) -> Fields<'t> {
        // A byte order mark may stand wherever files were joined.
        let at = text.len() - text[start..].trim_start_matches('\u{feff}').len();
        let parser = csv_core::ReaderBuilder::new().delimiter(separator).build();
        // No field says more than what is written.
        Fields { parser, text, at, buffer: vec![0; text.len() - at + 1] }
    }

    /// The next row; empty at the end.
    fn row(&mut self) -> Vec<Field> {
        let mut row = Vec::new();
        loop {
            let (from, mut filled) = (self.at, 0);
            let is_last = loop {
                let input = &self.text.as_bytes()[self.at..];
                let (result, read, written) = self.parser.read_field(input, &mut self.buffer[filled..]);
                self.at += read;
                filled += written;
                match result {
                    ReadFieldResult::InputEmpty => {}
                    ReadFieldResult::OutputFull => self.buffer.resize(self.buffer.len() * 2, 0),
                    ReadFieldResult::End => return row,
                    ReadFieldResult::Field { record_end } => {
                        // A field that the end of the text ends has no separator after it.
                        let to = self.at - usize::from(!input.is_empty());
                        // Before a row the parser skips empty lines, and the second half of a line break.
                        let blank = to - self.text[from..to].trim_start_matches(['\r', '\n']).len() - from;
                        let text = String::from_utf8_lossy(&self.buffer[..filled]).into_owned();
                        row.push(Field { text, written: from + blank..to });
                        break record_end;
                    }
                }
            };
            if is_last {
                return row;
            }
        }
    }
}

/// Whether a field as written begins with a quote and does not end with the one that closes it; two quotes in it stand
/// for one. What a parser makes of such a field is a guess, and mostly takes in the lines that follow.
fn is_open(written: &str) -> bool {
    let Some(inner) = written.strip_prefix('"') else { return false };
    inner.replace("\"\"", "").strip_suffix('"').is_none_or(|inner| inner.contains('"'))
}
