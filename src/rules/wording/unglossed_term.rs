//! Abbreviations that nothing spells out.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::Catalogue;
use crate::rules::titles::titles;
use crate::rules::{Check, Context, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Finds abbreviations in titles (of the procedure, a condition, a paper, a step) that neither the glossary (`term`) has nor a title
    /// of the same procedure spells out: "phòng cháy chữa cháy (PCCC)". Each once a procedure. Numbers of acts and forms, Roman numerals and
    /// titles in capitals are none. Without a glossary, or where its entry says nothing yet, it is unknown.
    /// ## Why it matters
    /// Who does not know the abbreviation does not know what is asked.
    /// ## Nội dung
    /// Tìm chữ viết tắt trong tên gọi (của thủ tục, điều kiện, giấy tờ, bước) mà bảng thuật ngữ (`thuật ngữ`) không có và không tên gọi
    /// nào của thủ tục viết đầy đủ, như "phòng cháy chữa cháy (PCCC)". Mỗi chữ viết tắt báo một lần cho mỗi thủ tục. Số hiệu văn bản,
    /// số mẫu, số La Mã và tên viết hoa toàn bộ thì không tính. Chưa có bảng thuật ngữ, hoặc mục từ chưa giải thích, thì chưa kết luận được.
    /// ## Vì sao
    /// Không biết chữ viết tắt thì không biết phải nộp gì.
    /// ## Example
    /// ```procedure
    /// term "Trích lục" {
    ///   plain "bản sao thông tin từ sổ gốc"
    /// }
    /// procedure p "Cấp phép" {
    ///   document proof "Văn bản thẩm duyệt PCCC" copy 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// term "Trích lục" {
    ///   plain "bản sao thông tin từ sổ gốc"
    /// }
    /// procedure p "Cấp phép" {
    ///   document proof "Văn bản thẩm duyệt về phòng cháy chữa cháy" copy 1
    /// }
    /// ```
    pub(in crate::rules) static UNGLOSSED_TERM = "wording/unglossed-term", Note,
        en: "an abbreviation that is not explained", vi: "chữ viết tắt chưa được giải thích";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &UNGLOSSED_TERM,
    check: Check::Procedure(check),
    reads: &["procedure.title", "procedure.document", "procedure.condition", "term.name", "term.plain", "term.synonyms"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let all = titles(cx.procedure);
    let mut told = BTreeSet::new();
    for (title, at) in &all {
        if !title.text.chars().any(char::is_lowercase) {
            continue;
        }
        for short in words(&title.text).filter(|word| is_abbreviation(word)) {
            let spelt = || all.iter().any(|(title, _)| spells_out(&title.text, short));
            if !told.insert(short) || spelt() {
                continue;
            }
            match glossary(cx.catalogue, short) {
                Said::Yes => continue,
                Said::Unknown => {
                    let missing = crate::text!(
                        en: "what the glossary says of `{short}`", vi: "giải thích của `{short}` trong bảng thuật ngữ"
                    );
                    out.unknown(&UNGLOSSED_TERM, *at, missing);
                    continue;
                }
                Said::No => {}
            }
            let message = crate::text!(en: "`{short}` is not explained", vi: "`{short}` chưa được giải thích");
            out.report(&UNGLOSSED_TERM, *at, message).certainty(Certainty::Probable).help(crate::text!(
                en: "write it out, or add it to the glossary: `term \"{short}\"`",
                vi: "viết đầy đủ, hoặc đưa vào bảng thuật ngữ: `thuật ngữ \"{short}\"`"
            ));
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty())
}

/// Two capitals or more and nothing else, and no Roman numeral.
fn is_abbreviation(word: &str) -> bool {
    word.chars().count() >= 2
        && word.chars().all(char::is_uppercase)
        && !word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
}

/// What the glossary says of an abbreviation.
enum Said {
    Yes,
    Unknown,
    No,
}

/// Whether the glossary explains an abbreviation: as a term, within one, or as a synonym. An entry without a plain wording and
/// without synonyms explains nothing yet, and neither does a glossary that is not there.
fn glossary(catalogue: &Catalogue, short: &str) -> Said {
    let mut said = if catalogue.terms.is_empty() { Said::Unknown } else { Said::No };
    for term in &catalogue.terms {
        let name = term.name.text();
        let within = words(name).any(|word| word == short);
        let empty = term.plain.is_none() && term.synonyms.is_empty() && name == short;
        if within && empty {
            said = Said::Unknown;
        } else if within || term.synonyms.iter().any(|synonym| words(&synonym.text).any(|word| word == short)) {
            return Said::Yes;
        }
    }
    said
}

/// Whether words beside an abbreviation begin with its letters.
fn spells_out(text: &str, short: &str) -> bool {
    let all: Vec<&str> = words(text).collect();
    let letters: Vec<char> = short.chars().collect();
    let count = letters.len();
    let initials = |part: &[&str]| -> Vec<char> {
        part.iter().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
    };
    all.iter().enumerate().filter(|(_, word)| **word == short).any(|(at, _)| {
        let before = at.checked_sub(count).map(|from| initials(&all[from..at]));
        let after = all.get(at + 1..at + 1 + count).map(initials);
        before.is_some_and(|found| found == letters) || after.is_some_and(|found| found == letters)
    })
}
