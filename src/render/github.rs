//! Findings as workflow commands of GitHub Actions, which the site shows beside the changed lines. Alone knows the grammar of
//! these commands and how many of them are shown.
//!
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>; the escapes are those of
//! `@actions/core`.

use super::{Report, advice, summary};
use crate::base::{Diagnostic, Severity};

/// How many annotations of one severity GitHub keeps for a step.
/// <https://docs.github.com/en/rest/checks/runs> and the limits of `@actions/toolkit`: ten errors, ten warnings, ten notices.
pub const SHOWN: usize = 10;

/// Writes the first findings of each severity as commands, the others as plain lines of the log, and the summary.
pub fn render(report: &Report<'_>) -> String {
    let mut all = String::new();
    let mut shown = [0; 3];
    let mut others = Vec::new();
    for finding in &report.findings {
        let count = &mut shown[finding.severity as usize];
        *count += 1;
        if *count <= SHOWN {
            all += &command(report, finding);
        } else {
            others.push(plain(report, finding));
        }
    }
    if !others.is_empty() {
        let count = others.len();
        let said = report.own_language().pick(
            "shown only here: GitHub keeps ten annotations of each severity",
            "chỉ hiện ở đây: GitHub giữ tối đa mười chú thích mỗi mức",
        );
        all += &format!("  {count} {said}\n");
    }
    for line in others {
        all += &line;
    }
    for line in summary(report).lines() {
        all += &format!("{}\n", harmless(line));
    }
    all
}

fn command(report: &Report<'_>, finding: &Diagnostic) -> String {
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let (start, end) = report.sources.positions(finding.at);
    let mut properties =
        format!("file={},line={},endLine={}", property(&report.path(finding.at)), start.line, end.line);
    if start.line == end.line {
        properties += &format!(",col={},endColumn={}", start.column, end.column);
    }
    properties += &format!(",title={}", property(finding.code.id()));
    format!("::{word} {properties}::{}\n", data(&advice(report, finding)))
}

fn plain(report: &Report<'_>, finding: &Diagnostic) -> String {
    let (start, _) = report.sources.positions(finding.at);
    let (path, severity, id) = (report.path(finding.at), finding.severity, finding.code.id());
    let line = format!("{path}:{}:{}: {severity}[{id}]: {}", start.line, start.column, advice(report, finding));
    format!("{}\n", harmless(&line))
}

/// A line that the runner does not take for a command: it trims blanks, looks for `::` at the beginning, and for `##[`
/// anywhere.
fn harmless(line: &str) -> String {
    let line = data(line).replace("##[", "# #[");
    if line.trim_start().starts_with("::") { format!("- {line}") } else { line }
}

/// The message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
