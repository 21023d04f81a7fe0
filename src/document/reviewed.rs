//! All papers of a review, made of what the review found: one for each procedure and one for the catalogue.

use super::naming::Names;
use super::programme::{Batch, programme};
use super::proposal::{Subject, measures, proposal};
use super::{Document, data};
use crate::analysis::Facts;
use crate::base::{Language, Text};
use crate::model::{Entry, Id, Place, Procedure, shown};
use crate::pipeline::Checked;
use crate::review::cost::{Benefit, Prices, Sheet, kind_of_case};
use crate::review::rank::{Rank, Weighed, pareto, rank};
use crate::review::{Figures, Plan, Proposal, Review, place_of, worth};
use std::collections::BTreeMap;

/// The papers of a review.
#[derive(Debug)]
pub struct Reviewed {
    /// For the catalogue.
    pub programme: Document,
    /// For each procedure with a plan, by its code.
    pub proposals: Vec<(String, Document)>,
    /// The same for programs.
    pub data: data::Review,
}

/// What is reckoned once for all papers.
pub(super) struct Reckoned<'a> {
    pub(super) checked: &'a Checked,
    pub(super) review: &'a Review,
    pub(super) figures: Vec<(Figures, Figures)>,
    pub(super) benefits: Vec<Benefit>,
    pub(super) own: Vec<Option<Benefit>>,
    pub(super) weighed: Vec<Weighed>,
    pub(super) ranking: Vec<Rank>,
    pub(super) front: Vec<String>,
}

/// Makes all papers of a review in one language.
pub fn reviewed(checked: &Checked, review: &Review, language: Language) -> Reviewed {
    let prices = Prices::on(&checked.settings.costs, checked.as_of);
    let weighed = worth::weigh(checked, review);
    let mut reckoned = Reckoned {
        checked,
        review,
        figures: Vec::new(),
        benefits: Vec::new(),
        own: review.proposals.iter().map(|proposal| worth::benefit(checked, proposal)).collect(),
        ranking: rank(&weighed),
        front: pareto(&weighed).into_iter().map(str::to_owned).collect(),
        weighed,
    };
    let mut proposals = Vec::new();
    for plan in &review.plans {
        let place = one_place(checked, &review.proposals, plan);
        let (Some(old), Some(new)) =
            (view(checked, &plan.procedure, place), view(&review.after.checked, &plan.procedure, place))
        else {
            // A plan of a procedure that is not there has nothing to show; its figures stand still.
            reckoned.figures.push((plan.before, plan.after));
            reckoned.benefits.push(nothing());
            continue;
        };
        let before = Facts::new(&checked.catalogue, &old, checked.fact_settings());
        let after = Facts::new(&review.after.checked.catalogue, &new, checked.fact_settings());
        let (was, is) = (Sheet::of(&before, &prices), Sheet::of(&after, &prices));
        let case = kind_of_case((&was, &old), (&is, &new));
        let figures = (Figures::of(&before).in_case(&old, &case), Figures::of(&after).in_case(&new, &case));
        let partly = measures(plan, &review.proposals).filter_map(|proposal| proposal.partly.clone());
        let benefit = Benefit::of(was, is, &old, &case).only_where(partly);
        let title = place.map(|id| checked.catalogue.places.get(id).near(checked.as_of));
        let title = title.map(|place| shown(&place.name, place.title.as_ref()));
        let subject = Subject {
            before: &before,
            cases: checked.catalogue.entry(&plan.procedure, checked.as_of).map_or(&[], |entry| &entry.variants),
            after: &after,
            plan,
            proposals: &review.proposals,
            figures,
            benefit: &benefit,
            prices: &prices,
            place: title,
        };
        proposals.push((plan.procedure.clone(), proposal(&subject, language)));
        reckoned.figures.push(figures);
        reckoned.benefits.push(benefit);
    }
    let unranked: BTreeMap<String, Text> =
        reckoned.weighed.iter().filter_map(|one| Some((one.id.clone(), one.unranked.clone()?))).collect();
    let batch = Batch {
        checked,
        review,
        figures: &reckoned.figures,
        benefits: &reckoned.benefits,
        own: &reckoned.own,
        ranking: &reckoned.ranking,
        unranked: &unranked,
        front: &reckoned.front,
    };
    let programme = programme(&batch, language);
    let data = data::review(&reckoned, language);
    Reviewed { programme, proposals, data }
}

fn nothing() -> Benefit {
    Benefit {
        before: Sheet::default(),
        after: Sheet::default(),
        cases: None,
        source: None,
        sometimes: Vec::new(),
        partly: Vec::new(),
        case: None,
    }
}

/// The place whose way of working a whole plan changes, if it is one.
fn one_place(checked: &Checked, proposals: &[Proposal], plan: &Plan) -> Option<Id<Place>> {
    let own = |proposal: &&Proposal| plan.measures.iter().any(|measure| measure.id == proposal.id);
    let mut places = proposals.iter().filter(own).map(|proposal| place_of(checked, proposal));
    let first = places.next()??;
    places.all(|place| place == Some(first)).then_some(first)
}

fn view(checked: &Checked, code: &str, place: Option<Id<Place>>) -> Option<Procedure> {
    let entry: &Entry = checked.catalogue.entry(code, checked.as_of)?;
    Some(match place {
        Some(place) => checked.catalogue.view_at(entry, checked.as_of, Some(place), &[]),
        None => entry.base.clone(),
    })
}

/// Titles as they are looked up today.
pub(super) fn names<'a>(checked: &'a Checked, entry: &'a Entry, language: Language) -> Names<'a> {
    Names::of(&checked.catalogue, entry, checked.as_of, language)
}
