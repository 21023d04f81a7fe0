//! The shape between reading and writing: statements as words in their final spelling, with their comments. Knows no layout.

use crate::syntax::grammar::Rule;

/// One word of a statement, spelt as it will be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) rule: Rule,
    pub(super) text: String,
}

/// A comment after a statement or a brace, with the author's distance to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trailing {
    pub(super) blanks: usize,
    pub(super) text: String,
}

/// A stretch of one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Words that stand on one line.
    Words(Vec<Token>),
    /// `{ … }`.
    Block(Block),
    /// Comments between `}` and `else`.
    Between { trailing: Option<Trailing>, own: Vec<String> },
    /// Text that the grammar does not know, line by line; the lines after the first keep their own indentation.
    Junk(Vec<String>),
}

/// The statements between two braces, or of a whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) rule: Rule,
    /// The comment after the opening brace.
    pub(super) trailing: Option<Trailing>,
    pub(super) entries: Vec<Entry>,
}

/// A statement or a comment line of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) blank_before: bool,
    pub(super) what: What,
    pub(super) trailing: Option<Trailing>,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A comment on a line of its own.
    Comment(String),
    /// A statement.
    Statement { rule: Rule, parts: Vec<Part> },
}

impl Entry {
    /// The text of a comment line.
    pub(super) fn into_comment(self) -> Option<String> {
        match self.what {
            What::Comment(text) => Some(text),
            What::Statement { .. } => None,
        }
    }

    /// The words of a statement that fills exactly one line.
    pub(super) fn line(&self) -> Option<&[Token]> {
        match &self.what {
            What::Statement { parts, .. } => match parts.as_slice() {
                [Part::Words(words)] if !words.iter().any(|w| w.text.contains('\n')) => Some(words),
                _ => None,
            },
            What::Comment(_) => None,
        }
    }

    /// The grammar's rule for the statement.
    pub(super) fn rule(&self) -> Option<Rule> {
        match &self.what {
            What::Statement { rule, .. } => Some(*rule),
            What::Comment(_) => None,
        }
    }

    /// Whether the statement has a block.
    pub(super) fn has_block(&self) -> bool {
        match &self.what {
            What::Statement { parts, .. } => parts.iter().any(|p| matches!(p, Part::Block(_))),
            What::Comment(_) => false,
        }
    }
}

impl Block {
    /// Everything that formatting may not lose, in order and without layout: words with their rules, braces, comments, and
    /// unknown text without its blanks.
    pub(super) fn essence(&self) -> Vec<(Option<Rule>, String)> {
        let mut out = Vec::new();
        self.collect(&mut out);
        out
    }

    fn collect(&self, out: &mut Vec<(Option<Rule>, String)>) {
        out.extend(self.trailing.iter().map(|c| (None, c.text.clone())));
        for entry in &self.entries {
            match &entry.what {
                What::Comment(text) => out.push((None, text.clone())),
                What::Statement { rule, parts } => {
                    out.push((Some(*rule), String::new()));
                    for part in parts {
                        part.collect(out);
                    }
                }
            }
            out.extend(entry.trailing.iter().map(|c| (None, c.text.clone())));
        }
    }
}

impl Part {
    fn collect(&self, out: &mut Vec<(Option<Rule>, String)>) {
        match self {
            Self::Words(words) => out.extend(words.iter().map(|w| (Some(w.rule), w.text.clone()))),
            Self::Block(block) => {
                out.push((Some(Rule::open), "{".into()));
                block.collect(out);
                out.push((Some(Rule::close), "}".into()));
            }
            Self::Between { trailing, own } => {
                out.extend(trailing.iter().map(|c| (None, c.text.clone())));
                out.extend(own.iter().map(|c| (None, c.clone())));
            }
            Self::Junk(lines) => {
                let text = lines.join("\n");
                out.push((Some(Rule::junk), text.chars().filter(|c| !matches!(c, ' ' | '\t')).collect()));
            }
        }
    }
}
