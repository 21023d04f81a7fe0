//! Tables: guessed and mapped columns, merged cells, totals, and workbooks that mean harm.

use super::formats::{all_text, assert_readable, fixtures, import, remarks, snapshot, source, text, words};
use procedo::base::Language;
use procedo::import::Source;
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

#[test]
fn a_table_of_an_office_becomes_a_process() {
    let sources = fixtures("sheet", &["mot-cua.csv"]);
    let imported = import("sheet", Language::Vi, &sources);
    assert_readable(&imported);
    assert_eq!(remarks(&imported), ["time-as-text mot-cua.csv:8"]);
    snapshot("sheet-csv", &text(&imported, "mot-cua.proc"));
    snapshot("sheet-csv-bodies", &text(&imported, "registry.proc"));
    let written = all_text(&imported);
    let written: BTreeSet<&str> = words(&written).collect();
    let original = String::from_utf8_lossy(&sources[0].bytes).into_owned();
    let (_, rows) = original.split_once("Kết quả\n").expect("the headings");
    let lost: Vec<&str> = words(rows).filter(|word| !written.contains(word)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_total_that_does_not_add_up_is_reported_with_its_row() {
    let csv = "STT,Nội dung công việc,Thời gian\n1,Tiếp nhận,1 ngày\n2,Trả kết quả,2 ngày\n,Tổng cộng,5 ngày\n";
    let imported = import("sheet", Language::Vi, &[source("sai.csv", csv)]);
    assert_eq!(remarks(&imported), ["sum-mismatch sai.csv:4"]);
    let shown = &imported.report.remarks[0].text.en;
    assert_eq!(shown, "`sai` states a total of 5 days, its steps add up to 3 days");
    let mixed =
        "STT,Nội dung công việc,Thời gian\n1,Tiếp nhận,4 giờ\n2,Trả kết quả,2 ngày làm việc\n,Tổng cộng,20 giờ\n";
    assert!(remarks(&import("sheet", Language::Vi, &[source("a.csv", mixed)])).is_empty());
    let unlike = "STT,Nội dung công việc,Thời gian\n1,Tiếp nhận,4 giờ\n2,Trả kết quả,2 ngày\n,Tổng cộng,20 giờ\n";
    assert_eq!(remarks(&import("sheet", Language::Vi, &[source("a.csv", unlike)])), ["units-differ a.csv:4"]);
}

#[test]
fn a_mapping_file_says_which_column_is_which() {
    let csv = "Ký hiệu,Việc phải làm,Ai,Định mức\nA,Nhận đơn,Văn thư,2\nB,Trả đơn,Văn thư,3\n";
    let mut sources = fixtures("sheet", &["mapping.yaml"]);
    sources.push(source("rieng.csv", csv));
    let imported = import("sheet", Language::Vi, &sources);
    assert_readable(&imported);
    assert!(remarks(&imported).is_empty(), "{:?}", remarks(&imported));
    snapshot("sheet-mapped", &text(&imported, "rieng.proc"));
    let wrong = source("sai.yaml", "colums:\n  step: x\nunit-of-time: giây\n");
    let imported = import("sheet", Language::Vi, &[wrong, source("rieng.csv", csv)]);
    assert_eq!(remarks(&imported), ["mapping sai.yaml:0", "mapping sai.yaml:0", "no-table rieng.csv:0"]);
}

/// A workbook with one sheet of this XML.
fn workbook(sheet: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relation}"><sheets><sheet name="Quy trình" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ];
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).expect("a new part");
        archive.write_all(text.as_bytes()).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

/// A sheet of rows of cells; `=x|y` is the formula `x` whose last value was `y`.
fn sheet(rows: &[&[&str]], merged: &str) -> String {
    let mut out =
        String::from(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#);
    for (row, cells) in rows.iter().enumerate() {
        out.push_str(&format!(r#"<row r="{}">"#, row + 1));
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let place = format!("{}{}", char::from(b'A' + column as u8), row + 1);
            match text.strip_prefix('=').and_then(|formula| formula.split_once('|')) {
                Some((formula, value)) => {
                    out.push_str(&format!(r#"<c r="{place}" t="str"><f>{formula}</f><v>{value}</v></c>"#));
                }
                None => out.push_str(&format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)),
            }
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData>");
    if !merged.is_empty() {
        let cells: Vec<String> = merged.split(' ').map(|area| format!(r#"<mergeCell ref="{area}"/>"#)).collect();
        out.push_str(&format!("<mergeCells>{}</mergeCells>", cells.concat()));
    }
    out + "</worksheet>"
}

#[test]
fn merged_cells_of_a_workbook_cover_their_rows() {
    let rows: &[&[&str]] = &[
        &["Quy trình nội bộ cấp phép (dữ liệu minh họa)"],
        &["STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian"],
        &["I. Giai đoạn tiếp nhận"],
        &["1", "Tiếp nhận hồ sơ", "Bộ phận một cửa", "1 ngày"],
        &["2", "Chuyển hồ sơ", "", ""],
        &["II. Giai đoạn giải quyết"],
        &["3", "Ký giấy phép", "Lãnh đạo", "=SUM(1,1)|2 ngày"],
        &["", "Tổng cộng", "", "3 ngày"],
    ];
    let bytes = workbook(&sheet(rows, "A1:D1 A3:D3 A6:D6 C4:C5 D4:D5"));
    let imported = import("sheet", Language::Vi, &[source("gop.xlsx", bytes)]);
    assert_readable(&imported);
    assert_eq!(remarks(&imported), ["formula gop.xlsx:0"]);
    snapshot("sheet-merged", &text(&imported, "gop.proc"));
}

/// An archive with a part that unpacks to a hundred times its size.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).expect("a new part");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..70 {
        archive.write_all(&zeros).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

#[test]
fn a_hostile_workbook_is_refused_with_its_reason() {
    let far = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData></worksheet>"#;
    let entity = r#"<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>&x;</v></c></row></sheetData></worksheet>"#;
    let mut cut = workbook(&sheet(&[&["STT"]], ""));
    cut.truncate(cut.len() / 2);
    let sources: Vec<Source> = vec![
        source("bomb.xlsx", bomb()),
        source("cut.xlsx", cut),
        source("entity.xlsx", workbook(entity)),
        source("far.xlsx", workbook(far)),
        source("old.xls", vec![0xd0, 0xcf, 0x11, 0xe0, 0, 0]),
        source("text.xlsx", "a,b"),
        source("empty.csv", ""),
    ];
    let imported = import("sheet", Language::Vi, &sources);
    assert!(!all_text(&imported).contains("root:"));
    let found = remarks(&imported);
    let kinds: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(
        kinds,
        [
            "no-table empty.csv:0",
            "not-a-workbook cut.xlsx:0",
            "not-a-workbook entity.xlsx:0",
            "not-a-workbook text.xlsx:0",
            "old-workbook old.xls:0",
            "too-large bomb.xlsx:0",
            "too-large far.xlsx:0",
        ]
    );
}
