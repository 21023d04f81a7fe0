//! Findings as SARIF 2.1.0, for code scanning. Alone knows the shape of that format and what GitHub shows of it.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; limits:
//! <https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning>

use super::{Counts, Report, advice};
use crate::base::{Code, Diagnostic, Edit, Language, Span, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many results of one run GitHub shows; those of the highest severity are kept.
pub const SHOWN: usize = 5_000;

/// How many places of one result GitHub shows.
const PLACES: usize = 100;

/// Writes the document, indented, with a final line break. `page` is the page of a code in Markdown.
pub fn render(report: &Report<'_>, page: &dyn Fn(&Code, Language) -> String) -> String {
    let mut shown = report.findings.clone();
    // A stable sort: places stay in order within a severity.
    shown.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    shown.truncate(SHOWN);
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    let mut described = Vec::new();
    for finding in &shown {
        rules.entry(finding.code.id()).or_insert_with(|| {
            described.push(rule(&finding.code, report.own_language(), page));
            described.len() - 1
        });
    }
    let results: Vec<_> = shown.iter().map(|finding| result(report, finding, rules[finding.code.id()])).collect();
    let language = report.own_language().pick("en", "vi");
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Procedo",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": language,
                "rules": described,
            }},
            "automationDetails": { "id": "procedo/check/" },
            "columnKind": "unicodeCodePoints",
            "language": language,
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications(report, shown.len()),
            }],
            "results": results,
            "properties": { "asOf": report.as_of.en },
        }],
    });
    serde_json::to_string_pretty(&document).expect("strings and numbers are JSON") + "\n"
}

/// What is counted and not among the results.
fn notifications(report: &Report<'_>, shown: usize) -> Vec<Value> {
    let language = report.own_language();
    let mut said = Vec::new();
    let rest = report.findings.len() - shown;
    if rest > 0 {
        said.push(match language {
            Language::En => format!("{rest} more findings are not listed: only {SHOWN} are shown."),
            Language::Vi => format!("Còn {rest} phát hiện khác không liệt kê: chỉ hiện {SHOWN}."),
        });
    }
    if report.known > 0 {
        let known = report.known;
        said.push(match language {
            Language::En => format!("{known} known findings are in the baseline."),
            Language::Vi => format!("{known} phát hiện đã biết nằm trong danh sách tồn đọng."),
        });
    }
    let open = Counts::of(report).unknowns;
    if open > 0 {
        said.push(match language {
            Language::En => format!("{open} questions could not be answered for want of data."),
            Language::Vi => format!("{open} câu hỏi chưa đủ dữ liệu để trả lời."),
        });
    }
    let mut all: Vec<_> = said.iter().map(|text| json!({ "level": "note", "message": message(text) })).collect();
    if report.unknowns_shown == super::Listing::Listed {
        all.extend(report.unknowns.iter().take(SHOWN).map(|unknown| {
            json!({
                "level": "note",
                "message": message(&format!("{}: {}", unknown.code.id(), unknown.missing.get(language))),
                "locations": [{ "physicalLocation": location(report, unknown.at) }],
            })
        }));
    }
    all
}

fn rule(code: &Code, language: Language, page: &dyn Fn(&Code, Language) -> String) -> Value {
    let text = page(code, language);
    let summary = super::sentence(code.summary(language));
    json!({
        "id": code.id(),
        "name": name(code.id()),
        "shortDescription": { "text": summary },
        "fullDescription": { "text": summary },
        "help": { "text": text, "markdown": text },
        "defaultConfiguration": { "level": code.severity.word() },
        "properties": { "tags": [code.theme()] },
    })
}

/// `time/no-late-notice` as `TimeNoLateNotice`.
fn name(id: &str) -> String {
    let mut begins = true;
    let mut name = String::new();
    for c in id.chars() {
        let separates = matches!(c, '/' | '-');
        if !separates {
            name.extend(c.to_uppercase().filter(|_| begins).chain(Some(c).filter(|_| !begins)));
        }
        begins = separates;
    }
    name
}

fn result(report: &Report<'_>, finding: &Diagnostic, rule: usize) -> Value {
    let language = report.language_of(finding);
    let fingerprint = finding.fingerprint();
    let mut properties = json!({ "certainty": finding.certainty.word() });
    if let Some(procedure) = &finding.procedure {
        properties["procedure"] = json!(procedure);
    }
    if finding.verdict == Verdict::NeedsLegalOpinion {
        properties["verdict"] = json!("needs-legal-opinion");
    }
    if !finding.evidence.is_empty() {
        properties["evidence"] = finding.evidence.iter().map(|(name, value)| (*name, value.as_str())).collect();
    }
    let mut result = json!({
        "ruleId": finding.code.id(),
        "ruleIndex": rule,
        "level": finding.severity.word(),
        "message": message(&advice(report, finding)),
        "locations": [{ "physicalLocation": location(report, finding.at) }],
        // GitHub follows an alert by the second name only.
        "partialFingerprints": {
            "procedo/v1": fingerprint,
            "primaryLocationLineHash": format!("{fingerprint}:1"),
        },
        "properties": properties,
    });
    if !finding.related.is_empty() {
        let places = finding.related.iter().take(PLACES).enumerate().map(|(index, label)| {
            json!({
                "id": index,
                "physicalLocation": location(report, label.at),
                "message": message(label.text.get(language)),
            })
        });
        result["relatedLocations"] = places.collect();
    }
    if let Some(fix) = &finding.fix {
        let mut files: BTreeMap<String, Vec<&Edit>> = BTreeMap::new();
        for edit in &fix.edits {
            files.entry(report.path(edit.at)).or_default().push(edit);
        }
        let changes = files.into_iter().map(|(path, edits)| {
            let replacements = edits.iter().map(
                |edit| json!({ "deletedRegion": region(report, edit.at), "insertedContent": { "text": edit.new } }),
            );
            json!({ "artifactLocation": { "uri": uri(&path) }, "replacements": replacements.collect::<Vec<_>>() })
        });
        let changes: Vec<_> = changes.collect();
        result["fixes"] = json!([{ "description": message(fix.title.get(language)), "artifactChanges": changes }]);
    }
    result
}

fn location(report: &Report<'_>, at: Span) -> Value {
    json!({ "artifactLocation": { "uri": uri(&report.path(at)) }, "region": region(report, at) })
}

/// Lines and columns from 1, columns in characters, the end not included: as everywhere in this project.
fn region(report: &Report<'_>, at: Span) -> Value {
    let (start, end) = report.sources.positions(at);
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// A text in which nothing is a link or a placeholder (SARIF §3.11.5, §3.11.6).
fn message(text: &str) -> Value {
    let mut written = String::new();
    for c in text.chars() {
        match c {
            '[' | ']' | '\\' => written.extend(['\\', c]),
            '{' | '}' => written.extend([c, c]),
            c => written.push(c),
        }
    }
    json!({ "text": written })
}

/// A path as a URI reference: relative as it is, absolute with its scheme; what RFC 3986 does not leave alone is encoded.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte.into()),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
