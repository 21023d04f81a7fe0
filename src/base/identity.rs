//! What makes a finding the same one after an edit: what it is about, never where its line stands or how its file is called.

use unicode_normalization::UnicodeNormalization;

/// The parts of a finding that stay when text is moved or reformatted and files are renamed. With the code they tell it from
/// every other finding of a catalogue. None of them holds a line break, a tab or another control character.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Identity {
    /// The thing that it stands in: `1.004873 step ký`; empty where that is no item of the language.
    pub place: String,
    /// The names and quotations in its message.
    pub about: String,
    /// The how manieth of its kind with this place and these names, from 1.
    pub number: u32,
}

impl Identity {
    /// The identity of a finding at a place with an English message; the first one of its kind.
    pub fn new(place: &str, message: &str) -> Self {
        let quoted: Vec<_> = message.split('`').skip(1).step_by(2).map(one_line).collect();
        Self { place: one_line(place), about: quoted.join(", "), number: 1 }
    }

    /// A short fingerprint for other systems: 32 hexadecimal digits, the beginning of the BLAKE3 hash of code and parts.
    pub fn fingerprint(&self, code: &str) -> String {
        let whole = format!("{code}\t{}\t{}\t{}", self.place, self.about, self.number);
        fingerprint(&whole, 32)
    }
}

/// The first hexadecimal digits, at most 64, of the BLAKE3 hash of a text.
pub(crate) fn fingerprint(text: &str, digits: usize) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..digits].to_owned()
}

/// Composed letters, single blanks, no control characters.
fn one_line(text: &str) -> String {
    let composed: String = text.nfc().map(|c| if c.is_control() { ' ' } else { c }).collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}
