//! Which steps follow which: directly, somewhere later, or in neither order.

use crate::graph::{Edge, EdgeId, NodeId, Workflow};
use crate::model::StepId;
use fixedbitset::FixedBitSet;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What may come before and after each step of a view; a step worked again at once (a supplement round) does not follow
/// itself. Computed when first asked, each answer once.
#[derive(Debug)]
pub(super) struct Order<'a> {
    workflow: &'a Workflow,
    after: Vec<OnceLock<Steps>>,
    before: Vec<OnceLock<Steps>>,
    adjacent: OnceLock<Vec<(StepId, StepId)>>,
}

/// A set of steps of one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Steps(FixedBitSet);

/// Which way the arrows are followed.
#[derive(Debug, Clone, Copy)]
enum Way {
    On,
    Back,
}

impl<'a> Order<'a> {
    pub(super) fn of(workflow: &'a Workflow) -> Self {
        let unasked = || (0..workflow.step_count()).map(|_| OnceLock::new()).collect();
        Self { workflow, after: unasked(), before: unasked(), adjacent: OnceLock::new() }
    }

    /// Steps of this process as a set.
    pub(super) fn steps(&self, all: impl IntoIterator<Item = StepId>) -> Steps {
        let mut set = FixedBitSet::with_capacity(self.workflow.step_count());
        all.into_iter().for_each(|step| set.insert(step.0 as usize));
        Steps(set)
    }

    /// Every step that may come after one.
    pub(super) fn after(&self, step: StepId) -> &Steps {
        self.after[step.0 as usize].get_or_init(|| self.reach(step, Way::On))
    }

    /// Every step that may come before one: those which it may come after.
    pub(super) fn before(&self, step: StepId) -> &Steps {
        self.before[step.0 as usize].get_or_init(|| self.reach(step, Way::Back))
    }

    /// Whether a step may come after another, and never before it.
    pub(super) fn is_later(&self, later: StepId, earlier: StepId) -> bool {
        self.after(earlier).contains(later) && !self.after(later).contains(earlier)
    }

    /// The steps that may come after one step and before another, the latter left out.
    pub(super) fn between(&self, earlier: StepId, later: StepId) -> Steps {
        let mut found = self.after(earlier).clone();
        found.0.intersect_with(&self.before(later).0);
        found.0.set(later.0 as usize, false);
        found
    }

    /// The step that comes directly before one, where it is always the same.
    pub(super) fn just_before(&self, step: StepId) -> Option<StepId> {
        self.only(step, Way::Back)
    }

    /// Pairs of which each is the other's only neighbour, in one branch, loop and phase.
    pub(super) fn adjacent(&self) -> &[(StepId, StepId)] {
        let region = |step| self.workflow.node(self.workflow.node_of(step)).region;
        let alone = |a: StepId| {
            let b = self.only(a, Way::On)?;
            (self.just_before(b) == Some(a) && region(a) == region(b)).then_some((a, b))
        };
        self.adjacent.get_or_init(|| self.ids().filter_map(alone).collect())
    }

    fn ids(&self) -> impl Iterator<Item = StepId> + use<> {
        (0..self.workflow.step_count() as u32).map(StepId)
    }

    /// The neighbour of a step, where there is one only.
    fn only(&self, step: StepId, way: Way) -> Option<StepId> {
        match self.nearest(step, way, 2).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The neighbours of a step, gateways passed through; no more than asked for.
    fn nearest(&self, step: StepId, way: Way, at_most: usize) -> Vec<StepId> {
        let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
        let mut open = vec![self.workflow.node_of(step)];
        while let Some(node) = open.pop() {
            for next in way.neighbours(self.workflow, node).filter(|next| seen.insert(*next)) {
                match self.workflow.step_of(next) {
                    Some(near) if near == step => {}
                    Some(near) => found.push(near),
                    None => open.push(next),
                }
                if found.len() == at_most {
                    return found;
                }
            }
        }
        found
    }

    /// All that lies in a direction. It goes from gateway to gateway: between two wide choices lie more pairs of steps
    /// than arrows.
    fn reach(&self, step: StepId, way: Way) -> Steps {
        let nearest = self.nearest(step, way, usize::MAX);
        let mut open: Vec<NodeId> = nearest.iter().map(|near| self.workflow.node_of(*near)).collect();
        let mut seen = FixedBitSet::with_capacity(self.workflow.nodes().len());
        let mut found = self.steps(nearest);
        while let Some(node) = open.pop() {
            for next in way.neighbours(self.workflow, node).filter(|next| !seen.put(next.index())) {
                self.workflow.step_of(next).into_iter().for_each(|step| found.0.insert(step.0 as usize));
                open.push(next);
            }
        }
        found
    }
}

impl Way {
    fn neighbours(self, workflow: &Workflow, node: NodeId) -> impl Iterator<Item = NodeId> {
        let (edges, end): (&[EdgeId], fn(&Edge) -> NodeId) = match self {
            Self::On => (workflow.outgoing(node), |edge| edge.to),
            Self::Back => (workflow.incoming(node), |edge| edge.from),
        };
        edges.iter().map(move |edge| end(workflow.edge(*edge)))
    }
}

impl Steps {
    pub(super) fn contains(&self, step: StepId) -> bool {
        self.0.contains(step.0 as usize)
    }

    /// Whether no step is in both.
    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        self.0.is_disjoint(&other.0)
    }

    /// The steps that are in both, in the order of the text.
    pub(super) fn both<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = StepId> {
        self.0.intersection(&other.0).map(|step| StepId(step as u32))
    }

    /// Its steps, in the order of the text.
    pub(super) fn iter(&self) -> impl Iterator<Item = StepId> {
        self.0.ones().map(|step| StepId(step as u32))
    }
}
