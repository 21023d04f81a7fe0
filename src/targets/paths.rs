//! Paths: every way that a case can take through each process as JSON, in the identifiers of the BPMN model of the same
//! name. Test cases for whatever runs the model: these facts in, these tasks worked in this order, this end out.

use super::bpmn::{Call, calls, process_id, stem, variable};
use super::{Gap, Output, Request, Subject, Target};
use crate::analysis::{Event, FactSettings, Facts, Finding, Run, Runs, Work};
use crate::base::{Span, Text};
use crate::drawing::{self, Chart, Guard, ShapeKind, ascii};
use crate::graph::{NodeId, NodeKind, Workflow};
use crate::model::{
    Action, Atom, ChannelKind, Condition, End, FactType, Flow, Given, Name, Node, Procedure, Process, StepId, Value,
};
use crate::text;
use serde::Serialize;
use std::collections::BTreeMap;

/// The target `paths`.
pub(super) struct Paths;

/// The version of the format; a reader of one version refuses another.
const VERSION: u32 = 1;

impl Target for Paths {
    fn name(&self) -> &'static str {
        "paths"
    }

    fn about(&self) -> Text {
        text!(
            en: "every path of every process as JSON, to test what runs the BPMN models",
            vi: "mọi đường đi của mỗi quy trình dạng JSON, để kiểm thử hệ thống chạy mô hình BPMN"
        )
    }

    /// Models and their paths belong side by side.
    fn folder(&self) -> Option<&'static str> {
        None
    }

    fn gaps(&self) -> &'static [&'static Gap] {
        GAPS
    }

    fn emit(&self, request: &Request<'_>, subject: &Subject<'_>) -> Output {
        let mut out = Output::default();
        for view in subject.runnable() {
            let Some(document) = document(request, subject, view) else { continue };
            if !document.complete {
                out.lose(&MORE_PATHS, subject, view.name.span, None);
            }
            let mut json = serde_json::to_vec_pretty(&document).expect("plain data can be written as JSON");
            json.push(b'\n');
            out.file(format!("{}.paths.json", stem(view)), json);
        }
        out
    }
}

static GAPS: &[&Gap] = &[&MORE_PATHS];

static MORE_PATHS: Gap = Gap {
    name: "more-paths",
    text: || text!(en: "there are more paths than are listed", vi: "còn những đường đi khác chưa được liệt kê"),
};

#[derive(Serialize)]
struct Document {
    version: u32,
    procedure: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<String>,
    process: String,
    as_of: String,
    /// Whether no path is missing but for further rounds of loops and requests.
    complete: bool,
    paths: Vec<PathOut>,
}

#[derive(Serialize)]
struct PathOut {
    /// Variables at filing; others do not matter.
    given: BTreeMap<String, Scalar>,
    tasks: Vec<TaskOut>,
    end: EndOut,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    under_way: Vec<String>,
}

#[derive(Serialize)]
struct TaskOut {
    task: String,
    /// Places in the list of the tasks that come directly before.
    after: Vec<usize>,
    /// Variables that it sets.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sets: BTreeMap<String, Scalar>,
    /// The process that works it, where that is another one: engines that call it come back when it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    calls: Option<String>,
    /// Whether it is not done in time, so that its timer fires.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    late: bool,
}

#[derive(Serialize)]
struct EndOut {
    kind: &'static str,
    after: Vec<usize>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Scalar {
    Truth(bool),
    Number(f64),
    Text(String),
}

fn document(request: &Request<'_>, subject: &Subject<'_>, view: &Procedure) -> Option<Document> {
    let process = view.process.as_ref()?;
    let chart = drawing::chart(request.catalogue, view, request.as_of, request.language)?;
    // How often one may ask where the law does not say changes times, not paths.
    let settings = FactSettings { as_of: request.as_of, supplement_rounds: 1 };
    let facts = Facts::new(request.catalogue, view, settings);
    let mut runs = Runs::of(&facts, &assumptions(subject, view));
    if runs.all.is_empty() {
        // The cases with a process of their own cover everything: the base is nobody's, and is shown as it is written.
        runs = Runs::of(&facts, &[]);
    }
    let ids = chart.identifiers(process);
    let loops = loops(process, facts.workflow());
    let calls = calls(request, view);
    let writer = Writer { procedure: view, process, chart: &chart, ids: &ids, loops, calls: &calls };
    Some(Document {
        version: VERSION,
        procedure: view.name.text.clone(),
        case: view.case.as_ref().map(|case| case.text.clone()),
        process: process_id(view),
        as_of: request.as_of.to_string(),
        complete: runs.complete,
        paths: runs.all.iter().map(|run| writer.path(run)).collect(),
    })
}

/// Which cases a model is for: those of its case; for the base those that no other model is for.
fn assumptions<'a>(subject: &'a Subject<'_>, view: &'a Procedure) -> Vec<(&'a Condition, bool)> {
    let when = |of: &Name| view.cases.iter().find(|case| case.name.text == of.text).and_then(|case| case.when.as_ref());
    if let Some(name) = &view.case {
        return when(name).into_iter().map(|condition| (condition, true)).collect();
    }
    let others = subject.runnable().filter_map(|other| other.case.as_ref());
    others.filter_map(|name| Some((when(name)?, false))).collect()
}

