//! Processes that are not receipt, handling, return, and the moves that make them so.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::model::{Process, StepId, StepKind};
use crate::rules::work::{Adds, adds, deciding, same_hand};
use crate::rules::{Check, Context, Rule};
use std::cmp::Ordering;

code! {
    /// ## What it does
    /// Writes the longest way through a process as runs of three classes: receipt (receive, digitise, collect a fee),
    /// handling (transfer, assign, check, assess, inspect, consult, meet, draft, review, await) and return (approve, decide,
    /// sign, issue, register, display, notify, return, archive). Where it is not one run of each in this order, it lists
    /// the fewest steps that stand in the way and what to do with each: drop, merge, or move. It only puts together what
    /// other rules find; it is a hint.
    ///
    /// What is digitised, handed over or paid after the decision belongs to the return: it is the result that is digitised
    /// then. What is posted or announced before the decision is handling, and what is examined after it (a check by
    /// sample, an objection) stands outside. Without the kind of every step on the way the answer is unknown.
    /// ## Why it matters
    /// The three-step process is the target of the reform. The list says how far away it is, and the way there.
    /// ## Nội dung
    /// Viết đường đi dài nhất thành các đoạn thuộc ba nhóm: tiếp nhận (tiếp nhận, số hóa, thu phí), giải quyết (chuyển hồ
    /// sơ, phân công, kiểm tra, thẩm định, khảo sát, lấy ý kiến, họp, dự thảo, soát xét, chờ) và trả kết quả (phê duyệt,
    /// quyết định, ký, phát hành, vào sổ, niêm yết, thông báo, trả kết quả, lưu hồ sơ). Nếu không phải mỗi nhóm một đoạn
    /// theo đúng thứ tự, quy tắc liệt kê ít bước nhất cần xử lý và cách xử lý từng bước: bỏ, gộp hoặc chuyển chỗ. Đây chỉ
    /// là tổng hợp từ các quy tắc khác, ở mức gợi ý.
    ///
    /// Việc số hóa, bàn giao, thu phí sau khi quyết định thuộc nhóm trả kết quả. Việc niêm yết, thông báo trước khi quyết
    /// định thuộc nhóm giải quyết; việc kiểm tra sau quyết định (hậu kiểm, giải quyết khiếu nại) không tính. Chưa biết loại của mọi bước trên đường đi
    /// thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Quy trình ba bước là mục tiêu cải cách. Danh sách cho biết còn cách bao xa và làm thế nào để đạt được.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step receive "Tiếp nhận" kind receive within 1 hour
    ///     step sign "Ký Tờ trình" kind sign within 1 hour
    ///     step assess "Thẩm định" kind assess within 1 hour {
    ///       if ineligible then refuse
    ///     }
    ///     step decide "Ký" kind decide within 1 hour
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step receive "Tiếp nhận" kind receive within 1 hour
    ///     step assess "Thẩm định" kind assess within 1 hour {
    ///       if ineligible then refuse
    ///     }
    ///     step decide "Ký" kind decide within 1 hour
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static BEYOND_THREE = "steps/beyond-three", Note,
        en: "a process that is not receipt, handling, return", vi: "quy trình chưa đạt ba bước";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &BEYOND_THREE,
    check: Check::Process(check),
    reads: &[
        "process.flow", "step.kind", "step.by", "step.within", "step.reads", "step.writes", "step.checks", "step.reaction",
        "step.jump", "procedure.fact", "procedure.result",
    ],
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Receipt,
    Handling,
    Return,
}

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    use StepKind::{Assess, Check, Consult, Inspect};
    let mut way: Vec<StepId> = cx.facts.critical_path().step_ids().collect();
    let last_decision = |way: &[StepId]| way.iter().rposition(|id| deciding(process).contains(id));
    if let Some(decision) = last_decision(&way) {
        let mut at = 0;
        way.retain(|id| {
            at += 1;
            let examines = process.step(*id).main_kind().is_some_and(|kind| [Check, Assess, Inspect, Consult].contains(&kind));
            at <= decision + 1 || !examines
        });
    }
    let decision = last_decision(&way);
    let classes: Option<Vec<Class>> = way
        .iter()
        .enumerate()
        .map(|(at, id)| Some(class(process.step(*id).main_kind()?, decision.map(|decision| at.cmp(&decision)))))
        .collect();
    let Some(classes) = classes else {
        if let Some(step) = way.iter().map(|id| process.step(*id)).find(|step| step.kinds.is_empty()) {
            let name = &step.name.text;
            let missing = crate::text!(en: "the kind of `{name}`", vi: "loại của bước `{name}`");
            out.unknown(&BEYOND_THREE, step.name.span, missing);
        }
        return;
    };
    let runs = runs(&classes);
    let out_of_place = out_of_place(&classes);
    if out_of_place.is_empty() {
        return;
    }
    let moves: Vec<_> = out_of_place.iter().map(|at| (way[*at], advice(cx, process, &way, &classes, *at))).collect();
    let Text { en: list, vi: list_vi } = Text::join(&moves.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>(), "; ");
    let count = runs.len();
    let message = crate::text!(
        en: "{count} stretches instead of receipt, handling, return; to reach three: {list}",
        vi: "{count} chặng thay vì tiếp nhận, giải quyết, trả kết quả; để còn ba chặng: {list_vi}"
    );
    let shown: String = runs.iter().map(|class| class.word()).collect::<Vec<_>>().join(" · ");
    let finding = out.report(&BEYOND_THREE, process.span, message);
    finding.certainty(Certainty::Hint).evidence("runs", shown).evidence("moves", moves.len()).evidence("extra runs", count.saturating_sub(3));
    for (id, text) in moves {
        finding.label(process.step(id).name.span, text);
    }
}

