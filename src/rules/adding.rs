//! The stated times of a stretch of the process, added up in their own unit.

use super::walk;
use crate::analysis::{StepTime, step_time};
use crate::model::{Flow, Limit, Node, Process, StepId};
use crate::time::{Duration, Unit, WorkTime};

/// What branches that run at the same time add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Branches {
    /// Only the longest counts.
    Longest,
    /// All of them, one after the other.
    Summed,
}

/// A sum of stated times: of days, or of working time, never of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Amount {
    /// Nothing yet.
    Nothing,
    /// Hundredths of calendar days.
    Days(i64),
    /// Working time.
    Work(WorkTime),
}

impl Amount {
    /// A stated time; `None` for months, years and hours by the clock, which have no fixed length in either.
    pub(super) fn of(time: Duration) -> Option<Self> {
        match time.unit {
            _ if time.hundredths == 0 => Some(Self::Nothing),
            Unit::Days => Some(Self::Days(time.hundredths)),
            Unit::Weeks => Some(Self::Days(time.hundredths.saturating_mul(7))),
            _ => time.work_time().map(Self::Work),
        }
    }

    /// The two together; `None` for days and working time.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Nothing, one) | (one, Self::Nothing) => Some(one),
            (Self::Days(a), Self::Days(b)) => Some(Self::Days(a.saturating_add(b))),
            (Self::Work(a), Self::Work(b)) => Some(Self::Work(a + b)),
            _ => None,
        }
    }

    fn times(self, times: u32) -> Self {
        match self {
            Self::Nothing => self,
            Self::Days(days) => Self::Days(days.saturating_mul(times.into())),
            Self::Work(work) => Self::Work(work.times(times)),
        }
    }

    /// By how much it is more than `other`; `None` where it is not, or the two do not compare.
    pub(super) fn excess(self, other: Self) -> Option<Duration> {
        match (self, other) {
            (Self::Days(a), Self::Days(b)) if a > b => Some(Duration { hundredths: a - b, unit: Unit::Days }),
            (Self::Work(a), Self::Work(b)) if a > b => Some(a.less(b).duration()),
            (one, Self::Nothing) if one != Self::Nothing => Some(one.duration()),
            _ => None,
        }
    }

    /// The amount as a time.
    pub(super) fn duration(self) -> Duration {
        match self {
            Self::Nothing => Duration::whole(0, Unit::Hours),
            Self::Days(hundredths) => Duration { hundredths, unit: Unit::Days },
            Self::Work(work) => work.duration(),
        }
    }
}

/// What a stretch adds up to.
#[derive(Debug, Clone, Default)]
pub(super) struct Sum {
    /// The sum of what is stated; `None` where days and working time are mixed.
    pub(super) amount: Option<Amount>,
    /// Steps that count and have no time.
    pub(super) missing: Vec<StepId>,
    /// Whether work runs side by side somewhere in it.
    pub(super) parallel: bool,
}

/// Adds up a flow: alternatives and loops at their longest, what does not count left out.
pub(super) fn sum(process: &Process, flow: &Flow, branches: Branches) -> Sum {
    let mut total = Sum { amount: Some(Amount::Nothing), ..Sum::default() };
    for node in &flow.nodes {
        let inner: Vec<_> = walk::inner(node).into_iter().map(|flow| sum(process, flow, branches)).collect();
        let amounts = || inner.iter().map(|one| one.amount);
        let added = match node {
            Node::Step(id) => step(process, *id, &mut total.missing),
            Node::End(_) => Some(Amount::Nothing),
            Node::Parallel { branches: all, .. } => {
                total.parallel |= all.iter().filter(|(_, flow)| !flow.nodes.is_empty()).count() > 1;
                match branches {
                    Branches::Longest => longest(amounts()),
                    Branches::Summed => amounts().try_fold(Amount::Nothing, |sum, one| sum.plus(one?)),
                }
            }
            Node::Repeat { limit, .. } => longest(amounts()).map(|once| once.times(limit.unwrap_or(1))),
            Node::Choice { .. } | Node::Phase(..) => longest(amounts()),
        };
        total.amount = total.amount.zip(added).and_then(|(sum, one)| sum.plus(one));
        for one in inner {
            total.missing.extend(one.missing);
            total.parallel |= one.parallel;
        }
    }
    total
}

/// The longest of several amounts of one kind.
fn longest(amounts: impl Iterator<Item = Option<Amount>>) -> Option<Amount> {
    amounts.into_iter().try_fold(Amount::Nothing, |longest, one| {
        let one = one?;
        longest.plus(one)?;
        Some(longest.max(one))
    })
}

fn step(process: &Process, id: StepId, missing: &mut Vec<StepId>) -> Option<Amount> {
    match (step_time(process, id), process.step(id).within.as_ref().map(|within| &within.value)) {
        (StepTime::Apart(_), _) => Some(Amount::Nothing),
        (_, Some(Limit::Duration(time))) => Amount::of(*time),
        (_, Some(Limit::SameDay(_))) => Some(Amount::Work(WorkTime::from_days(1))),
        (_, Some(Limit::Unknown) | None) => {
            missing.push(id);
            Some(Amount::Nothing)
        }
    }
}
