//! Random procedures and every rewrite: what the gate lets pass is judged again here, by other means than the gate's.
//!
//! Each is checked dozens of times: `tests/conformance/review/run` tries very many in an optimised build, and without
//! `PROPTEST_CASES` none is tried.

use procedo::analysis::{Facts, Runs, Total, Work};
use procedo::base::{FileId, Severity, Sources};
use procedo::model::{Atom, End, Given, Procedure, StepKind, Value};
use procedo::pipeline::trees::Trees;
use procedo::pipeline::{self, Checked, Options};
use procedo::review::{self, Proposal, Review};
use procedo::time::Date;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// One random step between receiving and deciding.
#[derive(Debug, Clone)]
struct Part {
    kind: usize,
    role: usize,
    hours: u32,
    reads: u8,
    writes: bool,
    checks: u8,
    reacts: u8,
    block: u8,
    has_basis: bool,
    is_bound: bool,
}

const KINDS: [&str; 14] = [
    "transfer", "assign", "check", "assess", "consult", "inspect", "draft", "review", "approve", "sign", "register",
    "digitise", "receive", "notify",
];
const ROLES: [&str; 6] = ["desk", "clerk", "officer", "officer", "head", "chair"];

fn any_part() -> impl Strategy<Value = Part> {
    let what = (0..KINDS.len(), 0..ROLES.len(), 1_u32..16, any::<u8>(), any::<bool>());
    (what, any::<u8>(), 0_u8..12, 0_u8..9, 0_u8..8, any::<bool>()).prop_map(
        |((kind, role, hours, reads, writes), checks, reacts, block, basis, is_bound)| Part {
            kind,
            role,
            hours,
            reads,
            writes,
            checks,
            reacts,
            block,
            has_basis: basis == 0,
            is_bound,
        },
    )
}

/// What every procedure speaks of.
const REGISTRY: &str = "level province\n\
     agency body \"Body\" level province {\n  role desk receives\n  role clerk\n  role officer\n  role head signs\n  role chair signs\n}\n\
     law L \"Law\" law {\n  issued by body on 2020-01-01\n  from 2020-01-01\n}\n\
     database people \"People\" {\n  keeper body\n  published from 2024-01-01\n  answers identity\n}\n\
     document card \"Identity card\" identity {\n  issued by body\n  held in people\n  states identity\n}\n";

/// A procedure in words.
fn text(parts: &[Part], papers: u8, options: u8) -> String {
    let mut out = String::new();
    if options & 1 != 0 {
        out += "delegate from body/chair to body/head {\n  covers p\n  by instrument L\n  from 2026-01-01 until 2027-12-31\n  no re-delegation\n}\n";
    }
    out += "procedure p \"Permit\" {\n  decided by body/chair\n  deadline 30 working days\n  risk low\n  volume 1000 per year source \"made up\"\n  basis L article 1\n  appeal to body/chair within 30 days basis L\n";
    out += if options & 2 != 0 { "  channel counter\n  channel online full\n" } else { "  channel counter\n" };
    out += "  fact x yes/no \"X\"\n  fact y yes/no \"Y\"\n  condition clean \"Clean\" basis L\n  condition safe \"Safe\" when x basis L\n";
    out += "  document request \"Request\" original 1\n";
    for (bit, line) in [
        "  document card certified copy 2\n",
        "  document letter \"Letter\" original 1\n",
        "  document letter-two \"Letter\" original 1\n",
        "  document plan \"Plan\" copy 3 when y\n",
    ]
    .iter()
    .enumerate()
    {
        if papers & (1 << bit) != 0 {
            out += line;
        }
    }
    if options & 4 != 0 {
        out += "  fee \"Fee\" {\n    15.000 VND\n  }\n";
    }
    out += "  result permit \"Permit\"\n  process {\n    step receive \"Receive\" kind receive by body/desk within 2 hours {\n      reads dossier\n      if incomplete then ask applicant once\n    }\n";
    let mut written: Vec<String> = vec!["request".into()];
    let mut at = 0;
    while at < parts.len() {
        let part = &parts[at];
        match part.block {
            0 | 1 => {
                let _ = writeln!(out, "    if {} {{", if part.block == 0 { "x" } else { "not y" });
                step(&mut out, at, part, &written);
                out += "    }\n";
            }
            2 if at + 1 < parts.len() => {
                out += "    parallel {\n      branch {\n";
                step(&mut out, at, part, &written);
                out += "      }\n      branch {\n";
                at += 1;
                step(&mut out, at, &parts[at], &written);
                out += "      }\n    }\n";
            }
            3 => {
                out += "    if x {\n";
                step(&mut out, at, part, &written);
                if at + 1 < parts.len() {
                    out += "    } else {\n";
                    at += 1;
                    step(&mut out, at, &parts[at], &written);
                }
                out += "    }\n";
            }
            _ => {
                step(&mut out, at, part, &written);
                if part.writes {
                    written.push(format!("w{at}"));
                }
            }
        }
        at += 1;
    }
    let last = written.last().expect("the request is there");
    let _ = writeln!(
        out,
        "    step decide \"Decide\" kind decide by body/chair within 4 hours {{\n      reads {last}\n      writes permit\n      signature {}\n      if ineligible then refuse\n    }}\n    step return \"Return\" kind return by body/desk within 1 hour\n  }}\n}}",
        if options & 8 != 0 { "wet" } else { "digital" }
    );
    out
}

