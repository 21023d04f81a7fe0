//! The last lines of a report: how much was found, as of which day, and where to read on.

use super::Report;
use crate::base::{Language, Severity};

/// How many findings there are of each severity, and how many questions stayed open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Unknowns.
    pub unknowns: usize,
}

impl Counts {
    /// All findings.
    pub fn all(self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// Counts what a report shows.
    pub fn of(report: &Report<'_>) -> Self {
        let count = |severity| report.findings.iter().filter(|f| f.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            unknowns: report.unknowns.len(),
        }
    }
}

/// The summary, one line or two, without a final line break.
pub fn summary(report: &Report<'_>) -> String {
    let language = report.own_language();
    let counts = Counts::of(report);
    let day = report.as_of.get(language);
    let files = report.files;
    let mut line = if report.findings.is_empty() {
        match language {
            Language::En => format!("nothing found in {}", several(files, "file")),
            Language::Vi => format!("không phát hiện gì trong {files} tệp"),
        }
    } else {
        match language {
            Language::En => format!(
                "{}, {}, {} in {}",
                several(counts.errors, "error"),
                several(counts.warnings, "warning"),
                several(counts.notes, "note"),
                several(files, "file")
            ),
            Language::Vi => format!(
                "{} lỗi, {} cảnh báo, {} ghi chú trong {files} tệp",
                counts.errors, counts.warnings, counts.notes
            ),
        }
    };
    line += &match language {
        Language::En => format!("; as of {day}"),
        Language::Vi => format!("; tính đến ngày {day}"),
    };
    if report.known > 0 {
        let known = report.known;
        line += &match language {
            Language::En => format!("; {} in the baseline", several(known, "known finding")),
            Language::Vi => format!("; {known} phát hiện đã biết trong danh sách tồn đọng"),
        };
    }
    if counts.unknowns > 0 {
        line += &match language {
            Language::En => format!("; {} could not be answered (--unknowns)", several(counts.unknowns, "question")),
            Language::Vi => format!("; {} câu hỏi chưa đủ dữ liệu để trả lời (--unknowns)", counts.unknowns),
        };
    }
    if let Some(first) = report.findings.iter().max_by_key(|f| f.severity) {
        let code =
            report.findings.iter().find(|f| f.severity == first.severity).map_or(first.code.id(), |f| f.code.id());
        line += &match language {
            Language::En => format!("\n`procedo explain {code}` explains a finding"),
            Language::Vi => format!("\n`procedo explain {code}` giải thích một phát hiện"),
        };
    }
    line
}

/// A number with its English noun.
pub(super) fn several(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
