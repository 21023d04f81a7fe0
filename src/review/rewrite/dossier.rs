//! Changes of the dossier: papers that go, that a database answers, or that need no certificate.

use super::evidence;
use crate::base::{Diagnostic, Span};
use crate::review::change::Change;
use crate::review::subject::Subject;
use crate::syntax::ast::{DocumentLine, Statement, StatementKind};

/// The line of the paper that a finding is about, in the procedure or one of its cases.
pub(super) fn paper<'a>(subject: &Subject<'a>, at: Span) -> Option<&'a DocumentLine> {
    fn find(statements: &[Statement], at: Span) -> Option<&DocumentLine> {
        let around = statements.iter().find(|statement| statement.span.contains(at))?;
        match &around.kind {
            StatementKind::Document(line) => Some(line),
            StatementKind::Case(case) => find(&case.statements, at),
            _ => None,
        }
    }
    find(&subject.entry.written.statements, at)
        .or_else(|| subject.adaptations().find_map(|adapt| find(&adapt.statements, at)))
}

/// No longer asks for the paper.
pub(super) fn drop_it(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    Some(vec![Change::DropPaper(paper(subject, finding.at)?.name.text.clone())])
}

/// Lets a copy do.
pub(super) fn plain_copy(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    Some(vec![Change::PlainCopy(paper(subject, finding.at)?.name.text.clone())])
}

/// Looks the paper up, and asks for it only where nothing is found.
pub(super) fn look_up(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let database = evidence(finding, "database")?.to_owned();
    Some(vec![Change::LookUp { paper: paper(subject, finding.at)?.name.text.clone(), database }])
}
