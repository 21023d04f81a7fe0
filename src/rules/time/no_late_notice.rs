//! Processes without slack that say nothing of being late.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Process, Trigger};
use crate::rules::timeline::Reading;
use crate::rules::work::is_published_order;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a process whose longest way uses up its time limit or exceeds it, while no step says what happens when it is
    /// late (`if late then …`). One finding a procedure. Where the longest way is not known, the answer is unknown,
    /// and so it is where only one step has a time: then it is the limit once more and no schedule. Steps beside
    /// their published wording (`text`) are the published order, which need not speak of lateness: unknown.
    /// ## Why it matters
    /// A late answer needs a written apology with a new date, once, and somebody who sends it (Decree 118/2025/NĐ-CP).
    /// Without slack it will be needed.
    /// ## Nội dung
    /// Tìm quy trình mà đường đi dài nhất dùng hết hoặc vượt thời hạn, trong khi không bước nào quy định cách xử lý khi quá hạn
    /// (`nếu quá hạn thì …`). Mỗi thủ tục chỉ một phát hiện. Chưa biết đường đi dài nhất, hoặc chỉ một bước ghi thời gian
    /// (tức là nhắc lại thời hạn), thì kết luận là chưa rõ. Bước có kèm `nguyên văn` là trình tự đã công bố, không bắt buộc nói đến việc
    /// quá hạn: chưa kết luận được.
    /// ## Vì sao
    /// Trả kết quả trễ phải có văn bản xin lỗi và hẹn lại ngày trả một lần, có người chịu trách nhiệm (Nghị định
    /// 118/2025/NĐ-CP). Không còn thời gian dự phòng thì sẽ cần đến.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   deadline 1 working day
    ///   process {
    ///     step assess "Thẩm định" within 6 hours
    ///     step sign "Ký" within 2 hours
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   deadline 1 working day
    ///   process {
    ///     step assess "Thẩm định" within 6 hours {
    ///       if late then apologise
    ///     }
    ///     step sign "Ký" within 2 hours then done
    ///     step apologise "Thông báo xin lỗi, hẹn lại ngày trả" kind notify then sign
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static NO_LATE_NOTICE = "time/no-late-notice", Warning,
        en: "a process without slack that does not say what happens when it is late",
        vi: "quy trình không còn thời gian dự phòng mà không quy định cách xử lý khi quá hạn";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &NO_LATE_NOTICE,
    check: Check::Process(check),
    reads: &["process.flow", "step.within", "step.reaction", "step.jump", "procedure.deadline", "procedure.fact", "procedure.case"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    if process.steps.iter().flat_map(|step| &step.reactions).any(|reaction| matches!(reaction.trigger, Trigger::Late)) {
        return;
    }
    let name = cx.procedure.name.span;
    if cx.timelines().is_empty() {
        let missing = crate::text!(en: "the time limit", vi: "thời hạn giải quyết");
        out.unknown(&NO_LATE_NOTICE, name, missing);
    }
    let tight = cx.timelines().iter().find(|timeline| match &timeline.reading {
        Reading::Over { .. } => true,
        Reading::Within { left, .. } => left.hundredths == 0,
        Reading::Unknown(_) => false,
    });
    let Some(tight) = tight else {
        for timeline in cx.timelines() {
            if let Reading::Unknown(missing) = &timeline.reading {
                out.unknown(&NO_LATE_NOTICE, name, missing.clone());
            }
        }
        return;
    };
    // What is published need not say it: the decree on one-stop work does. The internal process must.
    if is_published_order(process) {
        let missing = crate::text!(en: "the internal process: this is the published order", vi: "quy trình nội bộ: đây mới là trình tự đã công bố");
        out.unknown(&NO_LATE_NOTICE, name, missing);
        return;
    }
    // One step with the whole limit is the limit once more, and no schedule.
    if process.steps.iter().filter(|step| step.within.is_some()).count() < 2 {
        let missing = crate::text!(en: "how the limit is divided among the steps", vi: "thời hạn được chia cho các bước thế nào");
        out.unknown(&NO_LATE_NOTICE, name, missing);
        return;
    }
    let over = matches!(tight.reading, Reading::Over { .. });
    let message = if over {
        crate::text!(
            en: "the steps exceed the limit, and no step says what happens when it is late",
            vi: "các bước vượt thời hạn mà không bước nào quy định cách xử lý khi quá hạn"
        )
    } else {
        crate::text!(
            en: "the steps use up the limit, and no step says what happens when it is late",
            vi: "các bước dùng hết thời hạn mà không bước nào quy định cách xử lý khi quá hạn"
        )
    };
    out.report(&NO_LATE_NOTICE, name, message)
        .certainty(Certainty::Probable)
        .label(tight.limit.row.time.span, crate::text!(en: "the limit", vi: "thời hạn"))
        .help(crate::text!(
            en: "add `if late then …` with a step that apologises in writing and gives a new date",
            vi: "thêm `nếu quá hạn thì …` và bước gửi văn bản xin lỗi, hẹn lại ngày trả"
        ));
}
