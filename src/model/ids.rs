//! Typed ids, references that may be unresolved, and versions of one name by date.

use crate::base::Span;
use crate::syntax::ast::{At, Name, Title};
use crate::time::Date;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// A name of kind `T` in the catalogue: all its versions.
pub struct Id<T> {
    index: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id of the `index`-th name.
    pub(crate) fn new(index: usize) -> Self {
        Self { index: u32::try_from(index).expect("fewer than 2^32 names"), kind: PhantomData }
    }

    /// Its place in the table.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// A written name and what it stands for.
pub struct Ref<T> {
    /// As written.
    pub name: Name,
    /// `None` where nothing of that name exists; that has been reported.
    pub id: Option<Id<T>>,
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), id: self.id }
    }
}
impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.id == other.id
    }
}
impl<T> Eq for Ref<T> {}
impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ref").field("name", &self.name).field("id", &self.id).finish()
    }
}

impl<T> Ref<T> {
    /// The place of the name.
    pub fn span(&self) -> Span {
        self.name.span
    }
}

/// The days on which something holds; both ends included, an absent end is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Period {
    /// The first day.
    pub from: Option<At<Date>>,
    /// The last day.
    pub until: Option<At<Date>>,
}

impl Period {
    /// Whether `day` lies within.
    pub fn contains(&self, day: Date) -> bool {
        self.from.as_ref().is_none_or(|from| from.value <= day)
            && self.until.as_ref().is_none_or(|until| day <= until.value)
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_by = |a: &Self, b: &Self| match (&a.from, &b.until) {
            (Some(from), Some(until)) => from.value <= until.value,
            _ => true,
        };
        starts_by(self, other) && starts_by(other, self)
    }
}

/// What has a validity.
pub trait Dated {
    /// The days on which this version holds.
    fn period(&self) -> &Period;
}

/// All versions of one name, in the order of their validity.
#[derive(Debug, Clone)]
pub struct Versions<T> {
    /// The name as first declared.
    pub name: String,
    /// The versions; at least one.
    pub all: Vec<T>,
}

impl<T: Dated> Versions<T> {
    /// The version that holds on `day`.
    pub fn at(&self, day: Date) -> Option<&T> {
        self.all.iter().find(|version| version.period().contains(day))
    }

    /// The version that holds on `day`, else the last one before it, else the first: for titles and places.
    pub fn near(&self, day: Date) -> &T {
        self.at(day)
            .or_else(|| self.all.iter().rev().find(|v| v.period().until.as_ref().is_some_and(|u| u.value < day)))
            .unwrap_or(&self.all[0])
    }
}

/// What a reader calls something: its title, else its name.
pub fn shown<'a>(name: &'a Name, title: Option<&'a Title>) -> &'a str {
    title.map_or(&name.text, |title| &title.text)
}
