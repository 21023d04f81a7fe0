//! What work, papers and ways cost in money or time: dated parameters with a source, each with a low and a high value.

use super::settings::{UNKNOWN_KEY, date, first, hundredths, keys, word, wrong};
use super::tables::Cell;
use super::yaml::{INVALID, Node, Value};
use crate::base::{Sink, Text, similar};
use crate::time::Date;

/// Every parameter with what it is counted in. The form of Circular 02/2017/TT-VPCP multiplies hours by an hourly income
/// and adds what is bought; there is none for waiting, which is not work.
pub const COSTS: &[(&str, &str)] = &[
    ("hourly-income", "VND per hour"),
    ("hourly-pay", "VND per hour"),
    ("form-hours", "hours per form"),
    ("paper-hours", "hours per paper"),
    ("copy", "VND per copy"),
    ("certified-copy", "VND per copy"),
    ("visit-hours", "hours per visit"),
    ("visit-fare", "VND per visit"),
    ("online-hours", "hours per filing"),
    ("postage", "VND per item"),
    ("inspection-hours", "hours per inspection"),
];

/// A cost parameter with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// Its name: `hourly-income`.
    pub name: Cell,
    /// The least that it may be, in hundredths of the unit.
    pub low: i64,
    /// Its value, in hundredths of the unit.
    pub base: i64,
    /// The most that it may be, in hundredths of the unit.
    pub high: i64,
    /// What it is counted in: `VND per hour`.
    pub unit: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// The first day on which it holds.
    pub from: Option<Date>,
}

impl Cost {
    /// The parameter of a name that holds on a day: of several the one that began last.
    pub fn on<'c>(all: &'c [Self], name: &str, day: Date) -> Option<&'c Self> {
        let held = all.iter().filter(|cost| cost.name.text == name && cost.from.is_none_or(|from| from <= day));
        held.max_by_key(|cost| cost.from)
    }
}

/// Reads an entry of `costs`; what is wrong with it is reported, and the entry left out.
pub(super) fn cost(node: &Node, out: &mut Sink) -> Option<Cost> {
    let found = keys(node, &["name", "value", "low", "high", "unit", "source", "from"], out);
    for needed in ["name", "value", "unit"] {
        if matches!(node.value, Value::Map(_)) && !found.contains_key(needed) {
            let message = crate::text!(en: "this cost has no `{needed}`", vi: "tham số chi phí này thiếu `{needed}`");
            out.report(&INVALID, first(node), message);
        }
    }
    let mut text = |key: &str| found.get(key).and_then(|node| word(node, out));
    let (name, unit, source) = (text("name"), text("unit"), text("source"));
    let (value, low, high) = (text("value"), text("low"), text("high"));
    let from = found.get("from").and_then(|node| date(node, out));
    let mut number = |cell: &Cell| {
        let read = hundredths(&cell.text);
        if read.is_none() {
            wrong(
                cell,
                crate::text!(en: "a number, such as `60000` or `0.5`", vi: "số, ví dụ `60000` hoặc `0.5`"),
                out,
            );
        }
        read
    };
    let base = number(value.as_ref()?)?;
    let least = low.as_ref().map_or(Some(base), &mut number)?;
    let most = high.as_ref().map_or(Some(base), &mut number)?;
    let (name, unit) = (name?, unit?);
    if let Some(cell) = low.as_ref().filter(|_| least > base).or(high.as_ref().filter(|_| most < base)) {
        let expected = crate::text!(en: "`low` ≤ `value` ≤ `high`", vi: "sao cho `low` ≤ `value` ≤ `high`");
        wrong(cell, expected, out);
        return None;
    }
    let Some((_, counted)) = COSTS.iter().find(|(known, _)| *known == name.text) else {
        unknown(&name, out);
        return None;
    };
    if unit.text != *counted {
        wrong(&unit, Text::same(format!("`{counted}`")), out);
        return None;
    }
    Some(Cost { name, low: least, base, high: most, unit: unit.text, source: source.map(|s| s.text), from })
}

fn unknown(name: &Cell, out: &mut Sink) {
    let names = || COSTS.iter().map(|(name, _)| *name);
    let written = &name.text;
    let message = crate::text!(en: "there is no cost `{written}`", vi: "không có tham số chi phí `{written}`");
    let help = similar::nearest(written, names()).map_or_else(
        || {
            let all = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            crate::text!(en: "what may stand here: {all}", vi: "có thể ghi: {all}")
        },
        |near| crate::text!(en: "did you mean `{near}`?", vi: "có phải là `{near}` không?"),
    );
    out.report(&UNKNOWN_KEY, name.span, message).help(help);
}
