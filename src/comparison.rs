//! What a change made of a catalogue: each changed procedure before and after, and which findings are new or put right.
//! Alone checks a catalogue as it was.

use crate::analysis::Facts;
use crate::base::{Diagnostic, FileId, Identity, Language, Sources, Text};
use crate::drawing::{self, Became, MOST_ARROWS};
use crate::model::{Entry, Procedure, StepId};
use crate::pipeline::influence::{self, Before};
use crate::pipeline::{self, Checked, Options, SOURCE_EXTENSION};
use crate::review::{Figures, effect};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// A catalogue before a change, and what came of it.
#[derive(Debug)]
pub struct Comparison {
    /// The texts before.
    pub sources: Sources,
    /// What was found in them: of what the change can influence.
    pub before: Checked,
    /// The procedures whose text changed, by code.
    pub procedures: Vec<Changed>,
}

/// A procedure whose text changed.
#[derive(Debug)]
pub struct Changed {
    /// Its code.
    pub code: String,
    /// Its title, as it is or was.
    pub title: Option<String>,
    /// What became of it on the day.
    pub kind: Kind,
    /// Its figures, before and after, those that stay left out: as published, then by case and place.
    pub figures: Vec<Row>,
    /// The titles of steps that are new, gone, not what they were.
    pub steps: Steps,
    /// The process as it is, for Mermaid; `None`: not known, unchanged, or too large for it.
    pub drawing: Option<String>,
}

/// What became of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In force now and not before.
    Added,
    /// No longer in force.
    Removed,
    /// In force before and now.
    Edited,
    /// Neither: another day's version was edited.
    NotInForce,
}

/// A figure before and after.
#[derive(Debug)]
pub struct Row {
    /// What is counted, and in which case.
    pub name: Text,
    /// Before; `None`: there was no such procedure.
    pub before: Option<Text>,
    /// After; `None`: there is no such procedure.
    pub after: Option<Text>,
}

/// The titles of steps.
#[derive(Debug, Default)]
pub struct Steps {
    /// Those that are new.
    pub added: Vec<String>,
    /// Those that are gone.
    pub removed: Vec<String>,
    /// Those that are not what they were.
    pub changed: Vec<String>,
}

impl Comparison {
    /// Compares `sources`, which gave `checked`, with what they were before.
    pub fn of(
        sources: &Sources,
        checked: &Checked,
        before: &Before,
        options: &Options,
        place: Option<&str>,
        language: Language,
    ) -> Self {
        let is_source = |path: &Path| path.extension().is_some_and(|ending| ending == SOURCE_EXTENSION);
        let (old, reverse) = restored(sources, before);
        let asked = Options { as_of: Some(checked.as_of), since: Some(reverse), ..Options::on(options.today) };
        let found = pipeline::check_at(&old, &asked, place);
        let edited = influence::edited(sources, before, |file| is_source(sources.path(file)));
        let (then, now) = (Side { sources: &old, checked: &found, place }, Side { sources, checked, place });
        let procedures = edited.into_iter().map(|code| changed(code, &then, &now, language)).collect();
        Self { sources: old, before: found, procedures }
    }

    /// Of findings after the change: those that were not there before.
    pub fn new_among<'f>(&self, now: &[&'f Diagnostic]) -> Vec<&'f Diagnostic> {
        let known = names(self.before.findings.iter().chain(&self.before.known));
        now.iter().copied().filter(|finding| !known.contains(&name(finding))).collect()
    }

    /// Findings of before that are gone.
    pub fn put_right(&self, checked: &Checked) -> Vec<&Diagnostic> {
        let now = names(checked.findings.iter().chain(&checked.known));
        let looked_at = |finding: &Diagnostic| {
            finding.procedure.as_ref().is_some_and(|code| checked.influence.reaches(code))
                || checked.influence.asked(&finding.identity.place)
        };
        let all = self.before.findings.iter().chain(&self.before.known);
        all.filter(|finding| finding.code.theme() != "baseline" && looked_at(finding) && !now.contains(&name(finding)))
            .collect()
    }
}

