//! Checks that look again at what an earlier step has checked.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Process, Step, StepId, StepKind};
use crate::rules::order::Order;
use crate::rules::work::only_hands_on;
use crate::rules::{Check, Context, Rule};
use crate::base::similar;
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Finds a step that checks, assesses or inspects by a criterion (`checks …`) by which an earlier step has already
    /// checked, although nothing new has come in between: it reads nothing that was written after the earlier check, and
    /// nobody was consulted, inspected or waited for. The step that decides is left out: who answers for a decision may
    /// look for himself. Where two steps assess and one does not say by which criteria, the answer is unknown.
    /// ## Why it matters
    /// The same question gets the same answer twice, at the cost of days and hands.
    /// ## Nội dung
    /// Tìm bước kiểm tra, thẩm định hoặc khảo sát theo tiêu chí (`xét …`) mà bước trước đã xét, trong khi giữa hai bước
    /// không có dữ liệu mới: không xem giấy tờ lập sau lần xét trước, không lấy ý kiến, khảo sát hay chờ đợi. Bước quyết
    /// định không tính vì người quyết định có quyền tự xem xét. Có hai bước thẩm định mà một bước không ghi tiêu chí thì
    /// kết luận là chưa rõ.
    /// ## Vì sao
    /// Cùng một câu hỏi được trả lời hai lần, tốn thêm thời gian và người.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step check "Kiểm tra" kind check {
    ///       checks identity
    ///     }
    ///     step assess "Thẩm định" kind assess {
    ///       checks identity, eligibility
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step check "Kiểm tra" kind check {
    ///       checks identity
    ///     }
    ///     step assess "Thẩm định" kind assess {
    ///       checks eligibility
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static DUPLICATE_CHECK = "steps/duplicate-check", Warning,
        en: "a check that an earlier step has already made", vi: "bước kiểm tra lại điều đã được kiểm tra";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &DUPLICATE_CHECK,
    check: Check::Process(check),
    reads: &["process.flow", "step.kind", "step.checks", "step.reads", "step.writes", "step.reaction", "step.jump"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let checkers: Vec<StepId> = process.ids().filter(|id| is_check(process.step(*id))).collect();
    let assessing = checkers.iter().filter(|id| process.step(**id).main_kind() != Some(StepKind::Receive));
    if let Some(step) = assessing.clone().map(|id| process.step(*id)).find(|step| step.checks.is_empty())
        && assessing.count() > 1
    {
        let name = &step.name.text;
        let missing = crate::text!(en: "what `{name}` checks", vi: "tiêu chí mà bước `{name}` xét");
        out.unknown(&DUPLICATE_CHECK, step.name.span, missing);
    }
    let order = Order::of(cx.facts.workflow(), process);
    for (place, later) in checkers.iter().enumerate() {
        let earlier = checkers[..place].iter().find_map(|earlier| {
            let after = order.after(*earlier);
            let comes_after = after.contains(later) && !order.after(*later).contains(earlier);
            let shared = shared(process.step(*earlier), process.step(*later));
            let is_old = || !is_new_between(cx, process, &order, (*earlier, *later), &after);
            (comes_after && !shared.is_empty() && is_old()).then_some((*earlier, shared))
        });
        let Some((earlier, shared)) = earlier else { continue };
        let (first, again) = (process.step(earlier), process.step(*later));
        let criteria = shared.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let (one, other) = (&first.name.text, &again.name.text);
        let message = crate::text!(
            en: "`{other}` checks {criteria} again, which `{one}` has already checked, with nothing new in between",
            vi: "bước `{other}` xét lại {criteria} mà bước `{one}` đã xét, trong khi không có thông tin mới"
        );
        out.report(&DUPLICATE_CHECK, again.name.span, message)
            .certainty(Certainty::Probable)
            .label(first.name.span, crate::text!(en: "first checked here", vi: "đã xét ở đây"))
            .evidence("criteria", shared.join(", "))
            .help(crate::text!(
                en: "check once, nearest to who decides, unless the law asks for a second, independent check",
                vi: "chỉ xét một lần ở bước gần người quyết định nhất, trừ khi pháp luật yêu cầu kiểm tra độc lập lần hai"
            ));
    }
}

fn is_check(step: &Step) -> bool {
    use StepKind::{Assess, Check, Decide, Inspect};
    [Check, Assess, Inspect].into_iter().any(|kind| step.is_kind(kind)) && !step.is_kind(Decide)
}

/// The criteria that both check, as the later one writes them.
fn shared(earlier: &Step, later: &Step) -> Vec<String> {
    let first: BTreeSet<_> = earlier.checks.iter().map(|name| similar::key(&name.text)).collect();
    later.checks.iter().filter(|name| first.contains(&similar::key(&name.text))).map(|name| name.text.clone()).collect()
}

/// Whether something that the later step could not have seen at the earlier one has come in.
fn is_new_between(
    cx: &Context<'_>,
    process: &Process,
    order: &Order,
    (earlier, later): (StepId, StepId),
    after: &BTreeSet<StepId>,
) -> bool {
    use StepKind::{Await, Consult, Inspect, Meet};
    let between = || after.iter().copied().filter(|id| *id != later && order.after(*id).contains(&later));
    let asks = between().any(|id| {
        let step = process.step(id);
        step.by_applicant() || [Consult, Inspect, Await, Meet].into_iter().any(|kind| step.is_kind(kind))
    });
    let handed_in = cx.procedure.documents.iter().any(|line| {
        line.at_step.is_some_and(|at| at == later || between().any(|id| id == at))
    });
    let later = process.step(later);
    let reads_new = between().any(|id| {
        process.step(id).writes.iter().any(|data| {
            !only_hands_on(cx.procedure, data.value) && later.reads.iter().any(|read| read.value == data.value)
        })
    });

    // Inspecting what was only read before is not the same check.
    let other_way = later.is_kind(Inspect) != process.step(earlier).is_kind(Inspect);
    asks || handed_in || reads_new || other_way
}
