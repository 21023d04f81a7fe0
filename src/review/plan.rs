//! Plans: what is proposed for a procedure as a whole. Safe proposals are carried out one after the other in the order
//! eliminate → merge → parallelise → delegate → digitise, each on the text that those before it left.
//!
//! What goes may bring together what stood apart: once everything found today is tried, the new text is looked at again, until
//! nothing more is found. A proposal stays in the plan if the gate passes from the text of today to the text with all of the plan, and if it still
//! cures something. Effects are counted on the combined text, never summed. All procedures go forward together.

use super::bench::{Bench, Narrowing, Trial, texts_after};
use super::change::{Change, Stage};
use super::control::Control;
use super::edit::edits;
use super::effect::Figures;
use super::gate::Refusal;
use super::propose::{Judged, Proposal, at_place, judge, propose};
use super::rewrite;
use super::subject::Subject;
use crate::base::{Diagnostic, Edit, FileId, Sources, Text};
use crate::model::Party;
use crate::pipeline::Checked;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// What is proposed for one procedure as a whole.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The procedure.
    pub procedure: String,
    /// The proposals that it carries out, in this order.
    pub measures: Vec<Measure>,
    /// Safe proposals that it does not carry out.
    pub alternatives: Vec<Alternative>,
    /// Figures today, in the first view of the procedure.
    pub before: Figures,
    /// Figures with the whole plan, counted on the combined text.
    pub after: Figures,
    /// Controls that the whole plan gives up.
    pub given_up: Vec<Control>,
    /// The files that it changes; their new texts are those of [`Review::after`](super::Review::after).
    pub files: Vec<FileId>,
}

/// A proposal in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The proposal.
    pub id: String,
    /// What is to be done, on the text that those before it left: a time limit becomes as short as the whole plan lets it.
    pub changes: Vec<Change>,
    /// Figures with everything before it in the plan.
    pub before: Figures,
    /// Figures with it too: the difference is what it adds.
    pub after: Figures,
}

/// A safe proposal that a plan does not carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The proposal.
    pub id: String,
    /// Proposals of the plan that change the same steps or papers: it could be taken instead of them.
    pub instead_of: Vec<String>,
    /// Why it does not go together with them.
    pub why: Text,
}

/// A plan that is being made.
#[derive(Debug)]
struct Making {
    plan: Plan,
    open: VecDeque<Rc<Proposal>>,
    /// Steps of one hand that become one: worth it only where the process is written anew for something else.
    tidying: VecDeque<Rc<Proposal>>,
    /// Shorter time limits, which are for the end.
    limits: VecDeque<Rc<Proposal>>,
    accepted: Vec<Rc<Proposal>>,
    /// Steps that became part of others.
    merged: BTreeMap<String, String>,
    /// Whether steps have changed since the text was last looked at.
    moved: bool,
}

/// A proposal that is tried in a round.
#[derive(Debug)]
struct Attempt {
    making: usize,
    changes: Vec<Change>,
    edits: Vec<Edit>,
}

/// What came of all accepted proposals so far: texts, and for each file the trial in which it has that text.
#[derive(Debug, Default)]
struct Standing {
    texts: BTreeMap<FileId, String>,
    trials: BTreeMap<FileId, Rc<Trial>>,
}

/// Times that the new text is looked at again at most.
const PASSES: usize = 8;

/// Makes the plans of all procedures with a safe proposal, and the catalogue with all of them. Also returns what was only
/// found once a part of a plan was carried out.
pub(super) fn plans(bench: Bench<'_>, proposals: &[Proposal]) -> (Vec<Plan>, Trial, Vec<Proposal>) {
    let mut all: BTreeMap<String, Making> = BTreeMap::new();
    let mut known: BTreeSet<String> = proposals.iter().map(|proposal| proposal.id.clone()).collect();
    for proposal in proposals.iter().filter(|proposal| proposal.is_for_a_plan()) {
        all.entry(proposal.procedure.clone()).or_insert_with(|| Making::of(proposal)).push(Rc::new(proposal.clone()));
    }
    for proposal in proposals.iter().filter(|proposal| proposal.is_safe() && proposal.only_tidies()) {
        if let Some(making) = all.get_mut(&proposal.procedure) {
            making.tidying.push_back(Rc::new(proposal.clone()));
        }
    }
    let mut all: Vec<Making> = all.into_values().collect();
    let (mut standing, mut later) = (Standing::default(), Vec::new());
    for _ in 0..PASSES {
        exhaust(bench, &mut all, &mut standing);
        let moved = all.iter_mut().filter_map(|making| std::mem::take(&mut making.moved).then_some(making)).collect();
        let found = look_again(bench, moved, &standing, &known);
        known.extend(found.iter().map(|proposal| proposal.id.clone()));
        later.extend(found);
        if all.iter().all(|making| making.open.is_empty()) {
            break;
        }
    }
    for making in &mut all {
        let steps = |measure: &Measure| measure.changes.iter().any(Change::is_about_steps);
        if making.plan.measures.iter().any(steps) {
            making.open.append(&mut making.tidying);
        }
    }
    exhaust(bench, &mut all, &mut standing);
    for making in &mut all {
        making.open.append(&mut making.limits);
    }
    exhaust(bench, &mut all, &mut standing);
    let after = settle(bench, &mut all, standing.texts);
    let plans = all.into_iter().map(|making| making.plan).filter(|plan| !plan.measures.is_empty()).collect();
    (plans, after, later)
}

