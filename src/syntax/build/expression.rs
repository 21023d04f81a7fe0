//! Conditions: flat lists from the grammar become a tree in which `and` binds tighter than `or`.

use super::{Context, Pair, quantity, word};
use crate::base::Span;
use crate::syntax::ast::{At, ChannelKind, Comparison, Expr, Subject, Test, Value};
use crate::syntax::grammar::Rule;

/// The condition directly under a pair (`when`, `unless`, `if`, …).
pub(super) fn under(pair: Pair, cx: &mut Context) -> Option<Expr> {
    let found = pair.into_inner().find(|part| part.as_rule() == Rule::expr)?;
    expr(found, cx)
}

/// `a and b or c`.
pub(super) fn expr(pair: Pair, cx: &mut Context) -> Option<Expr> {
    let mut any: Vec<Expr> = Vec::new();
    let mut all: Vec<Expr> = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::operand => all.extend(operand(part, cx)),
            Rule::connective if part.clone().into_inner().any(|k| k.as_rule() == Rule::kw_or) => {
                any.extend(one_or(Expr::And, core::mem::take(&mut all)));
            }
            _ => {}
        }
    }
    any.extend(one_or(Expr::And, all));
    one_or(Expr::Or, any)
}

fn one_or(join: fn(Vec<Expr>) -> Expr, mut parts: Vec<Expr>) -> Option<Expr> {
    if parts.len() > 1 { Some(join(parts)) } else { parts.pop() }
}

fn operand(pair: Pair, cx: &mut Context) -> Option<Expr> {
    let end = pair.as_span().end();
    let (mut nots, mut inner) = (Vec::new(), None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::negation => nots.push(cx.place(part.as_span().start()..end)),
            Rule::group => inner = under(part, cx),
            Rule::found => inner = word::first_name(part, cx).map(Expr::Found),
            Rule::comparison => inner = comparison(part, cx).map(Expr::Test),
            _ => {}
        }
    }
    nots.into_iter().rev().fold(inner, |inner, span: Span| Some(Expr::Not(Box::new(inner?), span)))
}

fn comparison(pair: Pair, cx: &mut Context) -> Option<Comparison> {
    let span = cx.span(&pair);
    let (mut about, mut asked) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::subject => about = subject(part, cx),
            Rule::test => asked = test(part, cx),
            _ => {}
        }
    }
    Some(Comparison { subject: about?, test: asked, span })
}

fn subject(pair: Pair, cx: &Context) -> Option<Subject> {
    let inner = pair.into_inner().next()?;
    Some(match inner.as_rule() {
        Rule::kw_channel => Subject::Channel(cx.span(&inner)),
        _ => Subject::Fact(word::name(&inner, cx)),
    })
}

fn test(pair: Pair, cx: &mut Context) -> Option<Test> {
    let mut parts = pair.into_inner();
    let mut keyword = parts.next()?.as_rule();
    let mut values = Vec::new();
    for part in parts {
        match part.as_rule() {
            Rule::value => values.push(value(part, cx)?),
            Rule::kw_between_to | Rule::comma => {}
            // After `is` the comparison itself may follow: `is one of`, `is at least`.
            after_is => keyword = after_is,
        }
    }
    if keyword == Rule::kw_one_of {
        return Some(Test::OneOf(values));
    }
    let mut values = values.into_iter();
    let first = values.next()?;
    Some(match keyword {
        Rule::kw_is_not => Test::IsNot(first),
        Rule::kw_at_least => Test::AtLeast(first),
        Rule::kw_at_most => Test::AtMost(first),
        Rule::kw_more_than => Test::MoreThan(first),
        Rule::kw_less_than => Test::LessThan(first),
        Rule::kw_between => Test::Between(first, values.next()?),
        _ => Test::Is(first),
    })
}

/// A value; one that cannot be read counts as unknown after its finding.
pub(super) fn value(pair: Pair, cx: &mut Context) -> Option<At<Value>> {
    let span = cx.span(&pair);
    let inner = pair.into_inner().next()?;
    let value = match inner.as_rule() {
        Rule::date => word::date(&inner, cx).map_or(Value::Unknown, |at| Value::Date(at.value)),
        Rule::money => quantity::money(inner, cx).map_or(Value::Unknown, |at| Value::Money(at.value)),
        Rule::number => quantity::number(&inner, cx).map_or(Value::Unknown, Value::Number),
        Rule::kw_yes => Value::Truth(true),
        Rule::kw_no => Value::Truth(false),
        Rule::kw_unknown => Value::Unknown,
        Rule::kw_counter => Value::Channel(ChannelKind::Counter),
        Rule::kw_post => Value::Channel(ChannelKind::Post),
        Rule::kw_online => Value::Channel(ChannelKind::Online),
        Rule::string => Value::Text(word::title(&inner, cx).text),
        _ => Value::Name(inner.as_str().to_owned()),
    };
    Some(At { value, span })
}
