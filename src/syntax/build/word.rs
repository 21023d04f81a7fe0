//! Names, titles, bodies, dates and citations.

use super::{Context, Pair};
use crate::base::Span;
use crate::syntax::ast::{Article, At, Basis, BodyRef, Name, NameOrTitle, Pinpoint, Title};
use crate::syntax::grammar::Rule;
use crate::syntax::mistakes;
use crate::time::{Date, TimeOfDay};

/// A name.
pub(super) fn name(pair: &Pair, cx: &Context) -> Name {
    Name { text: pair.as_str().to_owned(), span: cx.span(pair) }
}

/// The name given to something that conditions may name.
pub(super) fn declared(pair: &Pair, cx: &mut Context) -> Name {
    let name = name(pair, cx);
    mistakes::statement::declared_for_conditions(&name, cx.sink());
    name
}

/// Every name directly under a pair, or in a list of names there.
pub(super) fn names(pair: Pair, cx: &Context) -> Vec<Name> {
    let listed = |part: Pair| match part.as_rule() {
        Rule::name => vec![name(&part, cx)],
        Rule::names => names(part, cx),
        _ => Vec::new(),
    };
    pair.into_inner().flat_map(listed).collect()
}

/// The first name directly under a pair.
pub(super) fn first_name(pair: Pair, cx: &Context) -> Option<Name> {
    pair.into_inner().find(|part| part.as_rule() == Rule::name).map(|part| name(&part, cx))
}

/// A `string`, a `long_text`, or a `title` that holds one.
pub(super) fn title(pair: &Pair, cx: &Context) -> Title {
    Title { text: unquote(pair.as_str()), span: cx.span(pair) }
}

/// Every quoted text directly under a pair.
pub(super) fn titles(pair: Pair, cx: &Context) -> Vec<Title> {
    pair.into_inner().filter(|part| is_title(part)).map(|part| title(&part, cx)).collect()
}

/// The first quoted text directly under a pair.
pub(super) fn first_title(pair: Pair, cx: &Context) -> Option<Title> {
    pair.into_inner().find(is_title).map(|part| title(&part, cx))
}

fn is_title(pair: &Pair) -> bool {
    matches!(pair.as_rule(), Rule::string | Rule::long_text | Rule::title)
}

/// A name or a quoted text.
pub(super) fn name_or_title(pair: &Pair, cx: &Context) -> NameOrTitle {
    if is_title(pair) { NameOrTitle::Title(title(pair, cx)) } else { NameOrTitle::Name(name(pair, cx)) }
}

/// The words between the quotes.
fn unquote(written: &str) -> String {
    if let Some(long) = written.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")) {
        let long = long.strip_prefix('\n').unwrap_or(long);
        return long.trim_end_matches([' ', '\t']).strip_suffix('\n').unwrap_or(long).to_owned();
    }
    let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
    if !inner.contains('\\') {
        return inner.to_owned();
    }
    let mut words = String::with_capacity(inner.len());
    let mut escaped = false;
    for c in inner.chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            words.push(c);
            escaped = false;
        }
    }
    words
}

/// `commune-pc/justice`.
pub(super) fn body(pair: &Pair, cx: &Context) -> BodyRef {
    let (written, start) = (pair.as_str(), pair.as_span().start());
    let part =
        |from: usize, to: usize| Name { text: written[from..to].to_owned(), span: cx.place(start + from..start + to) };
    let slash = written.find('/');
    BodyRef {
        agency: part(0, slash.unwrap_or(written.len())),
        role: slash.map(|at| part(at + 1, written.len())),
        span: cx.span(pair),
    }
}

/// A day; `None` after a finding where there is no such day.
pub(super) fn date(pair: &Pair, cx: &mut Context) -> Option<At<Date>> {
    let span = cx.span(pair);
    match Date::parse(pair.as_str()) {
        Ok(value) => {
            if pair.as_str().contains('/') {
                cx.slashed.push((span, value));
            }
            Some(At { value, span })
        }
        Err(bad) => {
            mistakes::date::no_such_day(span, pair.as_str(), &bad, cx.out);
            None
        }
    }
}

