//! The reference of the public view as Markdown tables, in either language; the documentation holds exactly this.

use super::{Kind, Subject};
use crate::base::Language;
use std::fmt::Write as _;

/// Every subject with its fields: name, kind, example, meaning.
pub fn reference(language: Language) -> String {
    let mut text = String::new();
    for subject in Subject::ALL {
        let title = subject.title();
        let _ = writeln!(text, "### `{}`: {}\n", subject.word(), title.get(language));
        let head = language.pick("| field | kind | example | what it is |", "| trường | kiểu | ví dụ | nội dung |");
        let _ = writeln!(text, "{head}\n|---|---|---|---|");
        for field in subject.fields() {
            let (name, kind, meaning) = (field.name, kind(field.kind, language), field.text());
            let example = field.example.replace('|', "\\|");
            let _ = writeln!(text, "| `{name}` | {kind} | `{example}` | {} |", meaning.get(language));
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

fn kind(kind: Kind, language: Language) -> String {
    match kind {
        Kind::Truth => language.pick("`true` or `false`", "`true` hoặc `false`").into(),
        Kind::Number("", _) => language.pick("number", "số").into(),
        Kind::Number(en, vi) => language.pick(format!("number, {en}"), format!("số, {vi}")),
        Kind::Text => language.pick("text", "văn bản").into(),
        Kind::Date => language.pick("date", "ngày").into(),
        Kind::Word(words) => {
            let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
            words.join(", ")
        }
        Kind::List(inner) => {
            let inner = self::kind(*inner, language);
            language.pick(format!("list: {inner}"), format!("danh sách: {inner}"))
        }
        Kind::Item(subject) => format!("`{}`", subject.word()),
    }
}
