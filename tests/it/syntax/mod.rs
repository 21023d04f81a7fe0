//! The language: what is accepted, what is found, and where.

mod accepted;
mod braces;
mod forms;
mod input;
mod mistakes;
mod properties;
mod table;
mod tree;

use procedo::base::{Diagnostic, Sink, Sources};
use procedo::syntax::{self, ast};

/// Parses one text; the findings are in the order of the file.
pub(crate) fn parse(text: &str) -> (Sources, ast::File, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let id = sources.add("test.proc", text);
    let mut out = Sink::default();
    let file = syntax::parse(id, text, &mut out);
    let language = file.language;
    (sources, file, out.finish(|d| Some(d.severity), |_| language))
}

/// The findings as `line:column code message` in the language of the file.
pub(crate) fn listed(sources: &Sources, findings: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| {
        let at = sources.positions(d.at).0;
        format!("{}:{} {} {}", at.line, at.column, d.code.id(), d.message.get(d.language))
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A fixture of this layer.
pub(crate) fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("tests/fixtures/syntax/{name}")).expect("the fixture is in the repository")
}
