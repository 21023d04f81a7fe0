//! Which columns of neighbouring lines are set under one another, and how wide they are.

use super::tree::{Block, Entry, Token};
use crate::syntax::grammar::Rule;

/// The widths to which the first two words of a line are padded; 0: not at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) keyword: usize,
    pub(super) name: usize,
}

/// Keywords longer than this stand out of their column: `published by`.
const WIDEST_KEYWORD: usize = 11;

/// The columns of every entry of a block.
pub(super) fn columns(block: &Block) -> Vec<Columns> {
    let mut columns = vec![Columns::default(); block.entries.len()];
    each_run(
        &block.entries,
        |entry| keyword_column(block.rule, entry),
        |run, start| {
            let width = widest(run, 0).unwrap_or(0);
            for (entry, columns) in run.iter().zip(&mut columns[start..]) {
                if entry.line().is_some_and(|words| words[0].width() <= WIDEST_KEYWORD) {
                    columns.keyword = width;
                }
            }
        },
    );
    each_run(
        &block.entries,
        |entry| name_column(block.rule, entry),
        |run, start| {
            let width = widest(run, 1).unwrap_or(0);
            columns[start..start + run.len()].iter_mut().for_each(|columns| columns.name = width);
        },
    );
    columns
}

/// Calls `then` for every longest run of lines, without an empty line between them, for which `key` gives the same value.
fn each_run<K: PartialEq>(entries: &[Entry], key: impl Fn(&Entry) -> Option<K>, mut then: impl FnMut(&[Entry], usize)) {
    let mut start = 0;
    while start < entries.len() {
        let first = key(&entries[start]);
        let more = entries[start + 1..].iter().take_while(|e| first.is_some() && !e.blank_before && key(e) == first);
        let end = start + 1 + more.count();
        if first.is_some() {
            then(&entries[start..end], start);
        }
        start = end;
    }
}

/// Lines whose keywords stand in one column.
fn keyword_column(block: Rule, entry: &Entry) -> Option<()> {
    let rule = entry.rule()?;
    entry.line()?;
    match block {
        Rule::procedure_body => true,
        Rule::step_body => matches!(rule, Rule::reads | Rule::writes | Rule::checks),
        Rule::example_body => matches!(rule, Rule::given | Rule::example_at | Rule::expect),
        _ => false,
    }
    .then_some(())
}

/// Lines of one kind whose names stand in one column.
fn name_column(block: Rule, entry: &Entry) -> Option<Rule> {
    let rule = entry.rule()?;
    entry.line()?;
    match rule {
        Rule::level | Rule::role | Rule::fact => true,
        Rule::step => block == Rule::procedure_body,
        _ => false,
    }
    .then_some(rule)
}

/// The widest word at `index` that something follows.
fn widest(run: &[Entry], index: usize) -> Option<usize> {
    run.iter()
        .filter_map(Entry::line)
        .filter(|words| words.len() > index + 1)
        .map(|words| words[index].width())
        .filter(|width| index > 0 || *width <= WIDEST_KEYWORD)
        .max()
}

impl Token {
    /// Its width in columns: one a character, as Vietnamese letters are composed.
    fn width(&self) -> usize {
        self.text.chars().count()
    }
}
