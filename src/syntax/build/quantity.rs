//! Amounts: times, sums of money, plain numbers and counts, exact as people type them.

use super::{Context, Pair, word};
use crate::syntax::ast::{At, Currency, Limit, Money, Number, OrUnknown};
use crate::syntax::grammar::Rule;
use crate::syntax::mistakes;
use crate::time::{Duration, TimeOfDay, Unit, parse_hundredths};

/// `3 working days`; `None` after a finding where the amount cannot be read.
pub(super) fn duration(pair: Pair, cx: &mut Context) -> Option<At<Duration>> {
    let span = cx.span(&pair);
    let mut parts = pair.into_inner();
    let (number, unit) = (parts.next()?, unit(parts.next()?)?);
    match parse_hundredths(number.as_str()) {
        Ok(hundredths) => Some(At { value: Duration { hundredths, unit }, span }),
        Err(bad) => {
            mistakes::number::bad_time(cx.span(&number), number.as_str(), bad, cx.out);
            None
        }
    }
}

fn unit(pair: Pair) -> Option<Unit> {
    Some(match pair.into_inner().next()?.as_rule() {
        Rule::kw_minutes => Unit::Minutes,
        Rule::kw_hours => Unit::Hours,
        Rule::kw_clock_hours => Unit::ClockHours,
        Rule::kw_working_days => Unit::WorkingDays,
        Rule::kw_days => Unit::Days,
        Rule::kw_weeks => Unit::Weeks,
        Rule::kw_months => Unit::Months,
        Rule::kw_years => Unit::Years,
        _ => return None,
    })
}

/// The duration or `unknown` directly under a statement; a duration that cannot be read counts as unknown.
pub(super) fn known_duration(pair: Pair, cx: &mut Context) -> At<OrUnknown<Duration>> {
    let whole = cx.span(&pair);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::duration => {
                let span = cx.span(&part);
                let value = duration(part, cx).map_or(OrUnknown::Unknown, |at| OrUnknown::Known(at.value));
                return At { value, span };
            }
            Rule::kw_unknown => return At { value: OrUnknown::Unknown, span: cx.span(&part) },
            _ => {}
        }
    }
    At { value: OrUnknown::Unknown, span: whole }
}

/// `within 2 hours`, `within unknown`.
pub(super) fn limit(pair: Pair, cx: &mut Context) -> At<Limit> {
    let At { value, span } = known_duration(pair, cx);
    let value = match value {
        OrUnknown::Known(duration) => Limit::Duration(duration),
        OrUnknown::Unknown => Limit::Unknown,
    };
    At { value, span }
}

/// The cut-off in `same day before 15:00`, if one is given.
pub(super) fn before(pair: Pair, cx: &mut Context) -> Option<TimeOfDay> {
    let clock = pair.into_inner().find(|part| part.as_rule() == Rule::clock)?;
    word::clock(&clock, cx)
}

/// `15.000 đồng`; `None` after a finding where the sum cannot be read.
pub(super) fn money(pair: Pair, cx: &mut Context) -> Option<At<Money>> {
    let span = cx.span(&pair);
    let mut parts = pair.into_inner();
    let (number, currency) = (parts.next()?, parts.next()?);
    let currency = match currency.into_inner().next()?.as_rule() {
        Rule::kw_usd => Currency::Usd,
        _ => Currency::Vnd,
    };
    let at = cx.span(&number);
    match read_sum(number.as_str(), currency) {
        Ok(hundredths) => Some(At { value: Money { hundredths, currency }, span }),
        Err(bad) => {
            mistakes::number::bad_sum(at, number.as_str(), bad, cx.out);
            None
        }
    }
}

/// Why a number cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum BadNumber {
    /// The groups after a thousands mark are not of three digits.
    Groups,
    /// A count has decimals.
    Decimals,
    /// More digits than any amount in use.
    TooLarge,
}

/// Hundredths of the currency's unit. Dollars may have two decimals; a đồng has none.
fn read_sum(written: &str, currency: Currency) -> Result<i64, BadNumber> {
    let cents = written
        .rfind(['.', ','])
        .filter(|&mark| currency == Currency::Usd && (1..=2).contains(&(written.len() - mark - 1)));
    let (whole, cents) = cents.map_or((written, ""), |mark| (&written[..mark], &written[mark + 1..]));
    let cents: i64 = format!("{cents:0<2}").parse().map_err(|_| BadNumber::Groups)?;
    read_count(whole)?.checked_mul(100).and_then(|h| h.checked_add(cents)).ok_or(BadNumber::TooLarge)
}

