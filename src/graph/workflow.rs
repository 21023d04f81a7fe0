//! Nodes and edges of a workflow, and the questions asked of them.

use super::{Region, RegionId};
use crate::base::Span;
use crate::model::{Condition, End, StepId};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

/// A node of a [`Workflow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// An edge of a [`Workflow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(pub u32);

impl NodeId {
    /// Its place among [`Workflow::nodes`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl EdgeId {
    /// Its place among [`Workflow::edges`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is. All but [`Fork`](Self::Fork) and [`Join`](Self::Join) pass one token on along one of their edges; a
/// step with several ways out (reactions, jumps) is a choice after its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// The filing of the dossier; one a workflow.
    Start,
    /// A step.
    Step(StepId),
    /// Where alternatives part.
    Choice,
    /// Where alternatives meet again.
    Merge,
    /// Where branches part.
    Fork,
    /// Where branches wait for one another.
    Join,
    /// Where every round of a loop begins.
    LoopEntry,
    /// Where it is asked whether another round follows.
    LoopTest,
    /// An end; one node a kind of end. `refuse`, `withdraw` and `stop` end the whole case, running branches included;
    /// `done` asks that nothing else is running.
    End(End),
}

/// A node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// The innermost region around it.
    pub region: Option<RegionId>,
    /// Where it is written; `None` for start and ends.
    pub span: Option<Span>,
    /// The other end of its block: choice and merge, fork and join, loop entry and test.
    pub partner: Option<NodeId>,
}

/// Why one node follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// As written.
    Sequence,
    /// The option of a choice, by its place; its condition is the guard.
    Option(u32),
    /// The rest of a choice: no option's condition held.
    Rest,
    /// A branch of a parallel, by its place.
    Branch(u32),
    /// Another round of a loop.
    Again,
    /// Out of a loop.
    Leave,
    /// A reaction of the step it leaves, by its place, to an end or a step.
    Reaction(u32),
    /// A supplement round: the applicant is asked and the step is worked again. By the reaction's place.
    Supplement(u32),
    /// The applicant did not answer the request in time. By the reaction's place.
    SupplementLate(u32),
    /// A jump of the step it leaves, by its place.
    Jump(u32),
}

/// An edge.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Where it begins.
    pub from: NodeId,
    /// Where it leads.
    pub to: NodeId,
    /// Why.
    pub kind: EdgeKind,
    /// The condition written for it; a rest has none of its own (see [`Workflow::conditions`]).
    pub guard: Option<Condition>,
}

/// The workflow graph of one process.
#[derive(Debug, Clone)]
pub struct Workflow {
    pub(super) graph: DiGraph<Node, Edge>,
    pub(super) outs: Vec<Vec<EdgeId>>,
    pub(super) ins: Vec<Vec<EdgeId>>,
    pub(super) steps: Vec<NodeId>,
    pub(super) regions: Vec<Region>,
    pub(super) start: NodeId,
    pub(super) jumps: bool,
    pub(super) unknown_goals: Vec<StepId>,
}

impl Workflow {
    /// Where every case begins.
    pub fn start(&self) -> NodeId {
        self.start
    }

