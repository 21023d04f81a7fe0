//! A source text while it is written: statements by line and block, texts quoted so that any words can stand in them.
//! It is written with English keywords; the formatter lays it out and puts it into the language that is asked for.

use crate::base::Language;
use crate::syntax;

/// A source text in the making.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    text: String,
}

impl Page {
    /// Writes a statement without a block.
    pub fn line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push('\n');
    }

    /// Writes a statement with the block that `body` writes; without braces where it writes nothing.
    pub fn block(&mut self, head: &str, body: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        body(&mut inner);
        if inner.is_empty() { self.line(head) } else { self.braces(head, &inner) }
    }

    /// As [`Page::block`], for statements that always have braces: `procedure`, `process`, `case`.
    pub fn body(&mut self, head: &str, body: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        body(&mut inner);
        self.braces(head, &inner);
    }

    /// Writes a statement whose block was written before.
    pub fn braces(&mut self, head: &str, inner: &Self) {
        self.text.push_str(head);
        self.text.push_str(" {\n");
        self.text.push_str(&inner.text);
        self.text.push_str("}\n");
    }

    /// Writes what another page holds.
    pub fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
    }

    /// Leaves an empty line before what follows.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Keeps words as they were published: `text """…"""`. Nothing is written for nothing.
    pub fn text(&mut self, words: &str) {
        if !words.trim().is_empty() {
            let line = format!("text {}", long(words));
            self.line(&line);
        }
    }

    /// Says that something is known not to be expressible.
    pub fn unresolved(&mut self, words: &str) {
        self.line(&format!("unresolved {}", quoted(words)));
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// What was written so far.
    pub fn written(&self) -> &str {
        &self.text
    }

    /// The canonical text with the keywords of a language; the flag says whether the formatter could lay it out.
    pub fn finish(self, language: Language) -> (String, bool) {
        let formatted = syntax::format(&self.text, Some(language));
        (formatted.text, formatted.kept.is_none())
    }
}

/// Words in quotes, on one line: line breaks become blanks, blanks are drawn together.
pub fn quoted(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    for (index, word) in words.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        for c in word.chars().filter(|c| !c.is_control()) {
            if matches!(c, '"' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// Words in three quotes, line by line; trailing blanks go, and three quotes among the words are set apart.
fn long(words: &str) -> String {
    let mut out = String::from("\"\"\"\n");
    for line in words.trim_matches(['\n', '\r']).lines() {
        let line: String = line.trim_end().chars().filter(|c| !c.is_control() || *c == '\t').collect();
        out.push_str(&line.replace("\"\"", "\" \""));
        out.push('\n');
    }
    out.push_str("\"\"\"");
    out
}
