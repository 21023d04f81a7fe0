//! Recipients of a power that lack what it takes to use it.

use crate::base::{Certainty, Severity, Sink, Text};
use crate::code;
use crate::model::{Body, Delegation, Id, OrUnknown, Place, Signature, Staff};
use crate::rules::powers::{entries, holds_at, reliances};
use crate::rules::work::deciding;
use crate::rules::{CatalogueContext, Check, Rule};

code! {
    /// ## What it does
    /// Compares a transfer of power in force with the table of staff: at every place that is the recipient's kind of body
    /// the recipient's role needs an account in the processing system and, where a covered procedure is decided with a
    /// digital signature, a digital certificate. Finds a place that has none (0). It is an error where a process already
    /// lets the recipient decide, else a warning: the power cannot be used there yet. One finding a place.
    ///
    /// A place of which the table says nothing, or an empty cell, is unknown. Training, equipment and access to data are
    /// in no table and are not judged.
    /// ## Why it matters
    /// A power handed to someone who cannot sign stops the case.
    /// ## Nội dung
    /// Đối chiếu việc giao quyền đang có hiệu lực với bảng nhân sự: tại mỗi nơi thuộc loại cơ quan được giao, chức danh được
    /// giao cần tài khoản trên hệ thống và, nếu thủ tục thuộc phạm vi được ký số, cần chứng thư số. Báo nơi không có (số 0).
    /// Là lỗi nếu quy trình đã để người được giao quyết định, nếu không thì là cảnh báo: ở nơi đó chưa dùng được quyền. Mỗi
    /// nơi một phát hiện.
    ///
    /// Nơi không có trong bảng hoặc ô để trống thì kết luận là chưa rõ. Tập huấn, thiết bị, quyền truy cập dữ liệu không có
    /// bảng nên không xét.
    /// ## Vì sao
    /// Giao quyền cho người không ký được thì hồ sơ dừng lại.
    /// ## Example
    /// ```csv places.csv
    /// name,agency
    /// bac-son,commune-pc
    /// ```
    /// ```csv staff.csv
    /// place,role,accounts,certificates
    /// bac-son,commune-pc/justice,0,1
    /// ```
    /// ```yaml
    /// tables:
    ///   places: places.csv
    ///   staff: staff.csv
    /// ```
    /// ```procedure
    /// agency commune-pc {
    ///   role justice
    ///   role chair signs
    /// }
    /// delegate from commune-pc/chair to commune-pc/justice {
    ///   covers field "Hộ tịch"
    ///   by instrument "45/QĐ-UBND"
    ///   until 2027-12-31
    /// }
    /// ```
    /// ## Instead
    /// ```csv places.csv
    /// name,agency
    /// bac-son,commune-pc
    /// ```
    /// ```csv staff.csv
    /// place,role,accounts,certificates
    /// bac-son,commune-pc/justice,1,1
    /// ```
    /// ```yaml
    /// tables:
    ///   places: places.csv
    ///   staff: staff.csv
    /// ```
    /// ```procedure
    /// agency commune-pc {
    ///   role justice
    ///   role chair signs
    /// }
    /// delegate from commune-pc/chair to commune-pc/justice {
    ///   covers field "Hộ tịch"
    ///   by instrument "45/QĐ-UBND"
    ///   until 2027-12-31
    /// }
    /// ```
    pub(in crate::rules) static RECEIVER_NOT_READY = "authority/receiver-not-ready", Error,
        en: "a recipient that cannot use the power", vi: "nơi được giao quyền chưa đủ điều kiện";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &RECEIVER_NOT_READY,
    check: Check::Delegation(check),
    reads: &[
        "delegation.to", "delegation.covers", "delegation.validity", "delegation.places", "place.agency", "place.under",
        "staff.accounts", "staff.certificates", "step.kind", "step.by", "step.signature", "procedure.field",
        "procedure.decided-by",
    ],
};

fn check(cx: &CatalogueContext<'_>, delegation: &Delegation, out: &mut Sink) {
    if !delegation.period.contains(cx.as_of) {
        return;
    }
    let relying = !reliances(cx.catalogue, delegation, cx.as_of).is_empty();
    let signs_digitally = needs_certificate(cx, delegation);
    for to in &delegation.to {
        for id in cx.catalogue.places.ids() {
            let place = cx.catalogue.places.get(id).near(cx.as_of);
            let same_kind = place.agency.as_ref().and_then(|agency| agency.id) == to.agency.id && to.agency.id.is_some();
            if !same_kind || !place.period.contains(cx.as_of) || !holds_at(cx.catalogue, delegation, Some(id), cx.as_of) {
                continue;
            }
            judge(cx, id, to, (relying, signs_digitally), out);
        }
    }
}

fn judge(cx: &CatalogueContext<'_>, id: Id<Place>, to: &Body, (relying, digital): (bool, bool), out: &mut Sink) {
    let place = cx.catalogue.places.get(id).near(cx.as_of);
    let shown = place.title.as_ref().map_or(place.name.text.as_str(), |title| title.text.as_str());
    let rows: Vec<&Staff> = place.staff.iter().filter(|staff| staff.body.same(to) || to.role.is_none() && staff.body.agency.id == to.agency.id).collect();
    let sum = |of: fn(&Staff) -> Option<u32>| rows.iter().try_fold(0_u32, |sum, row| Some(sum.saturating_add(of(row)?)));
    let (accounts, certificates) = (sum(|row| row.accounts), sum(|row| row.certificates));
    let mut lacks: Vec<Text> = Vec::new();
    let mut open = rows.is_empty();
    match accounts {
        Some(0) if !rows.is_empty() => lacks.push(crate::text!(en: "an account", vi: "tài khoản")),
        Some(_) => {}
        None => open = true,
    }
    match certificates {
        Some(0) if digital && !rows.is_empty() => lacks.push(crate::text!(en: "a digital certificate", vi: "chứng thư số")),
        None if digital => open = true,
        _ => {}
    }
    let title = cx.catalogue.title_of(to, cx.as_of);
    if !lacks.is_empty() {
        let Text { en, vi } = Text::join(&lacks, ", ");
        let message = crate::text!(
            en: "`{title}` of `{shown}` has received a power but has not: {en}",
            vi: "`{title}` của `{shown}` được giao quyền nhưng chưa có: {vi}"
        );
        let finding = out.report(&RECEIVER_NOT_READY, to.span, message);
        finding
            .severity(if relying { Severity::Error } else { Severity::Warning })
            .certainty(Certainty::Proven)
            .evidence("place", &place.name.text)
            .evidence("lacks", en)
            .help(crate::text!(en: "provide it, then hand the power down there", vi: "cấp đủ điều kiện rồi mới giao quyền ở nơi đó"));
        for row in rows {
            finding.label(row.span, crate::text!(en: "what the place has", vi: "những gì nơi đó có"));
        }
    } else if open {
        let missing = crate::text!(
            en: "the accounts and certificates of `{title}` at `{shown}`", vi: "tài khoản, chứng thư số của `{title}` tại `{shown}`"
        );
        out.unknown(&RECEIVER_NOT_READY, to.span, missing);
    }
}

/// Whether a covered procedure is decided with a digital signature.
fn needs_certificate(cx: &CatalogueContext<'_>, delegation: &Delegation) -> bool {
    entries(cx.catalogue, delegation, cx.as_of).iter().filter_map(|entry| entry.base.process.as_ref()).any(|process| {
        deciding(process).into_iter().any(|id| {
            matches!(process.step(id).signature.as_ref().map(|s| s.value), Some(OrUnknown::Known(Signature::Digital)))
        })
    })
}
