//! Reads names of papers as offices write them and finds the registry's types of paper among them.
//!
//! A record says "Bản sao có chứng thực GCN ĐKDN (đối với doanh nghiệp) hoặc Quyết định thành lập"; the registry knows
//! `Giấy chứng nhận đăng ký doanh nghiệp` and its synonyms. [`Matcher::read`] takes such a line apart (hands, notes in
//! brackets, alternatives), tells whether it asks for a paper at all, and names the type of each paper with a score and the
//! reason; [`Matcher::name`] does so for a single name. Importers and rules use the same component, so that what one
//! recognises the other does too.
//!
//! The score compares words in order; the words of the form (*giấy, chứng nhận, đăng ký* …) weigh a quarter of those that
//! tell one paper from another. A name that scores less than the threshold is not matched: a wrong match costs more
//! than a missed one.

mod index;
mod line;
mod memory;
mod phrases;
mod sense;
mod words;

pub use index::{Match, Matcher, Why};
pub use line::{Join, Line, Named};
pub use memory::{Memory, Reader};
pub use phrases::Phrases;
pub use sense::Asked;

/// Whether a line or sentence asks for the papers that it names.
pub fn asked(written: &str) -> Asked {
    sense::asked(&words::tokens(written))
}

/// Whether a line asks only for what another state has issued.
pub fn from_abroad(written: &str) -> bool {
    sense::abroad(&words::tokens(written))
}

/// A name in the form in which names are compared: composed, small letters, one place of the tone mark, abbreviations
/// written out, without punctuation and notes in brackets.
pub fn normal(name: &str) -> String {
    let words: Vec<_> = words::tokens(name).into_iter().filter_map(words::Token::word).collect();
    words.join(" ")
}
