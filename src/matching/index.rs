//! The registry's names of papers, found by the three-letter pieces of their words, and the score of a written name.

use super::line::{self, Line};
use super::words::{Token, tokens};
use crate::base::{Text, similar};
use crate::model::{Catalogue, DocumentType, Id};
use crate::time::Date;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words of the form, which many names of papers share: they weigh a quarter.
const FORM: &[&str] = &[
    "giấy", "tờ", "bản", "văn", "thẻ", "sổ", "phiếu", "chứng", "nhận", "chỉ", "từ", "phép", "đăng", "ký", "xác", "cấp",
    "về", "của", "và", "hoặc", "các", "loại", "theo", "quyết", "định", "thông", "tin", "có",
];

/// Words that may follow a name without changing what paper it is.
const AFTER: &[&str] = &[
    "biên",
    "bản",
    "bằng",
    "cho",
    "chưa",
    "chụp",
    "cm",
    "dán",
    "chủ",
    "con",
    "còn",
    "có",
    "cùng",
    "cũ",
    "cấp",
    "cỡ",
    "của",
    "do",
    "dùng",
    "ghi",
    "gần",
    "gắn",
    "gốc",
    "gồm",
    "hiện",
    "hoặc",
    "hợp",
    "khi",
    "không",
    "khổ",
    "kèm",
    "kích",
    "kỳ",
    "là",
    "mang",
    "mà",
    "mẫu",
    "mới",
    "người",
    "như",
    "nhưng",
    "nhất",
    "nêu",
    "năm",
    "nước",
    "nếu",
    "nền",
    "photo",
    "phù",
    "phải",
    "quá",
    "quý",
    "sử",
    "sau",
    "số",
    "theo",
    "thuộc",
    "thì",
    "thể",
    "trong",
    "trước",
    "trường",
    "trừ",
    "tương",
    "tại",
    "từ",
    "việt",
    "và",
    "vẫn",
    "về",
    "với",
    "đang",
    "đã",
    "đính",
    "được",
    "đầy",
    "đề",
    "để",
    "đối",
    "đứng",
    "ở",
];

/// How many words of the text are looked at for one name.
const LONGEST: usize = 24;
/// How many entries may have a piece that is rare.
const FEW: usize = 60;
/// How many candidates are compared word by word.
const CANDIDATES: usize = 24;
/// What a score counts in: the ten-thousandth.
const WHOLE: u32 = 10_000;

/// A type of paper that a written name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The type.
    pub document: Id<DocumentType>,
    /// How well the name fits, in ten-thousandths.
    pub score: u32,
    /// The name of the registry that fits.
    pub name: String,
    /// Why it was taken.
    pub why: Why,
}

/// Why a name was taken for a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is the title, apart from spelling.
    Title,
    /// It is a synonym, apart from spelling.
    Synonym,
    /// It is similar to the title or a synonym.
    Similar,
}

impl Match {
    /// The reason in words.
    pub fn reason(&self) -> Text {
        let (name, percent) = (&self.name, self.score / 100);
        match self.why {
            Why::Title => crate::text!(en: "it is the title `{name}`", vi: "trùng với tên `{name}`"),
            Why::Synonym => crate::text!(en: "`{name}` is a synonym of it", vi: "trùng với tên gọi khác `{name}`"),
            Why::Similar => {
                crate::text!(en: "it is {percent}% like `{name}`", vi: "giống {percent}% với tên `{name}`")
            }
        }
    }
}

#[derive(Debug)]
struct Entry {
    document: Id<DocumentType>,
    name: String,
    synonym: bool,
    words: Vec<Spelt>,
    weight: u32,
    /// How many different pieces its words have.
    pieces: u32,
}

/// The words of the form without diacritics: a name without any has them too.
static BARE_FORM: LazyLock<Vec<String>> = LazyLock::new(|| FORM.iter().map(|form| similar::plain(form)).collect());

/// A word with what comparing it needs.
#[derive(Debug)]
pub(super) struct Spelt {
    /// The word among those of the registry; `None` where the registry has it nowhere.
    word: Option<u32>,
    /// The same without diacritics.
    bare: Option<u32>,
    /// Whether it is written without diacritics.
    plain: bool,
    letters: Vec<char>,
    weight: u32,
    /// Whether a name may end before it.
    ends_name: bool,
    /// The pieces of three letters of the word without diacritics, its ends included, that the registry has.
    pieces: Vec<u32>,
}

/// Gives each different thing a number.
#[derive(Debug)]
struct Numbers<T>(HashMap<T, u32>);

impl<T: std::hash::Hash + Eq> Numbers<T> {
    fn number(&mut self, of: T) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(of).or_insert(next)
    }
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

