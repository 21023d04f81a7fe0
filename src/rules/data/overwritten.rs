//! Papers and records that are written again before anyone has read them.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::Process;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a step that writes what an earlier step has written, on a way on which no step in between has read it and
    /// which the second step does not read itself.
    /// ## Why it matters
    /// The first text was written for nobody, or the second replaces something that somebody relied on. A step that
    /// completes a paper reads it first: say so with `reads`.
    /// ## Nội dung
    /// Tìm bước lập lại giấy tờ mà bước trước đã lập, trong khi chưa bước nào ở giữa xem và chính bước sau cũng không xem.
    /// ## Vì sao
    /// Bản trước lập ra không để ai dùng, hoặc bản sau thay mất bản có người đã dựa vào. Bước hoàn thiện một giấy tờ thì
    /// phải xem nó trước: ghi rõ bằng `xem`.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step assess "Thẩm định" {
    ///       writes report "Báo cáo"
    ///     }
    ///     step inspect "Khảo sát" {
    ///       writes report
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step assess "Thẩm định" {
    ///       writes report "Báo cáo"
    ///     }
    ///     step inspect "Khảo sát" {
    ///       reads  report
    ///       writes report
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static OVERWRITTEN = "data/overwritten", Warning,
        en: "a paper that is written again before anyone has read it", vi: "giấy tờ bị lập lại khi chưa ai xem";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &OVERWRITTEN,
    check: Check::Process(check),
    reads: &["process.flow", "step.reads", "step.writes", "step.reaction", "step.jump"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    for twice in &cx.facts.data_flow().overwritten {
        let (first, then) = (process.step(twice.first), process.step(twice.then));
        let paper = &cx.procedure.datum(twice.data).name.text;
        let (early, late) = (&first.name.text, &then.name.text);
        let at = then.writes.iter().find(|write| write.value == twice.data).map_or(then.name.span, |write| write.span);
        let message = crate::text!(
            en: "`{late}` writes `{paper}` again, which nobody has read since `{early}` wrote it",
            vi: "bước `{late}` lập lại `{paper}` khi chưa ai xem bản do bước `{early}` lập"
        );
        out.report(&OVERWRITTEN, at, message)
            .certainty(Certainty::Probable)
            .label(first.name.span, crate::text!(en: "it is written here first", vi: "được lập lần đầu ở đây"))
            .help(crate::text!(
                en: "say that the step completes it (`reads {paper}`), or give the second paper a name of its own",
                vi: "ghi rõ bước này hoàn thiện nó (`xem {paper}`), hoặc đặt tên riêng cho giấy tờ thứ hai"
            ));
    }
}
