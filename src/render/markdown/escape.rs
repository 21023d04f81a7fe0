//! Text of strangers in a comment: what it says stays to be read, nothing in it is taken for Markdown, HTML, a link, a mention,
//! a reference or a command of the forge.
//!
//! Backslashes do not suffice: forges look for mentions, references and addresses in the finished text. A word joiner,
//! which is not seen, parts what they look for.

use crate::base::turns;

/// Parts a mark from what follows.
const JOINER: char = '\u{2060}';

/// A sentence of ours: what stands between backticks is shown as code, the rest as words.
pub(super) fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // One backtick too many is a user's.
    if parts.len().is_multiple_of(2) {
        return words(text);
    }
    let shown = parts.iter().enumerate().map(|(at, part)| if at % 2 == 1 { code(part) } else { with_blanks(part) });
    shown.collect()
}

/// What a user quoted, as code: there nothing has a meaning but the backtick, of which there is none. Where nothing is
/// quoted, what stands before and after must not meet.
fn code(text: &str) -> String {
    let text = one_line(text);
    let text = text.trim();
    if text.is_empty() { JOINER.to_string() } else { format!("`{text}`") }
}

/// Words as they stand, on one line, without blanks around them.
pub(super) fn words(text: &str) -> String {
    with_blanks(text).trim().to_owned()
}

fn with_blanks(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let (before, next) = (&text[..at], text[at + c.len_utf8()..].chars().next());
        match c {
            // Forges take whatever follows `www.` for a domain, a joiner too.
            '.' if ends(before, "www") => out.extend([JOINER, '.']),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' => out.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '!' | '$' | '^' | '=' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
        let joins = match c {
            '@' | '#' | '!' | '$' | '%' | '&' | '~' | '^' | '*' | '[' => true,
            // An address, an emoji.
            ':' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/+-_".contains(next)),
            '-' => ends(before, "gh"),
            _ => false,
        };
        if joins && next.is_some_and(|next| !next.is_whitespace()) {
            out.push(JOINER);
        }
    }
    out
}

/// Whether a text ends in some letters, whatever their case.
fn ends(text: &str, letters: &str) -> bool {
    text.len()
        .checked_sub(letters.len())
        .and_then(|at| text.get(at..))
        .is_some_and(|end| end.eq_ignore_ascii_case(letters))
}

/// Without line breaks, other control characters, and marks that turn the direction of reading.
fn one_line(text: &str) -> String {
    text.chars()
        .filter(|c| !turns(*c) && *c != '\u{61c}')
        .map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c })
        .collect()
}
