//! Papers of the dossier that no step looks at.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::matching::Asked;
use crate::model::{Process, Step, StepKind};
use crate::rules::{Check, Context, Rule, dossier};

code! {
    /// ## What it does
    /// Finds a paper of the dossier that no step reads after it was received: the desk's look at the whole dossier is not use, and
    /// neither is archiving. As long as a step that checks, assesses, inspects, decides or approves does not say what it reads, the answer is
    /// unknown, and so it is where no step at all says what it reads. Papers that are only shown serve the desk, and are not meant; of a paper that
    /// only some cases bring it is a hint.
    /// ## Why it matters
    /// What decides nothing need not be handed in (necessity, Decree 63/2010/NĐ-CP).
    /// ## Nội dung
    /// Tìm giấy tờ trong hồ sơ mà sau khi tiếp nhận không bước nào xem đến; tiếp nhận và lưu hồ sơ không tính là sử dụng.
    /// Khi còn bước kiểm tra, thẩm định, khảo sát, quyết định, phê duyệt chưa ghi xem giấy tờ nào, hoặc không bước nào ghi, thì chưa kết luận được. Giấy tờ chỉ
    /// xuất trình thì không tính; giấy tờ chỉ một số trường hợp phải nộp thì đây là gợi ý.
    /// ## Vì sao
    /// Giấy tờ không dùng để quyết định thì không cần nộp (sự cần thiết, Nghị định 63/2010/NĐ-CP).
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document application "Đơn đề nghị" original 1
    ///   document photo "Ảnh" original 2
    ///   process {
    ///     step receive "Tiếp nhận" kind receive
    ///     step assess "Thẩm định" kind assess {
    ///       reads application
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document application "Đơn đề nghị" original 1
    ///   process {
    ///     step receive "Tiếp nhận" kind receive
    ///     step assess "Thẩm định" kind assess {
    ///       reads application
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static UNUSED = "documents/unused", Warning,
        en: "a paper that no step reads", vi: "giấy tờ không bước nào dùng đến";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &UNUSED,
    check: Check::Process(check),
    reads: &["procedure.document", "step.reads", "step.kind"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let working: Vec<&Step> = process.steps.iter().filter(|step| !is_passing(step)).collect();
    if working.iter().any(|step| step.reads_dossier.is_some()) {
        return;
    }
    // Where nobody wrote down what any step reads, that this one reads nothing is not known either.
    if process.steps.iter().all(|step| step.reads.is_empty()) {
        let missing = crate::text!(en: "what the steps read", vi: "các bước xem giấy tờ nào");
        out.unknown(&UNUSED, cx.procedure.name.span, missing);
        return;
    }
    let silent: Vec<_> = working.iter().filter(|step| step.reads.is_empty() && must_say(step)).collect();
    let read = |data| process.steps.iter().any(|step| !is_archive(step) && step.reads.iter().any(|read| read.value == data));
    for item in cx.dossier().iter().filter(|item| item.asked != Asked::Never) {
        let papers = &item.demand.any_of;
        if papers.iter().any(|paper| read(paper.data) || dossier::only_shown(paper)) {
            continue;
        }
        let Some(paper) = papers.first() else { continue };
        let name = dossier::name(cx.procedure, paper);
        if let Some(step) = silent.first() {
            let step = &step.name.text;
            let missing = crate::text!(en: "what step `{step}` reads", vi: "bước `{step}` xem giấy tờ nào");
            out.unknown(&UNUSED, cx.procedure.name.span, missing);
            return;
        }
        let message = crate::text!(en: "no step reads `{name}`", vi: "không bước nào xem `{name}`");
        out.report(&UNUSED, paper.span, message).certainty(if item.demand.row.when.is_some() { Certainty::Hint } else { Certainty::Probable }).help(crate::text!(
            en: "leave it out of the dossier, or say which step `reads` it",
            vi: "bỏ khỏi thành phần hồ sơ, hoặc ghi bước nào `xem` giấy tờ này"
        ));
    }
}

/// Whether a step only takes in, hands on or keeps the dossier.
fn is_passing(step: &Step) -> bool {
    let passing = [StepKind::Receive, StepKind::Archive, StepKind::Transfer, StepKind::Return, StepKind::Digitise];
    step.main_kind().is_some_and(|kind| passing.contains(&kind))
}

fn is_archive(step: &Step) -> bool {
    step.main_kind() == Some(StepKind::Archive)
}

/// Whether a step looks at papers by its kind, or has none.
fn must_say(step: &Step) -> bool {
    let looking =
        [StepKind::Check, StepKind::Assess, StepKind::Inspect, StepKind::Decide, StepKind::Approve, StepKind::Review];
    step.main_kind().is_none_or(|kind| looking.contains(&kind))
}
