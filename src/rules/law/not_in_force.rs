//! Citations of instruments, or of parts of them, that are not in force.

use crate::base::{Severity, Sink, Text};
use crate::code;
use crate::model::{Citation, Dated, Law, LawLink, LawRef, LawRelation};
use crate::rules::acts::{citations, undated, written};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a cited instrument that is not in force on the day: not yet, no longer, or replaced or repealed as a whole or in
    /// the cited part. A citation that has dates of its own counts on these days only. A part is repealed, and the citation names no
    /// part, or nothing says since when: then it is unknown, and so it is of an instrument of which the registry has no dates and no
    /// relations at all. Quoted instruments are not looked up. What has ended is an error. What has
    /// not begun is a warning: of an earlier day it may only say that the procedure is written as it is now.
    /// ## Why it matters
    /// What rests on a repealed article has no ground.
    /// ## Nội dung
    /// Tìm căn cứ pháp lý không có hiệu lực vào ngày xét: chưa có hiệu lực, hết hiệu lực, bị thay thế hoặc bãi bỏ toàn bộ hay ở đúng điều
    /// khoản được dẫn. Căn cứ ghi thời gian riêng thì chỉ xét trong thời gian đó. Bị bãi bỏ một phần mà căn cứ không ghi điều khoản,
    /// hoặc không rõ từ ngày nào, hoặc danh mục không ghi ngày và quan hệ nào của văn bản, thì chưa kết luận được. Văn bản chỉ ghi trong ngoặc kép thì không tra. Văn bản đã hết hiệu lực là lỗi.
    /// Văn bản chưa có hiệu lực là cảnh báo: khi xét một ngày trước đây, có thể chỉ là thủ tục được viết theo quy định hiện nay.
    /// ## Vì sao
    /// Quy định dựa trên điều khoản đã bãi bỏ là không có căn cứ.
    /// ## Example
    /// ```procedure
    /// law NĐ-61-2018 "Nghị định 61/2018/NĐ-CP" decree {
    ///   from 2018-06-21 until 2025-06-30
    /// }
    /// procedure p "Tiếp nhận hồ sơ" {
    ///   basis NĐ-61-2018 article 17
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// law NĐ-118-2025 "Nghị định 118/2025/NĐ-CP" decree {
    ///   from 2025-07-01
    /// }
    /// procedure p "Tiếp nhận hồ sơ" {
    ///   basis NĐ-118-2025 article 17
    /// }
    /// ```
    pub(in crate::rules) static NOT_IN_FORCE = "law/not-in-force", Error,
        en: "a basis that is not in force", vi: "căn cứ không còn hoặc chưa có hiệu lực";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &NOT_IN_FORCE,
    check: Check::Procedure(check),
    reads: &[
        "procedure.basis", "procedure.channel", "procedure.condition", "procedure.decided-by", "law.validity", "law.link",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut open = None;
    for citation in citations(cx.procedure).into_iter().filter(|citation| citation.period.contains(cx.as_of)) {
        let LawRef::Registered(law) = &citation.law else { continue };
        let Some(versions) = law.id.map(|id| cx.catalogue.laws.get(id)) else { continue };
        let name = &law.name.text;
        let Some(version) = versions.at(cx.as_of) else {
            let near = versions.near(cx.as_of);
            if let Some(until) = near.period().until.as_ref().filter(|until| until.value < cx.as_of) {
                let Text { en, vi } = until.value.text();
                let message = crate::text!(en: "`{name}` ended on {en}", vi: "`{name}` đã hết hiệu lực từ sau ngày {vi}");
                report(citation, message, &successors(near), out);
            } else {
                let message = crate::text!(en: "`{name}` is not in force yet", vi: "`{name}` chưa có hiệu lực");
                out.report(&NOT_IN_FORCE, citation.span, message).severity(Severity::Warning).help(crate::text!(
                    en: "cite what is in force, or say since when this holds: `from DAY`",
                    vi: "dẫn văn bản đang có hiệu lực, hoặc ghi nội dung này áp dụng từ ngày nào: `từ ngày …`"
                ));
            }
            continue;
        };
        if undated(version) {
            open.get_or_insert((citation.span, name));
        }
        for link in version.links.iter().filter(|link| ends(link)) {
            judge(cx, citation, version, link, out);
        }
    }
    if let Some((at, name)) = open {
        let missing = crate::text!(en: "since when and until when `{name}` holds", vi: "`{name}` có hiệu lực từ ngày nào đến ngày nào");
        out.unknown(&NOT_IN_FORCE, at, missing);
    }
}

/// Whether a relation ends an instrument or a part of it.
fn ends(link: &LawLink) -> bool {
    matches!(link.relation, LawRelation::ReplacedBy | LawRelation::RepealedBy)
}

fn judge(cx: &Context<'_>, citation: &Citation, law: &Law, link: &LawLink, out: &mut Sink) {
    let (name, other) = (&law.name.text, written(&link.law));
    let begun = match (&link.period.from, &link.law) {
        (Some(from), _) => Some(from.value),
        (None, LawRef::Registered(other)) => {
            let other = other.id.map(|id| cx.catalogue.laws.get(id).near(cx.as_of));
            other.and_then(|other| other.period.from.as_ref()).map(|from| from.value)
        }
        (None, LawRef::Quoted(_)) => None,
    };
    let part = match (&link.pinpoint, &citation.pinpoint) {
        (None, _) => true,
        (Some(ended), Some(cited)) => {
            let hit = cited.articles.iter().any(|cited| ended.articles.iter().any(|ended| cited.parts.starts_with(&ended.parts)));
            if !hit {
                return;
            }
            true
        }
        (Some(_), None) => false,
    };
    match begun {
        Some(day) if day > cx.as_of => {}
        Some(_) if part => {
            let message = crate::text!(
                en: "`{name}`, as cited, has been ended by `{other}`",
                vi: "`{name}`, ở phần được dẫn, đã bị `{other}` thay thế hoặc bãi bỏ"
            );
            report(citation, message, &[other], out);
        }
        Some(_) => {
            let missing = crate::text!(
                en: "which part of `{name}` is cited: `{other}` has ended some",
                vi: "dẫn điều khoản nào của `{name}`: `{other}` đã bãi bỏ một phần"
            );
            out.unknown(&NOT_IN_FORCE, citation.span, missing);
        }
        None => {
            let missing = crate::text!(
                en: "since when `{other}` ends `{name}`",
                vi: "`{other}` thay thế hoặc bãi bỏ `{name}` từ ngày nào"
            );
            out.unknown(&NOT_IN_FORCE, citation.span, missing);
        }
    }
}

fn report(citation: &Citation, message: Text, successors: &[String], out: &mut Sink) {
    let finding = out.report(&NOT_IN_FORCE, citation.span, message);
    if let [successor] = successors {
        finding.help(crate::text!(
            en: "see whether `{successor}` now says it, and cite that",
            vi: "xem `{successor}` có quy định nội dung này không và dẫn văn bản đó"
        ));
    } else {
        finding.help(crate::text!(en: "cite what is in force", vi: "dẫn văn bản đang có hiệu lực"));
    }
}

fn successors(law: &Law) -> Vec<String> {
    law.links.iter().filter(|link| ends(link) && link.pinpoint.is_none()).map(|link| written(&link.law)).collect()
}
