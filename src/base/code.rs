//! The identity of a kind of finding: its id, severity, summary and page, declared once: in the file that raises it, or in
//! a rule that users wrote.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

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

/// A kind of finding. The tool's own are declared with [`code!`](crate::code) in the file that raises them.
#[derive(Debug)]
pub struct Code {
    id: Cow<'static, str>,
    /// The severity unless the catalogue's configuration says otherwise.
    pub severity: Severity,
    summary_en: Cow<'static, str>,
    summary_vi: Cow<'static, str>,
    docs: Cow<'static, str>,
    file: Cow<'static, str>,
}

impl Code {
    /// A code of the tool itself; [`code!`](crate::code) calls this.
    pub const fn shipped(
        id: &'static str,
        severity: Severity,
        [summary_en, summary_vi]: [&'static str; 2],
        docs: &'static str,
        file: &'static str,
    ) -> Self {
        Self {
            id: Cow::Borrowed(id),
            severity,
            summary_en: Cow::Borrowed(summary_en),
            summary_vi: Cow::Borrowed(summary_vi),
            docs: Cow::Borrowed(docs),
            file: Cow::Borrowed(file),
        }
    }

    /// A code of a rule that users wrote in `file`.
    pub fn written(id: String, severity: Severity, summary: super::Text, docs: String, file: String) -> Self {
        Self {
            id: id.into(),
            severity,
            summary_en: summary.en.into(),
            summary_vi: summary.vi.into(),
            docs: docs.into(),
            file: file.into(),
        }
    }

    /// Theme and fault: `flow/unreachable-step`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The part of the id before the slash.
    pub fn theme(&self) -> &str {
        self.id.split('/').next().unwrap_or(&self.id)
    }

    /// What is wrong, as a noun phrase.
    pub fn summary(&self, language: super::Language) -> &str {
        language.pick(&self.summary_en, &self.summary_vi)
    }

    /// The page: Markdown with the headings `What it does`, `Why it matters`, `Nội dung`, `Vì sao`, `Example`, `Instead`.
    pub fn docs(&self) -> &str {
        &self.docs
    }

    /// The file that declares it.
    pub fn file(&self) -> &str {
        &self.file
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

/// A code as findings carry it: cheap to copy, whoever declared it. Equal and ordered by id.
#[derive(Clone)]
pub enum CodeRef {
    /// One of the tool's own.
    Shipped(&'static Code),
    /// One of a rule that users wrote.
    Written(Arc<Code>),
}

impl Deref for CodeRef {
    type Target = Code;

    fn deref(&self) -> &Code {
        match self {
            Self::Shipped(code) => code,
            Self::Written(code) => code,
        }
    }
}

impl From<&'static Code> for CodeRef {
    fn from(code: &'static Code) -> Self {
        Self::Shipped(code)
    }
}

impl From<&Self> for CodeRef {
    fn from(code: &Self) -> Self {
        code.clone()
    }
}

impl fmt::Debug for CodeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl PartialEq for CodeRef {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for CodeRef {}

impl PartialEq<Code> for CodeRef {
    fn eq(&self, other: &Code) -> bool {
        self.id() == other.id()
    }
}

impl PartialOrd for CodeRef {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for CodeRef {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id().cmp(other.id())
    }
}

/// Declares a [`Code`](crate::base::Code); its doc comment is the page that `explain` prints.
#[macro_export]
macro_rules! code {
    ($(#[doc = $doc:literal])+ $vis:vis static $name:ident = $id:literal, $severity:ident,
     en: $en:literal, vi: $vi:literal;) => {
        $(#[doc = $doc])+
        $vis static $name: $crate::base::Code = $crate::base::Code::shipped(
            $id,
            $crate::base::Severity::$severity,
            [$en, $vi],
            concat!($($doc, "\n"),+),
            file!(),
        );
    };
}
