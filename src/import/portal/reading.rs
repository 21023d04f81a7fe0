//! What the wording of one step says for certain: who acts, of what kind the step is, how long it may take, and what
//! happens to an incomplete or refused dossier. In doubt it says nothing.

use super::body::{self, Body};
use super::flow::Piece;
use super::paper::bare;
use regex::Regex;
use std::sync::LazyLock;

/// What is certain of a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// Its title: the first words.
    pub(super) title: String,
    /// Keywords of its kinds, the main one first.
    pub(super) kinds: Vec<&'static str>,
    /// Who works it.
    pub(super) by: Option<Who>,
    /// How long it may take: `3 working days`.
    pub(super) within: Option<String>,
    /// Whether that time is counted from the receipt of the dossier.
    pub(super) from_receipt: bool,
    /// Reactions, as the language writes them.
    pub(super) reactions: Vec<&'static str>,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// The applicant.
    Applicant,
    /// A body of the state.
    Body(Body),
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well formed")
}

/// Verbs at the beginning of a title or after a subject, longest first, with the kind of step they name.
const VERBS: &[(&str, &str)] = &[
    ("kiểm tra thực tế", "inspect"),
    ("kiểm tra thực địa", "inspect"),
    ("kiểm tra hiện trường", "inspect"),
    ("khảo sát", "inspect"),
    ("gửi hồ sơ lấy ý kiến", "consult"),
    ("gửi lấy ý kiến", "consult"),
    ("lấy ý kiến", "consult"),
    ("xin ý kiến", "consult"),
    ("tiếp nhận", "receive"),
    ("kiểm tra", "check"),
    ("thẩm định", "assess"),
    ("thẩm tra", "assess"),
    ("họp hội đồng", "meet"),
    ("phê duyệt", "approve"),
    ("xem xét, quyết định", "decide"),
    ("ban hành quyết định", "decide"),
    ("ban hành Quyết định", "decide"),
    ("ra quyết định", "decide"),
    ("quyết định", "decide"),
    ("cấp lại", "issue"),
    ("cấp đổi", "issue"),
    ("cấp giấy", "issue"),
    ("cấp Giấy", "issue"),
    ("cấp chứng chỉ", "issue"),
    ("cấp Chứng chỉ", "issue"),
    ("cấp thẻ", "issue"),
    ("trả kết quả", "return"),
    ("thông báo", "notify"),
    ("chuyển hồ sơ", "transfer"),
    ("phân công", "assign"),
    ("niêm yết", "display"),
    ("lưu hồ sơ", "archive"),
    ("số hóa", "digitise"),
    ("thu phí", "collect-fee"),
];

/// Words that no title ends with: before them a title goes on, or the subject is another one.
const OPEN_WORDS: [&str; 26] = [
    "và", "cục", "có", "đã", "không", "được", "cùng", "về", "của", "theo", "do", "để", "khi", "với", "tại", "trên",
    "trình", "gửi", "hoặc", "đến", "cho", "từ", "đề", "xin", "chưa", "bị",
];

/// Other words that end a subject.
const OTHER_VERBS: &str = r"có|sẽ|trong|nơi|phải|đã|xét|không (?:cấp|chấp|đồng|giải|phê|tiếp|nhận|có|được|ban)|được|xem xét|gửi|trình|trả|thực hiện|từ chối|đề nghị|ban hành|phối hợp|chủ trì|căn cứ|nhận|hướng dẫn|báo cáo|tổng hợp|lập|cấp (?:[Gg]iấy|phép|[Cc]hứng|thẻ|văn|mã|lại|mới|bản|đổi)|công khai|công bố|đăng tải|đăng thông tin|hoàn thiện|hoàn thành|tổ chức (?:thẩm|kiểm|họp|hội|lấy|thực|xem|đánh|rà|khảo|nghiệm|tiếp|lập|xác|huấn|việc)|tiến hành|ra|chuyển|giao|yêu cầu|cử|xác nhận|xác định|xác minh|đánh giá|rà soát|đối chiếu|cập nhật|ký|chỉ đạo|thành lập|giải quyết|xử lý|bàn giao|nghiên cứu|thu hồi|hủy|lấy|trực tiếp|nếu|khi|để|chấp thuận|đồng ý|nêu|bố trí|mời|tham mưu|dự thảo|soạn|in|quyết|thông tin|niêm|phân|đăng ký vào|ghi";

