//! Changes of what is cited and of what no law asks for.

use super::dossier;
use crate::base::Diagnostic;
use crate::model::{LawRef, LawRelation};
use crate::review::change::Change;
use crate::review::subject::{Subject, same};
use crate::rules;

/// Cites the only successor of an act that has ended, where that is in force.
pub(super) fn recite(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let (laws, day) = (&subject.catalogue.laws, subject.settings.as_of);
    let mut cited = subject.entry.views().flat_map(rules::citations);
    let LawRef::Registered(law) = &cited.find(|citation| citation.span == finding.at)?.law else { return None };
    let ended = laws.get(law.id?).near(day);
    let by_itself =
        ended.links.iter().filter(|link| matches!(link.relation, LawRelation::ReplacedBy) && link.pinpoint.is_none());
    let mut successors: Vec<&str> = by_itself
        .filter_map(|link| match &link.law {
            LawRef::Registered(other) => Some(other.name.text.as_str()),
            LawRef::Quoted(_) => None,
        })
        .collect();
    for id in laws.ids() {
        let other = laws.get(id).near(day);
        let replaces = other.links.iter().any(|link| {
            let whole = link.relation == LawRelation::Replaces && link.pinpoint.is_none();
            whole && matches!(&link.law, LawRef::Registered(old) if same(&old.name.text, &law.name.text))
        });
        if replaces && !successors.contains(&other.name.text.as_str()) {
            successors.push(&other.name.text);
        }
    }
    let [successor] = successors.as_slice() else { return None };
    laws.get(laws.find(successor)?).at(day)?;
    Some(vec![Change::Recite { from: law.name.text.clone(), to: (*successor).to_owned() }])
}

/// Takes back what a local version asks for beyond the published one: a paper, or a step.
pub(super) fn revert(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let local = subject.adaptations().any(|adapt| adapt.span.contains(finding.at));
    if !local {
        return None;
    }
    dossier::drop_it(subject, finding).or_else(|| super::steps::leave_out(subject, finding))
}

/// No longer asks for a paper that no law asks for.
pub(super) fn without_basis(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    dossier::drop_it(subject, finding)
}
