//! Procedures of one family that are decided on different levels.

use crate::base::{Certainty, Sink, similar};
use crate::code;
use crate::matching::normal;
use crate::model::{Applicant, DelegationKind, Entry, Party};
use crate::rules::ladder::rung;
use crate::rules::likeness::{Profile, core, likeness, of_different_provinces, percent, profile, says_its_level};
use crate::rules::powers::covered;
use crate::rules::{CatalogueContext, Check, Rule};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

code! {
    /// ## What it does
    /// Compares procedures of one field whose names begin with the same two words. Finds two that are alike in at least
    /// the share `similar-procedures` (default 0.80) and are decided on different rungs, while the law reserves neither. A
    /// delegation in force counts: whoever has received the power decides. Likeness: 0.35 × shared triples of letters of
    /// the names (notes in brackets left out), 0.25 × shared papers, 0.20 × likeness of the strings of kinds of steps,
    /// 0.20 × shared laws, over those of the four that both state, at least two. Where one of two such procedures does not
    /// say who decides, the answer is unknown. A title that says for which level or territory the procedure is (`cấp tỉnh`,
    /// `ở nhiều tỉnh`) states the reason, and so do different applicants; one name for two levels is `catalogue/near-duplicate`;
    /// procedures published by decisions of different provinces are not compared.
    /// ## Why it matters
    /// The same work with two signatures: either the lower is too low, or the higher too high.
    /// ## Nội dung
    /// So sánh các thủ tục cùng lĩnh vực có tên bắt đầu bằng hai từ giống nhau. Báo khi hai thủ tục giống nhau từ
    /// `similar-procedures` trở lên (mặc định 0,80) mà được quyết định ở hai bậc khác nhau và pháp luật không cấm phân cấp. Ủy
    /// quyền đang có hiệu lực được tính đến. Mức giống nhau: 0,35 × bộ ba chữ cái chung của tên (bỏ phần trong ngoặc), 0,25 ×
    /// giấy tờ chung, 0,20 × độ giống của chuỗi loại bước, 0,20 × văn bản chung, tính trên các phần cả hai đều ghi, ít nhất
    /// hai phần. Một bên không ghi ai quyết định thì kết luận là chưa rõ. Tên đã ghi cấp hoặc địa bàn (`cấp tỉnh`, `ở nhiều
    /// tỉnh`) là đã nêu lý do, đối tượng khác nhau cũng vậy; cùng một tên ở hai cấp thuộc `catalogue/near-duplicate`; thủ tục do quyết định của các tỉnh khác nhau công bố thì không so sánh.
    /// ## Vì sao
    /// Cùng một việc mà hai cấp ký: hoặc cấp dưới quá thấp, hoặc cấp trên quá cao.
    /// ## Example
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency committee level province
    /// agency office level province under committee
    /// procedure p "Cấp Giấy phép vận chuyển loại 1" {
    ///   field "Vận chuyển"
    ///   decided by office
    ///   document request "Đơn" original 1
    /// }
    /// procedure q "Cấp Giấy phép vận chuyển loại 5" {
    ///   field "Vận chuyển"
    ///   decided by committee
    ///   document request "Đơn" original 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency committee level province
    /// agency office level province under committee
    /// procedure p "Cấp Giấy phép vận chuyển loại 1" {
    ///   field "Vận chuyển"
    ///   decided by office
    ///   document request "Đơn" original 1
    /// }
    /// procedure q "Cấp Giấy phép vận chuyển loại 5" {
    ///   field "Vận chuyển"
    ///   decided by office
    ///   document request "Đơn" original 1
    /// }
    /// ```
    pub(in crate::rules) static INCONSISTENT_LEVEL = "authority/inconsistent-level", Warning,
        en: "one family of procedures on different levels", vi: "thủ tục cùng nhóm được quyết định ở các cấp khác nhau";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &INCONSISTENT_LEVEL,
    check: Check::Catalogue(check),
    reads: &[
        "procedure.title", "procedure.field", "procedure.for", "procedure.decided-by", "procedure.document", "procedure.basis",
        "procedure.reserved", "step.kind", "delegation.kind", "delegation.to", "delegation.covers", "delegation.validity",
        "level.under", "level.validity", "agency.level", "agency.under",
    ],
};

/// A procedure of a family.
struct Member<'a> {
    entry: &'a Entry,
    profile: OnceCell<Profile>,
    name: String,
    rung: Option<u32>,
    /// Whether the title says for which level or territory it is.
    stated: bool,
    /// The title without its level and applicant.
    core: Option<String>,
    whom: BTreeSet<Applicant>,
}

impl<'a> Member<'a> {
    fn of(cx: &CatalogueContext<'_>, entry: &'a Entry, name: &str) -> Self {
        let title = entry.base.title.as_ref().map(|title| title.text.as_str());
        Self {
            entry,
            profile: OnceCell::new(),
            name: name.to_owned(),
            rung: decided(cx, entry),
            stated: title.is_some_and(says_its_level),
            core: title.map(core),
            whom: entry.base.applicants.iter().map(|one| one.value).collect(),
        }
    }

