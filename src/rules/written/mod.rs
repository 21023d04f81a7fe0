//! Rules that users write in `rules/*.yaml` of a catalogue: read once, then asked like every other rule.
//!
//! A rule is about one subject of the [public view](crate::public) and has a condition in the expressions of `MiniJinja`. They are
//! parsed by `minijinja` and computed here: its own engine has no third value, and a fact that is not written must make a
//! rule answer *unknown*.

mod ask;
mod eval;
mod expression;
mod file;
mod kinds;
mod lists;
mod pages;
mod place;
mod read;

pub use ask::{answer_around, answer_view};
pub use file::read_rules;
pub(crate) use pages::{CODES, EXAMPLE};

use super::Answer;
use crate::base::{Certainty, CodeRef, Span};
use crate::public::Subject;
use expression::Expr;
use read::Part;

/// A rule that users wrote.
#[derive(Debug)]
pub struct WrittenRule {
    /// Its id, severity and page.
    pub code: CodeRef,
    /// What it looks at.
    pub subject: Subject,
    /// Where its id is written.
    pub at: Span,
    /// What it should answer.
    pub trials: Vec<Trial>,
    certainty: Certainty,
    condition: Expr,
    message: Sentence,
    help: Option<Sentence>,
}

/// An example of a rule: what it should answer about something.
#[derive(Debug, Clone)]
pub struct Trial {
    /// What it should answer.
    pub expected: Answer,
    /// Where the example is written.
    pub at: Span,
    /// The code of a procedure of the catalogue, or a text in the language.
    pub about: String,
}

impl WrittenRule {
    /// Whether it looks at what belongs to no procedure.
    pub fn is_around(&self) -> bool {
        self.subject != Subject::Procedure && !self.subject.in_procedure()
    }
}

impl Trial {
    /// Whether it gives a text of its own, not the code of a procedure.
    pub fn is_text(&self) -> bool {
        self.about.contains(['{', '\n', ' '])
    }
}

/// A sentence in both languages.
#[derive(Debug, Clone)]
struct Sentence {
    en: Vec<Part>,
    vi: Vec<Part>,
}

/// How many rules a catalogue may have.
const MOST_RULES: usize = 200;
/// How many bytes a condition may have.
const LONGEST_CONDITION: usize = 2_000;
/// How many bytes a sentence may have.
const LONGEST_SENTENCE: usize = 1_000;
/// How many letters of a sentence are shown.
const SHOWN_LETTERS: usize = 400;
/// How many examples a rule may have.
const MOST_TRIALS: usize = 50;
/// How many steps a rule may take for one thing.
const STEPS_EACH: u32 = 20_000;
/// How many steps a rule may take for all things of one procedure, or for all that belong to none.
const STEPS_ALL: u32 = 1_000_000;
