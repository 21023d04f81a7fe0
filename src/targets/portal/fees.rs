//! What a way of filing costs, in the words of the portal.

use super::record::{Amount, line, plain};
use crate::base::Span;
use crate::model::{Condition, Currency, Fee, FeeAmount, FeeKind, FeeRow, Given, Per, Procedure, Truth};
use crate::time::Date;

/// The amounts that may be due where this much is given; `words` says a condition, and that it is lost.
pub(super) fn amounts(
    view: &Procedure,
    given: &Given,
    day: Date,
    words: &mut dyn FnMut(Option<&Condition>, Span) -> Option<String>,
) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for fee in &view.fees {
        let rows: Vec<_> = fee
            .rows
            .iter()
            .filter(|row| row.row.period.contains(day))
            .filter(|row| row.row.when.as_ref().is_none_or(|when| when.eval(given) != Truth::No))
            // Where others are known, a way of which nothing is said has no line.
            .filter(|row| row.amount.value != FeeAmount::Unknown || fee.rows.len() == 1)
            .collect();
        // What surely holds for the way of filing needs no words, and leaves nothing to the remainder.
        let surely = |row: &&FeeRow| row.row.when.as_ref().is_some_and(|when| when.eval(given) == Truth::Yes);
        let sure: Vec<_> = rows.iter().copied().filter(surely).collect();
        let certain = sure.len() == 1;
        let rows = if certain { sure } else { rows };
        let one = rows.len() == 1;
        for row in rows {
            let plain = certain || (one && row.row.when.is_none());
            let when = if plain { None } else { words(row.row.when.as_ref(), row.row.span) };
            amounts.push(amount(fee, row, when, one));
        }
    }
    amounts
}

fn amount(fee: &Fee, row: &FeeRow, when: Option<String>, one: bool) -> Amount {
    // The heading is no title.
    let title = fee.title.as_ref().map(|title| line(&title.text)).filter(|title| title != "Phí, lệ phí");
    let (dong, said) = match &row.amount.value {
        FeeAmount::Money(money) if money.currency == Currency::Vnd => (money.hundredths / 100, None),
        FeeAmount::Money(money) => (0, Some(format!("{} USD", money.hundredths / 100))),
        FeeAmount::PercentOf(share, of) => {
            let share = *share;
            let value = share.mantissa as f64 / 10_f64.powi(i32::from(share.scale));
            (0, Some(format!("{value} % của {}", plain(of))))
        }
        FeeAmount::Unknown => (0, Some("chưa quy định".to_owned())),
        FeeAmount::SetBy(agency) => (0, Some(format!("do {} quy định", agency.name.text))),
    };
    let per = row.per.as_ref().map(|per| match per {
        Per::Time => "/lần".to_owned(),
        Per::Thing(thing) => format!("/{}", plain(thing)),
    });
    let kind = || if fee.kind == FeeKind::Fee { "Phí" } else { "Lệ phí" }.to_owned();
    let bare = one && when.is_none() && said.is_none();
    let mut parts = Vec::new();
    // A fee of one row is read back from what it is taken for, else from its title.
    match (&per, bare) {
        (Some(per), true) => parts.push(per.clone()),
        (_, true) if dong > 0 => parts.extend(title),
        (_, true) => {}
        (per, false) => {
            parts.push(title.unwrap_or_else(kind));
            parts.extend(per.clone());
        }
    }
    // A zero alone may also mean that nothing was entered.
    if bare && dong == 0 {
        parts.push("Miễn phí".to_owned());
    }
    parts.extend(said);
    parts.extend(when.map(|when| format!("khi {when}")));
    Amount { dong, note: parts.join("; "), known: row.amount.value != FeeAmount::Unknown }
}
