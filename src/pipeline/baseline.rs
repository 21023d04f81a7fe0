//! The baseline: a file of known findings, which are counted and not shown until they are put right. Alone knows its format.
//!
//! One finding a line, four fields between tabs: code, place, names in the message, number among equals. Sorted, and no line
//! depends on another one: versions that two people changed merge line by line.

use crate::base::{Code, CodeRef, Diagnostic, Edit, FileId, Identity, Sink, Span};
use crate::code;
use std::collections::{BTreeSet, HashMap};

code! {
    /// ## What it does
    /// Finds lines of the baseline that cannot be read: not four fields between tabs, a number that is none, traces of a merge
    /// that was not finished.
    /// ## Why it matters
    /// What such a line was to hide is found again, and nobody knows which finding it was.
    /// ## Nội dung
    /// Tìm dòng không đọc được trong danh sách tồn đọng: không đủ bốn ô cách nhau bằng tab, số thứ tự sai, hoặc còn dấu vết của
    /// việc hợp nhất dở dang.
    /// ## Vì sao
    /// Phát hiện mà dòng đó định bỏ qua sẽ hiện trở lại, và không ai biết đó là phát hiện nào.
    /// ## Example
    /// ```yaml
    /// baseline: baseline.tsv
    /// ```
    /// ```tsv baseline.tsv
    /// code	place	about	number
    /// <<<<<<< HEAD
    /// ```
    /// ## Instead
    /// ```yaml
    /// baseline: baseline.tsv
    /// ```
    /// ```tsv baseline.tsv
    /// code	place	about	number
    /// ```
    pub static UNREADABLE = "baseline/unreadable", Error,
        en: "a line of the baseline that cannot be read", vi: "dòng không đọc được trong danh sách tồn đọng";
}

code! {
    /// ## What it does
    /// Finds lines of the baseline whose finding is no longer found: it has been put right, or its rule has changed.
    /// ## Why it matters
    /// The baseline may only shrink. A line that stays would hide the same mistake when somebody makes it again.
    /// `procedo check --prune-baseline` removes such lines; `levels: {baseline/gone: error}` insists on it.
    /// ## Nội dung
    /// Tìm dòng trong danh sách tồn đọng mà phát hiện tương ứng không còn: đã khắc phục, hoặc quy tắc đã thay đổi.
    /// ## Vì sao
    /// Danh sách tồn đọng chỉ được ngắn đi. Dòng còn sót sẽ che mất đúng lỗi đó khi có người lặp lại. Lệnh
    /// `procedo check --prune-baseline` bỏ các dòng này; `levels: {baseline/gone: error}` buộc phải bỏ.
    /// ## Example
    /// ```yaml
    /// baseline: baseline.tsv
    /// ```
    /// ```tsv baseline.tsv
    /// code	place	about	number
    /// law/no-basis	1.004873	1.004873	1
    /// ```
    /// ## Instead
    /// ```yaml
    /// baseline: baseline.tsv
    /// ```
    /// ```tsv baseline.tsv
    /// code	place	about	number
    /// ```
    pub static GONE = "baseline/gone", Warning,
        en: "a known finding that is no longer found", vi: "tồn đọng đã được khắc phục";
}

/// The codes of this layer.
pub static CODES: &[&Code] = &[&UNREADABLE, &GONE];

/// The first line, which says what the fields are.
const HEADING: &str = "code\tplace\tabout\tnumber";

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The id of the finding's code.
    pub code: String,
    /// What the finding is about.
    pub identity: Identity,
    /// The line without its break.
    pub at: Span,
}

/// Reads a baseline; what cannot be read is reported in its place. A line that stands twice is read once.
pub fn read(file: FileId, text: &str, out: &mut Sink) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
        let from = start + (whole.len() - whole.trim_start_matches('\u{feff}').len());
        start += whole.len();
        if line == HEADING || line.trim().is_empty() {
            continue;
        }
        let at = Span::new(file, from..from + line.len());
        match fields(line) {
            Some((code, identity)) if seen.insert((code, identity.clone())) => {
                lines.push(Line { code: code.to_owned(), identity, at });
            }
            Some(_) => {}
            None => unreadable(line, at, out),
        }
    }
    lines
}

