//! Certified copies of what can be compared with the original, or looked up.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::matching::Asked;
use crate::model::{At, Hand, Paper, shown};
use crate::rules::dossier::{self, Held};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a paper that must be handed in as a certified copy, with no other hand to choose, although the original can be verified in
    /// a register that is published for use, or is shown to the same desk (Decree 45/2020/NĐ-CP; Decree 118/2025/NĐ-CP). Of a registered
    /// type that no register holds it is unknown whether it can be verified.
    /// ## Why it matters
    /// Certification costs a fee and a way to another counter, and proves what the officer can see.
    /// ## Nội dung
    /// Tìm giấy tờ chỉ được nộp bản sao chứng thực, không có lựa chọn khác, dù có thể đối chiếu với cơ sở dữ liệu đã công bố
    /// khai thác hoặc bản chính được xuất trình ngay tại nơi nộp (Nghị định 45/2020/NĐ-CP, Nghị định 118/2025/NĐ-CP).
    /// ## Vì sao
    /// Chứng thực tốn lệ phí và một lần đi lại, trong khi cán bộ tự đối chiếu được.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document degree "Bằng tốt nghiệp" certified copy 1 shown
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document degree "Bằng tốt nghiệp" copy 1 shown
    /// }
    /// ```
    pub(in crate::rules) static CERTIFIED_COPY = "documents/certified-copy", Warning,
        en: "a certified copy of what can be verified", vi: "yêu cầu bản sao chứng thực của giấy tờ kiểm tra được";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &CERTIFIED_COPY,
    check: Check::Procedure(check),
    reads: &["procedure.document", "document.held-in", "document.states", "database.published", "database.answers"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for item in cx.dossier().iter().filter(|item| item.asked != Asked::Never) {
        for offer in item.offers.iter().filter(|offer| only_certified(offer.paper)) {
            let name = &offer.name;
            let compared = offer.paper.hands.iter().flatten().any(is_original);
            if let Some(missing) = dossier::without_registers(cx).filter(|_| !compared) {
                out.unknown(&CERTIFIED_COPY, offer.span(), missing);
                continue;
            }
            let register = match offer.document.map(|document| (document, dossier::held(cx, document))) {
                Some((_, Held::By(database))) => Some(shown(&database.name, database.title.as_ref())),
                Some((_, Held::Unknown(missing))) if !compared => {
                    out.unknown(&CERTIFIED_COPY, offer.span(), missing);
                    continue;
                }
                Some((document, Held::No)) if !compared && offer.id.is_some() && document.held_in.is_empty() => {
                    let missing = crate::text!(
                        en: "whether the original of `{name}` can be verified: no register is named that holds it",
                        vi: "có tra cứu được bản chính của `{name}` hay không: chưa ghi cơ sở dữ liệu lưu giấy tờ này"
                    );
                    out.unknown(&CERTIFIED_COPY, offer.span(), missing);
                    continue;
                }
                _ => None,
            };
            let message = match register {
                Some(register) => crate::text!(
                    en: "`{name}` must be certified, though `{register}` verifies it",
                    vi: "`{name}` phải chứng thực dù tra cứu được trong `{register}`"
                ),
                None if compared => crate::text!(
                    en: "`{name}` must be certified, though its original is shown at the desk",
                    vi: "`{name}` phải chứng thực dù bản chính được xuất trình khi nộp"
                ),
                None => continue,
            };
            out.report(&CERTIFIED_COPY, offer.span(), message)
                .certainty(if compared { Certainty::Proven } else { offer.certainty })
                .help(crate::text!(
                    en: "take a plain copy and compare it with the original on receipt: `copy 1 shown`",
                    vi: "nhận bản sao thường và đối chiếu khi tiếp nhận: `bản sao 1 xuất trình`"
                ));
        }
    }
}

fn only_certified(paper: &Paper) -> bool {
    let certified = |hands: &Vec<At<Hand>>| hands.iter().any(|hand| matches!(hand.value, Hand::CertifiedCopy(_)));
    !paper.hands.is_empty() && paper.hands.iter().all(certified)
}

fn is_original(hand: &At<Hand>) -> bool {
    matches!(hand.value, Hand::Shown | Hand::Original(_))
}
