//! What makes a signature a rubber stamp: asked by the rule about any signature and by the one about a higher level.

use super::Context;
use super::order::Order;
use super::powers::is_of;
use super::work::{Adds, adds, at_most, cases, is_described, rejects};
use crate::base::{Certainty, Text};
use crate::model::{Discretion, OrUnknown, Party, Process, Step, StepId, StepKind};

/// The answer about one step.
#[derive(Debug)]
pub(super) enum Stamp {
    /// It decides, adds something, may choose, or says no too often.
    No,
    /// It is one, as surely as the numbers allow.
    Yes {
        /// The only step before it.
        previous: StepId,
        /// A hint without measured refusals.
        certainty: Certainty,
        /// The share of refusals in millionths, where it is known.
        share: Option<i64>,
    },
    /// This is not said.
    Unknown(Text),
}

/// Whether a step only stamps what the step before it has done.
pub(super) fn stamp(cx: &Context<'_>, process: &Process, order: &Order, id: StepId) -> Stamp {
    let step = process.step(id);
    let name = &step.name.text;
    let signs = [StepKind::Approve, StepKind::Sign].into_iter().any(|kind| step.is_kind(kind));
    if !signs || step.is_kind(StepKind::Decide) || is_statutory(cx, step) {
        return Stamp::No;
    }
    let [previous] = order.before(id) else { return Stamp::No };
    match adds(cx.procedure, process, id) {
        Adds::Something => return Stamp::No,
        Adds::Unknown => {
            return Stamp::Unknown(crate::text!(
                en: "what `{name}` reads and writes", vi: "bước `{name}` xem và lập giấy tờ gì"
            ));
        }
        Adds::Nothing => {}
    }
    let before = process.step(*previous);
    if is_described(before) && !reads_only(step, before) {
        return Stamp::No;
    }
    match step.discretion.as_ref().map(|discretion| discretion.value) {
        Some(OrUnknown::Known(Discretion::None)) => {}
        Some(OrUnknown::Known(_)) => return Stamp::No,
        Some(OrUnknown::Unknown) | None => {
            return Stamp::Unknown(crate::text!(
                en: "how free `{name}` is to say no (`discretion …`)",
                vi: "bước `{name}` được tùy nghi đến đâu (`tùy nghi …`)"
            ));
        }
    }
    let thresholds = &cx.settings.thresholds;
    let share = rejects(step);
    if share.is_some_and(|share| !at_most(share, thresholds.rubber_stamp_rejects)) {
        return Stamp::No;
    }
    let measured = share.is_some() && cases(cx.procedure).is_some_and(|n| n >= u64::from(thresholds.measured_cases));
    let certainty = if measured { Certainty::Probable } else { Certainty::Hint };
    Stamp::Yes { previous: *previous, certainty, share }
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
