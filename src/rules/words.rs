//! A case in words: the facts of a counterexample as a reader would say them.

use crate::base::Text;
use crate::model::{Atom, ChannelKind, FactType, Given, Procedure, Value};

/// The facts of a case, `purpose` is `loan`, … ; empty for a case of which nothing needs to be said.
pub fn case(procedure: &Procedure, given: &Given) -> Text {
    let parts: Vec<_> = given.iter().map(|(atom, value)| part(procedure, atom, value)).collect();
    Text::join(&parts, ", ")
}

fn part(procedure: &Procedure, atom: &Atom, value: &Value) -> Text {
    let Text { en, vi } = shown(procedure, atom, value);
    match (atom, value) {
        (Atom::Found(database), Value::Truth(true)) => crate::text!(
            en: "found in `{database}`", vi: "khai thác được từ `{database}`"
        ),
        (Atom::Found(database), _) => crate::text!(
            en: "not found in `{database}`", vi: "không khai thác được từ `{database}`"
        ),
        (Atom::Channel, _) => crate::text!(en: "filed {en}", vi: "nộp {vi}"),
        (Atom::Fact(fact), _) => {
            let name = &procedure.fact(*fact).name.text;
            crate::text!(en: "`{name}` is {en}", vi: "`{name}` là {vi}")
        }
    }
}

fn shown(procedure: &Procedure, atom: &Atom, value: &Value) -> Text {
    match value {
        Value::Truth(true) => crate::text!(en: "yes", vi: "có"),
        Value::Truth(false) => crate::text!(en: "no", vi: "không"),
        Value::Choice(place) => {
            let name = match atom {
                Atom::Fact(fact) => match &procedure.fact(*fact).kind {
                    FactType::OneOf(all) => all.get(*place as usize).map(|(name, _)| name.text.as_str()),
                    _ => None,
                },
                _ => None,
            };
            Text::same(format!("`{}`", name.unwrap_or_default()))
        }
        Value::Number(millionths) => Text { en: decimal(*millionths, 6, '.'), vi: decimal(*millionths, 6, ',') },
        Value::Money(hundredths) => Text { en: decimal(*hundredths, 2, '.'), vi: decimal(*hundredths, 2, ',') },
        Value::Date(day) => day.text(),
        Value::Channel(ChannelKind::Counter) => crate::text!(en: "at the counter", vi: "trực tiếp"),
        Value::Channel(ChannelKind::Post) => crate::text!(en: "by post", vi: "qua bưu chính"),
        Value::Channel(ChannelKind::Online) => crate::text!(en: "online", vi: "trực tuyến"),
    }
}

/// An amount with so many decimals, those that are nothing left out.
fn decimal(amount: i64, decimals: usize, mark: char) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", amount.unsigned_abs(), width = decimals + 1);
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    match rest.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        rest => format!("{sign}{whole}{mark}{rest}"),
    }
}
