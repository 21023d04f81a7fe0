//! Procedures that the published record does not have as they are.

use crate::base::{Severity, Sink};
use crate::code;
use crate::model::LawRef;
use crate::rules::{Check, Context, Rule};
use crate::time::Date;

code! {
    /// ## What it does
    /// Compares the day of the publishing decision (`published by … on …`, or the day on which the registered decision was issued) with
    /// two others: an act that the procedure rests on was issued later, so what is published is older than the law (an error); or the version
    /// took effect before it was published (a warning). A decision, or its day, that is not stated is unknown, not absent.
    /// Whether the portal shows the same text as the catalogue, `procedo` cannot see.
    /// ## Why it matters
    /// Only a published procedure may be asked of people (Decree 63/2010/NĐ-CP, article 3).
    /// ## Nội dung
    /// So sánh ngày của quyết định công bố (`công bố theo … ngày …`, hoặc ngày ban hành của quyết định đã đăng ký) với hai mốc: văn bản
    /// làm căn cứ được ban hành sau ngày công bố, tức là nội dung công bố đã cũ (lỗi); hoặc thủ tục có hiệu lực trước ngày công bố (cảnh
    /// báo). Không ghi quyết định hay ngày công bố thì chưa kết luận được, không coi là chưa công bố. Công cụ không biết Cổng dịch vụ
    /// công có hiển thị đúng nội dung này hay không.
    /// ## Vì sao
    /// Chỉ thủ tục đã công bố mới được áp dụng với người dân (Nghị định 63/2010/NĐ-CP, Điều 3).
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   published by "45/QĐ-BXD" on 2026-05-10
    ///   from 2026-05-01
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   published by "45/QĐ-BXD" on 2026-04-10
    ///   from 2026-05-01
    /// }
    /// ```
    pub(in crate::rules) static UNPUBLISHED = "catalogue/unpublished", Error,
        en: "a procedure that is published late, or as it was before", vi: "công bố chậm hoặc nội dung công bố đã cũ";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &UNPUBLISHED,
    check: Check::Procedure(check),
    reads: &["procedure.published", "procedure.basis", "procedure.validity", "law.issued-on"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let Some((by, on)) = &cx.procedure.published else {
        let missing = crate::text!(en: "the decision that published it (`published by …`)", vi: "quyết định công bố (`công bố theo …`)");
        out.unknown(&UNPUBLISHED, cx.procedure.name.span, missing);
        return;
    };
    let issued = |name: &str| -> Option<Date> {
        let law = cx.catalogue.laws.get(cx.catalogue.laws.find(name)?).near(cx.as_of);
        law.issued_on.as_ref().map(|on| on.value)
    };
    let Some(day) = on.as_ref().map(|on| on.value).or_else(|| issued(by.text())) else {
        let decision = by.text();
        let missing = crate::text!(en: "the day of `{decision}` (`on …`)", vi: "ngày ban hành `{decision}` (`ngày …`)");
        out.unknown(&UNPUBLISHED, by.span(), missing);
        return;
    };
    let published = day.text();
    let (en, vi) = (&published.en, &published.vi);
    for citation in &cx.procedure.notes.basis {
        let LawRef::Registered(law) = &citation.law else { continue };
        let Some(version) = law.id.and_then(|id| cx.catalogue.laws.get(id).at(cx.as_of)) else { continue };
        let Some(later) = version.issued_on.as_ref().map(|on| on.value).filter(|on| *on > day) else { continue };
        let name = &law.name.text;
        let (later_en, later_vi) = (later.text().en, later.text().vi);
        let message = crate::text!(
            en: "published on {en}, and `{name}`, on which it rests, was issued on {later_en}",
            vi: "công bố ngày {vi}, trong khi căn cứ `{name}` ban hành ngày {later_vi}"
        );
        out.report(&UNPUBLISHED, by.span(), message)
            .label(citation.span, crate::text!(en: "cited here", vi: "được dẫn tại đây"))
            .evidence("published", day)
            .evidence("issued", later)
            .help(crate::text!(en: "publish it anew, and name that decision", vi: "công bố lại và ghi quyết định công bố mới"));
        return;
    }
    let began = cx.procedure.period.from.as_ref().map(|from| from.value).filter(|from| *from < day);
    if let Some(from) = began {
        let days = from.days_until(day);
        let message = crate::text!(
            en: "published on {en}, {days} days after it took effect",
            vi: "công bố ngày {vi}, chậm {days} ngày so với ngày có hiệu lực"
        );
        out.report(&UNPUBLISHED, by.span(), message)
            .severity(Severity::Warning)
            .evidence("in force from", from)
            .evidence("published", day)
            .help(crate::text!(
                en: "publish before the day on which it takes effect; correct that day if it is not right",
                vi: "công bố trước ngày có hiệu lực; nếu ngày có hiệu lực ghi sai thì sửa lại"
            ));
    }
}
