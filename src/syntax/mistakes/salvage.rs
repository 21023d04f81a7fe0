//! What can still be read of a line that cannot be put right: its beginning, and the inside of its block.

use super::junk::{line_rule, merged, strict};
use super::line::{self, Line};
use crate::base::Language;
use crate::syntax::build::Context;
use crate::syntax::grammar::Rule;
use crate::syntax::prepare::{Change, changed};

/// A longer line is not searched for a beginning that can be read.
const LONGEST: usize = 2_000;

/// The changes with which the longest beginning of a line, and its first block, can be read.
pub(super) fn shorten(text: &str, blocks: &[Change], changes: &[Change], block: Rule) -> Option<Vec<Change>> {
    let head = blocks.first().map_or(text.len(), |b| b.at.start - 1);
    let end = blocks.first().map_or(text.len(), |b| b.at.end + 1);
    if head > LONGEST {
        return None;
    }
    let line = Line { text, block, language: Language::En, at: 0, expected: &[] };
    let mut cuts: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < head {
        let word = line.word_at(at);
        cuts.push(word.start.min(head));
        at = word.end.max(at + 1);
    }
    cuts.into_iter().rev().find_map(|cut| {
        let mut kept: Vec<Change> = changes.iter().filter(|c| c.at.end <= cut).cloned().collect();
        if cut < head {
            kept.push(Change::new(cut..head, if blocks.is_empty() { "" } else { " " }));
        }
        if end < text.len() {
            kept.push(Change::new(end..text.len(), ""));
        }
        let first = &blocks[..blocks.len().min(1)];
        let (draft, _) = changed(text, 0, &merged(&kept, first));
        (!draft.trim().is_empty() && strict(&draft, line_rule(block)).is_ok()).then_some(kept)
    })
}

/// Reads the blocks of a line of which nothing else can be read, for what is wrong in them; their statements are dropped.
pub(super) fn read_blocks(text: &str, base: usize, blocks: &[Change], cx: &mut Context) {
    use pest::Parser;
    for block in blocks {
        let range = block.at.start - 1..block.at.end + 1;
        let Some(rule) = body_of(&text[..range.start]) else { continue };
        let (slice, origin) = changed(&text[range.clone()], cx.prepared(base) + range.start, &[]);
        let Ok(pairs) = crate::syntax::grammar::Grammar::parse(rule, &slice) else { continue };
        let mut inner = cx.line(&origin);
        for pair in pairs {
            crate::syntax::build::discard(pair, rule, &mut inner);
        }
        let (slashed, patience) = (core::mem::take(&mut inner.slashed), inner.patience);
        cx.resume(slashed, patience);
    }
}

/// The kind of block that a line's first words announce.
fn body_of(head: &str) -> Option<Rule> {
    let keyword = line::first_keyword(head)?;
    Some(match keyword.name.as_str() {
        "procedure" | "case" | "adapt" => Rule::procedure_body,
        "step" => Rule::step_body,
        "process" | "if" | "branch" | "repeat" | "phase" | "when" | "otherwise" | "else" => Rule::flow_body,
        "choose" => Rule::choose_body,
        "parallel" => Rule::parallel_body,
        "fee" | "charge" => Rule::fee_body,
        "agency" => Rule::agency_body,
        "level" => Rule::level_body,
        "place" => Rule::place_body,
        "law" => Rule::law_body,
        "database" => Rule::database_body,
        "document" | "result" => Rule::document_body,
        "term" => Rule::term_body,
        "delegate" | "devolve" | "decentralise" => Rule::delegation_body,
        "example" => Rule::example_body,
        _ => return None,
    })
}
