//! Sentences of a step, and what each of them says of who acts.

use super::acting;
use super::body::{self, Body};
use super::flow::Piece;
use super::paper::{bare, unlisted};
use super::verbs;
use regex::Regex;
use std::sync::LazyLock;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well formed")
}

/// A sentence and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'a> {
    /// Its words, without the marks of a list.
    pub(super) words: &'a str,
    /// The line of the piece.
    pub(super) line: usize,
    /// Where it begins in that line, in bytes.
    pub(super) start: usize,
    /// Whether its line is an item below another item.
    pub(super) deep: bool,
}

/// What a sentence says of who acts.
#[derive(Debug, Clone, Default)]
pub(super) struct Act {
    /// The bodies; several are alternatives.
    pub(super) bodies: Vec<Body>,
    /// The kinds of what they do.
    pub(super) kinds: Vec<&'static str>,
    /// Whether the applicant files the dossier.
    pub(super) files: bool,
    /// Whether it holds in some cases only.
    pub(super) conditional: bool,
    /// Who else may act in it.
    pub(super) unsure: Unsure,
}

/// Who may act in a sentence that has no certain subject.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Unsure {
    /// Nobody is named.
    #[default]
    Nobody,
    /// An office that is not surely known.
    Office,
    /// A known body that stands where a subject may stand.
    Body,
}

/// The words of filing, which an applicant does.
static FILES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:Tổ chức|Cá nhân|Công dân|Doanh nghiệp|Người|Chủ (?:đầu tư|hàng|xe|tàu|cơ sở|sở hữu|phương tiện|rừng|nguồn thải|dự án|hộ|nuôi|vật nuôi|giấy phép|thể|quản lý)|Nhà (?:đầu tư|thầu|sản xuất|xuất bản|trường|nhập khẩu)|Hợp tác xã|Hộ (?:kinh doanh|gia đình)|Cơ sở|Đơn vị|Thương nhân|Hãng|Công ty|Tổng công ty|Tác giả|Thân nhân|Luật sư|Hiệp hội|Ngân hàng thương mại|Tổ chức tín dụng|Văn phòng (?:công chứng|luật sư|giám định|thừa phát lại)|Đối tượng|Ban trù bị|Thuyền viên|Thuyền trưởng|Thí sinh|Học sinh|Sinh viên|Cơ quan, (?:tổ chức|đơn vị)|Các (?:tổ chức|doanh nghiệp|đơn vị|cơ sở))(?:[\s,/][^.;:]{0,220}?)?\s(?:có trách nhiệm\s|phải\s|chuẩn bị hồ sơ và\s|chuẩn bị đầy đủ hồ sơ và\s|lập hồ sơ và\s|hoàn thiện hồ sơ và\s|lập và\s|chuẩn bị và\s|thực hiện\s|thực hiện việc\s|làm thủ tục và\s)?(nộp|gửi)\s(?:trực tiếp\s|trực tuyến\s)?(?:đầy đủ\s)?(?:\d+\s|một\s)?(?:\([\p{L} ]+\)\s)?(?:bộ\s)?(?:hồ sơ|đơn|Hồ sơ|Đơn|tờ khai|Tờ khai)",
    )
});

/// With what the words begin that look like an applicant and are none.
static NO_APPLICANT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:Tổ chức (?:thẩm|họp|kiểm|thi|lấy|xác|đánh|thực|hội|việc|khảo|tuyển|công bố|đo|rà|tiếp|cấp|được (?:giao|ủy|chỉ định))|Người (?:tiếp nhận|có thẩm quyền|được (?:giao|phân|ủy)|thực hiện|đứng đầu|giải quyết|xử lý|thụ lý|ký)|Đơn vị (?:tiếp nhận|thẩm định|chuyên môn|được (?:giao|phân)|thụ lý|chức năng|đầu mối)|Cơ sở dữ liệu|Công ty đo đạc)",
    )
});

/// The beginnings of clauses that stand before a subject.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?i:trong|sau|kể từ|khi|ngay|chậm nhất|căn cứ|trên cơ sở|không quá|tối đa|trường hợp|nếu|đối với|trước|định kỳ|hết thời hạn|từ|hằng|vào|tại|ngay sau|theo|muộn nhất|đến))\s",
    )
});

static CONDITIONAL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^(?:\(?[\da-zđ]{1,4}[.)]\s*)?(?:trường hợp|trong trường hợp|nếu|đối với|khi\s|\(i)"));

/// Offices that are no known body.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?i:cơ quan|cán bộ|công chức|viên chức|nhân viên|chuyên viên|bộ phận|trung tâm|người tiếp nhận|người có thẩm quyền|đơn vị (?:tiếp nhận|thẩm định|chuyên môn|được)|văn phòng|hội đồng|tổ công tác|tổ thẩm|ban quản|thủ trưởng|lãnh đạo)|Khi nhận|Sau khi (?:nhận|tiếp nhận|kiểm tra)|Trường hợp hồ sơ|Nếu hồ sơ)",
    )
});

