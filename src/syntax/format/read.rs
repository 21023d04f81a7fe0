//! From the parser's pairs to the tree of words: every leaf in its final spelling, clauses in their order, comments in place.

use pest::iterators::Pair;

use super::gap::{self, After};
use super::spelling::{self, Amount};
use super::tree::{Block, Entry, Part, Token, What};
use super::{citation, quantity};
use crate::base::Language;
use crate::syntax::grammar::Rule;

/// Reads the whole file, given as its `file` pair.
pub(super) fn file(source: &str, pair: Pair<'_, Rule>, language: Language) -> Block {
    Reader { source, language, pos: 0 }.block(pair, After::Start)
}

struct Reader<'a> {
    source: &'a str,
    language: Language,
    /// The end of the last token read.
    pos: usize,
}

impl Reader<'_> {
    /// Statements up to the closing brace, or to the end of the file.
    fn block(&mut self, pair: Pair<'_, Rule>, mut after: After) -> Block {
        let mut block = Block { rule: pair.as_rule(), trailing: None, entries: Vec::new() };
        for child in pair.into_inner() {
            if child.as_rule() == Rule::open {
                self.pos = child.as_span().end();
                after = After::Token;
                continue;
            }
            let gap = gap::read(&self.source[self.pos..child.as_span().start()], after);
            after = After::Token;
            // `basis LAW from D`: the grammar gives the dates of a citation beside it, without a gap.
            if matches!(child.as_rule(), Rule::from | Rule::until)
                && let Some(Entry { what: What::Statement { rule: Rule::basis, parts }, .. }) = block.entries.last_mut()
            {
                self.parts(child, parts);
                continue;
            }
            match block.entries.last_mut() {
                Some(entry) => entry.trailing = gap.trailing,
                None => block.trailing = gap.trailing,
            }
            block.entries.extend(gap.own);
            self.pos = child.as_span().end();
            match child.as_rule() {
                Rule::close | Rule::EOI => break,
                rule => {
                    let what = What::Statement { rule, parts: self.statement(child) };
                    block.entries.push(Entry { blank_before: gap.blank_before_next, what, trailing: None });
                }
            }
        }
        block
    }

    fn statement(&mut self, pair: Pair<'_, Rule>) -> Vec<Part> {
        self.pos = pair.as_span().start();
        if pair.as_rule() == Rule::junk {
            return vec![self.junk(&pair)];
        }
        let mut parts = Vec::new();
        self.parts(pair, &mut parts);
        parts
    }

    fn parts(&mut self, pair: Pair<'_, Rule>, parts: &mut Vec<Part>) {
        let in_order = clauses_in_order(pair);
        for child in in_order {
            match child.as_rule() {
                Rule::if_stmt => self.parts(child, parts),
                rule if is_block(rule) => {
                    let block = self.block(child, After::Token);
                    parts.push(Part::Block(block));
                }
                rule => {
                    if rule == Rule::kw_else {
                        let gap = gap::read(&self.source[self.pos..child.as_span().start()], After::Token);
                        if gap.trailing.is_some() || !gap.own.is_empty() {
                            let own = gap.own.into_iter().filter_map(Entry::into_comment).collect();
                            parts.push(Part::Between { trailing: gap.trailing, own });
                        }
                    }
                    self.pos = child.as_span().end();
                    if !matches!(parts.last(), Some(Part::Words(_))) {
                        parts.push(Part::Words(Vec::new()));
                    }
                    if let Some(Part::Words(words)) = parts.last_mut() {
                        self.words(child, rule, words);
                    }
                }
            }
        }
    }

    /// The words of a part without a block. `of` is the rule that the part stands in.
    fn words(&self, pair: Pair<'_, Rule>, of: Rule, words: &mut Vec<Token>) {
        let rule = pair.as_rule();
        match rule {
            Rule::articles | Rule::spoken => words.extend(citation::words(pair, self.language)),
            Rule::party => self.party(pair, words),
            Rule::group => {
                words.push(Token { rule, text: "(".to_owned() });
                pair.into_inner().for_each(|inner| self.words(inner, rule, words));
                words.push(Token { rule, text: ")".to_owned() });
            }
            _ => {
                let text = pair.as_str();
                let mut inner = pair.into_inner().peekable();
                if inner.peek().is_none() {
                    let text = self.leaf(rule, of, text, words.last());
                    words.push(Token { rule, text });
                }
                inner.for_each(|inner| self.words(inner, rule, words));
            }
        }
    }

    fn leaf(&self, rule: Rule, of: Rule, text: &str, before: Option<&Token>) -> String {
        match rule {
            Rule::number if of == Rule::money => quantity::money(text, self.language),
            Rule::number => quantity::decimal(text, self.language),
            Rule::percent => quantity::percent(text, self.language),
            Rule::date => quantity::date(text, self.language),
            Rule::clock => quantity::clock(text),
            _ => {
                let one = before.is_some_and(|token| token.rule == Rule::number && token.text == "1");
                let amount = if one { Amount::One } else { Amount::Other };
                spelling::canonical(rule, self.language, amount).unwrap_or(text).to_owned()
            }
        }
    }

    /// `other commune-pc/justice`, and in Vietnamese `ubnd-xã/tư-pháp nơi khác`.
    fn party(&self, pair: Pair<'_, Rule>, words: &mut Vec<Token>) {
        let mut other = None;
        let mut body = Vec::new();
        for part in pair.into_inner() {
            let is_other = part.as_rule() == Rule::kw_other;
            let mut read = Vec::new();
            self.words(part, Rule::party, &mut read);
            if is_other {
                other = read.pop();
            } else {
                body.extend(read);
            }
        }
        match self.language {
            Language::En => words.extend(other.into_iter().chain(body)),
            Language::Vi => words.extend(body.into_iter().chain(other)),
        }
    }

    /// Keeps unknown text; its further lines move with the first, unless a long text stands in it.
    fn junk(&mut self, pair: &Pair<'_, Rule>) -> Part {
        let start = pair.as_span().start();
        let text = pair.as_str().trim_end_matches([' ', '\t', '\n']);
        self.pos = start + text.len();
        let line_start = self.source[..start].rfind('\n').map_or(0, |at| at + 1);
        let old = indentation(&self.source[line_start..]);
        let movable = !text.contains("\"\"\"");
        let lines = text.split('\n').enumerate().map(|(index, line)| {
            let words = line.trim_start_matches([' ', '\t']);
            if index == 0 || !movable {
                line.to_owned()
            } else if words.is_empty() {
                String::new()
            } else {
                format!("{}{words}", " ".repeat(indentation(line).saturating_sub(old)))
            }
        });
        Part::Junk(lines.collect())
    }
}

