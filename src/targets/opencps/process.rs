//! The process: roles, steps as states of a dossier, and actions that lead from one to the next.

use super::{CONDITIONS, Field, LATE, PARALLEL, UNITS};
use crate::base::Xml;
use crate::drawing::ascii;
use crate::model::{
    Action, Body, DeadlineTime, FeeKind, Limit, OrUnknown, Party, Procedure, Process, Signature, Step, StepId,
    StepKind, Trigger, shown,
};
use crate::targets::bpmn::process_id;
use crate::targets::{Output, Request, Subject, follow};
use crate::time::{Duration, Unit};
use std::collections::BTreeMap;

/// The process of a view; `None` without steps.
pub(super) fn document(
    request: &Request<'_>,
    subject: &Subject<'_>,
    view: &Procedure,
    out: &mut Output,
) -> Option<Vec<u8>> {
    let process = view.process.as_ref().filter(|process| !process.steps.is_empty())?;
    let codes = codes(process);
    let mut writer = Writer { request, subject, view, process, codes, field: Field { out, subject } };
    let mut xml = Xml::new();
    writer.head(&mut xml);
    writer.roles(&mut xml);
    writer.steps(&mut xml);
    writer.actions(&mut xml);
    writer.sequences(&mut xml);
    xml.close();
    writer.unsaid();
    Some(xml.finish())
}

/// A code for each step that an edit elsewhere does not change.
fn codes(process: &Process) -> Vec<String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut code = |step: &Step| {
        let base = ascii(&step.name.text);
        let count = taken.entry(base.clone()).or_default();
        *count += 1;
        if *count == 1 { base } else { format!("{base}_{count}") }
    };
    process.steps.iter().map(&mut code).collect()
}

struct Writer<'a> {
    request: &'a Request<'a>,
    subject: &'a Subject<'a>,
    view: &'a Procedure,
    process: &'a Process,
    codes: Vec<String>,
    field: Field<'a, 'a>,
}

