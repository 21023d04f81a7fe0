//! Cases that wait until enough of them have come together.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Batch, OrUnknown, Process, Step};
use crate::rules::work::effort;
use crate::rules::{Check, Context, Rule};
use crate::time::{Duration, Unit};

code! {
    /// ## What it does
    /// Finds a step that is worked in batches and whose cases wait at least half of the period, or at least
    /// `batch-wait-times` (default 2) times their own work. A day is one working day, a week five, a month 22. Without
    /// `wait` the answer is unknown.
    /// ## Why it matters
    /// The case lies although nothing is missing.
    /// ## Nội dung
    /// Tìm bước làm theo đợt mà hồ sơ phải chờ ít nhất nửa kỳ, hoặc ít nhất `batch-wait-times` lần (mặc định 2) thời gian xử
    /// lý của chính nó. Một ngày là một ngày làm việc, một tuần năm ngày, một tháng 22 ngày. Không ghi thời gian chờ thì
    /// kết luận là chưa rõ.
    /// ## Vì sao
    /// Hồ sơ phải nằm chờ dù không thiếu gì.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step meet "Họp xét" kind meet within 5 working days {
    ///       batch weekly
    ///       wait  3 working days
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step meet "Họp xét" kind meet within 2 working days {
    ///       batch  daily
    ///       wait   2 hours
    ///       effort 2 hours
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static BATCH_WAIT = "steps/batch-wait", Warning,
        en: "cases that wait for their batch", vi: "hồ sơ phải chờ gom đợt";
}

pub(in crate::rules) static RULE: Rule =
    Rule { code: &BATCH_WAIT, check: Check::Process(check), reads: &["step.batch", "step.wait", "step.effort"] };

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    for step in &process.steps {
        let Some(batch) = &step.batch else { continue };
        let name = &step.name.text;
        let Some(wait) = wait(step) else {
            let missing = crate::text!(en: "how long a case waits at `{name}`", vi: "thời gian chờ ở bước `{name}`");
            out.unknown(&BATCH_WAIT, step.name.span, missing);
            continue;
        };
        let Some(period) = period(batch.value) else {
            let missing = crate::text!(en: "how long the period of `{name}` is in working time", vi: "kỳ gom đợt của bước `{name}` tính theo giờ làm việc");
            out.unknown(&BATCH_WAIT, batch.span, missing);
            continue;
        };
        let times = i64::from(cx.settings.thresholds.batch_wait_times);
        let work = effort(step);
        let half = wait.saturating_mul(2) >= period;
        let long = work.is_some_and(|work| wait >= work.saturating_mul(times));
        if !half && !long {
            if work.is_none() {
                let missing = crate::text!(en: "the work of `{name}` (`effort`)", vi: "công sức của bước `{name}` (`công thực hiện`)");
                out.unknown(&BATCH_WAIT, step.name.span, missing);
            }
            continue;
        }
        let message = if half {
            crate::text!(
                en: "a case waits at `{name}` for at least half of the period in which it is worked",
                vi: "hồ sơ chờ ở bước `{name}` ít nhất nửa kỳ gom đợt"
            )
        } else {
            crate::text!(
                en: "a case waits at `{name}` at least {times} times as long as it is worked on",
                vi: "hồ sơ chờ ở bước `{name}` gấp ít nhất {times} lần thời gian xử lý"
            )
        };
        out.report(&BATCH_WAIT, batch.span, message)
            .certainty(Certainty::Probable)
            .evidence("wait", wait / 100)
            .evidence("period", period / 100)
            .help(crate::text!(
                en: "work each case as it comes, or shorten the period", vi: "xử lý từng hồ sơ khi đến, hoặc rút ngắn kỳ gom"
            ));
    }
}

/// The wait in hundredths of a minute of working time.
fn wait(step: &Step) -> Option<i64> {
    match step.wait.as_ref()?.value {
        OrUnknown::Known(time) => Some(time.work_time()?.hundredths()),
        OrUnknown::Unknown => None,
    }
}

fn period(batch: Batch) -> Option<i64> {
    let days = |days| Duration::whole(days, Unit::WorkingDays);
    let time = match batch {
        Batch::Daily => days(1),
        Batch::Weekly => days(5),
        Batch::Monthly => days(22),
        Batch::Every(time) if time.unit == Unit::Weeks => Duration { hundredths: time.hundredths.checked_mul(5)?, unit: Unit::WorkingDays },
        Batch::Every(time) => time,
    };
    Some(time.work_time()?.hundredths())
}
