//! What is given up on purpose: checks, reviews and signatures that no longer take place, and what stands in for them.

use super::gate::Pair;
use super::subject::same;
use crate::base::Text;
use crate::model::{At, Party, Process, Step, StepKind, Trigger};

/// A control that no longer takes place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Control {
    /// The step or criterion, in words of the text.
    pub what: String,
    /// What protects the outcome from now on.
    pub replaced_by: Text,
}

/// Controls that no longer take place: criteria that no step looks at any more, and reviews and signatures that go.
pub(super) fn given_up(pair: &Pair<'_>) -> Vec<Control> {
    use StepKind::{Approve, Assess, Check, Decide, Inspect, Review, Sign};
    let controls = [Review, Approve, Sign, Decide, Check, Assess, Inspect];
    let mut gone: Vec<Control> = Vec::new();
    for view in &pair.views {
        let (before, after) = (view.old.process(), view.new.process());
        let mut add = |what: &str, replaced_by: Text| gone.push(Control { what: what.to_owned(), replaced_by });
        for criterion in &view.broken().unchecked {
            let word = crate::text!(
                en: "nothing: nobody looks at it before the decision any more",
                vi: "không có: không còn ai xem xét trước khi quyết định"
            );
            add(criterion.text().get(view.new.procedure.language), word);
        }
        for step in &after.steps {
            let Some(was) = before.named(&step.name.text).map(|id| before.step(id)) else { continue };
            let waits = |step: &Step| !step.reactions.iter().any(|reaction| matches!(reaction.trigger, Trigger::Late));
            if step.is_kind(StepKind::Consult) && waits(was) && !waits(step) {
                add(
                    was.shown(),
                    crate::text!(
                        en: "the record shows that no answer came in time; one that comes later is followed up",
                        vi: "nhật ký hồ sơ ghi rõ quá hạn không có ý kiến; ý kiến đến sau được xem xét, xử lý tiếp"
                    ),
                );
            }
            for name in lost_to_another(was, step, after) {
                add(
                    was.shown(),
                    crate::text!(
                        en: "`{name}`, a step of another body, alone looks at the same criteria; samples are checked afterwards",
                        vi: "chỉ còn bước `{name}` của cơ quan khác xét cùng nội dung; hậu kiểm chọn mẫu"
                    ),
                );
            }
            let looks = [Review, Approve, Check, Assess, Inspect].into_iter().any(|kind| was.is_kind(kind));
            if looks && !was.is_kind(Decide) && passes_to_its_maker(was, step, before) {
                add(was.shown(), answers_instead(step, after));
            }
            if was.is_kind(Decide) && step.is_kind(Decide) && hands(was) != hands(step) {
                add(
                    was.shown(),
                    crate::text!(
                        en: "the recipient decides and reports; who hands the power down inspects and may take it back",
                        vi: "người được ủy quyền quyết định, báo cáo; người ủy quyền kiểm tra, chịu trách nhiệm và có quyền thu hồi"
                    ),
                );
            }
        }
        for step in &before.steps {
            let is_control = controls.into_iter().any(|kind| step.is_kind(kind));
            let gone = after.named(&step.name.text).is_none();
            if is_control && gone && !is_absorbed(step, before, after) {
                add(step.shown(), successor(step, before, after));
            } else if gone && step.is_kind(StepKind::Transfer) && !decides_elsewhere(before, after) {
                add(
                    step.shown(),
                    crate::text!(
                        en: "the system hands the case on by itself and records when and to whom",
                        vi: "hệ thống tự động chuyển hồ sơ, ghi rõ thời điểm chuyển và người nhận"
                    ),
                );
            }
        }
    }
    gone.sort();
    gone.dedup();
    gone
}

/// Who alone looks at a criterion from now on that a step looked at too: steps of other bodies.
fn lost_to_another<'p>(was: &Step, step: &Step, after: &'p Process) -> Vec<&'p str> {
    let mut found: Vec<&str> = Vec::new();
    for criterion in &was.checks {
        let looks = |step: &&Step| step.checks.iter().any(|own| same(&own.text, &criterion.text));
        let mut looking = after.steps.iter().filter(looks);
        let first = looking.clone().next();
        if let Some(other) = first.filter(|_| looking.all(|other| agencies(other) != agencies(step)))
            && !found.contains(&other.name.text.as_str())
        {
            found.push(&other.name.text);
        }
    }
    found
}

/// Whether a look at the case by one body is left to the body that did the work before it.
fn passes_to_its_maker(was: &Step, step: &Step, before: &Process) -> bool {
    use StepKind::{Assess, Check, Draft, Inspect};
    let made = |other: &&Step| [Assess, Check, Draft, Inspect].into_iter().any(|kind| other.is_kind(kind));
    let earlier = before.steps.iter().take_while(|other| !same(&other.name.text, &was.name.text));
    agencies(was) != agencies(step) && earlier.filter(made).any(|other| agencies(other) == agencies(step))
}

