//! The wording that people read: titles, and phrases in them.

use crate::base::Span;
use crate::model::{Procedure, Title};

/// The titles that the applicant and the officer read.
pub(super) fn titles(procedure: &Procedure) -> Vec<(&Title, Span)> {
    let mut all: Vec<&Title> = procedure.title.iter().collect();
    all.extend(procedure.conditions.iter().filter_map(|condition| condition.title.as_ref()));
    for demand in &procedure.documents {
        all.extend(demand.title.iter().chain(demand.any_of.iter().filter_map(|paper| paper.title.as_ref())));
    }
    all.extend(procedure.process.iter().flat_map(|process| &process.steps).filter_map(|step| step.title.as_ref()));
    all.into_iter().map(|title| (title, title.span)).collect()
}

/// A text in which many phrases are looked for: where its words begin is found once.
#[derive(Debug)]
pub(super) struct Wording<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Wording<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut before = false;
        let begins = |(at, c): (usize, char)| {
            let inside = std::mem::replace(&mut before, c.is_alphanumeric());
            (c.is_alphanumeric() && !inside).then_some(at)
        };
        Self { text, starts: text.char_indices().filter_map(begins).collect() }
    }

    /// What follows the first place where whole words stand; text and words in small letters, the words begin with a
    /// letter.
    pub(super) fn after(&self, words: &str) -> Option<&'t str> {
        let rest = self.starts.iter().filter_map(|at| self.text[*at..].strip_prefix(words));
        rest.into_iter().find(|rest| !rest.starts_with(char::is_alphanumeric))
    }
}
