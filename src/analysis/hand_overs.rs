//! Who works the steps of the longest path one after another: changes of hands, and levels of government.

use super::Facts;
use crate::model::{Level, Party, Process, StepId};

/// A case passes from one hand to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandOver {
    /// The last step in the old hand.
    pub from: StepId,
    /// The first step in the new hand.
    pub to: StepId,
    /// Whether both are roles of the same agency in the same place.
    pub same_agency: bool,
}

/// Changes of hands along the longest path, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HandOvers {
    /// The changes.
    pub all: Vec<HandOver>,
    /// Steps on the path of which it is not known who works them; the changes round them are not counted.
    pub unknown: Vec<StepId>,
}

/// The level at which a step is worked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelAt<'a> {
    /// The step.
    pub step: StepId,
    /// The level; `None` where the body is unknown or has no level.
    pub level: Option<&'a Level>,
}

impl HandOvers {
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let process = facts.process();
        let mut found = Self::default();
        let mut last: Option<(StepId, &Party)> = None;
        for step in facts.critical_path().step_ids() {
            let Some(party) = party(process, step) else {
                found.unknown.push(step);
                last = None;
                continue;
            };
            if let Some((from, before)) = last
                && let Some(same_agency) = change(before, party)
            {
                found.all.push(HandOver { from, to: step, same_agency });
            }
            last = Some((step, party));
        }
        found
    }
}

/// Who works a step: the first of several who may.
fn party(process: &Process, step: StepId) -> Option<&Party> {
    let party = process.step(step).by.as_ref()?.any_of.first()?;
    match party {
        Party::Body { body, .. } if body.agency.id.is_none() => None,
        _ => Some(party),
    }
}

/// Whether the hands differ, and if so whether they belong to one agency.
fn change(from: &Party, to: &Party) -> Option<bool> {
    match (from, to) {
        (Party::Applicant(_), Party::Applicant(_)) => None,
        (Party::Body { body: a, other: x }, Party::Body { body: b, other: y }) => {
            let same_place = x == y;
            (!(same_place && a.same(b))).then_some(same_place && a.agency.id == b.agency.id)
        }
        _ => Some(false),
    }
}

impl<'a> LevelAt<'a> {
    pub(super) fn along(facts: &Facts<'a>) -> Vec<Self> {
        let Some(process) = facts.procedure.process.as_ref() else { return Vec::new() };
        let level = |step| match party(process, step)? {
            Party::Body { body, .. } => facts.catalogue.level_of(body, facts.settings.as_of),
            Party::Applicant(_) => None,
        };
        facts.critical_path().step_ids().map(|step| Self { step, level: level(step) }).collect()
    }
}
