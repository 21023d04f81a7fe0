//! "Did you mean": the nearest of some candidates, tolerant of lost diacritics.

/// The candidate nearest to `word`, if near enough to be worth naming: at most a third of its letters differ, or only
/// diacritics, case and separators do.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bare = plain(word);
    let limit = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(word, candidate);
            let distance = if plain(candidate) == bare { distance.min(1) } else { distance };
            (distance, candidate)
        })
        .filter(|&(distance, candidate)| distance <= limit && candidate != word)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be put in, left out, changed or swapped to make one word of the other.
pub fn distance(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(one, other)
}

/// The word in lower case without diacritics and separators: `Tư pháp` and `tu-phap` are the same.
pub fn plain(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfd()
        .filter(|c| c.is_alphanumeric() || *c == '/')
        .map(|c| if matches!(c, 'đ' | 'Đ') { 'd' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The letter that carries the marks, its horn kept: `ệ` and `e`, `ở` and `ơ`, `Đ` and `D`.
pub fn base_letter(c: char) -> char {
    let (mut first, mut horned) = (None, false);
    unicode_normalization::char::decompose_canonical(c, |part| {
        horned |= part == '\u{31b}';
        first = first.or(Some(part));
    });
    match (first, horned) {
        (Some('o'), true) => 'ơ',
        (Some('u'), true) => 'ư',
        (Some('O'), true) => 'Ơ',
        (Some('U'), true) => 'Ư',
        (Some('đ'), _) => 'd',
        (Some('Đ'), _) => 'D',
        (first, _) => first.unwrap_or(c),
    }
}

/// Whether a character is a mark that joins the letter before it.
pub fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The key under which names and keywords are compared: NFC, with the tone mark where the newer spelling puts it, so
/// that `uỷ` and `ủy`, `hoá` and `hóa` are one word.
pub fn key(word: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, is_nfc};
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut key = if is_nfc(word) { word.to_owned() } else { word.nfc().collect() };
    for (old, new) in TONES {
        if key.contains(old) {
            key = fold_final(&key, old, new);
        }
    }
    key
}

/// Old and new place of the tone mark in the three rhymes where both are written (`oa`, `oe`, `uy`).
const TONES: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// Replaces `old` by `new` where the rhyme ends the syllable (`hoá` but not `hoán`) and is not part of `qu`.
fn fold_final(text: &str, old: &str, new: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(old) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        let open = !after.starts_with(char::is_alphabetic);
        let after_q = old.starts_with('u') && before.ends_with(['q', 'Q']);
        folded.push_str(before);
        folded.push_str(if open && !after_q { new } else { old });
        rest = after;
    }
    folded + rest
}
