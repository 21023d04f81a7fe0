//! Proposals: every finding that a change can answer, the change tried on the text, and the gate's word on it.
//!
//! One proposal of each procedure is tried at a time, all procedures together: the catalogue is checked as often as the
//! fullest procedure has proposals, not once for each.

use super::bench::{Bench, Narrowing, Trial, texts_after};
use super::change::{Change, Kept, Stage};
use super::control::{self, Control};
use super::cost::{Account, Prices, Sheet, kind_of_case};
use super::edit::edits;
use super::effect::Figures;
use super::gate::{self, Cure, Pair, Refusal, State};
use super::ground::{self, Act, Touched};
use super::passage::{Passage, passages};
use super::plan::{self, Plan};
use super::reach::Reach;
use super::rewrite;
use super::subject::{Place, Subject};
use crate::analysis::Facts;
use crate::base::{Certainty, CodeRef, Diagnostic, Edit, FileId, Sources, Span, Text, Verdict};
use crate::model::{self, Catalogue, Entry, Given, Id, OrUnknown, Procedure};
use crate::pipeline::{Checked, Options};
use std::collections::{BTreeMap, BTreeSet};

/// One change that a reviewer may accept.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The procedure and a short mark of what is changed: the same as long as the change is.
    pub id: String,
    /// The procedure.
    pub procedure: String,
    /// What was found.
    pub code: CodeRef,
    /// The finding in words.
    pub reason: Text,
    /// Where it was found.
    pub at: Span,
    /// The whole finding: how certain it is, what it compared.
    pub finding: Diagnostic,
    /// What is to be done.
    pub changes: Vec<Change>,
    /// The elements that are changed, and which acts lay them down.
    pub touched: Vec<Touched>,
    /// The acts that the change rests on: a transfer of power, a register that is open for use.
    pub supports: Vec<Act>,
    /// Text now and text proposed.
    pub passages: Vec<Passage>,
    /// Why the gate refuses it; empty: it is safe.
    pub refusals: Vec<Refusal>,
    /// Checks that no longer happen, and what stands in for them.
    pub given_up: Vec<Control>,
    /// What must be answered before it may be carried out.
    pub question: Option<Text>,
    /// What is not known of its effect.
    pub unknowns: Vec<Text>,
    /// Figures before, in the first view of the procedure.
    pub before: Figures,
    /// Figures after.
    pub after: Figures,
    /// What a case costs before and after.
    pub costs: (Sheet, Sheet),
    /// The kind of case that papers and costs are counted for.
    pub case: Given,
    /// Whom it helps, where a register answers only for some cases: a noun phrase.
    pub partly: Option<Text>,
    /// Proposals of the same plan that must be carried out first: without them it was not found. Its passages and places
    /// are those of the text that they leave.
    pub needs: Vec<String>,
    /// Figures before, with the papers of whichever case hands in most.
    pub(super) today: Figures,
    pub(super) place: Place,
    pub(super) edits: Vec<Edit>,
}

impl Proposal {
    /// Whether the gate lets it pass.
    pub fn is_safe(&self) -> bool {
        self.refusals.is_empty()
    }

    /// Whether it may be part of a plan: a hint must be confirmed by a person first, unless it only takes time that the plan's
    /// own steps leave over.
    pub fn is_for_a_plan(&self) -> bool {
        self.is_safe()
            && !self.is_housekeeping()
            && !self.is_idle()
            && (self.finding.certainty != Certainty::Hint || self.stage() == Stage::Limit)
    }

    /// Whether it only puts words of the catalogue in order: nobody applies or works otherwise for it, and no act changes.
    pub fn is_housekeeping(&self) -> bool {
        self.code.theme() == "wording"
    }

    /// Whether there is nothing in it for anybody to decide: the gate refuses what would at most have arranged steps anew, or
    /// steps become one and no figure gets better.
    fn is_idle(&self) -> bool {
        let arranges = |change: &Change| matches!(change.stage(), Stage::Merge | Stage::Parallelise);
        !self.is_safe() && self.changes.iter().all(arranges) || self.only_tidies()
    }

