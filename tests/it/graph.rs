//! The workflow graph: its edges, its conditions, and replay.

use crate::flows::{names, procedure, process};
use procedo::graph::{EdgeKind, NodeKind, Workflow, replay};
use procedo::model::Process;

/// Every edge between two steps, gateways passed through.
fn arrows(process: &Process, workflow: &Workflow) -> String {
    let lines = process.ids().map(|step| {
        let to = names(process, workflow.next_steps(step));
        format!("{}: {to}", process.step(step).name.text)
    });
    lines.collect::<Vec<_>>().join(" / ")
}

#[test]
fn what_follows_what_is_as_written() {
    let table = [
        ("a; b; c", "a: b / b: c / c: "),
        ("a; if x { b } else { c }; d", "a: b c / b: d / c: d / d: "),
        ("a; if x { b }; c", "a: b c / b: c / c: "),
        ("a; par { b | c; d }; e", "a: b c / b: e / c: d / d: e / e: "),
        ("a; loop 3 x { b; c }; d", "a: b / b: c / c: b d / d: "),
        ("a ask !refuse; b", "a: a b / b: "),
        ("a; b >a/x; c", "a: b / b: a c / c: "),
        ("a >c; b; c", "a: c / b: c / c: "),
        ("a; refuse; b", "a:  / b: "),
        ("phase { a; b }; phase { c }", "a: b / b: c / c: "),
        ("if x { a; refuse } else { b; stop }; c", "a:  / b:  / c: "),
    ];
    for (text, expected) in table {
        let process = process(text);
        assert_eq!(arrows(&process, &Workflow::build(&process)), expected, "{text}");
    }
}

#[test]
fn the_conditions_of_a_way_say_that_no_earlier_one_held() {
    let process = process("a x?refuse >c/y; b; c");
    let workflow = Workflow::build(&process);
    let from = workflow.node_of(process.named("a").expect("a step"));
    let asked: Vec<(EdgeKind, Vec<bool>)> = workflow
        .outgoing(from)
        .iter()
        .map(|edge| (workflow.edge(*edge).kind, workflow.conditions(*edge).iter().map(|(_, holds)| *holds).collect()))
        .collect();
    let expected = [
        (EdgeKind::Reaction(0), vec![true]),
        (EdgeKind::Jump(0), vec![false, true]),
        (EdgeKind::Sequence, vec![false, false]),
    ];
    assert_eq!(asked, expected);
}

#[test]
fn ends_are_one_node_a_kind_and_the_start_leads_on() {
    let process = process("a !refuse; b !refuse; if x { stop }");
    let workflow = Workflow::build(&process);
    let ends: Vec<NodeKind> = workflow.ends().map(|node| workflow.kind(node)).collect();
    assert_eq!(ends.len(), 3);
    assert_eq!(
        workflow.incoming(workflow.ends().next().expect("an end")).len(),
        2,
        "both reactions lead to one refusal"
    );
    assert_eq!(workflow.kind(workflow.start()), NodeKind::Start);
    assert_eq!(workflow.outgoing(workflow.start()).len(), 1);
}

#[test]
fn an_unknown_goal_is_remembered_and_costs_nothing_after_it() {
    let process = process("a >nowhere; b");
    let workflow = Workflow::build(&process);
    assert_eq!(names(&process, workflow.unknown_goals().to_vec()), "a");
    assert_eq!(arrows(&process, &workflow), "a: b / b: ");
}

#[test]
fn regions_tell_what_runs_side_by_side_and_in_which_phase() {
    let process = process("phase { a; par { b; par { c | d } | e } }; f");
    let workflow = Workflow::build(&process);
    let node = |name: &str| workflow.node_of(process.named(name).expect("a step"));
    let beside = [("b", "e", true), ("c", "d", true), ("c", "e", true), ("b", "c", false), ("a", "b", false)];
    for (a, b, expected) in beside {
        assert_eq!(workflow.side_by_side(node(a), node(b)), expected, "{a} {b}");
        assert_eq!(workflow.side_by_side(node(b), node(a)), expected, "{b} {a}");
    }
    assert_eq!(workflow.phase_of(node("d")), Some(0));
    assert_eq!(workflow.phase_of(node("f")), None);
}

#[test]
fn replay_accepts_what_can_be_worked_and_nothing_else() {
    let table = [
        ("a; b; c", "a b c", true),
        ("a; b; c", "a c", false),
        ("a; par { b | c }; d", "a c b d", true),
        ("a; par { b | c }; d", "a c d", false),
        ("a; if x { b } else { c }; d", "a c d", true),
        ("a; if x { b } else { c }; d", "a b c", false),
        ("a; loop 2 x { b }; c", "a b b b c", true),
    ];
    for (text, trace, possible) in table {
        let procedure = procedure(text);
        let process = procedure.process.as_ref().expect("a process");
        let steps: Vec<_> = trace.split(' ').map(|name| process.named(name).expect("a step")).collect();
        assert_eq!(replay(&Workflow::build(process), &steps).possible, possible, "{text}: {trace}");
    }
}

#[test]
fn sixty_four_levels_and_a_chain_of_a_hundred_thousand_steps_are_built() {
    let deep = format!("{}a{}", "if x { ".repeat(64), " }".repeat(64));
    let nested = process(&deep);
    assert_eq!(Workflow::build(&nested).step_count(), 1);
    let long = process(&(0..100_000).map(|at| format!("s{at};")).collect::<Vec<_>>().concat());
    assert_eq!(Workflow::build(&long).edges().len(), 100_001);
}
