//! One thing the author of a procedure should know: the single shape of all findings.

use super::{CodeRef, Identity, Language, Severity, Span, Text};

/// What a rule concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Verdict {
    /// The condition of the rule holds.
    #[default]
    Hit,
    /// The law is unsettled on the point; a lawyer must decide.
    NeedsLegalOpinion,
}

/// How sure a rule is of its finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Certainty {
    /// Follows from structure or dates alone.
    #[default]
    Proven,
    /// Needs a person's judgement.
    Probable,
    /// Worth a look.
    Hint,
}

impl Certainty {
    /// The word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Probable => "probable",
            Self::Hint => "hint",
        }
    }
}

/// A second place that matters, and what it is ("first declared here").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub at: Span,
    /// What is there.
    pub text: Text,
}

/// Replaces the text under `at` by `new`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub at: Span,
    /// The replacement.
    pub new: String,
}

/// A change of the source that is certain to cure the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative.
    pub title: Text,
    /// The edits, not overlapping.
    pub edits: Vec<Edit>,
}

/// A finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Its kind.
    pub code: CodeRef,
    /// The severity in force; configuration may have changed the code's own.
    pub severity: Severity,
    /// Hit, or a question for a lawyer.
    pub verdict: Verdict,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// The procedure it is about, where it is about one.
    pub procedure: Option<String>,
    /// One lower-case sentence without a full stop.
    pub message: Text,
    /// The smallest text to change.
    pub at: Span,
    /// Other places.
    pub related: Vec<Label>,
    /// One imperative with the way out.
    pub help: Option<Text>,
    /// What was compared: name and value.
    pub evidence: Vec<(&'static str, String)>,
    /// A certain cure.
    pub fix: Option<Fix>,
    /// The language of the file it is in: the one it is shown in unless the user asks for another.
    pub language: Language,
    /// What tells it from the others across edits; empty until all findings are known.
    pub identity: Identity,
}

impl Diagnostic {
    /// A short name of the finding that survives edits of what it is not about.
    pub fn fingerprint(&self) -> String {
        self.identity.fingerprint(self.code.id())
    }

    /// Adds the way out.
    pub fn help(&mut self, help: Text) -> &mut Self {
        self.help = Some(help);
        self
    }

    /// Adds a second place.
    pub fn label(&mut self, at: Span, text: Text) -> &mut Self {
        self.related.push(Label { at, text });
        self
    }

    /// Adds a compared value.
    #[expect(clippy::needless_pass_by_value, reason = "callers pass numbers and fresh texts")]
    pub fn evidence(&mut self, name: &'static str, value: impl ToString) -> &mut Self {
        self.evidence.push((name, value.to_string()));
        self
    }

    /// Says how sure the rule is.
    pub fn certainty(&mut self, certainty: Certainty) -> &mut Self {
        self.certainty = certainty;
        self
    }

    /// Says that here it matters more, or less, than its code usually does.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Says that the law is unsettled and a lawyer must decide. Such a finding is never an error.
    pub fn needs_legal_opinion(&mut self) -> &mut Self {
        self.verdict = Verdict::NeedsLegalOpinion;
        self.severity = self.severity.min(Severity::Warning);
        self
    }

    /// Adds a certain cure.
    pub fn fix(&mut self, title: Text, edits: Vec<Edit>) -> &mut Self {
        self.fix = Some(Fix { title, edits });
        self
    }

    /// Names the procedure it is about.
    pub fn of(&mut self, procedure: impl Into<String>) -> &mut Self {
        self.procedure = Some(procedure.into());
        self
    }
}

/// A rule that could not decide, and what it lacked. Never a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The rule's code.
    pub code: CodeRef,
    /// The procedure it is about, where it is about one.
    pub procedure: Option<String>,
    /// Where the missing fact would stand.
    pub at: Span,
    /// What is missing.
    pub missing: Text,
}
