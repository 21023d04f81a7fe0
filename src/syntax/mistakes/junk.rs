//! Lines that the grammar could not read: each is read again, with the mistakes that are known put right one by one, so
//! that what is right in it, and in its block, reaches the tree.

use super::line::{Line, Mistake};
use super::{line, salvage, words};
use crate::base::{Edit, Sink, Span};
use crate::syntax::build::{Context, Pair};
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::prepare::{Change, Origin, changed};
use core::ops::Range;
use pest::Parser;

crate::code! {
    /// ## What it does
    /// Finds a line that is not a statement of the place where it stands.
    /// ## Why it matters
    /// What cannot be read is not checked and does not reach any output.
    /// ## Nội dung
    /// Phát hiện dòng không phải là câu được phép ở vị trí đó.
    /// ## Vì sao
    /// Nội dung không đọc được sẽ không được kiểm tra và không có trong kết quả.
    /// ## Example
    /// ```procedure
    /// level province under central
    /// the level of the province
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province under central
    /// // the level of the province
    /// ```
    pub(in crate::syntax) static UNEXPECTED = "syntax/unexpected", Error,
    en: "a line that cannot be read", vi: "dòng không đọc được";
}

/// How many mistakes of one line are named.
const MOST: usize = 6;

/// A longer line is not looked at in detail.
const LONGEST: usize = 4_000;

/// What is done with every statement that could be read.
pub(in crate::syntax) type Read<'r> = dyn FnMut(Pair, &mut Context) + 'r;

/// Finds out what is wrong with a line of a block, and reads what is right in it.
pub(in crate::syntax) fn read(junk: &Pair, block: Rule, cx: &mut Context, read: &mut Read) {
    let text = junk.as_str();
    let base = junk.as_span().start();
    let blocks = inner_blocks(junk);
    let inside: usize = blocks.iter().map(|b| b.at.len()).sum();
    let patience = cx.patience.checked_sub(1).filter(|_| text.len() - inside <= LONGEST);
    let Some(patience) = patience else {
        // What comes after so many, or is so long, is not looked at in detail.
        let word = line::word_at(text, 0);
        let at = cx.place(base + word.start..base + word.end);
        cx.sink().report(&UNEXPECTED, at, crate::text!(en: "this line cannot be read", vi: "không đọc được dòng này"));
        return;
    };
    cx.patience = patience;
    let (mut text, mut base, mut blocks) = (text, base, blocks);
    for _ in 0..MOST {
        let readable = match put_right(text, base, &blocks, block, cx) {
            Outcome::Readable(changes) => Some(changes),
            Outcome::Stuck(changes) => salvage::shorten(text, &blocks, &changes, block),
            Outcome::Hopeless => None,
            Outcome::Two(changes, between) => {
                read_again(&text[..between.start], base, &changes, line_rule(block), cx, read);
                let start = between.end;
                blocks.retain(|b| b.at.start >= start);
                for block in &mut blocks {
                    block.at = block.at.start - start..block.at.end - start;
                }
                (text, base) = (&text[start..], base + start);
                continue;
            }
        };
        return match readable {
            Some(changes) => read_again(text, base, &changes, line_rule(block), cx, read),
            None => salvage::read_blocks(text, base, &blocks, cx),
        };
    }
}

/// The insides of the blocks on a line, relative to the line.
fn inner_blocks(junk: &Pair) -> Vec<Change> {
    let base = junk.as_span().start();
    let blocks = junk.clone().into_inner().filter(|part| part.as_rule() == Rule::junk_block);
    blocks.map(|b| Change::new(b.as_span().start() + 1 - base..b.as_span().end() - 1 - base, "")).collect()
}

/// What putting a line right led to.
enum Outcome {
    /// With these changes it can be read.
    Readable(Vec<Change>),
    /// With these changes it can be read up to some word.
    Stuck(Vec<Change>),
    /// With these changes its first statement can be read; a second one begins after the range.
    Two(Vec<Change>, Range<usize>),
    /// Nothing but its block can be read.
    Hopeless,
}

/// Names the mistakes of a line and puts right what it can.
fn put_right(text: &str, base: usize, blocks: &[Change], block: Rule, cx: &mut Context) -> Outcome {
    let mut changes: Vec<Change> = Vec::new();
    let mut reached = None;
    for round in 0..MOST {
        let (draft, origin) = changed(text, 0, &merged(&changes, blocks));
        let Err(stuck) = strict(&draft, line_rule(block)) else { return Outcome::Readable(changes) };
        let at = origin.start(stuck.at);
        if round > 0 && reached.is_some_and(|before| at <= before) {
            break;
        }
        let line = Line { text: &draft, block, language: cx.language, at: stuck.at, expected: &stuck.expected };
        let Some(mistake) = line::mistake(&line) else {
            if round == 0 {
                say_expected(&line, &origin, base, cx);
            }
            break;
        };
        let fixes: Vec<Change> =
            mistake.changes.iter().map(|c| Change::new(origin.of(c.at.clone()), c.new.clone())).collect();
        let again = fixes.iter().any(|fix| changes.iter().any(|c| touch(c, fix)));
        if again && !mistake.is_certain {
            // The first guess did not lead on; a second one at the same place helps nobody.
            break;
        }
        say(&mistake, &fixes, &origin, base, cx);
        if mistake.is_hopeless {
            return Outcome::Hopeless;
        }
        if let ([between], true) = (fixes.as_slice(), mistake.is_two_statements()) {
            changes.retain(|c| c.at.end <= between.at.start);
            return Outcome::Two(changes, between.at.clone());
        }
        if fixes.is_empty() || again {
            break;
        }
        changes.extend(fixes);
        changes.sort_by_key(|c| (c.at.start, c.at.end));
        reached = Some(at);
        if mistake.is_whole_line {
            reached = None;
        }
    }
    let (draft, _) = changed(text, 0, &merged(&changes, blocks));
    if strict(&draft, line_rule(block)).is_ok() { Outcome::Readable(changes) } else { Outcome::Stuck(changes) }
}

