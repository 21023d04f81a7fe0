//! Neighbouring steps that do not need one another and could run side by side.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::model::{DataId, Limit, Process, Step, StepId, StepKind};
use crate::rules::work::{at_most, is_described, rejects, same_hand};
use crate::rules::{Check, Context, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Finds two steps, each the other's only neighbour, worked by different hands, of which neither reads or writes what
    /// the other writes (Bernstein's conditions), while the law fixes no order and the first turns few away (share
    /// `parallel-rejects`, default 5 %: so often is the work of the second lost).
    ///
    /// Narrower than the plain condition: only steps whose work can stand by itself are compared (assess, inspect,
    /// consult, check, collect a fee, register, digitise, notify, display, archive). Receiving, assigning, drafting,
    /// signing and deciding follow from what was before even where no paper says so. A step that examines and does not
    /// say how often it rejects, and one that says nothing of its papers, are unknown.
    /// ## Why it matters
    /// The shorter of the two times is saved.
    /// ## Nội dung
    /// Tìm hai bước liền nhau do hai người khác nhau làm, bước này không xem hay lập giấy tờ mà bước kia lập (điều kiện
    /// Bernstein), pháp luật không ấn định thứ tự và bước trước ít khi từ chối (ngưỡng `parallel-rejects`, mặc định 5 %).
    ///
    /// Hẹp hơn điều kiện chung: chỉ so sánh các bước có thể làm độc lập (thẩm định, khảo sát, lấy ý kiến, kiểm tra, thu
    /// phí, vào sổ, số hóa, thông báo, niêm yết, lưu trữ). Tiếp nhận, phân công, soạn thảo, ký, quyết định luôn nối tiếp
    /// bước trước. Bước xem xét không ghi tỷ lệ từ chối, hoặc bước không ghi giấy tờ, thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Tiết kiệm được thời gian của bước ngắn hơn.
    /// ## Example
    /// ```procedure
    /// agency a {
    ///   role clerk
    ///   role desk
    /// }
    /// procedure p "Cấp phép" {
    ///   result permit "Giấy phép"
    ///   process {
    ///     step decide "Ký" kind decide by a {
    ///       writes permit
    ///       if ineligible then refuse
    ///     }
    ///     step register "Vào sổ" kind register by a/clerk within 2 hours {
    ///       reads permit
    ///     }
    ///     step digitise "Số hóa" kind digitise by a/desk within 1 hour {
    ///       reads permit
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency a {
    ///   role clerk
    ///   role desk
    /// }
    /// procedure p "Cấp phép" {
    ///   result permit "Giấy phép"
    ///   process {
    ///     step decide "Ký" kind decide by a {
    ///       writes permit
    ///       if ineligible then refuse
    ///     }
    ///     parallel {
    ///       branch {
    ///         step register "Vào sổ" kind register by a/clerk within 2 hours {
    ///           reads permit
    ///         }
    ///       }
    ///       branch {
    ///         step digitise "Số hóa" kind digitise by a/desk within 1 hour {
    ///           reads permit
    ///         }
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static COULD_RUN_IN_PARALLEL = "steps/could-run-in-parallel", Warning,
        en: "two steps that could run side by side", vi: "hai bước có thể làm song song";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &COULD_RUN_IN_PARALLEL,
    check: Check::Process(check),
    reads: &[
        "process.flow", "process.phase", "step.by", "step.kind", "step.reads", "step.writes", "step.within", "step.rejects",
        "step.order-required", "step.pause", "step.jump", "step.reaction", "procedure.fact",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    for &(a, b) in cx.order().adjacent() {
        let (first, second) = (process.step(a), process.step(b));
        let fixed = first.order_required.is_some() || second.order_required.is_some() || first.pauses.is_some();
        if fixed || !can_stand_alone(first) || !can_stand_alone(second) || same_hand(first, second) == Some(true) {
            continue;
        }
        let missing = what_is_missing(first, second);
        if let (Some((step, missing)), true) = (missing, could_be_independent(cx, (a, first), (b, second))) {
            out.unknown(&COULD_RUN_IN_PARALLEL, step.name.span, missing);
            continue;
        }
        if !could_be_independent(cx, (a, first), (b, second)) || !turns_few_away(cx, first) {
            continue;
        }
        let (one, other) = (&first.name.text, &second.name.text);
        let message = crate::text!(
            en: "`{one}` and `{other}` do not need one another and could run side by side",
            vi: "bước `{one}` và bước `{other}` không phụ thuộc nhau, có thể làm song song"
        );
        let finding = out.report(&COULD_RUN_IN_PARALLEL, second.name.span, message);
        finding
            .certainty(Certainty::Probable)
            .label(first.name.span, crate::text!(en: "the step before", vi: "bước liền trước"))
            .help(crate::text!(
                en: "put them into two branches of a `parallel`", vi: "đặt vào hai nhánh của `song song`"
            ));
        let time = |step: &Step| match step.within.as_ref().map(|within| &within.value) {
            Some(Limit::Duration(time)) => time.work_time(),
            _ => None,
        };
        if let (Some(x), Some(y)) = (time(first), time(second)) {
            finding.evidence("saved", x.min(y).text().en);
        }
    }
}

fn can_stand_alone(step: &Step) -> bool {
    use StepKind::{Archive, Assess, Check, CollectFee, Consult, Digitise, Display, Inspect, Notify, Register};
    const ALONE: &[StepKind] = &[Archive, Assess, Check, CollectFee, Consult, Digitise, Display, Inspect, Notify, Register];
    !step.kinds.is_empty() && step.kinds.iter().all(|kind| ALONE.contains(&kind.value)) && !step.by_applicant()
}

/// Whether a step can turn a case away at all, by its kind.
fn examines(step: &Step) -> bool {
    use StepKind::{Assess, Check, Consult, Inspect};
    [Assess, Check, Consult, Inspect].into_iter().any(|kind| step.is_kind(kind))
}

fn turns_few_away(cx: &Context<'_>, step: &Step) -> bool {
    !examines(step) || rejects(step).is_some_and(|share| at_most(share, cx.settings.thresholds.parallel_rejects))
}

fn what_is_missing<'s>(first: &'s Step, second: &'s Step) -> Option<(&'s Step, Text)> {
    let said = |step: &&'s Step| !is_described(step);
    if let Some(step) = [first, second].into_iter().find(said) {
        let name = &step.name.text;
        return Some((step, crate::text!(en: "what `{name}` reads and writes", vi: "bước `{name}` xem và lập giấy tờ gì")));
    }
    let name = &first.name.text;
    (examines(first) && rejects(first).is_none())
        .then(|| (first, crate::text!(en: "how often `{name}` rejects", vi: "tỷ lệ từ chối của bước `{name}`")))
}

/// Whether nothing that is said makes one step need the other.
fn could_be_independent(cx: &Context<'_>, (a, first): (StepId, &Step), (b, second): (StepId, &Step)) -> bool {
    use crate::model::FactOrigin;
    let papers = |of: &[crate::model::At<DataId>]| of.iter().map(|data| data.value).collect::<BTreeSet<_>>();
    let (written, written_after) = (papers(&first.writes), papers(&second.writes));
    let finds = cx.procedure.facts.iter().any(|fact| matches!(fact.origin, FactOrigin::FoundBy(Some(by), _) if by == a || by == b));
    let loop_back = second.jumps.iter().chain(&first.jumps).next().is_some();
    written.is_disjoint(&papers(&second.reads))
        && written.is_disjoint(&written_after)
        && written_after.is_disjoint(&papers(&first.reads))
        && !finds
        && !loop_back
}
