//! When a case is due: the limits that the law may set on it as far as its facts are known, and the calendar's answer.

use super::limits::deadline_for;
use super::solve::{Sat, satisfy};
use crate::base::{Span, Text};
use crate::model::{
    Action, Atom, Catalogue, Condition, CountedFrom, Deadline, DeadlineTime, Entry, Given, Id, Limit, OrUnknown, Place,
    Procedure, Process, Test, Truth,
};
use crate::time::{self, Calendar, Clock, Date, NotDecided};

/// A case of a procedure, as far as it is known.
#[derive(Debug, Clone)]
pub struct Dossier<'a> {
    /// The procedure.
    pub entry: &'a Entry,
    /// The day whose law holds.
    pub day: Date,
    /// Where it is filed.
    pub place: Option<Id<Place>>,
    /// Its facts.
    pub given: Given,
    /// Cases ([`Procedure::cases`]) that hold whatever the facts say.
    pub named: Vec<usize>,
}

/// What of a process has a limit of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The step of a name.
    Step(String),
    /// The applicant supplements the dossier: the n-th request of the step of a name, from 0.
    Supplement(String, usize),
}

/// One of the views that a dossier may have.
#[derive(Debug)]
pub struct View {
    /// The procedure with the cases applied.
    pub procedure: Procedure,
    /// The conditions of cases whose truth is not known, with the truth that makes this view.
    pub when: Vec<(Condition, bool)>,
}

/// A limit that may hold, and what it leads to.
#[derive(Debug)]
pub struct Outcome {
    /// What must be true for it; empty where it holds in any case.
    pub when: Vec<(Condition, bool)>,
    /// The row that sets the limit; `None`: no row holds.
    pub row: Option<Span>,
    /// The limit, if it is known.
    pub limit: Option<time::Deadline>,
    /// From when it is counted.
    pub counted_from: CountedFrom,
    /// The due time; `None` without a limit.
    pub due: Option<Result<time::Due, NotDecided>>,
}

/// The answer: one outcome, or several that open facts tell apart.
#[derive(Debug)]
pub struct Answer {
    /// The outcomes in the order of the text.
    pub outcomes: Vec<Outcome>,
    /// The facts that are open and matter.
    pub open: Vec<Atom>,
}

/// Cases of unknown truth that are told apart at most: each doubles the views.
const TOLD_APART: usize = 4;

impl Dossier<'_> {
    /// The views that the dossier may have: one, unless the truth of a case is open.
    pub fn views(&self, catalogue: &Catalogue) -> Vec<View> {
        let base = catalogue.view_at(self.entry, self.day, self.place, &[]);
        let (mut sure, mut maybe) = (self.named.clone(), Vec::new());
        for (index, case) in base.cases.iter().enumerate().filter(|(index, _)| !self.named.contains(index)) {
            match case.when.as_ref().map_or(Truth::No, |when| when.eval(&self.given)) {
                Truth::Yes => sure.push(index),
                Truth::No => {}
                Truth::Unknown => maybe.push(index),
            }
        }
        maybe.truncate(TOLD_APART);
        let mut views = Vec::new();
        for chosen in 0..1_u32 << maybe.len() {
            let holds = |at: usize| chosen >> at & 1 == 1;
            let truth = |(at, index): (usize, &usize)| Some((base.cases[*index].when.clone()?, holds(at)));
            let when: Vec<_> = maybe.iter().enumerate().filter_map(truth).collect();
            if !is_possible(&base, &self.given, &when) {
                continue;
            }
            let added = maybe.iter().enumerate().filter(|(at, _)| holds(*at)).map(|(_, index)| *index);
            let mut applied: Vec<usize> = sure.iter().copied().chain(added).collect();
            applied.sort_unstable();
            views.push(View { procedure: catalogue.view_at(self.entry, self.day, self.place, &applied), when });
        }
        views
    }

    /// When it is due.
    pub fn due(&self, catalogue: &Catalogue, calendar: &Calendar, clock: &Clock) -> Answer {
        let mut answer = Answer { outcomes: Vec::new(), open: Vec::new() };
        for view in self.views(catalogue) {
            let limits = deadline_for(&view.procedure, &self.given, self.day);
            let none = limits.maybe_none.then_some(None);
            let rows: Vec<Option<&Deadline>> = limits.rows.iter().copied().map(Some).chain(none).collect();
            let some = limits.maybe_plus.len().min(TOLD_APART);
            for (place, row) in rows.iter().enumerate() {
                for chosen in 0..1_u32 << some {
                    let holds = |at: usize| chosen >> at & 1 == 1;
                    let mut when = view.when.clone();
                    let before = rows[..place].iter().map(|row| (*row, false));
                    let rows = before.chain([(*row, true)]).filter_map(|(row, truth)| Some((row?, truth)));
                    let more = limits.maybe_plus[..some].iter().enumerate().map(|(at, plus)| (*plus, holds(at)));
                    let open = rows.chain(more).filter_map(|(d, truth)| Some((d.row.when.clone()?, truth)));
                    when.extend(open.filter(|(condition, _)| condition.eval(&self.given) == Truth::Unknown));
                    if !is_possible(&view.procedure, &self.given, &when) {
                        continue;
                    }
                    let added = limits.maybe_plus[..some].iter().enumerate().filter(|(at, _)| holds(*at));
                    let plus: Vec<&Deadline> = limits.plus.iter().copied().chain(added.map(|(_, p)| *p)).collect();
                    answer.outcomes.push(outcome(*row, &plus, when, calendar, clock));
                }
            }
        }
        settle(&mut answer, &self.given);
        answer
    }

    /// When a stage is due that began when `clock` says, in whichever of the dossier's views has it; no outcome: none has.
    pub fn stage_due(&self, views: &[View], calendar: &Calendar, clock: &Clock, stage: &Stage) -> Answer {
        let of_view = |view: &View| {
            let (row, limit) = stage.limit(view.procedure.process.as_ref()?)?;
            let due = limit.as_ref().map(|limit| time::due(calendar, limit, clock));
            Some(Outcome { when: view.when.clone(), row, limit, counted_from: CountedFrom::Unsaid, due })
        };
        let mut answer = Answer { outcomes: views.iter().filter_map(of_view).collect(), open: Vec::new() };
        settle(&mut answer, &self.given);
        answer
    }
}