fn pieces(bare: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = std::iter::once(' ').chain(bare.chars()).chain([' ']).collect();
    letters.windows(3).map(|piece| [piece[0], piece[1], piece[2]]).collect()
}

/// Finds types of paper by their written names.
#[derive(Debug, Default)]
pub struct Matcher {
    entries: Vec<Entry>,
    /// The words of the entries, with and without diacritics.
    words: Numbers<String>,
    /// Their pieces of three letters.
    pieces: Numbers<[char; 3]>,
    /// By piece: the entries that have it, each once, in order.
    having: Vec<Vec<u32>>,
    threshold: u32,
}

impl Matcher {
    /// The types of a registry under the titles and synonyms of a day; `threshold` in ten-thousandths is what a name must
    /// score.
    pub fn of(catalogue: &Catalogue, day: Date, threshold: u32) -> Self {
        let mut matcher = Self { threshold, ..Self::default() };
        for id in catalogue.documents.ids() {
            let document = catalogue.documents.get(id).near(day);
            if let Some(title) = &document.title {
                matcher.add(id, &title.text, false);
            }
            for synonym in &document.synonyms {
                matcher.add(id, &synonym.text, true);
            }
        }
        matcher
    }

    /// Whether it has the same names for the same types, and so reads every line alike.
    pub(super) fn reads_as(&self, other: &Self) -> bool {
        let names = |one: &Self| {
            let names = one.entries.iter().map(|entry| (entry.document, entry.synonym, entry.name.clone()));
            names.collect::<Vec<_>>()
        };
        self.threshold == other.threshold && names(self) == names(other)
    }

    fn add(&mut self, document: Id<DocumentType>, name: &str, synonym: bool) {
        let words: Vec<_> = tokens(name).into_iter().filter_map(Token::word).collect();
        if words.is_empty() {
            return;
        }
        let index = self.entries.len() as u32;
        let mut own = 0;
        for word in &words {
            let bare = similar::plain(word);
            for piece in pieces(&bare) {
                let piece = self.pieces.number(piece) as usize;
                self.having.resize(self.pieces.0.len(), Vec::new());
                let known = &mut self.having[piece];
                if known.last() != Some(&index) {
                    known.push(index);
                    own += 1;
                }
            }
            self.words.number(word.clone());
            self.words.number(bare);
        }
        let words: Vec<_> = words.iter().map(|word| self.spell(word)).collect();
        let weight = words.iter().map(|word| word.weight).sum();
        self.entries.push(Entry { document, name: name.to_owned(), synonym, words, weight, pieces: own });
    }

    /// What comparing a normalised word with the registry needs.
    pub(super) fn spell(&self, word: &str) -> Spelt {
        let bare = similar::plain(word);
        let plain = word == bare;
        let form = FORM.contains(&word) || plain && BARE_FORM.contains(&bare);
        Spelt {
            word: self.words.0.get(word).copied(),
            bare: self.words.0.get(&bare).copied(),
            plain,
            letters: bare.chars().collect(),
            weight: if form { FORM_WEIGHT } else { CONTENT_WEIGHT },
            ends_name: word.starts_with(|c: char| c.is_ascii_digit()) || AFTER.contains(&word),
            pieces: pieces(&bare).iter().filter_map(|piece| self.pieces.0.get(piece).copied()).collect(),
        }
    }

    /// The type that a written name stands for: the first paper of the line that has one.
    pub fn name(&self, written: &str) -> Option<Match> {
        self.read(written).papers.into_iter().find_map(|paper| paper.matched)
    }

    /// Reads a line of a dossier.
    pub fn read(&self, written: &str) -> Line {
        line::read(self, &tokens(written))
    }

    /// The type whose name the words begin with, and how many words that takes; `open` says after how many words a name
    /// may end, because no other word follows at once.
    pub(super) fn prefix(&self, words: &[&Spelt], open: &[bool]) -> Option<(Match, usize)> {
        let words = &words[..words.len().min(LONGEST)];
        // Pieces that few names have lead to the name at once; where they do not, all are followed.
        let best = self.best(words, open, FEW).or_else(|| self.best(words, open, usize::MAX))?;
        let (score, _, Reverse(index), length) = best;
        let entry = &self.entries[index as usize];
        let why = match (score, entry.synonym) {
            (WHOLE, false) => Why::Title,
            (WHOLE, true) => Why::Synonym,
            _ => Why::Similar,
        };
        Some((Match { document: entry.document, score, name: entry.name.clone(), why }, length))
    }

