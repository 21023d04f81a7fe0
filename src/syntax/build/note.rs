//! Parts that many statements share: notes, dates, rows, and the check that a clause stands only once.

use super::{Context, Pair, expression, word};
use crate::base::Span;
use crate::syntax::ast::{Allow, Name, Notes, Row, Validity};
use crate::syntax::grammar::Rule;
use crate::syntax::mistakes;

/// The clauses of one statement that were already read.
#[derive(Default)]
pub(super) struct Seen(Vec<(Rule, Span)>);

impl Seen {
    /// Whether this is the first clause of its rule; a second one is a finding.
    pub(super) fn first(&mut self, pair: &Pair, cx: &mut Context) -> bool {
        self.first_as(pair.as_rule(), pair, cx)
    }

    /// Where a clause of one of these rules stood.
    fn place(&self, rules: &[Rule]) -> Option<Span> {
        self.0.iter().find(|(seen, _)| rules.contains(seen)).map(|(_, at)| *at)
    }

    /// The same where several rules say one thing (`within 2 hours`, `within same day`).
    pub(super) fn first_as(&mut self, rule: Rule, pair: &Pair, cx: &mut Context) -> bool {
        let span = cx.span(pair);
        let keyword = pair.clone().into_inner().next().map_or(span, |k| cx.span(&k));
        let written = pair.clone().into_inner().next().map_or(pair.as_str(), |k| k.as_str());
        if let Some((_, before)) = self.0.iter().find(|(seen, _)| *seen == rule) {
            mistakes::clause::repeated(span, written, *before, cx.out);
            return false;
        }
        self.0.push((rule, if keyword.end > span.start { span } else { keyword }));
        true
    }
}

/// Reads a part that may stand in any block or on many lines; whether it was one.
pub(super) fn note(pair: &Pair, notes: &mut Notes, cx: &mut Context) -> bool {
    match pair.as_rule() {
        Rule::basis => notes.basis.extend(word::basis(pair.clone(), cx)),
        Rule::allow => notes.allow.extend(allow(pair.clone(), cx)),
        Rule::text => {
            let (span, keyword) = (cx.span(pair), pair.clone().into_inner().next().map_or("", |k| k.as_str()));
            match &notes.text {
                Some(before) => mistakes::clause::repeated(span, keyword, before.span, cx.out),
                None => notes.text = word::first_title(pair.clone(), cx),
            }
        }
        Rule::unresolved => notes.unresolved.extend(word::first_title(pair.clone(), cx)),
        _ => return false,
    }
    true
}

/// The same in the block of an item that has dates.
pub(super) fn note_or_dates(
    pair: &Pair,
    notes: &mut Notes,
    validity: &mut Validity,
    seen: &mut Seen,
    cx: &mut Context,
) -> bool {
    match pair.as_rule() {
        Rule::dates => {
            for part in pair.clone().into_inner() {
                if !dated(&part, validity, seen, cx) {
                    note(&part, notes, cx);
                }
            }
            true
        }
        // Dates directly in a block belong to the citation before them.
        Rule::from | Rule::until => {
            cite_dates(pair, notes, cx);
            true
        }
        _ => note(pair, notes, cx),
    }
}

/// `basis X from D until D` as a line of a block: the dates are the citation's own.
pub(super) fn cite_dates(pair: &Pair, notes: &mut Notes, cx: &mut Context) {
    let date = word::first_date(pair.clone(), cx);
    if let Some(basis) = notes.basis.last_mut() {
        match pair.as_rule() {
            Rule::from => basis.validity.from = date,
            _ => basis.validity.until = date,
        }
    }
}

/// `from D` or `until D` on a line; whether it was one.
pub(super) fn dated(pair: &Pair, validity: &mut Validity, seen: &mut Seen, cx: &mut Context) -> bool {
    let slot = match pair.as_rule() {
        Rule::from => &mut validity.from,
        Rule::until => &mut validity.until,
        _ => return false,
    };
    if seen.first(pair, cx) {
        *slot = word::first_date(pair.clone(), cx);
    }
    true
}

/// A clause that makes a row apply; whether it was one.
pub(super) fn row(pair: &Pair, row: &mut Row, seen: &mut Seen, cx: &mut Context) -> bool {
    let rest = match pair.as_rule() {
        Rule::when | Rule::unless => row.otherwise,
        Rule::otherwise => seen.place(&[Rule::when, Rule::unless]),
        _ => None,
    };
    if let Some(before) = rest {
        mistakes::clause::condition_of_rest(cx.span(pair), before, cx.out);
    }
    match pair.as_rule() {
        Rule::when if seen.first(pair, cx) => row.when = expression::under(pair.clone(), cx),
        Rule::unless if seen.first(pair, cx) => row.unless = expression::under(pair.clone(), cx),
        Rule::otherwise => row.otherwise = Some(cx.span(pair)),
        Rule::source if seen.first(pair, cx) => row.source = word::first_title(pair.clone(), cx),
        Rule::basis => row.basis.extend(word::basis(pair.clone(), cx)),
        Rule::when | Rule::unless | Rule::source => {}
        _ => return dated(pair, &mut row.validity, seen, cx),
    }
    if rest.is_some() {
        // One finding is enough: without its condition the row is a plain remainder.
        (row.when, row.unless) = (None, None);
    }
    true
}

/// At most one of `when` and `unless` on a line.
pub(super) fn one_condition(pairs: &[Pair], cx: &mut Context) {
    let find = |rule: Rule| pairs.iter().find(|pair| pair.as_rule() == rule);
    if let (Some(when), Some(unless)) = (find(Rule::when), find(Rule::unless)) {
        let (first, second) =
            if when.as_span().start() < unless.as_span().start() { (when, unless) } else { (unless, when) };
        mistakes::clause::both_conditions(cx.span(second), cx.span(first), cx.out);
    }
}

fn allow(pair: Pair, cx: &mut Context) -> Option<Allow> {
    let span = cx.span(&pair);
    let (mut code, mut because, mut basis, mut until) = (None, None, Vec::new(), None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::code => code = Some(Name { text: part.as_str().to_owned(), span: cx.span(&part) }),
            Rule::because => because = word::first_title(part, cx),
            Rule::basis => basis.extend(word::basis(part, cx)),
            Rule::until => until = word::first_date(part, cx),
            _ => {}
        }
    }
    Some(Allow { code: code?, because: because?, basis, until, span })
}
