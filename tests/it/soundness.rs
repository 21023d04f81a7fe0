//! Soundness: known faults, traces that replay, and a naive exhaustive search as oracle for random processes.

use crate::flows::{names, process, step};
use procedo::analysis::{FaultKind, Soundness};
use procedo::base::Span;
use procedo::graph::{EdgeId, NodeKind, Workflow, replay};
use procedo::model::{Action, At, ChoiceOption, End, Flow, Goal, Jump, Node, Process, Reaction, StepId, Trigger};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// `kind steps (trace)` of every fault.
fn faults(process: &Process, soundness: &Soundness) -> String {
    let line = |fault: &procedo::analysis::Fault| {
        let steps = names(process, fault.steps.clone());
        format!("{:?} {steps} ({})", fault.kind, names(process, fault.witness.clone()))
    };
    match soundness {
        Soundness::Sound => "sound".to_owned(),
        Soundness::Unknown { why } => format!("unknown: {}", why.text().en),
        Soundness::Unsound(faults) => faults.iter().map(line).collect::<Vec<_>>().join(", "),
    }
}

#[test]
fn faults_are_named_with_their_steps_and_the_shortest_trace() {
    let table = [
        ("a; b; c", "sound"),
        ("a; if x { b } else { c; d }; e", "sound"),
        ("a; par { b | c; d | if x { e } }; f", "sound"),
        ("a ask2 !refuse; par { b !refuse | c }; d", "sound"),
        ("a; loop 3 x { b; par { c | d } }; e", "sound"),
        ("a; b >a/x; c", "sound"),
        ("a >c/x; b; c; d >b/y; e", "sound"),
        ("refuse", "sound"),
        ("", "sound"),
        // A branch that always closes the case: the other one may still be running, and nothing comes after.
        ("par { a; refuse | b }", "sound"),
        ("par { a; refuse | b }; c", "DeadStep c ()"),
        ("a; refuse; b", "DeadStep b ()"),
        ("a >c; b; c", "DeadStep b ()"),
        // Out of a branch: the other branch waits for ever.
        ("a; par { b >e | c }; d; e", "BadSplitJoin b e (a b), CannotFinish c (a b e), DeadStep d ()"),
        // Into a branch: its join waits for the branch beside it.
        ("a >c/x; par { b | c }; d", "BadSplitJoin a c (a), Deadlock c (a c)"),
        // Back to before the fork, from within.
        (
            "a; par { b >a/x | c }; d",
            "BadSplitJoin b a (a b), LackOfSync c (a b a), LackOfSync d (a b c a c), CannotFinish c (a b c a b d)",
        ),
        // `done` closes the case while the other branch is still running.
        ("par { a; done | b }; c", "CannotFinish b (a), DeadStep c ()"),
        // A choice into a loop without an exit.
        ("a; if x { b; c >b } else { d }; e", "Livelock b c (a)"),
        ("a; b >a", "Livelock a b ()"),
    ];
    for (text, expected) in table {
        let process = process(text);
        let found = Soundness::of(&Workflow::build(&process));
        assert_eq!(faults(&process, &found), expected, "{text}");
    }
}

#[test]
fn a_jump_to_nowhere_and_a_full_search_leave_it_open() {
    let nowhere = process("a >nowhere; b");
    assert_eq!(
        faults(&nowhere, &Soundness::of(&Workflow::build(&nowhere))),
        "unknown: a jump leads to a step that does not exist"
    );
    let tangled = process("a; par { b; c >b/x; d | e | f >g/y }; g; h");
    let found = Soundness::within(&Workflow::build(&tangled), (2, 2));
    assert_eq!(faults(&tangled, &found), "unknown: more than 2 states would have to be looked at");
}

fn timed(text: &str, limit: Duration) {
    let process = process(text);
    let workflow = Workflow::build(&process);
    let start = Instant::now();
    assert_eq!(Soundness::of(&workflow), Soundness::Sound);
    assert!(start.elapsed() < limit, "{:?} for {} steps", start.elapsed(), process.steps.len());
}

