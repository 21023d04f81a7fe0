//! The executable part: lanes, tasks, gateways, events and sequence flows, with what standard BPMN cannot say as extension
//! data in the namespace `urn:procedo:bpmn:1`.

use super::call::Call;
use super::dialect::{Dialect, Form, Tick};
use super::expression::{Spelling, expression, variables};
use crate::base::Xml;
use crate::drawing::{Arrow, ArrowId, Chart, Guard, Outcome, Shape, ShapeId, ShapeKind, ascii, describe};
use crate::model::{
    Ask, Bodies, CountedFrom, DeadlineTime, End, Limit, OrUnknown, Party, Procedure, Silence, Step, StepId, StepKind,
    shown,
};
use crate::time::{Duration, Unit};
use std::collections::{BTreeMap, BTreeSet};

/// What is written.
pub(super) struct Model<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) chart: &'a Chart,
    pub(super) ids: &'a [String],
    pub(super) dialect: Dialect,
    /// The tasks of which someone is told when they are overdue.
    pub(super) overdue: &'a BTreeSet<ShapeId>,
    /// The steps that are calls of other processes.
    pub(super) calls: &'a BTreeMap<StepId, Call<'a>>,
}

const NAMESPACES: [(&str, &str); 7] = [
    ("xmlns", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
    ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
    ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
    ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("xmlns:procedo", "urn:procedo:bpmn:1"),
    ("targetNamespace", "urn:procedo:catalogue"),
];

/// Writes the document; `drawing` adds the diagram at its end.
pub(super) fn write(xml: &mut Xml, model: &Model<'_>, drawing: impl FnOnce(&mut Xml)) {
    let process = process_id(model.procedure);
    let mut attributes =
        vec![("id", "definitions"), ("exporter", "procedo"), ("exporterVersion", env!("CARGO_PKG_VERSION"))];
    attributes.extend(NAMESPACES);
    let prefix = format!("xmlns:{}", model.dialect.prefix);
    attributes.push((&prefix, model.dialect.namespace));
    if model.dialect.spelling == Spelling::Feel {
        attributes.extend([
            ("xmlns:modeler", "http://camunda.org/schema/modeler/1.0"),
            ("modeler:executionPlatform", "Camunda Cloud"),
            ("modeler:executionPlatformVersion", "8.6.0"),
        ]);
    }
    xml.open("definitions", &attributes);
    xml.open("collaboration", &[("id", "collaboration")]);
    xml.empty("participant", &[("id", "pool"), ("name", &model.chart.title), ("processRef", &process)]);
    xml.close();
    let name = model.dialect.name(shown(&model.procedure.name, model.procedure.title.as_ref()));
    let history = model.dialect.attribute("historyTimeToLive");
    let mut attributes = vec![("id", process.as_str()), ("name", &name), ("isExecutable", "true")];
    if model.dialect.history {
        attributes.push((&history, "P180D"));
    }
    xml.open("process", &attributes);
    model.heading(xml);
    model.lanes(xml);
    for id in model.chart.ids() {
        model.shape(xml, id);
        if model.overdue.contains(&id) {
            model.notice(xml, model.id(id));
        }
    }
    for (index, arrow) in model.chart.arrows.iter().enumerate() {
        model.arrow(xml, ArrowId(index), arrow);
    }
    xml.close();
    drawing(xml);
    xml.close();
}

/// The id of the process: stable as long as the code and the case are.
pub(in crate::targets) fn process_id(procedure: &Procedure) -> String {
    let case = procedure.case.as_ref().map_or_else(String::new, |case| format!("_{}", ascii(&case.text)));
    format!("procedure_{}{case}", ascii(&procedure.name.text))
}

/// The id of the event that tells of an overdue task.
pub(super) fn notice_id(task: &str) -> String {
    format!("overdue_{task}")
}

/// The id of an arrow: of its ends, so that it survives edits elsewhere.
pub(super) fn flow_id(chart: &Chart, ids: &[String], id: ArrowId) -> String {
    let arrow = &chart.arrows[id.0];
    let twins = chart.arrows[..id.0].iter().filter(|a| a.from == arrow.from && a.to == arrow.to).count();
    let number = if twins == 0 { String::new() } else { format!("_{}", twins + 1) };
    format!("flow_{}_to_{}{number}", ids[arrow.from.0], ids[arrow.to.0])
}

/// What the conditions of a process ask for, with the types as engines name them.
pub(super) fn variables_of(procedure: &Procedure, chart: &Chart) -> BTreeMap<String, &'static str> {
    let mut names = BTreeMap::new();
    for arrow in &chart.arrows {
        match &arrow.guard {
            Guard::When(condition) => variables(condition, procedure, &mut names),
            Guard::Outcome(step, _) => {
                names.insert(outcome_variable(procedure, *step), "string");
            }
            Guard::Again(number) => {
                names.insert(format!("again_{number}"), "boolean");
            }
            Guard::Always | Guard::Default => {}
        }
    }
    names
}

