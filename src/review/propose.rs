//! Proposals: every finding that a change can answer, the change tried on the text, and the gate's word on it.
//!
//! One proposal of each procedure is tried at a time, all procedures together: the catalogue is checked as often as the
//! fullest procedure has proposals, not once for each.

use super::change::{Change, Stage};
use super::edit::{self, edits};
use super::effect::Figures;
use super::gate::{self, Pair, Refusal, State};
use super::subject::Subject;
use super::{fact_settings, rewrite};
use crate::analysis::Facts;
use crate::base::{CodeRef, Diagnostic, Edit, FileId, Sources, Span, Text};
use crate::model::{Catalogue, Entry, Procedure};
use crate::pipeline::{self, Checked, Options};
use crate::syntax;
use std::collections::BTreeMap;

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
    /// What is to be done.
    pub changes: Vec<Change>,
    /// Why the gate refuses it; empty: it is safe.
    pub refusals: Vec<Refusal>,
    /// Checks that no longer happen.
    pub given_up: Vec<String>,
    /// Figures before, in the first view of the procedure.
    pub before: Figures,
    /// Figures after.
    pub after: Figures,
    edits: Vec<Edit>,
}

impl Proposal {
    /// Whether the gate lets it pass.
    pub fn is_safe(&self) -> bool {
        self.refusals.is_empty()
    }

    /// The first stage of its changes.
    pub fn stage(&self) -> Stage {
        self.changes.iter().map(Change::stage).max().unwrap_or(Stage::Eliminate)
    }
}

/// What a review of a catalogue found.
#[derive(Debug, Default)]
pub struct Review {
    /// Every proposal, by procedure and then in the order of thought.
    pub proposals: Vec<Proposal>,
    /// Findings of rules with a rewrite for which no change could be written: a person must think.
    pub by_hand: Vec<Diagnostic>,
}

/// Thinks of changes for everything found in the procedures that `wanted` picks, and tries each.
pub fn review(sources: &Sources, checked: &Checked, options: &Options, wanted: impl Fn(&str) -> bool) -> Review {
    let mut review = Review::default();
    let mut open: BTreeMap<String, Vec<Candidate<'_>>> = BTreeMap::new();
    for finding in &checked.findings {
        let Some(code) = finding.procedure.as_deref().filter(|code| wanted(code)) else { continue };
        let Some(entry) = checked.catalogue.entry(code, checked.as_of) else { continue };
        let subject = Subject { sources, catalogue: &checked.catalogue, entry, settings: fact_settings(checked) };
        if !rewrite::codes().any(|id| id == finding.code.id()) {
            continue;
        }
        let changed = rewrite::changes(&subject, finding).and_then(|changes| {
            let edits = edits(&subject, finding.at, &changes)?;
            Some((changes, edits))
        });
        match changed {
            Some((changes, edits)) => {
                open.entry(code.to_owned()).or_default().push(Candidate { finding, entry, changes, edits });
            }
            None => review.by_hand.push(finding.clone()),
        }
    }
    for candidates in open.values_mut() {
        candidates.sort_by_key(|one| (one.changes.iter().map(Change::stage).max(), one.finding.at));
        candidates.dedup_by(|a, b| a.changes == b.changes);
        candidates.reverse();
    }
    while open.values().any(|candidates| !candidates.is_empty()) {
        let mut round: Vec<Candidate<'_>> = Vec::new();
        for candidates in open.values_mut() {
            let apart = |one: &Candidate<'_>| round.iter().all(|other| !overlap(&one.edits, &other.edits));
            if candidates.last().is_some_and(apart) {
                round.extend(candidates.pop());
            }
        }
        let all: Vec<&Edit> = round.iter().flat_map(|one| &one.edits).collect();
        let tried = edited(sources, &all);
        let after = pipeline::check(&tried, options);
        review.proposals.extend(round.into_iter().map(|one| one.judged(checked, &after)));
    }
    review.proposals.sort_by(|a, b| (&a.procedure, a.stage(), a.at).cmp(&(&b.procedure, b.stage(), b.at)));
    review
}

