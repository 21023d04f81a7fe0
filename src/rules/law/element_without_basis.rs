//! Papers, conditions, fees and visits that rest on nothing.

use crate::base::{Sink, Text};
use crate::code;
use crate::rules::elements::{Element, added, elements, list, published};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Looks at what an applicant must hand in, fulfil, pay or come for, and asks what it rests on (Decree 63/2010/NĐ-CP, article 8).
    /// One finding a procedure: if it cites for some of these and for itself nothing, the others rest on nothing. What a place adds to
    /// the published procedure without citing an act of its own rests on nothing either: acts that hold everywhere do not ask it.
    ///
    /// Where the procedure as a whole cites acts, as published records do, these may well ask for the element: then it is unknown which
    /// article does. Once for all elements, so that a reviewer has one line a procedure to complete and no list of alarms. A procedure that
    /// cites nothing at all is `law/no-basis`. A fee that leaves its amount to an agency's act points to that act; a
    /// registered paper may cite in the registry.
    /// ## Why it matters
    /// Each paper and each fee must be traceable to an article; what is not is the first to be struck out.
    /// ## Nội dung
    /// Xét từng giấy tờ, điều kiện, khoản thu và bước người dân phải đến: dựa trên căn cứ nào (Điều 8 Nghị định 63/2010/NĐ-CP). Mỗi thủ
    /// tục một kết luận: nếu thủ tục không dẫn căn cứ chung mà chỉ một số nội dung có căn cứ riêng thì các nội dung còn lại không có
    /// căn cứ. Nội dung địa phương thêm vào thủ tục đã công bố mà không dẫn văn bản của mình thì cũng không có căn cứ.
    ///
    /// Thủ tục có dẫn văn bản chung, như trong bản công bố, thì văn bản đó có thể đã quy định: khi ấy chưa rõ điều khoản nào. Chỉ nêu một
    /// lần cho cả thủ tục để người rà soát bổ sung. Thủ tục không dẫn gì thuộc `law/no-basis`. Khoản thu do cơ quan khác quy định mức và
    /// giấy tờ đã ghi căn cứ trong danh mục thì coi là có căn cứ.
    /// ## Vì sao
    /// Mỗi giấy tờ, mỗi khoản thu phải truy được về điều khoản; không truy được thì cắt bỏ trước tiên.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document request "Đơn" original 1 basis "Nghị định 01" article 5
    ///   document plan "Phương án" original 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document request "Đơn" original 1 basis "Nghị định 01" article 5
    ///   document plan "Phương án" original 1 basis "Nghị định 01" article 6
    /// }
    /// ```
    pub(in crate::rules) static ELEMENT_WITHOUT_BASIS = "law/element-without-basis", Error,
        en: "something asked without a basis", vi: "yêu cầu không có căn cứ";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &ELEMENT_WITHOUT_BASIS,
    check: Check::Procedure(check),
    reads: &[
        "procedure.basis", "procedure.condition", "procedure.document", "procedure.fee", "step.by", "step.in-person", "adapt",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let view = cx.procedure;
    if std::ptr::eq(view, published(cx)) {
        if view.case.is_none() {
            whole(cx, out);
        }
        return;
    }
    let open: Vec<_> = added(cx).into_iter().filter(rests_on_nothing).collect();
    let [first, others @ ..] = open.as_slice() else { return };
    let local = cx.catalogue.adaptations.iter().filter(|adapt| adapt.span.contains(first.at));
    if local.flat_map(|adapt| &adapt.notes.basis).any(|citation| citation.period.contains(cx.as_of)) {
        unknown(first, &open, out);
        return;
    }
    let Text { en, vi } = list(&open);
    let message = crate::text!(
        en: "only this place asks for {en}, and cites nothing for it",
        vi: "chỉ nơi này yêu cầu {vi} và không dẫn căn cứ"
    );
    report(first, others, message, out);
}

/// The published procedure with all its cases.
fn whole(cx: &Context<'_>, out: &mut Sink) {
    let mut all: Vec<Element<'_>> = Vec::new();
    for one in cx.entry.views().flat_map(|view| elements(cx, view)) {
        if !all.iter().any(|known| known.at == one.at) {
            all.push(one);
        }
    }
    let some_cite = all.iter().any(|one| !one.basis.is_empty());
    all.retain(rests_on_nothing);
    let [first, others @ ..] = all.as_slice() else { return };
    let base = &cx.entry.base;
    let of_all = base.notes.basis.iter().any(|citation| citation.period.contains(cx.as_of));
    if of_all || some_cite && !base.notes.unresolved.is_empty() {
        unknown(first, &all, out);
    } else if some_cite {
        let Text { en, vi } = list(&all);
        let message = crate::text!(en: "nothing is cited for {en}", vi: "không dẫn căn cứ cho {vi}");
        report(first, others, message, out);
    }
}

fn rests_on_nothing(element: &Element<'_>) -> bool {
    element.basis.is_empty() && !element.left_to
}

fn unknown(first: &Element<'_>, open: &[Element<'_>], out: &mut Sink) {
    let Text { en, vi } = list(open);
    let missing = crate::text!(en: "which article asks for {en}", vi: "điều khoản nào yêu cầu {vi}");
    out.unknown(&ELEMENT_WITHOUT_BASIS, first.at, missing);
}

fn report(first: &Element<'_>, others: &[Element<'_>], message: Text, out: &mut Sink) {
    let finding = out.report(&ELEMENT_WITHOUT_BASIS, first.at, message);
    finding.evidence("elements", others.len() + 1).help(crate::text!(
        en: "cite the article that asks for it, or strike it out",
        vi: "dẫn điều khoản quy định, hoặc bỏ yêu cầu này"
    ));
    for other in others {
        finding.label(other.at, crate::text!(en: "nor for this", vi: "nội dung này cũng vậy"));
    }
}
