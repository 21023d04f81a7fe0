//! Processes that decide and have no way to say no.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::matching::normal;
use crate::model::{Action, Applicant, End, Flow, Goal, Node, Procedure, Process, Step, StepKind, Trigger};
use crate::rules::shared::title;
use crate::rules::{Check, Context, Rule, walk};

code! {
    /// ## What it does
    /// Finds a process that assesses, inspects, approves or decides, or a step that says how often it rejects, while
    /// nothing in the process leads to a refusal: no `if ineligible then …`, no condition or jump to `refuse`, no
    /// `refuse` in a branch. A refusal anywhere in the process is enough, because it may be found out early and signed
    /// late. Checking only whether the papers are complete does not refuse anyone. Where the procedure by its title takes
    /// something away, ends, prices, settles or announces it, honours somebody, approves a plan or agrees on an order, or where only officials apply, it is unknown whether anybody is refused; so it is
    /// where only organisations apply, no paper is asked for and no step takes a dossier in: on real records such matters
    /// (the grade of a town) go from body to body, and nobody stands outside who could be turned down. Where a step replies ("trả lời"), every result is by its title a
    /// neutral reply or opinion ("văn bản trả lời"), or one is a grant "or a notice", it may say no; where a paper or a condition speaks of
    /// those who are not eligible, the source knows a refusal and no step tells of it. The answer is unknown in both.
    /// ## Why it matters
    /// Whoever may be refused must be told so in writing, with the reason and where to appeal. A process without that
    /// outcome leaves the dossier lying, or grants what should be refused.
    /// ## Nội dung
    /// Tìm quy trình có thẩm định, khảo sát, phê duyệt hoặc quyết định, hoặc bước có ghi tỷ lệ từ chối, nhưng không có
    /// chỗ nào dẫn đến từ chối: không có `nếu không đủ điều kiện thì …`, không có điều kiện hay chuyển bước đến
    /// `từ chối`. Chỉ cần một chỗ từ chối trong quy trình là đủ. Việc chỉ kiểm tra đủ giấy tờ thì không từ chối ai. Thủ
    /// tục thu hồi, chấm dứt, công bố, định giá, quyết toán, khen thưởng, phê duyệt kế hoạch, đặt hàng, hoặc chỉ cơ quan nhà nước đề nghị, thì chưa rõ có ai bị từ chối hay không; cũng vậy khi chỉ có
    /// tổ chức đề nghị mà không nêu thành phần hồ sơ và không bước nào tiếp nhận hồ sơ: đó là việc giữa các cơ quan. Có bước "trả lời", mọi kết quả
    /// đều là văn bản trả lời, văn bản ý kiến, hoặc kết quả ghi "… hoặc văn bản thông báo" thì chưa rõ, vì văn bản đó có thể là từ chối;
    /// giấy tờ, điều kiện có nói đến người không đủ điều kiện cũng vậy.
    /// ## Vì sao
    /// Người bị từ chối phải được trả lời bằng văn bản, nêu rõ lý do và nơi khiếu nại. Quy trình thiếu kết quả này sẽ để
    /// hồ sơ tồn đọng, hoặc giải quyết cả trường hợp lẽ ra phải từ chối.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step assess "Thẩm định hồ sơ" kind assess
    ///     step decide "Cấp giấy phép" kind decide
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step assess "Thẩm định hồ sơ" kind assess {
    ///       if ineligible then refuse
    ///     }
    ///     step decide "Cấp giấy phép" kind decide
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static NO_REFUSAL = "flow/no-refusal", Error,
        en: "a process that decides and cannot refuse", vi: "quy trình có quyết định nhưng không có cách từ chối";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &NO_REFUSAL,
    check: Check::Process(check),
    reads: &["process.flow", "step.kind", "step.text", "procedure.text", "step.reaction", "step.jump", "step.rejects", "procedure.title", "procedure.for", "procedure.document", "procedure.condition", "procedure.result", "step.by"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    if process.steps.iter().any(refuses) || refuses_in(&process.flow) {
        return;
    }
    let unsure = ends_something(cx.procedure)
        || is_internal(cx.procedure)
        || nobody_applies(cx.procedure, process)
        || may_be_a_no(cx.procedure)
        || is_spoken_of(cx.procedure)
        || process.steps.iter().any(replies);
    if !process.steps.is_empty() && unsure {
        let missing = crate::text!(en: "whether anybody can be refused", vi: "có ai có thể bị từ chối hay không");
        out.unknown(&NO_REFUSAL, cx.procedure.name.span, missing);
        return;
    }
    let rejecting = process.steps.iter().find(|step| rejects(step));
    let Some(step) = rejecting.or_else(|| process.steps.iter().find(|step| judges(step))) else {
        if let Some(step) = process.steps.iter().find(|step| step.kinds.is_empty()) {
            let missing = crate::text!(en: "the kind of `{}`", vi: "loại của bước `{}`", step.name.text);
            out.unknown(&NO_REFUSAL, step.name.span, missing);
        }
        return;
    };
    let name = &step.name.text;
    out.report(
        &NO_REFUSAL,
        step.name.span,
        crate::text!(
            en: "`{name}` may find that the applicant is not eligible, but no step of the process can refuse",
            vi: "bước `{name}` có thể kết luận không đủ điều kiện, nhưng không bước nào của quy trình từ chối được"
        ),
    )
    .certainty(if rejecting.is_some() { Certainty::Proven } else { Certainty::Probable })
    .help(crate::text!(
        en: "add `if ineligible then refuse` to the step that examines it",
        vi: "thêm `nếu không đủ điều kiện thì từ chối` vào bước xem xét"
    ));
}

/// Whether the procedure takes away, ends, announces, settles, prices or honours something or agrees on an order, by the words of its
/// title: nobody applies for a grant that could be refused.
fn ends_something(procedure: &Procedure) -> bool {
    const WORDS: [&str; 27] = [
        "thu hồi", "phê duyệt kế hoạch", "định giá", "cấp bù", "quyết toán", "thẩm tra quyết toán", "khen thưởng", "tự nguyện chấm dứt", "miễn nhiệm", "bãi nhiệm", "chấm dứt", "tạm dừng", "tạm ngừng", "tạm đình chỉ", "đình chỉ", "giải thể", "hủy bỏ",
        "xóa đăng ký", "công bố", "giải quyết tranh chấp", "đề nghị danh hiệu", "đề nghị xét tặng", "xét tặng", "tặng", "withdraw", "revoke", "announce",
    ];
    let Some(title) = &procedure.title else { return false };
    let words = normal(&title.text);
    let words = words.strip_prefix("thủ tục ").unwrap_or(&words);
    // An order, a contract or what an auction won is agreed on before, a declaration taken note of, and of those who enrol some are chosen.
    let agreed = ["đặt hàng", "hợp đồng", "đấu giá", "công bố", "tuyển sinh"].iter().any(|word| words.contains(word));
    agreed || WORDS.iter().any(|word| words.starts_with(&normal(word)))
}

/// Whether what comes out may be a no by its title: all of it replies or opinions, or a grant "or a notice".
fn may_be_a_no(procedure: &Procedure) -> bool {
    const REPLIES: [&str; 8] =
        ["hợp đồng", "phụ lục hợp đồng", "văn bản trả lời", "công văn trả lời", "văn bản ý kiến", "thông báo kết quả thẩm định", "reply", "opinion"];
    const OR: [&str; 4] = ["hoặc văn bản thông báo", "hoặc thông báo", "hoặc văn bản trả lời", "hoặc công văn trả lời"];
    let titles: Vec<String> = procedure.results.iter().map(|outcome| title(procedure, outcome)).collect();
    let is_reply = |words: &String| REPLIES.iter().any(|reply| words.starts_with(reply));
    let is_choice = |words: &String| OR.iter().any(|or| words.contains(or));
    titles.iter().any(is_choice) || !titles.is_empty() && titles.iter().all(is_reply)
}

/// Whether a paper, a condition or the rest of the source speaks of those who are turned away, though no step does.
fn is_spoken_of(procedure: &Procedure) -> bool {
    let papers = procedure.documents.iter().flat_map(|demand| &demand.any_of).filter_map(|paper| paper.title.as_ref());
    let conditions = procedure.conditions.iter().filter_map(|condition| condition.title.as_ref());
    let turned_away = |words: &str| ["không đủ điều kiện", "bị từ chối", "not eligible"].iter().any(|no| words.contains(no));
    papers.chain(conditions).chain(&procedure.notes.text).any(|title| turned_away(&normal(&title.text)))
}

/// Whether a step replies to the applicant, which may mean yes or no.
fn replies(step: &Step) -> bool {
    let mut wording = step.title.iter().chain(&step.notes.text).map(|text| text.text.to_lowercase());
    wording.any(|words| words.contains("trả lời"))
}

/// Whether only the administration itself applies.
fn is_internal(procedure: &Procedure) -> bool {
    !procedure.applicants.is_empty() && procedure.applicants.iter().all(|one| one.value == Applicant::Official)
}

/// Whether bodies work it out among themselves: only organisations are named as applicants, no paper is asked for, and no
/// step is the applicant's or takes a dossier in.
fn nobody_applies(procedure: &Procedure, process: &Process) -> bool {
    let body = |one: &Applicant| matches!(one, Applicant::Official | Applicant::Organisation);
    let from_outside = |step: &Step| step.by_applicant() || step.is_kind(StepKind::Receive);
    !procedure.applicants.is_empty()
        && procedure.applicants.iter().all(|one| body(&one.value))
        && procedure.documents.is_empty()
        && !process.steps.iter().any(from_outside)
}

/// Whether a step says that it rejects some.
fn rejects(step: &Step) -> bool {
    use crate::model::OrUnknown;
    matches!(step.rejects.as_ref().map(|at| &at.value), Some(OrUnknown::Known(share)) if share.mantissa > 0)
}

/// Whether what a step does can end in a no.
fn judges(step: &Step) -> bool {
    use StepKind::{Approve, Assess, Decide, Inspect};
    [Decide, Approve, Assess, Inspect].into_iter().any(|kind| step.is_kind(kind))
}

/// Whether a step itself turns ineligible applicants away.
fn refuses(step: &Step) -> bool {
    let refusal = |goal: &Goal| matches!(goal, Goal::End(End::Refuse) | Goal::Unknown);
    step.jumps.iter().any(|jump| refusal(&jump.to))
        || step.reactions.iter().any(|reaction| match (&reaction.trigger, &reaction.action) {
            (Trigger::Ineligible, Action::Go(_)) => true,
            (_, Action::Go(goal)) => refusal(goal),
            (_, Action::Ask(_)) => false,
        })
}

fn refuses_in(flow: &Flow) -> bool {
    let mut found = false;
    walk::nodes(flow, &mut |node| {
        found |= matches!(node, Node::End(end) if end.value == End::Refuse);
    });
    found
}
