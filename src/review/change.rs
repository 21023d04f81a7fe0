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
    /// A paper is asked for only where the files of the state do not have it: who works the case looks there first.
    FromFiles {
        /// The paper.
        paper: String,
        /// Whose files.
        kept: Kept,
    },
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
    /// The service is offered online from filing to result.
    FullOnline,
    /// The applicant need not come to a step.
    NoPresence(String),
    /// A step is worked for each case as it comes, and no longer for many at a time.
    CaseByCase(String),
    /// A step is worked only for the cases that it is about.
    OnlyWhen {
        /// The step.
        step: String,
        /// The condition, as the text has it.
        condition: String,
    },
    /// The case goes on when a consulted body has not answered in its time.
    GoOnWithout {
        /// The consultation.
        step: String,
        /// What is done next.
        next: String,
    },
    /// A step that may find an applicant ineligible can refuse, with reasons.
    RefuseHere(String),
    /// A paper goes by the name that the registry has for it.
    UseRegistered {
        /// The paper.
        paper: String,
        /// The name in the registry.
        registered: String,
    },
    /// An act that has ended is cited no more; its only successor is.
    Recite {
        /// The act that has ended.
        from: String,
        /// Its successor.
        to: String,
    },
    /// One line of the text is written otherwise.
    Reword {
        /// The line as it is, without the blanks around it.
        was: String,
        /// The line from now on.
        becomes: String,
    },
    /// The time limit of a procedure becomes shorter.
    Shorten {
        /// Working days before.
        from: u32,
        /// Working days from now on.
        to: u32,
    },
}

