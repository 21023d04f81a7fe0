//! Examinations that could turn a case away and stand in the dear order.

use crate::base::{Certainty, Sink, Span};
use crate::code;
use crate::model::{Process, Step, StepId, StepKind, Trigger};
use crate::rules::work::{effort, rejects};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Looks at examinations (check, assess, inspect, consult) that follow one another directly, do not need one another
    /// and of which the law fixes no order. Finds them where they do not stand in the order of refusals per effort,
    /// highest first: so the expected effort a case, `Σ eᵢ · ∏(1 − pⱼ)` over the earlier ones, is least (van der Aalst
    /// 2001). Also finds a completeness check (`if incomplete then ask …`) that comes after an examination of substance.
    ///
    /// A step of kind `check` that asks for supplements is a completeness check. Receiving is never moved. Without
    /// `rejects` and `effort` on all of them the answer is unknown. Reordering is proven to be cheaper, but that nothing
    /// unsaid binds the order is only probable.
    /// ## Why it matters
    /// A case that will be refused should be refused before the dear work is done on it.
    /// ## Nội dung
    /// Xét các bước xem xét (kiểm tra, thẩm định, khảo sát, lấy ý kiến) liền nhau, không phụ thuộc nhau, pháp luật không ấn
    /// định thứ tự. Báo khi chúng không xếp theo tỷ lệ từ chối trên công sức từ cao xuống thấp, là thứ tự có công sức kỳ
    /// vọng mỗi hồ sơ `Σ eᵢ · ∏(1 − pⱼ)` nhỏ nhất (van der Aalst 2001). Cũng báo khi việc kiểm tra tính đầy đủ (`nếu hồ sơ
    /// chưa đủ thì yêu cầu bổ sung …`) đứng sau việc xem xét nội dung.
    ///
    /// Bước loại `kiểm tra` có yêu cầu bổ sung là kiểm tra tính đầy đủ. Không đổi chỗ bước tiếp nhận. Thiếu tỷ lệ từ chối
    /// hoặc công sức của một bước thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Hồ sơ rồi sẽ bị từ chối thì nên từ chối trước khi tốn nhiều công sức.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step survey "Khảo sát" kind inspect {
    ///       rejects 0.05
    ///       effort  480 minutes
    ///     }
    ///     step completeness "Kiểm tra đầy đủ" kind check {
    ///       rejects 0.20
    ///       effort  15 minutes
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step completeness "Kiểm tra đầy đủ" kind check {
    ///       rejects 0.20
    ///       effort  15 minutes
    ///     }
    ///     step survey "Khảo sát" kind inspect {
    ///       rejects 0.05
    ///       effort  480 minutes
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static KNOCK_OUT_ORDER = "steps/knock-out-order", Warning,
        en: "examinations in a dear order", vi: "thứ tự xem xét tốn công";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &KNOCK_OUT_ORDER,
    check: Check::Process(check),
    reads: &[
        "process.flow", "process.phase", "step.kind", "step.reads", "step.writes", "step.rejects", "step.effort",
        "step.reaction", "step.jump", "step.order-required", "step.pause", "procedure.fact",
    ],
};

/// An examination with its share of refusals in millionths and its effort in hundredths of a minute.
#[derive(Clone, Copy)]
struct KnockOut {
    step: StepId,
    rejects: i64,
    effort: i64,
}

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    for chain in chains(cx, process) {
        let last = process.step(*chain.last().expect("a chain has two steps"));
        let late = chain.iter().enumerate().skip(1).find(|(at, id)| {
            asks_for_papers(process.step(**id)) && chain[..*at].iter().any(|id| !asks_for_papers(process.step(*id)))
        });
        if let Some((at, id)) = late {
            let first = chain[..at].iter().find(|id| !asks_for_papers(process.step(**id))).expect("found just now");
            let (name, earlier) = (&process.step(*id).name.text, &process.step(*first).name.text);
            let message = crate::text!(
                en: "`{name}` looks whether the dossier is complete only after `{earlier}` has examined it",
                vi: "bước `{name}` kiểm tra hồ sơ đầy đủ sau khi bước `{earlier}` đã xem xét nội dung"
            );
            report(process.step(*id).name.span, process.step(*first), message, out);
            continue;
        }
        let measured: Option<Vec<KnockOut>> = chain.iter().map(|id| measure(process, *id)).collect();
        let Some(measured) = measured else {
            let open = chain.iter().map(|id| process.step(*id)).filter(|step| rejects(step).is_none() || effort(step).is_none());
            let names = open.map(|step| format!("`{}`", step.name.text)).collect::<Vec<_>>().join(", ");
            let missing = crate::text!(
                en: "how often {names} reject and how much work they are (`rejects`, `effort`)",
                vi: "tỷ lệ từ chối và công sức của bước {names} (`tỷ lệ từ chối`, `công thực hiện`)"
            );
            out.unknown(&KNOCK_OUT_ORDER, last.name.span, missing);
            continue;
        };
        let mut sorted = measured.clone();
        // Refusals per effort, highest first; what costs nothing comes first.
        sorted.sort_by(|a, b| (b.product(a)).cmp(&a.product(b)));
        let (now, then) = (expected(&measured), expected(&sorted));
        if then >= now {
            continue;
        }
        let names: Vec<_> = sorted.iter().map(|one| format!("`{}`", process.step(one.step).name.text)).collect();
        let (order, before, after) = (names.join(", "), minutes(now), minutes(then));
        let (before_vi, after_vi) = (before.replace('.', ","), after.replace('.', ","));
        let message = crate::text!(
            en: "these examinations take {before} minutes a case; in the order {order} they take {after}",
            vi: "các bước xem xét này tốn {before_vi} phút mỗi hồ sơ; xếp theo thứ tự {order} chỉ tốn {after_vi} phút"
        );
        report(process.step(measured[0].step).name.span, last, message, out)
            .evidence("effort before", before)
            .evidence("effort after", after)
            .evidence("order", sorted.iter().map(|one| process.step(one.step).name.text.as_str()).collect::<Vec<_>>().join(", "));
    }
}

