//! Runs: what happens on every way through a process, held against the token game, the paths and a table by hand.

use crate::flows::procedure;
use crate::support::shipped;
use insta::assert_snapshot;
use procedo::analysis::{FactSettings, Facts, Finding, PathResult, Run, Runs, Work};
use procedo::base::Language;
use procedo::graph::{NodeKind, replay};
use procedo::model::{Atom, Catalogue, Entry, FactId, FactOrigin, Given, Procedure, StepId, Value};
use procedo::targets::{self, Request};
use procedo::time::Date;

fn settings() -> FactSettings {
    FactSettings { as_of: Date::new(2026, 11, 21).expect("a day"), supplement_rounds: 1 }
}

fn facts_text(procedure: &Procedure, given: &Given) -> String {
    let one = |(atom, value): (&Atom, &Value)| {
        let Atom::Fact(FactId(at)) = atom else { return format!("{atom:?}") };
        let name = &procedure.facts[*at as usize].name.text;
        if *value == Value::Truth(false) { format!("not-{name}") } else { name.clone() }
    };
    given.iter().map(one).collect::<Vec<_>>().join(",")
}

/// `[given] step(finding){facts}<after> … = end<after>`; what is directly after the event before it is not marked.
fn line(procedure: &Procedure, run: &Run) -> String {
    let process = procedure.process.as_ref().expect("a process");
    let mut text = format!("[{}]", facts_text(procedure, &run.given));
    for (at, event) in run.events.iter().enumerate() {
        match event.work {
            Work::Step(step) => text.push_str(&format!(" {}", process.step(step).name.text)),
            Work::Supplement(step, _) => text.push_str(&format!(" +{}", process.step(step).name.text)),
        }
        match event.finding {
            Finding::Good => {}
            other => text.push_str(&format!("({other:?})")),
        }
        if !event.facts.is_empty() {
            text.push_str(&format!("{{{}}}", facts_text(procedure, &event.facts)));
        }
        if event.after != at.checked_sub(1).into_iter().collect::<Vec<_>>() {
            text.push_str(&format!("{:?}", event.after));
        }
    }
    text.push_str(&format!(" = {:?}", run.end));
    if run.last != [run.events.len().wrapping_sub(1)] {
        text.push_str(&format!("{:?}", run.last));
    }
    if !run.under_way.is_empty() {
        let names: Vec<_> = run.under_way.iter().map(|step| process.step(*step).name.text.as_str()).collect();
        text.push_str(&format!(" beside {}", names.join(" ")));
    }
    text
}