/// Where a step says what it found.
fn outcome_variable(procedure: &Procedure, step: StepId) -> String {
    let process = procedure.process.as_ref().expect("a chart has a process");
    format!("outcome_{}", ascii(&process.step(step).name.text))
}

impl Model<'_> {
    fn id(&self, shape: ShapeId) -> &str {
        &self.ids[shape.0]
    }

    /// The doc comment, the deadlines and the variables that conditions ask for.
    fn heading(&self, xml: &mut Xml) {
        let name = shown(&self.procedure.name, self.procedure.title.as_ref());
        self.dialect.describes(xml, name, self.procedure.notes.doc.as_deref());
        xml.open("extensionElements", &[]);
        self.dialect.listens(xml, &[Tick::Filed]);
        xml.empty("procedo:procedure", &[("code", &self.procedure.name.text)]);
        for deadline in &self.procedure.deadlines {
            let mut attributes = Vec::new();
            let amount;
            match deadline.time.value {
                DeadlineTime::Duration(duration) => {
                    amount = duration_text(duration);
                    attributes.push(("limit", amount.as_str()));
                }
                DeadlineTime::SameDay(_) => attributes.push(("limit", "same day")),
                DeadlineTime::Unknown => attributes.push(("limit", "unknown")),
            }
            if deadline.plus {
                attributes.push(("adds", "true"));
            }
            if deadline.counted_from == CountedFrom::CompleteDossier {
                attributes.push(("countedFrom", "complete dossier"));
            }
            let when = deadline.row.when.as_ref().map(|when| describe(when, self.procedure, self.chart.language));
            if let Some(when) = &when {
                attributes.push(("when", when));
            }
            xml.empty("procedo:deadline", &attributes);
        }
        for (name, kind) in self.variables() {
            xml.empty("procedo:variable", &[("name", &name), ("type", kind)]);
        }
        xml.close();
    }

    /// What conditions ask for, those of called processes included.
    pub(super) fn variables(&self) -> BTreeMap<String, &'static str> {
        let mut names = variables_of(self.procedure, self.chart);
        for call in self.calls.values() {
            names.extend(call.inputs.iter().map(|(name, kind)| (name.clone(), *kind)));
        }
        names
    }

    pub(super) fn outcome_variable(&self, step: StepId) -> String {
        outcome_variable(self.procedure, step)
    }

    fn lanes(&self, xml: &mut Xml) {
        xml.open("laneSet", &[("id", "lanes")]);
        for (index, lane) in self.chart.lanes.iter().enumerate() {
            xml.open("lane", &[("id", &format!("lane_{}", index + 1)), ("name", &self.dialect.name(&lane.title))]);
            for id in self.chart.ids().filter(|id| self.chart.shape(*id).lane == index) {
                xml.leaf("flowNodeRef", &[], self.id(id));
                if self.overdue.contains(&id) {
                    xml.leaf("flowNodeRef", &[], &notice_id(self.id(id)));
                }
            }
            xml.close();
        }
        xml.close();
    }

    fn shape(&self, xml: &mut Xml, id: ShapeId) {
        let shape = self.chart.shape(id);
        let name = self.id(id);
        match &shape.kind {
            ShapeKind::Start => {
                let initiator = self.dialect.attribute("initiator");
                let mut attributes = vec![("id", name)];
                if self.dialect.form != Form::None {
                    attributes.push((&initiator, "applicant"));
                }
                xml.open("startEvent", &attributes);
                self.start_form(xml);
                self.ends_of_arrows(xml, id);
            }
            ShapeKind::Task => match shape.step.and_then(|step| self.calls.get(&step)) {
                Some(call) => self.call(xml, id, shape, call),
                None => self.task(xml, id, shape),
            },
            ShapeKind::Supplement(ask) => {
                let (groups, assignee) =
                    (self.dialect.attribute("candidateGroups"), self.dialect.attribute("assignee"));
                let label = self.dialect.name(&shape.label);
                let mut attributes = vec![("id", name), ("name", &*label)];
                if self.dialect.spelling == Spelling::Juel {
                    attributes.push((&groups, "applicant"));
                }
                if self.dialect.form != Form::None {
                    attributes.push((&assignee, "${applicant}"));
                }
                xml.open("userTask", &attributes);
                xml.open("extensionElements", &[]);
                self.zeebe_task(xml, name, "applicant", None);
                self.dialect.listens(xml, &[Tick::Paused, if ask.restarts { Tick::Restarted } else { Tick::Resumed }]);
                ask_data(xml, ask);
                xml.close();
                self.ends_of_arrows(xml, id);
            }
            ShapeKind::Exclusive => {
                let default = self.default_of(id);
                let mut attributes = vec![("id", name)];
                if let Some(default) = &default {
                    attributes.push(("default", default));
                }
                xml.open("exclusiveGateway", &attributes);
                self.ends_of_arrows(xml, id);
            }
            ShapeKind::Parallel => {
                xml.open("parallelGateway", &[("id", name)]);
                self.ends_of_arrows(xml, id);
            }
            ShapeKind::Timer(host, limit) => {
                xml.open(
                    "boundaryEvent",
                    &[("id", name), ("attachedToRef", self.id(*host)), ("cancelActivity", "true")],
                );
                self.ends_of_arrows(xml, id);
                xml.open("timerEventDefinition", &[("id", &format!("{name}_limit"))]);
                let typed = [("xsi:type", "tFormalExpression")];
                match iso(&limit.value) {
                    Some(duration) => xml.leaf("timeDuration", &typed, &duration),
                    None => xml.leaf("timeDate", &typed, &self.dialect.due(self.id(*host))),
                }
                xml.close();
            }
            ShapeKind::End(end) => {
                xml.open("endEvent", &[("id", name), ("name", &self.dialect.name(&shape.label))]);
                self.ends_of_arrows(xml, id);
                // Refusing, withdrawing or stopping ends the whole case, whatever still runs beside it.
                if *end != End::Done {
                    xml.empty("terminateEventDefinition", &[("id", &format!("{name}_all"))]);
                }
            }
        }
        xml.close();
    }

    fn task(&self, xml: &mut Xml, id: ShapeId, shape: &Shape) {
        let process = self.procedure.process.as_ref().expect("a chart has a process");
        let step = process.step(shape.step.expect("a task has a step"));
        let lane = &self.chart.lanes[shape.lane].key;
        let candidates = step.by.as_ref().map_or_else(|| lane.clone(), |by| candidates(by, lane));
        let due = self.dialect.due(self.id(id));
        let (groups, date) = (self.dialect.attribute("candidateGroups"), self.dialect.attribute("dueDate"));
        let limited = step.within.as_ref().is_some_and(|within| within.value != Limit::Unknown);
        let name = self.dialect.name(&shape.label);
        let mut attributes = vec![("id", self.id(id)), ("name", &*name)];
        if self.dialect.spelling == Spelling::Juel {
            if !candidates.is_empty() {
                attributes.push((&groups, &candidates));
            }
            if limited {
                attributes.push((&date, &due));
            }
        }
        xml.open("userTask", &attributes);
        self.dialect.describes(xml, &shape.label, step.notes.doc.as_deref());
        xml.open("extensionElements", &[]);
        self.zeebe_task(xml, self.id(id), &candidates, Some(&due).filter(|_| limited));
        let pauses = if step.pauses.is_some() { &[Tick::Paused, Tick::Resumed][..] } else { &[] };
        self.dialect.listens(xml, pauses);
        self.task_form(xml, shape.step.expect("a task has a step"));
        self.step_data(xml, step);
        xml.close();
        self.ends_of_arrows(xml, id);
    }

    /// A step that the process of another procedure works.
    fn call(&self, xml: &mut Xml, id: ShapeId, shape: &Shape, call: &Call<'_>) {
        let process = self.procedure.process.as_ref().expect("a chart has a process");
        let step = process.step(shape.step.expect("a task has a step"));
        let key = self.dialect.attribute("inheritBusinessKey");
        let name = self.dialect.name(&shape.label);
        let mut attributes = vec![("id", self.id(id)), ("name", &*name)];
        if self.dialect.spelling == Spelling::Juel {
            attributes.push(("calledElement", &call.process));
        }
        if self.dialect.form == Form::Property {
            attributes.push((&key, "true"));
        }
        xml.open("callActivity", &attributes);
        self.dialect.describes(xml, &shape.label, step.notes.doc.as_deref());
        xml.open("extensionElements", &[]);
        self.dialect.hands_over(xml, &call.process, call.inputs.keys());
        let pauses = if step.pauses.is_some() { &[Tick::Paused, Tick::Resumed][..] } else { &[] };
        self.dialect.listens(xml, pauses);
        self.step_data(xml, step);
        xml.close();
        self.ends_of_arrows(xml, id);
    }

    /// A limit that passes while the task goes on: the bean is told, and the event leads nowhere.
    fn notice(&self, xml: &mut Xml, task: &str) {
        let name = notice_id(task);
        xml.open("boundaryEvent", &[("id", &name), ("attachedToRef", task), ("cancelActivity", "false")]);
        xml.open("extensionElements", &[]);
        self.dialect.tells_late(xml, task);
        xml.close();
        xml.open("timerEventDefinition", &[("id", &format!("{name}_limit"))]);
        xml.leaf("timeDate", &[("xsi:type", "tFormalExpression")], &self.dialect.due(task));
        xml.close();
        xml.close();
    }

    /// What Camunda 8 reads of a task: elements, where the others read attributes.
    fn zeebe_task(&self, xml: &mut Xml, id: &str, groups: &str, due: Option<&String>) {
        if self.dialect.spelling != Spelling::Feel {
            return;
        }
        xml.empty("zeebe:userTask", &[]);
        // The form is none of the engine's own: whoever shows the task knows it by the task.
        xml.empty("zeebe:formDefinition", &[("externalReference", id)]);
        if !groups.is_empty() {
            xml.empty("zeebe:assignmentDefinition", &[("candidateGroups", groups)]);
        }
        if let Some(due) = due {
            xml.empty("zeebe:taskSchedule", &[("dueDate", due)]);
        }
    }

    /// What a step says and BPMN does not.
    fn step_data(&self, xml: &mut Xml, step: &Step) {
        let kinds: Vec<_> = step.kinds.iter().map(|kind| kind_word(kind.value)).collect();
        let within = step.within.as_ref().and_then(|within| limit_text(&within.value));
        let kinds = kinds.join(" ");
        let mut attributes = vec![("name", step.name.text.as_str())];
        if !kinds.is_empty() {
            attributes.push(("kind", &kinds));
        }
        if let Some(within) = &within {
            attributes.push(("limit", within));
        }
        if step.pauses.is_some() {
            attributes.push(("clock", "paused"));
        }
        match &step.silence {
            Some((Silence::Agreement, _)) => attributes.push(("silence", "agreement")),
            Some((Silence::Refusal, _)) => attributes.push(("silence", "refusal")),
            None => {}
        }
        xml.empty("procedo:step", &attributes);
        let data = |xml: &mut Xml, element: &str, ids: &[crate::model::At<crate::model::DataId>]| {
            for id in ids {
                xml.empty(element, &[("name", &self.procedure.datum(id.value).name.text)]);
            }
        };
        data(xml, "procedo:reads", &step.reads);
        data(xml, "procedo:writes", &step.writes);
    }

    fn ends_of_arrows(&self, xml: &mut Xml, id: ShapeId) {
        for (arrow, _) in self.chart.reaching(id) {
            xml.leaf("incoming", &[], &flow_id(self.chart, self.ids, arrow));
        }
        for (arrow, _) in self.chart.leaving(id) {
            xml.leaf("outgoing", &[], &flow_id(self.chart, self.ids, arrow));
        }
    }

    fn default_of(&self, id: ShapeId) -> Option<String> {
        let (arrow, _) = self.chart.leaving(id).find(|(_, arrow)| arrow.guard == Guard::Default)?;
        Some(flow_id(self.chart, self.ids, arrow))
    }

    fn arrow(&self, xml: &mut Xml, id: ArrowId, arrow: &Arrow) {
        let name = flow_id(self.chart, self.ids, id);
        let mut attributes =
            vec![("id", name.as_str()), ("sourceRef", self.id(arrow.from)), ("targetRef", self.id(arrow.to))];
        let label = self.dialect.name(&arrow.label);
        if !label.is_empty() {
            attributes.push(("name", &label));
        }
        let condition = match &arrow.guard {
            Guard::Always | Guard::Default => None,
            Guard::When(condition) => Some(expression(condition, self.procedure, self.dialect.spelling)),
            Guard::Outcome(step, outcome) => {
                let word = match outcome {
                    Outcome::Incomplete => "incomplete",
                    Outcome::Ineligible => "ineligible",
                };
                let spelling = self.dialect.spelling;
                Some(spelling.equals(&self.outcome_variable(*step), &spelling.quoted(word)))
            }
            Guard::Again(number) => Some(format!("again_{number}")),
        };
        match condition {
            Some(condition) => {
                xml.open("sequenceFlow", &attributes);
                xml.leaf(
                    "conditionExpression",
                    &[("xsi:type", "tFormalExpression")],
                    &self.dialect.condition(&condition),
                );
                xml.close();
            }
            None => xml.empty("sequenceFlow", &attributes),
        }
    }
}

