//! Steps that are worked by another procedure: which of its processes is called, and what it must be given.

use super::expression::variable;
use super::process::process_id;
use super::variables_of;
use crate::drawing;
use crate::model::{Atom, Fact, FactId, FactOrigin, Id, Procedure, StepId, Trigger};
use crate::targets::Request;
use std::collections::{BTreeMap, BTreeSet};

/// The call of another process.
#[derive(Debug)]
pub(in crate::targets) struct Call<'a> {
    /// The id of the process.
    pub(in crate::targets) process: String,
    /// What conditions of the called process ask for at filing, and of those that it calls, with their types.
    pub(super) inputs: BTreeMap<String, &'static str>,
    /// The procedures of which the applicant states facts, the called one first.
    pub(super) asks: Vec<&'a Procedure>,
}

/// The calls of a view by their steps. A step is none where the other procedure is not compiled as well or has no process for
/// all its cases, where a place works it, where the step itself finds or judges something, or where both ask for something else
/// under one name.
pub(in crate::targets) fn calls<'a>(request: &Request<'a>, view: &Procedure) -> BTreeMap<StepId, Call<'a>> {
    if !request.places.is_empty() || called_by(view).is_empty() {
        return BTreeMap::new();
    }
    let (Some(mut known), caller) = (own(request, view), request.catalogue.procedures.find(&view.name.text)) else {
        return BTreeMap::new();
    };
    let mut calls = BTreeMap::new();
    for (id, called) in called_by(view) {
        let Some(call) = call(request, caller, called) else { continue };
        let agrees = |(name, kind): (&String, &&'static str)| known.get(name).is_none_or(|own| own == kind);
        if call.inputs.iter().all(agrees) {
            known.extend(call.inputs.iter().map(|(name, kind)| (name.clone(), *kind)));
            calls.insert(id, call);
        }
    }
    calls
}

/// The steps of a view that another procedure works and that judge and find nothing themselves.
fn called_by(view: &Procedure) -> Vec<(StepId, Id<Procedure>)> {
    let Some(process) = &view.process else { return Vec::new() };
    let only_calls = |id: StepId| {
        let step = process.step(id);
        let judges = step.reactions.iter().any(|reaction| reaction.trigger != Trigger::Late);
        let finds = |fact: &Fact| matches!(&fact.origin, FactOrigin::FoundBy(Some(by), _) if *by == id);
        let called = step.calls.as_ref().and_then(|called| called.id).filter(|_| !judges)?;
        (!view.facts.iter().any(finds)).then_some((id, called))
    };
    process.ids().filter_map(only_calls).collect()
}

/// The call of a procedure's process; `None` where there is none, or where it leads back to the caller: that has no end.
fn call<'a>(request: &Request<'a>, caller: Option<Id<Procedure>>, called: Id<Procedure>) -> Option<Call<'a>> {
    let runs = |id: Id<Procedure>| {
        let entry = request.entries.iter().find(|entry| entry.id == id)?;
        let one_process = entry.variants.iter().all(|variant| variant.process == entry.base.process);
        Some((&entry.base, own(request, &entry.base)?)).filter(|_| one_process)
    };
    let process = process_id(runs(called)?.0);
    let (mut inputs, mut asks) = (BTreeMap::new(), Vec::new());
    let (mut open, mut seen) = (vec![called], BTreeSet::new());
    while let Some(id) = open.pop() {
        if Some(id) == caller {
            return None;
        }
        if !seen.insert(id) {
            continue;
        }
        let Some((view, variables)) = runs(id) else { continue };
        inputs.extend(at_filing(view, variables));
        asks.push(view);
        open.extend(called_by(view).into_iter().map(|(_, next)| next));
    }
    Some(Call { process, inputs, asks })
}

/// The variables of a view; `None`: it has nothing to run.
fn own(request: &Request<'_>, view: &Procedure) -> Option<BTreeMap<String, &'static str>> {
    let chart = drawing::chart(request.catalogue, view, request.as_of, request.language)?;
    Some(variables_of(view, &chart))
}

/// Without what steps find out.
fn at_filing(view: &Procedure, mut all: BTreeMap<String, &'static str>) -> BTreeMap<String, &'static str> {
    let found = view.facts.iter().enumerate().filter(|(_, fact)| matches!(fact.origin, FactOrigin::FoundBy(..)));
    for (index, _) in found {
        all.remove(&variable(&Atom::Fact(FactId(index as u32)), view));
    }
    all.retain(|name, _| !name.starts_with("outcome_") && !name.starts_with("again_"));
    all
}
