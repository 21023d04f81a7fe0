//! A procedure as it is worked at a place on a day: which adaptations apply there, from the widest to the nearest.

use super::resolve::{Overlay, silently};
use super::view::{apply, cases};
use super::{Adaptation, Catalogue, Entry, Id, Place, Procedure};
use crate::syntax::ast;
use crate::time::Date;

impl Catalogue {
    /// A place and the places that contain it, from the nearest to the widest, as of a day.
    pub fn containing(&self, place: Id<Place>, day: Date) -> Vec<Id<Place>> {
        let mut chain = vec![place];
        let above = |place: Id<Place>| self.places.get(place).near(day).under.as_ref()?.id;
        while let Some(next) = above(chain[chain.len() - 1]).filter(|next| !chain.contains(next)) {
            chain.push(next);
        }
        chain
    }

    /// The adaptations of a procedure that apply at a place on a day, in the order in which they are laid over it: those of
    /// wide places first, those for the place itself last, each group in the order of the text.
    pub fn adaptations_at(&self, entry: &Entry, place: Id<Place>, day: Date) -> Vec<&Adaptation> {
        let chain = self.containing(place, day);
        let mut applying: Vec<_> = self
            .adapted
            .get(entry.id.index())
            .into_iter()
            .flatten()
            .map(|&index| &self.adaptations[index])
            .filter(|adaptation| adaptation.period.contains(day))
            .filter_map(|adaptation| {
                let at = adaptation.at.iter().any(|at| at.id == Some(place)).then_some(0);
                let within = chain.iter().position(|id| adaptation.within.iter().any(|within| within.id == Some(*id)));
                at.or(within.map(|distance| distance + 1)).map(|distance| (distance, adaptation))
            })
            .collect();
        applying.sort_by_key(|(distance, adaptation)| (std::cmp::Reverse(*distance), adaptation.span));
        applying.into_iter().map(|(_, adaptation)| adaptation).collect()
    }

    /// The places that work a procedure in their own way on a day, or all bodies within them do, in order.
    pub fn adapted_places(&self, entry: &Entry, day: Date) -> Vec<Id<Place>> {
        let adaptations =
            self.adapted.get(entry.id.index()).into_iter().flatten().map(|&index| &self.adaptations[index]);
        let in_force = adaptations.filter(|adaptation| adaptation.period.contains(day));
        let mut places: Vec<_> = in_force
            .flat_map(|adaptation| adaptation.at.iter().chain(&adaptation.within).filter_map(|place| place.id))
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The procedure as worked at a place on a day, with these of its cases ([`Procedure::cases`]) applied. Without a
    /// place, as published.
    pub fn view_at(&self, entry: &Entry, day: Date, place: Option<Id<Place>>, applied: &[usize]) -> Procedure {
        let mut written = ast::Procedure::clone(&entry.written);
        let adaptations = place.map(|place| self.adaptations_at(entry, place, day)).unwrap_or_default();
        for adaptation in &adaptations {
            written = apply(&written, &adaptation.written.statements);
        }
        let adapted = written.clone();
        let applied: Vec<_> = applied.iter().filter_map(|&index| cases(&adapted).nth(index)).collect();
        for case in &applied {
            written = apply(&written, &case.statements);
        }
        let overlay = Overlay { cases: &applied, statements: &[] };
        let mut view = silently(self, &written, entry.language, overlay);
        for adaptation in adaptations {
            view.notes.allow.extend(adaptation.notes.allow.iter().cloned());
            view.notes.unresolved.extend(adaptation.notes.unresolved.iter().cloned());
        }
        view
    }
}
