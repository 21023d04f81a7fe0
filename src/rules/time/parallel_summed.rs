//! Totals that add up what runs at the same time.

use crate::base::{Certainty, Diagnostic, Edit, Sink, Span, Text};
use crate::code;
use crate::model::{CountedFrom, Deadline, DeadlineTime, Flow, Limit, Node, Process};
use crate::rules::adding::{Amount, Branches, sum};
use crate::rules::{Check, Context, Rule, walk};
use crate::time::Duration;

code! {
    /// ## What it does
    /// Finds a phase or a time limit that equals exactly the sum of all its steps although some of them run side by side
    /// (`parallel`), so that the longest way is shorter.
    /// ## Why it matters
    /// Branches that run at the same time take as long as the longest one. The days of the others are promised for
    /// nothing.
    /// ## Nội dung
    /// Tìm giai đoạn hoặc thời hạn đúng bằng tổng mọi bước, dù một số bước làm `song song` nên đường đi dài nhất ngắn hơn.
    /// ## Vì sao
    /// Các nhánh song song chỉ mất thời gian bằng nhánh dài nhất. Cộng dồn là hẹn thừa ngày.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     phase check-all "Kiểm tra" within 5 working days {
    ///       parallel {
    ///         branch {
    ///           step fire "Phòng cháy" within 3 working days
    ///         }
    ///         branch {
    ///           step environment "Môi trường" within 2 working days
    ///         }
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     phase check-all "Kiểm tra" within 3 working days {
    ///       parallel {
    ///         branch {
    ///           step fire "Phòng cháy" within 3 working days
    ///         }
    ///         branch {
    ///           step environment "Môi trường" within 2 working days
    ///         }
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static PARALLEL_SUMMED = "time/parallel-summed", Warning,
        en: "a total that adds up parallel branches", vi: "tổng thời gian cộng dồn các nhánh song song";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &PARALLEL_SUMMED,
    check: Check::Process(check),
    reads: &["process.flow", "step.within", "procedure.deadline", "procedure.fact"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let mut phases = Vec::new();
    walk::nodes(&process.flow, &mut |node| {
        if let Node::Phase(place, flow) = node {
            phases.push((&process.phases[*place as usize], flow));
        }
    });
    for (phase, flow) in phases {
        if let Some(Limit::Duration(time)) = phase.within.as_ref().map(|within| &within.value) {
            let at = phase.within.as_ref().map_or(phase.span, |within| within.span);
            if let Some((finding, longest)) = compare(process, flow, *time, at, out) {
                // Only a phase: the limit of the procedure is the law's.
                let Text { en, vi } = longest.text();
                let new = longest.show(cx.procedure.language);
                finding.fix(crate::text!(en: "promise {en}", vi: "ghi {vi}"), vec![Edit { at, new }]);
            }
        }
    }
    let whole = |row: &&Deadline| !matches!(row.counted_from, CountedFrom::Step(_));
    for row in cx.procedure.deadlines.iter().filter(whole) {
        if let DeadlineTime::Duration(time) = row.time.value {
            compare(process, &process.flow, time, row.time.span, out);
        }
    }
}

/// Reports a time that adds up what runs at the same time, with the time that would do.
fn compare<'o>(
    process: &Process,
    flow: &Flow,
    declared: Duration,
    at: Span,
    out: &'o mut Sink,
) -> Option<(&'o mut Diagnostic, Duration)> {
    let all = sum(process, flow, Branches::Summed);
    if !all.parallel {
        return None;
    }
    if let Some(step) = all.missing.first() {
        let name = &process.step(*step).name.text;
        out.unknown(&PARALLEL_SUMMED, at, crate::text!(en: "the time of `{name}`", vi: "thời gian của bước `{name}`"));
        return None;
    }
    let (all, way) = (all.amount?, sum(process, flow, Branches::Longest).amount?);
    if Amount::of(declared)? != all || all.excess(way).is_none() {
        return None;
    }
    let (declared, longest) = (declared.text(), way.duration().text());
    let message = Text {
        en: format!("{} adds up branches that run at the same time; the longest way takes {}", declared.en, longest.en),
        vi: format!("{} là tổng cả các nhánh song song; đường đi dài nhất chỉ mất {}", declared.vi, longest.vi),
    };
    let finding = out.report(&PARALLEL_SUMMED, at, message);
    finding
        .certainty(Certainty::Probable)
        .evidence("declared", declared.en)
        .evidence("longest", longest.en)
        .help(crate::text!(
            en: "count the longest branch only", vi: "chỉ tính nhánh dài nhất"
        ));
    Some((finding, way.duration()))
}