impl Stage {
    /// Where its limit stands, if one is stated, and what it is, if it is known; `None`: the process has no such stage.
    fn limit(&self, process: &Process) -> Option<(Option<Span>, Option<time::Deadline>)> {
        match self {
            Self::Step(name) => {
                let within = process.step(process.named(name)?).within.as_ref();
                let limit = within.and_then(|within| match within.value {
                    Limit::Duration(duration) => Some(time::Deadline::within(duration)),
                    Limit::SameDay(before) => Some(time::Deadline::SameDay { before }),
                    Limit::Unknown => None,
                });
                Some((within.map(|within| within.span), limit))
            }
            Self::Supplement(name, number) => {
                let mut asks = process.step(process.named(name)?).reactions.iter().filter_map(|it| match &it.action {
                    Action::Ask(ask) => Some(ask),
                    Action::Go(_) => None,
                });
                let within = asks.nth(*number)?.within.as_ref();
                let limit = within.and_then(|within| match within.value {
                    OrUnknown::Known(duration) => Some(time::Deadline::within(duration)),
                    OrUnknown::Unknown => None,
                });
                Some((within.map(|within| within.span), limit))
            }
        }
    }
}

fn outcome(
    row: Option<&Deadline>,
    plus: &[&Deadline],
    when: Vec<(Condition, bool)>,
    calendar: &Calendar,
    clock: &Clock,
) -> Outcome {
    let limit = row.and_then(|row| limit(row, plus));
    let due = limit.as_ref().map(|limit| time::due(calendar, limit, clock));
    let counted_from = row.map_or(CountedFrom::Unsaid, |row| row.counted_from);
    Outcome { when, row: row.map(|row| row.row.span), limit, counted_from, due }
}

/// A row and what is added to it as the calendar takes it; `None` where a part is unknown or nothing can be added.
fn limit(row: &Deadline, plus: &[&Deadline]) -> Option<time::Deadline> {
    let duration = |deadline: &Deadline| match deadline.time.value {
        DeadlineTime::Duration(duration) => Some(duration),
        _ => None,
    };
    match row.time.value {
        DeadlineTime::SameDay(before) if plus.is_empty() => Some(time::Deadline::SameDay { before }),
        DeadlineTime::Unknown | DeadlineTime::SameDay(_) => None,
        DeadlineTime::Duration(first) => {
            let rest = plus.iter().map(|plus| duration(plus));
            Some(time::Deadline::Within(std::iter::once(Some(first)).chain(rest).collect::<Option<_>>()?))
        }
    }
}

/// Joins outcomes that come to the same; where one is left, no open fact matters.
fn settle(answer: &mut Answer, given: &Given) {
    let mut kept: Vec<Outcome> = Vec::new();
    for outcome in answer.outcomes.drain(..) {
        let same = |other: &Outcome| other.limit == outcome.limit && other.counted_from == outcome.counted_from;
        if !kept.iter().any(same) {
            kept.push(outcome);
        }
    }
    if let [only] = kept.as_mut_slice() {
        only.when.clear();
    }
    for (condition, _) in kept.iter().flat_map(|outcome| &outcome.when) {
        condition.atoms(&mut |atom, _| {
            if !given.contains_key(atom) && !answer.open.contains(atom) {
                answer.open.push(atom.clone());
            }
        });
    }
    answer.outcomes = kept;
}

/// Whether some case has these facts and these truths; what cannot be decided counts as possible.
fn is_possible(procedure: &Procedure, given: &Given, when: &[(Condition, bool)]) -> bool {
    let fact = |(atom, value): (&Atom, &crate::model::Value)| Condition::Test {
        atom: atom.clone(),
        test: Test::In(vec![value.clone()]),
        span: Span::default(),
    };
    let facts: Vec<Condition> = given.iter().map(fact).collect();
    let wanted: Vec<(&Condition, bool)> = facts
        .iter()
        .map(|fact| (fact, true))
        .chain(when.iter().map(|(condition, truth)| (condition, *truth)))
        .collect();
    satisfy(procedure, &wanted) != Sat::No
}

/// What a reader is asked for when an atom is open.
pub fn open_text(procedure: &Procedure, atom: &Atom) -> Text {
    match atom {
        Atom::Fact(id) => {
            let fact = procedure.fact(*id);
            let name = &fact.name.text;
            match &fact.title {
                Some(title) => {
                    let title = &title.text;
                    crate::text!(en: "`{name}` ({title})", vi: "`{name}` ({title})")
                }
                None => Text::same(format!("`{name}`")),
            }
        }
        Atom::Channel => crate::text!(en: "`channel`", vi: "`hình thức nộp`"),
        Atom::Found(database) => {
            crate::text!(en: "`found in {database}`", vi: "`khai thác được từ {database}`")
        }
    }
}
