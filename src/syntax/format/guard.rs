//! What the formatter does not touch: texts that are too large, too deep or whose braces do not match.

use crate::base::{FileId, LARGEST_TEXT, Sink, Text};
use crate::syntax::mistakes::brackets;
use crate::syntax::{prepare, scan};
use crate::text;

/// Why a text was returned as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The file is larger than the formatter takes.
    TooLarge,
    /// Its blocks nest deeper than the language allows.
    TooDeep,
    /// A brace is missing, too many or out of place.
    Unbalanced,
    /// The new text would not have been read as the old one is.
    Unsure,
}

impl Kept {
    /// The sentence for the user.
    pub fn message(self) -> Text {
        match self {
            Self::TooLarge => text!(
                en: "not formatted: the file is larger than 16 MiB",
                vi: "chưa định dạng: tệp lớn hơn 16 MiB"
            ),
            Self::TooDeep => text!(
                en: "not formatted: blocks nest more than {} deep",
                vi: "chưa định dạng: các khối lồng nhau quá {} cấp",
                brackets::DEEPEST
            ),
            Self::Unbalanced => text!(
                en: "not formatted: a brace is missing, too many or out of place",
                vi: "chưa định dạng: thiếu, thừa hoặc đặt sai dấu ngoặc nhọn"
            ),
            Self::Unsure => text!(
                en: "not formatted: a word would have been read differently afterwards",
                vi: "chưa định dạng: sau khi định dạng, có từ sẽ được hiểu khác đi"
            ),
        }
    }
}

/// Whether the reader would have to put braces right: where it guesses, nothing is moved.
pub(super) fn refuse(text: &str) -> Option<Kept> {
    if text.len() > LARGEST_TEXT {
        return Some(Kept::TooLarge);
    }
    let mut found = Sink::default();
    brackets::check(FileId::default(), &mut prepare::prepare(text), &scan::marks(text), &mut found);
    let too_deep = found.findings.iter().any(|finding| finding.code == brackets::TOO_DEEP);
    match (too_deep, found.findings.is_empty()) {
        (true, _) => Some(Kept::TooDeep),
        (false, false) => Some(Kept::Unbalanced),
        (false, true) => None,
    }
}
