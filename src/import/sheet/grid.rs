//! CSV and XLSX as rows of cells with their places. Alone knows both formats, and their limits: formulas are never computed,
//! an archive may unpack to so much and no more, a cell far away costs nothing.

use crate::base::Text;
use crate::import::xml::{Refused, decode};
use crate::text;
use calamine::{Data, DataType, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The most that an archive may unpack to, in bytes.
const LARGEST: u64 = 64 << 20;

/// The most cells of a sheet, rows and columns.
const MOST_CELLS: usize = 200_000;
const MOST_ROWS: u32 = 20_000;
const MOST_COLUMNS: u32 = 200;

/// One sheet.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Its name; empty in CSV.
    pub(super) name: String,
    /// Its rows in order; empty ones are left out.
    pub(super) rows: Vec<Row>,
    /// Cells that hold formulas, and the formulas.
    pub(super) formulas: Vec<(String, String)>,
}

/// One row.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Its cells by column, from 0; empty ones are left out.
    pub(super) cells: BTreeMap<usize, Cell>,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    /// Whether it only repeats the merged cell that covers it.
    pub(super) repeated: bool,
    /// How many rows and columns it covers.
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Row {
    /// The text of a cell; empty: none.
    pub(super) fn text(&self, column: usize) -> &str {
        self.cells.get(&column).map_or("", |cell| cell.text.as_str())
    }
}

/// The name of a cell as spreadsheets show it: `C7`.
pub(super) fn place(row: usize, column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{row}")
}

/// The sheets of a file.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Grid>, Refused> {
    // The bytes say what a file is, not its ending.
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook(bytes);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || name.to_ascii_lowercase().ends_with(".xls") {
        return Err(refuse(
            "old-workbook",
            text!(en: "a workbook of the old binary kind is not read; save it as XLSX", vi: "không đọc sổ tính dạng nhị phân cũ; hãy lưu lại dạng XLSX"),
        ));
    }
    if name.to_ascii_lowercase().ends_with(".xlsx") {
        return Err(not_workbook("no archive"));
    }
    Ok(vec![table(&decode(bytes)?)])
}

fn refuse(kind: &'static str, text: Text) -> Refused {
    Refused { kind, line: 0, text }
}

fn not_workbook(reason: &str) -> Refused {
    refuse(
        "not-a-workbook",
        text!(en: "this is no workbook that can be read: {reason}", vi: "không phải sổ tính đọc được: {reason}"),
    )
}

fn too_large() -> Refused {
    refuse(
        "too-large",
        text!(en: "the table is larger than any table of a process", vi: "bảng lớn hơn mức của một quy trình nội bộ"),
    )
}

/// The separator is the one of tab, `;` and `,` that the first lines use most.
fn table(text: &str) -> Grid {
    let head: String = text.lines().take(10).collect();
    let count = |wanted: u8| head.bytes().filter(|b| *b == wanted).count();
    let separator = [b',', b';', b'\t'].into_iter().rev().max_by_key(|b| count(*b)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut grid = Grid::default();
    for record in reader.records().take(MOST_ROWS as usize).flatten() {
        let number = record.position().map_or(0, |place| usize::try_from(place.line()).unwrap_or(0));
        let cells = record.iter().enumerate().take(MOST_COLUMNS as usize).filter(|(_, text)| !text.trim().is_empty());
        let cell = |text: &str| Cell { text: tidy(text), rows: 1, columns: 1, ..Cell::default() };
        let cells: BTreeMap<usize, Cell> = cells.map(|(at, text)| (at, cell(text))).collect();
        if !cells.is_empty() {
            grid.rows.push(Row { number, cells });
        }
    }
    grid
}

/// Line by line without outer blanks.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// What an archive unpacks to is counted before anything reads it: what it says of itself may be a lie.
fn measure(bytes: &[u8]) -> Result<(), Refused> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_workbook(&error.to_string()))?;
    let mut left = LARGEST;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| not_workbook(&error.to_string()))?;
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|error| not_workbook(&error.to_string()))?;
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
    }
    Ok(())
}

fn workbook(bytes: &[u8]) -> Result<Vec<Grid>, Refused> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| not_workbook(&error.to_string()))?;
    let mut grids = Vec::new();
    for name in book.sheet_names() {
        let mut rows: BTreeMap<u32, BTreeMap<usize, Cell>> = BTreeMap::new();
        let mut formulas = Vec::new();
        let mut count = 0;
        // A chart is a sheet without cells.
        if let Ok(mut cells) = book.worksheet_cells_reader(&name) {
            while let Some(cell) = cells.next_cell_with_formula().map_err(|error| not_workbook(&error.to_string()))? {
                let (row, column) = cell.pos;
                count += 1;
                if count > MOST_CELLS || row >= MOST_ROWS || column >= MOST_COLUMNS {
                    return Err(too_large());
                }
                if let Some(formula) = cell.formula.filter(|formula| !formula.is_empty()) {
                    formulas.push((place(row as usize + 1, column as usize), formula));
                }
                let text = shown(&Data::from(cell.value));
                if !text.is_empty() {
                    let cell = Cell { text, rows: 1, columns: 1, ..Cell::default() };
                    rows.entry(row).or_default().insert(column as usize, cell);
                }
            }
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        for area in merged.iter().take(MOST_CELLS) {
            let Some(cell) = rows.get(&area.start.0).and_then(|row| row.get(&(area.start.1 as usize))).cloned() else {
                continue;
            };
            let last = (area.end.0.min(MOST_ROWS), area.end.1.min(MOST_COLUMNS));
            let known: Vec<u32> = rows.range(area.start.0..=last.0.max(area.start.0)).map(|(row, _)| *row).collect();
            let columns = (last.1 + 1).saturating_sub(area.start.1) as usize;
            for row in &known {
                let first = *row == area.start.0;
                let text = Cell { repeated: !first, rows: known.len(), columns, ..cell.clone() };
                rows.entry(*row).or_default().insert(area.start.1 as usize, text);
            }
        }
        let rows = rows.into_iter().map(|(row, cells)| Row { number: row as usize + 1, cells }).collect();
        grids.push(Grid { name, rows, formulas });
    }
    Ok(grids)
}

/// A value as a reader sees it: whole numbers without a point.
fn shown(value: &Data) -> String {
    match value {
        Data::Float(number) => format!("{number}"),
        Data::Empty => String::new(),
        other => tidy(&other.as_string().unwrap_or_else(|| other.to_string())),
    }
}
