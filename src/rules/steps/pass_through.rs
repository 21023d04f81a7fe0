//! Steps that only pass the case on.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Procedure, Process, Step, StepId, StepKind};
use crate::rules::work::{Adds, adds, is_described, is_role, only_hands_on, same_hand};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a step that transfers or assigns a case, or issues a mere covering letter, and adds nothing that matters for
    /// the decision. Letters of submission, transfer and hand-over do not count as added, by their names (`Tờ trình`,
    /// `Phiếu chuyển` …).
    ///
    /// Narrower than the plain condition "adds nothing and does not decide": reviews and signatures that add nothing are
    /// judged by `steps/approval-layers` and `steps/rubber-stamp`, and whoever numbers, stamps and issues a *result* does
    /// work that the law asks for. A step that cites a basis is left out. An assignment of which neither what it reads
    /// nor what it writes is said is unknown; so is a transfer by the body that took the dossier in, where only the body is named:
    /// its desk hands on what it receives.
    /// ## Why it matters
    /// Every hand-over is one more wait. The system can route the case itself.
    /// ## Nội dung
    /// Tìm bước chỉ chuyển, phân công hồ sơ, hoặc chỉ phát hành văn bản chuyển, mà không thêm gì có ý nghĩa cho việc quyết
    /// định. Tờ trình, phiếu chuyển, biên bản bàn giao không tính là nội dung mới (nhận theo tên gọi).
    ///
    /// Hẹp hơn điều kiện chung: bước soát xét, ký mà không thêm gì thuộc `steps/approval-layers` và `steps/rubber-stamp`;
    /// việc vào số, đóng dấu, phát hành *kết quả* là việc pháp luật yêu cầu. Bước có ghi căn cứ không tính. Bước phân công
    /// không ghi xem gì, lập gì thì kết luận là chưa rõ; cơ quan đã tiếp nhận rồi chuyển hồ sơ mà chỉ ghi tên cơ quan, không ghi chức
    /// danh, cũng vậy.
    /// ## Vì sao
    /// Mỗi lần qua một người là thêm thời gian chờ. Hệ thống có thể tự chuyển hồ sơ.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document request "Đơn" original 1
    ///   process {
    ///     step receive "Tiếp nhận" kind receive
    ///     step forward "Chuyển hồ sơ" kind transfer {
    ///       reads request
    ///     }
    ///     step decide "Quyết định" kind decide {
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
    ///     step receive "Tiếp nhận" kind receive
    ///     step decide "Quyết định" kind decide {
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static PASS_THROUGH = "steps/pass-through", Warning,
        en: "a step that only passes the case on", vi: "bước chỉ chuyển tiếp hồ sơ";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &PASS_THROUGH,
    check: Check::Process(check),
    reads: &["step.kind", "step.reads", "step.writes", "step.checks", "step.reaction", "step.call", "procedure.fact", "procedure.result"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    for id in process.ids() {
        let step = process.step(id);
        let name = &step.name.text;
        if step.kinds.is_empty() {
            let missing = crate::text!(en: "the kind of `{name}`", vi: "loại của bước `{name}`");
            out.unknown(&PASS_THROUGH, step.name.span, missing);
        }
        if !only_passes(cx.procedure, step) || !step.notes.basis.is_empty() || step.by_applicant() {
            continue;
        }
        match adds(cx.procedure, process, id) {
            Adds::Something => {}
            Adds::Unknown => {
                let missing = crate::text!(en: "what `{name}` reads and writes", vi: "bước `{name}` xem và lập giấy tờ gì");
                out.unknown(&PASS_THROUGH, step.name.span, missing);
            }
            // Who takes a dossier in also hands it on; without a role it is not known that another hand does.
            Adds::Nothing if step.by.is_some() && !is_role(step) && is_first_hand(process, id) => {
                let missing = crate::text!(en: "which role works `{name}`", vi: "chức danh nào thực hiện bước `{name}`");
                out.unknown(&PASS_THROUGH, step.name.span, missing);
            }
            Adds::Nothing => {
                let message = crate::text!(
                    en: "`{name}` passes the case on and adds nothing to it",
                    vi: "bước `{name}` chỉ chuyển tiếp hồ sơ, không thêm nội dung nào"
                );
                let papers = |of: &[crate::model::At<crate::model::DataId>]| {
                    of.iter().map(|data| cx.procedure.datum(data.value).name.text.as_str()).collect::<Vec<_>>().join(", ")
                };
                let finding = out.report(&PASS_THROUGH, step.name.span, message);
                finding.certainty(Certainty::Probable).help(crate::text!(
                    en: "let the system route the case to the next step",
                    vi: "để hệ thống tự chuyển hồ sơ đến bước sau"
                ));
                if is_described(step) {
                    finding.evidence("reads", papers(&step.reads)).evidence("writes", papers(&step.writes));
                }
            }
        }
    }
}

/// Whether the step before is worked by the same body, by the applicant, or by nobody that is known; or there is none.
fn is_first_hand(process: &Process, id: StepId) -> bool {
    let before = process.ids().take_while(|other| *other != id).last().map(|before| process.step(before));
    before.is_none_or(|before| before.by_applicant() || same_hand(before, process.step(id)) != Some(false))
}

/// Whether the kinds of a step are those of passing on; what it hands over to an interlinked procedure is worked there.
fn only_passes(procedure: &Procedure, step: &Step) -> bool {
    use StepKind::{Assign, Issue, Transfer};
    let all = |of: &[StepKind]| !step.kinds.is_empty() && step.kinds.iter().all(|kind| of.contains(&kind.value));
    let letters = !step.reads.is_empty() && step.reads.iter().all(|read| only_hands_on(procedure, read.value));
    let passes = all(&[Transfer, Assign]) || all(&[Issue, Transfer]) && (letters || step.is_kind(Transfer) && step.reads.is_empty() && step.main_kind() == Some(Transfer));
    passes && step.calls.is_none()
}
