//! Local reduction rules that keep every fault a fault: sequences, equal alternatives, matched forks and joins, loops
//! at one node, and choices that only pass on. Nested flows reduce to a single edge.

use crate::graph::token::{Gate, Net};
use crate::model::StepId;
use std::collections::{HashMap, VecDeque};

/// The steps that were folded into a node or an edge, in an order in which they can be worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trail(u32);

/// Trails, shared.
#[derive(Debug, Default)]
pub(super) struct Trails {
    all: Vec<(Part, u32)>,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Empty,
    Step(StepId),
    Both(Trail, Trail),
}

impl Trails {
    const EMPTY: Trail = Trail(0);

    fn new() -> Self {
        Self { all: vec![(Part::Empty, 0)] }
    }

    fn step(&mut self, step: StepId) -> Trail {
        self.all.push((Part::Step(step), 1));
        Trail(self.all.len() as u32 - 1)
    }

    fn both(&mut self, first: Trail, then: Trail) -> Trail {
        if self.length(first) == 0 {
            return then;
        }
        if self.length(then) == 0 {
            return first;
        }
        let length = self.length(first).saturating_add(self.length(then));
        self.all.push((Part::Both(first, then), length));
        Trail(self.all.len() as u32 - 1)
    }

    pub(super) fn length(&self, trail: Trail) -> u32 {
        self.all[trail.0 as usize].1
    }

    pub(super) fn steps(&self, trail: Trail) -> Vec<StepId> {
        let mut steps = Vec::new();
        let mut open = vec![trail];
        while let Some(trail) = open.pop() {
            match self.all[trail.0 as usize].0 {
                Part::Empty => {}
                Part::Step(step) => steps.push(step),
                Part::Both(first, then) => open.extend([then, first]),
            }
        }
        steps
    }
}

/// What is left of a net. Numbers are those of the net it was made from; what is gone has no entries and no exits.
#[derive(Debug)]
pub(super) struct Reduced {
    pub(super) net: Net,
    pub(super) trails: Trails,
    pub(super) node_trails: Vec<Trail>,
    pub(super) edge_trails: Vec<Trail>,
}

/// Most ways that may come of passing a choice by.
const PRODUCT: usize = 16;

pub(super) struct Reducer {
    gates: Vec<Gate>,
    ins: Vec<Vec<u32>>,
    outs: Vec<Vec<u32>>,
    ends: Vec<(u32, u32)>,
    alive: Vec<bool>,
    in_count: Vec<usize>,
    out_count: Vec<usize>,
    trails: Trails,
    node_trails: Vec<Trail>,
    edge_trails: Vec<Trail>,
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    start: u32,
    start_edges: Vec<u32>,
}

