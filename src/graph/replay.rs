//! Replays a trace of steps on a workflow: the check that a witness is real.

use super::token::{After, Marking, Net};
use super::{NodeId, Workflow};
use crate::model::StepId;
use std::collections::BTreeSet;

/// What a trace can lead to. All four may hold: between the steps a case chooses its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers, none of them a mode")]
pub struct Replay {
    /// Whether the steps can be worked in this order.
    pub possible: bool,
    /// Whether the case may have ended properly after them.
    pub can_end: bool,
    /// Whether it may be stuck after them: not ended, and nothing can happen.
    pub can_be_stuck: bool,
    /// Whether some part of the process may be running twice after them.
    pub can_be_doubled: bool,
    /// Whether it may be done after them with something still running.
    pub can_be_left_over: bool,
}

/// Markings looked at between two steps at most; a trace that needs more is called impossible.
const CAP: usize = 50_000;

/// Replays steps from the start.
pub fn replay(workflow: &Workflow, trace: &[StepId]) -> Replay {
    let net = Net::of(workflow);
    let mut answer = Replay::default();
    for marking in markings_after(workflow, &net, trace) {
        let moves = net.moves(&marking);
        answer.possible = true;
        answer.can_be_stuck |= moves.is_empty();
        answer.can_be_doubled |= Net::doubled(&marking).is_some();
        answer.can_end |= moves.iter().any(|one| one.after == After::Ended);
        answer.can_be_left_over |= moves.iter().any(|one| one.after == After::LeftOver);
    }
    answer
}

/// Every marking that a case may have after these steps and before the next; none where they cannot be worked in this
/// order or too many would have to be looked at.
pub fn markings_after(workflow: &Workflow, net: &Net, trace: &[StepId]) -> BTreeSet<Marking> {
    let mut here = BTreeSet::from([net.start.clone()]);
    for step in trace {
        let node = workflow.node_of(*step).0;
        let Some(closed) = silent(net, workflow, here) else { return BTreeSet::new() };
        let moves = closed.iter().flat_map(|marking| net.moves(marking)).filter(|one| one.node == node);
        here = moves
            .filter_map(|one| match one.after {
                After::Marking(next) => Some(next),
                _ => None,
            })
            .collect();
    }
    silent(net, workflow, here).unwrap_or_default()
}

/// All markings that are reached without working a step.
fn silent(net: &Net, workflow: &Workflow, from: BTreeSet<Marking>) -> Option<BTreeSet<Marking>> {
    let mut open: Vec<Marking> = from.iter().cloned().collect();
    let mut seen = from;
    while let Some(marking) = open.pop() {
        // Two tokens on one edge are a finding already; a loop could go on doubling for ever.
        if Net::doubled(&marking).is_some() {
            continue;
        }
        for one in net.moves(&marking) {
            if workflow.step_of(NodeId(one.node)).is_some() {
                continue;
            }
            if let After::Marking(next) = one.after
                && !seen.contains(&next)
            {
                seen.insert(next.clone());
                open.push(next);
            }
        }
        if seen.len() > CAP {
            return None;
        }
    }
    Some(seen)
}
