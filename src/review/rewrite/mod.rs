//! What would cure a finding: for each rule that can be answered by a change of the text, the changes.

mod delegation;
mod dossier;
mod law;
mod service;
mod steps;
mod wording;

use super::change::Change;
use super::subject::Subject;
use crate::base::{Certainty, Diagnostic, Text};

/// Makes of a finding the changes that cure it; `None` where this finding needs a person's thought.
pub(super) type Rewrite = fn(&Subject<'_>, &Diagnostic) -> Option<Vec<Change>>;

/// Every rule whose findings can be answered by a change, in the order of thought of a combined plan.
pub(super) static REWRITES: &[(&str, Rewrite)] = &[
    ("flow/no-refusal", steps::refuse_here),
    ("law/not-in-force", law::recite),
    ("law/gold-plating", law::revert),
    ("law/element-without-basis", law::without_basis),
    ("wording/obsolete-name", wording::succeed),
    ("wording/synonyms", wording::one_name),
    ("authority/abolished", wording::succeed),
    ("steps/dead-output", steps::leave_out),
    ("steps/received-again", steps::leave_out),
    ("steps/pass-through", steps::hand_on),
    ("steps/rubber-stamp", steps::leave_out),
    ("steps/redundant-consultation", steps::leave_out),
    ("authority/higher-rubber-stamp", steps::leave_out),
    ("steps/duplicate-check", steps::check_once),
    ("steps/approval-layers", steps::fewer_layers),
    ("documents/duplicate", dossier::drop_it),
    ("documents/unused", dossier::drop_unused),
    ("documents/own-result", dossier::from_results),
    ("documents/self-verifiable", dossier::from_own_files),
    ("documents/personal-data", dossier::drop_it),
    ("documents/certified-copy", dossier::plain_copy),
    ("documents/copies", dossier::plain_copy),
    ("steps/same-role", steps::merge),
    ("steps/ping-pong", steps::one_visit),
    ("steps/could-run-in-parallel", steps::side_by_side),
    ("steps/knock-out-order", steps::cheapest_first),
    ("steps/batch-wait", steps::case_by_case),
    ("steps/no-fast-lane", steps::only_when),
    ("time/open-consultation", steps::go_on_without),
    ("time/parallel-summed", wording::as_the_rule_says),
    ("time/supplement-loop", wording::as_the_rule_says),
    ("authority/delegation-unused", delegation::let_the_recipient_decide),
    ("authority/above-work", delegation::hand_down),
    ("documents/already-held", dossier::look_up),
    ("digital/wet-signature", service::sign_digitally),
    ("digital/paper-result", service::digital_result),
    ("digital/offline-payment", service::pay_online),
    ("digital/in-person", service::no_presence),
    ("digital/could-be-full", service::full_online),
    ("time/unused-slack", service::shorten),
    // A person must choose here; why, [`why_by_hand`] says.
    ("steps/fragmented", by_hand),
    ("time/no-late-notice", by_hand),
    ("time/mixed-units", by_hand),
    ("time/sum-mismatch", by_hand),
    ("flow/unreachable-step", by_hand),
    ("flow/split-join-mismatch", by_hand),
    ("flow/uncovered-case", by_hand),
    ("flow/unbounded-loop", by_hand),
    ("authority/inconsistent-level", by_hand),
    ("authority/distance", by_hand),
    ("digital/automatable", by_hand),
    ("catalogue/duplicate", by_hand),
    ("catalogue/near-duplicate", by_hand),
    ("catalogue/interlink", by_hand),
    ("catalogue/unpublished", by_hand),
];

fn by_hand(_: &Subject<'_>, _: &Diagnostic) -> Option<Vec<Change>> {
    None
}

/// Why nothing could be written for a finding of a rule that a change can answer: what a person must choose.
pub fn why_by_hand(finding: &Diagnostic) -> Text {
    match finding.code.id() {
        "steps/fragmented" => crate::text!(
            en: "which official follows the case from receipt to result is for the head of the body to say",
            vi: "giao ai theo dõi hồ sơ từ lúc tiếp nhận đến khi trả kết quả là do thủ trưởng cơ quan quyết định"
        ),
        "time/no-late-notice" => crate::text!(
            en: "who apologises in writing and gives the new date must be named",
            vi: "cần xác định người gửi văn bản xin lỗi và hẹn lại ngày trả kết quả"
        ),
        "time/mixed-units" | "time/sum-mismatch" | "time/unused-slack" => crate::text!(
            en: "which of the times holds cannot be read off the text",
            vi: "văn bản không cho biết thời gian nào là đúng"
        ),
        "authority/abolished" | "wording/obsolete-name" => crate::text!(
            en: "there is no single successor, or its role is not known: who took over must be chosen",
            vi: "không có đúng một cơ quan kế thừa, hoặc chưa rõ vị trí kế thừa: cần chọn nơi tiếp nhận"
        ),
        "law/not-in-force" => crate::text!(
            en: "there is no single successor in force: which act says it now must be found",
            vi: "không có đúng một văn bản thay thế đang có hiệu lực: cần xác định văn bản hiện hành"
        ),
        "authority/inconsistent-level" | "authority/distance" | "authority/above-work" => crate::text!(
            en: "to which body the matter goes is a choice of whoever holds the power",
            vi: "giao cho cơ quan nào là thẩm quyền của người đang có quyền quyết định"
        ),
        "authority/delegation-unused" => crate::text!(
            en: "the power was handed on at some places only: each of them writes and decides its own way of working (`adapt … at …`); the process of all places stays",
            vi: "việc giao quyền chỉ áp dụng ở một số nơi: nơi đó tự xây dựng và quyết định cách làm của mình (`áp dụng … tại …`), quy trình chung giữ nguyên"
        ),
        "steps/same-role" => crate::text!(
            en: "merging them frees no time, hand-over, approval, visit or paper: one line instead of two is for those who work them to choose",
            vi: "gộp lại không bớt thời gian, lần chuyển hồ sơ, lần ký duyệt, lần đến hay giấy tờ nào: có ghi chung một dòng hay không do nơi thực hiện chọn"
        ),
        "steps/pass-through" => crate::text!(
            en: "the sending starts a clock, asks somebody, leaves for another body or carries a result on paper: whether the case finds its way without it is for those who work it to say",
            vi: "việc gửi làm phát sinh thời hạn, hỏi ý kiến, chuyển cơ quan khác hoặc giao kết quả bản giấy: có bỏ được hay không do nơi thực hiện xác định"
        ),
        "steps/approval-layers" => crate::text!(
            en: "much is at risk, or each layer does something besides: how many look at a case before it is decided is for whoever decides to say",
            vi: "rủi ro cao, hoặc mỗi cấp còn làm việc khác: cần bao nhiêu cấp xem xét trước khi quyết định là do người quyết định chọn"
        ),
        "steps/duplicate-check" => crate::text!(
            en: "two bodies look at the same, and the one that decides must not lose its own look: which work the other one leaves is for whoever is above both to say",
            vi: "hai cơ quan cùng xét một nội dung, không thể bỏ phần xét của cơ quan quyết định: cơ quan kia bớt việc gì là do cấp trên của cả hai quyết định"
        ),
        "catalogue/duplicate" | "catalogue/near-duplicate" => crate::text!(
            en: "which of the procedures stays must be chosen", vi: "cần chọn thủ tục được giữ lại"
        ),
        "catalogue/interlink" => crate::text!(
            en: "one filing for both needs the agreement of both bodies",
            vi: "liên thông hai thủ tục cần sự thống nhất của cả hai cơ quan"
        ),
        "documents/already-held" | "documents/self-verifiable" => crate::text!(
            en: "how the issuing body is asked must be agreed, whether the original is to be changed or taken back, and whether a copy from the files still holds",
            vi: "cần thống nhất cách hỏi cơ quan cấp, và làm rõ có phải thu hồi, xác nhận lên bản chính hay không, bản lưu còn giá trị hay không"
        ),
        "documents/unused" => crate::text!(
            en: "only some cases bring it: whoever receives it must say what it is looked at for",
            vi: "chỉ một số trường hợp phải nộp: nơi tiếp nhận cần cho biết giấy tờ này dùng để xem xét điều gì"
        ),
        "time/open-consultation" => crate::text!(
            en: "silence tells nothing about a fact: remind, escalate, or let the applicant pledge where the law allows it",
            vi: "không trả lời không có nghĩa là đã xác minh xong: cần đôn đốc, báo cáo cấp trên, hoặc cho cam kết nếu luật cho phép"
        ),
        "wording/synonyms" => crate::text!(
            en: "whether both names mean the same paper must be confirmed first",
            vi: "cần xác nhận hai tên gọi có cùng chỉ một loại giấy tờ hay không"
        ),
        _ => crate::text!(
            en: "the text does not say enough to write the change: something else depends on what would go",
            vi: "văn bản chưa đủ thông tin để viết phương án: còn nội dung khác phụ thuộc vào phần sẽ bỏ"
        ),
    }
}

/// What must be answered before a prepared change may be made; `None`: nothing beyond the acceptance itself.
pub(super) fn question(finding: &Diagnostic) -> Option<Text> {
    Some(match finding.code.id() {
        "time/open-consultation" => crate::text!(
            en: "does the law let the case be decided without the reply?",
            vi: "pháp luật có cho phép quyết định khi chưa có ý kiến trả lời không?"
        ),
        "authority/above-work" => crate::text!(
            en: "does no law reserve the decision, and is the recipient ready (staff, certificate, account)?",
            vi: "pháp luật có cấm giao quyền này không, và nơi nhận đã đủ điều kiện (nhân sự, chữ ký số, tài khoản) chưa?"
        ),
        "steps/no-fast-lane" => crate::text!(
            en: "may the other cases be checked afterwards, and by what sample?",
            vi: "các hồ sơ còn lại có được hậu kiểm không, và theo mẫu nào?"
        ),
        "law/not-in-force" => crate::text!(
            en: "which article of the successor says it?", vi: "điều khoản nào của văn bản thay thế quy định nội dung này?"
        ),
        "documents/personal-data" | "law/element-without-basis" => crate::text!(
            en: "is there a provision that asks for it and is not cited?",
            vi: "có quy định nào yêu cầu nội dung này mà chưa được dẫn không?"
        ),
        "documents/own-result" => crate::text!(
            en: "is the earlier result kept where this body can read it?",
            vi: "kết quả trước đó có được lưu ở nơi cơ quan này khai thác được không?"
        ),
        "documents/unused" if finding.certainty == Certainty::Hint => crate::text!(
            en: "does anybody look at it in the cases that bring it, and what for?",
            vi: "trong các trường hợp phải nộp, có ai xem giấy tờ này không và để làm gì?"
        ),
        "documents/already-held" if evidence(finding, "issuer").is_some() => crate::text!(
            en: "are the files of all bodies of this kind at hand, also those from other places?",
            vi: "có tra cứu được hồ sơ lưu của các cơ quan cùng loại ở nơi khác không?"
        ),
        "flow/no-refusal" => crate::text!(
            en: "on which grounds may an applicant be refused?", vi: "được từ chối theo căn cứ nào?"
        ),
        _ => return None,
    })
}

/// Whom a look-up helps, where the register answers only for some cases; `None`: everybody.
pub(super) fn partly(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Text> {
    evidence(finding, "part")?;
    let database = evidence(finding, "database")?;
    let database = subject.catalogue.databases.get(subject.catalogue.databases.find(database)?);
    let database = database.near(subject.settings.as_of);
    let shown = database.title.as_ref().map_or(&database.name.text, |title| &title.text);
    let paper = dossier::shown(subject, finding.at)?;
    Some(crate::text!(
        en: "“{paper}” that {shown} answers in full", vi: "“{paper}” tra cứu được đầy đủ trong {shown}"
    ))
}

/// The codes of every rule whose findings can be answered by a change.
pub fn codes() -> impl Iterator<Item = &'static str> {
    REWRITES.iter().map(|(code, _)| *code)
}

/// The changes that answer a finding.
pub(super) fn changes(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let (_, rewrite) = REWRITES.iter().find(|(code, _)| *code == finding.code.id())?;
    rewrite(subject, finding)
}

/// A value that the finding compared.
fn evidence<'f>(finding: &'f Diagnostic, name: &str) -> Option<&'f str> {
    finding.evidence.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}