fn step(out: &mut String, at: usize, part: &Part, written: &[String]) {
    let (kind, role, hours) = (KINDS[part.kind], ROLES[part.role], part.hours);
    let _ = writeln!(out, "    step s{at} \"Step {at}\" kind {kind} by body/{role} within {hours} hours {{");
    let read: Vec<&str> = written
        .iter()
        .enumerate()
        .filter(|(bit, _)| part.reads & (1 << (bit % 8)) != 0)
        .map(|(_, name)| name.as_str())
        .collect();
    if !read.is_empty() {
        let _ = writeln!(out, "      reads {}", read.join(", "));
    }
    if part.writes {
        let _ = writeln!(out, "      writes w{at} \"Paper {at}\"");
    }
    match part.checks % 6 {
        0 => *out += "      checks clean\n",
        1 => *out += "      checks safe\n",
        2 => *out += "      checks clean, safe\n",
        _ => {}
    }
    *out += match part.reacts {
        0 => "      if ineligible then refuse\n",
        1 => "      if late then stop\n",
        2 => "      if incomplete then ask applicant once\n",
        3 => "      batch weekly\n      wait 3 working days\n",
        4 => "      rejects 0.00 source \"made up\"\n",
        _ => "",
    };
    if part.has_basis {
        *out += "      basis L article 7\n";
    }
    if part.is_bound {
        *out += "      discretion none\n";
    }
    *out += "    }\n";
}

/// The file of the procedure.
const OWN: FileId = FileId(0);

static OPTIONS: LazyLock<Options> = LazyLock::new(|| {
    let as_of = Date::parse("2026-06-01").expect("a day");
    Options { as_of: Some(as_of), ..Options::on(as_of) }
});

fn check(text: &str, trees: &Trees) -> (Sources, Checked) {
    let mut sources = Sources::default();
    sources.add("p.proc", text);
    sources.add("registry.proc", REGISTRY);
    let checked = pipeline::check(&sources, &options(trees));
    (sources, checked)
}

/// With trees that are kept, so that the registry is read once for a procedure.
fn options(trees: &Trees) -> Options {
    Options { trees: trees.clone(), ..OPTIONS.clone() }
}

fn view(checked: &Checked) -> &Procedure {
    &checked.catalogue.entry("p", checked.as_of).expect("it is in force").base
}

fn facts(checked: &Checked) -> Facts<'_> {
    let settings = checked.fact_settings();
    Facts::new(&checked.catalogue, view(checked), settings)
}

fn counts(checked: &Checked) -> BTreeMap<&str, usize> {
    let mut all = BTreeMap::new();
    for finding in &checked.findings {
        *all.entry(finding.code.id()).or_default() += 1;
    }
    all
}

/// Work on a case, beyond taking it in.
const WORKS: [StepKind; 9] = [
    StepKind::Approve,
    StepKind::Assess,
    StepKind::Check,
    StepKind::Consult,
    StepKind::Decide,
    StepKind::Draft,
    StepKind::Inspect,
    StepKind::Review,
    StepKind::Sign,
];

/// For each of the four complete cases: how runs end, and whether one hand alone works a good one.
type Cases = Vec<(BTreeSet<u8>, bool)>;

fn cases(facts: &Facts<'_>) -> Option<Cases> {
    let runs = Runs::of(facts, &[]);
    if !runs.complete {
        return None;
    }
    let process = facts.process();
    let facts_of = |name: &str| facts.procedure.facts.iter().position(|fact| fact.name.text == name);
    let (x, y) = (facts_of("x")? as u32, facts_of("y")? as u32);
    let mut all = Vec::new();
    for case in 0..4_u8 {
        let value = |fact: u32| if fact == x { case & 1 != 0 } else { case & 2 != 0 };
        let agrees = |given: &Given| {
            given.iter().all(|(atom, known)| match atom {
                Atom::Fact(fact) if fact.0 == x || fact.0 == y => *known == Value::Truth(value(fact.0)),
                _ => true,
            })
        };
        let (mut ends, mut alone) = (BTreeSet::new(), false);
        for run in runs.all.iter().filter(|run| agrees(&run.given)) {
            ends.insert(run.end as u8);
            if run.end != End::Done {
                continue;
            }
            let mut hands: BTreeSet<String> = BTreeSet::new();
            let mut decides = false;
            for event in &run.events {
                let Work::Step(id) = event.work else { continue };
                let step = process.step(id);
                if step.main_kind() != Some(StepKind::Receive) && WORKS.into_iter().any(|kind| step.is_kind(kind)) {
                    hands.extend(step.body().map(procedo::model::Body::written));
                    decides |= step.is_kind(StepKind::Decide);
                }
            }
            alone |= decides && hands.len() == 1;
        }
        all.push((ends, alone));
    }
    Some(all)
}

