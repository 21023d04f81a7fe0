//! Verbs of officials and the kinds of step that they name.

use regex::Regex;
use std::sync::LazyLock;

/// Verbs at the beginning of a title or after a subject, longer ones before those that they begin with, each with the kind of
/// step that it names.
const VERBS: &[(&str, &str)] = &[
    ("kiểm tra thực tế", "inspect"),
    ("kiểm tra thực địa", "inspect"),
    ("kiểm tra hiện trường", "inspect"),
    ("kiểm tra, đánh giá thực tế", "inspect"),
    ("thẩm định thực tế", "inspect"),
    ("khảo sát", "inspect"),
    ("gửi hồ sơ lấy ý kiến", "consult"),
    ("gửi văn bản lấy ý kiến", "consult"),
    ("gửi lấy ý kiến", "consult"),
    ("gửi xin ý kiến", "consult"),
    ("có văn bản lấy ý kiến", "consult"),
    ("có văn bản xin ý kiến", "consult"),
    ("có văn bản gửi lấy ý kiến", "consult"),
    ("lấy ý kiến", "consult"),
    ("xin ý kiến", "consult"),
    ("tiếp nhận", "receive"),
    ("kiểm tra", "check"),
    ("rà soát", "check"),
    ("thẩm định", "assess"),
    ("thẩm tra", "assess"),
    ("họp", "meet"),
    ("phê duyệt", "approve"),
    ("xem xét, quyết định", "decide"),
    ("xem xét và quyết định", "decide"),
    ("xem xét, phê duyệt", "approve"),
    ("xem xét, ban hành quyết định", "decide"),
    ("xem xét, ban hành Quyết định", "decide"),
    ("xem xét ban hành quyết định", "decide"),
    ("xem xét ban hành Quyết định", "decide"),
    ("xem xét quyết định", "decide"),
    ("ban hành quyết định", "decide"),
    ("ban hành Quyết định", "decide"),
    ("ra quyết định", "decide"),
    ("ra Quyết định", "decide"),
    ("quyết định", "decide"),
    ("xem xét, cấp", "issue"),
    ("xem xét cấp", "issue"),
    ("ký cấp", "sign"),
    ("ký giấy", "sign"),
    ("ký Giấy", "sign"),
    ("ký quyết định", "sign"),
    ("ký Quyết định", "sign"),
    ("chỉnh lý, cập nhật cơ sở dữ liệu", "register"),
    ("cập nhật, chỉnh lý cơ sở dữ liệu", "register"),
    ("cập nhật, chỉnh lý hồ sơ địa chính", "register"),
    ("lập, cập nhật, chỉnh lý hồ sơ địa chính", "register"),
    ("cập nhật cơ sở dữ liệu", "register"),
    ("ghi vào sổ", "register"),
    ("ghi vào Sổ", "register"),
    ("vào sổ", "register"),
    ("cấp văn bản", "issue"),
    ("cấp mã", "issue"),
    ("cấp sửa đổi", "issue"),
    ("cấp bản sao", "issue"),
    ("cấp lại", "issue"),
    ("cấp đổi", "issue"),
    ("cấp mới", "issue"),
    ("cấp giấy tiếp nhận", "receive"),
    ("cấp Giấy tiếp nhận", "receive"),
    ("cấp giấy biên nhận", "receive"),
    ("cấp Giấy biên nhận", "receive"),
    ("cấp Phiếu tiếp nhận", "receive"),
    ("cấp giấy", "issue"),
    ("cấp Giấy", "issue"),
    ("cấp phép", "issue"),
    ("cấp chứng chỉ", "issue"),
    ("cấp Chứng chỉ", "issue"),
    ("cấp thẻ", "issue"),
    ("cấp Thẻ", "issue"),
    ("trả kết quả", "return"),
    ("giao trả kết quả", "return"),
    ("trả giấy", "return"),
    ("trả Giấy phép", "return"),
    ("trả Giấy chứng nhận", "return"),
    ("trao Giấy chứng nhận", "return"),
    ("thông báo", "notify"),
    ("có văn bản thông báo", "notify"),
    ("gửi thông báo", "notify"),
    ("chuyển hồ sơ", "transfer"),
    ("chuyển toàn bộ hồ sơ", "transfer"),
    ("phân công", "assign"),
    ("niêm yết", "display"),
    ("lưu hồ sơ", "archive"),
    ("lưu trữ hồ sơ", "archive"),
    ("số hóa", "digitise"),
    ("thu phí", "collect-fee"),
    ("thu lệ phí", "collect-fee"),
    ("dự thảo", "draft"),
    ("soạn thảo", "draft"),
];