fn report<'o>(at: Span, other: &Step, message: crate::base::Text, out: &'o mut Sink) -> &'o mut crate::base::Diagnostic {
    out.report(&KNOCK_OUT_ORDER, at, message)
        .certainty(Certainty::Probable)
        .label(other.name.span, crate::text!(en: "together with this", vi: "cùng với bước này"))
        .help(crate::text!(
            en: "put first what turns many away with little work, or write `order required basis …`",
            vi: "xếp trước bước ít công mà loại được nhiều, hoặc ghi `bắt buộc theo thứ tự căn cứ …`"
        ))
}

impl KnockOut {
    fn product(&self, other: &Self) -> i128 {
        i128::from(self.rejects) * i128::from(other.effort)
    }
}

fn measure(process: &Process, step: StepId) -> Option<KnockOut> {
    let of = process.step(step);
    Some(KnockOut { step, rejects: rejects(of)?.clamp(0, MILLION), effort: effort(of)? })
}

const MILLION: i64 = 1_000_000;

/// The expected effort a case, in millionths of hundredths of a minute.
fn expected(order: &[KnockOut]) -> i128 {
    let (mut sum, mut left) = (0_i128, i128::from(MILLION));
    for one in order {
        sum += i128::from(one.effort) * left;
        left = left * i128::from(MILLION - one.rejects) / i128::from(MILLION);
    }
    sum
}

/// Minutes with two decimals.
fn minutes(millionths: i128) -> String {
    let hundredths = (millionths + i128::from(MILLION) / 2) / i128::from(MILLION);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Runs of examinations that follow one another directly and of which none needs an earlier one.
fn chains(cx: &Context<'_>, process: &Process) -> Vec<Vec<StepId>> {
    let mut chains: Vec<Vec<StepId>> = Vec::new();
    for &(a, b) in cx.order().adjacent() {
        if !is_knock_out(process.step(a)) || !is_knock_out(process.step(b)) {
            continue;
        }
        let free = |chain: &[StepId]| chain.iter().all(|earlier| !needs(cx, process, b, *earlier));
        match chains.iter_mut().find(|chain| chain.last() == Some(&a)) {
            Some(chain) if free(chain) => chain.push(b),
            _ if free(&[a]) => chains.push(vec![a, b]),
            _ => {}
        }
    }
    chains
}

fn is_knock_out(step: &Step) -> bool {
    use StepKind::{Assess, Check, Consult, Inspect, Receive};
    let examines = [Check, Assess, Inspect, Consult].into_iter().any(|kind| step.is_kind(kind));
    let fixed = step.order_required.is_some() || step.pauses.is_some() || step.by_applicant();
    examines && !step.is_kind(Receive) && !step.is_kind(StepKind::Decide) && !fixed
}

/// Whether a step asks the applicant for what is missing, and does nothing else.
fn asks_for_papers(step: &Step) -> bool {
    let only_check = step.kinds.iter().all(|kind| kind.value == StepKind::Check);
    only_check && step.reactions.iter().any(|reaction| matches!(reaction.trigger, Trigger::Incomplete))
}

/// Whether the later step uses what the earlier one does.
fn needs(cx: &Context<'_>, process: &Process, later: StepId, earlier: StepId) -> bool {
    use crate::model::FactOrigin;
    let (before, after) = (process.step(earlier), process.step(later));
    let touches = |data: &crate::model::At<crate::model::DataId>| {
        after.reads.iter().chain(&after.writes).any(|other| other.value == data.value)
    };
    let finds = cx.procedure.facts.iter().any(|fact| matches!(fact.origin, FactOrigin::FoundBy(Some(by), _) if by == earlier));
    before.writes.iter().any(touches) || finds
}
