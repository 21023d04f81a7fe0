//! Places that ask more than what is published.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::model::{Deadline, DeadlineTime, Procedure};
use crate::rules::adding::Amount;
use crate::rules::elements::{added, published};
use crate::rules::{Check, Context, Rule};
use std::cmp::Ordering;

code! {
    /// ## What it does
    /// Compares how a place works a procedure (`adapt`) with the published one, case by case. Finds papers, conditions, fees and visits that
    /// only the place asks for, a longer time limit, and a process that has more steps than the published one. An element with a citation of
    /// its own is only probable: an act may allow it. A shorter limit, another process of no more steps, and a process where none is
    /// published, are what places may do.
    /// Limits in units that do not compare (working days and days), and a local limit where none is published, are unknown.
    /// ## Why it matters
    /// What a ministry publishes binds everywhere: a further paper is a rule that nobody was allowed to make.
    /// ## Nội dung
    /// So sánh cách thực hiện tại từng nơi (`áp dụng`) với thủ tục đã công bố, theo từng trường hợp. Báo giấy tờ, điều kiện, khoản thu,
    /// lần phải đến mà chỉ nơi đó yêu cầu; thời hạn dài hơn; quy trình nhiều bước hơn quy trình đã công bố. Nội dung có căn cứ riêng thì chỉ
    /// là khả năng vì có thể được luật giao. Rút ngắn thời hạn, đổi quy trình mà không thêm bước thì không báo.
    /// Thời hạn khác đơn vị (ngày làm việc và ngày), hoặc chưa công bố thời hạn, thì chưa kết luận được.
    /// ## Vì sao
    /// Thủ tục do bộ công bố áp dụng ở mọi nơi: thêm một giấy tờ là tự đặt ra quy định.
    /// ## Example
    /// ```procedure
    /// agency commune-pc
    /// place hoa-lac of commune-pc
    /// procedure p "Cấp phép" {
    ///   document request "Đơn" original 1
    /// }
    /// adapt p at hoa-lac {
    ///   document plan "Phương án" original 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency commune-pc
    /// place hoa-lac of commune-pc
    /// procedure p "Cấp phép" {
    ///   deadline 5 working days
    ///   document request "Đơn" original 1
    /// }
    /// adapt p at hoa-lac {
    ///   deadline 3 working days
    /// }
    /// ```
    pub(in crate::rules) static GOLD_PLATING = "law/gold-plating", Warning,
        en: "a place that asks more than is published", vi: "địa phương đặt thêm so với thủ tục đã công bố";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &GOLD_PLATING,
    check: Check::Procedure(check),
    reads: &[
        "adapt", "procedure.condition", "procedure.document", "procedure.fee", "procedure.deadline", "procedure.process",
        "procedure.basis", "step.by", "step.in-person",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let common = published(cx);
    if std::ptr::eq(cx.procedure, common) {
        return;
    }
    for one in added(cx) {
        let (name, Text { en, vi }) = (&one.name, one.kind.text());
        let message = crate::text!(
            en: "{en} `{name}` is not in the published procedure", vi: "{vi} `{name}` không có trong thủ tục đã công bố"
        );
        let certainty = if one.basis.is_empty() { Certainty::Proven } else { Certainty::Probable };
        out.report(&GOLD_PLATING, one.at, message).certainty(certainty).help(crate::text!(
            en: "take it back, or cite the act that allows this place to ask for it",
            vi: "bỏ yêu cầu này, hoặc dẫn văn bản cho phép địa phương quy định"
        ));
    }
    for row in cx.procedure.deadlines.iter().filter(|row| !row.plus && row.row.period.contains(cx.as_of)) {
        limit(cx, common, row, out);
    }
    steps(cx, common, out);
}

/// A local time limit beside the published one of the same condition.
fn limit(cx: &Context<'_>, common: &Procedure, local: &Deadline, out: &mut Sink) {
    let rows = || common.deadlines.iter().filter(|row| !row.plus && row.row.period.contains(cx.as_of));
    if rows().any(|row| row.row.span == local.row.span) || local.time.value == DeadlineTime::Unknown {
        return;
    }
    let beside = rows().find(|row| row.row.when == local.row.when).or_else(|| rows().find(|row| row.row.when.is_none()));
    let Some(beside) = beside.filter(|row| row.time.value != DeadlineTime::Unknown) else {
        let missing = crate::text!(en: "the published time limit", vi: "thời hạn giải quyết đã công bố");
        out.unknown(&GOLD_PLATING, local.time.span, missing);
        return;
    };
    match compare(&local.time.value, &beside.time.value) {
        Some(Ordering::Greater) => {
            let message = crate::text!(
                en: "the time limit here is longer than the published one", vi: "thời hạn tại đây dài hơn thời hạn đã công bố"
            );
            out.report(&GOLD_PLATING, local.time.span, message)
                .label(beside.time.span, crate::text!(en: "the published limit", vi: "thời hạn đã công bố"))
                .help(crate::text!(
                    en: "keep to the published limit: a place may only shorten it",
                    vi: "giữ thời hạn đã công bố: địa phương chỉ được rút ngắn"
                ));
        }
        Some(_) => {}
        None => {
            let missing = crate::text!(
                en: "which limit is longer: they are counted in different units",
                vi: "thời hạn nào dài hơn: hai thời hạn tính theo đơn vị khác nhau"
            );
            out.unknown(&GOLD_PLATING, local.time.span, missing);
        }
    }
}

/// Which limit is longer; `None` where they do not compare.
fn compare(one: &DeadlineTime, other: &DeadlineTime) -> Option<Ordering> {
    match (one, other) {
        (DeadlineTime::Duration(one), DeadlineTime::Duration(other)) if one.unit == other.unit => {
            Some(one.hundredths.cmp(&other.hundredths))
        }
        (DeadlineTime::Duration(one), DeadlineTime::Duration(other)) => {
            let (one, other) = (Amount::of(*one)?, Amount::of(*other)?);
            match (one.excess(other).is_some(), other.excess(one).is_some()) {
                (true, _) => Some(Ordering::Greater),
                (_, true) => Some(Ordering::Less),
                _ => (one == other).then_some(Ordering::Equal),
            }
        }
        (DeadlineTime::SameDay(one), DeadlineTime::SameDay(other)) if one == other => Some(Ordering::Equal),
        _ => None,
    }
}

/// A process with more steps than the published one.
fn steps(cx: &Context<'_>, common: &Procedure, out: &mut Sink) {
    let (Some(local), Some(common)) = (&cx.procedure.process, &common.process) else { return };
    let more = local.steps.len().saturating_sub(common.steps.len());
    if more == 0 {
        return;
    }
    let new: Vec<_> = local.steps.iter().filter(|step| common.named(&step.name.text).is_none()).collect();
    let [first, ..] = new.as_slice() else { return };
    let (here, there) = (local.steps.len(), common.steps.len());
    let message = crate::text!(
        en: "the process here has {here} steps, the published one {there}",
        vi: "quy trình tại đây có {here} bước, quy trình đã công bố có {there} bước"
    );
    let names: Vec<_> = new.iter().map(|step| step.name.text.as_str()).collect();
    out.report(&GOLD_PLATING, first.name.span, message)
        .certainty(Certainty::Probable)
        .evidence("new steps", names.join(", "))
        .help(crate::text!(en: "work without the steps that were added", vi: "bỏ các bước đã thêm"));
}
