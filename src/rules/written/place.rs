//! Where a part of a YAML text stands in its file: the text as it is read has lost indentation, quotes and line breaks.

use crate::base::Span;
use std::ops::Range;

/// The place of a range of `read`, which was written at `at` in `file`.
pub(super) fn place(file: &str, at: Span, read: &str, range: Range<usize>) -> Span {
    let Some(written) = file.get(at.range()) else { return at };
    let mut rest = written.char_indices().peekable();
    if written.starts_with(['|', '>']) {
        // The line of the mark is not a part of the text.
        rest.by_ref().find(|(_, letter)| *letter == '\n');
    }
    let (mut start, mut end) = (None, None);
    for (offset, letter) in read.char_indices() {
        let next = rest.peek().map_or(written.len(), |(at, _)| *at);
        if offset >= range.end {
            break;
        }
        let found = if letter.is_whitespace() {
            let mut first = None;
            while let Some((at, _)) = rest.next_if(|(_, one)| one.is_whitespace()) {
                first.get_or_insert(at);
            }
            first.unwrap_or(next)
        } else {
            let mut found = next;
            for (at, one) in rest.by_ref() {
                if one == letter {
                    found = at;
                    break;
                }
            }
            found
        };
        if offset >= range.start && start.is_none() {
            start = Some(found);
        }
        let after = if letter.is_whitespace() { found + 1 } else { found + letter.len_utf8() };
        end = Some(after.min(written.len()));
    }
    let base = at.start as usize;
    match (start, end) {
        (Some(start), Some(end)) => Span::new(at.file, base + start..base + end.max(start)),
        _ => at.after(),
    }
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::base::{FileId, Span};

    /// The text that is found for `word` of a text that was read from `written`.
    fn found(written: &str, read: &str, word: &str) -> String {
        let span = Span::new(FileId(0), 0..written.len());
        let start = read.find(word).expect("the word is in the text");
        let place = place(written, span, read, start..start + word.len());
        written[place.range()].to_owned()
    }

    #[test]
    fn a_word_is_found_in_every_way_of_writing_a_text() {
        assert_eq!(found("a.b > 3", "a.b > 3", "b"), "b");
        assert_eq!(found("\"a.b == \\\"x\\\" and c\"", "a.b == \"x\" and c", "c"), "c");
        assert_eq!(found("'it''s and c'", "it's and c", "c"), "c");
        assert_eq!(found(">\n  a > 3\n  and bước == 4\n", "a > 3 and bước == 4\n", "bước"), "bước");
        assert_eq!(found("|\n  a > 3\n    and b == 4\n", "a > 3\n  and b == 4\n", "b"), "b");
        assert_eq!(found("a > 3\n    and b == 4", "a > 3 and b == 4", "b == 4"), "b == 4");
    }
}
