//! `bpm/process-definition-task`: who works a step, how long, and what iGate lets them do; by the identifier of the task in the model.

use super::rights::{self, Rights};
use super::{ACCOUNT, CERTIFICATE, NEIGHBOUR, ROUNDS, UNITS, process};
use crate::drawing::{self, ShapeKind};
use crate::model::{Action, Body, Limit, Party, Procedure, Process, StepId, StepKind};
use crate::targets::territory::Bound;
use crate::targets::{Output, Request, Subject};
use serde_json::{Map, Value, json};

/// The tasks of a view in the order of the model.
pub(super) fn tasks(
    request: &Request<'_>,
    subject: &Subject<'_>,
    view: &Procedure,
    out: &mut Output,
) -> Map<String, Value> {
    let mut tasks = Map::new();
    let (Some(process), Some(chart)) =
        (&view.process, drawing::chart(request.catalogue, view, request.as_of, request.language))
    else {
        return tasks;
    };
    let ids = chart.identifiers(process);
    let mut writer = Writer { request, subject, view, process, out };
    for (shape, id) in chart.shapes.iter().zip(&ids) {
        if let (ShapeKind::Task, Some(step)) = (&shape.kind, shape.step) {
            tasks.insert(id.clone(), writer.task(step));
        }
    }
    tasks
}

struct Writer<'a> {
    request: &'a Request<'a>,
    subject: &'a Subject<'a>,
    view: &'a Procedure,
    process: &'a Process,
    out: &'a mut Output,
}

impl Writer<'_> {
    fn task(&mut self, id: StepId) -> Value {
        let step = self.process.step(id);
        let limit = match step.within.as_ref().map(|within| &within.value) {
            Some(Limit::Duration(duration)) => process::time(*duration),
            Some(Limit::SameDay(_)) => Some((1.0, "d")),
            _ => None,
        };
        if let (Some(within), None) = (&step.within, limit) {
            self.out.lose(&UNITS, self.subject, within.span, Some(&step.name.text));
        }
        let bodies: Vec<(&Body, bool)> = step
            .by
            .iter()
            .flat_map(|by| &by.any_of)
            .filter_map(|party| match party {
                Party::Body { body, other } => Some((body, *other)),
                Party::Applicant(_) => None,
            })
            .collect();
        let rights = self.rights(id, &bodies);
        let groups: Vec<Value> = bodies.iter().map(|(body, other)| self.group(body, *other, step.span)).collect();
        if step.reactions.iter().any(|reaction| matches!(reaction.action, Action::Ask(_))) {
            self.out.lose(&ROUNDS, self.subject, step.span, None);
        }
        json!({
            "name": step.shown(),
            "remind": {},
            "processingTime": limit.map(|(amount, _)| process::number(amount)),
            "processingTimeUnit": limit.map_or("d", |(_, unit)| unit),
            "position": Value::Null,
            "assignee": Value::Null,
            "isFirst": id.0 == 0,
            "isLast": step.is_kind(StepKind::Return),
            "description": step.notes.doc.clone().unwrap_or_default(),
            "totalDayProcessAgency": "",
            "dayProcessAgencyUnit": "d",
            "processBranch": "",
            "candidateGroup": groups,
            "variable": rights.variable(),
            "dynamicVariable": "{}",
            "activiti": {},
            "processDefinition": {},
        })
    }

    /// What the step needs; what who works it lacks is switched off and reported.
    fn rights(&mut self, id: StepId, bodies: &[(&Body, bool)]) -> Rights {
        let step = self.process.step(id);
        let mut rights = rights::needed(self.view, step);
        if self.subject.place.is_none() {
            // As published, nobody's certificates are known.
            rights.sign = false;
            return rights;
        }
        // Who works at another place than this one is not known before the case.
        let here = || bodies.iter().filter(|(_, other)| !other).map(|(body, _)| *body);
        let staff = |body: &Body| self.subject.staff(body);
        let certified = here().any(|body| staff(body).is_some_and(|row| row.certificates > Some(0)));
        let missing: Vec<&str> = here()
            .filter(|body| staff(body).is_none_or(|row| row.accounts <= Some(0)))
            .map(|body| body.agency.name.text.as_str())
            .collect();
        if rights.sign && !certified {
            rights.sign = false;
            let whose = self.whose(step.shown());
            self.out.lose(&CERTIFICATE, self.subject, step.span, Some(&whose));
        }
        if !missing.is_empty() {
            let whose = self.whose(step.shown());
            self.out.lose(&ACCOUNT, self.subject, step.span, Some(&whose));
        }
        rights
    }

    fn whose(&self, step: &str) -> String {
        self.subject.place_name().map_or_else(|| step.to_owned(), |place| format!("{place}: {step}"))
    }

    fn group(&mut self, body: &Body, other: bool, at: crate::base::Span) -> Value {
        let place = match self.subject.stands_for(body) {
            Bound::One(place) if !other => Some(place),
            Bound::Unknown => None,
            Bound::One(_) | Bound::Nobody | Bound::Several => {
                self.out.lose(&NEIGHBOUR, self.subject, at, Some(&body.agency.name.text));
                None
            }
        };
        let catalogue = self.request.catalogue;
        let name = |place| catalogue.places.get(place).name.as_str();
        let role = body.role.as_ref().map(|role| role.text.as_str());
        let agency = place.map_or(body.agency.name.text.as_str(), name);
        let ancestors: Vec<Value> = place
            .map(|place| catalogue.containing(place, self.request.as_of))
            .unwrap_or_default()
            .into_iter()
            .map(|id| json!({ "id": name(id) }))
            .collect();
        json!({
            "id": role.map_or_else(|| agency.to_owned(), |role| format!("{agency}/{role}")),
            "code": if other { format!("{} other", body.written()) } else { body.written() },
            "name": [{ "languageId": 228, "name": catalogue.title_of(body, self.request.as_of) }],
            "tag": Value::Null,
            "parent": { "id": agency },
            "ancestors": ancestors,
        })
    }
}