/// Where the state keeps what it has issued itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// With the agency of this name, which works the case.
    By(String),
    /// With the digital results of the procedure of this code.
    ResultOf(String),
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
            Self::DropSteps(_)
            | Self::StopChecking { .. }
            | Self::DropPaper(_)
            | Self::FromFiles { .. }
            | Self::PlainCopy(_)
            | Self::OnlyWhen { .. }
            | Self::RefuseHere(_)
            | Self::Recite { .. }
            | Self::Reword { .. } => Stage::Eliminate,
            Self::Merge { .. } | Self::UseRegistered { .. } => Stage::Merge,
            Self::SideBySide { .. } | Self::MoveBefore { .. } | Self::CaseByCase(_) | Self::GoOnWithout { .. } => {
                Stage::Parallelise
            }
            Self::Shorten { .. } => Stage::Limit,
            Self::HandTo { .. } => Stage::Delegate,
            Self::LookUp { .. }
            | Self::SignDigitally(_)
            | Self::DigitalResult(_)
            | Self::PayOnline
            | Self::FullOnline
            | Self::NoPresence(_) => Stage::Digitise,
        }
    }

    /// Whether it changes how steps are worked.
    pub fn is_about_steps(&self) -> bool {
        match self {
            Self::DropSteps(_)
            | Self::HandTo { .. }
            | Self::Merge { .. }
            | Self::SideBySide { .. }
            | Self::MoveBefore { .. }
            | Self::StopChecking { .. }
            | Self::SignDigitally(_)
            | Self::NoPresence(_)
            | Self::CaseByCase(_)
            | Self::OnlyWhen { .. }
            | Self::GoOnWithout { .. }
            | Self::RefuseHere(_) => true,
            Self::DropPaper(_)
            | Self::FromFiles { .. }
            | Self::LookUp { .. }
            | Self::PlainCopy(_)
            | Self::UseRegistered { .. }
            | Self::DigitalResult(_)
            | Self::PayOnline
            | Self::FullOnline
            | Self::Recite { .. }
            | Self::Reword { .. }
            | Self::Shorten { .. } => false,
        }
    }

    /// Whether it changes which papers are asked for, or how.
    pub fn is_about_papers(&self) -> bool {
        matches!(
            self,
            Self::DropPaper(_)
                | Self::FromFiles { .. }
                | Self::LookUp { .. }
                | Self::PlainCopy(_)
                | Self::UseRegistered { .. }
        )
    }

    /// The steps and papers it speaks of; two changes that share one are not independent.
    pub fn touches(&self) -> Vec<&str> {
        match self {
            Self::DropSteps(steps) => steps.iter().map(String::as_str).collect(),
            Self::HandTo { step, .. }
            | Self::StopChecking { step, .. }
            | Self::OnlyWhen { step, .. }
            | Self::GoOnWithout { step, .. }
            | Self::SignDigitally(step)
            | Self::NoPresence(step)
            | Self::CaseByCase(step)
            | Self::RefuseHere(step) => vec![step],
            Self::Merge { first, second } | Self::SideBySide { first, second } => vec![first, second],
            Self::MoveBefore { step, other } => vec![step, other],
            Self::DropPaper(paper)
            | Self::FromFiles { paper, .. }
            | Self::LookUp { paper, .. }
            | Self::PlainCopy(paper)
            | Self::UseRegistered { paper, .. }
            | Self::DigitalResult(paper) => vec![paper],
            Self::FullOnline => vec!["(online)"],
            Self::Recite { from, .. } => vec![from],
            Self::Reword { was, .. } => vec![was],
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
            Self::FromFiles { paper, kept: Kept::By(agency) } => crate::text!(
                en: "look for `{paper}` in the files of `{agency}`; ask for it only where it is not there",
                vi: "tra cứu `{paper}` trong hồ sơ lưu của `{agency}`; chỉ yêu cầu nộp khi không tìm thấy"
            ),
            Self::FromFiles { paper, kept: Kept::ResultOf(code) } => crate::text!(
                en: "take `{paper}` from the digital results of `{code}`; ask for it only where it is not there",
                vi: "lấy `{paper}` từ kho kết quả điện tử của thủ tục `{code}`; chỉ yêu cầu nộp khi trong kho không có"
            ),
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
            Self::FullOnline => crate::text!(
                en: "offer the service online from filing to result", vi: "cung cấp dịch vụ công trực tuyến toàn trình"
            ),
            Self::NoPresence(step) => crate::text!(
                en: "do not ask the applicant to come to `{step}`",
                vi: "không yêu cầu người nộp hồ sơ có mặt trực tiếp ở bước `{step}`"
            ),
            Self::CaseByCase(step) => crate::text!(
                en: "work each case as it comes at `{step}`, not in batches",
                vi: "xử lý từng hồ sơ ngay khi đến ở bước `{step}`, không gom đợt"
            ),
            Self::OnlyWhen { step, condition } => crate::text!(
                en: "work `{step}` only when {condition}; check the other cases afterwards by sample",
                vi: "chỉ thực hiện bước `{step}` khi {condition}; các hồ sơ khác hậu kiểm chọn mẫu"
            ),
            Self::GoOnWithout { step, next } => crate::text!(
                en: "go on with `{next}` when `{step}` has brought no answer in its time",
                vi: "quá hạn ở bước `{step}` mà không có ý kiến thì chuyển sang bước `{next}`"
            ),
            Self::RefuseHere(step) => crate::text!(
                en: "let `{step}` refuse, with reasons in writing, who is not eligible",
                vi: "cho phép bước `{step}` từ chối bằng văn bản, nêu rõ lý do, khi không đủ điều kiện"
            ),
            Self::UseRegistered { paper, registered } => crate::text!(
                en: "call `{paper}` by the name that the registry has for it, `{registered}`",
                vi: "gọi giấy tờ `{paper}` theo tên thống nhất trong danh mục là `{registered}`"
            ),
            Self::Recite { from, to } => crate::text!(
                en: "cite `{to}`, which took the place of `{from}`", vi: "dẫn `{to}` thay cho `{from}` đã hết hiệu lực"
            ),
            Self::Reword { was, becomes } => {
                let (was, becomes) = differing(was, becomes);
                crate::text!(en: "write `{becomes}` instead of `{was}`", vi: "ghi `{becomes}` thay cho `{was}`")
            }
            Self::PayOnline => crate::text!(en: "let the fee be paid online", vi: "cho nộp phí, lệ phí trực tuyến"),
            Self::Shorten { from, to } => crate::text!(
                en: "shorten the time limit from {from} to {to} working days",
                vi: "rút ngắn thời hạn giải quyết từ {from} xuống {to} ngày làm việc"
            ),
        }
    }
}

/// What differs in two lines: the title that does, where only one does, else the lines without their remarks.
pub fn differing<'t>(was: &'t str, becomes: &'t str) -> (&'t str, &'t str) {
    let bare = |line: &'t str| line.split(" //").next().unwrap_or(line).trim_end_matches('{').trim();
    let (was, becomes) = (bare(was), bare(becomes));
    // Between quotation marks stand the titles.
    let (one, other): (Vec<&str>, Vec<&str>) = (was.split('"').collect(), becomes.split('"').collect());
    let mut differ = one.iter().zip(&other).enumerate().filter(|(_, (old, new))| old != new);
    match (differ.next(), differ.next()) {
        (Some((at, (old, new))), None) if one.len() == other.len() && at % 2 == 1 => (old, new),
        _ => (was, becomes),
    }
}
