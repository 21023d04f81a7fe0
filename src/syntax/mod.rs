//! From text to tree and back: the language itself.

pub mod ast;
pub(crate) mod grammar;