    /// Whether steps become one and no figure gets better: nothing by itself, a part of writing a process anew.
    pub(super) fn only_tidies(&self) -> bool {
        self.changes.iter().all(|change| matches!(change, Change::Merge { .. })) && !self.frees()
    }

    /// Whether it frees time, a visit, a paper, a hand-over, an approval or money.
    fn frees(&self) -> bool {
        let (old, new) = (&self.costs.0, &self.costs.1);
        let cheaper =
            |old: &Account, new: &Account| old.total().zip(new.total()).is_some_and(|(old, new)| new.base < old.base);
        self.after.is_better_than(&self.before)
            || cheaper(&old.applicant, &new.applicant)
            || cheaper(&old.office, &new.office)
    }

    /// The first stage of its changes.
    pub fn stage(&self) -> Stage {
        self.changes.iter().map(Change::stage).max().unwrap_or(Stage::Eliminate)
    }
}

/// What a review of a catalogue found.
#[derive(Debug)]
pub struct Review {
    /// Every proposal, by procedure and then in the order of thought.
    pub proposals: Vec<Proposal>,
    /// Changes that only put the words of the catalogue in order; no plan counts them.
    pub housekeeping: Vec<Proposal>,
    /// Findings of rules with a rewrite for which no change could be written: a person must think.
    pub by_hand: Vec<Diagnostic>,
    /// By procedure: what is proposed for it as a whole. Procedures without a safe proposal have none.
    pub plans: Vec<Plan>,
    /// How many procedures it says something about.
    pub reach: Reach,
    /// The catalogue with all plans carried out.
    pub after: Trial,
}

/// Thinks of changes for everything found in the procedures that `wanted` picks, and tries each.
pub fn review(sources: &Sources, checked: &Checked, options: &Options, wanted: impl Fn(&str) -> bool) -> Review {
    let options = &Options { trees: options.trees.or_kept(), ..options.clone() };
    let bench = Bench { sources, checked, options };
    let (mut proposals, mut by_hand) = propose(bench, &wanted, &BTreeSet::new());
    let (mut plans, after, later) = plan::plans(bench, &proposals);
    proposals.extend(later);
    let carried: BTreeSet<String> =
        plans.iter().flat_map(|plan| &plan.measures).map(|measure| measure.id.clone()).collect();
    let (idle, proposals): (Vec<_>, Vec<_>) =
        proposals.into_iter().partition(|one| one.is_idle() && !carried.contains(&one.id));
    for plan in &mut plans {
        plan.alternatives.retain(|one| idle.iter().all(|idle| idle.id != one.id));
    }
    // What was only found in a text that a plan leaves has no place in that of today.
    by_hand.extend(idle.into_iter().filter(|idle| idle.needs.is_empty()).map(|idle| idle.finding));
    let (housekeeping, mut proposals): (Vec<_>, Vec<_>) = proposals.into_iter().partition(Proposal::is_housekeeping);
    proposals.sort_by(|a, b| {
        (&a.procedure, !a.needs.is_empty(), a.stage(), a.at).cmp(&(&b.procedure, !b.needs.is_empty(), b.stage(), b.at))
    });
    let reach = Reach::of(checked, &proposals, &by_hand, wanted);
    Review { proposals, housekeeping, by_hand, plans, reach, after }
}

