//! What the process promises, before and after: every outcome stays possible under the same conditions, and every check
//! that protected one still comes before it or is named as given up.

use crate::analysis::{Event, Facts, Finding, Run, Runs, Work};
use crate::base::{Text, similar};
use crate::model::{Atom, ChannelKind, Condition, End, FactType, Given, Process, Truth, Value};
use crate::rules;
use std::collections::{BTreeMap, BTreeSet};

/// An outcome that some cases had and no case has any more: the facts of such a case and the way it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// How it ended.
    pub end: End,
    /// What the case says, in words.
    pub facts: Text,
    /// The steps on its way.
    pub path: Vec<String>,
}

/// A criterion that every such case was held to before the end, and a case that no longer is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unchecked {
    /// The criterion.
    pub criterion: String,
    /// What the case says, in words; empty: every case.
    pub facts: Text,
    /// The way on which it is no longer looked at.
    pub path: Vec<String>,
}

/// What the old process promised and the new one does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Broken {
    /// Outcomes that are gone.
    pub lost: Vec<Lost>,
    /// Criteria that are no longer looked at before the end on some way on which they were.
    pub unchecked: Vec<Unchecked>,
    /// Whether all ways could be listed, up to the bounds of [`Runs`].
    pub complete: bool,
}

/// The ways through a process.
pub fn runs(facts: &Facts<'_>) -> Runs {
    Runs::of(facts, &facts.assumptions())
}

/// Compares the ways through two processes of one procedure.
pub fn compare(old: &Facts<'_>, new: &Facts<'_>, before: &Runs, after: &Runs) -> Broken {
    let mut reached: BTreeMap<Outcome, BTreeSet<&Given>> = BTreeMap::new();
    for run in &after.all {
        reached.entry(outcome(run)).or_default().insert(&run.given);
    }
    let mut broken = Broken { complete: before.complete && after.complete, ..Broken::default() };
    let mut said: BTreeSet<(u8, Text)> = BTreeSet::new();
    let mut seen: BTreeSet<(Outcome, &Given)> = BTreeSet::new();
    for run in &before.all {
        let wanted = outcome(run);
        if !seen.insert((wanted.clone(), &run.given)) {
            continue;
        }
        let known: Vec<&Given> = reached.get(&wanted).into_iter().flatten().copied().collect();
        let mut budget = BUDGET;
        let Some(case) = uncovered(old, &run.given, &known, &mut budget) else { continue };
        let facts = rules::case_words(old.procedure, &case);
        if said.insert((wanted.0 as u8, facts.clone())) {
            broken.lost.push(Lost { end: wanted.0, facts, path: names(old.process(), &run.events) });
        }
    }
    broken.unchecked = unchecked(old, new, before, after);
    broken
}

/// Cases told apart at most while it is looked whether all of them are covered.
const BUDGET: u32 = 5_000;

/// A case of these facts that none of the others covers.
pub(super) fn case_beyond(facts: &Facts<'_>, given: &Given, others: &[&Given]) -> Option<Given> {
    let mut budget = BUDGET;
    uncovered(facts, given, others, &mut budget)
}

/// A case of these facts that none of the others covers. Facts that the others ask for and these leave open are tried with
/// each value that they can have; numbers and days only with those that the others name.
fn uncovered(facts: &Facts<'_>, given: &Given, others: &[&Given], budget: &mut u32) -> Option<Given> {
    *budget = budget.checked_sub(1)?;
    let possible = facts.assumptions().iter().all(|(condition, wanted)| holds(condition, *wanted, given));
    if !possible {
        return None;
    }
    let agreeing: Vec<&Given> = others.iter().copied().filter(|other| agree(given, other)).collect();
    let Some(first) = agreeing.first() else { return Some(given.clone()) };
    let open = |other: &Given| other.keys().find(|atom| !given.contains_key(*atom)).cloned();
    if agreeing.iter().any(|other| open(other).is_none()) {
        return None;
    }
    let atom = open(first)?;
    values(facts, &atom, &agreeing).into_iter().find_map(|value| {
        let mut case = given.clone();
        case.insert(atom.clone(), value);
        uncovered(facts, &case, &agreeing, budget)
    })
}

/// Whether a condition may have this truth with these facts.
fn holds(condition: &Condition, wanted: bool, given: &Given) -> bool {
    match condition.eval(given) {
        Truth::Unknown => true,
        Truth::Yes => wanted,
        Truth::No => !wanted,
    }
}

fn values(facts: &Facts<'_>, atom: &Atom, others: &[&Given]) -> BTreeSet<Value> {
    let truths = || [Value::Truth(true), Value::Truth(false)].into_iter().collect();
    match atom {
        Atom::Found(_) => truths(),
        Atom::Channel => {
            let own = facts.procedure.channels.iter().map(|channel| channel.kind.value);
            let all: BTreeSet<ChannelKind> = own.collect();
            all.into_iter().map(Value::Channel).collect()
        }
        Atom::Fact(fact) => match &facts.procedure.fact(*fact).kind {
            FactType::Truth => truths(),
            FactType::OneOf(choices) => (0..choices.len() as u32).map(Value::Choice).collect(),
            FactType::Number | FactType::Money(_) | FactType::Date => {
                others.iter().filter_map(|other| other.get(atom).cloned()).collect()
            }
        },
    }
}

