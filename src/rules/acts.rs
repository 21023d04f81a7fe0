//! The citations of a view: which it makes, and what the cited instruments are called.

use crate::model::{Citation, Law, LawRef, Procedure};

/// What a reader of the texts calls an instrument.
pub(super) fn written(law: &LawRef) -> String {
    match law {
        LawRef::Registered(law) => law.name.text.clone(),
        LawRef::Quoted(title) => title.text.clone(),
    }
}

/// Whether two citations are of the same instrument.
pub(super) fn same(a: &LawRef, b: &LawRef) -> bool {
    match (a, b) {
        (LawRef::Registered(a), LawRef::Registered(b)) => a.id.is_some() && a.id == b.id,
        (LawRef::Quoted(a), LawRef::Quoted(b)) => a.text == b.text,
        _ => false,
    }
}

/// Every citation of a view.
pub fn citations(procedure: &Procedure) -> Vec<&Citation> {
    let mut all = published(procedure);
    for step in procedure.process.iter().flat_map(|process| &process.steps) {
        all.extend(step.notes.basis.iter().chain(step.pauses.iter().flat_map(|cited| &cited.basis)));
        all.extend(step.reactions.iter().flat_map(|reaction| &reaction.basis));
    }
    all
}

/// The citations of what is published: all but those of the internal process.
pub(super) fn published(procedure: &Procedure) -> Vec<&Citation> {
    let mut all: Vec<&Citation> = procedure.notes.basis.iter().collect();
    all.extend(procedure.deadlines.iter().flat_map(|deadline| &deadline.row.basis));
    all.extend(procedure.decided_by.iter().flat_map(|decider| &decider.row.basis));
    all.extend(procedure.channels.iter().flat_map(|channel| &channel.basis));
    all.extend(procedure.conditions.iter().flat_map(|condition| &condition.row.basis));
    for demand in &procedure.documents {
        all.extend(&demand.row.basis);
        all.extend(demand.any_of.iter().flat_map(|paper| paper.row.basis.iter().chain(&paper.notes.basis)));
    }
    for fee in &procedure.fees {
        all.extend(fee.notes.basis.iter().chain(fee.rows.iter().flat_map(|row| &row.row.basis)));
    }
    all
}

/// Whether the registry has no more of an instrument than its name: whether it holds is not known.
pub(super) fn undated(law: &Law) -> bool {
    law.period.from.is_none() && law.period.until.is_none() && law.links.is_empty()
}
