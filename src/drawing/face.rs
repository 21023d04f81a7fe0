//! The widths of letters in the faces that drawings are set in: advance widths of Tinos and Arimo, which
//! were made equal to those of Times New Roman, the face of Vietnamese official papers, and of Arial.

use crate::base::similar::base_letter;

/// A typeface: how far each letter advances, in 2,048ths of the font size.
#[derive(Debug)]
pub struct Face {
    /// From the blank to the tilde.
    ascii: [u16; 95],
    /// An `i` with a mark over it.
    marked_i: u16,
    /// `Ơ`, `ơ`, `Ư` and `ư`: of all marks only the horn widens a letter.
    horned: [u16; 4],
}

/// What most letters stay below; for letters that are not in the tables.
const WIDEST: u16 = 2048;

/// The face of text on a page.
pub(super) static SERIF: Face = Face {
    ascii: [
        512, 682, 836, 1024, 1024, 1706, 1593, 369, 682, 682, 1024, 1155, 512, 682, 512, 569, 1024, 1024, 1024, 1024,
        1024, 1024, 1024, 1024, 1024, 1024, 569, 569, 1155, 1155, 1155, 909, 1886, 1479, 1366, 1366, 1479, 1251, 1139,
        1479, 1479, 682, 797, 1479, 1251, 1821, 1479, 1479, 1139, 1479, 1366, 1139, 1251, 1479, 1479, 1933, 1479, 1479,
        1251, 682, 569, 682, 961, 1024, 682, 909, 1024, 909, 1024, 909, 682, 1024, 1024, 569, 569, 1024, 569, 1593,
        1024, 1024, 1024, 1024, 682, 797, 569, 1024, 1024, 1479, 1024, 1024, 909, 983, 410, 983, 1108,
    ],
    marked_i: 569,
    horned: [1479, 1083, 1589, 1110],
};

/// The same, bold.
pub(super) static SERIF_BOLD: Face = Face {
    ascii: [
        512, 682, 1137, 1024, 1024, 2048, 1706, 569, 682, 682, 1024, 1167, 512, 682, 512, 569, 1024, 1024, 1024, 1024,
        1024, 1024, 1024, 1024, 1024, 1024, 682, 682, 1167, 1167, 1167, 1024, 1905, 1479, 1366, 1479, 1479, 1366, 1251,
        1593, 1593, 797, 1024, 1593, 1366, 1933, 1479, 1593, 1251, 1593, 1479, 1139, 1366, 1479, 1479, 2048, 1479,
        1479, 1366, 682, 569, 682, 1190, 1024, 682, 1024, 1139, 909, 1139, 909, 682, 1024, 1139, 569, 682, 1139, 569,
        1706, 1139, 1024, 1139, 1139, 909, 797, 682, 1139, 1024, 1479, 1024, 1024, 909, 807, 451, 807, 1065,
    ],
    marked_i: 569,
    horned: [1593, 1134, 1630, 1229],
};

/// The face of labels in BPMN viewers.
pub(super) static SANS: Face = Face {
    ascii: [
        569, 569, 727, 1139, 1139, 1821, 1366, 391, 682, 682, 797, 1196, 569, 682, 569, 569, 1139, 1139, 1139, 1139,
        1139, 1139, 1139, 1139, 1139, 1139, 569, 569, 1196, 1196, 1196, 1139, 2079, 1366, 1366, 1479, 1479, 1366, 1251,
        1593, 1479, 569, 1024, 1366, 1139, 1706, 1479, 1593, 1366, 1593, 1479, 1366, 1251, 1479, 1366, 1933, 1366,
        1366, 1251, 569, 569, 569, 961, 1139, 682, 1139, 1139, 1024, 1139, 1139, 569, 1139, 1139, 455, 455, 1024, 455,
        1706, 1139, 1139, 1139, 1139, 682, 1024, 569, 1139, 1024, 1479, 1024, 1024, 1024, 684, 532, 684, 1196,
    ],
    marked_i: 569,
    horned: [1756, 1343, 1749, 1371],
};

impl Face {
    /// How wide a text is at a font size, in the unit of the size.
    pub fn width(&self, text: &str, size: f64) -> f64 {
        f64::from(text.chars().map(|c| u32::from(self.advance(c))).sum::<u32>()) * size / 2048.0
    }

    /// The advance of a letter: that of its base, since marks above and below do not widen it; a mark alone has no width.
    fn advance(&self, c: char) -> u16 {
        if let Some(index) = (c as usize).checked_sub(32).filter(|index| *index < self.ascii.len()) {
            return self.ascii[index];
        }
        let digit = self.ascii['0' as usize - 32];
        match c {
            '\u{300}'..='\u{36f}' => 0,
            '–' | '‘' | '’' | '“' | '”' | '«' | '»' | '°' | '•' => digit,
            '×' | '≤' | '≥' => 1196,
            '·' | '\u{a0}' => self.ascii[0],
            _ => match base_letter(c) {
                'i' => self.marked_i,
                'Ơ' => self.horned[0],
                'ơ' => self.horned[1],
                'Ư' => self.horned[2],
                'ư' => self.horned[3],
                base if base.is_ascii_alphabetic() => self.ascii[base as usize - 32],
                _ => WIDEST,
            },
        }
    }

    /// The lines of a text, broken at blanks so that none is wider than `room`; a word that is wider itself is cut.
    pub fn wrap(&self, text: &str, room: f64, size: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut used = 0.0;
        let blank = self.width(" ", size);
        for word in text.split_whitespace() {
            let width = self.width(word, size);
            match lines.last_mut() {
                Some(line) if used + blank + width <= room => {
                    line.push(' ');
                    line.push_str(word);
                    used += blank + width;
                }
                _ => {
                    let mut part = String::new();
                    used = 0.0;
                    for c in word.chars() {
                        let width = self.width(c.encode_utf8(&mut [0; 4]), size);
                        if !part.is_empty() && used + width > room {
                            lines.push(std::mem::take(&mut part));
                            used = 0.0;
                        }
                        part.push(c);
                        used += width;
                    }
                    lines.push(part);
                }
            }
        }
        lines
    }
}
