//! What the tests of single formats stand on: a source read as the command reads it, and what came of it.

use procedo::base::{Language, Sink, Sources};
use procedo::import::{self, Imported, Options, Silent, Source};
use procedo::pipeline::{self, Checked};
use procedo::syntax;
use procedo::time::Date;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads named bytes in a format.
pub(super) fn import(format: &str, language: Language, sources: &[Source]) -> Imported {
    let importer = import::find(format).expect("the format is in the table");
    (importer.read)(sources, &Options { language, progress: &Silent })
}

/// A source of this name and text.
pub(super) fn source(name: &str, bytes: impl Into<Vec<u8>>) -> Source {
    Source { name: name.to_owned(), bytes: bytes.into() }
}

/// The files of a fixture folder, named without it.
pub(super) fn fixtures(folder: &str, names: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(folder);
    names.iter().map(|name| source(name, fs::read(root.join(name)).expect("a fixture"))).collect()
}

/// The source text of this path in what was written.
pub(super) fn text(imported: &Imported, path: &str) -> String {
    let found = imported.folder.files().find(|(name, _)| *name == path);
    let names: Vec<_> = imported.folder.files().map(|(name, _)| name).collect();
    let (_, content) = found.unwrap_or_else(|| panic!("no `{path}` among {names:?}"));
    String::from_utf8(content.to_vec()).expect("what is written is UTF-8")
}

/// Whether a path is that of a source text.
fn is_source(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "proc")
}

/// All source texts that were written, one after the other.
pub(super) fn all_text(imported: &Imported) -> String {
    let sources = imported.folder.files().filter(|(name, _)| is_source(name));
    sources.map(|(_, content)| String::from_utf8_lossy(content).into_owned()).collect()
}

/// Every source that was written can be read without a mistake and is in its canonical form.
pub(super) fn assert_readable(imported: &Imported) {
    for (name, content) in imported.folder.files().filter(|(name, _)| is_source(name)) {
        let text = String::from_utf8_lossy(content);
        let mut sources = Sources::default();
        let id = sources.add(name, text.as_ref());
        let mut out = Sink::default();
        syntax::parse(id, &text, &mut out);
        let found: Vec<_> = out.findings.iter().map(|f| (f.code.id(), f.message.en.clone())).collect();
        assert!(found.is_empty(), "{name}: {found:?} in\n{text}");
        assert!(!syntax::format(&text, None).changed, "{name} is not formatted:\n{text}");
    }
}

/// What was written, checked.
pub(super) fn check(imported: &Imported) -> Checked {
    let mut sources = Sources::default();
    for (name, content) in imported.folder.files() {
        sources.add(name, String::from_utf8_lossy(content).into_owned());
    }
    pipeline::check(&sources, &pipeline::Options::on(Date::new(2026, 11, 21).expect("a day")))
}

/// The remarks as short lines: kind, file and line.
pub(super) fn remarks(imported: &Imported) -> Vec<String> {
    imported.report.remarks.iter().map(|r| format!("{} {}:{}", r.kind, r.file, r.line)).collect()
}

/// The folder of the data that is not part of the project; says so where it is absent.
pub(super) fn data(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(folder);
    if !path.exists() {
        eprintln!("skipped: no data in {}", path.display());
    }
    path.exists().then_some(path)
}

/// Every word of a text that has a letter or a digit.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Compares with a file that was read and accepted.
pub(super) fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("import__{name}"), text);
    });
}
