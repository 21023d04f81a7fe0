//! Pauses of the clock that no law is named for.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Process, Trigger};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds `pauses the clock` without a `basis` on the line or on its step, and a pause that nothing ends: neither
    /// `within …` nor `if late then …`. The pause of `ask applicant` needs neither: the law on supplements founds it.
    /// ## Why it matters
    /// A pause makes the promised day later. Only law may do that, and the applicant must be able to see when it ends.
    /// ## Nội dung
    /// Tìm `tạm dừng tính thời hạn` không kèm `căn cứ` trên dòng đó hoặc trên bước, và việc tạm dừng không có điểm kết
    /// thúc: không có `trong …` và không có `nếu quá hạn thì …`. Việc tạm dừng do `yêu cầu bổ sung` thì không cần.
    /// ## Vì sao
    /// Tạm dừng làm lùi ngày hẹn trả. Chỉ pháp luật mới được cho phép, và người dân phải biết khi nào hết tạm dừng.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step expert "Chờ ý kiến chuyên gia" kind await within 5 working days {
    ///       pauses the clock
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step expert "Chờ ý kiến chuyên gia" kind await within 5 working days {
    ///       pauses the clock basis "Nghị định 15/2021/NĐ-CP" article 16
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static UNFOUNDED_PAUSE = "time/unfounded-pause", Error,
        en: "a pause of the clock without a legal basis or an end",
        vi: "tạm dừng tính thời hạn không có căn cứ hoặc không có điểm kết thúc";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &UNFOUNDED_PAUSE,
    check: Check::Process(check),
    reads: &["step.pause"],
};

fn check(_: &Context<'_>, process: &Process, out: &mut Sink) {
    for step in &process.steps {
        let Some(pause) = &step.pauses else { continue };
        let name = &step.name.text;
        if pause.basis.is_empty() && step.notes.basis.is_empty() {
            let message = crate::text!(
                en: "`{name}` pauses the clock without naming the law that allows it",
                vi: "bước `{name}` tạm dừng tính thời hạn mà không nêu căn cứ"
            );
            out.report(&UNFOUNDED_PAUSE, pause.span, message).help(crate::text!(
                en: "cite the provision (`pauses the clock basis … article …`), or remove the pause",
                vi: "dẫn điều khoản cho phép (`tạm dừng tính thời hạn căn cứ … điều …`), hoặc bỏ việc tạm dừng"
            ));
        }
        let ends = step.within.is_some() || step.reactions.iter().any(|r| matches!(r.trigger, Trigger::Late));
        if !ends {
            let message = crate::text!(
                en: "`{name}` pauses the clock, and nothing says until when",
                vi: "bước `{name}` tạm dừng tính thời hạn mà không nêu khi nào hết tạm dừng"
            );
            out.report(&UNFOUNDED_PAUSE, pause.span, message).certainty(Certainty::Probable).help(crate::text!(
                en: "give the step a time (`within …`)",
                vi: "ghi thời gian cho bước này (`trong …`)"
            ));
        }
    }
}
