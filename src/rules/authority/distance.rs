//! Decisions far above the desk, and cases that change levels often.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Process, Step, StepId, StepKind};
use crate::rules::ladder::rung;
use crate::rules::work::{deciding, does_only, hand};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a process that decides at least `distance` rungs (default 2) above the lowest desk that receives, or whose
    /// longest way changes the level at least so often. Rungs as in `authority/above-work`; a change of level is one from
    /// commune to province, not from department to committee, and not the way of the result back to who hands it out or carries it out. Where it is not known who decides or receives, the answer is
    /// unknown. Bodies without a level (court, tax office) are passed over.
    /// ## Why it matters
    /// Each level is another building, another queue and another system.
    /// ## Nội dung
    /// Tìm quy trình quyết định cao hơn nơi tiếp nhận thấp nhất từ `distance` bậc trở lên (mặc định 2), hoặc đường đi dài nhất
    /// chuyển cấp từ ngần ấy lần. Bậc như ở `authority/above-work`; chuyển cấp là từ xã lên tỉnh, không phải từ sở lên Ủy ban, cũng không phải chuyển kết quả về nơi trả, nơi thực hiện.
    /// Chưa rõ ai quyết định hoặc tiếp nhận thì kết luận là chưa rõ. Cơ quan không có cấp (tòa án, thuế) không tính.
    /// ## Vì sao
    /// Mỗi cấp là thêm một trụ sở, một hàng chờ, một hệ thống.
    /// ## Example
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency committee level province
    /// agency commune-pc level commune
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step receive "Tiếp nhận" kind receive by commune-pc within 1 hour
    ///     step decide "Ký" kind decide by committee within 1 hour {
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency committee level province
    /// agency commune-pc level commune
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step receive "Tiếp nhận" kind receive by commune-pc within 1 hour
    ///     step decide "Ký" kind decide by commune-pc within 1 hour {
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static DISTANCE = "authority/distance", Note,
        en: "a decision far above the desk", vi: "nơi quyết định ở xa nơi tiếp nhận";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &DISTANCE,
    check: Check::Process(check),
    reads: &[
        "process.flow", "step.kind", "step.by", "step.within", "step.reaction", "step.jump", "level.under", "level.validity",
        "agency.level", "agency.under",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let limit = cx.settings.thresholds.distance;
    let rung = |id: StepId| rung(cx.catalogue, hand(process.step(id))?, cx.as_of);
    let receives: Vec<StepId> = process.ids().filter(|id| process.step(*id).is_kind(StepKind::Receive)).collect();
    let desk = receives.iter().filter_map(|id| Some((rung(*id)?, *id))).min();
    let decisions = deciding(process);
    let decision = decisions.iter().filter_map(|id| Some((rung(*id)?, *id))).max();
    let levels: Vec<_> = cx.facts.levels().into_iter().filter_map(|at| Some((at.step, at.level?.name.text.as_str()))).collect();
    let decided = levels.iter().rposition(|(id, _)| decisions.contains(id)).map_or(levels.len(), |last| last + 1);
    let changes = levels[..decided].windows(2).filter(|pair| pair[0].1 != pair[1].1).map(|pair| pair[1].0);
    let changes: Vec<StepId> = changes.filter(|id| !only_hands_out(process.step(*id))).collect();
    let far = desk.zip(decision).filter(|((low, _), (high, _))| high.saturating_sub(*low) >= limit);
    if far.is_none() && changes.len() < limit as usize {
        let open = receives.iter().chain(&decisions).find(|id| process.step(**id).by.is_none());
        if let Some(step) = open.map(|id| process.step(*id)) {
            let name = &step.name.text;
            let missing = crate::text!(en: "who works `{name}`", vi: "ai thực hiện bước `{name}`");
            out.unknown(&DISTANCE, step.name.span, missing);
        }
        return;
    }
    let times = changes.len();
    let (message, at) = if let Some(((low, desk), (high, decision))) = far {
            let (one, other) = (&process.step(desk).name.text, &process.step(decision).name.text);
            let rungs = high - low;
            let message = crate::text!(
                en: "`{other}` decides {rungs} rungs above the desk at `{one}`", vi: "bước `{other}` quyết định cao hơn nơi tiếp nhận ở bước `{one}` {rungs} bậc"
            );
            (message, decision)
    } else {
            let message = crate::text!(
                en: "the case changes its level {times} times", vi: "hồ sơ chuyển cấp {times} lần"
            );
            (message, *changes.first().expect("there are changes"))
    };
    let finding = out.report(&DISTANCE, process.step(at).name.span, message);
    finding.certainty(Certainty::Probable).evidence("changes of level", times);
    for id in changes.iter().filter(|id| **id != at) {
        finding.label(process.step(*id).name.span, crate::text!(en: "another level", vi: "chuyển cấp"));
    }
    finding.help(crate::text!(en: "decide nearer to the applicant", vi: "quyết định ở cấp gần người dân hơn"));
}

/// Whether a step only hands the result out, or tells of it.
fn only_hands_out(step: &Step) -> bool {
    does_only(step, &[StepKind::Archive, StepKind::Notify, StepKind::Return])
}