fn runs(text: &str) -> String {
    let catalogue = Catalogue::default();
    let procedure = procedure(text);
    let facts = Facts::new(&catalogue, &procedure, settings());
    let found = Runs::of(&facts, &[]);
    assert!(found.complete, "{text}");
    found.all.iter().map(|run| line(&procedure, run)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_refusal_and_requests_are_runs_of_their_own_each_asked_as_often_as_allowed() {
    assert_snapshot!(runs("a ask2 !refuse; b"), @r"
    [] a(Incomplete) +a a(Incomplete) +a a(Ineligible) = Refuse
    [] a(Incomplete) +a a(Incomplete) +a a b = Done
    [] a(Incomplete) +a a(Ineligible) = Refuse
    [] a(Incomplete) +a a b = Done
    [] a(Ineligible) = Refuse
    [] a b = Done
    ");
}

#[test]
fn branches_are_in_no_order_and_a_refusal_in_one_leaves_the_other_under_way() {
    assert_snapshot!(runs("a; par { b !refuse; c | d; e }; f"), @r"
    [] a b(Ineligible) = Refuse beside d
    [] a b c d[0] e f[2, 4] = Done
    ");
}

#[test]
fn a_condition_is_met_by_the_facts_of_the_run_and_a_question_put_again_may_be_answered_anew() {
    assert_snapshot!(runs("a; if x { b } else { c }; loop 3 y { d }"), @r"
    [x,y] a b d d{y} d{not-y} = Done
    [x,y] a b d d{not-y} = Done
    [x,not-y] a b d = Done
    [not-x,y] a c d d{y} d{not-y} = Done
    [not-x,y] a c d d{not-y} = Done
    [not-x,not-y] a c d = Done
    ");
    assert_snapshot!(runs("a; b >a/x; c"), @r"
    [x] a b a b{not-x} c = Done
    [not-x] a b c = Done
    ");
}

#[test]
fn a_step_finds_a_fact_anew_each_time_it_is_worked() {
    let catalogue = Catalogue::default();
    let mut procedure = procedure("a; b >a/x; c");
    procedure.facts[0].origin = FactOrigin::FoundBy(Some(StepId(1)), crate::flows::name("b"));
    let facts = Facts::new(&catalogue, &procedure, settings());
    let lines: Vec<_> = Runs::of(&facts, &[]).all.iter().map(|run| line(&procedure, run)).collect();
    assert_eq!(lines, ["[] a b{x} a b{not-x} c = Done", "[] a b{not-x} c = Done"]);
}

#[test]
fn what_is_assumed_of_a_case_holds_on_all_its_runs() {
    let catalogue = Catalogue::default();
    let procedure = procedure("if x { a } else { b }; if x { c }");
    let facts = Facts::new(&catalogue, &procedure, settings());
    let x = crate::flows::holds(FactId(0));
    let lines = |want| {
        let found = Runs::of(&facts, &[(&x, want)]);
        found.all.iter().map(|run| line(&procedure, run)).collect::<Vec<_>>()
    };
    assert_eq!(lines(true), ["[x] a c = Done"]);
    assert_eq!(lines(false), ["[not-x] b = Done"]);
}

#[test]
fn every_shipped_run_replays_in_the_token_game_and_every_path_is_on_a_run() {
    let checked = shipped();
    let mut seen = 0;
    for view in checked.catalogue.entries.iter().flat_map(Entry::views).filter(|view| view.process.is_some()) {
        let facts = Facts::new(&checked.catalogue, view, settings());
        if !facts.soundness().is_sound().unwrap_or(false) {
            continue;
        }
        let found = Runs::of(&facts, &facts.assumptions());
        let steps = |run: &Run| -> Vec<StepId> {
            let step = |event: &procedo::analysis::Event| match event.work {
                Work::Step(step) => Some(step),
                Work::Supplement(..) => None,
            };
            run.events.iter().filter_map(step).collect()
        };
        for run in &found.all {
            seen += 1;
            let trace = steps(run);
            let after = replay(facts.workflow(), &trace);
            assert!(after.possible && after.can_end, "{}: {}", view.name.text, line(view, run));
            let untoward = run.events.iter().any(|event| event.finding != Finding::Good);
            let later = run.events.iter().any(|event| !event.facts.is_empty());
            if !untoward && !later {
                let PathResult::Known(path) = facts.path_for(&run.given) else {
                    panic!("{}: {} is not known", view.name.text, line(view, run));
                };
                assert_eq!((path.steps, path.end), (trace, run.end), "{}: {}", view.name.text, line(view, run));
            }
        }
        // A loop that is left at its limit although its condition holds is a path and no run: engines do not count rounds.
        let workflow = facts.workflow();
        if workflow.nodes().any(|node| workflow.kind(node) == NodeKind::LoopTest) {
            continue;
        }
        for path in &facts.paths().all {
            let is_it = |run: &&Run| run.end == path.end && steps(run) == path.steps;
            assert!(!found.complete || found.all.iter().any(|run| is_it(&run)), "{}: {path:?}", view.name.text);
        }
    }
    assert!(seen > 200, "{seen} runs");
}

#[test]
fn the_target_writes_paths_beside_every_model_in_its_identifiers() {
    let checked = shipped();
    let entries: Vec<_> = checked.catalogue.in_force(checked.as_of).collect();
    let request = Request::published(&checked.catalogue, &entries, checked.as_of, Language::En);
    let emit = |target: &str| targets::compile(targets::find(target).expect("a target"), &request).folder;
    let (models, paths) = (emit("bpmn"), emit("paths"));
    assert_eq!(models.len(), paths.len());
    for ((model, xml), (name, json)) in models.files().zip(paths.files()) {
        assert_eq!(model.trim_end_matches(".bpmn"), name.trim_end_matches(".paths.json"));
        let xml = std::str::from_utf8(xml).expect("UTF-8");
        let document: serde_json::Value = serde_json::from_slice(json).expect("JSON");
        assert_eq!(document["version"], 1);
        assert!(xml.contains(&format!("<process id={}", document["process"])), "{name}");
        let listed = document["paths"].as_array().expect("a list");
        assert!(!listed.is_empty(), "{name}");
        for path in listed {
            for task in path["tasks"].as_array().expect("a list") {
                assert!(xml.contains(&format!("<userTask id={}", task["task"])), "{name}: {task}");
            }
        }
    }
}
