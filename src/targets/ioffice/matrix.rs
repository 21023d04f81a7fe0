//! The rows of the matrix: one for each role and paper of a procedure at a place, with what the role may do and what it lacks.

use super::{ACCOUNT, CERTIFICATE};
use crate::model::{Body, DataId, OrUnknown, Party, Procedure, Signature, Step, StepKind};
use crate::targets::territory::Bound;
use crate::targets::{Output, Request, Subject};
use serde::Serialize;
use std::collections::BTreeMap;

/// A row.
#[derive(Debug, Clone, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each power is a column of its own")]
pub(super) struct Row {
    pub(super) place: String,
    pub(super) place_title: String,
    pub(super) procedure: String,
    pub(super) title: String,
    pub(super) paper: String,
    pub(super) role: String,
    pub(super) role_title: String,
    pub(super) receive: bool,
    pub(super) propose: bool,
    pub(super) approve: bool,
    pub(super) sign: bool,
    pub(super) issue: bool,
    /// Accounts; absent: not known.
    pub(super) accounts: Option<u32>,
    /// Digital certificates; absent: not known.
    pub(super) certificates: Option<u32>,
    /// What the role lacks for what it may do.
    pub(super) gaps: Vec<&'static str>,
}

/// What a step does to a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Power {
    Receive,
    Propose,
    Approve,
    Sign,
    Issue,
}

/// The rows of a procedure, in the order of its steps.
pub(super) fn rows(request: &Request<'_>, subject: &Subject<'_>, out: &mut Output) -> Vec<Row> {
    let mut order: Vec<Row> = Vec::new();
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut bodies: Vec<Body> = Vec::new();
    for view in subject.runnable() {
        for step in view.process.iter().flat_map(|process| &process.steps) {
            let powers = powers(step);
            let parties = step.by.iter().flat_map(|by| &by.any_of);
            let by = parties.filter_map(|party| match party {
                // Who works at another place has that place's rights.
                Party::Body { body, other: false } => Some(body),
                Party::Body { .. } | Party::Applicant(_) => None,
            });
            for body in by.filter(|_| !powers.is_empty()) {
                for power in &powers {
                    for paper in papers(request, view, step, *power) {
                        let key = (body.written(), paper.clone());
                        let at = *known.entry(key).or_insert_with(|| {
                            order.push(row(request, subject, view, body, paper));
                            bodies.push(body.clone());
                            order.len() - 1
                        });
                        let row = &mut order[at];
                        match power {
                            Power::Receive => row.receive = true,
                            Power::Propose => row.propose = true,
                            Power::Approve => row.approve = true,
                            Power::Sign => row.sign = true,
                            Power::Issue => row.issue = true,
                        }
                    }
                }
            }
        }
    }
    for (row, body) in order.iter_mut().zip(&bodies) {
        if row.accounts.is_none_or(|count| count == 0) {
            row.gaps.push("account");
            out.lose(&ACCOUNT, subject, body.span, Some(&about(row)));
        }
        if row.sign && row.certificates.is_none_or(|count| count == 0) {
            row.gaps.push("certificate");
            out.lose(&CERTIFICATE, subject, body.span, Some(&about(row)));
        }
    }
    order
}

fn about(row: &Row) -> String {
    let place = if row.place.is_empty() { String::new() } else { format!("{}: ", row.place) };
    format!("{place}{}", row.role)
}

/// What a step does; a wet signature needs no certificate and is none of iOffice's.
fn powers(step: &Step) -> Vec<Power> {
    let is = |kinds: &[StepKind]| kinds.iter().any(|kind| step.is_kind(*kind));
    let wet = step.signature.as_ref().is_some_and(|one| one.value == OrUnknown::Known(Signature::Wet));
    let digital = step.signature.as_ref().is_some_and(|one| one.value == OrUnknown::Known(Signature::Digital));
    let powers = [
        (Power::Receive, is(&[StepKind::Receive])),
        (Power::Propose, is(&[StepKind::Draft, StepKind::Assess, StepKind::Review])),
        (Power::Approve, is(&[StepKind::Approve, StepKind::Decide])),
        (Power::Sign, digital || (is(&[StepKind::Sign, StepKind::Decide]) && !wet)),
        (Power::Issue, is(&[StepKind::Issue])),
    ];
    powers.into_iter().filter(|(_, holds)| *holds).map(|(power, _)| power).collect()
}

/// The papers that a power is about: the dossier that is received; what the step writes; else the result.
fn papers(request: &Request<'_>, view: &Procedure, step: &Step, power: Power) -> Vec<String> {
    if power == Power::Receive {
        return vec![request.language.pick("the dossier", "hồ sơ").to_owned()];
    }
    let title = |data: DataId| {
        let data = view.datum(data);
        let registered =
            data.document.and_then(|id| request.catalogue.documents.get(id).near(request.as_of).title.as_ref());
        data.title.as_ref().or(registered).map_or_else(|| data.name.text.clone(), |title| title.text.clone())
    };
    let written: Vec<String> = step.writes.iter().map(|data| title(data.value)).collect();
    if written.is_empty() { view.results.iter().map(|result| title(result.data)).collect() } else { written }
}

fn row(request: &Request<'_>, subject: &Subject<'_>, view: &Procedure, body: &Body, paper: String) -> Row {
    let place = match subject.stands_for(body) {
        Bound::One(place) => Some(place),
        Bound::Nobody | Bound::Several | Bound::Unknown => None,
    };
    let versions = place.map(|place| request.catalogue.places.get(place));
    let staff = subject.staff(body);
    Row {
        place: versions.map_or_else(String::new, |all| all.name.clone()),
        place_title: versions
            .and_then(|all| all.near(request.as_of).title.as_ref().map(|title| title.text.clone()))
            .unwrap_or_default(),
        procedure: view.name.text.clone(),
        title: view.title.as_ref().map_or_else(String::new, |title| title.text.clone()),
        paper,
        role: body.written(),
        role_title: request.catalogue.title_of(body, request.as_of),
        accounts: staff.and_then(|row| row.accounts),
        certificates: staff.and_then(|row| row.certificates),
        ..Row::default()
    }
}
