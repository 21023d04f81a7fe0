//! The papers of a dossier under their headings: those of the procedure, those of each case, and entries of the published list
//! that could not be read as papers.

use super::kept;
use super::record::{Paper, Papers, Reader, VI, line};
use super::steps::case;
use super::{ALTERNATIVES, CONDITIONS};
use crate::drawing::describe;
use crate::model::{Demand, Hand, Id, OrUnknown, Procedure, shown};

/// The heading of papers that are only shown, where all that follow it are.
const SHOWN: &str = "Giấy tờ phải xuất trình";
/// The heading of those after them.
const HANDED_IN: &str = "Giấy tờ phải nộp";

impl Reader<'_> {
    /// The papers, under their headings.
    pub(super) fn papers(&mut self) -> Vec<Papers> {
        let mut groups = self.base();
        for (index, case) in self.view.cases.iter().enumerate() {
            let Some(variant) = self.subject.views.get(index + 1).map(AsRef::as_ref) else { continue };
            let own = |demand: &&Demand| demand.case.as_ref().is_some_and(|name| name.text == case.name.text);
            let papers: Vec<_> =
                variant.documents.iter().filter(own).map(|demand| self.paper(variant, demand, false)).collect();
            if !papers.is_empty() {
                groups.push(Papers { heading: line(shown(&case.name, case.title.as_ref())), papers });
            }
        }
        self.add_unread(&mut groups);
        groups
    }

    /// The papers of the procedure itself; those that are only shown stand under a heading of their own.
    fn base(&mut self) -> Vec<Papers> {
        let mut groups: Vec<(bool, Papers)> = Vec::new();
        for demand in &self.view.documents {
            let only_shown = only_shown(demand);
            let paper = self.paper(self.view, demand, only_shown);
            // A title that says so needs no heading.
            let only_shown = only_shown && !says_shown(&paper.title);
            if groups.last().is_none_or(|(before, _)| *before != only_shown) {
                let heading = match (only_shown, groups.is_empty()) {
                    (true, _) => SHOWN,
                    (false, true) => "",
                    (false, false) => HANDED_IN,
                };
                groups.push((only_shown, Papers { heading: heading.to_owned(), papers: Vec::new() }));
            }
            groups.last_mut().expect("one was pushed").1.papers.push(paper);
        }
        groups.into_iter().map(|(_, papers)| papers).collect()
    }

    /// Entries of the published list that no statement took over, where they stood: below their headings.
    fn add_unread(&self, groups: &mut Vec<Papers>) {
        let Some(text) = &self.view.notes.text else { return };
        // A case of the list is a fact: facts are in the order of the list.
        let order = |heading: &str| {
            let titled =
                |fact: &crate::model::Fact| fact.title.as_ref().is_some_and(|title| line(&title.text) == heading);
            self.view.facts.iter().position(titled)
        };
        for kept in kept::dossier(&text.text) {
            let heading = line(&kept.heading);
            let mut entries = kept.entries.iter().map(entry).peekable();
            let place = order(&heading);
            if entries.peek().is_none() && (heading.is_empty() || place.is_none()) {
                continue;
            }
            if let Some(group) = groups.iter_mut().find(|group| group.heading == heading) {
                group.papers.extend(entries);
                continue;
            }
            let after = |group: &Papers| match (order(&group.heading), place) {
                (Some(theirs), Some(own)) => theirs > own,
                (theirs, None) => theirs.is_some(),
                (None, Some(_)) => false,
            };
            let at = groups.iter().position(after).unwrap_or(groups.len());
            let at = if heading.is_empty() { 0 } else { at };
            groups.insert(at, Papers { heading, papers: entries.collect() });
        }
    }

    /// A paper; `headed`: its heading says already that it is shown.
    fn paper(&mut self, view: &Procedure, demand: &Demand, headed: bool) -> Paper {
        let titles: Vec<String> = demand
            .any_of
            .iter()
            .map(|paper| {
                let data = view.datum(paper.data);
                let own = paper.title.as_ref().or(data.title.as_ref()).map(|title| &title.text);
                let registered = || {
                    let document = self.request.catalogue.documents.get(data.document?).near(self.request.as_of);
                    document.title.as_ref().map(|title| &title.text)
                };
                line(own.or_else(registered).unwrap_or(&data.name.text))
            })
            .collect();
        let mut title = titles.join(" hoặc ");
        if demand.any_of.len() > 1 {
            self.lose(&ALTERNATIVES, demand.row.span, None);
        }
        let first = &demand.any_of[0];
        let hands = first.hands.iter().flatten().map(|hand| &hand.value);
        let (mut originals, mut copies) = (0, 0);
        for hand in hands.clone() {
            let count = |known: &OrUnknown<u32>| match known {
                OrUnknown::Known(count) => *count,
                OrUnknown::Unknown => 1,
            };
            match hand {
                Hand::Original(n) => originals += count(n),
                Hand::Copy(n) | Hand::CertifiedCopy(n) => copies += count(n),
                Hand::Digital(n) => originals += n.unwrap_or(1),
                Hand::Shown => originals += 1,
            }
        }
        // Both counts beside one another ask for both, unless the words leave the choice.
        if first.hands.len() > 1 && originals > 0 && copies > 0 && !leaves_choice(&title) {
            title += " (bản chính hoặc bản sao)";
        }
        if hands.clone().any(|hand| *hand == Hand::Shown) && !headed && !says_shown(&title) {
            title += " (xuất trình)";
        }
        if demand.if_any && !says_if_any(&title) {
            title += " (nếu có)";
        }
        if let Some(when) = &demand.row.when {
            self.lose(&CONDITIONS, demand.row.span, None);
            let words = line(&describe(when, view, VI));
            // The case goes before the paper; words with a mark that would end it too early go behind.
            title = if words.contains(':') || words.contains(" thì ") {
                format!("{title} (khi {words})")
            } else {
                format!("{}: {title}", case(&words))
            };
        }
        if originals + copies == 0 && hands.clone().next().is_some() {
            // A paper without a number is taken for a remark.
            originals = 1;
        }
        let document = view.datum(first.data).document;
        let replaced = document.filter(|document| self.is_issued(*document));
        let name = |id| self.request.catalogue.documents.get(id).name.clone();
        Paper {
            code: view.datum(first.data).name.text.clone(),
            title,
            required: !demand.if_any && demand.row.when.is_none(),
            counts: Some((originals, copies)),
            form: first.form.as_ref().map(|form| line(&form.text)).unwrap_or_default(),
            replaced_by: replaced.map(name).unwrap_or_default(),
        }
    }

    /// Whether a type of paper is the result of a procedure in force.
    fn is_issued(&self, document: Id<crate::model::DocumentType>) -> bool {
        let own = |entry: &crate::model::Entry| {
            entry.base.data.iter().any(|data| data.is_result && data.document == Some(document))
        };
        self.request.catalogue.in_force(self.request.as_of).any(own)
    }
}