fn fields(line: &str) -> Option<(&str, Identity)> {
    let fields: Vec<_> = line.split('\t').collect();
    let &[code, place, about, number] = fields.as_slice() else { return None };
    let number = number.parse().ok().filter(|number| *number > 0)?;
    let is_code = code.split('/').count() == 2 && !code.contains(char::is_whitespace);
    is_code.then(|| (code, Identity { place: place.to_owned(), about: about.to_owned(), number }))
}

fn unreadable(line: &str, at: Span, out: &mut Sink) {
    let merging = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark));
    if merging {
        let message = crate::text!(en: "a merge was not finished here", vi: "việc hợp nhất chưa xong ở đây");
        let help = crate::text!(
            en: "keep the lines of both sides and remove this mark: every line counts for itself",
            vi: "giữ các dòng của cả hai bên và bỏ dấu này: mỗi dòng độc lập với các dòng khác"
        );
        out.report(&UNREADABLE, at, message).help(help);
    } else {
        let message =
            crate::text!(en: "this is no line of a baseline", vi: "đây không phải dòng của danh sách tồn đọng");
        let help = crate::text!(
            en: "remove it, or write the file anew with `procedo check --write-baseline`",
            vi: "bỏ dòng này, hoặc ghi lại tệp bằng `procedo check --write-baseline`"
        );
        out.report(&UNREADABLE, at, message).help(help);
    }
}

/// Writes findings as a baseline; those about baselines themselves are left out.
pub fn write<'f>(findings: impl IntoIterator<Item = &'f Diagnostic>) -> String {
    let lines: BTreeSet<String> = findings
        .into_iter()
        .filter(|finding| finding.code.theme() != "baseline")
        .map(|finding| {
            let Identity { place, about, number } = &finding.identity;
            format!("{}\t{place}\t{about}\t{number}\n", finding.code.id())
        })
        .collect();
    std::iter::once(format!("{HEADING}\n")).chain(lines).collect()
}

/// Takes the known findings out of all findings and returns them; reports lines whose finding is gone. `asked` says whether
/// the finding of a line would have been looked for.
pub fn separate(
    lines: &[Line],
    findings: &mut Vec<Diagnostic>,
    asked: impl Fn(&Line) -> bool,
    out: &mut Sink,
) -> Vec<Diagnostic> {
    let mut open: HashMap<(String, Identity), &Line> =
        lines.iter().map(|line| ((line.code.clone(), line.identity.clone()), line)).collect();
    let (known, new) = std::mem::take(findings)
        .into_iter()
        .partition(|finding| open.remove(&(finding.code.id().to_owned(), finding.identity.clone())).is_some());
    *findings = new;
    let mut gone: Vec<_> = open.into_values().filter(|line| asked(line)).collect();
    gone.sort_by_key(|line| line.at);
    for line in gone {
        report_gone(line, out);
    }
    known
}

fn report_gone(line: &Line, out: &mut Sink) {
    let (code, place) = (&line.code, &line.identity.place);
    let message = if place.is_empty() {
        crate::text!(en: "this `{code}` is no longer found", vi: "`{code}` này không còn")
    } else {
        crate::text!(en: "`{code}` of `{place}` is no longer found", vi: "`{code}` của `{place}` không còn")
    };
    let remove = crate::text!(
        en: "remove the line, or all such lines with `procedo check --prune-baseline`",
        vi: "bỏ dòng này, hoặc bỏ mọi dòng như vậy bằng `procedo check --prune-baseline`"
    );
    let edit = Edit { at: line.at, new: String::new() };
    out.report(CodeRef::from(&GONE), line.at, message).help(remove.clone()).fix(remove, vec![edit]);
}
