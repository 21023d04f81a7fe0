//! Turns what a search found into faults with steps and traces.

use super::reduce::Reduced;
use super::search::{Search, Step};
use super::{Fault, FaultKind, Soundness, dead_fault, dead_steps, steps_after, steps_before};
use crate::graph::replay::markings_after;
use crate::graph::token::{Gate, Net};
use crate::graph::{EdgeKind, NodeId, Workflow, replay};
use crate::model::StepId;
use std::collections::BTreeSet;

/// Faults of one kind listed at most; each concerns other steps.
const EACH: usize = 8;

/// Faults of a net that was searched as it is.
pub(super) fn as_written(workflow: &Workflow, net: &Net, searched: &Search) -> Soundness {
    let steps = |moves: &[Step]| moves.iter().filter_map(|one| workflow.step_of(NodeId(one.node))).collect();
    let before = |edge: u32| steps_before(workflow, NodeId(net.edges[edge as usize].0));
    let mut faults = faults(workflow, net, searched, &steps, &before);
    if faults
        .iter()
        .any(|fault| matches!(fault.kind, FaultKind::Deadlock | FaultKind::LackOfSync | FaultKind::CannotFinish))
    {
        faults.extend(crossings(workflow, searched, &steps));
    }
    if searched.complete && searched.doubled.is_empty() {
        let idle = workflow.nodes().filter(|node| !searched.fired.contains(&node.0));
        faults.extend(idle.filter_map(|node| workflow.step_of(node)).map(dead_fault));
    }
    Soundness::from_faults(faults)
}

/// Faults of a net that was searched as reduced; traces are lifted, so they are real but may not be the shortest.
pub(super) fn as_reduced(workflow: &Workflow, net: &Net, reduced: &Reduced, searched: &Search) -> Soundness {
    let steps = |moves: &[Step]| {
        let mut all = Vec::new();
        let mut add = |trail| all.extend(reduced.trails.steps(trail));
        for edge in &reduced.net.start {
            add(reduced.edge_trails[*edge as usize]);
        }
        for one in moves {
            add(reduced.node_trails[one.node as usize]);
            match one.chosen {
                Some(edge) => add(reduced.edge_trails[edge as usize]),
                None => {
                    for edge in &reduced.net.outs[one.node as usize] {
                        add(reduced.edge_trails[*edge as usize]);
                    }
                }
            }
        }
        all
    };
    let before = |edge: u32| {
        let folded = reduced.trails.steps(reduced.edge_trails[edge as usize]);
        match folded.last() {
            Some(step) => vec![*step],
            None => steps_before(workflow, NodeId(reduced.net.edges[edge as usize].0)),
        }
    };
    let mut faults = faults(workflow, &reduced.net, searched, &steps, &before);
    for fault in &mut faults {
        complete(workflow, net, fault);
    }
    if searched.complete && searched.doubled.is_empty() {
        let waiting = |node: NodeId| {
            let entries = &reduced.net.ins[node.index()];
            !entries.is_empty()
                && matches!(reduced.net.gates[node.index()], Gate::Join(_))
                && !searched.fired.contains(&node.0)
        };
        faults.extend(dead_steps(workflow, net, &waiting).into_iter().map(dead_fault));
    }
    Soundness::from_faults(faults)
}

fn faults(
    workflow: &Workflow,
    net: &Net,
    searched: &Search,
    steps: &dyn Fn(&[Step]) -> Vec<StepId>,
    before: &dyn Fn(u32) -> Vec<StepId>,
) -> Vec<Fault> {
    let after = |edge: u32| steps_after(workflow, NodeId(net.edges[edge as usize].1));
    let mut all = Vec::new();
    let mut add = |kind, states: &[u32], concerned: &dyn Fn(&[u32]) -> Vec<StepId>| {
        let mut seen = BTreeSet::new();
        for state in states {
            let mut about = concerned(&searched.states[*state as usize]);
            about.sort();
            about.dedup();
            if seen.insert(about.clone()) {
                all.push(Fault { kind, steps: about, witness: steps(&searched.trace(*state)) });
            }
            if seen.len() >= EACH {
                break;
            }
        }
    };
    add(FaultKind::Deadlock, &searched.stuck, &|marking| marking.iter().flat_map(|edge| before(*edge)).collect());
    add(FaultKind::LackOfSync, &searched.doubled, &|marking| Net::doubled(marking).map(after).unwrap_or_default());
    add(FaultKind::CannotFinish, &searched.left_over, &|marking| {
        let running = |edge: &&u32| !matches!(net.gates[net.edges[**edge as usize].1 as usize], Gate::Done);
        let busy = marking.iter().filter(running).map(|edge| match net.gates[net.edges[*edge as usize].1 as usize] {
            Gate::Join(_) => before(*edge),
            _ => after(*edge),
        });
        busy.flatten().collect()
    });
    if let Some((state, nodes)) = &searched.trapped {
        let mut about: Vec<StepId> = nodes.iter().filter_map(|node| workflow.step_of(NodeId(*node))).collect();
        about.sort();
        let witness = steps(&searched.trace(*state));
        all.push(Fault { kind: FaultKind::Livelock, steps: about, witness });
    }
    all
}