#[test]
fn models_that_explode_elsewhere_are_instant_here() {
    let instant = Duration::from_millis(200);
    let branches = |count: usize, one: &dyn Fn(usize) -> String| {
        format!("par {{ {} }}", (0..count).map(one).collect::<Vec<_>>().join(" | "))
    };
    timed(&branches(20, &|at| format!("s{at}")), instant);
    timed(&branches(10, &|at| format!("if x {{ a{at} }} else {{ b{at} }}")), instant);
    timed(&branches(200, &|at| format!("a{at} ask !refuse; loop 3 x {{ b{at} }}")), instant);
    let blocks =
        (0..5_500).map(|at| format!("a{at}; if x {{ b{at} }} else {{ c{at} }}; d{at};")).collect::<Vec<_>>().concat();
    timed(&blocks, Duration::from_secs(4));
    let forks = (0..5_500).map(|at| format!("a{at}; par {{ b{at} | c{at} }}; d{at};")).collect::<Vec<_>>().concat();
    timed(&forks, Duration::from_secs(4));
}

#[test]
fn a_tangle_beside_many_branches_is_still_decided() {
    // Twenty branches cannot be searched as written; reduced, only the jump is left.
    let branches = (0..20).map(|at| format!("s{at}")).collect::<Vec<_>>().join(" | ");
    let process = process(&format!("par {{ {branches} }}; a; par {{ b >e | c }}; d; e"));
    let workflow = Workflow::build(&process);
    let found = Soundness::within(&workflow, (1_000, 1_000));
    let kinds: BTreeSet<FaultKind> = found.faults().iter().map(|fault| fault.kind).collect();
    assert!(kinds.contains(&FaultKind::CannotFinish), "{found:?}");
    for fault in found.faults().iter().filter(|fault| fault.kind == FaultKind::CannotFinish) {
        assert!(names(&process, fault.witness.clone()).ends_with('e'), "{found:?}");
        assert!((0..20).all(|at| fault.witness.contains(&StepId(at))), "the trace works every branch");
    }
}

/// A small process with jumps; every step is named by its place.
fn any_process() -> impl Strategy<Value = Process> {
    let leaf = (any::<u8>(), any::<u8>()).prop_map(|(kind, goal)| Shape::Step(kind, goal));
    let shape = leaf.prop_recursive(4, 14, 4, |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(Shape::Sequence),
            2 => prop::collection::vec(inner.clone(), 1..3).prop_map(Shape::Choice),
            3 => prop::collection::vec(inner.clone(), 2..4).prop_map(Shape::Parallel),
            1 => inner.prop_map(|body| Shape::Loop(Box::new(body))),
        ]
    });
    shape.prop_map(|shape| {
        let mut made = Process::default();
        let mut goals = Vec::new();
        made.flow = shape.flow(&mut made.steps, &mut goals);
        let count = made.steps.len() as u32;
        for (at, (kind, goal)) in goals.into_iter().enumerate() {
            let span = Span::default();
            let to = Goal::Step(StepId(u32::from(goal) % count));
            let end = [End::Refuse, End::Done, End::Stop][usize::from(goal) % 3];
            let react = |goal| Reaction { trigger: Trigger::Late, action: Action::Go(goal), basis: Vec::new(), span };
            let step = &mut made.steps[at];
            match kind % 16 {
                0 | 1 => step.reactions.push(react(to)),
                2 => step.jumps.push(Jump { to, when: None, span }),
                3 => step.reactions.push(react(Goal::End(end))),
                4 => step.jumps.push(Jump { to: Goal::End(end), when: None, span }),
                _ => {}
            }
        }
        made
    })
}

#[derive(Debug, Clone)]
enum Shape {
    Step(u8, u8),
    Sequence(Vec<Shape>),
    Choice(Vec<Shape>),
    Parallel(Vec<Shape>),
    Loop(Box<Shape>),
}