/// What stands in for a look by a third body: whoever decides.
fn answers_instead(step: &Step, after: &Process) -> Text {
    let by = hand_in_words(step);
    let deciding =
        after.steps.iter().find(|step| step.is_kind(StepKind::Decide)).map(|step| (hand_in_words(step), step.shown()));
    match deciding {
        Some((head, name)) => crate::text!(
            en: "{by} does it from now on, of the body that appraised the case itself: no third body looks at it any more; {head} signs at `{name}` and answers for the outcome; samples are audited afterwards",
            vi: "từ nay {by} thuộc chính cơ quan đã thẩm định hồ sơ thực hiện, không còn cơ quan thứ ba xem lại; {head} ký ở bước `{name}` chịu trách nhiệm về kết quả; kiểm tra, thanh tra chọn mẫu sau khi giải quyết"
        ),
        None => crate::text!(
            en: "{by} does it from now on, of the body that appraised the case itself: no third body looks at it any more; samples are audited afterwards",
            vi: "từ nay {by} thuộc chính cơ quan đã thẩm định hồ sơ thực hiện, không còn cơ quan thứ ba xem lại; kiểm tra, thanh tra chọn mẫu sau khi giải quyết"
        ),
    }
}

/// Who works a step, as a name that readers of the text know.
fn hand_in_words(step: &Step) -> String {
    let bodies = step.by.iter().flat_map(|by| &by.any_of).filter_map(|party| match party {
        Party::Body { body, .. } => Some(format!("`{}`", body.written())),
        Party::Applicant(_) => None,
    });
    bodies.collect::<Vec<_>>().join(", ")
}

/// The agencies that work a step.
fn agencies(step: &Step) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for party in step.by.iter().flat_map(|by| &by.any_of) {
        if let Party::Body { body, .. } = party
            && !all.contains(&body.agency.name.text.as_str())
        {
            all.push(&body.agency.name.text);
        }
    }
    all
}

/// Whether a decision has passed to other hands: then the way to the old ones is no longer needed at all.
fn decides_elsewhere(before: &Process, after: &Process) -> bool {
    let mut deciding = before.steps.iter().filter(|step| step.is_kind(StepKind::Decide));
    deciding.any(|was| after.named(&was.name.text).is_some_and(|id| hands(after.step(id)) != hands(was)))
}

/// Whether a step that stays does from now on what a step that goes did: same hand, its kinds, its criteria.
fn is_absorbed(gone: &Step, before: &Process, after: &Process) -> bool {
    let all = |kinds: &[At<StepKind>], step: &Step| kinds.iter().all(|kind| step.is_kind(kind.value));
    after.steps.iter().any(|step| {
        let was = before.named(&step.name.text).map(|id| before.step(id));
        let grew = was.is_some_and(|was| was.shown() != step.shown() && all(&was.kinds, step));
        let criteria = gone.checks.iter().all(|name| step.checks.iter().any(|own| same(&own.text, &name.text)));
        grew && criteria && all(&gone.kinds, step) && hands(gone) == hands(step)
    })
}

fn hands(step: &Step) -> Vec<String> {
    let written = |party: &Party| match party {
        Party::Body { body, other } => format!("{} {other}", body.written()),
        Party::Applicant(_) => String::new(),
    };
    step.by.iter().flat_map(|by| &by.any_of).map(written).collect()
}

/// What takes the place of a step that goes: who checks the same criteria, else who decides afterwards, else nothing.
fn successor(gone: &Step, before: &Process, after: &Process) -> Text {
    let checks = |step: &&Step| {
        let all = gone.checks.iter();
        !gone.checks.is_empty() && all.clone().all(|name| step.checks.iter().any(|own| same(&own.text, &name.text)))
    };
    if let Some(other) = after.steps.iter().find(checks) {
        let name = other.shown();
        return crate::text!(
            en: "`{name}` looks at the same criteria", vi: "bước `{name}` xét cùng nội dung"
        );
    }
    let decides = |step: &&Step| step.is_kind(StepKind::Decide) && hands(step) == hands(gone);
    if let Some(other) = after.steps.iter().find(decides) {
        let name = other.shown();
        return crate::text!(
            en: "the same person signs at `{name}` and answers for the outcome",
            vi: "chính người này ký ở bước `{name}` và chịu trách nhiệm về kết quả"
        );
    }
    let place = before.steps.iter().position(|step| step.name.text == gone.name.text).unwrap_or_default();
    let later = |step: &&Step| before.steps[place..].iter().any(|other| same(&other.name.text, &step.name.text));
    let protects = |step: &&Step| {
        [StepKind::Decide, StepKind::Sign, StepKind::Approve, StepKind::Review]
            .into_iter()
            .any(|kind| step.is_kind(kind))
    };
    let mut staying = after.steps.iter().filter(protects);
    let next = staying.clone().find(later).or_else(|| staying.next_back());
    match next {
        Some(step) => {
            let name = step.shown();
            crate::text!(
                en: "`{name}` answers for the outcome; the record of the case shows who prepared it, and samples are checked afterwards",
                vi: "bước `{name}` chịu trách nhiệm về kết quả; nhật ký hồ sơ ghi rõ người thụ lý; hậu kiểm chọn mẫu"
            )
        }
        None => crate::text!(
            en: "nothing in the process: checks of samples afterwards are needed",
            vi: "không có trong quy trình: cần hậu kiểm chọn mẫu"
        ),
    }
}