/// What may be accepted one by one: a [`review`] without plans, and without what is only found once a plan is carried out.
pub fn proposals(
    sources: &Sources,
    checked: &Checked,
    options: &Options,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Proposal> {
    let options = &Options { trees: options.trees.or_kept(), ..options.clone() };
    let (proposals, _) = propose(Bench { sources, checked, options }, wanted, &BTreeSet::new());
    proposals
}

impl Review {
    /// Proposals and housekeeping: everything that can be written into the source.
    pub fn writable(&self) -> Vec<Proposal> {
        self.proposals.iter().chain(&self.housekeeping).cloned().collect()
    }
}

/// Thinks of changes and tries each by itself; those whose ids are `known` are left out.
pub(super) fn propose(
    bench: Bench<'_>,
    wanted: impl Fn(&str) -> bool,
    known: &BTreeSet<String>,
) -> (Vec<Proposal>, Vec<Diagnostic>) {
    let Bench { sources, checked, .. } = bench;
    let (mut proposals, mut by_hand) = (Vec::new(), Vec::new());
    let mut open: BTreeMap<&str, Vec<Candidate<'_>>> = BTreeMap::new();
    for finding in checked.findings.iter().chain(&checked.known) {
        let Some(code) = finding.procedure.as_deref().filter(|code| wanted(code)) else { continue };
        let Some(entry) = checked.catalogue.entry(code, checked.as_of) else { continue };
        if !rewrite::codes().any(|id| id == finding.code.id()) {
            continue;
        }
        let subject = Subject { sources, catalogue: &checked.catalogue, entry, settings: checked.fact_settings() };
        let place = subject.locate(finding.at);
        if subject.is_superseded(finding.at) {
            continue;
        }
        let changed = rewrite::changes(&subject, finding).and_then(|changes| {
            let edits = edits(&subject, &place, &changes)?;
            Some((changes, edits))
        });
        match changed {
            Some((changes, _)) if known.contains(&id(code, finding.code.id(), &changes)) => {}
            Some((changes, edits)) => {
                open.entry(code).or_default().push(Candidate { finding, subject, place, changes, edits });
            }
            None => by_hand.push(finding.clone()),
        }
    }
    for candidates in open.values_mut() {
        candidates.sort_by_key(|one| (one.changes.iter().map(Change::stage).max(), one.finding.at));
        candidates.dedup_by(|a, b| a.changes == b.changes && a.place == b.place);
        // Where the digital result is at hand, nobody looks into files for the same paper.
        let digital: Vec<String> = candidates.iter().flat_map(|one| &one.changes).filter_map(from_results).collect();
        candidates.retain(|one| !one.changes.iter().any(|change| is_in_files(change, &digital)));
        // A register that answers for everybody is looked up before the results of one procedure.
        let held: Vec<String> = candidates.iter().flat_map(|one| &one.changes).filter_map(looked_up).collect();
        candidates.retain(|one| !one.changes.iter().filter_map(from_results).any(|paper| held.contains(&paper)));
        candidates.reverse();
    }
    let mut narrowing = Narrowing::of(bench);
    loop {
        open.retain(|_, candidates| !candidates.is_empty());
        if open.is_empty() {
            break;
        }
        let narrow = narrowing.to(&open.keys().copied().collect());
        let mut round: Vec<Candidate<'_>> = Vec::new();
        let mut taken: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for candidates in open.values_mut() {
            let apart = |one: &Candidate<'_>| {
                let touch = |a: &Span, b: &Span| a.start <= b.end && b.start <= a.end;
                one.edits
                    .iter()
                    .all(|edit| taken.get(&edit.at.file).is_none_or(|all| all.iter().all(|at| !touch(at, &edit.at))))
            };
            if let Some(one) = candidates.pop_if(|one| apart(one)) {
                for edit in &one.edits {
                    taken.entry(edit.at.file).or_default().push(edit.at);
                }
                round.push(one);
            }
        }
        let all: Vec<&Edit> = round.iter().flat_map(|one| &one.edits).collect();
        let about = round.iter().map(|one| one.subject.entry.base.name.text.as_str()).collect();
        let tried = narrow.try_for(&about, &texts_after(sources, &all));
        let mut sharing: BTreeMap<FileId, usize> = BTreeMap::new();
        for file in round.iter().flat_map(Candidate::files) {
            *sharing.entry(file).or_default() += 1;
        }
        let alone = |file: FileId| sharing.get(&file) == Some(&1);
        proposals.extend(round.into_iter().map(|one| one.judged(narrow.checked, &tried, alone)));
    }
    (proposals, by_hand)
}

/// The files that a proposal changes, with their new texts. One that needs others is written by
/// [`accept`](super::accept) together with them.
pub fn apply(sources: &Sources, proposal: &Proposal) -> Vec<(FileId, String)> {
    let all: Vec<&Edit> = proposal.edits.iter().collect();
    texts_after(sources, &all).into_iter().collect()
}