/// An entry that is no paper: it has no code.
fn entry(entry: &kept::Entry) -> Paper {
    let words = entry.lines.join("\n");
    // The list's own marks are written again.
    let title = words.trim_start_matches("- ").to_owned();
    Paper { title, counts: entry.counts, ..Paper::default() }
}

/// Whether a paper is shown and stays with the applicant.
fn only_shown(demand: &Demand) -> bool {
    let mut hands = demand.any_of.iter().flat_map(|paper| paper.hands.iter().flatten()).peekable();
    hands.peek().is_some() && hands.all(|hand| hand.value == Hand::Shown)
}

/// Whether a title says that the paper is shown.
fn says_shown(title: &str) -> bool {
    title.to_lowercase().starts_with("xuất trình ")
}

/// Whether a title says that the paper is asked only if there is one.
fn says_if_any(title: &str) -> bool {
    let title = title.trim_end_matches([')', ' ', '.', ';']).to_lowercase();
    title.ends_with("nếu có") || title.ends_with("nếu còn")
}

/// Whether a title leaves the choice between the original and a copy.
fn leaves_choice(title: &str) -> bool {
    let lower = title.to_lowercase();
    let has = |words: [&str; 2]| words.iter().any(|word| lower.contains(word));
    lower.contains("hoặc") && has(["bản chính", "bản gốc"]) && has(["bản sao", "bản chụp"])
}
