//! How long one step may take by its own words.

use super::paper::unlisted;
use regex::Regex;
use std::sync::LazyLock;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well formed")
}

/// A limit that a sentence begins with.
static FIRST: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:Trong|trong)\s(?:thời hạn\s|thời gian\s|vòng\s)?(?:không quá\s|tối đa\s|chậm nhất\s)*(\d{1,3}(?:,5)?)\s*(?:\([\p{L} ]+\)\s*)?(ngày làm việc|ngày|giờ làm việc|tháng)\b(.*)$",
    )
});

/// A limit between a body and its verb, or at the end of a sentence.
static INNER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[\s,](?:trong|không quá)\s(?:thời hạn\s|thời gian\s|vòng\s)?(?:không quá\s|tối đa\s|chậm nhất\s)*(\d{1,3}(?:,5)?)\s*(?:\([\p{L} ]+\)\s*)?(ngày làm việc|ngày|giờ làm việc|tháng)\b(.*)$",
    )
});

static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(\d{1,3}(?:,\d)?)\s*(?:\([\p{L} ]+\)\s*)?(ngày làm việc|ngày(?:\s+(?:tháng)?\d)?|giờ|tháng|năm|tuần|phút)")
});

/// From when a limit is counted.
static ANCHOR: LazyLock<Regex> = LazyLock::new(|| regex(r"^\s*,?\s*((?:kể\s|tính\s)?từ\s[^.;]+)"));

/// Events after which a step surely begins: something has arrived or is finished.
const KNOWN: [&str; 21] = [
    "hồ sơ",
    "văn bản",
    "ý kiến",
    "báo cáo",
    "kết quả",
    "thông báo",
    "biên bản",
    "đề nghị",
    "tờ trình",
    "kết thúc",
    "hoàn thành",
    "đơn",
    "tài liệu",
    "giấy tờ",
    "quyết định",
    "nghị quyết",
    "phê duyệt",
    "cuộc họp",
    "thẩm định",
    "trình",
    "yêu cầu",
];

/// The receipt of the dossier as the beginning of a time; not of one that another body hands on.
static RECEIPT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"từ\s(?:ngày|khi|thời điểm|lúc)?\s?(?:[\p{L} ]{0,40}\s)?(?:tiếp )?nhận\s(?:được |đủ |đầy đủ |dù )*(?:\d+ )?(?:bộ |thành phần |văn bản |giấy |tờ |đơn )*(hồ sơ|đơn|giấy tờ|đề nghị|yêu cầu|tờ khai)((?:\s[^,;.]{0,80})?)",
    )
});

/// Whether a step has a time that is counted from the receipt of the dossier.
pub(super) fn counts_from_receipt(sentences: &[&str]) -> bool {
    sentences
        .iter()
        .filter(|sentence| !of_supplement(sentence))
        .any(|sentence| RECEIPT.captures(&sentence.to_lowercase()).is_some_and(|found| !handed_on(&found[2])))
}

/// Whether a dossier comes from another body of the state.
fn handed_on(after: &str) -> bool {
    let bodies = [
        "sở ",
        "bộ ",
        "ủy ban",
        "uỷ ban",
        "ubnd",
        "cục ",
        "cơ quan",
        "chủ tịch",
        "phòng ",
        "trung tâm",
        "văn phòng",
        "chi nhánh",
        "công an",
    ];
    [" của ", " do ", " từ "]
        .iter()
        .any(|word| after.split_once(word).is_some_and(|(_, owner)| bodies.iter().any(|body| owner.starts_with(body))))
        || after.trim_start().starts_with("trình")
}

/// Whether a sentence is about a dossier that is incomplete or refused.
fn of_supplement(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let case = ["trường hợp", "trong trường hợp", "nếu"]
        .iter()
        .any(|word| lower.trim_start_matches(['-', '+', '*', ' ']).starts_with(word));
    let words = [
        "chưa",
        "không đầy đủ",
        "không hợp lệ",
        "bổ sung",
        "không cấp",
        "từ chối",
        "không đủ",
        "không chấp thuận",
        "không đồng ý",
        "không đáp ứng",
    ];
    case && words.iter().any(|word| lower.contains(word))
}

/// The time of the step itself: of its first sentence, in any case, and no other time is said but for a dossier that is
/// incomplete or refused.
pub(super) fn within(sentences: &[&str]) -> Option<String> {
    let main = unlisted(sentences.first()?);
    // What happens to a refused dossier is often said in the same sentence.
    let refused = [", trường hợp", ", trong trường hợp", ", nếu không"].iter().filter_map(|word| main.find(word)).min();
    let main = &main[..refused.unwrap_or(main.len())];
    let (parts, leads) = match FIRST.captures(main) {
        Some(parts) => (parts, true),
        None => (INNER.captures(main)?, false),
    };
    let rest = parts.get(3).map_or("", |rest| rest.as_str());
    let lower = rest.to_lowercase();
    let anchor = ANCHOR.captures(rest).map_or(String::new(), |anchor| anchor[1].to_lowercase());
    let anchor = anchor.split(", ").next().unwrap_or_default();
    if !anchor.is_empty() && !KNOWN.iter().any(|word| anchor.contains(word)) {
        return None;
    }
    // Some other event than the one before it.
    if ["hiệu lực", "phát sinh", "hết hạn", "thay đổi", "trước ngày", "trước khi"]
        .iter()
        .any(|word| anchor.contains(word))
    {
        return None;
    }
    let doubtful =
        ["nếu ", "trường hợp ", "chưa đầy đủ", "chưa hợp lệ", "không hợp lệ", "không đầy đủ", "từ chối", "đối với"];
    let whole = main.to_lowercase();
    if doubtful.iter().any(|word| whole.contains(word)) || (!leads && !ends_there(&lower)) {
        return None;
    }
    let mut times: Vec<(String, String)> = [main]
        .iter()
        .chain(&sentences[1..])
        .filter(|sentence| !of_supplement(sentence))
        .flat_map(|sentence| TIMES.captures_iter(sentence))
        .map(|time| (time[1].trim_start_matches('0').to_owned(), time[2].to_owned()))
        .collect();
    times.sort();
    times.dedup();
    if times.len() != 1 {
        return None;
    }
    let number = parts[1].trim_start_matches('0').replace(',', ".");
    if number.is_empty() {
        return None;
    }
    let unit = match &parts[2] {
        "ngày làm việc" => "working days",
        "ngày" => "days",
        "giờ làm việc" => "hours",
        "tháng" => "months",
        _ => return None,
    };
    Some(format!("{number} {unit}"))
}

/// Whether nothing but from when it is counted follows a limit.
fn ends_there(rest: &str) -> bool {
    let rest = rest.trim_matches([' ', '.', ';', ',']);
    rest.is_empty() || rest.starts_with("kể từ") && !rest.contains(';') && rest.split_whitespace().count() <= 30
}
