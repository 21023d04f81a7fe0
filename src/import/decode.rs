//! From bytes of unknown origin to text: byte order marks, UTF-16, letters that are no UTF-8, composed letters.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text of some bytes, and the first line (from 1) in which letters had to be replaced. Letters are composed, line ends
/// are `\n`, blanks that only differ in width are blanks.
pub fn decoded(bytes: &[u8]) -> (String, Option<usize>) {
    let (text, broken) = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), None),
            Err(error) => {
                let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
                (String::from_utf8_lossy(bytes).into_owned(), Some(line))
            }
        },
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let plain = |c: char| match c {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => Some(' '),
        '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{ad}' | '\0' => None,
        c => Some(c),
    };
    let text: String =
        if text.is_ascii() && !text.contains('\0') { text } else { text.chars().filter_map(plain).collect() };
    let composed = is_nfc_quick(text.chars()) == IsNormalized::Yes;
    (if composed { text } else { text.nfc().collect() }, broken)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Option<usize>) {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    let mut broken = (bytes.len() % 2 == 1).then_some(1);
    let mut text = String::new();
    for letter in char::decode_utf16(units) {
        text.push(letter.unwrap_or_else(|_| {
            broken.get_or_insert(1 + text.matches('\n').count());
            char::REPLACEMENT_CHARACTER
        }));
    }
    (text, broken)
}
