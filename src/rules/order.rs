//! Which steps follow which: directly, somewhere later, or in neither order.

use crate::graph::Workflow;
use crate::model::{Process, StepId};
use std::collections::BTreeSet;

/// The steps that may directly follow and precede each step; supplement rounds left out.
#[derive(Debug)]
pub(super) struct Order {
    next: Vec<Vec<StepId>>,
    previous: Vec<Vec<StepId>>,
}

impl Order {
    pub(super) fn of(workflow: &Workflow, process: &Process) -> Self {
        let mut next: Vec<Vec<StepId>> = process.ids().map(|step| workflow.next_steps(step)).collect();
        let mut previous = vec![Vec::new(); next.len()];
        for (from, all) in process.ids().zip(&mut next) {
            all.retain(|to| *to != from);
            for to in all.iter() {
                previous[to.0 as usize].push(from);
            }
        }
        Self { next, previous }
    }

    /// The steps that may come directly before one.
    pub(super) fn before(&self, step: StepId) -> &[StepId] {
        &self.previous[step.0 as usize]
    }

    /// Pairs of which each is the other's only neighbour, in one branch, loop and phase.
    pub(super) fn adjacent(&self, workflow: &Workflow) -> Vec<(StepId, StepId)> {
        let region = |step| workflow.node(workflow.node_of(step)).region;
        let ids = (0..self.next.len() as u32).map(StepId);
        ids.filter_map(|a| match self.next[a.0 as usize].as_slice() {
            [b] if self.before(*b) == [a] && region(a) == region(*b) => Some((a, *b)),
            _ => None,
        })
        .collect()
    }

    /// Every step that may come after one.
    pub(super) fn after(&self, step: StepId) -> BTreeSet<StepId> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![step]);
        while let Some(step) = open.pop() {
            open.extend(self.next[step.0 as usize].iter().copied().filter(|next| seen.insert(*next)));
        }
        seen
    }
}
