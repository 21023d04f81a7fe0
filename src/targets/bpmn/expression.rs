//! Conditions as expressions of process engines, in the words that JUEL and Python share (`and`, `or`, `not`, `==`).

use crate::base::Language;
use crate::drawing::{ascii, decimal};
use crate::model::{Atom, ChannelKind, Condition, FactType, Procedure, Test, Value};
use std::collections::BTreeMap;

/// The variable of an atom.
pub(in crate::targets) fn variable(atom: &Atom, procedure: &Procedure) -> String {
    match atom {
        Atom::Fact(id) => ascii(&procedure.fact(*id).name.text),
        Atom::Channel => "channel".to_owned(),
        Atom::Found(database) => format!("found_in_{}", ascii(database)),
    }
}

/// Every variable that a condition tests, with its type as engines name it.
pub(super) fn variables(condition: &Condition, procedure: &Procedure, into: &mut BTreeMap<String, &'static str>) {
    condition.atoms(&mut |atom, _| {
        let kind = match atom {
            Atom::Fact(id) => match procedure.fact(*id).kind {
                FactType::Truth => "boolean",
                FactType::Number => "number",
                FactType::Money(_) => "money",
                FactType::Date => "date",
                FactType::OneOf(_) => "string",
            },
            Atom::Channel => "string",
            Atom::Found(_) => "boolean",
        };
        into.insert(variable(atom, procedure), kind);
    });
}

/// A condition without the `${…}` around it.
pub(super) fn expression(condition: &Condition, procedure: &Procedure) -> String {
    match condition {
        Condition::All(parts) => join(parts, procedure, " and "),
        Condition::Any(parts) => join(parts, procedure, " or "),
        Condition::Not(inner) => format!("not ({})", expression(inner, procedure)),
        Condition::Test { atom, test, .. } => test_expression(atom, test, procedure),
        // Reported as an error where it stands; an engine must not take the way.
        Condition::Broken(_) => "1 == 0".to_owned(),
    }
}

fn join(parts: &[Condition], procedure: &Procedure, word: &str) -> String {
    let part = |part: &Condition| match part {
        Condition::All(_) | Condition::Any(_) => format!("({})", expression(part, procedure)),
        _ => expression(part, procedure),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(word)
}

fn test_expression(atom: &Atom, test: &Test, procedure: &Procedure) -> String {
    let name = variable(atom, procedure);
    let one = |value: &Value| match value {
        Value::Truth(true) => name.clone(),
        Value::Truth(false) => format!("not {name}"),
        value => format!("{name} == {}", literal(atom, value, procedure)),
    };
    match test {
        Test::In(values) => match values.as_slice() {
            [] => "1 == 0".to_owned(),
            [value] => one(value),
            values => format!("({})", values.iter().map(one).collect::<Vec<_>>().join(" or ")),
        },
        Test::Range { low, high } => {
            let bound = |end: &Option<(Value, bool)>, open: &str| {
                end.as_ref().map(|(value, included)| {
                    let sign = if *included { format!("{open}=") } else { open.to_owned() };
                    format!("{name} {sign} {}", literal(atom, value, procedure))
                })
            };
            let bounds: Vec<_> = [bound(low, ">"), bound(high, "<")].into_iter().flatten().collect();
            if bounds.is_empty() { "1 == 1".to_owned() } else { bounds.join(" and ") }
        }
    }
}

fn literal(atom: &Atom, value: &Value, procedure: &Procedure) -> String {
    match value {
        Value::Truth(truth) => if *truth { "true" } else { "false" }.to_owned(),
        Value::Choice(index) => {
            let name = match atom {
                Atom::Fact(id) => match &procedure.fact(*id).kind {
                    FactType::OneOf(choices) => choices.get(*index as usize).map(|(name, _)| name.text.as_str()),
                    _ => None,
                },
                _ => None,
            };
            format!("'{}'", ascii(name.unwrap_or_default()))
        }
        Value::Number(millionths) => decimal(*millionths, 6, Language::En),
        Value::Money(hundredths) => decimal(*hundredths, 2, Language::En),
        Value::Date(date) => format!("'{date}'"),
        Value::Channel(kind) => format!("'{}'", channel(*kind)),
    }
}

/// The word of a channel in engine variables.
fn channel(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Counter => "counter",
        ChannelKind::Post => "post",
        ChannelKind::Online => "online",
    }
}
