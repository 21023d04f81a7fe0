//! Text now and text proposed: the lines that differ, side by side.

use crate::base::Sources;
use similar::{DiffOp, TextDiff};
use std::path::PathBuf;

/// Lines of a source that a change replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The source.
    pub path: PathBuf,
    /// The number of the first line, as it is now; from 1.
    pub line: usize,
    /// The lines now; empty: something is added before this line.
    pub now: String,
    /// The lines proposed; empty: the lines go.
    pub proposed: String,
}

/// Every passage that differs between a source and its new text.
pub(super) fn passages(sources: &Sources, file: crate::base::FileId, new: &str) -> Vec<Passage> {
    let old = sources.text(file);
    let diff = TextDiff::from_lines(old, new);
    let lines = |range: std::ops::Range<usize>, all: &[&str]| all[range].concat();
    let differing = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    differing
        .map(|op| Passage {
            path: sources.path(file).to_owned(),
            line: op.old_range().start + 1,
            now: lines(op.old_range(), diff.old_slices()),
            proposed: lines(op.new_range(), diff.new_slices()),
        })
        .collect()
}