/// What may stand between a subject and its verb.
const BETWEEN: &str = r"(?:có trách nhiệm|phải|tiến hành|tổ chức|thực hiện việc|thực hiện|sẽ|xem xét,|:|\s)*";

/// The words of filing, which an applicant does.
static FILES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:Tổ chức, cá nhân|Cá nhân, tổ chức|Tổ chức|Cá nhân|Công dân|Doanh nghiệp|Tổ chức, doanh nghiệp|Cá nhân, doanh nghiệp|Doanh nghiệp, tổ chức|Người (?:nộp hồ sơ|nộp thuế|yêu cầu|đề nghị|có yêu cầu|sử dụng đất|khai hải quan)|Chủ đầu tư|Nhà đầu tư|Hợp tác xã|Hộ kinh doanh|Tổ chức tín dụng|Cơ sở)(?:\s[^,.;:]*?)?\s(?:có trách nhiệm\s|phải\s|chuẩn bị hồ sơ và\s|chuẩn bị đầy đủ hồ sơ và\s|lập hồ sơ và\s|hoàn thiện hồ sơ và\s)?(?:nộp|gửi)\s(?:\d+\s|một\s)?(?:\([\p{L} ]+\)\s)?(?:bộ\s)?(?:hồ sơ|đơn|Hồ sơ|Đơn)",
    )
});

static FILING_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:nộp hồ sơ|chuẩn bị hồ sơ|chuẩn bị và nộp hồ sơ|lập hồ sơ và nộp hồ sơ|lập và nộp hồ sơ|gửi hồ sơ)[\s.:;]*$",
    )
});

static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:Trong|trong)\s(?:thời hạn|thời gian|vòng)|Sau khi|Kể từ|Khi|Ngay sau khi|Chậm nhất|Căn cứ|Trên cơ sở)\s[^,.;]+,\s*",
    )
});

static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:Trong|trong)\s(?:thời hạn|thời gian|vòng)\s(?:không quá\s|tối đa\s|chậm nhất\s)*(\d{1,3}(?:,5)?)\s*(?:\([\p{L} ]+\)\s*)?(ngày làm việc|ngày|giờ làm việc|tháng)(?:\s*,?\s*((?:kể\s)?từ\s[^,.;]+))?\s*,\s*(\S.*)$",
    )
});

static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(\d{1,3}(?:,\d)?)\s*(?:\([\p{L} ]+\)\s*)?(ngày làm việc|ngày(?:\s+(?:tháng)?\d)?|giờ|tháng|năm|tuần|phút)")
});

static CONDITIONAL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^(?:\(?[\da-zđ]{1,4}[.)]\s*)?(?:trường hợp|nếu|đối với|khi\s|\(i)"));

static INCOMPLETE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:trường hợp|nếu)\s.*?(?:hồ sơ\s[^,]*?(?:chưa|không)\s(?:đầy đủ|đủ|hợp lệ|bảo đảm|đảm bảo|đáp ứng|đúng)|(?:chưa|không)\s(?:đầy đủ|đủ|hợp lệ)\s(?:thành phần\s)?hồ sơ).*?(?:bổ sung|hoàn thiện)",
    )
});

static REFUSED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:trường hợp|nếu)\s(?:từ chối|không (?:cấp|chấp thuận|đồng ý|chấp nhận|phê duyệt|đủ điều kiện|đáp ứng điều kiện|công nhận)).*?(?:trả lời|thông báo|văn bản|công văn|từ chối).*?(?:lý do|lí do)",
    )
});

static ONCE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:chỉ|tối đa)\s.{0,40}(?:01|1|một)(?:\s\(một\))?\slần|một lần duy nhất"));

/// The steps of a record as far as they are certain. Where several steps count from the receipt of the dossier, their
/// times overlap: none of them is the step's own.
pub(super) fn read(pieces: &[Piece]) -> Vec<Reading> {
    let mut counted = 0;
    let mut readings: Vec<_> = pieces.iter().map(|piece| step(piece, &mut counted)).collect();
    if counted > 1 {
        readings.iter_mut().filter(|reading| reading.from_receipt).for_each(|reading| reading.within = None);
    }
    readings
}

