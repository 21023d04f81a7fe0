//! What `step X …` in a case or an adaptation changes of a step: only what it says.

use crate::base::similar;
use crate::syntax::ast::{Flow, Node, Notes, Reaction, Statement, StatementKind, Step, Trigger};
use std::mem::discriminant;

/// Changes the step of that name in a process, or in a change that waits for its process. Whether there was one.
pub(super) fn change(statements: &mut [Statement], change: &Step) -> bool {
    let key = similar::key(&change.name.text);
    let found = statements.iter_mut().find_map(|statement| match &mut statement.kind {
        StatementKind::Process(flow) => named(flow, &key),
        StatementKind::Step(step) if similar::key(&step.name.text) == key => Some(step),
        _ => None,
    });
    match found {
        Some(step) => merge(step, change),
        None => return false,
    }
    true
}

fn named<'f>(flow: &'f mut Flow, key: &str) -> Option<&'f mut Step> {
    flow.nodes.iter_mut().find_map(|node| match node {
        Node::Step(step) => (similar::key(&step.name.text) == key).then_some(step),
        Node::If { then, otherwise, .. } => {
            named(then, key).or_else(|| otherwise.as_mut().and_then(|flow| named(flow, key)))
        }
        Node::Choose { options, otherwise, .. } => {
            let mut flows = options.iter_mut().map(|(_, flow)| flow).chain(otherwise);
            flows.find_map(|flow| named(flow, key))
        }
        Node::Parallel { branches, .. } => branches.iter_mut().find_map(|branch| named(&mut branch.flow, key)),
        Node::Repeat { body, .. } => named(body, key),
        Node::Phase(phase) => named(&mut phase.flow, key),
        Node::End(_) => None,
    })
}

fn merge(step: &mut Step, change: &Step) {
    said(&mut step.title, change.title.as_ref());
    said(&mut step.kinds, change.kinds.as_ref());
    said(&mut step.by, change.by.as_ref());
    said(&mut step.within, change.within.as_ref());
    listed(&mut step.reads, &change.reads);
    listed(&mut step.writes, &change.writes);
    listed(&mut step.checks, &change.checks);
    react(&mut step.reactions, &change.reactions);
    listed(&mut step.jumps, &change.jumps);
    said(&mut step.calls, change.calls.as_ref());
    said(&mut step.signature, change.signature.as_ref());
    said(&mut step.pauses, change.pauses.as_ref());
    said(&mut step.silence, change.silence.as_ref());
    said(&mut step.effort, change.effort.as_ref());
    said(&mut step.wait, change.wait.as_ref());
    said(&mut step.rejects, change.rejects.as_ref());
    said(&mut step.discretion, change.discretion.as_ref());
    said(&mut step.batch, change.batch.as_ref());
    said(&mut step.in_person, change.in_person.as_ref());
    said(&mut step.order_required, change.order_required.as_ref());
    said(&mut step.form, change.form.as_ref());
    note(&mut step.notes, &change.notes);
}

fn said<T: Clone>(old: &mut Option<T>, new: Option<&T>) {
    if let Some(new) = new {
        *old = Some(new.clone());
    }
}

fn listed<T: Clone>(old: &mut Vec<T>, new: &[T]) {
    if !new.is_empty() {
        *old = new.to_vec();
    }
}

/// A reaction replaces that to the same event.
fn react(old: &mut Vec<Reaction>, new: &[Reaction]) {
    let same = |a: &Trigger, b: &Trigger| match (a, b) {
        (Trigger::When(a), Trigger::When(b)) => a == b,
        _ => discriminant(a) == discriminant(b),
    };
    old.retain(|old| !new.iter().any(|new| same(&old.trigger, &new.trigger)));
    old.extend_from_slice(new);
}

fn note(old: &mut Notes, new: &Notes) {
    said(&mut old.doc, new.doc.as_ref());
    said(&mut old.text, new.text.as_ref());
    old.basis.extend_from_slice(&new.basis);
    old.allow.extend_from_slice(&new.allow);
    old.unresolved.extend_from_slice(&new.unresolved);
}
