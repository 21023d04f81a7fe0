//! What makes a signature a rubber stamp: asked by the rule about any signature and by the one about a higher level.

use super::Context;
use super::powers::is_of;
use super::work::{Adds, adds, at_most, cases, is_described, rejects};
use crate::base::{Certainty, Text};
use crate::model::{Discretion, OrUnknown, Party, Process, Step, StepId, StepKind};

/// A signature that adds nothing, as far as is said: it does not decide, may not choose, and seldom says no.
#[derive(Debug)]
pub(super) struct Stamp {
    /// Who signs.
    pub(super) step: StepId,
    /// The only step before it.
    pub(super) previous: StepId,
    /// How sure that is.
    pub(super) answer: Answer,
}

/// The answer about one signature.
#[derive(Debug)]
pub(super) enum Answer {
    /// It is a stamp, as surely as the numbers allow.
    Yes {
        /// A hint without measured refusals.
        certainty: Certainty,
        /// The share of refusals in millionths, where it is known.
        share: Option<i64>,
    },
    /// This is not said.
    Unknown(Text),
}

/// The steps of a view that only stamp what the step before them has done, and those that may.
pub(super) fn stamps(cx: &Context<'_>) -> Vec<Stamp> {
    let process = cx.facts.process();
    let stamp = |step| {
        let (previous, answer) = stamp(cx, process, step)?;
        Some(Stamp { step, previous, answer })
    };
    process.ids().filter_map(stamp).collect()
}

/// The step before and the answer; `None` for a step that decides, adds something, may choose, or says no too often.
fn stamp(cx: &Context<'_>, process: &Process, id: StepId) -> Option<(StepId, Answer)> {
    let step = process.step(id);
    let name = &step.name.text;
    let signs = [StepKind::Approve, StepKind::Sign].into_iter().any(|kind| step.is_kind(kind));
    if !signs || step.is_kind(StepKind::Decide) || is_statutory(cx, step) {
        return None;
    }
    let previous = cx.order().just_before(id)?;
    match adds(cx.procedure, process, id) {
        Adds::Something => return None,
        Adds::Unknown => {
            let missing = crate::text!(en: "what `{name}` reads and writes", vi: "bước `{name}` xem và lập giấy tờ gì");
            return Some((previous, Answer::Unknown(missing)));
        }
        Adds::Nothing => {}
    }
    let before = process.step(previous);
    if is_described(before) && !reads_only(step, before) {
        return None;
    }
    match step.discretion.as_ref().map(|discretion| discretion.value) {
        Some(OrUnknown::Known(Discretion::None)) => {}
        Some(OrUnknown::Known(_)) => return None,
        Some(OrUnknown::Unknown) | None => {
            let missing = crate::text!(
                en: "how free `{name}` is to say no (`discretion …`)",
                vi: "bước `{name}` được tùy nghi đến đâu (`tùy nghi …`)"
            );
            return Some((previous, Answer::Unknown(missing)));
        }
    }
    let thresholds = &cx.settings.thresholds;
    let share = rejects(step);
    if share.is_some_and(|share| !at_most(share, thresholds.rubber_stamp_rejects)) {
        return None;
    }
    let measured = share.is_some() && cases(cx.procedure).is_some_and(|n| n >= u64::from(thresholds.measured_cases));
    let certainty = if measured { Certainty::Probable } else { Certainty::Hint };
    Some((previous, Answer::Yes { certainty, share }))
}

/// Whether the law names who works the step as the one who decides.
fn is_statutory(cx: &Context<'_>, step: &Step) -> bool {
    let deciders = cx.procedure.decided_by.iter().flat_map(|row| &row.bodies.any_of);
    let bodies: Vec<_> = step.by.iter().flat_map(|by| &by.any_of).collect();
    deciders.into_iter().any(|decider| match decider {
        Party::Body { body: decider, .. } => {
            bodies.iter().any(|party| matches!(party, Party::Body { body, .. } if is_of(decider, body)))
        }
        Party::Applicant(_) => false,
    })
}

/// Whether a step reads nothing but what the one before it has read or written.
fn reads_only(step: &Step, before: &Step) -> bool {
    let known = |data| before.writes.iter().chain(&before.reads).any(|other| other.value == data);
    (step.reads_dossier.is_none() || before.reads_dossier.is_some()) && step.reads.iter().all(|read| known(read.value))
}
