//! Relations between instruments, seen from both sides: what one law says it amends, the other is amended by.

use crate::model::{Catalogue, Id, Law, LawLink, LawRef, LawRelation, Ref};
use std::collections::BTreeMap;

/// Gives every registered instrument the relations that others state about it and that it does not state itself.
pub(super) fn mirror(catalogue: &mut Catalogue) {
    let mut mirrored: BTreeMap<Id<Law>, Vec<LawLink>> = BTreeMap::new();
    for id in catalogue.laws.ids() {
        for law in &catalogue.laws.get(id).all {
            for link in &law.links {
                let LawRef::Registered(Ref { id: Some(other), .. }) = link.law else { continue };
                let back = LawLink {
                    relation: inverse(link.relation),
                    law: LawRef::Registered(Ref { name: law.name.clone(), id: Some(id) }),
                    ..link.clone()
                };
                mirrored.entry(other).or_default().push(back);
            }
        }
    }
    for (id, links) in mirrored {
        for law in &mut catalogue.laws.all[id.index()].all {
            let own = law.links.len();
            for link in &links {
                let stated = |own: &LawLink| own.relation == link.relation && same(&own.law, &link.law);
                if !law.links[..own].iter().any(stated) {
                    law.links.push(link.clone());
                }
            }
        }
    }
}

/// The same relation seen from the other instrument.
fn inverse(relation: LawRelation) -> LawRelation {
    match relation {
        LawRelation::AmendedBy => LawRelation::Amends,
        LawRelation::Amends => LawRelation::AmendedBy,
        LawRelation::ReplacedBy => LawRelation::Replaces,
        LawRelation::Replaces => LawRelation::ReplacedBy,
        LawRelation::RepealedBy => LawRelation::Repeals,
        LawRelation::Repeals => LawRelation::RepealedBy,
    }
}

fn same(a: &LawRef, b: &LawRef) -> bool {
    match (a, b) {
        (LawRef::Registered(a), LawRef::Registered(b)) => a.id.is_some() && a.id == b.id,
        _ => false,
    }
}