/// The files that a proposal changes, with their new texts.
pub fn apply(sources: &Sources, proposal: &Proposal) -> Vec<(FileId, String)> {
    let all: Vec<&Edit> = proposal.edits.iter().collect();
    let files: std::collections::BTreeSet<FileId> = all.iter().map(|edit| edit.at.file).collect();
    files.into_iter().map(|file| (file, text_after(sources, file, &all))).collect()
}

#[derive(Debug)]
struct Candidate<'a> {
    finding: &'a Diagnostic,
    entry: &'a Entry,
    changes: Vec<Change>,
    edits: Vec<Edit>,
}

impl Candidate<'_> {
    fn judged(self, old: &Checked, new: &Checked) -> Proposal {
        let code = self.entry.base.name.text.clone();
        let views = |checked: &Checked, entry: &Entry| views(&checked.catalogue, entry, self.finding.at, checked);
        let old_views = views(old, self.entry);
        let before = Figures::of(&Facts::new(&old.catalogue, &old_views[0], fact_settings(old)));
        let (mut refusals, mut given_up, mut after) = (Vec::new(), Vec::new(), before);
        match new.catalogue.entry(&code, new.as_of) {
            None => refusals.push(Refusal {
                gate: "parses",
                why: crate::text!(en: "the procedure would be gone", vi: "thủ tục không còn trong danh mục"),
            }),
            Some(entry) => {
                let new_views = views(new, entry);
                let old = State { checked: old, entry: self.entry, views: &old_views };
                let new = State { checked: new, entry, views: &new_views };
                let files: Vec<FileId> = self.edits.iter().map(|edit| edit.at.file).collect();
                let pair = Pair::of(Some(self.finding), &files, old, new);
                after = Figures::of(&pair.views[0].new);
                refusals = gate::judge(&pair);
                given_up = gate::given_up(&pair);
            }
        }
        Proposal {
            id: id(&code, self.finding.code.id(), &self.changes),
            procedure: code,
            code: self.finding.code.clone(),
            reason: self.finding.message.clone(),
            at: self.finding.at,
            changes: self.changes,
            refusals,
            given_up,
            before,
            after,
            edits: self.edits,
        }
    }
}

/// The views that a finding is about: of the place in whose adaptation it stands, else as published, and with each case.
fn views(catalogue: &Catalogue, entry: &Entry, at: Span, checked: &Checked) -> Vec<Procedure> {
    let adapted = catalogue.adapted.get(entry.id.index()).into_iter().flatten();
    let here = adapted.map(|&index| &catalogue.adaptations[index]).find(|adaptation| adaptation.span.contains(at));
    let place = here.and_then(|adaptation| adaptation.at.iter().chain(&adaptation.within).find_map(|place| place.id));
    match place {
        None => entry.views().cloned().collect(),
        Some(place) => {
            let view = |applied: &[usize]| catalogue.view_at(entry, checked.as_of, Some(place), applied);
            std::iter::once(view(&[])).chain((0..entry.variants.len()).map(|case| view(&[case]))).collect()
        }
    }
}

fn overlap(one: &[Edit], other: &[Edit]) -> bool {
    let touch = |a: &Edit, b: &Edit| a.at.file == b.at.file && a.at.start <= b.at.end && b.at.start <= a.at.end;
    one.iter().any(|a| other.iter().any(|b| touch(a, b)))
}

/// The sources with edits made; ids stay.
fn edited(sources: &Sources, edits: &[&Edit]) -> Sources {
    let files: std::collections::BTreeSet<FileId> = edits.iter().map(|edit| edit.at.file).collect();
    let mut new = Sources::default();
    for id in sources.ids() {
        let text = if files.contains(&id) { text_after(sources, id, edits) } else { sources.text(id).to_owned() };
        new.add(sources.path(id), text);
    }
    new
}

/// The text of a file after edits, in canonical form where it had that before.
fn text_after(sources: &Sources, file: FileId, edits: &[&Edit]) -> String {
    let text = sources.text(file);
    let mut own: Vec<&Edit> = edits.iter().copied().filter(|edit| edit.at.file == file).collect();
    own.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let new = edit::apply(text, &own);
    if syntax::format(text, None).changed { new } else { syntax::format(&new, None).text }
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
