//! Findings as people and programs read them. Alone chooses the language of each sentence; knows nothing but findings.

pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod line;
pub mod markdown;
pub mod plain;
pub mod sarif;
mod summary;
pub mod terminal;

use summary::several;
pub use summary::{Counts, summary};

use crate::base::{Diagnostic, Language, Severity, Sources, Span, Text, Unknown, Verdict};

/// What is to be shown.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The texts that findings point into.
    pub sources: &'a Sources,
    /// The findings, sorted.
    pub findings: Vec<&'a Diagnostic>,
    /// What rules could not decide.
    pub unknowns: Vec<&'a Unknown>,
    /// The day for which the findings hold: in English as `2026-11-21`.
    pub as_of: Text,
    /// The language that the user asked for; else each finding comes in its file's.
    pub language: Option<Language>,
    /// The language of what belongs to no file.
    pub default_language: Language,
    /// How many files were read.
    pub files: usize,
    /// Whether unknowns are listed or only counted.
    pub unknowns_shown: Listing,
    /// How many known findings are not among the findings, because a baseline lists them.
    pub known: usize,
    /// The least severity that fails the check; `None`: nothing does.
    pub threshold: Option<Severity>,
}

/// How much is said of unknowns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Listing {
    /// Their number.
    #[default]
    Counted,
    /// Each of them.
    Listed,
}

impl Report<'_> {
    /// The language of a finding.
    pub fn language_of(&self, finding: &Diagnostic) -> Language {
        self.language.unwrap_or(finding.language)
    }

    /// The language of what belongs to no file.
    pub fn own_language(&self) -> Language {
        self.language.unwrap_or(self.default_language)
    }

    /// Whether a finding fails the check.
    pub fn fails(&self, finding: &Diagnostic) -> bool {
        self.threshold.is_some_and(|least| finding.severity >= least)
    }

    /// The file of a span as outputs name it, with forward slashes.
    pub fn path(&self, span: Span) -> String {
        path(self.sources, span)
    }
}

/// The file of a span as outputs name it, with forward slashes.
pub fn path(sources: &Sources, span: Span) -> String {
    let shown = sources.path(span.file).to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { shown.into_owned() } else { shown.replace('\\', "/") }
}

/// The word for a severity.
fn word(severity: Severity, language: Language) -> &'static str {
    let vietnamese = match severity {
        Severity::Error => "lỗi",
        Severity::Warning => "cảnh báo",
        Severity::Note => "ghi chú",
    };
    language.pick(severity.word(), vietnamese)
}

/// What a finding says and what is to be done, as sentences in its language.
fn advice(report: &Report<'_>, finding: &Diagnostic) -> String {
    let language = report.language_of(finding);
    let mut text = sentence(finding.message.get(language));
    if finding.verdict == Verdict::NeedsLegalOpinion {
        text += &format!(" {}", sentence(legal_opinion().get(language)));
    }
    if let Some(help) = &finding.help {
        text += &format!(" {} {}", language.pick("What to do:", "Cách xử lý:"), stop(help.get(language)));
    }
    text
}

/// With a capital at the beginning and a stop at the end.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    stop(&(first + letters.as_str()))
}

fn stop(words: &str) -> String {
    if words.ends_with(['.', '?', '!']) { words.to_owned() } else { format!("{words}.") }
}

/// What must be added to a finding that only a lawyer can settle.
fn legal_opinion() -> Text {
    crate::text!(
        en: "the law is not settled on this point: it needs a legal opinion",
        vi: "pháp luật chưa rõ về điểm này: cần có ý kiến pháp lý"
    )
}
