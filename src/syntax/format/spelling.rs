//! The canonical spelling of every keyword in both languages, and which language a file is written in.

use std::collections::HashMap;
use std::sync::LazyLock;

use pest::iterators::Pairs;

use crate::base::Language;
use crate::syntax::grammar::Rule;

struct Spellings {
    en: Vec<&'static str>,
    vi: Vec<&'static str>,
}

static TABLE: LazyLock<HashMap<Rule, Spellings>> = LazyLock::new(|| {
    let mut by_name: HashMap<&str, Spellings> =
        include_str!("../../../grammar/keywords.pest").lines().filter_map(row).collect();
    Rule::all_rules().iter().filter_map(|rule| Some((*rule, by_name.remove(format!("{rule:?}").as_str())?))).collect()
});

/// Reads `kw_x = { (^"a" | ^"b") | (^"c") } // where`.
fn row(line: &'static str) -> Option<(&'static str, Spellings)> {
    let (name, rest) = line.split_once('=')?;
    let (en, vi) = rest.split_once(") | (")?;
    let quoted = |text: &'static str| text.split('"').skip(1).step_by(2).collect::<Vec<_>>();
    let vi = vi.split_once(") }")?.0;
    Some((name.trim(), Spellings { en: quoted(en), vi: quoted(vi) })).filter(|(name, _)| name.starts_with("kw_"))
}

/// The spelling that the formatter writes; of a counted word the singular where the amount is one.
pub(super) fn canonical(rule: Rule, language: Language, amount: Amount) -> Option<&'static str> {
    let spellings = TABLE.get(&rule)?;
    match language {
        Language::En if amount == Amount::One && is_counted(rule) => spellings.en.get(1).or(spellings.en.first()),
        Language::En => spellings.en.first(),
        Language::Vi => spellings.vi.first(),
    }
    .copied()
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
pub(super) fn majority(pairs: Pairs<'_, Rule>) -> Language {
    let (mut en, mut vi) = (0_usize, 0_usize);
    for pair in pairs.flatten() {
        let Some(spellings) = TABLE.get(&pair.as_rule()) else { continue };
        let written = pair.as_str().to_lowercase();
        let among = |list: &[&str]| list.iter().any(|s| s.to_lowercase() == written);
        match (among(&spellings.en), among(&spellings.vi)) {
            (true, false) => en += 1,
            (false, true) => vi += 1,
            _ => {}
        }
    }
    if vi > en { Language::Vi } else { Language::En }
}
