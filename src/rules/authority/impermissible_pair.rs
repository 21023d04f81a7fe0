//! Delegations between bodies that may not delegate to one another, and of powers that the giver does not have.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Body, Delegation, DelegationKind, Entry, Party};
use crate::rules::pairs::permitted;
use crate::rules::powers::{covered, entries, is_of};
use crate::rules::{CatalogueContext, Check, Rule};

code! {
    /// ## What it does
    /// Finds a delegation (ủy quyền) in force between a giver and a recipient that no row of the dated table
    /// `src/rules/transfers.csv` permits: a People's Committee to its chair, to the head of its own unit, to a lower
    /// committee or its chair; a chair to the head of such a unit or a lower chair; a provincial unit to a commune committee
    /// or its chair; a commune chair to a civil servant of that committee (Ministry of Home Affairs, reply of 2025-09-17).
    /// Also finds a transfer of a power that the giver does not have: the procedure names other bodies as deciding than
    /// giver and recipients, and nobody has handed the power to the giver.
    ///
    /// What a body is, is read from the registry: a committee stands under no body of its level, a unit under one; whoever
    /// signs is a head. A head who delegates to another signer of his own body most likely means a deputy who signs for him
    /// (KT.), which is no delegation: that needs a legal opinion and is no error. About central bodies, and bodies without a level, the table says nothing: unknown.
    /// ## Why it matters
    /// A delegation to the wrong recipient gives no power.
    /// ## Nội dung
    /// Tìm ủy quyền đang có hiệu lực giữa hai bên mà bảng có ghi ngày `src/rules/transfers.csv` không cho phép. Bảng cho phép:
    /// Ủy ban nhân dân ủy quyền cho Chủ tịch, người đứng đầu đơn vị trực thuộc, Ủy ban hoặc Chủ tịch cấp dưới; Chủ tịch ủy
    /// quyền cho người đứng đầu đơn vị trực thuộc, Chủ tịch cấp dưới; cơ quan chuyên môn cấp tỉnh ủy quyền cho Ủy ban, Chủ tịch
    /// cấp xã; Chủ tịch cấp xã ủy quyền cho công chức của Ủy ban đó (Bộ Nội vụ trả lời ngày 17/09/2025). Cũng báo khi giao
    /// quyền mà người giao không có: thủ tục ghi cơ quan khác quyết định và không ai giao quyền đó cho người giao.
    ///
    /// Vị trí của cơ quan được đọc từ danh mục: Ủy ban không thuộc cơ quan nào cùng cấp, đơn vị thuộc một Ủy ban; ai ký là
    /// người đứng đầu. Ủy quyền cho người ký khác trong cùng cơ quan thường là cấp phó ký thay (KT.), không phải ủy quyền: cần
    /// ý kiến pháp lý, không phải lỗi. Cơ quan trung ương và cơ quan không có cấp thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Ủy quyền sai đối tượng thì không phát sinh thẩm quyền.
    /// ## Example
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency office level province under committee {
    ///   role head signs
    ///   role officer
    /// }
    /// agency committee level province
    /// delegate from office/head to office/officer {
    ///   covers field "Hộ tịch"
    ///   by instrument "1/QĐ-STP"
    ///   until 2027-12-31
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency office level province under committee {
    ///   role head signs
    ///   role officer
    /// }
    /// agency committee level province
    /// delegate from committee to office/head {
    ///   covers field "Hộ tịch"
    ///   by instrument "1/QĐ-UBND"
    ///   until 2027-12-31
    /// }
    /// ```
    pub(in crate::rules) static IMPERMISSIBLE_PAIR = "authority/impermissible-pair", Error,
        en: "a power handed to someone, or by someone, who may not", vi: "giao quyền sai đối tượng hoặc vượt thẩm quyền";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &IMPERMISSIBLE_PAIR,
    check: Check::Delegation(check),
    reads: &[
        "delegation.from", "delegation.to", "delegation.kind", "delegation.covers", "delegation.validity", "agency.level",
        "agency.under", "agency.role", "level.under", "level.validity", "procedure.decided-by", "procedure.field",
    ],
};

fn check(cx: &CatalogueContext<'_>, delegation: &Delegation, out: &mut Sink) {
    if !delegation.period.contains(cx.as_of) {
        return;
    }
    if delegation.kind.value == DelegationKind::Delegate {
        for to in delegation.to.iter().filter(|to| to.is_known() && delegation.from.is_known()) {
            match permitted(cx.catalogue, &delegation.from, to, cx.as_of) {
                Ok(_) => {}
                Err(Some(body)) => {
                    let missing = crate::text!(en: "the row of the table for `{body}`", vi: "quy định về ủy quyền của `{body}`");
                    out.unknown(&IMPERMISSIBLE_PAIR, to.span, missing);
                }
                Err(None) => {
                    let title = |body| cx.catalogue.title_of(body, cx.as_of);
                    let (giver, taker) = (title(&delegation.from), title(to));
                    let message = crate::text!(
                        en: "`{giver}` may not delegate to `{taker}`", vi: "`{giver}` không được ủy quyền cho `{taker}`"
                    );
                    let finding = out.report(&IMPERMISSIBLE_PAIR, to.span, message);
                    finding
                        .certainty(Certainty::Probable)
                        .evidence("from", delegation.from.written())
                        .evidence("to", to.written())
                        .help(crate::text!(
                            en: "choose a recipient that the law permits: a lower committee or chair, or the head of an own unit",
                            vi: "chọn đối tượng được phép: Ủy ban, Chủ tịch cấp dưới hoặc người đứng đầu đơn vị trực thuộc"
                        ));
                    if is_deputy(cx, &delegation.from, to) {
                        finding.needs_legal_opinion().help(crate::text!(
                            en: "an assigned deputy signs for the head (KT.): that is no delegation and needs no instrument",
                            vi: "cấp phó được phân công thì ký thay (KT.): đó không phải là ủy quyền và không cần văn bản ủy quyền"
                        ));
                    }
                }
            }
        }
    }
    let strangers: Vec<_> =
        entries(cx.catalogue, delegation, cx.as_of).into_iter().filter(|entry| is_of_others(cx, delegation, entry)).collect();
    if let Some(first) = strangers.first() {
        let (code, from) = (&first.base.name.text, delegation.from.written());
        let message = crate::text!(
            en: "`{from}` hands down the power over `{code}`, which it does not have",
            vi: "`{from}` giao thẩm quyền về thủ tục `{code}` mà mình không có"
        );
        let finding = out.report(&IMPERMISSIBLE_PAIR, delegation.from.span, message);
        finding.certainty(Certainty::Probable);
        for entry in &strangers {
            let at = entry.base.decided_by.first().map_or(entry.base.name.span, |row| row.bodies.span);
            finding.label(at, crate::text!(en: "others decide here", vi: "cơ quan khác quyết định ở đây"));
        }
        finding.help(crate::text!(
            en: "correct who gives, what is covered, or who decides by law", vi: "sửa người giao, phạm vi hoặc thẩm quyền theo luật"
        ));
    }
}

/// Whether a procedure is decided by neither giver nor recipient, and nobody has handed the power to the giver.
fn is_of_others(cx: &CatalogueContext<'_>, delegation: &Delegation, entry: &Entry) -> bool {
    let deciders: Vec<_> = entry
        .base
        .decided_by
        .iter()
        .flat_map(|row| &row.bodies.any_of)
        .filter_map(|party| match party {
            Party::Body { body, .. } => Some(body),
            Party::Applicant(_) => None,
        })
        .collect();
    // A committee decides through its chair and the other way round.
    let one_agency = |own: &Body| deciders.iter().any(|body| body.agency.id == own.agency.id || is_of(own, body));
    let known = !deciders.is_empty() && deciders.iter().all(|body| body.is_known());
    let received = cx.catalogue.delegations.iter().any(|other| {
        !std::ptr::eq(other, delegation)
            && other.to.iter().any(|to| to.agency.id == delegation.from.agency.id)
            && covered(other, entry).is_some()
    });
    known && !one_agency(&delegation.from) && !delegation.to.iter().any(one_agency) && !received
}

/// Whether the recipient is another one who signs in the giver's own agency.
fn is_deputy(cx: &CatalogueContext<'_>, from: &Body, to: &Body) -> bool {
    let signs = |body| cx.catalogue.role(body, cx.as_of).is_some_and(|role| role.signs);
    from.agency.id == to.agency.id && signs(from) && signs(to)
}
