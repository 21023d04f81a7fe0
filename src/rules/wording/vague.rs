//! Wording that leaves open when, whether or what.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::rules::titles::{Wording, titles};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds words in titles (of the procedure, a condition, a paper, a step) that leave open when something is done, whether it is
    /// done, or with whom: "in good time", "where necessary", "related agencies". A title with a number in it ("in good time, within 3 days")
    /// has said it. A dossier that is left open is `documents/open-ended`. A condition that ends in "as prescribed" and cites
    /// nothing is unknown: it points to a provision and does not say which.
    /// ## Why it matters
    /// What each reader measures for himself is measured differently at each counter.
    /// ## Nội dung
    /// Tìm từ ngữ trong tên gọi (của thủ tục, điều kiện, giấy tờ, bước) không nói rõ khi nào, có làm hay không, làm với ai: "kịp thời", "khi
    /// cần thiết", "cơ quan có liên quan". Đã kèm con số ("kịp thời, chậm nhất 3 ngày") thì không báo. Thành phần hồ sơ bỏ ngỏ
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

/// Words that point to a provision without naming it.
const POINTS: &[&str] = &["theo quy định", "theo quy định của pháp luật", "theo quy định hiện hành", "as prescribed"];

fn check(cx: &Context<'_>, out: &mut Sink) {
    for (title, at) in titles(cx.procedure) {
        let text = title.text.to_lowercase();
        let Some(words) = vague(&text).filter(|_| !text.contains(|c: char| c.is_ascii_digit())) else { continue };
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

/// The first vague words of a text in small letters, the longest at their place.
fn vague(text: &str) -> Option<&'static str> {
    let text = Wording::of(text);
    let ends = |words: &&&str| text.after(words).is_some_and(|rest| !rest.trim_start().starts_with(char::is_alphanumeric));
    let always = VAGUE_WORDS.iter().filter(|words| text.after(words).is_some()).max_by_key(|words| words.len());
    always.or_else(|| VAGUE_ENDS.iter().find(ends)).copied()
}
