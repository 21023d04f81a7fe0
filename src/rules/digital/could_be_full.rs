//! Partial online services that could be full.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::model::{ChannelKind, OnlineScope};
use crate::rules::online::{self, Due, Form, Presence};
use crate::rules::shared::title;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a service that is online only in part (`channel online partial`), gives no reason (`because "…"`, `basis …`) and has
    /// nothing in its way that could not be mended: a signature by hand, a step to which the applicant must come without a reason, a fee
    /// that is not paid online, a result on paper. They are listed. A step to which the applicant must come for a good reason answers the
    /// question. Where the internal process is not known, neither is what stands in the way; nor is it where the result is a contract, which
    /// two parties sign.
    /// ## Why it matters
    /// Since 1 July 2026 full online service is the rule, and whatever is less needs a reason (Decree 224/2026/NĐ-CP).
    /// ## Nội dung
    /// Tìm dịch vụ công trực tuyến một phần mà không nêu lý do (`vì "…"`, `căn cứ …`) và chỉ vướng những điểm có thể khắc phục: ký tay,
    /// bước buộc người dân đến trực tiếp không có lý do, phí chưa nộp được trực tuyến, kết quả bản giấy. Các điểm này được liệt kê. Nếu
    /// có bước phải có mặt với lý do chính đáng thì không báo. Không có quy trình nội bộ thì chưa kết luận được;
    /// kết quả là hợp đồng do hai bên ký cũng vậy.
    /// ## Vì sao
    /// Từ ngày 01/7/2026, dịch vụ công trực tuyến toàn trình là mặc định; thấp hơn thì phải có lý do (Nghị định 224/2026/NĐ-CP).
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   channel online partial
    ///   process {
    ///     step sign "Ký" kind decide {
    ///       signature wet
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   channel online full
    ///   process {
    ///     step sign "Ký" kind decide {
    ///       signature digital
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static COULD_BE_FULL = "digital/could-be-full", Warning,
        en: "a partial online service that could be full", vi: "trực tuyến một phần có thể nâng lên toàn trình";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &COULD_BE_FULL,
    check: Check::Procedure(check),
    reads: &[
        "procedure.channel", "procedure.fee", "procedure.pay", "procedure.result", "procedure.process", "step.signature",
        "step.in-person", "step.writes",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let open = cx.procedure.channels.iter().filter(|channel| channel.period.contains(cx.as_of));
    let Some(channel) = open.clone().find(|channel| channel.kind.value == ChannelKind::Online) else { return };
    let at = channel.kind.span;
    match channel.scope.as_ref().map(|scope| scope.value) {
        Some(OnlineScope::Full) => return,
        None => {
            let missing = crate::text!(en: "whether it is online in full or in part", vi: "trực tuyến toàn trình hay một phần");
            out.unknown(&COULD_BE_FULL, at, missing);
            return;
        }
        Some(OnlineScope::Partial) => {}
    }
    if channel.because.is_some() || !channel.basis.is_empty() {
        return;
    }
    let Some(process) = &cx.procedure.process else {
        let missing = crate::text!(en: "why it is online only in part", vi: "lý do chỉ trực tuyến một phần");
        out.unknown(&COULD_BE_FULL, at, missing);
        return;
    };
    if process.steps.iter().any(|step| step.in_person.is_some() && online::presence(step) == Presence::Founded) {
        return;
    }
    if cx.procedure.results.iter().any(|outcome| title(cx.procedure, outcome).starts_with("hợp đồng")) {
        let missing = crate::text!(en: "how the contract is signed", vi: "hợp đồng được ký kết bằng cách nào");
        out.unknown(&COULD_BE_FULL, at, missing);
        return;
    }
    let mut blockers: Vec<Text> = Vec::new();
    for step in &process.steps {
        let name = &step.name.text;
        if online::is_signed_by_hand(step) {
            blockers.push(crate::text!(en: "`{name}` signs by hand", vi: "bước `{name}` ký tay"));
        }
        if online::presence(step) != Presence::Founded {
            blockers.push(crate::text!(en: "the applicant must come to `{name}`", vi: "phải đến trực tiếp ở bước `{name}`"));
        }
    }
    if online::due(cx.procedure, cx.as_of) == Due::Something && online::pays_online(cx.procedure) == Some(false) {
        blockers.push(crate::text!(en: "the fee is not paid online", vi: "chưa nộp phí, lệ phí trực tuyến"));
    }
    let paper = |outcome| matches!(online::form(Some(process), outcome), Form::Paper(_));
    if cx.procedure.results.iter().any(paper) {
        blockers.push(crate::text!(en: "the result is on paper", vi: "kết quả là bản giấy"));
    }
    let count = blockers.len();
    let Text { en, vi } = Text::join(&blockers, "; ");
    let message = if blockers.is_empty() {
        crate::text!(
            en: "online only in part, and nothing that is written here stands in the way of a full service",
            vi: "chỉ trực tuyến một phần dù không có điểm nào nêu ở đây cản trở toàn trình"
        )
    } else {
        crate::text!(
            en: "online only in part, and what stands in the way can be mended: {en}",
            vi: "chỉ trực tuyến một phần, những điểm vướng có thể khắc phục: {vi}"
        )
    };
    let certainty = if blockers.is_empty() { Certainty::Hint } else { Certainty::Probable };
    out.report(&COULD_BE_FULL, at, message).certainty(certainty).evidence("blockers", count).help(crate::text!(
        en: "offer it in full (`channel online full`), or write why not: `because \"…\" basis …`",
        vi: "cung cấp toàn trình (`hình thức trực tuyến toàn trình`), hoặc ghi lý do: `vì \"…\" căn cứ …`"
    ));
}
