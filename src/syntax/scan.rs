//! One walk over a text that knows strings and comments: comments and brackets with their places. Agrees with the grammar
//! about where strings and comments begin and end.

use core::ops::Range;

/// What stands outside of strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// `//` to the end of the line.
    Comment(Range<usize>),
    /// `{` or `(`.
    Open(u8, usize),
    /// `}` or `)`.
    Close(u8, usize),
    /// A quote that nothing closes on its line.
    Unclosed(usize),
    /// A `"""` text.
    Long(Range<usize>),
    /// `"""` that nothing closes.
    UnclosedLong(usize),
}

impl Mark {
    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        match self {
            Self::Comment(range) | Self::Long(range) => range.start,
            Self::Open(_, at) | Self::Close(_, at) | Self::Unclosed(at) | Self::UnclosedLong(at) => *at,
        }
    }
}

/// Every mark, in order.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let (mut marks, mut at, mut no_long) = (Vec::new(), 0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'"' if bytes[at..].starts_with(b"\"\"\"") && !no_long => {
                if let Some(length) = text[at + 3..].find("\"\"\"") {
                    marks.push(Mark::Long(at..at + length + 6));
                    at += length + 6;
                } else {
                    // No later one can be closed either: searched only once.
                    no_long = true;
                    marks.push(Mark::UnclosedLong(at));
                    at += 3;
                }
            }
            b'"' => {
                if let Some(end) = string_end(bytes, at) {
                    at = end;
                } else {
                    marks.push(Mark::Unclosed(at));
                    at += 1;
                }
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                let end = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |length| at + length);
                marks.push(Mark::Comment(at..at + text[at..end].trim_end().len()));
                at = end;
            }
            bracket @ (b'{' | b'(') => {
                marks.push(Mark::Open(bracket, at));
                at += 1;
            }
            bracket @ (b'}' | b')') => {
                marks.push(Mark::Close(bracket, at));
                at += 1;
            }
            _ => at += 1,
        }
    }
    marks
}

/// Where a string that begins at `at` ends; `None` where its line ends first.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut next = at + 1;
    loop {
        match bytes.get(next)? {
            b'"' => return Some(next + 1),
            b'\\' if matches!(bytes.get(next + 1), Some(b'"' | b'\\')) => next += 2,
            b'\n' | b'\\' => return None,
            _ => next += 1,
        }
    }
}
