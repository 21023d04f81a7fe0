//! The table of keywords in both languages, read once from the grammar file that is its only copy.

use super::build::Pair;
use super::grammar::Rule;
use crate::base::{Language, similar};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One keyword.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// The name of its rule without `kw_`.
    pub name: String,
    /// English spellings; the first is the one that is written. Of a unit the second is the singular.
    pub en: Vec<String>,
    /// Vietnamese spellings; the first is the one that is written.
    pub vi: Vec<String>,
    /// Where it may stand.
    pub places: Vec<String>,
}

impl Keyword {
    /// The spelling that is written in a language.
    pub fn word(&self, language: Language) -> &str {
        &language.pick(&self.en, &self.vi)[0]
    }

    /// Every accepted spelling in a language.
    pub fn spellings(&self, language: Language) -> &[String] {
        language.pick(&self.en, &self.vi)
    }

    /// Whether it may stand in that place.
    pub fn stands_in(&self, place: &str) -> bool {
        self.places.iter().any(|p| p == place || p == "any")
    }
}

/// Every keyword, in the order of the grammar file.
pub fn table() -> &'static [Keyword] {
    static TABLE: OnceLock<Vec<Keyword>> = OnceLock::new();
    TABLE.get_or_init(|| include_str!("../../grammar/keywords.pest").lines().filter_map(read).collect())
}

/// The spelling of a keyword that is written in a language. The name is that of its rule without `kw_`.
///
/// # Panics
///
/// Where the table has no such keyword: names are written in this program only, and its tests use each.
pub fn word(name: &str, language: Language) -> &'static str {
    let found = table().iter().find(|keyword| keyword.name == name);
    found.unwrap_or_else(|| panic!("the table of keywords has `{name}`")).word(language)
}

/// Reads `kw_level = { (^"level") | (^"cấp") } // item, agency, procedure`.
fn read(line: &str) -> Option<Keyword> {
    let (name, rest) = line.strip_prefix("kw_")?.split_once('=')?;
    let (words, places) = rest.split_once("//")?;
    let (en, vi) = words.split_once(") | (")?;
    let spellings = |part: &str| -> Vec<String> {
        let mut spellings: Vec<String> = Vec::new();
        for word in part.split('"').skip(1).step_by(2) {
            // A capital listed beside its small letter is an accepted initial, not a spelling of its own.
            let small = word.to_lowercase();
            if !spellings.iter().any(|s| s.to_lowercase() == small) {
                spellings.push(word.to_owned());
            }
        }
        spellings
    };
    Some(Keyword {
        name: name.trim().to_owned(),
        en: spellings(en),
        vi: spellings(vi),
        places: places.split(',').map(|place| place.trim().to_owned()).collect(),
    })
}

/// Every spelling that begins with a letter, in small letters, with its keyword.
pub(super) fn beginning(letter: char) -> &'static [(String, &'static Keyword)] {
    static BY_LETTER: OnceLock<BTreeMap<char, Vec<(String, &'static Keyword)>>> = OnceLock::new();
    let by_letter = BY_LETTER.get_or_init(|| {
        let mut by_letter: BTreeMap<char, Vec<_>> = BTreeMap::new();
        for keyword in table() {
            for spelling in keyword.en.iter().chain(&keyword.vi) {
                let small = spelling.to_lowercase();
                let first = small.chars().next().expect("a spelling has letters");
                by_letter.entry(first).or_default().push((small, keyword));
            }
        }
        by_letter
    });
    let small = letter.to_lowercase().next().unwrap_or(letter);
    by_letter.get(&small).map_or(&[], Vec::as_slice)
}

/// Every keyword with that spelling in that language; letter case and the place of the tone mark do not count.
pub fn spelled(word: &str, language: Language) -> impl Iterator<Item = &'static Keyword> {
    let word = similar::key(&word.to_lowercase());
    table().iter().filter(move |k| k.spellings(language).iter().any(|s| similar::key(&s.to_lowercase()) == word))
}

/// Whether a word is one of the four ends of a process, in either language.
pub(super) fn spelled_end(word: &str) -> bool {
    [Rule::kw_refuse, Rule::kw_withdraw, Rule::kw_stop, Rule::kw_done]
        .into_iter()
        .filter_map(of)
        .any(|end| end.en.iter().chain(&end.vi).any(|spelling| spelling.eq_ignore_ascii_case(word)))
}

/// The keyword of a rule of the grammar.
pub(super) fn of(rule: Rule) -> Option<&'static Keyword> {
    static BY_RULE: OnceLock<Vec<Option<&'static Keyword>>> = OnceLock::new();
    let by_rule = BY_RULE.get_or_init(|| {
        let mut by_rule = vec![None; Rule::all_rules().iter().map(|r| *r as usize).max().unwrap_or(0) + 1];
        for rule in Rule::all_rules() {
            let name = format!("{rule:?}");
            let Some(name) = name.strip_prefix("kw_") else { continue };
            by_rule[*rule as usize] = table().iter().find(|k| k.name == name);
        }
        by_rule
    });
    by_rule.get(rule as usize).copied().flatten()
}

/// The language a keyword is written in; `None` where both spell it alike, or where the pair is no keyword.
pub(super) fn language(pair: &Pair) -> Option<Language> {
    let keyword = of(pair.as_rule())?;
    let written = pair.as_str();
    if !written.is_ascii() {
        return Some(Language::Vi);
    }
    let spelled = |l: Language| keyword.spellings(l).iter().any(|s| s.eq_ignore_ascii_case(written));
    match (spelled(Language::En), spelled(Language::Vi)) {
        (true, false) => Some(Language::En),
        (false, true) => Some(Language::Vi),
        _ => None,
    }
}

/// How many keywords under a pair are English, and how many Vietnamese.
pub(super) fn count(pair: Pair) -> (usize, usize) {
    let mut counts = (0, 0);
    for part in pair.into_inner().flatten() {
        match language(&part) {
            Some(Language::En) => counts.0 += 1,
            Some(Language::Vi) => counts.1 += 1,
            None => {}
        }
    }
    counts
}

/// One spelling of a keyword, prepared for comparison.
pub(super) struct Spelling {
    /// As it is written.
    pub(super) text: &'static str,
    /// Without diacritics and blanks.
    pub(super) plain: String,
    /// Its number of letters.
    pub(super) length: usize,
    /// The language it belongs to.
    pub(super) language: Language,
    /// Whether it is a unit of time or money.
    pub(super) is_unit: bool,
}

/// Every spelling of every keyword once.
pub(super) fn spellings() -> &'static [Spelling] {
    static SPELLINGS: OnceLock<Vec<Spelling>> = OnceLock::new();
    SPELLINGS.get_or_init(|| {
        let mut all: Vec<Spelling> = Vec::new();
        for keyword in table() {
            for language in [Language::En, Language::Vi] {
                for text in keyword.spellings(language) {
                    if !all.iter().any(|s| s.text == text && s.language == language) {
                        let (plain, length) = (similar::plain(text), text.chars().count());
                        let is_unit = keyword.places.iter().any(|place| place == "unit" || place == "money");
                        all.push(Spelling { text, plain, length, language, is_unit });
                    }
                }
            }
        }
        all
    })
}
