//! Where other texts are tried: in a catalogue of those procedures only that are tried, not in all of it over and over.

use super::edit;
use crate::base::{Edit, FileId, Source, Sources};
use crate::model::Catalogue;
use crate::pipeline::{self, Checked, Options};
use crate::syntax;
use std::collections::{BTreeMap, BTreeSet};

/// The catalogue as it is, and how it was checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bench<'a> {
    /// The texts.
    pub(super) sources: &'a Sources,
    /// What they say.
    pub(super) checked: &'a Checked,
    /// How they were checked.
    pub(super) options: &'a Options,
}

/// Other texts of some files, checked.
#[derive(Debug)]
pub struct Trial {
    /// All texts, with those that were changed.
    pub sources: Sources,
    /// What they say. In [`Review::after`](super::Review::after) the rules about one procedure have been
    /// asked about those with a plan only.
    pub checked: Checked,
}

impl Bench<'_> {
    /// Checks the catalogue with these texts instead of those that it has.
    pub(super) fn try_texts(&self, texts: &BTreeMap<FileId, String>) -> Trial {
        let sources = self.with(texts);
        let checked = pipeline::check(&sources, self.options);
        Trial { sources, checked }
    }

    /// As [`Bench::try_texts`], as far as the findings of these procedures go: a round asks about those that it tries.
    pub(super) fn try_for(&self, procedures: &BTreeSet<&str>, texts: &BTreeMap<FileId, String>) -> Trial {
        let sources = self.with(texts);
        let about = Some(procedures.iter().map(|&code| code.to_owned()).collect());
        let checked = pipeline::check(&sources, &Options { about, ..self.options.clone() });
        Trial { sources, checked }
    }

    fn with(&self, texts: &BTreeMap<FileId, String>) -> Sources {
        let mut sources = Sources::default();
        for id in self.sources.ids() {
            let text = texts.get(&id).map_or_else(|| self.sources.text(id), String::as_str);
            sources.add(self.sources.path(id), text);
        }
        sources
    }

    /// The catalogue without the procedures that neither are among these nor have to do with what is found in them: their
    /// files are empty. What is found in these is found there too, in a fraction of the time; the others are not asked about.
    /// `None`: there are no others.
    pub(super) fn narrowed(&self, procedures: &BTreeSet<&str>) -> Option<Trial> {
        let Checked { catalogue, findings, known, .. } = self.checked;
        let wanted = |code: &str| procedures.contains(code);
        let mut procedures_only: BTreeSet<FileId> = BTreeSet::new();
        let mut needed: BTreeSet<FileId> = BTreeSet::new();
        for entry in &catalogue.entries {
            let set = if wanted(&entry.base.name.text) { &mut needed } else { &mut procedures_only };
            set.insert(entry.base.span.file);
        }
        for example in &catalogue.examples {
            let set = if wanted(&example.procedure.name.text) { &mut needed } else { &mut procedures_only };
            set.insert(example.span.file);
        }
        for finding in findings.iter().chain(known) {
            if finding.procedure.as_deref().is_some_and(wanted) {
                needed.insert(finding.at.file);
                needed.extend(finding.related.iter().map(|label| label.at.file));
            }
        }
        needed.extend(registry_files(catalogue));
        let empty: BTreeMap<FileId, String> =
            procedures_only.difference(&needed).map(|&file| (file, String::new())).collect();
        (!empty.is_empty()).then(|| self.try_for(procedures, &empty))
    }
}

/// The files in which anything but procedures and examples stands.
fn registry_files(catalogue: &Catalogue) -> BTreeSet<FileId> {
    let mut all: BTreeSet<FileId> = BTreeSet::new();
    macro_rules! of {
        ($($table:ident),*) => {
            $(all.extend(catalogue.$table.all.iter().flat_map(|item| &item.all).map(|item| item.span.file));)*
        };
    }
    of!(levels, agencies, places, laws, databases, documents);
    all.extend(catalogue.delegations.iter().map(|item| item.span.file));
    all.extend(catalogue.terms.iter().map(|item| item.span.file));
    all.extend(catalogue.adaptations.iter().map(|item| item.span.file));
    all
}

impl Trial {
    /// Where further texts are tried, compared with this one.
    pub(super) fn bench<'a>(&'a self, options: &'a Options) -> Bench<'a> {
        Bench { sources: &self.sources, checked: &self.checked, options }
    }
}

/// Small benches for procedures of which fewer and fewer are still tried.
#[derive(Debug)]
pub(super) struct Narrowing<'a> {
    whole: Bench<'a>,
    now: Option<(usize, Option<Trial>)>,
}

impl<'a> Narrowing<'a> {
    /// Of a catalogue.
    pub(super) fn of(whole: Bench<'a>) -> Self {
        Self { whole, now: None }
    }

    /// A bench with all of these procedures; each call asks for some of those that the one before asked for. It is made
    /// anew when only half of them are left, so that all benches together cost no more than two of the first.
    pub(super) fn to(&mut self, procedures: &BTreeSet<&str>) -> Bench<'_> {
        let made = self.now.take().filter(|(many, _)| procedures.len() * 2 > *many);
        let made = made.unwrap_or_else(|| (procedures.len(), self.whole.narrowed(procedures)));
        let (_, trial) = self.now.insert(made);
        trial.as_ref().map_or(self.whole, |trial| trial.bench(self.whole.options))
    }
}

/// The texts of the files that edits change.
pub(super) fn texts_after(sources: &Sources, edits: &[&Edit]) -> BTreeMap<FileId, String> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.at.file).or_default().push(edit);
    }
    by_file.into_iter().map(|(file, own)| (file, text_after(sources.get(file), own))).collect()
}

/// A text after edits, in canonical form where it had that before.
fn text_after(source: &Source, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let new = edit::apply(&source.text, &edits);
    if new != source.text && source.is_canonical(|text| !syntax::format(text, None).changed) {
        return syntax::format(&new, None).text;
    }
    new
}
