//! Types conditions: every fact is looked up, every test must fit its fact, and no fact is used before it is known.

use super::names::{Guess, Noun, Resolver, guess, propose};
use super::procedure::Scope;
use crate::base::{Span, Text, similar};
use crate::code;
use crate::model::{
    At, Atom, ChannelKind, Condition, Currency, Database, Fact, FactId, FactOrigin, FactType, Name, Procedure, Ref,
    StepId, Test, Value,
};
use crate::syntax::ast;

code! {
    /// ## What it does
    /// Finds a value or a test that does not fit: a number asked of a yes/no fact, a word that is none of a fact's
    /// values, an amount in another currency, an order where there is none, a cell of a table that is no date.
    /// ## Why it matters
    /// The condition has no answer, so nobody can say which row, document or step applies.
    /// ## Nội dung
    /// Tìm giá trị hoặc phép so sánh không phù hợp: hỏi số ở thông tin có/không, từ không nằm trong các giá trị của thông
    /// tin, số tiền khác loại tiền, so sánh lớn nhỏ nơi không có thứ tự, ô của bảng không phải là ngày tháng.
    /// ## Vì sao
    /// Điều kiện không có câu trả lời nên không xác định được dòng, giấy tờ hoặc bước nào được áp dụng.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   fact urgent yes/no "Làm gấp"
    ///   deadline 2 working days when urgent at least 3
    ///   deadline 5 working days
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   fact urgent yes/no "Làm gấp"
    ///   deadline 2 working days when urgent
    ///   deadline 5 working days
    /// }
    /// ```
    pub(super) static MISFIT = "names/type", Error,
        en: "a value that does not fit", vi: "giá trị không phù hợp";
}

code! {
    /// ## What it does
    /// Finds a fact that a step establishes (`found by`) and that is used before that step: earlier in the process, or
    /// to decide what is handed in at filing.
    /// ## Why it matters
    /// At that moment nobody can know the answer.
    /// ## Nội dung
    /// Tìm thông tin do một bước xác định (`xác định tại`) nhưng được dùng trước bước đó: sớm hơn trong quy trình, hoặc
    /// để quyết định thành phần hồ sơ khi nộp.
    /// ## Vì sao
    /// Vào lúc đó chưa ai biết câu trả lời.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   fact visit yes/no "Cần kiểm tra thực tế" found by check
    ///   process {
    ///     if visit {
    ///       step inspect
    ///     }
    ///     step check
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   fact visit yes/no "Cần kiểm tra thực tế" found by check
    ///   process {
    ///     step check
    ///     if visit {
    ///       step inspect
    ///     }
    ///   }
    /// }
    /// ```
    pub(super) static TOO_EARLY = "names/too-early", Error,
        en: "a fact used before it is known", vi: "thông tin dùng trước khi được xác định";
}

/// When a condition is answered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Use {
    /// Whenever its facts are known; until then the answer stays open.
    Open,
    /// At filing.
    Filing,
    /// In the process, when so many of its first steps may have been worked.
    After(u32),
}

/// Why a value does not fit, and the one probably meant.
pub(in crate::model) struct Misfit {
    at: Span,
    message: Text,
    guess: Option<Guess>,
}

impl Misfit {
    pub(in crate::model) fn new(at: Span, message: Text) -> Self {
        Self { at, message, guess: None }
    }

    /// Reports it.
    pub(in crate::model) fn report(self, resolver: &mut Resolver<'_>) {
        propose(resolver.out.report(&MISFIT, self.at, self.message), self.at, self.guess);
    }
}

/// The condition of a delegation, typed with the facts of a procedure that it covers.
pub(in crate::model) fn condition_in(
    resolver: &mut Resolver<'_>,
    procedure: &Procedure,
    expr: &ast::Expr,
) -> Condition {
    let mut scope = Scope::new(resolver, super::Overlay::default());
    for fact in &procedure.facts {
        scope.enter_fact(fact.clone());
    }
    scope.condition(expr, Use::Open)
}

impl Scope<'_, '_> {
    /// The condition of a row: `unless` is turned round.
    pub(super) fn guard(&mut self, when: Option<&ast::Expr>, unless: Option<&ast::Expr>, at: Use) -> Option<Condition> {
        let when = when.map(|expr| self.condition(expr, at));
        let unless = unless.map(|expr| Condition::Not(Box::new(self.condition(expr, at))));
        match (when, unless) {
            (Some(when), Some(unless)) => Some(Condition::All(vec![when, unless])),
            (one, other) => one.or(other),
        }
    }

    /// The typed form of a condition.
    pub(super) fn condition(&mut self, expr: &ast::Expr, at: Use) -> Condition {
        match expr {
            ast::Expr::And(parts) => Condition::All(parts.iter().map(|part| self.condition(part, at)).collect()),
            ast::Expr::Or(parts) => Condition::Any(parts.iter().map(|part| self.condition(part, at)).collect()),
            ast::Expr::Not(inner, _) => Condition::Not(Box::new(self.condition(inner, at))),
            ast::Expr::Found(name) => {
                let database: Ref<Database> = self.resolver.find(name);
                if database.id.is_some() { Condition::found(&database) } else { Condition::Broken(name.span) }
            }
            ast::Expr::Test(comparison) => self.comparison(comparison, at),
        }
    }