type Name<'f> = (&'f str, &'f Identity);

fn name(finding: &Diagnostic) -> Name<'_> {
    (finding.code.id(), &finding.identity)
}

fn names<'f>(findings: impl Iterator<Item = &'f Diagnostic>) -> BTreeSet<Name<'f>> {
    findings.map(name).collect()
}

/// The sources as they were, and the change that leads back to them.
fn restored(sources: &Sources, before: &Before) -> (Sources, Before) {
    let then: HashMap<FileId, Option<&String>> =
        before.changed.iter().map(|(file, text)| (*file, text.as_ref())).collect();
    let (mut old, mut reverse) = (Sources::default(), Before::default());
    for id in sources.ids() {
        let (path, text) = (sources.path(id), sources.text(id));
        match then.get(&id) {
            None => {
                old.add(path, text);
            }
            Some(Some(was)) => {
                let file = old.add(path, was.as_str());
                reverse.changed.push((file, Some(text.to_owned())));
            }
            Some(None) if path.extension().is_some_and(|ending| ending == SOURCE_EXTENSION) => {
                reverse.gone.push((path.to_path_buf(), text.to_owned()));
            }
            Some(None) => reverse.side_gone = true,
        }
    }
    for (path, text) in &before.gone {
        let file = old.add(path, text.as_str());
        reverse.changed.push((file, None));
    }
    reverse.side_gone |= before.side_gone;
    (old, reverse)
}

/// A catalogue before or after.
struct Side<'a> {
    sources: &'a Sources,
    checked: &'a Checked,
    place: Option<&'a str>,
}

/// A view of a procedure, and what it is called: nothing, or a case or place.
type View = (Text, Procedure);

impl Side<'_> {
    fn entry(&self, code: &str) -> Option<&Entry> {
        self.checked.catalogue.entry(code, self.checked.as_of)
    }

    /// The view that is drawn, then those of cases and places.
    fn views(&self, entry: &Entry) -> Vec<View> {
        let (catalogue, day) = (&self.checked.catalogue, self.checked.as_of);
        let place = self.place.and_then(|name| catalogue.places.find(name));
        let mut views = vec![(Text::default(), catalogue.view_at(entry, day, place, &[]))];
        for (index, case) in entry.base.cases.iter().enumerate() {
            let name = &case.name.text;
            let called = crate::text!(en: "in case `{name}`: ", vi: "trong trường hợp `{name}`: ");
            views.push((called, catalogue.view_at(entry, day, place, &[index])));
        }
        let adapted = if place.is_some() { Vec::new() } else { catalogue.adapted_places(entry, day) };
        for place in adapted {
            let name = &catalogue.places.get(place).name;
            let called = crate::text!(en: "at `{name}`: ", vi: "tại `{name}`: ");
            views.push((called, catalogue.view_at(entry, day, Some(place), &[])));
        }
        views
    }

    fn figures(&self, view: &Procedure) -> Figures {
        Figures::of(&Facts::new(&self.checked.catalogue, view, self.checked.fact_settings()))
    }

    /// The steps of a process by name: their text without layout.
    fn steps(&self, view: &Procedure) -> BTreeMap<String, (StepId, String, String)> {
        let Some(process) = &view.process else { return BTreeMap::new() };
        let steps = process.ids().map(|id| {
            let step = process.step(id);
            let text = self.sources.text(step.span.file).get(step.span.range()).unwrap_or_default();
            (step.name.text.clone(), (id, step.shown().to_owned(), influence::essence(text)))
        });
        steps.collect()
    }
}

