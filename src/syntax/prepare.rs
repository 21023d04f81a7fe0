//! The pass before the grammar: what editors and keyboards add to a text is read as what it means. Alone knows both the
//! text as it was written and the text that the grammar reads, and how places in the one are places in the other.

use crate::base::{FileId, Span};
use crate::syntax::ast::Comment;
use core::ops::Range;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick};

/// A text that the grammar can read: one kind of line end, one kind of blank, composed letters.
pub(super) struct Prepared<'a> {
    /// The text that the grammar reads.
    pub(super) text: Cow<'a, str>,
    /// Where stretches of it come from, by their start; empty when nothing was changed.
    stretches: Vec<Stretch>,
    length: usize,
}

/// A stretch of the prepared text and where it came from.
#[derive(Clone, Copy)]
struct Stretch {
    start: usize,
    from: usize,
    /// Whether it was copied byte by byte; otherwise it stands for one indivisible piece.
    copied: bool,
}

/// Prepares a text; copies it only when something in it must change.
pub(super) fn prepare(text: &str) -> Prepared<'_> {
    if is_plain(text) {
        return Prepared { text: Cow::Borrowed(text), stretches: Vec::new(), length: text.len() };
    }
    let mut writer = Writer { text: String::with_capacity(text.len()), stretches: Vec::new() };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match replacement(c) {
            Some(new) => {
                if c == '\r' {
                    chars.next_if(|&(_, next)| next == '\n');
                }
                writer.replace(new, at);
            }
            None => {
                let mut end = at + c.len_utf8();
                while let Some((_, mark)) = chars.next_if(|&(_, next)| canonical_combining_class(next) != 0) {
                    end += mark.len_utf8();
                }
                writer.letter(&text[at..end], at);
            }
        }
    }
    Prepared { text: Cow::Owned(writer.text), stretches: writer.stretches, length: text.len() }
}

struct Writer {
    text: String,
    stretches: Vec<Stretch>,
}

impl Writer {
    fn replace(&mut self, new: &str, from: usize) {
        self.stretches.push(Stretch { start: self.text.len(), from, copied: false });
        self.text.push_str(new);
    }

    fn letter(&mut self, written: &str, from: usize) {
        if written.is_ascii() || matches!(is_nfc_quick(written.chars()), IsNormalized::Yes) {
            let follows = self
                .stretches
                .last()
                .is_some_and(|last| last.copied && self.text.len() - last.start == from - last.from);
            if !follows {
                self.stretches.push(Stretch { start: self.text.len(), from, copied: true });
            }
            self.text.push_str(written);
        } else {
            self.replace(&written.nfc().collect::<String>(), from);
        }
    }
}

/// Whether the grammar can read the text as it is.
fn is_plain(text: &str) -> bool {
    if text.is_ascii() {
        return !text.bytes().any(|b| matches!(b, b'\r' | 0x0b | 0x0c));
    }
    !text.chars().any(|c| replacement(c).is_some()) && matches!(is_nfc_quick(text.chars()), IsNormalized::Yes)
}

/// What a character means, where it is not itself: a line end, a blank, nothing.
fn replacement(c: char) -> Option<&'static str> {
    match c {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some("\n"),
        '\u{0b}'
        | '\u{0c}'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Some(" "),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Some(""),
        _ => None,
    }
}

impl Prepared<'_> {
    /// The stretch of the original text that a stretch of the prepared one was read from.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        if self.stretches.is_empty() {
            return range;
        }
        let start = self.start(range.start);
        let end = if range.end > range.start { self.end(range.end) } else { start };
        start..end.max(start)
    }

    /// The original place of a prepared offset that begins something.
    fn start(&self, offset: usize) -> usize {
        let next = self.stretches.partition_point(|s| s.start <= offset);
        match next.checked_sub(1).map(|i| self.stretches[i]) {
            Some(s) if s.copied => (s.from + offset - s.start).min(self.length),
            Some(s) if offset >= self.text.len() => s.from.max(self.length),
            Some(s) => s.from,
            None => offset.min(self.length),
        }
    }

    /// The original place of a prepared offset that ends something: the end of the piece before it.
    fn end(&self, offset: usize) -> usize {
        let next = self.stretches.partition_point(|s| s.start < offset);
        match next.checked_sub(1).map(|i| self.stretches[i]) {
            Some(s) if s.copied => (s.from + offset - s.start).min(self.length),
            Some(_) => self.stretches.get(next).map_or(self.length, |after| after.from),
            None => offset.min(self.length),
        }
    }

    /// The `///` lines directly above the line on which something begins.
    pub(super) fn doc_above(&self, start: usize, comments: &[Comment], file: FileId) -> Option<String> {
        let text: &str = &self.text;
        let mut line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        if !text[line..start].trim().is_empty() {
            return None;
        }
        let mut lines = Vec::new();
        while line > 0 {
            let above = text[..line - 1].rfind('\n').map_or(0, |at| at + 1);
            let written = &text[above..line - 1];
            let begins = above + written.len() - written.trim_start().len();
            let at = Span::new(file, self.original(begins..begins + 1)).start;
            let known = comments.binary_search_by_key(&at, |comment| comment.span.start);
            if !known.is_ok_and(|i| comments[i].is_doc) {
                break;
            }
            let words = written.trim().trim_start_matches('/');
            lines.push(words.strip_prefix(' ').unwrap_or(words));
            line = above;
        }
        lines.reverse();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}
