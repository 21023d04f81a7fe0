//! Why a change gives up no control: what still looks at the same once it is carried out.

use super::naming::Names;
use crate::review::Change;

/// Why a change gives up no control, where none of its own goes: what still looks at the same.
pub(super) fn kept(change: &Change, names: &Names<'_>) -> Option<String> {
    let language = names.language;
    Some(match change {
        Change::LookUp { paper, database } => {
            let (paper, database) = (names.quoted(paper), names.title(database));
            language.pick(
                format!("{paper}: none given up, because the same facts are read in {database}; where nothing is found there, the paper is asked for and examined as today."),
                format!("{paper}: không bỏ kiểm soát nào, vì thông tin được đối chiếu trực tiếp trên {database}; không khai thác được thì yêu cầu nộp và xem xét như hiện nay."),
            )
        }
        Change::FromFiles { paper, .. } => {
            let paper = names.quoted(paper);
            language.pick(
                format!("{paper}: none given up, because whoever works the case reads it in the files of the state, and asks for it where it is not there."),
                format!("{paper}: không bỏ kiểm soát nào, vì người thụ lý xem giấy tờ này trong hồ sơ, kho kết quả của Nhà nước; không có thì yêu cầu nộp."),
            )
        }
        Change::PlainCopy(paper) => {
            let paper = names.quoted(paper);
            language.pick(
                format!("{paper}: none given up, because the copy is compared with the original or with the register on receipt."),
                format!("{paper}: không bỏ kiểm soát nào, vì bản sao được đối chiếu với bản chính hoặc dữ liệu khi tiếp nhận."),
            )
        }
        Change::Merge { first, second } => {
            let (first, second) = (names.quoted(first), names.quoted(second));
            language.pick(
                format!("{first}, {second}: none given up, because the same person does both today, in the same time; whoever signs is another one."),
                format!("{first}, {second}: không bỏ kiểm soát nào, vì hai việc vẫn do chính người đó làm, tổng thời gian không đổi; người ký vẫn là người khác."),
            )
        }
        Change::SideBySide { first, second } => {
            let (first, second) = (names.quoted(first), names.quoted(second));
            language.pick(
                format!("{first}, {second}: none given up, because both are still done before the case goes on."),
                format!(
                    "{first}, {second}: không bỏ kiểm soát nào, vì cả hai việc vẫn làm xong trước khi chuyển bước sau."
                ),
            )
        }
        // What another body alone looks at from now on is given up, and named there.
        Change::StopChecking { step, kept_by, .. } if !names.is_of_one_agency(step, kept_by) => return None,
        Change::StopChecking { kept_by, .. } => {
            let kept_by = names.quoted(kept_by);
            language.pick(
                format!("None given up, because {kept_by} looks at the same."),
                format!("Không bỏ kiểm soát nào, vì bước {kept_by} xét cùng nội dung."),
            )
        }
        Change::Shorten { .. } => language
            .pick(
                "Time limit: none given up, because every step keeps the time that the internal process gives it.",
                "Thời hạn: không bỏ kiểm soát nào, vì mọi bước giữ nguyên thời gian trong quy trình nội bộ.",
            )
            .to_owned(),
        Change::PayOnline
        | Change::FullOnline
        | Change::CaseByCase(_)
        | Change::MoveBefore { .. }
        | Change::SignDigitally(_)
        | Change::DigitalResult(_)
        | Change::Recite { .. } => language
            .pick(
                "None given up, because every step of today is still worked by the same hands.",
                "Không bỏ kiểm soát nào, vì các bước hiện nay vẫn do đúng người đó thực hiện.",
            )
            .to_owned(),
        Change::DropSteps(_)
        | Change::HandTo { .. }
        | Change::DropPaper(_)
        | Change::NoPresence(_)
        | Change::OnlyWhen { .. }
        | Change::GoOnWithout { .. }
        | Change::RefuseHere(_)
        | Change::UseRegistered { .. }
        | Change::Reword { .. } => {
            return None;
        }
    })
}
