//! Phases and variants whose times contradict those of their steps.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::model::{Atom, Condition, Deadline, DeadlineTime, Flow, Limit, Name, Node, Phase, Process};
use crate::rules::adding::{Amount, Branches, sum};
use crate::rules::timeline::Reading;
use crate::rules::{Check, Context, Rule, walk};

code! {
    /// ## What it does
    /// Finds a phase that promises less than its steps take, phases that together promise more than the limit allows, and
    /// a limit that holds in some cases only (a remote area, a `case`) while nothing in the process tells those cases
    /// apart. A phase that leaves its steps some room is no contradiction.
    /// ## Why it matters
    /// Two official times for one thing cannot both be kept; and ten more days that no step may use are lost, or used by
    /// whoever is first.
    /// ## Nội dung
    /// Tìm giai đoạn có thời hạn ngắn hơn tổng các bước của nó, các giai đoạn cộng lại vượt thời hạn giải quyết, và thời
    /// hạn riêng cho một số trường hợp (vùng khó khăn, `trường hợp`) trong khi quy trình không có bước hay nhánh nào dành
    /// cho trường hợp đó. Giai đoạn dài hơn tổng các bước thì không mâu thuẫn.
    /// ## Vì sao
    /// Hai con số chính thức cho cùng một việc thì không thể giữ cả hai; mười ngày cộng thêm mà không giao cho bước nào
    /// thì bị bỏ phí.
    /// ## Example
    /// ```procedure
    /// procedure p "Giao đất" {
    ///   process {
    ///     phase assess-it "Thẩm định" within 3 days {
    ///       step assess "Thẩm định" within 2 days
    ///       step approve "Phê duyệt" within 1.5 days
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Giao đất" {
    ///   process {
    ///     phase assess-it "Thẩm định" within 3.5 days {
    ///       step assess "Thẩm định" within 2 days
    ///       step approve "Phê duyệt" within 1.5 days
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static SUM_MISMATCH = "time/sum-mismatch", Warning,
        en: "times of phases or variants that contradict the steps", vi: "thời gian giai đoạn hoặc trường hợp không khớp các bước";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &SUM_MISMATCH,
    check: Check::Process(check),
    reads: &["process.flow", "process.phase", "step.within", "procedure.deadline", "procedure.case", "procedure.fact"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    walk::nodes(&process.flow, &mut |node| {
        if let Node::Phase(place, flow) = node {
            phase(process, &process.phases[*place as usize], flow, out);
        }
    });
    phases_together(cx, process, out);
    if process.steps.iter().any(|step| step.within.is_some()) {
        match &cx.procedure.case {
            None => rows_without_timeline(cx, process, out),
            Some(name) => case_without_timeline(cx, process, name, out),
        }
    }
}

/// A phase whose steps take longer than it promises.
fn phase(process: &Process, phase: &Phase, flow: &Flow, out: &mut Sink) {
    let Some((Limit::Duration(promised), at)) = phase.within.as_ref().map(|within| (&within.value, within.span)) else {
        return;
    };
    let steps = sum(process, flow, Branches::Longest);
    let (Some(amount), Some(limit)) = (steps.amount, Amount::of(*promised)) else { return };
    if let Some(by) = amount.excess(limit) {
        let (took, promised, by) = (amount.duration().text(), promised.text(), by.text());
        let name = &phase.name.text;
        let message = Text {
            en: format!("the steps of `{name}` take {}, the phase promises {}", took.en, promised.en),
            vi: format!("các bước của giai đoạn `{name}` mất {}, giai đoạn chỉ ghi {}", took.vi, promised.vi),
        };
        out.report(&SUM_MISMATCH, at, message)
            .evidence("phase", name)
            .evidence("steps", took.en)
            .evidence("promised", promised.en)
            .evidence("excess", by.en)
            .help(crate::text!(
                en: "correct the time of the phase or of its steps",
                vi: "sửa thời gian của giai đoạn hoặc của các bước"
            ));
    } else if let Some(step) = steps.missing.first() {
        let name = &process.step(*step).name.text;
        out.unknown(&SUM_MISMATCH, at, crate::text!(en: "the time of `{name}`", vi: "thời gian của bước `{name}`"));
    }
}

/// Phases, one after the other, that together promise more than a limit.
fn phases_together(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let mut total = Some(Amount::Nothing);
    for node in &process.flow.nodes {
        let Node::Phase(place, _) = node else { continue };
        let phase = &process.phases[*place as usize];
        // A phase with a clock of its own does not run on the procedure's.
        if phase.counted_from.is_some() {
            return;
        }
        if let Some(Limit::Duration(time)) = phase.within.as_ref().map(|within| &within.value) {
            total = total.zip(Amount::of(*time)).and_then(|(sum, one)| sum.plus(one));
        }
    }
    let Some(total) = total else { return };
    for timeline in cx.timelines() {
        let Some(DeadlineTime::Duration(limit)) = timeline.limit.time() else { continue };
        let by = Amount::of(limit).and_then(|limit| total.excess(limit));
        let (Some(by), false) = (by, matches!(timeline.reading, Reading::Over { .. })) else { continue };
        let (took, limit, by) = (total.duration().text(), limit.text(), by.text());
        let message = Text {
            en: format!("the phases together promise {}, {} more than the limit of {}", took.en, by.en, limit.en),
            vi: format!("các giai đoạn cộng lại là {}, vượt {} so với thời hạn {}", took.vi, by.vi, limit.vi),
        };
        out.report(&SUM_MISMATCH, timeline.limit.row.time.span, message)
            .evidence("phases", took.en)
            .evidence("limit", limit.en)
            .evidence("excess", by.en)
            .help(crate::text!(en: "shorten the phases", vi: "rút ngắn các giai đoạn"));
    }
}

/// Longer limits for some cases that the process does not tell apart.
fn rows_without_timeline(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let rows = || cx.procedure.deadlines.iter().filter(|row| row.row.period.contains(cx.as_of));
    let amount = |row: &Deadline| match row.time.value {
        DeadlineTime::Duration(time) => Amount::of(time),
        _ => None,
    };
    for row in rows() {
        let Some(condition) = &row.row.when else { continue };
        // The way of filing is no other case of the work.
        let mut channel_only = true;
        condition.atoms(&mut |atom, _| channel_only &= matches!(atom, Atom::Channel));
        if channel_only && !row.plus {
            continue;
        }
        let longer = row.plus
            || rows().any(|other| {
                !other.plus && other != row && longer_than(amount(row), amount(other), row, other)
            });
        if longer && !tells_apart(process, condition) {
            without_timeline(row, out);
        }
    }
}

/// Whether one limit is longer than another: by the same unit, or beyond what the calendar leaves open.
fn longer_than(one: Option<Amount>, other: Option<Amount>, row: &Deadline, than: &Deadline) -> bool {
    if let (Some(one), Some(other)) = (one, other)
        && std::mem::discriminant(&one) == std::mem::discriminant(&other)
    {
        return one.excess(other).is_some();
    }
    match (row.time.value, than.time.value) {
        (DeadlineTime::Duration(one), DeadlineTime::Duration(other)) => {
            one.work_bounds().least > other.work_bounds().most
        }
        _ => false,
    }
}

/// A case with a longer limit, worked exactly as the base.
fn case_without_timeline(cx: &Context<'_>, process: &Process, name: &Name, out: &mut Sink) {
    let base = cx.base;
    let Some(case) = cx.procedure.cases.iter().find(|case| case.name.text == name.text) else { return };
    let apart = case.when.as_ref().is_some_and(|condition| tells_apart(process, condition));
    if apart || !case.sets_deadline || case.sets_process || base.process.as_ref() != Some(process) {
        return;
    }
    let amount = |row: &Deadline| match row.time.value {
        DeadlineTime::Duration(time) => Amount::of(time),
        _ => None,
    };
    let longer = |row: &&Deadline| {
        !base.deadlines.is_empty()
            && base.deadlines.iter().all(|other| longer_than(amount(row), amount(other), row, other))
    };
    if let Some(row) = cx.procedure.deadlines.iter().find(longer) {
        without_timeline(row, out);
    }
}

fn without_timeline(row: &Deadline, out: &mut Sink) {
    let message = crate::text!(
        en: "this limit is longer, but no step or branch of the process is for these cases",
        vi: "thời hạn này dài hơn nhưng quy trình không có bước hay nhánh nào dành cho trường hợp đó"
    );
    out.report(&SUM_MISMATCH, row.time.span, message).certainty(Certainty::Probable).help(crate::text!(
        en: "say which steps take longer: a branch (`if …`), or `step NAME within …` in the case",
        vi: "ghi bước nào được dài hơn: một nhánh (`nếu …`), hoặc `bước TÊN trong …` ở trường hợp đó"
    ));
}

/// Whether the process tests something that the condition is about.
fn tells_apart(process: &Process, condition: &Condition) -> bool {
    let mut wanted = Vec::new();
    condition.atoms(&mut |atom, _| wanted.push(atom));
    let mut found = condition.is_broken();
    for tested in walk::conditions(process) {
        tested.atoms(&mut |atom, _| found |= wanted.contains(&atom));
    }
    found
}
