//! Checks that look again at what an earlier step has checked.

use crate::base::{Certainty, Sink, similar};
use crate::code;
use crate::model::{DataId, Process, Step, StepId, StepKind};
use crate::rules::work::only_hands_on;
use crate::rules::{Check, Context, Rule};
use std::collections::BTreeMap;

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
    let criteria: Vec<Criteria<'_>> = checkers.iter().map(|id| Criteria::of(process.step(*id))).collect();
    let news = cx.order().steps(news(cx, process));
    let writers = writers(cx, process);
    for (place, later) in checkers.iter().enumerate().filter(|(_, later)| !is_handed_papers(cx, **later)) {
        let again = process.step(*later);
        let brought = again.reads.iter().flat_map(|read| writers.get(&read.value).into_iter().flatten().copied());
        let brought = cx.order().steps(brought);
        let earlier = checkers[..place].iter().zip(&criteria).find_map(|(earlier, checked)| {
            let shared = criteria[place].shared(checked);
            // Inspecting what was only read before is not the same check.
            let other_way = again.is_kind(StepKind::Inspect) != process.step(*earlier).is_kind(StepKind::Inspect);
            if shared.is_empty() || other_way || !cx.order().is_later(*later, *earlier) {
                return None;
            }
            let between = cx.order().between(*earlier, *later);
            (between.is_disjoint(&news) && between.is_disjoint(&brought)).then_some((*earlier, shared))
        });
        let Some((earlier, shared)) = earlier else { continue };
        let first = process.step(earlier);
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

/// The criteria of a step: as they are compared, and as it writes them.
struct Criteria<'s>(Vec<(String, &'s str)>);

impl<'s> Criteria<'s> {
    fn of(step: &'s Step) -> Self {
        Self(step.checks.iter().map(|name| (similar::key(&name.text), name.text.as_str())).collect())
    }

    /// Those which another step checks too.
    fn shared(&self, other: &Criteria<'_>) -> Vec<&'s str> {
        let shared = self.0.iter().filter(|(key, _)| other.0.iter().any(|(known, _)| known == key));
        shared.map(|(_, written)| *written).collect()
    }
}

/// The steps at which something may come in from outside.
fn news(cx: &Context<'_>, process: &Process) -> Vec<StepId> {
    use StepKind::{Await, Consult, Inspect, Meet};
    let asks = |id: &StepId| {
        let step = process.step(*id);
        step.by_applicant() || [Consult, Inspect, Await, Meet].into_iter().any(|kind| step.is_kind(kind))
    };
    process.ids().filter(asks).chain(cx.procedure.documents.iter().filter_map(|line| line.at_step)).collect()
}

fn is_handed_papers(cx: &Context<'_>, step: StepId) -> bool {
    cx.procedure.documents.iter().any(|line| line.at_step == Some(step))
}

/// Who writes each paper that says something.
fn writers(cx: &Context<'_>, process: &Process) -> BTreeMap<DataId, Vec<StepId>> {
    let mut writers: BTreeMap<DataId, Vec<StepId>> = BTreeMap::new();
    for id in process.ids() {
        for data in process.step(id).writes.iter().filter(|data| !only_hands_on(cx.procedure, data.value)) {
            writers.entry(data.value).or_default().push(id);
        }
    }
    writers
}
