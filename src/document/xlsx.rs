//! Tables as a workbook, one a sheet. Words are written as words: what begins with `=` is never computed.

use super::{Align, Face, Table};
use crate::base::legal;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// A sheet of a workbook.
#[derive(Debug)]
pub struct Sheet<'t> {
    /// The name on its tab.
    pub name: String,
    /// What stands over the table.
    pub title: String,
    /// The table.
    pub table: &'t Table,
}

/// A cell holds no more letters.
const LONGEST: usize = 32_000;

/// Writes a workbook. Fails only for a table larger than a sheet may be.
pub fn xlsx(sheets: &[Sheet<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A file that is written twice is the same twice.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    for (index, sheet) in sheets.iter().enumerate() {
        let page = book.add_worksheet();
        page.set_name(tab(&sheet.name, index))?;
        write(page, sheet)?;
    }
    book.save_to_buffer()
}

/// A name that a tab may have: no more than 31 letters, none that spreadsheets keep for themselves, none twice.
fn tab(name: &str, index: usize) -> String {
    let kept: String = legal(name).chars().map(|c| if "[]:*?/\\'".contains(c) { '-' } else { c }).collect();
    let number = format!("{} ", index + 1);
    number + &kept.trim().chars().take(27).collect::<String>()
}

fn write(page: &mut rust_xlsxwriter::Worksheet, Sheet { title, table, .. }: &Sheet<'_>) -> Result<(), XlsxError> {
    let font = || Format::new().set_font_name("Times New Roman").set_font_size(12);
    let cell = || font().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    let heading = cell().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let shown = |text: &str| legal(text).chars().take(LONGEST).collect::<String>();
    let last = u16::try_from(table.columns.len().max(1) - 1).unwrap_or(u16::MAX);
    let over = font().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    if last > 0 {
        page.merge_range(0, 0, 0, last, &shown(title), &over)?;
    } else {
        page.write_string_with_format(0, 0, shown(title), &over)?;
    }
    page.set_row_height(0, 36)?;
    for (at, column) in (0..).zip(&table.columns) {
        let group = column.group.as_ref().map(|group| format!("{group}: ")).unwrap_or_default();
        page.write_string_with_format(1, at, shown(&format!("{group}{}", column.heading)), &heading)?;
        page.set_column_width(at, f64::from(column.share.clamp(6, 60)))?;
    }
    page.set_freeze_panes(2, 0)?;
    for (line, row) in (2..).zip(&table.rows) {
        for (at, (one, column)) in (0..).zip(row.cells.iter().zip(&table.columns)) {
            let mut format = cell().set_align(match column.align {
                Align::Left => FormatAlign::Left,
                Align::Centre => FormatAlign::Center,
                Align::Right => FormatAlign::Right,
            });
            format = match row.face {
                Face::Plain => format,
                Face::Bold => format.set_bold(),
                Face::Italic => format.set_italic(),
            };
            match one.number.filter(|number| number.unsigned_abs() < 1 << 53) {
                Some(number) => {
                    page.write_number_with_format(line, at, number as f64, &format.set_num_format("#,##0"))?;
                }
                None => {
                    page.write_string_with_format(line, at, shown(&one.lines.join("\n")), &format)?;
                }
            }
        }
    }
    page.set_paper_size(9);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(1, 1)?;
    Ok(())
}
