//! Typed conditions over facts, and their three-valued evaluation.

use super::{Database, Ref};
use crate::base::Span;
use crate::syntax::ast::{ChannelKind, Money, Number};
use crate::time::Date;
use std::collections::BTreeMap;

/// A fact of a procedure: its place in [`Procedure::facts`](super::Procedure::facts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// A condition whose names and types have been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// All of them hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// The inner one does not hold.
    Not(Box<Condition>),
    /// A test of one atom.
    Test {
        /// What is tested.
        atom: Atom,
        /// How.
        test: Test,
        /// Where it is written.
        span: Span,
    },
    /// Could not be understood; reported where it stands. Its value is unknown.
    Broken(Span),
}

/// What a test is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Atom {
    /// A fact of the procedure.
    Fact(FactId),
    /// How the applicant files.
    Channel,
    /// Whether a database answers, by its name's key.
    Found(String),
}

/// A test of an atom's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// The value is one of these.
    In(Vec<Value>),
    /// The number, sum or date lies in the range; `None` is open.
    Range {
        /// Lower end and whether it is included.
        low: Option<(Value, bool)>,
        /// Upper end and whether it is included.
        high: Option<(Value, bool)>,
    },
}

/// A value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Yes or no.
    Truth(bool),
    /// One of the fact's own values, by its place.
    Choice(u32),
    /// A number, in millionths.
    Number(i64),
    /// A sum, in hundredths; one currency a fact.
    Money(i64),
    /// A day.
    Date(Date),
    /// A channel.
    Channel(ChannelKind),
}

impl Value {
    /// A number as an exact value; `None` if it does not fit.
    pub fn number(number: Number) -> Option<Self> {
        let factor = 10_i64.checked_pow(6_u32.checked_sub(u32::from(number.scale))?)?;
        number.mantissa.checked_mul(factor).map(Self::Number)
    }

    /// A sum of money.
    pub fn money(money: Money) -> Self {
        Self::Money(money.hundredths)
    }
}

/// The answer of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// A fact it needs is not known.
    Unknown,
}

/// The facts of one case. An absent atom is unknown.
pub type Given = BTreeMap<Atom, Value>;

impl Condition {
    /// Whether the condition holds for the given facts (Kleene's three-valued logic).
    pub fn eval(&self, given: &Given) -> Truth {
        match self {
            Self::All(parts) => fold(parts, given, Truth::No, Truth::Yes),
            Self::Any(parts) => fold(parts, given, Truth::Yes, Truth::No),
            Self::Not(inner) => match inner.eval(given) {
                Truth::Yes => Truth::No,
                Truth::No => Truth::Yes,
                Truth::Unknown => Truth::Unknown,
            },
            Self::Test { atom, test, .. } => match given.get(atom) {
                Some(value) if test.holds(value) => Truth::Yes,
                Some(_) => Truth::No,
                None => Truth::Unknown,
            },
            Self::Broken(_) => Truth::Unknown,
        }
    }

    /// Calls `visit` with every atom that is tested.
    pub fn atoms<'a>(&'a self, visit: &mut impl FnMut(&'a Atom, &'a Test)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.atoms(visit);
                }
            }
            Self::Not(inner) => inner.atoms(visit),
            Self::Test { atom, test, .. } => visit(atom, test),
            Self::Broken(_) => {}
        }
    }

    /// Whether a part of it could not be understood.
    pub fn is_broken(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::is_broken),
            Self::Not(inner) => inner.is_broken(),
            Self::Test { .. } => false,
            Self::Broken(_) => true,
        }
    }

    /// `found in DATABASE`.
    pub fn found(database: &Ref<Database>) -> Self {
        let atom = Atom::Found(crate::base::similar::key(&database.name.text));
        Self::Test { atom, test: Test::In(vec![Value::Truth(true)]), span: database.name.span }
    }
}

/// `strong` decides at once; all others `weak` give `weak`; else unknown.
fn fold(parts: &[Condition], given: &Given, strong: Truth, weak: Truth) -> Truth {
    let mut answer = weak;
    for part in parts {
        match part.eval(given) {
            truth if truth == strong => return strong,
            Truth::Unknown => answer = Truth::Unknown,
            _ => {}
        }
    }
    answer
}

impl Test {
    /// Whether a value passes.
    pub fn holds(&self, value: &Value) -> bool {
        match self {
            Self::In(values) => values.contains(value),
            Self::Range { low, high } => {
                low.as_ref().is_none_or(|(end, included)| value > end || (*included && value == end))
                    && high.as_ref().is_none_or(|(end, included)| value < end || (*included && value == end))
            }
        }
    }
}
