//! "Expected …, found …" in both languages, and the statements that fit.

use super::junk::UNEXPECTED;
use super::line::{Line, Mistake, starting};
use super::phrase::{Phrase, phrase};
use super::quantity::reaches;
use crate::base::Text;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;
use crate::syntax::prepare::Change;
use core::ops::Range;

/// Alternatives that are named; more of them help nobody.
const MOST: usize = 5;

/// Keywords that are listed.
const HELPFUL: usize = 12;

/// "expected …, found …" for a line.
pub(super) fn expected(line: &Line) -> Text {
    let found = line.said(&line.word_at(line.at));
    let found = match found {
        "" => crate::text!(en: "the end of the line", vi: "hết dòng"),
        word => Text::same(format!("`{}`", shortened(word))),
    };
    let (found_en, found_vi) = (found.en, found.vi);
    let mut phrases: Vec<Text> = Vec::new();
    for rule in line.expected {
        let phrase = text(*rule);
        if !phrase.en.is_empty() && !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    let whole = line.text[..line.at].trim().is_empty();
    if whole || phrases.is_empty() || phrases.len() > MOST {
        let place = block(line.block);
        let (en, vi) = (place.en, place.vi);
        return if whole {
            crate::text!(en: "{found_en} does not begin a statement {en}", vi: "{found_vi} không mở đầu câu nào {vi}")
        } else {
            crate::text!(en: "{found_en} does not continue this line", vi: "{found_vi} không thể tiếp theo dòng này")
        };
    }
    let (en, vi) = (either(&phrases, |t| &t.en, "or"), either(&phrases, |t| &t.vi, "hoặc"));
    crate::text!(en: "expected {en}, found {found_en}", vi: "cần {vi}, nhưng lại là {found_vi}")
}

/// What may be done about it: the statements or clauses that fit.
pub(super) fn help(line: &Line) -> Text {
    let found = line.said(&line.word_at(line.at));
    if matches!(found, "#" | "/" | "*" | "-" | "%") && line.text[..line.at].trim().is_empty() {
        return crate::text!(en: "a comment begins with `//`", vi: "ghi chú bắt đầu bằng `//`");
    }
    if let Some(help) = super::form::help(line) {
        return help;
    }
    if line.expected.contains(&Rule::name) && found.starts_with('"') {
        return crate::text!(
            en: "write a short name before the text, such as `receive-file`",
            vi: "viết một tên ngắn trước phần chữ, ví dụ `nhận-hồ-sơ`"
        );
    }
    let glued = found.starts_with(|c: char| c.is_ascii_digit()) && found.ends_with(char::is_alphabetic);
    if glued && found.chars().filter(|c| c.is_alphabetic()).count() <= 5 {
        return crate::text!(
            en: "write the number and its unit apart, such as `2 hours` or `15.000 VND`",
            vi: "viết tách số và đơn vị, ví dụ `2 giờ` hoặc `15.000 đồng`"
        );
    }
    if line.expected.contains(&Rule::pinpoint) {
        return crate::text!(
            en: "write the name of the law, or its number in quotes, then `article` and its numbers",
            vi: "viết tên văn bản, hoặc số hiệu trong ngoặc kép, rồi đến `điều`, `khoản`, `điểm`"
        );
    }
    let words = fitting(line);
    if words.is_empty() {
        return crate::text!(
            en: "correct the line, or make it a comment with `//`",
            vi: "sửa lại dòng này, hoặc chuyển thành ghi chú bằng `//`"
        );
    }
    let (en, vi) = (either(&words, |t| &t.en, "or"), either(&words, |t| &t.vi, "hoặc"));
    crate::text!(en: "what may stand here begins with {en}", vi: "ở đây có thể viết {vi}")
}

/// The most words that are joined to one name.
const JOINED: usize = 6;

/// A name written with blanks: joining the words lets the line be read further.
pub(super) fn blank_in_name(line: &Line) -> Option<Mistake> {
    if line.expected.contains(&Rule::pinpoint) || super::form::help(line).is_some() {
        return None;
    }
    let words = line.words();
    let stuck = words.iter().position(|word| word.end > line.at)?;
    let first = words[stuck.checked_sub(1)?].clone();
    if line.said(&first).to_lowercase() == "không" && line.text[first.end..].starts_with(char::is_whitespace) {
        let found = line.said(&words[stuck]);
        return Some(Mistake::new(
            &UNEXPECTED,
            first.clone(),
            crate::text!(en: "`không` alone does not negate a condition", vi: "chỉ `không` thì chưa phủ định được điều kiện"),
            crate::text!(en: "write `không phải {found}`", vi: "viết `không phải {found}`"),
            vec![Change::new(first, "không phải")],
        ).whole_line());
    }
    // The words of a condition are no name: `if the dossier is incomplete` has its own keyword.
    let of_conditions = |rule: &Rule| matches!(rule, Rule::connective | Rule::test | Rule::comparison);
    let keyword = starting(&line.text[first.start..]).map_or(0, |(_, length)| length);
    if keyword > first.len() && line.expected.iter().any(of_conditions) {
        return None;
    }
    let is_word =
        |range: &&Range<usize>| line.said(range).chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/'));
    let more = words[stuck..].iter().take(JOINED).take_while(is_word);
    let mut meant: Option<(usize, Range<usize>)> = None;
    for at in more.map(|last| first.start..last.end).filter(|at| is_word(&&first) && !at.is_empty()) {
        let joined = line.said(&at).split_whitespace().collect::<Vec<_>>().join("-");
        let draft = format!("{}{joined}{}", &line.text[..at.start], &line.text[at.end..]);
        let reached = (reaches(&draft, line) + at.len()).saturating_sub(joined.len());
        let helps = reached > at.end.min(line.text.trim_end().len() - 1);
        if helps && meant.as_ref().is_none_or(|(before, _)| reached > *before) {
            meant = Some((reached, at));
        }
    }
    let (_, at) = meant?;
    let joined = line.said(&at).split_whitespace().collect::<Vec<_>>().join("-");
    Some(
        Mistake::new(
            &UNEXPECTED,
            words[stuck].clone(),
            expected(line),
            crate::text!(en: "a name has no blanks: write `{joined}`", vi: "tên không có khoảng trắng: viết `{joined}`"),
            vec![Change::new(at, joined)],
        )
        .uncertain()
    )
}

/// The keywords that may stand where reading stopped, as many as help.
fn fitting(line: &Line) -> Vec<Text> {
    let mut words: Vec<Text> = Vec::new();
    for rule in line.expected {
        let found = match rule {
            Rule::unit => all_in("unit"),
            Rule::currency => all_in("money"),
            Rule::step_kind => all_in("step kind"),
            Rule::law_kind => all_in("law kind"),
            Rule::paper_kind => all_in("document kind"),
            Rule::applicant => all_in("for"),
            Rule::fact_type => [Rule::kw_yes_no, Rule::kw_number, Rule::kw_money, Rule::kw_date, Rule::kw_one_of]
                .map(keyword_text)
                .to_vec(),
            Rule::hand => {
                [Rule::kw_original, Rule::kw_copy, Rule::kw_certified_copy, Rule::kw_electronic, Rule::kw_shown]
                    .map(keyword_text)
                    .to_vec()
            }
            _ => match phrase(*rule) {
                Phrase::Keyword(keyword) => vec![keyword_text(keyword)],
                Phrase::Thing(..) | Phrase::Nothing => Vec::new(),
            },
        };
        for word in found {
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words.truncate(HELPFUL);
    words
}

/// Every keyword of one place.
fn all_in(place: &str) -> Vec<Text> {
    let stand = keywords::table().iter().filter(|k| k.places.iter().any(|p| p == place));
    stand.map(|k| Text { en: format!("`{}`", k.en[0]), vi: format!("`{}`", k.vi[0]) }).collect()
}

fn either(phrases: &[Text], of: fn(&Text) -> &String, or: &str) -> String {
    let words: Vec<&str> = phrases.iter().map(|t| of(t).as_str()).collect();
    match words.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {or} {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// The first letters of what may be a whole paragraph.
fn shortened(word: &str) -> String {
    let short: String = word.chars().take(30).collect();
    if short.len() < word.len() { format!("{short}…") } else { short }
}

fn text(rule: Rule) -> Text {
    match phrase(rule) {
        Phrase::Keyword(keyword) => keyword_text(keyword),
        Phrase::Thing(en, vi) => Text { en: en.into(), vi: vi.into() },
        Phrase::Nothing => Text::default(),
    }
}

fn keyword_text(rule: Rule) -> Text {
    keywords::of(rule)
        .map_or_else(Text::default, |k| Text { en: format!("`{}`", k.en[0]), vi: format!("`{}`", k.vi[0]) })
}

/// Where the statements of a block stand.
pub(super) fn block(block: Rule) -> Text {
    match block {
        Rule::procedure_body => crate::text!(en: "in a procedure", vi: "trong thủ tục"),
        Rule::flow_body => crate::text!(en: "in a process", vi: "trong quy trình"),
        Rule::step_body => crate::text!(en: "in a step", vi: "trong bước"),
        Rule::document_body => crate::text!(en: "in a document", vi: "trong giấy tờ"),
        Rule::fee_body => crate::text!(en: "in a fee", vi: "trong phí, lệ phí"),
        Rule::choose_body => crate::text!(en: "in `choose`", vi: "trong `chọn`"),
        Rule::parallel_body => crate::text!(en: "in `parallel`", vi: "trong `song song`"),
        Rule::example_body => crate::text!(en: "in an example", vi: "trong ví dụ"),
        Rule::agency_body => crate::text!(en: "in an agency", vi: "trong cơ quan"),
        Rule::law_body => crate::text!(en: "in a law", vi: "trong văn bản"),
        Rule::database_body => crate::text!(en: "in a database", vi: "trong cơ sở dữ liệu"),
        Rule::delegation_body => crate::text!(en: "in a delegation", vi: "trong ủy quyền, phân cấp, phân quyền"),
        Rule::place_body => crate::text!(en: "in a place", vi: "trong đơn vị"),
        Rule::level_body => crate::text!(en: "in a level", vi: "trong cấp"),
        Rule::term_body => crate::text!(en: "in a term", vi: "trong thuật ngữ"),
        Rule::choice_body => crate::text!(en: "in `document one of`", vi: "trong `giấy tờ một trong`"),
        _ => crate::text!(en: "at the top of a file", vi: "ở ngoài cùng của tệp"),
    }
}