impl Reducer {
    /// Prepares a net; `steps` says which nodes are steps. Nodes that no way leads to are left out.
    pub(super) fn new(net: &Net, steps: &[Option<StepId>]) -> Self {
        let count = net.gates.len();
        let mut trails = Trails::new();
        let node_trails = steps.iter().map(|s| s.map_or(Trails::EMPTY, |step| trails.step(step))).collect();
        let start = net.start.first().map_or(0, |edge| net.edges[*edge as usize].0);
        let mut reached = vec![false; count];
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut reached[node as usize], true) {
                open.extend(net.outs[node as usize].iter().map(|edge| net.edges[*edge as usize].1));
            }
        }
        let mut alive = vec![false; net.edges.len()];
        for node in (0..count).filter(|node| reached[*node]) {
            for edge in &net.outs[node] {
                alive[*edge as usize] = true;
            }
        }
        let live = |edges: &Vec<u32>| edges.iter().copied().filter(|e| alive[*e as usize]).collect::<Vec<_>>();
        let ins: Vec<Vec<u32>> = net.ins.iter().map(live).collect();
        let outs: Vec<Vec<u32>> = net.outs.iter().map(live).collect();
        Self {
            gates: net.gates.clone(),
            in_count: ins.iter().map(Vec::len).collect(),
            out_count: outs.iter().map(Vec::len).collect(),
            ins,
            outs,
            ends: net.edges.clone(),
            edge_trails: vec![Trails::EMPTY; net.edges.len()],
            alive,
            trails,
            node_trails,
            queue: (0..count as u32).filter(|node| reached[*node as usize]).collect(),
            queued: reached,
            start,
            start_edges: net.start.clone(),
        }
    }

    /// Whether nothing is left but the way from the start to one end.
    pub(super) fn reduces_away(mut self) -> bool {
        self.run();
        let mut left = (0..self.alive.len()).filter(|edge| self.alive[*edge]);
        let (first, more) = (left.next(), left.next());
        let Some(edge) = first else { return false };
        let (from, to) = self.ends[edge];
        more.is_none() && from == self.start && matches!(self.gates[to as usize], Gate::Done | Gate::Terminate)
    }

    /// What is left after all rules.
    pub(super) fn reduce(mut self) -> Reduced {
        self.run();
        for node in 0..self.gates.len() as u32 {
            self.clean(node);
        }
        let alive = &self.alive;
        let start = self.start_edges.iter().copied().filter(|edge| alive[*edge as usize]).collect();
        Reduced {
            net: Net { gates: self.gates, ins: self.ins, outs: self.outs, edges: self.ends, start },
            trails: self.trails,
            node_trails: self.node_trails,
            edge_trails: self.edge_trails,
        }
    }

    fn run(&mut self) {
        while let Some(node) = self.queue.pop_front() {
            self.queued[node as usize] = false;
            while self.apply(node) {}
        }
    }

    fn wake(&mut self, node: u32) {
        if !std::mem::replace(&mut self.queued[node as usize], true) {
            self.queue.push_back(node);
        }
    }

    /// Drops edges that are gone or have moved from a node's lists.
    fn clean(&mut self, node: u32) {
        let (alive, ends) = (&self.alive, &self.ends);
        let at = node as usize;
        self.ins[at].retain(|edge| alive[*edge as usize] && ends[*edge as usize].1 == node);
        self.outs[at].retain(|edge| alive[*edge as usize] && ends[*edge as usize].0 == node);
    }

    fn drop_edge(&mut self, edge: u32) {
        self.alive[edge as usize] = false;
        let (from, to) = self.ends[edge as usize];
        self.out_count[from as usize] -= 1;
        self.in_count[to as usize] -= 1;
        self.wake(from);
        self.wake(to);
    }

    /// Applies one rule at a node; whether one fitted.
    fn apply(&mut self, node: u32) -> bool {
        let at = node as usize;
        if self.in_count[at] == 0 && self.out_count[at] == 0 {
            return false;
        }
        match self.gates[at] {
            Gate::Fork if self.out_count[at] == 1 => self.gates[at] = Gate::Any,
            Gate::Join(1) if self.in_count[at] == 1 => self.gates[at] = Gate::Any,
            _ => {}
        }
        // Cheap tests by the counts first: lists are only cleaned where a rule may fit.
        match self.gates[at] {
            Gate::Any if node != self.start && self.in_count[at] == 1 && self.out_count[at] == 1 => self.contract(node),
            Gate::Any => self.same_target(node) || self.merge(node) || self.pass_by(node),
            Gate::Fork => self.matched(node) || self.merge(node),
            Gate::Join(_) => self.merge(node),
            Gate::Terminate | Gate::Done => false,
        }
    }

    /// A node with one entry and one exit goes into its entry.
    fn contract(&mut self, node: u32) -> bool {
        self.clean(node);
        let (entry, exit) = (self.ins[node as usize][0], self.outs[node as usize][0]);
        if entry == exit {
            return false;
        }
        let (_, to) = self.ends[exit as usize];
        let own = self.node_trails[node as usize];
        let through = self.trails.both(own, self.edge_trails[exit as usize]);
        self.edge_trails[entry as usize] = self.trails.both(self.edge_trails[entry as usize], through);
        self.alive[exit as usize] = false;
        self.in_count[node as usize] = 0;
        self.out_count[node as usize] = 0;
        self.ends[entry as usize].1 = to;
        self.ins[to as usize].push(entry);
        self.wake(to);
        self.wake(self.ends[entry as usize].0);
        true
    }

    /// At a choice: ways to the same place are one (the shorter stays); a way back to itself is none.
    fn same_target(&mut self, node: u32) -> bool {
        if self.out_count[node as usize] < 2 {
            return false;
        }
        self.clean(node);
        let mut seen: HashMap<u32, u32> = HashMap::new();
        let mut gone = Vec::new();
        for edge in self.outs[node as usize].clone() {
            let to = self.ends[edge as usize].1;
            if to == node {
                gone.push(edge);
            } else if !matches!(self.gates[to as usize], Gate::Join(_)) {
                let length = |edge: u32| self.trails.length(self.edge_trails[edge as usize]);
                match seen.get(&to).copied() {
                    Some(other) if length(edge) < length(other) => {
                        gone.push(other);
                        seen.insert(to, edge);
                    }
                    Some(_) => gone.push(edge),
                    None => {
                        seen.insert(to, edge);
                    }
                }
            }
        }
        // One way must stay, be it only the way back.
        if gone.len() == self.out_count[node as usize] {
            gone.pop();
        }
        for edge in &gone {
            self.drop_edge(*edge);
        }
        !gone.is_empty()
    }

    /// Branches of a fork that lead straight to the same join are one branch.
    fn matched(&mut self, fork: u32) -> bool {
        self.clean(fork);
        let mut seen: HashMap<u32, u32> = HashMap::new();
        let mut changed = false;
        for edge in self.outs[fork as usize].clone() {
            let to = self.ends[edge as usize].1;
            let Gate::Join(awaited) = self.gates[to as usize] else { continue };
            match seen.get(&to).copied() {
                Some(kept) => {
                    let (first, then) = (self.edge_trails[kept as usize], self.edge_trails[edge as usize]);
                    self.edge_trails[kept as usize] = self.trails.both(first, then);
                    self.gates[to as usize] = Gate::Join(awaited - 1);
                    self.drop_edge(edge);
                    changed = true;
                }
                None => {
                    seen.insert(to, edge);
                }
            }
        }
        changed
    }

    /// Two neighbours of one kind become one where nothing else comes between.
    fn merge(&mut self, node: u32) -> bool {
        let at = node as usize;
        let gate = self.gates[at];
        // Into the node before, which is of the same kind and the only one before.
        if self.in_count[at] == 1 && matches!(gate, Gate::Any | Gate::Fork) {
            self.clean(node);
            let entry = self.ins[at][0];
            let (from, _) = self.ends[entry as usize];
            if from != node && self.gates[from as usize] == gate && from != self.start {
                return self.merge_back(node, entry, from);
            }
        }
        // Into the node after, which is of the same kind and the only one after.
        if self.out_count[at] == 1 && node != self.start && matches!(gate, Gate::Any | Gate::Join(_)) {
            self.clean(node);
            let exit = self.outs[at][0];
            let (_, to) = self.ends[exit as usize];
            let same = match (gate, self.gates[to as usize]) {
                (Gate::Any, Gate::Any) => true,
                (Gate::Join(a), Gate::Join(_)) => a as usize == self.in_count[at],
                _ => false,
            };
            if to != node && same {
                return self.merge_on(node, exit, to);
            }
        }
        false
    }

    fn merge_back(&mut self, node: u32, entry: u32, from: u32) -> bool {
        let through = self.trails.both(self.edge_trails[entry as usize], self.node_trails[node as usize]);
        let outs = std::mem::take(&mut self.outs[node as usize]);
        if self.gates[node as usize] == Gate::Fork {
            // A fork fires all at once: what lies between goes into the fork itself.
            self.node_trails[from as usize] = self.trails.both(self.node_trails[from as usize], through);
        }
        self.drop_edge(entry);
        for edge in outs {
            if self.gates[node as usize] == Gate::Any {
                self.edge_trails[edge as usize] = self.trails.both(through, self.edge_trails[edge as usize]);
            }
            self.ends[edge as usize].0 = from;
            self.out_count[from as usize] += 1;
            self.outs[from as usize].push(edge);
            self.wake(self.ends[edge as usize].1);
        }
        self.out_count[node as usize] = 0;
        self.wake(from);
        true
    }

    fn merge_on(&mut self, node: u32, exit: u32, to: u32) -> bool {
        let through = self.trails.both(self.node_trails[node as usize], self.edge_trails[exit as usize]);
        let ins = std::mem::take(&mut self.ins[node as usize]);
        if let (Gate::Join(own), Gate::Join(other)) = (self.gates[node as usize], self.gates[to as usize]) {
            self.node_trails[to as usize] = self.trails.both(through, self.node_trails[to as usize]);
            self.gates[to as usize] = Gate::Join(own + other - 1);
        }
        self.drop_edge(exit);
        for edge in ins {
            if self.gates[node as usize] == Gate::Any {
                self.edge_trails[edge as usize] = self.trails.both(self.edge_trails[edge as usize], through);
            }
            self.ends[edge as usize].1 = to;
            self.in_count[to as usize] += 1;
            self.ins[to as usize].push(edge);
            self.wake(self.ends[edge as usize].0);
        }
        self.in_count[node as usize] = 0;
        self.wake(to);
        true
    }

    /// A choice among choices is passed by: every way in is joined with every way out, if these are few.
    fn pass_by(&mut self, node: u32) -> bool {
        let at = node as usize;
        let (ways_in, ways_out) = (self.in_count[at], self.out_count[at]);
        if node == self.start || ways_in < 2 || ways_out < 2 || ways_in * ways_out > PRODUCT {
            return false;
        }
        self.clean(node);
        let (ins, outs) = (self.ins[at].clone(), self.outs[at].clone());
        let from_choices = ins.iter().all(|edge| {
            let from = self.ends[*edge as usize].0;
            from != node && from != self.start && self.gates[from as usize] == Gate::Any
        });
        let to_others = outs.iter().all(|edge| {
            let to = self.ends[*edge as usize].1;
            // At a join or an end, two tokens that come on different edges are not seen to be two.
            to != node && matches!(self.gates[to as usize], Gate::Any | Gate::Fork)
        });
        if !from_choices || !to_others {
            return false;
        }
        let own = self.node_trails[at];
        for entry in &ins {
            for exit in &outs {
                let (from, to) = (self.ends[*entry as usize].0, self.ends[*exit as usize].1);
                let head = self.trails.both(self.edge_trails[*entry as usize], own);
                let trail = self.trails.both(head, self.edge_trails[*exit as usize]);
                let edge = self.ends.len() as u32;
                self.ends.push((from, to));
                self.alive.push(true);
                self.edge_trails.push(trail);
                self.outs[from as usize].push(edge);
                self.ins[to as usize].push(edge);
                self.out_count[from as usize] += 1;
                self.in_count[to as usize] += 1;
            }
        }
        for edge in ins.into_iter().chain(outs) {
            self.drop_edge(edge);
        }
        false
    }
}
