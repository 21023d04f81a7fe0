//! Procedures that differ by the level or the applicant only.

use crate::base::{Certainty, Sink, similar};
use crate::code;
use crate::model::Procedure;
use crate::rules::likeness::percent;
use crate::rules::{CatalogueContext, Check, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Compares procedures whose names are the same words, apart from the level (`cấp tỉnh`, `cấp xã`) and the applicant (`đối với tổ
    /// chức`). Finds two that state different levels or different applicants and are alike in at least the share
    /// `similar-procedures` (default 0.80). Where both state less than two of papers, steps and laws, so that no likeness can be worked
    /// out, or where they have other cases or time limits, the answer is unknown. Procedures that People's Committees publish by different decisions are not compared: each
    /// province has its own. Where they stand on one level in different fields (customs, tax), it is unknown whether they are one matter.
    /// ## Why it matters
    /// One text for both, with the level or the applicant as a case, is kept in order once.
    /// ## Nội dung
    /// So sánh các thủ tục có tên gồm cùng những từ, không kể từ chỉ cấp (`cấp tỉnh`, `cấp xã`) và đối tượng (`đối với tổ chức`). Báo khi
    /// hai thủ tục ghi cấp khác nhau hoặc đối tượng khác nhau và giống nhau từ `similar-procedures` trở lên (mặc định 0,80). Không đủ
    /// giấy tờ, bước, căn cứ để so sánh, hoặc khác số trường hợp, khác thời hạn, thì chưa kết luận được. Thủ tục do Ủy ban nhân dân các nơi công bố bằng quyết định khác nhau thì
    /// không so sánh: mỗi tỉnh có bản riêng. Cùng cấp mà khác lĩnh vực (hải quan, thuế) thì chưa kết luận được.
    /// ## Vì sao
    /// Viết chung một thủ tục, lấy cấp hoặc đối tượng làm trường hợp, thì chỉ phải cập nhật một nơi.
    /// ## Example
    /// ```procedure
    /// level province
    /// level commune under province
    /// procedure a "Công nhận báo cáo viên cấp tỉnh" {
    ///   level province
    ///   document request "Công văn" original 1
    /// }
    /// procedure b "Công nhận báo cáo viên cấp xã" {
    ///   level commune
    ///   document request "Công văn" original 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province
    /// level commune under province
    /// procedure a "Công nhận báo cáo viên" {
    ///   level province, commune
    ///   document request "Công văn" original 1
    /// }
    /// ```
    pub(in crate::rules) static NEAR_DUPLICATE = "catalogue/near-duplicate", Warning,
        en: "procedures that differ by level or applicant only", vi: "thủ tục chỉ khác nhau về cấp hoặc đối tượng";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &NEAR_DUPLICATE,
    check: Check::Catalogue(check),
    reads: &[
        "procedure.title", "procedure.case", "procedure.deadline", "procedure.field", "procedure.level", "procedure.for", "procedure.document", "procedure.basis", "step.kind",
    ],
};

fn check(cx: &CatalogueContext<'_>, out: &mut Sink) {
    let threshold = i64::from(cx.settings.thresholds.similar_procedures.ten_thousandths);
    for pair in cx.shared.alike(cx.catalogue, cx.as_of) {
        let (first, second) = (&cx.catalogue.entries[pair.first].base, &cx.catalogue.entries[pair.second].base);
        let levels = |p: &Procedure| p.levels.iter().map(|level| similar::key(&level.name.text)).collect::<BTreeSet<_>>();
        let whom = |p: &Procedure| p.applicants.iter().map(|one| one.value).collect::<BTreeSet<_>>();
        let (upper, lower) = (levels(first), levels(second));
        let by_level = upper != lower && !upper.is_empty() && !lower.is_empty();
        let (these, those) = (whom(first), whom(second));
        let by_applicant = these != those && !these.is_empty() && !those.is_empty();
        if !by_level && !by_applicant {
            continue;
        }
        let (one, two) = (&first.name.text, &second.name.text);
        if !by_level && of_different_fields(first, second) {
            let missing = crate::text!(
                en: "whether `{one}` and `{two}`, of two fields, are one matter", vi: "`{one}` và `{two}` thuộc hai lĩnh vực có phải cùng một việc"
            );
            out.unknown(&NEAR_DUPLICATE, second.name.span, missing).procedure = Some(two.clone());
            continue;
        }
        let limits = |p: &Procedure| p.deadlines.iter().map(|row| row.time.value).collect::<Vec<_>>();
        let same_shape = first.cases.len() == second.cases.len() && limits(first) == limits(second);
        let likeness = pair.likeness.filter(|_| same_shape);
        let Some(likeness) = likeness else {
            let missing = crate::text!(
                en: "the papers, steps or laws of `{one}` and `{two}`, which have one name",
                vi: "giấy tờ, các bước hoặc căn cứ của `{one}` và `{two}`, hai thủ tục trùng tên"
            );
            out.unknown(&NEAR_DUPLICATE, second.name.span, missing).procedure = Some(two.clone());
            continue;
        };
        if likeness < threshold {
            continue;
        }
        let message = match (by_level, by_applicant) {
            (true, false) => crate::text!(
                en: "`{two}` is much like `{one}` and differs by the level", vi: "thủ tục `{two}` gần như trùng `{one}`, khác ở cấp thực hiện"
            ),
            (false, _) => crate::text!(
                en: "`{two}` is much like `{one}` and differs by the applicant", vi: "thủ tục `{two}` gần như trùng `{one}`, khác ở đối tượng thực hiện"
            ),
            (true, true) => crate::text!(
                en: "`{two}` is much like `{one}` and differs by the level and the applicant",
                vi: "thủ tục `{two}` gần như trùng `{one}`, khác ở cấp và đối tượng thực hiện"
            ),
        };
        out.report(&NEAR_DUPLICATE, second.name.span, message)
            .of(two.clone())
            .certainty(Certainty::Probable)
            .label(first.name.span, crate::text!(en: "the one like it", vi: "thủ tục tương tự"))
            .evidence("likeness", percent(likeness))
            .help(crate::text!(
                en: "write one procedure, and what differs as a case (`case … when …`)",
                vi: "viết chung một thủ tục, phần khác nhau đưa vào trường hợp (`trường hợp … khi …`)"
            ));
    }
}

/// Whether two procedures are of different fields: two branches of the administration that work a like matter each for itself.
fn of_different_fields(first: &Procedure, second: &Procedure) -> bool {
    let fields = |p: &Procedure| p.fields.iter().map(|field| similar::key(&field.text)).collect::<BTreeSet<_>>();
    let (these, those) = (fields(first), fields(second));
    !these.is_empty() && !those.is_empty() && these.is_disjoint(&those)
}
