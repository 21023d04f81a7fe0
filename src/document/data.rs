//! A review for programs: a versioned document of its own frozen shape, and its JSON Schema.

use super::amend::{authorities, ground};
use super::assured::kept;
use super::measure::{action, now_and_then};
use super::reviewed::{Reckoned, names};
use crate::base::{Certainty, Language};
use crate::review::cost::{Account, Benefit, Part, Range};
use crate::review::{Figures, Proposal, Reach};
use schemars::JsonSchema;
use serde::Serialize;

/// The version of the document's shape. A field may be added within it; nothing is renamed or removed.
pub const VERSION: u32 = 1;

/// A review of a catalogue.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Procedo review")]
pub struct Review {
    /// The version of this shape.
    version: u32,
    /// The day for which the review holds, `2026-11-21`.
    as_of: String,
    /// The language of the words.
    language: String,
    /// How many findings need a person's thought.
    by_hand: usize,
    /// How many procedures the review says something about.
    reach: Reached,
    /// What is proposed for procedures as a whole.
    plans: Vec<Plan>,
    /// Every proposal, also those that no plan carries out, in the order of their ranks.
    proposals: Vec<One>,
    /// Corrections of the catalogue's words: no proposals, nothing changes for anybody.
    housekeeping: Vec<Tidying>,
}

/// A correction of words.
#[derive(Debug, Serialize, JsonSchema)]
struct Tidying {
    id: String,
    procedure: String,
    /// The rule that found something.
    code: String,
    reason: String,
    actions: Vec<String>,
}

/// What is proposed for one procedure as a whole; its figures are counted on the combined text.
#[derive(Debug, Serialize, JsonSchema)]
struct Plan {
    procedure: String,
    title: Option<String>,
    /// Ids of proposals in the order in which they are carried out.
    measures: Vec<String>,
    /// Safe proposals that are not carried out, and why.
    alternatives: Vec<Reason>,
    before: Counts,
    after: Counts,
    benefit: Money,
    /// Controls that no longer take place, and what stands in for them.
    given_up: Vec<Reason>,
}

/// Numbers of procedures in force; proposals that the gate refuses do not count.
#[derive(Debug, Serialize, JsonSchema)]
struct Reached {
    procedures: u32,
    /// Those whose internal process is known: no other can get a proposal about steps.
    with_process: u32,
    /// With a proposal about steps.
    steps: u32,
    /// With a proposal about papers.
    papers: u32,
    /// With both.
    both: u32,
    /// With proposals about other things only.
    others: u32,
    /// Without a proposal, but with something that must be answered first.
    questions: u32,
    /// With nothing of all that.
    nothing: u32,
}

/// What it is about, and a sentence on it.
#[derive(Debug, Serialize, JsonSchema)]
struct Reason {
    what: String,
    why: String,
}

/// Figures of one case. An absent one is not known.
#[derive(Debug, Serialize, JsonSchema)]
struct Counts {
    /// Working minutes of the longest way.
    longest_minutes: Option<i64>,
    visits: Option<u32>,
    papers: u32,
    steps: u32,
    hand_overs: Option<u32>,
    approvals: u32,
}

/// Compliance cost in đồng. An absent sum is not known.
#[derive(Debug, Serialize, JsonSchema)]
struct Money {
    /// Cases a year.
    cases: Option<u64>,
    /// Where that number comes from.
    source: Option<String>,
    /// Who bears the cost of applying.
    payers: String,
    /// Of one case, by the stages of the form.
    before: Vec<Stage>,
    after: Vec<Stage>,
    saved_per_case: Option<Values>,
    saved_per_year: Option<Values>,
    /// The saving as a share of the cost before, in hundredths of a per cent.
    rate: Option<i64>,
    office_saved_per_case: Option<Values>,
    office_saved_per_year: Option<Values>,
    /// What could not be counted.
    missing: Vec<String>,
}

/// One stage of the form.
#[derive(Debug, Serialize, JsonSchema)]
struct Stage {
    stage: String,
    amount: Option<Values>,
}

/// A value with the least and the most that it may be.
#[derive(Debug, Serialize, JsonSchema)]
struct Values {
    low: i64,
    base: i64,
    high: i64,
}

