//! Where the papers and records that steps read come from, and what becomes of those they write.

use super::Facts;
use super::critical::{steady, unsteady};
use super::solve::{Sat, satisfy};
use super::walk::{BOUND, Next, Stop, explore};
use crate::graph::{EdgeId, NodeId, NodeKind, Workflow};
use crate::model::{DataId, Given, Procedure, Process, StepId};
use std::collections::{BTreeSet, VecDeque};

/// Whether something that is read is written anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Produced {
    /// By no step, and it is not in the dossier.
    Never,
    /// By these steps, on other ways or later.
    Elsewhere(Vec<StepId>),
    /// By these steps, which run side by side with the reader: which is first is left to chance.
    SideBySide(Vec<StepId>),
}

/// A step reads what on some way nobody has written before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The reader.
    pub step: StepId,
    /// What it reads.
    pub data: DataId,
    /// Whether it is written at all. Written on some ways only may be meant so: the paper is read if there is one.
    pub produced: Produced,
    /// A way to the reader, itself included, on which nobody writes it.
    pub path: Vec<StepId>,
    /// Facts of a case that takes this way.
    pub given: Given,
}

/// Something is written again before anyone has read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overwritten {
    /// What.
    pub data: DataId,
    /// Who writes it first.
    pub first: StepId,
    /// Who writes it over.
    pub then: StepId,
}

/// Producers and readers of everything in a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataFlow {
    /// Reads without a producer on some way. A paper of the dossier counts as there, conditional ones included.
    pub missing: Vec<Missing>,
    /// Reads of which it could not be decided within the bound.
    pub undecided: Vec<(StepId, DataId)>,
    /// Written over unread.
    pub overwritten: Vec<Overwritten>,
    /// Written, read by no step that may follow, and no result.
    pub never_read: Vec<(StepId, DataId)>,
}

impl DataFlow {
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let (procedure, workflow) = (facts.procedure, facts.workflow());
        let papers = Papers::of(procedure, facts.process());
        let sure = papers.sure(workflow);
        let mut found = Self::default();
        // One bound for all reads together.
        let mut left = BOUND;
        for step in facts.process().ids() {
            let node = workflow.node_of(step);
            for read in &facts.process().step(step).reads {
                let data = read.value;
                // `None`: no case comes here, so nothing is missing.
                if sure[node.index()].as_ref().is_none_or(|there| there[data.0 as usize]) {
                    continue;
                }
                found.examine(facts, &papers, &sure, (step, data), &mut left);
            }
        }
        for step in facts.process().ids() {
            for data in &papers.written[step.0 as usize] {
                found.fate(facts, &papers, step, *data);
            }
        }
        found
    }

    fn examine(
        &mut self,
        facts: &Facts<'_>,
        papers: &Papers,
        sure: &[Option<Vec<bool>>],
        (step, data): (StepId, DataId),
        left: &mut u32,
    ) {
        let workflow = facts.workflow();
        let node = workflow.node_of(step);
        let mut evidence = shortest(facts, papers, sure, step, data);
        let mut complete = true;
        if evidence.is_none() {
            complete =
                explore(
                    facts.procedure,
                    workflow,
                    &facts.assumptions(),
                    Some(node),
                    left,
                    &mut |walk, stop| match stop {
                        Stop::Step(here) if here == step => {
                            evidence = Some((walk.steps.clone(), walk.given.clone()));
                            Next::Enough
                        }
                        Stop::Step(here) if papers.written[here.0 as usize].contains(&data) => Next::Back,
                        _ => Next::On,
                    },
                );
        }
        let Some((path, given)) = evidence else {
            if !complete {
                self.undecided.push((step, data));
            }
            return;
        };
        let writers: Vec<StepId> = facts
            .process()
            .ids()
            .filter(|other| *other != step && papers.written[other.0 as usize].contains(&data))
            .collect();
        let beside: Vec<StepId> =
            writers.iter().copied().filter(|w| workflow.side_by_side(workflow.node_of(*w), node)).collect();
        let produced = match (writers.is_empty(), beside.is_empty()) {
            (true, _) => Produced::Never,
            (false, true) => Produced::Elsewhere(writers),
            (false, false) => Produced::SideBySide(beside),
        };
        self.missing.push(Missing { step, data, produced, path, given });
    }

    /// What becomes of something that a step has written.
    fn fate(&mut self, facts: &Facts<'_>, papers: &Papers, first: StepId, data: DataId) {
        let workflow = facts.workflow();
        let mut seen = vec![false; workflow.nodes().len()];
        let mut open: Vec<NodeId> = workflow.successors(workflow.node_of(first)).collect();
        let (mut read, mut over) = (false, BTreeSet::new());
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut seen[node.index()], true) {
                continue;
            }
            if let Some(step) = workflow.step_of(node) {
                if papers.read[step.0 as usize].contains(&data) {
                    read = true;
                    continue;
                }
                if papers.written[step.0 as usize].contains(&data) {
                    over.extend((step != first).then_some(step));
                    continue;
                }
            }
            open.extend(workflow.successors(node));
        }
        self.overwritten.extend(over.iter().map(|then| Overwritten { data, first, then: *then }));
        if !read && over.is_empty() && !facts.procedure.datum(data).is_result {
            self.never_read.push((first, data));
        }
    }
}

