//! Which place works which procedure, and which neighbour stands for each other body that takes part in it.

use super::{Request, file_name};
use crate::base::similar;
use crate::model::{Agency, Body, Catalogue, Entry, Id, Node, Party, Place, Procedure, Staff};
use crate::time::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A procedure as it is compiled: as published, or as one place works it.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The procedure.
    pub entry: &'a Entry,
    /// The place; `None`: as published.
    pub place: Option<Id<Place>>,
    /// The base, and one view for each case.
    pub views: Vec<Cow<'a, Procedure>>,
    /// The folder of its files; `None`: the target's own.
    pub folder: Option<String>,
    pub(super) territory: &'a Territory<'a>,
}

impl<'a> Subject<'a> {
    /// The procedure without any case.
    pub fn base(&self) -> &Procedure {
        &self.views[0]
    }

    /// The views that get a model: a case that is worked like the base needs none of its own.
    pub fn runnable(&self) -> impl Iterator<Item = &Procedure> {
        let base = self.base();
        self.views.iter().map(AsRef::as_ref).filter(|view| view.case.is_none() || view.process != base.process)
    }

    /// The name of the place.
    pub fn place_name(&self) -> Option<&'a str> {
        self.place.map(|place| self.territory.catalogue.places.get(place).name.as_str())
    }

    /// The place, and the one that stands for a body in this procedure: the place itself, else the nearest around it.
    pub fn stands_for(&self, body: &Body) -> Bound {
        match (self.place, body.agency.id) {
            (Some(place), Some(agency)) => self.territory.nearest(place, agency),
            _ => Bound::Unknown,
        }
    }

    /// What the place that stands for a body has for its role; `None` where that is not known.
    pub fn staff(&self, body: &Body) -> Option<&'a Staff> {
        let Bound::One(place) = self.stands_for(body) else { return None };
        self.territory.staff(place, body)
    }
}

/// Which place stands for a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// This one.
    One(Id<Place>),
    /// None of that kind near the place.
    Nobody,
    /// Several equally near ones.
    Several,
    /// No place was asked for, or the body is unknown.
    Unknown,
}

/// The places of a day by what kind of body they are.
#[derive(Debug)]
pub struct Territory<'a> {
    catalogue: &'a Catalogue,
    day: Date,
    by_agency: BTreeMap<Id<Agency>, Vec<Id<Place>>>,
}

impl<'a> Territory<'a> {
    /// The places that exist on a day.
    pub fn of(catalogue: &'a Catalogue, day: Date) -> Self {
        let mut by_agency: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for id in catalogue.places.ids() {
            let agency = catalogue.places.get(id).at(day).and_then(|place| place.agency.as_ref()?.id);
            if let Some(agency) = agency {
                by_agency.entry(agency).or_default().push(id);
            }
        }
        Self { catalogue, day, by_agency }
    }

