//! The identity of a kind of finding: its id, severity, summary and page, declared once where it is raised.

use std::fmt;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Style, or something worth knowing.
    Note,
    /// Very probably wrong.
    Warning,
    /// Cannot be resolved or carried out.
    Error,
}

impl Severity {
    /// The word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Reads the word that [`Severity::word`] writes.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|s| s.word() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A kind of finding. Declared with [`code!`](crate::code) in the file that raises it.
#[derive(Debug)]
pub struct Code {
    /// Theme and fault: `flow/unreachable-step`.
    pub id: &'static str,
    /// The severity unless the catalogue's configuration says otherwise.
    pub severity: Severity,
    /// A noun phrase in English.
    pub summary_en: &'static str,
    /// The same in Vietnamese.
    pub summary_vi: &'static str,
    /// The page: Markdown with the headings `What it does`, `Why it matters`, `Nội dung`, `Vì sao`, `Example`,
    /// `Instead`.
    pub docs: &'static str,
    /// The source file that declares it.
    pub file: &'static str,
}

impl Code {
    /// The part of the id before the slash.
    pub fn theme(&self) -> &'static str {
        self.id.split('/').next().unwrap_or(self.id)
    }

    /// The summary in a language.
    pub fn summary(&self, language: super::Language) -> &'static str {
        language.pick(self.summary_en, self.summary_vi)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

/// Declares a [`Code`](crate::base::Code); its doc comment is the page that `explain` prints.
#[macro_export]
macro_rules! code {
    ($(#[doc = $doc:literal])+ $vis:vis static $name:ident = $id:literal, $severity:ident,
     en: $en:literal, vi: $vi:literal;) => {
        $(#[doc = $doc])+
        $vis static $name: $crate::base::Code = $crate::base::Code {
            id: $id,
            severity: $crate::base::Severity::$severity,
            summary_en: $en,
            summary_vi: $vi,
            docs: concat!($($doc, "\n"),+),
            file: file!(),
        };
    };
}
