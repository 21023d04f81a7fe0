//! Limits much longer than what the steps take.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::config::Share;
use crate::model::{DeadlineTime, Process};
use crate::rules::timeline::{Reading, Timeline};
use crate::rules::{Check, Context, Rule};
use crate::time::{Duration, Unit, WorkTime};

code! {
    /// ## What it does
    /// Finds a time limit of which the longest way through the process leaves free at least the share `unused-slack`
    /// (default 0.30, the cut that Resolution 66/NQ-CP of 2025 asks for). Without measured cases it is only a hint: the
    /// steps' own times may be too short.
    /// ## Why it matters
    /// What is promised could be promised sooner.
    /// ## Nội dung
    /// Tìm thời hạn mà đường đi dài nhất của quy trình còn để dư ít nhất tỷ lệ `unused-slack` (mặc định 0,30 theo Nghị
    /// quyết 66/NQ-CP năm 2025). Chưa có số liệu đo thực tế thì đây chỉ là gợi ý.
    /// ## Vì sao
    /// Có thể hẹn trả kết quả sớm hơn.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   deadline 10 working days
    ///   process {
    ///     step assess "Thẩm định" within 5 working days
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   deadline 6 working days
    ///   process {
    ///     step assess "Thẩm định" within 5 working days
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static UNUSED_SLACK = "time/unused-slack", Note,
        en: "a limit much longer than its steps", vi: "thời hạn dài hơn nhiều so với các bước";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &UNUSED_SLACK,
    check: Check::Process(check),
    reads: &["process.flow", "step.within", "step.reaction", "step.jump", "procedure.deadline", "procedure.fact", "procedure.case"],
};

fn check(cx: &Context<'_>, _: &Process, out: &mut Sink) {
    let threshold = cx.settings.thresholds.unused_slack;
    if cx.timelines().is_empty() {
        let missing = crate::text!(en: "the time limit", vi: "thời hạn giải quyết");
        out.unknown(&UNUSED_SLACK, cx.procedure.name.span, missing);
    }
    for timeline in cx.timelines() {
        let row = timeline.limit.row;
        // What is added for some cases is free all the more, and a view without a limit of its own has another's.
        let published = cx.place.is_some() && cx.entry.views().any(|view| view.deadlines.contains(row));
        let of_base = cx.procedure.case.is_some() && cx.base.deadlines.contains(row) || published;
        if of_base || !timeline.limit.plus.is_empty() && cx.timelines().iter().any(|other| shorter(other, timeline)) {
            continue;
        }
        match &timeline.reading {
            Reading::Over { .. } => {}
            // A way that takes no time has no step whose time is known.
            Reading::Within { took, .. } if took.hundredths == 0 => {
                let missing = crate::text!(en: "the times of the steps", vi: "thời gian của các bước");
                out.unknown(&UNUSED_SLACK, row.time.span, missing);
            }
            Reading::Within { limit, took, left } => {
                let Some(whole) = comparable(*limit, *left) else { continue };
                if !threshold.is_reached_by(left.work_time().map_or(left.hundredths, WorkTime::hundredths), whole) {
                    continue;
                }
                let (limit, took, left) = (limit.text(), took.text(), left.text());
                let message = Text {
                    en: format!("the longest way takes {} of {}, {} are never used", took.en, limit.en, left.en),
                    vi: format!("đường đi dài nhất chỉ mất {} trong {}, còn dư {}", took.vi, limit.vi, left.vi),
                };
                out.report(&UNUSED_SLACK, row.time.span, message)
                    .certainty(Certainty::Hint)
                    .evidence("path", took.en)
                    .evidence("limit", limit.en)
                    .evidence("left", left.en)
                    .evidence("threshold", threshold)
                    .help(crate::text!(
                        en: "compare with measured cases, and promise a shorter time",
                        vi: "đối chiếu với số liệu thực tế và rút ngắn thời hạn"
                    ));
            }
            Reading::Unknown(missing) => {
                if could_be_reached(timeline, threshold) {
                    out.unknown(&UNUSED_SLACK, row.time.span, missing.clone());
                }
            }
        }
    }
}

/// Whether `other` is the same row with fewer additions.
fn shorter(other: &Timeline<'_>, than: &Timeline<'_>) -> bool {
    other.limit.row == than.limit.row && other.limit.plus.len() < than.limit.plus.len()
}

/// The limit in the measure of what is left of it.
fn comparable(limit: Duration, left: Duration) -> Option<i64> {
    match (left.work_time(), left.unit) {
        (Some(_), _) => Some(limit.work_bounds().least.hundredths()),
        (None, Unit::Days) if limit.unit == Unit::Weeks => Some(limit.hundredths.saturating_mul(7)),
        (None, unit) => (unit == limit.unit).then_some(limit.hundredths),
    }
}

/// Whether what is known leaves enough of the limit free.
fn could_be_reached(timeline: &Timeline<'_>, threshold: Share) -> bool {
    let Some(DeadlineTime::Duration(limit)) = timeline.limit.time() else { return true };
    let most = limit.work_bounds().most;
    threshold.is_reached_by(most.less(timeline.path.lower).hundredths(), most.hundredths())
}