/// Tries everything that is open.
fn exhaust(bench: Bench<'_>, all: &mut [Making], standing: &mut Standing) {
    let mut narrowing = Narrowing::of(bench);
    loop {
        let open = all.iter().filter(|making| !making.open.is_empty());
        let open: BTreeSet<String> = open.map(|making| making.plan.procedure.clone()).collect();
        if open.is_empty() {
            break;
        }
        round(narrowing.to(&open.iter().map(String::as_str).collect()), all, standing);
    }
}

/// What is found in the new texts of procedures whose steps have changed, and was not found before.
fn look_again(
    bench: Bench<'_>,
    mut moved: Vec<&mut Making>,
    standing: &Standing,
    known: &BTreeSet<String>,
) -> Vec<Proposal> {
    if moved.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = moved.iter().map(|making| making.plan.procedure.clone()).collect();
    let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let narrowed = bench.narrowed(&names);
    let narrow = narrowed.as_ref().map_or(bench, |trial| trial.bench(bench.options));
    let mut texts = standing.texts.clone();
    texts.retain(|file, _| !narrow.sources.text(*file).is_empty());
    let trial = narrow.try_for(&names, &texts);
    let (mut found, _) = propose(trial.bench(bench.options), |code| names.contains(code), known);
    for proposal in &mut found {
        let Some(making) = moved.iter_mut().find(|making| making.plan.procedure == proposal.procedure) else {
            continue;
        };
        proposal.needs = making.plan.measures.iter().map(|measure| measure.id.clone()).collect();
        if proposal.is_for_a_plan() {
            making.push(Rc::new(proposal.clone()));
        } else if proposal.is_safe() && proposal.only_tidies() && is_of_one_hand_today(bench, proposal) {
            making.tidying.push_back(Rc::new(proposal.clone()));
        }
    }
    found
}

/// Whether steps that would become one are worked by one hand today: what a plan has only just handed to somebody else stays
/// a step of its own, to be seen.
fn is_of_one_hand_today(bench: Bench<'_>, proposal: &Proposal) -> bool {
    let Checked { catalogue, as_of, .. } = bench.checked;
    let Some(entry) = catalogue.entry(&proposal.procedure, *as_of) else { return false };
    proposal.changes.iter().all(|change| match change {
        Change::Merge { first, second } => entry.views().any(|view| {
            let process = view.process.as_ref();
            let bodies = |name: &str| {
                let by = process.and_then(|process| process.step(process.named(name)?).by.as_ref())?;
                Some(by.any_of.iter().map(Party::key).collect::<Vec<_>>())
            };
            bodies(first).is_some() && bodies(first) == bodies(second)
        }),
        _ => true,
    })
}

impl Making {
    fn of(first: &Proposal) -> Self {
        let plan = Plan {
            procedure: first.procedure.clone(),
            measures: Vec::new(),
            alternatives: Vec::new(),
            before: first.today,
            after: first.today,
            given_up: Vec::new(),
            files: Vec::new(),
        };
        let (open, tidying, limits) = (VecDeque::new(), VecDeque::new(), VecDeque::new());
        Self { plan, open, tidying, limits, accepted: Vec::new(), merged: BTreeMap::new(), moved: false }
    }

    fn push(&mut self, proposal: Rc<Proposal>) {
        let queue = if proposal.stage() == Stage::Limit { &mut self.limits } else { &mut self.open };
        queue.push_back(proposal);
    }