    /// Every place that exists on the day and that receives one of these procedures, in the order of the table.
    pub fn receiving(&self, entries: &[&Entry]) -> Vec<Id<Place>> {
        let mut places: Vec<Id<Place>> = entries
            .iter()
            .flat_map(|entry| receivers(&entry.base))
            .flat_map(|agency| self.of_kind(agency))
            .copied()
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// What is to be compiled: each procedure once, or once for each asked place that receives it.
    pub fn subjects(&'a self, request: &Request<'a>) -> Vec<Subject<'a>> {
        if request.places.is_empty() {
            let published = |entry: &&'a Entry| Subject {
                entry,
                place: None,
                views: entry.views().map(Cow::Borrowed).collect(),
                folder: None,
                territory: self,
            };
            return request.entries.iter().map(published).collect();
        }
        let mut subjects = Vec::new();
        let received: Vec<_> = request.entries.iter().map(|entry| receivers(&entry.base)).collect();
        for &place in request.places {
            let versions = self.catalogue.places.get(place);
            let kind = versions.near(self.day).agency.as_ref().and_then(|agency| agency.id);
            let folder = file_name(&versions.name);
            for (at, entry) in request.entries.iter().enumerate() {
                if !kind.is_some_and(|kind| received[at].contains(&kind)) {
                    continue;
                }
                let views = if self.catalogue.adaptations_at(entry, place, self.day).is_empty() {
                    entry.views().map(Cow::Borrowed).collect()
                } else {
                    let own = |cases: &[usize]| self.catalogue.view_at(entry, self.day, Some(place), cases);
                    let base = own(&[]);
                    let cases = 0..base.cases.len();
                    std::iter::once(base).chain(cases.map(|case| own(&[case]))).map(Cow::Owned).collect()
                };
                subjects.push(Subject {
                    entry,
                    place: Some(place),
                    views,
                    folder: Some(folder.clone()),
                    territory: self,
                });
            }
        }
        subjects
    }

    fn of_kind(&self, agency: Id<Agency>) -> &[Id<Place>] {
        self.by_agency.get(&agency).map(Vec::as_slice).unwrap_or_default()
    }

    /// The place itself if it is of the kind, else the one that lies nearest: under it, then around it, level by level.
    fn nearest(&self, place: Id<Place>, agency: Id<Agency>) -> Bound {
        let all = self.of_kind(agency);
        let mut around = Some(place);
        let mut steps = 0;
        while let Some(here) = around {
            if all.contains(&here) {
                return Bound::One(here);
            }
            let within: Vec<_> = all.iter().filter(|id| self.under(**id) == Some(here)).collect();
            match within.as_slice() {
                [] => {}
                [one] => return Bound::One(**one),
                _ => return Bound::Several,
            }
            around = self.under(here);
            steps += 1;
            if steps > self.catalogue.places.all.len() {
                break; // A cycle, reported where it is written.
            }
        }
        match all {
            // The one ministry, wherever it stands in the table.
            [one] => Bound::One(*one),
            _ => Bound::Nobody,
        }
    }

    fn under(&self, place: Id<Place>) -> Option<Id<Place>> {
        self.catalogue.places.get(place).near(self.day).under.as_ref()?.id
    }

    /// The row of the staff table about a role at a place.
    pub(super) fn staff(&self, place: Id<Place>, body: &Body) -> Option<&'a Staff> {
        let role = |body: &Body| body.role.as_ref().map(|role| similar::key(&role.text));
        let rows = &self.catalogue.places.get(place).near(self.day).staff;
        rows.iter().find(|row| row.body.agency.id == body.agency.id && role(&row.body) == role(body))
    }
}

/// The kinds of body that receive a procedure: who works its first step that is not the applicant's; without a process who
/// decides.
fn receivers(procedure: &Procedure) -> Vec<Id<Agency>> {
    let of_parties = |parties: &[Party]| -> Vec<Id<Agency>> {
        let agency = |party: &Party| match party {
            Party::Body { body, .. } => body.agency.id,
            Party::Applicant(_) => None,
        };
        parties.iter().filter_map(agency).collect()
    };
    let steps = procedure.process.iter().flat_map(|process| process.steps.iter());
    let first = steps.filter_map(|step| step.by.as_ref()).map(|by| of_parties(&by.any_of)).find(|by| !by.is_empty());
    first
        .unwrap_or_else(|| procedure.decided_by.iter().flat_map(|decider| of_parties(&decider.bodies.any_of)).collect())
}

/// Every step of a flow in the order of the text, with the phases around it: places in
/// [`Process::phases`](crate::model::Process::phases).
pub(super) fn phases_of(flow: &crate::model::Flow) -> BTreeMap<crate::model::StepId, u32> {
    let mut found = BTreeMap::new();
    walk(flow, None, &mut found);
    found
}

fn walk(flow: &crate::model::Flow, phase: Option<u32>, found: &mut BTreeMap<crate::model::StepId, u32>) {
    for node in &flow.nodes {
        match node {
            Node::Step(id) => {
                if let Some(phase) = phase {
                    found.insert(*id, phase);
                }
            }
            Node::Choice { options, .. } => options.iter().for_each(|option| walk(&option.flow, phase, found)),
            Node::Parallel { branches, .. } => branches.iter().for_each(|(_, branch)| walk(branch, phase, found)),
            Node::Repeat { body, .. } => walk(body, phase, found),
            Node::Phase(at, body) => walk(body, Some(*at), found),
            Node::End(_) => {}
        }
    }
}
