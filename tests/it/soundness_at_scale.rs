//! Soundness of many small random processes with jumps against an exhaustive search that shares no code with it.
//!
//! `PROCEDO_GRAPHS` says how many (600 unless told), `PROCEDO_SEED` which ones; `tests/conformance/soundness/run` runs a
//! hundred thousand and shows the tally.

use crate::flows::{names, step};
use crate::nets::Net;
use procedo::analysis::{FaultKind, Soundness};
use procedo::base::Span;
use procedo::graph::{Workflow, replay};
use procedo::model::{
    Action, Ask, At, ChoiceOption, End, Flow, Goal, Jump, Node, Process, Reaction, Step, StepId, Trigger,
};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers that look random; the same for a seed wherever they are drawn (`SplitMix64`, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % count
    }

    fn chance(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }
}

/// A process of at most a dozen steps with one jump to a step at least.
fn process(dice: &mut Dice) -> Process {
    let mut made = Process::default();
    let mut left = 3 + dice.below(10) as usize;
    made.flow = flow(dice, &mut made.steps, &mut left, 0);
    if made.steps.is_empty() {
        made.steps.push(step("s0"));
        made.flow.nodes.insert(0, Node::Step(StepId(0)));
    }
    let span = Span::default();
    let count = made.steps.len() as u64;
    for _ in 0..=dice.below(2) {
        let (from, to) = (dice.below(count) as usize, Goal::Step(StepId(dice.below(count) as u32)));
        if dice.chance(3) {
            made.steps[from].jumps.push(Jump { to, when: None, span });
        } else {
            made.steps[from].reactions.push(react(Trigger::Late, Action::Go(to)));
        }
    }
    let end = |dice: &mut Dice| [End::Refuse, End::Done, End::Stop, End::Withdraw][dice.below(4) as usize];
    for at in 0..made.steps.len() {
        if dice.chance(6) {
            let end = end(dice);
            made.steps[at].reactions.push(react(Trigger::Ineligible, Action::Go(Goal::End(end))));
        }
        if dice.chance(12) {
            let otherwise = dice.chance(2).then(|| At { value: end(dice), span });
            let ask = Ask { times: None, within: None, otherwise, restarts: false, span };
            made.steps[at].reactions.push(react(Trigger::Incomplete, Action::Ask(ask)));
        }
        if dice.chance(40) {
            let end = end(dice);
            made.steps[at].jumps.push(Jump { to: Goal::End(end), when: None, span });
        }
    }
    made
}

fn react(trigger: Trigger, action: Action) -> Reaction {
    Reaction { trigger, action, basis: Vec::new(), span: Span::default() }
}

fn flow(dice: &mut Dice, steps: &mut Vec<Step>, left: &mut usize, depth: u32) -> Flow {
    let span = Span::default();
    let mut nodes = Vec::new();
    for _ in 0..=dice.below(3) {
        if *left == 0 {
            break;
        }
        let kind = if depth > 3 { 0 } else { dice.below(12) };
        match kind {
            0..=5 => {
                *left -= 1;
                steps.push(step(&format!("s{}", steps.len())));
                nodes.push(Node::Step(StepId(steps.len() as u32 - 1)));
            }
            6 | 7 => {
                let count = 1 + dice.below(2);
                let mut options: Vec<ChoiceOption> = (0..count)
                    .map(|_| ChoiceOption { condition: None, flow: flow(dice, steps, left, depth + 1), span })
                    .collect();
                options.push(ChoiceOption { condition: None, flow: Flow::default(), span });
                nodes.push(Node::Choice { options, written_choose: false, span });
            }
            8 | 9 => {
                let count = 2 + dice.below(2);
                let branches = (0..count).map(|_| (None, flow(dice, steps, left, depth + 1))).collect();
                nodes.push(Node::Parallel { branches, span });
            }
            10 => {
                let body = flow(dice, steps, left, depth + 1);
                nodes.push(Node::Repeat { limit: Some(3), condition: None, body, span });
            }
            _ => {
                if depth > 0 && dice.chance(3) {
                    let value = if dice.chance(2) { End::Done } else { End::Refuse };
                    nodes.push(Node::End(At { value, span }));
                }
            }
        }
    }
    Flow { nodes, ..Flow::default() }
}

/// What was found.
#[derive(Debug, Default)]
struct Tally {
    tried: u64,
    sound: u64,
    unsound: u64,
    kinds: BTreeMap<FaultKind, u64>,
    undecided: u64,
    too_big: u64,
    reduced_undecided: u64,
    witnesses: u64,
    states: usize,
    disagreements: Vec<String>,
}

