//! Steps that no way leads to.

use crate::base::Sink;
use crate::code;
use crate::model::{Process, StepId};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds steps that no way from the start of the process leads to, and a process without any step. A step from which
    /// no end is reached is `flow/cannot-finish`.
    /// ## Why it matters
    /// Such a step is never worked, yet it is published, configured and given a time.
    /// ## Nội dung
    /// Tìm bước mà không đường đi nào từ đầu quy trình dẫn đến, và quy trình không có bước nào. Bước không đi được đến
    /// điểm kết thúc thuộc `flow/cannot-finish`.
    /// ## Vì sao
    /// Bước đó không bao giờ được thực hiện mà vẫn được công bố, cấu hình và tính thời gian.
    /// ## Example
    /// ```procedure
    /// procedure p "Đăng ký" {
    ///   process {
    ///     step receive "Tiếp nhận" then decide
    ///     step assess "Thẩm định"
    ///     step decide "Quyết định"
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Đăng ký" {
    ///   process {
    ///     step receive "Tiếp nhận"
    ///     step assess "Thẩm định"
    ///     step decide "Quyết định"
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static UNREACHABLE_STEP = "flow/unreachable-step", Error,
        en: "a step that no way leads to", vi: "bước không có đường đi đến";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &UNREACHABLE_STEP,
    check: Check::Process(check),
    reads: &["process.flow", "step.reaction", "step.jump"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    if process.steps.is_empty() {
        let message = crate::text!(en: "the process has no step", vi: "quy trình không có bước nào");
        out.report(&UNREACHABLE_STEP, process.span, message).help(crate::text!(
            en: "write its steps, or leave `process` out while it is not known",
            vi: "ghi các bước, hoặc bỏ `quy trình` khi chưa biết"
        ));
        return;
    }
    let unreachable = &cx.facts.reach().unreachable;
    let workflow = cx.facts.workflow();
    if let Some(step) = workflow.unknown_goals().first() {
        let name = &process.step(*step).name;
        let missing = crate::text!(en: "where `{}` leads", vi: "bước `{}` dẫn đến đâu", name.text);
        out.unknown(&UNREACHABLE_STEP, name.span, missing);
        return;
    }
    // What only follows an unreachable step is named with it.
    let led_to = |step: &StepId| {
        let others = unreachable.iter().filter(|other| *other < step);
        others.into_iter().any(|other| workflow.next_steps(*other).contains(step))
    };
    let (after, first): (Vec<_>, Vec<_>) = unreachable.iter().copied().partition(led_to);
    for (number, step) in first.iter().enumerate() {
        let name = &process.step(*step).name;
        let message = crate::text!(
            en: "no way through the process leads to `{}`",
            vi: "không đường đi nào của quy trình dẫn đến bước `{}`", name.text
        );
        let finding = out.report(&UNREACHABLE_STEP, name.span, message);
        finding.help(crate::text!(
            en: "let a step lead to it, or remove it",
            vi: "cho một bước dẫn đến nó, hoặc bỏ nó đi"
        ));
        for step in after.iter().filter(|_| number == 0) {
            finding.label(
                process.step(*step).name.span,
                crate::text!(en: "not reached either", vi: "cũng không đến được"),
            );
        }
    }
}
