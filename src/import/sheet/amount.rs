//! Times as offices write them in tables: `01 ngày làm việc`, `0,5 ngày`, `4 giờ`, `½ ngày`. What is not plainly one amount
//! of one unit is no time here and stays text.

use crate::base::similar::plain;

/// An amount in hundredths of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) hundredths: u64,
    pub(super) unit: Unit,
}

/// A unit as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Minutes,
    Hours,
    WorkingDays,
    Days,
    Weeks,
    Months,
}

impl Unit {
    /// The keyword of the language.
    fn word(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::WorkingDays => "working days",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
        }
    }

    /// The unit that words name: of a cell, of a heading in brackets, of a mapping.
    pub(super) fn named(words: &str) -> Option<Self> {
        let bare = plain(words);
        let names: [(&str, Self); 16] = [
            ("ngaylamviec", Self::WorkingDays),
            ("ngaylv", Self::WorkingDays),
            ("ngaycong", Self::WorkingDays),
            ("workingdays", Self::WorkingDays),
            ("workingday", Self::WorkingDays),
            ("giolamviec", Self::Hours),
            ("gio", Self::Hours),
            ("hours", Self::Hours),
            ("hour", Self::Hours),
            ("phut", Self::Minutes),
            ("minutes", Self::Minutes),
            ("ngay", Self::Days),
            ("days", Self::Days),
            ("day", Self::Days),
            ("tuan", Self::Weeks),
            ("thang", Self::Months),
        ];
        names.into_iter().find(|(name, _)| *name == bare).map(|(_, unit)| unit)
    }
}

impl Amount {
    /// As the language writes it.
    pub(super) fn shown(self) -> String {
        let number = match (self.hundredths / 100, self.hundredths % 100) {
            (whole, 0) => whole.to_string(),
            (whole, part) if part % 10 == 0 => format!("{whole}.{}", part / 10),
            (whole, part) => format!("{whole}.{part:02}"),
        };
        format!("{number} {}", self.unit.word())
    }

    /// In minutes of work, where the unit is one of work: 8 hours a day.
    pub(super) fn work_minutes(self) -> Option<u64> {
        match self.unit {
            Unit::Minutes => Some(self.hundredths),
            Unit::Hours => Some(self.hundredths * 60),
            Unit::WorkingDays => Some(self.hundredths * 480),
            Unit::Days | Unit::Weeks | Unit::Months => None,
        }
    }
}

/// Reads a cell; `usual` is the unit of bare numbers, if a heading or a mapping names one.
pub(super) fn parse(cell: &str, usual: Option<Unit>) -> Option<Amount> {
    let cell = cell.trim().trim_end_matches(['.', ';', ',']);
    let end = cell.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '½'))).unwrap_or(cell.len());
    let (number, unit) = (&cell[..end], cell[end..].trim());
    let unit = if unit.is_empty() { usual? } else { Unit::named(unit)? };
    let hundredths = hundredths(number)?;
    (hundredths <= 99_999_900).then_some(Amount { hundredths, unit })
}

fn hundredths(number: &str) -> Option<u64> {
    if let Some((one, other)) = number.split_once('/') {
        let (one, other): (u64, u64) = (digits(one)?, digits(other)?);
        return (other > 0 && (one * 100).is_multiple_of(other)).then(|| one * 100 / other);
    }
    if let Some(whole) = number.strip_suffix('½') {
        let whole = if whole.is_empty() { 0 } else { digits(whole)? };
        return Some(whole * 100 + 50);
    }
    let (whole, part) = number.split_once([',', '.']).unwrap_or((number, ""));
    let part = match part.len() {
        0 if number.len() == whole.len() => 0,
        1 => digits(part)? * 10,
        2 => digits(part)?,
        _ => return None,
    };
    Some(digits(whole)? * 100 + part)
}

fn digits(text: &str) -> Option<u64> {
    (!text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}