struct Writer<'a> {
    procedure: &'a Procedure,
    process: &'a Process,
    chart: &'a Chart,
    ids: &'a [String],
    loops: BTreeMap<NodeId, usize>,
    calls: &'a BTreeMap<StepId, Call<'a>>,
}

impl Writer<'_> {
    fn path(&self, run: &Run) -> PathOut {
        let kind = match run.end {
            End::Done => "done",
            End::Refuse => "refuse",
            End::Withdraw => "withdraw",
            End::Stop => "stop",
        };
        PathOut {
            given: self.variables(&run.given),
            tasks: run.events.iter().map(|event| self.task(event)).collect(),
            end: EndOut { kind, after: run.last.clone() },
            under_way: run.under_way.iter().map(|step| self.id(Work::Step(*step))).collect(),
        }
    }

    fn task(&self, event: &Event) -> TaskOut {
        let mut sets = self.variables(&event.facts);
        if let Work::Step(step) = event.work
            && self.judges(step)
        {
            let word = match event.finding {
                Finding::Good => Some("ok"),
                Finding::Incomplete => Some("incomplete"),
                Finding::Ineligible => Some("ineligible"),
                Finding::Late => None,
            };
            let name = format!("outcome_{}", ascii(&self.process.step(step).name.text));
            sets.extend(word.map(|word| (name, Scalar::Text(word.to_owned()))));
        }
        for (test, again) in &event.again {
            sets.extend(self.loops.get(test).map(|number| (format!("again_{number}"), Scalar::Truth(*again))));
        }
        let late = event.finding == Finding::Late;
        let calls = match event.work {
            Work::Step(step) => self.calls.get(&step).map(|call| call.process.clone()),
            Work::Supplement(..) => None,
        };
        TaskOut { calls, task: self.id(event.work), after: event.after.clone(), sets, late }
    }

    /// Whether a step may find the dossier incomplete or the applicant not eligible.
    fn judges(&self, step: StepId) -> bool {
        let judges = |guard: &Guard| matches!(guard, Guard::Outcome(of, _) if *of == step);
        self.chart.arrows.iter().any(|arrow| judges(&arrow.guard))
    }

    /// The identifier of a task.
    fn id(&self, work: Work) -> String {
        let is_it = |kind: &ShapeKind, of: Option<StepId>| match (work, kind) {
            (Work::Step(step), ShapeKind::Task) => of == Some(step),
            (Work::Supplement(step, reaction), ShapeKind::Supplement(ask)) => {
                let wanted = match &self.process.step(step).reactions[reaction as usize].action {
                    Action::Ask(wanted) => Some(wanted.span),
                    Action::Go(_) => None,
                };
                of == Some(step) && wanted == Some(ask.span)
            }
            _ => false,
        };
        let at = self.chart.shapes.iter().position(|shape| is_it(&shape.kind, shape.step));
        self.ids[at.expect("what is worked has a shape")].clone()
    }

    fn variables(&self, given: &Given) -> BTreeMap<String, Scalar> {
        given.iter().map(|(atom, value)| (variable(atom, self.procedure), self.scalar(atom, value))).collect()
    }

    fn scalar(&self, atom: &Atom, value: &Value) -> Scalar {
        match value {
            Value::Truth(truth) => Scalar::Truth(*truth),
            Value::Number(millionths) => Scalar::Number(*millionths as f64 / 1e6),
            Value::Money(hundredths) => Scalar::Number(*hundredths as f64 / 100.0),
            Value::Date(date) => Scalar::Text(date.to_string()),
            Value::Channel(kind) => Scalar::Text(
                match kind {
                    ChannelKind::Counter => "counter",
                    ChannelKind::Post => "post",
                    ChannelKind::Online => "online",
                }
                .to_owned(),
            ),
            Value::Choice(index) => {
                let choices = match atom {
                    Atom::Fact(id) => match &self.procedure.fact(*id).kind {
                        FactType::OneOf(choices) => choices.as_slice(),
                        _ => &[],
                    },
                    _ => &[],
                };
                // Values that are none of the list stand for all the others.
                Scalar::Text(choices.get(*index as usize).map_or_else(|| "x".to_owned(), |(name, _)| ascii(&name.text)))
            }
        }
    }
}

/// The numbers that the chart gives to loops without a condition, by their tests: inner ones first.
fn loops(process: &Process, workflow: &Workflow) -> BTreeMap<NodeId, usize> {
    let mut spans = Vec::new();
    inner_first(&process.flow, &mut spans);
    let test = |span: &Span| {
        workflow.nodes().find(|node| {
            let kind = workflow.kind(*node);
            kind == NodeKind::LoopTest
                && workflow.node(*node).span == Some(*span)
                && !workflow.incoming(*node).is_empty()
        })
    };
    spans.iter().filter_map(test).enumerate().map(|(at, node)| (node, at + 1)).collect()
}

fn inner_first(flow: &Flow, into: &mut Vec<Span>) {
    for node in &flow.nodes {
        match node {
            Node::Choice { options, .. } => options.iter().for_each(|option| inner_first(&option.flow, into)),
            Node::Parallel { branches, .. } => branches.iter().for_each(|(_, branch)| inner_first(branch, into)),
            Node::Repeat { body, span, .. } => {
                inner_first(body, into);
                into.push(*span);
            }
            Node::Phase(_, body) => inner_first(body, into),
            Node::Step(_) | Node::End(_) => {}
        }
    }
}
