//! Consultations that may stay without an answer.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{FactOrigin, Limit, Procedure, Process, Step, StepId, StepKind, Trigger};
use crate::rules::{Check, Context, Rule, walk};

code! {
    /// ## What it does
    /// Finds a step whose main kind is `consult` that has no time limit, or for which nothing says what silence means:
    /// neither `silence means …`, nor `if late then …`, nor a branch on a fact that the step finds. Written `within
    /// unknown`, the limit is unknown and not missing. Asking the public by posting ("lấy ý kiến rộng rãi") is no consultation of a body.
    /// ## Why it matters
    /// The whole dossier waits for a body that need not answer. With a limit and a rule on silence it does not.
    /// ## Nội dung
    /// Tìm bước lấy ý kiến không ghi thời hạn, hoặc không nói khi không có trả lời thì sao: không có `không trả lời là …`,
    /// không có `nếu quá hạn thì …`, cũng không rẽ nhánh theo thông tin mà bước đó xác định. Đăng tải để
    /// lấy ý kiến rộng rãi không phải là hỏi một cơ quan nên không tính.
    /// ## Vì sao
    /// Cả hồ sơ chờ một cơ quan không bắt buộc phải trả lời. Có thời hạn và quy định về việc không trả lời thì không phải
    /// chờ.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step ask "Lấy ý kiến Công an tỉnh" kind consult within 5 working days
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step ask "Lấy ý kiến Công an tỉnh" kind consult within 5 working days {
    ///       silence means agreement basis "Nghị định 15/2021/NĐ-CP" article 20
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static OPEN_CONSULTATION = "time/open-consultation", Warning,
        en: "a consultation without a limit or a rule on silence",
        vi: "lấy ý kiến không có thời hạn hoặc không quy định khi không trả lời";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &OPEN_CONSULTATION,
    check: Check::Process(check),
    reads: &["step.kind", "step.text", "procedure.text", "step.within", "step.silence", "step.reaction", "process.flow", "procedure.fact"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    for id in process.ids() {
        let step = process.step(id);
        if step.main_kind() != Some(StepKind::Consult) || asks_the_public(step) {
            continue;
        }
        let name = &step.name.text;
        let limited = match step.within.as_ref().map(|within| &within.value) {
            Some(Limit::Unknown) => {
                let missing = crate::text!(en: "the time of `{name}`", vi: "thời gian của bước `{name}`");
                out.unknown(&OPEN_CONSULTATION, step.name.span, missing);
                true
            }
            within => within.is_some(),
        };
        let message = match (limited, on_silence(cx.procedure, process, id, step)) {
            (true, true) => continue,
            (false, false) => crate::text!(
                en: "`{name}` consults without a time limit, and nothing says what silence means",
                vi: "bước lấy ý kiến `{name}` không có thời hạn và không quy định trường hợp không trả lời"
            ),
            (false, true) => crate::text!(
                en: "`{name}` consults without a time limit",
                vi: "bước lấy ý kiến `{name}` không có thời hạn"
            ),
            (true, false) => crate::text!(
                en: "`{name}` does not say what happens if the consulted body does not answer",
                vi: "bước lấy ý kiến `{name}` không quy định trường hợp cơ quan được hỏi không trả lời"
            ),
        };
        out.report(&OPEN_CONSULTATION, step.name.span, message).certainty(Certainty::Probable).help(crate::text!(
            en: "give it `within …` and, where the law allows, `silence means agreement basis …`",
            vi: "ghi `trong …` và, nếu pháp luật cho phép, `không trả lời là đồng ý căn cứ …`"
        ));
    }
}

/// Whether the process goes on without an answer.
fn on_silence(procedure: &Procedure, process: &Process, id: StepId, step: &Step) -> bool {
    use crate::model::{Atom, FactId};
    let found_here = |fact: FactId| {
        matches!(procedure.fact(fact).origin, FactOrigin::FoundBy(Some(by), _) if by == id)
    };
    let mut branches = false;
    for condition in walk::conditions(process) {
        condition.atoms(&mut |atom, _| branches |= matches!(atom, Atom::Fact(fact) if found_here(*fact)));
    }
    branches || step.silence.is_some() || step.reactions.iter().any(|r| matches!(r.trigger, Trigger::Late))
}

/// Whether a step asks whoever wants to answer, by posting: its time ends it, and nobody owes an answer.
fn asks_the_public(step: &Step) -> bool {
    let mut wording = step.title.iter().chain(&step.notes.text).map(|text| text.text.to_lowercase());
    wording.any(|words| ["lấy ý kiến rộng rãi", "lấy ý kiến nhân dân", "public comment"].iter().any(|public| words.contains(public)))
}
