//! Signs that do not belong: curly quotes, commas and semicolons at a line's end, colons, mathematical signs.

use super::line::{Line, Mistake, starting};
use crate::syntax::prepare::Change;
use crate::syntax::scan::{self, Mark};
use core::ops::Range;

crate::code! {
    /// ## What it does
    /// Finds the curly quotes `“ ”` that word processors write.
    /// ## Why it matters
    /// A text begins and ends with `"`; with other quotes nobody can tell where it ends.
    /// ## Nội dung
    /// Phát hiện dấu ngoặc kép cong `“ ”` do phần mềm soạn thảo tự đổi.
    /// ## Vì sao
    /// Phần chữ phải bắt đầu và kết thúc bằng `"`; dùng dấu khác thì không biết kết thúc ở đâu.
    /// ## Example
    /// ```procedure
    /// level province “Tỉnh”
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province "Tỉnh"
    /// ```
    pub(in crate::syntax) static CURLY_QUOTES = "syntax/curly-quotes", Error,
    en: "curly quotes", vi: "dấu ngoặc kép cong";
}

crate::code! {
    /// ## What it does
    /// Finds a text whose closing quote is missing on its line.
    /// ## Why it matters
    /// The rest of the line would be taken for words of the text.
    /// ## Nội dung
    /// Phát hiện phần chữ thiếu dấu ngoặc kép đóng trên cùng dòng.
    /// ## Vì sao
    /// Phần còn lại của dòng sẽ bị hiểu là nội dung của phần chữ.
    /// ## Example
    /// ```procedure
    /// level province "Tỉnh
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province "Tỉnh"
    /// ```
    pub(in crate::syntax) static UNCLOSED_TEXT = "syntax/unclosed-text", Error,
    en: "a text without a closing quote", vi: "phần chữ thiếu dấu ngoặc kép đóng";
}

crate::code! {
    /// ## What it does
    /// Finds signs such as `>=`, `==` or `&&` in a condition.
    /// ## Why it matters
    /// Conditions are read aloud by people who do not program; each sign has a word.
    /// ## Nội dung
    /// Phát hiện ký hiệu như `>=`, `==`, `&&` trong điều kiện.
    /// ## Vì sao
    /// Điều kiện được đọc thành lời bởi người không lập trình; mỗi ký hiệu đều có từ tương ứng.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   fact age number
    ///   document consent copy 1 when age >= 18
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   fact age number
    ///   document consent copy 1 when age at least 18
    /// }
    /// ```
    pub(in crate::syntax) static SYMBOL = "syntax/symbol", Error,
    en: "a sign where a word belongs", vi: "ký hiệu ở chỗ cần viết bằng chữ";
}

crate::code! {
    /// ## What it does
    /// Finds a colon or an equals sign after a keyword.
    /// ## Why it matters
    /// A statement is its keyword and its words, separated by blanks only.
    /// ## Nội dung
    /// Phát hiện dấu hai chấm hoặc dấu bằng sau từ khóa.
    /// ## Vì sao
    /// Mỗi câu gồm từ khóa và nội dung, chỉ cách nhau bằng khoảng trắng.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline: 3 working days
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline 3 working days
    /// }
    /// ```
    pub(in crate::syntax) static AFTER_KEYWORD = "syntax/colon", Error,
    en: "a colon after a keyword", vi: "dấu hai chấm sau từ khóa";
}

crate::code! {
    /// ## What it does
    /// Finds a comma or semicolon at the end of a line.
    /// ## Why it matters
    /// The end of the line ends the statement; a comma announces something that does not come.
    /// ## Nội dung
    /// Phát hiện dấu phẩy hoặc dấu chấm phẩy ở cuối dòng.
    /// ## Vì sao
    /// Hết dòng là hết câu; dấu phẩy báo trước một nội dung không có.
    /// ## Example
    /// ```procedure
    /// level province under central;
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province under central
    /// ```
    pub(in crate::syntax) static LINE_END = "syntax/line-end", Error,
    en: "a comma or semicolon at a line's end", vi: "dấu phẩy hoặc chấm phẩy ở cuối dòng";
}

/// Curly quotes, all of a line at once.
pub(super) fn curly_quotes(line: &Line) -> Option<Mistake> {
    let strings = strings(line.text);
    let quotes: Vec<(usize, char)> = line
        .text
        .char_indices()
        .filter(|&(at, c)| matches!(c, '“' | '”' | '„' | '‟' | '«' | '»') && !inside(&strings, at))
        .collect();
    let &(first, quote) = quotes.first()?;
    let changes = quotes.iter().map(|&(at, c)| Change::new(at..at + c.len_utf8(), "\"")).collect();
    Some(
        Mistake::new(
            &CURLY_QUOTES,
            first..first + quote.len_utf8(),
            crate::text!(en: "`{quote}` does not begin or end a text", vi: "`{quote}` không dùng để mở hay đóng phần chữ"),
            crate::text!(en: "write straight quotes: `\"`", vi: "dùng dấu ngoặc kép thẳng: `\"`"),
            changes,
        )
        .whole_line(),
    )
}

