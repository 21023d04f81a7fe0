//! What the published wording says of a way of filing besides its statements; its limits and fees where those leave them open.

use super::kept;
use super::record::{Amount, Time};
use crate::model::{ChannelKind, Procedure};

/// Adds what was published of a way of filing to its limits, of which there is at least one.
pub(super) fn add(view: &Procedure, kind: ChannelKind, times: &mut Vec<Time>) {
    let Some(text) = &view.notes.text else { return };
    let published = kept::ways(&text.text);
    let of_kind = |way: &&kept::Way| way.kinds.split(", ").any(|word| word == kept::word(kind));
    let ways: Vec<_> = published.iter().filter(of_kind).collect();
    limits(&ways, times);
    fees(&ways, times);
    let notes: Vec<&String> = ways.iter().flat_map(|way| &way.notes).collect();
    // The service's extent was read of these notes: they say it themselves.
    let said = |own: &String| {
        let extent = ["toàn trình", "một phần"].iter().find(|extent| own.contains(**extent));
        extent.is_some_and(|extent| notes.iter().any(|note| note.to_lowercase().contains(extent)))
    };
    times[0].notes.retain(|own| !said(own));
    times[0].notes.extend(notes.into_iter().cloned());
}

/// The published limits where none is known.
fn limits(ways: &[&kept::Way], times: &mut Vec<Time>) {
    let limits: Vec<_> = ways.iter().flat_map(|way| &way.limits).collect();
    if limits.is_empty() || !times.iter().all(Time::is_open) {
        return;
    }
    let first = std::mem::take(&mut times[0]);
    let time = |limit: &&String| {
        let (amount, unit) = limit.split_once(' ').unwrap_or((limit, "OTHER"));
        Time { amount: amount.to_owned(), unit: unit.to_owned(), ..Time::default() }
    };
    *times = limits.iter().map(time).collect();
    (times[0].fees, times[0].notes) = (first.fees, first.notes);
}

/// The published fees where no amount is known for this way of filing.
fn fees(ways: &[&kept::Way], times: &mut [Time]) {
    let fees: Vec<_> = ways.iter().flat_map(|way| &way.fees).filter_map(|words| fee(words)).collect();
    if fees.is_empty() || times.iter().flat_map(|time| &time.fees).any(|fee| fee.known) {
        return;
    }
    for time in times.iter_mut() {
        time.fees.clear();
    }
    times[0].fees = fees;
}

/// A fee as it was published: `0 VNĐ (…)`.
fn fee(words: &str) -> Option<Amount> {
    let (dong, note) = words.split_once(" VNĐ")?;
    let note = note.trim().strip_prefix('(').unwrap_or_default();
    let note = note.strip_suffix(')').unwrap_or(note).to_owned();
    Some(Amount { dong: dong.parse().ok()?, note, known: true })
}
