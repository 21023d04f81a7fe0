//! The canonical spelling of every keyword in both languages, and which language a file is written in.

use pest::iterators::Pair;

use crate::base::Language;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;

/// The spelling that the formatter writes; of a counted word the singular where the amount is one.
pub(super) fn canonical(rule: Rule, language: Language, amount: Amount) -> Option<&'static str> {
    let spellings = keywords::of(rule)?.spellings(language);
    let singular = spellings.get(1).filter(|_| language == Language::En && amount == Amount::One && is_counted(rule));
    singular.or(spellings.first()).map(String::as_str)
}

/// How many of a thing a keyword counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// Exactly one.
    One,
    /// Any other number, or none.
    Other,
}

fn is_counted(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::kw_minutes
            | Rule::kw_hours
            | Rule::kw_clock_hours
            | Rule::kw_working_days
            | Rule::kw_days
            | Rule::kw_weeks
            | Rule::kw_months
            | Rule::kw_years
            | Rule::kw_times
    )
}

/// The language of most keywords; English where both are equal.
pub(super) fn majority(file: Pair<'_, Rule>) -> Language {
    let (english, vietnamese) = keywords::count(file);
    if vietnamese > english { Language::Vi } else { Language::En }
}
