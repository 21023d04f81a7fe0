//! What is made once for a whole catalogue and asked by rules about each procedure.

use super::likeness::{self, Pair};
use crate::config::Settings;
use crate::matching::{Memory, Phrases, Reader, normal};
use crate::model::{Agency, Catalogue, Dated, DocumentType, Entry, Id, Outcome, Procedure, Term};
use crate::time::Date;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// Answers about the whole catalogue, made when first asked.
#[derive(Debug, Default)]
pub struct Shared {
    memory: Memory,
    reader: OnceLock<Arc<Reader>>,
    results: OnceLock<Results>,
    alike: OnceLock<Vec<Pair>>,
    gone: OnceLock<Gone>,
    terms: OnceLock<Terms>,
}

/// The bodies that have ended.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// Each with its normalised title, a blank before and after.
    pub(super) bodies: Vec<(String, Id<Agency>)>,
    /// The titles, in the order of `bodies`.
    pub(super) titles: Phrases,
}

/// The glossary, in its order.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// The name of each term and its synonyms, normalised, a blank before and after.
    pub(super) words: Vec<(String, Vec<String>)>,
    /// All synonyms of all terms, one after another.
    pub(super) synonyms: Phrases,
    /// By synonym: the place of its term.
    pub(super) term_of: Vec<usize>,
}

/// Which procedures issue what.
#[derive(Debug, Default)]
pub(super) struct Results {
    by_type: HashMap<Id<DocumentType>, Vec<usize>>,
    by_title: HashMap<String, Vec<usize>>,
}

impl Shared {
    /// With what was read before.
    pub fn remembering(memory: &Memory) -> Self {
        Self { memory: memory.clone(), ..Self::default() }
    }

    /// Recognises the registry's papers by their written names.
    pub(super) fn reader(&self, catalogue: &Catalogue, settings: &Settings, day: Date) -> &Reader {
        let threshold = settings.thresholds.paper_similarity.ten_thousandths;
        self.reader.get_or_init(|| self.memory.reader(catalogue, day, threshold))
    }

    /// The bodies that have ended before a day; without those of which a body in force has the title.
    pub(super) fn gone(&self, catalogue: &Catalogue, day: Date) -> &Gone {
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
            let titles = Phrases::new(gone.iter().map(|(title, _)| title.as_str()));
            Gone { bodies: gone.into_iter().map(|(title, id)| (format!(" {title} "), id)).collect(), titles }
        })
    }

    /// The glossary.
    pub(super) fn terms(&self, catalogue: &Catalogue) -> &Terms {
        let spaced = |words: &str| format!(" {} ", normal(words));
        self.terms.get_or_init(|| {
            let term = |term: &Term| {
                (spaced(term.name.text()), term.synonyms.iter().map(|synonym| spaced(&synonym.text)).collect())
            };
            let words: Vec<(String, Vec<String>)> = catalogue.terms.iter().map(term).collect();
            let synonyms = Phrases::new(words.iter().flat_map(|(_, others)| others).map(|other| other.trim()));
            let term_of = words.iter().enumerate().flat_map(|(term, (_, others))| others.iter().map(move |_| term));
            let term_of = term_of.collect();
            Terms { words, synonyms, term_of }
        })
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
