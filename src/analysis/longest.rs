//! The longest way through a workflow for a given weight of its steps: the maximum over branches and alternatives, loops
//! worked as often as they may be.

use crate::graph::{EdgeId, EdgeKind, NodeId, NodeKind, RegionKind, Workflow};
use crate::model::StepId;

/// A workflow without its ways back, in an order in which every edge leads forward.
pub(super) struct Forward<'a> {
    workflow: &'a Workflow,
    order: Vec<NodeId>,
    /// Nodes of every loop in that order; inner loops come first.
    loops: Vec<Loop>,
    back: Vec<bool>,
    /// Cycles that nothing bounds: jumps back and loops without a limit.
    pub(super) endless: Vec<Vec<StepId>>,
}

struct Loop {
    entry: NodeId,
    test: NodeId,
    limit: u32,
    nodes: Vec<NodeId>,
}

/// The longest way and what it takes.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) total: i64,
    /// From the start to an end.
    pub(super) edges: Vec<EdgeId>,
    /// The steps in order and how often each is worked.
    pub(super) steps: Vec<(StepId, u32)>,
}

impl<'a> Forward<'a> {
    /// Finds the ways back. Edges that leave a step for itself (supplement rounds) are weighed with the step.
    pub(super) fn new(workflow: &'a Workflow) -> Self {
        let (order, back) = order(workflow);
        let mut endless = Vec::new();
        for edge in workflow.edges().filter(|edge| back[edge.index()]) {
            let edge = workflow.edge(edge);
            if let (Some(from), Some(to), false) = (
                workflow.step_of(edge.from),
                workflow.step_of(edge.to),
                matches!(edge.kind, EdgeKind::Supplement(_) | EdgeKind::Again),
            ) {
                endless.push(vec![to, from]);
            }
        }
        // A jump into a loop passes its entry by: how many rounds follow is not told by the text.
        for edge in workflow.edges().map(|edge| workflow.edge(edge)) {
            let into = |(_, region): (_, crate::graph::Region)| match region.kind {
                RegionKind::Loop { entry, .. } => {
                    !workflow.around(edge.from).any(|(_, r)| r == region) && edge.to != entry
                }
                _ => false,
            };
            if let Some(to) = workflow.step_of(edge.to).filter(|_| workflow.around(edge.to).any(into)) {
                endless.push(vec![to]);
            }
        }
        let mut inside = vec![Vec::new(); workflow.regions().count()];
        for node in &order {
            for (region, _) in workflow.around(*node) {
                inside[region.0 as usize].push(*node);
            }
        }
        let mut loops = Vec::new();
        for region in workflow.regions() {
            let RegionKind::Loop { entry, test, limit } = workflow.region(region).kind else { continue };
            let nodes = std::mem::take(&mut inside[region.0 as usize]);
            if limit.is_none() {
                endless.push(nodes.iter().filter_map(|node| workflow.step_of(*node)).collect());
            }
            loops.push(Loop { entry, test, limit: limit.unwrap_or(1), nodes });
        }
        loops.reverse();
        Self { workflow, order, loops, back, endless }
    }

    /// The longest way from the start to any end along edges that `allowed` admits; `None` if no end is reached.
    pub(super) fn longest(&self, weight: &dyn Fn(StepId) -> i64, allowed: &dyn Fn(EdgeId) -> bool) -> Option<Way> {
        let mut rounds: Vec<(i64, Vec<EdgeId>)> = vec![(0, Vec::new()); self.order_len()];
        for one in &self.loops {
            let body = self.reach(&one.nodes, one.entry, weight, allowed, &rounds);
            let Some(once) = body.total[one.test.index()] else { continue };
            let more = i64::from(one.limit.saturating_sub(1));
            rounds[one.entry.index()] = (once.saturating_mul(more), body.back_to(self.workflow, one.test));
        }
        let all = self.reach(&self.order, self.workflow.start(), weight, allowed, &rounds);
        let mut ends: Vec<NodeId> = self.workflow.ends().collect();
        // The first of equals is taken: `done` before the other ends.
        ends.sort_by_key(|node| self.workflow.kind(*node));
        let (total, end) = ends
            .into_iter()
            .filter_map(|node| Some((all.total[node.index()]?, node)))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let edges = all.back_to(self.workflow, end);
        let steps = self.worked(&edges, &rounds);
        Some(Way { total, edges, steps })
    }

    /// The longest stretch within the nodes of each phase, by the phase's place.
    pub(super) fn longest_in_phases(&self, count: usize, weight: &dyn Fn(StepId) -> i64) -> Vec<i64> {
        let mut longest = vec![0; count];
        for (phase, most) in longest.iter_mut().enumerate() {
            let within = |step: StepId| {
                let node = self.workflow.node_of(step);
                let inside = self.workflow.around(node).any(|(_, r)| r.kind == RegionKind::Phase(phase as u32));
                if inside { weight(step) } else { 0 }
            };
            *most = self.longest(&within, &|_| true).map_or(0, |way| way.total);
        }
        longest
    }

