//! One line that could not be read, and the list of the mistakes that are looked for in it.

use super::{keyword, punctuation, quantity, statement, words};
use crate::base::{Code, Language, Text};
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::{self, Keyword};
use crate::syntax::prepare::Change;
use core::ops::Range;

/// A line, with its blocks emptied, and how far it could be read.
pub(super) struct Line<'a> {
    /// The line.
    pub(super) text: &'a str,
    /// The block it stands in.
    pub(super) block: Rule,
    /// The language of the file.
    pub(super) language: Language,
    /// The offset of the word at which reading stopped.
    pub(super) at: usize,
    /// What was tried there.
    pub(super) expected: &'a [Rule],
}

/// What is wrong with a line.
pub(super) struct Mistake {
    /// Its kind.
    pub(super) code: &'static Code,
    /// Where, in the line.
    pub(super) at: Range<usize>,
    /// The finding.
    pub(super) message: Text,
    /// The way out.
    pub(super) help: Text,
    /// How the line can be read in spite of it.
    pub(super) changes: Vec<Change>,
    /// Whether these changes are the cure, and not only a way to go on reading.
    pub(super) is_certain: bool,
    /// Whether the line must be read again from its beginning.
    pub(super) is_whole_line: bool,
    /// Whether nothing on the line but its block can be read.
    pub(super) is_hopeless: bool,
}

impl Mistake {
    /// A mistake with its cure.
    pub(super) fn new(code: &'static Code, at: Range<usize>, message: Text, help: Text, changes: Vec<Change>) -> Self {
        Self { code, at, message, help, changes, is_certain: true, is_whole_line: false, is_hopeless: false }
    }

    /// Says that the changes only serve to go on reading.
    pub(super) fn uncertain(self) -> Self {
        Self { is_certain: false, ..self }
    }

    /// Says that nothing on the line but its block can be read.
    pub(super) fn hopeless(self) -> Self {
        Self { is_hopeless: true, ..self }
    }

    /// Whether two statements stand on the line: its one change is what comes between them.
    pub(super) fn is_two_statements(&self) -> bool {
        core::ptr::eq(self.code, &raw const statement::TWO_ON_A_LINE)
    }

    /// Says that the changes may lie before the place where reading stopped.
    pub(super) fn whole_line(self) -> Self {
        Self { is_whole_line: true, ..self }
    }
}

/// The blocks and the rule of one line of each.
pub(super) const BLOCKS: [(Rule, Rule); 17] = [
    (Rule::file, Rule::line_file),
    (Rule::flow_body, Rule::line_flow),
    (Rule::procedure_body, Rule::line_procedure),
    (Rule::step_body, Rule::line_step),
    (Rule::document_body, Rule::line_document),
    (Rule::fee_body, Rule::line_fee),
    (Rule::choose_body, Rule::line_choose),
    (Rule::parallel_body, Rule::line_parallel),
    (Rule::example_body, Rule::line_example),
    (Rule::agency_body, Rule::line_agency),
    (Rule::law_body, Rule::line_law),
    (Rule::database_body, Rule::line_database),
    (Rule::delegation_body, Rule::line_delegation),
    (Rule::place_body, Rule::line_place),
    (Rule::level_body, Rule::line_level),
    (Rule::term_body, Rule::line_term),
    (Rule::choice_body, Rule::line_choice),
];

/// What is looked for, the most certain first.
const KNOWN: [fn(&Line) -> Option<Mistake>; 14] = [
    punctuation::curly_quotes,
    punctuation::unclosed_text,
    punctuation::symbol,
    punctuation::after_keyword,
    punctuation::line_end,
    statement::law_in_articles,
    quantity::written_date,
    quantity::without_unit,
    quantity::without_currency,
    statement::two_on_a_line,
    statement::keyword_for_name,
    statement::elsewhere,
    keyword::misspelt,
    words::blank_in_name,
];

/// The one mistake to name, if a known one was made.
pub(super) fn mistake(line: &Line) -> Option<Mistake> {
    KNOWN.iter().find_map(|look| look(line))
}

impl Line<'_> {
    /// The word, text or sign at an offset, blanks before it skipped; empty at the end.
    pub(super) fn word_at(&self, at: usize) -> Range<usize> {
        word_at(self.text, at)
    }

    /// The words of the line.
    pub(super) fn words(&self) -> Vec<Range<usize>> {
        let (mut words, mut at) = (Vec::new(), 0);
        loop {
            let word = self.word_at(at);
            if word.is_empty() {
                return words;
            }
            at = word.end;
            words.push(word);
        }
    }

    /// What a stretch of the line says.
    pub(super) fn said(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }
}

/// The word, text or sign at an offset, blanks before it skipped; empty at the end.
pub(super) fn word_at(text: &str, at: usize) -> Range<usize> {
    let start = at + text[at..].len() - text[at..].trim_start().len();
    let rest = &text[start..];
    let Some(first) = rest.chars().next() else { return start..start };
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '/' | ':');
    let length = match first {
        '"' => text_length(rest),
        c if c.is_alphanumeric() => {
            let end = rest.find(|c| !is_letter(c) && !is_mark(c)).unwrap_or(rest.len());
            // A sign at the end of a word is not part of it.
            rest[..end].trim_end_matches(['.', ':', '/']).len().max(first.len_utf8())
        }
        c => c.len_utf8(),
    };
    // A comma between digits is part of the number.
    let mut end = start + length;
    while text[end..].starts_with(',') && text[start..end].ends_with(|c: char| c.is_ascii_digit()) {
        let digits = text[end + 1..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || !text[start..end].bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
            break;
        }
        end += 1 + digits;
    }
    start..end
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::canonical_combining_class(c) != 0
}

fn text_length(rest: &str) -> usize {
    let quotes = if rest.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    rest[quotes.len()..].find(quotes).map_or(1, |length| length + 2 * quotes.len())
}

/// The keyword, in either language, with which a text begins: the longest one.
pub(super) fn first_keyword(text: &str) -> Option<&'static Keyword> {
    starting(text).map(|(keyword, _)| keyword)
}

/// The same with its length in the text.
pub(super) fn starting(text: &str) -> Option<(&'static Keyword, usize)> {
    let blank = text.len() - text.trim_start().len();
    let rest = &text[blank..];
    let mut best: Option<(&'static Keyword, usize)> = None;
    for (spelling, keyword) in keywords::beginning(rest.chars().next()?) {
        let Some(start) = rest.get(..spelling.len()) else { continue };
        let ends = !rest[spelling.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        let longer = best.is_none_or(|(_, length)| spelling.len() > length);
        if ends && longer && (start == spelling || start.to_lowercase() == *spelling) {
            best = Some((keyword, spelling.len()));
        }
    }
    best.map(|(keyword, length)| (keyword, blank + length))
}
