//! Braces that are missing, surplus or nested too deep: named once each and put right, so that the rest is read as meant.

use super::line::starting;
use crate::base::{FileId, Sink, Span};
use crate::syntax::prepare::{Change, Prepared};
use crate::syntax::scan::Mark;
use core::ops::Range;

crate::code! {
    /// ## What it does
    /// Finds blocks and parentheses nested more than 64 deep.
    /// ## Why it matters
    /// No procedure is so deep; the inside is not read, so that such a file cannot hold up the others.
    /// ## Nội dung
    /// Phát hiện khối hoặc ngoặc lồng nhau quá 64 cấp.
    /// ## Vì sao
    /// Không thủ tục nào lồng sâu như vậy; phần bên trong không được đọc để không ảnh hưởng các tệp khác.
    /// ## Example
    /// ```procedure
    /// level commune {
    /// {{{{{{{{{{{{{{{{{{{{{{
    /// {{{{{{{{{{{{{{{{{{{{{{
    /// {{{{{{{{{{{{{{{{{{{{{{
    /// }}}}}}}}}}}}}}}}}}}}}}
    /// }}}}}}}}}}}}}}}}}}}}}}
    /// }}}}}}}}}}}}}}}}}}}}}}
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level commune
    /// ```
    pub(in crate::syntax) static TOO_DEEP = "syntax/too-deep", Error,
    en: "blocks nested too deep", vi: "khối lồng nhau quá sâu";
}

