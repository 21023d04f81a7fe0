//! Computes a condition for one thing, in three values: a fact that is not written makes the answer *unknown* unless the rest
//! decides it. Every node and every member of a list costs one step, and the steps are bounded.

use super::expression::{End, Expr, Filter, How, Order, Sum, Test};
use crate::base::{Text, similar};
use crate::public::{Field, Item, Subject, Value};
use std::borrow::Cow;

/// Why there is no answer.
#[derive(Debug, Clone)]
pub(super) enum Stop {
    /// These are not known.
    Unknown(Vec<Gap>),
    /// The steps are used up.
    Spent,
}

/// What is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Gap {
    /// A field that nothing supplies.
    Field(Subject, &'static Field),
    /// A member of a list that has none.
    Empty,
    /// The result of a division by zero.
    Division,
}

impl Gap {
    /// What is missing, for the list of open questions.
    pub(super) fn text(self) -> Text {
        match self {
            Self::Field(subject, field) => {
                let (path, Text { en, vi }) = (format!("{}.{}", subject.word(), field.name), field.text());
                crate::text!(en: "{en} (`{path}`)", vi: "{vi} (`{path}`)")
            }
            Self::Empty => crate::text!(en: "a member of an empty list", vi: "phần tử của một danh sách trống"),
            Self::Division => crate::text!(en: "a division by zero", vi: "phép chia cho 0"),
        }
    }
}

/// A value, or as much of one as is certain.
enum Known<'a> {
    Value(Value<'a>),
    /// A list of which some members may belong to it or not.
    Partly {
        sure: Vec<Value<'a>>,
        open: usize,
        gaps: Vec<Gap>,
    },
    /// A count between two numbers.
    Between(f64, f64, Vec<Gap>),
}

/// What an expression may ask, and how long.
#[derive(Debug)]
pub(super) struct Asking<'a> {
    /// The thing that is looked at.
    pub(super) item: Item<'a>,
    /// Steps that are left.
    pub(super) left: u32,
}

type Answer<T> = Result<T, Stop>;

/// Whether a condition holds.
pub(super) fn holds(condition: &Expr, asking: &mut Asking<'_>) -> Answer<bool> {
    truth(condition, asking)
}

/// The value of an expression in a sentence; what is not known is [`Value::Absent`].
pub(super) fn shown<'a>(expression: &Expr, asking: &mut Asking<'a>) -> Value<'a> {
    value(expression, asking).unwrap_or(Value::Absent)
}

fn truth(expression: &Expr, asking: &mut Asking<'_>) -> Answer<bool> {
    match value(expression, asking)? {
        Value::Truth(truth) => Ok(truth),
        // Kinds have been checked; what is no truth is not known.
        _ => Err(Stop::Unknown(Vec::new())),
    }
}

/// A value that is certain as a whole.
fn value<'a>(expression: &Expr, asking: &mut Asking<'a>) -> Answer<Value<'a>> {
    match eval(expression, asking)? {
        Known::Value(value) => Ok(value),
        Known::Partly { gaps, .. } | Known::Between(_, _, gaps) => Err(Stop::Unknown(gaps)),
    }
}

