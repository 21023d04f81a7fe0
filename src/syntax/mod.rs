//! From text to tree and back: the language itself.

pub mod ast;
pub mod format;
pub(crate) mod grammar;

pub use format::{Formatted, format};
