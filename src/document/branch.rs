//! The kind of case that a step belongs to: the conditions of the branches around it.

use super::naming::Names;
use super::words;
use crate::model::{Condition, Flow, Node, StepId};
use crate::review::{Change, Proposal};

/// Which cases alone a proposal about steps of a branch changes anything for; `None`: every case comes by them, or what the rest
/// is has no condition that could be named.
pub(super) fn of(proposal: &Proposal, names: &Names<'_>) -> Option<String> {
    let steps = proposal.changes.iter().flat_map(|change| match change {
        Change::DropSteps(steps) => steps.clone(),
        _ => Vec::new(),
    });
    let mut found: Option<Vec<&Condition>> = None;
    for step in steps {
        let process = names.procedure.process.as_ref()?;
        let around = conditions(&process.flow, process.named(&step)?)?;
        if around.is_empty() || found.as_ref().is_some_and(|known| *known != around) {
            return None;
        }
        found = Some(around);
    }
    let said = found?
        .into_iter()
        .map(|one| words::condition(names.catalogue, names.procedure, one, names.day, names.language));
    let said = said.collect::<Vec<_>>().join(names.language.pick(" and ", " và "));
    Some(names.language.pick(
        format!("Only cases with: {said} come by this; for all others nothing changes."),
        format!("Chỉ hồ sơ thuộc trường hợp sau mới qua bước này: {said}; hồ sơ khác không thay đổi."),
    ))
}

/// The conditions of the branches around a step, the outermost first; `None`: it is not here, or stands in a rest.
fn conditions(flow: &Flow, id: StepId) -> Option<Vec<&Condition>> {
    flow.nodes.iter().find_map(|node| match node {
        Node::Step(step) => (*step == id).then(Vec::new),
        Node::Choice { options, .. } => options.iter().find_map(|option| {
            let mut around = conditions(&option.flow, id)?;
            around.insert(0, option.condition.as_ref()?);
            Some(around)
        }),
        Node::Parallel { branches, .. } => branches.iter().find_map(|(_, flow)| conditions(flow, id)),
        Node::Repeat { body: flow, .. } | Node::Phase(_, flow) => conditions(flow, id),
        Node::End(_) => None,
    })
}
