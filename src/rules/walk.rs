//! Questions about a process that its text answers: which blocks it has, what it tests, in which branch a step stands.

use crate::base::Span;
use crate::model::{Action, Condition, Flow, Goal, Node, Process, StepId, Trigger};

/// Calls `visit` with every node, outer ones first, in the order of the text.
pub(super) fn nodes<'a>(flow: &'a Flow, visit: &mut impl FnMut(&'a Node)) {
    for node in &flow.nodes {
        visit(node);
        for inner in inner(node) {
            nodes(inner, visit);
        }
    }
}

/// The flows directly inside a node.
pub(super) fn inner(node: &Node) -> Vec<&Flow> {
    match node {
        Node::Step(_) | Node::End(_) => Vec::new(),
        Node::Choice { options, .. } => options.iter().map(|option| &option.flow).collect(),
        Node::Parallel { branches, .. } => branches.iter().map(|(_, flow)| flow).collect(),
        Node::Repeat { body, .. } | Node::Phase(_, body) => vec![body],
    }
}

/// Every condition that the process tests.
pub(super) fn conditions(process: &Process) -> Vec<&Condition> {
    let mut found = Vec::new();
    nodes(&process.flow, &mut |node| match node {
        Node::Choice { options, .. } => found.extend(options.iter().filter_map(|option| option.condition.as_ref())),
        Node::Repeat { condition, .. } => found.extend(condition),
        _ => {}
    });
    for step in &process.steps {
        found.extend(step.jumps.iter().filter_map(|jump| jump.when.as_ref()));
        found.extend(step.reactions.iter().filter_map(|reaction| match &reaction.trigger {
            Trigger::When(condition) => Some(condition),
            _ => None,
        }));
    }
    found
}

/// Every way in which a step leaves the structure for another step: the jump's place and its goal.
pub(super) fn leaps(process: &Process) -> impl Iterator<Item = (StepId, Span, StepId)> + '_ {
    process.ids().flat_map(move |from| {
        let step = process.step(from);
        let jumps = step.jumps.iter().map(|jump| (jump.span, jump.to));
        let reactions = step.reactions.iter().filter_map(|reaction| match reaction.action {
            Action::Go(goal) => Some((reaction.span, goal)),
            Action::Ask(_) => None,
        });
        jumps.chain(reactions).filter_map(move |(span, goal)| match goal {
            Goal::Step(to) => Some((from, span, to)),
            _ => None,
        })
    })
}

/// A branch of a `parallel`: the place of the keyword, and which of its branches.
pub(super) type Standing = Vec<(Span, usize)>;

/// For every step, the parallel branches around it, the outermost first.
pub(super) fn standings(process: &Process) -> Vec<Standing> {
    let mut all = vec![Standing::new(); process.steps.len()];
    stand(&process.flow, &mut Standing::new(), &mut all);
    all
}

fn stand(flow: &Flow, around: &mut Standing, all: &mut [Standing]) {
    for node in &flow.nodes {
        match node {
            Node::Step(id) => all[id.0 as usize].clone_from(around),
            Node::Parallel { branches, span } => {
                for (number, (_, branch)) in branches.iter().enumerate() {
                    around.push((*span, number));
                    stand(branch, around, all);
                    around.pop();
                }
            }
            _ => inner(node).into_iter().for_each(|flow| stand(flow, around, all)),
        }
    }
}
