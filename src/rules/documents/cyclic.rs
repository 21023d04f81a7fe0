//! Papers that can be had only after the procedure, and papers that run out before they are used.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::matching::Asked;
use crate::model::{DocumentType, Id, Procedure, Valid};
use crate::analysis::Total;
use crate::rules::{Check, Context, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Finds a demanded paper that only procedures issue which in turn demand a result of this one, over as many procedures as it
    /// takes; and a paper whose validity ends within the longest time that the process takes. Lines that are conditional, "if any" or leave a
    /// choice break a circle, and a procedure that demands what it issues itself takes the old paper back: neither is meant. If the validity is known and the
    /// time of a step is not, the answer is unknown.
    /// ## Why it matters
    /// Nobody can begin, or what was valid at the counter is not when it is decided.
    /// ## Nội dung
    /// Tìm giấy tờ phải nộp mà chỉ những thủ tục yêu cầu kết quả của chính thủ tục này mới cấp, qua bao nhiêu thủ tục trung gian cũng
    /// tính; và giấy tờ hết hiệu lực trước khi quy trình kịp kết thúc. Dòng có điều kiện, "nếu có" hoặc cho lựa chọn thì không tạo vòng;
    /// thủ tục cấp lại thu giấy cũ cũng không tính.
    /// ## Vì sao
    /// Không ai bắt đầu được, hoặc giấy tờ còn hiệu lực khi nộp lại hết hiệu lực khi quyết định.
    /// ## Example
    /// ```procedure
    /// document licence "Giấy phép" certificate
    /// document approval "Văn bản chấp thuận" certificate
    /// procedure a "Cấp giấy phép" {
    ///   document approval original 1
    ///   result licence
    /// }
    /// procedure b "Chấp thuận" {
    ///   document licence copy 1
    ///   result approval
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// document licence "Giấy phép" certificate
    /// document approval "Văn bản chấp thuận" certificate
    /// procedure a "Cấp giấy phép" {
    ///   document approval original 1
    ///   result licence
    /// }
    /// procedure b "Chấp thuận" {
    ///   document plan "Phương án" original 1
    ///   result approval
    /// }
    /// ```
    pub(in crate::rules) static CYCLIC = "documents/cyclic", Error,
        en: "a paper that comes too late or runs out too soon", vi: "giấy tờ vòng tròn hoặc hết hiệu lực quá sớm";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &CYCLIC,
    check: Check::Procedure(check),
    reads: &["procedure.document", "procedure.result", "document.valid", "procedure.process", "step.within"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let own: BTreeSet<_> = results(cx.procedure).collect();
    for item in cx.dossier().iter().filter(|item| item.asked == Asked::Always && !item.any) {
        for offer in &item.offers {
            runs_out(cx, offer, out);
            let Some(id) = offer.id.filter(|id| !own.contains(id)) else { continue };
            if item.demand.if_any || item.demand.row.when.is_some() || offer.certainty != Certainty::Proven {
                continue;
            }
            if let Some(way) = needs(cx, id, &own, &mut BTreeSet::new()) {
                let name = &offer.name;
                let way = way.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(" → ");
                let message = crate::text!(
                    en: "`{name}` is issued only by what needs a result of this procedure: {way}",
                    vi: "`{name}` chỉ được cấp bởi thủ tục yêu cầu kết quả của chính thủ tục này: {way}"
                );
                out.report(&CYCLIC, offer.span(), message).evidence("way", way).help(crate::text!(
                    en: "drop one of the demands", vi: "bỏ một trong các yêu cầu tạo thành vòng"
                ));
            }
        }
    }
}

fn results(procedure: &Procedure) -> impl Iterator<Item = Id<DocumentType>> + '_ {
    procedure.results.iter().filter_map(|result| result.document.id)
}

/// What a procedure demands of everyone.
fn demands(procedure: &Procedure) -> impl Iterator<Item = Id<DocumentType>> + '_ {
    let sure = procedure.documents.iter().filter(|demand| !demand.if_any && demand.row.when.is_none());
    sure.filter_map(|demand| match demand.any_of.as_slice() {
        [paper] => paper.document.id,
        _ => None,
    })
}

/// The procedures by which every way to a paper leads back to one of the results.
fn needs(
    cx: &Context<'_>,
    id: Id<DocumentType>,
    goal: &BTreeSet<Id<DocumentType>>,
    seen: &mut BTreeSet<Id<DocumentType>>,
) -> Option<Vec<String>> {
    if !seen.insert(id) {
        return None;
    }
    let mut way = Vec::new();
    let mut issuers = cx.results().of_type(cx.catalogue, id).peekable();
    issuers.peek()?;
    for entry in issuers {
        let issues: BTreeSet<_> = results(&entry.base).collect();
        let mut demanded = demands(&entry.base).filter(|demand| !issues.contains(demand));
        let back = demanded.find_map(|demand| {
            if goal.contains(&demand) { Some(Vec::new()) } else { needs(cx, demand, goal, seen) }
        })?;
        way = std::iter::once(entry.base.name.text.clone()).chain(back).collect();
    }
    Some(way)
}

fn runs_out(cx: &Context<'_>, offer: &crate::rules::dossier::Offer<'_>, out: &mut Sink) {
    let Some(Valid::For(valid)) = offer.document.and_then(|document| document.valid.as_ref()).map(|valid| valid.value) else {
        return;
    };
    let name = &offer.name;
    let most = valid.work_bounds().most;
    let path = cx.facts.critical_path();
    if path.lower > most {
        let (valid, took) = (valid.text(), path.lower.text());
        let message = crate::base::Text {
            en: format!("`{name}` is valid for {}, and the process takes up to {}", valid.en, took.en),
            vi: format!("`{name}` chỉ có hiệu lực {}, trong khi quy trình mất tới {}", valid.vi, took.vi),
        };
        out.report(&CYCLIC, offer.span(), message).certainty(offer.certainty).help(crate::text!(
            en: "check the validity on receipt only, or shorten the process",
            vi: "chỉ kiểm tra hiệu lực khi tiếp nhận, hoặc rút ngắn quy trình"
        ));
    } else if matches!(path.total, Total::Unknown { .. } | Total::NoProcess) {
        let missing = crate::text!(
            en: "how long the process takes, while `{name}` is valid for a time only",
            vi: "thời gian của quy trình, trong khi `{name}` chỉ có hiệu lực trong một thời hạn"
        );
        out.unknown(&CYCLIC, offer.span(), missing);
    }
}
