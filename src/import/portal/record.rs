//! A procedure as the national portal knows it, whichever export it came in. Nothing is interpreted yet; every piece keeps
//! its place in the source.

use crate::import::Remark;

/// A line of the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number, from 1; 0 where the format has no lines.
    pub(super) number: usize,
    /// Its words.
    pub(super) words: String,
}

/// One procedure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// The source it stands in.
    pub(super) file: String,
    /// Where it begins.
    pub(super) line: usize,
    pub(super) code: Line,
    pub(super) decision: Line,
    pub(super) title: Line,
    pub(super) levels: Vec<Line>,
    pub(super) fields: Vec<Line>,
    /// The steps, in groups where the source has named cases.
    pub(super) steps: Vec<Group>,
    pub(super) channels: Vec<Channel>,
    pub(super) papers: Vec<Papers>,
    pub(super) applicants: Vec<Line>,
    pub(super) performers: Vec<Line>,
    pub(super) deciders: Vec<Line>,
    pub(super) delegates: Vec<Line>,
    pub(super) partners: Vec<Line>,
    pub(super) results: Vec<Line>,
    pub(super) laws: Vec<Citation>,
    pub(super) conditions: Vec<Line>,
    pub(super) linked: Vec<Line>,
    /// Everything else, under its label.
    pub(super) rest: Vec<(&'static str, Vec<Line>)>,
    /// What looked wrong while it was read.
    pub(super) remarks: Vec<Remark>,
}

/// Lines under a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) heading: Option<Line>,
    pub(super) lines: Vec<Line>,
}

/// A way of filing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Channel {
    /// As the source calls it: `ONLINE`.
    pub(super) kind: Line,
    /// Its times; most have one.
    pub(super) times: Vec<Time>,
}

/// A time limit with what it costs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Time {
    /// Amount and unit as written: `3 WORKING_DAY`.
    pub(super) limit: Line,
    /// Each fee as written: `0 VNĐ (…)`.
    pub(super) fees: Vec<Line>,
    /// What is said of it.
    pub(super) notes: Vec<Line>,
}

/// Papers under a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Papers {
    pub(super) heading: Option<Line>,
    pub(super) papers: Vec<Paper>,
}

/// A paper as it is listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paper {
    pub(super) lines: Vec<Line>,
    /// Originals; `None`: not said or not a number.
    pub(super) originals: Option<u32>,
    pub(super) copies: Option<u32>,
    /// A form's file or what replaces the paper, as the source says it.
    pub(super) remarks: Vec<Line>,
}

/// An instrument that is cited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Citation {
    /// Its title.
    pub(super) title: Line,
    /// Its number, as written.
    pub(super) number: String,
    /// The day of issue where the source has it in a place of its own, as written.
    pub(super) issued: String,
    /// What else the source says of it.
    pub(super) rest: Vec<Line>,
}

/// What the portal writes for nothing.
const NOTHING: [&str; 5] =
    ["", "không có thông tin", "không có thông tin căn cứ pháp lý", "không có thông tin thành phần hồ sơ", "null"];

/// What a source writes where nothing is prescribed.
const NONE: [&str; 8] = [
    "không",
    "không có",
    "không quy định",
    "không yêu cầu",
    "không có yêu cầu",
    "không quy định cụ thể",
    "chưa quy định cụ thể",
    "không có quy định",
];

/// Whether words say that nothing is prescribed, which is an answer.
pub(super) fn says_none(words: &str) -> bool {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words = words.strip_prefix("thành phần:").unwrap_or(&words).split_whitespace().collect::<Vec<_>>().join(" ");
    NONE.contains(&words.as_str())
}

impl Line {
    /// A line of a format without lines.
    pub(super) fn new(words: &str) -> Self {
        Self { number: 0, words: words.trim().to_owned() }
    }

    /// Whether it says that there is nothing to say.
    pub(super) fn is_nothing(&self) -> bool {
        let words = self.words.trim().trim_end_matches('.').to_lowercase();
        NOTHING.contains(&words.as_str())
    }
}

/// All words of some lines, a line each.
pub(super) fn joined(lines: &[Line]) -> String {
    lines.iter().map(|line| line.words.as_str()).collect::<Vec<_>>().join("\n")
}

/// Without empty lines and those that say nothing.
pub(super) fn said(lines: Vec<Line>) -> Vec<Line> {
    if lines.iter().all(Line::is_nothing) { Vec::new() } else { lines }
}
