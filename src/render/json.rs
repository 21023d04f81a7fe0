//! Findings for programs: a versioned document of its own frozen shape, and its JSON Schema.

use super::{Counts, Listing, Report};
use crate::base::{Diagnostic, Label, Severity, Span, Verdict};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of the document's shape. A field may be added within it; nothing is renamed or removed.
pub const VERSION: u32 = 1;

/// A report of findings.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Procedo findings")]
pub struct Document {
    /// The version of this shape.
    version: u32,
    /// The day for which the findings hold, `2026-11-21`.
    as_of: String,
    /// The findings, by file and place.
    findings: Vec<Finding>,
    /// How many findings there are of each severity.
    summary: Summary,
    /// How often each rule lacked a fact; such answers are not findings.
    unknowns: BTreeMap<String, usize>,
    /// What was missing, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<Vec<Question>>,
}

/// How many findings there are of each severity.
#[derive(Debug, Serialize, JsonSchema)]
struct Summary {
    error: usize,
    warning: usize,
    note: usize,
    unknown: usize,
    files: usize,
    /// Known findings that a baseline lists; they are not among the findings.
    known: usize,
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
struct Finding {
    /// Its kind; `procedo explain` prints its page.
    code: String,
    severity: Level,
    verdict: Answer,
    certainty: Sureness,
    /// The code of the procedure it is about.
    procedure: Option<String>,
    message: String,
    /// The way out.
    help: Option<String>,
    file: String,
    range: Range,
    /// Other places that matter.
    related: Vec<Place>,
    /// What was compared: name and value.
    evidence: BTreeMap<String, String>,
    /// Facts that would have made the answer surer.
    missing: Vec<String>,
    as_of: String,
    /// A name of the finding that stays when lines move and files are renamed; no two findings share one.
    fingerprint: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Level {
    Error,
    Warning,
    Note,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    Hit,
    NeedsLegalOpinion,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Sureness {
    Proven,
    Probable,
    Hint,
}

/// A stretch of a file; lines and columns count from 1, columns in characters, the end is not included.
#[derive(Debug, Serialize, JsonSchema)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Position {
    line: usize,
    column: usize,
}

/// A second place, and what is there.
#[derive(Debug, Serialize, JsonSchema)]
struct Place {
    message: String,
    file: String,
    range: Range,
}

/// A question that a rule could not answer.
#[derive(Debug, Serialize, JsonSchema)]
struct Question {
    code: String,
    procedure: Option<String>,
    missing: String,
    file: String,
    range: Range,
}

/// Writes the document, indented, with a final line break.
pub fn render(report: &Report<'_>) -> String {
    let counts = Counts::of(report);
    let mut unknowns = BTreeMap::new();
    for unknown in &report.unknowns {
        *unknowns.entry(unknown.code.id().to_owned()).or_insert(0) += 1;
    }
    let missing = || {
        let language = report.own_language();
        let one = |unknown: &&crate::base::Unknown| Question {
            code: unknown.code.id().into(),
            procedure: unknown.procedure.clone(),
            missing: unknown.missing.get(language).into(),
            file: report.path(unknown.at),
            range: range(report, unknown.at),
        };
        report.unknowns.iter().map(one).collect()
    };
    let document = Document {
        version: VERSION,
        as_of: report.as_of.en.clone(),
        findings: report.findings.iter().map(|finding| self::finding(report, finding)).collect(),
        summary: Summary {
            error: counts.errors,
            warning: counts.warnings,
            note: counts.notes,
            unknown: counts.unknowns,
            files: report.files,
            known: report.known,
        },
        unknowns,
        missing: (report.unknowns_shown == Listing::Listed).then(missing),
    };
    serde_json::to_string_pretty(&document).expect("strings and numbers are JSON") + "\n"
}

/// The JSON Schema of [`Document`], indented, with a final line break.
pub fn schema() -> String {
    serde_json::to_string_pretty(&schemars::schema_for!(Document)).expect("a schema is JSON") + "\n"
}

fn finding(report: &Report<'_>, finding: &Diagnostic) -> Finding {
    let language = report.language_of(finding);
    let place = |label: &Label| Place {
        message: label.text.get(language).into(),
        file: report.path(label.at),
        range: range(report, label.at),
    };
    Finding {
        code: finding.code.id().into(),
        severity: match finding.severity {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
            Severity::Note => Level::Note,
        },
        verdict: match finding.verdict {
            Verdict::Hit => Answer::Hit,
            Verdict::NeedsLegalOpinion => Answer::NeedsLegalOpinion,
        },
        certainty: match finding.certainty {
            crate::base::Certainty::Proven => Sureness::Proven,
            crate::base::Certainty::Probable => Sureness::Probable,
            crate::base::Certainty::Hint => Sureness::Hint,
        },
        procedure: finding.procedure.clone(),
        message: finding.message.get(language).into(),
        help: finding.help.as_ref().map(|help| help.get(language).into()),
        file: report.path(finding.at),
        range: range(report, finding.at),
        related: finding.related.iter().map(place).collect(),
        evidence: finding.evidence.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        missing: Vec::new(),
        as_of: report.as_of.en.clone(),
        fingerprint: finding.fingerprint(),
    }
}

fn range(report: &Report<'_>, span: Span) -> Range {
    let (start, end) = report.sources.positions(span);
    let position = |p: crate::base::Position| Position { line: p.line, column: p.column };
    Range { start: position(start), end: position(end) }
}
