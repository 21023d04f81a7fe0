//! How often each rule found something, found nothing, or could not decide.

use crate::base::Code;
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

/// The answers of all rules, by the id of their code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    counts: BTreeMap<&'static str, Count>,
}

impl Tally {
    /// Counts one answer.
    pub fn count(&mut self, code: &'static Code, answer: Answer) {
        let count = self.counts.entry(code.id).or_default();
        match answer {
            Answer::Hit => count.hit += 1,
            Answer::Clear => count.clear += 1,
            Answer::Unknown => count.unknown += 1,
        }
    }

    /// Adds the answers of another tally.
    pub fn append(&mut self, other: &Self) {
        for (code, more) in &other.counts {
            let count = self.counts.entry(code).or_default();
            count.hit += more.hit;
            count.clear += more.clear;
            count.unknown += more.unknown;
        }
    }

    /// The answers of one rule.
    pub fn of(&self, code: &str) -> Count {
        self.counts.get(code).copied().unwrap_or_default()
    }

    /// Every rule that was asked, by its id.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Count)> + '_ {
        self.counts.iter().map(|(code, count)| (*code, *count))
    }
}
