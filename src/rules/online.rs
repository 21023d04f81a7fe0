//! What keeps a procedure from being done online, as far as its text says: hands that sign, people who must come, money at a
//! counter, results on paper.

use crate::base::similar;
use crate::model::{FeeAmount, OrUnknown, Outcome, PayWay, Procedure, Process, Signature, Step, StepKind};
use crate::time::Date;

/// Whether a step is signed by hand and cites nothing that asks for it.
pub(super) fn is_signed_by_hand(step: &Step) -> bool {
    let wet = step.signature.as_ref().is_some_and(|way| way.value == OrUnknown::Known(Signature::Wet));
    wet && step.notes.basis.is_empty()
}

/// Why the applicant must come to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    /// Nobody must come, or what is done there cannot be done from afar.
    Founded,
    /// No reason is given.
    Unfounded,
    /// A reason in words that is none of those which only presence answers.
    Doubtful,
}

/// What only someone who is there can do: prove who they are, hand over an original, be heard, be examined, sign
/// together with others.
const REASONS: &[&str] = &[
    "nhân thân",
    "danh tính",
    "định danh",
    "sinh trắc",
    "vân tay",
    "chụp ảnh",
    "bản chính",
    "bản gốc",
    "thu hồi",
    "đối chiếu",
    "phỏng vấn",
    "hòa giải",
    "tranh chấp",
    "trình bày",
    "đối thoại",
    "sát hạch",
    "tay nghề",
    "kiểm tra",
    "khám",
    "giám định",
    "quan sát",
    "cùng ký",
    "ký trực tiếp",
    "lấy ý kiến",
    "tự nguyện",
    "giao nhận",
    "identity",
    "biometric",
    "fingerprint",
    "original",
    "interview",
    "hearing",
    "dispute",
    "examination",
    "test",
    "inspection",
    "observe",
    "together",
    "free will",
];

/// Whether a step asks for presence, and how well that is founded.
pub(super) fn presence(step: &Step) -> Presence {
    let Some((because, cited)) = &step.in_person else { return Presence::Founded };
    if !cited.basis.is_empty() {
        return Presence::Founded;
    }
    let Some(because) = because else { return Presence::Unfounded };
    let words = similar::key(&because.text).to_lowercase();
    let known = REASONS.iter().any(|reason| words.contains(&similar::key(reason)));
    if known { Presence::Founded } else { Presence::Doubtful }
}

/// Whether there is something to pay on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// No fee, or nothing but zeros.
    Nothing,
    /// A sum.
    Something,
    /// A fee whose amount is not known.
    Unknown,
}

/// Whether there is something to pay on a day.
pub(super) fn due(procedure: &Procedure, day: Date) -> Due {
    let rows = procedure.fees.iter().flat_map(|fee| &fee.rows).filter(|row| row.row.period.contains(day));
    let mut found = Due::Nothing;
    for row in rows {
        match &row.amount.value {
            FeeAmount::Money(money) if money.hundredths == 0 => {}
            FeeAmount::Money(_) | FeeAmount::PercentOf(..) => return Due::Something,
            FeeAmount::Unknown | FeeAmount::SetBy(_) => found = Due::Unknown,
        }
    }
    found
}

/// Whether fees can be paid online; `None`: not said.
pub(super) fn pays_online(procedure: &Procedure) -> Option<bool> {
    (!procedure.pay.is_empty()).then(|| procedure.pay.iter().any(|way| way.value == PayWay::Online))
}

/// In what form a result is issued.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form<'a> {
    /// Digital, or made digital afterwards, or kept on paper because something asks for it.
    Digital,
    /// On paper: this step signs it by hand.
    Paper(&'a Step),
    /// Not said.
    Unknown,
}

/// In what form a result is issued.
pub(super) fn form<'a>(process: Option<&'a Process>, outcome: &Outcome) -> Form<'a> {
    let steps = process.map(|process| process.steps.as_slice()).unwrap_or_default();
    let writes = |step: &Step| step.writes.iter().any(|data| data.value == outcome.data);
    let Some(at) = steps.iter().rposition(|step| step.signature.is_some() && writes(step)) else {
        return if outcome.digital { Form::Digital } else { Form::Unknown };
    };
    let digitised = steps[at + 1..].iter().any(|step| step.is_kind(StepKind::Digitise));
    match steps[at].signature.as_ref().map(|way| way.value) {
        Some(OrUnknown::Known(Signature::Wet)) if steps[at].notes.basis.is_empty() && !digitised => {
            Form::Paper(&steps[at])
        }
        Some(OrUnknown::Known(_)) => Form::Digital,
        _ if outcome.digital => Form::Digital,
        _ => Form::Unknown,
    }
}