fn touch(one: &Change, other: &Change) -> bool {
    one.at.start < other.at.end && other.at.start < one.at.end || one.at == other.at
}

/// Changes of a line together with its emptied blocks, in order.
pub(super) fn merged(changes: &[Change], blocks: &[Change]) -> Vec<Change> {
    let outside = |c: &&Change| !blocks.iter().any(|b| b.at.start < c.at.end && c.at.start < b.at.end);
    let mut all: Vec<Change> = changes.iter().filter(outside).chain(blocks).cloned().collect();
    all.sort_by_key(|c| (c.at.start, c.at.end));
    all
}

/// Where a text could not be read further, and what could have stood there.
pub(super) struct Stuck {
    /// The offset of the word; the length of the text where something is missing at its end.
    pub(super) at: usize,
    /// What was tried there.
    pub(super) expected: Vec<Rule>,
}

/// Stands for no word at all: what follows a beginning that ends in it is what the grammar expects there.
const NOTHING: &str = " \u{1}";

/// Words after the place that the grammar names which are looked at.
const FURTHER: usize = 24;

/// Reads a whole text as one rule.
pub(super) fn strict(text: &str, rule: Rule) -> Result<(), Stuck> {
    let Err(mut stuck) = attempt(text, rule) else { return Ok(()) };
    // The grammar names the beginning of the part that failed; the word that is wrong may stand further on.
    let mut end = stuck.at;
    for _ in 0..FURTHER {
        let word = line::word_at(text, end);
        if word.is_empty() {
            break;
        }
        end = word.end;
        match attempt(&format!("{}{NOTHING}", &text[..end]), rule) {
            Err(further) if further.at > end => {
                stuck = Stuck { at: line::word_at(text, end).start, expected: further.expected };
            }
            _ => break,
        }
    }
    Err(stuck)
}

fn attempt(text: &str, rule: Rule) -> Result<(), Stuck> {
    use pest::error::{ErrorVariant, InputLocation};
    let Err(error) = Grammar::parse(rule, text) else { return Ok(()) };
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    let expected = match error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    Err(Stuck { at, expected })
}

fn say(mistake: &Mistake, fixes: &[Change], origin: &Origin, base: usize, cx: &mut Context) {
    let place = |range, cx: &Context| {
        let at: Range<usize> = range;
        cx.place(at.start + base..at.end + base)
    };
    let at = place(origin.of(mistake.at.clone()), cx);
    let edits: Vec<Edit> = fixes.iter().map(|c| Edit { at: place(c.at.clone(), cx), new: c.new.clone() }).collect();
    let finding = cx.sink().report(mistake.code, at, mistake.message.clone());
    finding.help(mistake.help.clone());
    if mistake.is_certain && !edits.is_empty() {
        finding.fix(mistake.help.clone(), edits);
    }
}

fn say_expected(line: &Line, origin: &Origin, base: usize, cx: &mut Context) {
    let found = origin.of(line.word_at(line.at));
    let at: Span = cx.place(found.start + base..found.end + base);
    let message = words::expected(line);
    let finding: &mut Sink = cx.sink();
    finding.report(&UNEXPECTED, at, message).help(words::help(line));
}

/// Reads a line again with its changes, blocks included.
fn read_again(text: &str, base: usize, changes: &[Change], rule: Rule, cx: &mut Context, read: &mut Read) {
    let (draft, origin) = changed(text, cx.prepared(base), changes);
    let Ok(pairs) = Grammar::parse(rule, &draft) else { return };
    let mut inner = cx.line(&origin);
    for pair in pairs.flat_map(Pair::into_inner) {
        if pair.as_rule() != Rule::EOI {
            read(pair, &mut inner);
        }
    }
    let (slashed, patience) = (core::mem::take(&mut inner.slashed), inner.patience);
    cx.resume(slashed, patience);
}

/// The rule of one line of a block.
pub(super) fn line_rule(block: Rule) -> Rule {
    line::BLOCKS.iter().find(|(body, _)| *body == block).map_or(Rule::line_file, |(_, line)| *line)
}
