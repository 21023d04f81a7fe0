//! Builds the workflow graph from the nested flow of a process, its reactions and its jumps.

use super::{Edge, EdgeId, EdgeKind, Node, NodeId, NodeKind, Region, RegionId, RegionKind, Workflow};
use crate::base::Span;
use crate::model::{self, Action, ChoiceOption, Condition, End, Flow, Goal, Process, StepId, Trigger};
use petgraph::graph::{DiGraph, NodeIndex};

/// A way that leads on: the edge that the next node will end.
type Way = (NodeId, EdgeKind, Option<Condition>);

impl Workflow {
    /// The graph of a process. Total: a jump to an unknown step is left out and remembered in
    /// [`Workflow::unknown_goals`]; what follows an end has no way in.
    pub fn build(process: &Process) -> Self {
        let mut builder = Builder {
            process,
            made: Self {
                graph: DiGraph::new(),
                outs: Vec::new(),
                ins: Vec::new(),
                steps: vec![NodeId(u32::MAX); process.steps.len()],
                regions: Vec::new(),
                start: NodeId(0),
                jumps: false,
                unknown_goals: Vec::new(),
            },
            ends: Vec::new(),
            region: None,
            late: Vec::new(),
        };
        let start = builder.node(NodeKind::Start, None);
        let last = builder.flow(&process.flow, Some((start, EdgeKind::Sequence, None)));
        builder.steps_outside();
        if let Some(way) = last {
            let done = builder.end(End::Done);
            builder.lead(way, done);
        }
        builder.jumps();
        builder.made
    }
}

struct Builder<'a> {
    process: &'a Process,
    made: Workflow,
    ends: Vec<(End, NodeId)>,
    region: Option<RegionId>,
    /// Edges to steps that may not have a node yet: from, step, why, guard, and the place among the outgoing edges.
    late: Vec<(NodeId, StepId, EdgeKind, Option<Condition>, usize)>,
}

