//! How long one step may take, and whether that counts against the authority.

use crate::model::{Action, Limit, Process, StepId};
use crate::time::{Duration, Unit, WorkBounds, WorkTime};

/// The time of a step, worked once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepTime {
    /// It counts. Working units are exact; calendar units lie between two working times.
    Counts(WorkBounds),
    /// It does not count: the applicant works it, or it pauses the clock. The limit is for information.
    Apart(Option<Duration>),
    /// It would count, but nothing is said.
    Unknown,
}

/// The time of a step. `within same day` counts as one working day at most.
pub fn step_time(process: &Process, id: StepId) -> StepTime {
    let step = process.step(id);
    let limit = step.within.as_ref().map(|limit| &limit.value);
    if step.by_applicant() || step.pauses.is_some() {
        return StepTime::Apart(match limit {
            Some(Limit::Duration(duration)) => Some(*duration),
            _ => None,
        });
    }
    match limit {
        Some(Limit::Duration(duration)) => StepTime::Counts(duration.work_bounds()),
        Some(Limit::SameDay(_)) => {
            let day = WorkTime::from_days(1);
            StepTime::Counts(WorkBounds { least: day, most: day })
        }
        Some(Limit::Unknown) | None => StepTime::Unknown,
    }
}

/// The calendar days of a step, worked once, where it is written in days or weeks.
pub(super) fn calendar_days(process: &Process, id: StepId) -> Option<i64> {
    let Some(Limit::Duration(duration)) = process.step(id).within.as_ref().map(|limit| &limit.value) else {
        return None;
    };
    match duration.unit {
        Unit::Days => Some(duration.hundredths),
        Unit::Weeks => Some(duration.hundredths.saturating_mul(7)),
        _ => None,
    }
}

/// How many supplement rounds a step may cost: as said, else `unsaid` for each request. A request that restarts the
/// clock adds none: what came before it no longer counts.
pub(super) fn supplement_rounds(process: &Process, id: StepId, unsaid: u32) -> u32 {
    let asks = process.step(id).reactions.iter().filter_map(|reaction| match &reaction.action {
        Action::Ask(ask) if !ask.restarts => Some(ask.times.as_ref().map_or(unsaid, |times| times.value)),
        _ => None,
    });
    asks.fold(0, u32::saturating_add)
}
