//! Signatures by hand where nothing asks for them.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{OrUnknown, Process, Signature, StepKind};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a step that signs by hand (`signature wet`) and cites no basis that asks for paper: a digital signature is worth the same
    /// (Law on Electronic Transactions, 20/2023/QH15). Of a step that signs or decides and does not say how, it is unknown where
    /// another step of the process does say so; a process that says it nowhere is not judged.
    /// ## Why it matters
    /// The dossier is printed to be signed and scanned to be sent.
    /// ## Nội dung
    /// Tìm bước ký tay (`chữ ký tay`) mà không dẫn căn cứ nào buộc phải ký trên giấy: chữ ký số có giá trị tương đương (Luật Giao dịch
    /// điện tử 20/2023/QH15). Bước ký hoặc quyết định không ghi cách ký, trong khi bước khác có ghi, thì chưa kết luận được.
    /// ## Vì sao
    /// Hồ sơ phải in ra để ký rồi quét lại để gửi.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step sign "Ký" kind sign {
    ///       signature wet
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step sign "Ký" kind sign {
    ///       signature digital
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static WET_SIGNATURE = "digital/wet-signature", Warning,
        en: "a signature by hand that nothing asks for", vi: "ký tay dù không có quy định bắt buộc";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &WET_SIGNATURE,
    check: Check::Process(check),
    reads: &["step.signature", "step.kind"],
};

fn check(_: &Context<'_>, process: &Process, out: &mut Sink) {
    let said = process.steps.iter().any(|step| step.signature.is_some());
    for step in &process.steps {
        let name = &step.name.text;
        match step.signature.as_ref().map(|signature| (signature.value, signature.span)) {
            Some((OrUnknown::Known(Signature::Wet), at)) if step.notes.basis.is_empty() => {
                let message = crate::text!(en: "`{name}` signs by hand", vi: "bước `{name}` ký tay");
                out.report(&WET_SIGNATURE, at, message).certainty(Certainty::Probable).help(crate::text!(
                    en: "write `signature digital`, or cite what asks for paper: `basis …`",
                    vi: "ghi `chữ ký số`, hoặc dẫn quy định buộc ký giấy: `căn cứ …`"
                ));
            }
            Some((OrUnknown::Unknown, at)) => {
                out.unknown(&WET_SIGNATURE, at, missing(name));
            }
            None if said && (step.is_kind(StepKind::Sign) || step.is_kind(StepKind::Decide)) => {
                out.unknown(&WET_SIGNATURE, step.name.span, missing(name));
            }
            _ => {}
        }
    }
}

fn missing(name: &str) -> crate::base::Text {
    crate::text!(en: "how `{name}` is signed", vi: "bước `{name}` ký tay hay ký số")
}
