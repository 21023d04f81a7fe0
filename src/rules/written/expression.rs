//! A condition of a rule that users write, read and typed: what [`super::eval`] computes. Knows nothing of how it was
//! written.

use crate::public::{Field, Subject};

/// An expression whose names exist and whose kinds fit.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    /// The thing that the rule looks at.
    Own,
    /// The procedure that it belongs to.
    Procedure,
    /// The day for which is asked.
    AsOf,
    Truth(bool),
    Number(f64),
    Text(String),
    List(Vec<Expr>),
    /// A field of a thing.
    Field(Box<Expr>, Subject, &'static Field),
    Not(Box<Expr>),
    Both(Box<Expr>, Box<Expr>),
    Either(Box<Expr>, Box<Expr>),
    Compare(Order, Box<Expr>, Box<Expr>),
    /// Whether a list has a value, or a text holds another.
    In(Box<Expr>, Box<Expr>),
    Calculate(Sum, Box<Expr>, Box<Expr>),
    /// Texts side by side.
    Joined(Box<Expr>, Box<Expr>),
    /// `a if condition else b`.
    Choice {
        condition: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// Whether it is known.
    Defined(Box<Expr>),
    /// How a text begins or ends.
    Ends(End, Box<Expr>, Box<Expr>),
    /// Those of a list that pass a test, or those that do not.
    Select {
        list: Box<Expr>,
        by: Test,
        keep: bool,
    },
    /// A field of each thing of a list.
    Each(Box<Expr>, Subject, &'static Field),
    /// What is made of a list or text.
    Filter(Filter, Box<Expr>),
    /// A list as one text.
    Join(Box<Expr>, String),
}

/// A test of each member of a list.
#[derive(Debug, Clone)]
pub(super) struct Test {
    /// The field that is tested; `None`: the member itself.
    pub(super) field: Option<(Subject, &'static Field)>,
    /// How.
    pub(super) how: How,
}

/// How a member of a list is tested.
#[derive(Debug, Clone)]
pub(super) enum How {
    Holds,
    Defined,
    Compare(Order, Box<Expr>),
    In(Box<Expr>),
    Ends(End, Box<Expr>),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Same,
    Other,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// An operation on numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    Plus,
    Minus,
    Times,
    By,
    Whole,
    Rest,
}

/// Which end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Start,
    Finish,
}

/// What can be made of a list or text without further words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    Length,
    First,
    Last,
    Sum,
    Least,
    Most,
    Unique,
    Lower,
    Upper,
}

impl Filter {
    /// Every filter with its names in an expression.
    pub(super) const ALL: &'static [(&'static str, Self)] = &[
        ("length", Self::Length),
        ("count", Self::Length),
        ("first", Self::First),
        ("last", Self::Last),
        ("sum", Self::Sum),
        ("min", Self::Least),
        ("max", Self::Most),
        ("unique", Self::Unique),
        ("lower", Self::Lower),
        ("upper", Self::Upper),
    ];
}

impl Order {
    /// Every comparison with its names as a test.
    pub(super) const TESTS: &'static [(&'static str, Self)] = &[
        ("eq", Self::Same),
        ("equalto", Self::Same),
        ("ne", Self::Other),
        ("lt", Self::Less),
        ("lessthan", Self::Less),
        ("le", Self::AtMost),
        ("gt", Self::More),
        ("greaterthan", Self::More),
        ("ge", Self::AtLeast),
    ];

    /// Whether only numbers and days can be compared so.
    pub(super) fn needs_order(self) -> bool {
        !matches!(self, Self::Same | Self::Other)
    }
}
