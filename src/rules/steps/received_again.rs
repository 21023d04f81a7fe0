//! Dossiers that one desk receives twice.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Process, Step, StepId, StepKind};
use crate::rules::work::{is_role, party, same_hand};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a second step of main kind `receive` at the same desk, without anything in between that the applicant does
    /// or that is waited for. Where it is not said who receives, the answer is unknown. Two desks of different bodies are
    /// not the same desk, and where only the body is named it is unknown: its one-stop desk and its department both take in.
    /// ## Why it matters
    /// What one body has received it need not receive again: a transfer inside the system is enough, and the applicant
    /// need not come again.
    /// ## Nội dung
    /// Tìm bước `tiếp nhận` thứ hai tại cùng một nơi tiếp nhận mà ở giữa không có việc gì của người nộp hoặc chờ đợi. Không
    /// ghi ai tiếp nhận thì kết luận là chưa rõ. Nơi tiếp nhận của hai cơ quan khác nhau không tính là một; chỉ ghi cơ
    /// quan mà không ghi chức danh thì chưa rõ.
    /// ## Vì sao
    /// Hồ sơ đã tiếp nhận thì không phải tiếp nhận lại: chỉ cần chuyển trên hệ thống, người dân không phải đến lần nữa.
    /// ## Example
    /// ```procedure
    /// agency a {
    ///   role desk receives
    ///   role officer
    /// }
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step receive "Tiếp nhận" kind receive by a/desk
    ///     step assess "Thẩm định" kind assess by a/officer {
    ///       if ineligible then refuse
    ///     }
    ///     step again "Tiếp nhận lại" kind receive by a/desk
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency a {
    ///   role desk receives
    ///   role officer
    /// }
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step receive "Tiếp nhận" kind receive by a/desk
    ///     step assess "Thẩm định" kind assess by a/officer {
    ///       if ineligible then refuse
    ///     }
    ///     step return "Trả kết quả" kind return by a/desk
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static RECEIVED_AGAIN = "steps/received-again", Warning,
        en: "a dossier that one desk receives twice", vi: "hồ sơ được tiếp nhận hai lần tại một nơi";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &RECEIVED_AGAIN,
    check: Check::Process(check),
    reads: &["process.flow", "step.kind", "step.by", "step.pause", "step.reaction", "step.jump", "procedure.document"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let receives = |id: &StepId| process.step(*id).main_kind() == Some(StepKind::Receive);
    let desks: Vec<StepId> = process.ids().filter(receives).collect();
    let events = cx.order().steps(process.ids().filter(|id| is_event(process.step(*id))));
    for (place, again) in desks.iter().enumerate() {
        if cx.procedure.documents.iter().any(|line| line.at_step == Some(*again)) {
            continue;
        }
        for first in desks[..place].iter().rev() {
            let between = || cx.order().between(*first, *again);
            if !cx.order().is_later(*again, *first) || !between().is_disjoint(&events) {
                continue;
            }
            let (one, other) = (process.step(*first), process.step(*again));
            let name = &other.name.text;
            // The same words twice without a step between are one step, written as a heading and below it.
            let next = || process.ids().skip_while(|id| id != first).nth(1) == Some(*again);
            if next() && one.title.as_ref().zip(other.title.as_ref()).is_some_and(|(a, b)| a.text == b.text) {
                break;
            }
            match same_hand(one, other) {
                Some(false) => continue,
                None => {
                    let open = if party(one).is_none() { one } else { other };
                    let open_name = &open.name.text;
                    let missing = crate::text!(en: "who works `{open_name}`", vi: "ai thực hiện bước `{open_name}`");
                    out.unknown(&RECEIVED_AGAIN, other.name.span, missing);
                }
                // A body has many desks: without a role it is not known that it is the same one.
                Some(true) if !is_role(other) => {
                    let missing = crate::text!(en: "which role works `{name}`", vi: "chức danh nào thực hiện bước `{name}`");
                    out.unknown(&RECEIVED_AGAIN, other.name.span, missing);
                }
                Some(true) => {
                    let earlier = &one.name.text;
                    let message = crate::text!(
                        en: "`{name}` receives again at the desk where `{earlier}` has received",
                        vi: "bước `{name}` tiếp nhận lại tại nơi mà bước `{earlier}` đã tiếp nhận"
                    );
                    out.report(&RECEIVED_AGAIN, other.name.span, message)
                        .certainty(Certainty::Probable)
                        .label(one.name.span, crate::text!(en: "received here", vi: "đã tiếp nhận ở đây"))
                        .help(crate::text!(
                            en: "hand the case over inside the system", vi: "chuyển hồ sơ nội bộ trên hệ thống"
                        ));
                }
            }
            break;
        }
    }
}

/// Whether something happens at a step from outside.
fn is_event(step: &Step) -> bool {
    step.by_applicant() || step.pauses.is_some() || step.is_kind(StepKind::Await)
}
