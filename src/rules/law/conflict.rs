//! Two acts that fix different values for the same thing.

use crate::base::{Sink, Span, Text};
use crate::code;
use crate::model::{Citation, Condition, Dated, DeadlineTime, FeeAmount, LawKind, LawRef, Procedure, Row};
use crate::rules::acts::{same, written};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds two rows of one time limit, or of one fee, that hold on the same day and under the same condition, say different things, and
    /// cite different acts, both in force. Names the act that goes before: the one of higher rank, of one rank the later one. Where an act is
    /// only quoted, or its days are not written, it is unknown whether it is in force. Rows for different conditions are a rule and its
    /// exception; who decides is `authority/overlap`.
    /// ## Why it matters
    /// The applicant is told the one, the officer keeps to the other.
    /// ## Nội dung
    /// Tìm hai dòng thời hạn, hoặc hai dòng của một khoản thu, cùng áp dụng vào một ngày và cùng điều kiện nhưng ghi khác nhau và dẫn hai
    /// văn bản khác nhau đều còn hiệu lực. Nêu văn bản được ưu tiên: văn bản có hiệu lực pháp lý cao hơn; cùng bậc thì văn bản ban hành
    /// sau. Văn bản chỉ ghi trong ngoặc kép hoặc chưa ghi ngày có hiệu lực thì chưa rõ còn hiệu lực hay không. Hai điều kiện khác nhau là
    /// quy định chung và ngoại lệ; thẩm quyền thuộc `authority/overlap`.
    /// ## Vì sao
    /// Người dân được hướng dẫn một đằng, cán bộ làm một nẻo.
    /// ## Example
    /// ```procedure
    /// law NĐ-01 "Nghị định 01/2020/NĐ-CP" decree {
    ///   from 2020-01-01
    /// }
    /// law TT-02 "Thông tư 02/2021/TT-BTP" circular {
    ///   from 2021-01-01
    /// }
    /// procedure p "Cấp phép" {
    ///   deadline 3 working days basis NĐ-01 article 5
    ///   deadline 5 working days basis TT-02 article 7
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// law NĐ-01 "Nghị định 01/2020/NĐ-CP" decree {
    ///   from 2020-01-01
    /// }
    /// procedure p "Cấp phép" {
    ///   deadline 3 working days basis NĐ-01 article 5
    /// }
    /// ```
    pub(in crate::rules) static CONFLICT = "law/conflict", Error,
        en: "two acts in force that contradict each other", vi: "hai văn bản còn hiệu lực quy định khác nhau";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &CONFLICT,
    check: Check::Procedure(check),
    reads: &[
        "procedure.deadline", "procedure.fee", "procedure.basis", "law.kind", "law.validity", "law.issued-on",
    ],
};

/// A value with the row that fixes it.
struct Fixed<'a, V> {
    value: V,
    at: Span,
    row: &'a Row,
    shared: &'a [Citation],
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    let view: &Procedure = cx.procedure;
    let limits: Vec<_> = view
        .deadlines
        .iter()
        .filter(|row| !row.plus && row.time.value != DeadlineTime::Unknown)
        .map(|row| Fixed { value: (row.time.value, row.counted_from), at: row.time.span, row: &row.row, shared: &[] })
        .collect();
    pairs(cx, &limits, out);
    for fee in &view.fees {
        let amounts: Vec<_> = fee
            .rows
            .iter()
            .filter(|row| matches!(row.amount.value, FeeAmount::Money(_)))
            .map(|row| Fixed {
                value: (&row.amount.value, row.per.as_ref()),
                at: row.amount.span,
                row: &row.row,
                shared: &fee.notes.basis,
            })
            .collect();
        pairs(cx, &amounts, out);
    }
}

fn pairs<V: PartialEq>(cx: &Context<'_>, rows: &[Fixed<'_, V>], out: &mut Sink) {
    for (at, later) in rows.iter().enumerate() {
        for earlier in &rows[..at] {
            if later.value != earlier.value && together(cx, earlier.row, later.row) {
                compare(cx, earlier, later, out);
            }
        }
    }
}

/// Whether two rows hold on the day under the same condition.
fn together(cx: &Context<'_>, one: &Row, other: &Row) -> bool {
    let holds = |row: &Row| row.period.contains(cx.as_of);
    holds(one) && holds(other) && means(one.when.as_ref(), other.when.as_ref())
}

