//! Proposals: what is changed in the text, what the gate lets pass, and what it refuses with a counterexample.

use crate::support::{files_below, root, sources};
use procedo::base::{FileId, Sources};
use procedo::model::{Body, Party};
use procedo::pipeline::{self, Checked, Options};
use procedo::review::{self, Ground, Proposal, Review, gate};
use procedo::rules::RULES;
use procedo::syntax;
use procedo::time::Date;
use std::collections::{BTreeMap, BTreeSet};
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
    let proposed = |day: &str| {
        let options = options(day);
        review::review(&old, &pipeline::check(&old, &options), &options, |code| code == "1.014967").proposals
    };
    let unused = |one: &Proposal| one.code.id() == "authority/delegation-unused";
    assert!(!proposed("2026-05-14").iter().any(unused), "it is not delegated yet");
    assert!(!proposed("2026-06-01").iter().any(unused), "the province works it so itself");
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
        let Some(pair) = name.strip_suffix(".before.proc") else { continue };
        // A gate may have several pairs: `gate.before.proc`, `gate.another.before.proc`.
        let gate = pair.split('.').next().unwrap_or(pair);
        let read = |ending: &str| fs::read_to_string(folder.join(format!("{pair}.{ending}.proc"))).expect("both texts");
        let options = options("2026-06-01");
        let check = |text: &str| pipeline::check(&one(text), &options);
        let (before, after) = (check(&read("before")), check(&read("after")));
        let refusals = gate::compare(&before, &after, "p");
        assert!(refusals.iter().any(|refusal| refusal.gate == gate), "{gate}: {refusals:?}");
        assert!(gate::compare(&before, &before, "p").is_empty(), "{gate}: what is not changed passes");
        for refusal in refusals {
            let _ = writeln!(shown, "{pair}: ({}) {} | {}", refusal.gate, refusal.why.en, refusal.why.vi);
        }
        seen.push(gate.to_owned());
    }
    // These are about the changes of a rewrite, which a pair of texts does not have: `src/review/propose.rs` tests them.
    let of_changes = ["cures", "idempotent"];
    let missing: Vec<_> =
        gate::names().filter(|name| !of_changes.contains(name) && !seen.iter().any(|seen| seen == name)).collect();
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
    let found = review::review(&old, &checked, &options, |_| true);
    let proposals = found.writable();
    let Review { by_hand, plans, .. } = found;
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

#[test]
fn a_power_is_handed_down_by_who_is_said_to_decide_though_its_chair_signs() {
    let text = fs::read_to_string(root().join("tests/fixtures/review/rewrites/above.proc")).expect("it can be read");
    let holder = |text: &str| {
        let (old, options) = (one(text), options("2026-06-01"));
        let found = review::review(&old, &pipeline::check(&old, &options), &options, |_| true);
        let above =
            found.proposals.into_iter().find(|one| one.code.id() == "authority/above-work").expect("a proposal");
        let by = above.touched.into_iter().find_map(|touched| match touched.ground {
            Ground::Delegation { by, .. } => Some(by),
            _ => None,
        });
        by.expect("a written delegation")
    };
    let committee = "Ủy ban nhân dân cấp tỉnh".to_owned();
    assert_eq!(holder(&text), (committee.clone(), Some("Chủ tịch".to_owned())));
    let of_all = text.replace("thẩm quyền ubnd-tỉnh/chủ-tịch", "thẩm quyền ubnd-tỉnh");
    assert_eq!(holder(&of_all), (committee, None));
}

/// Every rule whose page calls for a rewrite stands in `rewrites.tsv`: with texts in which its rewrite makes a proposal, or
/// with the reason why a person must write the change.
#[test]
fn every_rule_that_a_change_can_answer_has_a_text_in_which_it_does_or_a_reason_why_not() {
    let folder = root().join("tests/fixtures/review");
    let table = fs::read_to_string(folder.join("rewrites.tsv")).expect("the table");
    let mut proposed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut listed = BTreeSet::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [rule, _, texts, why] = cells.as_slice() else { panic!("four cells: {row}") };
        assert!(
            RULES.iter().any(|known| known.code.id() == *rule) || *rule == "names/unresolved",
            "there is no rule {rule}"
        );
        assert!(listed.insert((*rule).to_owned()), "{rule} is listed twice");
        assert_ne!(texts.is_empty(), why.is_empty(), "{rule}: texts or a reason");
        for text in texts.split(", ").filter(|text| !text.is_empty()) {
            let made = proposed.entry(text.to_owned()).or_insert_with(|| {
                let path = folder.join("rewrites").join(format!("{text}.proc"));
                let old = one(&fs::read_to_string(path).expect("the text of a row"));
                let options = options("2026-06-01");
                let checked = pipeline::check(&old, &options);
                let found = review::review(&old, &checked, &options, |_| true);
                found.writable().iter().map(|proposal| proposal.code.id().to_owned()).collect()
            });
            assert!(made.contains(*rule), "{text} proposes nothing for {rule}: {made:?}");
        }
    }
    let unlisted: Vec<_> = review::codes().filter(|code| !listed.contains(*code)).collect();
    assert!(unlisted.is_empty(), "rewrites without a row: {unlisted:?}");
}

