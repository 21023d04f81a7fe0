//! What several tests stand on: the shipped catalogue, read once, and a report on findings.

use procedo::base::{Diagnostic, Language, Severity, Sources, Text};
use procedo::pipeline::{self, Checked, Options};
use procedo::render::{Listing, Report};
use procedo::time::Date;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The root of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, in the order of paths.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The sources of a catalogue: every text below its folder, without what a build wrote.
pub(crate) fn sources(folder: &Path) -> Sources {
    let mut sources = Sources::default();
    for path in files_below(folder) {
        if path.strip_prefix(folder).is_ok_and(|inner| inner.starts_with("build")) {
            continue;
        }
        if let Ok(text) = fs::read_to_string(&path) {
            sources.add(path, text);
        }
    }
    sources
}

/// The shipped catalogue, checked as of its own day.
pub(crate) fn shipped() -> &'static Checked {
    static SHIPPED: OnceLock<Checked> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let today = Date::new(2026, 11, 21).expect("a day of the calendar");
        pipeline::check(&sources(&root().join("procedures")), &Options::on(today))
    })
}

/// A report on findings in one file, in English.
pub(crate) fn report<'a>(sources: &'a Sources, findings: &'a [Diagnostic]) -> Report<'a> {
    Report {
        sources,
        findings: findings.iter().collect(),
        unknowns: Vec::new(),
        as_of: Text::same("2026-11-21"),
        language: Some(Language::En),
        default_language: Language::En,
        files: 1,
        unknowns_shown: Listing::Counted,
        known: 0,
        threshold: Some(Severity::Error),
    }
}
