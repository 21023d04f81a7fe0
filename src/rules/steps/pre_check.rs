//! Examinations before the decision that could follow it.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::model::{Harm, OrUnknown, Process, Step, StepKind};
use crate::rules::work::{at_most, cases, deciding, rejects};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a check, assessment or inspection before the decision that turns away at most the share `pre-check-rejects`
    /// (default 2 %), in a procedure whose harm is declared `reversible`. Measured on fewer than `measured-cases` (default
    /// 200), or not counted at all, it is a hint. Without `rejects` or `harm` the answer is unknown.
    ///
    /// The check at the receipt stays: it is the dossier that it looks at. Whether the applicant can still be reached
    /// afterwards the model cannot know: a person decides, always.
    /// ## Why it matters
    /// Nearly everyone waits for a check that finds nearly nobody. Decide first and verify a sample afterwards (from *tiền
    /// kiểm* to *hậu kiểm*).
    /// ## Nội dung
    /// Tìm bước kiểm tra, thẩm định, khảo sát trước khi quyết định mà tỷ lệ từ chối không quá `pre-check-rejects` (mặc định
    /// 2 %), ở thủ tục có hậu quả được ghi là khắc phục được. Đo dưới `measured-cases` hồ sơ (mặc định 200) hoặc chưa đếm
    /// thì là gợi ý. Không ghi tỷ lệ từ chối hoặc hậu quả thì kết luận là chưa rõ.
    ///
    /// Việc kiểm tra khi tiếp nhận được giữ nguyên. Sau này còn liên hệ được với người nộp hay không, mô hình không biết:
    /// luôn do con người quyết định.
    /// ## Vì sao
    /// Hầu hết mọi người phải chờ một lần kiểm tra hầu như không loại ai. Có thể giải quyết trước, kiểm tra sau theo mẫu
    /// (chuyển từ tiền kiểm sang hậu kiểm).
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   harm reversible
    ///   volume 900 per year source "Báo cáo"
    ///   process {
    ///     step visit "Khảo sát" kind inspect {
    ///       rejects 0.01 source "Báo cáo"
    ///       if ineligible then refuse
    ///     }
    ///     step decide "Ký" kind decide
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   harm reversible
    ///   volume 900 per year source "Báo cáo"
    ///   process {
    ///     step decide "Ký" kind decide {
    ///       if ineligible then refuse
    ///     }
    ///     step visit "Kiểm tra sau theo mẫu" kind inspect {
    ///       rejects 0.01 source "Báo cáo"
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static PRE_CHECK = "steps/pre-check", Note,
        en: "an examination that could follow the decision", vi: "tiền kiểm có thể chuyển sang hậu kiểm";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &PRE_CHECK,
    check: Check::Process(check),
    reads: &["process.flow", "step.kind", "step.rejects", "step.reaction", "step.jump", "procedure.harm", "procedure.volume"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let decisions = cx.order().steps(deciding(process));
    let thresholds = &cx.settings.thresholds;
    for id in process.ids() {
        let step = process.step(id);
        if !examines(step) || decisions.contains(id) || cx.order().after(id).is_disjoint(&decisions) {
            continue;
        }
        let name = &step.name.text;
        let share = rejects(step);
        if share.is_some_and(|share| !at_most(share, thresholds.pre_check_rejects)) {
            continue;
        }
        let reversible = match cx.procedure.harm.as_ref().map(|harm| harm.value) {
            Some(OrUnknown::Known(Harm::Irreversible)) => continue,
            Some(OrUnknown::Known(Harm::Reversible)) => true,
            Some(OrUnknown::Unknown) | None => false,
        };
        let mut missing = Vec::new();
        if share.is_none() {
            missing.push(crate::text!(en: "how often `{name}` rejects", vi: "tỷ lệ từ chối của bước `{name}`"));
        }
        if !reversible {
            missing.push(crate::text!(en: "whether harm can be undone (`harm …`)", vi: "hậu quả có khắc phục được không (`hậu quả …`)"));
        }
        let (Some(share), []) = (share, missing.as_slice()) else {
            out.unknown(&PRE_CHECK, step.name.span, Text::join(&missing, ", "));
            continue;
        };
        let measured = cases(cx.procedure).is_some_and(|cases| cases >= u64::from(thresholds.measured_cases));
        let percent = format!("{}.{:02}", share / 10_000, share % 10_000 / 100);
        let percent_vi = percent.replace('.', ",");
        let message = crate::text!(
            en: "`{name}` turns away {percent} % of the cases before the decision, and harm can be undone",
            vi: "bước `{name}` trước khi quyết định chỉ từ chối {percent_vi} % số hồ sơ, hậu quả khắc phục được"
        );
        out.report(&PRE_CHECK, step.name.span, message)
            .certainty(if measured { Certainty::Probable } else { Certainty::Hint })
            .evidence("rejects", format!("{percent} %"))
            .evidence("cases", cases(cx.procedure).map_or_else(|| "?".to_owned(), |cases| cases.to_string()))
            .help(crate::text!(
                en: "decide first and verify a sample afterwards, if the applicant can still be reached",
                vi: "giải quyết trước, hậu kiểm theo mẫu, nếu sau đó còn liên hệ được với người nộp"
            ));
    }
}

fn examines(step: &Step) -> bool {
    use StepKind::{Assess, Check, Inspect, Receive};
    [Check, Assess, Inspect].into_iter().any(|kind| step.is_kind(kind)) && !step.is_kind(Receive)
}
