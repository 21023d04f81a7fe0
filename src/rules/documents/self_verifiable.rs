//! Confirmations of facts that the deciding body holds itself.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::matching::{Asked, normal};
use crate::model::{Agency, Id, PaperKind, Party, shown};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a demanded confirmation (a type of paper of kind `confirmation`) that is issued by the body that decides the procedure, or by one
    /// that works a step of it: that body can look at its own files. A confirmation whose issuer is not named is unknown.
    /// ## Why it matters
    /// The applicant carries a note from one desk of a body to another. An internal query, or a declaration that is checked afterwards, does the same.
    /// ## Nội dung
    /// Tìm giấy xác nhận phải nộp (giấy tờ loại `xác nhận`) do chính cơ quan quyết định, hoặc cơ quan tham gia giải quyết thủ tục, cấp: cơ
    /// quan đó tự tra được. Giấy xác nhận chưa ghi nơi cấp thì chưa kết luận được.
    /// ## Vì sao
    /// Người dân phải cầm giấy từ bàn này sang bàn khác của cùng cơ quan; trao đổi nội bộ hoặc tự khai và hậu kiểm là đủ.
    /// ## Example
    /// ```procedure
    /// level commune
    /// agency commune-pc "Ủy ban nhân dân cấp xã" level commune
    /// document land-note "Giấy xác nhận không tranh chấp" confirmation {
    ///   issued by commune-pc
    /// }
    /// procedure p "Xác nhận hồ sơ" {
    ///   decided by commune-pc
    ///   document land-note original 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level commune
    /// agency commune-pc "Ủy ban nhân dân cấp xã" level commune
    /// procedure p "Xác nhận hồ sơ" {
    ///   decided by commune-pc
    ///   document declaration "Tờ khai" original 1
    /// }
    /// ```
    pub(in crate::rules) static SELF_VERIFIABLE = "documents/self-verifiable", Warning,
        en: "a confirmation of what the authority knows itself", vi: "yêu cầu giấy xác nhận điều cơ quan tự biết";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &SELF_VERIFIABLE,
    check: Check::Procedure(check),
    reads: &["procedure.document", "procedure.decided-by", "document.kind", "document.issued-by", "step.by"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let deciders = cx.procedure.decided_by.iter().flat_map(|row| &row.bodies.any_of);
    let workers = cx.procedure.process.iter().flat_map(|process| &process.steps).filter_map(|step| step.by.as_ref());
    let here: Vec<Id<Agency>> = deciders
        .chain(workers.flat_map(|by| by.any_of.iter().chain(&by.with)))
        .filter_map(|party| match party {
            Party::Body { body, other: false } => body.agency.id,
            _ => None,
        })
        .collect();
    for item in cx.dossier().iter().filter(|item| item.asked == Asked::Always && !item.any && !item.demand.if_any) {
        for offer in &item.offers {
            let name = &offer.name;
            let Some(document) = offer.document.filter(|document| document.kind.is_some()) else {
                if normal(name).starts_with("giấy xác nhận") {
                    out.unknown(&SELF_VERIFIABLE, offer.span(), crate::text!(en: "who issues `{name}`", vi: "nơi cấp `{name}`"));
                }
                continue;
            };
            if document.kind.as_ref().is_none_or(|kind| kind.value != PaperKind::Confirmation) {
                continue;
            }
            // A register here does not hold what another state certifies.
            let title = offer.paper.title.as_ref().map_or(name.as_str(), |title| &title.text).to_lowercase();
            if ["nước ngoài", "của nước", "foreign"].iter().any(|words| title.contains(words)) {
                continue;
            }
            if document.issued_by.is_empty() || here.is_empty() {
                let missing = if document.issued_by.is_empty() {
                    crate::text!(en: "who issues `{name}`", vi: "nơi cấp `{name}`")
                } else {
                    crate::text!(en: "who decides", vi: "cơ quan có thẩm quyền")
                };
                out.unknown(&SELF_VERIFIABLE, offer.span(), missing);
                continue;
            }
            let Some(issuer) = document.issued_by.iter().filter_map(|agency| agency.id).find(|id| here.contains(id)) else {
                continue;
            };
            let issuer = cx.catalogue.agencies.get(issuer).near(cx.as_of);
            let issuer = shown(&issuer.name, issuer.title.as_ref());
            let message = crate::text!(
                en: "`{name}` is issued by `{issuer}`, which works this procedure itself",
                vi: "`{name}` do chính `{issuer}` cấp, cũng là cơ quan giải quyết thủ tục này"
            );
            out.report(&SELF_VERIFIABLE, offer.span(), message).certainty(Certainty::Probable).help(crate::text!(
                en: "look it up within the body, or take a declaration and check it afterwards",
                vi: "tra cứu nội bộ, hoặc cho tự khai và kiểm tra sau"
            ));
        }
    }
}
