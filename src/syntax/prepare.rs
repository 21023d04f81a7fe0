//! The pass before the grammar: what editors and keyboards add to a text is read as what it means. Alone knows both the
//! text as it was written and the text that the grammar reads, and how places in the one are places in the other.

use crate::base::{FileId, Span};
use crate::syntax::ast::Comment;
use core::ops::Range;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick};

/// A text that the grammar can read: one kind of line end, one kind of blank, composed letters, balanced braces.
pub(super) struct Prepared<'a> {
    /// The text that the grammar reads.
    pub(super) text: Cow<'a, str>,
    /// From the original (first) to the text above (last).
    layers: Vec<Origin>,
}

/// Where the stretches of a changed text come from in the text before the change.
pub(super) struct Origin {
    /// By their start in the changed text.
    stretches: Vec<Stretch>,
    /// Where the text before the change ends.
    length: usize,
}

/// A stretch of a changed text and where it came from.
#[derive(Clone, Copy)]
struct Stretch {
    start: usize,
    from: usize,
    /// Whether it was copied byte by byte; otherwise it stands for one indivisible piece.
    copied: bool,
}

/// What stands at `at` becomes `new`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Within the text that is changed.
    pub(super) at: Range<usize>,
    /// The replacement.
    pub(super) new: String,
}

impl Change {
    /// A change.
    pub(super) fn new(at: Range<usize>, new: impl Into<String>) -> Self {
        Self { at, new: new.into() }
    }
}

/// Carries out changes, which must be sorted and apart, on a text that begins at `base` of a larger one.
pub(super) fn changed(text: &str, base: usize, changes: &[Change]) -> (String, Origin) {
    let mut writer = Writer { text: String::with_capacity(text.len()), stretches: Vec::new() };
    let mut done = 0;
    for change in changes {
        writer.copy(&text[done..change.at.start], base + done);
        if !change.new.is_empty() {
            writer.replace(&change.new, base + change.at.start);
        }
        done = change.at.end;
    }
    writer.copy(&text[done..], base + done);
    (writer.text, Origin { stretches: writer.stretches, length: base + text.len() })
}

/// Prepares a text; copies it only when something in it must change.
pub(super) fn prepare(text: &str) -> Prepared<'_> {
    if is_plain(text) {
        return Prepared { text: Cow::Borrowed(text), layers: Vec::new() };
    }
    let mut writer = Writer { text: String::with_capacity(text.len()), stretches: Vec::new() };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some(new) = replacement(c) {
            if c == '\r' {
                chars.next_if(|&(_, next)| next == '\n');
            }
            writer.replace(new, at);
        } else {
            let mut end = at + c.len_utf8();
            // A mark after a blank or a line end belongs to no letter; the blank stays outside of what it begins.
            let takes_marks = !c.is_whitespace();
            while let Some((_, mark)) = chars.next_if(|&(_, next)| takes_marks && canonical_combining_class(next) != 0)
            {
                end += mark.len_utf8();
            }
            writer.letter(&text[at..end], at);
        }
    }
    let origin = Origin { stretches: writer.stretches, length: text.len() };
    Prepared { text: Cow::Owned(writer.text), layers: vec![origin] }
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

    fn copy(&mut self, written: &str, from: usize) {
        let last = self.stretches.last();
        let follows = last.is_some_and(|last| last.copied && self.text.len() + last.from == from + last.start);
        if !follows {
            self.stretches.push(Stretch { start: self.text.len(), from, copied: true });
        }
        self.text.push_str(written);
    }

    fn letter(&mut self, written: &str, from: usize) {
        if written.is_ascii() || matches!(is_nfc_quick(written.chars()), IsNormalized::Yes) {
            self.copy(written, from);
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

impl Origin {
    /// The stretch before the change that a stretch of the changed text was read from.
    pub(super) fn of(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start(range.start);
        let end = if range.end > range.start { self.end(range.end) } else { start };
        start..end.max(start)
    }

    /// Where an offset of the changed text that begins something comes from.
    pub(super) fn start(&self, offset: usize) -> usize {
        let next = self.stretches.partition_point(|s| s.start <= offset);
        match next.checked_sub(1).map(|i| self.stretches[i]) {
            Some(s) if s.copied => (s.from + offset - s.start).min(self.length),
            Some(s) => s.from,
            None => offset.min(self.length),
        }
    }

    /// Where an offset that ends something comes from: the end of the piece before it.
    fn end(&self, offset: usize) -> usize {
        let next = self.stretches.partition_point(|s| s.start < offset);
        match next.checked_sub(1).map(|i| self.stretches[i]) {
            Some(s) if s.copied => (s.from + offset - s.start).min(self.length),
            Some(_) => self.stretches.get(next).map_or(self.length, |after| after.from),
            None => offset.min(self.length),
        }
    }
}

impl Prepared<'_> {
    /// The stretch of the original text that a stretch of the prepared one was read from.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        self.layers.iter().rev().fold(range, |range, layer| layer.of(range))
    }

    /// Changes the text further; places keep referring to the original.
    pub(super) fn change(&mut self, changes: &[Change]) {
        if !changes.is_empty() {
            let (text, origin) = changed(&self.text, 0, changes);
            self.layers.push(origin);
            self.text = Cow::Owned(text);
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