impl Class {
    fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Handling => "handling",
            Self::Return => "return",
        }
    }
}

/// The class of a kind; `decision`: whether the step comes before or after the last decision.
fn class(kind: StepKind, decision: Option<Ordering>) -> Class {
    use StepKind::{
        Approve, Archive, CollectFee, Decide, Digitise, Display, Issue, Notify, Receive, Register, Return, Sign, Transfer,
    };
    match kind {
        Digitise | CollectFee | Transfer if decision == Some(Ordering::Greater) => Class::Return,
        Display | Notify if decision == Some(Ordering::Less) => Class::Handling,
        Receive | Digitise | CollectFee => Class::Receipt,
        Approve | Archive | Decide | Display | Issue | Notify | Register | Return | Sign => Class::Return,
        _ => Class::Handling,
    }
}

fn runs(classes: &[Class]) -> Vec<Class> {
    let mut runs = classes.to_vec();
    runs.dedup();
    runs
}

/// The fewest places that must go so that the rest is receipt, handling, return.
fn out_of_place(classes: &[Class]) -> Vec<usize> {
    let kept = |first: usize, second: usize| {
        let wanted = move |at: usize| {
            if at < first { Class::Receipt } else if at < second { Class::Handling } else { Class::Return }
        };
        classes.iter().enumerate().filter(move |(at, class)| **class == wanted(*at)).map(|(at, _)| at).collect::<Vec<_>>()
    };
    // The best end of the receipt for every end of the handling, in one pass: prefix counts.
    let count = |of: Class| {
        let mut sum = vec![0_usize];
        sum.extend(classes.iter().scan(0, |sum, class| {
            *sum += usize::from(*class == of);
            Some(*sum)
        }));
        sum
    };
    let (receipt, handling, rest) = (count(Class::Receipt), count(Class::Handling), count(Class::Return));
    let (mut best, mut first) = ((0, 0, 0), 0);
    for second in 0..=classes.len() {
        if receipt[second] + handling[first] > receipt[first] + handling[second] {
            first = second;
        }
        let all = receipt[first] + handling[second] - handling[first] + rest[classes.len()] - rest[second];
        if all > best.0 {
            best = (all, first, second);
        }
    }
    let kept = kept(best.1, best.2);
    (0..classes.len()).filter(|at| !kept.contains(at)).collect()
}

/// What to do with a step that stands in the way.
fn advice(cx: &Context<'_>, process: &Process, way: &[StepId], classes: &[Class], at: usize) -> Text {
    let step = process.step(way[at]);
    let name = &step.name.text;
    let idle = adds(cx.procedure, process, way[at]) == Adds::Nothing;
    let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| way.get(at));
    let merged = neighbours
        .map(|id| process.step(*id))
        .find(|other| same_hand(step, other) == Some(true) && !other.by_applicant());
    match (classes[at], step.main_kind(), merged) {
        (_, Some(StepKind::Receive), _) => {
            crate::text!(en: "hand over inside the system instead of `{name}`", vi: "chuyển nội bộ trên hệ thống thay cho bước `{name}`")
        }
        (Class::Handling, Some(StepKind::Transfer | StepKind::Assign), _) | (Class::Return, Some(StepKind::Approve | StepKind::Sign | StepKind::Issue), _) if idle => {
            crate::text!(en: "drop `{name}`, which adds nothing", vi: "bỏ bước `{name}` vì không thêm gì")
        }
        (_, _, Some(other)) => {
            let other = &other.name.text;
            crate::text!(en: "merge `{name}` into `{other}`", vi: "gộp bước `{name}` vào bước `{other}`")
        }
        (Class::Receipt, ..) => crate::text!(en: "move `{name}` to the receipt", vi: "chuyển bước `{name}` về lúc tiếp nhận"),
        (Class::Handling, ..) => {
            crate::text!(en: "move `{name}` before the decision", vi: "chuyển bước `{name}` lên trước khi quyết định")
        }
        (Class::Return, ..) => {
            crate::text!(en: "leave `{name}` to who decides at the end", vi: "để người quyết định cuối cùng làm thay bước `{name}`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Class::{Handling as H, Receipt as R, Return as B};
    use super::{out_of_place, runs};

    #[test]
    fn what_is_left_after_the_moves_is_three_runs_in_order_and_no_smaller_set_does_it() {
        // Every word of six letters, against every subset.
        for word in 0..3_usize.pow(6) {
            let classes: Vec<_> = (0..6_u32).map(|at| [R, H, B][word / 3_usize.pow(at) % 3]).collect();
            let gone = out_of_place(&classes);
            let keep = |mask: u32| -> Vec<_> {
                classes.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, class)| *class).collect()
            };
            let fits = |kept: &[super::Class]| runs(kept).windows(2).all(|pair| pair[0] < pair[1]);
            let mask = (0..6).filter(|at| !gone.contains(at)).map(|at| 1 << at).sum();
            assert!(fits(&keep(mask)), "{classes:?} {gone:?}");
            let best = (0..64_u32).filter(|mask| fits(&keep(*mask))).map(u32::count_ones).max().expect("nothing fits");
            assert_eq!(6 - gone.len(), best as usize, "{classes:?}");
        }
    }
}