/// Whether two conditions are written alike, wherever they stand.
fn means(one: Option<&Condition>, other: Option<&Condition>) -> bool {
    let all = |one: &[Condition], other: &[Condition]| {
        one.len() == other.len() && one.iter().zip(other).all(|(a, b)| means(Some(a), Some(b)))
    };
    match (one, other) {
        (None, None) => true,
        (Some(Condition::All(one)), Some(Condition::All(other)))
        | (Some(Condition::Any(one)), Some(Condition::Any(other))) => all(one, other),
        (Some(Condition::Not(one)), Some(Condition::Not(other))) => means(Some(one), Some(other)),
        (Some(Condition::Test { atom, test, .. }), Some(Condition::Test { atom: other, test: same, .. })) => {
            atom == other && test == same
        }
        _ => false,
    }
}

fn compare<V>(cx: &Context<'_>, earlier: &Fixed<'_, V>, later: &Fixed<'_, V>, out: &mut Sink) {
    let [one, other] = [earlier, later].map(|fixed| {
        let own = fixed.row.basis.iter().chain(fixed.shared);
        own.filter(|citation| citation.period.contains(cx.as_of)).collect::<Vec<_>>()
    });
    // One act with two rows is unclear in itself; that is no conflict of acts.
    if one.iter().any(|a| other.iter().any(|b| same(&a.law, &b.law))) {
        return;
    }
    let (Some(a), Some(b)) = (one.first(), other.first()) else { return };
    let (first, second) = (written(&a.law), written(&b.law));
    match (in_force(cx, &a.law), in_force(cx, &b.law)) {
        (Some(false), _) | (_, Some(false)) => {}
        (Some(true), Some(true)) => {
            let message = crate::text!(
                en: "`{second}` fixes another value than `{first}`, and both are in force",
                vi: "`{second}` quy định khác `{first}` trong khi cả hai đều còn hiệu lực"
            );
            let help = match before(cx, &a.law, &b.law) {
                Some(law) => crate::text!(
                    en: "apply `{law}`, which goes before, and report the contradiction to whoever issued the other",
                    vi: "áp dụng `{law}` là văn bản được ưu tiên, đồng thời kiến nghị cơ quan ban hành văn bản kia"
                ),
                None => crate::text!(
                    en: "ask those who issued them which one holds", vi: "hỏi cơ quan ban hành xem áp dụng văn bản nào"
                ),
            };
            out.report(&CONFLICT, later.at, message)
                .label(earlier.at, crate::text!(en: "the other value", vi: "giá trị kia"))
                .evidence("acts", format!("{first}, {second}"))
                .help(help);
        }
        (one, _) => {
            let open = if one.is_none() { first } else { second };
            let missing: Text = crate::text!(en: "whether `{open}` is in force", vi: "`{open}` có còn hiệu lực hay không");
            out.unknown(&CONFLICT, later.at, missing);
        }
    }
}

/// Whether an act is in force; `None` where the registry does not say.
fn in_force(cx: &Context<'_>, law: &LawRef) -> Option<bool> {
    let LawRef::Registered(law) = law else { return None };
    let versions = cx.catalogue.laws.get(law.id?);
    match versions.at(cx.as_of) {
        Some(law) => (law.period().from.is_some()).then_some(true),
        None => Some(false),
    }
}

/// The act that goes before the other: by rank, then by the day of issue or of coming into force.
fn before(cx: &Context<'_>, one: &LawRef, other: &LawRef) -> Option<String> {
    let read = |law: &LawRef| {
        let LawRef::Registered(law) = law else { return None };
        let law = cx.catalogue.laws.get(law.id?).at(cx.as_of)?;
        let day = law.issued_on.as_ref().or(law.period.from.as_ref()).map(|day| day.value);
        Some((rank(law.kind.as_ref()?.value)?, day?))
    };
    let ((rank, day), (other_rank, other_day)) = (read(one)?, read(other)?);
    match (rank.cmp(&other_rank), day.cmp(&other_day)) {
        (std::cmp::Ordering::Less, _) | (std::cmp::Ordering::Equal, std::cmp::Ordering::Greater) => Some(written(one)),
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Equal) => None,
        _ => Some(written(other)),
    }
}

/// The rank of a kind of act, the highest first; `None` where the kind alone does not tell (resolutions and decisions are
/// made on every level).
fn rank(kind: LawKind) -> Option<u8> {
    match kind {
        LawKind::Constitution => Some(0),
        LawKind::Law => Some(1),
        LawKind::Ordinance => Some(2),
        LawKind::Decree => Some(3),
        LawKind::Circular | LawKind::JointCircular => Some(4),
        LawKind::Resolution | LawKind::Decision | LawKind::Directive | LawKind::Plan | LawKind::Treaty => None,
    }
}
