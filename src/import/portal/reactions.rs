//! What a step does with a dossier that is incomplete or that is refused, as the language writes it.

use regex::Regex;
use std::sync::LazyLock;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well formed")
}

/// How a dossier is said to lack something.
const LACKS: &str = r"(?:hồ sơ\s[^,]*?(?:chưa|không)\s(?:đầy đủ|đủ|hợp lệ|bảo đảm|đảm bảo|đáp ứng|đúng|đạt)|(?:chưa|không)\s(?:đầy đủ|đủ|hợp lệ)(?:,? (?:hoặc )?(?:chưa |không )?hợp lệ)?\s(?:thành phần\s)?hồ sơ|hồ sơ\s(?:cần|phải|thiếu)\s)";

static INCOMPLETE: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?:(?:trường hợp|nếu)\s.*?{LACKS}|(?:trường hợp|nếu)\s(?:chưa|không)\s(?:đầy đủ|đủ|hợp lệ)\s*,).*?(?:bổ sung|hoàn thiện|hoàn chỉnh|chỉnh sửa)"
    ))
});

/// The same with the request before its condition: `đề nghị bổ sung trong trường hợp hồ sơ chưa đầy đủ`.
static INCOMPLETE_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:yêu cầu|đề nghị|hướng dẫn|thông báo)[^.;]*?(?:bổ sung|hoàn thiện|hoàn chỉnh)[^.;]*?(?:trong trường hợp|nếu|trường hợp)\s(?:hồ sơ\s[^,.;]*?)?(?:chưa|không)\s(?:đầy đủ|đủ|hợp lệ)",
    )
});

/// The same in two sentences: `thông báo … nếu hồ sơ không đầy đủ. Văn bản thông báo phải … yêu cầu bổ sung`.
static INCOMPLETE_TWICE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"thông báo[^.;\n]*(?:nếu|trường hợp) hồ sơ (?:chưa|không) (?:đầy đủ|đủ|hợp lệ)[^.;\n]*[.;]\s*[^.;\n]*yêu cầu (?:\p{L}+ )?bổ sung",
    )
});

static REFUSED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:trường hợp|nếu)\s(?:[^,;.]{0,60}?)(?:từ chối(?: cấp| giải quyết| cho phép| chấp thuận| phê duyệt| xác nhận| đăng ký)?|không (?:được )?(?:cấp|chấp thuận|đồng ý|chấp nhận|phê duyệt|đủ điều kiện|đáp ứng (?:đủ |các )*(?:điều kiện|yêu cầu|tiêu chuẩn)|công nhận|xác nhận|gia hạn|cho phép|giải quyết|ban hành|đạt yêu cầu|đủ tiêu chuẩn)).*?(?:(?:trả lời|thông báo|văn bản|công văn|từ chối|trả (?:lại )?hồ sơ|nêu|phản hồi).*?(?:lý do|lí do)|(?:lý do|lí do).*?(?:trả lời|thông báo|văn bản|trả (?:lại )?hồ sơ))",
    )
});

static ONCE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:chỉ|tối đa|không quá)\s.{0,40}(?:01|1|một)(?:\s\(một\))?\slần|một lần duy nhất"));

/// What happens if the applicant does not supplement in time.
static IN_TIME: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:trong|sau|quá|hết)\s(?:thời hạn\s|thời gian\s|vòng\s)?(\d{1,3})\s*(?:\([\p{L} ]+\)\s*)?(ngày làm việc|ngày|tháng)[^.;]*?không (?:nộp |gửi |thực hiện )?(?:việc )?(?:hồ sơ )?(?:sửa đổi, )?(?:bổ sung|hoàn thiện|hoàn chỉnh|sửa đổi)[^.;]*?(trả lại hồ sơ|trả hồ sơ|từ chối|hủy hồ sơ|huỷ hồ sơ|đóng hồ sơ|dừng|chấm dứt|không còn giá trị|hết giá trị)",
    )
});

/// The reactions of a step.
pub(super) fn read(whole: &str) -> Vec<String> {
    let lower = whole.to_lowercase();
    let parts = lower.split(['.', ';', '\n']);
    let cases: Vec<&str> = parts.clone().filter(|part| part.contains("trường hợp") || part.contains("nếu")).collect();
    let mut reactions = Vec::new();
    let asks = |part: &&&str| {
        INCOMPLETE.is_match(part) && !part.contains("đã bổ sung") && !part.contains("không bổ sung")
            || INCOMPLETE_BEHIND.is_match(part)
    };
    let asking = cases.iter().find(|part| part.contains("hồ sơ") && asks(part)).copied();
    if let Some(sentence) = asking.or_else(|| INCOMPLETE_TWICE.find(&lower).map(|found| found.as_str())) {
        let about_supplement = |part: &str| part.contains("bổ sung") || part.contains("hoàn thiện");
        let once = ONCE.is_match(sentence) || parts.clone().any(|part| about_supplement(part) && ONCE.is_match(part));
        let mut reaction = "if incomplete then ask applicant".to_owned();
        if once {
            reaction.push_str(" once");
        }
        if let Some(late) = IN_TIME.captures(&lower) {
            let unit = match &late[2] {
                "ngày làm việc" => "working days",
                "ngày" => "days",
                _ => "months",
            };
            let number = late[1].trim_start_matches('0');
            let end = if &late[3] == "từ chối" { "refuse" } else { "stop" };
            if !number.is_empty() {
                reaction.push_str(&format!(" within {number} {unit} otherwise {end}"));
            }
        }
        reactions.push(reaction);
    }
    // Where the reason is told to have something supplemented, nothing is refused.
    let refuses = |part: &&&str| REFUSED.is_match(part) && !part.contains("bổ sung") && !part.contains("hoàn thiện");
    if cases.iter().any(|part| refuses(&part)) {
        reactions.push("if ineligible then refuse".to_owned());
    }
    reactions
}
