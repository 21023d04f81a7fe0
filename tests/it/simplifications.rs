//! The 54 adopted simplifications: how many of them a review of the procedure as it stood before would have proposed.
//!
//! The texts beside `items.tsv` were written from their sources before any rule was changed for them.

use crate::support::{files_below, root, sources};
use procedo::base::Sources;
use procedo::pipeline::{self, Checked, Options};
use procedo::review::{self, Change, Review};
use procedo::time::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

/// One thing that was cut: a line of `items.tsv`.
#[derive(Debug)]
struct Cut {
    item: String,
    procedure: String,
    kind: String,
    rule: String,
    paper: String,
    reason: String,
}

/// How well a cut was foreseen, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Proposed,
    /// Found, but no safe change of it could be written; or only a part of what was cut.
    Partly,
    /// The rule lacks a fact that the source does not give.
    Unknown,
    Missed,
}

fn cuts() -> Vec<Cut> {
    let table = fs::read_to_string(root().join("tests/fixtures/simplifications/items.tsv")).expect("the table");
    let cut = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next().expect("six cells");
        Cut { item: next(), procedure: next(), kind: next(), rule: next(), paper: next(), reason: next() }
    };
    table.lines().skip(1).map(cut).collect()
}

fn judge(cut: &Cut, checked: &Checked, review: &Review) -> Verdict {
    let of_rule = |procedure: Option<&str>, code: &str| procedure == Some(&cut.procedure) && code == cut.rule;
    let names = |change: &Change| match change {
        Change::DropPaper(paper)
        | Change::FromFiles { paper, .. }
        | Change::PlainCopy(paper)
        | Change::LookUp { paper, .. } => *paper == cut.paper,
        _ => cut.paper.is_empty(),
    };
    let proposals = review
        .proposals
        .iter()
        .filter(|one| of_rule(Some(&one.procedure), one.code.id()) && one.changes.iter().any(names));
    let by_hand = |one: &&procedo::base::Diagnostic| of_rule(one.procedure.as_deref(), one.code.id());
    let open = |one: &&procedo::base::Unknown| of_rule(one.procedure.as_deref(), one.code.id());
    match proposals.map(review::Proposal::is_safe).max() {
        Some(true) => Verdict::Proposed,
        Some(false) => Verdict::Partly,
        None if cut.paper.is_empty() && review.by_hand.iter().any(|one| by_hand(&one)) => Verdict::Partly,
        None if checked.unknowns.iter().any(|one| open(&one)) => Verdict::Unknown,
        None if cut.kind == "paper" && cut.paper.is_empty() => Verdict::Unknown,
        None => Verdict::Missed,
    }
}

/// The procedures as they stood, with the registry of the shipped catalogue, reviewed on a day on which the registers of
/// Resolution 66.7/2025/NQ-CP were in use.
fn reviewed() -> (Checked, Review) {
    let mut all = Sources::default();
    let (shipped, before) = (root().join("procedures"), root().join("tests/fixtures/simplifications"));
    let registry = sources(&shipped);
    for id in registry.ids() {
        let path = registry.path(id);
        let inner = path.strip_prefix(&shipped).expect("below the catalogue");
        if inner.starts_with("registry") || inner.components().count() == 1 {
            all.add(inner, registry.text(id).to_owned());
        }
    }
    for path in files_below(&before).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "proc"))
    {
        let text = fs::read_to_string(&path).expect("it can be read");
        all.add(path.strip_prefix(&before).expect("below the folder"), text);
    }
    let options = Options::on(Date::new(2026, 1, 15).expect("a day"));
    let checked = pipeline::check(&all, &options);
    let review = review::review(&all, &checked, &options, |_| true);
    (checked, review)
}

#[test]
fn what_was_adopted_is_proposed_or_the_table_says_why_not() {
    let (checked, review) = reviewed();
    let mut items: BTreeMap<String, Vec<(Cut, Verdict)>> = BTreeMap::new();
    for cut in cuts() {
        let verdict = judge(&cut, &checked, &review);
        if cut.kind == "control" {
            let proposed = review.proposals.iter().any(|one| one.procedure == cut.procedure);
            assert!(!proposed, "{}: {}", cut.item, cut.reason);
        }
        items.entry(cut.item.clone()).or_default().push((cut, verdict));
    }
    assert_eq!(items.len(), 54);
    let mut shown = String::from("item\tprocedure\tcut\tverdict\treason\n");
    let mut tally: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (item, cuts) in &items {
        let verdicts: Vec<Verdict> = cuts.iter().map(|(_, verdict)| *verdict).collect();
        let (best, worst) = (verdicts.iter().min().expect("one"), verdicts.iter().max().expect("one"));
        let verdict = if best == worst {
            format!("{best:?}").to_lowercase()
        } else {
            let found = if *best <= Verdict::Partly { Verdict::Partly } else { *worst };
            format!("{found:?}").to_lowercase()
        };
        let (first, _) = &cuts[0];
        let kinds: Vec<&str> = cuts.iter().map(|(cut, _)| cut.kind.as_str()).collect();
        let mut distinct = kinds.clone();
        distinct.dedup();
        let reasons: Vec<&str> =
            cuts.iter().map(|(cut, _)| cut.reason.as_str()).filter(|text| !text.is_empty()).collect();
        let verdict = if first.kind == "control" { "nothing proposed".to_owned() } else { verdict };
        let _ =
            writeln!(shown, "{item}\t{}\t{}\t{verdict}\t{}", first.procedure, distinct.join("+"), reasons.join("; "));
        *tally.entry((first.kind.as_str(), verdict)).or_default() += 1;
    }
    shown.push('\n');
    for ((kind, verdict), number) in &tally {
        let _ = writeln!(shown, "{kind}\t{verdict}\t{number}");
    }
    insta::with_settings!({ snapshot_path => "../fixtures/simplifications", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("results", shown);
    });
}

#[test]
fn nine_of_ten_papers_that_the_state_holds_are_proposed() {
    let (checked, review) = reviewed();
    // A source that names no paper cannot be held against the rule.
    let papers: Vec<Cut> = cuts().into_iter().filter(|cut| cut.kind == "paper" && !cut.paper.is_empty()).collect();
    let missed = |cut: &&Cut| judge(cut, &checked, &review) != Verdict::Proposed;
    let missed: Vec<String> = papers.iter().filter(missed).map(|cut| format!("{} {}", cut.item, cut.paper)).collect();
    assert!(missed.len() * 10 <= papers.len(), "{} of {} missed: {missed:?}", missed.len(), papers.len());
}
