//! The nesting that a node was written in: branches of a parallel, bodies of loops, phases.

use super::{NodeId, Workflow};

/// A stretch of the text that nests: its place in [`Workflow::regions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub u32);

/// A branch, a loop body or a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The region around it.
    pub parent: Option<RegionId>,
    /// Which of the three it is.
    pub kind: RegionKind,
}

/// What a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionKind {
    /// A branch of a parallel.
    Branch {
        /// Where the branches begin.
        fork: NodeId,
        /// Where they end.
        join: NodeId,
        /// Which branch.
        index: u32,
    },
    /// The body of a loop, entry and test included.
    Loop {
        /// Where every round begins.
        entry: NodeId,
        /// Where it is asked whether another round follows.
        test: NodeId,
        /// Rounds in all; `None`: not said.
        limit: Option<u32>,
    },
    /// A phase, by its place in [`Process::phases`](crate::model::Process::phases).
    Phase(u32),
}

impl Workflow {
    /// The regions around a node, the innermost first.
    pub fn around(&self, node: NodeId) -> impl Iterator<Item = (RegionId, Region)> + '_ {
        let first = self.node(node).region;
        std::iter::successors(first, |id| self.region(*id).parent).map(|id| (id, self.region(id)))
    }

    /// The branches of parallels around a node as `(fork, branch)`, the outermost first.
    pub fn branches_around(&self, node: NodeId) -> Vec<(NodeId, u32)> {
        let mut all: Vec<_> = self
            .around(node)
            .filter_map(|(_, region)| match region.kind {
                RegionKind::Branch { fork, index, .. } => Some((fork, index)),
                _ => None,
            })
            .collect();
        all.reverse();
        all
    }

    /// Whether two nodes stand in different branches of one parallel, so that neither is before the other.
    pub fn side_by_side(&self, a: NodeId, b: NodeId) -> bool {
        let (a, b) = (self.branches_around(a), self.branches_around(b));
        a.iter().zip(&b).find(|(x, y)| x != y).is_some_and(|(x, y)| x.0 == y.0)
    }

    /// The phase around a node, by its place in [`Process::phases`](crate::model::Process::phases).
    pub fn phase_of(&self, node: NodeId) -> Option<u32> {
        self.around(node).find_map(|(_, region)| match region.kind {
            RegionKind::Phase(phase) => Some(phase),
            _ => None,
        })
    }
}
