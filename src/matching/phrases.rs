//! Which of many phrases may stand in a text: one pass over the letters of it, before anything is normalised. Alone knows
//! which letters [`normal`](super::normal) can make of which.
//!
//! The answer may name a phrase that is not there, never leave out one that is: whoever asks normalises what is left, and
//! that is little.

use super::words;
use crate::base::similar::{base_letter, is_mark};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Phrases in their normal form, to be looked for in texts that are not.
#[derive(Debug, Default)]
pub struct Phrases {
    /// Finds the cores; each belongs to one phrase or to several, a phrase may have several.
    cores: Option<AhoCorasick>,
    /// By core: the phrases that have it.
    of_core: Vec<Vec<usize>>,
    /// Those without letters: they may stand anywhere.
    anywhere: Vec<usize>,
    count: usize,
}

impl Phrases {
    /// Phrases as [`normal`](super::normal) writes them.
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut all = Self::default();
        let mut cores: Vec<String> = Vec::new();
        for (index, phrase) in phrases.into_iter().enumerate() {
            all.count += 1;
            let own = cores_of(phrase);
            if own.is_empty() {
                all.anywhere.push(index);
            }
            for core in own {
                let known = cores.iter().position(|known| *known == core).unwrap_or_else(|| {
                    cores.push(core);
                    all.of_core.push(Vec::new());
                    cores.len() - 1
                });
                all.of_core[known].push(index);
            }
        }
        // Overlapping ones are wanted, too: one name may be a part of another.
        all.cores = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&cores).ok();
        all
    }

    /// Whether none of the phrases stands in the normal form of any sentence of a text, its round brackets read as blanks.
    pub fn none_in(&self, text: &str) -> bool {
        let (Some(cores), Some(letters)) = (&self.cores, letters(text, Notes::Read)) else { return false };
        self.anywhere.is_empty() && !cores.is_match(&letters)
    }

    /// The phrases that may stand in the normal form of a text, by their places, in order.
    pub fn possible_in(&self, text: &str) -> Vec<usize> {
        let everything = || (0..self.count).collect();
        let (Some(cores), Some(letters)) = (&self.cores, letters(text, Notes::Dropped)) else { return everything() };
        let found = cores.find_overlapping_iter(&letters).map(|hit| hit.pattern().as_usize());
        let mut found: Vec<usize> = found.flat_map(|core| self.of_core[core].iter().copied()).collect();
        found.extend(&self.anywhere);
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What becomes of notes in brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notes {
    /// As [`normal`](super::normal) does.
    Dropped,
    /// Round brackets are blanks; square ones cannot be told from those that are dropped.
    Read,
}

/// Letters of which some stand wherever a phrase does: the longest run of its words that no abbreviation stands for, else
/// all of its words, or an abbreviation that stands for one of them. None: it has no letters.
fn cores_of(phrase: &str) -> Vec<String> {
    let core = |words: &str| {
        Some(String::from_utf8(letters(words, Notes::Dropped)?).ok()?.trim().to_owned()).filter(|core| !core.is_empty())
    };
    let words: Vec<_> = phrase.split(' ').filter(|word| !word.is_empty()).collect();
    let runs =
        words.split(|word| words::abbreviations_of(word).next().is_some()).filter_map(|run| core(&run.join(" ")));
    if let Some(run) = runs.max_by_key(String::len) {
        return vec![run];
    }
    let Some(whole) = core(phrase) else { return Vec::new() };
    let short: BTreeSet<&str> = words.iter().flat_map(|word| words::abbreviations_of(word)).collect();
    std::iter::once(whole).chain(short.into_iter().filter_map(core)).collect()
}

/// What a letter is in the form in which cores are looked for.
const NOTHING: u8 = 0;
const BLANK: u8 = b' ';
/// Of such a text no letter says how it is read.
const UNSURE: u8 = 1;

/// The Latin letters and digits of a text without case, marks and notes in brackets, `y` as `i`, one blank for whatever stands
/// between words; `None` where marks stand by themselves.
fn letters(text: &str, notes: Notes) -> Option<Vec<u8>> {
    let mut all = Vec::with_capacity(text.len());
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '[' | ']' if notes == Notes::Read => return None,
            '(' | ')' if notes == Notes::Read => {}
            '(' | '[' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        let letter = match TABLE.get(c as usize) {
            Some(known) => *known,
            None => letter(c),
        };
        match letter {
            NOTHING => {}
            UNSURE => return None,
            _ if open > 0 => {}
            BLANK if all.last() == Some(&BLANK) => {}
            letter => all.push(letter),
        }
    }
    Some(all)
}

static TABLE: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..0x2000).map(|code| char::from_u32(code).map_or(NOTHING, letter)).collect());

fn letter(c: char) -> u8 {
    if is_mark(c) || c.to_lowercase().count() > 1 {
        return UNSURE;
    }
    if words::is_invisible(c) {
        return NOTHING;
    }
    if !c.is_alphanumeric() {
        return BLANK;
    }
    match base_letter(c).to_lowercase().next().unwrap_or(c) {
        'ơ' => b'o',
        'ư' => b'u',
        'y' => b'i',
        small if small.is_ascii_alphanumeric() => small as u8,
        _ => NOTHING,
    }
}
