//! Changes of the service: signatures, results, payment, the published time limit.

use super::evidence;
use crate::analysis::{Facts, Total};
use crate::base::{Diagnostic, Span};
use crate::model::Procedure;
use crate::review::change::Change;
use crate::review::subject::{Subject, same};
use crate::syntax::ast::{DeadlineTime, Statement, StatementKind};
use crate::time::{Unit, WorkTime};

/// Signs the step digitally.
pub(super) fn sign_digitally(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let written = subject.written(finding.at)?;
    let step = written.steps().into_iter().find(|step| step.span.contains(finding.at))?;
    if is_signed_together(subject) {
        return None;
    }
    Some(vec![Change::SignDigitally(step.name.text.clone())])
}

/// Whether the applicant must come to a step: a paper that is signed in presence, by several hands or under a seal, has a
/// form that the law lays down, not the internal process.
fn is_signed_together(subject: &Subject<'_>) -> bool {
    let processes = subject.entry.views().filter_map(|view| view.process.as_ref());
    processes.flat_map(|process| &process.steps).any(|step| step.in_person.is_some())
}

/// Issues the result digitally, signed so at the step where it is signed.
pub(super) fn digital_result(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    if is_signed_together(subject) {
        return None;
    }
    let statements = &subject.entry.written.statements;
    let result = statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::Result(line)
            if statement.span.contains(finding.at) || same(&line.name.text, subject.sources.slice(finding.at)) =>
        {
            Some(line)
        }
        _ => None,
    })?;
    let mut changes = vec![Change::DigitalResult(result.name.text.clone())];
    let signed: Vec<Span> = finding.related.iter().map(|label| label.at).collect();
    let steps =
        signed.iter().filter_map(|at| subject.written(*at)?.steps().into_iter().find(|step| step.span.contains(*at)));
    changes.extend(steps.map(|step| Change::SignDigitally(step.name.text.clone())));
    Some(changes)
}

/// Lets the fee be paid online.
pub(super) fn pay_online(subject: &Subject<'_>, _: &Diagnostic) -> Option<Vec<Change>> {
    let costs = |statement: &Statement| matches!(statement.kind, StatementKind::Fee(_));
    subject.entry.written.statements.iter().any(costs).then(|| vec![Change::PayOnline])
}

/// Does not ask the applicant to come.
pub(super) fn no_presence(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let written = subject.written(finding.at)?;
    let step = written.steps().into_iter().find(|step| step.span.contains(finding.at))?;
    Some(vec![Change::NoPresence(step.name.text.clone())])
}

/// Offers the service in full, where nothing that is written stands in the way any more.
pub(super) fn full_online(_: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    (evidence(finding, "blockers")? == "0").then(|| vec![Change::FullOnline])
}

/// Shortens the time limit to the first whole working days that are more than the longest way takes, where all of it is
/// known.
pub(super) fn shorten(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let from = working_days(&subject.entry.base, finding.at)?;
    // Whose part of the limit would be cut, where the process shares it out among bodies, is for them to agree.
    let process = subject.entry.base.process.as_ref()?;
    if process.phases.iter().any(|phase| phase.within.is_some()) {
        return None;
    }
    let facts = Facts::new(subject.catalogue, &subject.entry.base, subject.settings);
    let Total::Exact(longest) = facts.critical_path().total else { return None };
    // A limit without any reserve would only move the trouble: some hours of the last day stay free.
    let to = u32::try_from(longest.minutes()).ok()? / WorkTime::DAY_MINUTES as u32 + 1;
    (to < from).then(|| vec![Change::Shorten { from, to }])
}

/// The whole working days of the limit at a place.
fn working_days(procedure: &Procedure, at: Span) -> Option<u32> {
    let row = procedure.deadlines.iter().find(|row| row.row.span.contains(at) || at.contains(row.time.span))?;
    match row.time.value {
        DeadlineTime::Duration(time) if time.unit == Unit::WorkingDays && time.hundredths % 100 == 0 => {
            u32::try_from(time.hundredths / 100).ok()
        }
        _ => None,
    }
}
