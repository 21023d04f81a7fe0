//! The model: what names resolve to, which versions and views there are, and what is wrong with names.

mod markers;
mod names;
mod pages;
mod tables;
mod views;

use procedo::base::{Diagnostic, Language, Sink, Sources};
use procedo::config::tables::Tables;
use procedo::model::{self, Catalogue};
use procedo::syntax;

/// A catalogue from texts, with the findings of the model alone.
pub(super) struct Resolved {
    pub(super) sources: Sources,
    pub(super) catalogue: Catalogue,
    pub(super) findings: Vec<Diagnostic>,
}

/// Resolves texts; whatever does not parse fails the test.
pub(super) fn resolved(texts: &[(&str, &str)], tables: &Tables) -> Resolved {
    let mut sources = Sources::default();
    let mut unread = Sink::default();
    let files: Vec<_> = texts
        .iter()
        .map(|(path, text)| {
            let id = sources.add(*path, *text);
            syntax::parse(id, text, &mut unread)
        })
        .collect();
    let unread: Vec<_> = unread.findings.iter().map(|f| format!("{} {}", place(&sources, f), f.message.en)).collect();
    assert_eq!(unread, Vec::<String>::new(), "the texts must parse");
    let mut out = Sink::default();
    let catalogue = model::resolve(files, tables, &mut out);
    let findings = out.finish(|finding| Some(finding.severity), |_| Language::En);
    Resolved { sources, catalogue, findings }
}

/// One text alone.
pub(super) fn one(text: &str) -> Resolved {
    resolved(&[("a.proc", text)], &Tables::default())
}

/// `line:column code message`, one a line.
pub(super) fn shown(resolved: &Resolved) -> String {
    let line = |f: &Diagnostic| format!("{} {} {}\n", place(&resolved.sources, f), f.code.id(), f.message.en);
    resolved.findings.iter().map(line).collect()
}

fn place(sources: &Sources, finding: &Diagnostic) -> String {
    let start = sources.positions(finding.at).0;
    format!("{}:{}", start.line, start.column)
}
