//! Conditions in the words of a reader: the titles of facts and of their values, not their names.

use crate::base::Language;
use crate::model::{Atom, ChannelKind, Condition, FactType, Procedure, Test, Value};

/// A condition as a short phrase.
pub fn describe(condition: &Condition, procedure: &Procedure, language: Language) -> String {
    match condition {
        Condition::All(parts) => join(parts, procedure, language, language.pick(" and ", " và ")),
        Condition::Any(parts) => join(parts, procedure, language, language.pick(" or ", " hoặc ")),
        Condition::Not(inner) => {
            let inner = bracketed(inner, procedure, language);
            language.pick(format!("not: {inner}"), format!("không phải: {inner}"))
        }
        Condition::Test { atom, test, .. } => describe_test(atom, test, procedure, language),
        Condition::Broken(_) => language.pick("(not understood)", "(chưa rõ điều kiện)").to_owned(),
    }
}

fn join(parts: &[Condition], procedure: &Procedure, language: Language, word: &str) -> String {
    parts.iter().map(|part| bracketed(part, procedure, language)).collect::<Vec<_>>().join(word)
}

fn bracketed(condition: &Condition, procedure: &Procedure, language: Language) -> String {
    let phrase = describe(condition, procedure, language);
    if matches!(condition, Condition::All(_) | Condition::Any(_)) { format!("({phrase})") } else { phrase }
}

fn describe_test(atom: &Atom, test: &Test, procedure: &Procedure, language: Language) -> String {
    let subject = match atom {
        Atom::Fact(id) => {
            let fact = procedure.fact(*id);
            fact.title.as_ref().map_or_else(|| fact.name.text.clone(), |title| title.text.clone())
        }
        Atom::Channel => language.pick("filed", "nộp").to_owned(),
        Atom::Found(name) => language.pick(format!("found in {name}"), format!("khai thác được từ {name}")),
    };
    let value = |value: &Value| describe_value(atom, value, procedure, language);
    match test {
        Test::In(values) if values == &[Value::Truth(true)] => subject,
        Test::In(values) if values == &[Value::Truth(false)] => {
            language.pick(format!("not: {subject}"), format!("không: {subject}"))
        }
        Test::In(values) => {
            let values: Vec<_> = values.iter().map(value).collect();
            format!("{subject}: {}", values.join(language.pick(" or ", " hoặc ")))
        }
        Test::Range { low, high } => {
            let mut parts = Vec::new();
            if let Some((end, included)) = low {
                let word =
                    if *included { language.pick("at least", "từ") } else { language.pick("more than", "trên") };
                parts.push(format!("{word} {}", value(end)));
            }
            if let Some((end, included)) = high {
                let word = if *included {
                    language.pick("at most", "không quá")
                } else {
                    language.pick("less than", "dưới")
                };
                parts.push(format!("{word} {}", value(end)));
            }
            format!("{subject} {}", parts.join(", "))
        }
    }
}

/// A value as a reader writes it.
fn describe_value(atom: &Atom, value: &Value, procedure: &Procedure, language: Language) -> String {
    match value {
        Value::Truth(true) => language.pick("yes", "có").to_owned(),
        Value::Truth(false) => language.pick("no", "không").to_owned(),
        Value::Choice(index) => match atom {
            Atom::Fact(id) => match &procedure.fact(*id).kind {
                FactType::OneOf(choices) => choices.get(*index as usize).map_or_else(String::new, |(name, title)| {
                    title.as_ref().map_or_else(|| name.text.clone(), |t| t.text.clone())
                }),
                _ => String::new(),
            },
            _ => String::new(),
        },
        Value::Number(millionths) => decimal(*millionths, 6, language),
        Value::Money(hundredths) => decimal(*hundredths, 2, language),
        Value::Date(date) => date.show(language),
        Value::Channel(ChannelKind::Counter) => language.pick("at the counter", "trực tiếp").to_owned(),
        Value::Channel(ChannelKind::Post) => language.pick("by post", "qua bưu chính").to_owned(),
        Value::Channel(ChannelKind::Online) => language.pick("online", "trực tuyến").to_owned(),
    }
}

/// A fixed-point number with the decimal mark of the language and no needless zeros.
pub(crate) fn decimal(value: i64, scale: u32, language: Language) -> String {
    let factor = 10_i64.pow(scale);
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.abs() / factor, value.abs() % factor);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let rest = format!("{rest:0width$}", width = scale as usize);
    format!("{sign}{whole}{}{}", language.pick(".", ","), rest.trim_end_matches('0'))
}
