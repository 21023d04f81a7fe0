//! Cases that two bodies may decide.

use crate::base::{Certainty, Severity, Sink};
use crate::code;
use crate::matching::normal;
use crate::model::{Body, Decider, Delegation, DelegationKind, Party, Procedure};
use crate::rules::powers::covers_a_case;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a procedure that names two bodies as deciding the same cases: a row `decided by A or B`, two rows without a
    /// condition that hold on the same day, or two transfers of the same power to different recipients at the same places.
    /// What is written `or` is a warning. Two bodies of one kind (a land office here and one there) divide by place. Where the published
    /// wording stands beside (`text`), as in imported records that list all competent bodies, it may say who decides when: unknown.
    ///
    /// Rows with conditions are read from the top and do not overlap; that they leave no case out is asked by
    /// `flow/uncovered-case`. Nobody named as deciding is unknown.
    /// ## Why it matters
    /// Where two decide, the applicant is sent from one to the other.
    /// ## Nội dung
    /// Tìm thủ tục ghi hai cơ quan cùng quyết định một trường hợp: dòng `thẩm quyền A hoặc B`, hai dòng không điều kiện cùng có
    /// hiệu lực, hoặc hai lần giao cùng một quyền cho hai bên khác nhau ở cùng nơi.
    /// Dòng ghi `hoặc` chỉ là cảnh báo. Hai cơ quan cùng loại ở hai nơi thì phân theo địa bàn. Khi có `nguyên văn` kèm theo, như hồ sơ nhập
    /// từ Cổng liệt kê mọi cơ quan có thẩm quyền, lời văn có thể đã phân định: chưa kết luận được.
    ///
    /// Các dòng có điều kiện được xét từ trên xuống nên không chồng nhau; việc bỏ sót trường hợp do `flow/uncovered-case` xét.
    /// Không ghi ai quyết định thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Hai nơi cùng có quyền thì người dân bị đẩy qua đẩy lại.
    /// ## Example
    /// ```procedure
    /// agency a
    /// agency b
    /// procedure p "Cấp phép" {
    ///   decided by a or b
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency a
    /// agency b
    /// procedure p "Cấp phép" {
    ///   fact big yes/no
    ///   decided by a when big
    ///   decided by b otherwise
    /// }
    /// ```
    pub(in crate::rules) static OVERLAP = "authority/overlap", Error,
        en: "a case that two bodies may decide", vi: "một trường hợp có hai nơi quyết định";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &OVERLAP,
    check: Check::Procedure(check),
    reads: &[
        "procedure.decided-by", "procedure.field", "procedure.fact", "delegation.from", "delegation.to", "delegation.kind",
        "delegation.covers", "delegation.validity", "delegation.places", "place.under", "procedure.text", "step.text",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let rows: Vec<&Decider> = cx.procedure.decided_by.iter().filter(|row| row.row.period.contains(cx.as_of)).collect();
    if rows.is_empty() {
        let missing = crate::text!(en: "who decides by law", vi: "thẩm quyền quyết định");
        out.unknown(&OVERLAP, cx.procedure.name.span, missing);
    }
    for row in &rows {
        let bodies = bodies(row);
        if let [first, second, ..] = bodies.as_slice()
            && !first.same(second)
        {
            let (a, b) = (first.written(), second.written());
            if of_one_kind(cx, first, second) {
                continue;
            }
            if has_wording(cx.procedure) {
                let missing = crate::text!(en: "when `{a}` decides, and when `{b}`", vi: "khi nào `{a}` quyết định, khi nào `{b}`");
                out.unknown(&OVERLAP, row.bodies.span, missing);
                continue;
            }
            let message = crate::text!(
                en: "both `{a}` and `{b}` may decide the same case", vi: "cả `{a}` và `{b}` cùng được quyết định một trường hợp"
            );
            let finding = out.report(&OVERLAP, row.bodies.span, message);
            finding.severity(Severity::Warning).certainty(Certainty::Probable).help(crate::text!(
                en: "say when which of them decides (`decided by … when …`)", vi: "ghi rõ khi nào cơ quan nào quyết định (`thẩm quyền … khi …`)"
            ));
        }
    }
    let mut rest = rows.iter().filter(|row| row.row.when.is_none());
    if let (Some(first), Some(second)) = (rest.next(), rest.next()) {
        let message = crate::text!(
            en: "two rows without a condition both say who decides", vi: "hai dòng không điều kiện cùng quy định thẩm quyền"
        );
        out.report(&OVERLAP, second.bodies.span, message)
            .label(first.bodies.span, crate::text!(en: "the other row", vi: "dòng kia"))
            .help(crate::text!(en: "remove one, or say when it holds", vi: "bỏ một dòng, hoặc ghi điều kiện áp dụng"));
    }
    if cx.place.is_some() {
        return;
    }
    let delegations: Vec<&Delegation> = cx
        .catalogue
        .delegations
        .iter()
        .filter(|one| one.period.contains(cx.as_of) && one.kind.value == DelegationKind::Delegate)
        .filter(|one| covers_a_case(cx.catalogue, one, cx.entry, cx.procedure, &cx.facts.assumptions()))
        .collect();
    for (at, second) in delegations.iter().enumerate() {
        let other = delegations[..at].iter().find(|first| first.from.same(&second.from) && differ(first, second) && meet(first, second));
        let Some(first) = other else { continue };
        let (a, b) = (written(first), written(second));
        let message = crate::text!(
            en: "the power is delegated to `{a}` and to `{b}` at the same time", vi: "thẩm quyền được ủy quyền cùng lúc cho `{a}` và `{b}`"
        );
        let at = cx.procedure.decided_by.first().map_or(cx.procedure.name.span, |row| row.bodies.span);
        out.report(&OVERLAP, at, message)
            .certainty(Certainty::Probable)
            .label(first.from.span, crate::text!(en: "here", vi: "ở đây"))
            .label(second.from.span, crate::text!(en: "and here", vi: "và ở đây"))
            .help(crate::text!(en: "end one, or divide the cases or places", vi: "chấm dứt một bên, hoặc chia trường hợp, địa bàn"));
    }
}

