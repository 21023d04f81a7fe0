//! How high a body stands: rungs of the levels that exist on a day.

use super::work::{Adds, adds, deciding, hand};
use crate::model::{Body, Catalogue, Level, Procedure, Process, StepId, StepKind};
use crate::time::Date;

/// The rung of a body: the lowest level has one, the highest one, each level between two: below, bodies under another of
/// their level; above, those that stand under none. Commune 1, provincial department 2, provincial People's Committee 3,
/// ministry 4. `None` for a body without a level, or whose level does not exist on the day.
pub(super) fn rung(catalogue: &Catalogue, body: &Body, day: Date) -> Option<u32> {
    let agency = catalogue.agency(body, day)?;
    let level = catalogue.levels.get(agency.level.as_ref()?.id?).at(day)?;
    let mut depths: Vec<u32> =
        catalogue.levels.all.iter().filter_map(|versions| versions.at(day)).filter_map(|level| level.depth).collect();
    depths.sort_unstable();
    depths.dedup();
    depths.reverse();
    let place = depths.iter().position(|depth| Some(*depth) == level.depth)? as u32;
    let is_between = place > 0 && place as usize + 1 < depths.len();
    let upper = is_between && !is_under_its_level(catalogue, body, level, day);
    Some(if place == 0 { 1 } else { 2 * place + u32::from(upper) })
}

/// Whether a body stands under another one of its level.
fn is_under_its_level(catalogue: &Catalogue, body: &Body, level: &Level, day: Date) -> bool {
    let Some(agency) = catalogue.agency(body, day) else { return false };
    let above = agency.under.as_ref().and_then(|under| under.id).map(|id| catalogue.agencies.get(id).near(day));
    let level_above = above.and_then(|above| above.level.as_ref()).map(|level| level.name.text.as_str());
    level_above == Some(level.name.text.as_str())
}

/// Where the work of a process is done.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ladder {
    /// The highest rung of a step that adds something; `None` where none is known.
    pub(super) work: Option<u32>,
    /// That step.
    pub(super) highest: Option<StepId>,
    /// A step that adds something and of which it is not known who works it.
    pub(super) open: Option<StepId>,
}

/// Where the work of a process is done: signing, handing on, receiving and returning apart.
pub(super) fn ladder(catalogue: &Catalogue, procedure: &Procedure, process: &Process, day: Date) -> Ladder {
    let mut found = Ladder::default();
    let decisions = deciding(process);
    for id in process.ids().filter(|id| !decisions.contains(id)) {
        let step = process.step(id);
        let passes = step.main_kind().is_some_and(|kind| APART.contains(&kind));
        if passes || step.by_applicant() || adds(procedure, process, id) != Adds::Something {
            continue;
        }
        match (hand(step), step.by.is_none()) {
            (Some(body), _) => {
                if let Some(rung) = rung(catalogue, body, day).filter(|rung| found.work.is_none_or(|work| *rung > work))
                {
                    found.work = Some(rung);
                    found.highest = Some(id);
                }
            }
            (None, true) => found.open = found.open.or(Some(id)),
            (None, false) => {}
        }
    }
    found
}

const APART: &[StepKind] = {
    use StepKind::{
        Approve, Archive, Assign, Await, CollectFee, Digitise, Display, Issue, Notify, Receive, Register, Return, Sign,
        Transfer,
    };
    &[
        Approve, Archive, Assign, Await, CollectFee, Digitise, Display, Issue, Notify, Receive, Register, Return, Sign,
        Transfer,
    ]
};
