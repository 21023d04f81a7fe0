//! Soundness: whether every case comes to a proper end whatever way it takes, and the shortest trace where not.
//!
//! Conditions are left aside: every way out of a choice may be taken. What is written in nested form reduces to nothing
//! by local rules, in nearly linear time. Only what jumps have tangled is searched state by state, first as written, so
//! that traces are the shortest, then as reduced. A search that reaches its bound without a fault answers *unknown*.

mod diagnose;
mod reduce;
mod search;

use crate::base::Text;
use crate::graph::token::{Gate, Net};
use crate::graph::{EdgeKind, NodeId, NodeKind, Workflow};
use crate::model::StepId;
use crate::text;

/// What is wrong with a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// A jump crosses the border of a parallel, so that what parts does not meet again. The cause of others beside it.
    /// Steps: from, to. The trace leads to the jump.
    BadSplitJoin,
    /// The case gets stuck: branches wait for one that does not come. Steps: the last ones before the wait.
    Deadlock,
    /// Something may be running twice at once. Steps: what would be worked twice.
    LackOfSync,
    /// The case is done although something is still running. Steps: where it is still running.
    CannotFinish,
    /// The case can go on for ever but never end. Steps: those it goes round in.
    Livelock,
    /// A step that no case works; those of [`Reach::unreachable`](super::Reach) included. No trace.
    DeadStep,
}

/// A fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The steps concerned, in the order of the text; see [`FaultKind`].
    pub steps: Vec<StepId>,
    /// Steps worked from the start to the fault, the shortest way; [`replay`](crate::graph::replay) confirms it.
    pub witness: Vec<StepId>,
}

/// Why it could not be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyUndecided {
    /// The process is not known.
    NoProcess,
    /// A jump leads to a step that does not exist.
    UnknownGoal,
    /// So many states were looked at, and there are more.
    TooMany(usize),
}

impl WhyUndecided {
    /// The reason for a reader.
    pub fn text(self) -> Text {
        match self {
            Self::NoProcess => text!(en: "the process is not known", vi: "chưa biết quy trình"),
            Self::UnknownGoal => text!(
                en: "a jump leads to a step that does not exist",
                vi: "có bước chuyển đến một bước không tồn tại"
            ),
            Self::TooMany(states) => text!(
                en: "more than {states} states would have to be looked at",
                vi: "phải xét hơn {states} trạng thái"
            ),
        }
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Soundness {
    /// Every case can always come to a proper end, and every step is worked in some case.
    Sound,
    /// These faults are proven; there may be more of a kind.
    Unsound(Vec<Fault>),
    /// Not decided.
    Unknown {
        /// Why.
        why: WhyUndecided,
    },
}

/// States searched at most: as written, and as reduced.
const CAPS: (usize, usize) = (20_000, 200_000);

impl Soundness {
    /// Examines a workflow.
    pub fn of(workflow: &Workflow) -> Self {
        Self::within(workflow, CAPS)
    }

    /// As [`Soundness::of`], searching at most so many states of the workflow as written, then as reduced.
    pub fn within(workflow: &Workflow, caps: (usize, usize)) -> Self {
        if !workflow.unknown_goals().is_empty() {
            return Self::Unknown { why: WhyUndecided::UnknownGoal };
        }
        let net = Net::of(workflow);
        let steps: Vec<Option<StepId>> = workflow.nodes().map(|node| workflow.step_of(node)).collect();
        if reduce::Reducer::new(&without_terminations(workflow, &net), &steps).reduces_away() {
            let dead = dead_steps(workflow, &net, &|_| false);
            return Self::from_faults(dead.into_iter().map(dead_fault).collect());
        }
        let searched = search::Search::run(&net, caps.0, &|node| u32::from(steps[node as usize].is_some()), &|_| 0);
        if searched.complete || searched.has_fault() {
            return diagnose::as_written(workflow, &net, &searched);
        }
        let reduced = reduce::Reducer::new(&net, &steps).reduce();
        let length = |trail| reduced.trails.length(trail);
        let searched =
            search::Search::run(&reduced.net, caps.1, &|node| length(reduced.node_trails[node as usize]), &|edge| {
                length(reduced.edge_trails[edge as usize])
            });
        if !searched.complete && !searched.has_fault() {
            return Self::Unknown { why: WhyUndecided::TooMany(caps.1) };
        }
        let found = diagnose::as_reduced(workflow, &net, &reduced, &searched);
        // A join that never opens stands for joins and steps that were folded into it: one of them may be dead.
        let idle = |node: u32| {
            let at = node as usize;
            matches!(reduced.net.gates[at], Gate::Join(_))
                && !reduced.net.ins[at].is_empty()
                && !searched.fired.contains(&node)
        };
        if found == Self::Sound && (0..reduced.net.gates.len() as u32).any(idle) {
            return Self::Unknown { why: WhyUndecided::TooMany(caps.0) };
        }
        found
    }

    pub(super) fn no_process() -> Self {
        Self::Unknown { why: WhyUndecided::NoProcess }
    }

    /// Whether it is sound; `None` where that is not decided.
    pub fn is_sound(&self) -> Option<bool> {
        match self {
            Self::Sound => Some(true),
            Self::Unsound(_) => Some(false),
            Self::Unknown { .. } => None,
        }
    }

    /// The faults; none where it is sound or not decided.
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Unsound(faults) => faults,
            _ => &[],
        }
    }

