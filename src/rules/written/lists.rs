//! Tests (`is …`) and filters (`| …`) of an expression: what may be chosen and counted, and how.

use super::expression::{End, Expr, Filter, How, Order, Test};
use super::kinds::named;
use super::pages::UNKNOWN_FIELD;
use super::read::{Mistake, PLAIN, Reader, Typed};
use crate::base::{Text, similar};
use crate::public::Kind;
use minijinja::machinery::ast;
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn test(&mut self, test: &ast::Test<'_>, whole: &ast::Expr<'_>) -> Typed {
        let (inner, kind) = self.any(&test.expr)?;
        let arguments = positional(&test.args);
        let own = Box::new(inner);
        match (test.name, arguments.as_deref()) {
            ("defined", Some([])) => Some((Expr::Defined(own), Kind::Truth)),
            ("undefined", Some([])) => Some((Expr::Not(Box::new(Expr::Defined(own))), Kind::Truth)),
            (name @ ("startingwith" | "endingwith"), Some([part])) => {
                let (part, _) = self.any(part)?;
                let end = if name == "startingwith" { End::Start } else { End::Finish };
                Some((Expr::Ends(end, own, Box::new(part)), Kind::Truth))
            }
            ("in", Some([list])) => {
                let right = self.any(list)?;
                self.member(((*own, kind), &test.expr), (right, list))
            }
            (name, Some([with])) if Order::TESTS.iter().any(|(test, _)| *test == name) => {
                let (_, order) = Order::TESTS.iter().find(|(test, _)| *test == name)?;
                let right = self.any(with)?;
                self.compare(*order, ((*own, kind), &test.expr), (right, with))
            }
            (name, _) => self.no_such("test", "phép thử", name, &tests(), whole),
        }
    }

    fn no_such(&mut self, en: &str, vi: &str, name: &str, all: &[&str], whole: &ast::Expr<'_>) -> Typed {
        let message = if all.contains(&name) {
            crate::text!(en: "the {en} `{name}` is not written so", vi: "{vi} `{name}` không viết như vậy")
        } else {
            crate::text!(en: "there is no {en} `{name}`", vi: "không có {vi} `{name}`")
        };
        let list = all.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ");
        let help = match similar::nearest(name, all.iter().copied()) {
            Some(near) => crate::text!(
                en: "did you mean `{near}`? there are: {list}", vi: "có phải là `{near}` không? có: {list}"
            ),
            None => crate::text!(en: "there are: {list}", vi: "có: {list}"),
        };
        let at = self.at(whole);
        let inside = self.source.get(at.clone()).and_then(|text| text.rfind(name)).map(|start| at.start + start);
        let at = inside.map_or(at, |start| start..start + name.len());
        self.mistakes.push(Mistake { at, code: &UNKNOWN_FIELD, message, help: Some(help) });
        None
    }

    pub(super) fn filter(&mut self, filter: &ast::Filter<'_>, whole: &ast::Expr<'_>) -> Typed {
        let Some(of) = &filter.expr else { return self.unsupported(whole) };
        let (inner, kind) = self.any(of)?;
        let own = Box::new(inner);
        if let Some((_, made)) =
            Filter::ALL.iter().find(|(name, _)| *name == filter.name).filter(|_| filter.args.is_empty())
        {
            return self.made(*made, own, kind, of);
        }
        match filter.name {
            "join" => {
                let between = match positional(&filter.args).as_deref() {
                    Some([]) => Some(String::new()),
                    Some([ast::Expr::Const(between)]) => between.value.as_str().map(str::to_owned),
                    _ => None,
                };
                match (between, kind) {
                    (Some(between), Kind::List(_)) => Some((Expr::Join(own, between), Kind::Text)),
                    _ => self.no_such("filter", "bộ lọc", "join", &filters(), whole),
                }
            }
            "map" => {
                let name = match filter.args.as_slice() {
                    [ast::CallArg::Kwarg("attribute", ast::Expr::Const(name))] => {
                        name.value.as_str().map(str::to_owned)
                    }
                    _ => None,
                };
                let (Some(name), Kind::List(Kind::Item(subject))) = (name, kind) else {
                    return self.no_such("filter", "bộ lọc", "map", &filters(), whole);
                };
                let at = self.quoted(&name, whole);
                let field = self.known(*subject, &name, at)?;
                let inner: &'static Kind = &field.kind;
                Some((Expr::Each(own, *subject, field), Kind::List(inner)))
            }
            "selectattr" | "rejectattr" | "select" | "reject" => self.select(filter, own, kind, whole),
            name => self.no_such("filter", "bộ lọc", name, &filters(), whole),
        }
    }

    pub(super) fn quoted(&self, name: &str, whole: &ast::Expr<'_>) -> Range<usize> {
        let at = self.at(whole);
        let inside = self.source.get(at.clone()).and_then(|text| text.rfind(name)).map(|start| at.start + start);
        inside.map_or(at, |start| start..start + name.len())
    }

    fn made(&mut self, made: Filter, own: Box<Expr>, kind: Kind, of: &ast::Expr<'_>) -> Typed {
        let result = match (made, kind) {
            (Filter::Length, Kind::List(_) | Kind::Text | Kind::Word(_)) => Some(PLAIN),
            (Filter::First | Filter::Last, Kind::List(inner))
            | (Filter::Sum | Filter::Least | Filter::Most, Kind::List(inner @ Kind::Number(..))) => Some(*inner),
            (Filter::Unique, Kind::List(inner)) if !matches!(inner, Kind::Item(_)) => Some(kind),
            (Filter::Lower | Filter::Upper, Kind::Text | Kind::Word(_)) => Some(Kind::Text),
            _ => None,
        };
        if result.is_none() {
            let Text { en, vi } = named(kind);
            let message = crate::text!(en: "this filter does not take {en}", vi: "bộ lọc này không dùng cho {vi}");
            self.wrong(self.at(of), message, None);
        }
        result.map(|kind| (Expr::Filter(made, own), kind))
    }

    fn select(&mut self, filter: &ast::Filter<'_>, list: Box<Expr>, kind: Kind, whole: &ast::Expr<'_>) -> Typed {
        let keep = filter.name.starts_with("select");
        let arguments = positional(&filter.args);
        let (Some(mut arguments), Kind::List(inner)) = (arguments, kind) else {
            return self.no_such("filter", "bộ lọc", filter.name, &filters(), whole);
        };
        let text = |argument: &ast::Expr<'_>| match argument {
            ast::Expr::Const(name) => name.value.as_str().map(str::to_owned),
            _ => None,
        };
        let mut tested = *inner;
        let mut field = None;
        if filter.name.ends_with("attr") {
            let (Kind::Item(subject), Some(name)) = (*inner, arguments.first().and_then(|first| text(first))) else {
                return self.no_such("filter", "bộ lọc", filter.name, &filters(), whole);
            };
            let at = self.at(arguments.remove(0));
            let at = if at.len() > name.len() + 1 { at.start + 1..at.end - 1 } else { at };
            let found = self.known(subject, &name, at)?;
            tested = found.kind;
            field = Some((subject, found));
        }
        let how = match arguments.as_slice() {
            [] if tested == Kind::Truth => Some(How::Holds),
            [test] if text(test).as_deref() == Some("defined") => Some(How::Defined),
            [test, with] => {
                let name = text(test).unwrap_or_default();
                let right = self.any(with)?;
                if let Some((_, order)) = Order::TESTS.iter().find(|(test, _)| *test == name) {
                    self.fit(*order, (tested, whole), (right.1, &right.0, with))?;
                    Some(How::Compare(*order, Box::new(right.0)))
                } else if name == "in" {
                    if let Kind::Word(words) = tested {
                        self.is_word(words, &right.0, with)?;
                    }
                    matches!(right.1, Kind::List(_) | Kind::Text).then(|| How::In(Box::new(right.0)))
                } else {
                    let end = match name.as_str() {
                        "startingwith" => Some(End::Start),
                        "endingwith" => Some(End::Finish),
                        _ => None,
                    };
                    if end.is_none() {
                        return self.no_such("test", "phép thử", &name, &tests(), whole);
                    }
                    end.map(|end| How::Ends(end, Box::new(right.0)))
                }
            }
            _ => None,
        };
        if let Some(how) = how {
            return Some((Expr::Select { list, by: Test { field, how }, keep }, kind));
        }
        let message = crate::text!(
            en: "this does not say how to choose", vi: "chưa ghi cách chọn"
        );
        let help = crate::text!(
            en: "write `selectattr(\"kind\", \"eq\", \"sign\")`",
            vi: "viết `selectattr(\"kind\", \"eq\", \"sign\")`"
        );
        self.wrong(self.at(whole), message, Some(help));
        None
    }
}

/// The arguments, where they are plain.
fn positional<'e, 's>(all: &'e [ast::CallArg<'s>]) -> Option<Vec<&'e ast::Expr<'s>>> {
    let plain = |argument: &'e ast::CallArg<'s>| match argument {
        ast::CallArg::Pos(expression) => Some(expression),
        _ => None,
    };
    all.iter().map(plain).collect()
}

fn tests() -> Vec<&'static str> {
    let own = ["defined", "undefined", "in", "startingwith", "endingwith"];
    own.into_iter().chain(Order::TESTS.iter().map(|(name, _)| *name)).collect()
}

fn filters() -> Vec<&'static str> {
    let own = ["selectattr", "rejectattr", "select", "reject", "map", "join"];
    Filter::ALL.iter().map(|(name, _)| *name).chain(own).collect()
}