impl Builder<'_> {
    fn node(&mut self, kind: NodeKind, span: Option<Span>) -> NodeId {
        let index = self.made.graph.add_node(Node { kind, region: self.region, span, partner: None });
        self.made.outs.push(Vec::new());
        self.made.ins.push(Vec::new());
        NodeId(index.index() as u32)
    }

    fn edge(&mut self, from: NodeId, to: NodeId, kind: EdgeKind, guard: Option<Condition>) {
        let at = self.made.outs[from.index()].len();
        self.edge_at(from, to, kind, guard, at);
    }

    fn edge_at(&mut self, from: NodeId, to: NodeId, kind: EdgeKind, guard: Option<Condition>, at: usize) {
        let edge = Edge { from, to, kind, guard };
        let id = self.made.graph.add_edge(NodeIndex::new(from.index()), NodeIndex::new(to.index()), edge);
        let id = EdgeId(id.index() as u32);
        self.made.outs[from.index()].insert(at, id);
        self.made.ins[to.index()].push(id);
    }

    fn lead(&mut self, (from, kind, guard): Way, to: NodeId) {
        self.edge(from, to, kind, guard);
    }

    fn partners(&mut self, a: NodeId, b: NodeId) {
        self.made.graph[NodeIndex::new(a.index())].partner = Some(b);
        self.made.graph[NodeIndex::new(b.index())].partner = Some(a);
    }

    fn end(&mut self, end: End) -> NodeId {
        if let Some((_, node)) = self.ends.iter().find(|(kind, _)| *kind == end) {
            return *node;
        }
        let around = self.region.take();
        let node = self.node(NodeKind::End(end), None);
        self.region = around;
        self.ends.push((end, node));
        node
    }

    fn inside<T>(&mut self, kind: RegionKind, work: impl FnOnce(&mut Self) -> T) -> T {
        let region = RegionId(self.made.regions.len() as u32);
        self.made.regions.push(Region { parent: self.region, kind });
        let around = self.region.replace(region);
        let answer = work(self);
        self.region = around;
        answer
    }

    fn flow(&mut self, flow: &Flow, mut way: Option<Way>) -> Option<Way> {
        for node in &flow.nodes {
            way = self.part(node, way);
        }
        way
    }

    fn part(&mut self, part: &model::Node, way: Option<Way>) -> Option<Way> {
        match part {
            model::Node::Step(step) => self.step(*step, way),
            model::Node::Choice { options, span, .. } => self.choice(options, *span, way),
            model::Node::Parallel { branches, span } => {
                let flows: Vec<&Flow> = branches.iter().map(|(_, flow)| flow).collect();
                self.parallel(&flows, *span, way)
            }
            model::Node::Repeat { limit, condition, body, span } => {
                let rule = (*limit, condition.as_ref());
                Some(self.repeat(rule, body, *span, way))
            }
            model::Node::Phase(phase, flow) => self.inside(RegionKind::Phase(*phase), |b| b.flow(flow, way)),
            model::Node::End(end) => {
                let node = self.end(end.value);
                if let Some(way) = way {
                    self.lead(way, node);
                }
                None
            }
        }
    }

    fn step(&mut self, id: StepId, way: Option<Way>) -> Option<Way> {
        let process = self.process;
        let step = process.step(id);
        let node = self.node(NodeKind::Step(id), Some(step.name.span));
        self.made.steps[id.0 as usize] = node;
        if let Some(way) = way {
            self.lead(way, node);
        }
        for (index, reaction) in step.reactions.iter().enumerate() {
            let guard = match &reaction.trigger {
                Trigger::When(condition) => Some(condition.clone()),
                _ => None,
            };
            let index = index as u32;
            match &reaction.action {
                Action::Go(goal) => self.go(id, *goal, EdgeKind::Reaction(index), guard),
                Action::Ask(ask) => {
                    self.edge(node, node, EdgeKind::Supplement(index), guard.clone());
                    if let Some(end) = &ask.otherwise {
                        self.go(id, Goal::End(end.value), EdgeKind::SupplementLate(index), guard);
                    }
                }
            }
        }
        let mut goes_on = true;
        for (index, jump) in step.jumps.iter().enumerate() {
            self.go(id, jump.to, EdgeKind::Jump(index as u32), jump.when.clone());
            goes_on &= jump.when.is_some() || jump.to == Goal::Unknown;
        }
        goes_on.then_some((node, EdgeKind::Sequence, None))
    }

    fn go(&mut self, from: StepId, goal: Goal, kind: EdgeKind, guard: Option<Condition>) {
        let node = self.made.steps[from.0 as usize];
        match goal {
            Goal::End(end) => {
                let end = self.end(end);
                self.edge(node, end, kind, guard);
            }
            Goal::Step(step) => {
                let already = self.late.iter().filter(|(other, ..)| *other == node).count();
                let at = self.made.outs[node.index()].len() + already;
                self.late.push((node, step, kind, guard, at));
            }
            Goal::Unknown => {
                if self.made.unknown_goals.last() != Some(&from) {
                    self.made.unknown_goals.push(from);
                }
            }
        }
    }

    fn choice(&mut self, options: &[ChoiceOption], span: Span, way: Option<Way>) -> Option<Way> {
        let choice = self.node(NodeKind::Choice, Some(span));
        if let Some(way) = way {
            self.lead(way, choice);
        }
        // The rest comes last wherever it stands: it is taken where no condition held.
        let conditional = options.iter().enumerate().filter(|(_, option)| option.condition.is_some());
        let rest = options.iter().enumerate().filter(|(_, option)| option.condition.is_none());
        let mut open = Vec::new();
        for (index, option) in conditional.chain(rest) {
            let kind = if option.condition.is_some() { EdgeKind::Option(index as u32) } else { EdgeKind::Rest };
            open.extend(self.flow(&option.flow, Some((choice, kind, option.condition.clone()))));
        }
        if open.is_empty() && !options.is_empty() {
            return None;
        }
        let merge = self.node(NodeKind::Merge, Some(span));
        self.partners(choice, merge);
        if options.is_empty() {
            self.edge(choice, merge, EdgeKind::Rest, None);
        }
        for way in open {
            self.lead(way, merge);
        }
        Some((merge, EdgeKind::Sequence, None))
    }

    fn parallel(&mut self, branches: &[&Flow], span: Span, way: Option<Way>) -> Option<Way> {
        if branches.is_empty() {
            return way;
        }
        let fork = self.node(NodeKind::Fork, Some(span));
        let join = self.node(NodeKind::Join, Some(span));
        self.partners(fork, join);
        if let Some(way) = way {
            self.lead(way, fork);
        }
        for (index, branch) in branches.iter().enumerate() {
            let index = index as u32;
            let last = self.inside(RegionKind::Branch { fork, join, index }, |b| {
                b.flow(branch, Some((fork, EdgeKind::Branch(index), None)))
            });
            // A branch that never comes to its end is still waited for: see `Workflow::awaited`.
            if let Some(way) = last {
                self.lead(way, join);
            }
        }
        Some((join, EdgeKind::Sequence, None))
    }

    fn repeat(
        &mut self,
        (limit, condition): (Option<u32>, Option<&Condition>),
        body: &Flow,
        span: Span,
        way: Option<Way>,
    ) -> Way {
        let entry = self.node(NodeKind::LoopEntry, Some(span));
        let test = self.node(NodeKind::LoopTest, Some(span));
        self.partners(entry, test);
        if let Some(way) = way {
            self.lead(way, entry);
        }
        let last = self.inside(RegionKind::Loop { entry, test, limit }, |b| {
            let region = b.region;
            b.made.graph[NodeIndex::new(entry.index())].region = region;
            b.made.graph[NodeIndex::new(test.index())].region = region;
            b.flow(body, Some((entry, EdgeKind::Sequence, None)))
        });
        if let Some(way) = last {
            self.lead(way, test);
        }
        self.edge(test, entry, EdgeKind::Again, condition.cloned());
        (test, EdgeKind::Leave, None)
    }

    /// Steps that the flow does not place (left over from a broken text) get nodes without edges.
    fn steps_outside(&mut self) {
        for id in self.process.ids() {
            if self.made.steps[id.0 as usize].0 == u32::MAX {
                self.made.steps[id.0 as usize] = self.node(NodeKind::Step(id), Some(self.process.step(id).name.span));
            }
        }
    }

    fn jumps(&mut self) {
        for (from, step, kind, guard, at) in std::mem::take(&mut self.late) {
            let to = self.made.steps[step.0 as usize];
            self.made.jumps = true;
            let at = at.min(self.made.outs[from.index()].len());
            self.edge_at(from, to, kind, guard, at);
        }
    }
}