impl Tally {
    fn judge(&mut self, seed: u64, process: &Process) {
        self.tried += 1;
        let workflow = Workflow::build(process);
        let net = Net::of(process);
        let found = Soundness::of(&workflow);
        match found.is_sound() {
            Some(true) => self.sound += 1,
            Some(false) => self.unsound += 1,
            None => self.undecided += 1,
        }
        let kinds: BTreeSet<FaultKind> = found.faults().iter().map(|fault| fault.kind).collect();
        for kind in &kinds {
            *self.kinds.entry(*kind).or_default() += 1;
        }
        let kinds: BTreeSet<FaultKind> = kinds.into_iter().filter(|kind| *kind != FaultKind::BadSplitJoin).collect();
        match net.faults(20_000) {
            Some((expected, states)) => {
                self.states = self.states.max(states);
                if found.is_sound().is_some() && kinds != expected {
                    self.disagree(seed, &format!("found {kinds:?}, exhaustive search {expected:?}"));
                }
                // The same graph, decided by the reduction rules alone before anything is searched as written.
                let reduced = Soundness::within(&workflow, (0, 100_000));
                match reduced.is_sound() {
                    Some(sound) if sound != expected.is_empty() => {
                        self.disagree(seed, &format!("reduced {reduced:?}, exhaustive search {expected:?}"));
                    }
                    Some(_) => self.replay(seed, process, &workflow, &net, &reduced),
                    None => self.reduced_undecided += 1,
                }
            }
            None => self.too_big += 1,
        }
        self.replay(seed, process, &workflow, &net, &found);
    }

    /// Plays every witness in the crate's token game and on the net of the oracle.
    fn replay(&mut self, seed: u64, process: &Process, workflow: &Workflow, net: &Net, found: &Soundness) {
        for fault in found.faults().iter().filter(|fault| fault.kind != FaultKind::DeadStep) {
            self.witnesses += 1;
            let after = replay(workflow, &fault.witness);
            let shown = match fault.kind {
                FaultKind::Deadlock => after.can_be_stuck,
                FaultKind::LackOfSync => after.can_be_doubled,
                FaultKind::CannotFinish => after.can_be_left_over,
                FaultKind::Livelock | FaultKind::BadSplitJoin | FaultKind::DeadStep => after.possible,
            };
            if !shown || !net.shows(fault.kind, &fault.witness) {
                let trace = names(process, fault.witness.clone());
                self.disagree(seed, &format!("the trace of {:?} does not show it: {trace}", fault.kind));
            }
        }
    }

    fn disagree(&mut self, seed: u64, what: &str) {
        self.disagreements.push(format!("PROCEDO_GRAPHS=1 PROCEDO_SEED={seed}: {what}"));
    }

    fn text(&self) -> String {
        let kinds: Vec<_> = self.kinds.iter().map(|(kind, count)| format!("{kind:?} {count}")).collect();
        format!(
            "graphs tried {}: sound {}, unsound {}, undecided {}\nfaults: {}\nlargest state space {}, beyond the \
             oracle {}, reduced and undecided {}\nwitnesses replayed {}\ndisagreements {}",
            self.tried,
            self.sound,
            self.unsound,
            self.undecided,
            kinds.join(", "),
            self.states,
            self.too_big,
            self.reduced_undecided,
            self.witnesses,
            self.disagreements.len()
        )
    }
}

fn asked(name: &str, unless: u64) -> u64 {
    std::env::var(name).map_or(unless, |text| text.parse().unwrap_or_else(|_| panic!("{name} is not a number")))
}

#[test]
fn many_random_graphs_with_jumps_get_the_verdict_of_an_exhaustive_search() {
    let (graphs, first) = (asked("PROCEDO_GRAPHS", 600), asked("PROCEDO_SEED", 1));
    let mut tally = Tally::default();
    for seed in first..first + graphs {
        tally.judge(seed, &process(&mut Dice(seed.wrapping_mul(0x2545_f491_4f6c_dd1d))));
    }
    println!("{}", tally.text());
    assert!(tally.disagreements.is_empty(), "{}", tally.disagreements.join("\n"));
    // The graphs are worth judging: neither kind of verdict is rare.
    assert!(graphs < 1_000 || (tally.sound * 10 > graphs && tally.unsound * 10 > graphs), "{}", tally.text());
}
