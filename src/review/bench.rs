//! Where other texts are tried: each trial is checked as far as the change can influence, not all over again.

use super::edit;
use crate::base::{Edit, FileId, Sources};
use crate::pipeline::influence::Before;
use crate::pipeline::{self, Checked, Options};
use crate::syntax;
use std::collections::BTreeMap;

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
    /// What they say. Only findings that the changes can influence are listed.
    pub checked: Checked,
}

impl Bench<'_> {
    /// Checks the catalogue with these texts instead of those that it has.
    pub(super) fn try_texts(&self, texts: &BTreeMap<FileId, String>) -> Trial {
        let mut sources = Sources::default();
        for id in self.sources.ids() {
            let text = texts.get(&id).map_or_else(|| self.sources.text(id), String::as_str);
            sources.add(self.sources.path(id), text);
        }
        let changed = texts.keys().map(|&id| (id, Some(self.sources.text(id).to_owned()))).collect();
        let since = Some(Before { changed, ..Before::default() });
        let options = Options { since, ..self.options.clone() };
        let checked = pipeline::check(&sources, &options);
        Trial { sources, checked }
    }
}

/// The texts of the files that edits change.
pub(super) fn texts_after(sources: &Sources, edits: &[&Edit]) -> BTreeMap<FileId, String> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.at.file).or_default().push(edit);
    }
    by_file.into_iter().map(|(file, own)| (file, text_after(sources.text(file), own))).collect()
}

/// A text after edits, in canonical form where it had that before.
fn text_after(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let new = edit::apply(text, &edits);
    if syntax::format(text, None).changed { new } else { syntax::format(&new, None).text }
}
