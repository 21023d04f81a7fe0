//! Runs: every way through a process with all that happens on it, so that a system that works dossiers can be held to it.
//!
//! [`Paths`](super::Paths) asks which steps a case takes if nothing untoward happens; a run also has what a step finds,
//! supplement rounds, refusals and limits that pass. Facts may change where a case comes to the same question again.

use super::Facts;
use super::solve::{Sat, satisfy};
use crate::graph::{EdgeId, EdgeKind, NodeId, NodeKind, RegionKind, Workflow};
use crate::model::{Action, Atom, Condition, End, FactId, FactOrigin, Given, Procedure, StepId, Trigger};
use std::collections::{BTreeMap, BTreeSet};

/// What is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// A step.
    Step(StepId),
    /// The applicant hands in what the reaction of a step asked for, by the reaction's place.
    Supplement(StepId, u32),
}

/// How it comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Nothing to object to.
    Good,
    /// Papers are missing.
    Incomplete,
    /// The applicant is not eligible.
    Ineligible,
    /// Its time passed before it was done.
    Late,
}

/// Something that is worked on a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub work: Work,
    /// How it comes out.
    pub finding: Finding,
    /// The events directly before it, by their places; those of parallel branches are in no order among each other.
    pub after: Vec<usize>,
    /// Facts that are known, or known anew, once it is done.
    pub facts: Given,
    /// Tests of loops without a condition that come next: whether another round follows.
    pub again: Vec<(NodeId, bool)>,
}

/// A way from the filing to an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What the case says at filing; what does not matter is left out.
    pub given: Given,
    /// What is worked, one branch of a parallel after another.
    pub events: Vec<Event>,
    /// How it ends.
    pub end: End,
    /// The events directly before the end.
    pub last: Vec<usize>,
    /// Steps of other branches that may be under way when the end closes the case.
    pub under_way: Vec<StepId>,
}

/// All runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Runs {
    /// In the order of the text.
    pub all: Vec<Run>,
    /// Whether there are no others up to these bounds: a way takes a jump once, works a loop three times at most, and
    /// asks for supplements at one place only, as often as is allowed (three times at most).
    pub complete: bool,
}

/// Runs listed at most.
const RUNS: usize = 2_000;

/// Places visited at most while they are looked for.
const BOUND: u32 = 200_000;

/// Rounds of a loop or of requests on one run at most.
const ROUNDS: u32 = 3;

/// Values that one fact may take after one another on a run.
const VERSIONS: u32 = 12;

impl Runs {
    /// All runs of the cases of a view for which the conditions have the given truth.
    pub fn of(facts: &Facts<'_>, assumed: &[(&Condition, bool)]) -> Self {
        let workflow = facts.workflow();
        let count = facts.procedure.facts.len() as u32;
        let mut versions = facts.procedure.clone();
        versions.facts = (0..VERSIONS).flat_map(|_| facts.procedure.facts.iter().cloned()).collect();
        let assumed = assumed.iter().map(|(condition, want)| ((*condition).clone(), *want)).collect();
        let finder = Finder { procedure: facts.procedure, workflow, versions, count, assumed };
        finder.all()
    }
}

struct Finder<'a> {
    procedure: &'a Procedure,
    workflow: &'a Workflow,
    /// The procedure with every fact as often as it may change; a later value is another fact to the solver.
    versions: Procedure,
    count: u32,
    assumed: Vec<(Condition, bool)>,
}

#[derive(Debug, Clone)]
struct Token {
    edge: EdgeId,
    after: Vec<usize>,
}

#[derive(Debug, Clone, Default)]
struct State {
    tokens: Vec<Token>,
    arrived: BTreeMap<NodeId, (usize, Vec<usize>)>,
    events: Vec<Event>,
    taken: BTreeMap<EdgeId, u32>,
    visits: BTreeMap<NodeId, u32>,
    asked: Option<EdgeId>,
    version: BTreeMap<u32, u32>,
    /// Which event makes which version of a fact known.
    known: Vec<(usize, u32)>,
    wanted: Vec<(Condition, bool)>,
    case: Given,
}