/// One proposal.
#[derive(Debug, Serialize, JsonSchema)]
struct One {
    id: String,
    procedure: String,
    /// The rule that found something.
    code: String,
    certainty: Sureness,
    /// Whether the safety gate lets it pass.
    safe: bool,
    reason: String,
    changes: Vec<Step>,
    /// What is touched, where it is laid down, who may amend it.
    legal: Vec<Legal>,
    /// Acts that it rests on.
    supports: Vec<String>,
    /// The source now and proposed.
    passages: Vec<Lines>,
    refusals: Vec<Reason>,
    given_up: Vec<Reason>,
    /// Why nothing is given up by changes that give up none: what still looks at the same.
    kept: Vec<String>,
    /// What must be answered before it may be carried out.
    question: Option<String>,
    unknowns: Vec<String>,
    /// Ids of the proposals of the same plan that must be carried out first: without them it was not found.
    needs: Vec<String>,
    before: Counts,
    after: Counts,
    benefit: Option<Money>,
    /// `now`, `province`, `upward`; absent where the instrument is not known.
    lane: Option<String>,
    /// Its place in the lane; absent where it is not ranked.
    place: Option<usize>,
    /// The best and the worst place under other weights and parameters.
    places: Option<(usize, usize)>,
    score: Option<f64>,
    /// Whether no other proposal is better in everything.
    front: bool,
    /// Why it is not ranked.
    unranked: Option<String>,
}

/// A change in words.
#[derive(Debug, Serialize, JsonSchema)]
struct Step {
    action: String,
    now: String,
    proposed: String,
}

/// Where something is laid down.
#[derive(Debug, Serialize, JsonSchema)]
struct Legal {
    what: String,
    instrument: String,
    authorities: Vec<String>,
}

/// Lines of a source.
#[derive(Debug, Serialize, JsonSchema)]
struct Lines {
    file: String,
    line: usize,
    now: String,
    proposed: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Sureness {
    Proven,
    Probable,
    Hint,
}

/// The JSON Schema of [`Review`].
pub fn schema() -> String {
    let schema = schemars::schema_for!(Review);
    serde_json::to_string_pretty(&schema).expect("a schema can be written") + "\n"
}

impl Review {
    /// The document as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("plain structs can be written") + "\n"
    }
}

pub(super) fn review(reckoned: &Reckoned<'_>, language: Language) -> Review {
    let Reckoned { checked, review, .. } = reckoned;
    let entry = |code: &str| checked.catalogue.entry(code, checked.as_of);
    let plans = review.plans.iter().zip(&reckoned.figures).zip(&reckoned.benefits);
    let plans = plans.map(|((plan, (before, after)), benefit)| {
        let said = |words: &str| {
            entry(&plan.procedure).map_or_else(|| words.to_owned(), |own| names(checked, own, language).sentence(words))
        };
        Plan {
            procedure: plan.procedure.clone(),
            title: entry(&plan.procedure).and_then(|own| own.base.title.as_ref()).map(|title| title.text.clone()),
            measures: plan.measures.iter().map(|measure| measure.id.clone()).collect(),
            alternatives: plan
                .alternatives
                .iter()
                .map(|one| Reason { what: one.id.clone(), why: said(one.why.get(language)) })
                .collect(),
            before: counts(before),
            after: counts(after),
            benefit: money(benefit, language),
            given_up: plan
                .given_up
                .iter()
                .map(|one| Reason { what: one.what.clone(), why: said(one.replaced_by.get(language)) })
                .collect(),
        }
    });
    let ranked = reckoned.ranking.iter().filter_map(|rank| {
        let place = review.proposals.iter().position(|proposal| proposal.id == rank.id)?;
        Some(one(reckoned, place, rank, language))
    });
    Review {
        version: VERSION,
        as_of: checked.as_of.to_string(),
        language: language.code().to_owned(),
        by_hand: review.by_hand.len(),
        reach: reached(review.reach),
        plans: plans.collect(),
        proposals: ranked.collect(),
        housekeeping: review.housekeeping.iter().map(|one| tidying(checked, one, language)).collect(),
    }
}

fn tidying(checked: &crate::pipeline::Checked, proposal: &Proposal, language: Language) -> Tidying {
    let names = checked.catalogue.entry(&proposal.procedure, checked.as_of).map(|own| names(checked, own, language));
    let reason = proposal.reason.get(language);
    Tidying {
        id: proposal.id.clone(),
        procedure: proposal.procedure.clone(),
        code: proposal.code.id().to_owned(),
        reason: names.as_ref().map_or_else(|| reason.to_owned(), |names| names.sentence(reason)),
        actions: names.iter().flat_map(|names| proposal.changes.iter().map(|change| action(change, names))).collect(),
    }
}

fn reached(reach: Reach) -> Reached {
    let Reach { procedures, with_process, steps, papers, both, others, questions, nothing } = reach;
    Reached { procedures, with_process, steps, papers, both, others, questions, nothing }
}

