//! Braces that are missing, surplus or nested too deep: named once each and put right, so that the rest is read as meant.

use super::line::starting;
use super::unopened;
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

crate::code! {
    /// ## What it does
    /// Finds an opening brace on a line of its own.
    /// ## Why it matters
    /// The end of a line ends a statement, so that the block would belong to nothing.
    /// ## Nội dung
    /// Phát hiện dấu ngoặc nhọn mở đứng riêng một dòng.
    /// ## Vì sao
    /// Hết dòng là hết câu, nên khối sẽ không thuộc về câu nào.
    /// ## Example
    /// ```procedure
    /// agency commune-pc "Ủy ban nhân dân cấp xã"
    /// {
    ///   role chair "Chủ tịch"
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency commune-pc "Ủy ban nhân dân cấp xã" {
    ///   role chair "Chủ tịch"
    /// }
    /// ```
    pub(in crate::syntax) static BRACE_BELOW = "syntax/brace-below", Error,
    en: "an opening brace on its own line", vi: "dấu ngoặc mở đứng riêng một dòng";
}

/// The deepest nesting that is read: guards the parser, the tree and everything that walks it.
pub(in crate::syntax) const DEEPEST: usize = 64;

/// Names what is wrong with the braces of a text, and puts it right.
pub(in crate::syntax) fn check(file: FileId, source: &mut Prepared, marks: &[Mark], out: &mut Sink) {
    let mut changes = too_deep(file, source, marks, out);
    let deep = changes.clone();
    let cut = |at: usize| {
        let next = deep.partition_point(|c| c.at.end <= at);
        deep.get(next).filter(|c| c.at.start <= at).map(|c| c.at.end)
    };
    let braces: Vec<(bool, usize)> = braces(marks).filter(|(_, at)| cut(*at).is_none()).collect();
    let lines = lines(&source.text, marks);
    changes.extend(below(file, source, &lines, &braces, marks, out));
    changes.sort_by_key(|c| (c.at.start, c.at.end));
    let (missing, mut surplus) = balance(&source.text, &lines, &braces);
    let mut braces = braces;
    if surplus > 0 {
        let opened = unopened::opened(file, source, &lines, surplus, out);
        surplus -= opened.len();
        braces.extend(opened.iter().map(|at| (true, *at)));
        braces.sort_by_key(|(_, at)| *at);
        changes.extend(opened.iter().map(|at| Change::new(*at..*at, " {")));
        changes.sort_by_key(|c| (c.at.start, c.at.end));
    }
    if missing + surplus > 0 {
        // Where the rest of the text was cut off, the blocks before it cannot be closed.
        let is_cut = deep.iter().any(|c| c.at.end == source.text.len());
        let judge = Judge { file, source, missing, surplus, is_cut, open: Vec::new(), changes: Vec::new() };
        let mut repairs = judge.judge(&lines, &braces, out);
        for repair in &mut repairs {
            // What is cut out holds no repair: it moves behind.
            if let Some(end) = cut(repair.at.start) {
                repair.at = end..end;
            }
        }
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

/// How many closing braces are missing, and how many are surplus. An item that begins at a line's start ends every block
/// that is open there.
fn balance(text: &str, lines: &[Line], braces: &[(bool, usize)]) -> (usize, usize) {
    let (mut missing, mut surplus, mut open) = (0, 0, Vec::new());
    let mut braces = braces.iter().peekable();
    for (index, line) in lines.iter().enumerate() {
        let next = lines.get(index + 1);
        let is_open = line.indent == 0 && open.first().is_some_and(|indented| *indented);
        if is_open && is_item(&text[line.first..]) {
            missing += open.len();
            open.clear();
        }
        let end = next.map_or(text.len(), |next| next.start);
        while let Some((opens, _)) = braces.next_if(|(_, at)| *at < end) {
            if *opens {
                open.push(next.is_some_and(|next| next.indent > line.indent));
            } else if open.pop().is_none() {
                surplus += 1;
            }
        }
    }
    (missing + open.len(), surplus)
}

/// Draws up opening braces that stand below their statement.
fn below(
    file: FileId,
    source: &Prepared,
    lines: &[Line],
    braces: &[(bool, usize)],
    marks: &[Mark],
    out: &mut Sink,
) -> Vec<Change> {
    let text = &source.text;
    let mut changes = Vec::new();
    for (opens, at) in braces {
        let Ok(index) = lines.binary_search_by_key(at, |line| line.first) else { continue };
        let Some(above) = index.checked_sub(1).map(|i| &lines[i]) else { continue };
        let gap_start = above.start + text[above.start..*at].trim_end().len();
        let words = &text[above.start..gap_start];
        let from = marks.partition_point(|mark| mark.start() < above.start);
        let mut between = marks[from..].iter().take_while(|mark| mark.start() < *at);
        let comment = between.any(|mark| matches!(mark, Mark::Comment(_)));
        if !*opens || comment || words.ends_with(['{', '}']) || starting(words).is_none() {
            continue;
        }
        changes.push(Change::new(gap_start..*at, " "));
        out.report(
            &BRACE_BELOW,
            Span::new(file, source.original(*at..at + 1)),
            crate::text!(
                en: "`{{` belongs at the end of the line above",
                vi: "dấu `{{` phải đứng ở cuối dòng phía trên"
            ),
        )
        .help(crate::text!(en: "join the two lines", vi: "nối hai dòng làm một"));
    }
    changes
}

/// Whether a line begins with a keyword that begins nothing but items.
fn is_item(line: &str) -> bool {
    const ITEMS: [&str; 10] =
        ["agency", "place", "law", "database", "term", "procedure", "adapt", "example", "delegate", "decentralise"];
    starting(line)
        .is_some_and(|(keyword, end)| ITEMS.contains(&keyword.name.as_str()) && line[end..].starts_with([' ', '\t']))
}

/// Empties what is nested too deep.
fn too_deep(file: FileId, source: &Prepared, marks: &[Mark], out: &mut Sink) -> Vec<Change> {
    let (mut changes, mut depth) = (Vec::new(), Vec::new());
    // How deep the bracket is that was too deep, and where it stands.
    let mut cut: Option<(usize, usize)> = None;
    for mark in marks {
        match mark {
            Mark::Open(sign, at) => {
                // Parentheses end with their line at the latest.
                if *sign == b'{' {
                    while depth.last().is_some_and(|(open, _)| *open == b'(') {
                        depth.pop();
                    }
                    if let Some((_, start)) = cut.take_if(|(level, _)| depth.len() < *level) {
                        changes.push(start..*at);
                    }
                }
                depth.push((*sign, *at));
                if depth.len() > DEEPEST && cut.is_none() {
                    cut = Some((depth.len(), *at));
                }
            }
            Mark::Close(sign, at) => {
                // A parenthesis closes only what was opened last; a brace closes every parenthesis in its block too.
                let found = match sign {
                    b'}' => depth.iter().rposition(|(open, _)| *open == b'{').or((!depth.is_empty()).then_some(0)),
                    _ => depth.last().filter(|(open, _)| *open == b'(').map(|_| depth.len() - 1),
                };
                let Some(found) = found else { continue };
                if let Some((level, start)) = cut.take_if(|(level, _)| found < *level) {
                    let end = if found + 1 == level { at + 1 } else { *at };
                    changes.push(start..end);
                }
                depth.truncate(found);
            }
            _ => {}
        }
    }
    if let Some((_, start)) = cut {
        changes.push(start..source.text.len());
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
    /// How many more blocks are opened than closed, or fewer.
    missing: usize,
    surplus: usize,
    /// Whether the end of the text is not read.
    is_cut: bool,
    open: Vec<Open>,
    changes: Vec<Change>,
}

impl Judge<'_> {
    fn judge(mut self, lines: &[Line], braces: &[(bool, usize)], out: &mut Sink) -> Vec<Change> {
        let mut braces = braces.iter().peekable();
        for (index, line) in lines.iter().enumerate() {
            let end = lines.get(index + 1).map_or(self.source.text.len(), |next| next.start);
            self.enter(line, out);
            while let Some((opens, at)) = braces.next_if(|(_, at)| *at < end) {
                if *opens {
                    let indented = lines.get(index + 1).is_some_and(|next| next.indent > line.indent);
                    self.open.push(Open { at: *at, indent: line.indent, indented });
                } else {
                    self.close(*at, line.indent, *at == line.first, out);
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
    fn enter(&mut self, line: &Line, out: &mut Sink) {
        if self.source.text[line.first..].starts_with(['}', ')']) {
            return;
        }
        while self.missing > 0
            && let Some(open) = self.open.pop_if(|open| open.indented && line.indent <= open.indent)
        {
            self.unclosed(&open, line.start.saturating_sub(1), out);
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
        if self.is_cut {
            return;
        }
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
pub(super) fn head(line: &str) -> String {
    let line = line.trim().trim_start_matches('}').trim_start();
    let end = starting(line).map_or(0, |(_, end)| end);
    let name = line[end..].split_whitespace().next().filter(|word| !word.starts_with('"')).unwrap_or_default();
    let shown = format!("{} {name}", &line[..end]);
    if shown.trim().is_empty() { "{".to_owned() } else { shown.trim().chars().take(40).collect() }
}

/// A line that is neither blank nor a comment and begins outside of a long text.
pub(super) struct Line {
    pub(super) start: usize,
    /// How far in it begins.
    pub(super) indent: usize,
    /// Where its first word begins.
    pub(super) first: usize,
}

fn lines(text: &str, marks: &[Mark]) -> Vec<Line> {
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
            lines.push(Line { start, indent: wide, first: start + indent });
        }
        start += line.len();
    }
    lines
}
