//! Every time limit of a view, compared with the longest way in the cases for which it holds.

use super::Context;
use super::work::is_published_order;
use crate::analysis::{CriticalPath, Fit, LimitCase, Total};
use crate::base::{Certainty, Text};
use crate::model::{Action, CountedFrom, DeadlineTime, Limit, Process, Remarks, Step, StepKind};
use crate::time::{Duration, Unit, WorkTime};

/// A time limit and the longest way under it.
#[derive(Debug)]
pub struct Timeline<'a> {
    /// The limit.
    pub limit: LimitCase<'a>,
    /// The longest way in the cases for which the limit holds.
    pub path: CriticalPath,
    /// How they compare.
    pub reading: Reading,
}

impl Timeline<'_> {
    /// Whether every step that counts is known, and in days.
    pub(super) fn is_in_days(&self) -> bool {
        self.path.calendar_days.is_some() && !matches!(self.path.total, Total::Unknown { .. })
    }
}

/// How the longest way compares with a limit.
#[derive(Debug, Clone)]
pub enum Reading {
    /// It is longer.
    Over {
        /// The limit.
        limit: Duration,
        /// What the way takes, at least.
        took: Duration,
        /// By how much it is longer, at least.
        by: Duration,
        /// Whether a judgement was needed.
        certainty: Certainty,
    },
    /// It stays within.
    Within {
        /// The limit.
        limit: Duration,
        /// What the way takes.
        took: Duration,
        /// What is left.
        left: Duration,
    },
    /// It cannot be decided for want of this.
    Unknown(Text),
}

/// The limits of a view, each with its longest way.
pub(super) fn timelines<'a>(cx: &Context<'a>) -> Vec<Timeline<'a>> {
    let Some(process) = &cx.procedure.process else { return Vec::new() };
    let compare = |limit: &LimitCase<'a>| {
        let path = cx.facts.critical_path_under(limit);
        let reading = match limit.row.counted_from {
            CountedFrom::Step(None) => Reading::Unknown(crate::text!(
                en: "the step from which the limit is counted", vi: "bước mà thời hạn được tính từ đó"
            )),
            _ => read(process, limit.time(), &path),
        };
        let reading = match reading {
            Reading::Over { .. } if !is_covered(cx, process) => Reading::Unknown(crate::text!(
                en: "which steps of the published order the limit covers", vi: "thời hạn tính cho những bước nào của trình tự đã công bố"
            )),
            reading => reading,
        };
        Timeline { limit: limit.clone(), path, reading }
    };
    cx.facts.limits().iter().map(compare).collect()
}

/// Whether the limit surely covers all steps. A published order also tells what the applicant does afterwards, groups of steps for
/// other cases, and the check before the clock of the complete dossier starts.
fn is_covered(cx: &Context<'_>, process: &Process) -> bool {
    if !is_published_order(process) {
        return true;
    }
    let open = |remark: &Remarks<'_>| {
        !remark.unresolved.is_empty() && remark.scope != cx.entry.base.span && remark.scope.contains(process.span)
    };
    let known = |step: &Step| step.by.is_some() && !step.by_applicant();
    // A round of supplements begins the clock of a published limit anew.
    let asks = |step: &Step| step.reactions.iter().any(|reaction| matches!(reaction.action, Action::Ask(_)));
    let before =
        |step: &Step| step.within.is_some() && (step.is_kind(StepKind::Receive) || step.is_kind(StepKind::Check));
    !cx.entry.remarks().iter().any(open)
        && process.steps.iter().skip(1).all(known)
        && !process.steps.iter().any(|step| before(step) || asks(step))
}

fn read(process: &Process, time: Option<DeadlineTime>, path: &CriticalPath) -> Reading {
    let Some(time) = time else {
        return Reading::Unknown(crate::text!(en: "the time limit", vi: "thời hạn giải quyết"));
    };
    let limit = match time {
        DeadlineTime::Duration(limit) => limit,
        _ => Duration::whole(1, Unit::WorkingDays),
    };
    let days =
        path.calendar_days.filter(|_| path.doubt.is_none()).map(|hundredths| Duration { hundredths, unit: Unit::Days });
    let in_days = matches!(limit.unit, Unit::Days | Unit::Weeks);
    let took = days.filter(|_| in_days).unwrap_or_else(|| path.lower.duration());
    match path.fits(time) {
        Fit::Over { by } => Reading::Over { limit, took, by, certainty: Certainty::Proven },
        Fit::Within { left } => Reading::Within { limit, took, left },
        Fit::Unknown => days
            .filter(|_| has_parts_of_days(process))
            .and_then(|days| as_working_days(limit, days))
            .unwrap_or_else(|| Reading::Unknown(missing(process, path))),
    }
}

/// A table in days with halves of days means working days where its limit does.
fn as_working_days(limit: Duration, took: Duration) -> Option<Reading> {
    let allowed = limit.work_time()?.hundredths() / WorkTime::DAY_MINUTES;
    let by =
        Duration { hundredths: took.hundredths.checked_sub(allowed).filter(|by| *by > 0)?, unit: Unit::WorkingDays };
    Some(Reading::Over { limit, took, by, certainty: Certainty::Probable })
}

fn has_parts_of_days(process: &Process) -> bool {
    process.steps.iter().any(|step| match step.within.as_ref().map(|within| &within.value) {
        Some(Limit::Duration(time)) => time.unit == Unit::Days && time.hundredths % 100 != 0,
        _ => false,
    })
}

/// What an answer lacks.
fn missing(process: &Process, path: &CriticalPath) -> Text {
    match &path.total {
        Total::Unknown { missing, .. } if !missing.is_empty() => {
            let names = missing.iter().map(|step| format!("`{}`", process.step(*step).name.text));
            let names = names.collect::<Vec<_>>().join(", ");
            crate::text!(en: "the time of {names}", vi: "thời gian của bước {names}")
        }
        Total::Unknown { .. } => crate::text!(en: "how often a loop is worked", vi: "số lần lặp lại"),
        Total::NoProcess => crate::text!(en: "the internal process", vi: "quy trình nội bộ"),
        Total::Exact(_) | Total::Between(_) => crate::text!(
            en: "how many working days the calendar days hold", vi: "số ngày làm việc trong số ngày theo lịch"
        ),
    }
}
