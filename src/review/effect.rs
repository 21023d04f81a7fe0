//! What a procedure costs those who need it and those who work it, in figures that a change is measured by.

use super::mix;
use crate::analysis::{Facts, Total};
use crate::base::Text;
use crate::model::{Atom, ChannelKind, Condition, Given, Procedure, StepKind};
use crate::time::WorkTime;

/// Figures of one view of a procedure. What is not known is `None`, never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// The longest way, where the time of each of its steps is known.
    pub longest: Option<WorkTime>,
    /// A time that some case really may take, whatever is unknown.
    pub at_least: WorkTime,
    /// Times that the applicant must come, where the channels are known.
    pub visits: Option<u32>,
    /// The papers that a case hands in, those that a database or the files answer left out: of the kind of case that hands in
    /// most, or of the one that costs are counted for ([`Figures::in_case`]).
    pub papers: u32,
    /// Steps of the process.
    pub steps: u32,
    /// Changes of hands along the longest way, where all hands are known.
    pub hand_overs: Option<u32>,
    /// Steps that review, approve, sign or decide.
    pub approvals: u32,
}

impl Figures {
    /// Counts.
    pub fn of(facts: &Facts<'_>) -> Self {
        let process = facts.process();
        let has_process = facts.has_process();
        let path = facts.critical_path();
        let longest = match path.total {
            Total::Exact(total) => Some(total),
            Total::Between(_) | Total::Unknown { .. } | Total::NoProcess => None,
        };
        let over = facts.hand_overs();
        let approves = |id: &crate::model::StepId| {
            use StepKind::{Approve, Decide, Review, Sign};
            [Review, Approve, Sign, Decide].into_iter().any(|kind| process.step(*id).is_kind(kind))
        };
        Self {
            longest: longest.filter(|_| has_process),
            at_least: path.lower,
            visits: visits(facts.procedure),
            papers: papers(facts.procedure),
            steps: process.steps.len() as u32,
            hand_overs: (has_process && over.unknown.is_empty()).then_some(over.all.len() as u32),
            approvals: process.ids().filter(approves).count() as u32,
        }
    }

    /// The same with the papers of one kind of case: the one that its cost is counted for.
    #[must_use]
    pub fn in_case(self, procedure: &Procedure, given: &Given) -> Self {
        Self { papers: papers_in(procedure, given), ..self }
    }

    /// Whether anything in it is less than in the other one; the number of steps alone tells nobody anything.
    pub fn is_better_than(&self, other: &Self) -> bool {
        let less = |new: Option<u32>, old: Option<u32>| new.zip(old).is_some_and(|(new, old)| new < old);
        let sooner = self.longest.zip(other.longest).is_some_and(|(new, old)| new < old);
        sooner
            || self.at_least < other.at_least
            || less(self.visits, other.visits)
            || self.papers < other.papers
            || less(self.hand_overs, other.hand_overs)
            || self.approvals < other.approvals
    }
}

/// The most papers that one case is asked for: those that a database or the files answer are left out, and of those that
/// exclude each other only what can come together counts.
fn papers(procedure: &Procedure) -> u32 {
    let kinds = mix::kinds(procedure, asked(procedure).flatten());
    kinds.iter().map(|given| papers_in(procedure, given)).max().unwrap_or_default()
}

/// The papers that a case of one kind is asked for, counted in the same way.
pub(super) fn papers_in(procedure: &Procedure, given: &Given) -> u32 {
    asked(procedure).filter(|when| mix::is_asked(*when, given)).count() as u32
}

/// The conditions of the papers that are asked for and that neither a database nor the files answer.
pub(super) fn asked(procedure: &Procedure) -> impl Iterator<Item = Option<&Condition>> {
    let asked = procedure.documents.iter().filter(|line| !looked_up(line.row.when.as_ref()) && !line.if_any);
    asked.map(|line| line.row.when.as_ref())
}

/// Whether a line is only asked for where a database does not answer.
fn looked_up(when: Option<&Condition>) -> bool {
    let mut found = false;
    if let Some(when) = when {
        when.atoms(&mut |atom, _| found |= matches!(atom, Atom::Found(_)));
    }
    found
}

/// How often the applicant must come: to file where there is no other channel, for the result where it is neither digital
/// nor posted, and for every step that asks for presence.
fn visits(procedure: &Procedure) -> Option<u32> {
    if procedure.channels.is_empty() {
        return None;
    }
    let has = |kind| procedure.channels.iter().any(|channel| channel.kind.value == kind);
    let remote = has(ChannelKind::Online) || has(ChannelKind::Post);
    let fetched = !has(ChannelKind::Post) && !procedure.results.iter().any(|result| result.digital);
    let steps = procedure.process.iter().flat_map(|process| &process.steps);
    let present = steps.filter(|step| step.in_person.is_some()).count();
    Some(u32::from(!remote) + u32::from(fetched) + present as u32)
}

/// The longest way before and after, or what it takes at least, both in one unit: nobody compares days with hours.
pub fn times(before: &Figures, after: &Figures) -> (Text, Text) {
    let known = |figures: &Figures| figures.longest.unwrap_or(figures.at_least);
    let shown = |figures: &Figures, other: &Figures| {
        let said = known(figures).text_beside(known(other));
        match figures.longest {
            Some(_) => said,
            None if figures.at_least == WorkTime::ZERO => unknown(),
            None => {
                let Text { en, vi } = said;
                crate::text!(en: "at least {en}", vi: "ít nhất {vi}")
            }
        }
    };
    (shown(before, after), shown(after, before))
}

fn unknown() -> Text {
    crate::text!(en: "unknown", vi: "chưa rõ")
}

/// Before and after, one line a figure; figures that stay are left out.
pub fn compare(before: &Figures, after: &Figures) -> Vec<(Text, Text, Text)> {
    all(before, after).into_iter().filter(|(_, before, after)| before != after).collect()
}

/// Before and after, one line a figure.
pub fn all(before: &Figures, after: &Figures) -> Vec<(Text, Text, Text)> {
    let known = |count: fn(&Figures) -> Option<u32>| {
        move |figures: &Figures| count(figures).map(|count| Text::same(count.to_string()))
    };
    let line = |name: Text, of: &dyn Fn(&Figures) -> Option<Text>| {
        let shown = |figures| of(figures).unwrap_or_else(unknown);
        (name, shown(before), shown(after))
    };
    vec![
        {
            let (before, after) = times(before, after);
            (crate::text!(en: "longest way", vi: "thời gian xử lý dài nhất"), before, after)
        },
        line(crate::text!(en: "visits", vi: "số lần phải đến"), &known(|figures| figures.visits)),
        line(crate::text!(en: "papers", vi: "số giấy tờ"), &known(|figures| Some(figures.papers))),
        line(crate::text!(en: "steps", vi: "số bước"), &known(|figures| Some(figures.steps))),
        line(crate::text!(en: "hand-overs", vi: "số lần chuyển hồ sơ"), &known(|figures| figures.hand_overs)),
        line(crate::text!(en: "approvals", vi: "số lần soát xét, ký duyệt"), &known(|figures| Some(figures.approvals))),
    ]
}