/// The sentences of a step.
pub(super) fn sentences(piece: &Piece) -> Vec<Sentence<'_>> {
    piece.lines.iter().enumerate().flat_map(|(at, line)| of_line(at, &line.words)).collect()
}

/// The sentences of a line: they end at a semicolon, and at a full stop that a blank follows.
fn of_line(line: usize, words: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let ends = words
        .match_indices([';', '.'])
        .filter(|(at, mark)| *mark == ";" || words[at + 1..].chars().next().is_none_or(char::is_whitespace));
    let ends: Vec<_> = ends.map(|(at, mark)| at + mark.len()).chain([words.len()]).collect();
    for end in ends {
        let sentence = &words[start..end];
        let trimmed = bare(sentence);
        if trimmed.contains(char::is_alphabetic) {
            let lead = sentence.find(trimmed).unwrap_or_default();
            let deep = words.trim_start().starts_with(['+', '*', '•']);
            found.push(Sentence { words: trimmed, line, start: start + lead, deep });
        }
        start = end;
    }
    found
}

/// The places where the subject of a sentence may begin.
fn clauses(sentence: &str) -> Vec<usize> {
    let mut places = vec![0];
    if LEAD.is_match(sentence) {
        for mark in [", thì ", " thì ", ", "] {
            places.extend(sentence.match_indices(mark).map(|(at, mark)| at + mark.len()));
        }
        // The comma before the subject is often left out.
        for mark in ["hợp lệ ", "đầy đủ ", "hồ sơ ", "theo quy định ", "làm việc "] {
            places.extend(sentence.match_indices(mark).map(|(at, mark)| at + mark.len()).filter(|at| *at < 400));
        }
        places.sort_unstable();
        places.dedup();
    }
    places
}

/// Reads who acts in a sentence.
pub(super) fn act(sentence: &str) -> Act {
    let words = unlisted(bare(sentence));
    let mut act = Act { conditional: CONDITIONAL.is_match(words), ..Act::default() };
    for at in clauses(words) {
        let (lead, clause) = words.split_at(at);
        let lower = lead.to_lowercase();
        let depends = ["nếu ", "trường hợp", " mà ", "không "].iter().any(|word| lower.contains(word));
        if let Some(acting) = acting::read(clause) {
            act.conditional |= depends && !lower.contains("không quá ");
            if belongs(lead) {
                break;
            }
            // `Cơ quan có thẩm quyền cấp giấy phép xây dựng đối chiếu …`: the verb may belong to the title.
            let open = acting.bodies[0].title.starts_with("Cơ quan có thẩm quyền");
            let task = ["cấp", "quyết định", "phê duyệt", "thẩm định", "công nhận", "tiếp nhận", "kiểm tra"];
            if !(open && acting.between.is_empty() && task.iter().any(|verb| acting.predicate.starts_with(verb))) {
                act.kinds = verbs::kinds(acting.predicate);
            }
            act.bodies = acting.bodies;
            return act;
        }
        if acting::names_body(clause) {
            act.unsure = Unsure::Body;
        }
        if files(clause) {
            act.conditional |= depends;
            act.files = true;
            return act;
        }
    }
    if act.unsure == Unsure::Nobody && (body::begins(words) || OFFICE.is_match(words)) {
        act.unsure = Unsure::Office;
    }
    act
}

/// Whether what stands before a body is a unit of it: `Vụ Tổ chức cán bộ, Bộ Nội vụ`.
fn belongs(lead: &str) -> bool {
    let before = lead.trim_end_matches([',', ' ']).rsplit(", ").next().unwrap_or_default();
    let units = ["Vụ ", "Cục ", "Phòng ", "Viện ", "Trung tâm ", "Hội đồng ", "Ban ", "Thanh tra ", "Tổ "];
    lead.ends_with(", ") && units.iter().any(|unit| before.starts_with(unit))
}

fn files(clause: &str) -> bool {
    if NO_APPLICANT.is_match(clause) {
        return false;
    }
    FILES.captures(clause).is_some_and(|found| {
        let verb = found.get(1).map_or(0, |verb| verb.start());
        let before = clause[..verb].to_lowercase();
        // Another one acts before the dossier is filed, or filing is only spoken of.
        !["cơ quan có", "sở ", "ủy ban", "ubnd", "được ", "không ", "đã ", "khi ", "sau khi", "tiếp nhận", " do "]
            .iter()
            .any(|word| before.contains(word))
    })
}