crate::code! {
    /// ## What it does
    /// Finds a block whose closing brace is missing.
    /// ## Why it matters
    /// What follows would belong to a block it was not meant for.
    /// ## Nội dung
    /// Phát hiện khối thiếu dấu ngoặc nhọn đóng.
    /// ## Vì sao
    /// Nội dung phía sau sẽ bị hiểu là thuộc về khối đó.
    /// ## Example
    /// ```procedure
    /// agency commune-pc "Ủy ban nhân dân cấp xã" {
    ///   role chair "Chủ tịch"
    /// level commune
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency commune-pc "Ủy ban nhân dân cấp xã" {
    ///   role chair "Chủ tịch"
    /// }
    /// level commune
    /// ```
    pub(in crate::syntax) static UNCLOSED_BLOCK = "syntax/unclosed-block", Error,
    en: "a block without a closing brace", vi: "khối thiếu dấu ngoặc đóng";
}

crate::code! {
    /// ## What it does
    /// Finds a closing brace that closes nothing.
    /// ## Why it matters
    /// It closes a block too early, or an opening brace is missing above.
    /// ## Nội dung
    /// Phát hiện dấu ngoặc nhọn đóng bị thừa.
    /// ## Vì sao
    /// Dấu này đóng khối quá sớm, hoặc phía trên thiếu dấu ngoặc mở.
    /// ## Example
    /// ```procedure
    /// level commune
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level commune
    /// ```
    pub(in crate::syntax) static SURPLUS_BRACE = "syntax/surplus-brace", Error,
    en: "a closing brace too many", vi: "thừa dấu ngoặc đóng";
}

/// The deepest nesting that is read: guards the parser, the tree and everything that walks it.
const DEEPEST: usize = 64;

/// Names what is wrong with the braces of a text, and puts it right.
pub(in crate::syntax) fn check(file: FileId, source: &mut Prepared, marks: &[Mark], out: &mut Sink) {
    let mut changes = too_deep(file, source, marks, out);
    if !balanced(marks) {
        let deep = |at: &usize| changes.iter().any(|c: &Change| c.at.contains(at));
        let braces: Vec<(bool, usize)> = braces(marks).filter(|(_, at)| !deep(at)).collect();
        let repairs = Judge::new(file, source, &braces, marks).judge(&braces, out);
        changes.extend(repairs);
        changes.sort_by_key(|c| (c.at.start, c.at.end));
    }
    source.change(&changes);
}

/// Braces in order: whether each opens, and where.
fn braces(marks: &[Mark]) -> impl Iterator<Item = (bool, usize)> {
    marks.iter().filter_map(|mark| match mark {
        Mark::Open(b'{', at) => Some((true, *at)),
        Mark::Close(b'}', at) => Some((false, *at)),
        _ => None,
    })
}

fn balanced(marks: &[Mark]) -> bool {
    let mut depth = 0_usize;
    for (opens, _) in braces(marks) {
        match (opens, depth.checked_sub(1)) {
            (true, _) => depth += 1,
            (false, Some(less)) => depth = less,
            (false, None) => return false,
        }
    }
    depth == 0
}

/// Empties what is nested too deep.
fn too_deep(file: FileId, source: &Prepared, marks: &[Mark], out: &mut Sink) -> Vec<Change> {
    let (mut changes, mut depth, mut cut) = (Vec::new(), Vec::new(), None);
    for mark in marks {
        match mark {
            Mark::Open(sign, at) => {
                // Parentheses end with their line at the latest.
                if *sign == b'{' {
                    while depth.last().is_some_and(|(open, _)| *open == b'(') {
                        depth.pop();
                    }
                }
                depth.push((*sign, *at));
                if depth.len() > DEEPEST && cut.is_none() {
                    cut = Some(depth.len());
                }
            }
            Mark::Close(sign, at) => {
                let open = if *sign == b'}' { b'{' } else { b'(' };
                let Some(found) = depth.iter().rposition(|(o, _)| *o == open) else { continue };
                if cut.is_some_and(|level| found < level) {
                    let level = cut.take().expect("just checked");
                    let start = depth[level - 1].1;
                    let end = if found + 1 == level { at + 1 } else { *at };
                    changes.push(start..end);
                }
                depth.truncate(found);
            }
            _ => {}
        }
    }
    if let Some(level) = cut {
        changes.push(depth[level - 1].1..source.text.len());
    }
    if let Some(first) = changes.first() {
        let at = Span::new(file, source.original(first.start..first.start + 1));
        out.report(
            &TOO_DEEP,
            at,
            crate::text!(
                en: "blocks are nested more than {DEEPEST} deep from here on",
                vi: "từ đây trở đi các khối lồng nhau quá {DEEPEST} cấp"
            ),
        )
        .help(crate::text!(
            en: "nest less; the inside of this one is not read",
            vi: "giảm số cấp lồng nhau; phần bên trong không được đọc"
        ));
    }
    changes.into_iter().map(|range| Change::new(range, "")).collect()
}

/// A block that is open.
struct Open {
    at: usize,
    /// The blanks before the line that opens it.
    indent: usize,
    /// Whether its first line is further in than the line that opens it.
    indented: bool,
}

/// Judges by indentation which brace is missing or surplus.
struct Judge<'a> {
    file: FileId,
    source: &'a Prepared<'a>,
    /// The start, indentation and first word of every line that begins outside of a long text.
    lines: Vec<(usize, usize, usize)>,
    /// How many more blocks are opened than closed, or fewer.
    missing: usize,
    surplus: usize,
    open: Vec<Open>,
    changes: Vec<Change>,
}

impl<'a> Judge<'a> {
    fn new(file: FileId, source: &'a Prepared<'a>, braces: &[(bool, usize)], marks: &[Mark]) -> Self {
        let opened = braces.iter().filter(|(opens, _)| *opens).count();
        let closed = braces.len() - opened;
        Self {
            file,
            source,
            lines: lines(&source.text, marks),
            missing: opened.saturating_sub(closed),
            surplus: closed.saturating_sub(opened),
            open: Vec::new(),
            changes: Vec::new(),
        }
    }

    fn judge(mut self, braces: &[(bool, usize)], out: &mut Sink) -> Vec<Change> {
        let lines = core::mem::take(&mut self.lines);
        let mut braces = braces.iter().peekable();
        for (index, (start, indent, first)) in lines.iter().enumerate() {
            let end = lines.get(index + 1).map_or(self.source.text.len(), |next| next.0);
            self.enter(*start, *indent, *first, out);
            while let Some((opens, at)) = braces.next_if(|(_, at)| *at < end) {
                if *opens {
                    let next = lines.get(index + 1).map_or(0, |next| next.1);
                    self.open.push(Open { at: *at, indent: *indent, indented: next > *indent });
                } else {
                    self.close(*at, *indent, *at == *first, out);
                }
            }
        }
        while let Some(open) = self.open.pop() {
            let end = self.source.text.trim_end().len();
            self.unclosed(&open, end, out);
        }
        self.changes
    }