impl Shape {
    fn flow(&self, steps: &mut Vec<procedo::model::Step>, goals: &mut Vec<(u8, u8)>) -> Flow {
        let span = Span::default();
        let nodes = match self {
            Self::Step(kind, goal) => {
                // One leaf in sixteen is an end written in the flow.
                if kind % 16 == 15 {
                    vec![Node::End(At { value: [End::Done, End::Refuse][usize::from(goal % 2)], span })]
                } else {
                    steps.push(step(&format!("s{}", steps.len())));
                    goals.push((*kind, *goal));
                    vec![Node::Step(StepId(steps.len() as u32 - 1))]
                }
            }
            Self::Sequence(parts) => parts.iter().flat_map(|part| part.flow(steps, goals).nodes).collect(),
            Self::Choice(parts) => {
                let mut options: Vec<ChoiceOption> = parts
                    .iter()
                    .map(|part| ChoiceOption { condition: None, flow: part.flow(steps, goals), span })
                    .collect();
                options.push(ChoiceOption { condition: None, flow: Flow::default(), span });
                vec![Node::Choice { options, written_choose: false, span }]
            }
            Self::Parallel(parts) => {
                vec![Node::Parallel { branches: parts.iter().map(|p| (None, p.flow(steps, goals))).collect(), span }]
            }
            Self::Loop(body) => {
                vec![Node::Repeat { limit: Some(3), condition: None, body: body.flow(steps, goals), span }]
            }
        };
        Flow { nodes, ..Flow::default() }
    }
}

/// What a plain exhaustive search finds: the kinds of fault, by their definition. `None`: too many states.
fn oracle(workflow: &Workflow) -> Option<BTreeSet<FaultKind>> {
    type State = BTreeMap<EdgeId, u32>;
    let key = |state: &State| state.iter().map(|(edge, count)| (*edge, *count)).collect::<Vec<_>>();
    let add = |state: &mut State, edge: EdgeId| *state.entry(edge).or_default() += 1;
    let take = |state: &mut State, edge: EdgeId| {
        let count = state.get_mut(&edge).expect("a token is there");
        *count -= 1;
        if *count == 0 {
            state.remove(&edge);
        }
    };
    let mut start = State::new();
    add(&mut start, workflow.outgoing(workflow.start())[0]);
    let mut known = BTreeMap::from([(key(&start), 0_usize)]);
    let mut states = vec![start];
    let mut arcs: Vec<(usize, usize)> = Vec::new();
    let (mut fine, mut found, mut worked) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let mut at = 0;
    while at < states.len() {
        if states.len() > 20_000 {
            return None;
        }
        let state = states[at].clone();
        if state.values().any(|count| *count > 1) {
            found.insert(FaultKind::LackOfSync);
            fine.push(at);
            at += 1;
            continue;
        }
        let mut next: Vec<State> = Vec::new();
        let mut moved = false;
        for node in workflow.nodes() {
            let (ins, outs) = (workflow.incoming(node), workflow.outgoing(node));
            let marked: Vec<EdgeId> = ins.iter().copied().filter(|edge| state.contains_key(edge)).collect();
            if marked.is_empty() {
                continue;
            }
            match workflow.kind(node) {
                NodeKind::End(end) => {
                    moved = true;
                    if end == End::Done && state.len() > 1 {
                        found.insert(FaultKind::CannotFinish);
                    }
                    fine.push(at);
                }
                NodeKind::Join => {
                    if marked.len() == workflow.awaited(node) {
                        let mut after = state.clone();
                        for edge in &marked {
                            take(&mut after, *edge);
                        }
                        for edge in outs {
                            add(&mut after, *edge);
                        }
                        next.push(after);
                    }
                }
                kind => {
                    worked.extend(workflow.step_of(node));
                    for edge in marked {
                        let ways: Vec<&[EdgeId]> = match kind {
                            NodeKind::Fork => vec![outs],
                            _ => outs.chunks(1).collect(),
                        };
                        for way in ways {
                            let mut after = state.clone();
                            take(&mut after, edge);
                            for edge in way {
                                add(&mut after, *edge);
                            }
                            next.push(after);
                        }
                    }
                }
            }
        }
        if next.is_empty() && !moved {
            found.insert(FaultKind::Deadlock);
            fine.push(at);
        }
        for after in next {
            let count = states.len();
            let to = *known.entry(key(&after)).or_insert(count);
            if to == count {
                states.push(after);
            }
            arcs.push((at, to));
        }
        at += 1;
    }
    let mut good = vec![false; states.len()];
    for state in fine {
        good[state] = true;
    }
    loop {
        let more: Vec<usize> =
            arcs.iter().filter(|(from, to)| !good[*from] && good[*to]).map(|(from, _)| *from).collect();
        if more.is_empty() {
            break;
        }
        for state in more {
            good[state] = true;
        }
    }
    if good.contains(&false) {
        found.insert(FaultKind::Livelock);
    }
    let all = (0..workflow.step_count() as u32).map(StepId);
    if !found.contains(&FaultKind::LackOfSync) && all.into_iter().any(|step| !worked.contains(&step)) {
        found.insert(FaultKind::DeadStep);
    }
    Some(found)
}