    /// Takes a proposal into the plan.
    fn accept(&mut self, proposal: Rc<Proposal>, changes: Vec<Change>, judged: Judged) {
        for change in &changes {
            if let Change::Merge { first, second } = change {
                self.merged.insert(second.clone(), first.clone());
            }
            self.moved |= !matches!(
                change,
                Change::DropPaper(_)
                    | Change::FromFiles { .. }
                    | Change::LookUp { .. }
                    | Change::PlainCopy(_)
                    | Change::PayOnline
                    | Change::UseRegistered { .. }
                    | Change::Recite { .. }
                    | Change::Shorten { .. }
            );
        }
        let (before, after) = (self.plan.after, judged.after);
        self.plan.measures.push(Measure { id: proposal.id.clone(), changes, before, after });
        self.plan.after = after;
        self.plan.given_up = judged.given_up;
        self.accepted.push(proposal);
    }

    /// Sets a proposal aside as an alternative to those that touch the same.
    fn set_aside(&mut self, proposal: &Proposal, why: Text) {
        let touches = |other: &&Rc<Proposal>| {
            let own: Vec<&str> = proposal.changes.iter().flat_map(|change| change.touches()).collect();
            other.changes.iter().flat_map(|change| change.touches()).any(|name| own.contains(&name))
        };
        let instead_of = self.accepted.iter().filter(touches).map(|other| other.id.clone()).collect();
        self.plan.alternatives.push(Alternative { id: proposal.id.clone(), instead_of, why });
    }
}

/// Tries the next proposal of every procedure, one for each file, in one check.
fn round(bench: Bench<'_>, all: &mut [Making], standing: &mut Standing) {
    let mut attempts: Vec<Attempt> = Vec::new();
    let mut busy: BTreeSet<FileId> = BTreeSet::new();
    let mut texts = standing.texts.clone();
    for (making, one) in all.iter_mut().enumerate() {
        while let Some(proposal) = one.open.front().map(Rc::clone) {
            let home = proposal.at.file;
            let trial = standing.trials.get(&home).map(Rc::clone);
            let (sources, checked) =
                trial.as_deref().map_or((bench.sources, bench.checked), |trial| (&trial.sources, &trial.checked));
            let Some((changes, edits)) = again(sources, checked, &proposal, &one.merged) else {
                one.open.pop_front();
                one.set_aside(
                    &proposal,
                    crate::text!(
                        en: "what it changes is no longer there once the plan is carried out",
                        vi: "nội dung cần sửa không còn khi đã thực hiện phương án chung"
                    ),
                );
                continue;
            };
            let files: BTreeSet<FileId> = edits.iter().map(|edit| edit.at.file).collect();
            if !files.is_disjoint(&busy) {
                break;
            }
            let current =
                |file: &FileId| standing.texts.get(file).map_or_else(|| bench.sources.text(*file), String::as_str);
            if files.iter().any(|file| sources.text(*file) != current(file)) {
                // Another procedure changed a text that this one changes too: look at both together once.
                let fresh = Rc::new(bench.try_texts(&standing.texts));
                standing.trials.extend(standing.texts.keys().map(|file| (*file, Rc::clone(&fresh))));
                standing.trials.insert(home, fresh);
                continue;
            }
            let own: Vec<&Edit> = edits.iter().collect();
            texts.extend(texts_after(sources, &own));
            busy.extend(files);
            attempts.push(Attempt { making, changes, edits });
            break;
        }
    }
    if attempts.is_empty() {
        return;
    }
    // Procedures that are done are not looked at any more.
    texts.retain(|file, _| !bench.sources.text(*file).is_empty());
    // What comes next in these files is compared with this trial, whichever procedure it belongs to.
    let next = |one: &&Making| {
        one.open.iter().chain(&one.tidying).chain(&one.limits).any(|proposal| busy.contains(&proposal.at.file))
    };
    let about = all.iter().filter(next).map(|one| one.plan.procedure.as_str());
    let about = about.chain(attempts.iter().map(|one| all[one.making].plan.procedure.as_str())).collect();
    let trial = Rc::new(bench.try_for(&about, &texts));
    for Attempt { making, changes, edits } in attempts {
        let one = &mut all[making];
        let proposal = one.open.pop_front().expect("an attempt is the next proposal of its procedure");
        let files: BTreeSet<FileId> = edits.iter().map(|edit| edit.at.file).collect();
        let before = standing.trials.get(&proposal.at.file).map_or(bench.checked, |trial| &trial.checked);
        match verdict(bench, before, &trial.checked, &proposal, &files) {
            Ok(judged) => {
                for file in files {
                    standing.texts.insert(file, trial.sources.text(file).to_owned());
                    standing.trials.insert(file, Rc::clone(&trial));
                    if !one.plan.files.contains(&file) {
                        one.plan.files.push(file);
                    }
                }
                one.accept(proposal, changes, judged);
            }
            Err(why) => one.set_aside(&proposal, why),
        }
    }
}

