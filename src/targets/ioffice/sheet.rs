//! The matrix as a table: a workbook, CSV and JSON. No cell becomes a formula, whatever the catalogue is called.

use super::matrix::Row;
use crate::base::turns;
use crate::time::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

const HEADINGS: [&str; 14] = [
    "Nơi",
    "Tên nơi",
    "Mã thủ tục",
    "Tên thủ tục",
    "Văn bản",
    "Chức danh (mã)",
    "Chức danh",
    "Tiếp nhận",
    "Trình",
    "Duyệt",
    "Ký",
    "Phát hành",
    "Tài khoản",
    "Chứng thư số",
];

/// The heading of what is missing.
const MISSING: &str = "Còn thiếu";

/// The longest text that a cell of a workbook takes.
const LONGEST: usize = 32_000;

/// The cells of a row.
fn cells(row: &Row) -> Vec<String> {
    let mark = |truth: bool| if truth { "x" } else { "" }.to_owned();
    let count = |count: Option<u32>| count.map_or_else(|| "chưa rõ".to_owned(), |count| count.to_string());
    let missing = |gap: &&str| match *gap {
        "account" => "tài khoản",
        _ => "chứng thư số",
    };
    let missing: Vec<&str> = row.gaps.iter().map(missing).collect();
    vec![
        row.place.clone(),
        row.place_title.clone(),
        row.procedure.clone(),
        row.title.clone(),
        row.paper.clone(),
        row.role.clone(),
        row.role_title.clone(),
        mark(row.receive),
        mark(row.propose),
        mark(row.approve),
        mark(row.sign),
        mark(row.issue),
        count(row.accounts),
        count(row.certificates),
        missing.join(", "),
    ]
}

fn headings() -> impl Iterator<Item = &'static str> {
    HEADINGS.into_iter().chain([MISSING])
}

/// A text as a cell: without marks that turn the direction of reading or steer a terminal, cut to what a cell takes.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !turns(*c)).take(LONGEST).collect()
}

/// As CSV; what a spreadsheet would take for a formula gets an apostrophe.
pub(super) fn csv(rows: &[Row]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let safe = |text: String| {
        let text = plain(&text);
        if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
    };
    writer.write_record(headings()).expect("writing to memory cannot fail");
    for row in rows {
        writer.write_record(cells(row).into_iter().map(safe)).expect("writing to memory cannot fail");
    }
    writer.into_inner().expect("writing to memory cannot fail")
}

/// As JSON.
pub(super) fn json(rows: &[Row]) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(rows).expect("plain data can be written as JSON");
    bytes.push(b'\n');
    bytes
}

/// The most rows that a sheet takes, its heading included.
const MOST: usize = 1_048_576;

/// As a workbook of one sheet; what does not fit stands in the other two forms.
pub(super) fn workbook(rows: &[Row], day: Date) -> Vec<u8> {
    write(rows, day).expect("texts within the limits of a sheet can be written to memory")
}

fn write(rows: &[Row], day: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The day of the law, not of the machine: the same catalogue gives the same bytes.
    let created = ExcelDateTime::from_ymd(day.year().max(1900).unsigned_abs(), day.month() as u8, day.day() as u8)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Phân quyền")?;
    let bold = Format::new().set_bold();
    for (column, heading) in headings().enumerate() {
        sheet.write_string_with_format(0, column as u16, heading, &bold)?;
    }
    for (at, row) in rows.iter().take(MOST - 1).enumerate() {
        for (column, cell) in cells(row).iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(at as u32 + 1, column as u16, plain(cell))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}