/// What a good run looks at.
type Checks = BTreeSet<String>;

/// Criteria that every good run of a case looked at, and a good run of such a case no longer does.
fn unchecked(old: &Facts<'_>, new: &Facts<'_>, before: &Runs, after: &Runs) -> Vec<Unchecked> {
    let good = |facts: &Facts<'_>, runs: &Runs| -> BTreeMap<(Given, Checks), Vec<String>> {
        let mut all = BTreeMap::new();
        for run in runs.all.iter().filter(|run| run.end == End::Done) {
            let checks = run.events.iter().filter_map(step).flat_map(|id| &facts.process().step(id).checks);
            let checks = checks.map(|name| similar::key(&name.text)).collect();
            all.entry((run.given.clone(), checks)).or_insert_with(|| names(facts.process(), &run.events));
        }
        all
    };
    let (old_runs, new_runs) = (good(old, before), good(new, after));
    let mut found: Vec<Unchecked> = Vec::new();
    for ((given, checks), path) in &new_runs {
        let mut alike = old_runs.keys().filter(|(other, _)| agree(given, other)).map(|(_, checks)| checks);
        let Some(first) = alike.next() else { continue };
        let mut promised = first.clone();
        alike.for_each(|other| promised.retain(|criterion| other.contains(criterion)));
        // What the text asks only of other cases is not lost for this one.
        let concerns = |key: &&String| {
            let own = new.procedure.conditions.iter().find(|one| similar::key(&one.name.text) == **key);
            let when = own.and_then(|one| one.row.when.as_ref());
            when.is_none_or(|when| when.eval(given) != Truth::No)
        };
        for key in promised.difference(checks).filter(concerns) {
            let all = old.process().steps.iter().flat_map(|step| &step.checks);
            let criterion = all.clone().find(|name| similar::key(&name.text) == *key).map(|name| name.text.clone());
            let criterion = criterion.unwrap_or_else(|| key.clone());
            if found.iter().all(|known| known.criterion != criterion) {
                let facts = rules::case_words(new.procedure, given);
                found.push(Unchecked { criterion, facts, path: path.clone() });
            }
        }
    }
    found.sort();
    found
}

/// How a run ends and what led there: requests for supplements, refusals, time that ran out.
type Outcome = (End, BTreeSet<Finding>);

fn outcome(run: &Run) -> Outcome {
    let causes = run.events.iter().map(|event| event.finding).filter(|finding| *finding != Finding::Good);
    (run.end, causes.collect())
}

/// Whether two cases can be one: they say nothing contradictory.
fn agree(one: &Given, other: &Given) -> bool {
    one.iter().all(|(atom, value)| other.get(atom).is_none_or(|known| known == value))
}

/// A way as messages show it: each step as a name, one that is worked twice in a row once.
pub(super) fn way(names: &[String]) -> String {
    let mut names = names.to_vec();
    names.dedup();
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ")
}

fn step(event: &Event) -> Option<crate::model::StepId> {
    match event.work {
        Work::Step(id) => Some(id),
        Work::Supplement(..) => None,
    }
}

pub(super) fn names(process: &Process, events: &[Event]) -> Vec<String> {
    events.iter().filter_map(step).map(|id| process.step(id).name.text.clone()).collect()
}

impl Unchecked {
    /// The criterion with the case in which it is no longer looked at.
    pub fn text(&self) -> Text {
        let (criterion, Text { en, vi }) = (&self.criterion, &self.facts);
        if en.is_empty() {
            Text::same(criterion.clone())
        } else {
            crate::text!(en: "{criterion} ({en})", vi: "{criterion} ({vi})")
        }
    }
}

impl Lost {
    /// One sentence: what ended how, and on which way.
    pub fn text(&self) -> Text {
        let path = way(&self.path);
        let (end, end_vi) = match self.end {
            End::Done => ("be granted", "được giải quyết"),
            End::Refuse => ("be refused", "bị từ chối"),
            End::Withdraw => ("be withdrawn", "được rút"),
            End::Stop => ("be stopped", "dừng giải quyết"),
        };
        let aside = |words: &str| if words.is_empty() { String::new() } else { format!(" ({words})") };
        let (facts, facts_vi) = (aside(&self.facts.en), aside(&self.facts.vi));
        crate::text!(
            en: "a case{facts} could {end} on the way {path}, and no longer can",
            vi: "trước đây hồ sơ{facts_vi} có thể {end_vi} theo đường đi {path}, nay không còn"
        )
    }
}
