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
        let found: BTreeSet<_> =
            resolved.findings.iter().map(|f| (resolved.sources.positions(f.at).0.line, f.code.id.to_owned())).collect();
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