fn step(piece: &Piece, counted: &mut u32) -> Reading {
    let first = piece.lines.first().map_or("", |line| bare(&line.words));
    let (title, heads) = title(first);
    let sentences: Vec<&str> = piece
        .lines
        .iter()
        .flat_map(|line| line.words.split_inclusive([';', '.']))
        .map(bare)
        .filter(|sentence| sentence.contains(char::is_alphabetic))
        .collect();
    // A heading is no sentence: what follows it on its line is the first.
    let mut sentences = sentences;
    if heads && let Some(first) = sentences.first_mut() {
        *first = bare(first.strip_prefix(title.as_str()).unwrap_or(first).trim_start_matches([':', '.', ';', ' ']));
    }
    sentences.retain(|sentence| sentence.contains(char::is_alphabetic));
    let whole = piece.lines.iter().map(|line| line.words.as_str()).collect::<Vec<_>>().join("\n");
    let by = who(&sentences, heads.then_some(title.as_str()));
    let mut kinds = if heads { kinds_of_title(&title) } else { Vec::new() };
    if by == Some(Who::Applicant) {
        kinds.clear();
    }
    if kinds.is_empty() && by.as_ref().is_some_and(|by| matches!(by, Who::Body(_))) {
        kinds = main_verb(&sentences).into_iter().collect();
    }
    let within = within(&sentences, &whole).filter(|_| matches!(by, Some(Who::Body(_))) && piece.in_order);
    let mut reactions = Vec::new();
    if by != Some(Who::Applicant) {
        let lower = whole.to_lowercase();
        let mut cases =
            lower.split(['.', ';', '\n']).filter(|part| part.contains("trường hợp") || part.contains("nếu"));
        if let Some(sentence) = cases.clone().find(|part| part.contains("hồ sơ") && INCOMPLETE.is_match(part)) {
            reactions.push(if ONCE.is_match(sentence) {
                "if incomplete then ask applicant once"
            } else {
                "if incomplete then ask applicant"
            });
        }
        if cases.any(|part| REFUSED.is_match(part)) {
            reactions.push("if ineligible then refuse");
        }
    }
    let from_receipt = counts_from_receipt(&whole.to_lowercase());
    *counted += u32::from(from_receipt);
    // Where the applicant may be asked, a time from the receipt runs from the complete dossier, not from the step's start.
    let within = within.filter(|_| !(from_receipt && reactions.iter().any(|reaction| reaction.contains("ask"))));
    Reading { title, kinds, by, within, from_receipt, reactions }
}

/// The longest title in words; a longer first sentence is cut.
const LONGEST: usize = 24;

/// The title of a step, and whether it is a heading of its own rather than the beginning of its wording.
fn title(first: &str) -> (String, bool) {
    let end = first.find([':', ';', '.']).filter(|end| first[*end..].chars().nth(1).is_none_or(char::is_whitespace));
    let head = first[..end.unwrap_or(first.len())].trim();
    let words: Vec<&str> = head.split_whitespace().collect();
    if words.len() <= LONGEST && words.len() >= 2 {
        let alone =
            words.len() <= 14 && first[end.unwrap_or(first.len())..].trim_matches([':', '.', ';', ' ']).is_empty();
        let headed = end.is_some_and(|end| first[end..].starts_with(':')) && words.len() <= 14;
        return (words.join(" "), alone || headed);
    }
    let words: Vec<&str> = first.split_whitespace().take(LONGEST).collect();
    let more = first.split_whitespace().count() > words.len();
    (words.join(" ") + if more { " …" } else { "" }, false)
}

