//! Which steps a case can come to, and from which it can end: by the edges alone, in linear time.

use crate::graph::{NodeId, Workflow};
use crate::model::StepId;

/// What the edges alone tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Steps that no way from the start leads to.
    pub unreachable: Vec<StepId>,
    /// Steps that are reached but from which no way leads to an end.
    pub endless: Vec<StepId>,
}

impl Reach {
    pub(super) fn of(workflow: &Workflow) -> Self {
        let from_start = spread(workflow, vec![workflow.start()], |node| workflow.successors(node).collect());
        let to_end = spread(workflow, workflow.ends().collect(), |node| workflow.predecessors(node).collect());
        let steps = |wanted: &dyn Fn(usize) -> bool| {
            let ids = (0..workflow.step_count() as u32).map(StepId);
            ids.filter(|step| wanted(workflow.node_of(*step).index())).collect()
        };
        Self {
            unreachable: steps(&|node| !from_start[node]),
            endless: steps(&|node| from_start[node] && !to_end[node]),
        }
    }
}

fn spread(workflow: &Workflow, mut open: Vec<NodeId>, next: impl Fn(NodeId) -> Vec<NodeId>) -> Vec<bool> {
    let mut seen = vec![false; workflow.nodes().len()];
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut seen[node.index()], true) {
            open.extend(next(node));
        }
    }
    seen
}
