//! iOffice: the matrix says who may do what with which paper, what is missing for it, and no cell is a formula.

use super::{checked, compiled};
use crate::support::shipped;
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use std::io::Cursor;

fn file<'c>(compiled: &'c procedo::targets::Compiled, name: &str) -> &'c [u8] {
    compiled.folder.files().find(|(path, _)| *path == format!("ioffice/{name}")).expect("it is written").1
}

/// The rows of the workbook; panics where a cell is a formula or no text.
pub(super) fn sheet(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let formulas = workbook.worksheet_formula("Phân quyền").expect("the sheet");
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "a cell is a formula");
    let range = workbook.worksheet_range("Phân quyền").expect("the sheet");
    let text = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("not a text: {other:?}"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn the_three_forms_hold_the_same_rows() {
    let compiled = compiled(shipped(), "ioffice", true);
    let rows = sheet(file(&compiled, "matrix.xlsx"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file(&compiled, "matrix.csv"));
    let from_csv: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows, from_csv);
    let json: Vec<Value> = serde_json::from_slice(file(&compiled, "matrix.json")).expect("JSON");
    assert_eq!(json.len() + 1, rows.len());
    assert!(json.len() > 300);
    let of = |place: &str, code: &str, role: &str| -> Vec<&Value> {
        json.iter().filter(|row| row["place"] == place && row["procedure"] == code && row["role"] == role).collect()
    };
    let [chair] = of("tran-phu", "1.004873", "ubnd-xã/chủ-tịch")[..] else { panic!("one row for the chair") };
    assert_eq!((&chair["sign"], &chair["approve"], &chair["receive"]), (&true.into(), &true.into(), &false.into()));
    assert_eq!(chair["paper"], "Giấy xác nhận tình trạng hôn nhân");
    let [desk] = of("tran-phu", "1.004873", "ubnd-xã/một-cửa")[..] else { panic!("one row for the desk") };
    assert_eq!((&desk["receive"], &desk["paper"]), (&true.into(), &"hồ sơ".into()));
}

#[test]
fn a_power_without_a_certificate_or_an_account_is_a_gap() {
    let text = r#"
level commune
agency pc "UBND xã" level commune {
  role desk "=cmd()" receives
  role chair "Chủ tịch" signs
}
procedure 9.1 "A" {
  level commune
  decided by pc/chair
  result r "-2+3"
  process {
    step receive kind receive by pc/desk within 2 hours
    step draft kind draft by pc/desk within 2 hours
    step sign kind sign by pc/chair within 1 working day { writes r }
    step stamp kind issue by pc/desk within 1 hour { writes r }
  }
}
"#;
    let checked = checked(&[
        ("catalogue.yaml", "language: en\ntables:\n  places: places.csv\n  staff: staff.csv\n"),
        ("places.csv", "name,title,agency,within\na,A,pc,\nb,B,pc,\n"),
        (
            "staff.csv",
            "place,role,accounts,certificates,equipment\na,pc/desk,2,0,\na,pc/chair,1,1,\nb,pc/desk,0,0,\nb,pc/chair,1,0,\n",
        ),
        ("a.proc", text),
    ]);
    let compiled = compiled(&checked, "ioffice", true);
    let rows = sheet(file(&compiled, "matrix.xlsx"));
    let line = |row: &Vec<String>| {
        let marks: Vec<String> =
            row[7..].iter().map(|cell| if cell.is_empty() { "·".to_owned() } else { cell.clone() }).collect();
        format!("{} {} {}: {}", row[0], row[4], row[6], marks.join(" "))
    };
    let shown: Vec<_> = rows[1..].iter().map(line).collect();
    let expected = [
        "a hồ sơ =cmd(): x · · · · 2 0 ·",
        "a -2+3 =cmd(): · x · · x 2 0 ·",
        "a -2+3 Chủ tịch: · · · x · 1 1 ·",
        "b hồ sơ =cmd(): x · · · · 0 0 tài khoản",
        "b -2+3 =cmd(): · x · · x 0 0 tài khoản",
        "b -2+3 Chủ tịch: · · · x · 1 0 chứng thư số",
    ];
    assert_eq!(shown, expected);
    let csv = String::from_utf8_lossy(file(&compiled, "matrix.csv"));
    assert!(csv.contains("'=cmd()") && csv.contains("'-2+3") && !csv.contains(",=") && !csv.contains(",-2"), "{csv}");
    let lost: Vec<_> = compiled.losses.iter().filter(|loss| loss.gap.name == "certificate").collect();
    assert_eq!(lost.iter().map(|loss| loss.about.as_deref().unwrap_or_default()).collect::<Vec<_>>(), ["b: pc/chair"]);
}