fn changed(code: String, then: &Side<'_>, now: &Side<'_>, language: Language) -> Changed {
    let (old, new) = (then.entry(&code), now.entry(&code));
    let kind = match (old, new) {
        (None, Some(_)) => Kind::Added,
        (Some(_), None) => Kind::Removed,
        (Some(_), Some(_)) => Kind::Edited,
        (None, None) => Kind::NotInForce,
    };
    let title = new.or(old).and_then(|entry| entry.base.title.as_ref()).map(|title| title.text.clone());
    let before = old.map(|entry| then.views(entry)).unwrap_or_default();
    let after = new.map(|entry| now.views(entry)).unwrap_or_default();
    let figures = figures((&before, then), (&after, now));
    let was = before.first().map(|(_, view)| then.steps(view)).unwrap_or_default();
    let is = after.first().map(|(_, view)| now.steps(view)).unwrap_or_default();
    let (mut steps, mut became) = (Steps::default(), BTreeMap::new());
    for (name, (id, title, text)) in &is {
        match was.get(name) {
            None => {
                steps.added.push(title.clone());
                became.insert(*id, Became::New);
            }
            Some((_, _, then)) if then != text => {
                steps.changed.push(title.clone());
                became.insert(*id, Became::Changed);
            }
            Some(_) => {}
        }
    }
    steps
        .removed
        .extend(was.iter().filter(|(name, _)| !is.contains_key(*name)).map(|(_, (_, title, _))| title.clone()));
    let redrawn = !became.is_empty() || !steps.removed.is_empty();
    let drawing = after.first().filter(|_| redrawn).and_then(|(_, view)| {
        let chart = drawing::chart(&now.checked.catalogue, view, now.checked.as_of, language)?;
        let process = view.process.as_ref()?;
        (chart.arrows.len() <= MOST_ARROWS).then(|| drawing::mermaid_of_change(&chart, process, &became))
    });
    Changed { code, title, kind, figures, steps, drawing }
}

/// What differs, by view; of a procedure that is only on one side, the figures of its first view.
fn figures((before, then): (&[View], &Side<'_>), (after, now): (&[View], &Side<'_>)) -> Vec<Row> {
    match (before, after) {
        ([(_, old), ..], []) => alone(&then.figures(old))
            .into_iter()
            .map(|(name, value)| Row { name, before: Some(value), after: None })
            .collect(),
        ([], [(_, new), ..]) => alone(&now.figures(new))
            .into_iter()
            .map(|(name, value)| Row { name, before: None, after: Some(value) })
            .collect(),
        _ => {
            let pairs = after.iter().filter_map(|(called, new)| {
                let (_, old) = before.iter().find(|(known, _)| known == called)?;
                Some((called, then.figures(old), now.figures(new)))
            });
            let mut rows: Vec<Row> = Vec::new();
            // The three that everybody asks about are said where they stay, too.
            if let ([(_, old), ..], [(_, new), ..]) = (before, after) {
                let both = alone(&then.figures(old)).into_iter().zip(alone(&now.figures(new)));
                rows.extend(both.map(|((name, old), (_, new))| Row { name, before: Some(old), after: Some(new) }));
            }
            for (called, old, new) in pairs {
                for (name, before, after) in effect::compare(&old, &new) {
                    // What a case has in common with the procedure is said once.
                    let said = |row: &Row| {
                        row.before.as_ref() == Some(&before) && row.after.as_ref() == Some(&after) && row.name == name
                    };
                    if !rows.iter().any(said) {
                        let name =
                            Text { en: format!("{}{}", called.en, name.en), vi: format!("{}{}", called.vi, name.vi) };
                        rows.push(Row { name, before: Some(before), after: Some(after) });
                    }
                }
            }
            rows
        }
    }
}

/// The figures of a procedure that has nothing to be compared with.
fn alone(figures: &Figures) -> [(Text, Text); 3] {
    let count = |count: u32| Text::same(count.to_string());
    let unknown = || crate::text!(en: "unknown", vi: "chưa rõ");
    let longest = figures.longest.map_or_else(unknown, crate::time::WorkTime::text);
    [
        (crate::text!(en: "longest way", vi: "thời gian xử lý dài nhất"), longest),
        (crate::text!(en: "papers", vi: "số giấy tờ"), count(figures.papers)),
        // A process of no steps is one that is not written.
        (crate::text!(en: "steps", vi: "số bước"), if figures.steps == 0 { unknown() } else { count(figures.steps) }),
    ]
}
