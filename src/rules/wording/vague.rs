//! Wording that leaves open when, whether or what.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::rules::titles::{Wording, titles};
use crate::rules::{Check, Context, Rule};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

code! {
    /// ## What it does
    /// Finds words in titles (of the procedure, a condition, a paper, a step) that leave open when something is done, whether it is
    /// done, or with whom: "in good time", "where necessary", "related agencies". A title with a number in it ("in good time, within 3 days")
    /// has said it, and so has one that lists what it means ("related agencies: …", "the agencies named above"). "In good time" in a condition
    /// counts where something is to be told or handed in; else it praises or blames what was done. A dossier that is left open is `documents/open-ended`. A condition that ends in "as prescribed" and cites
    /// nothing is unknown: it points to a provision and does not say which.
    /// ## Why it matters
    /// What each reader measures for himself is measured differently at each counter.
    /// ## Nội dung
    /// Tìm từ ngữ trong tên gọi (của thủ tục, điều kiện, giấy tờ, bước) không nói rõ khi nào, có làm hay không, làm với ai: "kịp thời", "khi
    /// cần thiết", "cơ quan có liên quan". Đã kèm con số ("kịp thời, chậm nhất 3 ngày"), hoặc đã liệt kê ("các cơ quan liên quan nêu trên"), thì không báo. "Kịp
    /// thời" trong điều kiện chỉ tính khi phải thông báo, nộp, gửi; còn lại là lời đánh giá. Thành phần hồ sơ bỏ ngỏ
    /// thuộc `documents/open-ended`. Điều kiện ghi "theo quy định" mà không dẫn căn cứ thì chưa rõ theo quy định nào.
    /// ## Vì sao
    /// Mỗi người hiểu một cách thì mỗi nơi làm một kiểu.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step check "Kiểm tra thực địa khi cần thiết"
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   fact outdoors yes/no "Công trình ngoài trời"
    ///   process {
    ///     if outdoors {
    ///       step check "Kiểm tra thực địa"
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static VAGUE = "wording/vague", Warning,
        en: "wording that leaves open when, whether or what", vi: "từ ngữ không rõ khi nào, có hay không, việc gì";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &VAGUE,
    check: Check::Procedure(check),
    reads: &["procedure.title", "procedure.document", "procedure.condition", "procedure.basis"],
};

/// Words that are vague wherever they stand.
const VAGUE_WORDS: &[&str] = &[
    "kịp thời", "khi cần thiết", "nếu cần thiết", "trường hợp cần thiết", "khi thấy cần thiết", "khi xét thấy cần thiết",
    "nếu xét thấy cần thiết", "trong thời gian sớm nhất", "sớm nhất có thể", "trong thời gian hợp lý", "cơ quan liên quan",
    "cơ quan có liên quan", "đơn vị liên quan", "đơn vị có liên quan", "where necessary", "if necessary", "when needed", "in good time",
    "as soon as possible", "related agencies",
];

/// Words that are vague where nothing follows: `khi cần`, and not `khi cần cấp lại`.
const VAGUE_ENDS: &[&str] = &["khi cần", "nếu cần"];

/// Acts that a condition may ask for in good time; elsewhere in it the words judge what was done.
const TELLING: &[&str] = &["thông báo", "báo cáo", "khai báo", "nộp", "gửi", "trả lời", "cung cấp"];

/// Words that point to a provision without naming it.
const POINTS: &[&str] = &["theo quy định", "theo quy định của pháp luật", "theo quy định hiện hành", "as prescribed"];

fn check(cx: &Context<'_>, out: &mut Sink) {
    let conditions = cx.procedure.conditions.iter().filter_map(|condition| condition.title.as_ref());
    let judged: Vec<_> = conditions.map(|title| title.span).collect();
    for (title, at) in titles(cx.procedure) {
        let text = title.text.to_lowercase();
        let Some(words) = vague(&text).filter(|_| !text.contains(|c: char| c.is_ascii_digit())) else { continue };
        let told = || around(&text, words).is_some_and(|(before, _)| tells(before));
        let praise = words == "kịp thời" && judged.contains(&at) && !told();
        if explained(&text, words) || praise {
            continue;
        }
        let message = crate::text!(
            en: "`{words}` leaves to the reader what is meant", vi: "`{words}` để người đọc tự hiểu"
        );
        out.report(&VAGUE, at, message).certainty(Certainty::Probable).help(crate::text!(
            en: "write a number, a closed list, or the condition on which it is done",
            vi: "ghi con số, danh mục cụ thể hoặc điều kiện phải thực hiện"
        ));
    }
    for condition in cx.procedure.conditions.iter().filter(|condition| condition.row.basis.is_empty()) {
        let Some(title) = &condition.title else { continue };
        let text = title.text.to_lowercase();
        let text = text.trim_end_matches(['.', ';', ' ']);
        if let Some(words) = POINTS.iter().find(|words| text.ends_with(**words)) {
            let missing = crate::text!(
                en: "which provision `{words}` points to", vi: "`{words}` là quy định nào"
            );
            out.unknown(&VAGUE, title.span, missing);
        }
    }
}

/// Whether the words before `in good time` ask for something to be told or handed in: `thông báo thay đổi kịp thời`, and
/// not `nộp thuế đầy đủ, kịp thời`, which praises.
fn tells(before: &str) -> bool {
    const REACH: usize = 5;
    let part = before.rsplit([',', ';', '.']).next().unwrap_or_default();
    let words: Vec<&str> = part.split_whitespace().rev().take(REACH).collect();
    let near = words.into_iter().rev().collect::<Vec<_>>().join(" ");
    TELLING.iter().any(|word| Wording::of(&near).after(word).is_some())
}

/// Whether the text itself says what its vague words mean: it lists it, or points to where it has said it; or it says
/// that something could not be done in time.
fn explained(text: &str, words: &str) -> bool {
    const AFTER: &[&str] = &[":", "nêu trên", "sau đây", "gồm", "bao gồm", "như", "là", "theo quy định tại", "đã"];
    const BEFORE: &[&str] = &["không", "giải trình", "tiếp thu", "chưa", "nhận được"];
    let Some((before, after)) = around(text, words) else { return false };
    let (before, after) = (Wording::of(before), after.trim_start());
    let open = after.strip_prefix("(").is_some_and(|rest| !rest.starts_with("nếu"));
    let listed = AFTER.iter().any(|word| after.starts_with(word));
    open || listed || BEFORE.iter().any(|word| before.after(word).is_some())
}

/// What stands before and after the first place of whole words.
fn around<'t>(text: &'t str, words: &str) -> Option<(&'t str, &'t str)> {
    let after = Wording::of(text).after(words)?;
    Some((&text[..text.len() - after.len() - words.len()], after))
}

/// Finds whether any vague words may stand in a text, in one pass: in most none does.
static ANY: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(VAGUE_WORDS.iter().chain(VAGUE_ENDS)).ok());

/// The first vague words of a text in small letters, the longest at their place.
fn vague(text: &str) -> Option<&'static str> {
    if ANY.as_ref().is_some_and(|any| !any.is_match(text)) {
        return None;
    }
    let text = Wording::of(text);
    let ends = |words: &&&str| text.after(words).is_some_and(|rest| !rest.trim_start().starts_with(char::is_alphanumeric));
    let always = VAGUE_WORDS.iter().filter(|words| text.after(words).is_some()).max_by_key(|words| words.len());
    always.or_else(|| VAGUE_ENDS.iter().find(ends)).copied()
}