fn eval<'a>(expression: &Expr, asking: &mut Asking<'a>) -> Answer<Known<'a>> {
    spend(asking, 1)?;
    Ok(Known::Value(match expression {
        Expr::Own => Value::Item(asking.item),
        Expr::Procedure => asking.item.procedure().map_or(Value::Absent, |facts| Value::Item(Item::Procedure(facts))),
        Expr::AsOf => Value::Text(asking.item.as_of().to_string().into()),
        Expr::Truth(truth) => Value::Truth(*truth),
        Expr::Number(number) => Value::Number(*number),
        Expr::Text(text) => Value::Text(Cow::Owned(text.clone())),
        Expr::List(members) => Value::List(members.iter().map(|member| value(member, asking)).collect::<Answer<_>>()?),
        Expr::Field(of, subject, field) => match value(of, asking)? {
            Value::Item(item) => read(&item, *subject, field)?,
            _ => return Err(Stop::Unknown(Vec::new())),
        },
        Expr::Not(inner) => Value::Truth(!truth(inner, asking)?),
        Expr::Both(a, b) => Value::Truth(decide(a, b, false, asking)?),
        Expr::Either(a, b) => Value::Truth(decide(a, b, true, asking)?),
        Expr::Compare(order, a, b) => {
            let (a, b) = (eval(a, asking)?, eval(b, asking)?);
            Value::Truth(compare(*order, &a, &b)?)
        }
        Expr::In(member, list) => {
            let member = value(member, asking)?;
            match eval(list, asking)? {
                Known::Value(list) => Value::Truth(contains(&list, &member, asking)?),
                Known::Partly { sure, gaps, .. } => {
                    if !contains(&Value::List(sure), &member, asking)? {
                        return Err(Stop::Unknown(gaps));
                    }
                    Value::Truth(true)
                }
                Known::Between(_, _, gaps) => return Err(Stop::Unknown(gaps)),
            }
        }
        Expr::Calculate(sum, a, b) => match (value(a, asking)?, value(b, asking)?) {
            (Value::Number(a), Value::Number(b)) => Value::Number(calculate(*sum, a, b)?),
            _ => return Err(Stop::Unknown(Vec::new())),
        },
        Expr::Joined(a, b) => {
            let (a, b) = (value(a, asking)?, value(b, asking)?);
            let show = |value: &Value<'_>| crate::public::show(value, crate::base::Language::En);
            Value::Text(format!("{}{}", show(&a), show(&b)).into())
        }
        Expr::Choice { condition, then, otherwise } => {
            let chosen = if truth(condition, asking)? { then } else { otherwise };
            return eval(chosen, asking);
        }
        Expr::Defined(inner) => match eval(inner, asking) {
            Ok(_) => Value::Truth(true),
            Err(Stop::Unknown(_)) => Value::Truth(false),
            Err(Stop::Spent) => return Err(Stop::Spent),
        },
        Expr::Ends(end, text, part) => {
            let (text, part) = (value(text, asking)?, value(part, asking)?);
            Value::Truth(ends(*end, &text, &part)?)
        }
        Expr::Select { list, by, keep } => return select(list, by, *keep, asking),
        Expr::Each(list, subject, field) => {
            let Value::List(members) = value(list, asking)? else { return Err(Stop::Unknown(Vec::new())) };
            spend(asking, members.len())?;
            let each = members.iter().map(|member| match member {
                Value::Item(item) => (field.read)(item),
                _ => Value::Absent,
            });
            let each: Vec<_> = each.collect();
            let open = each.iter().filter(|one| matches!(one, Value::Absent)).count();
            if open > 0 {
                let sure = each.into_iter().filter(|one| !matches!(one, Value::Absent)).collect();
                return Ok(Known::Partly { sure, open, gaps: vec![Gap::Field(*subject, field)] });
            }
            Value::List(each)
        }
        Expr::Filter(Filter::Length, inner) => return length(eval(inner, asking)?),
        Expr::Filter(filter, inner) => made(*filter, value(inner, asking)?, asking)?,
        Expr::Join(list, between) => {
            let Value::List(members) = value(list, asking)? else { return Err(Stop::Unknown(Vec::new())) };
            spend(asking, members.len())?;
            let shown = members.iter().map(|member| crate::public::show(member, crate::base::Language::En));
            Value::Text(shown.collect::<Vec<_>>().join(between).into())
        }
    }))
}

fn spend(asking: &mut Asking<'_>, steps: usize) -> Answer<()> {
    let steps = u32::try_from(steps).unwrap_or(u32::MAX);
    asking.left = asking.left.checked_sub(steps).ok_or(Stop::Spent)?;
    Ok(())
}

fn read<'a>(item: &Item<'a>, subject: Subject, field: &'static Field) -> Answer<Value<'a>> {
    match (field.read)(item) {
        Value::Absent => Err(Stop::Unknown(vec![Gap::Field(subject, field)])),
        value => Ok(value),
    }
}

/// Kleene's *and* (`strong` is no) and *or* (`strong` is yes): one side that decides is enough.
fn decide(a: &Expr, b: &Expr, strong: bool, asking: &mut Asking<'_>) -> Answer<bool> {
    match truth(a, asking) {
        Ok(one) if one == strong => Ok(strong),
        Ok(_) => truth(b, asking),
        Err(Stop::Spent) => Err(Stop::Spent),
        Err(Stop::Unknown(mut gaps)) => match truth(b, asking) {
            Ok(other) if other == strong => Ok(strong),
            Ok(_) => Err(Stop::Unknown(gaps)),
            Err(Stop::Spent) => Err(Stop::Spent),
            Err(Stop::Unknown(more)) => {
                gaps.extend(more);
                Err(Stop::Unknown(gaps))
            }
        },
    }
}

