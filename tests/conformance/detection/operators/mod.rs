//! The operators: each makes one defect in the words of the domain, and a near miss that is none.

mod authority;
mod documents;
mod law;
mod process;
mod service;
mod steps;
mod time;

use crate::site::{Pair, Site};

/// Makes a defect and its near miss.
#[derive(Debug)]
pub(crate) struct Operator {
    /// Its name in the lists.
    pub(crate) name: &'static str,
    /// What it does, and what the near miss does instead.
    pub(crate) says: &'static str,
    /// The rule that must find it.
    pub(crate) code: &'static str,
    /// The defect and the near miss; `None` where the source offers no place for them.
    pub(crate) plant: fn(&Site) -> Option<Pair>,
}

/// Every operator, by theme.
pub(crate) fn all() -> Vec<&'static Operator> {
    [
        process::OPERATORS,
        time::OPERATORS,
        steps::OPERATORS,
        documents::OPERATORS,
        authority::OPERATORS,
        law::OPERATORS,
        service::OPERATORS,
    ]
    .concat()
    .into_iter()
    .collect()
}