/// Other words that can only be verbs after a subject.
const OTHER_VERBS: &str = r"có (?:trách nhiệm|văn bản|công văn|thông báo|quyết định|Quyết định|ý kiến|nhiệm vụ|tờ trình|báo cáo|thể|kết quả|giấy|quyền)|sẽ|phải|đã|xét|không (?:cấp|chấp|đồng|giải|phê|tiếp|nhận|có|được|ban)|được (?:cấp|quyền|phép)|xem xét|gửi|trình|trả|thực hiện|từ chối|đề nghị|ban hành|phối hợp|chủ trì|căn cứ|nhận|hướng dẫn|báo cáo|tổng hợp|lập|cấp (?:[Gg]iấy|phép|[Cc]hứng|[Tt]hẻ|văn|mã|lại|mới|bản|đổi|sửa|quyết|[Pp]hiếu|thông)|công khai|công bố|đăng tải|đăng thông tin|hoàn thiện|hoàn thành|tổ chức (?:thẩm|kiểm|họp|hội|lấy|thực|xem|đánh|rà|khảo|nghiệm|tiếp|lập|xác|huấn|việc)|tiến hành|ra|chuyển|giao|yêu cầu|cử|xác nhận|xác định|xác minh|đánh giá|đối chiếu|cập nhật|ký|chỉ đạo|thành lập|giải quyết|xử lý|bàn giao|nghiên cứu|thu hồi|hủy|lấy|trực tiếp|để|chấp thuận|đồng ý|nêu|bố trí|mời|tham mưu|soạn|in|thông tin|niêm|phân|đăng ký vào|ghi|trao|viết|nhập|quét|quyết toán|công nhận|gia hạn|cho phép|cho ý kiến|ủy quyền|tuyên|khai thác|chỉnh lý|trích|đo|vào sổ|đóng dấu|thẩm|duyệt|xét duyệt|điều chỉnh";

/// What may stand between a subject and its verb.
const BETWEEN: &str = r"(?:có trách nhiệm|phải|tiến hành|tổ chức|thực hiện việc|thực hiện|hoàn thành việc|hoàn thành|sẽ|xem xét,|xem xét và|nghiên cứu,|trực tiếp|:|\s)*";

/// With what the case begins that is decided: not the place, the day or the team of an inspection.
const DECIDED: [&str; 33] = [
    "cấp",
    "phê duyệt",
    "cho ",
    "công nhận",
    "chấp thuận",
    "việc",
    "giao",
    "thu hồi",
    "gia hạn",
    "hỗ trợ",
    "hưởng",
    "bổ nhiệm",
    "miễn",
    "trợ cấp",
    "giải thể",
    "sáp nhập",
    "điều chỉnh",
    "đình chỉ",
    "chủ trương",
    "thu ",
    "tuyển",
    "khen",
    "tặng",
    "ban hành",
    "hủy",
    "huỷ",
    "sửa đổi",
    "không",
    "đổi tên",
    "chuyển",
    "tiếp nhận",
    "về việc",
    "chi ",
];

static VERB: LazyLock<Regex> = LazyLock::new(|| {
    let verbs: Vec<_> = VERBS.iter().map(|(verb, _)| regex::escape(verb)).collect();
    Regex::new(&format!(r"^\s*({})\b", verbs.join("|"))).expect("the pattern is well formed")
});

static AFTER_SUBJECT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^\s*{BETWEEN}\s*")).expect("the pattern is well formed"));

static OTHER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^\s*(?:{OTHER_VERBS})\b")).expect("the pattern is well formed"));

/// Whether words begin with a verb of an official.
pub(super) fn begins(words: &str) -> bool {
    VERB.is_match(words) || OTHER.is_match(words)
}

