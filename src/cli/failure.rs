//! Why the tool could not do its work. Findings in a catalogue are never among the reasons.

use crate::base::{Text, similar};
use std::io;
use std::path::Path;

/// The reason, and what to type instead.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Something is missing or refused.
    #[error("{}", what.en)]
    Tool {
        /// What happened.
        what: Text,
        /// What to do.
        help: Option<Text>,
    },
    /// Whoever read the output has stopped reading.
    #[error("the output was closed")]
    Closed,
}

impl Failure {
    /// A failure with a way out.
    pub(super) fn new(what: Text, help: Text) -> Self {
        Self::Tool { what, help: Some(help) }
    }

    /// What the machine said about a path.
    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        let (path, reason) = (path.display(), reason(error));
        let what = Text { en: format!("`{path}`: {}", reason.en), vi: format!("`{path}`: {}", reason.vi) };
        Self::Tool { what, help: None }
    }

    /// A name that does not exist among others.
    pub(super) fn unknown<'a>(what: Text, written: &str, known: impl IntoIterator<Item = &'a str>, list: Text) -> Self {
        let help = match similar::nearest(written, known) {
            Some(near) => crate::text!(en: "did you mean `{near}`?", vi: "có phải là `{near}` không?"),
            None => list,
        };
        Self::new(what, help)
    }
}

/// A machine's refusal in words.
pub(super) fn reason(error: &io::Error) -> Text {
    let (en, vi) = match error.kind() {
        io::ErrorKind::NotFound => ("it does not exist", "không tồn tại"),
        io::ErrorKind::PermissionDenied => ("permission denied", "không có quyền truy cập"),
        io::ErrorKind::IsADirectory => ("it is a folder", "là thư mục"),
        io::ErrorKind::NotADirectory => ("a part of the path is not a folder", "một phần đường dẫn không phải thư mục"),
        io::ErrorKind::StorageFull => ("the disk is full", "đĩa đã đầy"),
        io::ErrorKind::ReadOnlyFilesystem => ("the disk cannot be written", "đĩa chỉ cho đọc"),
        _ => return Text::same(error.to_string()),
    };
    Text { en: en.into(), vi: vi.into() }
}
