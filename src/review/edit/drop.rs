//! Leaving steps out: the steps themselves, blocks that would be empty without them, and whatever speaks of them.

use super::Pen;
use crate::base::Span;
use crate::review::subject::{Owner, Subject, Written, inner, same};
use crate::syntax::ast::{
    Action, CountedFrom, Datum, Example, Expect, FactOrigin, Flow, Node, Statement, StatementKind, Step, Target,
};

/// Removes steps from a process; what they wrote and where they were jumped to goes over to the step `into`, if there is
/// one. `None` where something depends on them that cannot do without: a fact that they find, a
/// time limit that they start, a paper that is handed in there, a choice of which one side would be empty.
pub(super) fn drop_steps(
    subject: &Subject<'_>,
    written: &Written<'_>,
    names: &[String],
    into: Option<&Step>,
    pen: &mut Pen<'_>,
) -> Option<()> {
    let is_gone = |name: &str| names.iter().any(|gone| same(gone, name));
    if needed(subject, written, &is_gone) {
        return None;
    }
    let steps = written.steps();
    let staying: Vec<&Step> = steps.iter().copied().filter(|step| !is_gone(&step.name.text)).collect();
    if staying.is_empty() {
        return None;
    }
    let mut gone = Vec::new();
    if empties(written.flow, &is_gone, &mut gone)? {
        return None;
    }
    for span in gone {
        pen.remove(span);
    }
    if into.is_none() {
        unread(subject, written, &steps, &staying, &is_gone, pen)?;
    }
    retarget(&steps, &staying, &is_gone, into, pen)?;
    recount(written.flow, &steps, &is_gone, pen)?;
    overrides(subject, written, &is_gone, pen)?;
    if matches!(written.owner, Owner::Procedure) {
        subject.examples().for_each(|example| shorten(example, &is_gone, pen));
    }
    Some(())
}

/// Whether something outside the flow needs one of the steps.
fn needed(subject: &Subject<'_>, written: &Written<'_>, is_gone: &dyn Fn(&str) -> bool) -> bool {
    let asks = |statement: &Statement| match &statement.kind {
        StatementKind::Fact(fact) => matches!(&fact.origin, FactOrigin::FoundBy(step) if is_gone(&step.text)),
        StatementKind::Deadline(deadline) => deadline
            .counted_from
            .as_ref()
            .is_some_and(|from| matches!(&from.value, CountedFrom::Step(step) if is_gone(&step.text))),
        StatementKind::Document(line) => line.at_step.as_ref().is_some_and(|step| is_gone(&step.text)),
        StatementKind::DocumentChoice(choice) => choice.at_step.as_ref().is_some_and(|step| is_gone(&step.text)),
        StatementKind::Fee(fee) => {
            fee.rows.iter().any(|row| row.at_step.as_ref().is_some_and(|step| is_gone(&step.text)))
        }
        _ => false,
    };
    let own = &subject.entry.written.statements;
    let cases = own.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Case(case) => Some(&case.statements),
        _ => None,
    });
    own.iter().chain(written.statements).chain(cases.flatten()).any(asks)
}

/// Collects what goes from a flow; whether nothing is left of it. `None` where only a part of a block would be empty.
fn empties(flow: &Flow, is_gone: &dyn Fn(&str) -> bool, gone: &mut Vec<Span>) -> Option<bool> {
    let mut left = false;
    for node in &flow.nodes {
        let (span, goes) = match node {
            Node::Step(step) => (step.span, is_gone(&step.name.text)),
            Node::End(_) => {
                left = true;
                continue;
            }
            Node::Phase(phase) => (phase.span, block(node, is_gone, gone)?),
            Node::If { span, .. }
            | Node::Choose { span, .. }
            | Node::Parallel { span, .. }
            | Node::Repeat { span, .. } => (*span, block(node, is_gone, gone)?),
        };
        if goes { gone.push(span) } else { left = true }
    }
    Some(!left && !flow.nodes.is_empty())
}

fn block(node: &Node, is_gone: &dyn Fn(&str) -> bool, gone: &mut Vec<Span>) -> Option<bool> {
    let flows = inner(node);
    let (mut within, mut empty) = (Vec::new(), 0);
    for flow in &flows {
        empty += usize::from(empties(flow, is_gone, &mut within)?);
    }
    let has_written = flows.iter().filter(|flow| !flow.nodes.is_empty()).count();
    match empty {
        0 => {
            gone.append(&mut within);
            Some(false)
        }
        all if all == has_written => Some(true),
        _ => None,
    }
}

