//! Results that exist on paper only.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::rules::online::{self, Form};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a result that a step signs by hand, without an article that asks for paper, and that no later step makes digital
    /// (`kind digitise`); also one that is called digital and signed by hand. A result of which neither the line (`digital`) nor the
    /// signature of the step that writes it says how it is issued is unknown: what is not said is not paper.
    /// ## Why it matters
    /// A paper result cannot be used again by the next procedure, which asks the applicant for a copy (Circular 01/2023/TT-VPCP).
    /// ## Nội dung
    /// Tìm kết quả được ký tay mà không có quy định buộc phải là bản giấy và sau đó không được số hóa (`loại số hóa`); kể cả kết quả ghi
    /// là bản điện tử nhưng ký tay. Kết quả không ghi `bản điện tử`, bước lập ra nó cũng không ghi cách ký thì chưa kết luận
    /// được: không ghi không có nghĩa là bản giấy.
    /// ## Vì sao
    /// Kết quả bản giấy không dùng lại được, thủ tục sau lại yêu cầu người dân nộp bản sao (Thông tư 01/2023/TT-VPCP).
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   result permit "Giấy phép"
    ///   process {
    ///     step sign "Ký" kind decide {
    ///       writes permit
    ///       signature wet
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   result permit "Giấy phép" digital
    ///   process {
    ///     step sign "Ký" kind decide {
    ///       writes permit
    ///       signature digital
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static PAPER_RESULT = "digital/paper-result", Warning,
        en: "a result on paper only", vi: "kết quả chỉ có bản giấy";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &PAPER_RESULT,
    check: Check::Procedure(check),
    reads: &["procedure.result", "procedure.process", "step.signature", "step.writes", "step.kind"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for outcome in cx.procedure.results.iter().filter(|outcome| outcome.row.period.contains(cx.as_of)) {
        let at = outcome.document.span();
        let name = &cx.procedure.datum(outcome.data).name.text;
        match online::form(cx.procedure.process.as_ref(), outcome) {
            Form::Digital => {}
            Form::Unknown => {
                let missing = crate::text!(en: "whether `{name}` is issued in digital form", vi: "`{name}` có bản điện tử hay không");
                out.unknown(&PAPER_RESULT, at, missing);
            }
            Form::Paper(step) => {
                let signs = &step.name.text;
                let message = if outcome.digital {
                    crate::text!(
                        en: "`{name}` is called digital, and `{signs}` signs it by hand",
                        vi: "`{name}` ghi là bản điện tử nhưng bước `{signs}` lại ký tay"
                    )
                } else {
                    crate::text!(
                        en: "`{name}` is signed by hand in `{signs}` and never made digital",
                        vi: "`{name}` được ký tay ở bước `{signs}` và không được số hóa"
                    )
                };
                out.report(&PAPER_RESULT, at, message)
                    .certainty(Certainty::Probable)
                    .label(step.name.span, crate::text!(en: "signed here", vi: "ký tại đây"))
                    .help(crate::text!(
                        en: "sign it digitally and keep it for reuse, or digitise it before it is returned",
                        vi: "ký số và lưu để dùng lại, hoặc số hóa trước khi trả kết quả"
                    ));
            }
        }
    }
}
