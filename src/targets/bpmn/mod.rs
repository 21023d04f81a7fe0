//! BPMN 2.0: one executable process a procedure, with lanes, candidate groups, due dates, conditions, timers and a drawing.

mod diagram;
mod expression;
mod process;

pub(super) use expression::variable;
pub(super) use process::process_id;

use super::{Folder, Loss, Request, Target, file_name};
use crate::base::{Text, Xml};
use crate::drawing;
use crate::drawing::layout::{Style, layout};
use crate::model::{Action, Entry, Procedure};
use crate::text;

/// The target `bpmn`.
pub(super) struct Bpmn;

impl Target for Bpmn {
    fn name(&self) -> &'static str {
        "bpmn"
    }

    fn about(&self) -> Text {
        text!(en: "BPMN 2.0 for process engines and modellers", vi: "BPMN 2.0 cho hệ thống điều hành và công cụ vẽ quy trình")
    }

    fn emit(&self, request: &Request<'_>, out: &mut Folder) -> Vec<Loss> {
        let mut losses = Vec::new();
        for entry in request.entries {
            for view in runnable(entry) {
                match document(request, view) {
                    Some(xml) => {
                        out.add(&format!("{}.bpmn", stem(view)), xml);
                        losses.extend(unsaid(view));
                    }
                    None => losses.push(Loss {
                        procedure: view.name.text.clone(),
                        at: view.name.span,
                        text: text!(
                            en: "`{code}` has no process, so there is nothing to run",
                            vi: "`{code}` chưa có quy trình nội bộ nên không có gì để chạy",
                            code = view.name.text
                        ),
                    }),
                }
            }
        }
        losses
    }
}

/// The views of an entry that get a model: a case that is worked like the base needs none of its own.
pub(super) fn runnable(entry: &Entry) -> impl Iterator<Item = &Procedure> {
    entry.views().filter(|view| view.case.is_none() || view.process != entry.base.process)
}

/// The file's name without ending: the code, and the case.
pub(super) fn stem(view: &Procedure) -> String {
    let code = file_name(&view.name.text);
    view.case.as_ref().map_or(code.clone(), |case| format!("{code}--{}", file_name(&case.text)))
}

/// The BPMN document of a view; `None` without a process.
fn document(request: &Request<'_>, view: &Procedure) -> Option<Vec<u8>> {
    let chart = drawing::chart(request.catalogue, view, request.as_of, request.language)?;
    let places = layout(&chart, &Style::BPMN);
    let ids = chart.identifiers(view.process.as_ref()?);
    let mut xml = Xml::new();
    process::write(&mut xml, &process::Model { procedure: view, chart: &chart, ids: &ids }, |xml| {
        diagram::write(xml, &chart, &places, &ids);
    });
    Some(xml.finish())
}

/// What engines cannot hold of this procedure.
fn unsaid(view: &Procedure) -> Vec<Loss> {
    let Some(process) = &view.process else { return Vec::new() };
    let mut losses = Vec::new();
    let mut lose = |at, text| losses.push(Loss { procedure: view.name.text.clone(), at, text });
    for step in &process.steps {
        let asks = step.reactions.iter().filter_map(|reaction| match &reaction.action {
            Action::Ask(ask) => Some(ask.span),
            Action::Go(_) => None,
        });
        for at in asks {
            lose(
                at,
                text!(
                    en: "an engine does not count rounds: how often the applicant may be asked stands in the extension data and is for the form of the step to enforce",
                    vi: "hệ thống điều hành không đếm số lần yêu cầu bổ sung: số lần được phép nằm trong dữ liệu mở rộng, biểu mẫu của bước phải tự kiểm soát"
                ),
            );
        }
        if let Some((_, cited)) = &step.silence {
            lose(
                cited.span,
                text!(
                    en: "what silence means in step `{step}` is written as extension data only",
                    vi: "ý nghĩa của việc không trả lời ở bước `{step}` chỉ được ghi trong dữ liệu mở rộng",
                    step = step.name.text
                ),
            );
        }
    }
    losses
}