impl Finder<'_> {
    fn all(&self) -> Runs {
        let mut found = Runs { all: Vec::new(), complete: true };
        let first = |edge: &EdgeId| Token { edge: *edge, after: Vec::new() };
        let mut start = State::default();
        start.tokens = self.workflow.outgoing(self.workflow.start()).iter().map(first).collect();
        start.wanted.clone_from(&self.assumed);
        let mut left = BOUND;
        let mut open: Vec<State> = self.solved(start).into_iter().collect();
        while let Some(mut state) = open.pop() {
            let Some(left_over) = left.checked_sub(1 + state.events.len() as u32 / 16) else {
                found.complete = false;
                break;
            };
            left = left_over;
            let Some(Token { edge, after }) = state.tokens.pop() else { continue };
            let node = self.workflow.edge(edge).to;
            match self.workflow.kind(node) {
                NodeKind::End(end) => {
                    if found.all.len() == RUNS {
                        found.complete = false;
                        break;
                    }
                    found.all.push(self.run(state, end, after));
                }
                NodeKind::Join => {
                    let (count, before) = state.arrived.entry(node).or_default();
                    *count += 1;
                    before.extend(after);
                    if *count == self.workflow.awaited(node) {
                        let after = state.arrived.remove(&node).map(|(_, before)| sorted(before)).unwrap_or_default();
                        let next = self.workflow.outgoing(node).iter();
                        state.tokens.extend(next.map(|edge| Token { edge: *edge, after: after.clone() }));
                    }
                    open.push(state);
                }
                NodeKind::Fork => {
                    let branches = self.workflow.outgoing(node).iter().rev();
                    state.tokens.extend(branches.map(|edge| Token { edge: *edge, after: after.clone() }));
                    open.push(state);
                }
                kind => {
                    *state.visits.entry(node).or_default() += 1;
                    let ways = self.workflow.outgoing(node).iter().rev();
                    open.extend(ways.filter_map(|way| self.take(&state, (node, kind), *way, &after)));
                }
            }
        }
        found
    }

    /// The state after a node is left by an edge; `None` where no case does that.
    fn take(&self, state: &State, (node, kind): (NodeId, NodeKind), way: EdgeId, after: &[usize]) -> Option<State> {
        let edge = self.workflow.edge(way);
        let taken = state.taken.get(&way).copied().unwrap_or(0);
        let mut next = state.clone();
        let mut after = after.to_vec();
        let reaction = match edge.kind {
            EdgeKind::Reaction(at) | EdgeKind::Supplement(at) | EdgeKind::SupplementLate(at) => Some(at),
            _ => None,
        };
        let allowed = match edge.kind {
            EdgeKind::Supplement(at) => {
                let times = self.times(node, at).min(ROUNDS);
                state.asked.is_none_or(|asked| asked == way) && taken < times
            }
            EdgeKind::SupplementLate(_) => state.asked.is_none(),
            EdgeKind::Again => taken + 1 < self.rounds(node),
            EdgeKind::Jump(_) | EdgeKind::Reaction(_) => taken == 0,
            _ => true,
        };
        if !allowed {
            return None;
        }
        if let NodeKind::Step(step) = kind {
            let finding = reaction.map_or(Finding::Good, |at| self.finding(step, at));
            next.event(Work::Step(step), finding, &mut after);
            if finding != Finding::Late {
                self.find_out(&mut next, step);
            }
            if let (Some(at), EdgeKind::Supplement(_) | EdgeKind::SupplementLate(_)) = (reaction, edge.kind) {
                let answered = matches!(edge.kind, EdgeKind::Supplement(_));
                let finding = if answered { Finding::Good } else { Finding::Late };
                next.event(Work::Supplement(step, at), finding, &mut after);
                next.asked = Some(way);
            }
        }
        if kind == NodeKind::LoopTest
            && self.workflow.outgoing(node).iter().all(|e| self.workflow.edge(*e).guard.is_none())
        {
            let event = after.last().copied()?;
            next.events[event].again.push((node, edge.kind == EdgeKind::Again));
        }
        self.ask(&mut next, node, way, &after);
        *next.taken.entry(way).or_default() += 1;
        if edge.kind == EdgeKind::Leave {
            for again in self.workflow.outgoing(node) {
                next.taken.remove(again);
            }
        }
        next.tokens.push(Token { edge: way, after });
        self.solved(next)
    }

    /// Adds what must hold for an edge to be taken.
    fn ask(&self, next: &mut State, node: NodeId, way: EdgeId, after: &[usize]) {
        let trigger = |id: &EdgeId| match (self.workflow.kind(node), self.workflow.edge(*id).kind) {
            (
                NodeKind::Step(step),
                EdgeKind::Reaction(at) | EdgeKind::Supplement(at) | EdgeKind::SupplementLate(at),
            ) => Some(self.finding(step, at)),
            _ => None,
        };
        // A limit passes before anything is asked.
        if trigger(&way) == Some(Finding::Late) {
            return;
        }
        let mine = self.workflow.edge(way);
        let reaction = |kind| match kind {
            EdgeKind::Reaction(at) | EdgeKind::Supplement(at) | EdgeKind::SupplementLate(at) => Some(at),
            _ => None,
        };
        // An answered and an unanswered request are one question.
        let same = |id: &EdgeId| {
            let other = self.workflow.edge(*id);
            *id == way || (reaction(mine.kind).is_some() && reaction(mine.kind) == reaction(other.kind))
        };
        let earlier = self.workflow.outgoing(node).iter().take_while(|id| !same(id));
        let mut asked: Vec<(&Condition, bool)> =
            earlier.filter_map(|id| Some((self.workflow.edge(*id).guard.as_ref()?, false))).collect();
        asked.extend(mine.guard.as_ref().map(|guard| (guard, true)));
        // Whoever comes to the same question again may have another answer.
        if next.visits.get(&node).is_some_and(|visits| *visits > 1) {
            let mut again = BTreeSet::new();
            for (condition, _) in &asked {
                condition.atoms(&mut |atom, _| {
                    if let Atom::Fact(FactId(fact)) = atom
                        && !matches!(self.procedure.facts[*fact as usize].origin, FactOrigin::FoundBy(Some(_), _))
                    {
                        again.insert(*fact);
                    }
                });
            }
            if let Some(event) = after.last() {
                for fact in again {
                    self.renew(next, fact, *event);
                }
            }
        }
        let asked: Vec<_> = asked.into_iter().map(|(c, want)| (self.now(next, c), want)).collect();
        next.wanted.extend(asked);
    }

    /// A step has found the facts that it finds.
    fn find_out(&self, next: &mut State, step: StepId) {
        let event = next.events.len() - 1;
        for (at, fact) in self.procedure.facts.iter().enumerate() {
            if matches!(fact.origin, FactOrigin::FoundBy(Some(by), _) if by == step) {
                self.renew(next, at as u32, event);
            }
        }
    }

    /// From this event on a fact has a value of its own.
    fn renew(&self, next: &mut State, fact: u32, event: usize) {
        let version = next.version.entry(fact).or_default();
        if *version + 1 >= VERSIONS {
            return;
        }
        *version += 1;
        let known = fact + *version * self.count;
        next.known.push((event, known));
        let is_it = |atom: &Atom| *atom == Atom::Fact(FactId(fact));
        for (condition, want) in &self.assumed {
            let mut concerned = false;
            condition.atoms(&mut |atom, _| concerned |= is_it(atom));
            if concerned {
                let condition = self.now(next, condition);
                next.wanted.push((condition, *want));
            }
        }
    }

    /// A condition over the values that facts have now.
    fn now(&self, state: &State, condition: &Condition) -> Condition {
        let all = |parts: &[Condition]| parts.iter().map(|part| self.now(state, part)).collect();
        match condition {
            Condition::All(parts) => Condition::All(all(parts)),
            Condition::Any(parts) => Condition::Any(all(parts)),
            Condition::Not(inner) => Condition::Not(Box::new(self.now(state, inner))),
            Condition::Test { atom: Atom::Fact(FactId(fact)), test, span } => {
                let version = state.version.get(fact).copied().unwrap_or(0);
                let atom = Atom::Fact(FactId(fact + version * self.count));
                Condition::Test { atom, test: test.clone(), span: *span }
            }
            other => other.clone(),
        }
    }

    /// The state with facts of a case that comes to it; `None` where there is no such case.
    fn solved(&self, mut state: State) -> Option<State> {
        let wanted: Vec<_> = state.wanted.iter().map(|(condition, want)| (condition, *want)).collect();
        match satisfy(&self.versions, &wanted) {
            Sat::Yes(case) => {
                state.case = case;
                Some(state)
            }
            Sat::No | Sat::Unknown(_) => None,
        }
    }

    fn run(&self, mut state: State, end: End, last: Vec<usize>) -> Run {
        let mut given = Given::new();
        for (atom, value) in state.case {
            match atom {
                Atom::Fact(FactId(fact)) if fact >= self.count => {
                    let event = state.known.iter().find(|(_, known)| *known == fact).map(|(event, _)| *event);
                    let facts = &mut state.events[event.expect("only a renewed fact has a later version")].facts;
                    facts.insert(Atom::Fact(FactId(fact % self.count)), value);
                }
                atom => drop(given.insert(atom, value)),
            }
        }
        let under_way = state.tokens.iter().flat_map(|token| self.steps_next(token.edge)).collect();
        Run { given, events: state.events, end, last, under_way: sorted_steps(under_way) }
    }

    /// The steps that a token may stand at without anything being worked.
    fn steps_next(&self, edge: EdgeId) -> Vec<StepId> {
        let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
        let mut open = vec![self.workflow.edge(edge).to];
        while let Some(node) = open.pop() {
            match self.workflow.kind(node) {
                NodeKind::Step(step) => found.push(step),
                NodeKind::Join | NodeKind::End(_) => {}
                _ if seen.insert(node) => open.extend(self.workflow.successors(node)),
                _ => {}
            }
        }
        found
    }

    fn finding(&self, step: StepId, reaction: u32) -> Finding {
        match self.reaction(step, reaction).0 {
            Trigger::Incomplete => Finding::Incomplete,
            Trigger::Ineligible => Finding::Ineligible,
            Trigger::Late => Finding::Late,
            Trigger::When(_) => Finding::Good,
        }
    }

    fn reaction(&self, step: StepId, reaction: u32) -> (&Trigger, &Action) {
        let process = self.procedure.process.as_ref().expect("a workflow with steps has a process");
        let reaction = &process.step(step).reactions[reaction as usize];
        (&reaction.trigger, &reaction.action)
    }

    /// How often the applicant may be asked.
    fn times(&self, node: NodeId, reaction: u32) -> u32 {
        let step = self.workflow.step_of(node).expect("only steps ask");
        match self.reaction(step, reaction).1 {
            Action::Ask(ask) => ask.times.as_ref().map_or(1, |times| times.value),
            Action::Go(_) => 0,
        }
    }

    /// How often a loop may be worked.
    fn rounds(&self, test: NodeId) -> u32 {
        let own = self.workflow.around(test).find_map(|(_, region)| match region.kind {
            RegionKind::Loop { test: of, limit, .. } if of == test => Some(limit),
            _ => None,
        });
        own.flatten().unwrap_or(2).min(ROUNDS)
    }
}

impl State {
    fn event(&mut self, work: Work, finding: Finding, after: &mut Vec<usize>) {
        let before = std::mem::replace(after, vec![self.events.len()]);
        self.events.push(Event { work, finding, after: before, facts: Given::new(), again: Vec::new() });
    }
}

fn sorted(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}

fn sorted_steps(mut steps: Vec<StepId>) -> Vec<StepId> {
    steps.sort_unstable();
    steps.dedup();
    steps
}
