//! Times of steps that cannot be added up, because some run by the calendar and some by working hours.

use crate::base::{Certainty, Sink, Span, Text};
use crate::code;
use crate::model::{DeadlineTime, Limit, Process, Step, StepKind};
use crate::rules::{Check, Context, Rule};
use crate::time::Duration;

code! {
    /// ## What it does
    /// Finds a process whose officials' steps are timed partly in calendar units (`days`, `weeks`, `months`) and partly
    /// in working time, or wholly in calendar units under a limit in working days. Hours and working days go together:
    /// the calendar says how many hours a working day has. Steps that pass by the calendar of their nature (waiting,
    /// public display, consulting others, whatever the applicant does) may be in days, and working time under a limit in
    /// days is compared through the calendar. Times that the published wording counts from one event ("kể từ ngày nhận đủ hồ sơ") run side by
    /// side and are not compared. Where a step has no time at all, or its wording speaks of working days that were not read as a time, the answer is unknown.
    /// ## Why it matters
    /// Nine days are not nine working days. A total of both promises a day that nobody can compute.
    /// ## Nội dung
    /// Tìm quy trình mà các bước của cán bộ khi thì tính theo ngày theo lịch (`ngày`, `tuần`, `tháng`), khi thì tính theo
    /// thời gian làm việc, hoặc tất cả tính theo `ngày` trong khi thời hạn là `ngày làm việc`. Giờ và ngày làm việc đi
    /// được với nhau. Các bước chờ, niêm yết, lấy ý kiến hoặc do người nộp hồ sơ thực hiện được tính theo ngày. Bước không
    /// ghi thời gian thì kết luận là chưa rõ; nguyên văn có `ngày làm việc` mà bước chưa ghi thời gian cũng vậy. Các thời gian mà nguyên văn tính
    /// từ cùng một mốc ("kể từ ngày nhận đủ hồ sơ") chạy song song nên không so với nhau.
    /// ## Vì sao
    /// Chín ngày không phải chín ngày làm việc. Cộng lẫn hai loại thì không ai tính được ngày hẹn trả.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp đổi giấy chứng nhận" {
    ///   deadline 10 working days
    ///   process {
    ///     step assess "Thẩm định" kind assess within 6 days
    ///     step sign "Ký" kind sign within 4 hours
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp đổi giấy chứng nhận" {
    ///   deadline 10 working days
    ///   process {
    ///     step assess "Thẩm định" kind assess within 6 working days
    ///     step sign "Ký" kind sign within 4 hours
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static MIXED_UNITS = "time/mixed-units", Warning,
        en: "times of steps in units that do not add up", vi: "thời gian các bước khác đơn vị, không cộng được";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &MIXED_UNITS,
    check: Check::Process(check),
    reads: &["step.within", "step.text", "procedure.text", "step.by", "step.pause", "procedure.deadline"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let worked: Vec<_> = process.steps.iter().filter(|step| !passes_by_itself(step)).collect();
    let timed = |calendar: bool| worked.iter().filter(move |step| time(step).is_some_and(|(time, _)| time.unit.is_calendar() == calendar));
    // Two times that the published wording counts from the same event run side by side: nobody adds them up.
    let pairs = timed(true).flat_map(|days| timed(false).map(move |work| (days, work)));
    let mixed = pairs.into_iter().find(|(days, work)| start(days).is_none_or(|from| start(work) != Some(from)));
    let (days, work) = match mixed {
        Some((days, work)) => (time(days), time(work)),
        None => (timed(true).next().and_then(|step| time(step)).filter(|_| timed(false).next().is_none()), None),
    };
    match (days, work) {
        (Some((days, at)), Some((work, other))) => {
            let Text { en, vi } = days.text();
            let message = crate::text!(
                en: "`{en}` runs by the calendar, other steps of the process count working time",
                vi: "`{vi}` tính theo ngày theo lịch, các bước khác của quy trình tính theo thời gian làm việc"
            );
            let Text { en, vi } = work.text();
            out.report(&MIXED_UNITS, at, message)
                .label(other, crate::text!(
                    en: "{en} of working time", vi: "thời gian làm việc: {vi}"
                ))
                .help(crate::text!(
                    en: "give the steps one unit; officials' steps are worked in `working days` or `hours`",
                    vi: "dùng một đơn vị cho các bước; bước của cán bộ tính bằng `ngày làm việc` hoặc `giờ`"
                ));
            return;
        }
        (Some((days, at)), None) => {
            let unread = worked.iter().any(|step| time(step).is_none() && wording(step).contains("ngày làm việc"));
            if let Some((limit, limit_at)) = working_limit(cx).filter(|_| !unread) {
                let Text { en, vi } = days.text();
                let message = crate::text!(
                    en: "the steps are timed in days of the calendar (`{en}`), the limit in working days",
                    vi: "thời gian các bước tính theo ngày theo lịch (`{vi}`), còn thời hạn tính theo ngày làm việc"
                );
                out.report(&MIXED_UNITS, at, message)
                    .certainty(Certainty::Probable)
                    .label(limit_at, limit.text())
                    .help(crate::text!(
                        en: "write `working days` where working days are meant",
                        vi: "ghi `ngày làm việc` nếu đó là ngày làm việc"
                    ));
                return;
            }
        }
        (None, _) => {}
    }
    for step in worked.iter().filter(|step| time(step).is_none() && !same_day(step)) {
        let missing =
            crate::text!(en: "the time of `{}`", vi: "thời gian của bước `{}`", step.name.text);
        out.unknown(&MIXED_UNITS, step.name.span, missing);
    }
}

/// Whether a step's time goes by without an official working.
fn passes_by_itself(step: &Step) -> bool {
    use StepKind::{Await, Consult, Display};
    step.by_applicant() || step.pauses.is_some() || [Await, Consult, Display].into_iter().any(|kind| step.is_kind(kind))
}

/// The time of a step.
fn time(step: &Step) -> Option<(Duration, Span)> {
    match step.within.as_ref().map(|within| (&within.value, within.span)) {
        Some((Limit::Duration(time), at)) => Some((*time, at)),
        _ => None,
    }
}

fn same_day(step: &Step) -> bool {
    matches!(step.within.as_ref().map(|within| &within.value), Some(Limit::SameDay(_)))
}

/// The first limit in working time.
fn working_limit(cx: &Context<'_>) -> Option<(Duration, Span)> {
    cx.procedure.deadlines.iter().find_map(|row| match row.time.value {
        DeadlineTime::Duration(time) if time.unit.is_working() => Some((time, row.time.span)),
        _ => None,
    })
}

/// The published wording of a step, in small letters.
fn wording(step: &Step) -> String {
    step.notes.text.as_ref().map(|text| text.text.to_lowercase()).unwrap_or_default()
}

/// From which event the published wording counts the time of a step: what stands behind "kể từ" up to the comma.
fn start(step: &Step) -> Option<String> {
    let text = wording(step);
    let (_, rest) = text.split_once("kể từ ")?;
    let event = rest.split([',', ';', '.', ':']).next()?;
    Some(event.split(' ').filter(|word| !matches!(*word, "được" | "đầy" | "ngày" | "khi")).collect::<Vec<_>>().join(" "))
}
