//! "Expected …, found …" in both languages, and the statements that fit.

use super::line::Line;
use super::phrase::{Phrase, phrase};
use crate::base::Text;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;

/// Alternatives that are named; more of them help nobody.
const MOST: usize = 5;

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
    let mut words: Vec<Text> = Vec::new();
    for rule in line.expected {
        if let Phrase::Keyword(keyword) = phrase(*rule) {
            let word = keyword_text(keyword);
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    if words.len() < 2 {
        return crate::text!(en: "correct the line, or make it a comment with `//`", vi: "sửa lại dòng này, hoặc chuyển thành ghi chú bằng `//`");
    }
    words.truncate(8);
    let (en, vi) = (either(&words, |t| &t.en, "or"), either(&words, |t| &t.vi, "hoặc"));
    crate::text!(en: "what may stand here begins with {en}", vi: "ở đây có thể viết {vi}")
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
