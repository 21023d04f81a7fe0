//! Neighbouring steps of one hand that could be one step.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Process, Step, StepKind};
use crate::rules::work::{is_role, party, same_hand};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds two steps, each the other's only neighbour, that the same role of the same body works, with no event from
    /// outside between them: neither receives, waits, pauses the clock, collects a fee, inspects, consults, meets, hands
    /// something out, signs or decides, and the law fixes neither's place (`order required`). What one person signs is a
    /// control point and stays a step; the receipt is where the clock starts. Where only the body is named, not the role, it is unknown:
    /// a ministry is not one hand.
    /// ## Why it matters
    /// Two entries in the system, two deadlines to watch, for one piece of work.
    /// ## Nội dung
    /// Tìm hai bước liền kề do cùng một chức danh của cùng cơ quan thực hiện mà giữa hai bước không có sự kiện bên ngoài:
    /// không tiếp nhận, chờ, tạm dừng, thu phí, khảo sát, lấy ý kiến, họp, trả kết quả, ký hay quyết định, và pháp luật
    /// không ấn định thứ tự. Bước ký là điểm kiểm soát, bước tiếp nhận là lúc bắt đầu tính thời hạn nên được giữ riêng.
    /// Chỉ ghi cơ quan mà không ghi chức danh thì chưa kết luận được: một bộ không phải một người.
    /// ## Vì sao
    /// Một việc mà phải thao tác hai lần trên hệ thống, theo dõi hai thời hạn.
    /// ## Example
    /// ```procedure
    /// agency commune-pc {
    ///   role officer
    /// }
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step assess "Thẩm định" kind assess by commune-pc/officer
    ///     step draft "Soạn giấy phép" kind draft by commune-pc/officer
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency commune-pc {
    ///   role officer
    /// }
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step assess "Thẩm định, soạn giấy phép" kind assess, draft by commune-pc/officer
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static SAME_ROLE = "steps/same-role", Note,
        en: "two neighbouring steps of one hand", vi: "hai bước liền nhau do cùng một người làm";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &SAME_ROLE,
    check: Check::Process(check),
    reads: &["process.flow", "process.phase", "step.by", "step.kind", "step.pause", "step.wait", "step.batch", "step.order-required", "step.call", "step.jump", "step.reaction"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    for &(a, b) in cx.order().adjacent() {
        let (first, second) = (process.step(a), process.step(b));
        if stands_alone(first) || stands_alone(second) || first.by_applicant() {
            continue;
        }
        let (one, other) = (&first.name.text, &second.name.text);
        match same_hand(first, second) {
            Some(false) => {}
            None => {
                let open = if party(first).is_none() { first } else { second };
                let name = &open.name.text;
                let missing = crate::text!(en: "who works `{name}`", vi: "ai thực hiện bước `{name}`");
                out.unknown(&SAME_ROLE, open.name.span, missing);
            }
            Some(true) if first.kinds.is_empty() || second.kinds.is_empty() => {
                let open = if first.kinds.is_empty() { first } else { second };
                let name = &open.name.text;
                let missing = crate::text!(en: "the kind of `{name}`", vi: "loại của bước `{name}`");
                out.unknown(&SAME_ROLE, open.name.span, missing);
            }
            // A body has many hands: without a role it is not known whose they are.
            Some(true) if !is_role(first) => {
                let name = &first.name.text;
                let missing = crate::text!(en: "which role works `{name}`", vi: "chức danh nào thực hiện bước `{name}`");
                out.unknown(&SAME_ROLE, first.name.span, missing);
            }
            Some(true) => {
                let message = crate::text!(
                    en: "`{one}` and `{other}` are worked one after the other by the same hand",
                    vi: "bước `{one}` và bước `{other}` liền nhau, do cùng một người thực hiện"
                );
                out.report(&SAME_ROLE, second.name.span, message)
                    .certainty(Certainty::Probable)
                    .label(first.name.span, crate::text!(en: "the step before", vi: "bước liền trước"))
                    .help(crate::text!(
                        en: "make them one step whose time is the sum of both",
                        vi: "gộp thành một bước, thời gian bằng tổng hai bước"
                    ));
            }
        }
    }
}

/// Whether a step is a control point, or something happens at it from outside.
fn stands_alone(step: &Step) -> bool {
    use StepKind::{
        Approve, Await, CollectFee, Consult, Decide, Display, Inspect, Meet, Receive, Return, Sign,
    };
    const OUTSIDE: &[StepKind] =
        &[Approve, Await, CollectFee, Consult, Decide, Display, Inspect, Meet, Receive, Return, Sign];
    step.pauses.is_some()
        || step.calls.is_some()
        || step.wait.is_some()
        || step.batch.is_some()
        || step.order_required.is_some()
        || step.kinds.iter().any(|kind| OUTSIDE.contains(&kind.value))
}
