//! Consultations whose answer is already there, or is not used.

use crate::base::{Certainty, Sink, Text, similar};
use crate::code;
use crate::model::{DataId, Database, Process, Step, StepId, StepKind};
use crate::rules::order::Order;
use crate::rules::work::{at_most, cases, is_described, millionths};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a step whose main kind is `consult` and whose answer a database answers that is published for use on the day
    /// (the paper that the step writes is held in it, or all that the paper states is answered by it), or which an earlier
    /// step has already written, or which no later step reads though all later steps that work on the case say what they
    /// read, or which changes the outcome at most in the share `consultation-changes` (default 1 %) of at least
    /// `measured-cases` cases (its `rejects`).
    ///
    /// An answer in an authentic database, one without effect, and one that nobody reads are told apart in the message.
    /// What finds a fact that a condition tests is used. Whether the law makes the consultation mandatory is not known to
    /// the model: it is never more than probable. A step that says nothing of what it brings is unknown.
    /// ## Why it matters
    /// The case waits for a body that adds nothing.
    /// ## Nội dung
    /// Tìm bước lấy ý kiến mà câu trả lời đã có trong cơ sở dữ liệu được công bố khai thác vào ngày đó (giấy tờ bước đó lập
    /// được lưu trong cơ sở dữ liệu, hoặc mọi thông tin giấy tờ đó nêu đều tra cứu được), hoặc bước trước đã lập, hoặc không
    /// bước nào sau đó xem (khi các bước sau đều ghi xem gì), hoặc chỉ làm thay đổi kết quả không quá `consultation-changes`
    /// (mặc định 1 %) trên ít nhất `measured-cases` hồ sơ (theo `tỷ lệ từ chối`).
    ///
    /// Bước xác định một thông tin mà điều kiện dùng đến thì được coi là có dùng. Mô hình không biết pháp luật có bắt buộc
    /// lấy ý kiến hay không nên kết luận chỉ ở mức có khả năng. Bước không ghi lập gì thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Hồ sơ phải chờ một cơ quan không thêm được gì.
    /// ## Example
    /// ```procedure
    /// database population {
    ///   published from 2023-01-01
    ///   answers identity, residence
    /// }
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step ask "Hỏi nơi cư trú" kind consult {
    ///       writes reply
    ///     }
    ///     step decide "Ký" kind decide {
    ///       reads reply
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// document reply "Xác nhận cư trú" confirmation {
    ///   states residence
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// database population {
    ///   published from 2023-01-01
    ///   answers identity, residence
    /// }
    /// procedure p "Cấp phép" {
    ///   document request "Đơn" original 1 unless found in population
    ///   process {
    ///     step decide "Tra cứu, ký" kind decide {
    ///       reads request
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static REDUNDANT_CONSULTATION = "steps/redundant-consultation", Warning,
        en: "a consultation whose answer is there or not used", vi: "lấy ý kiến không cần thiết";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &REDUNDANT_CONSULTATION,
    check: Check::Process(check),
    reads: &[
        "process.flow", "step.kind", "step.reads", "step.writes", "step.rejects", "step.reaction", "step.jump",
        "procedure.fact", "procedure.volume", "procedure.result", "document.held-in", "document.states",
        "database.published", "database.answers",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    for id in process.ids() {
        let step = process.step(id);
        if step.main_kind() != Some(StepKind::Consult) || finds_a_fact(cx, id) {
            continue;
        }
        let name = &step.name.text;
        if let Some(why) = reason(cx, process, id) {
            let Text { en, vi } = why;
            let message = crate::text!(
                en: "the consultation `{name}` may be left out: {en}", vi: "có thể bỏ bước lấy ý kiến `{name}`: {vi}"
            );
            let finding = out.report(&REDUNDANT_CONSULTATION, step.name.span, message);
            finding.certainty(Certainty::Probable).help(crate::text!(
                en: "look the answer up, or only notify the body, unless the law makes its consent mandatory",
                vi: "tra cứu thay cho việc hỏi, hoặc chỉ thông báo, trừ khi pháp luật bắt buộc phải có ý kiến đồng ý"
            ));
            if let Some(basis) = step.notes.basis.first() {
                finding.label(basis.span, crate::text!(en: "cited for it", vi: "căn cứ được nêu"));
            }
        } else if step.writes.is_empty() {
            let missing = crate::text!(en: "what `{name}` brings (`writes …`)", vi: "bước `{name}` lập gì (`lập …`)");
            out.unknown(&REDUNDANT_CONSULTATION, step.name.span, missing);
        }
    }
}

fn reason(cx: &Context<'_>, process: &Process, id: StepId) -> Option<Text> {
    let step = process.step(id);
    let written = || step.writes.iter().map(|data| data.value);
    if let Some(database) = written().find_map(|data| answered_by(cx, data)) {
        let name = &database.name.text;
        return Some(crate::text!(en: "`{name}` answers it", vi: "`{name}` đã có câu trả lời"));
    }
    let earlier = process.ids().find(|other| {
        let writes = |data: DataId| process.step(*other).writes.iter().any(|one| one.value == data);
        *other != id && written().any(writes) && cx.order().is_later(id, *other)
    });
    if let Some(earlier) = earlier {
        let name = &process.step(earlier).name.text;
        return Some(crate::text!(en: "`{name}` has already brought it", vi: "bước `{name}` đã có kết quả đó"));
    }
    let thresholds = &cx.settings.thresholds;
    let measured = cases(cx.procedure).is_some_and(|cases| cases >= u64::from(thresholds.measured_cases));
    if let Some(share) = share(step).filter(|_| measured)
        && at_most(share, thresholds.consultation_changes)
    {
        return Some(crate::text!(en: "its answer changes almost no outcome", vi: "ý kiến hầu như không làm thay đổi kết quả"));
    }
    let unread = |data| cx.facts.data_flow().never_read.contains(&(id, data));
    (!step.writes.is_empty() && written().all(unread) && later_work_is_described(process, cx.order(), id)).then(|| {
        crate::text!(en: "no later step reads its answer", vi: "không bước nào sau đó xem ý kiến này")
    })
}

fn share(step: &Step) -> Option<i64> {
    match step.rejects.as_ref()?.value {
        crate::model::OrUnknown::Known(share) => millionths(share),
        crate::model::OrUnknown::Unknown => None,
    }
}

/// Whether all later steps that work on the case say what they read, and none reads the whole dossier.
fn later_work_is_described(process: &Process, order: &Order<'_>, id: StepId) -> bool {
    use StepKind::{Approve, Assess, Decide, Draft, Meet, Review, Sign};
    let works = |step: &Step| [Approve, Assess, Decide, Draft, Meet, Review, Sign].into_iter().any(|kind| step.is_kind(kind));
    let mut later = order.after(id).iter().map(|id| process.step(id)).filter(|step| works(step)).peekable();
    later.peek().is_some() && later.all(|step| is_described(step) && step.reads_dossier.is_none())
}

/// The database, published for use on the day, that answers all that a paper states.
fn answered_by<'a>(cx: &Context<'a>, data: DataId) -> Option<&'a Database> {
    let datum = cx.procedure.datum(data);
    let document = match datum.document {
        Some(id) => cx.catalogue.documents.get(id).near(cx.as_of),
        None => datum.declared.as_deref()?,
    };
    let published = |database: &&Database| {
        database.published_from.as_ref().is_some_and(|from| from.value <= cx.as_of) && database.period.contains(cx.as_of)
    };
    let mut held = document.held_in.iter().filter_map(|held| held.id).map(|id| cx.catalogue.databases.get(id).near(cx.as_of));
    let answers = |database: &&Database| {
        let answered: Vec<_> = database.answers.iter().map(|name| similar::key(&name.text)).collect();
        !document.states.is_empty() && document.states.iter().all(|state| answered.contains(&similar::key(&state.text)))
    };
    let all = || cx.catalogue.databases.all.iter().filter_map(|versions| versions.at(cx.as_of));
    held.find(published).or_else(|| all().filter(published).find(answers))
}

fn finds_a_fact(cx: &Context<'_>, id: StepId) -> bool {
    use crate::model::FactOrigin;
    cx.procedure.facts.iter().any(|fact| matches!(fact.origin, FactOrigin::FoundBy(Some(by), _) if by == id))
}
