//! How wide a label is and where its lines break. Estimated from the shapes of letters: exact to a few per cent for the
//! sans-serif faces that viewers use, and rounded up.

/// The width of a text in pixels at a font size, in a common sans-serif face.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() * size
}

/// The advance of a letter in parts of the font size. Marks above and below do not widen a Vietnamese letter, so its base
/// decides.
fn letter(c: char) -> f64 {
    let base = if c.is_ascii() { c } else { crate::base::similar::plain(&c.to_string()).chars().next().unwrap_or('n') };
    let wide = if c.is_uppercase() { 0.12 } else { 0.0 };
    wide + match base {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.28,
        'f' | 't' | 'r' | '-' | '(' | ')' | '/' | ' ' | '"' => 0.36,
        'm' | 'w' | '@' | '%' => 0.86,
        'a'..='z' | '0'..='9' => 0.57,
        _ => 0.62,
    }
}

/// The lines of a text, broken at blanks so that none is wider than `room`; a word that is wider itself is cut.
pub(crate) fn wrap(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => {
                let mut part = String::new();
                for c in word.chars() {
                    if !part.is_empty() && width(&part, size) + width(c.encode_utf8(&mut [0; 4]), size) > room {
                        lines.push(std::mem::take(&mut part));
                    }
                    part.push(c);
                }
                lines.push(part);
            }
        }
    }
    lines
}