    fn comparison(&mut self, comparison: &ast::Comparison, at: Use) -> Condition {
        let span = comparison.span;
        let (atom, result) = match &comparison.subject {
            ast::Subject::Channel(subject) => (Atom::Channel, channel_test(*subject, comparison.test.as_ref())),
            ast::Subject::Fact(name) => {
                let Some(id) = self.fact(name) else { return Condition::Broken(span) };
                self.timely(id, name, at);
                let fact = &mut self.facts[id.0 as usize];
                if let FactType::Money(currency @ None) = &mut fact.kind {
                    *currency = comparison.test.as_ref().and_then(currency_of);
                }
                (Atom::Fact(id), fact_test(fact, name, comparison.test.as_ref()))
            }
        };
        match result {
            Ok(test) => {
                let condition = Condition::Test { atom, test, span };
                match comparison.test {
                    Some(ast::Test::IsNot(_)) => Condition::Not(Box::new(condition)),
                    _ => condition,
                }
            }
            Err(misfit) => {
                misfit.report(self.resolver);
                Condition::Broken(span)
            }
        }
    }

    fn fact(&mut self, name: &Name) -> Option<FactId> {
        let id = self.fact_ids.get(&similar::key(&name.text)).copied();
        if id.is_none() {
            let guess = guess(&name.text, self.facts.iter().map(|fact| fact.name.text.as_str()));
            self.resolver.unresolved(Noun::Fact, name, guess);
        }
        id
    }

    /// Reports a fact that cannot be known yet.
    fn timely(&mut self, id: FactId, name: &Name, at: Use) {
        let FactOrigin::FoundBy(Some(StepId(found)), step) = &self.facts[id.0 as usize].origin else { return };
        let (known, help) = match at {
            Use::Open => return,
            Use::Filing => (
                false,
                crate::text!(
                    en: "add `at step` to what is handed in later than filing",
                    vi: "ghi `tại bước` cho giấy tờ nộp sau khi nộp hồ sơ"
                ),
            ),
            Use::After(steps) => (
                *found < steps || self.jumps || self.unordered.iter().any(|range| range.contains(found)),
                crate::text!(
                    en: "move the step `{}` before this place", vi: "chuyển bước `{}` lên trước chỗ này", step.text
                ),
            ),
        };
        if !known {
            let (fact, step_text, declared) = (&name.text, &step.text, step.span);
            let message = crate::text!(
                en: "`{fact}` is not known before the step `{step_text}`",
                vi: "`{fact}` chưa được xác định trước bước `{step_text}`"
            );
            let finding = self.resolver.out.report(&TOO_EARLY, name.span, message).help(help);
            finding.label(declared, crate::text!(en: "found by this step", vi: "do bước này xác định"));
        }
    }
}

fn currency_of(test: &ast::Test) -> Option<Currency> {
    let of = |value: &At<ast::Value>| match value.value {
        ast::Value::Money(money) => Some(money.currency),
        _ => None,
    };
    match test {
        ast::Test::OneOf(values) => values.iter().find_map(of),
        ast::Test::Is(v)
        | ast::Test::IsNot(v)
        | ast::Test::AtLeast(v)
        | ast::Test::AtMost(v)
        | ast::Test::MoreThan(v)
        | ast::Test::LessThan(v)
        | ast::Test::Between(v, _) => of(v),
    }
}

/// `is not` has the test of `is`: its caller turns it round.
fn fact_test(fact: &Fact, name: &Name, test: Option<&ast::Test>) -> Result<Test, Misfit> {
    let written = &name.text;
    let Some(test) = test else {
        if fact.kind == FactType::Truth {
            return Ok(Test::In(vec![Value::Truth(true)]));
        }
        let kind = kind_of(&fact.kind);
        let message = Text {
            en: format!("`{written}` is {}, so a test such as `is …` must follow", kind.en),
            vi: format!("`{written}` là {} nên phải kèm phép so sánh, ví dụ `là …`", kind.vi),
        };
        return Err(Misfit::new(name.span, message));
    };
    let ordered = |value: &At<ast::Value>| match fact.kind {
        FactType::Number | FactType::Money(_) | FactType::Date => fit(fact, value),
        FactType::Truth | FactType::OneOf(_) => Err(Misfit::new(
            name.span,
            crate::text!(
                en: "`{written}` has no order, so it can only be tested with `is`",
                vi: "`{written}` không có thứ tự lớn nhỏ nên chỉ so sánh được bằng `là`"
            ),
        )),
    };
    Ok(match test {
        ast::Test::Is(value) | ast::Test::IsNot(value) => Test::In(vec![fit(fact, value)?]),
        ast::Test::OneOf(values) => Test::In(values.iter().map(|value| fit(fact, value)).collect::<Result<_, _>>()?),
        ast::Test::AtLeast(value) => Test::Range { low: Some((ordered(value)?, true)), high: None },
        ast::Test::MoreThan(value) => Test::Range { low: Some((ordered(value)?, false)), high: None },
        ast::Test::AtMost(value) => Test::Range { low: None, high: Some((ordered(value)?, true)) },
        ast::Test::LessThan(value) => Test::Range { low: None, high: Some((ordered(value)?, false)) },
        ast::Test::Between(low, high) => {
            Test::Range { low: Some((ordered(low)?, true)), high: Some((ordered(high)?, true)) }
        }
    })
}

