//! Powers that were received and are handed on.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Delegation, DelegationKind};
use crate::rules::powers::{covered, entries, is_of};
use crate::rules::{CatalogueContext, Check, Rule};

code! {
    /// ## What it does
    /// Finds a transfer of power in force whose giver has received the same power by another transfer in force: an error
    /// where it was received by delegation (ủy quyền), or was decentralised (phân cấp) with `no re-delegation` and is
    /// decentralised again. Handing on a devolved power, and handing on at all what was received with `no re-delegation`,
    /// needs a legal opinion. To delegate what was decentralised to one is allowed.
    ///
    /// A deputy who signs for his head (KT., an assigned deputy) is no transfer: write no `delegate` for it. Two transfers
    /// hand on the same power if some procedure of the catalogue is covered by both; where the second covers none that the
    /// catalogue has, the answer is unknown.
    /// ## Why it matters
    /// The law forbids to hand on a delegated power.
    /// ## Nội dung
    /// Tìm việc giao quyền đang có hiệu lực mà người giao chính là người đã nhận quyền đó từ văn bản khác đang có hiệu lực: là
    /// lỗi nếu đã nhận theo ủy quyền, hoặc đã nhận theo phân cấp có ghi `không ủy quyền lại` mà lại phân cấp tiếp. Giao tiếp
    /// quyền được phân quyền, hoặc giao tiếp quyền có ghi `không ủy quyền lại`, thì cần ý kiến pháp lý. Được ủy quyền tiếp
    /// việc đã được phân cấp.
    ///
    /// Cấp phó ký thay (KT.) không phải là ủy quyền: không ghi `ủy quyền` cho việc đó. Hai lần giao quyền được coi là cùng một
    /// quyền nếu có thủ tục trong danh mục thuộc cả hai phạm vi; phạm vi chưa có trong danh mục thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Pháp luật không cho phép ủy quyền lại.
    /// ## Example
    /// ```procedure
    /// agency a
    /// agency b
    /// agency c
    /// procedure p "Cấp phép" {
    ///   sets 1
    /// }
    /// delegate from a to b {
    ///   covers p
    ///   by instrument "1/QĐ-UBND"
    ///   until 2027-12-31
    /// }
    /// delegate from b to c {
    ///   covers p
    ///   by instrument "2/QĐ-SCT"
    ///   until 2027-12-31
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency a
    /// agency b
    /// agency c
    /// procedure p "Cấp phép" {
    ///   sets 1
    /// }
    /// delegate from a to c {
    ///   covers p
    ///   by instrument "1/QĐ-UBND"
    ///   until 2027-12-31
    /// }
    /// ```
    pub(in crate::rules) static RE_DELEGATED = "authority/re-delegated", Error,
        en: "a received power that is handed on", vi: "ủy quyền lại";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &RE_DELEGATED,
    check: Check::Delegation(check),
    reads: &[
        "delegation.from", "delegation.to", "delegation.kind", "delegation.covers", "delegation.validity",
        "delegation.no-re-delegation", "procedure.field",
    ],
};

fn check(cx: &CatalogueContext<'_>, delegation: &Delegation, out: &mut Sink) {
    use DelegationKind::{Decentralise, Delegate, Devolve};
    if !delegation.period.contains(cx.as_of) {
        return;
    }
    let all = entries(cx.catalogue, delegation, cx.as_of);
    let received = cx.catalogue.delegations.iter().filter(|other| {
        !std::ptr::eq(*other, delegation)
            && other.period.contains(cx.as_of)
            && other.to.iter().any(|to| is_of(to, &delegation.from) || is_of(&delegation.from, to))
            && !other.from.same(&delegation.from)
    });
    for earlier in received {
        if all.is_empty() {
            let missing = crate::text!(en: "the procedures that it covers", vi: "các thủ tục thuộc phạm vi");
            out.unknown(&RE_DELEGATED, delegation.from.span, missing);
            return;
        }
        let Some(shared) = all.iter().find(|entry| covered(earlier, entry).is_some()) else { continue };
        let forbidden = match (earlier.kind.value, delegation.kind.value) {
            (Delegate, _) => true,
            (Decentralise, Decentralise | Devolve) if earlier.no_redelegation => true,
            (Devolve, Decentralise | Devolve) => false,
            (Decentralise | Devolve, _) if earlier.no_redelegation => false,
            (Decentralise | Devolve, _) => continue,
        };
        let code = &shared.base.name.text;
        let from = delegation.from.written();
        let message = crate::text!(
            en: "`{from}` hands on the power over `{code}` that it has itself received",
            vi: "`{from}` giao tiếp thẩm quyền về thủ tục `{code}` mà chính mình được giao"
        );
        let finding = out.report(&RE_DELEGATED, delegation.from.span, message);
        finding
            .label(earlier.from.span, crate::text!(en: "received here", vi: "được giao ở đây"))
            .help(crate::text!(
                en: "let the first giver delegate to the last recipient", vi: "để người giao đầu tiên ủy quyền trực tiếp cho người nhận cuối"
            ));
        if !forbidden {
            finding.certainty(Certainty::Probable).needs_legal_opinion();
        }
        return;
    }
}
