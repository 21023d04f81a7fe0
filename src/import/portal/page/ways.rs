//! Writes how a dossier is filed: channels, deadlines, fees, the number of dossiers.

use super::Writer;
use crate::import::portal::channel::{Fee, Way};
use crate::import::portal::record::{Line, Record};
use crate::import::portal::understood::Understood;
use crate::import::{Page, quoted};

impl Writer<'_> {
    /// Deadlines, sets, channels, fees.
    pub(super) fn ways(&mut self, page: &mut Page, understood: &Understood) {
        let ways = merged(&understood.ways);
        let limits: Vec<_> = ways.iter().map(|way| (way.keyword, way.limit.clone())).collect();
        for row in rows(&limits, "unknown") {
            page.line(&format!("deadline {row}"));
        }
        // The portal has no place for the number of dossiers: where no text says it, it is not known.
        page.line(&format!("sets {}", understood.sets.map_or_else(|| "unknown".to_owned(), |sets| sets.to_string())));
        if !ways.is_empty() {
            page.gap();
        }
        for way in &ways {
            let scope = way.scope.map(|scope| format!(" {scope}")).unwrap_or_default();
            page.line(&format!("channel {}{scope}", way.keyword));
        }
        let limits_known = ways.iter().all(|way| way.limit.is_some());
        let fees_known = Self::fees(page, &ways);
        let kept = channels_as_text(&understood.record, limits_known, fees_known);
        self.kept.add("Cách thức thực hiện", &kept);
    }

    /// Whether all that is said of fees was written as fees.
    fn fees(page: &mut Page, ways: &[Way]) -> bool {
        if ways.iter().all(|way| !way.speaks_of_fees) {
            return true;
        }
        page.gap();
        let whole = ways.iter().all(|way| way.fee.is_some() || !way.speaks_of_fees);
        let titles: Vec<_> = ways.iter().filter_map(|way| way.fee.as_ref()?.title.as_deref()).collect();
        let one_title =
            titles.windows(2).all(|pair| pair[0] == pair[1]) && (titles.is_empty() || titles.len() == ways.len());
        if !whole || !one_title {
            page.line(&format!("fee {} unknown", quoted("Phí, lệ phí")));
            return false;
        }
        let title = titles.first().copied().unwrap_or("Phí, lệ phí");
        let keyword = if title.to_lowercase().starts_with("lệ phí") { "charge" } else { "fee" };
        let amount = |fee: &Fee| {
            let per = fee.per.as_ref().map(|per| format!(" per {}", quoted(per))).unwrap_or_default();
            format!("{} VND{per}", grouped(fee.amount))
        };
        let amounts: Vec<_> = ways.iter().map(|way| (way.keyword, way.fee.as_ref().map(amount))).collect();
        match rows(&amounts, "unknown").as_slice() {
            [one] => page.line(&format!("{keyword} {} {one}", quoted(title))),
            several => page.block(&format!("{keyword} {}", quoted(title)), |page| {
                for row in several {
                    page.line(row);
                }
            }),
        }
        true
    }
}

/// A value for each way of filing: one row where they agree, else a row a way; the remainder last.
fn rows(values: &[(&str, Option<String>)], remainder: &str) -> Vec<String> {
    let Some((_, first)) = values.first() else { return Vec::new() };
    if values.iter().all(|(_, value)| value == first) {
        return vec![first.clone().unwrap_or_else(|| remainder.to_owned())];
    }
    let known = values.iter().filter_map(|(way, value)| Some(format!("{} when channel is {way}", value.as_ref()?)));
    let mut rows: Vec<_> = known.collect();
    if values.iter().any(|(_, value)| value.is_none()) {
        rows.push(format!("{remainder} otherwise"));
    }
    rows
}

/// Each way of filing once: where the source lists one several times, only what they agree on is certain.
fn merged(ways: &[Way]) -> Vec<Way> {
    let mut merged: Vec<Way> = Vec::new();
    for way in ways {
        match merged.iter_mut().find(|known| known.keyword == way.keyword) {
            Some(known) => {
                known.limit = known.limit.take().filter(|limit| Some(limit) == way.limit.as_ref());
                known.fee = known.fee.take().filter(|fee| Some(fee) == way.fee.as_ref());
                known.scope = known.scope.filter(|scope| Some(*scope) == way.scope);
                known.speaks_of_fees |= way.speaks_of_fees;
            }
            None => merged.push(way.clone()),
        }
    }
    merged
}

/// What is said of the ways of filing and was not written as a statement; ways with the same words together.
fn channels_as_text(record: &Record, limits_known: bool, fees_known: bool) -> String {
    let mut blocks: Vec<(Vec<&str>, String)> = Vec::new();
    for channel in &record.channels {
        let mut block = String::new();
        let mut line = |label: &str, line: &Line| {
            if !line.is_nothing() {
                block.push_str(&format!("    {label}{}\n", line.words));
            }
        };
        for time in &channel.times {
            if !limits_known {
                line("Thời hạn giải quyết: ", &time.limit);
            }
            if !fees_known {
                time.fees.iter().for_each(|fee| line("Phí, lệ phí: ", fee));
            }
            time.notes.iter().for_each(|note| line("", note));
        }
        match blocks.iter_mut().find(|(_, known)| *known == block) {
            Some((ways, _)) => ways.push(&channel.kind.words),
            None => blocks.push((vec![&channel.kind.words], block)),
        }
    }
    blocks.retain(|(_, block)| !block.is_empty());
    let block = |(ways, block): &(Vec<&str>, String)| format!("  * Hình thức nộp: {}\n{block}", ways.join(", "));
    blocks.iter().map(block).collect::<Vec<_>>().concat()
}

fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}
