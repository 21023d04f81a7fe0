//! Cases that can come to a point from which no end is reached.

use crate::analysis::{Fault, FaultKind, Soundness};
use crate::base::{Sink, Text};
use crate::code;
use crate::model::{Process, StepId};
use crate::rules::flow::{split_join_mismatch::mismatches, unbounded_loop::traps};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a way through the process that leads to a point from which no end is reached, or that ends while something
    /// is still running, and shows the shortest one. What is nested (`if`, `choose`, `parallel`, `repeat`, `phase`)
    /// always finishes; jumps (`then STEP`) may not. Jumps across a parallel branch (`flow/split-join-mismatch`) and
    /// loops without a way out (`flow/unbounded-loop`) are reported there and not here. Where the process is too large to
    /// be decided, the answer is unknown, never clear.
    /// ## Why it matters
    /// A dossier that gets there is never answered.
    /// ## Nội dung
    /// Tìm đường đi trong quy trình dẫn đến chỗ không thể kết thúc, hoặc kết thúc khi vẫn còn việc đang làm, và chỉ ra
    /// đường ngắn nhất. Các khối lồng nhau (`nếu`, `chọn`, `song song`, `lặp`, `giai đoạn`) luôn kết thúc; chuyển bước
    /// (`rồi BƯỚC`) thì có thể không. Quy trình quá lớn không xét hết được thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Hồ sơ rơi vào đó sẽ không bao giờ được trả lời.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp giấy chứng nhận" {
    ///   fact owes-tax yes/no "Có nghĩa vụ tài chính"
    ///   process {
    ///     step receive "Tiếp nhận" {
    ///       then tax when owes-tax
    ///       then archive otherwise
    ///     }
    ///     step tax "Xác định thuế" then land
    ///     step archive "Lưu hồ sơ" then done
    ///     step land "Kiểm tra hồ sơ đất" then tax
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp giấy chứng nhận" {
    ///   fact owes-tax yes/no "Có nghĩa vụ tài chính"
    ///   process {
    ///     step receive "Tiếp nhận"
    ///     if owes-tax {
    ///       step land "Kiểm tra hồ sơ đất"
    ///       step tax "Xác định thuế"
    ///     }
    ///     step archive "Lưu hồ sơ"
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static CANNOT_FINISH = "flow/cannot-finish", Error,
        en: "a case that cannot come to an end", vi: "hồ sơ không thể đi đến kết thúc";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &CANNOT_FINISH,
    check: Check::Process(check),
    reads: &["process.flow", "step.reaction", "step.jump"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let faults = match cx.facts.soundness() {
        Soundness::Sound => return,
        Soundness::Unknown { why } => {
            out.unknown(&CANNOT_FINISH, process.span, why.text());
            return;
        }
        Soundness::Unsound(faults) => faults,
    };
    // The causes, reported by rules of their own.
    if !mismatches(process).is_empty() || !traps(process).is_empty() {
        return;
    }
    for fault in faults {
        let Some(message) = message(process, fault) else { continue };
        let at = fault.steps.first().or(fault.witness.last());
        let at = at.map_or(process.span, |step| process.step(*step).name.span);
        let finding = out.report(&CANNOT_FINISH, at, message);
        for step in fault.steps.iter().skip(1) {
            finding.label(process.step(*step).name.span, crate::text!(en: "and here", vi: "và ở đây"));
        }
        finding.evidence("trace", list(process, &fault.witness)).help(crate::text!(
            en: "correct where the jumps of these steps lead, or write the flow with `if`, `choose` and `repeat`",
            vi: "sửa nơi các bước này chuyển đến, hoặc viết lại bằng `nếu`, `chọn` và `lặp`"
        ));
    }
}

fn message(process: &Process, fault: &Fault) -> Option<Text> {
    let steps = list(process, &fault.steps);
    Some(match fault.kind {
        FaultKind::Deadlock => crate::text!(
            en: "after {steps} the case waits for a branch that never comes",
            vi: "sau {steps} hồ sơ chờ một nhánh không bao giờ xong"
        ),
        FaultKind::LackOfSync => crate::text!(
            en: "{steps} may be worked twice at once", vi: "{steps} có thể bị thực hiện hai lần cùng lúc"
        ),
        FaultKind::CannotFinish => crate::text!(
            en: "the case may be done while {steps} is still being worked",
            vi: "hồ sơ có thể kết thúc khi {steps} vẫn đang được thực hiện"
        ),
        FaultKind::Livelock => crate::text!(
            en: "a case that comes to {steps} goes round for ever and never ends",
            vi: "hồ sơ đến {steps} sẽ quay vòng mãi, không kết thúc được"
        ),
        // Their own rules: `flow/split-join-mismatch` and `flow/unreachable-step`.
        FaultKind::BadSplitJoin | FaultKind::DeadStep => return None,
    })
}

fn list(process: &Process, steps: &[StepId]) -> String {
    steps.iter().map(|step| format!("`{}`", process.step(*step).name.text)).collect::<Vec<_>>().join(", ")
}