/// What two numbers may differ by and still be the same: sums of decimal fractions are not exact.
const NEAR: f64 = 1e-9;

fn compare(order: Order, a: &Known<'_>, b: &Known<'_>) -> Answer<bool> {
    let range = |known: &Known<'_>| match known {
        Known::Value(Value::Number(number)) => Some((*number, *number)),
        Known::Between(least, most, _) => Some((*least, *most)),
        _ => None,
    };
    if let (Some((a_least, a_most)), Some((b_least, b_most))) = (range(a), range(b)) {
        let decided = match order {
            Order::Less => between(a_most < b_least - NEAR, a_least >= b_most - NEAR),
            Order::AtMost => between(a_most <= b_least + NEAR, a_least > b_most + NEAR),
            Order::More => between(a_least > b_most + NEAR, a_most <= b_least + NEAR),
            Order::AtLeast => between(a_least >= b_most - NEAR, a_most < b_least - NEAR),
            Order::Same | Order::Other => {
                let apart = a_most < b_least - NEAR || b_most < a_least - NEAR;
                let one = (a_most - a_least).abs() < NEAR && (b_most - b_least).abs() < NEAR;
                between(one && !apart, apart).map(|same| same == (order == Order::Same))
            }
        };
        return decided.ok_or_else(|| Stop::Unknown([gaps(a), gaps(b)].concat()));
    }
    let (Known::Value(a), Known::Value(b)) = (a, b) else {
        return Err(Stop::Unknown([gaps(a), gaps(b)].concat()));
    };
    Ok(match order {
        Order::Same => same(a, b),
        Order::Other => !same(a, b),
        _ => match (a, b) {
            // Days, written year first, stand in the order of their letters.
            (Value::Text(a), Value::Text(b)) => match order {
                Order::Less => a < b,
                Order::AtMost => a <= b,
                Order::More => a > b,
                _ => a >= b,
            },
            _ => return Err(Stop::Unknown(Vec::new())),
        },
    })
}

fn between(yes: bool, no: bool) -> Option<bool> {
    match (yes, no) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn gaps(known: &Known<'_>) -> Vec<Gap> {
    match known {
        Known::Value(_) => Vec::new(),
        Known::Partly { gaps, .. } | Known::Between(_, _, gaps) => gaps.clone(),
    }
}

/// Whether two values are the same; texts also in another form of the same letters (`ủy`, `uỷ`).
fn same(a: &Value<'_>, b: &Value<'_>) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => (a - b).abs() < NEAR,
        (Value::Truth(a), Value::Truth(b)) => a == b,
        (Value::Text(a), Value::Text(b)) => a == b || (!a.is_ascii() && !b.is_ascii() && folded(a) == folded(b)),
        _ => false,
    }
}

fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { similar::key(text).into() }
}

fn contains(list: &Value<'_>, member: &Value<'_>, asking: &mut Asking<'_>) -> Answer<bool> {
    match (list, member) {
        (Value::List(members), member) => {
            spend(asking, members.len())?;
            Ok(members.iter().any(|one| same(one, member)))
        }
        (Value::Text(text), Value::Text(part)) => Ok(folded(text).contains(&*folded(part))),
        _ => Err(Stop::Unknown(Vec::new())),
    }
}

fn ends(end: End, text: &Value<'_>, part: &Value<'_>) -> Answer<bool> {
    let (Value::Text(text), Value::Text(part)) = (text, part) else { return Err(Stop::Unknown(Vec::new())) };
    let (text, part) = (folded(text), folded(part));
    Ok(match end {
        End::Start => text.starts_with(&*part),
        End::Finish => text.ends_with(&*part),
    })
}

fn calculate(sum: Sum, a: f64, b: f64) -> Answer<f64> {
    let zero = b == 0.0 && matches!(sum, Sum::By | Sum::Whole | Sum::Rest);
    if zero {
        return Err(Stop::Unknown(vec![Gap::Division]));
    }
    Ok(match sum {
        Sum::Plus => a + b,
        Sum::Minus => a - b,
        Sum::Times => a * b,
        Sum::By => a / b,
        Sum::Whole => a.div_euclid(b),
        Sum::Rest => a.rem_euclid(b),
    })
}

