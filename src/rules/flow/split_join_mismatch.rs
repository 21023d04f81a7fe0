//! Jumps that leave or enter a branch of a `parallel`, so that what was split is not joined.

use crate::base::{Sink, Span};
use crate::code;
use crate::model::{Process, StepId};
use crate::rules::{Check, Context, Rule, walk};

code! {
    /// ## What it does
    /// Finds a jump that leaves a branch of a `parallel`, or that enters one from outside. A jump within one branch and
    /// an end (`then refuse`) are fine.
    /// ## Why it matters
    /// The branches of a `parallel` wait for one another. Work that leaves a branch is waited for in vain; work that
    /// enters one is done twice.
    /// ## Nội dung
    /// Tìm chỗ chuyển bước đi ra khỏi một nhánh của khối `song song`, hoặc từ ngoài đi vào một nhánh. Chuyển trong cùng
    /// một nhánh và kết thúc (`thì từ chối`) là hợp lệ.
    /// ## Vì sao
    /// Các nhánh song song chờ nhau. Việc đã rời nhánh thì chờ mãi không đến; việc đi vào nhánh từ ngoài sẽ bị làm hai
    /// lần.
    /// ## Example
    /// ```procedure
    /// procedure p "Đăng ký" {
    ///   process {
    ///     parallel {
    ///       branch {
    ///         step measure "Đo đạc" then decide
    ///       }
    ///       branch {
    ///         step tax "Xác định nghĩa vụ tài chính"
    ///       }
    ///     }
    ///     step decide "Quyết định"
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Đăng ký" {
    ///   process {
    ///     parallel {
    ///       branch {
    ///         step measure "Đo đạc"
    ///       }
    ///       branch {
    ///         step tax "Xác định nghĩa vụ tài chính"
    ///       }
    ///     }
    ///     step decide "Quyết định"
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static SPLIT_JOIN_MISMATCH = "flow/split-join-mismatch", Error,
        en: "a jump out of or into a parallel branch", vi: "chuyển bước ra khỏi hoặc vào trong nhánh song song";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &SPLIT_JOIN_MISMATCH,
    check: Check::Process(check),
    reads: &["process.flow", "step.reaction", "step.jump"],
};

fn check(_: &Context<'_>, process: &Process, out: &mut Sink) {
    for mismatch in mismatches(process) {
        let (from, to) = (&process.step(mismatch.from).name.text, &process.step(mismatch.to).name.text);
        let message = if mismatch.leaves {
            crate::text!(
                en: "`{from}` leaves its parallel branch for `{to}`, and the other branches wait for it in vain",
                vi: "`{from}` rời nhánh song song của mình để sang `{to}`, các nhánh khác chờ mãi không xong"
            )
        } else {
            crate::text!(
                en: "`{from}` enters a parallel branch at `{to}`, whose other branches were never begun",
                vi: "`{from}` đi vào nhánh song song tại `{to}` trong khi các nhánh khác chưa bắt đầu"
            )
        };
        out.report(&SPLIT_JOIN_MISMATCH, mismatch.at, message)
            .label(mismatch.parallel, crate::text!(en: "the parallel block", vi: "khối song song"))
            .help(crate::text!(
                en: "let every branch run to its end, and decide after the parallel block",
                vi: "để mỗi nhánh đi đến hết, rồi rẽ sau khối song song"
            ));
    }
}

/// A jump across the edge of a parallel branch.
pub(in crate::rules) struct Mismatch {
    from: StepId,
    to: StepId,
    at: Span,
    parallel: Span,
    leaves: bool,
}

/// Every jump across the edge of a parallel branch.
pub(in crate::rules) fn mismatches(process: &Process) -> Vec<Mismatch> {
    let standings = walk::standings(process);
    walk::leaps(process)
        .filter_map(|(from, at, to)| {
            let (source, target) = (&standings[from.0 as usize], &standings[to.0 as usize]);
            let shared = source.iter().zip(target).take_while(|(a, b)| a == b).count();
            let left = source.get(shared).map(|(parallel, _)| (*parallel, true));
            let entered = target.get(shared).map(|(parallel, _)| (*parallel, false));
            left.or(entered).map(|(parallel, leaves)| Mismatch { from, to, at, parallel, leaves })
        })
        .collect()
}
