//! Which decisions are worth handing down first.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Entry, Limit, OrUnknown, Process, Risk, StepId};
use crate::rules::ladder::{ladder, rung};
use crate::rules::work::{cases, deciding, hand, same_hand};
use crate::rules::{CatalogueContext, Check, Rule};

code! {
    /// ## What it does
    /// Ranks the procedures that are decided above the level of the work (`authority/above-work`) by the cases a year
    /// times what handing down would save: the working days of all steps above that level, and a quarter of a day for each
    /// hand-over to them. Says how the rank changes when the weight of the hand-over is a fifth lower or higher. Visits are
    /// left out: the applicant's way does not change. Without `volume` the rank is unknown.
    ///
    /// The weights are a choice of this tool and no law; the list is a help to choose, not a judgement.
    /// ## Why it matters
    /// Not everything can be handed down at once.
    /// ## Nội dung
    /// Xếp thứ tự các thủ tục quyết định ở cấp cao hơn nơi giải quyết (`authority/above-work`) theo số hồ sơ mỗi năm nhân với
    /// phần tiết kiệm khi giao quyền: số ngày làm việc của các bước ở cấp trên, cộng một phần tư ngày cho mỗi lần chuyển lên.
    /// Nêu thứ hạng thay đổi thế nào khi trọng số lần chuyển giảm hoặc tăng một phần năm. Không tính số lần đi lại vì không
    /// đổi. Không ghi số hồ sơ thì chưa xếp hạng được.
    ///
    /// Trọng số là lựa chọn của công cụ, không phải quy định; danh sách để tham khảo khi chọn.
    /// ## Vì sao
    /// Không thể giao quyền tất cả cùng một lúc.
    /// ## Example
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency committee level province
    /// agency office level province under committee
    /// procedure p "Cấp phép" {
    ///   risk low
    ///   volume 500 per year source "Báo cáo"
    ///   process {
    ///     step assess "Thẩm định" kind assess by office within 1 working day {
    ///       if ineligible then refuse
    ///     }
    ///     step decide "Ký" kind decide by committee within 1 working day
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency committee level province
    /// agency office level province under committee
    /// procedure p "Cấp phép" {
    ///   risk low
    ///   volume 500 per year source "Báo cáo"
    ///   process {
    ///     step assess "Thẩm định" kind assess by office within 1 working day {
    ///       if ineligible then refuse
    ///     }
    ///     step decide "Ký" kind decide by office within 1 working day
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static RANKING = "authority/ranking", Note,
        en: "what to hand down first", vi: "thứ tự ưu tiên giao quyền";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &RANKING,
    check: Check::Catalogue(check),
    reads: &[
        "procedure.volume", "procedure.risk", "procedure.reserved", "step.kind", "step.by", "step.within", "step.writes",
        "step.reads", "step.checks", "step.reaction", "level.under", "level.validity", "agency.level", "agency.under",
    ],
};

/// A decision that could be handed down, and what that would save.
struct Candidate<'a> {
    entry: &'a Entry,
    decision: StepId,
    cases: u64,
    /// Hundredths of minutes of working time above the level of the work.
    time: i64,
    hand_overs: i64,
}

/// A hand-over in hundredths of minutes: a quarter of a working day of eight hours.
const HAND_OVER: i64 = 12_000;

fn check(cx: &CatalogueContext<'_>, out: &mut Sink) {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for entry in cx.catalogue.in_force(cx.as_of) {
        let Some((decision, time, hand_overs)) = could_go_down(cx, entry) else { continue };
        let Some(cases) = cases(&entry.base) else {
            let name = &entry.base.name;
            let missing = crate::text!(en: "how many cases a year (`volume …`)", vi: "số hồ sơ mỗi năm (`số hồ sơ …`)");
            out.unknown(&RANKING, name.span, missing).procedure = Some(name.text.clone());
            continue;
        };
        candidates.push(Candidate { entry, decision, cases, time, hand_overs });
    }
    let ranked = |weight: i64| {
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by_key(|at| {
            let one = &candidates[*at];
            (std::cmp::Reverse(one.score(weight)), &one.entry.base.name.text)
        });
        order
    };
    let all = [ranked(HAND_OVER), ranked(HAND_OVER * 4 / 5), ranked(HAND_OVER * 6 / 5)];
    let count = candidates.len();
    for (at, one) in candidates.iter().enumerate() {
        let places: Vec<usize> = all.iter().filter_map(|order| order.iter().position(|other| *other == at)).map(|place| place + 1).collect();
        let (Some(rank), Some(best), Some(worst)) = (places.first(), places.iter().min(), places.iter().max()) else { continue };
        let name = &one.entry.base.name;
        let Some(process) = &one.entry.base.process else { continue };
        let code = &name.text;
        let message = crate::text!(
            en: "handing down `{code}` comes {rank} of {count} by what it would save a year",
            vi: "giao quyền thủ tục `{code}` xếp thứ {rank} trong {count} theo phần tiết kiệm mỗi năm"
        );
        let days = one.time.saturating_mul(i64::try_from(one.cases).unwrap_or(i64::MAX)) / (100 * 480);
        out.report(&RANKING, name.span, message)
            .of(code.clone())
            .certainty(Certainty::Hint)
            .label(process.step(one.decision).name.span, crate::text!(en: "the decision", vi: "bước quyết định"))
            .evidence("cases a year", one.cases)
            .evidence("working days a year", days)
            .evidence("hand-overs a case", one.hand_overs)
            .evidence("rank with other weights", format!("{best} to {worst}"));
    }
}

impl Candidate<'_> {
    fn score(&self, hand_over: i64) -> i128 {
        i128::from(self.cases) * (i128::from(self.time) + i128::from(self.hand_overs) * i128::from(hand_over))
    }
}

/// The decision of a procedure that could be handed down, the working time above the work, and the hand-overs to it.
fn could_go_down(cx: &CatalogueContext<'_>, entry: &Entry) -> Option<(StepId, i64, i64)> {
    let base = &entry.base;
    let process = base.process.as_ref()?;
    let grade = match base.risk.as_ref()?.value {
        OrUnknown::Known(Risk::Low) => 1,
        OrUnknown::Known(Risk::Medium) => 2,
        OrUnknown::Known(Risk::High) => 3,
        OrUnknown::Unknown => return None,
    };
    let rung = |id: StepId| rung(cx.catalogue, hand(process.step(id))?, cx.as_of);
    let decision = deciding(process).into_iter().max_by_key(|id| rung(*id))?;
    let work = ladder(cx.catalogue, base, process, cx.as_of);
    if base.reserved.is_some() || grade > cx.settings.thresholds.delegable_risk || work.open.is_some() || rung(decision)? <= work.work? {
        return None;
    }
    let low = work.work?;
    let above: Vec<StepId> = process.ids().filter(|id| rung(*id).is_some_and(|rung| rung > low)).collect();
    let time = above.iter().filter_map(|id| time(process, *id)).fold(0_i64, i64::saturating_add);
    let hands = above.windows(2).filter(|pair| same_hand(process.step(pair[0]), process.step(pair[1])) != Some(true)).count();
    Some((decision, time, i64::try_from(hands).unwrap_or(i64::MAX).saturating_add(1)))
}

fn time(process: &Process, id: StepId) -> Option<i64> {
    match process.step(id).within.as_ref()?.value {
        Limit::Duration(time) => Some(time.work_time()?.hundredths()),
        Limit::SameDay(_) | Limit::Unknown => None,
    }
}
