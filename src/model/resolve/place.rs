//! What the registry says that can be judged only once the procedures are known: the depth of levels, and whether places
//! and delegations fit the procedures that they speak of.

use super::condition::condition_in;
use super::names::{Guesses, Resolver};
use super::value::fit;
use crate::base::{Sink, similar};
use crate::model::{Catalogue, Fact, FactOrigin, Id, Level, Table};
use crate::syntax::ast;
use std::collections::HashMap;

/// Says how far each level is from the top. Cycles have been cut.
pub(super) fn measure_levels(levels: &mut Table<Level>) {
    let above: Vec<Option<Id<Level>>> = levels
        .all
        .iter()
        .map(|versions| versions.all.iter().find_map(|level| level.under.as_ref()).and_then(|under| under.id))
        .collect();
    let unknown = |level: &Level| level.under.as_ref().is_some_and(|under| under.id.is_none());
    let lost: Vec<bool> = levels.all.iter().map(|versions| versions.all.iter().any(unknown)).collect();
    for index in 0..levels.all.len() {
        let mut depth = Some(0);
        let mut at = index;
        // Never more steps than levels, whatever the chain.
        for _ in 0..levels.all.len() {
            if lost[at] {
                depth = None;
            }
            match above[at] {
                Some(next) => {
                    at = next.index();
                    depth = depth.map(|depth| depth + 1);
                }
                None => break,
            }
        }
        levels.all[index].all.iter_mut().for_each(|level| level.depth = depth);
    }
}

/// Reports values of places that do not fit the fact of the procedures that take it from them.
pub(super) fn check_facts(catalogue: &Catalogue, out: &mut Sink) {
    let mut asked: HashMap<String, &Fact> = HashMap::new();
    for fact in catalogue.entries.iter().flat_map(|entry| &entry.base.facts) {
        if fact.origin == FactOrigin::Place {
            asked.entry(similar::key(&fact.name.text)).or_insert(fact);
        }
    }
    let mut resolver = Resolver { names: catalogue, guesses: &Guesses::off(), out };
    for (name, value) in catalogue.places.all.iter().flat_map(|place| &place.all).flat_map(|place| &place.given) {
        let Some(fact) = asked.get(&similar::key(&name.text)) else { continue };
        if value.value == ast::Value::Unknown {
            continue;
        }
        if let Err(misfit) = fit(fact, value) {
            misfit.report(&mut resolver);
        }
    }
}

/// Reports conditions of delegations that no covered procedure can answer.
pub(super) fn check_delegations(catalogue: &Catalogue, guesses: &Guesses, out: &mut Sink) {
    for row in catalogue.delegations.iter().flat_map(|delegation| &delegation.covers) {
        let Some(when) = &row.when else { continue };
        for id in row.procedures.iter().filter_map(|procedure| procedure.id) {
            let Some(entry) = catalogue.versions_of(id).next_back() else { continue };
            let mut resolver = Resolver { names: catalogue, guesses, out };
            condition_in(&mut resolver, &entry.base, when);
        }
    }
}
