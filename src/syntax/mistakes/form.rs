//! What people write in the form of a letter or a decree, and how it is written here.

use super::line::Line;
use super::quantity::reaches;
use crate::base::Text;
use crate::syntax::grammar::Rule;
use core::ops::Range;

/// The way out for a word that is known from official papers.
pub(super) fn help(line: &Line) -> Option<Text> {
    let word = line.word_at(line.at);
    let found = line.said(&word);
    FORMS.iter().find_map(|form| form(line, &word, found))
}

type Form = fn(&Line, &Range<usize>, &str) -> Option<Text>;

const FORMS: [Form; 8] = [count, clock, date, half, mixed, number_first, articles, unquoted];

/// `bản chính` without how many.
fn count(line: &Line, _: &Range<usize>, _: &str) -> Option<Text> {
    let before = line.text[..line.at].trim_end();
    let hand = HANDS.into_iter().find(|hand| before.to_lowercase().ends_with(hand))?;
    line.expected.contains(&Rule::number).then(|| write(&format!("{hand} 1")))
}

const HANDS: [&str; 6] = ["bản sao chứng thực", "bản chính", "bản sao", "certified copy", "original", "copy"];

/// `15h20`.
fn clock(line: &Line, _: &Range<usize>, found: &str) -> Option<Text> {
    let (hour, minute) = found.to_lowercase().split_once(['h', 'g']).map(|(h, m)| (h.to_owned(), m.to_owned()))?;
    let hour: u8 = hour.parse().ok().filter(|h| *h < 24)?;
    let minute: u8 = if minute.is_empty() { 0 } else { minute.parse().ok().filter(|m| *m < 60)? };
    line.expected.contains(&Rule::clock).then(|| write(&format!("{hour:02}:{minute:02}")))
}

/// `01 tháng 03 năm 2025`, `01/03/25`.
fn date(line: &Line, _: &Range<usize>, _: &str) -> Option<Text> {
    line.expected.contains(&Rule::date).then(|| {
        crate::text!(
            en: "write the date as year-month-day, such as `2025-12-31`",
            vi: "viết ngày/tháng/năm, năm đủ bốn chữ số, ví dụ `31/12/2025`"
        )
    })
}

/// `nửa ngày`.
fn half(line: &Line, _: &Range<usize>, found: &str) -> Option<Text> {
    let is_half = matches!(found.to_lowercase().as_str(), "nửa" | "nữa" | "half");
    (is_half && line.expected.iter().any(|rule| matches!(rule, Rule::duration | Rule::number)))
        .then(|| crate::text!(en: "write a number, such as `0.5 working days`", vi: "viết bằng số, ví dụ `0,5 ngày làm việc`"))
}

/// `1 giờ 30 phút`.
fn mixed(line: &Line, word: &Range<usize>, found: &str) -> Option<Text> {
    let is_number = found.bytes().all(|b| b.is_ascii_digit());
    let after = line.said(&line.word_at(word.end)).to_lowercase();
    let before = line.words().into_iter().rev().find(|w| w.end <= line.at)?;
    let is_unit = |word: &str| matches!(word, "phút" | "minutes" | "minute" | "giờ" | "hours" | "hour");
    (is_number && is_unit(&after) && is_unit(&line.said(&before).to_lowercase())).then(|| {
        crate::text!(
            en: "write one number with one unit, such as `1.5 hours` or `90 minutes`",
            vi: "viết một con số với một đơn vị, ví dụ `1,5 giờ` hoặc `90 phút`"
        )
    })
}

/// `01 bản chính`, and `bản chính` without a number.
fn number_first(line: &Line, word: &Range<usize>, found: &str) -> Option<Text> {
    if !line.expected.contains(&Rule::hand) && !line.expected.contains(&Rule::kw_original) {
        return None;
    }
    let begins = |at: usize| {
        let rest = line.text[at..].trim_start().to_lowercase();
        HANDS.into_iter().find(|hand| rest.starts_with(hand))
    };
    if let Some(hand) = begins(word.start) {
        return Some(write(&format!("{hand} 1")));
    }
    let count = found.trim_start_matches('0');
    let is_count = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
    begins(word.end).filter(|_| is_count).map(|hand| write(&format!("{hand} {count}")))
}

/// `điều 13 và điều 14`, `công dân và doanh nghiệp`.
fn articles(line: &Line, _: &Range<usize>, found: &str) -> Option<Text> {
    let is_and = matches!(found.to_lowercase().as_str(), "và" | "and");
    let before = line.text[..line.at].to_lowercase();
    (is_and && (before.contains("điều") || before.contains("article")))
        .then(|| {
            crate::text!(
                en: "separate articles with a comma: `article 13, 14`; cite each law in a `basis` of its own",
                vi: "cách các điều bằng dấu phẩy: `điều 13, 14`; mỗi văn bản một `căn cứ` riêng"
            )
        })
        .or_else(|| {
            (is_and && line.expected.contains(&Rule::comma))
                .then(|| crate::text!(en: "separate them with a comma", vi: "cách nhau bằng dấu phẩy"))
        })
}

/// `lĩnh vực Đường bộ`, `'Đường bộ'`.
fn unquoted(line: &Line, word: &Range<usize>, found: &str) -> Option<Text> {
    let is_text = line.expected.iter().any(|rule| matches!(rule, Rule::string | Rule::title | Rule::titles));
    let is_only = !line.expected.contains(&Rule::name) && !line.expected.contains(&Rule::kw_article);
    let rest = line.text[word.start..].trim_end().trim_end_matches(['{', '}']).trim_end();
    if !is_text || !is_only || rest.contains('"') || !found.starts_with(|c: char| c.is_alphanumeric() || c == '\'') {
        return None;
    }
    let words = rest.trim_matches('\'');
    let draft = format!("{}\"{words}\"", &line.text[..word.start]);
    (reaches(&draft, line) > draft.len()).then(|| write(&format!("\"{words}\"")))
}

fn write(it: &str) -> Text {
    crate::text!(en: "write `{it}`", vi: "viết `{it}`")
}
