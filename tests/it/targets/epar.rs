//! e-PAR: what came from it goes back as it was, and what is written is read again.

use super::{catalogue_of, compiled, shipped_to};
use crate::support::{files_below, root};
use procedo::base::Language;
use procedo::import::{self, Imported, Options, Silent, Source};
use procedo::targets::Compiled;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn import(sources: &[Source]) -> Imported {
    let importer = import::find("epar").expect("the format is there");
    (importer.read)(sources, &Options { language: Language::Vi, progress: &Silent })
}

fn sources(compiled: &Compiled) -> Vec<Source> {
    compiled.folder.files().map(|(name, bytes)| Source { name: name.to_owned(), bytes: bytes.to_vec() }).collect()
}

/// The source files of a catalogue, without what is only words.
fn texts(imported: &Imported) -> BTreeMap<String, String> {
    let files =
        imported.folder.files().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "proc"));
    files.map(|(path, bytes)| (path.to_owned(), structure(&String::from_utf8_lossy(bytes)))).collect()
}

/// A text without the published wording: comments between elements do not come back.
fn structure(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("nguyên văn \"\"\"") {
        let body = start + "nguyên văn \"\"\"".len();
        let end = rest[body..].find("\"\"\"").expect("the text is closed") + body + 3;
        kept.push_str(&rest[..start]);
        rest = &rest[end..];
    }
    kept + rest
}

/// Imports, compiles and imports again; asserts that nothing of the structure changed.
fn round(first: &[Source]) -> usize {
    let one = import(first);
    let catalogue = catalogue_of(&one);
    let compiled = compiled(&catalogue, "epar", false);
    let two = import(&sources(&compiled));
    let (one, two) = (texts(&one), texts(&two));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (path, text) in &one {
        assert_eq!(*text, two[path], "{path}");
    }
    one.len()
}

#[test]
fn a_workflow_with_a_pause_comes_back_the_same() {
    let fixture = |name: &str| Source {
        name: name.to_owned(),
        bytes: fs::read(root().join("tests/fixtures/import/epar").join(name)).expect("the fixture is there"),
    };
    assert_eq!(round(&[fixture("tax_workflow.xml"), fixture("tax_form_struct.xml")]), 2);
}

#[test]
fn the_real_configurations_come_back_the_same() {
    let folder = root().join("../shared/data/epar");
    if !folder.exists() {
        eprintln!("skipped: no data in {}", folder.display());
        return;
    }
    let read = |path: std::path::PathBuf| Source {
        name: path.to_string_lossy().replace('\\', "/"),
        bytes: fs::read(path).expect("the file can be read"),
    };
    let sources: Vec<_> = files_below(&folder).into_iter().map(read).collect();
    assert_eq!(round(&sources), 69, "68 procedures and their groups");
}

#[test]
fn what_the_shipped_catalogue_compiles_to_is_read_without_a_remark_but_for_times() {
    let compiled = shipped_to("epar");
    let imported = import(&sources(&compiled));
    // Processes of the catalogue state limits that their steps need not fill: the reader of e-PAR remarks on sums.
    let sums = ["sum-mismatch", "missing-total", "missing-step-time", "flow"];
    let starts: BTreeSet<_> =
        compiled.losses.iter().filter(|loss| loss.gap.name == "start").map(|loss| loss.procedure.as_str()).collect();
    assert!(!starts.is_empty() && starts.len() < 5, "{starts:?}");
    let said = |file: &str| starts.iter().any(|code| file.starts_with(&format!("epar/{code}")));
    let told = |kind: &str, file: &str| sums.contains(&kind) || (kind == "unreachable-task" && said(file));
    let others: Vec<_> = imported.report.remarks.iter().filter(|r| !told(r.kind, &r.file)).collect();
    assert!(others.is_empty(), "{others:#?}");
    let written = compiled.folder.files().filter(|(path, _)| path.ends_with("_workflow.xml")).count();
    let again = catalogue_of(&imported);
    let with_process = again.catalogue.entries.iter().filter(|entry| entry.base.process.is_some()).count();
    assert_eq!(written, with_process);
}

#[test]
fn ten_ways_to_break_a_workflow_are_noticed() {
    let fixture = |name: &str| Source {
        name: name.to_owned(),
        bytes: fs::read(root().join("tests/fixtures/import/epar").join(name)).expect("the fixture is there"),
    };
    let one = import(&[fixture("tax_workflow.xml"), fixture("tax_form_struct.xml")]);
    let compiled = compiled(&catalogue_of(&one), "epar", false);
    let whole = texts(&one);
    let mutations = [
        ("X02::TRA_THONG_BAO\" name", "X02::KHAC\" name"),
        ("next=\"NULL\"", "next=\"X02::TIEP_NHAN\""),
        (" pause=\"true\"", ""),
        (" unpause=\"true\"", ""),
        ("group=\"BP_THUE\"", "group=\"BP_MOT_CUA\""),
        ("time=\"0.5\"", "time=\"5\""),
        ("totaltime=\"-1\"", "totaltime=\"3\""),
        ("fee=\"50000\"", "fee=\"5000\""),
        ("name=\"Trả kết quả\"", "name=\"Trả\""),
        ("title=\"", "title=\"Bản "),
    ];
    for (before, after) in mutations {
        let mut changed = false;
        let broken: Vec<_> = sources(&compiled)
            .into_iter()
            .map(|source| {
                let text = String::from_utf8(source.bytes).expect("UTF-8");
                changed |= text.contains(before);
                Source { name: source.name, bytes: text.replace(before, after).into_bytes() }
            })
            .collect();
        assert!(changed, "nothing to break by `{before}`");
        let again = import(&broken);
        let noticed = !again.report.remarks.iter().map(|r| r.kind).eq(one.report.remarks.iter().map(|r| r.kind));
        assert!(noticed || texts(&again) != whole, "`{before}` -> `{after}` passed");
    }
}
