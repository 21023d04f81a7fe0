//! What lies between two statements: blank lines and comments. The only reader of comments in the formatter.

use super::tree::{Entry, Trailing, What};

/// The blanks and comments between two tokens.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// The comment on the line of the token before.
    pub(super) trailing: Option<Trailing>,
    /// The comments on lines of their own.
    pub(super) own: Vec<Entry>,
    /// Whether an empty line precedes the next token.
    pub(super) blank_before_next: bool,
}

/// Reads a gap. `text` holds blanks, line breaks and comments only; `after` says whether a token precedes it.
pub(super) fn read(text: &str, after: After) -> Gap {
    let mut gap = Gap::default();
    let mut breaks = 0;
    let mut blanks = 0;
    let mut first = after == After::Token;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            let (comment, tail) = rest.split_at(rest.find('\n').unwrap_or(rest.len()));
            let comment = comment.trim_end_matches([' ', '\t', '\r']).to_owned();
            if first && breaks == 0 {
                gap.trailing = Some(Trailing { blanks: blanks.max(1), text: comment });
            } else {
                gap.own.push(Entry { blank_before: breaks >= 2, what: What::Comment(comment), trailing: None });
            }
            (breaks, blanks, first, rest) = (0, 0, false, tail);
            continue;
        }
        if c == '\n' {
            (breaks, blanks) = (breaks + 1, 0);
        } else {
            blanks += 1;
        }
        rest = &rest[c.len_utf8()..];
    }
    gap.blank_before_next = breaks >= 2;
    gap
}

/// What a gap follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// A token: a comment on its line belongs to it.
    Token,
    /// The start of the file.
    Start,
}
