//! Steps that read what nobody has handed in or written before.

use crate::analysis::{Missing, Produced};
use crate::base::Sink;
use crate::code;
use crate::graph::Workflow;
use crate::model::{Data, DataId, Process, StepId};
use crate::rules::{Check, Context, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Finds a step that reads a paper or record which is not in the dossier, is written by no step on any way to it, and
    /// is held in no database. What is written only on some ways (in a branch that not every case takes) may be read
    /// where it is there: that is no finding.
    /// ## Why it matters
    /// Either a step is missing that produces it, or officials are told to read what does not exist.
    /// ## Nội dung
    /// Tìm bước xem một giấy tờ không có trong hồ sơ, không bước nào trên đường đi đến đó lập ra, và không có trong cơ sở
    /// dữ liệu nào. Giấy tờ chỉ được lập ở một số nhánh thì bước sau vẫn được xem nếu có.
    /// ## Vì sao
    /// Hoặc thiếu bước lập ra giấy tờ đó, hoặc cán bộ được giao xem giấy tờ không tồn tại.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step sign "Ký" {
    ///       reads report
    ///     }
    ///     step assess "Thẩm định" {
    ///       writes report "Báo cáo thẩm định"
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step assess "Thẩm định" {
    ///       writes report "Báo cáo thẩm định"
    ///     }
    ///     step sign "Ký" {
    ///       reads report
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static MISSING_INPUT = "data/missing-input", Error,
        en: "a step that reads what is not there", vi: "bước xem giấy tờ chưa có";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &MISSING_INPUT,
    check: Check::Process(check),
    reads: &["process.flow", "step.reads", "step.writes", "step.reaction", "step.jump", "procedure.document", "procedure.fact", "document.held-in"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let flow = cx.facts.data_flow();
    for (step, data) in &flow.undecided {
        let name = &cx.procedure.datum(*data).name.text;
        let missing = crate::text!(en: "whether `{name}` is written before", vi: "`{name}` đã được lập trước hay chưa");
        out.unknown(&MISSING_INPUT, process.step(*step).name.span, missing);
    }
    for gap in &flow.missing {
        let earlier = match &gap.produced {
            Produced::Elsewhere(writers) => writers.iter().any(|writer| leads(cx.facts.workflow(), *writer, gap.step)),
            Produced::Never | Produced::SideBySide(_) => false,
        };
        if earlier || is_kept(cx, gap.data) {
            continue;
        }
        if gap.produced == Produced::Never && asks_for_unknown_paper(cx) {
            // It may be the very paper whose name was not found.
            let name = &cx.procedure.datum(gap.data).name.text;
            let missing = crate::text!(en: "which paper of the dossier is `{name}`", vi: "giấy tờ nào trong hồ sơ là `{name}`");
            out.unknown(&MISSING_INPUT, process.step(gap.step).name.span, missing);
        } else {
            report(cx, process, gap, out);
        }
    }
}

fn report(cx: &Context<'_>, process: &Process, gap: &Missing, out: &mut Sink) {
    let (step, data) = (process.step(gap.step), cx.procedure.datum(gap.data));
    let at = step.reads.iter().find(|read| read.value == gap.data).map_or(step.name.span, |read| read.span);
    let (name, paper) = (&step.name.text, &data.name.text);
    let (message, writer) = match &gap.produced {
        Produced::Never => (
            crate::text!(
                en: "`{name}` reads `{paper}`, which is not in the dossier and which no step writes",
                vi: "bước `{name}` xem `{paper}` nhưng hồ sơ không có và không bước nào lập"
            ),
            None,
        ),
        Produced::Elsewhere(writers) => (
            crate::text!(
                en: "`{name}` reads `{paper}` before any step has written it",
                vi: "bước `{name}` xem `{paper}` khi chưa bước nào lập"
            ),
            writers.first(),
        ),
        Produced::SideBySide(writers) => (
            crate::text!(
                en: "`{name}` reads `{paper}` while a parallel branch writes it",
                vi: "bước `{name}` xem `{paper}` trong khi nhánh song song mới đang lập"
            ),
            writers.first(),
        ),
    };
    let path = gap.path.iter().map(|step| process.step(*step).name.text.as_str()).collect::<Vec<_>>().join(", ");
    let finding = out.report(&MISSING_INPUT, at, message);
    finding.evidence("path", path).help(crate::text!(
        en: "let an earlier step write it (`writes {paper}`), or ask for it in the dossier",
        vi: "cho một bước trước lập (`lập {paper}`), hoặc đưa vào thành phần hồ sơ"
    ));
    if let Some(writer) = writer {
        finding.label(process.step(*writer).name.span, crate::text!(en: "it is written here", vi: "được lập ở đây"));
    }
}

/// Whether some way leads from one step to another.
fn leads(workflow: &Workflow, from: StepId, to: StepId) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(step) = open.pop() {
        for next in workflow.next_steps(step) {
            if next == to {
                return true;
            }
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}

/// Whether the dossier asks for a paper that nobody declares, which is a finding of its own.
fn asks_for_unknown_paper(cx: &Context<'_>) -> bool {
    let unknown = |data: &Data| {
        data.in_dossier && data.document.is_none() && data.declared.is_none() && data.title.is_none() && !data.written
    };
    cx.procedure.data.iter().any(unknown)
}

/// Whether a database holds it, so that the agency looks it up.
fn is_kept(cx: &Context<'_>, data: DataId) -> bool {
    let document = cx.procedure.datum(data).document;
    document.is_some_and(|id| !cx.catalogue.documents.get(id).near(cx.as_of).held_in.is_empty())
}
