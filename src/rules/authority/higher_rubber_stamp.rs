//! Signatures of a higher level that change nothing.

use crate::base::Sink;
use crate::code;
use crate::model::{Process, StepId};
use crate::rules::ladder::rung;
use crate::rules::stamp::Answer;
use crate::rules::work::hand;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds what `steps/rubber-stamp` finds, where the one who signs stands on a higher rung than the one whose work is
    /// signed. It takes that finding's place.
    /// ## Why it matters
    /// The case leaves the body that did the work, waits at another, and comes back unchanged.
    /// ## Nội dung
    /// Tìm bước ký duyệt hình thức (như `steps/rubber-stamp`) mà người ký ở bậc cao hơn người làm việc được ký. Phát hiện này
    /// thay cho phát hiện kia.
    /// ## Vì sao
    /// Hồ sơ rời cơ quan đã giải quyết, nằm chờ ở cơ quan khác rồi quay về như cũ.
    /// ## Example
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency committee level province
    /// agency office level province under committee
    /// procedure p "Cấp phép" {
    ///   decided by office
    ///   process {
    ///     step draft "Soạn" kind draft by office {
    ///       writes paper
    ///     }
    ///     step approve "Duyệt" kind approve by committee {
    ///       reads paper
    ///       discretion none
    ///     }
    ///     step decide "Ký" kind decide by office {
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level central
    /// level province under central
    /// level commune under province
    /// agency committee level province
    /// agency office level province under committee
    /// procedure p "Cấp phép" {
    ///   decided by office
    ///   process {
    ///     step draft "Soạn" kind draft by office {
    ///       writes paper
    ///     }
    ///     step decide "Ký" kind decide by office {
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static HIGHER_RUBBER_STAMP = "authority/higher-rubber-stamp", Warning,
        en: "a signature of a higher level that changes nothing", vi: "cấp trên ký duyệt hình thức";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &HIGHER_RUBBER_STAMP,
    check: Check::Process(check),
    reads: &[
        "process.flow", "step.kind", "step.by", "step.reads", "step.writes", "step.checks", "step.reaction", "step.jump",
        "step.discretion", "step.rejects", "procedure.volume", "procedure.decided-by", "procedure.result", "procedure.fact",
        "level.under", "level.validity", "agency.level", "agency.under",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let rung = |id: StepId| rung(cx.catalogue, hand(process.step(id))?, cx.as_of);
    for stamp in cx.stamps() {
        let step = process.step(stamp.step);
        let name = &step.name.text;
        let rungs = (rung(stamp.step), rung(stamp.previous));
        match &stamp.answer {
            Answer::Unknown(missing) => {
                if rungs.0.zip(rungs.1).is_some_and(|(high, low)| high > low) {
                    out.unknown(&HIGHER_RUBBER_STAMP, step.name.span, missing.clone());
                }
            }
            Answer::Yes { certainty, .. } => match rungs {
                (Some(high), Some(low)) if high > low => {
                    let before = process.step(stamp.previous);
                    let earlier = &before.name.text;
                    let message = crate::text!(
                        en: "`{name}` signs on a higher level what `{earlier}` has done, may not choose, and adds nothing",
                        vi: "bước `{name}` ở cấp cao hơn chỉ ký lại việc bước `{earlier}` đã làm, không được lựa chọn và không thêm gì"
                    );
                    out.report(&HIGHER_RUBBER_STAMP, step.name.span, message)
                        .certainty(*certainty)
                        .label(before.name.span, crate::text!(en: "the work is done here", vi: "việc được làm ở đây"))
                        .evidence("signed on rung", high)
                        .evidence("worked on rung", low)
                        .help(crate::text!(
                            en: "hand the signature down to who does the work", vi: "ủy quyền ký cho nơi giải quyết"
                        ));
                }
                (Some(_), Some(_)) => {}
                _ => {
                    let missing = crate::text!(en: "on which levels `{name}` and the step before stand", vi: "cấp của bước `{name}` và bước liền trước");
                    out.unknown(&HIGHER_RUBBER_STAMP, step.name.span, missing);
                }
            },
        }
    }
}