/// The paper that a change takes from digital results.
fn from_results(change: &Change) -> Option<String> {
    match change {
        Change::FromFiles { paper, kept: Kept::ResultOf(_) } => Some(paper.clone()),
        _ => None,
    }
}

/// The paper that a change looks up.
fn looked_up(change: &Change) -> Option<String> {
    match change {
        Change::LookUp { paper, .. } => Some(paper.clone()),
        _ => None,
    }
}

/// Whether a change takes one of these papers from the files of a body.
fn is_in_files(change: &Change, papers: &[String]) -> bool {
    matches!(change, Change::FromFiles { paper, kept: Kept::By(_) } if papers.contains(paper))
}

#[derive(Debug)]
struct Candidate<'a> {
    finding: &'a Diagnostic,
    subject: Subject<'a>,
    place: Place,
    changes: Vec<Change>,
    edits: Vec<Edit>,
}

impl Candidate<'_> {
    /// The files that it changes.
    fn files(&self) -> BTreeSet<FileId> {
        self.edits.iter().map(|edit| edit.at.file).collect()
    }

    /// What the gate says; `alone` tells whether no other candidate of the trial changes a file.
    fn judged(self, old: &Checked, trial: &Trial, alone: impl Fn(FileId) -> bool) -> Proposal {
        let changed = self.files();
        let Self { finding, subject, place, changes, edits } = self;
        let entry = subject.entry;
        let code = entry.base.name.text.clone();
        let files: Vec<FileId> = edits.iter().map(|edit| edit.at.file).collect();
        let new = &trial.checked;
        let cure = Cure { finding, twice: twice(trial, &code, &place, &changes) };
        let judged = judge(Some(&cure), &files, old, new, (&code, at_place(old, entry, finding.at)));
        let texts = if changed.iter().all(|file| alone(*file)) {
            changed.into_iter().map(|file| (file, trial.sources.text(file).to_owned())).collect()
        } else {
            texts_after(subject.sources, &edits.iter().collect::<Vec<_>>())
        };
        let partly = rewrite::partly(&subject, finding);
        let unknowns = unknowns(&entry.base, finding, &judged).into_iter().chain(partly.as_ref().map(share)).collect();
        Proposal {
            id: id(&code, finding.code.id(), &changes),
            code: finding.code.clone(),
            reason: finding.message.clone(),
            at: finding.at,
            finding: finding.clone(),
            // What a case adds stands in its view only.
            touched: entry
                .views()
                .map(|view| ground::touched(&subject, view, &changes))
                .find(|touched| !touched.is_empty())
                .unwrap_or_default(),
            supports: ground::supports(&subject, &entry.base, &changes),
            passages: texts.iter().flat_map(|(file, new)| passages(subject.sources, *file, new)).collect(),
            question: rewrite::question(finding),
            unknowns,
            procedure: code,
            changes,
            refusals: judged.refusals,
            given_up: judged.given_up,
            before: judged.in_case.0,
            after: judged.in_case.1,
            costs: judged.costs,
            case: judged.case,
            partly,
            today: judged.before,
            needs: Vec::new(),
            place,
            edits,
        }
    }
}

/// Which share of the cases something helps is not known.
fn share(Text { en, vi }: &Text) -> Text {
    crate::text!(en: "the share of cases with {en}", vi: "tỷ lệ hồ sơ có {vi}")
}