/// The kind that the verb at the very beginning names, if its object leaves no doubt; and where the verb ends.
fn kind(words: &str) -> Option<(&'static str, usize)> {
    let found = VERB.captures(words)?;
    let verb = found.get(1)?;
    let (_, kind) = VERBS.iter().find(|(known, _)| *known == verb.as_str())?;
    let after: String = words[verb.end()..].split_whitespace().take(9).collect::<Vec<_>>().join(" ").to_lowercase();
    let plain = after.split([';', '.', ':']).next().unwrap_or_default();
    let sure = match *kind {
        // Of what is not the dossier, a check may be an inspection.
        "check" => {
            ["hồ sơ", "tính", "hợp lệ", "đầy đủ", "thành phần", "giấy tờ"].iter().any(|word| plain.contains(word))
        }
        // Who decides to set up a team or to check has not decided the case.
        "decide" => {
            verb.as_str().starts_with("xem xét, quyết") && plain.is_empty()
                || DECIDED.iter().any(|word| plain.starts_with(word))
        }
        // Who tells something in some cases only does another thing in all of them.
        "notify" => !words[verb.end()..].contains(" nếu "),
        "assess" => !plain.starts_with("viên"),
        "meet" => !plain.starts_with("lệ") && !plain.starts_with("đồng"),
        _ => true,
    };
    sure.then_some((*kind, verb.end()))
}

/// The kinds that the predicate of a sentence names: its first verb, and those that follow it with the same subject.
pub(super) fn kinds(predicate: &str) -> Vec<&'static str> {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:,|;)?\s+và\s+|,\s+|;\s+").expect("well formed"));
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:trình|đề nghị|để|nếu|trường hợp|yêu cầu|giao|báo cáo|hướng dẫn|theo đó|hoặc|từ chối|khi)\b",
        )
        .expect("well formed")
    });
    let start = AFTER_SUBJECT.find(predicate).map_or(0, |skipped| skipped.end());
    // A verb may begin within what is skipped: `xem xét, cấp`.
    let mut found = Vec::new();
    let Some((first, end)) =
        kind(predicate).or_else(|| kind(&predicate[start..]).map(|(kind, end)| (kind, start + end)))
    else {
        return found;
    };
    found.push(first);
    // Behind another verb with its own object, what follows may have another subject.
    let rest = &predicate[end..];
    // Where something follows that holds in some cases only, a second verb may belong to it.
    if rest.contains(" nếu ") {
        return found;
    }
    let stop = OTHERS.find(rest).map_or(rest.len(), |other| other.start());
    let rest = &rest[..rest[..stop].find([':', '.']).unwrap_or(stop)];
    for next in NEXT.find_iter(rest) {
        let words = &rest[next.end()..];
        if let Some((kind, _)) = kind(words)
            && chained(kind, words)
            && !found.contains(&kind)
        {
            found.push(kind);
        }
    }
    found
}

/// Whether a verb in the middle of a sentence is surely one: `thông báo` and `quyết định` are nouns as well.
fn chained(kind: &str, words: &str) -> bool {
    match kind {
        "notify" => words.starts_with("thông báo cho") || words.starts_with("thông báo bằng văn bản"),
        "decide" => words.starts_with("ra ") || words.starts_with("ban hành "),
        "draft" | "meet" => false,
        _ => true,
    }
}

/// The kinds that a heading names; nothing if one of its parts is not understood.
pub(super) fn of_title(title: &str) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    // `đăng ký cấp, cấp lại` is one object.
    if title.contains(", cấp ") {
        return kinds;
    }
    for part in title.split(" và ").flat_map(|part| part.split(", ")) {
        let part = part.trim().trim_end_matches(['.', ':']).to_lowercase();
        let Some((_, kind)) = VERBS.iter().find(|(verb, _)| head(&part, &verb.to_lowercase())) else {
            return Vec::new();
        };
        // Of what is not examined: `kiểm tra` of something else than the dossier may be an inspection.
        if *kind == "check"
            && !(part.contains("hồ sơ")
                || part.ends_with("kiểm tra")
                || part.contains("hợp lệ")
                || part.contains("đầy đủ"))
        {
            return Vec::new();
        }
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    kinds
}

fn head(words: &str, verb: &str) -> bool {
    words.strip_prefix(verb).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
