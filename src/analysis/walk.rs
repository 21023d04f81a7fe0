//! Walks a workflow case by case: branches one after another in the order of the text, one choice at a time.

use super::critical::{steady, unsteady};
use super::solve::{Sat, satisfy};
use crate::graph::{EdgeId, EdgeKind, NodeId, NodeKind, RegionKind, Workflow};
use crate::model::{Condition, End, Given, Procedure, StepId};
use std::collections::BTreeMap;

/// A case on its way.
#[derive(Debug, Clone, Default)]
pub(super) struct Walk<'w> {
    /// Edges that hold a token; the last one moves next.
    tokens: Vec<EdgeId>,
    /// The node whose ways on are to be decided.
    pub(super) undecided: Option<NodeId>,
    /// Tokens that wait at joins.
    arrived: BTreeMap<NodeId, usize>,
    /// Steps worked so far.
    pub(super) steps: Vec<StepId>,
    /// Edges taken where there was a choice.
    pub(super) choices: Vec<EdgeId>,
    /// How often jumps and rounds were taken.
    taken: BTreeMap<EdgeId, u32>,
    /// What the choices ask of the case.
    pub(super) wanted: Vec<(&'w Condition, bool)>,
    /// Facts of a case that takes them.
    pub(super) given: Given,
}

/// Where a walk has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A step has just been worked.
    Step(StepId),
    /// A node with several ways on.
    Choice(NodeId),
    /// An end.
    End(End),
    /// Nothing can move.
    Stuck,
}

impl Walk<'_> {
    pub(super) fn new(workflow: &Workflow) -> Self {
        Self { tokens: workflow.outgoing(workflow.start()).to_vec(), ..Self::default() }
    }

    /// Moves to the next stop. `first` is a node whose branch is walked before its siblings.
    pub(super) fn advance(&mut self, workflow: &Workflow, first: Option<NodeId>) -> Stop {
        while let Some(edge) = self.tokens.pop() {
            let node = workflow.edge(edge).to;
            match workflow.kind(node) {
                NodeKind::End(end) => return Stop::End(end),
                NodeKind::Join => {
                    let arrived = self.arrived.entry(node).or_default();
                    *arrived += 1;
                    if *arrived == workflow.awaited(node) {
                        *arrived = 0;
                        self.tokens.extend(workflow.outgoing(node));
                    }
                }
                NodeKind::Fork => {
                    let mut branches = workflow.outgoing(node).to_vec();
                    let branch = first
                        .and_then(|first| workflow.branches_around(first).into_iter().find(|(fork, _)| *fork == node));
                    if let Some((_, branch)) = branch {
                        branches[..=branch as usize].rotate_right(1);
                    }
                    branches.reverse();
                    self.tokens.extend(branches);
                }
                kind => {
                    let ways = workflow.outgoing(node);
                    match ways {
                        [only] => self.tokens.push(*only),
                        _ => self.undecided = Some(node),
                    }
                    if let NodeKind::Step(step) = kind {
                        self.steps.push(step);
                        return Stop::Step(step);
                    }
                    if ways.len() != 1 {
                        return Stop::Choice(node);
                    }
                }
            }
        }
        Stop::Stuck
    }

    /// Takes a way at a choice.
    pub(super) fn take(&mut self, workflow: &Workflow, edge: EdgeId) {
        self.undecided = None;
        self.tokens.push(edge);
        self.choices.push(edge);
        *self.taken.entry(edge).or_default() += 1;
        // A new loop, or the same one come to again, begins its count anew.
        if workflow.edge(edge).kind == EdgeKind::Leave {
            for again in workflow.outgoing(workflow.edge(edge).from) {
                self.taken.remove(again);
            }
        }
    }

    /// How often a way has been taken.
    pub(super) fn taken(&self, edge: EdgeId) -> u32 {
        self.taken.get(&edge).copied().unwrap_or(0)
    }

    /// Whether a loop may be worked once more.
    pub(super) fn may_repeat(&self, workflow: &Workflow, again: EdgeId, unsaid: u32) -> bool {
        let entry = workflow.edge(again).to;
        let limit = workflow.around(entry).find_map(|(_, region)| match region.kind {
            RegionKind::Loop { limit, .. } => Some(limit),
            _ => None,
        });
        self.taken(again) + 1 < limit.flatten().unwrap_or(unsaid)
    }
}

/// What a visitor wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// This way on.
    On,
    /// Not this way.
    Back,
    /// Enough.
    Enough,
}

/// Stops visited at most.
pub(super) const BOUND: u32 = 60_000;

/// Visits every way that some case can take: supplement rounds are passed over, a jump is taken once on a way, a loop up
/// to its limit. Every stop costs one of `left`, and long ways more. Returns whether all were visited.
pub(super) fn explore<'w>(
    procedure: &Procedure,
    workflow: &'w Workflow,
    assumed: &[(&'w Condition, bool)],
    first: Option<NodeId>,
    left: &mut u32,
    visit: &mut dyn FnMut(&Walk<'w>, Stop) -> Next,
) -> bool {
    let unsteady = unsteady(procedure, workflow);
    let mut start = Walk::new(workflow);
    start.wanted = assumed.to_vec();
    let mut open = vec![start];
    while let Some(mut walk) = open.pop() {
        let node = loop {
            if *left == 0 {
                return false;
            }
            *left -= 1;
            let stop = walk.advance(workflow, first);
            match visit(&walk, stop) {
                Next::Enough => return true,
                Next::Back => break None,
                Next::On => {}
            }
            if matches!(stop, Stop::End(_) | Stop::Stuck) {
                break None;
            }
            if walk.undecided.is_some() {
                break walk.undecided;
            }
        };
        let Some(node) = node else { continue };
        for edge in workflow.outgoing(node).iter().rev() {
            let once = match workflow.edge(*edge).kind {
                EdgeKind::Supplement(_) => false,
                EdgeKind::Again => walk.may_repeat(workflow, *edge, 2),
                EdgeKind::Jump(_) | EdgeKind::Reaction(_) => walk.taken(*edge) == 0,
                _ => true,
            };
            if !once {
                continue;
            }
            // Long ways cost more than short ones.
            *left = left.saturating_sub((walk.steps.len() / 32 + walk.wanted.len() / 8) as u32);
            let mut next = walk.clone();
            let asked = steady(workflow, *edge, &unsteady);
            if !asked.is_empty() {
                next.wanted.extend(asked);
                match satisfy(procedure, &next.wanted) {
                    Sat::Yes(given) => next.given = given,
                    Sat::No => continue,
                    Sat::Unknown(_) => {}
                }
            }
            next.take(workflow, *edge);
            open.push(next);
        }
    }
    true
}
