//! The difference between a file and its canonical form, as a unified diff.

use similar::TextDiff;

/// A unified diff with three lines of context; empty where both are the same.
pub fn diff(path: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().header(path, path).to_string()
}
