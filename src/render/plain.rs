//! Findings as whole sentences, for screen readers and paper: no drawing, no colour, no abbreviations.

use super::{Listing, Report, legal_opinion, sentence, stop, summary, word};
use crate::base::{Certainty, Diagnostic, Language, Span, Unknown, Verdict};

/// Writes every finding and the summary.
pub fn render(report: &Report<'_>) -> String {
    let mut all = String::new();
    for finding in &report.findings {
        all += &paragraph(report, finding);
        all.push('\n');
    }
    if report.unknowns_shown == Listing::Listed {
        for unknown in &report.unknowns {
            all += &open_question(report, unknown);
            all.push('\n');
        }
    }
    all + &summary(report) + "\n"
}

fn paragraph(report: &Report<'_>, finding: &Diagnostic) -> String {
    let language = report.language_of(finding);
    let (kind, code) = (word(finding.severity, language), finding.code.id());
    let message = finding.message.get(language);
    let mut text = format!("{}\n", sentence(&format!("{kind} {code}, {}", place(report, finding.at, language))));
    text += &format!("{}\n", sentence(message));
    if let Some(sure) = certainty(finding.certainty, language) {
        text += &format!("{sure}\n");
    }
    if finding.verdict == Verdict::NeedsLegalOpinion {
        text += &format!("{}\n", sentence(legal_opinion().get(language)));
    }
    for label in &finding.related {
        let said = label.text.get(language);
        text += &match language {
            Language::En => format!("See also {}: {said}.\n", place(report, label.at, language)),
            Language::Vi => format!("Xem thêm {}: {said}.\n", place(report, label.at, language)),
        };
    }
    if let Some(help) = &finding.help {
        text += &match language {
            Language::En => format!("What to do: {}\n", stop(help.get(language))),
            Language::Vi => format!("Cách xử lý: {}\n", stop(help.get(language))),
        };
    }
    text
}

fn open_question(report: &Report<'_>, unknown: &Unknown) -> String {
    let language = report.own_language();
    let (code, missing) = (unknown.code.id(), unknown.missing.get(language));
    let place = place(report, unknown.at, language);
    match language {
        Language::En => format!("Unknown {code}, {place}.\nMissing: {}\n", stop(missing)),
        Language::Vi => format!("Chưa rõ {code}, {place}.\nCòn thiếu: {}\n", stop(missing)),
    }
}

fn place(report: &Report<'_>, span: Span, language: Language) -> String {
    let (start, _) = report.sources.positions(span);
    let path = report.path(span);
    match language {
        Language::En => format!("file {path}, line {}, column {}", start.line, start.column),
        Language::Vi => format!("tệp {path}, dòng {}, cột {}", start.line, start.column),
    }
}

/// The finding's certainty as a sentence; `None` where it is proven.
fn certainty(certainty: Certainty, language: Language) -> Option<&'static str> {
    match certainty {
        Certainty::Proven => None,
        Certainty::Probable => Some(language.pick("This is probable, not proven.", "Có khả năng, chưa chắc chắn.")),
        Certainty::Hint => Some(language.pick("This is only a hint.", "Đây chỉ là gợi ý.")),
    }
}