    /// A line begins: no further in than the line that opened the block, it does not belong to the block.
    fn enter(&mut self, start: usize, indent: usize, first: usize, out: &mut Sink) {
        if self.source.text[first..].starts_with(['}', ')']) {
            return;
        }
        while self.missing > 0
            && let Some(open) = self.open.pop_if(|open| open.indented && indent <= open.indent)
        {
            self.unclosed(&open, start.saturating_sub(1), out);
        }
    }

    fn close(&mut self, at: usize, indent: usize, is_first: bool, out: &mut Sink) {
        if is_first && self.missing > 0 && self.open.iter().any(|open| open.indent == indent) {
            while self.missing > 0
                && let Some(open) = self.open.pop_if(|open| open.indented && open.indent > indent)
            {
                self.unclosed(&open, at, out);
            }
        }
        let strange = is_first && self.surplus > 0 && self.open.last().is_some_and(|open| open.indent < indent);
        if strange || self.open.is_empty() {
            self.surplus = self.surplus.saturating_sub(1);
            self.changes.push(Change::new(at..at + 1, ""));
            out.report(
                &SURPLUS_BRACE,
                self.place(at..at + 1),
                crate::text!(en: "this `}}` closes nothing", vi: "dấu `}}` này không đóng khối nào"),
            )
            .help(crate::text!(
                en: "take it out, or write the `{{` that is missing above",
                vi: "bỏ dấu này, hoặc thêm dấu `{{` còn thiếu ở phía trên"
            ));
        } else {
            self.open.pop();
        }
    }

    fn unclosed(&mut self, open: &Open, end: usize, out: &mut Sink) {
        self.missing = self.missing.saturating_sub(1);
        let text = &self.source.text;
        // Blank lines and comments before the next statement do not belong to the block.
        let end = open.at + 1 + text[open.at + 1..end.max(open.at + 1)].trim_end().len();
        let in_comment = text[text[..end].rfind('\n').map_or(0, |at| at + 1)..end].contains("//");
        self.changes.push(Change::new(end..end, if in_comment { "\n}" } else { "}" }));
        let line = &text[text[..open.at].rfind('\n').map_or(0, |at| at + 1)..open.at];
        let head = head(line);
        out.report(
            &UNCLOSED_BLOCK,
            self.place(open.at..open.at + 1),
            crate::text!(en: "the block of `{head}` has no closing brace", vi: "khối `{head}` thiếu dấu ngoặc đóng"),
        )
        .help(crate::text!(en: "write `}}` after its last line", vi: "viết `}}` sau dòng cuối của khối"))
        .label(self.place(end..end), crate::text!(en: "it seems to end here", vi: "có lẽ khối kết thúc ở đây"));
    }

    fn place(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.source.original(range))
    }
}

/// A statement's keyword and the word after it.
fn head(line: &str) -> String {
    let line = line.trim().trim_start_matches('}').trim_start();
    let end = starting(line).map_or(0, |(_, end)| end);
    let name = line[end..].split_whitespace().next().unwrap_or_default();
    let shown = format!("{} {name}", &line[..end]);
    if shown.trim().is_empty() { "{".to_owned() } else { shown.trim().chars().take(40).collect() }
}

/// Start, indentation and first word of every line that is neither blank nor a comment and begins outside of a long text.
fn lines(text: &str, marks: &[Mark]) -> Vec<(usize, usize, usize)> {
    let long: Vec<&Range<usize>> = marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Long(range) => Some(range),
            _ => None,
        })
        .collect();
    let (mut lines, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        let before = long.partition_point(|range| range.end <= start);
        let inside = long.get(before).is_some_and(|range| range.start < start);
        if !inside && !words.is_empty() && !words.starts_with("//") {
            // Tabs count as what most editors show.
            let wide = line[..indent].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
            lines.push((start, wide, start + indent));
        }
        start += line.len();
    }
    lines
}