fn select<'a>(list: &Expr, by: &Test, keep: bool, asking: &mut Asking<'a>) -> Answer<Known<'a>> {
    let (members, mut open, mut gaps) = match eval(list, asking)? {
        Known::Value(Value::List(members)) => (members, 0, Vec::new()),
        Known::Partly { sure, open, gaps } => (sure, open, gaps),
        _ => return Err(Stop::Unknown(Vec::new())),
    };
    spend(asking, members.len())?;
    let against = match &by.how {
        How::Holds | How::Defined => None,
        How::Compare(_, with) | How::In(with) | How::Ends(_, with) => Some(value(with, asking)?),
    };
    let mut sure = Vec::new();
    for member in members {
        let tested = match (&by.field, &member) {
            (Some((subject, field)), Value::Item(item)) => read(item, *subject, field),
            _ => Ok(member.clone()),
        };
        let passes = match (&by.how, tested, &against) {
            (_, Err(Stop::Spent), _) => return Err(Stop::Spent),
            (How::Defined, tested, _) => Ok(tested.is_ok()),
            (_, Err(stop), _) => Err(stop),
            (How::Holds, Ok(Value::Truth(truth)), _) => Ok(truth),
            (How::Compare(order, _), Ok(tested), Some(with)) => {
                compare(*order, &Known::Value(tested), &Known::Value(with.clone()))
            }
            (How::In(_), Ok(tested), Some(list)) => contains(list, &tested, asking),
            (How::Ends(end, _), Ok(tested), Some(part)) => ends(*end, &tested, part),
            _ => Err(Stop::Unknown(Vec::new())),
        };
        match passes {
            Ok(passes) if passes == keep => sure.push(member),
            Ok(_) => {}
            Err(Stop::Spent) => return Err(Stop::Spent),
            Err(Stop::Unknown(more)) => {
                open += 1;
                gaps.extend(more.into_iter().filter(|gap| !gaps.contains(gap)).collect::<Vec<_>>());
            }
        }
    }
    Ok(if open == 0 { Known::Value(Value::List(sure)) } else { Known::Partly { sure, open, gaps } })
}

fn length(of: Known<'_>) -> Answer<Known<'_>> {
    Ok(match of {
        Known::Value(Value::List(members)) => Known::Value(Value::Number(members.len() as f64)),
        Known::Value(Value::Text(text)) => Known::Value(Value::Number(text.chars().count() as f64)),
        Known::Partly { sure, open, gaps } => Known::Between(sure.len() as f64, (sure.len() + open) as f64, gaps),
        _ => return Err(Stop::Unknown(Vec::new())),
    })
}

fn made<'a>(filter: Filter, of: Value<'a>, asking: &mut Asking<'a>) -> Answer<Value<'a>> {
    let empty = || Stop::Unknown(vec![Gap::Empty]);
    let mut members = match of {
        Value::Text(text) if filter == Filter::Lower => return Ok(Value::Text(text.to_lowercase().into())),
        Value::Text(text) if filter == Filter::Upper => return Ok(Value::Text(text.to_uppercase().into())),
        Value::List(members) => members,
        _ => return Err(Stop::Unknown(Vec::new())),
    };
    spend(asking, members.len())?;
    let numbers = |members: &[Value<'_>]| -> Vec<f64> {
        let number = |member: &Value<'_>| if let Value::Number(number) = member { Some(*number) } else { None };
        members.iter().filter_map(number).collect()
    };
    match filter {
        Filter::First => members.into_iter().next().ok_or_else(empty),
        Filter::Last => members.pop().ok_or_else(empty),
        Filter::Sum => Ok(Value::Number(numbers(&members).iter().sum())),
        Filter::Least => numbers(&members).into_iter().reduce(f64::min).map(Value::Number).ok_or_else(empty),
        Filter::Most => numbers(&members).into_iter().reduce(f64::max).map(Value::Number).ok_or_else(empty),
        Filter::Unique => {
            let mut kept: Vec<Value<'a>> = Vec::new();
            for member in members {
                spend(asking, kept.len())?;
                if !kept.iter().any(|one| same(one, &member)) {
                    kept.push(member);
                }
            }
            Ok(Value::List(kept))
        }
        Filter::Length | Filter::Lower | Filter::Upper => Err(Stop::Unknown(Vec::new())),
    }
}