fn check_witnesses(process: &Process, workflow: &Workflow, found: &Soundness) {
    for fault in found.faults() {
        let after = replay(workflow, &fault.witness);
        let shown = faults(process, found);
        match fault.kind {
            FaultKind::DeadStep => assert!(fault.witness.is_empty()),
            FaultKind::Deadlock => assert!(after.can_be_stuck, "{shown}"),
            FaultKind::LackOfSync => assert!(after.can_be_doubled, "{shown}"),
            FaultKind::CannotFinish => assert!(after.can_be_left_over, "{shown}"),
            FaultKind::Livelock | FaultKind::BadSplitJoin => assert!(after.possible, "{shown}"),
        }
    }
}

fn kinds(found: &Soundness) -> BTreeSet<FaultKind> {
    found.faults().iter().map(|fault| fault.kind).filter(|kind| *kind != FaultKind::BadSplitJoin).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_processes_get_the_answer_of_an_exhaustive_search(process in any_process()) {
        let workflow = Workflow::build(&process);
        let found = Soundness::of(&workflow);
        if let Some(expected) = oracle(&workflow) {
            prop_assert_eq!(kinds(&found), expected);
        }
        check_witnesses(&process, &workflow, &found);
    }

    #[test]
    fn reduced_processes_get_the_same_verdict_and_real_traces(process in any_process()) {
        let workflow = Workflow::build(&process);
        let found = Soundness::within(&workflow, (0, 100_000));
        if let Some(expected) = oracle(&workflow) {
            // What was folded into a join that never opens cannot be told from what is dead: that stays open.
            if let Some(sound) = found.is_sound() {
                prop_assert_eq!(sound, expected.is_empty(), "{:?} {:?}", found, expected);
            }
        }
        check_witnesses(&process, &workflow, &found);
    }
}

#[test]
fn a_choice_into_a_loop_without_exit_is_a_livelock_and_the_trace_leads_to_the_choice() {
    let process = process("a; if x { b; c >b } else { d }; e");
    let workflow = Workflow::build(&process);
    let found = Soundness::of(&workflow);
    assert_eq!(faults(&process, &found), "Livelock b c (a)");
    check_witnesses(&process, &workflow, &found);
}

#[test]
fn an_end_that_cannot_be_reached_is_a_livelock_and_what_stands_before_it_is_dead() {
    let process = process("a; b >a; c");
    let found = Soundness::of(&Workflow::build(&process));
    assert_eq!(faults(&process, &found), "Livelock a b (), DeadStep c ()");
}

#[test]
fn a_limit_that_passes_may_close_the_case_but_not_leave_a_branch() {
    let late = |goal| {
        let mut process = process("a; par { b | c }; d");
        let (span, action) = (Span::default(), Action::Go(goal));
        process.steps[1].reactions.push(Reaction { trigger: Trigger::Late, action, basis: Vec::new(), span });
        process
    };
    assert_eq!(Soundness::of(&Workflow::build(&late(Goal::End(End::Stop)))), Soundness::Sound);
    let out = late(Goal::Step(StepId(3)));
    let workflow = Workflow::build(&out);
    let found = Soundness::of(&workflow);
    let crossing = found.faults().iter().find(|fault| fault.kind == FaultKind::BadSplitJoin).expect("it is found");
    assert_eq!(names(&out, crossing.steps.clone()), "b d");
    assert_eq!(names(&out, crossing.witness.clone()), "a b");
    check_witnesses(&out, &workflow, &found);
}
