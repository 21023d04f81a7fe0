//! What the wording of a record hints at without saying it in a place of its own: that a dossier may be refused, that
//! silence counts as an answer. Where it does, nobody may conclude from the steps that it is missing.

use super::record::Record;
use regex::Regex;
use std::sync::LazyLock;

static REFUSAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"từ chối|trả lại hồ sơ|lý do|lí do|không (?:đủ điều kiện|đáp ứng|đạt|cấp|chấp thuận|chấp nhận|đồng ý|phê duyệt|công nhận|hợp lệ|giải quyết|thuộc)",
    )
    .expect("the pattern is well formed")
});

static NOT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bkhông\s+(\p{L}+)").expect("the pattern is well formed"));

/// What may follow "không" where nothing is refused: `không quá 5 ngày`, `không khí`.
const HARMLESS: [&str; 23] = [
    "quá", "phải", "thể", "ít", "chỉ", "gian", "khí", "vượt", "bao", "gồm", "kể", "tính", "dưới", "nhỏ", "lớn",
    "trung", "sử", "dùng", "gây", "tham", "cần", "có", "đúng",
];

static SILENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:coi|xem|hiểu|được coi|được xem|được hiểu) (?:như |là )+(?:là )?(?:đã )?(?:đồng ý|thống nhất|chấp thuận|không có ý kiến|nhất trí)|(?:không|chưa) (?:có )?(?:ý kiến|trả lời|văn bản trả lời|phản hồi|có văn bản)",
    )
    .expect("the pattern is well formed")
});

/// Whether a record speaks of refusing: in the steps any negation may be one, elsewhere only the words for it.
pub(super) fn refusal(record: &Record) -> bool {
    let steps = record.steps.iter().flat_map(|group| &group.lines).any(|line| {
        let words = line.words.to_lowercase();
        let mut negated = NOT.captures_iter(&words);
        REFUSAL.is_match(&words) || negated.any(|what| !HARMLESS.contains(&&what[1]))
    });
    let notes = record.channels.iter().flat_map(|channel| &channel.times).flat_map(|time| &time.notes);
    steps || record.results.iter().chain(notes).any(|line| REFUSAL.is_match(&line.words.to_lowercase()))
}

static CASE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:[-+*•–]\s*)*(?:[^:]{0,30}:\s*)?(?:[-+*•–]\s*)*(?:\(?[\da-zđ]{1,4}[.)]\s*)?(?:trường hợp|đối với)\s.*(?::|[^.;,])$")
        .expect("the pattern is well formed")
});

/// Whether the steps of a record stand under headings of cases: several lines that name a case and say nothing of it yet.
pub(super) fn cases(record: &Record) -> bool {
    let lines = record.steps.iter().flat_map(|group| &group.lines);
    lines.filter(|line| CASE.is_match(&line.words.trim().to_lowercase())).count() >= 2
}

/// Whether the steps of a record say what it means that a consulted body does not answer.
pub(super) fn silence(record: &Record) -> bool {
    let mut lines = record.steps.iter().flat_map(|group| &group.lines);
    lines.any(|line| SILENCE.is_match(&line.words.to_lowercase()))
}
