//! The token game: how cases move through a graph of choices, forks and joins. Search and replay both play it.
//!
//! A marking is the sorted list of edges that hold a token, an edge twice if it holds two. A node that is no fork and no
//! join takes one token and puts one on one of its edges; a fork puts one on each; a join takes one from each.

use super::{NodeKind, Workflow};
use crate::model::End;

/// How a node treats tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// One in, one out along any edge.
    Any,
    /// One in, one out along each edge.
    Fork,
    /// One in from each of so many entries, one out.
    Join(u32),
    /// Ends the case and all that is still running.
    Terminate,
    /// Ends the case; nothing else may be running.
    Done,
}

/// A graph to play on, by dense numbers.
#[derive(Debug, Clone, Default)]
pub struct Net {
    /// The gate of every node.
    pub gates: Vec<Gate>,
    /// Entries of every node.
    pub ins: Vec<Vec<u32>>,
    /// Exits of every node.
    pub outs: Vec<Vec<u32>>,
    /// Where every edge begins and ends.
    pub edges: Vec<(u32, u32)>,
    /// The marking of a case that was just filed.
    pub start: Vec<u32>,
}

/// The edges that hold a token, sorted.
pub type Marking = Vec<u32>;

/// What a move led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// The case goes on.
    Marking(Marking),
    /// The case has ended properly.
    Ended,
    /// The case is done although something is still running.
    LeftOver,
}

/// One move: a node fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The node.
    pub node: u32,
    /// The edge chosen at [`Gate::Any`].
    pub chosen: Option<u32>,
    /// What it led to.
    pub after: After,
}

impl Net {
    /// The net of a workflow; numbers are those of its nodes and edges.
    pub fn of(workflow: &Workflow) -> Self {
        let gate = |id| match workflow.kind(id) {
            NodeKind::Fork => Gate::Fork,
            NodeKind::Join => Gate::Join(workflow.awaited(id) as u32),
            NodeKind::End(End::Done) => Gate::Done,
            NodeKind::End(_) => Gate::Terminate,
            _ => Gate::Any,
        };
        let plain = |edges: &[super::EdgeId]| edges.iter().map(|edge| edge.0).collect::<Vec<_>>();
        Self {
            gates: workflow.nodes().map(gate).collect(),
            ins: workflow.nodes().map(|id| plain(workflow.incoming(id))).collect(),
            outs: workflow.nodes().map(|id| plain(workflow.outgoing(id))).collect(),
            edges: workflow.edges().map(|id| workflow.edge(id)).map(|edge| (edge.from.0, edge.to.0)).collect(),
            start: plain(workflow.outgoing(workflow.start())),
        }
    }

    /// Every move that a marking allows, in a fixed order.
    pub fn moves(&self, marking: &[u32]) -> Vec<Move> {
        let mut all = Vec::new();
        for (at, edge) in marking.iter().enumerate() {
            if at > 0 && marking[at - 1] == *edge {
                continue;
            }
            let node = self.edges[*edge as usize].1;
            let outs = &self.outs[node as usize];
            let mut fire = |chosen, after| all.push(Move { node, chosen, after });
            match self.gates[node as usize] {
                Gate::Terminate => fire(None, After::Ended),
                Gate::Done => fire(None, if marking.len() == 1 { After::Ended } else { After::LeftOver }),
                Gate::Any => {
                    for out in outs {
                        fire(Some(*out), After::Marking(moved(marking, &[*edge], &[*out])));
                    }
                }
                Gate::Fork => fire(None, After::Marking(moved(marking, &[*edge], outs))),
                Gate::Join(awaited) => {
                    let ins = &self.ins[node as usize];
                    let open = ins.len() == awaited as usize && ins.iter().all(|e| marking.binary_search(e).is_ok());
                    // Found once for every entry: only the first of them fires.
                    if open && ins.iter().min() == Some(edge) {
                        fire(None, After::Marking(moved(marking, ins, outs)));
                    }
                }
            }
        }
        all
    }

    /// An edge that holds two tokens.
    pub fn doubled(marking: &[u32]) -> Option<u32> {
        marking.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
    }
}

fn moved(marking: &[u32], taken: &[u32], put: &[u32]) -> Marking {
    let mut next = marking.to_vec();
    for edge in taken {
        let at = next.binary_search(edge).expect("only tokens that are there are taken");
        next.remove(at);
    }
    next.extend_from_slice(put);
    next.sort_unstable();
    next
}
