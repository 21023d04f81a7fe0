//! The tree of a source file: what was written, with places, nothing resolved. Owns small strings; knows no pest.

mod item;
mod procedure;
mod process;
mod value;

pub use item::*;
pub use procedure::*;
pub use process::*;
pub use value::*;

use crate::base::{FileId, Language, Span};

/// A parsed file. Always complete: what could not be read is in the findings, not here.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct File {
    /// The source it was read from.
    pub id: FileId,
    /// The language of most of its keywords.
    pub language: Language,
    /// Its items in order.
    pub items: Vec<Item>,
    /// Every comment, `///` included, in order.
    pub comments: Vec<Comment>,
}

/// A comment with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From the first slash to the line's end, without trailing blanks.
    pub span: Span,
    /// Whether it begins with exactly three slashes.
    pub is_doc: bool,
}
