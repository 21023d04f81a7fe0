//! Findings as GitLab's Code Quality report: an array of issues of the Code Climate kind.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use super::{Report, advice};
use crate::base::Severity;
use serde_json::json;

/// Writes the array, indented, with a final line break. Of findings with one fingerprint GitLab shows only the first:
/// [`Diagnostic::fingerprint`](crate::base::Diagnostic::fingerprint) differs between all findings of a catalogue.
pub fn render(report: &Report<'_>) -> String {
    let issues: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            let (start, end) = report.sources.positions(finding.at);
            json!({
                "type": "issue",
                "check_name": finding.code.id(),
                "description": advice(report, finding),
                "categories": ["Bug Risk"],
                "severity": match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Note => "info",
                },
                "fingerprint": finding.fingerprint(),
                "location": {
                    "path": report.path(finding.at),
                    "lines": { "begin": start.line, "end": end.line },
                },
            })
        })
        .collect();
    serde_json::to_string_pretty(&issues).expect("strings and numbers are JSON") + "\n"
}