fn one(reckoned: &Reckoned<'_>, place: usize, rank: &crate::review::rank::Rank, language: Language) -> One {
    let proposal: &Proposal = &reckoned.review.proposals[place];
    let checked = reckoned.checked;
    let entry = checked.catalogue.entry(&proposal.procedure, checked.as_of);
    let said =
        |words: &str| entry.map_or_else(|| words.to_owned(), |own| names(checked, own, language).sentence(words));
    let step = |change: &crate::review::Change| {
        let names = names(checked, entry?, language);
        let (now, proposed) = now_and_then(change, &proposal.changes, &names);
        Some(Step { action: action(change, &names), now, proposed })
    };
    One {
        id: proposal.id.clone(),
        procedure: proposal.procedure.clone(),
        code: proposal.code.id().to_owned(),
        certainty: match proposal.finding.certainty {
            Certainty::Proven => Sureness::Proven,
            Certainty::Probable => Sureness::Probable,
            Certainty::Hint => Sureness::Hint,
        },
        safe: proposal.is_safe(),
        reason: said(proposal.reason.get(language)),
        changes: proposal.changes.iter().filter_map(step).collect(),
        legal: proposal
            .touched
            .iter()
            .map(|one| Legal {
                what: one.title.clone().unwrap_or_else(|| one.name.clone()),
                instrument: ground(one, language),
                authorities: authorities(one, language),
            })
            .collect(),
        supports: super::amend::words_of(&proposal.supports, language),
        passages: proposal
            .passages
            .iter()
            .map(|lines| Lines {
                file: lines.path.to_string_lossy().replace('\\', "/"),
                line: lines.line,
                now: lines.now.clone(),
                proposed: lines.proposed.clone(),
            })
            .collect(),
        refusals: proposal
            .refusals
            .iter()
            .map(|one| Reason { what: one.gate.to_owned(), why: said(one.why.get(language)) })
            .collect(),
        given_up: proposal
            .given_up
            .iter()
            .map(|one| Reason { what: one.what.clone(), why: said(one.replaced_by.get(language)) })
            .collect(),
        kept: entry.map_or_else(Vec::new, |own| {
            let names = names(checked, own, language);
            proposal.changes.iter().filter_map(|change| kept(change, &names)).collect()
        }),
        question: proposal.question.as_ref().map(|one| said(one.get(language))),
        needs: proposal.needs.clone(),
        unknowns: proposal.unknowns.iter().map(|one| said(one.get(language))).collect(),
        before: counts(&proposal.before),
        after: counts(&proposal.after),
        benefit: reckoned.own[place].as_ref().map(|benefit| money(benefit, language)),
        lane: rank.lane.map(|lane| match lane {
            crate::review::rank::Lane::Now => "now".to_owned(),
            crate::review::rank::Lane::Province => "province".to_owned(),
            crate::review::rank::Lane::Upward => "upward".to_owned(),
        }),
        place: rank.place,
        places: rank.places,
        // Twelve digits are the same on every machine.
        score: rank.score.map(|score| (score * 1e9).round() / 1e9),
        front: reckoned.front.contains(&proposal.id),
        unranked: reckoned.weighed[place].unranked.as_ref().map(|why| said(why.get(language))),
    }
}

fn counts(figures: &Figures) -> Counts {
    Counts {
        longest_minutes: figures.longest.map(crate::time::WorkTime::minutes),
        visits: figures.visits,
        papers: figures.papers,
        steps: figures.steps,
        hand_overs: figures.hand_overs,
        approvals: figures.approvals,
    }
}

fn values(range: Option<Range>) -> Option<Values> {
    range.map(|Range { low, base, high }| Values { low, base, high })
}

fn money(benefit: &Benefit, language: Language) -> Money {
    let stages = |account: &Account| {
        Part::FORM
            .iter()
            .map(|part| Stage { stage: part.text().get(language).to_owned(), amount: values(account.of_part(*part)) })
            .collect()
    };
    Money {
        cases: benefit.cases,
        source: benefit.source.clone(),
        payers: benefit.payers().text().get(language).to_owned(),
        before: stages(&benefit.before.applicant),
        after: stages(&benefit.after.applicant),
        saved_per_case: values(benefit.per_case()),
        saved_per_year: values(benefit.per_year()),
        rate: benefit.rate().map(|rate| rate.0),
        office_saved_per_case: values(benefit.office_per_case()),
        office_saved_per_year: values(benefit.office_per_year()),
        missing: benefit.missing().iter().map(|what| what.get(language).to_owned()).collect(),
    }
}
