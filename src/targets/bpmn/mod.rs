//! BPMN 2.0: one executable process a procedure, with lanes, candidate groups, due dates, conditions, timers and a drawing.

mod call;
mod diagram;
mod dialect;
mod engines;
mod expression;
mod form;
mod process;

pub(super) use call::{Call, calls};
pub(super) use dialect::IGATE;
pub(super) use engines::{ACTIVITI as ACTIVITI_TARGET, CAMUNDA7, FLOWABLE, ZEEBE};
pub(super) use expression::variable;
pub(super) use process::process_id;

use dialect::Dialect;

use super::{Gap, NO_PROCESS, Output, Request, Subject, Target, file_name};
use crate::base::{Text, Xml};
use crate::drawing::layout::{Style, layout};
use crate::drawing::{self, Chart, ShapeId, ShapeKind};
use crate::model::{Action, At, Limit, Procedure, Ref, Step, Trigger, shown};
use crate::text;
use process::variables_of;
use std::collections::{BTreeMap, BTreeSet};

/// The target `bpmn`.
pub(super) struct Bpmn;

static ROUNDS: Gap = Gap {
    name: "rounds",
    text: || {
        text!(
            en: "an engine does not count rounds: how often the applicant may be asked stands in the extension data and is for the form of the step to enforce",
            vi: "hệ thống điều hành không đếm số lần yêu cầu bổ sung: số lần được phép nằm trong dữ liệu mở rộng, biểu mẫu của bước phải tự kiểm soát"
        )
    },
};

static SILENCE: Gap = Gap {
    name: "silence",
    text: || {
        text!(
            en: "what silence means in a step is written as extension data only",
            vi: "ý nghĩa của việc không trả lời ở một bước chỉ được ghi trong dữ liệu mở rộng"
        )
    },
};

static LINKED: Gap = Gap {
    name: "linked",
    text: || {
        text!(
            en: "another procedure that this one is interlinked with is not called: no step says so, the step itself judges something, or the other's one process is not among these files",
            vi: "không gọi được quy trình của thủ tục liên thông: không bước nào ghi liên thông, bước đó tự xem xét, hoặc thủ tục kia không có một quy trình duy nhất trong các tệp này"
        )
    },
};

static LATE: Gap = Gap {
    name: "late",
    text: || {
        text!(
            en: "a limit that passes without `if late` only shows as overdue: nothing else happens in the engine",
            vi: "quá hạn mà không ghi `nếu quá hạn` thì hệ thống chỉ hiển thị trễ hạn, không làm gì khác"
        )
    },
};

pub(super) static CUT: Gap = Gap {
    name: "cut",
    text: || {
        text!(
            en: "the engine holds 255 letters of a name and 2,000 of a description: a longer name is cut and stands whole in the description, a longer description is cut",
            vi: "hệ thống điều hành chỉ lưu tên tối đa 255 ký tự và mô tả tối đa 2.000 ký tự: tên dài hơn bị cắt, tên đầy đủ nằm trong phần mô tả; mô tả dài hơn bị cắt"
        )
    },
};

static GAPS: &[&Gap] = &[&NO_PROCESS, &ROUNDS, &SILENCE, &LINKED, &LATE];

/// As above, for engines that keep names in columns.
static GAPS_OF_COLUMNS: &[&Gap] = &[&NO_PROCESS, &ROUNDS, &SILENCE, &LINKED, &LATE, &CUT];

impl Target for Bpmn {
    fn name(&self) -> &'static str {
        "bpmn"
    }

    fn about(&self) -> Text {
        text!(en: "BPMN 2.0 for process engines and modellers", vi: "BPMN 2.0 cho hệ thống điều hành và công cụ vẽ quy trình")
    }

    /// Models and their paths belong side by side.
    fn folder(&self) -> Option<&'static str> {
        None
    }

    fn gaps(&self) -> &'static [&'static Gap] {
        GAPS
    }

    fn emit(&self, request: &Request<'_>, subject: &Subject<'_>) -> Output {
        models(request, subject, dialect::PLAIN)
    }
}

/// The models of a subject in a dialect.
fn models(request: &Request<'_>, subject: &Subject<'_>, dialect: Dialect) -> Output {
    let mut out = Output::default();
    for view in subject.runnable() {
        match document(request, view, dialect) {
            Some(xml) => {
                out.file(format!("{}.bpmn", stem(view)), xml);
                unsaid(request, dialect, view, subject, &mut out);
            }
            None => out.lose(&NO_PROCESS, subject, view.name.span, None),
        }
    }
    out
}