/// The first date directly under a pair.
pub(super) fn first_date(pair: Pair, cx: &mut Context) -> Option<At<Date>> {
    let found = pair.into_inner().find(|part| part.as_rule() == Rule::date)?;
    date(&found, cx)
}

/// A time of day; `None` after a finding where there is no such time.
pub(super) fn clock(pair: &Pair, cx: &mut Context) -> Option<TimeOfDay> {
    let time = TimeOfDay::parse(pair.as_str());
    if time.is_none() {
        mistakes::date::no_such_time(cx.span(pair), pair.as_str(), cx.out);
    }
    time
}

/// `basis LAW article 21.2.a`, also `by instrument LAW article 5`.
pub(super) fn basis(pair: Pair, cx: &Context) -> Option<Basis> {
    let span = cx.span(&pair);
    let (mut law, mut place) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name | Rule::string => law = Some(name_or_title(&part, cx)),
            Rule::pinpoint => place = Some(pinpoint(part, cx)),
            _ => {}
        }
    }
    Some(Basis { law: law?, pinpoint: place, validity: crate::syntax::ast::Validity::default(), span })
}

/// Where in an instrument.
pub(super) fn pinpoint(pair: Pair, cx: &Context) -> Pinpoint {
    let mut place = Pinpoint::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::articles => place.articles.extend(
                part.into_inner()
                    .filter(|p| p.as_rule() == Rule::article)
                    .map(|p| Article { parts: parts(p.as_str()), span: cx.span(&p) }),
            ),
            Rule::spoken => place.articles.extend(spoken(part, cx)),
            Rule::appendix => place.appendix = first_title(part, cx),
            _ => {}
        }
    }
    place
}

fn parts(written: &str) -> Vec<String> {
    written.split('.').map(str::to_owned).collect()
}

/// `điểm a, b khoản 2 Điều 21`: turned round, one article a point or clause that is named.
fn spoken(pair: Pair, cx: &Context) -> Vec<Article> {
    let whole = cx.span(&pair);
    let (mut letters, mut clauses, mut article) = (Vec::new(), Vec::new(), None);
    let mut after = Rule::kw_point;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::letter => letters.push((part.as_str().to_owned(), cx.span(&part))),
            Rule::article if after == Rule::kw_clause => clauses.push((parts(part.as_str()), cx.span(&part))),
            Rule::article => article = Some((parts(part.as_str()), cx.span(&part))),
            keyword @ (Rule::kw_point | Rule::kw_clause | Rule::kw_article) => after = keyword,
            _ => {}
        }
    }
    let Some((article, at)) = article else { return Vec::new() };
    turned(whole, &letters, &clauses, &article, at)
}

fn turned(
    whole: Span,
    letters: &[(String, Span)],
    clauses: &[(Vec<String>, Span)],
    article: &[String],
    at: Span,
) -> Vec<Article> {
    let with = |clause: &[String], letter: Option<&String>| {
        article.iter().chain(clause).chain(letter).cloned().collect::<Vec<_>>()
    };
    match (clauses, letters) {
        ([], []) => vec![Article { parts: with(&[], None), span: at }],
        ([], letters) => letters.iter().map(|(l, span)| Article { parts: with(&[], Some(l)), span: *span }).collect(),
        ([(clause, _)], [_]) => {
            vec![Article { parts: with(clause, Some(&letters[0].0)), span: whole }]
        }
        (clauses, []) => {
            clauses.iter().map(|(clause, span)| Article { parts: with(clause, None), span: *span }).collect()
        }
        // The points stand before the first clause they belong to; further clauses are cited whole.
        ([(first, _), rest @ ..], letters) => letters
            .iter()
            .map(|(l, span)| Article { parts: with(first, Some(l)), span: *span })
            .chain(rest.iter().map(|(clause, span)| Article { parts: with(clause, None), span: *span }))
            .collect(),
    }
}
