//! What is asked of one case: the papers of its dossier and the sum of its fees, as far as its facts are known.

use super::limits::in_order;
use crate::base::similar;
use crate::model::{Atom, Condition, Demand, FeeAmount, FeeRow, Given, Money, Procedure, Row, Truth};
use crate::time::Date;

/// The papers of a case.
#[derive(Debug, Default)]
pub struct Papers<'a> {
    /// Those that must be handed in.
    pub needed: Vec<&'a Demand>,
    /// Those that are handed in if there are any.
    pub if_any: Vec<&'a Demand>,
    /// Those of which open facts decide.
    pub maybe: Vec<&'a Demand>,
    /// The facts that are open and matter.
    pub open: Vec<Atom>,
}

/// The papers that a case with these facts hands in, by the law of a day.
pub fn papers<'a>(procedure: &'a Procedure, given: &Given, day: Date) -> Papers<'a> {
    let mut papers = Papers::default();
    for demand in procedure.documents.iter().filter(|demand| demand.row.period.contains(day)) {
        match truth(&demand.row, given) {
            Truth::No => {}
            Truth::Yes if demand.if_any => papers.if_any.push(demand),
            Truth::Yes => papers.needed.push(demand),
            Truth::Unknown => {
                papers.maybe.push(demand);
                note(demand.row.when.as_ref(), given, &mut papers.open);
            }
        }
    }
    papers
}

/// What a case costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cost {
    /// The sum of all fees and charges, each taken once.
    Known(Money),
    /// It depends on facts that are open.
    Open(Vec<Atom>),
    /// An amount is unknown, set elsewhere, a share of something, or there are two currencies; or nothing is said.
    Unknown,
}

/// What a case with these facts costs, by the law of a day. Rows of one title are alternatives, titles add up.
pub fn cost(procedure: &Procedure, given: &Given, day: Date) -> Cost {
    let mut titles: Vec<(String, Vec<&FeeRow>)> = Vec::new();
    for fee in &procedure.fees {
        let title = similar::key(fee.title.as_ref().map_or("", |title| &title.text));
        match titles.iter_mut().find(|(known, _)| *known == title) {
            Some((_, rows)) => rows.extend(&fee.rows),
            None => titles.push((title, fee.rows.iter().collect())),
        }
    }
    let mut sum: Option<Money> = None;
    let mut open = Vec::new();
    let mut known = !titles.is_empty();
    for (_, rows) in &titles {
        for row in in_order(rows.iter().copied(), |row: &FeeRow| &row.row, day) {
            match (truth(&row.row, given), &row.amount.value) {
                (Truth::No, _) => continue,
                (Truth::Unknown, _) => {
                    note(row.row.when.as_ref(), given, &mut open);
                    continue;
                }
                (Truth::Yes, FeeAmount::Money(money)) => match add(sum, *money) {
                    Some(total) => sum = Some(total),
                    None => known = false,
                },
                (Truth::Yes, _) => known = false,
            }
            break;
        }
    }
    match (open.is_empty(), known, sum) {
        (false, ..) => Cost::Open(open),
        (true, true, Some(sum)) => Cost::Known(sum),
        _ => Cost::Unknown,
    }
}

fn add(sum: Option<Money>, money: Money) -> Option<Money> {
    match sum {
        None => Some(money),
        Some(sum) if sum.currency == money.currency => {
            Some(Money { hundredths: sum.hundredths.checked_add(money.hundredths)?, ..sum })
        }
        Some(_) => None,
    }
}

fn truth(row: &Row, given: &Given) -> Truth {
    row.when.as_ref().map_or(Truth::Yes, |when| when.eval(given))
}

fn note(condition: Option<&Condition>, given: &Given, open: &mut Vec<Atom>) {
    if let Some(condition) = condition {
        condition.atoms(&mut |atom, _| {
            if !given.contains_key(atom) && !open.contains(atom) {
                open.push(atom.clone());
            }
        });
    }
}
