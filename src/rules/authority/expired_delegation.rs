//! Transfers of power that have ended, end soon, or never end.

use crate::base::{Certainty, Severity, Sink};
use crate::code;
use crate::model::{Delegation, DelegationKind};
use crate::rules::powers::{covered, entries, reliances};
use crate::rules::{CatalogueContext, Check, Rule};

code! {
    /// ## What it does
    /// Finds a transfer of power that ended before the day and that none follows: an error where a process still lets the
    /// recipient decide, or has no one said to decide; a warning where the delegator decides anyway. Finds one that ends
    /// within `late-delegation-days` (default 60, the review before the end that Decision 105/QĐ-UBND of Hà Nội asks for)
    /// without another to follow it, a delegation (ủy quyền) without a last day, and a recipient who decides before the
    /// first day, in a version that has a first day itself (one without says nothing of that time: unknown).
    ///
    /// One transfer follows another if it comes from the same body, or goes to the same, covers every procedure that the
    /// first covers, and holds on the day. So the registry may keep its history. Where a transfer covers procedures that
    /// the catalogue does not have, the answer is unknown.
    /// ## Why it matters
    /// A decision without power is void.
    /// ## Nội dung
    /// Tìm việc phân quyền, phân cấp, ủy quyền đã hết hiệu lực mà không có văn bản kế tiếp: là lỗi nếu quy trình vẫn để người
    /// được giao quyết định hoặc chưa rõ ai quyết định; là cảnh báo nếu người giao vẫn tự quyết định. Cũng báo khi sắp hết hạn
    /// trong `late-delegation-days` ngày (mặc định 60, theo yêu cầu rà soát trước khi hết hạn của Quyết định 105/QĐ-UBND của
    /// Hà Nội) mà chưa có văn bản tiếp theo, khi ủy quyền không ghi ngày hết hạn, và khi người được giao quyết định trước
    /// ngày có hiệu lực, nếu phiên bản thủ tục có ghi ngày bắt đầu (không ghi thì kết luận là chưa rõ).
    ///
    /// Văn bản kế tiếp là văn bản của cùng người giao hoặc cho cùng người nhận, bao gồm mọi thủ tục cũ và có hiệu lực vào
    /// ngày đó; vì vậy danh mục được giữ cả các lần ủy quyền cũ. Nếu phạm vi có thủ tục chưa có trong danh mục thì kết luận là
    /// chưa rõ.
    /// ## Vì sao
    /// Quyết định không có thẩm quyền là vô hiệu.
    /// ## Example
    /// ```procedure
    /// // as-of: 2027-01-10
    /// agency a
    /// agency b
    /// procedure p "Cấp phép" {
    ///   sets 1
    /// }
    /// delegate from a to b {
    ///   covers p
    ///   by instrument "9000/QĐ-UBND"
    ///   from 2025-11-06 until 2027-02-28
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// // as-of: 2027-01-10
    /// agency a
    /// agency b
    /// procedure p "Cấp phép" {
    ///   sets 1
    /// }
    /// delegate from a to b {
    ///   covers p
    ///   by instrument "9000/QĐ-UBND"
    ///   from 2025-11-06 until 2028-02-28
    /// }
    /// ```
    pub(in crate::rules) static EXPIRED_DELEGATION = "authority/expired-delegation", Error,
        en: "a transfer of power that has ended or ends soon", vi: "phân cấp, ủy quyền đã hết hoặc sắp hết hiệu lực";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &EXPIRED_DELEGATION,
    check: Check::Delegation(check),
    reads: &[
        "delegation.validity", "delegation.kind", "delegation.from", "delegation.to", "delegation.covers", "procedure.field",
        "procedure.decided-by", "step.kind", "step.by",
    ],
};

