//! The texts of one run and places in them. The only code that turns byte offsets into lines and columns.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The largest text that is read or formatted, in bytes: a procedure has some thousands, and the positions in a report
/// count in 32 bits.
pub const LARGEST_TEXT: usize = 16 << 20;

/// A text among the [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

/// A stretch of bytes in one text, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The text.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The byte range within the text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both; they must lie in the same text.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        debug_assert_eq!(self.file, other.file, "spans of two files cannot be joined");
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span at this one's end.
    #[must_use]
    pub fn after(self) -> Self {
        Self { start: self.end, ..self }
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

/// A place as people count it: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One text with its name and an index of its lines.
#[derive(Debug)]
pub struct Source {
    /// The path as the user gave it, with forward slashes.
    pub path: PathBuf,
    /// The text exactly as it was read.
    pub text: String,
    line_starts: Vec<u32>,
    is_canonical: OnceLock<bool>,
}

impl Source {
    fn new(path: PathBuf, text: String) -> Self {
        let starts = text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1);
        let line_starts = std::iter::once(0).chain(starts).collect();
        Self { path, text, line_starts, is_canonical: OnceLock::new() }
    }

    /// Whether the text has its canonical form: `ask`, which reads it whole, is called once.
    pub fn is_canonical(&self, ask: impl FnOnce(&str) -> bool) -> bool {
        *self.is_canonical.get_or_init(|| ask(&self.text))
    }

    /// The number of lines.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The byte range of a line (from 1), without its line break.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let start = self.line_starts[line - 1] as usize;
        let end = self.line_starts.get(line).map_or(self.text.len(), |&next| next as usize);
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// Line and column of a byte offset; an offset past the end counts as the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.line_starts.partition_point(|&start| start as usize <= offset);
        let start = self.line_starts[line - 1] as usize;
        let before = self.text.get(start..offset).map_or(offset - start, |t| t.chars().count());
        Position { line, column: before + 1 }
    }
}

/// All texts of one run.
#[derive(Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// Adds a text and returns its id.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.all.len()).expect("fewer than 2^32 files"));
        self.all.push(Source::new(path.into(), text.into()));
        id
    }

    /// The source of an id.
    pub fn get(&self, id: FileId) -> &Source {
        &self.all[id.0 as usize]
    }

    /// The text of an id.
    pub fn text(&self, id: FileId) -> &str {
        &self.get(id).text
    }

    /// The path of an id.
    pub fn path(&self, id: FileId) -> &Path {
        &self.get(id).path
    }

    /// The text under a span; empty where the span is not on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or("")
    }

    /// Every id, in the order of addition.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.all.len() as u32).map(FileId)
    }

    /// The number of texts.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Line and column where a span begins and ends.
    pub fn positions(&self, span: Span) -> (Position, Position) {
        let source = self.get(span.file);
        (source.position(span.start as usize), source.position(span.end as usize))
    }
}
