//! Papers that are the result of another procedure of the catalogue.

use crate::base::{Certainty, Severity, Sink};
use crate::code;
use crate::matching::{Asked, normal};
use crate::model::{Entry, Outcome, Valid};
use crate::rules::{dossier, shared};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a paper that is demanded in any case although it is the result of another procedure of the catalogue and
    /// kept in digital form (Circular 01/2023/TT-VPCP): it can be used again. An error, and proven, where its validity is unlimited;
    /// where it may have run out, a warning and probable. A procedure that itself issues the paper takes the old one back and is not meant.
    /// ## Why it matters
    /// The state asks for what it has written itself.
    /// ## Nội dung
    /// Tìm giấy tờ bắt buộc phải nộp dù là kết quả của một thủ tục khác trong danh mục và đã có bản điện tử (Thông tư
    /// 01/2023/TT-VPCP): có thể dùng lại. Thủ tục cấp lại, cấp đổi chính giấy tờ đó thì không tính.
    /// ## Vì sao
    /// Cơ quan nhà nước yêu cầu nộp lại giấy tờ do chính mình cấp.
    /// ## Example
    /// ```procedure
    /// document permit "Giấy phép xây dựng" certificate
    /// procedure grant "Cấp giấy phép xây dựng" {
    ///   result permit digital valid unlimited
    /// }
    /// procedure connect "Đấu nối thoát nước" {
    ///   document permit copy 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// document permit "Giấy phép xây dựng" certificate
    /// procedure grant "Cấp giấy phép xây dựng" {
    ///   result permit digital valid unlimited
    /// }
    /// procedure connect "Đấu nối thoát nước" {
    ///   document permit digital if any
    /// }
    /// ```
    pub(in crate::rules) static OWN_RESULT = "documents/own-result", Error,
        en: "a paper that another procedure issued digitally", vi: "giấy tờ là kết quả điện tử của thủ tục khác";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &OWN_RESULT,
    check: Check::Procedure(check),
    reads: &["procedure.document", "procedure.result", "document.valid"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let results = cx.results();
    for item in cx.dossier().iter().filter(|item| item.asked == Asked::Always && !item.any && !item.demand.if_any) {
        for offer in &item.offers {
            let own = cx.procedure.results.iter();
            let title = normal(&offer.name);
            let is_it = |p: &crate::model::Procedure, outcome: &Outcome| match offer.id {
                Some(id) => outcome.document.id == Some(id),
                None => outcome.document.id.is_none() && shared::title(p, outcome) == title,
            };
            if own.clone().any(|outcome| is_it(cx.procedure, outcome)) || from_elsewhere(offer) {
                continue;
            }
            let issuers: Vec<&Entry> = match offer.id {
                Some(id) => results.of_type(cx.catalogue, id).collect(),
                None => results.of_title(cx.catalogue, &title).collect(),
            };
            let others = issuers.into_iter().filter(|entry| entry.id != cx.entry.id);
            let outcomes: Vec<_> = others
                .flat_map(|entry| entry.base.results.iter().map(move |outcome| (entry, outcome)))
                .filter(|(entry, outcome)| is_it(&entry.base, outcome))
                .collect();
            let name = &offer.name;
            let Some((entry, outcome)) = outcomes.iter().find(|(_, outcome)| outcome.digital) else {
                if let Some((entry, _)) = outcomes.first() {
                    let code = &entry.base.name.text;
                    let missing = crate::text!(
                        en: "whether the result `{name}` of `{code}` is kept in digital form",
                        vi: "kết quả `{name}` của thủ tục `{code}` có bản điện tử hay không"
                    );
                    out.unknown(&OWN_RESULT, offer.span(), missing);
                }
                continue;
            };
            let code = &entry.base.name.text;
            let valid = outcome.valid.as_ref().or_else(|| offer.document?.valid.as_ref()).map(|valid| valid.value);
            let lasts = valid == Some(Valid::Unlimited);
            let message = crate::text!(
                en: "`{name}` is demanded, and `{code}` issues it in digital form",
                vi: "vẫn yêu cầu `{name}`, trong khi thủ tục `{code}` đã trả kết quả này dạng điện tử"
            );
            let finding = out.report(&OWN_RESULT, offer.span(), message);
            if !lasts {
                finding.severity(Severity::Warning);
            }
            finding
                .certainty(if lasts { offer.certainty } else { Certainty::Probable })
                .evidence("issued by", code)
                .label(entry.base.name.span, crate::text!(en: "issued here", vi: "được cấp tại đây"))
                .help(crate::text!(
                    en: "take it from the store of digital results; ask only if it is not there",
                    vi: "lấy từ kho kết quả điện tử; chỉ yêu cầu nộp khi trong kho không có"
                ));
        }
    }
}

/// Whether its line says that a mission abroad or another state issues the paper: no procedure here has it as its result.
pub(super) fn from_elsewhere(offer: &dossier::Offer<'_>) -> bool {
    let title = offer.paper.title.as_ref().map(|title| normal(&title.text)).unwrap_or_default();
    ["cơ quan đại diện", "đại sứ quán", "lãnh sự quán", "nước ngoài cấp"].iter().any(|words| title.contains(words))
}
