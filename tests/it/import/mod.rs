//! Importers: what they all share, and each format.

mod bpmn;
mod command;
mod dossier;
mod epar;
mod formats;
mod frame;
mod opencps;
mod portal;
mod sheet;

use procedo::base::{Language, Sink, Sources};
use procedo::import::{self, Imported, Options, Silent, Source};
use procedo::syntax;
use std::collections::{BTreeMap, HashSet};

/// Imports texts as files of those names.
fn import(format: &str, sources: &[(&str, &[u8])]) -> Imported {
    import_in(format, sources, Language::Vi)
}

fn import_in(format: &str, sources: &[(&str, &[u8])], language: Language) -> Imported {
    let source = |(name, bytes): &(&str, &[u8])| Source { name: (*name).to_owned(), bytes: bytes.to_vec() };
    let sources: Vec<_> = sources.iter().map(source).collect();
    let importer = import::find(format).expect("the format is there");
    (importer.read)(&sources, &Options { language, progress: &Silent })
}

/// The text of every file, by path.
fn files(imported: &Imported) -> BTreeMap<&str, &str> {
    let text = |bytes| std::str::from_utf8(bytes).expect("every file is UTF-8");
    imported.folder.files().map(|(path, bytes)| (path, text(bytes))).collect()
}

/// Asserts what holds for every import: paths stay inside, sources are read without a mistake and are in canonical form.
fn assert_whole(imported: &Imported) {
    for (path, text) in files(imported) {
        assert!(!path.starts_with('/') && !path.contains("..") && !path.contains('\\'), "{path}");
        if !is_source(path) {
            continue;
        }
        let mut sources = Sources::default();
        let id = sources.add(path, text);
        let mut out = Sink::default();
        syntax::parse(id, text, &mut out);
        let found: Vec<_> = out.findings.iter().map(|f| (f.code.id(), &f.message.en, f.at.start)).collect();
        assert!(found.is_empty(), "{path}: {found:?}\n{text}");
        assert!(!syntax::format(text, None).changed, "{path} is not in its canonical form");
    }
}

/// Whether a path is that of a source file.
fn is_source(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending == "proc")
}

/// The words of a text as they are compared.
fn words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
