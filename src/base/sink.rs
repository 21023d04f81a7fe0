//! Where every layer puts what it finds, and the one place where levels are applied and findings are sorted.

use super::{Certainty, CodeRef, Diagnostic, FileId, Identity, Language, Severity, Span, Text, Unknown, Verdict};

/// Collects findings and unknowns.
#[derive(Debug, Clone, Default)]
pub struct Sink {
    /// Findings in the order of discovery.
    pub findings: Vec<Diagnostic>,
    /// Rules that lacked a fact.
    pub unknowns: Vec<Unknown>,
}

impl Sink {
    /// Reports a finding; the returned value takes help, labels and evidence.
    pub fn report(&mut self, code: impl Into<CodeRef>, at: Span, message: Text) -> &mut Diagnostic {
        let code = code.into();
        self.findings.push(Diagnostic {
            severity: code.severity,
            code,
            verdict: Verdict::Hit,
            certainty: Certainty::Proven,
            procedure: None,
            message,
            at,
            related: Vec::new(),
            help: None,
            evidence: Vec::new(),
            fix: None,
            language: Language::En,
            identity: Identity::default(),
        });
        self.findings.last_mut().expect("just pushed")
    }

    /// Says that a rule could not decide, and what it lacked.
    pub fn unknown(&mut self, code: impl Into<CodeRef>, at: Span, missing: Text) -> &mut Unknown {
        let code = code.into();
        self.unknowns.push(Unknown { code, procedure: None, at, missing });
        self.unknowns.last_mut().expect("just pushed")
    }

    /// Takes over everything another sink collected.
    pub fn append(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.unknowns.extend(other.unknowns);
    }

    /// Whether a finding of severity error was collected.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }

    /// Applies the level of each code (`None` drops it), sets the language of each finding's file, sorts by place and
    /// removes exact repetitions.
    pub fn finish(
        self,
        level: impl Fn(&Diagnostic) -> Option<Severity>,
        language: impl Fn(FileId) -> Language,
    ) -> Vec<Diagnostic> {
        let mut kept: Vec<_> = self
            .findings
            .into_iter()
            .filter_map(|mut finding| {
                finding.severity = level(&finding)?;
                finding.language = language(finding.at.file);
                Some(finding)
            })
            .collect();
        kept.sort_by(|a, b| (a.at, a.code.id(), &a.message).cmp(&(b.at, b.code.id(), &b.message)));
        kept.dedup_by(|a, b| a.at == b.at && a.code.id() == b.code.id() && a.message == b.message);
        kept
    }
}
