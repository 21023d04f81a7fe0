//! Whether options cover every case exactly once, with a case as counterexample where they do not.

use super::solve::{Sat, WhyUnknown, satisfy};
use crate::model::{ChoiceOption, Condition, Given, Procedure, Row};
use crate::time::Date;

/// What was found about a list of options. Each finding carries a case; facts that do not matter are left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// A case that no option covers.
    pub gap: Option<Given>,
    /// Two options whose conditions both hold in a case: only the first is taken.
    pub overlaps: Vec<(usize, usize, Given)>,
    /// Options that are never taken: their condition cannot hold, or an earlier one holds whenever it does.
    pub dead: Vec<usize>,
    /// What could not be decided; what is said above is certain all the same.
    pub unknown: Option<WhyUnknown>,
}

/// Pairs of options that are compared at most.
const PAIRS: usize = 2_000;

/// Examines options by their conditions; `None` is the rest, wherever it stands. `assumed` holds in every case that
/// matters. The rest is dead where the others leave no case.
pub fn cover(procedure: &Procedure, options: &[Option<&Condition>], assumed: &[(&Condition, bool)]) -> Coverage {
    let mut found = Coverage::default();
    let conditions: Vec<(usize, &Condition)> =
        options.iter().enumerate().filter_map(|(at, option)| Some((at, (*option)?))).collect();
    let ask = |wanted: &[(&Condition, bool)], unknown: &mut Option<WhyUnknown>| {
        let mut all = assumed.to_vec();
        all.extend_from_slice(wanted);
        match satisfy(procedure, &all) {
            Sat::Yes(given) => Some(Some(given)),
            Sat::No => Some(None),
            Sat::Unknown(why) => {
                *unknown = Some(why);
                None
            }
        }
    };
    let mut before: Vec<(&Condition, bool)> = Vec::new();
    for (at, condition) in &conditions {
        before.push((condition, true));
        if ask(&before, &mut found.unknown) == Some(None) {
            found.dead.push(*at);
        }
        before.last_mut().expect("just pushed").1 = false;
    }
    let rest = options.iter().enumerate().filter(|(_, option)| option.is_none()).map(|(at, _)| at);
    let left = ask(&before, &mut found.unknown);
    let mut rest = rest.peekable();
    if rest.peek().is_none() {
        found.gap = left.flatten();
    } else if left == Some(None) {
        found.dead.extend(rest);
    }
    let mut pairs = 0;
    for (place, (first, a)) in conditions.iter().enumerate() {
        for (second, b) in &conditions[place + 1..] {
            pairs += 1;
            if pairs > PAIRS {
                found.unknown = Some(WhyUnknown::TooMany);
                return found;
            }
            if let Some(Some(given)) = ask(&[(a, true), (b, true)], &mut found.unknown) {
                found.overlaps.push((*first, *second, given));
            }
        }
    }
    found
}

/// Examines the options of a choice. A gap matters where it was written `choose`; the rest of an `if` is implied.
pub fn cover_choice(procedure: &Procedure, options: &[ChoiceOption], assumed: &[(&Condition, bool)]) -> Coverage {
    let conditions: Vec<Option<&Condition>> = options.iter().map(|option| option.condition.as_ref()).collect();
    cover(procedure, &conditions, assumed)
}

/// Examines rows of one kind (deadline, fee, decided by): the first that holds is taken, so overlaps are no fault; rows
/// whose dates do not fit the day are passed over. Places are those in `rows`.
pub fn cover_rows(procedure: &Procedure, rows: &[&Row], day: Date, assumed: &[(&Condition, bool)]) -> Coverage {
    let fitting: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].period.contains(day)).collect();
    let conditions: Vec<Option<&Condition>> = fitting.iter().map(|at| rows[*at].when.as_ref()).collect();
    let mut found = cover(procedure, &conditions, assumed);
    for at in &mut found.dead {
        *at = fitting[*at];
    }
    for (a, b, _) in &mut found.overlaps {
        (*a, *b) = (fitting[*a], fitting[*b]);
    }
    found
}