    /// The best entry among those that share pieces which at most `rare` entries have.
    fn best(&self, words: &[&Spelt], open: &[bool], rare: usize) -> Option<(u32, usize, Reverse<u32>, usize)> {
        let mut seen = vec![false; self.having.len()];
        let mut hits = vec![0_u32; self.entries.len()];
        for piece in words.iter().flat_map(|word| &word.pieces) {
            let known = &self.having[*piece as usize];
            if !std::mem::replace(&mut seen[*piece as usize], true) && known.len() <= rare {
                for entry in known {
                    hits[*entry as usize] += 1;
                }
            }
        }
        let share = |(index, hits): (usize, u32)| (hits * 100 / self.entries[index].pieces.max(1), index as u32);
        let hits = hits.into_iter().enumerate().filter(|(_, hits)| *hits > 0);
        let mut candidates: Vec<_> = hits.map(share).collect();
        if candidates.len() > CANDIDATES {
            candidates.select_nth_unstable_by_key(CANDIDATES, |&(share, entry)| (Reverse(share), entry));
            candidates.truncate(CANDIDATES);
        }
        let score = |(_, index): (u32, u32)| {
            let entry = &self.entries[index as usize];
            let (score, length) = fit(entry, words, open)?;
            (score >= self.threshold).then_some((score, entry.words.len(), Reverse(index), length))
        };
        candidates.into_iter().filter_map(score).max()
    }
}

/// The best score of a name against a beginning of the words, and how long that beginning is.
fn fit(entry: &Entry, words: &[&Spelt], open: &[bool]) -> Option<(u32, usize)> {
    // "Số giấy chứng nhận …" is a number, and "nội dung giấy chứng nhận …" what stands on it: not the paper.
    let foreign =
        |first: &&Spelt| first.weight == CONTENT_WEIGHT && entry.words.iter().all(|own| alike(own, first) == 0);
    if words.first().is_some_and(foreign) {
        return None;
    }
    let shortest = entry.words.len().saturating_sub(2).max(1);
    let longest = words.len().min(entry.words.len() + 2);
    let shared = shared(&entry.words, &words[..longest]);
    let mut total = entry.weight;
    let mut best: Option<(u32, Reverse<usize>)> = None;
    // Without the word that says of what it is, another paper is more probable.
    let of_what = entry.words.iter().rfind(|word| word.weight == CONTENT_WEIGHT);
    let mut lost = of_what.is_some();
    for length in 1..=longest {
        total += words[length - 1].weight;
        lost &= of_what.is_some_and(|what| alike(what, words[length - 1]) == 0);
        let score = 2 * shared[length] / total;
        let score = if lost { score * 3 / 4 } else { score };
        // Another word of content goes on with the name: most probably it is another paper.
        let goes_on = words.get(length).is_some_and(|next| !next.ends_name);
        let cut = goes_on && !open.get(length - 1).copied().unwrap_or(true);
        if length >= shortest {
            best = best.max(Some((if cut { score * 3 / 4 } else { score }, Reverse(length))));
        }
    }
    best.map(|(score, Reverse(length))| (score, length))
}

const FORM_WEIGHT: u32 = 1;
const CONTENT_WEIGHT: u32 = 4;

/// By the length of the beginning: the weight, in ten-thousandths, of the words that it and the name have in the same
/// order; those that are only alike count less.
fn shared(name: &[Spelt], words: &[&Spelt]) -> Vec<u32> {
    let mut row = vec![0; words.len() + 1];
    for word in name {
        let mut diagonal = 0;
        for (at, second) in words.iter().enumerate() {
            let above = row[at + 1];
            let both = diagonal + alike(word, second) * word.weight.min(second.weight);
            row[at + 1] = above.max(row[at]).max(both);
            diagonal = above;
        }
    }
    row
}

/// How alike a word of the registry and a written one are: the same, the same without diacritics, one letter of five or
/// more apart, or not.
fn alike(one: &Spelt, other: &Spelt) -> u32 {
    if one.word == other.word {
        return WHOLE;
    }
    if one.bare == other.bare {
        // Without any diacritics it may be meant; with others it is another word.
        return if other.plain || one.plain { WHOLE * 9 / 10 } else { WHOLE * 3 / 10 };
    }
    let long = one.letters.len() >= 5 && other.letters.len() >= 5;
    if long && is_one_apart(&one.letters, &other.letters) { WHOLE * 7 / 10 } else { 0 }
}

/// Whether one letter put in, left out or changed, or two neighbours swapped, make one word of the other.
fn is_one_apart(one: &[char], other: &[char]) -> bool {
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - same], &other[..other.len() - same]) {
        ([_], [_] | []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_one_apart;
    use crate::base::similar;

    #[test]
    fn one_apart_is_a_distance_of_one() {
        let letters = ["", "a", "ab", "ba", "abc", "acb", "bac", "abcd", "abdc", "abbd", "badc", "aab", "aba", "aaab"];
        for one in letters {
            for other in letters {
                let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
                assert_eq!(is_one_apart(&a, &b), similar::distance(one, other) == 1, "{one} {other}");
            }
        }
    }
}