    fn profile(&self) -> &Profile {
        self.profile.get_or_init(|| profile(self.entry, &self.name))
    }

    /// Whether one matter is divided: by the applicant, or under one name for two levels, which `catalogue/near-duplicate` finds.
    fn divided(&self, other: &Self) -> bool {
        self.whom != other.whom || self.core == other.core
    }
}

/// Procedures of one family that are compared with each other at most.
const FAMILY: usize = 40;

fn check(cx: &CatalogueContext<'_>, out: &mut Sink) {
    let mut families: BTreeMap<(String, String), Vec<(&Entry, String)>> = BTreeMap::new();
    for entry in cx.catalogue.in_force(cx.as_of) {
        let Some(title) = &entry.base.title else { continue };
        let name = normal(&title.text);
        let begin = name.split(' ').take(2).collect::<Vec<_>>().join(" ");
        for field in &entry.base.fields {
            let family = families.entry((similar::key(&field.text).to_lowercase(), begin.clone())).or_default();
            family.push((entry, name.clone()));
        }
    }
    for family in families.values().filter(|family| family.len() > 1) {
        let compared = family.iter().take(FAMILY);
        let family: Vec<Member<'_>> = compared
            .map(|(entry, name)| Member::of(cx, entry, name))
            .collect();
        for (at, one) in family.iter().enumerate() {
            for other in &family[..at] {
                compare(cx, one, other, out);
            }
        }
    }
}

fn compare(cx: &CatalogueContext<'_>, a: &Member<'_>, b: &Member<'_>, out: &mut Sink) {
    if a.entry.base.reserved.is_some() || b.entry.base.reserved.is_some() || a.rung == b.rung && a.rung.is_some() {
        return;
    }
    if a.stated || b.stated || a.divided(b) || of_different_provinces(&a.entry.base, &b.entry.base) {
        return;
    }
    let threshold = i64::from(cx.settings.thresholds.similar_procedures.ten_thousandths);
    let Some(alike) = likeness(a.profile(), b.profile()).filter(|alike| *alike >= threshold) else { return };
    let (Some(first), Some(second)) = (a.rung, b.rung) else {
        let open = if a.rung.is_none() { a } else { b };
        let name = &open.entry.base.name;
        let missing = crate::text!(en: "on which level `{}` is decided", vi: "thủ tục `{}` được quyết định ở cấp nào", name.text);
        out.unknown(&INCONSISTENT_LEVEL, name.span, missing).procedure = Some(name.text.clone());
        return;
    };
    let (high, low) = if first > second { (a, b) } else { (b, a) };
    let (code, sibling) = (&high.entry.base.name, &low.entry.base.name);
    let (above, below) = (first.max(second), first.min(second));
    let (one, other) = (&code.text, &sibling.text);
    let message = crate::text!(
        en: "`{one}` is decided on a higher level than `{other}`, which is much like it",
        vi: "thủ tục `{one}` được quyết định ở cấp cao hơn thủ tục tương tự `{other}`"
    );
    out.report(&INCONSISTENT_LEVEL, code.span, message)
        .of(one.clone())
        .certainty(Certainty::Probable)
        .label(sibling.span, crate::text!(en: "the one like it", vi: "thủ tục tương tự"))
        .evidence("likeness", percent(alike))
        .evidence("decided on rung", above)
        .evidence("the other on rung", below)
        .help(crate::text!(
            en: "hand the decision down to the lower level, or write why the law keeps it (`reserved basis …`)",
            vi: "giao quyền cho cấp thấp hơn, hoặc ghi căn cứ không được phân cấp (`không được phân cấp căn cứ …`)"
        ));
}

/// The rung on which a procedure is decided on the day: that of a recipient, if the power is delegated.
fn decided(cx: &CatalogueContext<'_>, entry: &Entry) -> Option<u32> {
    let rung = |body| rung(cx.catalogue, body, cx.as_of);
    let delegated = cx.catalogue.delegations.iter().filter(|one| {
        let whole = |row: &&crate::model::Covers| row.when.is_none();
        one.kind.value == DelegationKind::Delegate
            && one.period.contains(cx.as_of)
            && one.at.is_empty()
            && one.within.is_empty()
            && covered(one, entry).is_some_and(|rows| rows.iter().any(whole))
    });
    let received = delegated.flat_map(|one| &one.to).filter_map(rung).min();
    let deciders = entry.base.decided_by.iter().filter(|row| row.row.period.contains(cx.as_of)).flat_map(|row| &row.bodies.any_of);
    let by_law = deciders.filter_map(|party| match party {
        Party::Body { body, .. } => rung(body),
        Party::Applicant(_) => None,
    });
    received.or(by_law.max())
}