/// A procedure as it was, with what every change of it is compared with.
struct Before<'a> {
    checked: &'a Checked,
    facts: Facts<'a>,
    cases: Option<Cases>,
    counts: BTreeMap<&'a str, usize>,
}

impl<'a> Before<'a> {
    fn of(checked: &'a Checked) -> Self {
        let facts = facts(checked);
        Self { checked, cases: cases(&facts), facts, counts: counts(checked) }
    }
}

fn names_with_basis(checked: &Checked) -> Vec<String> {
    let process = view(checked).process.as_ref().expect("it has a process");
    let fixed = process.steps.iter().filter(|step| !step.notes.basis.is_empty());
    fixed.map(|step| step.name.text.clone()).collect()
}

/// Everything that a change must not do, asked of the two texts alone.
fn promises(old: &Before<'_>, new: &Checked) -> Result<(), TestCaseError> {
    let wrong = new
        .findings
        .iter()
        .find(|one| one.severity == Severity::Error && matches!(one.code.theme(), "syntax" | "names"));
    prop_assert!(wrong.is_none(), "it can be read: {wrong:?}");
    let (before, after) = (&old.facts, facts(new));
    if before.soundness().is_sound() == Some(true) {
        prop_assert_ne!(after.soundness().is_sound(), Some(false), "it is sound");
    }
    prop_assert_eq!(names_with_basis(old.checked), names_with_basis(new), "what the law orders stays in its order");
    let (old_view, new_view) = (view(old.checked), view(new));
    prop_assert_eq!(old_view.appeals.len(), new_view.appeals.len());
    let papers = |one: &Procedure| -> BTreeSet<String> {
        let all = one.documents.iter().flat_map(|line| &line.any_of);
        all.map(|paper| one.datum(paper.data).name.text.clone()).collect()
    };
    prop_assert!(papers(new_view).is_subset(&papers(old_view)), "no new paper");
    prop_assert!(new_view.facts.len() <= old_view.facts.len());
    let gaps = |facts: &Facts<'_>| {
        facts
            .data_flow()
            .missing
            .iter()
            .map(|gap| facts.procedure.datum(gap.data).name.text.clone())
            .collect::<BTreeSet<_>>()
    };
    prop_assert!(gaps(&after).is_subset(&gaps(before)), "what is read is there");
    if let (Total::Exact(before), Total::Exact(after)) = (&before.critical_path().total, &after.critical_path().total) {
        prop_assert!(after <= before, "no slower: {before:?} {after:?}");
    }
    let decider = |one: &Procedure| {
        let steps = one.process.iter().flat_map(|process| &process.steps);
        steps.filter(|step| step.is_kind(StepKind::Decide)).count()
    };
    prop_assert!(decider(new_view) >= 1, "somebody decides");
    if let (Some(before), Some(after)) = (&old.cases, cases(&after)) {
        for (case, (before, after)) in before.iter().zip(&after).enumerate() {
            prop_assert!(before.0.is_subset(&after.0), "case {case}: every end stays possible: {before:?} {after:?}");
            prop_assert!(before.1 || !after.1, "case {case}: nobody decides alone what two looked at");
        }
    }
    Ok(())
}

fn no_more(Before { checked: old, counts: before, .. }: &Before<'_>, new: &Checked) -> Result<(), TestCaseError> {
    let subsumed: BTreeSet<&str> = old
        .findings
        .iter()
        .flat_map(|finding| finding.evidence.iter().filter(|(name, _)| *name == "includes"))
        .flat_map(|(_, list)| list.split(", "))
        .collect();
    let open: BTreeSet<&str> = old.unknowns.iter().map(|unknown| unknown.code.id()).collect();
    for (code, count) in counts(new) {
        let known = before.get(code).copied().unwrap_or_default();
        // What stood apart may come together: redundancy that was hidden, and no defect.
        let hidden = [
            "steps/approval-layers",
            "steps/could-run-in-parallel",
            "steps/pass-through",
            "steps/rubber-stamp",
            "steps/same-role",
            "authority/higher-rubber-stamp",
        ];
        let excused =
            code == "time/unused-slack" || hidden.contains(&code) || subsumed.contains(code) || open.contains(code);
        prop_assert!(count <= known || excused, "{code} is found more often: {known} → {count}");
    }
    Ok(())
}