/// The shortest way to a reader past all writers, if some case can take it and it passes no join (where it matters what
/// the other branches do): that is quicker than walking all ways.
fn shortest(
    facts: &Facts<'_>,
    papers: &Papers,
    sure: &[Option<Vec<bool>>],
    step: StepId,
    data: DataId,
) -> Option<(Vec<StepId>, Given)> {
    let workflow = facts.workflow();
    let target = workflow.node_of(step);
    let open_at = |node: NodeId| sure[node.index()].as_ref().is_some_and(|there| !there[data.0 as usize]);
    let writes = |node: NodeId| workflow.step_of(node).is_some_and(|s| papers.written[s.0 as usize].contains(&data));
    let mut via: Vec<Option<EdgeId>> = vec![None; workflow.nodes().len()];
    let mut queue = VecDeque::from([workflow.start()]);
    while let Some(node) = queue.pop_front().filter(|_| via[target.index()].is_none()) {
        for edge in workflow.outgoing(node) {
            let to = workflow.edge(*edge).to;
            if via[to.index()].is_none() && open_at(to) && !writes(node) {
                via[to.index()] = Some(*edge);
                queue.push_back(to);
            }
        }
    }
    let unsteady = unsteady(facts.procedure, workflow);
    let (mut steps, mut wanted, mut node) = (vec![step], facts.assumptions(), target);
    while node != workflow.start() {
        let edge = via[node.index()]?;
        wanted.extend(steady(workflow, edge, &unsteady));
        node = workflow.edge(edge).from;
        if workflow.kind(node) == NodeKind::Join {
            return None;
        }
        steps.extend(workflow.step_of(node));
    }
    steps.reverse();
    match satisfy(facts.procedure, &wanted) {
        Sat::Yes(given) => Some((steps, given)),
        _ => None,
    }
}

/// What every step reads and writes, and what is there from the start.
struct Papers {
    read: Vec<BTreeSet<DataId>>,
    /// Papers handed in at a step count as written by it.
    written: Vec<BTreeSet<DataId>>,
    from_start: Vec<bool>,
}

impl Papers {
    fn of(procedure: &Procedure, process: &Process) -> Self {
        let mut written: Vec<BTreeSet<DataId>> =
            process.steps.iter().map(|step| step.writes.iter().map(|data| data.value).collect()).collect();
        let mut from_start: Vec<bool> = procedure.data.iter().map(|data| data.in_dossier).collect();
        let papers = |at_filing: bool| {
            let lines = procedure.documents.iter().filter(move |line| line.at_step.is_none() == at_filing);
            lines.flat_map(|line| line.any_of.iter().map(|paper| (line.at_step, paper.data)))
        };
        for (step, data) in papers(false) {
            from_start[data.0 as usize] = false;
            if let Some(there) = step.and_then(|step| written.get_mut(step.0 as usize)) {
                there.insert(data);
            }
        }
        for (_, data) in papers(true) {
            from_start[data.0 as usize] = true;
        }
        let read = process.steps.iter().map(|step| step.reads.iter().map(|data| data.value).collect()).collect();
        Self { read, written, from_start }
    }

    /// What is there on every way when a node is come to, conditions left aside; `None` where no way leads. Begins with
    /// everything everywhere and takes away until nothing changes.
    fn sure(&self, workflow: &Workflow) -> Vec<Option<Vec<bool>>> {
        let mut before: Vec<Option<Vec<bool>>> = vec![None; workflow.nodes().len()];
        let mut open = vec![workflow.start()];
        while let Some(node) = open.pop() {
            if before[node.index()].is_none() {
                before[node.index()] = Some(vec![true; self.from_start.len()]);
                open.extend(workflow.successors(node));
            }
        }
        before[workflow.start().index()] = Some(self.from_start.clone());
        let mut queue: VecDeque<NodeId> = workflow.successors(workflow.start()).collect();
        while let Some(node) = queue.pop_front() {
            let joins = workflow.kind(node) == NodeKind::Join;
            let mut there: Option<Vec<bool>> = None;
            for previous in workflow.predecessors(node) {
                let Some(mut after) = before[previous.index()].clone() else { continue };
                if let Some(step) = workflow.step_of(previous) {
                    for data in &self.written[step.0 as usize] {
                        after[data.0 as usize] = true;
                    }
                }
                // What any branch has written is there after the join.
                let meet = |a: bool, b: bool| if joins { a || b } else { a && b };
                there = Some(match there {
                    Some(known) => known.into_iter().zip(after).map(|(a, b)| meet(a, b)).collect(),
                    None => after,
                });
            }
            if there.is_some() && there != before[node.index()] {
                before[node.index()] = there;
                queue.extend(workflow.successors(node));
            }
        }
        before
    }
}
