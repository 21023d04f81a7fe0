//! Steps whose papers nobody uses.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Process, Step, StepKind};
use crate::rules::work::is_described;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a step that writes papers of which none is read by a later step or is a result, and that does nothing else:
    /// it checks no criterion, may not refuse or ask, finds no fact, decides nothing, and is not of a kind that works
    /// outside the case (register, digitise, issue, notify, display, collect a fee, return, archive). A paper of a step
    /// that cites a basis, and a register or book by its name, are kept by law.
    ///
    /// Where a later step says nothing of what it reads, the answer is unknown: it may be the reader.
    /// ## Why it matters
    /// Work whose product nobody looks at can be left out.
    /// ## Nội dung
    /// Tìm bước lập giấy tờ mà không giấy tờ nào được bước sau xem hoặc là kết quả, và bước đó không làm gì khác: không xét
    /// tiêu chí, không từ chối hay yêu cầu bổ sung, không xác định thông tin, không quyết định, không thuộc loại có tác
    /// dụng bên ngoài (vào sổ, số hóa, phát hành, thông báo, niêm yết, thu phí, trả kết quả, lưu hồ sơ). Giấy tờ có căn cứ
    /// pháp lý và các loại sổ được giữ.
    ///
    /// Nếu có bước sau không ghi xem gì thì kết luận là chưa rõ, vì có thể chính bước đó dùng.
    /// ## Vì sao
    /// Việc mà không ai dùng kết quả thì có thể bỏ.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document request "Đơn" original 1
    ///   process {
    ///     step note "Lập phiếu theo dõi" kind draft {
    ///       reads  request
    ///       writes slip "Phiếu theo dõi"
    ///     }
    ///     step decide "Ký" kind decide {
    ///       reads request
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document request "Đơn" original 1
    ///   process {
    ///     step decide "Ký" kind decide {
    ///       reads request
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static DEAD_OUTPUT = "steps/dead-output", Warning,
        en: "a step whose papers nobody uses", vi: "bước lập giấy tờ không ai dùng";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &DEAD_OUTPUT,
    check: Check::Process(check),
    reads: &[
        "process.flow", "step.kind", "step.reads", "step.writes", "step.checks", "step.reaction", "step.jump",
        "procedure.result", "procedure.fact",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    // What is read with the whole dossier is not told apart.
    let may_read = |step: &Step| could_read(step) && (!is_described(step) || step.reads_dossier.is_some());
    let may_read = cx.order().steps(process.ids().filter(|id| may_read(process.step(*id))));
    for id in process.ids() {
        let step = process.step(id);
        let unread = |data| cx.facts.data_flow().never_read.contains(&(id, data));
        let idle = !step.writes.is_empty() && step.writes.iter().all(|data| unread(data.value) && !is_book(cx, data.value));
        if !idle || has_other_effect(cx, process, id) || !step.notes.basis.is_empty() {
            continue;
        }
        let name = &step.name.text;
        if step.kinds.is_empty() {
            let missing = crate::text!(en: "the kind of `{name}`", vi: "loại của bước `{name}`");
            out.unknown(&DEAD_OUTPUT, step.name.span, missing);
            continue;
        }
        if let Some(open) = cx.order().after(id).both(&may_read).find(|later| *later != id) {
            let reader = &process.step(open).name.text;
            let missing = crate::text!(en: "whether `{reader}` reads what `{name}` writes", vi: "bước `{reader}` có xem giấy tờ do bước `{name}` lập hay không");
            out.unknown(&DEAD_OUTPUT, step.name.span, missing);
            continue;
        }
        let papers: Vec<_> = step.writes.iter().map(|data| format!("`{}`", cx.procedure.datum(data.value).name.text)).collect();
        let papers = papers.join(", ");
        let message = crate::text!(
            en: "`{name}` writes {papers}, which no later step reads and which is no result",
            vi: "bước `{name}` lập {papers} nhưng không bước nào sau đó xem và cũng không phải là kết quả"
        );
        out.report(&DEAD_OUTPUT, step.name.span, message)
            .certainty(Certainty::Probable)
            .evidence("papers", papers)
            .help(crate::text!(
                en: "leave the step out, or say who reads the paper (`reads …`)",
                vi: "bỏ bước này, hoặc ghi bước nào dùng giấy tờ đó (`xem …`)"
            ));
    }
}

fn could_read(step: &Step) -> bool {
    use StepKind::{Await, CollectFee, Return};
    !step.by_applicant() && !step.main_kind().is_some_and(|kind| [Await, CollectFee, Return].contains(&kind))
}

fn has_other_effect(cx: &Context<'_>, process: &Process, id: crate::model::StepId) -> bool {
    use crate::model::FactOrigin;
    use StepKind::{Archive, Await, CollectFee, Consult, Decide, Digitise, Display, Issue, Meet, Notify, Receive, Register, Return, Transfer};
    const OUTSIDE: &[StepKind] = &[
        Archive, Await, CollectFee, Consult, Decide, Digitise, Display, Issue, Meet, Notify, Receive, Register, Return, Transfer,
    ];
    let step = process.step(id);
    let finds = cx.procedure.facts.iter().any(|fact| matches!(fact.origin, FactOrigin::FoundBy(Some(by), _) if by == id));
    finds
        || !step.checks.is_empty()
        || !step.reactions.is_empty()
        || !step.jumps.is_empty()
        || step.by_applicant()
        || step.kinds.iter().any(|kind| OUTSIDE.contains(&kind.value))
}

/// Whether a paper is a register or book, which the law keeps for itself.
fn is_book(cx: &Context<'_>, data: crate::model::DataId) -> bool {
    let data = cx.procedure.datum(data);
    let title = data.title.as_ref().map_or(data.name.text.as_str(), |title| title.text.as_str()).to_lowercase();
    ["sổ ", "sổ-", "register", "biên bản"].into_iter().any(|word| title.starts_with(word))
}