fn with(sources: &Sources, proposal: &Proposal) -> String {
    review::apply(sources, proposal).into_iter().next().map_or_else(|| sources.text(OWN).to_owned(), |(_, text)| text)
}

/// What was judged.
#[derive(Default)]
struct Tally {
    proposals: AtomicUsize,
    plans: AtomicUsize,
}

fn judge(text: &str, tally: &Tally) -> Result<(), TestCaseError> {
    let trees = Trees::kept();
    let (sources, checked) = check(text, &trees);
    prop_assume!(!checked.findings.iter().any(|one| one.severity == Severity::Error && one.code.theme() == "syntax"));
    let Review { proposals, plans, after, .. } = review::review(&sources, &checked, &options(&trees), |_| true);
    let before = Before::of(&checked);
    for proposal in proposals.iter().filter(|one| one.is_safe() && one.needs.is_empty()) {
        let new_text = with(&sources, proposal);
        let (new_sources, new) = check(&new_text, &trees);
        let shown = || format!("{} {:?}\n{new_text}", proposal.code.id(), proposal.changes);
        let known = |counts: &BTreeMap<&str, usize>| counts.get(proposal.code.id()).copied().unwrap_or_default();
        prop_assert!(known(&counts(&new)) < known(&before.counts), "it cures: {}", shown());
        promises(&before, &new).map_err(|error| TestCaseError::fail(format!("{error}\n{}", shown())))?;
        no_more(&before, &new).map_err(|error| TestCaseError::fail(format!("{error}\n{}", shown())))?;
        let again = review::proposals(&new_sources, &new, &options(&trees), |_| true);
        prop_assert!(again.iter().all(|other| other.id != proposal.id), "once is enough: {}", shown());
        tally.proposals.fetch_add(1, Ordering::Relaxed);
    }
    for plan in &plans {
        let new_text = after.sources.text(OWN);
        let (_, new) = check(new_text, &trees);
        let shown = || format!("{:?}\n{new_text}", plan.measures.iter().map(|one| &one.changes).collect::<Vec<_>>());
        promises(&before, &new).map_err(|error| TestCaseError::fail(format!("the plan: {error}\n{}", shown())))?;
        no_more(&before, &new).map_err(|error| TestCaseError::fail(format!("the plan: {error}\n{}", shown())))?;
        prop_assert_eq!(
            plan.after.steps as usize,
            view(&new).process.as_ref().map_or(0, |process| process.steps.len()),
            "figures are those of the text"
        );
        tally.plans.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// So many random procedures, each judged; panics at the first broken promise.
fn try_some(cases: u32, tally: &Tally) {
    let config =
        ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() };
    let strategy = (proptest::collection::vec(any_part(), 1..7), any::<u8>(), any::<u8>());
    let outcome = proptest::test_runner::TestRunner::new(config).run(&strategy, |(parts, papers, options)| {
        let text = text(&parts, papers, options);
        judge(&text, tally).map_err(|error| match error {
            TestCaseError::Fail(why) => TestCaseError::fail(format!("{why}\n--- before ---\n{text}\n{REGISTRY}")),
            other @ TestCaseError::Reject(_) => other,
        })
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// How many are tried before it is told how far the run has come.
const LOT: u32 = 1000;

#[test]
fn whatever_is_safe_by_the_gate_is_safe_by_other_means() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse::<u32>().ok());
    let Some(cases) = cases else {
        println!("skipped: `tests/conformance/review/run` tries random procedures");
        return;
    };
    let threads = std::env::var("REVIEW_THREADS").ok().and_then(|threads| threads.parse::<u32>().ok()).unwrap_or(1);
    let (tally, tried) = (Tally::default(), AtomicU32::new(0));
    let told = || {
        let (proposals, plans) = (tally.proposals.load(Ordering::Relaxed), tally.plans.load(Ordering::Relaxed));
        let tried = tried.load(Ordering::Relaxed);
        println!("{tried} random procedures: {proposals} safe proposals and {plans} plans judged again");
    };
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (tally, tried, told) = (&tally, &tried, &told);
            scope.spawn(move || {
                let mut left = cases / threads + u32::from(thread < cases % threads);
                while left > 0 {
                    let lot = left.min(LOT);
                    try_some(lot, tally);
                    tried.fetch_add(lot, Ordering::Relaxed);
                    told();
                    left -= lot;
                }
            });
        }
    });
    assert_eq!(tried.load(Ordering::Relaxed), cases);
}
