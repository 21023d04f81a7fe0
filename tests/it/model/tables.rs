//! Places and staff from tables.

use super::{resolved, shown};
use procedo::base::{FileId, Sink, Span};
use procedo::config::tables::{Cell, PlaceRow, StaffRow, Tables, read_places, read_staff};
use procedo::model::Value;
use procedo::syntax::ast;

/// Cells of lines without quotes; places are offsets in the file of this id.
fn rows(text: &str, file: u32) -> Vec<(Span, Vec<Option<Cell>>)> {
    let mut start = 0;
    let mut rows = Vec::new();
    for line in text.split_inclusive('\n') {
        let line_span = Span::new(FileId(file), start..start + line.trim_end().len());
        let mut at = start;
        let cells = line.trim_end().split(',').map(|text| {
            let span = Span::new(FileId(file), at..at + text.len());
            at += text.len() + 1;
            (!text.is_empty()).then(|| Cell { text: text.to_owned(), span })
        });
        rows.push((line_span, cells.collect()));
        start += line.len();
    }
    rows
}

fn tables(places: &str, staff: &str) -> Tables {
    let places = rows(places, 1);
    let heading = places.first().map(|(_, cells)| cells.clone()).unwrap_or_default();
    let place = |(span, cells): &(Span, Vec<Option<Cell>>)| {
        let given = heading.iter().zip(cells).skip(6);
        PlaceRow {
            name: cells[0].clone().expect("a place has a name"),
            title: cells[1].clone(),
            agency: cells[2].clone(),
            within: cells[3].clone(),
            from: cells[4].clone(),
            until: cells[5].clone(),
            given: given.filter_map(|(name, cell)| Some((name.clone()?, cell.clone()?))).collect(),
            span: *span,
        }
    };
    let staff_row = |(span, cells): &(Span, Vec<Option<Cell>>)| StaffRow {
        place: cells[0].clone().expect("a row names a place"),
        role: cells[1].clone().expect("a row names a role"),
        accounts: cells[2].clone(),
        certificates: cells[3].clone(),
        equipment: cells[4].clone(),
        span: *span,
    };
    Tables {
        places: places.iter().skip(1).map(place).collect(),
        staff: rows(staff, 2).iter().skip(1).map(staff_row).collect(),
        reported: Vec::new(),
    }
}

/// The tables of the shipped catalogue.
pub(super) fn shipped() -> Tables {
    let read = |name: &str| std::fs::read_to_string(format!("procedures/{name}")).expect("it is in the repository");
    let mut out = Sink::default();
    let tables = Tables {
        places: read_places(FileId(1), &read("places.csv"), &mut out),
        staff: read_staff(FileId(2), &read("staff.csv"), &mut out),
        reported: Vec::new(),
    };
    assert!(out.findings.is_empty(), "{:?}", out.findings);
    tables
}

const GOVERNMENT: &str = r#"
agency province-pc "Tỉnh" { role chair "Chủ tịch" signs }
agency commune-pc "Xã" { role desk "Một cửa" receives }
procedure 1.000001 "Đăng ký" {
  fact remote yes/no "Vùng xa" of place
  fact height number "Độ cao" of place
}
"#;

const PLACES: &str = "name,title,agency,within,from,until,remote,height,note
binh-an,Tỉnh Bình An,province-pc,,,,không,1.200,x
tran-phu,Xã Trần Phú,commune-pc,binh-an,2025-07-01,,yes,2.5,
";

#[test]
fn rows_become_places_with_facts_and_staff() {
    let staff = "place,role,accounts,certificates,equipment
tran-phu,commune-pc/desk,3,,scanner; printer
";
    let resolved = resolved(&[("a.proc", GOVERNMENT)], &tables(PLACES, staff));
    assert_eq!(shown(&resolved), "");
    let catalogue = &resolved.catalogue;
    let id = catalogue.places.find("tran-phu").expect("it is in the table");
    let place = &catalogue.places.get(id).all[0];
    assert_eq!(place.under.as_ref().and_then(|under| under.id), catalogue.places.find("binh-an"));
    assert_eq!(place.period.from.as_ref().map(|from| from.value.to_string()).as_deref(), Some("2025-07-01"));
    assert_eq!(place.staff[0].accounts, Some(3));
    assert_eq!(place.staff[0].certificates, None);
    assert_eq!(place.staff[0].equipment, ["scanner", "printer"]);
    assert!(place.staff[0].body.is_known());
    let given = procedo::model::of_place(&catalogue.entries[0].base, place);
    assert_eq!(given.into_values().collect::<Vec<_>>(), [Value::Truth(true), Value::Number(2_500_000)]);
    let above = catalogue.places.find("binh-an").expect("it is in the table");
    let height = &catalogue.places.get(above).all[0].given[1].1.value;
    assert_eq!(*height, ast::Value::Number(ast::Number { mantissa: 1200, scale: 0 }));
}

#[test]
fn mistakes_in_tables_are_shown_in_their_cells() {
    let places = "name,title,agency,within,from,until,remote,height
binh-an,Tỉnh Bình An,province-cp,,2025-02-30,,có thể,high
binh-an,Tỉnh Bình An,province-pc,,,,,
";
    let staff = "place,role,accounts,certificates,equipment
binh-am,province-pc/chairs,many,1,
";
    let resolved = resolved(&[("a.proc", GOVERNMENT)], &tables(places, staff));
    let found = |file: u32, text: &'static str| {
        let in_file = resolved.findings.iter().filter(|finding| finding.at.file == FileId(file));
        let mut found: Vec<_> = in_file.map(|finding| (&text[finding.at.range()], finding.code.id())).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(
        found(1, places),
        [
            ("2025-02-30", "names/type"),
            ("binh-an", "names/duplicate"),
            ("có thể", "names/type"),
            ("high", "names/type"),
            ("province-cp", "names/unresolved"),
        ]
    );
    assert_eq!(
        found(2, staff),
        [("binh-am", "names/unresolved"), ("chairs", "names/unresolved"), ("many", "names/type")]
    );
    assert_eq!(resolved.findings.len(), 8);
}
