//! Which statutory limit holds: for one case, and for all cases with what distinguishes them.

use super::solve::{Sat, satisfy};
use crate::model::{Atom, Condition, Deadline, DeadlineTime, Given, Procedure, Row, Truth};
use crate::time::{Date, Duration};

/// The limit of a case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeadlineAnswer<'a> {
    /// The row that holds; several where facts are open.
    pub rows: Vec<&'a Deadline>,
    /// Whether it may be that none holds.
    pub maybe_none: bool,
    /// `plus` rows that are added.
    pub plus: Vec<&'a Deadline>,
    /// `plus` rows that may be added, depending on open facts.
    pub maybe_plus: Vec<&'a Deadline>,
    /// Facts that are open and matter.
    pub open: Vec<Atom>,
}

impl<'a> DeadlineAnswer<'a> {
    /// The row that holds and its additions, where no open fact matters.
    pub fn settled(&self) -> Option<(&'a Deadline, &[&'a Deadline])> {
        match self.rows.as_slice() {
            [row] if !self.maybe_none && self.maybe_plus.is_empty() => Some((row, &self.plus)),
            _ => None,
        }
    }
}

/// Rows that may apply on a day, those with a condition first: the row without one is the remainder wherever it stands.
pub(super) fn in_order<'r, T>(rows: impl IntoIterator<Item = &'r T>, row: fn(&T) -> &Row, day: Date) -> Vec<&'r T> {
    let fitting = rows.into_iter().filter(|one| row(one).period.contains(day));
    let (mut conditional, rest): (Vec<&T>, Vec<&T>) = fitting.partition(|one| row(one).when.is_some());
    conditional.extend(rest);
    conditional
}

fn row_of(deadline: &Deadline) -> &Row {
    &deadline.row
}

/// The limit of a case with these facts, by the law of a day.
pub fn deadline_for<'a>(procedure: &'a Procedure, given: &Given, day: Date) -> DeadlineAnswer<'a> {
    let mut answer = DeadlineAnswer { maybe_none: true, ..DeadlineAnswer::default() };
    let mut note = |condition: &Condition| {
        condition.atoms(&mut |atom, _| {
            if !given.contains_key(atom) && !answer.open.contains(atom) {
                answer.open.push(atom.clone());
            }
        });
    };
    let mut rows = Vec::new();
    let mut maybe_none = true;
    for deadline in in_order(procedure.deadlines.iter().filter(|one| !one.plus), row_of, day) {
        let truth = deadline.row.when.as_ref().map_or(Truth::Yes, |when| when.eval(given));
        match truth {
            Truth::No => {}
            Truth::Unknown => {
                rows.push(deadline);
                note(deadline.row.when.as_ref().expect("only a condition is unknown"));
            }
            Truth::Yes => {
                rows.push(deadline);
                maybe_none = false;
                break;
            }
        }
    }
    let (mut plus, mut maybe_plus) = (Vec::new(), Vec::new());
    for deadline in procedure.deadlines.iter().filter(|one| one.plus && one.row.period.contains(day)) {
        match deadline.row.when.as_ref().map_or(Truth::Yes, |when| when.eval(given)) {
            Truth::Yes => plus.push(deadline),
            Truth::No => {}
            Truth::Unknown => {
                maybe_plus.push(deadline);
                note(deadline.row.when.as_ref().expect("only a condition is unknown"));
            }
        }
    }
    DeadlineAnswer { rows, maybe_none, plus, maybe_plus, open: answer.open }
}

/// A limit that the law sets on some cases.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitCase<'a> {
    /// The row that holds.
    pub row: &'a Deadline,
    /// What is added to it.
    pub plus: Vec<&'a Deadline>,
    /// What distinguishes the cases: conditions with their truth.
    pub when: Vec<(&'a Condition, bool)>,
    /// Facts of such a case.
    pub given: Given,
}

impl LimitCase<'_> {
    /// Row and additions as one time; `None` where one is unknown or the units differ.
    pub fn time(&self) -> Option<DeadlineTime> {
        if self.plus.is_empty() {
            return Some(self.row.time.value).filter(|time| *time != DeadlineTime::Unknown);
        }
        let duration = |deadline: &Deadline| match deadline.time.value {
            DeadlineTime::Duration(duration) => Some(duration),
            _ => None,
        };
        let first = duration(self.row);
        let total = self.plus.iter().try_fold(first?, |sum: Duration, next| sum.plus(duration(next)?))?;
        Some(DeadlineTime::Duration(total))
    }
}

/// Combinations of `plus` rows that are told apart at most.
const PLUS: usize = 5;

/// Every limit that the law of a day may set on cases for which `assumed` holds. Combinations that no case can meet are
/// left out; of more than five `plus` rows only the first five are told apart.
pub fn limits<'a>(procedure: &'a Procedure, assumed: &[(&'a Condition, bool)], day: Date) -> Vec<LimitCase<'a>> {
    let plus: Vec<&Deadline> =
        procedure.deadlines.iter().filter(|one| one.plus && one.row.period.contains(day)).take(PLUS).collect();
    let (always, maybe): (Vec<&Deadline>, Vec<&Deadline>) = plus.into_iter().partition(|one| one.row.when.is_none());
    let mut all = Vec::new();
    let mut before: Vec<(&Condition, bool)> = Vec::new();
    for row in in_order(procedure.deadlines.iter().filter(|one| !one.plus), row_of, day) {
        for chosen in 0..1_u32 << maybe.len() {
            let mut when = before.clone();
            when.extend(row.row.when.as_ref().map(|condition| (condition, true)));
            let mut added = always.clone();
            for (at, one) in maybe.iter().enumerate() {
                let holds = chosen >> at & 1 == 1;
                when.extend(one.row.when.as_ref().map(|condition| (condition, holds)));
                added.extend(holds.then_some(*one));
            }
            let mut wanted = assumed.to_vec();
            wanted.extend_from_slice(&when);
            let given = match satisfy(procedure, &wanted) {
                Sat::Yes(given) => given,
                Sat::No => continue,
                Sat::Unknown(_) => Given::new(),
            };
            all.push(LimitCase { row, plus: added, when, given });
        }
        match &row.row.when {
            Some(condition) => before.push((condition, false)),
            None => break,
        }
    }
    all
}