#[test]
fn twenty_three_steps_become_seven_or_fewer_and_those_that_must_survive_do() {
    let text =
        fs::read_to_string(root().join("tests/fixtures/review/plans/twenty-three.proc")).expect("it can be read");
    let old = one(&text);
    let options = options("2026-06-01");
    let checked = pipeline::check(&old, &options);
    let found = review::review(&old, &checked, &options, |_| true);
    assert!(checked.findings.iter().all(|finding| finding.severity != procedo::base::Severity::Error));
    let plan = found.plans.first().expect("a plan");
    let steps: Vec<String> =
        bodies(&found.after.checked, "p").into_iter().map(|(name, by)| format!("{name} ({by})")).collect();
    let mut shown = format!("{:?}\n→ {:?}\n", plan.before, plan.after);
    for measure in &plan.measures {
        let changes: Vec<String> = measure.changes.iter().map(|change| change.text().en).collect();
        let _ = writeln!(shown, "{}: {}", named(&found.proposals, &measure.id), changes.join("; "));
    }
    let _ = writeln!(shown, "{}", steps.join("\n"));
    for control in &plan.given_up {
        let _ = writeln!(shown, "given up: {}; instead: {}", control.what, control.replaced_by.en);
    }
    for other in &plan.alternatives {
        let _ = writeln!(shown, "not: {}: {}", named(&found.proposals, &other.id), other.why.en);
    }
    snapshot("review-twenty-three", &shown);
    assert_eq!(plan.before.steps, 23);
    assert!(plan.after.steps <= 7, "{shown}");
    for must in ["receive", "study", "notice", "decide", "return"] {
        assert!(steps.iter().any(|step| step.starts_with(&format!("{must} "))), "{must}: {shown}");
    }
    assert!(gate::compare(&checked, &found.after.checked, "p").is_empty());
}

#[test]
fn chosen_proposals_are_carried_out_together() {
    let text = fs::read_to_string(root().join("tests/fixtures/review/rewrites/steps.proc")).expect("it can be read");
    let options = options("2026-06-01");
    let reviewed = |text: &str| {
        let old = one(text);
        let checked = pipeline::check(&old, &options);
        let found = review::review(&old, &checked, &options, |_| true);
        (old, checked, found)
    };
    let (old, checked, found) = reviewed(&text);
    let safe: Vec<&Proposal> = found.proposals.iter().filter(|one| one.is_safe()).collect();
    assert!(safe.len() > 1);
    let (trial, files) = review::accept(&old, &checked, &options, &safe).expect("they go together");
    assert_eq!(files, [FileId(0)]);
    assert_eq!(trial.sources.text(FileId(0)), found.after.sources.text(FileId(0)), "all of them are the plan");
}

#[test]
fn the_shortest_lawful_way_names_the_duty_that_keeps_each_step() {
    let text =
        fs::read_to_string(root().join("tests/fixtures/review/plans/twenty-three.proc")).expect("it can be read");
    let (old, options) = (one(&text), options("2026-06-01"));
    let checked = pipeline::check(&old, &options);
    let found = review::shortest(&old, &checked, &options, "p").expect("it has a process");
    let left: Vec<&str> = found.left.iter().map(|(name, _)| name.as_str()).collect();
    assert!(left.contains(&"notice") && left.contains(&"study"), "{left:?}");
    assert!(left.len() < 23 && !found.is_three);
    let notice = found.kept.iter().find(|(change, _)| change.touches() == ["notice"]).expect("it was tried");
    assert_eq!(notice.1.gate, "statutory-order");
    let mut shown = format!("{}\n", found.verdict().en);
    for (change, refusal) in &found.kept {
        let _ = writeln!(shown, "{} ({}): {}", change.text().en, refusal.gate, refusal.why.en);
    }
    snapshot("review-shortest", &format!("{}\n{shown}", left.join(", ")));
}
