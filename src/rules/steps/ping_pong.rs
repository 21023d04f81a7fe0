//! Cases that go back and forth between two hands.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Process, Step, StepId, StepKind};
use crate::rules::work::{Adds, adds, is_described, party, same_hand};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds, on the longest way through a process, a case that goes from one hand to a second, back to the first, and
    /// what the second hand did is not read by the first when it works on; or that goes back and forth twice. What comes
    /// after the decision (register, issue, digitise, notify, return, archive) does not count as coming back, nor does
    /// what the applicant does; whether a consultation is needed `steps/redundant-consultation` judges.
    /// ## Why it matters
    /// Each turn costs a wait. One visit with all questions would do.
    /// ## Nội dung
    /// Tìm trên đường đi dài nhất: hồ sơ chuyển từ người thứ nhất sang người thứ hai rồi quay lại người thứ nhất, mà người
    /// thứ nhất không dùng đến việc người thứ hai đã làm; hoặc chuyển qua lại hai vòng. Việc sau quyết định (vào sổ, phát
    /// hành, số hóa, thông báo, trả kết quả, lưu trữ) việc của người nộp và việc lấy ý kiến (xem `steps/redundant-consultation`) không tính.
    /// ## Vì sao
    /// Mỗi vòng là một lần chờ. Gộp lại một lần là đủ.
    /// ## Example
    /// ```procedure
    /// agency commune-pc {
    ///   role officer
    ///   role head
    /// }
    /// procedure p "Cấp phép" {
    ///   document request "Đơn" original 1
    ///   process {
    ///     step assess "Thẩm định" kind assess by commune-pc/officer within 4 hours
    ///     step look "Xem qua" kind review by commune-pc/head within 4 hours {
    ///       reads request
    ///     }
    ///     step draft "Soạn" kind draft by commune-pc/officer within 4 hours {
    ///       reads request
    ///       writes paper
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency commune-pc {
    ///   role officer
    ///   role head
    /// }
    /// procedure p "Cấp phép" {
    ///   document request "Đơn" original 1
    ///   process {
    ///     step assess "Thẩm định" kind assess by commune-pc/officer within 4 hours
    ///     step draft "Soạn" kind draft by commune-pc/officer within 4 hours {
    ///       reads request
    ///       writes paper
    ///     }
    ///     step look "Xem qua" kind review by commune-pc/head within 4 hours {
    ///       reads paper
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static PING_PONG = "steps/ping-pong", Warning,
        en: "a case that goes back and forth", vi: "hồ sơ chuyển qua chuyển lại";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &PING_PONG,
    check: Check::Process(check),
    reads: &[
        "process.flow", "step.by", "step.within", "step.kind", "step.reads", "step.writes", "step.reaction", "step.jump",
        "procedure.fact",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let way: Vec<StepId> = cx.facts.critical_path().step_ids().collect();
    let Some(runs) = runs(process, &way) else {
        let step = way.iter().map(|id| process.step(*id)).find(|step| !is_known(step));
        if let Some(step) = step.filter(|_| way.len() > 2) {
            let name = &step.name.text;
            let missing = crate::text!(en: "who works `{name}`", vi: "ai thực hiện bước `{name}`");
            out.unknown(&PING_PONG, step.name.span, missing);
        }
        return;
    };
    let same = |a: usize, b: usize| same_hand(process.step(runs[a][0]), process.step(runs[b][0])) == Some(true);
    for middle in 1..runs.len().saturating_sub(1) {
        let (there, back) = (&runs[middle], &runs[middle + 1]);
        let step = process.step(back[0]);
        let outside = process.step(runs[middle - 1][0]).by_applicant() || process.step(there[0]).by_applicant();
        let asked = there.iter().any(|id| {
            process.step(*id).main_kind().is_some_and(|kind| [StepKind::Consult, StepKind::Await].contains(&kind))
        });
        if !same(middle - 1, middle + 1) || outside || asked || back.iter().all(|id| is_aftermath(process.step(*id))) {
            continue;
        }
        let twice = middle + 2 < runs.len()
            && same(middle, middle + 2)
            && !runs[middle + 2].iter().all(|id| is_aftermath(process.step(*id)));
        let decided = there.iter().any(|id| process.step(*id).is_kind(StepKind::Decide));
        let added: Vec<_> = there.iter().map(|id| adds(cx.procedure, process, *id)).collect();
        let unknown = added.contains(&Adds::Unknown) || !back.iter().any(|id| is_described(process.step(*id)));
        let used = there.iter().flat_map(|id| &process.step(*id).writes).any(|data| {
            back.iter().any(|id| process.step(*id).reads.iter().any(|read| read.value == data.value))
        });
        let useless = !used && !decided && !finds_a_fact(cx, there);
        if useless && unknown && !twice {
            let name = &process.step(there[0]).name.text;
            let missing = crate::text!(
                en: "what `{name}` adds and the step after it reads", vi: "bước `{name}` lập gì và bước sau xem gì"
            );
            out.unknown(&PING_PONG, process.step(there[0]).name.span, missing);
        } else if useless || twice {
            let names = [middle - 1, middle, middle + 1].map(|run| {
                process.step(*runs[run].last().expect("a run has a step")).name.text.clone()
            });
            let [one, other, _] = &names;
            let name = &step.name.text;
            let message = crate::text!(
                en: "after `{one}` the case goes away to `{other}` and comes back at `{name}` to the same hand",
                vi: "sau bước `{one}`, hồ sơ chuyển đi ở bước `{other}` rồi quay lại chính người đó ở bước `{name}`"
            );
            out.report(&PING_PONG, step.name.span, message)
                .certainty(Certainty::Probable)
                .label(process.step(there[0]).name.span, crate::text!(en: "it goes away here", vi: "chuyển đi ở đây"))
                .help(crate::text!(
                    en: "let each hand do all its work in one visit", vi: "để mỗi người làm hết phần việc trong một lần"
                ));
        }
    }
}

/// Steps worked one after another by one hand; `None` where a hand is not known.
fn runs(process: &Process, way: &[StepId]) -> Option<Vec<Vec<StepId>>> {
    let mut runs: Vec<Vec<StepId>> = Vec::new();
    for id in way {
        let step = process.step(*id);
        if !is_known(step) {
            return None;
        }
        match runs.last_mut() {
            Some(run) if same_hand(process.step(run[0]), step) == Some(true) => run.push(*id),
            _ => runs.push(vec![*id]),
        }
    }
    Some(runs)
}

fn is_known(step: &Step) -> bool {
    party(step).is_some() && same_hand(step, step).is_some()
}

/// Whether a step only carries out what has been decided.
fn is_aftermath(step: &Step) -> bool {
    use StepKind::{Archive, CollectFee, Digitise, Display, Issue, Notify, Register, Return};
    step.main_kind()
        .is_some_and(|kind| [Archive, CollectFee, Digitise, Display, Issue, Notify, Register, Return].contains(&kind))
}

fn finds_a_fact(cx: &Context<'_>, steps: &[StepId]) -> bool {
    use crate::model::FactOrigin;
    cx.procedure.facts.iter().any(|fact| matches!(fact.origin, FactOrigin::FoundBy(Some(by), _) if steps.contains(&by)))
}
