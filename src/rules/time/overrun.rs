//! Processes whose steps take longer than the law allows.

use crate::analysis::{PathStep, Total};
use crate::base::{Sink, Text};
use crate::code;
use crate::model::Process;
use crate::rules::timeline::Reading;
use crate::rules::{Check, Context, Rule};
use crate::time::WorkTime;

code! {
    /// ## What it does
    /// Adds up the longest way through the process (the longest branch, the worst alternative, the permitted supplement
    /// rounds; not what the applicant takes, nor what pauses the clock, nor what lies before the event from which the
    /// limit is counted) and compares it with every time limit, in the
    /// cases for which that limit holds. Times of one unit are compared in it; working time and calendar days are
    /// compared through what so many days can hold, and where that does not decide, the answer is unknown. A step
    /// without a time counts as nothing, so what is found is proven all the same. One reading is made that is only
    /// probable: where all steps are in `days`, some in fractions of a day, and the limit is in working days, the days
    /// are read as working days. Steps beside their published wording (`text`) are the published order: it counts only where
    /// every step after the first is worked by a body of the state, none takes in or checks within a time of its own (the
    /// limit may count from the complete dossier), and nothing of the process is `unresolved`; else it is unknown.
    /// ## Why it matters
    /// The limit cannot be kept even if everybody works as planned. Either the steps are shortened or the answer is late.
    /// ## Nội dung
    /// Cộng đường đi dài nhất của quy trình (nhánh dài nhất, trường hợp bất lợi nhất, số lần bổ sung được phép; không
    /// tính thời gian của người nộp hồ sơ và thời gian tạm dừng) và so với từng thời hạn, trong trường hợp mà thời hạn đó
    /// áp dụng. Cùng đơn vị thì so theo đơn vị đó; giờ làm việc và ngày theo lịch được so qua lịch, nếu không kết luận được
    /// thì là chưa rõ. Bước không ghi thời gian được tính là không, nên phát hiện vẫn chắc chắn. Riêng bảng ghi mọi bước
    /// bằng `ngày`, có bước lẻ phần ngày, mà thời hạn là ngày làm việc thì hiểu là ngày làm việc, mức độ chỉ là có thể.
    /// Bước có kèm `nguyên văn` là trình tự đã công bố: chỉ tính khi mọi bước sau bước đầu đều do cơ quan nhà nước làm, không bước
    /// tiếp nhận, kiểm tra nào có thời gian riêng và quy trình không còn `vướng mắc`; ngoài ra là chưa rõ.
    /// ## Vì sao
    /// Dù ai cũng làm đúng tiến độ thì vẫn quá hạn. Hoặc rút ngắn các bước, hoặc trả kết quả trễ.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp đổi giấy chứng nhận" {
    ///   deadline 10 working days
    ///   process {
    ///     step assess "Thẩm định" within 9 working days
    ///     step sign "Phê duyệt" within 2 working days
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp đổi giấy chứng nhận" {
    ///   deadline 10 working days
    ///   process {
    ///     step assess "Thẩm định" within 8 working days
    ///     step sign "Phê duyệt" within 2 working days
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static OVERRUN = "time/overrun", Error,
        en: "steps that take longer than the limit", vi: "các bước vượt thời hạn giải quyết";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &OVERRUN,
    check: Check::Process(check),
    reads: &["process.flow", "step.within", "step.reaction", "step.jump", "procedure.deadline", "procedure.fact", "procedure.case"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    if cx.timelines().is_empty() {
        let missing = crate::text!(en: "the time limit", vi: "thời hạn giải quyết");
        out.unknown(&OVERRUN, cx.procedure.name.span, missing);
    }
    for timeline in cx.timelines() {
        let row = timeline.limit.row;
        let (limit, took, by, certainty) = match &timeline.reading {
            Reading::Within { .. } => continue,
            Reading::Unknown(missing) => {
                out.unknown(&OVERRUN, row.time.span, missing.clone());
                continue;
            }
            Reading::Over { limit, took, by, certainty } => (limit, took, by, *certainty),
        };
        let (shown, took_shown, by_shown) = (limit.text(), took.text(), by.text());
        // Steps without a time, and days of the calendar, may take more.
        let least = !matches!(timeline.path.total, Total::Exact(_)) && !timeline.is_in_days();
        let (at_least, least_vi) = if least { ("at least ", "ít nhất ") } else { ("", "") };
        let message = Text {
            en: format!(
                "the longest way takes {at_least}{}, which is {at_least}{} more than the limit of {}",
                took_shown.en, by_shown.en, shown.en
            ),
            vi: format!(
                "đường đi dài nhất mất {least_vi}{}, vượt {least_vi}{} so với thời hạn {}",
                took_shown.vi, by_shown.vi, shown.vi
            ),
        };
        let steps = timeline.path.steps.iter().filter(|step| step.share.most > WorkTime::ZERO);
        let finding = out.report(&OVERRUN, row.time.span, message);
        finding
            .certainty(certainty)
            .evidence("path", &took_shown.en)
            .evidence("limit", &shown.en)
            .evidence("excess", &by_shown.en)
            .evidence("steps", names(process, steps.clone()));
        if let Some(longest) = steps.max_by_key(|step| (step.share.most, std::cmp::Reverse(step.step))) {
            let step = process.step(longest.step);
            let name = &step.name.text;
            finding.label(step.name.span, crate::text!(en: "the longest step of the way", vi: "bước dài nhất")).help(
                crate::text!(
                    en: "shorten a step (`{name}` takes longest), or let steps run in parallel",
                    vi: "rút ngắn một bước (`{name}` dài nhất), hoặc làm song song một số bước"
                ),
            );
        }
    }
}

fn names<'a>(process: &Process, steps: impl Iterator<Item = &'a PathStep>) -> String {
    steps.map(|step| process.step(step.step).name.text.as_str()).collect::<Vec<_>>().join(", ")
}
