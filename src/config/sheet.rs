//! A CSV file as rows of cells with places. Alone knows the CSV parser, and how spreadsheets in Viet Nam write CSV.

use crate::base::{FileId, Sink, Span};
use crate::code;
use crate::config::tables::Cell;

code! {
    /// ## What it does
    /// Finds a row of a table that has more or fewer cells than the heading, or a quote that is not closed. The other
    /// rows are used.
    /// ## Why it matters
    /// The cells of such a row stand under the wrong headings, so the row is left out.
    /// ## Nội dung
    /// Tìm dòng trong bảng có nhiều hoặc ít ô hơn dòng tiêu đề, hoặc dấu ngoặc kép chưa đóng. Các dòng khác vẫn dùng.
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
    // The parser leaves out a byte order mark where it begins, and does not count it.
    let start = text.len() - text[start..].trim_start_matches('\u{feff}').len();
    let rest = &text[start..];
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(rest.as_bytes());
    let mut record = csv::StringRecord::new();
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(rest.len());
        // Reading from memory a text that is UTF-8 cannot fail.
        if !matches!(reader.read_record(&mut record), Ok(true)) {
            return None;
        }
        let to = usize::try_from(reader.position().byte()).unwrap_or(rest.len()).min(rest.len());
        let blank = rest[from..to].len() - rest[from..to].trim_start_matches(['\r', '\n']).len();
        let raw = rest[from + blank..to].trim_end_matches(['\r', '\n']);
        let offset = start + from + blank;
        let span = Span::new(file, offset..offset + raw.len());
        let cells = cells(file, raw, offset, &record, separator);
        if let Some(open) = cells.iter().flatten().last().filter(|cell| is_open(&text[cell.span.range()])) {
            let line_end = raw.find('\n').map_or(raw.len(), |at| at + 1);
            let at = Span::new(file, open.span.start as usize..open.span.start as usize + 1);
            let message = crate::text!(en: "this quote is not closed", vi: "dấu ngoặc kép này chưa được đóng");
            out.report(&ROW, at, message).help(crate::text!(
                en: "add the closing quote before the end of the cell",
                vi: "thêm dấu ngoặc kép đóng ở cuối ô"
            ));
            return (raw.len() > line_end).then_some(offset + line_end);
        }
        if cells.iter().all(Option::is_none) {
            continue;
        }
        if *has_headings {
            take(Row { cells, span }, sheet, out);
        } else {
            *has_headings = true;
            let empty = |at: usize| Cell { text: String::new(), span: Span::new(file, at..at) };
            sheet.headings = cells.into_iter().map(|cell| cell.unwrap_or_else(|| empty(offset))).collect();
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

/// Places the cells of a record: a cell takes as many bytes as its text, and more for its quotes.
fn cells(file: FileId, raw: &str, offset: usize, record: &csv::StringRecord, separator: u8) -> Vec<Option<Cell>> {
    let mut at = 0;
    record
        .iter()
        .map(|text| {
            let start = at.min(raw.len());
            let quoted = raw[start..].starts_with('"');
            let quotes = if quoted { 2 + text.matches('"').count() } else { 0 };
            let mut end = (start + text.len() + quotes).min(raw.len());
            let exact = raw.is_char_boundary(end) && raw.as_bytes().get(end).is_none_or(|b| *b == separator);
            if !exact {
                // Text after a closing quote: the cell ends at the next separator.
                let next = raw.as_bytes()[start..].iter().position(|b| *b == separator);
                end = next.map_or(raw.len(), |n| start + n);
            }
            at = end + 1;
            let trimmed = text.trim_matches([' ', '\u{a0}', '\t']);
            let lead = if quoted { 0 } else { text.len() - text.trim_start_matches([' ', '\u{a0}', '\t']).len() };
            let place = if quoted { start..end } else { start + lead..(start + lead + trimmed.len()).min(end) };
            let span = Span::new(file, offset + place.start..offset + place.end.max(place.start));
            (!trimmed.is_empty() || is_open(&raw[start..end])).then(|| Cell { text: trimmed.to_owned(), span })
        })
        .collect()
}

/// Whether a cell as written begins with a quote that nothing closes.
fn is_open(written: &str) -> bool {
    written.strip_prefix('"').is_some_and(|inner| inner.matches('"').count() % 2 == 0)
}