/// What is not known of the effect of a change.
fn unknowns(procedure: &Procedure, finding: &Diagnostic, judged: &Judged) -> Vec<Text> {
    let mut all = Vec::new();
    let counted = procedure.volume.as_ref().is_some_and(|volume| matches!(volume.per_year.value, OrUnknown::Known(_)));
    if !counted {
        all.push(crate::text!(
            en: "how many cases there are in a year", vi: "số lượng hồ sơ trong một năm"
        ));
    }
    let (was, is) = (&judged.before, &judged.after);
    let takes_other_steps = (was.steps, was.at_least) != (is.steps, is.at_least);
    if procedure.process.is_some() && was.longest.is_none() && takes_other_steps {
        all.push(crate::text!(
            en: "the time of some steps, so the days saved are not all counted",
            vi: "thời gian của một số bước, nên chưa tính đủ số ngày tiết kiệm"
        ));
    }
    if judged.before.visits.is_none() {
        all.push(crate::text!(en: "how people may file", vi: "cách thức nộp hồ sơ"));
    }
    if finding.verdict == Verdict::NeedsLegalOpinion {
        all.push(crate::text!(
            en: "whether the law allows it: an opinion is needed first", vi: "pháp luật có cho phép hay không: cần ý kiến pháp lý trước"
        ));
    }
    all
}

/// The first line that the same changes would alter in the text that they have made; `None`: they are made once and for all.
fn twice(trial: &Trial, code: &str, place: &Place, changes: &[Change]) -> Option<String> {
    let Trial { sources, checked } = trial;
    let entry = checked.catalogue.entry(code, checked.as_of)?;
    let subject = Subject { sources, catalogue: &checked.catalogue, entry, settings: checked.fact_settings() };
    let edits = edits(&subject, place, changes)?;
    let all: Vec<&Edit> = edits.iter().collect();
    let texts = texts_after(sources, &all);
    let differs = texts.iter().flat_map(|(file, new)| passages(sources, *file, new)).next()?;
    Some(differs.proposed.lines().chain(differs.now.lines()).next().unwrap_or_default().trim().to_owned())
}

/// What the gate says of a procedure before and after.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) refusals: Vec<Refusal>,
    pub(super) given_up: Vec<Control>,
    pub(super) before: Figures,
    pub(super) after: Figures,
    pub(super) costs: (Sheet, Sheet),
    /// The kind of case that costs are counted for, and the figures with its papers.
    pub(super) case: Given,
    pub(super) in_case: (Figures, Figures),
}

/// Asks the gate about a procedure, as published or at a place.
pub(super) fn judge(
    cure: Option<&Cure<'_>>,
    files: &[FileId],
    old: &Checked,
    new: &Checked,
    (code, place): (&str, Option<&str>),
) -> Judged {
    let entry =
        |checked: &'_ Checked| checked.catalogue.entry(code, checked.as_of).map(|entry| views(checked, entry, place));
    let gone = |before: Figures, cost: Sheet| Judged {
        refusals: vec![Refusal {
            gate: "parses",
            why: crate::text!(en: "the procedure would be gone", vi: "thủ tục không còn trong danh mục"),
        }],
        given_up: Vec::new(),
        before,
        after: before,
        costs: (cost.clone(), cost),
        case: Given::new(),
        in_case: (before, before),
    };
    let prices = Prices::on(&old.settings.costs, old.as_of);
    let Some(old_views) = entry(old) else { return gone(Figures::default(), Sheet::default()) };
    let before = Facts::new(&old.catalogue, &old_views[0], old.fact_settings());
    let (before, cost) = (Figures::of(&before), Sheet::of(&before, &prices));
    let (Some(old_entry), Some(new_entry), Some(new_views)) =
        (old.catalogue.entry(code, old.as_of), new.catalogue.entry(code, new.as_of), entry(new))
    else {
        return gone(before, cost);
    };
    let old = State { checked: old, entry: old_entry, views: &old_views };
    let new = State { checked: new, entry: new_entry, views: &new_views };
    let pair = Pair::of(cure, files, old, new);
    let after = &pair.views[0].new;
    let costs = (cost, Sheet::of(after, &prices));
    let (was, is) = (&old_views[0], after.procedure);
    let case = kind_of_case((&costs.0, was), (&costs.1, is));
    let after = Figures::of(after);
    let in_case = (before.in_case(was, &case), after.in_case(is, &case));
    let (refusals, given_up) = (gate::judge(&pair), control::given_up(&pair));
    Judged { refusals, given_up, before, after, costs, case, in_case }
}

