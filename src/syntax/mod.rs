//! From text to tree and back: the language itself.

pub mod ast;
mod build;
pub mod format;
pub(crate) mod grammar;
pub mod keywords;
mod mistakes;
mod prepare;
mod scan;

pub use format::{Formatted, format};

use crate::base::{Code, FileId, LARGEST_TEXT, Sink, Span};
use scan::Mark;

/// Every code of this layer, for `explain`.
pub static CODES: &[&Code] = mistakes::CODES;

/// Reads a text. Total: what could not be read is a finding, everything else is in the tree. All places are offsets in
/// `text` as it was given.
pub fn parse(id: FileId, text: &str, out: &mut Sink) -> ast::File {
    use pest::Parser;
    let mut file = ast::File { id, ..ast::File::default() };
    if text.len() > LARGEST_TEXT {
        mistakes::too_large(id, out);
        return file;
    }
    let mut source = prepare::prepare(text);
    let marks = scan::marks(&source.text);
    file.comments = comments(id, &source, &marks);
    mistakes::brackets::check(id, &mut source, &marks, out);
    match grammar::Grammar::parse(grammar::Rule::file, &source.text) {
        Ok(mut pairs) => {
            let pair = pairs.next().expect("the grammar's first rule is the whole file");
            let mut cx = build::Context::new(id, &source, &file.comments, out);
            let (items, language) = build::file(pair, &mut cx);
            (file.items, file.language) = (items, language);
        }
        Err(error) => mistakes::unreadable(id, &source, &error, out),
    }
    file
}

fn comments(id: FileId, source: &prepare::Prepared, marks: &[Mark]) -> Vec<ast::Comment> {
    let comment = |mark: &Mark| match mark {
        Mark::Comment(range) => {
            let words = &source.text[range.clone()];
            let is_doc = words.starts_with("///") && !words.starts_with("////");
            Some(ast::Comment { span: Span::new(id, source.original(range.clone())), is_doc })
        }
        _ => None,
    };
    marks.iter().filter_map(comment).collect()
}