impl Writer<'_> {
    fn code(&self, id: StepId) -> &str {
        &self.codes[id.0 as usize]
    }

    fn head(&mut self, xml: &mut Xml) {
        xml.open("ServiceProcess", &[]);
        self.field.put(xml, "processNo", 255, &process_id(self.view));
        self.field.put(xml, "processName", 255, &super::service::name_of(self.view));
        xml.leaf("description", &[], "");
        let row = self.view.deadlines.iter().find(|row| !row.plus && row.row.when.is_none());
        let row = row.or(self.view.deadlines.first());
        let limit = row.map_or_else(
            || "0".to_owned(),
            |row| match row.time.value {
                DeadlineTime::Duration(duration) => self.hours(duration, row.time.span),
                DeadlineTime::SameDay(_) => "8".to_owned(),
                DeadlineTime::Unknown => "0".to_owned(),
            },
        );
        xml.leaf("durationCount", &[], &limit);
        // 1: hours of work.
        xml.leaf("durationUnit", &[], "1");
        xml.leaf("generatePassword", &[], "false");
        for empty in ["serverNo", "serverName", "dossierNoPattern", "dossierGroupPattern", "dueDatePattern"] {
            xml.leaf(empty, &[], "");
        }
        xml.leaf("counter", &[], "0");
    }

    /// A duration in working hours, 8 a day.
    fn hours(&mut self, duration: Duration, at: crate::base::Span) -> String {
        let hundredths = match duration.unit {
            Unit::Hours => duration.hundredths,
            Unit::Minutes => duration.hundredths / 60,
            Unit::WorkingDays => duration.hundredths * 8,
            _ => {
                self.field.out.lose(&UNITS, self.subject, at, None);
                match duration.unit {
                    Unit::ClockHours => duration.hundredths,
                    Unit::Days => duration.hundredths * 8,
                    Unit::Weeks => duration.hundredths * 40,
                    Unit::Months => duration.hundredths * 176,
                    _ => duration.hundredths * 2112,
                }
            }
        };
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    fn bodies(step: &Step) -> Vec<&Body> {
        let parties = step.by.iter().flat_map(|by| by.any_of.iter().chain(&by.with));
        parties
            .filter_map(|party| match party {
                Party::Body { body, .. } => Some(body),
                Party::Applicant(_) => None,
            })
            .collect()
    }

    fn roles(&mut self, xml: &mut Xml) {
        let mut all: Vec<&Body> = Vec::new();
        for body in self.process.steps.iter().flat_map(Self::bodies) {
            if !all.iter().any(|other| other.same(body) || other.written() == body.written()) {
                all.push(body);
            }
        }
        xml.open("roles", &[]);
        for body in all {
            self.role(xml, "ProcessRole", body);
        }
        if self.process.steps.iter().any(|step| Self::bodies(step).is_empty()) {
            applicant(xml, "ProcessRole");
        }
        xml.close();
    }

    fn role(&mut self, xml: &mut Xml, element: &str, body: &Body) {
        xml.open(element, &[]);
        self.field.put(xml, "roleCode", 255, &body.written());
        let title = self.request.catalogue.full_title_of(body, self.request.as_of);
        self.field.put(xml, "roleName", 255, &title);
        xml.leaf("moderator", &[], "true");
        xml.leaf("condition", &[], "");
        xml.close();
    }

    fn steps(&mut self, xml: &mut Xml) {
        xml.open("steps", &[]);
        for id in self.process.ids() {
            let step = self.process.step(id);
            let time = match step.within.as_ref() {
                Some(within) => match within.value {
                    Limit::Duration(duration) => self.hours(duration, within.span),
                    Limit::SameDay(_) => "8".to_owned(),
                    Limit::Unknown => "0".to_owned(),
                },
                None => "0".to_owned(),
            };
            let status = match step.main_kind() {
                Some(StepKind::Receive) => "receiving",
                Some(StepKind::Return) => "releasing",
                Some(StepKind::CollectFee) => "paying",
                _ => "processing",
            };
            let code = self.code(id).to_owned();
            self.step(xml, &code, step.shown(), status, &time, step);
            if asks(step) {
                let title = format!("Chờ bổ sung: {}", step.shown());
                self.step(xml, &format!("{code}_bo_sung"), &title, "waiting", "0", step);
            }
        }
        for (code, title, status) in [("ket_thuc", "Kết thúc", "done"), ("tu_choi", "Từ chối", "denied")] {
            let last = self.process.steps.last().expect("a process with steps");
            if status == "done" || self.process.steps.iter().any(refuses) {
                self.step(xml, code, title, status, "0", last);
            }
        }
        xml.close();
    }

    fn step(&mut self, xml: &mut Xml, code: &str, title: &str, status: &str, time: &str, of: &Step) {
        xml.open("ProcessStep", &[]);
        self.field.put(xml, "stepCode", 255, code);
        self.field.put(xml, "stepName", 255, title);
        xml.leaf("sequenceNo", &[], "");
        xml.leaf("groupName", &[], "");
        xml.leaf("dossierStatus", &[], status);
        xml.leaf("dossierSubStatus", &[], "");
        xml.leaf("durationCount", &[], time);
        for empty in ["instructionNote", "briefNote", "roleAsStep"] {
            xml.leaf(empty, &[], "");
        }
        xml.leaf("checkInput", &[], "0");
        xml.open("roles", &[]);
        let bodies = Self::bodies(of);
        if bodies.is_empty() {
            applicant(xml, "StepRole");
        }
        for body in bodies {
            self.role(xml, "StepRole", body);
        }
        xml.close();
        xml.close();
    }

    fn actions(&mut self, xml: &mut Xml) {
        let (next, begins) = follow::successors(self.process);
        xml.open("actions", &[]);
        for first in &begins.steps {
            let code = self.code(*first).to_owned();
            self.action(xml, "", &code, "Nộp hồ sơ", None);
        }
        for id in self.process.ids() {
            let step = self.process.step(id);
            let code = self.code(id).to_owned();
            for to in &next[id.0 as usize].steps {
                let (target, title) =
                    (self.code(*to).to_owned(), format!("Chuyển: {}", self.process.step(*to).shown()));
                self.action(xml, &code, &target, &title, Some(step));
            }
            if next[id.0 as usize].ends {
                self.action(xml, &code, "ket_thuc", "Kết thúc", Some(step));
            }
            if asks(step) {
                self.action(xml, &code, &format!("{code}_bo_sung"), "Yêu cầu bổ sung", None);
                self.action(xml, &format!("{code}_bo_sung"), &code, "Nhận hồ sơ bổ sung", None);
            }
            if refuses(step) {
                self.action(xml, &code, "tu_choi", "Từ chối", None);
            }
        }
        xml.close();
    }

    fn action(&mut self, xml: &mut Xml, from: &str, to: &str, title: &str, step: Option<&Step>) {
        let signs = step.is_some_and(|step| {
            step.signature.as_ref().is_some_and(|one| one.value == OrUnknown::Known(Signature::Digital))
        });
        let pays = step.is_some_and(|step| step.is_kind(StepKind::CollectFee));
        let results: Vec<&str> = step
            .iter()
            .flat_map(|step| &step.writes)
            .map(|data| self.view.datum(data.value))
            .filter(|data| data.is_result)
            .map(|data| data.name.text.as_str())
            .collect();
        let results = results.join(",");
        let fee = self.view.fees.iter().find(|fee| fee.kind == FeeKind::Fee).or(self.view.fees.first());
        let fee = fee.filter(|_| pays).and_then(|fee| fee.title.as_ref()).map_or("", |title| &title.text).to_owned();
        xml.open("ProcessAction", &[]);
        let name = if from.is_empty() { format!("nop_{to}") } else { format!("{from}-{to}") };
        self.field.put(xml, "actionCode", 255, &name);
        self.field.put(xml, "actionName", 255, title);
        self.field.put(xml, "preStepCode", 255, from);
        self.field.put(xml, "postStepCode", 255, to);
        xml.leaf("autoEvent", &[], "");
        xml.leaf("preCondition", &[], "");
        xml.leaf(
            "allowAssignUser",
            &[],
            if step.is_some_and(|step| step.is_kind(StepKind::Assign)) { "1" } else { "0" },
        );
        xml.leaf("assignUserId", &[], "0");
        xml.leaf("assignUserName", &[], "");
        xml.leaf("requestPayment", &[], if pays { "1" } else { "0" });
        self.field.put(xml, "paymentFee", 255, &fee);
        xml.leaf("createDossierFiles", &[], "");
        self.field.put(xml, "returnDossierFiles", 255, &results);
        xml.leaf("eSignature", &[], if signs { "true" } else { "false" });
        for empty in ["signatureType", "createDossiers", "configNote", "postAction"] {
            xml.leaf(empty, &[], "");
        }
        xml.close();
    }

    /// One sequence for each phase; one for all where there are none.
    fn sequences(&mut self, xml: &mut Xml) {
        xml.open("sequences", &[]);
        let mut rows: Vec<(String, String)> = Vec::new();
        for phase in &self.process.phases {
            let time = match phase.within.as_ref().map(|within| (&within.value, within.span)) {
                Some((Limit::Duration(duration), at)) => self.hours(*duration, at),
                Some((Limit::SameDay(_), _)) => "8".to_owned(),
                _ => "0".to_owned(),
            };
            rows.push((shown(&phase.name, phase.title.as_ref()).to_owned(), time));
        }
        if rows.is_empty() {
            rows.push(("Xử lý hồ sơ".to_owned(), "0".to_owned()));
        }
        for (at, (title, time)) in rows.iter().enumerate() {
            xml.open("ProcessSequence", &[]);
            xml.leaf("sequenceNo", &[], &(at + 1).to_string());
            self.field.put(xml, "sequenceName", 255, title);
            xml.leaf("sequenceRole", &[], "");
            xml.leaf("durationCount", &[], time);
            xml.close();
        }
        xml.close();
    }

    fn unsaid(&mut self) {
        let mut lost = Vec::new();
        follow::unsaid(&self.process.flow, &mut |span, what| {
            lost.push((span, if what == follow::Unsaid::Parallel { &PARALLEL } else { &CONDITIONS }));
        });
        for step in &self.process.steps {
            let late = step.reactions.iter().filter(|reaction| reaction.trigger == Trigger::Late);
            lost.extend(late.map(|reaction| (reaction.span, &LATE)));
        }
        for (at, gap) in lost {
            self.field.out.lose(gap, self.subject, at, None);
        }
    }
}

/// The role of whoever files: the schema wants a role for each step, and some are the applicant's or nobody's.
fn applicant(xml: &mut Xml, element: &str) {
    xml.open(element, &[]);
    xml.leaf("roleCode", &[], "applicant");
    xml.leaf("roleName", &[], "Người nộp hồ sơ");
    xml.leaf("moderator", &[], "false");
    xml.leaf("condition", &[], "");
    xml.close();
}

fn asks(step: &Step) -> bool {
    step.reactions.iter().any(|reaction| matches!(reaction.action, Action::Ask(_)))
}

fn refuses(step: &Step) -> bool {
    step.reactions.iter().any(|reaction| matches!(reaction.trigger, Trigger::Ineligible))
}
