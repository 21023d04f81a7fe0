//! Texts that are not read at all: too large, or no text.

use crate::base::{FileId, Sink, Span};

crate::code! {
    /// ## What it does
    /// Finds a source file of more than 16 MiB.
    /// ## Why it matters
    /// A procedure is a few kilobytes; a file of that size is something else, and reading it would hold up all others.
    /// ## Nội dung
    /// Phát hiện tệp nguồn lớn hơn 16 MiB.
    /// ## Vì sao
    /// Một thủ tục chỉ vài kilobyte; tệp lớn như vậy không phải là thủ tục và sẽ làm chậm việc đọc các tệp khác.
    /// ## Example
    /// No example: it would have to be 16 MiB long.
    /// ## Instead
    /// One file a procedure.
    pub(in crate::syntax) static TOO_LARGE = "syntax/too-large", Error,
    en: "a file that is too large", vi: "tệp quá lớn";
}

crate::code! {
    /// ## What it does
    /// Finds a file that is not a text: it holds bytes that no editor writes into one, or it is not UTF-8.
    /// ## Why it matters
    /// A Word or PDF file with the ending `.proc` cannot be read.
    /// ## Nội dung
    /// Phát hiện tệp không phải là văn bản thuần: chứa ký tự điều khiển hoặc không dùng mã UTF-8.
    /// ## Vì sao
    /// Không đọc được tệp Word hay PDF đổi đuôi thành `.proc`.
    /// ## Example
    /// No example: a page of text cannot show one.
    /// ## Instead
    /// Save the file as plain text in UTF-8.
    pub(in crate::syntax) static NOT_TEXT = "syntax/not-text", Error,
    en: "a file that is not a text", vi: "tệp không phải văn bản thuần";
}

/// The largest text that is read, in bytes.
pub(in crate::syntax) const LARGEST: usize = 16 * 1024 * 1024;

/// Whether a text can be read at all; otherwise says why not.
pub(in crate::syntax) fn readable(file: FileId, text: &str, out: &mut Sink) -> bool {
    if text.len() > LARGEST {
        let megabytes = text.len() / (1024 * 1024);
        out.report(
            &TOO_LARGE,
            Span::new(file, 0..0),
            crate::text!(en: "the file has {megabytes} MiB; at most 16 are read", vi: "tệp có {megabytes} MiB; chỉ đọc tệp tối đa 16 MiB"),
        )
        .help(crate::text!(en: "write one file a procedure", vi: "mỗi thủ tục viết trong một tệp"));
        return false;
    }
    if let Some(at) = text.find('\0') {
        not_text(file, at..at + 1, out);
        return false;
    }
    true
}

/// Says that a file is not a text, and where that shows.
pub(in crate::syntax) fn not_text(file: FileId, at: core::ops::Range<usize>, out: &mut Sink) {
    out.report(
        &NOT_TEXT,
        Span::new(file, at),
        crate::text!(en: "this file is not a text in UTF-8", vi: "tệp này không phải là văn bản mã UTF-8"),
    )
    .help(crate::text!(en: "save it as plain text in UTF-8", vi: "lưu lại dưới dạng văn bản thuần, mã UTF-8"));
}