/// A text that does not end on its line, or that a backslash breaks.
pub(super) fn unclosed_text(line: &Line) -> Option<Mistake> {
    let at = scan::marks(line.text).into_iter().find_map(|mark| match mark {
        Mark::Unclosed(at) => Some(at),
        _ => None,
    })?;
    if let Some(slash) = lone_backslash(line.text, at) {
        return Some(
            Mistake::new(
                &UNCLOSED_TEXT,
                slash..slash + 1,
                crate::text!(en: "`\\` in a text must be doubled", vi: "dấu `\\` trong phần chữ phải viết hai lần"),
                crate::text!(en: "write `\\\\`", vi: "viết `\\\\`"),
                vec![Change::new(slash..slash + 1, "\\\\")],
            )
            .whole_line(),
        );
    }
    let end = line.text[at..].find('{').map_or(line.text.len(), |length| at + length);
    let end = at + line.text[at..end].trim_end().len();
    Some(
        Mistake::new(
            &UNCLOSED_TEXT,
            at..at + 1,
            crate::text!(en: "the text that begins here has no closing quote", vi: "phần chữ mở ở đây thiếu dấu ngoặc kép đóng"),
            crate::text!(en: "write `\"` where the text ends", vi: "viết `\"` ở cuối phần chữ"),
            vec![Change::new(end..end, "\"")],
        )
        .uncertain()
        .whole_line(),
    )
}

/// The backslash that keeps a text from ending, if a closing quote follows it.
fn lone_backslash(text: &str, quote: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = quote + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        if bytes[at] == b'\\' {
            if !matches!(bytes.get(at + 1), Some(b'"' | b'\\')) {
                return text[at..].contains('"').then_some(at);
            }
            at += 1;
        }
        at += 1;
    }
    None
}

/// Signs and the words for them.
const SIGNS: [(&str, &str, &str); 14] = [
    (">=", "at least", "ít nhất"),
    ("<=", "at most", "không quá"),
    ("=>", "at least", "ít nhất"),
    ("=<", "at most", "không quá"),
    ("==", "is", "là"),
    ("!=", "is not", "khác"),
    ("<>", "is not", "khác"),
    ("≥", "at least", "ít nhất"),
    ("≤", "at most", "không quá"),
    ("&&", "and", "và"),
    ("||", "or", "hoặc"),
    (">", "more than", "trên"),
    ("<", "less than", "dưới"),
    ("=", "is", "là"),
];

/// A mathematical sign in a condition.
pub(super) fn symbol(line: &Line) -> Option<Mistake> {
    let (strings, first) = (strings(line.text), starting(line.text).map_or(0, |(_, end)| end));
    let (at, sign, en, vi) = line
        .text
        .char_indices()
        .filter(|&(at, _)| !inside(&strings, at) && !line.text[first..at.max(first)].trim().is_empty())
        .find_map(|(at, _)| {
            let (sign, en, vi) = SIGNS.iter().find(|(sign, ..)| line.text[at..].starts_with(sign))?;
            Some((at, *sign, *en, *vi))
        })?;
    let word = line.language.pick(en, vi);
    let range = at..at + sign.len();
    Some(
        Mistake::new(
            &SYMBOL,
            range.clone(),
            crate::text!(en: "`{sign}` is not a word of the language", vi: "`{sign}` không phải là từ dùng trong điều kiện"),
            crate::text!(en: "write `{word}`", vi: "viết `{word}`"),
            vec![spaced(line.text, range, word)],
        )
        .whole_line(),
    )
}

/// A word in place of a sign, with a blank on either side.
fn spaced(text: &str, at: Range<usize>, word: &str) -> Change {
    let before = if text[..at.start].ends_with([' ', '\t']) { "" } else { " " };
    let after = if text[at.end..].starts_with([' ', '\t']) { "" } else { " " };
    Change::new(at, format!("{before}{word}{after}"))
}

/// `deadline: 3 working days`.
pub(super) fn after_keyword(line: &Line) -> Option<Mistake> {
    let strings = strings(line.text);
    let at = line.text.char_indices().find_map(|(at, c)| {
        let sign = matches!(c, ':' | '=') && !inside(&strings, at);
        let clock = line.text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
            && line.text[..at].ends_with(|c: char| c.is_ascii_digit());
        (sign && !clock).then_some(at)
    })?;
    let sign = &line.text[at..=at];
    Some(
        Mistake::new(
            &AFTER_KEYWORD,
            at..at + 1,
            crate::text!(en: "`{sign}` does not belong in a statement", vi: "trong câu không dùng dấu `{sign}`"),
            crate::text!(en: "leave it out", vi: "bỏ dấu này"),
            vec![Change::new(at..at + 1, if line.text[at + 1..].starts_with([' ', '\t']) { "" } else { " " })],
        )
        .whole_line(),
    )
}

/// `reads a, b;`.
pub(super) fn line_end(line: &Line) -> Option<Mistake> {
    let end = line.text.trim_end();
    let sign = end.chars().next_back().filter(|c| matches!(c, ',' | ';' | '.' | '،' | '，' | '；'))?;
    let start = end.len() - sign.len_utf8();
    let blank = start - end[..start].len() + end[..start].trim_end().len();
    Some(
        Mistake::new(
            &LINE_END,
            start..end.len(),
            crate::text!(en: "a line does not end in `{sign}`", vi: "cuối dòng không dùng dấu `{sign}`"),
            crate::text!(en: "leave it out: the end of the line ends the statement", vi: "bỏ dấu này: hết dòng là hết câu"),
            vec![Change::new(blank..end.len(), "")],
        )
        .whole_line(),
    )
}

/// Where texts stand on a line.
fn strings(text: &str) -> Vec<Range<usize>> {
    let (mut strings, mut at) = (Vec::new(), 0);
    while let Some(length) = text[at..].find('"') {
        let start = at + length;
        let end = text[start + 1..].find('"').map_or(text.len(), |length| start + length + 2);
        strings.push(start..end);
        at = end;
    }
    strings
}

fn inside(strings: &[Range<usize>], at: usize) -> bool {
    strings.iter().any(|s| s.contains(&at))
}
