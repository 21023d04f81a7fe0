//! Decides whether conditions can hold together: exact over the values that the conditions tell apart.
//!
//! Every test splits an atom's values into finitely many stretches; one value stands for each. Atoms are split one by
//! one, and a part is given up as soon as a condition fails, so the work is small for the conditions people write and
//! bounded for all others. Numbers and sums are taken as not negative; sums of đồng as whole.

use crate::model::{Atom, ChannelKind, Condition, Currency, FactType, Given, Procedure, Test, Truth, Value};
use crate::time::Date;
use std::collections::BTreeMap;

/// Partial cases looked at before the answer is given up.
const BUDGET: u32 = 20_000;

/// Atoms that are split at most: so deep may the search go.
const ATOMS: usize = 500;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyUnknown {
    /// A condition could not be understood (reported where it stands).
    Broken,
    /// More than the bound of partial cases would have to be looked at.
    TooMany,
}

/// Whether conditions can hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sat {
    /// They do in this case; atoms that do not matter are left out.
    Yes(Given),
    /// In no case.
    No,
    /// Not decided.
    Unknown(WhyUnknown),
}

/// Whether there is a case in which each condition has the wanted truth.
pub fn satisfy(procedure: &Procedure, wanted: &[(&Condition, bool)]) -> Sat {
    satisfy_from(procedure, wanted, &Given::new())
}

/// As [`satisfy`], for cases that agree with `given`.
pub(super) fn satisfy_from(procedure: &Procedure, wanted: &[(&Condition, bool)], given: &Given) -> Sat {
    let values = values(procedure, wanted.iter().map(|(condition, _)| *condition));
    if values.len() > ATOMS {
        return Sat::Unknown(WhyUnknown::TooMany);
    }
    let mut search = Search { values, left: BUDGET, why: None };
    let mut case = given.clone();
    match search.find(wanted, &mut case) {
        Some(found) => Sat::Yes(found),
        None => search.why.map_or(Sat::No, Sat::Unknown),
    }
}

/// One value for every stretch that the conditions tell apart, by atom.
pub(super) fn values<'a>(
    procedure: &Procedure,
    conditions: impl IntoIterator<Item = &'a Condition>,
) -> BTreeMap<Atom, Vec<Value>> {
    let mut tests: BTreeMap<&Atom, Vec<&Test>> = BTreeMap::new();
    for condition in conditions {
        condition.atoms(&mut |atom, test| tests.entry(atom).or_default().push(test));
    }
    tests.into_iter().map(|(atom, tests)| (atom.clone(), representatives(procedure, atom, &tests))).collect()
}

struct Search {
    values: BTreeMap<Atom, Vec<Value>>,
    left: u32,
    why: Option<WhyUnknown>,
}

impl Search {
    fn find(&mut self, wanted: &[(&Condition, bool)], case: &mut Given) -> Option<Given> {
        if self.left == 0 {
            self.why = Some(WhyUnknown::TooMany);
            return None;
        }
        self.left -= 1;
        let mut open = Vec::new();
        for (condition, want) in wanted {
            match condition.eval(case) {
                Truth::Unknown => open.push((*condition, *want)),
                truth if (truth == Truth::Yes) == *want => {}
                _ => return None,
            }
        }
        if open.is_empty() {
            return Some(case.clone());
        }
        let Some(atom) = open.iter().find_map(|(condition, _)| open_atom(condition, case)) else {
            self.why = self.why.or(Some(WhyUnknown::Broken));
            return None;
        };
        for value in self.values.get(&atom).cloned().unwrap_or_default() {
            case.insert(atom.clone(), value);
            if let Some(found) = self.find(&open, case) {
                return Some(found);
            }
        }
        case.remove(&atom);
        None
    }
}

/// The first atom of a condition that the case leaves open and that can still change its answer.
pub(super) fn open_atom(condition: &Condition, case: &Given) -> Option<Atom> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().filter(|part| part.eval(case) == Truth::Unknown).find_map(|part| open_atom(part, case))
        }
        Condition::Not(inner) => open_atom(inner, case),
        Condition::Test { atom, .. } => (!case.contains_key(atom)).then(|| atom.clone()),
        Condition::Broken(_) => None,
    }
}

fn representatives(procedure: &Procedure, atom: &Atom, tests: &[&Test]) -> Vec<Value> {
    let truths = || vec![Value::Truth(false), Value::Truth(true)];
    match atom {
        Atom::Found(_) => truths(),
        Atom::Channel => {
            let mut open: Vec<ChannelKind> = procedure.channels.iter().map(|channel| channel.kind.value).collect();
            open.sort();
            open.dedup();
            if open.is_empty() {
                open = vec![ChannelKind::Counter, ChannelKind::Post, ChannelKind::Online];
            }
            open.into_iter().map(Value::Channel).collect()
        }
        Atom::Fact(fact) => match &procedure.fact(*fact).kind {
            FactType::Truth => truths(),
            FactType::OneOf(all) => (0..all.len() as u32).map(Value::Choice).collect(),
            FactType::Number => amounts(&points(tests), 1_000_000, 1).into_iter().map(Value::Number).collect(),
            FactType::Money(Some(Currency::Usd)) => {
                amounts(&points(tests), 100, 1).into_iter().map(Value::Money).collect()
            }
            FactType::Money(_) => amounts(&points(tests), 100, 100).into_iter().map(Value::Money).collect(),
            FactType::Date => days(&ends(tests)).into_iter().map(Value::Date).collect(),
        },
    }
}

fn ends<'a>(tests: &[&'a Test]) -> Vec<&'a Value> {
    let mut all = Vec::new();
    for test in tests {
        match test {
            Test::In(values) => all.extend(values),
            Test::Range { low, high } => all.extend(low.iter().chain(high).map(|(value, _)| value)),
        }
    }
    all
}

fn points(tests: &[&Test]) -> Vec<i64> {
    let amount = |value: &Value| match value {
        Value::Number(amount) | Value::Money(amount) => Some(*amount),
        _ => None,
    };
    let mut all: Vec<i64> = ends(tests).into_iter().filter_map(amount).filter(|amount| *amount >= 0).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Every point, and an amount within every gap between them; whole ones are preferred, `step` is the smallest there is.
fn amounts(points: &[i64], whole: i64, step: i64) -> Vec<i64> {
    let Some(first) = points.first() else { return vec![0] };
    let mut all = if *first > 0 { vec![0] } else { Vec::new() };
    for (at, point) in points.iter().enumerate() {
        all.push(*point);
        let next = point.saturating_div(whole).saturating_add(1).saturating_mul(whole);
        match points.get(at + 1) {
            Some(end) if next < *end => all.push(next),
            Some(end) if end - point > step => all.push(point + (end - point) / 2 / step * step),
            Some(_) => {}
            None => all.push(next),
        }
    }
    all.dedup();
    all
}

fn days(ends: &[&Value]) -> Vec<Date> {
    let mut points: Vec<Date> = ends
        .iter()
        .filter_map(|value| match value {
            Value::Date(day) => Some(*day),
            _ => None,
        })
        .collect();
    points.sort_unstable();
    points.dedup();
    let mut all: Vec<Date> = points.first().and_then(|first| first.plus_days(-1)).into_iter().collect();
    for (at, point) in points.iter().enumerate() {
        all.push(*point);
        let next = point.next();
        all.extend(next.filter(|next| points.get(at + 1).is_none_or(|end| next < end)));
    }
    all
}