/// States searched at most to complete a trace.
const MORE: usize = 20_000;

/// Beginnings of a trace that are replayed at most.
const EARLIER: usize = 200;

/// Completes a lifted trace: what is one edge of the reduced net may be several as written, so that the fault shows some
/// steps later there.
fn complete(workflow: &Workflow, net: &Net, fault: &mut Fault) {
    let shows = |witness: &[StepId]| {
        let after = replay(workflow, witness);
        match fault.kind {
            FaultKind::LackOfSync => after.can_be_doubled,
            FaultKind::CannotFinish => after.can_be_left_over,
            FaultKind::Deadlock => after.can_be_stuck,
            _ => true,
        }
    };
    if shows(&fault.witness) {
        return;
    }
    // It may show earlier, too: a part that was folded away was doubled before the edge that is left.
    if let Some(length) = (0..fault.witness.len().min(EARLIER)).find(|length| shows(&fault.witness[..*length])) {
        fault.witness.truncate(length);
        return;
    }
    let cost = |node: u32| u32::from(workflow.step_of(NodeId(node)).is_some());
    let mut best: Option<Vec<StepId>> = None;
    for marking in markings_after(workflow, net, &fault.witness) {
        let from_here = Net { start: marking, ..net.clone() };
        let searched = Search::run(&from_here, MORE, &cost, &|_| 0);
        let Some(state) = first_of(fault.kind, &searched) else { continue };
        let more = searched.trace(state);
        let more: Vec<StepId> = more.iter().filter_map(|one| workflow.step_of(NodeId(one.node))).collect();
        if best.as_ref().is_none_or(|best| more.len() < best.len()) {
            best = Some(more);
        }
    }
    if let Some(more) = best {
        fault.witness.extend(more);
        return;
    }
    // The lifted trace leads elsewhere: perhaps the fault shows not far from the start.
    let searched = Search::run(net, MORE, &cost, &|_| 0);
    if let Some(state) = first_of(fault.kind, &searched) {
        let trace = searched.trace(state);
        fault.witness = trace.iter().filter_map(|one| workflow.step_of(NodeId(one.node))).collect();
    }
}

/// The first state that shows a fault.
fn first_of(kind: FaultKind, searched: &Search) -> Option<u32> {
    let all = match kind {
        FaultKind::LackOfSync => &searched.doubled,
        FaultKind::CannotFinish => &searched.left_over,
        _ => &searched.stuck,
    };
    all.first().copied()
}

/// Jumps across the border of a parallel that some case takes.
fn crossings(workflow: &Workflow, searched: &Search, steps: &dyn Fn(&[Step]) -> Vec<StepId>) -> Vec<Fault> {
    let crossing = |edge: crate::graph::EdgeId| {
        let way = workflow.edge(edge);
        let jump = matches!(way.kind, EdgeKind::Jump(_) | EdgeKind::Reaction(_));
        let (from, to) = (workflow.step_of(way.from)?, workflow.step_of(way.to)?);
        if !jump || workflow.branches_around(way.from) == workflow.branches_around(way.to) {
            return None;
        }
        let state = searched.chosen.get(&edge.0)?;
        let mut witness = steps(&searched.trace(*state));
        witness.push(from);
        Some(Fault { kind: FaultKind::BadSplitJoin, steps: vec![from, to], witness })
    };
    workflow.edges().filter_map(crossing).take(EACH).collect()
}
