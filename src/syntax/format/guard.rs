//! What the formatter does not touch: texts that are too large, too deep or whose braces do not match.

use crate::base::Text;
use crate::text;

/// The largest file that is formatted, in bytes.
const LARGEST: usize = 4 << 20;
/// The deepest nesting that is formatted.
const DEEPEST: usize = 64;

/// Why a text was returned as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The file is larger than the formatter takes.
    TooLarge,
    /// Its blocks nest deeper than the language allows.
    TooDeep,
    /// A brace is missing or too many.
    Unbalanced,
    /// The new text would not have been read as the old one is.
    Unsure,
}

impl Kept {
    /// The sentence for the user.
    pub fn message(self) -> Text {
        match self {
            Self::TooLarge => text!(
                en: "not formatted: the file is larger than 4 MB",
                vi: "chưa định dạng: tệp lớn hơn 4 MB"
            ),
            Self::TooDeep => text!(
                en: "not formatted: blocks nest more than {DEEPEST} deep",
                vi: "chưa định dạng: các khối lồng nhau quá {DEEPEST} cấp"
            ),
            Self::Unbalanced => text!(
                en: "not formatted: a brace is missing or too many",
                vi: "chưa định dạng: thiếu hoặc thừa dấu ngoặc nhọn"
            ),
            Self::Unsure => text!(
                en: "not formatted: a word would have been read differently afterwards",
                vi: "chưa định dạng: sau khi định dạng, có từ sẽ được hiểu khác đi"
            ),
        }
    }
}

/// Reads over strings and comments as the grammar does and counts braces, in linear time.
pub(super) fn refuse(text: &str) -> Option<Kept> {
    if text.len() > LARGEST {
        return Some(Kept::TooLarge);
    }
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '"', '/']) {
        rest = &rest[at..];
        let skip = match rest.as_bytes()[0] {
            b'{' => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(Kept::TooDeep);
                }
                1
            }
            b'}' if depth == 0 => return Some(Kept::Unbalanced),
            b'}' => {
                depth -= 1;
                1
            }
            b'"' => string(rest),
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ => 1,
        };
        rest = &rest[skip..];
    }
    (depth > 0).then_some(Kept::Unbalanced)
}

/// The length of the string that begins here; a quote that opens none is one character.
fn string(text: &str) -> usize {
    if let Some(inner) = text.strip_prefix("\"\"\"")
        && let Some(end) = inner.find("\"\"\"")
    {
        return end + 6;
    }
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => break,
            _ if escaped && matches!(c, '"' | '\\') => escaped = false,
            _ if escaped => break,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    1
}
