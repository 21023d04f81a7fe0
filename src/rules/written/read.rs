//! Reads an expression or a sentence of a rule that users write, and checks its names; [`super::kinds`]
//! and [`super::lists`] check the rest.

use super::expression::{Expr, Order, Sum};
use super::kinds::named;
use super::pages::{CONDITION, TOO_MUCH, UNKNOWN_FIELD};
use crate::base::{Code, Text, similar};
use crate::public::{self, Field, Kind, Subject};
use minijinja::machinery::ast;
use minijinja::value::ValueKind;
use std::ops::Range;

/// How deep an expression may nest.
const DEEPEST: usize = 32;

/// What is wrong with an expression, and where in its text.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) at: Range<usize>,
    pub(super) code: &'static Code,
    pub(super) message: Text,
    pub(super) help: Option<Text>,
}

/// A part of a sentence.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Words(String),
    Value(Expr),
}

/// Reads a condition about a subject.
pub(super) fn condition(source: &str, subject: Subject) -> Result<Expr, Vec<Mistake>> {
    let tree = minijinja::machinery::parse_expr(source).map_err(|error| vec![unread(source, &error)])?;
    let mut reader = Reader { source, subject, depth: 0, mistakes: Vec::new() };
    let read = reader.truth(&tree);
    match read {
        Some(condition) if reader.mistakes.is_empty() => Ok(condition),
        _ => Err(reader.mistakes),
    }
}

/// Reads a sentence with `{{ … }}` in it.
pub(super) fn sentence(source: &str, subject: Subject) -> Result<Vec<Part>, Vec<Mistake>> {
    let tree = minijinja::machinery::parse(source, "message", minijinja::syntax::SyntaxConfig::default());
    let tree = tree.map_err(|error| vec![unread(source, &error)])?;
    let mut reader = Reader { source, subject, depth: 0, mistakes: Vec::new() };
    let mut parts = Vec::new();
    if let ast::Stmt::Template(template) = &tree {
        for child in &template.children {
            match child {
                ast::Stmt::EmitRaw(raw) => parts.push(Part::Words(raw.raw.to_owned())),
                ast::Stmt::EmitExpr(emit) => {
                    if let Some((value, _)) = reader.any(&emit.expr) {
                        parts.push(Part::Value(value));
                    }
                }
                _ => {
                    let at = source.find("{%").unwrap_or(0);
                    let message = crate::text!(
                        en: "only words and `{{{{ … }}}}` may stand in a sentence",
                        vi: "trong câu chỉ được ghi chữ và `{{{{ … }}}}`"
                    );
                    let help = crate::text!(
                        en: "choose a value with `{{{{ a if … else b }}}}`",
                        vi: "chọn giá trị bằng `{{{{ a if … else b }}}}`"
                    );
                    reader.wrong(at..at + 2, message, Some(help));
                    break;
                }
            }
        }
    }
    if reader.mistakes.is_empty() { Ok(parts) } else { Err(reader.mistakes) }
}

/// The nearest place at or before an offset where a letter begins.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// What the parser could not read.
fn unread(source: &str, error: &minijinja::Error) -> Mistake {
    let clamp = |at: usize| boundary(source, at);
    let at = error.range().map_or(0..source.len(), |range| clamp(range.start)..clamp(range.end.max(range.start)));
    let what = error.detail().unwrap_or("?").replace('`', "'");
    let message = crate::text!(en: "this cannot be read: {what}", vi: "không đọc được biểu thức: {what}");
    let near = source.get(clamp(at.start.saturating_sub(2))..clamp(at.end + 2)).unwrap_or("");
    let help = if near.contains('=') {
        crate::text!(en: "compare with `==`", vi: "so sánh bằng `==`")
    } else if near.contains(['&', '|', '!']) || !source.is_ascii() {
        crate::text!(
            en: "write `and`, `or`, `not`, and texts in quotes",
            vi: "viết `and` (và), `or` (hoặc), `not` (không), và đặt văn bản trong dấu ngoặc kép"
        )
    } else {
        crate::text!(
            en: "check the brackets and the quotes; `docs/rules.md` shows how a condition is written",
            vi: "kiểm tra dấu ngoặc; cách viết điều kiện xem ở `docs/quy-tac.md`"
        )
    };
    Mistake { at, code: &CONDITION, message, help: Some(help) }
}

pub(super) struct Reader<'s> {
    pub(super) source: &'s str,
    subject: Subject,
    depth: usize,
    pub(super) mistakes: Vec<Mistake>,
}

pub(super) type Typed = Option<(Expr, Kind)>;

pub(super) const PLAIN: Kind = Kind::Number("", "");

