//! Loops that nothing bounds.

use crate::base::{Sink, Span};
use crate::code;
use crate::model::{Action, Goal, Node, Process, StepId};
use crate::rules::{Check, Context, Rule, walk};

code! {
    /// ## What it does
    /// Finds a `repeat` without `at most N times`, and jumps back to an earlier step where nothing on the way, neither a
    /// condition nor an end, leads out.
    /// ## Why it matters
    /// A dossier may go round for ever: no time limit can be kept, and none can be computed.
    /// ## Nội dung
    /// Tìm khối `lặp` không ghi `tối đa N lần`, và chỗ quay lại bước trước mà trên vòng đó không có điều kiện hay điểm kết
    /// thúc nào để thoát ra.
    /// ## Vì sao
    /// Hồ sơ có thể quay vòng mãi: không giữ được thời hạn, cũng không tính được thời hạn.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   fact flawed yes/no "Bản vẽ còn lỗi"
    ///   process {
    ///     repeat while flawed {
    ///       step check "Kiểm tra bản vẽ"
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   fact flawed yes/no "Bản vẽ còn lỗi"
    ///   process {
    ///     repeat at most 2 times while flawed {
    ///       step check "Kiểm tra bản vẽ"
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static UNBOUNDED_LOOP = "flow/unbounded-loop", Error,
        en: "a loop that nothing bounds", vi: "vòng lặp không có giới hạn";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &UNBOUNDED_LOOP,
    check: Check::Process(check),
    reads: &["process.flow", "step.reaction", "step.jump"],
};

fn check(_: &Context<'_>, process: &Process, out: &mut Sink) {
    walk::nodes(&process.flow, &mut |node| {
        if let Node::Repeat { limit: None, condition, span, .. } = node {
            let message = match condition {
                Some(_) => crate::text!(
                    en: "this is repeated as long as its condition holds, without a limit",
                    vi: "phần này lặp lại chừng nào điều kiện còn đúng, không có giới hạn số lần"
                ),
                None => crate::text!(
                    en: "this is repeated without a condition and without a limit",
                    vi: "phần này lặp lại không có điều kiện và không có giới hạn số lần"
                ),
            };
            out.report(&UNBOUNDED_LOOP, *span, message).help(crate::text!(
                en: "say how often at most: `repeat at most 2 times`",
                vi: "ghi số lần tối đa: `lặp tối đa 2 lần`"
            ));
        }
    });
    for (from, at, to) in traps(process) {
        let (from, to) = (process.step(from), process.step(to));
        let message = crate::text!(
            en: "`{from}` always goes back to `{to}`, and nothing in between leads out",
            vi: "`{from}` luôn quay lại `{to}`, ở giữa không có lối ra nào",
            from = from.name.text, to = to.name.text
        );
        out.report(&UNBOUNDED_LOOP, at, message)
            .label(to.name.span, crate::text!(en: "the loop begins here", vi: "vòng lặp bắt đầu ở đây"))
            .help(crate::text!(
                en: "say when it goes back (`when …`), or use `repeat at most N times`",
                vi: "ghi khi nào thì quay lại (`khi …`), hoặc dùng `lặp tối đa N lần`"
            ));
    }
}

/// Jumps back without a condition over steps of which none leads elsewhere: from, place, to.
pub(in crate::rules) fn traps(process: &Process) -> Vec<(StepId, Span, StepId)> {
    let mut found = Vec::new();
    for from in process.ids() {
        let [jump] = process.step(from).jumps.as_slice() else { continue };
        let (Goal::Step(to), None) = (jump.to, &jump.when) else { continue };
        let round = to.0..=from.0;
        let leads_out = |step: StepId| {
            let step = process.step(step);
            let out = |goal: Goal| match goal {
                Goal::Step(to) => !round.contains(&to.0),
                Goal::End(_) | Goal::Unknown => true,
            };
            let ask_ends = |action: &Action| match action {
                Action::Go(goal) => out(*goal),
                Action::Ask(ask) => ask.otherwise.is_some(),
            };
            step.jumps.iter().any(|jump| out(jump.to)) || step.reactions.iter().any(|r| ask_ends(&r.action))
        };
        let back = to <= from;
        if back && !round.clone().map(StepId).any(leads_out) && !ends_within(process, to, from) {
            found.push((from, jump.span, to));
        }
    }
    found
}

/// Whether a choice or an end stands between two steps of the text: a way out that is not a jump.
fn ends_within(process: &Process, first: StepId, last: StepId) -> bool {
    let (start, end) = (process.step(first).span.start, process.step(last).span.end);
    let mut found = false;
    walk::nodes(&process.flow, &mut |node| {
        let at = match node {
            Node::End(end) => Some(end.span),
            Node::Choice { span, .. } => Some(*span),
            _ => None,
        };
        found |= at.is_some_and(|span| start <= span.start && span.end <= end);
    });
    found
}
