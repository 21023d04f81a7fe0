//! Steps of which no more than words are known: a rule that found nothing because they say nothing has not found that
//! nothing is there.

use super::Rule;
use super::work::is_described;
use crate::base::{Sink, Span, Text};
use crate::model::{Process, Step};

/// Turns *clear* into *unknown* where a step leaves out what the rule reads: of what kind it is, who works it, or, for
/// rules about data alone, what any step reads or writes. The flow is as it is written; rules about it are not meant.
pub(super) fn doubt(rule: &Rule, process: &Process, out: &mut Sink) {
    if !out.findings.is_empty() || !out.unknowns.is_empty() || !meant(rule) {
        return;
    }
    if let Some((at, missing)) = missing(rule, process) {
        out.unknown(rule.code, at, missing);
    }
}

/// Rules about times and papers ask for themselves what they lack.
fn meant(rule: &Rule) -> bool {
    ["steps/", "authority/", "data/", "digital/"].iter().any(|theme| rule.code.id().starts_with(theme))
}

fn missing(rule: &Rule, process: &Process) -> Option<(Span, Text)> {
    let reads = |attribute: &str| rule.reads.contains(&attribute);
    let step = |lacks: fn(&Step) -> bool| process.steps.iter().find(|step| lacks(step));
    let kindless = step(|step| step.kinds.is_empty() && !step.by_applicant()).filter(|_| reads("step.kind"));
    if let Some(step) = kindless {
        let missing = crate::text!(en: "the kind of `{}`", vi: "loại của bước `{}`", step.name.text);
        return Some((step.name.span, missing));
    }
    if let Some(step) = step(|step| step.by.is_none()).filter(|_| reads("step.by")) {
        let missing = crate::text!(en: "who works `{}`", vi: "ai thực hiện bước `{}`", step.name.text);
        return Some((step.name.span, missing));
    }
    let of_data = rule.reads.iter().any(|read| matches!(*read, "step.reads" | "step.writes")) && !reads("step.kind");
    if of_data && !process.steps.iter().any(is_described) {
        let first = process.steps.first()?;
        let missing = crate::text!(en: "what the steps read and write", vi: "các bước xem và lập giấy tờ nào");
        return Some((first.name.span, missing));
    }
    // Durations and papers are known without it.
    if !["steps/", "authority/"].iter().any(|theme| rule.code.id().starts_with(theme)) {
        return None;
    }
    let bare = |step: &Step| step.kinds.is_empty() && step.by.is_none() && step.within.is_none() && !is_described(step);
    let step = process.steps.iter().find(|step| bare(step))?;
    let missing = crate::text!(en: "what `{}` does", vi: "bước `{}` làm gì", step.name.text);
    Some((step.name.span, missing))
}
