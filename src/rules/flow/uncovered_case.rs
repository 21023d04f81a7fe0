//! Choices and rows that leave a case out, take one twice, or can never hold.

use crate::analysis::{Sat, WhyUnknown, satisfy};
use crate::base::{Sink, Span, Text};
use crate::code;
use crate::model::{ChoiceOption, Condition, Node, Period, Procedure, Row};
use crate::rules::{Check, Context, Rule, walk, words};

code! {
    /// ## What it does
    /// Looks at everything that is decided by conditions, and shows a case in words:
    /// a `choose` without `otherwise` that leaves a case out, and two of its options that both hold; a time limit or a
    /// decision-maker that is given for some cases only; a row (deadline, fee, decided by) that can never hold because
    /// those before it take all its cases; two `case` blocks that both set a deadline or a process although both may
    /// hold at once. Rows read from the top may overlap, and a fee for some cases only is taken as meant.
    /// Conditions that could not be understood or are too many make the answer unknown.
    /// ## Why it matters
    /// A case that is left out stays on somebody's desk. One that is taken twice gets two answers.
    /// ## Nội dung
    /// Xét mọi chỗ rẽ theo điều kiện và chỉ ra một trường hợp cụ thể: khối `chọn` không có `còn lại` mà sót trường hợp,
    /// hoặc hai lựa chọn cùng đúng; thời hạn hoặc thẩm quyền chỉ nêu cho một số trường hợp; dòng (thời hạn, phí, thẩm
    /// quyền) không bao giờ áp dụng vì các dòng trước đã bao hết; hai `trường hợp` cùng đặt thời hạn hoặc quy trình mà có
    /// thể xảy ra cùng lúc. Các dòng đọc từ trên xuống được phép chồng nhau; phí chỉ thu trong một số trường hợp là bình
    /// thường. Điều kiện không hiểu được hoặc quá nhiều thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Hồ sơ thuộc trường hợp bị sót sẽ không được giải quyết. Trường hợp bị tính hai lần sẽ có hai kết quả khác nhau.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép xây dựng" {
    ///   fact area number "Diện tích"
    ///   process {
    ///     choose {
    ///       when area less than 250 {
    ///         step check "Kiểm tra"
    ///       }
    ///       when area more than 250 {
    ///         step assess "Thẩm định"
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép xây dựng" {
    ///   fact area number "Diện tích"
    ///   process {
    ///     choose {
    ///       when area less than 250 {
    ///         step check "Kiểm tra"
    ///       }
    ///       otherwise {
    ///         step assess "Thẩm định"
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static UNCOVERED_CASE = "flow/uncovered-case", Error,
        en: "a case that conditions leave out or take twice", vi: "điều kiện bỏ sót hoặc trùng trường hợp";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &UNCOVERED_CASE,
    check: Check::Procedure(check),
    reads: &["process.flow", "step.reaction", "step.jump", "procedure.fact", "procedure.case", "procedure.deadline", "procedure.decided-by"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let procedure = cx.procedure;
    if let Some(process) = &procedure.process {
        walk::nodes(&process.flow, &mut |node| {
            if let Node::Choice { options, written_choose: true, span } = node {
                choose(procedure, options, *span, out);
            }
        });
    }
    let deadlines: Vec<_> = procedure.deadlines.iter().filter(|row| !row.plus).map(|row| &row.row).collect();
    let deciders: Vec<_> = procedure.decided_by.iter().map(|decider| &decider.row).collect();
    rows(procedure, &deadlines, out);
    rows(procedure, &deciders, out);
    for fee in &procedure.fees {
        rows(procedure, &fee.rows.iter().map(|row| &row.row).collect::<Vec<_>>(), out);
    }
    let limit = crate::text!(en: "time limit", vi: "thời hạn");
    let decider = crate::text!(en: "decision-maker", vi: "thẩm quyền");
    gap(cx, &deadlines, &limit, out);
    gap(cx, &deciders, &decider, out);
    if procedure.case.is_none() {
        cases(procedure, out);
    }
}

/// A `choose` that leaves a case out, or of which two options hold at once.
fn choose(procedure: &Procedure, options: &[ChoiceOption], span: Span, out: &mut Sink) {
    let conditions: Vec<_> =
        options.iter().filter_map(|option| option.condition.as_ref()).map(|condition| (condition, place(condition, span))).collect();
    if conditions.len() == options.len() {
        let none: Vec<_> = conditions.iter().map(|(condition, _)| (*condition, false)).collect();
        match satisfy(procedure, &none) {
            Sat::Yes(given) => {
                let Text { en, vi } = words::case(procedure, &given);
                let message = crate::text!(
                    en: "no option is for the case that {en}", vi: "không có lựa chọn nào cho trường hợp {vi}"
                );
                out.report(&UNCOVERED_CASE, span, message).evidence("case", en).help(crate::text!(
                    en: "add an option for it, or `otherwise`",
                    vi: "thêm lựa chọn cho trường hợp đó, hoặc `còn lại`"
                ));
            }
            Sat::Unknown(why) => unknown(why, span, out),
            Sat::No => {}
        }
    }
    for (at, (condition, place)) in conditions.iter().enumerate() {
        for (earlier, earlier_place) in &conditions[..at] {
            match satisfy(procedure, &[(earlier, true), (condition, true)]) {
                Sat::Yes(given) => {
                    let Text { en, vi } = words::case(procedure, &given);
                    let message = crate::text!(
                        en: "this option and an earlier one both hold when {en}",
                        vi: "lựa chọn này và một lựa chọn trước cùng đúng khi {vi}"
                    );
                    out.report(&UNCOVERED_CASE, *place, message)
                        .evidence("case", en)
                        .label(*earlier_place, crate::text!(en: "the earlier one", vi: "lựa chọn trước"))
                        .help(crate::text!(
                            en: "narrow one of the two conditions", vi: "thu hẹp một trong hai điều kiện"
                        ));
                    break;
                }
                Sat::Unknown(WhyUnknown::TooMany) => unknown(WhyUnknown::TooMany, *place, out),
                // What is broken has been said of the whole.
                Sat::Unknown(WhyUnknown::Broken) | Sat::No => {}
            }
        }
    }
}

/// Where a condition is written.
fn place(condition: &Condition, otherwise: Span) -> Span {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.first().map_or(otherwise, |part| place(part, otherwise)),
        Condition::Not(inner) => place(inner, otherwise),
        Condition::Test { span, .. } | Condition::Broken(span) => *span,
    }
}