/// Whether two bodies are the same kind of body in two places, by the first words of their titles: the place decides.
fn of_one_kind(cx: &Context<'_>, a: &Body, b: &Body) -> bool {
    const SAME: usize = 4;
    let words = |body: &Body| -> Vec<String> {
        let agency = body.agency.id.map(|id| cx.catalogue.agencies.get(id).near(cx.as_of));
        let title = agency.and_then(|agency| agency.title.as_ref()).map(|title| normal(&title.text)).unwrap_or_default();
        title.split(' ').map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    a.iter().zip(&b).take_while(|(a, b)| a == b).count() >= SAME
}

/// Whether the published wording stands beside the procedure: it may divide the cases.
fn has_wording(procedure: &Procedure) -> bool {
    let steps = procedure.process.iter().flat_map(|process| &process.steps);
    procedure.notes.text.is_some() || steps.map(|step| &step.notes).any(|notes| notes.text.is_some())
}

fn bodies(row: &Decider) -> Vec<&Body> {
    fn body(party: &Party) -> Option<&Body> {
        match party {
            Party::Body { body, .. } => Some(body),
            Party::Applicant(_) => None,
        }
    }
    row.bodies.any_of.iter().filter_map(body).collect()
}

fn written(delegation: &Delegation) -> String {
    delegation.to.iter().map(Body::written).collect::<Vec<_>>().join(", ")
}

fn differ(a: &Delegation, b: &Delegation) -> bool {
    !a.to.iter().any(|one| b.to.iter().any(|other| one.same(other)))
}

/// Whether two transfers hold at a common place and none is on a condition, which might divide the cases.
fn meet(a: &Delegation, b: &Delegation) -> bool {
    let everywhere = |one: &Delegation| one.at.is_empty() && one.within.is_empty();
    let conditional = |one: &Delegation| one.covers.iter().any(|row| row.when.is_some());
    let shared = || a.at.iter().chain(&a.within).any(|x| b.at.iter().chain(&b.within).any(|y| x.id.is_some() && x.id == y.id));
    !conditional(a) && !conditional(b) && (everywhere(a) || everywhere(b) || shared())
}
