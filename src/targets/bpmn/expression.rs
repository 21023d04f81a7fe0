//! Conditions as expressions of process engines: in the words that JUEL and Python share (`and`, `or`, `not`, `==`), or in FEEL.

use crate::base::Language;
use crate::drawing::{ascii, decimal};
use crate::model::{Atom, ChannelKind, Condition, FactType, Procedure, Test, Value};
use std::collections::BTreeMap;

/// A language of expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::targets) enum Spelling {
    /// JUEL, in words that Python shares.
    Juel,
    /// FEEL, the expression language of DMN and Camunda 8.
    Feel,
}

impl Spelling {
    /// Whether a variable has a value.
    pub(super) fn equals(self, variable: &str, value: &str) -> String {
        match self {
            Self::Juel => format!("{variable} == {value}"),
            Self::Feel => format!("{variable} = {value}"),
        }
    }

    /// A text.
    pub(super) fn quoted(self, text: &str) -> String {
        match self {
            Self::Juel => format!("'{text}'"),
            Self::Feel => format!("\"{text}\""),
        }
    }

    fn not(self, inner: &str) -> String {
        match self {
            Self::Juel => format!("not ({inner})"),
            Self::Feel => format!("not({inner})"),
        }
    }

    fn never(self) -> &'static str {
        match self {
            Self::Juel => "1 == 0",
            Self::Feel => "1 = 0",
        }
    }
}

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
pub(super) fn expression(condition: &Condition, procedure: &Procedure, spelling: Spelling) -> String {
    match condition {
        Condition::All(parts) => join(parts, procedure, spelling, " and "),
        Condition::Any(parts) => join(parts, procedure, spelling, " or "),
        Condition::Not(inner) => spelling.not(&expression(inner, procedure, spelling)),
        Condition::Test { atom, test, .. } => test_expression(atom, test, procedure, spelling),
        // Reported as an error where it stands; an engine must not take the way.
        Condition::Broken(_) => spelling.never().to_owned(),
    }
}

fn join(parts: &[Condition], procedure: &Procedure, spelling: Spelling, word: &str) -> String {
    let part = |part: &Condition| match part {
        Condition::All(_) | Condition::Any(_) => format!("({})", expression(part, procedure, spelling)),
        _ => expression(part, procedure, spelling),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(word)
}

fn test_expression(atom: &Atom, test: &Test, procedure: &Procedure, spelling: Spelling) -> String {
    let name = variable(atom, procedure);
    let one = |value: &Value| match value {
        Value::Truth(true) => name.clone(),
        Value::Truth(false) if spelling == Spelling::Juel => format!("not {name}"),
        Value::Truth(false) => spelling.not(&name),
        value => spelling.equals(&name, &literal(atom, value, procedure, spelling)),
    };
    match test {
        Test::In(values) => match values.as_slice() {
            [] => spelling.never().to_owned(),
            [value] => one(value),
            values => format!("({})", values.iter().map(one).collect::<Vec<_>>().join(" or ")),
        },
        Test::Range { low, high } => {
            let bound = |end: &Option<(Value, bool)>, open: &str| {
                end.as_ref().map(|(value, included)| {
                    let sign = if *included { format!("{open}=") } else { open.to_owned() };
                    format!("{name} {sign} {}", literal(atom, value, procedure, spelling))
                })
            };
            let bounds: Vec<_> = [bound(low, ">"), bound(high, "<")].into_iter().flatten().collect();
            if bounds.is_empty() { spelling.equals("1", "1") } else { bounds.join(" and ") }
        }
    }
}

fn literal(atom: &Atom, value: &Value, procedure: &Procedure, spelling: Spelling) -> String {
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
            spelling.quoted(&ascii(name.unwrap_or_default()))
        }
        Value::Number(millionths) => decimal(*millionths, 6, Language::En),
        Value::Money(hundredths) => decimal(*hundredths, 2, Language::En),
        Value::Date(date) => spelling.quoted(&date.to_string()),
        Value::Channel(kind) => spelling.quoted(channel(*kind)),
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