/// Rows that can never hold, because those before them take all their cases on all their days.
fn rows(procedure: &Procedure, rows: &[&Row], out: &mut Sink) {
    for (at, row) in rows.iter().enumerate() {
        let before = rows[..at].iter().filter(|other| covers(&other.period, &row.period));
        let taken = match &row.when {
            None => before.clone().any(|other| other.when.is_none()),
            Some(condition) => {
                let mut wanted: Vec<_> =
                    before.clone().filter_map(|other| Some((other.when.as_ref()?, false))).collect();
                wanted.push((condition, true));
                matches!(satisfy(procedure, &wanted), Sat::No)
            }
        };
        if taken {
            let message = match before.clone().next() {
                Some(_) => crate::text!(
                    en: "this row never applies: the rows before it take all its cases",
                    vi: "dòng này không bao giờ áp dụng: các dòng trước đã bao hết trường hợp của nó"
                ),
                None => crate::text!(
                    en: "this row never applies: its condition cannot hold",
                    vi: "dòng này không bao giờ áp dụng: điều kiện không thể xảy ra"
                ),
            };
            let finding = out.report(&UNCOVERED_CASE, row.span, message);
            finding.help(crate::text!(en: "remove it, or correct its condition", vi: "bỏ dòng này, hoặc sửa điều kiện"));
            if let Some(first) = before.clone().next() {
                finding.label(first.span, crate::text!(en: "read first", vi: "được xét trước"));
            }
        }
    }
}

/// A case for which no row in force holds.
fn gap(cx: &Context<'_>, rows: &[&Row], what: &Text, out: &mut Sink) {
    let in_force: Vec<_> = rows.iter().filter(|row| row.period.contains(cx.as_of)).collect();
    let Some(first) = in_force.first() else { return };
    if in_force.iter().any(|row| row.when.is_none()) {
        return;
    }
    let mut wanted: Vec<_> = in_force.iter().filter_map(|row| Some((row.when.as_ref()?, false))).collect();
    // A case with rows of its own takes its cases away from the base's.
    wanted.extend(cx.facts.assumptions());
    match satisfy(cx.procedure, &wanted) {
        Sat::Yes(given) => {
            let case = words::case(cx.procedure, &given);
            let message = Text {
                en: format!("no {} is given for the case that {}", what.en, case.en),
                vi: format!("chưa nêu {} cho trường hợp {}", what.vi, case.vi),
            };
            out.report(&UNCOVERED_CASE, first.span, message).evidence("case", case.en).help(crate::text!(
                en: "add a row without a condition for the rest", vi: "thêm một dòng không điều kiện cho phần còn lại"
            ));
        }
        Sat::Unknown(why) => unknown(why, first.span, out),
        Sat::No => {}
    }
}

/// Two cases that both set a deadline or a process, and may hold at once.
fn cases(procedure: &Procedure, out: &mut Sink) {
    for (at, case) in procedure.cases.iter().enumerate() {
        for other in &procedure.cases[..at] {
            let deadline = case.sets_deadline && other.sets_deadline;
            let process = case.sets_process && other.sets_process;
            let (Some(this), Some(that), true) = (&case.when, &other.when, deadline || process) else { continue };
            match satisfy(procedure, &[(that, true), (this, true)]) {
                Sat::Yes(given) => {
                    let Text { en, vi } = words::case(procedure, &given);
                    let (name, earlier) = (&case.name.text, &other.name.text);
                    let (what, vi_what) = if deadline { ("deadline", "thời hạn") } else { ("process", "quy trình") };
                    let message = crate::text!(
                        en: "`{name}` and `{earlier}` both set a {what}, and both hold when {en}",
                        vi: "`{name}` và `{earlier}` cùng đặt {vi_what}, và cùng đúng khi {vi}"
                    );
                    out.report(&UNCOVERED_CASE, case.span, message)
                        .evidence("case", en)
                        .label(other.span, crate::text!(en: "the other case", vi: "trường hợp kia"))
                        .help(crate::text!(
                            en: "narrow one condition so that the two exclude one another",
                            vi: "thu hẹp một điều kiện để hai trường hợp loại trừ nhau"
                        ));
                }
                Sat::Unknown(why) => unknown(why, case.span, out),
                Sat::No => {}
            }
        }
    }
}

/// Whether every day of `inner` is one of `outer`.
fn covers(outer: &Period, inner: &Period) -> bool {
    let starts = match (&outer.from, &inner.from) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => outer.value <= inner.value,
    };
    let ends = match (&outer.until, &inner.until) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => inner.value <= outer.value,
    };
    starts && ends
}

fn unknown(why: WhyUnknown, at: Span, out: &mut Sink) {
    let missing = match why {
        WhyUnknown::Broken => crate::text!(en: "a condition that can be understood", vi: "điều kiện hiểu được"),
        WhyUnknown::TooMany => crate::text!(en: "a smaller number of cases", vi: "số trường hợp ít hơn để xét hết"),
    };
    out.unknown(&UNCOVERED_CASE, at, missing);
}
