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

/// Where whole words stand in a text, ends included; both in small letters.
pub(super) fn phrase(text: &str, words: &str) -> Option<std::ops::Range<usize>> {
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(words)
        .find(|(at, _)| !part(text[..*at].chars().next_back()) && !part(text[at + words.len()..].chars().next()))
        .map(|(at, _)| at..at + words.len())
}
