//! What a step adds to a case and who works it, as far as its text says: the words in which rules about steps think.

use crate::base::similar;
use crate::config::Share;
use crate::model::{
    Action, Body, DataId, FactOrigin, Number, OrUnknown, Party, Procedure, Process, Step, StepId, StepKind, Trigger,
    Value,
};
use std::sync::LazyLock;

/// What a step adds: items that matter for the decision, in what it writes and not in what it reads. Signatures, stamps
/// and letters that only hand the case on do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Adds {
    /// Something.
    Something,
    /// Nothing: it is said what it reads or writes, or its kind says that it only passes the case on.
    Nothing,
    /// Neither is said.
    Unknown,
}

/// What a step adds.
pub(super) fn adds(procedure: &Procedure, process: &Process, id: StepId) -> Adds {
    use StepKind::{Assess, Check, Consult, Decide, Draft, Inspect, Meet, Transfer};
    let step = process.step(id);
    let judges = [Check, Assess, Inspect, Consult, Draft, Meet, Decide].into_iter().any(|kind| step.is_kind(kind));
    let refuses = step.reactions.iter().any(|reaction| match (&reaction.trigger, &reaction.action) {
        (Trigger::Incomplete | Trigger::Ineligible | Trigger::When(_), _) | (_, Action::Ask(_)) => true,
        (Trigger::Late, Action::Go(_)) => false,
    });
    let finds = procedure.facts.iter().any(|fact| matches!(fact.origin, FactOrigin::FoundBy(Some(by), _) if by == id));
    let reads = |data: DataId| step.reads.iter().any(|read| read.value == data);
    let signs = step.is_kind(StepKind::Sign) || step.is_kind(StepKind::Approve);
    let writes = step.writes.iter().map(|data| data.value).any(|data| {
        let signed = signs && procedure.datum(data).is_result;
        !reads(data) && !signed && !only_hands_on(procedure, data)
    });
    match () {
        () if judges || refuses || finds || writes || !step.checks.is_empty() => Adds::Something,
        () if is_described(step) || step.main_kind() == Some(Transfer) => Adds::Nothing,
        () => Adds::Unknown,
    }
}

/// Whether anything is said of what a step reads and writes.
pub(super) fn is_described(step: &Step) -> bool {
    step.reads_dossier.is_some() || !step.reads.is_empty() || !step.writes.is_empty()
}

/// Whether a paper is a letter that hands the case on and says nothing else, by its name.
pub(super) fn only_hands_on(procedure: &Procedure, data: DataId) -> bool {
    const WORDS: [&str; 12] = [
        "tờ trình",
        "phiếu trình",
        "phiếu chuyển",
        "giấy chuyển",
        "văn bản chuyển",
        "công văn chuyển",
        "biên bản bàn giao",
        "phiếu bàn giao",
        "transmittal",
        "cover letter",
        "submission",
        "hand-over slip",
    ];
    static KEYS: LazyLock<Vec<String>> = LazyLock::new(|| WORDS.map(similar::key).to_vec());
    let data = procedure.datum(data);
    let name = similar::key(&data.name.text).to_lowercase().replace('-', " ");
    let title = data.title.as_ref().map(|title| similar::key(&title.text).to_lowercase()).unwrap_or_default();
    KEYS.iter().any(|word| name.starts_with(word) || title.starts_with(word))
}

/// The steps that decide: those of kind `decide`; where there is none, the last that signs or approves.
pub(super) fn deciding(process: &Process) -> Vec<StepId> {
    let of = |kind: StepKind| process.ids().filter(move |id| process.step(*id).is_kind(kind));
    let all: Vec<_> = of(StepKind::Decide).collect();
    let last = || of(StepKind::Sign).last().or_else(|| of(StepKind::Approve).last());
    if all.is_empty() { last().into_iter().collect() } else { all }
}

/// Whether two steps are worked by one and the same body; `None` where that is not known of one of them.
pub(super) fn same_hand(a: &Step, b: &Step) -> Option<bool> {
    match (party(a)?, party(b)?) {
        (Party::Applicant(_), Party::Applicant(_)) => Some(true),
        (Party::Body { body: a, other: x }, Party::Body { body: b, other: y }) => {
            (a.is_known() && b.is_known()).then(|| x == y && a.same(b))
        }
        _ => Some(false),
    }
}

/// Who answers for a step, if exactly one is named.
pub(super) fn party(step: &Step) -> Option<&Party> {
    match step.by.as_ref()?.any_of.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// The body that answers for a step, at its own place, where its name is known.
pub(super) fn hand(step: &Step) -> Option<&Body> {
    match party(step)? {
        Party::Body { body, other: false } if body.is_known() => Some(body),
        _ => None,
    }
}

/// Whether a step is said to be of these kinds and of no other.
pub(super) fn does_only(step: &Step, kinds: &[StepKind]) -> bool {
    !step.kinds.is_empty() && step.kinds.iter().all(|kind| kinds.contains(&kind.value))
}

/// Whether a step says which role of a body works it, and not only which body.
pub(super) fn is_role(step: &Step) -> bool {
    matches!(party(step), Some(Party::Body { body, .. }) if body.role.is_some())
}

/// Whether the published wording stands beside the steps: they are the published order, and not yet the internal process.
pub(super) fn is_published_order(process: &Process) -> bool {
    process.steps.iter().any(|step| step.notes.text.is_some())
}

/// The share of cases that a step rejects, in millionths.
pub(super) fn rejects(step: &Step) -> Option<i64> {
    match step.rejects.as_ref()?.value {
        OrUnknown::Known(share) => millionths(share),
        OrUnknown::Unknown => None,
    }
}

/// A number in millionths.
pub(super) fn millionths(number: Number) -> Option<i64> {
    match Value::number(number)? {
        Value::Number(millionths) => Some(millionths),
        _ => None,
    }
}

/// Whether a share in millionths is no more than a threshold.
pub(super) fn at_most(millionths: i64, threshold: Share) -> bool {
    millionths <= i64::from(threshold.ten_thousandths) * 100
}

/// The work of a step, in hundredths of a minute.
pub(super) fn effort(step: &Step) -> Option<i64> {
    match step.effort.as_ref()?.value {
        OrUnknown::Known(time) => Some(time.work_time()?.hundredths()),
        OrUnknown::Unknown => None,
    }
}

/// Cases a year, where they are known.
pub(super) fn cases(procedure: &Procedure) -> Option<u64> {
    match procedure.volume.as_ref()?.per_year.value {
        OrUnknown::Known(cases) => Some(cases),
        OrUnknown::Unknown => None,
    }
}
