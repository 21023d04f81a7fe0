//! What can be changed in a procedure, in the words of the trade: data that a reviewer reads, not edits of a text.

use crate::base::Text;

/// One change of a procedure. Steps and papers go by the names in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// These steps go; what only they wrote is no longer read.
    DropSteps(Vec<String>),
    /// Another body works a step, under another title.
    HandTo {
        /// The step.
        step: String,
        /// Who works it from now on, as sources write it: `agency/role`.
        to: String,
        /// What the step is called from now on.
        title: Option<Text>,
        /// The step whose time is taken over, where that is shorter.
        time_of: Option<String>,
    },
    /// The second step becomes part of the first; their times add up.
    Merge {
        /// The step that stays.
        first: String,
        /// The step after it, which goes into it.
        second: String,
    },
    /// Two neighbouring steps are worked at the same time.
    SideBySide {
        /// The one that came first.
        first: String,
        /// The one that came after it.
        second: String,
    },
    /// A step is worked directly before another one that came earlier.
    MoveBefore {
        /// The step.
        step: String,
        /// The step it now precedes.
        other: String,
    },
    /// A step no longer looks at these criteria: another one does.
    StopChecking {
        /// The step.
        step: String,
        /// The criteria.
        criteria: Vec<String>,
        /// The step that looks at them already.
        kept_by: String,
    },
    /// A paper is no longer asked for.
    DropPaper(String),
    /// A paper is asked for only where a database does not answer.
    LookUp {
        /// The paper.
        paper: String,
        /// The database.
        database: String,
    },
    /// One plain copy or digital copy suffices where certified ones, or several, were asked for.
    PlainCopy(String),
    /// A step is signed digitally.
    SignDigitally(String),
    /// The result is also issued as a signed digital document.
    DigitalResult(String),
    /// The fee may be paid online.
    PayOnline,
    /// The time limit of a procedure becomes shorter.
    Shorten {
        /// Working days before.
        from: u32,
        /// Working days from now on.
        to: u32,
    },
}

/// In which order changes are thought of: first what goes, last what becomes digital (`eliminate → merge → parallelise →
/// delegate → digitise`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Something goes.
    Eliminate,
    /// Two become one.
    Merge,
    /// Things are done at the same time, or in a better order.
    Parallelise,
    /// A power is used where it was handed to.
    Delegate,
    /// Paper becomes data.
    Digitise,
    /// The time limit follows from all of it.
    Limit,
}

impl Change {
    /// The stage of the combined plan in which it is thought of.
    pub fn stage(&self) -> Stage {
        match self {
            Self::DropSteps(_) | Self::StopChecking { .. } | Self::DropPaper(_) | Self::PlainCopy(_) => {
                Stage::Eliminate
            }
            Self::Merge { .. } => Stage::Merge,
            Self::SideBySide { .. } | Self::MoveBefore { .. } => Stage::Parallelise,
            Self::Shorten { .. } => Stage::Limit,
            Self::HandTo { .. } => Stage::Delegate,
            Self::LookUp { .. } | Self::SignDigitally(_) | Self::DigitalResult(_) | Self::PayOnline => Stage::Digitise,
        }
    }

    /// The steps and papers it speaks of; two changes that share one are not independent.
    pub fn touches(&self) -> Vec<&str> {
        match self {
            Self::DropSteps(steps) => steps.iter().map(String::as_str).collect(),
            Self::HandTo { step, .. } | Self::StopChecking { step, .. } | Self::SignDigitally(step) => vec![step],
            Self::Merge { first, second } | Self::SideBySide { first, second } => vec![first, second],
            Self::MoveBefore { step, other } => vec![step, other],
            Self::DropPaper(paper)
            | Self::LookUp { paper, .. }
            | Self::PlainCopy(paper)
            | Self::DigitalResult(paper) => vec![paper],
            Self::PayOnline => vec!["(fee)"],
            Self::Shorten { .. } => vec!["(deadline)"],
        }
    }

    /// One imperative sentence.
    pub fn text(&self) -> Text {
        let list = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match self {
            Self::DropSteps(steps) => {
                let steps = list(steps);
                crate::text!(en: "leave out {steps}", vi: "bỏ bước {steps}")
            }
            Self::HandTo { step, to, .. } => {
                crate::text!(en: "let `{to}` work `{step}`", vi: "giao bước `{step}` cho `{to}` thực hiện")
            }
            Self::Merge { first, second } => crate::text!(
                en: "make `{second}` part of `{first}`", vi: "gộp bước `{second}` vào bước `{first}`"
            ),
            Self::SideBySide { first, second } => crate::text!(
                en: "work `{first}` and `{second}` at the same time", vi: "thực hiện đồng thời bước `{first}` và bước `{second}`"
            ),
            Self::MoveBefore { step, other } => crate::text!(
                en: "work `{step}` before `{other}`", vi: "chuyển bước `{step}` lên trước bước `{other}`"
            ),
            Self::StopChecking { step, criteria, kept_by } => {
                let criteria = list(criteria);
                crate::text!(
                    en: "check {criteria} once, at `{kept_by}`, and not again at `{step}`",
                    vi: "chỉ xét {criteria} một lần ở bước `{kept_by}`, không xét lại ở bước `{step}`"
                )
            }
            Self::DropPaper(paper) => {
                crate::text!(en: "no longer ask for `{paper}`", vi: "bỏ giấy tờ `{paper}` khỏi thành phần hồ sơ")
            }
            Self::LookUp { paper, database } => crate::text!(
                en: "look `{paper}` up in `{database}`; ask for it only where nothing is found",
                vi: "khai thác `{paper}` từ `{database}`; chỉ yêu cầu nộp khi không tra cứu được"
            ),
            Self::PlainCopy(paper) => crate::text!(
                en: "accept one copy or a digital copy of `{paper}`, compared with the original",
                vi: "nhận một bản sao hoặc bản điện tử của `{paper}`, đối chiếu với bản chính"
            ),
            Self::SignDigitally(step) => crate::text!(en: "sign digitally at `{step}`", vi: "ký số ở bước `{step}`"),
            Self::DigitalResult(paper) => crate::text!(
                en: "issue `{paper}` as a digitally signed document", vi: "cấp `{paper}` bản điện tử có chữ ký số"
            ),
            Self::PayOnline => crate::text!(en: "let the fee be paid online", vi: "cho nộp phí, lệ phí trực tuyến"),
            Self::Shorten { from, to } => crate::text!(
                en: "shorten the time limit from {from} to {to} working days",
                vi: "rút ngắn thời hạn giải quyết từ {from} xuống {to} ngày làm việc"
            ),
        }
    }
}
