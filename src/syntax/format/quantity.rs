//! The form of numbers, money, dates and times in each language. What is not plainly of one form stays as written.

use crate::base::Language;

/// A time or a plain number: the decimal mark is `.` in English and `,` in Vietnamese.
pub(super) fn decimal(text: &str, language: Language) -> String {
    let Some((whole, part)) = text.split_once(['.', ',']) else { return text.to_owned() };
    // `1.500` may be meant as fifteen hundred: the reader asks, the formatter does not decide.
    if part.contains(['.', ',']) || (part.len() == 3 && whole != "0") {
        return text.to_owned();
    }
    format!("{whole}{}{part}", language.pick('.', ','))
}

/// A sum of money: groups of three with `.` in both languages.
pub(super) fn money(text: &str, language: Language) -> String {
    let mut groups = text.split(['.', ',']);
    let head = groups.next().unwrap_or_default();
    let tail: Vec<&str> = groups.collect();
    let marks: Vec<char> = text.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let one_mark = marks.windows(2).all(|pair| pair[0] == pair[1]);
    let grouped = one_mark && head.len() <= 3 && tail.iter().all(|g| g.len() == 3);
    if tail.is_empty() || (grouped && head != "0") {
        let digits = format!("{head}{}", tail.concat());
        if digits.len() > 1 && digits.starts_with('0') {
            return text.to_owned();
        }
        return in_threes(&digits);
    }
    match tail.as_slice() {
        [cents] if cents.len() <= 2 && head.len() <= 3 => format!("{head}{}{cents}", language.pick('.', ',')),
        _ => text.to_owned(),
    }
}

fn in_threes(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A share: no blank before the sign.
pub(super) fn percent(text: &str, language: Language) -> String {
    let number = text.trim_end_matches('%').trim_end_matches([' ', '\t']);
    format!("{}%", decimal(number, language))
}

/// A day: ISO in English, day/month/year in Vietnamese.
pub(super) fn date(text: &str, language: Language) -> String {
    let slashed = text.contains('/');
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let [first, month, last] = parts.as_slice() else { return text.to_owned() };
    let (year, day) = if slashed { (last, first) } else { (first, last) };
    match language {
        Language::En => format!("{year}-{month:0>2}-{day:0>2}"),
        Language::Vi => format!("{day:0>2}/{month:0>2}/{year}"),
    }
}

/// A time of day: two digits for the hour.
pub(super) fn clock(text: &str) -> String {
    format!("{text:0>5}")
}