    fn from_faults(mut faults: Vec<Fault>) -> Self {
        faults.sort();
        faults.dedup();
        if faults.is_empty() { Self::Sound } else { Self::Unsound(faults) }
    }
}

fn dead_fault(step: StepId) -> Fault {
    Fault { kind: FaultKind::DeadStep, steps: vec![step], witness: Vec::new() }
}

/// Steps that no case works: forward from the start, a join only when all that it waits for is alive and `shut` does not
/// say that it never opens.
fn dead_steps(workflow: &Workflow, net: &Net, shut: &dyn Fn(NodeId) -> bool) -> Vec<StepId> {
    let mut entered = vec![0_usize; net.gates.len()];
    let mut alive = vec![false; net.gates.len()];
    let mut open = vec![workflow.start().0];
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut alive[node as usize], true) {
            continue;
        }
        for edge in &net.outs[node as usize] {
            let next = net.edges[*edge as usize].1;
            entered[next as usize] += 1;
            let opens = match net.gates[next as usize] {
                Gate::Join(awaited) => entered[next as usize] == awaited as usize && !shut(NodeId(next)),
                _ => true,
            };
            if opens {
                open.push(next);
            }
        }
    }
    let dead = |node: &NodeId| !alive[node.index()];
    let mut steps: Vec<StepId> = workflow.nodes().filter(dead).filter_map(|node| workflow.step_of(node)).collect();
    steps.sort();
    steps
}

/// The net without the ways to ends that close the whole case, wherever another way is left. If this net is sound, so is
/// the whole one: such an end is always a proper one, and what can be reached otherwise stays the same. Steps that only
/// lead to such an end go too, unless a jump leads to them: then two parts of a case might meet there.
fn without_terminations(workflow: &Workflow, net: &Net) -> Net {
    let mut net = net.clone();
    let target = |net: &Net, edge: u32| net.edges[edge as usize].1;
    for node in 0..net.gates.len() as u32 {
        // Working a step once more changes nothing as long as there is another way on.
        let others = net.outs[node as usize].iter().any(|edge| target(&net, *edge) != node);
        if net.gates[node as usize] == Gate::Any && others {
            let (edges, outs) = (&net.edges, &mut net.outs[node as usize]);
            outs.retain(|edge| edges[*edge as usize].1 != node);
        }
    }
    let mut closing: Vec<bool> = net.gates.iter().map(|gate| *gate == Gate::Terminate).collect();
    let mut open: Vec<u32> = (0..net.gates.len() as u32).filter(|node| closing[*node as usize]).collect();
    let mut left: Vec<usize> = net.outs.iter().map(Vec::len).collect();
    while let Some(node) = open.pop() {
        for edge in &net.ins[node as usize] {
            let from = net.edges[*edge as usize].0;
            if from == node || net.gates[from as usize] != Gate::Any {
                continue;
            }
            left[from as usize] = left[from as usize].saturating_sub(1);
            if left[from as usize] == 0 && !std::mem::replace(&mut closing[from as usize], true) {
                open.push(from);
            }
        }
    }
    let jumped = |node: usize| {
        let entries = workflow.incoming(NodeId(node as u32)).iter().map(|edge| workflow.edge(*edge));
        entries.into_iter().any(|edge| matches!(edge.kind, EdgeKind::Jump(_) | EdgeKind::Reaction(_)))
    };
    if workflow.has_jumps() && (0..closing.len()).any(|n| closing[n] && net.gates[n] == Gate::Any && jumped(n)) {
        closing = net.gates.iter().map(|gate| *gate == Gate::Terminate).collect();
    }
    for node in 0..net.gates.len() {
        let others = net.outs[node].iter().any(|edge| !closing[net.edges[*edge as usize].1 as usize]);
        if net.gates[node] == Gate::Any && others {
            let (edges, outs) = (&net.edges, &mut net.outs[node]);
            outs.retain(|edge| !closing[edges[*edge as usize].1 as usize]);
        }
    }
    for node in 0..net.gates.len() {
        let outs = &net.outs;
        let edges = &net.edges;
        net.ins[node].retain(|edge| outs[edges[*edge as usize].0 as usize].contains(edge));
    }
    net
}

/// The steps nearest before an edge, on any way.
fn steps_before(workflow: &Workflow, from: NodeId) -> Vec<StepId> {
    nearest(workflow, from, |node| workflow.predecessors(node).collect())
}

/// The steps nearest after a node, itself included, on any way.
fn steps_after(workflow: &Workflow, to: NodeId) -> Vec<StepId> {
    nearest(workflow, to, |node| workflow.successors(node).collect())
}

fn nearest(workflow: &Workflow, from: NodeId, next: impl Fn(NodeId) -> Vec<NodeId>) -> Vec<StepId> {
    let mut seen = vec![false; workflow.nodes().len()];
    let mut found = Vec::new();
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut seen[node.index()], true) {
            continue;
        }
        match workflow.kind(node) {
            NodeKind::Step(step) => found.push(step),
            _ => open.extend(next(node)),
        }
    }
    found.sort();
    found
}
