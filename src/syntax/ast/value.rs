//! The small parts of statements: words, titles, quantities, references to law, conditions.

use crate::base::{Span, Text};
use crate::time::{Date, Duration, Moment, TimeOfDay};

/// A name as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The text, as written (compare by `base::similar::key`).
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A quoted text without its quotes and escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub text: String,
    /// The place, quotes included.
    pub span: Span,
}

/// A name of the registry, or a quoted text for what is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameOrTitle {
    /// A name.
    Name(Name),
    /// A quoted text.
    Title(Title),
}

impl NameOrTitle {
    /// Its place.
    pub fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::Title(title) => title.span,
        }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Self::Name(name) => &name.text,
            Self::Title(title) => &title.text,
        }
    }
}

/// An agency, or one of its roles: `commune-pc/justice`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyRef {
    /// The agency.
    pub agency: Name,
    /// The role after the slash.
    pub role: Option<Name>,
    /// The whole.
    pub span: Span,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// What may be written `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrUnknown<T> {
    /// A value.
    Known(T),
    /// `unknown`.
    Unknown,
}

/// A sum of money in its smallest written form: hundredths of the currency's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money {
    /// Hundredths of a đồng or cents.
    pub hundredths: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// The sum as either language writes it: `15.000 VND`, `15.000 đồng`.
    pub fn text(self) -> Text {
        let units = (self.hundredths / 100).to_string();
        let mut grouped = String::new();
        for (index, digit) in units.chars().enumerate() {
            if index > 0 && (units.len() - index).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        let cents = self.hundredths % 100;
        let (en, vi) = match self.currency {
            Currency::Vnd => ("VND", "đồng"),
            Currency::Usd => ("USD", "USD"),
        };
        if cents == 0 {
            return crate::text!(en: "{grouped} {en}", vi: "{grouped} {vi}");
        }
        crate::text!(en: "{grouped},{cents:02} {en}", vi: "{grouped},{cents:02} {vi}")
    }
}

/// A currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Currency {
    /// Vietnamese đồng.
    Vnd,
    /// United States dollar.
    Usd,
}

/// A decimal number, exact: value = `mantissa` / 10^`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// All digits.
    pub mantissa: i64,
    /// How many of them stand after the point.
    pub scale: u8,
}

/// One citation of a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The instrument.
    pub law: NameOrTitle,
    /// Where in it.
    pub pinpoint: Option<Pinpoint>,
    /// The dates of a citation that is a line of its own.
    pub validity: Validity,
    /// The whole statement or clause.
    pub span: Span,
}

/// Where in an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pinpoint {
    /// Articles with clause and point, from the widest to the narrowest: `21.2.a`. The spoken order is turned round.
    pub articles: Vec<Article>,
    /// An appendix by its quoted number.
    pub appendix: Option<Title>,
}

/// `article 21.2.a`: article 21, clause 2, point a.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Article, clause, point; at least one part.
    pub parts: Vec<String>,
    /// Its place.
    pub span: Span,
}

/// A condition over facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// All of them hold; at least two.
    And(Vec<Expr>),
    /// At least one holds; at least two.
    Or(Vec<Expr>),
    /// The inner does not hold; the span starts at `not`.
    Not(Box<Expr>, Span),
    /// `found in population`.
    Found(Name),
    /// A comparison, or a bare yes/no fact.
    Test(Comparison),
}

/// A fact and what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What is asked about.
    pub subject: Subject,
    /// The test; without one the fact must be `yes`.
    pub test: Option<Test>,
    /// The whole.
    pub span: Span,
}

/// What a comparison is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A fact.
    Fact(Name),
    /// The channel of filing.
    Channel(Span),
}

/// A test of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// `is V`.
    Is(At<Value>),
    /// `is not V`.
    IsNot(At<Value>),
    /// `is one of V, V`.
    OneOf(Vec<At<Value>>),
    /// `at least V`.
    AtLeast(At<Value>),
    /// `at most V`.
    AtMost(At<Value>),
    /// `more than V`.
    MoreThan(At<Value>),
    /// `less than V`.
    LessThan(At<Value>),
    /// `from V to V`, both included.
    Between(At<Value>, At<Value>),
}

/// A value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `yes` or `no`.
    Truth(bool),
    /// A number.
    Number(Number),
    /// A sum.
    Money(Money),
    /// A day.
    Date(Date),
    /// A channel.
    Channel(ChannelKind),
    /// One of the fact's own values.
    Name(String),
    /// A quoted text (an error of type, kept for the message).
    Text(String),
    /// `unknown`.
    Unknown,
}

/// How an applicant files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelKind {
    /// In person.
    Counter,
    /// By public post.
    Post,
    /// On the portal.
    Online,
}

/// A stretch of validity; both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validity {
    /// The first day.
    pub from: Option<At<Date>>,
    /// The last day.
    pub until: Option<At<Date>>,
}

/// A time limit of a step or phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// `within 2 hours`.
    Duration(Duration),
    /// `within same day`, or received before a time.
    SameDay(Option<TimeOfDay>),
    /// `within unknown`.
    Unknown,
}

/// A point in time as an `example` gives it; without a time of day only the day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrMoment {
    /// A day.
    Day(Date),
    /// A moment.
    Moment(Moment),
}

/// What may stand on any item or in any block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes {
    /// `///` lines before it, joined by line breaks, without the slashes.
    pub doc: Option<String>,
    /// Its citations.
    pub basis: Vec<Basis>,
    /// Its allowances.
    pub allow: Vec<Allow>,
    /// The published wording.
    pub text: Option<Title>,
    /// What is known not to be expressible or decided.
    pub unresolved: Vec<Title>,
}

/// `allow steps/approval-layers because "…" until …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// A rule or a theme.
    pub code: Name,
    /// The reason.
    pub because: Title,
    /// Citations for it.
    pub basis: Vec<Basis>,
    /// The last day on which it silences.
    pub until: Option<At<Date>>,
    /// The whole statement.
    pub span: Span,
}