impl Reader<'_> {
    pub(super) fn wrong(&mut self, at: Range<usize>, message: Text, help: Option<Text>) {
        self.mistakes.push(Mistake { at, code: &CONDITION, message, help });
    }

    pub(super) fn at(&self, expression: &ast::Expr<'_>) -> Range<usize> {
        let span = expression.span();
        let clamp = |at: u32| boundary(self.source, at as usize);
        clamp(span.start_offset)..clamp(span.end_offset.max(span.start_offset))
    }

    /// An expression that is yes or no.
    fn truth(&mut self, expression: &ast::Expr<'_>) -> Option<Expr> {
        let (read, kind) = self.any(expression)?;
        if kind == Kind::Truth {
            return Some(read);
        }
        let Text { en, vi } = named(kind);
        let message = crate::text!(
            en: "this is {en}; a condition needs yes or no",
            vi: "đây là {vi}; điều kiện phải cho kết quả đúng hoặc sai"
        );
        let help = match kind {
            Kind::List(_) => crate::text!(en: "compare its `| length`", vi: "so sánh `| length` của danh sách"),
            Kind::Item(_) => crate::text!(en: "ask for one of its fields", vi: "hỏi một trường của đối tượng này"),
            _ => crate::text!(en: "compare it: `… == …`, `… > …`", vi: "so sánh: `… == …`, `… > …`"),
        };
        self.wrong(self.at(expression), message, Some(help));
        None
    }

    pub(super) fn any(&mut self, expression: &ast::Expr<'_>) -> Typed {
        if self.depth >= DEEPEST {
            let message = crate::text!(
                en: "this is nested more than {DEEPEST} levels deep",
                vi: "biểu thức lồng quá {DEEPEST} tầng"
            );
            let help = crate::text!(en: "split it into several rules", vi: "tách thành nhiều quy tắc");
            let at = self.at(expression);
            self.mistakes.push(Mistake { at, code: &TOO_MUCH, message, help: Some(help) });
            return None;
        }
        self.depth += 1;
        let read = self.one(expression);
        self.depth -= 1;
        read
    }

    fn one(&mut self, expression: &ast::Expr<'_>) -> Typed {
        match expression {
            ast::Expr::Var(var) => self.name(var.id, self.at(expression)),
            ast::Expr::Const(constant) => self.constant(constant, expression),
            ast::Expr::List(list) => self.list(list.items.as_slice()),
            ast::Expr::Tuple(list) => self.list(list.items.as_slice()),
            ast::Expr::GetAttr(get) => self.field(&get.expr, get.name, self.at(expression)),
            ast::Expr::GetItem(get) => match &get.subscript_expr {
                ast::Expr::Const(name) if name.value.as_str().is_some() => {
                    self.field(&get.expr, name.value.as_str().unwrap_or_default(), self.at(expression))
                }
                _ => self.unsupported(expression),
            },
            ast::Expr::UnaryOp(unary) => match unary.op {
                ast::UnaryOpKind::Not => Some((Expr::Not(Box::new(self.truth(&unary.expr)?)), Kind::Truth)),
                ast::UnaryOpKind::Neg => {
                    let (number, kind) = self.number(&unary.expr)?;
                    let zero = Box::new(Expr::Number(0.0));
                    Some((Expr::Calculate(Sum::Minus, zero, Box::new(number)), kind))
                }
            },
            ast::Expr::BinOp(binary) => self.binary(binary.op, &binary.left, &binary.right, expression),
            ast::Expr::Compare(chain) => self.chain(chain, expression),
            ast::Expr::IfExpr(choice) => self.choice(choice, expression),
            ast::Expr::Filter(filter) => self.filter(filter, expression),
            ast::Expr::Test(test) => self.test(test, expression),
            ast::Expr::Slice(_) | ast::Expr::Call(_) | ast::Expr::Map(_) => self.unsupported(expression),
        }
    }

    pub(super) fn unsupported(&mut self, expression: &ast::Expr<'_>) -> Typed {
        let message = crate::text!(en: "this form has no meaning in a rule", vi: "quy tắc không dùng cách viết này");
        let help = crate::text!(
            en: "use fields, comparisons, `and`, `or`, `not`, `in`, tests (`is`) and filters (`|`)",
            vi: "dùng trường, phép so sánh, `and`, `or`, `not`, `in`, phép thử (`is`) và bộ lọc (`|`)"
        );
        self.wrong(self.at(expression), message, Some(help));
        None
    }

    fn name(&mut self, name: &str, at: Range<usize>) -> Typed {
        let subject = self.subject;
        if name == subject.word() {
            return Some((Expr::Own, Kind::Item(subject)));
        }
        if name == "procedure" && subject.in_procedure() {
            return Some((Expr::Procedure, Kind::Item(Subject::Procedure)));
        }
        if name == "as_of" {
            return Some((Expr::AsOf, Kind::Date));
        }
        let mut roots = vec![subject.word(), "as_of"];
        if subject.in_procedure() {
            roots.insert(1, "procedure");
        }
        let own = subject.field(name).map(|field| format!("{}.{}", subject.word(), field.name));
        let near = own.or_else(|| similar::nearest(name, roots.iter().copied()).map(str::to_owned));
        let all = roots.iter().map(|root| format!("`{root}`")).collect::<Vec<_>>().join(", ");
        let help = match near {
            Some(near) => crate::text!(en: "did you mean `{near}`?", vi: "có phải là `{near}` không?"),
            None => crate::text!(
                en: "begin with one of {all}; texts stand in quotes",
                vi: "bắt đầu bằng {all}; văn bản đặt trong dấu ngoặc kép"
            ),
        };
        let word = subject.word();
        let message = crate::text!(
            en: "a rule about a `{word}` knows no `{name}`",
            vi: "quy tắc về `{word}` không có tên `{name}`"
        );
        self.mistakes.push(Mistake { at, code: &UNKNOWN_FIELD, message, help: Some(help) });
        None
    }

    fn constant(&mut self, constant: &ast::Const, expression: &ast::Expr<'_>) -> Typed {
        let value = &constant.value;
        match value.kind() {
            ValueKind::Bool => Some((Expr::Truth(value.is_true()), Kind::Truth)),
            ValueKind::Number => {
                let number = f64::try_from(value.clone()).ok().filter(|number| number.is_finite());
                number.map(|number| (Expr::Number(number), PLAIN)).or_else(|| self.unsupported(expression))
            }
            ValueKind::String => Some((Expr::Text(value.as_str().unwrap_or_default().to_owned()), Kind::Text)),
            ValueKind::None => {
                let message =
                    crate::text!(en: "what is not known is not compared", vi: "không so sánh với điều chưa biết");
                let help = crate::text!(en: "write `… is not defined`", vi: "viết `… is not defined`");
                self.wrong(self.at(expression), message, Some(help));
                None
            }
            _ => self.unsupported(expression),
        }
    }

    fn list(&mut self, items: &[ast::Expr<'_>]) -> Typed {
        let mut kind = None;
        let mut members = Vec::new();
        for item in items {
            let (member, own) = self.any(item)?;
            kind = Some(own);
            members.push(member);
        }
        let kind = match kind {
            Some(Kind::Number(..)) => Kind::List(&PLAIN),
            Some(Kind::Truth) => Kind::List(&Kind::Truth),
            _ => Kind::List(&Kind::Text),
        };
        Some((Expr::List(members), kind))
    }

    fn field(&mut self, of: &ast::Expr<'_>, name: &str, at: Range<usize>) -> Typed {
        let (inner, kind) = self.any(of)?;
        // Only the name is underlined, where it can be told apart.
        let at = at
            .end
            .checked_sub(name.len())
            .filter(|start| self.source.get(*start..at.end) == Some(name))
            .map_or(at.clone(), |start| start..at.end);
        match kind {
            Kind::Item(subject) => {
                let field = self.known(subject, name, at)?;
                Some((Expr::Field(Box::new(inner), subject, field), field.kind))
            }
            Kind::List(_) => {
                let message = crate::text!(
                    en: "this is a list and has no field `{name}`",
                    vi: "đây là danh sách, không có trường `{name}`"
                );
                let help = crate::text!(
                    en: "count with `| length`, choose with `| selectattr(\"{name}\", …)`",
                    vi: "đếm bằng `| length`, chọn bằng `| selectattr(\"{name}\", …)`"
                );
                self.wrong(at, message, Some(help));
                None
            }
            kind => {
                let Text { en, vi } = named(kind);
                let message = crate::text!(
                    en: "this is {en} and has no field `{name}`", vi: "đây là {vi}, không có trường `{name}`"
                );
                self.wrong(at, message, None);
                None
            }
        }
    }

    /// The field of a name; reports one that does not exist, with those that do.
    pub(super) fn known(&mut self, subject: Subject, name: &str, at: Range<usize>) -> Option<&'static Field> {
        if let Some(field) = subject.field(name) {
            return Some(field);
        }
        let word = subject.word();
        let message = crate::text!(en: "a `{word}` has no field `{name}`", vi: "`{word}` không có trường `{name}`");
        let all = subject.fields().iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
        let help = match public::nearest(subject, name) {
            Some(near) => crate::text!(
                en: "did you mean `{near}`? there are: {all}",
                vi: "có phải là `{near}` không? các trường có: {all}"
            ),
            None => crate::text!(en: "there are: {all}", vi: "các trường có: {all}"),
        };
        self.mistakes.push(Mistake { at, code: &UNKNOWN_FIELD, message, help: Some(help) });
        None
    }

    fn number(&mut self, expression: &ast::Expr<'_>) -> Typed {
        let (read, kind) = self.any(expression)?;
        if matches!(kind, Kind::Number(..)) {
            return Some((read, kind));
        }
        let Text { en, vi } = named(kind);
        let message = crate::text!(en: "this is {en}, not a number", vi: "đây là {vi}, không phải là số");
        let help =
            matches!(kind, Kind::List(_)).then(|| crate::text!(en: "count with `| length`", vi: "đếm bằng `| length`"));
        self.wrong(self.at(expression), message, help);
        None
    }

    fn binary(
        &mut self,
        op: ast::BinOpKind,
        left: &ast::Expr<'_>,
        right: &ast::Expr<'_>,
        whole: &ast::Expr<'_>,
    ) -> Typed {
        use ast::BinOpKind as Op;
        let order = match op {
            Op::Eq => Some(Order::Same),
            Op::Ne => Some(Order::Other),
            Op::Lt => Some(Order::Less),
            Op::Lte => Some(Order::AtMost),
            Op::Gt => Some(Order::More),
            Op::Gte => Some(Order::AtLeast),
            _ => None,
        };
        if let Some(order) = order {
            let (a, b) = (self.any(left), self.any(right));
            return self.compare(order, (a?, left), (b?, right));
        }
        match op {
            Op::ScAnd | Op::ScOr => {
                let (a, b) = (self.truth(left), self.truth(right));
                let (a, b) = (Box::new(a?), Box::new(b?));
                let both = matches!(op, Op::ScAnd);
                Some((if both { Expr::Both(a, b) } else { Expr::Either(a, b) }, Kind::Truth))
            }
            Op::In => {
                let (a, b) = (self.any(left), self.any(right));
                self.member((a?, left), (b?, right))
            }
            Op::Concat => {
                let (a, b) = (self.any(left), self.any(right));
                Some((Expr::Joined(Box::new(a?.0), Box::new(b?.0)), Kind::Text))
            }
            Op::Pow => self.unsupported(whole),
            _ => {
                let (a, b) = (self.number(left), self.number(right));
                let ((a, one), (b, other)) = (a?, b?);
                let sum = match op {
                    Op::Add => Sum::Plus,
                    Op::Sub => Sum::Minus,
                    Op::Mul => Sum::Times,
                    Op::Div => Sum::By,
                    Op::FloorDiv => Sum::Whole,
                    _ => Sum::Rest,
                };
                let adds = matches!(sum, Sum::Plus | Sum::Minus);
                if adds && !self.units_fit(one, other, self.at(whole)) {
                    return None;
                }
                let kind = match sum {
                    Sum::Plus | Sum::Minus | Sum::Times if one == PLAIN => other,
                    Sum::By if one == other => PLAIN,
                    _ => one,
                };
                Some((Expr::Calculate(sum, Box::new(a), Box::new(b)), kind))
            }
        }
    }

    fn chain(&mut self, chain: &ast::Compare<'_>, whole: &ast::Expr<'_>) -> Typed {
        let mut left = &chain.expr;
        let mut all: Option<Expr> = None;
        for part in &chain.ops {
            use ast::CompareOpKind as Op;
            let (a, b) = (self.any(left), self.any(&part.expr));
            let (a, b) = ((a?, left), (b?, &part.expr));
            let one = match part.op {
                Op::In => self.member(a, b)?.0,
                Op::NotIn => Expr::Not(Box::new(self.member(a, b)?.0)),
                Op::Eq => self.compare(Order::Same, a, b)?.0,
                Op::Ne => self.compare(Order::Other, a, b)?.0,
                Op::Lt => self.compare(Order::Less, a, b)?.0,
                Op::Lte => self.compare(Order::AtMost, a, b)?.0,
                Op::Gt => self.compare(Order::More, a, b)?.0,
                Op::Gte => self.compare(Order::AtLeast, a, b)?.0,
            };
            all = Some(match all {
                Some(before) => Expr::Both(Box::new(before), Box::new(one)),
                None => one,
            });
            left = &part.expr;
        }
        match all {
            Some(all) => Some((all, Kind::Truth)),
            None => self.unsupported(whole),
        }
    }

    fn choice(&mut self, choice: &ast::IfExpr<'_>, whole: &ast::Expr<'_>) -> Typed {
        let condition = self.truth(&choice.test_expr);
        let then = self.any(&choice.true_expr);
        let Some(otherwise) = &choice.false_expr else {
            let message = crate::text!(en: "`if` needs an `else` here", vi: "`if` ở đây phải có `else`");
            self.wrong(self.at(whole), message, None);
            return None;
        };
        let otherwise = self.any(otherwise);
        let (condition, (then, kind), (otherwise, _)) = (condition?, then?, otherwise?);
        let (condition, then, otherwise) = (Box::new(condition), Box::new(then), Box::new(otherwise));
        let kind = if let Kind::Word(_) = kind { Kind::Text } else { kind };
        Some((Expr::Choice { condition, then, otherwise }, kind))
    }
}
