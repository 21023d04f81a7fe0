//! The registry's names of papers, found by the three-letter pieces of their words, and the score of a written name.

use super::line::{self, Line};
use super::words::{Token, tokens};
use crate::base::{Text, similar};
use crate::model::{Catalogue, DocumentType, Id};
use crate::time::Date;
use std::collections::{HashMap, HashSet};

/// Words of the form, which many names of papers share: they weigh a quarter.
const FORM: &[&str] = &[
    "giấy", "tờ", "bản", "văn", "thẻ", "sổ", "phiếu", "chứng", "nhận", "minh", "chỉ", "từ", "phép", "đăng", "ký",
    "xác", "cấp", "về", "của", "và", "hoặc", "các", "loại", "theo", "quyết", "định", "thông", "tin", "có",
];

/// Words that may follow a name without changing what paper it is.
const AFTER: &[&str] = &[
    "biên",
    "bản",
    "bằng",
    "cho",
    "chưa",
    "chụp",
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
    "quý",
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

/// A word with what comparing it needs.
#[derive(Debug)]
struct Spelt {
    word: String,
    bare: String,
    weight: u32,
}

impl Spelt {
    fn new(word: &str) -> Self {
        let bare = similar::plain(word);
        // A name without any diacritics has the words of the form too.
        let form = FORM.contains(&word) || word == bare && FORM.iter().any(|form| similar::plain(form) == bare);
        Self { word: word.to_owned(), bare, weight: if form { FORM_WEIGHT } else { CONTENT_WEIGHT } }
    }

    /// The pieces of three letters of the word without diacritics, its ends included.
    fn pieces(&self) -> Vec<[char; 3]> {
        let letters: Vec<char> = std::iter::once(' ').chain(self.bare.chars()).chain([' ']).collect();
        letters.windows(3).map(|piece| [piece[0], piece[1], piece[2]]).collect()
    }
}

/// Finds types of paper by their written names.
#[derive(Debug, Default)]
pub struct Matcher {
    entries: Vec<Entry>,
    /// By a piece of three letters: the entries that have it, each once, in order.
    pieces: HashMap<[char; 3], Vec<u32>>,
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

    fn add(&mut self, document: Id<DocumentType>, name: &str, synonym: bool) {
        let words: Vec<_> = tokens(name).into_iter().filter_map(Token::word).map(|word| Spelt::new(&word)).collect();
        if words.is_empty() {
            return;
        }
        let index = self.entries.len() as u32;
        let mut own = 0;
        for piece in words.iter().flat_map(Spelt::pieces) {
            let known = self.pieces.entry(piece).or_default();
            if known.last() != Some(&index) {
                known.push(index);
                own += 1;
            }
        }
        let weight = words.iter().map(|word| word.weight).sum();
        self.entries.push(Entry { document, name: name.to_owned(), synonym, words, weight, pieces: own });
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
    pub(super) fn prefix(&self, words: &[&str], open: &[bool]) -> Option<(Match, usize)> {
        let words: Vec<_> = words.iter().take(LONGEST).map(|word| Spelt::new(word)).collect();
        // Pieces that few names have lead to the name at once; where they do not, all are followed.
        let best = self.best(&words, open, FEW).or_else(|| self.best(&words, open, usize::MAX))?;
        let (score, _, std::cmp::Reverse(index), length) = best;
        let entry = &self.entries[index as usize];
        let why = match (score, entry.synonym) {
            (WHOLE, false) => Why::Title,
            (WHOLE, true) => Why::Synonym,
            _ => Why::Similar,
        };
        Some((Match { document: entry.document, score, name: entry.name.clone(), why }, length))
    }

    /// The best entry among those that share pieces which at most `rare` entries have.
    fn best(&self, words: &[Spelt], open: &[bool], rare: usize) -> Option<(u32, usize, std::cmp::Reverse<u32>, usize)> {
        let mut seen = HashSet::new();
        let mut hits: HashMap<u32, u32> = HashMap::new();
        for piece in words.iter().flat_map(Spelt::pieces).filter(|piece| seen.insert(*piece)) {
            for entry in self.pieces.get(&piece).into_iter().filter(|known| known.len() <= rare).flatten() {
                *hits.entry(*entry).or_default() += 1;
            }
        }
        let mut candidates: Vec<_> = hits
            .into_iter()
            .map(|(entry, hits)| (hits * 100 / self.entries[entry as usize].pieces.max(1), entry))
            .collect();
        candidates.sort_unstable_by_key(|&(share, entry)| (std::cmp::Reverse(share), entry));
        candidates
            .into_iter()
            .take(CANDIDATES)
            .filter_map(|(_, index)| {
                let entry = &self.entries[index as usize];
                let (score, length) = fit(entry, words, open)?;
                (score >= self.threshold).then_some((score, entry.words.len(), std::cmp::Reverse(index), length))
            })
            .max()
    }
}

/// The best score of a name against a beginning of the words, and how long that beginning is.
fn fit(entry: &Entry, words: &[Spelt], open: &[bool]) -> Option<(u32, usize)> {
    let shortest = entry.words.len().saturating_sub(2).max(1);
    (shortest..=entry.words.len() + 2)
        .filter(|length| *length <= words.len())
        .map(|length| {
            let beginning = &words[..length];
            let total = entry.weight + beginning.iter().map(|word| word.weight).sum::<u32>();
            let score = 2 * shared(&entry.words, beginning) / total;
            // Without the word that says of what it is, another paper is more probable.
            let of_what = entry.words.iter().rfind(|word| word.weight == CONTENT_WEIGHT);
            let lost = of_what.is_some_and(|what| beginning.iter().all(|word| alike(what, word) == 0));
            let score = if lost { score * 3 / 4 } else { score };
            // Another word of content goes on with the name: most probably it is another paper.
            let goes_on = words.get(length).is_some_and(|next| !ends_name(&next.word));
            let cut = goes_on && !open.get(length - 1).copied().unwrap_or(true);
            (if cut { score * 3 / 4 } else { score }, std::cmp::Reverse(length))
        })
        .max()
        .map(|(score, std::cmp::Reverse(length))| (score, length))
}

fn ends_name(next: &str) -> bool {
    next.starts_with(|c: char| c.is_ascii_digit()) || AFTER.contains(&next)
}

const FORM_WEIGHT: u32 = 1;
const CONTENT_WEIGHT: u32 = 4;

/// The weight, in ten-thousandths, of the words that both have in the same order; those that are only alike count less.
fn shared(one: &[Spelt], other: &[Spelt]) -> u32 {
    let mut row = vec![0; other.len() + 1];
    for word in one {
        let mut diagonal = 0;
        for (at, second) in other.iter().enumerate() {
            let above = row[at + 1];
            let both = diagonal + alike(word, second) * word.weight.min(second.weight);
            row[at + 1] = above.max(row[at]).max(both);
            diagonal = above;
        }
    }
    row[other.len()]
}

/// How alike two words are: the same, the same without diacritics, one letter of five or more apart, or not.
fn alike(one: &Spelt, other: &Spelt) -> u32 {
    if one.word == other.word {
        return WHOLE;
    }
    if one.bare == other.bare {
        // Without any diacritics it may be meant; with others it is another word.
        return if other.word == other.bare || one.word == one.bare { WHOLE * 9 / 10 } else { WHOLE * 3 / 10 };
    }
    let long = one.bare.len() >= 5 && other.bare.len() >= 5;
    if long && similar::distance(&one.bare, &other.bare) == 1 { WHOLE * 7 / 10 } else { 0 }
}
