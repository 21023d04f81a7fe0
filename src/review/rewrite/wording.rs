//! Changes of words: one name for one thing, successors of bodies that have ended, what a rule itself knows how to write.

use super::dossier;
use crate::base::{Certainty, Diagnostic, Edit, Span};
use crate::review::change::Change;
use crate::review::subject::Subject;

/// Calls a paper by its registered name; writes the term of the glossary instead of another word for it.
pub(super) fn one_name(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    // Two names that are only alike may be two papers: a person confirms the pair first.
    if finding.certainty == Certainty::Hint {
        return None;
    }
    let mut quoted = finding.message.en.split('`').skip(1).step_by(2);
    let (used, other) = (quoted.next()?, quoted.next()?);
    let registered = quoted.next().unwrap_or(other);
    if let Some(paper) = dossier::paper(subject, finding.at)
        && subject.catalogue.documents.find(registered).is_some()
    {
        return Some(vec![Change::UseRegistered { paper: paper.name.text.clone(), registered: registered.to_owned() }]);
    }
    let words = subject.sources.slice(finding.at);
    let (at, len) = (words.to_lowercase().find(&used.to_lowercase())?, used.len());
    let start = finding.at.start + at as u32;
    let found = Span { start, end: start + len as u32, ..finding.at };
    let begins = words.get(at..)?.chars().next()?.is_uppercase();
    let new = if begins { first(other, char::to_uppercase) } else { first(other, char::to_lowercase) };
    reworded(subject, &[Edit { at: found, new }])
}

fn first<I: Iterator<Item = char>>(text: &str, change: impl Fn(char) -> I) -> String {
    let mut letters = text.chars();
    letters.next().map(|letter| change(letter).chain(letters).collect()).unwrap_or_default()
}

/// Names the only successor of a body that has ended, in the role of the same name or the only one.
pub(super) fn succeed(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let (catalogue, day) = (subject.catalogue, subject.settings.as_of);
    let words = subject.sources.slice(finding.at);
    let (agency, role) = words.split_once('/').map_or((words, None), |(agency, role)| (agency, Some(role)));
    let Some(agency) = catalogue.agencies.find(agency) else { return present_name(subject, finding) };
    let ended = catalogue.agencies.get(agency).near(day);
    let [heir] = ended.replaced_by.as_slice() else { return None };
    let heir = catalogue.agencies.get(heir.id?).at(day)?;
    let to = match role {
        None => heir.name.text.clone(),
        Some(role) => {
            let known = heir.roles.iter().find(|known| crate::review::subject::same(&known.name.text, role))?;
            format!("{}/{}", heir.name.text, known.name.text)
        }
    };
    let written = subject.written(finding.at);
    let step = written.and_then(|written| {
        written.steps().into_iter().find(|step| step.by.as_ref().is_some_and(|by| by.span == finding.at))
    });
    match step {
        Some(step) => Some(vec![Change::HandTo { step: step.name.text.clone(), to, title: None, time_of: None }]),
        None => reworded(subject, &[Edit { at: finding.at, new: to }]),
    }
}

/// Writes the title of the only successor where a text names a body that has ended by its title.
fn present_name(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let (agencies, day) = (&subject.catalogue.agencies, subject.settings.as_of);
    let old = finding.message.en.split('`').nth(1)?;
    let mut ended = agencies.ids().map(|id| agencies.get(id)).filter(|versions| versions.at(day).is_none());
    let ended =
        ended.find(|versions| versions.near(day).title.as_ref().is_some_and(|title| title.text == old))?.near(day);
    let [heir] = ended.replaced_by.as_slice() else { return None };
    let heir = &agencies.get(heir.id?).at(day)?.title.as_ref()?.text;
    let words = subject.sources.slice(finding.at);
    let at = words.find(old)? as u32;
    let found = Span { start: finding.at.start + at, end: finding.at.start + at + old.len() as u32, ..finding.at };
    reworded(subject, &[Edit { at: found, new: heir.clone() }])
}

/// Makes the edits that the rule itself proposes.
pub(super) fn as_the_rule_says(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    reworded(subject, &finding.fix.as_ref()?.edits)
}

/// Edits as lines that are written otherwise; each must stay on its line.
fn reworded(subject: &Subject<'_>, edits: &[Edit]) -> Option<Vec<Change>> {
    let mut changes = Vec::new();
    for edit in edits {
        let text = subject.sources.text(edit.at.file);
        let start = text[..edit.at.range().start].rfind('\n').map_or(0, |found| found + 1);
        let end = text[edit.at.range().end..].find('\n').map_or(text.len(), |found| edit.at.range().end + found);
        if text.get(edit.at.range())?.contains('\n') || edit.new.contains('\n') {
            return None;
        }
        let (before, after) = (&text[start..edit.at.range().start], &text[edit.at.range().end..end]);
        let becomes = format!("{before}{}{after}", edit.new).trim().to_owned();
        changes.push(Change::Reword { was: text[start..end].trim().to_owned(), becomes });
    }
    (!changes.is_empty()).then_some(changes)
}
