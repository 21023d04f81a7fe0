//! Whether values and tests fit: what may be asked of a fact of each type, and what may be given for it.

use super::names::{Guess, Resolver, guess, propose};
use crate::base::{Span, Text, similar};
use crate::code;
use crate::model::{At, ChannelKind, Currency, Fact, FactType, Name, Test, Value};
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

/// The currency of the first sum in a test.
pub(super) fn currency_of(test: &ast::Test) -> Option<Currency> {
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

/// A test of a fact. `is not` has the test of `is`: its caller turns it round.
pub(super) fn fact_test(fact: &Fact, name: &Name, test: Option<&ast::Test>) -> Result<Test, Misfit> {
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

/// A test of the channel.
pub(super) fn channel_test(subject: Span, test: Option<&ast::Test>) -> Result<Test, Misfit> {
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
        FactType::Date => ("a date", "ngày tháng"),
        FactType::OneOf(_) => ("one of a list of values", "một trong các giá trị đã liệt kê"),
    };
    Text { en: en.into(), vi: vi.into() }
}
