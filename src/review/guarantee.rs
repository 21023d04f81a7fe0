//! What the process promises, before and after: every outcome stays possible under the same conditions, and every check
//! that protected one still comes before it or is named as given up.

use crate::analysis::{Event, Facts, Finding, Run, Runs, Work};
use crate::base::{Text, similar};
use crate::model::{End, Given, Process};
use crate::rules;
use std::collections::BTreeSet;

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

/// What the old process promised and the new one does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Broken {
    /// Outcomes that are gone.
    pub lost: Vec<Lost>,
    /// Criteria that are looked at before an end of this kind on no way any more.
    pub unchecked: Vec<String>,
    /// Whether all ways could be listed, up to the bounds of [`Runs`].
    pub complete: bool,
}

/// Compares the ways through two processes of one procedure.
pub fn compare(old: &Facts<'_>, new: &Facts<'_>) -> Broken {
    let before = Runs::of(old, &old.assumptions());
    let after = Runs::of(new, &new.assumptions());
    let reached: Vec<(Outcome, &Given)> = after.all.iter().map(|run| (outcome(run), &run.given)).collect();
    let mut broken = Broken { complete: before.complete && after.complete, ..Broken::default() };
    let mut said: BTreeSet<(u8, Text)> = BTreeSet::new();
    for run in &before.all {
        let wanted = outcome(run);
        if reached.iter().any(|(other, given)| *other == wanted && agree(&run.given, given)) {
            continue;
        }
        let facts = rules::case_words(old.procedure, &run.given);
        if said.insert((wanted.0 as u8, facts.clone())) {
            broken.lost.push(Lost { end: wanted.0, facts, path: names(old.process(), &run.events) });
        }
    }
    let checked = |facts: &Facts<'_>, runs: &Runs| -> BTreeSet<String> {
        let good = runs.all.iter().filter(|run| run.end == End::Done);
        let steps = good.flat_map(|run| run.events.iter()).filter_map(step);
        steps
            .flat_map(|id| facts.process().step(id).checks.iter().map(|name| name.text.clone()).collect::<Vec<_>>())
            .collect()
    };
    let still: BTreeSet<String> = checked(new, &after).iter().map(|name| similar::key(name)).collect();
    broken.unchecked = checked(old, &before).into_iter().filter(|name| !still.contains(&similar::key(name))).collect();
    broken
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

fn step(event: &Event) -> Option<crate::model::StepId> {
    match event.work {
        Work::Step(id) => Some(id),
        Work::Supplement(..) => None,
    }
}

fn names(process: &Process, events: &[Event]) -> Vec<String> {
    events.iter().filter_map(step).map(|id| process.step(id).name.text.clone()).collect()
}

impl Lost {
    /// One sentence: what ended how, and on which way.
    pub fn text(&self) -> Text {
        let path = self.path.join(" → ");
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