    /// Every node, in the order in which the text opens them.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..self.graph.node_count() as u32).map(NodeId)
    }

    /// Every edge, in the order in which they were found; jumps last.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = EdgeId> + use<> {
        (0..self.graph.edge_count() as u32).map(EdgeId)
    }

    /// The node of an id.
    pub fn node(&self, id: NodeId) -> Node {
        self.graph[NodeIndex::new(id.index())]
    }

    /// The kind of a node.
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.node(id).kind
    }

    /// The edge of an id.
    pub fn edge(&self, id: EdgeId) -> &Edge {
        &self.graph[EdgeIndex::new(id.index())]
    }

    /// The edges that leave a node, in the order in which they are tried.
    pub fn outgoing(&self, id: NodeId) -> &[EdgeId] {
        &self.outs[id.index()]
    }

    /// The edges that lead to a node.
    pub fn incoming(&self, id: NodeId) -> &[EdgeId] {
        &self.ins[id.index()]
    }

    /// The ends that some edge leads to in the text; at most one node a kind of end.
    pub fn ends(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes().filter(|node| matches!(self.kind(*node), NodeKind::End(_)))
    }

    /// The cycles: nodes that can be come to again from themselves, those of one tangle together, each in the order of
    /// the text. Supplement rounds count as cycles of one step.
    pub fn cycles(&self) -> Vec<Vec<NodeId>> {
        // Not Tarjan's algorithm, which recurses: imported processes can be long.
        let mut all: Vec<Vec<NodeId>> = petgraph::algo::kosaraju_scc(&self.graph)
            .into_iter()
            .map(|nodes| nodes.into_iter().map(|node| NodeId(node.index() as u32)).collect::<Vec<_>>())
            .filter(|nodes| nodes.len() > 1 || self.successors(nodes[0]).any(|next| next == nodes[0]))
            .collect();
        for nodes in &mut all {
            nodes.sort();
        }
        all.sort();
        all
    }

    /// How many branches a join waits for. Where it has fewer entries, a branch never comes to its end (all of it ends
    /// the case or jumps away) and the join never opens.
    pub fn awaited(&self, join: NodeId) -> usize {
        self.node(join).partner.map_or(0, |fork| self.outgoing(fork).len())
    }

    /// The nodes that follow a node.
    pub fn successors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.outgoing(id).iter().map(|edge| self.edge(*edge).to)
    }

    /// The nodes before a node.
    pub fn predecessors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.incoming(id).iter().map(|edge| self.edge(*edge).from)
    }

    /// The step that a node is.
    pub fn step_of(&self, id: NodeId) -> Option<StepId> {
        match self.kind(id) {
            NodeKind::Step(step) => Some(step),
            _ => None,
        }
    }

    /// The node of a step.
    pub fn node_of(&self, step: StepId) -> NodeId {
        self.steps[step.0 as usize]
    }

    /// How many steps there are.
    pub fn step_count(&self) -> usize {
        self.steps.len()
    }

    /// Every region, outer ones before inner ones.
    pub fn regions(&self) -> impl Iterator<Item = RegionId> + use<> {
        (0..self.regions.len() as u32).map(RegionId)
    }

    /// The region of an id.
    pub fn region(&self, id: RegionId) -> Region {
        self.regions[id.0 as usize]
    }

    /// Whether a jump or a reaction leads to a step, so that the text no longer nests.
    pub fn has_jumps(&self) -> bool {
        self.jumps
    }

    /// Steps with a jump or reaction to a step that does not exist (reported where names are resolved): what is said
    /// about the flow after them is not certain.
    pub fn unknown_goals(&self) -> &[StepId] {
        &self.unknown_goals
    }

    /// The steps that may follow a step directly, gateways passed through, in the order of the edges.
    pub fn next_steps(&self, step: StepId) -> Vec<StepId> {
        let mut seen = vec![false; self.graph.node_count()];
        let mut found = Vec::new();
        let mut open: Vec<NodeId> = self.successors(self.node_of(step)).collect();
        open.reverse();
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut seen[node.index()], true) {
                continue;
            }
            if let Some(next) = self.step_of(node) {
                found.push(next);
            } else {
                let at = open.len();
                open.extend(self.successors(node));
                open[at..].reverse();
            }
        }
        found
    }

    /// What must hold (`true`) and must not hold (`false`) for an edge to be taken where its node parts: the first
    /// option whose condition holds is taken. What a loop tests is left out, since it may change from round to round.
    pub fn conditions(&self, id: EdgeId) -> Vec<(&Condition, bool)> {
        let edge = self.edge(id);
        if matches!(edge.kind, EdgeKind::Branch(_) | EdgeKind::Again | EdgeKind::Leave) {
            return Vec::new();
        }
        let event = |kind| matches!(kind, EdgeKind::Supplement(_) | EdgeKind::SupplementLate(_));
        let mut all = Vec::new();
        if edge.guard.is_some() || matches!(edge.kind, EdgeKind::Sequence | EdgeKind::Rest | EdgeKind::Jump(_)) {
            let earlier = self.outgoing(edge.from).iter().take_while(|other| **other != id).map(|e| self.edge(*e));
            all.extend(earlier.filter(|e| !event(e.kind)).filter_map(|e| Some((e.guard.as_ref()?, false))));
        }
        all.extend(edge.guard.as_ref().map(|guard| (guard, true)));
        all
    }
}