/// A limit that an engine can count itself: clock time and calendar time, not working time.
fn iso(limit: &Limit) -> Option<String> {
    let Limit::Duration(Duration { hundredths, unit }) = *limit else { return None };
    let whole = (hundredths % 100 == 0).then_some(hundredths / 100)?;
    match unit {
        Unit::ClockHours => Some(format!("PT{whole}H")),
        Unit::Days => Some(format!("P{whole}D")),
        Unit::Weeks => Some(format!("P{whole}W")),
        Unit::Months => Some(format!("P{whole}M")),
        Unit::Years => Some(format!("P{whole}Y")),
        Unit::Minutes | Unit::Hours | Unit::WorkingDays => None,
    }
}

fn limit_text(limit: &Limit) -> Option<String> {
    match limit {
        Limit::Duration(duration) => Some(duration_text(*duration)),
        Limit::SameDay(None) => Some("same day".to_owned()),
        Limit::SameDay(Some(before)) => Some(format!("same day before {before}")),
        Limit::Unknown => None,
    }
}

/// In English whatever the language of the file: this is for programs.
fn duration_text(duration: Duration) -> String {
    duration.show(crate::base::Language::En)
}

fn ask_data(xml: &mut Xml, ask: &Ask) {
    let times = ask.times.as_ref().map(|times| times.value.to_string());
    let within = ask.within.as_ref().and_then(|within| match within.value {
        OrUnknown::Known(duration) => Some(duration_text(duration)),
        OrUnknown::Unknown => None,
    });
    let mut attributes = vec![("clock", if ask.restarts { "restarts" } else { "paused" })];
    if let Some(times) = &times {
        attributes.push(("times", times));
    }
    if let Some(within) = &within {
        attributes.push(("limit", within));
    }
    xml.empty("procedo:supplement", &attributes);
}

/// The English word of a kind of step.
fn kind_word(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Receive => "receive",
        StepKind::Digitise => "digitise",
        StepKind::Transfer => "transfer",
        StepKind::Assign => "assign",
        StepKind::Check => "check",
        StepKind::Assess => "assess",
        StepKind::Consult => "consult",
        StepKind::Inspect => "inspect",
        StepKind::Meet => "meet",
        StepKind::Draft => "draft",
        StepKind::Review => "review",
        StepKind::Approve => "approve",
        StepKind::Decide => "decide",
        StepKind::Sign => "sign",
        StepKind::Issue => "issue",
        StepKind::Register => "register",
        StepKind::Display => "display",
        StepKind::CollectFee => "collect-fee",
        StepKind::Await => "await",
        StepKind::Return => "return",
        StepKind::Notify => "notify",
        StepKind::Archive => "archive",
    }
}

/// Who may take a task, with commas as engines read them: where one of several bodies may, each of them. The first has the lane.
fn candidates(by: &Bodies, lane: &str) -> String {
    let others = by.any_of.iter().skip(1).map(Party::key);
    std::iter::once(lane.to_owned()).chain(others).collect::<Vec<_>>().join(",")
}