/// The kinds that a heading names; nothing if one of its parts is not understood.
fn kinds_of_title(title: &str) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    // `đăng ký cấp, cấp lại` is one object.
    if title.contains(", cấp ") {
        return kinds;
    }
    for part in title.split(" và ").flat_map(|part| part.split(", ")) {
        let part = part.trim().trim_end_matches(['.', ':']).to_lowercase();
        let Some((_, kind)) = VERBS.iter().find(|(verb, _)| begins(&part, &verb.to_lowercase())) else {
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

fn begins(words: &str, verb: &str) -> bool {
    words.strip_prefix(verb).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The sentence without the clauses of time before its subject.
fn main_clause(sentence: &str) -> &str {
    let mut rest = sentence;
    while let Some(clause) = CLAUSE.find(rest) {
        rest = &rest[clause.end()..];
    }
    rest
}

/// The acting body of a sentence, if it is surely one, and the kind of what it does, if its verb says it.
fn subject(sentence: &str) -> Option<(Body, Option<&'static str>)> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        let verbs: Vec<_> = VERBS.iter().map(|(verb, _)| regex::escape(verb)).collect();
        regex(&format!(r"^\s*{BETWEEN}\s*({})\b", verbs.join("|")))
    });
    static OTHER: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"^\s*(?:{OTHER_VERBS})\b")));
    let clause = main_clause(sentence);
    if !body::begins(clause) {
        return None;
    }
    let ends = clause.match_indices(' ').map(|(at, _)| at).take(18);
    for end in ends {
        let (name, rest) = clause.split_at(end);
        let last = name.rsplit(' ').next().unwrap_or_default();
        if name.ends_with("Bộ phận") || OPEN_WORDS.contains(&last.to_lowercase().as_str()) {
            continue;
        }
        // `hàng không` is aviation.
        if last == "hàng" && rest.starts_with(" không") {
            continue;
        }
        let verb = VERB.captures(rest);
        if verb.is_none() && !OTHER.is_match(rest) {
            continue;
        }
        // Who decides to set up a team has not decided the case.
        let verb = verb.filter(|_| !rest.to_lowercase().contains("quyết định thành lập"));
        let kind = verb.and_then(|verb| VERBS.iter().find(|(known, _)| *known == &verb[1])).map(|(_, kind)| *kind);
        let name = name.split(" nơi ").next().unwrap_or(name);
        return body::one(name).map(|body| (body, kind));
    }
    None
}

/// Who acts: the body that is the subject of the first sentence, if no other body acts in the step; or the applicant, if
/// nobody else does.
fn who(sentences: &[&str], heading: Option<&str>) -> Option<Who> {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:Cơ quan|Cán bộ|Công chức|Viên chức|Nhân viên|Bộ phận|Trung tâm|Người tiếp nhận|Đơn vị|Văn phòng|Hội đồng|Tổ công tác|Tổ thẩm|Ban [Qq]uản|Khi nhận|Sau khi (?:nhận|tiếp nhận|kiểm tra)|Trường hợp hồ sơ|Nếu hồ sơ)",
        )
    });
    let mut bodies: Vec<Body> = Vec::new();
    let mut leads = false;
    for (at, sentence) in sentences.iter().enumerate() {
        if let Some((body, _)) = subject(sentence) {
            leads |= at == 0 && !CONDITIONAL.is_match(sentence);
            if !bodies.iter().any(|known| known.key() == body.key() && known.role == body.role) {
                bodies.push(body);
            }
        }
    }
    let files = heading.is_some_and(|heading| FILING_TITLE.is_match(heading))
        || sentences.iter().take(2).any(|sentence| FILES.is_match(main_clause(sentence)));
    let office =
        sentences.iter().any(|sentence| body::begins(main_clause(sentence)) || OFFICE.is_match(bare(sentence)));
    match bodies.as_slice() {
        [] if files && !office => Some(Who::Applicant),
        [one] if !files && leads => Some(Who::Body(one.clone())),
        _ => None,
    }
}

/// The kind that the first full sentence names.
fn main_verb(sentences: &[&str]) -> Option<&'static str> {
    sentences.first().and_then(|sentence| subject(sentence)).and_then(|(_, kind)| kind)
}

/// Whether a step has a time that is counted from the receipt of the dossier.
fn counts_from_receipt(lower: &str) -> bool {
    ["kể từ", "từ ngày nhận", "từ khi nhận"].iter().any(|word| lower.contains(word))
        && ["hồ sơ", "đơn"].iter().any(|word| lower.contains(word))
}

/// The time of the step itself: the only time in it, before the main clause of its first sentence.
fn within(sentences: &[&str], whole: &str) -> Option<String> {
    let main = sentences.first()?;
    let parts = WITHIN.captures(main)?;
    let anchor = parts.get(3).map_or("", |anchor| anchor.as_str()).to_lowercase();
    let known = [
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
    ];
    if !anchor.is_empty() && !known.iter().any(|word| anchor.contains(word)) {
        return None;
    }
    let rest = parts[4].to_lowercase();
    let doubtful = ["nếu ", "trường hợp ", "chưa đầy đủ", "chưa hợp lệ", "không hợp lệ", "không đầy đủ", "từ chối"];
    let action = rest.split([';', '.']).next().unwrap_or(&rest);
    if doubtful.iter().any(|word| action.contains(word)) {
        return None;
    }
    let mut times: Vec<(String, String)> =
        TIMES.captures_iter(whole).map(|t| (t[1].to_owned(), t[2].to_owned())).collect();
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