/// Digits, plain or in groups of three with one kind of mark.
pub(in crate::syntax) fn read_count(written: &str) -> Result<i64, BadNumber> {
    let mark = written.chars().find(|c| matches!(c, '.' | ','));
    let groups: Vec<&str> = written.split(['.', ',']).collect();
    let grouped = groups.len() == 1
        || (written.matches(['.', ',']).all(|m| Some(m) == mark.map(|c| if c == '.' { "." } else { "," }))
            && (1..=3).contains(&groups[0].len())
            && groups[1..].iter().all(|group| group.len() == 3));
    if !grouped {
        return Err(BadNumber::Groups);
    }
    let digits = groups.concat();
    if digits.trim_start_matches('0').len() > 15 {
        return Err(BadNumber::TooLarge);
    }
    digits.parse().map_err(|_| BadNumber::TooLarge)
}

/// A count such as the number of sets; `None` after a finding.
pub(super) fn count(pair: &Pair, cx: &mut Context) -> Option<i64> {
    match read_count(pair.as_str()) {
        Ok(count) => Some(count),
        Err(bad) => {
            let bad = if bad == BadNumber::Groups { BadNumber::Decimals } else { bad };
            mistakes::number::bad_count(cx.span(pair), pair.as_str(), bad, cx.out);
            None
        }
    }
}

/// A small count (copies, rounds, sets); `None` after a finding.
pub(super) fn small(pair: &Pair, cx: &mut Context) -> Option<u32> {
    let count = count(pair, cx)?;
    let small = u32::try_from(count).ok().filter(|n| *n <= 1_000_000);
    if small.is_none() {
        mistakes::number::bad_count(cx.span(pair), pair.as_str(), BadNumber::TooLarge, cx.out);
    }
    small
}

/// A count or `unknown`; a count that cannot be read counts as unknown.
pub(super) fn small_or_unknown(pair: &Pair, cx: &mut Context) -> OrUnknown<u32> {
    match pair.as_rule() {
        Rule::number => small(pair, cx).map_or(OrUnknown::Unknown, OrUnknown::Known),
        _ => OrUnknown::Unknown,
    }
}

/// A number with a decimal mark (`0,04`) or in groups of three (`1.500.000`). Three digits after a single mark are a
/// group unless a zero stands before it, because staff write thousands so and never three decimals.
pub(super) fn number(pair: &Pair, cx: &mut Context) -> Option<Number> {
    let written = pair.as_str();
    match read_number(written) {
        Ok(number) => Some(number),
        Err(bad) => {
            mistakes::number::bad_count(cx.span(pair), written, bad, cx.out);
            None
        }
    }
}

/// Reads what [`number`] describes.
pub(in crate::syntax) fn read_number(written: &str) -> Result<Number, BadNumber> {
    let zero = written.starts_with("0.") || written.starts_with("0,");
    if !zero && let Ok(mantissa) = read_count(written) {
        return Ok(Number { mantissa, scale: 0 });
    }
    let mut marks = written.match_indices(['.', ',']);
    let (Some((at, mark)), rest) = (marks.next_back(), marks) else { return Err(BadNumber::TooLarge) };
    let (whole, decimals) = (&written[..at], &written[at + 1..]);
    let mut rest = rest;
    if rest.any(|(_, m)| m == mark) {
        return Err(BadNumber::Groups);
    }
    let whole = read_count(whole)?;
    let scale = u8::try_from(decimals.len()).ok().filter(|s| *s <= 6).ok_or(BadNumber::TooLarge)?;
    let digits: i64 = decimals.parse().map_err(|_| BadNumber::TooLarge)?;
    let mantissa = whole.checked_mul(10_i64.pow(scale.into())).and_then(|w| w.checked_add(digits));
    Ok(Number { mantissa: mantissa.ok_or(BadNumber::TooLarge)?, scale })
}

/// The number or `unknown` directly under a statement.
pub(super) fn known_number(pair: Pair, cx: &mut Context) -> At<OrUnknown<Number>> {
    let whole = cx.span(&pair);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::number => {
                let value = number(&part, cx).map_or(OrUnknown::Unknown, OrUnknown::Known);
                return At { value, span: cx.span(&part) };
            }
            Rule::kw_unknown => return At { value: OrUnknown::Unknown, span: cx.span(&part) },
            _ => {}
        }
    }
    At { value: OrUnknown::Unknown, span: whole }
}

/// `5 %`; `None` after a finding.
pub(super) fn percent(pair: &Pair, cx: &mut Context) -> Option<Number> {
    let written = pair.as_str().trim_end_matches('%').trim_end();
    match read_number(written) {
        Ok(number) => Some(number),
        Err(bad) => {
            let at = cx.span(pair);
            mistakes::number::bad_count(at, written, bad, cx.out);
            None
        }
    }
}
