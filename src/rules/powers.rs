//! Transfers of power: what they cover, where, and who relies on them.

use super::work;
use crate::analysis::{Sat, satisfy};
use crate::base::similar;
use crate::model::{
    Agency, Body, Catalogue, Condition, Delegation, Entry, Id, Party, Place, Procedure, StepId, condition_of,
};
use crate::time::Date;

/// Whether a power of `from` is one of `body`: the same role, or any role of the agency where no role is named.
pub(super) fn is_of(from: &Body, body: &Body) -> bool {
    from.agency.id.is_some() && from.agency.id == body.agency.id && (from.role.is_none() || from.same(body))
}

/// Whether a transfer covers a procedure, and on which conditions; `None`: it does not. A row without a condition
/// covers every case.
pub(super) fn covered<'d>(delegation: &'d Delegation, entry: &Entry) -> Option<Vec<&'d crate::model::Covers>> {
    let of_field = |title: &str| {
        let key = similar::key(title).to_lowercase();
        entry.base.fields.iter().any(|field| similar::key(&field.text).to_lowercase() == key)
    };
    let rows: Vec<_> = delegation
        .covers
        .iter()
        .filter(|row| {
            row.procedures.iter().any(|procedure| procedure.id == Some(entry.id))
                || row.fields.iter().any(|field| of_field(&field.text))
        })
        .collect();
    (!rows.is_empty()).then_some(rows)
}

/// Whether some case of a view falls under a transfer that covers its procedure.
pub(super) fn covers_a_case(
    catalogue: &Catalogue,
    delegation: &Delegation,
    entry: &Entry,
    procedure: &Procedure,
    assumed: &[(&Condition, bool)],
) -> bool {
    let Some(rows) = covered(delegation, entry) else { return false };
    rows.iter().any(|row| {
        let Some(written) = &row.when else { return true };
        let when = condition_of(catalogue, procedure, written);
        let mut wanted = assumed.to_vec();
        wanted.push((&when, true));
        satisfy(procedure, &wanted) != Sat::No
    })
}

/// The procedures in force that a transfer covers.
pub(super) fn entries<'c>(catalogue: &'c Catalogue, delegation: &'c Delegation, day: Date) -> Vec<&'c Entry> {
    catalogue.in_force(day).filter(|entry| covered(delegation, entry).is_some()).collect()
}

/// Whether a transfer holds at a place; for `None`, whether it holds everywhere.
pub(super) fn holds_at(catalogue: &Catalogue, delegation: &Delegation, place: Option<Id<Place>>, day: Date) -> bool {
    if delegation.at.is_empty() && delegation.within.is_empty() {
        return true;
    }
    let Some(place) = place else { return false };
    let chain = catalogue.containing(place, day);
    delegation.at.iter().any(|at| at.id == Some(place))
        || delegation.within.iter().any(|within| within.id.is_some_and(|id| chain.contains(&id)))
}

/// The deciding steps that one of these bodies works.
pub(super) fn decided_by(procedure: &Procedure, bodies: &[Body]) -> Vec<StepId> {
    let Some(process) = &procedure.process else { return Vec::new() };
    let works = |step: &StepId| {
        let by = process.step(*step).by.as_ref();
        by.is_some_and(|by| {
            by.any_of.iter().any(|party| match party {
                Party::Body { body, .. } => bodies.iter().any(|one| is_of(one, body)),
                Party::Applicant(_) => false,
            })
        })
    };
    work::deciding(process).into_iter().filter(works).collect()
}

/// Every view of a procedure: as published, in its cases, and at the places that work it in their own way.
pub(super) fn views<'c>(catalogue: &'c Catalogue, entry: &'c Entry, day: Date) -> Vec<std::borrow::Cow<'c, Procedure>> {
    use std::borrow::Cow;
    let places = catalogue.adapted_places(entry, day).into_iter();
    let adapted = places.map(|place| Cow::Owned(catalogue.view_at(entry, day, Some(place), &[])));
    entry.views().map(Cow::Borrowed).chain(adapted).collect()
}

/// The covered procedures in which a recipient decides somewhere, with the step of the view.
pub(super) fn reliances<'c>(catalogue: &'c Catalogue, delegation: &'c Delegation, day: Date) -> Vec<&'c Entry> {
    let relies = |entry: &&Entry| {
        // The body that the law names needs no transfer.
        let own = entry.base.decided_by.iter().flat_map(|row| &row.bodies.any_of).any(|party| match party {
            Party::Body { body, .. } => delegation.to.iter().any(|to| is_of(body, to)),
            Party::Applicant(_) => false,
        });
        !own && views(catalogue, entry, day).iter().any(|view| !decided_by(view, &delegation.to).is_empty())
    };
    entries(catalogue, delegation, day).into_iter().filter(relies).collect()
}

/// Whether an agency is `above` or stands under it.
pub(super) fn stands_under(catalogue: &Catalogue, agency: Id<Agency>, above: &Body, day: Date) -> bool {
    let mut at = Some(agency);
    // Never more steps than agencies, whatever the chain.
    for _ in 0..=catalogue.agencies.all.len() {
        let Some(id) = at else { return false };
        if Some(id) == above.agency.id {
            return true;
        }
        at = catalogue.agencies.get(id).near(day).under.as_ref().and_then(|under| under.id);
    }
    false
}
