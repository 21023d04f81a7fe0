//! Fixtures with a mark `//~ code` on every line where the model must find something, and on no other.

use super::{one, shown};
use std::collections::BTreeSet;

#[test]
fn the_model_finds_what_the_fixtures_mark_and_nothing_else() {
    let mut files: Vec<_> = std::fs::read_dir("tests/fixtures/names")
        .expect("the folder is in the repository")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.sort();
    assert!(files.len() >= 6, "the fixtures are there");
    for path in files {
        let text = std::fs::read_to_string(&path).expect("fixtures are text");
        let mut marked = BTreeSet::new();
        for (index, line) in text.lines().enumerate() {
            if let Some((_, codes)) = line.split_once("//~") {
                marked.extend(codes.split_whitespace().map(|code| (index + 1, code.to_owned())));
            }
        }
        let resolved = one(&text);
        let found: BTreeSet<_> = resolved
            .findings
            .iter()
            .map(|f| (resolved.sources.positions(f.at).0.line, f.code.id().to_owned()))
            .collect();
        assert_eq!(found, marked, "in {}; found:\n{}", path.display(), shown(&resolved));
    }
}

#[test]
fn the_shipped_catalogue_resolves_without_a_finding() {
    let mut texts = Vec::new();
    let mut folders = vec![std::path::PathBuf::from("procedures")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the catalogue is in the repository") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "proc") {
                let text = std::fs::read_to_string(&path).expect("sources are text");
                texts.push((path.display().to_string(), text));
            }
        }
    }
    texts.sort();
    let texts: Vec<_> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let resolved = super::resolved(&texts, &super::tables::shipped());
    assert_eq!(shown(&resolved), "");
}

#[test]
fn a_text_that_lost_a_line_is_resolved_as_far_as_it_goes() {
    let whole = std::fs::read_to_string("procedures/civil-status/1.004873.proc").expect("it is in the repository");
    let lines: Vec<_> = whole.lines().collect();
    for lost in (0..lines.len()).step_by(2) {
        let text: Vec<_> = lines.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, line)| *line).collect();
        let text = text.join("\n");
        let mut out = procedo::base::Sink::default();
        let file = procedo::syntax::parse(procedo::base::FileId(0), &text, &mut out);
        let catalogue = procedo::model::resolve(vec![file], &super::tables::shipped(), &mut out);
        assert_eq!(catalogue.versions.len(), catalogue.procedures.all.len());
        for entry in &catalogue.entries {
            for place in catalogue.places.ids() {
                let day = procedo::time::Date::parse("2026-11-21").expect("a date");
                let applied: Vec<_> = (0..entry.base.cases.len()).collect();
                let view = catalogue.view_at(entry, day, Some(place), &applied);
                assert_eq!(view.name, entry.base.name);
            }
        }
    }
}
