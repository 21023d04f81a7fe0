//! A second reading of processes for oracles: a net built from the nested text alone, and a plain search of all its states.
//! It shares nothing with the graph, the token game and the analyses of the crate.

use procedo::analysis::FaultKind;
use procedo::model::{Action, End, Flow, Goal, Node, Process, StepId};
use std::collections::{BTreeSet, HashMap};

/// What a node does with tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    Pass(Option<StepId>),
    Fork,
    /// Waits for so many branches.
    Join(usize),
    End(End),
}

/// Nodes with the arcs that enter and leave them; a token stands on an arc.
#[derive(Debug, Default)]
pub(crate) struct Net {
    gates: Vec<Gate>,
    ins: Vec<Vec<u16>>,
    outs: Vec<Vec<u16>>,
    /// Where each arc leads.
    to: Vec<usize>,
    steps: Vec<Option<usize>>,
    ends: Vec<(End, usize)>,
}

type State = Vec<u16>;

/// What one state allows.
enum Next {
    State(State),
    Ended,
    LeftOver,
}

impl Net {
    pub(crate) fn of(process: &Process) -> Self {
        let mut net = Self { steps: vec![None; process.steps.len()], ..Self::default() };
        let start = net.node(Gate::Pass(None));
        let last = net.flow(process, &process.flow, Some(start));
        if let Some(last) = last {
            let done = net.end(End::Done);
            net.arc(last, done);
        }
        for (at, step) in process.steps.iter().enumerate() {
            let Some(node) = net.steps[at] else { continue };
            for reaction in &step.reactions {
                match &reaction.action {
                    Action::Go(goal) => net.go(node, *goal),
                    Action::Ask(ask) => {
                        net.arc(node, node);
                        if let Some(end) = &ask.otherwise {
                            net.go(node, Goal::End(end.value));
                        }
                    }
                }
            }
            for jump in &step.jumps {
                net.go(node, jump.to);
            }
        }
        net
    }

    fn node(&mut self, gate: Gate) -> usize {
        self.gates.push(gate);
        self.ins.push(Vec::new());
        self.outs.push(Vec::new());
        self.gates.len() - 1
    }

    fn arc(&mut self, from: usize, to: usize) {
        let arc = self.to.len() as u16;
        self.to.push(to);
        self.outs[from].push(arc);
        self.ins[to].push(arc);
    }

    fn end(&mut self, end: End) -> usize {
        if let Some((_, node)) = self.ends.iter().find(|(known, _)| *known == end) {
            return *node;
        }
        let node = self.node(Gate::End(end));
        self.ends.push((end, node));
        node
    }

    fn go(&mut self, from: usize, goal: Goal) {
        let to = match goal {
            Goal::End(end) => Some(self.end(end)),
            Goal::Step(step) => self.steps[step.0 as usize],
            Goal::Unknown => None,
        };
        if let Some(to) = to {
            self.arc(from, to);
        }
    }

    /// Returns the node from which the way goes on, if it does.
    fn flow(&mut self, process: &Process, flow: &Flow, mut from: Option<usize>) -> Option<usize> {
        for part in &flow.nodes {
            from = self.part(process, part, from);
        }
        from
    }

    fn begin(&mut self, gate: Gate, from: Option<usize>) -> usize {
        let node = self.node(gate);
        if let Some(from) = from {
            self.arc(from, node);
        }
        node
    }

    fn part(&mut self, process: &Process, part: &Node, from: Option<usize>) -> Option<usize> {
        match part {
            Node::Step(id) => {
                let node = self.begin(Gate::Pass(Some(*id)), from);
                self.steps[id.0 as usize] = Some(node);
                let leaves = process.step(*id).jumps.iter().any(|jump| jump.when.is_none() && jump.to != Goal::Unknown);
                (!leaves).then_some(node)
            }
            Node::Choice { options, .. } => {
                let choice = self.begin(Gate::Pass(None), from);
                let ways: Vec<usize> =
                    options.iter().filter_map(|option| self.flow(process, &option.flow, Some(choice))).collect();
                if ways.is_empty() && !options.is_empty() {
                    return None;
                }
                let merge = self.node(Gate::Pass(None));
                for way in ways {
                    self.arc(way, merge);
                }
                if options.is_empty() {
                    self.arc(choice, merge);
                }
                Some(merge)
            }
            Node::Parallel { branches, .. } => {
                if branches.is_empty() {
                    return from;
                }
                let fork = self.begin(Gate::Fork, from);
                let join = self.node(Gate::Join(branches.len()));
                for (_, branch) in branches {
                    if let Some(last) = self.flow(process, branch, Some(fork)) {
                        self.arc(last, join);
                    }
                }
                Some(join)
            }
            Node::Repeat { body, .. } => {
                let entry = self.begin(Gate::Pass(None), from);
                let last = self.flow(process, body, Some(entry));
                let test = self.begin(Gate::Pass(None), last);
                self.arc(test, entry);
                Some(test)
            }
            Node::Phase(_, body) => self.flow(process, body, from),
            Node::End(end) => {
                let end = self.end(end.value);
                if let Some(from) = from {
                    self.arc(from, end);
                }
                None
            }
        }
    }

    fn start(&self) -> State {
        self.outs[0].clone()
    }