fn channel_test(subject: Span, test: Option<&ast::Test>) -> Result<Test, Misfit> {
    Ok(Test::In(match test {
        Some(ast::Test::Is(value) | ast::Test::IsNot(value)) => vec![channel(value)?],
        Some(ast::Test::OneOf(values)) => values.iter().map(channel).collect::<Result<_, _>>()?,
        _ => {
            return Err(Misfit::new(
                subject,
                crate::text!(
                    en: "the channel can only be tested with `is`, such as `channel is online`",
                    vi: "hình thức chỉ so sánh được bằng `là`, ví dụ `hình thức là trực tuyến`"
                ),
            ));
        }
    }))
}

/// A way of filing.
pub(in crate::model) fn channel(value: &At<ast::Value>) -> Result<Value, Misfit> {
    match value.value {
        ast::Value::Channel(kind) => Ok(Value::Channel(kind)),
        _ => Err(Misfit::new(
            value.span,
            crate::text!(
                en: "the channel is `counter`, `post` or `online`",
                vi: "hình thức là `trực tiếp`, `bưu chính` hoặc `trực tuyến`"
            ),
        )),
    }
}

/// The value as one of a fact.
pub(in crate::model) fn fit(fact: &Fact, value: &At<ast::Value>) -> Result<Value, Misfit> {
    let name = &fact.name.text;
    let fitting = match (&fact.kind, &value.value) {
        (FactType::Truth, ast::Value::Truth(truth)) => Some(Value::Truth(*truth)),
        (FactType::Date, ast::Value::Date(date)) => Some(Value::Date(*date)),
        (FactType::Number, ast::Value::Number(number)) => {
            let fitting = Value::number(*number);
            return fitting.ok_or_else(|| {
                let message = crate::text!(en: "the number is too large or too exact", vi: "số quá lớn hoặc quá lẻ");
                Misfit::new(value.span, message)
            });
        }
        (FactType::Money(Some(currency)), ast::Value::Money(money)) if money.currency != *currency => {
            let message = crate::text!(
                en: "`{name}` is given in another currency elsewhere", vi: "`{name}` ở chỗ khác tính bằng loại tiền khác"
            );
            return Err(Misfit::new(value.span, message));
        }
        (FactType::Money(_), ast::Value::Money(money)) => Some(Value::money(*money)),
        (FactType::OneOf(choices), written) => match word(written) {
            Some(word) => return choice(name, choices, &word, value.span),
            None => None,
        },
        _ => None,
    };
    fitting.ok_or_else(|| {
        let kind = kind_of(&fact.kind);
        let message = match value.value {
            ast::Value::Unknown => crate::text!(
                en: "`unknown` is not a value of `{name}`", vi: "`chưa rõ` không phải là giá trị của `{name}`"
            ),
            _ => Text {
                en: format!("this does not fit `{name}`, which is {}", kind.en),
                vi: format!("giá trị không phù hợp với `{name}` là {}", kind.vi),
            },
        };
        Misfit::new(value.span, message)
    })
}

fn choice(fact: &str, choices: &[(Name, Option<ast::Title>)], word: &str, at: Span) -> Result<Value, Misfit> {
    let key = similar::key(word);
    if let Some(found) = choices.iter().position(|(name, _)| similar::key(&name.text) == key) {
        return Ok(Value::Choice(found as u32));
    }
    let guess = guess(word, choices.iter().map(|(name, _)| name.text.as_str()));
    let message = crate::text!(en: "`{fact}` has no value `{word}`", vi: "`{fact}` không có giá trị `{word}`");
    Err(Misfit { at, message, guess })
}

/// How a value of a fact's own list may have been read: numbers and channels are names there too.
fn word(value: &ast::Value) -> Option<String> {
    match value {
        ast::Value::Name(name) | ast::Value::Text(name) => Some(name.clone()),
        ast::Value::Number(number) if number.scale == 0 => Some(number.mantissa.to_string()),
        ast::Value::Channel(ChannelKind::Counter) => Some("counter".into()),
        ast::Value::Channel(ChannelKind::Post) => Some("post".into()),
        ast::Value::Channel(ChannelKind::Online) => Some("online".into()),
        _ => None,
    }
}

/// What a fact is, in a message.
fn kind_of(kind: &FactType) -> Text {
    let (en, vi) = match kind {
        FactType::Truth => ("yes or no", "có hoặc không"),
        FactType::Number => ("a number", "số"),
        FactType::Money(_) => ("a sum of money", "số tiền"),
        FactType::Date => ("a date", "thời điểm"),
        FactType::OneOf(_) => ("one of a list of values", "một trong các giá trị đã liệt kê"),
    };
    Text { en: en.into(), vi: vi.into() }
}
