//! Procedures that rest on acts which were amended after the last review.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::model::{Citation, Id, Law, LawRef, LawRelation, Pinpoint};
use crate::rules::acts::{citations, undated, written};
use crate::rules::{Check, Context, Rule};
use crate::time::Date;

code! {
    /// ## What it does
    /// Compares the day of the last review (`reviewed on`) with the days on which cited acts were amended, as the registry says on either
    /// side (`amended by`, `amends`). Finds an act that was amended since, in the cited article or as a whole; one finding an act. Where the
    /// amendment names no article, it is only probable that it touches what is cited. Where it names one and the citation does not, and
    /// where the amendment has no date, it is unknown; so it is of an act of which the registry has no dates and no relations at all.
    ///
    /// A procedure published, or beginning to hold, on or after the day of the amendment was written under it. Without a day
    /// of review after that, it is unknown whether the text has been looked at.
    /// ## Why it matters
    /// The published text may say what the law said last year.
    /// ## Nội dung
    /// So sánh ngày rà soát gần nhất (`rà soát ngày`) với ngày các văn bản được dẫn bị sửa đổi, theo danh mục văn bản (`sửa đổi bởi`, `sửa
    /// đổi`). Báo khi văn bản đã sửa đổi sau đó, đúng điều khoản được dẫn hoặc toàn văn; mỗi văn bản một phát hiện. Việc sửa đổi không ghi điều
    /// khoản thì chỉ là khả năng. Sửa đổi có ghi điều khoản mà căn cứ không ghi, hoặc chưa ghi ngày sửa đổi, hoặc danh mục không ghi ngày và
    /// quan hệ nào của văn bản, thì chưa kết luận được.
    ///
    /// Thủ tục công bố hoặc bắt đầu áp dụng từ ngày sửa đổi trở đi thì đã theo nội dung mới. Nếu không, mà chưa ghi ngày rà soát,
    /// thì chưa rõ đã được rà soát hay chưa.
    /// ## Vì sao
    /// Bản công bố có thể vẫn theo quy định cũ.
    /// ## Example
    /// ```procedure
    /// law NĐ-01 "Nghị định 01/2020/NĐ-CP" decree {
    ///   from 2020-01-01
    ///   amended by "Nghị định 02/2026/NĐ-CP" article 5 from 2026-03-01
    /// }
    /// procedure p "Cấp phép" {
    ///   basis NĐ-01 article 5
    ///   reviewed on 2025-06-01
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// law NĐ-01 "Nghị định 01/2020/NĐ-CP" decree {
    ///   from 2020-01-01
    ///   amended by "Nghị định 02/2026/NĐ-CP" article 5 from 2026-03-01
    /// }
    /// procedure p "Cấp phép" {
    ///   basis NĐ-01 article 5
    ///   reviewed on 2026-04-01
    /// }
    /// ```
    pub(in crate::rules) static AMENDED_SINCE_REVIEW = "law/amended-since-review", Warning,
        en: "a basis that was amended after the last review", vi: "căn cứ được sửa đổi sau lần rà soát gần nhất";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &AMENDED_SINCE_REVIEW,
    check: Check::Procedure(check),
    reads: &[
        "procedure.reviewed-on", "procedure.published", "procedure.validity", "procedure.basis", "law.link", "law.validity",
    ],
};

/// A change of an act.
struct Amendment<'a> {
    by: String,
    from: Option<Date>,
    pinpoint: Option<&'a Pinpoint>,
}

/// How a change touches what is cited.
enum Touch {
    Cited,
    Maybe,
    Open,
    No,
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    let view = cx.procedure;
    let reviewed = view.reviewed_on.as_ref().map(|day| day.value);
    let published = view.published.as_ref().and_then(|(_, day)| day.as_ref()).map(|day| day.value);
    let begun = view.period.from.as_ref().map(|from| from.value);
    let seen = reviewed.max(published).max(begun);
    let mut told: Vec<Id<Law>> = Vec::new();
    let mut open = None;
    for citation in citations(view).into_iter().filter(|citation| citation.period.contains(cx.as_of)) {
        let LawRef::Registered(law) = &citation.law else { continue };
        let Some(id) = law.id.filter(|id| !told.contains(id)) else { continue };
        if undated(cx.catalogue.laws.get(id).near(cx.as_of)) {
            open.get_or_insert((citation.span, written(&citation.law)));
        }
        let amended = amendments(cx, id);
        let since = amended.iter().filter(|one| {
            one.from.is_none_or(|from| from <= cx.as_of && seen.is_none_or(|seen| seen < from))
        });
        let Some((touch, amendment)) = since
            .map(|one| (touch(one, citation), one))
            .filter(|(touch, _)| !matches!(touch, Touch::No))
            .min_by_key(|(touch, _)| match touch {
                Touch::Cited => 0,
                Touch::Maybe => 1,
                Touch::Open | Touch::No => 2,
            })
        else {
            continue;
        };
        told.push(id);
        judge(reviewed, citation, amendment, &touch, out);
    }
    if let Some((at, name)) = open {
        let missing = crate::text!(en: "whether and when `{name}` was amended", vi: "`{name}` có được sửa đổi không, từ ngày nào");
        out.unknown(&AMENDED_SINCE_REVIEW, at, missing);
    }
}

