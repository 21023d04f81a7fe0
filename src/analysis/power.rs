//! Who may decide on a day by what was handed down, and which steps still go above them.

use super::Facts;
use crate::base::similar;
use crate::model::{Body, Delegation, DelegationKind, Party, Step, StepId};
use std::collections::BTreeSet;

/// What the transfers of power in force say of a procedure on a day.
#[derive(Debug, Clone, Default)]
pub struct Powers<'a> {
    /// Transfers that cover the procedure, from devolution to delegation.
    pub in_force: Vec<&'a Delegation>,
    /// Steps worked by a body that handed its power down, or by the office that takes part in such a step.
    pub above: BTreeSet<StepId>,
}

impl<'a> Powers<'a> {
    pub(super) fn of(facts: &Facts<'a>) -> Self {
        let (catalogue, day) = (facts.catalogue, facts.settings.as_of);
        let id = catalogue.procedures.find(&facts.procedure.name.text);
        let covers = |delegation: &&Delegation| {
            delegation.covers.iter().any(|row| {
                let named = id.is_some() && row.procedures.iter().any(|procedure| procedure.id == id);
                let same_field = |field: &str| {
                    facts.procedure.fields.iter().any(|own| similar::key(&own.text) == similar::key(field))
                };
                named || row.fields.iter().any(|field| same_field(&field.text))
            })
        };
        let in_force = |delegation: &&Delegation| delegation.period.contains(day);
        let mut in_force: Vec<_> = catalogue.delegations.iter().filter(in_force).filter(covers).collect();
        // From the widest transfer to the narrowest, as power is handed down.
        let narrowness = |kind| match kind {
            DelegationKind::Devolve => 0,
            DelegationKind::Decentralise => 1,
            DelegationKind::Delegate => 2,
        };
        let since = |delegation: &Delegation| delegation.period.from.as_ref().map(|from| from.value);
        in_force.sort_by_key(|delegation| (narrowness(delegation.kind.value), since(delegation)));
        let above = above(facts, &in_force);
        Self { in_force, above }
    }
}

/// The steps above the power in force. What nobody was empowered for, or was handed on by its receiver, is not above.
fn above(facts: &Facts<'_>, in_force: &[&Delegation]) -> BTreeSet<StepId> {
    let process = facts.process();
    let empowered =
        |body: &Body| in_force.iter().flat_map(|delegation| &delegation.to).any(|to| agency(to) == agency(body));
    let mut going_up = BTreeSet::new();
    for delegation in in_force {
        let giver = agency(&delegation.from);
        // An agency that hands power to one of its own roles keeps the work of its other roles.
        let within = delegation.to.iter().any(|to| agency(to) == giver);
        let gave = |body: &Body| if within { body.same(&delegation.from) } else { agency(body) == giver };
        let theirs = |step: &Step| bodies(step).any(gave);
        let steps: Vec<StepId> = process.ids().filter(|&id| theirs(process.step(id))).collect();
        let helpers: Vec<&Body> = steps
            .iter()
            .flat_map(|&id| process.step(id).by.iter().flat_map(|by| &by.with))
            .filter_map(body)
            .filter(|helper| !empowered(helper) && stands_under(facts, helper, &delegation.from))
            .collect();
        let helps = |body: &Body| helpers.iter().any(|helper| agency(helper) == agency(body));
        going_up.extend(steps);
        going_up.extend(process.ids().filter(|&id| bodies(process.step(id)).any(helps)));
    }
    going_up
}

/// Whether a body belongs to an agency directly under that of another: its office, not a stranger who is heard.
fn stands_under(facts: &Facts<'_>, body: &Body, above: &Body) -> bool {
    let own = facts.catalogue.agency(body, facts.settings.as_of);
    let under = own.and_then(|agency| agency.under.as_ref()).and_then(|under| under.id);
    under.is_some() && under == above.agency.id
}

fn agency(body: &Body) -> Option<usize> {
    body.agency.id.map(crate::model::Id::index)
}

fn body(party: &Party) -> Option<&Body> {
    match party {
        Party::Body { body, .. } => Some(body),
        Party::Applicant(_) => None,
    }
}

fn bodies(step: &Step) -> impl Iterator<Item = &Body> {
    step.by.iter().flat_map(|by| &by.any_of).filter_map(body)
}