/// The file's name without ending: the code, and the case.
pub(super) fn stem(view: &Procedure) -> String {
    let code = file_name(&view.name.text);
    view.case.as_ref().map_or(code.clone(), |case| format!("{code}--{}", file_name(&case.text)))
}

/// The BPMN document of a view; `None` without a process.
pub(super) fn document(request: &Request<'_>, view: &Procedure, dialect: Dialect) -> Option<Vec<u8>> {
    let chart = drawing::chart(request.catalogue, view, request.as_of, request.language)?;
    let places = layout(&chart, &Style::BPMN);
    let ids = chart.identifiers(view.process.as_ref()?);
    let mut xml = Xml::new();
    let overdue = overdue(request, view, &chart, dialect);
    let calls = if dialect.calls { calls(request, view) } else { BTreeMap::new() };
    let model = process::Model { procedure: view, chart: &chart, ids: &ids, dialect, overdue: &overdue, calls: &calls };
    process::write(&mut xml, &model, |xml| diagram::write(xml, &model, &places));
    Some(xml.finish())
}

/// The tasks whose limit passes without anything happening, and of which the engine is to tell someone.
fn overdue(request: &Request<'_>, view: &Procedure, chart: &Chart, dialect: Dialect) -> BTreeSet<ShapeId> {
    let told = tells(request, dialect);
    let Some(process) = view.process.as_ref().filter(|_| told) else { return BTreeSet::new() };
    let is_overdue = |id: &ShapeId| {
        let shape = chart.shape(*id);
        shape.kind == ShapeKind::Task && shape.step.is_some_and(|step| unwatched(process.step(step)).is_some())
    };
    chart.ids().filter(is_overdue).collect()
}

/// Whether engines of this dialect tell someone of an overdue task.
fn tells(request: &Request<'_>, dialect: Dialect) -> bool {
    request.notices && dialect.clock
}

/// The limit of a step that says nothing of what happens when it passes.
fn unwatched(step: &Step) -> Option<&At<Limit>> {
    let watched = step.reactions.iter().any(|reaction| reaction.trigger == Trigger::Late);
    step.within.as_ref().filter(|within| !watched && within.value != Limit::Unknown)
}

/// The names and descriptions that are longer than the engine holds.
pub(super) fn cuts(dialect: Dialect, view: &Procedure, subject: &Subject<'_>, out: &mut Output) {
    let own = std::iter::once((&view.name, view.title.as_ref(), &view.notes));
    let steps = view.process.iter().flat_map(|process| &process.steps);
    for (name, title, notes) in own.chain(steps.map(|step| (&step.name, step.title.as_ref(), &step.notes))) {
        if !dialect.holds(shown(name, title), notes.doc.as_deref()) {
            out.lose(&CUT, subject, name.span, Some(&name.text));
        }
    }
}

/// What engines cannot hold of this procedure.
fn unsaid(request: &Request<'_>, dialect: Dialect, view: &Procedure, subject: &Subject<'_>, out: &mut Output) {
    let steps = || view.process.iter().flat_map(|process| &process.steps);
    let calls = if dialect.calls { calls(request, view) } else { BTreeMap::new() };
    let called = |linked: &Ref<Procedure>| {
        let process = view.process.as_ref();
        let mut made = calls.keys().filter_map(|id| process?.step(*id).calls.as_ref());
        made.any(|call| call.id == linked.id)
    };
    if let Some(linked) = view.linked.iter().find(|linked| !called(linked)) {
        out.lose(&LINKED, subject, linked.name.span, None);
    }
    cuts(dialect, view, subject, out);
    for step in steps() {
        for reaction in &step.reactions {
            if let Action::Ask(ask) = &reaction.action {
                out.lose(&ROUNDS, subject, ask.span, None);
            }
        }
        if let Some(within) = unwatched(step).filter(|_| !tells(request, dialect)) {
            out.lose(&LATE, subject, within.span, None);
        }
        if let Some((_, cited)) = &step.silence {
            out.lose(&SILENCE, subject, cited.span, Some(&step.name.text));
        }
    }
}
