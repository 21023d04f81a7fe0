//! Names for what has only a title: short, readable, unique, never a keyword, and safe as a part of a path.

use crate::base::{file_name, similar};
use crate::syntax::keywords;
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// A name keeps at most so many letters of its title.
const LONGEST: usize = 48;

/// What no step may be called, in either language.
const RESERVED: [&str; 19] = [
    "by",
    "within",
    "kind",
    "then",
    "otherwise",
    "basis",
    "when",
    "unless",
    "refuse",
    "withdraw",
    "stop",
    "done",
    "do",
    "trong",
    "loại",
    "rồi",
    "thì",
    "khi",
    "unknown",
];

/// Whether a sign may stand in a name: letters and decimal digits, but no fraction, Roman numeral or circled letter, which
/// count as letters or numbers elsewhere.
pub(super) fn in_name(c: char) -> bool {
    let enclosed = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    c.is_ascii_digit() || c.is_alphabetic() && !c.is_numeric() && !enclosed
}

/// The first words of a title as a name: small letters, hyphens between words. Empty where the title has no letter.
pub fn slug(title: &str) -> String {
    let mut out = String::new();
    let words = title.split(|c: char| !in_name(c)).filter(|word| !word.is_empty());
    let mut length = 0;
    for word in words {
        let room = LONGEST.saturating_sub(length);
        if length > 0 && word.chars().count() + 1 > room {
            break;
        }
        if length > 0 {
            out.push('-');
        }
        out.extend(word.chars().take(room).flat_map(char::to_lowercase));
        length = out.chars().count();
    }
    out
}

/// A title as a part of a path: without diacritics, safe on every system, never a way out of the folder.
pub fn path_part(title: &str) -> String {
    let words = slug(title);
    let plain: Vec<_> = words.split('-').map(similar::plain).filter(|word| !word.is_empty()).collect();
    file_name(&plain.join("-"))
}

/// Names that are taken in one scope, and the titles they stand for.
#[derive(Debug, Clone, Default)]
pub struct Names {
    taken: HashSet<String>,
    by_title: BTreeMap<String, String>,
}

impl Names {
    /// A name that nothing else in this scope has, made of a title; `fallback` where the title has no letter.
    pub fn fresh(&mut self, title: &str, fallback: &str) -> String {
        let words = slug(title);
        let stem = if words.is_empty() { fallback.to_owned() } else { words };
        self.free(stem)
    }

    /// The name of a title: the same one whenever the title is the same but for letter case, blanks and the place of tone
    /// marks.
    pub fn of(&mut self, title: &str, fallback: &str) -> String {
        let key = similar::key(&title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
        if let Some(name) = self.by_title.get(&key) {
            return name.clone();
        }
        let name = self.fresh(title, fallback);
        self.by_title.insert(key, name.clone());
        name
    }

    /// Takes a name as it is given, digits in front and keywords included, if it can stand where steps and codes do; else
    /// the nearest free one.
    pub fn given(&mut self, name: String) -> String {
        let letters = |c: char| in_name(c) || matches!(c, '-' | '_' | '.');
        let fits = !name.is_empty() && name.chars().all(letters) && !RESERVED.contains(&name.as_str());
        if fits && self.taken.insert(similar::key(&name)) {
            return name;
        }
        let safe = name.chars().map(|c| if letters(c) { c } else { '-' }).collect();
        self.free(safe)
    }

    /// Takes the code of a procedure as a name, or the nearest free one.
    pub fn code(&mut self, code: &str) -> String {
        if code.starts_with(|c: char| c.is_ascii_digit()) && self.taken.insert(similar::key(code)) {
            return code.to_owned();
        }
        self.free(code.to_owned())
    }

    /// Takes a name that is given, or the nearest free one.
    pub fn free(&mut self, stem: String) -> String {
        let letter = stem.starts_with(char::is_alphabetic);
        let stem = if letter { stem } else { format!("n-{stem}") };
        let mut name = stem.clone();
        let mut number = 2;
        while is_keyword(&name) || !self.taken.insert(similar::key(&name)) {
            name = format!("{stem}-{number}");
            number += 1;
        }
        name
    }
}

/// Whether a word is a keyword of either language.
fn is_keyword(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let spellings = keywords::table().iter().flat_map(|keyword| keyword.en.iter().chain(&keyword.vi));
        spellings.map(|word| similar::key(&word.to_lowercase())).collect()
    });
    words.contains(&similar::key(&word.to_lowercase()))
}
