//! Proposals: what is changed in the text, what the gate lets pass, and what it refuses with a counterexample.

use crate::support::{files_below, root, sources};
use procedo::base::{FileId, Sources};
use procedo::model::{Body, Party};
use procedo::pipeline::{self, Checked, Options};
use procedo::review::{self, Proposal, Review, gate};
use procedo::syntax;
use procedo::time::Date;
use std::fmt::Write as _;
use std::fs;

fn options(day: &str) -> Options {
    let as_of = Date::parse(day).expect("a day");
    Options { as_of: Some(as_of), ..Options::on(as_of) }
}

fn one(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add("p.proc", text);
    sources
}

/// The sources with a proposal written into them.
fn applied(old: &Sources, proposal: &Proposal) -> Sources {
    let changed = review::apply(old, proposal);
    let text = |id: FileId| changed.iter().find(|(file, _)| *file == id).map(|(_, text)| text.clone());
    let mut new = Sources::default();
    for id in old.ids() {
        new.add(old.path(id), text(id).unwrap_or_else(|| old.text(id).to_owned()));
    }
    new
}

fn bodies(checked: &Checked, code: &str) -> Vec<(String, String)> {
    let entry = checked.catalogue.entry(code, checked.as_of).expect("it is in force");
    let process = entry.base.process.as_ref().expect("it has a process");
    let body = |party: &Party| match party {
        Party::Body { body, .. } => Body::written(body),
        Party::Applicant(_) => "applicant".to_owned(),
    };
    let steps = process.steps.iter();
    steps
        .map(|step| {
            let all = step.by.iter().flat_map(|by| by.any_of.iter().chain(&by.with)).map(body).collect::<Vec<_>>();
            (step.name.text.clone(), all.join(", "))
        })
        .collect()
}

#[test]
fn the_delegated_permit_is_decided_by_the_director_and_nothing_of_the_committee_remains() {
    let old = sources(&root().join("procedures"));
    let options = options("2026-05-16");
    let checked = pipeline::check(&old, &options);
    let found = review::review(&old, &checked, &options, |code| code == "1.014967");
    let unused = found.proposals.iter().find(|one| one.code.id() == "authority/delegation-unused").expect("a proposal");
    assert!(unused.is_safe(), "{:?}", unused.refusals);
    let new = applied(&old, unused);
    let after = pipeline::check(&new, &options);
    let steps = bodies(&after, "1.014967");
    assert!(steps.iter().all(|(_, by)| !by.contains("ubnd-tỉnh")), "{steps:?}");
    assert!(steps.contains(&("ký".into(), "sở-công-thương/giám-đốc".into())), "{steps:?}");
    assert!(steps.contains(&("phát-hành".into(), "sở-công-thương/văn-thư".into())), "{steps:?}");
    assert_eq!((unused.before.steps, unused.after.steps), (11, 9));
    assert!(unused.after.hand_overs < unused.before.hand_overs && unused.after.approvals < unused.before.approvals);
    assert!(!unused.given_up.is_empty(), "the signatures that go are named");
    for (file, text) in review::apply(&old, unused) {
        assert!(!syntax::format(&text, None).changed, "{} keeps its canonical form", old.path(file).display());
    }
    // Nothing of it is found again, so applying twice changes nothing.
    let again = review::review(&new, &after, &options, |code| code == "1.014967");
    assert!(again.proposals.iter().all(|one| one.code.id() != "authority/delegation-unused"));
}

#[test]
fn every_gate_refuses_the_change_that_it_is_there_for_and_says_why() {
    let folder = root().join("tests/fixtures/review/gates");
    let mut shown = String::new();
    let mut seen = Vec::new();
    for path in files_below(&folder) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let Some(gate) = name.strip_suffix(".before.proc") else { continue };
        let read = |ending: &str| fs::read_to_string(folder.join(format!("{gate}.{ending}.proc"))).expect("both texts");
        let options = options("2026-06-01");
        let check = |text: &str| pipeline::check(&one(text), &options);
        let (before, after) = (check(&read("before")), check(&read("after")));
        let refusals = gate::compare(&before, &after, "p");
        assert!(refusals.iter().any(|refusal| refusal.gate == gate), "{gate}: {refusals:?}");
        assert!(gate::compare(&before, &before, "p").is_empty(), "{gate}: what is not changed passes");
        for refusal in refusals {
            let _ = writeln!(shown, "{gate}: ({}) {} | {}", refusal.gate, refusal.why.en, refusal.why.vi);
        }
        seen.push(gate.to_owned());
    }
    // `cures` is about the finding of a rewrite, which a pair of texts does not have.
    let missing: Vec<_> =
        gate::names().filter(|name| *name != "cures" && !seen.iter().any(|seen| seen == name)).collect();
    assert!(missing.is_empty(), "gates without a pair of texts: {missing:?}");
    snapshot("review-gates", &shown);
}

fn snapshot(name: &str, shown: &str) {
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, shown);
    });
}

fn named<'p>(proposals: &'p [Proposal], id: &str) -> &'p str {
    proposals.iter().find(|one| one.id == id).expect("a plan names proposals").code.id()
}

/// What a review says of one text, and the text after the first safe proposal of each rule.
fn told(text: &str) -> String {
    let old = one(text);
    let options = options("2026-06-01");
    let checked = pipeline::check(&old, &options);
    let Review { proposals, by_hand, plans, .. } = review::review(&old, &checked, &options, |_| true);
    let mut shown = String::new();
    for proposal in &proposals {
        let _ = writeln!(shown, "{}: {}", proposal.code.id(), proposal.reason.en);
        for change in &proposal.changes {
            let _ = writeln!(shown, "  → {} | {}", change.text().en, change.text().vi);
        }
        for refusal in &proposal.refusals {
            let _ = writeln!(shown, "  refused ({}): {}", refusal.gate, refusal.why.en);
        }
        for control in &proposal.given_up {
            let _ = writeln!(shown, "  given up: {}; instead: {}", control.what, control.replaced_by.en);
        }
        if proposal.is_safe() && proposal.needs.is_empty() {
            let new = applied(&old, proposal);
            let diff = syntax::format::diff("p.proc", text, new.text(FileId(0)));
            shown.extend(diff.lines().skip(2).map(|line| format!("  {line}\n")));
        }
    }
    for plan in plans {
        let _ = writeln!(shown, "plan: {:?} → {:?}", plan.before, plan.after);
        for measure in &plan.measures {
            let _ = writeln!(shown, "  {}", named(&proposals, &measure.id));
        }
        for other in &plan.alternatives {
            let _ = writeln!(shown, "  not: {}: {}", named(&proposals, &other.id), other.why.en);
        }
    }
    for finding in by_hand {
        let _ = writeln!(shown, "by hand: {}: {}", finding.code.id(), finding.message.en);
    }
    shown
}

#[test]
fn what_is_found_in_a_text_is_changed_in_it_and_nothing_else() {
    for path in files_below(&root().join("tests/fixtures/review/rewrites")) {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        let text = fs::read_to_string(&path).expect("it can be read");
        snapshot(&format!("review-{name}"), &told(&text));
    }
}
