//! Changing words: names of papers, cited acts, single lines.

use super::{Pen, paper};
use crate::base::Span;
use crate::model::LawRef;
use crate::review::subject::{Subject, same};
use crate::syntax::ast::{Datum, Expect, StatementKind};

/// Calls a paper by its registered name, wherever the procedure speaks of it.
pub(super) fn use_registered(subject: &Subject<'_>, paper: &str, registered: &str, pen: &mut Pen<'_>) -> Option<()> {
    let line = paper::line(subject, paper)?;
    pen.replace(line.name.span, registered);
    let mut all = Vec::new();
    for statement in paper::statements(subject) {
        match &statement.kind {
            StatementKind::Process(flow) => paper::steps(flow, &mut all),
            StatementKind::Step(step) => all.push(step),
            _ => {}
        }
    }
    let read = all.iter().flat_map(|step| &step.reads).filter_map(|datum| match datum {
        Datum::Name(name) => Some(name),
        Datum::Dossier(_) => None,
    });
    let written = all.iter().flat_map(|step| step.writes.iter().map(|(name, _)| name));
    let expected = subject.examples().flat_map(|example| &example.expect).filter_map(|expect| match expect {
        Expect::Documents(papers) => Some(&papers.value),
        _ => None,
    });
    for name in read.chain(written).chain(expected.flatten()).filter(|name| same(&name.text, paper)) {
        pen.replace(name.span, registered);
    }
    Some(())
}

/// Cites the successor of an act wherever the procedure cites the act. Its articles are others: they are left out.
pub(super) fn recite(subject: &Subject<'_>, from: &str, to: &str, pen: &mut Pen<'_>) -> Option<()> {
    let own = &subject.entry.base.notes.basis;
    let cites = |law: &LawRef| matches!(law, LawRef::Registered(law) if same(&law.name.text, to));
    let known = own.iter().any(|citation| cites(&citation.law));
    let mut found = false;
    for citation in subject.entry.views().flat_map(crate::rules::citations) {
        let LawRef::Registered(law) = &citation.law else { continue };
        if same(&law.name.text, from) && subject.entry.base.span.contains(citation.span) {
            // A line that would say once more what another one says goes.
            if known && own.iter().any(|one| one.span == citation.span) {
                pen.remove(citation.span);
            } else {
                pen.replace(Span { start: law.name.span.start, ..citation.span }, to);
            }
            found = true;
        }
    }
    found.then_some(())
}

/// Writes one line of the procedure otherwise, where exactly one line of it says so.
pub(super) fn reword(subject: &Subject<'_>, was: &str, becomes: &str, pen: &mut Pen<'_>) -> Option<()> {
    let own = subject.entry.written.span;
    let text = subject.sources.slice(own);
    let mut start = own.start;
    let mut found = None;
    for line in text.split_inclusive('\n') {
        if line.trim() == was {
            if found.is_some() {
                return None;
            }
            let at = start + (line.len() - line.trim_start().len()) as u32;
            found = Some(Span { start: at, end: at + was.len() as u32, ..own });
        }
        start += line.len() as u32;
    }
    pen.replace(found?, becomes);
    Some(())
}