/// The width of the blanks that a line begins with; a tab counts as two.
fn indentation(line: &str) -> usize {
    line.chars().take_while(|c| matches!(c, ' ' | '\t')).map(|c| if c == '\t' { 2 } else { 1 }).sum()
}

/// The children of a statement; the clauses of a step line in the order kind, by, within, then.
fn clauses_in_order(pair: Pair<'_, Rule>) -> Vec<Pair<'_, Rule>> {
    let is_step = pair.as_rule() == Rule::step;
    let mut children: Vec<_> = pair.into_inner().collect();
    // A statement that is one keyword has no children of its own.
    if is_step {
        children.sort_by_key(|child| match child.as_rule() {
            Rule::kind => 1,
            Rule::by => 2,
            Rule::within | Rule::within_same_day => 3,
            Rule::then => 4,
            Rule::step_body => 5,
            _ => 0,
        });
    }
    children
}

fn is_block(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::level_body
            | Rule::agency_body
            | Rule::place_body
            | Rule::law_body
            | Rule::database_body
            | Rule::document_body
            | Rule::term_body
            | Rule::delegation_body
            | Rule::procedure_body
            | Rule::choice_body
            | Rule::fee_body
            | Rule::flow_body
            | Rule::choose_body
            | Rule::parallel_body
            | Rule::step_body
            | Rule::example_body
    )
}