fn judge(reviewed: Option<Date>, citation: &Citation, amendment: &Amendment<'_>, touch: &Touch, out: &mut Sink) {
    let (name, by) = (written(&citation.law), &amendment.by);
    let (certainty, reviewed, from) = match (touch, reviewed, amendment.from) {
        (_, _, None) => {
            let missing = crate::text!(en: "since when `{by}` amends `{name}`", vi: "`{by}` sửa đổi `{name}` từ ngày nào");
            out.unknown(&AMENDED_SINCE_REVIEW, citation.span, missing);
            return;
        }
        (_, None, _) => {
            let missing = crate::text!(
                en: "whether it was reviewed since `{by}` amended `{name}`",
                vi: "thủ tục đã được rà soát sau khi `{by}` sửa đổi `{name}` hay chưa"
            );
            out.unknown(&AMENDED_SINCE_REVIEW, citation.span, missing);
            return;
        }
        (Touch::Open | Touch::No, ..) => {
            let missing = crate::text!(
                en: "which part of `{name}` is cited: `{by}` has amended some",
                vi: "dẫn điều khoản nào của `{name}`: `{by}` đã sửa đổi một phần"
            );
            out.unknown(&AMENDED_SINCE_REVIEW, citation.span, missing);
            return;
        }
        (Touch::Cited, Some(reviewed), Some(from)) => (Certainty::Proven, reviewed, from),
        (Touch::Maybe, Some(reviewed), Some(from)) => (Certainty::Probable, reviewed, from),
    };
    let (Text { en, vi }, Text { en: en_since, vi: vi_since }) = (reviewed.text(), from.text());
    let message = crate::text!(
        en: "`{name}` was amended by `{by}` on {en_since}, after the review of {en}",
        vi: "`{name}` được `{by}` sửa đổi từ ngày {vi_since}, sau lần rà soát ngày {vi}"
    );
    out.report(&AMENDED_SINCE_REVIEW, citation.span, message)
        .certainty(certainty)
        .evidence("amended from", from)
        .evidence("reviewed on", reviewed)
        .help(crate::text!(
            en: "compare the procedure with the amended text, then write the day of the review",
            vi: "đối chiếu thủ tục với nội dung sửa đổi, sau đó ghi ngày rà soát"
        ));
}

/// The amendments of an act: the model gives every act what others say of it.
fn amendments<'a>(cx: &Context<'a>, id: Id<Law>) -> Vec<Amendment<'a>> {
    let begin = |law: &LawRef| match law {
        LawRef::Registered(law) => {
            let law = law.id.map(|id| cx.catalogue.laws.get(id).near(cx.as_of));
            law.and_then(|law| law.period.from.as_ref()).map(|from| from.value)
        }
        LawRef::Quoted(_) => None,
    };
    let links = cx.catalogue.laws.get(id).near(cx.as_of).links.iter();
    links
        .filter(|link| link.relation == LawRelation::AmendedBy)
        .map(|link| Amendment {
            by: written(&link.law),
            from: link.period.from.as_ref().map(|from| from.value).or_else(|| begin(&link.law)),
            pinpoint: link.pinpoint.as_ref(),
        })
        .collect()
}

fn touch(amendment: &Amendment<'_>, citation: &Citation) -> Touch {
    match (amendment.pinpoint, &citation.pinpoint) {
        (None, _) => Touch::Maybe,
        (Some(_), None) => Touch::Open,
        (Some(changed), Some(cited)) => {
            let within = |one: &[String], other: &[String]| one.starts_with(other) || other.starts_with(one);
            let hit = cited.articles.iter().any(|c| changed.articles.iter().any(|a| within(&a.parts, &c.parts)));
            if hit { Touch::Cited } else { Touch::No }
        }
    }
}