/// Takes what nobody writes any more out of what the other steps read.
fn unread(
    subject: &Subject<'_>,
    written: &Written<'_>,
    steps: &[&Step],
    staying: &[&Step],
    is_gone: &dyn Fn(&str) -> bool,
    pen: &mut Pen<'_>,
) -> Option<()> {
    let writes = |step: &Step, data: &str| step.writes.iter().any(|(name, _)| same(&name.text, data));
    let asked = |data: &str| {
        let own = subject.entry.written.statements.iter().chain(written.statements);
        own.into_iter()
            .any(|statement| matches!(&statement.kind, StatementKind::Document(line) if same(&line.name.text, data)))
    };
    let lost = |data: &str| {
        let before = steps.iter().any(|step| is_gone(&step.name.text) && writes(step, data));
        before && !staying.iter().any(|step| writes(step, data)) && !asked(data)
    };
    for step in staying {
        let members: Vec<_> = step
            .reads
            .iter()
            .map(|datum| match datum {
                Datum::Dossier(span) => (*span, false),
                Datum::Name(name) => (name.span, lost(&name.text)),
            })
            .collect();
        if members.iter().any(|(_, gone)| *gone) {
            pen.unlist(&members)?;
        }
    }
    Some(())
}

/// Sends jumps to a step that goes to the next one that stays.
fn retarget(
    steps: &[&Step],
    staying: &[&Step],
    is_gone: &dyn Fn(&str) -> bool,
    into: Option<&Step>,
    pen: &mut Pen<'_>,
) -> Option<()> {
    let next = |name: &str| {
        if into.is_some() {
            return into;
        }
        let at = steps.iter().position(|step| same(&step.name.text, name))?;
        steps[at..].iter().copied().find(|step| !is_gone(&step.name.text))
    };
    for step in staying {
        let jumps = step.jumps.iter().map(|jump| &jump.to);
        let reactions = step.reactions.iter().filter_map(|reaction| match &reaction.action {
            Action::Go(target) => Some(target),
            Action::Ask(_) => None,
        });
        for target in jumps.chain(reactions) {
            if let Target::Step(name) = target
                && is_gone(&name.text)
            {
                pen.replace(name.span, next(&name.text)?.name.text.clone());
            }
        }
    }
    Some(())
}

/// Counts phases that began with the end of a step that goes from the end of the one before it.
fn recount(flow: &Flow, steps: &[&Step], is_gone: &dyn Fn(&str) -> bool, pen: &mut Pen<'_>) -> Option<()> {
    for node in &flow.nodes {
        if let Node::Phase(phase) = node
            && let Some(CountedFrom::Step(from)) = phase.counted_from.as_ref().map(|from| &from.value)
            && is_gone(&from.text)
        {
            let at = steps.iter().position(|step| same(&step.name.text, &from.text))?;
            let before = steps[..at].iter().rfind(|step| !is_gone(&step.name.text))?;
            pen.replace(from.span, before.name.text.clone());
        }
        inner(node).into_iter().try_for_each(|flow| recount(flow, steps, is_gone, pen))?;
    }
    Some(())
}

/// Removes what cases and adaptations say of the steps. `None` where nothing would be left of one.
fn overrides(
    subject: &Subject<'_>,
    written: &Written<'_>,
    is_gone: &dyn Fn(&str) -> bool,
    pen: &mut Pen<'_>,
) -> Option<()> {
    let whole: Vec<&[Statement]> = match written.owner {
        Owner::Procedure => {
            let cases = subject.entry.written.statements.iter().filter_map(|statement| match &statement.kind {
                StatementKind::Case(case) => Some(case.statements.as_slice()),
                _ => None,
            });
            let adapted = subject.adaptations().map(|adapt| adapt.statements.as_slice());
            let without_own = |statements: &&[Statement]| {
                !statements.iter().any(|statement| matches!(statement.kind, StatementKind::Process(_)))
            };
            cases.chain(adapted).filter(without_own).collect()
        }
        Owner::Other => vec![written.statements],
    };
    for statements in whole {
        let mut left = statements.len();
        for statement in statements {
            if let StatementKind::Step(step) = &statement.kind
                && is_gone(&step.name.text)
            {
                pen.remove(statement.span);
                left -= 1;
            }
        }
        if left == 0 {
            return None;
        }
    }
    Some(())
}

/// Takes the steps out of the way that an example expects.
fn shorten(example: &Example, is_gone: &dyn Fn(&str) -> bool, pen: &mut Pen<'_>) {
    for expect in &example.expect {
        let Expect::Path(way) = expect else { continue };
        let members: Vec<_> = way
            .value
            .iter()
            .map(|target| (target.span(), matches!(target, Target::Step(name) if is_gone(&name.text))))
            .collect();
        if members.iter().any(|(_, gone)| *gone) {
            // Where nothing is left the example is about the old process alone, and its failing says so.
            let _ = pen.unlist(&members);
        }
    }
}
