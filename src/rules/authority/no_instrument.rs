//! Transfers of power without an instrument, or by one that cannot transfer it.

use crate::base::{Certainty, Severity, Sink, Text};
use crate::code;
use crate::model::{Delegation, DelegationKind, Law, LawKind, LawRef};
use crate::rules::powers::reliances;
use crate::rules::{CatalogueContext, Check, Rule};

code! {
    /// ## What it does
    /// Finds a transfer of power that names no instrument; one of which the instrument is younger than the power or ends
    /// before it; a decentralisation (phân cấp) or devolution (phân quyền) by something that is no normative document.
    /// Normative documents are laws, ordinances, resolutions, decrees and circulars, and decisions with a year in their
    /// number (`12/2025/QĐ-UBND`); a decision without a year is an individual act.
    ///
    /// A delegation (ủy quyền) needs only a written act. Whether one that is no normative document may change who decides
    /// is not settled: where a process lets the recipient decide, the answer is *needs legal opinion*, never an error. An
    /// instrument of which neither kind nor number is known is unknown. Transfers that ended before the day are left to
    /// `authority/expired-delegation`.
    /// ## Why it matters
    /// Power that rests on no instrument is no power.
    /// ## Nội dung
    /// Tìm việc giao quyền không ghi văn bản; văn bản ban hành sau ngày giao quyền hoặc hết hiệu lực trước khi việc giao quyền
    /// kết thúc; phân cấp, phân quyền bằng văn bản không phải văn bản quy phạm pháp luật. Văn bản quy phạm gồm luật, pháp
    /// lệnh, nghị quyết, nghị định, thông tư và quyết định có năm trong số hiệu (`12/2025/QĐ-UBND`); quyết định không có năm
    /// là văn bản cá biệt.
    ///
    /// Ủy quyền chỉ cần bằng văn bản. Văn bản không phải quy phạm có được thay đổi người quyết định hay không thì pháp luật
    /// chưa rõ: nơi quy trình để người được ủy quyền quyết định, kết luận là *cần ý kiến pháp lý*, không phải lỗi. Văn bản
    /// không rõ loại và số thì kết luận là chưa rõ. Việc giao quyền đã hết hạn thuộc `authority/expired-delegation`.
    /// ## Vì sao
    /// Giao quyền mà không có văn bản thì không có thẩm quyền.
    /// ## Example
    /// ```procedure
    /// agency a
    /// agency b
    /// decentralise from a to b {
    ///   covers field "Hộ tịch"
    ///   by instrument "45/QĐ-UBND"
    ///   from 2025-08-01
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency a
    /// agency b
    /// decentralise from a to b {
    ///   covers field "Hộ tịch"
    ///   by instrument "45/2025/QĐ-UBND"
    ///   from 2025-08-01
    /// }
    /// ```
    pub(in crate::rules) static NO_INSTRUMENT = "authority/no-instrument", Error,
        en: "a transfer of power without a fit instrument", vi: "giao quyền không có văn bản phù hợp";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &NO_INSTRUMENT,
    check: Check::Delegation(check),
    reads: &[
        "delegation.instrument", "delegation.kind", "delegation.validity", "delegation.covers", "delegation.to",
        "delegation.from", "law.kind", "law.validity", "law.issued-on", "step.kind", "step.by", "procedure.decided-by",
        "procedure.field",
    ],
};

