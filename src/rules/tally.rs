//! How often each rule found something, found nothing, or could not decide.

use crate::base::CodeRef;
use std::collections::BTreeMap;

/// What a rule concluded about one procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It found nothing.
    Clear,
    /// It lacked a fact.
    Unknown,
    /// It found something.
    Hit,
}

/// How many procedures got each answer of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Found something.
    pub hit: usize,
    /// Found nothing.
    pub clear: usize,
    /// Could not decide.
    pub unknown: usize,
}

/// The answers of all rules, by their code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    counts: BTreeMap<CodeRef, Count>,
}

impl Tally {
    /// Counts one answer.
    pub fn count(&mut self, code: impl Into<CodeRef>, answer: Answer) {
        let count = self.counts.entry(code.into()).or_default();
        match answer {
            Answer::Hit => count.hit += 1,
            Answer::Clear => count.clear += 1,
            Answer::Unknown => count.unknown += 1,
        }
    }

    /// Adds the answers of another tally.
    pub fn append(&mut self, other: &Self) {
        for (code, more) in &other.counts {
            let count = self.counts.entry(code.clone()).or_default();
            count.hit += more.hit;
            count.clear += more.clear;
            count.unknown += more.unknown;
        }
    }

    /// The answers of one rule.
    pub fn of(&self, code: &str) -> Count {
        self.iter().find(|(id, _)| *id == code).map(|(_, count)| count).unwrap_or_default()
    }

    /// Every rule that was asked, by its id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Count)> {
        self.counts.iter().map(|(code, count)| (code.id(), *count))
    }
}
