//! Decisions taken above the level where the work is done.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{OrUnknown, Process, Risk, StepId, StepKind};
use crate::rules::ladder::{ladder, rung};
use crate::rules::work::{deciding, hand};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a procedure that is decided on a higher rung than that of any step that adds something to the case (signing,
    /// transferring and returning apart), whose risk is no higher than `delegable-risk` (default medium) and which the law
    /// does not reserve (`reserved`). Rungs: commune 1, provincial department 2, provincial People's Committee 3, ministry
    /// 4. Without `risk`, or where it is not known who decides or works, the answer is unknown.
    ///
    /// The process counts, not the statute: where a power is handed down and used, nothing is found. That nothing reserves
    /// the power nobody states; so it is never more than probable.
    /// ## Why it matters
    /// Whoever did the work knows the case. The level above adds a wait and a signature.
    /// ## Nội dung
    /// Tìm thủ tục được quyết định ở bậc cao hơn mọi bước có thêm nội dung (không kể ký, chuyển, trả kết quả), rủi ro không
    /// vượt `delegable-risk` (mặc định trung bình) và pháp luật không cấm phân cấp. Các bậc: xã 1, sở 2, Ủy ban nhân dân tỉnh
    /// 3, bộ 4. Không ghi rủi ro, hoặc chưa rõ ai quyết định, ai làm thì kết luận là chưa rõ.
    ///
    /// Xét theo quy trình đang làm: nơi đã giao quyền và áp dụng thì không báo. Không ai ghi rõ là pháp luật không cấm nên
    /// kết luận chỉ ở mức có khả năng.
    /// ## Vì sao
    /// Cơ quan trực tiếp thẩm định nắm rõ hồ sơ nhất; trình lên cấp trên làm phát sinh thêm thời gian chờ và một lần ký.
    /// ## Example
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency committee level province
    /// agency office level province under committee
    /// procedure p "Cấp phép" {
    ///   decided by committee
    ///   risk low
    ///   process {
    ///     step assess "Thẩm định" kind assess by office {
    ///       if ineligible then refuse
    ///     }
    ///     step decide "Ký" kind decide by committee
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
    ///   decided by office
    ///   risk low
    ///   process {
    ///     step assess "Thẩm định" kind assess by office {
    ///       if ineligible then refuse
    ///     }
    ///     step decide "Ký" kind decide by office
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static ABOVE_WORK = "authority/above-work", Warning,
        en: "a decision above the level of the work", vi: "quyết định ở cấp cao hơn nơi giải quyết";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &ABOVE_WORK,
    check: Check::Process(check),
    reads: &[
        "step.kind", "step.by", "step.reads", "step.writes", "step.checks", "step.reaction", "procedure.fact",
        "procedure.result", "procedure.reserved", "procedure.risk", "level.under", "level.validity", "agency.level",
        "agency.under", "agency.validity",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    if cx.procedure.reserved.is_some() {
        return;
    }
    let rung = |id: StepId| rung(cx.catalogue, hand(process.step(id))?, cx.as_of);
    let Some(decision) = deciding(process).into_iter().max_by_key(|id| rung(*id)) else { return };
    let step = process.step(decision);
    let name = &step.name.text;
    let Some(high) = rung(decision) else {
        if step.by.is_none() {
            let missing = crate::text!(en: "who works `{name}`", vi: "ai thực hiện bước `{name}`");
            out.unknown(&ABOVE_WORK, step.name.span, missing);
        }
        return;
    };
    let ladder = ladder(cx.catalogue, cx.procedure, process, cx.as_of);
    let Some(low) = ladder.work else {
        let missing = crate::text!(en: "on which level the work is done", vi: "việc được giải quyết ở cấp nào");
        out.unknown(&ABOVE_WORK, step.name.span, missing);
        return;
    };
    if low >= high {
        return;
    }
    if let Some(open) = ladder.open {
        let name = &process.step(open).name.text;
        let missing = crate::text!(en: "who works `{name}`", vi: "ai thực hiện bước `{name}`");
        out.unknown(&ABOVE_WORK, process.step(open).name.span, missing);
        return;
    }
    let risk = match cx.procedure.risk.as_ref().map(|risk| risk.value) {
        Some(OrUnknown::Known(risk)) => risk,
        Some(OrUnknown::Unknown) | None => {
            let missing = crate::text!(en: "how much can go wrong (`risk …`)", vi: "mức rủi ro (`rủi ro …`)");
            out.unknown(&ABOVE_WORK, step.name.span, missing);
            return;
        }
    };
    let grade = match risk {
        Risk::Low => 1,
        Risk::Medium => 2,
        Risk::High => 3,
    };
    if grade > cx.settings.thresholds.delegable_risk {
        return;
    }
    let title = |body| cx.catalogue.spoken_title_of(body, cx.as_of);
    let above = cx.catalogue.title_of(hand(step).expect("it has a rung"), cx.as_of);
    let below = ladder.highest.and_then(|id| hand(process.step(id)));
    // Whoever signs the submission is no mere carrier: it is said.
    let submits = process.ids().take_while(|id| *id != decision).filter(|id| {
        let step = process.step(*id);
        step.is_kind(StepKind::Sign) || step.is_kind(StepKind::Approve)
    });
    let submits = submits.filter(|id| rung(*id).is_some_and(|rung| rung < high)).last();
    let submits = submits.and_then(|id| hand(process.step(id))).filter(|body| below != Some(*body)).map(title);
    let below = below.map(title).unwrap_or_default();
    let message = match submits {
        Some(head) => crate::text!(
            en: "`{name}` is decided by `{above}`, while `{below}` does the work and `{head}` signs the submission",
            vi: "bước `{name}` do `{above}` quyết định, trong khi `{below}` xử lý hồ sơ và `{head}` ký trình"
        ),
        None => crate::text!(
            en: "`{name}` is decided by `{above}`, while the work is done by `{below}`, of a lower level",
            vi: "bước `{name}` do `{above}` quyết định, trong khi `{below}` ở cấp thấp hơn xử lý hồ sơ"
        ),
    };
    let rungs: Vec<_> = process.ids().filter_map(|id| Some(format!("{} {}", process.step(id).name.text, rung(id)?))).collect();
    let finding = out.report(&ABOVE_WORK, step.name.span, message);
    finding.certainty(Certainty::Probable).evidence("decided on rung", high).evidence("worked on rung", low).evidence("ladder", rungs.join(", "));
    if let Some(work) = ladder.highest {
        finding.label(process.step(work).name.span, crate::text!(en: "the highest work", vi: "việc ở cấp cao nhất"));
    }
    finding.help(crate::text!(
        en: "hand the decision down to where the work is done, if no law reserves it (`reserved basis …`)",
        vi: "phân cấp, ủy quyền cho nơi giải quyết, nếu pháp luật không cấm (`không được phân cấp căn cứ …`)"
    ));
}