fn check(cx: &CatalogueContext<'_>, delegation: &Delegation, out: &mut Sink) {
    let (day, period) = (cx.as_of, &delegation.period);
    let at = delegation.from.span;
    let covered: Vec<_> = entries(cx.catalogue, delegation, day);
    let relying = reliances(cx.catalogue, delegation, day);
    let ended = period.until.as_ref().filter(|until| until.value < day);
    let begins = period.from.as_ref().filter(|from| from.value > day);
    let limit = i64::from(cx.settings.thresholds.late_delegation_days);
    let ends_soon = period.until.as_ref().filter(|until| ended.is_none() && day.days_until(until.value) <= limit);
    let (message, at, severity) = if let Some(until) = ended {
        if is_followed(cx, delegation) {
            return;
        }
        if covered.is_empty() {
            let missing = crate::text!(en: "the procedures that it covers", vi: "các thủ tục thuộc phạm vi");
            out.unknown(&EXPIRED_DELEGATION, at, missing);
            return;
        }
        let open = covered.iter().any(|entry| entry.views().all(|view| view.process.is_none()));
        let severity = if open || !relying.is_empty() { Severity::Error } else { Severity::Warning };
        let last = until.value.text();
        let (en, vi) = (last.en, last.vi);
        let message = crate::text!(
            en: "this power ended on {en} and nothing follows it", vi: "việc giao quyền này đã hết hiệu lực từ sau ngày {vi} và chưa có văn bản tiếp theo"
        );
        (message, until.span, severity)
    } else if let Some(from) = begins.filter(|_| !relying.is_empty() && !is_followed(cx, delegation)) {
        // A version without a first day does not say that it was worked so on this day.
        if !relying.iter().any(|entry| entry.base.period.from.is_some()) {
            let missing = crate::text!(en: "since when the recipient decides", vi: "người được giao quyết định từ ngày nào");
            out.unknown(&EXPIRED_DELEGATION, from.span, missing);
            return;
        }
        let first = from.value.text();
        let (en, vi) = (first.en, first.vi);
        let message = crate::text!(
            en: "the recipient already decides, but the power begins only on {en}",
            vi: "người được giao đã quyết định trong khi đến ngày {vi} việc giao quyền mới có hiệu lực"
        );
        (message, from.span, Severity::Error)
    } else if let Some(until) = ends_soon.filter(|_| begins.is_none()) {
        if is_followed_after(cx, delegation) {
            return;
        }
        let (days, last) = (day.days_until(until.value), until.value.text());
        let (en, vi) = (last.en, last.vi);
        let message = crate::text!(
            en: "this power ends on {en}, in {days} days, and nothing follows it",
            vi: "việc giao quyền này hết hiệu lực sau ngày {vi}, còn {days} ngày, chưa có văn bản tiếp theo"
        );
        (message, until.span, Severity::Warning)
    } else if period.until.is_none() && delegation.kind.value == DelegationKind::Delegate {
        let message = crate::text!(
            en: "a delegation needs a last day, and this one has none",
            vi: "ủy quyền phải có thời hạn nhưng ở đây chưa ghi ngày hết hiệu lực"
        );
        (message, at, Severity::Warning)
    } else {
        return;
    };
    let finding = out.report(&EXPIRED_DELEGATION, at, message);
    finding.severity(severity).certainty(Certainty::Proven).help(crate::text!(
        en: "evaluate it and renew it, or let the delegator decide", vi: "tổng kết, gia hạn hoặc để người giao quyền tự quyết định"
    ));
    if let ([only], Some(_)) = (covered.as_slice(), period.until.as_ref()) {
        finding.of(only.base.name.text.clone());
    }
    for entry in &covered {
        let code = &entry.base.name.text;
        let text = if relying.iter().any(|other| other.id == entry.id) {
            crate::text!(en: "`{code}` relies on it", vi: "thủ tục `{code}` đang dựa vào việc giao quyền này")
        } else {
            crate::text!(en: "`{code}` is covered", vi: "thủ tục `{code}` thuộc phạm vi")
        };
        finding.label(entry.base.name.span, text);
    }
}

/// Whether other transfers in force cover all that this one covers.
fn is_followed(cx: &CatalogueContext<'_>, delegation: &Delegation) -> bool {
    let others = || cx.catalogue.delegations.iter().filter(|other| is_next(delegation, other));
    covers_all(cx, delegation, &|entry| {
        others().any(|other| other.period.contains(cx.as_of) && covered(other, entry).is_some())
    })
}

/// Whether other transfers hold the day after this one ends.
fn is_followed_after(cx: &CatalogueContext<'_>, delegation: &Delegation) -> bool {
    let Some(next) = delegation.period.until.as_ref().and_then(|until| until.value.next()) else { return true };
    let others = || cx.catalogue.delegations.iter().filter(|other| is_next(delegation, other));
    covers_all(cx, delegation, &|entry| others().any(|other| other.period.contains(next) && covered(other, entry).is_some()))
}

fn covers_all(cx: &CatalogueContext<'_>, delegation: &Delegation, holds: &dyn Fn(&crate::model::Entry) -> bool) -> bool {
    let all = entries(cx.catalogue, delegation, cx.as_of);
    !all.is_empty() && all.into_iter().all(holds)
}

fn is_next(delegation: &Delegation, other: &Delegation) -> bool {
    let to = || other.to.iter().any(|to| delegation.to.iter().any(|own| own.same(to)));
    !std::ptr::eq(delegation, other) && (other.from.same(&delegation.from) || to())
}