fn check(cx: &CatalogueContext<'_>, delegation: &Delegation, out: &mut Sink) {
    if delegation.period.until.as_ref().is_some_and(|until| until.value < cx.as_of) {
        return;
    }
    let at = delegation.from.span;
    let Some(citation) = &delegation.instrument else {
        let message = crate::text!(en: "no instrument is named for this power", vi: "việc giao quyền này chưa ghi văn bản");
        out.report(&NO_INSTRUMENT, at, message).help(crate::text!(
            en: "add `by instrument …`, or issue one", vi: "ghi `theo …`, hoặc ban hành văn bản"
        ));
        return;
    };
    let law = match &citation.law {
        LawRef::Registered(law) => law.id.map(|id| cx.catalogue.laws.get(id).near(cx.as_of)),
        LawRef::Quoted(_) => None,
    };
    let number = match (&citation.law, law) {
        (LawRef::Quoted(title), _) => Some(title.text.as_str()),
        (_, Some(law)) => law.number.as_ref().or(law.title.as_ref()).map(|title| title.text.as_str()),
        _ => None,
    };
    if let Some(law) = law {
        dates(law, delegation, citation.span, out);
    }
    let name = number.unwrap_or_default();
    let normative = is_normative(law, number);
    match (delegation.kind.value, normative) {
        (_, Some(true)) => {}
        (DelegationKind::Devolve | DelegationKind::Decentralise, Some(false)) => {
            let message = crate::text!(
                en: "`{name}` is no normative document, and only one can decentralise a power",
                vi: "`{name}` không phải là văn bản quy phạm pháp luật nên không thể dùng để phân cấp, phân quyền"
            );
            out.report(&NO_INSTRUMENT, citation.span, message).certainty(Certainty::Probable).help(crate::text!(
                en: "issue a normative document, or delegate (`delegate from …`)",
                vi: "ban hành văn bản quy phạm pháp luật, hoặc dùng hình thức ủy quyền"
            ));
        }
        (DelegationKind::Delegate, Some(false)) => {
            let relying = reliances(cx.catalogue, delegation, cx.as_of);
            let Some(first) = relying.first() else { return };
            let message = crate::text!(
                en: "`{name}` is no normative document, and by it somebody else decides than the law names",
                vi: "`{name}` không phải là văn bản quy phạm pháp luật nhưng làm thay đổi người quyết định theo luật"
            );
            let finding = out.report(&NO_INSTRUMENT, citation.span, message);
            finding.certainty(Certainty::Probable).needs_legal_opinion();
            finding.label(first.base.name.span, crate::text!(en: "the recipient decides here", vi: "người được ủy quyền quyết định ở đây"));
        }
        (_, None) => {
            let missing = crate::text!(en: "the kind of the instrument", vi: "loại văn bản giao quyền");
            out.unknown(&NO_INSTRUMENT, citation.span, missing);
        }
    }
}

/// Reports an instrument that is younger than the power, or ends before it.
fn dates(law: &Law, delegation: &Delegation, at: crate::base::Span, out: &mut Sink) {
    let begins = law.issued_on.as_ref().or(law.period.from.as_ref()).map(|from| from.value);
    let power = delegation.period.from.as_ref().map(|from| from.value);
    if let Some((begins, power)) = begins.zip(power).filter(|(begins, power)| power < begins) {
        let (Text { en, vi }, Text { en: first, vi: first_vi }) = (begins.text(), power.text());
        let message = crate::text!(
            en: "the power begins on {first}, before its instrument of {en}",
            vi: "việc giao quyền có hiệu lực từ ngày {first_vi}, trước văn bản ngày {vi}"
        );
        out.report(&NO_INSTRUMENT, at, message).help(crate::text!(en: "correct one of the two dates", vi: "sửa lại một trong hai ngày"));
    }
    let ends = law.period.until.as_ref().map(|until| until.value);
    let last = delegation.period.until.as_ref().map(|until| until.value);
    if let Some(ends) = ends.filter(|ends| last.is_none_or(|last| last > *ends)) {
        let Text { en, vi } = ends.text();
        let message = crate::text!(
            en: "the instrument of this power ends on {en}, before the power does",
            vi: "văn bản giao quyền hết hiệu lực ngày {vi}, trước khi việc giao quyền kết thúc"
        );
        out.report(&NO_INSTRUMENT, at, message)
            .severity(Severity::Warning)
            .help(crate::text!(en: "end the power with its instrument, or name its successor", vi: "kết thúc việc giao quyền cùng văn bản, hoặc ghi văn bản thay thế"));
    }
}

/// Whether an instrument is a normative document, by its kind and number; `None`: not known.
fn is_normative(law: Option<&Law>, number: Option<&str>) -> Option<bool> {
    use LawKind::{Circular, Constitution, Decision, Decree, Directive, JointCircular, Law as Act, Ordinance, Plan, Resolution, Treaty};
    let dated = number.map(|number| {
        number.split(['/', ' ']).any(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()) && part.starts_with(['1', '2']))
    });
    match law.and_then(|law| law.kind.as_ref()).map(|kind| kind.value) {
        Some(Constitution | Act | Ordinance | Decree | Circular | JointCircular | Resolution | Treaty) => Some(true),
        Some(Directive | Plan) => Some(false),
        Some(Decision) => dated,
        None => {
            let number = number?;
            let looks_like_number = number.bytes().any(|b| b.is_ascii_digit()) && number.contains('/');
            if looks_like_number { dated } else { None }
        }
    }
}