/// The place whose way of working a proposal changes; `None`: the procedure as published.
pub fn place_of(checked: &Checked, proposal: &Proposal) -> Option<Id<model::Place>> {
    let entry = checked.catalogue.entry(&proposal.procedure, checked.as_of)?;
    checked.catalogue.places.find(at_place(checked, entry, proposal.at)?)
}

/// The place in whose adaptation something stands.
pub(super) fn at_place<'c>(checked: &'c Checked, entry: &Entry, at: Span) -> Option<&'c str> {
    let catalogue: &Catalogue = &checked.catalogue;
    let adapted = catalogue.adapted.get(entry.id.index()).into_iter().flatten();
    let here = adapted.map(|&index| &catalogue.adaptations[index]).find(|adaptation| adaptation.span.contains(at))?;
    here.at.iter().chain(&here.within).find_map(|place| place.id).map(|id| catalogue.places.get(id).name.as_str())
}

/// The views of a procedure, as published or at a place: without a case and with each.
fn views(checked: &Checked, entry: &Entry, place: Option<&str>) -> Vec<Procedure> {
    match place.and_then(|name| checked.catalogue.places.find(name)) {
        None => entry.views().cloned().collect(),
        Some(place) => {
            let view = |applied: &[usize]| checked.catalogue.view_at(entry, checked.as_of, Some(place), applied);
            std::iter::once(view(&[])).chain((0..entry.variants.len()).map(|case| view(&[case]))).collect()
        }
    }
}

/// The procedure, and four hexadecimal digits of what was found and is changed (FNV-1a).
fn id(procedure: &str, code: &str, changes: &[Change]) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    let words = changes.iter().map(|change| change.text().en).collect::<Vec<_>>().join("; ");
    for byte in code.bytes().chain(words.bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    format!("{procedure}-{:04x}", (hash >> 16) ^ (hash & 0xffff))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Date;

    const TEXT: &str = "agency a {\n  role desk receives\n  role head signs\n}\n\nprocedure p \"P\" {\n  document request \"Request\" original 1\n  document letter \"Letter\" original 1\n  result r \"R\"\n  process {\n    step receive \"Receive\" kind receive by a/desk within 1 hour {\n      reads request\n    }\n    step decide \"Decide\" kind decide by a/head within 1 hour {\n      reads  request\n      writes r\n      if ineligible then refuse\n    }\n  }\n}\n";

    fn checked(sources: &Sources) -> (Checked, Options) {
        let as_of = Date::parse("2026-06-01").expect("a day");
        let options = Options { as_of: Some(as_of), ..Options::on(as_of) };
        (crate::pipeline::check(sources, &options), options)
    }

    #[test]
    fn a_change_that_leaves_its_finding_or_never_comes_to_rest_is_refused() {
        let mut sources = Sources::default();
        sources.add("p.proc", TEXT);
        let (old, _) = checked(&sources);
        let unused = old.findings.iter().find(|finding| finding.code.id() == "documents/unused").expect("a finding");
        let cure = Cure { finding: unused, twice: Some("document letter".into()) };
        let judged = judge(Some(&cure), &[FileId(0)], &old, &old, ("p", None));
        let gates: Vec<&str> = judged.refusals.iter().map(|refusal| refusal.gate).collect();
        assert_eq!(gates, ["cures", "idempotent"]);
        assert!(judged.refusals[0].why.en.contains("documents/unused"), "{:?}", judged.refusals);
        assert!(judged.refusals[1].why.en.contains("document letter"), "{:?}", judged.refusals);
    }

    #[test]
    fn what_a_change_would_do_once_more_is_seen() {
        let mut sources = Sources::default();
        sources.add("p.proc", TEXT);
        let (checked, _) = checked(&sources);
        let trial = Trial { sources, checked };
        // The text still has the paper: taking it out is something that this text has not seen yet.
        let drop = [Change::DropPaper("letter".into())];
        assert!(twice(&trial, "p", &Place::default(), &drop).is_some());
        let gone = [Change::DropPaper("nothing".into())];
        assert_eq!(twice(&trial, "p", &Place::default(), &gone), None);
    }
}
