//! `bpm/process-definition`: what iGate knows of a process as a whole.

use super::{DEADLINES, UNITS};
use crate::drawing::ascii;
use crate::model::{Body, DeadlineTime, Party, Procedure, shown};
use crate::targets::bpmn::process_id;
use crate::targets::{Output, Request, Subject};
use crate::time::{Duration, Unit};
use serde_json::{Map, Value, json};

/// The definition of a view at the subject's place.
pub(super) fn definition(
    request: &Request<'_>,
    subject: &Subject<'_>,
    view: &Procedure,
    tasks: &Map<String, Value>,
    out: &mut Output,
) -> Value {
    let name = shown(&view.name, view.title.as_ref());
    let case = view.case.as_ref().and_then(|own| view.cases.iter().find(|case| case.name.text == own.text));
    let case = case.map(|case| shown(&case.name, case.title.as_ref()));
    let name = case.map_or_else(|| name.to_owned(), |case| format!("{name} - {case}"));
    let rows: Vec<_> = view.deadlines.iter().filter(|row| row.row.period.contains(request.as_of)).collect();
    let main = rows.iter().find(|row| !row.plus && row.row.when.is_none()).or(rows.first());
    if rows.len() > 1 {
        out.lose(&DEADLINES, subject, rows[1].row.span, None);
    }
    let limit = main.and_then(|row| match row.time.value {
        DeadlineTime::Duration(duration) => time(duration),
        DeadlineTime::SameDay(_) => Some((1.0, "d")),
        DeadlineTime::Unknown => None,
    });
    if let (Some(row), None) = (main, limit) {
        out.lose(&UNITS, subject, row.time.span, None);
    }
    let calendar = main.is_some_and(|row| matches!(row.time.value, DeadlineTime::Duration(d) if d.unit.is_calendar()));
    let timesheet = if calendar { "Ngày" } else { "Ngày làm việc" };
    let id =
        subject.place_name().map_or_else(|| process_id(view), |place| format!("{}_{}", process_id(view), ascii(place)));
    let defined: Vec<Value> = std::iter::once("root")
        .chain(tasks.keys().map(String::as_str))
        .map(|id| json!({ "id": id, "status": true }))
        .collect();
    json!({
        "id": id,
        "code": subject.place_name().map_or_else(|| view.name.text.clone(), |place| format!("{}.{place}", view.name.text)),
        "name": name,
        "processingTime": limit.map(|(amount, _)| number(amount)),
        "processingTimeUnit": limit.map_or("d", |(_, unit)| unit),
        "definedTask": defined,
        "activiti": { "id": process_id(view), "model": { "id": process_id(view), "name": name, "project": { "id": "" } } },
        "applicantEForm": { "id": "", "name": "" },
        "eForm": Value::Null,
        "timesheet": { "id": "", "name": timesheet },
        "appliedAgency": applied(request, subject),
        "reportTemplate": [],
        "startDate": view.period.from.as_ref().map(|day| day.value.to_string()),
        "endDate": view.period.until.as_ref().map(|day| day.value.to_string()),
        "dynamicVariable": {
            "constraintTotalProcessTime": true,
            "processType": 0,
            "isRequiredInputEForm": false,
            "isProcessingTimeUnitType": true,
            "processingTimeAfterAddition": "",
            "extendHCM": {},
        },
        "firstTask": { "agencyType": { "id": first_agency(view) } },
    })
}

fn applied(request: &Request<'_>, subject: &Subject<'_>) -> Vec<Value> {
    let Some(place) = subject.place else { return Vec::new() };
    let versions = request.catalogue.places.get(place);
    let body = versions.near(request.as_of);
    let name = body.title.as_ref().map_or(&versions.name, |title| &title.text);
    let above = request.catalogue.containing(place, request.as_of);
    let parent = above.get(1).map_or("", |id| request.catalogue.places.get(*id).name.as_str());
    vec![json!({
        "id": versions.name,
        "name": name,
        "parent": parent,
        "isChecked": true,
        "level": above.len(),
        "expandable": false,
    })]
}

/// The kind of body that works the first step.
fn first_agency(view: &Procedure) -> String {
    let steps = view.process.iter().flat_map(|process| &process.steps);
    let mut bodies = steps.filter_map(|step| step.by.as_ref()).flat_map(|by| &by.any_of);
    let first: Option<&Body> = bodies.find_map(|party| match party {
        Party::Body { body, .. } => Some(body),
        Party::Applicant(_) => None,
    });
    first.map(|body| body.agency.name.text.clone()).unwrap_or_default()
}

/// An amount of hours or days with the unit of iGate.
pub(super) fn time(duration: Duration) -> Option<(f64, &'static str)> {
    let amount = duration.hundredths as f64 / 100.0;
    match duration.unit {
        Unit::Hours => Some((amount, "h")),
        Unit::Minutes => Some((amount / 60.0, "h")),
        Unit::WorkingDays | Unit::Days => Some((amount, "d")),
        Unit::Weeks => Some((amount * 7.0, "d")),
        Unit::ClockHours | Unit::Months | Unit::Years => None,
    }
}

/// A whole number where it is one.
pub(super) fn number(amount: f64) -> Value {
    if amount.fract() == 0.0 { Value::from(amount as i64) } else { Value::from(amount) }
}
