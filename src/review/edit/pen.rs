//! Edits of a text in whole lines and in lists, so that comments and layout stay as they are.

use crate::base::{Edit, Sources, Span};

/// Collects edits of sources.
#[derive(Debug)]
pub(super) struct Pen<'a> {
    sources: &'a Sources,
    edits: Vec<Edit>,
}

impl<'a> Pen<'a> {
    /// Nothing edited yet.
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, edits: Vec::new() }
    }

    /// The edits, in order; those that lie within a removed stretch are gone with it.
    pub(super) fn finish(mut self) -> Vec<Edit> {
        self.edits.sort_by_key(|edit| (edit.at.file, edit.at.start, std::cmp::Reverse(edit.at.end)));
        let mut kept: Vec<Edit> = Vec::new();
        for edit in self.edits {
            let swallowed = kept
                .last()
                .is_some_and(|last| last.at.contains(edit.at) && last.new.is_empty() && last.at.start < last.at.end);
            if !swallowed && kept.last() != Some(&edit) {
                kept.push(edit);
            }
        }
        kept
    }

    /// Replaces what stands at a place.
    pub(super) fn replace(&mut self, at: Span, new: impl Into<String>) {
        self.edits.push(Edit { at, new: new.into() });
    }

    /// Inserts directly behind a place.
    pub(super) fn insert_after(&mut self, at: Span, new: impl Into<String>) {
        self.replace(at.after(), new);
    }

    /// The words at a place.
    pub(super) fn words(&self, at: Span) -> &'a str {
        self.sources.slice(at)
    }

    /// The blanks before the first word of a statement's line.
    pub(super) fn indent(&self, statement: Span) -> &'a str {
        let text = self.sources.text(statement.file);
        let start = text[..statement.range().start].rfind('\n').map_or(0, |found| found + 1);
        let line = &text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// The lines of a statement: from the first `///` before it to the end of its last line. Only the statement itself
    /// where something else stands on its lines.
    pub(super) fn lines(&self, statement: Span) -> Span {
        let text = self.sources.text(statement.file);
        let range = statement.range();
        let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |found| found + 1);
        let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |found| at + found + 1);
        let mut start = line_start(range.start);
        let end = line_end(range.end);
        let behind = text[range.end..end].trim();
        if !text[start..range.start].trim().is_empty() || !(behind.is_empty() || behind.starts_with("//")) {
            return statement;
        }
        while start > 0 {
            let before = line_start(start - 1);
            if !text[before..start].trim_start().starts_with("///") {
                break;
            }
            start = before;
        }
        Span::new(statement.file, start..end)
    }

    /// Removes a statement with its lines.
    pub(super) fn remove(&mut self, statement: Span) {
        let lines = self.lines(statement);
        self.replace(lines, "");
    }

    /// The lines of a statement with the comments directly above it, which speak of it.
    pub(super) fn commented(&self, statement: Span) -> Span {
        let lines = self.lines(statement);
        let text = self.sources.text(lines.file);
        let above = text[..lines.range().start].split_inclusive('\n').rev();
        let comments = above.take_while(|line| line.trim_start().starts_with("//")).map(str::len).sum::<usize>();
        Span { start: lines.start - comments as u32, ..lines }
    }

    /// Removes members of lists that are written with commas, and the lines of lists that lose all. `None` where a list
    /// that would be empty shares its line with something else.
    pub(super) fn unlist(&mut self, members: &[(Span, bool)]) -> Option<()> {
        let mut lists: Vec<Vec<(Span, bool)>> = Vec::new();
        for &(member, gone) in members {
            let joined = lists.last().and_then(|list| list.last()).is_some_and(|(before, _)| {
                before.end <= member.start
                    && self.words(Span { start: before.end, end: member.start, ..member }).trim() == ","
            });
            match lists.last_mut().filter(|_| joined) {
                Some(list) => list.push((member, gone)),
                None => lists.push(vec![(member, gone)]),
            }
        }
        for list in lists {
            if list.iter().all(|(_, gone)| *gone) {
                self.remove_list(&list)?;
            } else {
                self.thin(&list);
            }
        }
        Some(())
    }

    /// Removes the line on which a list stands behind its keyword.
    fn remove_list(&mut self, list: &[(Span, bool)]) -> Option<()> {
        let (first, last) = (list.first()?.0, list.last()?.0);
        let text = self.sources.text(first.file);
        let start = text[..first.range().start].rfind('\n').map_or(0, |found| found + 1);
        let before = text[start..first.range().start].trim();
        let after = text[last.range().end..].lines().next().unwrap_or("").trim();
        if before.is_empty() || before.contains('{') || !(after.is_empty() || after.starts_with("//")) {
            return None;
        }
        let line =
            Span::new(first.file, start + text[start..].len() - text[start..].trim_start().len()..last.range().end);
        self.remove(line);
        Some(())
    }

    /// Removes some members of one list.
    fn thin(&mut self, members: &[(Span, bool)]) {
        let mut cuts = Vec::new();
        let mut last_kept: Option<Span> = None;
        let mut leading: Option<Span> = None;
        for (member, gone) in members {
            match (gone, last_kept, leading) {
                (false, _, Some(first)) => {
                    cuts.push(Span { end: member.start, ..first });
                    leading = None;
                    last_kept = Some(*member);
                }
                (false, ..) => last_kept = Some(*member),
                (true, Some(kept), _) => {
                    cuts.push(Span { start: kept.end, ..*member });
                    last_kept = Some(Span { start: member.end, end: member.end, ..kept });
                }
                (true, None, None) => leading = Some(*member),
                (true, None, Some(_)) => {}
            }
        }
        for cut in cuts {
            self.replace(cut, "");
        }
    }
}

/// The text with the edits made; they are in order and do not overlap.
pub(crate) fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.at.range();
        new.push_str(&text[at.min(range.start)..range.start]);
        new.push_str(&edit.new);
        at = range.end;
    }
    new.push_str(&text[at..]);
    new
}
