//! From the tree of words to text: lines, indentation, blank lines.

use super::align::{self, Columns};
use super::tree::{Block, Entry, Part, Token, Trailing, What};
use crate::syntax::grammar::Rule;

/// The canonical text of a file.
pub(super) fn file(block: &Block) -> String {
    let mut writer = Writer { out: String::new() };
    writer.entries(block, 0);
    writer.out
}

struct Writer {
    out: String,
}

impl Writer {
    fn entries(&mut self, block: &Block, depth: usize) {
        let blank = blank_lines(block);
        for ((entry, columns), blank) in block.entries.iter().zip(align::columns(block)).zip(blank) {
            if blank {
                self.out.push('\n');
            }
            self.indent(depth);
            match &entry.what {
                What::Comment(text) => self.out.push_str(text),
                What::Statement { parts, .. } => self.statement(parts, columns, depth),
            }
            self.trailing(entry.trailing.as_ref());
            self.out.push('\n');
        }
    }

    fn statement(&mut self, parts: &[Part], columns: Columns, depth: usize) {
        let mut fresh = true;
        for part in parts {
            match part {
                Part::Words(words) => {
                    if !fresh {
                        self.out.push(' ');
                    }
                    self.words(words, columns);
                    fresh = false;
                }
                Part::Block(block) => {
                    self.out.push_str(" {");
                    self.trailing(block.trailing.as_ref());
                    self.out.push('\n');
                    self.entries(block, depth + 1);
                    self.indent(depth);
                    self.out.push('}');
                }
                Part::Between { trailing, own } => {
                    self.trailing(trailing.as_ref());
                    self.out.push('\n');
                    for comment in own {
                        self.indent(depth);
                        self.out.push_str(comment);
                        self.out.push('\n');
                    }
                    self.indent(depth);
                    fresh = true;
                }
                Part::Junk(lines) => self.junk(lines, depth),
            }
        }
    }

    fn words(&mut self, words: &[Token], columns: Columns) {
        for (index, word) in words.iter().enumerate() {
            self.out.push_str(&word.text);
            let Some(next) = words.get(index + 1) else { break };
            let column = [columns.keyword, columns.name].get(index).copied().unwrap_or(0);
            let padding = column.saturating_sub(word.text.chars().count());
            let is = |token: &Token, bracket| token.rule == Rule::group && token.text == bracket;
            let tight = next.rule == Rule::comma || is(next, ")") || is(word, "(");
            if !tight {
                self.blanks(padding + 1);
            }
        }
    }

    fn junk(&mut self, lines: &[String], depth: usize) {
        let movable = !lines.iter().any(|line| line.contains("\"\"\""));
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.out.push('\n');
                if movable && !line.is_empty() {
                    self.indent(depth);
                }
            }
            self.out.push_str(line);
        }
    }

    fn trailing(&mut self, comment: Option<&Trailing>) {
        if let Some(comment) = comment {
            self.blanks(comment.blanks);
            self.out.push_str(&comment.text);
        }
    }

    fn indent(&mut self, depth: usize) {
        self.blanks(2 * depth);
    }

    fn blanks(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }
}

/// Before which entries an empty line stands: where the author left one, and round every procedure, adaptation and example.
fn blank_lines(block: &Block) -> Vec<bool> {
    let entries = &block.entries;
    let mut blank: Vec<bool> = entries.iter().map(|entry| entry.blank_before).collect();
    for (index, _) in entries.iter().enumerate().filter(|(_, entry)| block.rule == Rule::file && stands_alone(entry)) {
        let mut first = index;
        while first > 0 && !blank[first] && matches!(entries[first - 1].what, What::Comment(_)) {
            first -= 1;
        }
        blank[first] = true;
        if let Some(next) = blank.get_mut(index + 1) {
            *next = true;
        }
    }
    if let Some(first) = blank.first_mut() {
        *first = false;
    }
    blank
}

fn stands_alone(entry: &Entry) -> bool {
    entry.has_block() && matches!(entry.rule(), Some(Rule::procedure | Rule::adapt | Rule::example))
}