    fn order_len(&self) -> usize {
        self.workflow.nodes().len()
    }

    fn reach(
        &self,
        nodes: &[NodeId],
        from: NodeId,
        weight: &dyn Fn(StepId) -> i64,
        allowed: &dyn Fn(EdgeId) -> bool,
        rounds: &[(i64, Vec<EdgeId>)],
    ) -> Reached {
        let mut total: Vec<Option<i64>> = vec![None; self.order_len()];
        let mut via: Vec<Option<EdgeId>> = vec![None; self.order_len()];
        for node in nodes {
            let entries =
                self.workflow.incoming(*node).iter().filter(|edge| !self.back[edge.index()] && allowed(**edge));
            let entries = entries
                .filter_map(|edge| Some((total[self.workflow.edge(*edge).from.index()]?, Some(*edge))))
                .collect::<Vec<_>>();
            // A join opens only if every branch can come to it.
            let shut = self.workflow.kind(*node) == NodeKind::Join && entries.len() < self.workflow.awaited(*node);
            let best = match *node == from {
                true => Some((0, None)),
                false if shut => None,
                false => entries.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best }),
            };
            let Some((before, edge)) = best else { continue };
            // The extra rounds of the loop that is being measured are counted by the caller.
            let extra = if *node == from { 0 } else { rounds[node.index()].0 };
            let own = self.workflow.step_of(*node).map_or(0, weight);
            total[node.index()] = Some(before.saturating_add(own).saturating_add(extra));
            via[node.index()] = edge;
        }
        Reached { total, via }
    }

    /// Steps along a way in order, with the rounds of loops; every step once with its number of times.
    fn worked(&self, edges: &[EdgeId], rounds: &[(i64, Vec<EdgeId>)]) -> Vec<(StepId, u32)> {
        let mut times = vec![0_u32; self.workflow.step_count()];
        let mut order = Vec::new();
        let mut open: Vec<(Vec<EdgeId>, u32)> = vec![(edges.to_vec(), 1)];
        while let Some((mut edges, factor)) = open.pop() {
            edges.reverse();
            while let Some(edge) = edges.pop() {
                let node = self.workflow.edge(edge).to;
                if let Some(step) = self.workflow.step_of(node) {
                    let count = &mut times[step.0 as usize];
                    if *count == 0 {
                        order.push(step);
                    }
                    *count = count.saturating_add(factor);
                }
                let body = &rounds[node.index()].1;
                if !body.is_empty() {
                    let limit = self.loops.iter().find(|one| one.entry == node).map_or(1, |one| one.limit);
                    let more = factor.saturating_mul(limit.saturating_sub(1));
                    if more > 0 {
                        edges.reverse();
                        open.push((std::mem::take(&mut edges), factor));
                        open.push((body.clone(), more));
                    }
                }
            }
        }
        order.into_iter().map(|step| (step, times[step.0 as usize])).collect()
    }
}

struct Reached {
    total: Vec<Option<i64>>,
    via: Vec<Option<EdgeId>>,
}

impl Reached {
    fn back_to(&self, workflow: &Workflow, end: NodeId) -> Vec<EdgeId> {
        let mut edges = Vec::new();
        let mut node = end;
        while let Some(edge) = self.via[node.index()] {
            edges.push(edge);
            node = workflow.edge(edge).from;
        }
        edges.reverse();
        edges
    }
}

/// An order of the nodes that are reached in which all edges lead forward but those marked as leading back. Without
/// recursion: imported processes can be long.
fn order(workflow: &Workflow) -> (Vec<NodeId>, Vec<bool>) {
    let mut back = vec![false; workflow.edges().len()];
    let mut state = vec![0_u8; workflow.nodes().len()];
    let mut finished = Vec::new();
    let mut open = vec![(workflow.start(), 0)];
    state[workflow.start().index()] = 1;
    while let Some((node, at)) = open.last_mut() {
        // From the last edge to the first, so that the reversed order keeps the text's.
        let edges = workflow.outgoing(*node);
        let Some(edge) = edges.len().checked_sub(*at + 1).map(|at| edges[at]) else {
            finished.push(*node);
            state[node.index()] = 2;
            open.pop();
            continue;
        };
        *at += 1;
        let to = workflow.edge(edge).to;
        if matches!(workflow.edge(edge).kind, EdgeKind::Again | EdgeKind::Supplement(_)) {
            back[edge.index()] = true;
            continue;
        }
        match state[to.index()] {
            0 => {
                state[to.index()] = 1;
                open.push((to, 0));
            }
            1 => back[edge.index()] = true,
            _ => {}
        }
    }
    finished.reverse();
    (finished, back)
}
