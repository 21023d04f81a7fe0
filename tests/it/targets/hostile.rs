//! Hostile names: whatever a catalogue is called, what is written is harmless in every target.

use super::{checked, compiled};
use procedo::base::Language;
use procedo::import::{self, Options, Silent, Source};
use procedo::targets::TARGETS;
use std::collections::BTreeSet;

const NAMES: [&str; 6] = [
    "\\\"><script>alert(1)</script>",
    "=cmd()|'/c calc'!A1",
    "../../x",
    "\u{202e}gpj.exe\u{2066}\u{200f}",
    "]]>&bom;<!--",
    "+1+cmd|' /C calc'!A0",
];

/// A catalogue in which every title is hostile.
fn catalogue(name: &str) -> procedo::pipeline::Checked {
    with_steps(name, &["a", "b", "e"])
}

/// As above, with these names of the three steps.
fn with_steps(name: &str, steps: &[&str; 3]) -> procedo::pipeline::Checked {
    let text = format!(
        r#"
level commune
agency pc "{name}" level commune {{
  role desk "{name}" receives
  role chair "{name}" signs
}}
procedure 9.1 "{name}" {{
  field "{name}"
  level commune
  decided by pc/chair
  for citizen
  basis "{name}"
  deadline 3 working days
  sets 1
  channel counter
  channel online full
  fact f yes/no "{name}"
  condition c "{name}"
  document d "{name}" original 1 form "{name}"
  fee "{name}" 10.000 VND per "{name}"
  result r "{name}"
  text """{plain}"""
  process {{
    phase p "{name}" within 2 working days {{
      step {a} "{name}" kind receive by pc/desk within 2 hours {{
        reads dossier
        text """{plain}"""
        if incomplete then ask applicant once
      }}
    }}
    step {b} "{name}" kind decide by pc/chair within 1 working day {{
      writes r
      signature digital
      if ineligible then refuse
    }}
    step {e} "{name}" kind return by pc/desk within 1 hour
  }}
}}
"#,
        a = steps[0],
        b = steps[1],
        e = steps[2],
        plain = name.replace("\\\"", "'"),
    );
    let places = "name,title,agency,within\n\"../../x\",\"=cmd()\",pc,\n\"CON\",\"<script>\",pc,\n";
    let staff = "place,role,accounts,certificates,equipment\n../../x,pc/desk,1,1,\n../../x,pc/chair,1,0,\n";
    checked(&[
        ("catalogue.yaml", "language: en\ntables:\n  places: places.csv\n  staff: staff.csv\n"),
        ("places.csv", places),
        ("staff.csv", staff),
        ("a.proc", &text),
    ])
}

#[test]
fn hostile_names_come_out_harmless_in_every_target() {
    let long = "Ấ".repeat(10_000);
    for name in NAMES.iter().copied().chain([long.as_str()]) {
        let checked = catalogue(name);
        let errors: Vec<_> = checked.findings.iter().filter(|f| f.code.theme() == "syntax").collect();
        assert!(errors.is_empty(), "{errors:?}");
        for target in TARGETS {
            for at_all in [false, true] {
                let compiled = compiled(&checked, target.name(), at_all);
                assert!(!compiled.folder.is_empty(), "{}: {name:.40}", target.name());
                for (path, content) in compiled.folder.files() {
                    assert_path(path);
                    assert_content(path, content);
                }
            }
        }
    }
}

#[test]
fn an_engine_gets_no_name_that_its_columns_do_not_hold_and_the_whole_one_beside_it() {
    let long = "Đăng ký biến động ".repeat(20);
    // The names of steps are as long, and differ at their ends only.
    let step = "điều-kiện-".repeat(30);
    let checked = with_steps(long.trim(), &[&format!("{step}a"), &format!("{step}b"), &format!("{step}c")]);
    for target in ["camunda7", "flowable", "activiti", "igate"] {
        let compiled = compiled(&checked, target, false);
        let (mut cut, mut whole, mut ids) = (0, 0, BTreeSet::new());
        for (path, content) in compiled.folder.files().filter(|(path, _)| super::ends(path, "bpmn")) {
            let text = std::str::from_utf8(content).expect("UTF-8");
            let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let process = document.descendants().find(|node| node.tag_name().name() == "process").expect("a process");
            for node in
                process.descendants().filter(|node| node.tag_name().namespace().is_none_or(|n| n.contains("MODEL")))
            {
                let name = node.attribute("name").unwrap_or_default();
                assert!(name.chars().count() <= 255, "{path}: {name}");
                let id = node.attribute("id").unwrap_or_default();
                assert!(id.len() <= 255 && ids.insert(id.to_owned()) | id.is_empty(), "{path}: {id}");
                cut += usize::from(name.ends_with('…') && name.chars().count() == 255);
                whole += usize::from(node.tag_name().name() == "documentation" && node.text() == Some(long.trim()));
            }
        }
        assert!(cut >= 4 && whole == 4, "{target}: {cut} cut, {whole} whole");
        let told = compiled.losses.iter().filter(|loss| loss.gap.name == "cut").count();
        assert_eq!(told, 4, "{target}: a procedure and three steps");
    }
    let zeebe = compiled(&checked, "zeebe", false);
    assert!(zeebe.losses.iter().all(|loss| loss.gap.name != "cut"));
}

fn assert_path(path: &str) {
    assert!(
        !path.starts_with('/') && !path.contains('\\') && path.is_ascii() | path.chars().all(|c| !c.is_control()),
        "{path}"
    );
    for part in path.split('/') {
        assert!(!part.is_empty() && part != "." && part != ".." && part.len() < 200, "{path}");
        assert!(!part.to_uppercase().starts_with("CON.") && part.to_uppercase() != "CON", "{path}");
    }
}

fn assert_content(path: &str, content: &[u8]) {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let turns = |text: &str| text.contains(['\u{202e}', '\u{2066}', '\u{200f}']);
    assert!(ending == "xlsx" || !turns(std::str::from_utf8(content).expect("UTF-8")), "{path}: turns the direction");
    match ending {
        "bpmn" | "xml" => {
            let text = std::str::from_utf8(content).expect("UTF-8");
            let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let scripts = document.descendants().filter(|node| node.tag_name().name().eq_ignore_ascii_case("script"));
            assert_eq!(scripts.count(), 0, "{path}");
            assert!(!text.contains("<!DOCTYPE"), "{path}");
        }
        "json" => {
            serde_json::from_slice::<serde_json::Value>(content).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        "csv" => {
            let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(content);
            for row in rows.records() {
                for cell in &row.unwrap_or_else(|error| panic!("{path}: {error}")) {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{path}: {cell}");
                }
            }
        }
        "xlsx" => {
            // No cell is a formula, every cell is a text.
            super::ioffice::sheet(content);
        }
        "txt" => {
            let source = Source { name: path.to_owned(), bytes: content.to_vec() };
            let importer = import::find("portal").expect("the format is there");
            let read = (importer.read)(&[source], &Options { language: Language::Vi, progress: &Silent });
            assert!(read.report.remarks.iter().all(|remark| !remark.kind.starts_with("not-")), "{path}");
            let again = super::catalogue_of(&read);
            let codes: Vec<_> = again.catalogue.entries.iter().map(|entry| entry.base.name.text.as_str()).collect();
            assert_eq!(codes, ["9.1"], "{path}");
        }
        other => panic!("{path}: nobody checks `{other}`"),
    }
}
