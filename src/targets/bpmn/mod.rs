//! BPMN 2.0: one executable process a procedure, with lanes, candidate groups, due dates, conditions, timers and a drawing.

mod diagram;
mod expression;
mod process;

use super::{Folder, Loss, Request, Target, file_name};
use crate::base::Text;
use crate::drawing::layout::{Heads, layout};
use crate::drawing::{self, ShapeKind, Xml};
use crate::model::{Catalogue, Procedure};
use crate::text;
use crate::time::Date;

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
        for entry in request.catalogue.in_force(request.as_of) {
            if request.procedure.is_some_and(|code| code != entry.base.name.text) {
                continue;
            }
            for view in entry.views() {
                // A case that is worked like the base needs no model of its own.
                if view.case.is_some() && view.process == entry.base.process {
                    continue;
                }
                match document(request.catalogue, view, request.as_of) {
                    Some(xml) => {
                        out.add(&format!("{}.bpmn", stem(view)), xml);
                        losses.extend(unsaid(view, request.catalogue, request.as_of));
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

/// The file's name without ending: the code, and the case.
fn stem(view: &Procedure) -> String {
    let code = file_name(&view.name.text);
    view.case.as_ref().map_or(code.clone(), |case| format!("{code}--{}", file_name(&case.text)))
}

/// The BPMN document of a view; `None` without a process.
fn document(catalogue: &Catalogue, view: &Procedure, day: Date) -> Option<Vec<u8>> {
    let chart = drawing::chart(catalogue, view, day)?;
    let places = layout(&chart, Heads::Upwards);
    let ids = chart.identifiers(view.process.as_ref()?);
    let mut xml = Xml::new();
    process::write(&mut xml, &process::Model { procedure: view, chart: &chart, ids: &ids }, |xml| {
        diagram::write(xml, &chart, &places, &ids);
    });
    Some(xml.finish())
}

/// What engines cannot hold of this procedure.
fn unsaid(view: &Procedure, catalogue: &Catalogue, day: Date) -> Vec<Loss> {
    let Some(chart) = drawing::chart(catalogue, view, day) else { return Vec::new() };
    let Some(process) = &view.process else { return Vec::new() };
    let mut losses = Vec::new();
    let mut lose = |at, text| losses.push(Loss { procedure: view.name.text.clone(), at, text });
    for shape in &chart.shapes {
        if let ShapeKind::Supplement(ask) = &shape.kind {
            lose(
                ask.span,
                text!(
                    en: "an engine does not count rounds: how often the applicant may be asked stands in the extension data and is for the form of the step to enforce",
                    vi: "hệ thống điều hành không đếm số lần yêu cầu bổ sung: số lần được phép nằm trong dữ liệu mở rộng, biểu mẫu của bước phải tự kiểm soát"
                ),
            );
        }
    }
    for id in process.ids() {
        let step = process.step(id);
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
