//! What is made once for a whole catalogue and asked by rules about each procedure.

use super::likeness::{self, Pair};
use crate::config::Settings;
use crate::matching::{Matcher, normal};
use crate::model::{
    Agency, Catalogue, Dated, DocumentType, Entry, Id, Law, LawRef, LawRelation, Outcome, Procedure, Ref, Term,
};
use crate::time::Date;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Answers about the whole catalogue, made when first asked.
#[derive(Debug, Default)]
pub struct Shared {
    matcher: OnceLock<Matcher>,
    results: OnceLock<Results>,
    alike: OnceLock<Vec<Pair>>,
    gone: OnceLock<Vec<(String, Id<Agency>)>>,
    terms: OnceLock<Vec<(String, Vec<String>)>>,
    amending: OnceLock<HashMap<Id<Law>, Vec<Id<Law>>>>,
}

/// Which procedures issue what.
#[derive(Debug, Default)]
pub(super) struct Results {
    by_type: HashMap<Id<DocumentType>, Vec<usize>>,
    by_title: HashMap<String, Vec<usize>>,
}

impl Shared {
    /// Recognises the registry's papers by their written names.
    pub(super) fn matcher(&self, catalogue: &Catalogue, settings: &Settings, day: Date) -> &Matcher {
        let threshold = settings.thresholds.paper_similarity.ten_thousandths;
        self.matcher.get_or_init(|| Matcher::of(catalogue, day, threshold))
    }

    /// The bodies that have ended before a day, by their normalised titles, a blank before and after; without those of
    /// which a body in force has the title.
    pub(super) fn gone(&self, catalogue: &Catalogue, day: Date) -> &[(String, Id<Agency>)] {
        self.gone.get_or_init(|| {
            let (mut gone, mut present) = (Vec::new(), HashSet::new());
            for id in catalogue.agencies.ids() {
                let versions = catalogue.agencies.get(id);
                let near = versions.near(day);
                let Some(title) = near.title.as_ref().map(|title| normal(&title.text)) else { continue };
                if versions.at(day).is_some() {
                    present.insert(title);
                } else if near.period.until.as_ref().is_some_and(|until| until.value < day) {
                    gone.push((title, id));
                }
            }
            gone.retain(|(title, _)| title.contains(' ') && !present.contains(title));
            gone.into_iter().map(|(title, id)| (format!(" {title} "), id)).collect()
        })
    }

    /// The name of each term and its synonyms, normalised, a blank before and after.
    pub(super) fn terms(&self, catalogue: &Catalogue) -> &[(String, Vec<String>)] {
        let spaced = |words: &str| format!(" {} ", normal(words));
        self.terms.get_or_init(|| {
            let term = |term: &Term| {
                (spaced(term.name.text()), term.synonyms.iter().map(|synonym| spaced(&synonym.text)).collect())
            };
            catalogue.terms.iter().map(term).collect()
        })
    }

    /// The acts that say that they amend an act, in the order of the registry.
    pub(super) fn amending(&self, catalogue: &Catalogue, day: Date, law: Id<Law>) -> &[Id<Law>] {
        let amending = self.amending.get_or_init(|| {
            let mut amending: HashMap<_, Vec<Id<Law>>> = HashMap::new();
            for by in catalogue.laws.ids() {
                let links = catalogue.laws.get(by).near(day).links.iter();
                for link in links.filter(|link| link.relation == LawRelation::Amends) {
                    let LawRef::Registered(Ref { id: Some(id), .. }) = &link.law else { continue };
                    let known = amending.entry(*id).or_default();
                    if known.last() != Some(&by) {
                        known.push(by);
                    }
                }
            }
            amending
        });
        amending.get(&law).map_or(&[], Vec::as_slice)
    }

    /// The procedures of one name but for the level and the applicant.
    pub(super) fn alike(&self, catalogue: &Catalogue, day: Date) -> &[Pair] {
        self.alike.get_or_init(|| likeness::pairs(catalogue, day))
    }

    /// The results of the procedures in force on a day.
    pub(super) fn results(&self, catalogue: &Catalogue, day: Date) -> &Results {
        self.results.get_or_init(|| {
            let mut results = Results::default();
            for (index, entry) in catalogue.entries.iter().enumerate() {
                if !entry.base.period().contains(day) {
                    continue;
                }
                for outcome in &entry.base.results {
                    let known = match outcome.document.id {
                        Some(id) => results.by_type.entry(id).or_default(),
                        None => results.by_title.entry(title(&entry.base, outcome)).or_default(),
                    };
                    if known.last() != Some(&index) {
                        known.push(index);
                    }
                }
            }
            results
        })
    }
}

impl Results {
    /// The procedures whose result is of a type.
    pub(super) fn of_type<'c>(
        &self,
        catalogue: &'c Catalogue,
        id: Id<DocumentType>,
    ) -> impl Iterator<Item = &'c Entry> + use<'c, '_> {
        self.by_type.get(&id).into_iter().flatten().map(|&index| &catalogue.entries[index])
    }

    /// The procedures whose result, of no registered type, has a title; `title` is normalised.
    pub(super) fn of_title<'c>(
        &self,
        catalogue: &'c Catalogue,
        title: &str,
    ) -> impl Iterator<Item = &'c Entry> + use<'c, '_> {
        self.by_title.get(title).into_iter().flatten().map(|&index| &catalogue.entries[index])
    }
}

/// The title of a result in the form in which titles are compared.
pub(super) fn title(procedure: &Procedure, outcome: &Outcome) -> String {
    let data = procedure.datum(outcome.data);
    normal(outcome.title.as_ref().or(data.title.as_ref()).map_or(data.name.text.as_str(), |title| &title.text))
}