/// What a proposal asks for in a text that has changed since, and the edits. `merged`: steps that became part of others.
pub(super) fn again(
    sources: &Sources,
    checked: &Checked,
    proposal: &Proposal,
    merged: &BTreeMap<String, String>,
) -> Option<(Vec<Change>, Vec<Edit>)> {
    let entry = checked.catalogue.entry(&proposal.procedure, checked.as_of)?;
    let subject = Subject { sources, catalogue: &checked.catalogue, entry, settings: checked.fact_settings() };
    let of_plan = |finding: &&Diagnostic| {
        finding.procedure.as_ref() == Some(&proposal.procedure) && finding.code == proposal.code
    };
    let changes: Vec<Change> = if proposal.stage() == Stage::Limit {
        // How short the limit can be is a matter of the whole plan.
        rewrite::changes(&subject, checked.findings.iter().chain(&checked.known).find(of_plan)?)?
    } else {
        let written = subject.process(&proposal.place);
        let there = |name: &String| written.is_some_and(|written| written.step(name).is_some());
        proposal.changes.iter().filter_map(|change| still(change, merged, there)).collect()
    };
    let edits = edits(&subject, &proposal.place, &changes)?;
    Some((changes, edits))
}

/// What is left of a change when some steps are gone or have become part of others.
fn still(change: &Change, merged: &BTreeMap<String, String>, there: impl Fn(&String) -> bool) -> Option<Change> {
    let now = |name: &String| {
        let mut name = name;
        while let Some(into) = merged.get(name) {
            name = into;
        }
        name.clone()
    };
    match change {
        Change::DropSteps(steps) => {
            let left: Vec<String> = steps.iter().filter(|step| there(step)).cloned().collect();
            (!left.is_empty()).then_some(Change::DropSteps(left))
        }
        Change::Merge { first, second } => Some(Change::Merge { first: now(first), second: now(second) }),
        other => Some(other.clone()),
    }
}

/// Whether a proposal still cures something, and the gate passes from today's text to the new one.
pub(super) fn verdict(
    bench: Bench<'_>,
    before: &Checked,
    after: &Checked,
    proposal: &Proposal,
    files: &BTreeSet<FileId>,
) -> Result<Judged, Text> {
    let code = proposal.procedure.as_str();
    let found = |checked: &Checked| {
        let all = checked.findings.iter().chain(&checked.known);
        all.filter(|finding| finding.procedure.as_deref() == Some(code) && finding.code == proposal.code).count()
    };
    if found(after) >= found(before) {
        return Err(crate::text!(
            en: "what it answers is answered already, or would still be found",
            vi: "phát hiện tương ứng đã được giải quyết, hoặc vẫn còn"
        ));
    }
    let entry = bench.checked.catalogue.entry(code, bench.checked.as_of);
    let place = entry.and_then(|entry| at_place(bench.checked, entry, proposal.at));
    let files: Vec<FileId> = files.iter().copied().collect();
    let judged = judge(None, &files, bench.checked, after, (code, place));
    let published = place.map(|_| judge(None, &files, bench.checked, after, (code, None)));
    let refusal = judged.refusals.first().or_else(|| published.as_ref()?.refusals.first());
    match refusal {
        None => Ok(published.unwrap_or(judged)),
        Some(Refusal { why, .. }) => Err(why.clone()),
    }
}

/// Checks everything together once more: a plan that only fails beside the others is withdrawn.
fn settle(bench: Bench<'_>, all: &mut [Making], mut texts: BTreeMap<FileId, String>) -> Trial {
    loop {
        let planned = all.iter().filter(|one| !one.plan.measures.is_empty());
        let about = planned.map(|one| one.plan.procedure.as_str()).collect();
        let trial = bench.try_for(&about, &texts);
        let mut withdrawn = false;
        for one in all.iter_mut().filter(|one| !one.plan.measures.is_empty()) {
            let judged = judge(None, &one.plan.files, bench.checked, &trial.checked, (&one.plan.procedure, None));
            let Some(Refusal { why, .. }) = judged.refusals.first() else { continue };
            withdrawn = true;
            one.plan.files.drain(..).for_each(|file| {
                texts.remove(&file);
            });
            one.plan.measures.clear();
            (one.plan.after, one.plan.given_up) = (one.plan.before, Vec::new());
            for proposal in std::mem::take(&mut one.accepted) {
                one.set_aside(&proposal, why.clone());
            }
        }
        if !withdrawn {
            return trial;
        }
    }
}
