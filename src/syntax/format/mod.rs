//! The canonical form of a file, in either language. Works on the parser's pairs, word by word, so that nothing is lost:
//! `read` makes the tree of words and comments, `align` and `write` lay it out.

mod align;
mod citation;
mod diff;
mod gap;
mod guard;
mod quantity;
mod read;
mod spelling;
mod tree;
mod write;

pub use diff::diff;
pub use guard::Kept;

use pest::Parser;

use crate::base::Language;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::prepare;

/// What formatting a text gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The text to write.
    pub text: String,
    /// Whether it differs from what was given.
    pub changed: bool,
    /// The language of its keywords.
    pub language: Language,
    /// Why the text was left as it was; `None`: it has the canonical form.
    pub kept: Option<Kept>,
}

/// Writes a text in its canonical form, with the keywords of `language`, or of the language that most of its keywords are in.
///
/// Total: lines that the grammar does not know stay as they are, and a text whose meaning could change is returned untouched.
pub fn format(text: &str, language: Option<Language>) -> Formatted {
    let prepared = prepare::prepare(text).text;
    let formatted = guard::refuse(&prepared).map_or_else(|| lay_out(&prepared, language), Err);
    match formatted {
        Ok((new, language)) => Formatted { changed: new != text, text: new, language, kept: None },
        Err(kept) => Formatted {
            text: text.to_owned(),
            changed: false,
            language: language.unwrap_or_default(),
            kept: Some(kept),
        },
    }
}

/// Formats and reads the result again: it must say the same and be its own canonical form.
fn lay_out(text: &str, language: Option<Language>) -> Result<(String, Language), Kept> {
    let (before, language) = read(text, language).ok_or(Kept::Unsure)?;
    let new = write::file(&before);
    if new == text {
        return Ok((new, language));
    }
    // Which block a missing brace belongs to is told by indentation, and that has changed.
    if let Some(kept) = guard::refuse(&new) {
        return Err(kept);
    }
    let (after, _) = read(&new, Some(language)).ok_or(Kept::Unsure)?;
    if before.essence() == after.essence() && write::file(&after) == new {
        Ok((new, language))
    } else {
        Err(Kept::Unsure)
    }
}

fn read(text: &str, language: Option<Language>) -> Option<(tree::Block, Language)> {
    let file = Grammar::parse(Rule::file, text).ok()?.next()?;
    let language = language.unwrap_or_else(|| spelling::majority(file.clone()));
    Some((read::file(text, file, language), language))
}