    /// Every move of a state with the step that it works.
    fn moves(&self, state: &State) -> Vec<(Option<StepId>, Next)> {
        let mut all = Vec::new();
        let without = |arcs: &[u16], with: &[u16]| {
            let mut next = state.clone();
            for arc in arcs {
                next.remove(next.iter().position(|held| held == arc).expect("only what is there is taken"));
            }
            next.extend(with);
            next.sort_unstable();
            Next::State(next)
        };
        let mut held = state.clone();
        held.dedup();
        for arc in &held {
            let node = self.to[*arc as usize];
            match self.gates[node] {
                Gate::End(End::Done) if state.len() > 1 => all.push((None, Next::LeftOver)),
                Gate::End(_) => all.push((None, Next::Ended)),
                Gate::Fork => all.push((None, without(&[*arc], &self.outs[node]))),
                Gate::Join(awaited) => {
                    let entries = &self.ins[node];
                    let open = entries.len() == awaited && entries.iter().all(|entry| held.contains(entry));
                    if open && entries[0] == *arc {
                        all.push((None, without(entries, &self.outs[node])));
                    }
                }
                Gate::Pass(step) => all.extend(self.outs[node].iter().map(|out| (step, without(&[*arc], &[*out])))),
            }
        }
        all
    }

    fn doubled(state: &State) -> bool {
        state.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// The kinds of fault by their definition, and how many states there are; `None` where they are more than `cap`.
    pub(crate) fn faults(&self, cap: usize) -> Option<(BTreeSet<FaultKind>, usize)> {
        let mut known = HashMap::from([(self.start(), 0)]);
        let mut states = vec![self.start()];
        let mut back: Vec<Vec<usize>> = vec![Vec::new()];
        let (mut fine, mut found, mut worked) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let mut at = 0;
        while at < states.len() {
            if states.len() > cap {
                return None;
            }
            let state = states[at].clone();
            if Self::doubled(&state) {
                found.insert(FaultKind::LackOfSync);
                fine.push(at);
                at += 1;
                continue;
            }
            let moves = self.moves(&state);
            if moves.is_empty() {
                found.insert(FaultKind::Deadlock);
                fine.push(at);
            }
            for (step, next) in moves {
                worked.extend(step);
                match next {
                    Next::Ended => fine.push(at),
                    Next::LeftOver => {
                        found.insert(FaultKind::CannotFinish);
                        fine.push(at);
                    }
                    Next::State(next) => {
                        let to = *known.entry(next.clone()).or_insert_with(|| {
                            states.push(next);
                            back.push(Vec::new());
                            states.len() - 1
                        });
                        back[to].push(at);
                    }
                }
            }
            at += 1;
        }
        let mut good = vec![false; states.len()];
        while let Some(state) = fine.pop() {
            if !std::mem::replace(&mut good[state], true) {
                fine.extend(&back[state]);
            }
        }
        if good.contains(&false) {
            found.insert(FaultKind::Livelock);
        }
        let written = self.steps.iter().enumerate().filter(|(_, node)| node.is_some());
        let mut written = written.map(|(at, _)| StepId(at as u32));
        if !found.contains(&FaultKind::LackOfSync) && written.any(|step| !worked.contains(&step)) {
            found.insert(FaultKind::DeadStep);
        }
        Some((found, states.len()))
    }

    /// Whether these steps can be worked in this order so that the fault then shows.
    pub(crate) fn shows(&self, kind: FaultKind, trace: &[StepId]) -> bool {
        let mut here = self.silently(BTreeSet::from([self.start()]));
        for step in trace {
            let mut after = BTreeSet::new();
            for state in &here {
                for (worked, next) in self.moves(state) {
                    if let (true, Next::State(next)) = (worked == Some(*step), next) {
                        after.insert(next);
                    }
                }
            }
            here = self.silently(after);
        }
        here.iter().any(|state| match kind {
            FaultKind::Deadlock => self.moves(state).is_empty(),
            FaultKind::LackOfSync => Self::doubled(state),
            FaultKind::CannotFinish => self.moves(state).iter().any(|(_, next)| matches!(next, Next::LeftOver)),
            FaultKind::Livelock => self.is_trapped(state),
            FaultKind::BadSplitJoin => true,
            FaultKind::DeadStep => false,
        })
    }

    fn silently(&self, mut seen: BTreeSet<State>) -> BTreeSet<State> {
        let mut open: Vec<State> = seen.iter().cloned().collect();
        while let Some(state) = open.pop() {
            if Self::doubled(&state) {
                continue;
            }
            for (step, next) in self.moves(&state) {
                if let (None, Next::State(next)) = (step, next)
                    && seen.insert(next.clone())
                {
                    open.push(next);
                }
            }
        }
        seen
    }

    /// Whether a state can go on for ever and come to no end and no other fault.
    fn is_trapped(&self, state: &State) -> bool {
        let mut seen = BTreeSet::from([state.clone()]);
        let mut open = vec![state.clone()];
        while let Some(state) = open.pop() {
            let moves = self.moves(&state);
            if moves.is_empty() || Self::doubled(&state) {
                return false;
            }
            for (_, next) in moves {
                match next {
                    Next::Ended | Next::LeftOver => return false,
                    Next::State(next) => {
                        if seen.insert(next.clone()) {
                            open.push(next);
                        }
                    }
                }
            }
        }
        true
    }
}
