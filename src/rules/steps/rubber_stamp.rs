//! Signatures that change nothing.

use crate::base::Sink;
use crate::code;
use crate::model::Process;
use crate::rules::stamp::Answer;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a step that approves or signs, adds nothing, reads nothing but what the only step before it has read or
    /// written, may not choose (`discretion none`), is not the one who decides by law, and says no at most in the share
    /// `rubber-stamp-rejects` (default 1 %). Measured on fewer than `measured-cases` (default 200), or not at all, it is
    /// only a hint; it is never proven. Without `discretion` the answer is unknown.
    /// ## Why it matters
    /// The signature costs a hand-over and a wait. What remains after it is dropped is the control of the step before.
    /// ## Nội dung
    /// Tìm bước phê duyệt hoặc ký mà không thêm gì, chỉ xem những gì bước liền trước đã xem hoặc đã lập, không có quyền lựa
    /// chọn (`tùy nghi không`), không phải là người có thẩm quyền quyết định, và không đồng ý với tỷ lệ không quá
    /// `rubber-stamp-rejects` (mặc định 1 %). Nếu chưa đo hoặc đo dưới `measured-cases` hồ sơ (mặc định 200) thì chỉ là gợi
    /// ý. Không ghi mức tùy nghi thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Mỗi chữ ký thêm một lần chuyển và chờ. Bỏ chữ ký này thì còn sự kiểm soát của bước liền trước.
    /// ## Example
    /// ```procedure
    /// agency a {
    ///   role officer
    ///   role head
    ///   role chair signs
    /// }
    /// procedure p "Cấp phép" {
    ///   volume 500 per year source "Báo cáo"
    ///   process {
    ///     step draft "Soạn" kind draft by a/officer {
    ///       writes paper
    ///     }
    ///     step approve "Duyệt" kind approve by a/head {
    ///       reads paper
    ///       discretion none
    ///       rejects 0.002 source "Báo cáo"
    ///     }
    ///     step decide "Ký" kind decide by a/chair {
    ///       reads paper
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency a {
    ///   role officer
    ///   role chair signs
    /// }
    /// procedure p "Cấp phép" {
    ///   volume 500 per year source "Báo cáo"
    ///   process {
    ///     step draft "Soạn" kind draft by a/officer {
    ///       writes paper
    ///     }
    ///     step decide "Ký" kind decide by a/chair {
    ///       reads paper
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static RUBBER_STAMP = "steps/rubber-stamp", Warning,
        en: "a signature that changes nothing", vi: "bước ký duyệt hình thức";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &RUBBER_STAMP,
    check: Check::Process(check),
    reads: &[
        "process.flow", "step.kind", "step.by", "step.reads", "step.writes", "step.checks", "step.reaction", "step.jump",
        "step.discretion", "step.rejects", "procedure.volume", "procedure.decided-by", "procedure.result", "procedure.fact",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    for stamp in cx.stamps() {
        let step = process.step(stamp.step);
        match &stamp.answer {
            Answer::Unknown(missing) => {
                out.unknown(&RUBBER_STAMP, step.name.span, missing.clone());
            }
            Answer::Yes { certainty, share } => {
                let before = process.step(stamp.previous);
                let (name, earlier) = (&step.name.text, &before.name.text);
                let message = crate::text!(
                    en: "`{name}` signs what `{earlier}` has done, may not choose, and adds nothing",
                    vi: "bước `{name}` chỉ ký lại việc bước `{earlier}` đã làm, không được lựa chọn và không thêm gì"
                );
                let finding = out.report(&RUBBER_STAMP, step.name.span, message);
                finding
                    .certainty(*certainty)
                    .label(before.name.span, crate::text!(en: "the work is done here", vi: "việc được làm ở đây"))
                    .help(crate::text!(
                        en: "drop it, or let the step before it sign; its control remains",
                        vi: "bỏ bước này hoặc để bước liền trước ký; sự kiểm soát ở bước trước vẫn còn"
                    ));
                if let Some(share) = share {
                    finding.evidence("rejects", format!("{}.{:04} %", share / 10_000, share % 10_000));
                }
            }
        }
    }
}
