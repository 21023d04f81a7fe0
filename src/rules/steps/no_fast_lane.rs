//! Cases that must pass an examination which is not about them.

use crate::analysis::{Sat, satisfy};
use crate::base::{Certainty, Sink, similar};
use crate::code;
use crate::model::{Condition, Flow, Node, OrUnknown, Process, Requirement, Risk, Step, StepId, StepKind};
use crate::rules::work::millionths;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Looks, in a procedure of low risk, at the examinations that every case passes and that check only requirements
    /// which hold under a condition (`condition … when C`). For the cases in which none of these conditions holds the
    /// step is beside the point. Finds it where these cases are at least the share `fast-lane-share` (default 20 %). The
    /// share is taken from a branch of the process on the same condition that gives its `probability`; without one, or
    /// without `risk`, the answer is unknown.
    /// ## Why it matters
    /// Simple cases wait for what only the others need.
    /// ## Nội dung
    /// Trong thủ tục có rủi ro thấp, xét các bước xem xét mà mọi hồ sơ đều phải qua nhưng chỉ xét những điều kiện áp dụng có
    /// điều kiện (`điều kiện … khi C`). Với hồ sơ không thuộc trường hợp nào trong đó thì bước này không liên quan. Báo khi
    /// số hồ sơ như vậy chiếm ít nhất `fast-lane-share` (mặc định 20 %), lấy theo `xác suất` của nhánh có cùng điều kiện;
    /// không có thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Hồ sơ đơn giản phải chờ việc chỉ cần cho hồ sơ khác.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   risk low
    ///   fact big yes/no
    ///   condition safe "An toàn" when big
    ///   process {
    ///     step visit "Khảo sát" kind inspect {
    ///       checks safe
    ///     }
    ///     if big {
    ///       probability 0.3 source "Báo cáo"
    ///       step plan "Lập phương án" kind draft
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   risk low
    ///   fact big yes/no
    ///   condition safe "An toàn" when big
    ///   process {
    ///     if big {
    ///       probability 0.3 source "Báo cáo"
    ///       step visit "Khảo sát" kind inspect {
    ///         checks safe
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static NO_FAST_LANE = "steps/no-fast-lane", Note,
        en: "an examination that many cases pass for nothing", vi: "hồ sơ đơn giản chưa có luồng riêng";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &NO_FAST_LANE,
    check: Check::Process(check),
    reads: &["process.flow", "process.probability", "step.kind", "step.checks", "procedure.condition", "procedure.risk", "procedure.fact"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let mut steps = Vec::new();
    always(&process.flow, &mut steps);
    for id in steps {
        let step = process.step(id);
        let Some(conditions) = conditions(cx, step) else { continue };
        let mut none: Vec<_> = conditions.iter().map(|condition| (*condition, false)).collect();
        none.extend(cx.facts.assumptions());
        if satisfy(cx.procedure, &none) == Sat::No {
            continue;
        }
        let name = &step.name.text;
        match cx.procedure.risk.as_ref().map(|risk| risk.value) {
            Some(OrUnknown::Known(Risk::Low)) => {}
            Some(OrUnknown::Known(_)) => continue,
            Some(OrUnknown::Unknown) | None => {
                let missing = crate::text!(en: "how much can go wrong (`risk …`)", vi: "mức rủi ro (`rủi ro …`)");
                out.unknown(&NO_FAST_LANE, step.name.span, missing);
                continue;
            }
        }
        let Some(share) = share(cx, process, &conditions) else {
            let missing = crate::text!(
                en: "how many cases `{name}` is about (`probability` of a branch on the same condition)",
                vi: "tỷ lệ hồ sơ mà bước `{name}` liên quan (`xác suất` của nhánh cùng điều kiện)"
            );
            out.unknown(&NO_FAST_LANE, step.name.span, missing);
            continue;
        };
        let threshold = i64::from(cx.settings.thresholds.fast_lane_share.ten_thousandths) * 100;
        if share < threshold {
            continue;
        }
        let percent = format!("{}.{:02}", share / 10_000, share % 10_000 / 100);
        let percent_vi = percent.replace('.', ",");
        let message = crate::text!(
            en: "`{name}` checks nothing that concerns {percent} % of the cases, and all of them pass it",
            vi: "bước `{name}` không xét điều gì liên quan đến {percent_vi} % số hồ sơ nhưng hồ sơ nào cũng phải qua"
        );
        out.report(&NO_FAST_LANE, step.name.span, message)
            .certainty(Certainty::Probable)
            .evidence("share", format!("{percent} %"))
            .help(crate::text!(
                en: "put it into the branch of the cases that it is about, and check the others afterwards by sample",
                vi: "chỉ làm với hồ sơ liên quan, hồ sơ khác hậu kiểm theo mẫu"
            ));
    }
}

/// The steps that stand in no alternative.
fn always(flow: &Flow, steps: &mut Vec<StepId>) {
    for node in &flow.nodes {
        match node {
            Node::Step(id) => steps.push(*id),
            Node::Parallel { branches, .. } => branches.iter().for_each(|(_, flow)| always(flow, steps)),
            Node::Repeat { body, .. } | Node::Phase(_, body) => always(body, steps),
            Node::Choice { .. } | Node::End(_) => {}
        }
    }
}

/// The conditions of all requirements that an examination checks; `None` where one holds for every case, or it checks
/// something else.
fn conditions<'a>(cx: &Context<'a>, step: &Step) -> Option<Vec<&'a Condition>> {
    use StepKind::{Assess, Check, Consult, Inspect, Meet};
    let examines = [Check, Assess, Inspect, Consult, Meet].into_iter().any(|kind| step.is_kind(kind));
    if !examines || step.checks.is_empty() || step.is_kind(StepKind::Receive) || step.is_kind(StepKind::Decide) {
        return None;
    }
    let requirement = |name: &str| -> Option<&'a Requirement> {
        let key = similar::key(name);
        cx.procedure.conditions.iter().find(|one| similar::key(&one.name.text) == key)
    };
    step.checks.iter().map(|name| requirement(&name.text)?.row.when.as_ref()).collect()
}

/// The share of cases, in millionths, in which none of the conditions holds.
fn share(cx: &Context<'_>, process: &Process, conditions: &[&Condition]) -> Option<i64> {
    let [first, others @ ..] = conditions else { return None };
    let never = |a: (&Condition, bool), b: (&Condition, bool)| satisfy(cx.procedure, &[a, b]) == Sat::No;
    let same = |a: &Condition, b: &Condition| never((a, true), (b, false)) && never((a, false), (b, true));
    if !others.iter().all(|other| same(first, other)) {
        return None;
    }
    let mut found = None;
    crate::rules::walk::nodes(&process.flow, &mut |node| {
        let Node::Choice { options, .. } = node else { return };
        for option in options {
            let given = option.flow.probability.as_ref().and_then(|given| match given.value {
                OrUnknown::Known(share) => millionths(share),
                OrUnknown::Unknown => None,
            });
            if let (Some(condition), Some(given)) = (&option.condition, given)
                && same(first, condition)
            {
                found = found.or(Some(1_000_000 - given));
            }
        }
    });
    found
}
