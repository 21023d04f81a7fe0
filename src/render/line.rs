//! Findings one a line, `file:line:column: warning[id]: message`: for tests and for editors that jump to places.

use super::Report;

/// Writes every finding, each with its line break.
pub fn render(report: &Report<'_>) -> String {
    let mut all = String::new();
    for finding in &report.findings {
        let (start, _) = report.sources.positions(finding.at);
        let message = finding.message.get(report.language_of(finding));
        let (severity, id) = (finding.severity, finding.code.id());
        all += &format!("{}:{}:{}: {severity}[{id}]: {message}\n", report.path(finding.at), start.line, start.column);
    }
    all
}
