//! Fees that cannot be paid online, or must be paid before the dossier is received.

use crate::base::Sink;
use crate::code;
use crate::model::StepKind;
use crate::rules::online::{self, Due};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a procedure with something to pay that says how (`pay …`) and does not offer it online, and one that collects the money in
    /// a step before the dossier is received. Where it is not said how or how much is paid, the answer is unknown.
    /// ## Why it matters
    /// A full online service with a trip to the cash desk is not one.
    /// ## Nội dung
    /// Tìm thủ tục có thu phí, lệ phí, có ghi cách thanh toán nhưng không cho nộp trực tuyến; hoặc thu tiền ở bước trước khi tiếp nhận hồ
    /// sơ. Không ghi cách thanh toán hoặc mức thu thì chưa kết luận được.
    /// ## Vì sao
    /// Nộp hồ sơ trực tuyến mà vẫn phải đến quầy nộp tiền thì chưa phải là toàn trình.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   fee "Phí thẩm định" {
    ///     20.000 VND
    ///   }
    ///   pay counter
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   fee "Phí thẩm định" {
    ///     20.000 VND
    ///   }
    ///   pay online, counter
    /// }
    /// ```
    pub(in crate::rules) static OFFLINE_PAYMENT = "digital/offline-payment", Warning,
        en: "a fee that cannot be paid online", vi: "chưa cho nộp phí, lệ phí trực tuyến";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &OFFLINE_PAYMENT,
    check: Check::Procedure(check),
    reads: &["procedure.fee", "procedure.pay", "procedure.process", "step.kind"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let due = online::due(cx.procedure, cx.as_of);
    let (Some(fee), Due::Something | Due::Unknown) = (cx.procedure.fees.first(), due) else { return };
    let how_much = crate::text!(en: "how much is to be paid", vi: "mức phí, lệ phí phải nộp");
    match (online::pays_online(cx.procedure), due) {
        (Some(true), _) => {}
        (Some(false), Due::Something) => {
            let message = crate::text!(en: "there is a fee, and it cannot be paid online", vi: "có thu phí, lệ phí mà không cho nộp trực tuyến");
            out.report(&OFFLINE_PAYMENT, cx.procedure.pay[0].span, message).help(crate::text!(
                en: "connect it to the payment platform: `pay online`",
                vi: "kết nối nền tảng thanh toán trực tuyến: `thanh toán trực tuyến`"
            ));
        }
        (Some(false), _) => {
            out.unknown(&OFFLINE_PAYMENT, fee.span, how_much);
        }
        (None, _) => {
            let missing = crate::text!(en: "whether the fee can be paid online (`pay …`)", vi: "có nộp được phí, lệ phí trực tuyến không (`thanh toán …`)");
            out.unknown(&OFFLINE_PAYMENT, fee.span, missing);
        }
    }
    let Some(process) = cx.procedure.process.as_ref().filter(|_| due == Due::Something) else { return };
    let first = |kind| process.steps.iter().position(|step| step.is_kind(kind));
    let (Some(collects), Some(receives)) = (first(StepKind::CollectFee), first(StepKind::Receive)) else { return };
    if collects < receives {
        let (step, later) = (&process.steps[collects], &process.steps[receives]);
        let name = &step.name.text;
        let message = crate::text!(
            en: "`{name}` collects the fee before the dossier is received",
            vi: "bước `{name}` thu tiền trước khi tiếp nhận hồ sơ"
        );
        out.report(&OFFLINE_PAYMENT, step.name.span, message)
            .label(later.name.span, crate::text!(en: "received here", vi: "tiếp nhận tại đây"))
            .help(crate::text!(en: "receive the dossier first", vi: "tiếp nhận hồ sơ trước, thu phí sau"));
    }
}
