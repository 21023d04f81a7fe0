//! A stated length of time: an exact amount and its unit, as people write them. Knows no calendar.

use crate::base::{Language, Text};
use crate::time::WorkTime;

/// The units of a deadline or a step, closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Working minutes.
    Minutes,
    /// Working hours.
    Hours,
    /// Hours by the clock, nights and rest days included.
    ClockHours,
    /// Working days; one is 8 working hours.
    WorkingDays,
    /// Calendar days.
    Days,
    /// Calendar weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl Unit {
    /// Every unit, shortest first.
    pub const ALL: [Self; 8] = [
        Self::Minutes,
        Self::Hours,
        Self::ClockHours,
        Self::WorkingDays,
        Self::Days,
        Self::Weeks,
        Self::Months,
        Self::Years,
    ];

    /// Whether the unit runs by the calendar, so that rest days count and the end rolls off them.
    pub fn is_calendar(self) -> bool {
        matches!(self, Self::Days | Self::Weeks | Self::Months | Self::Years)
    }

    /// Whether the unit counts working time only.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Minutes | Self::Hours | Self::WorkingDays)
    }

    /// The word after an amount other than one.
    pub fn text(self) -> Text {
        let (en, vi) = match self {
            Self::Minutes => ("minutes", "phút"),
            Self::Hours => ("hours", "giờ"),
            Self::ClockHours => ("clock hours", "giờ đồng hồ"),
            Self::WorkingDays => ("working days", "ngày làm việc"),
            Self::Days => ("days", "ngày"),
            Self::Weeks => ("weeks", "tuần"),
            Self::Months => ("months", "tháng"),
            Self::Years => ("years", "năm"),
        };
        Text { en: en.into(), vi: vi.into() }
    }
}

/// An amount of a unit, exact to the hundredth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Hundredths of the unit: `0.5 hours` holds 50. Never negative.
    pub hundredths: i64,
    /// The unit.
    pub unit: Unit,
}

impl Duration {
    /// A whole number of a unit.
    pub fn whole(amount: u32, unit: Unit) -> Self {
        Self { hundredths: i64::from(amount) * 100, unit }
    }

    /// The sum of two durations of one unit; `None` where the units differ or the sum overflows.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let hundredths = self.hundredths.checked_add(other.hundredths)?;
        (self.unit == other.unit).then_some(Self { hundredths, ..self })
    }

    /// The exact working time: minutes, hours and working days (8 hours each) have one, the other units do not.
    pub fn work_time(self) -> Option<WorkTime> {
        let minutes = match self.unit {
            Unit::Minutes => 1,
            Unit::Hours => 60,
            Unit::WorkingDays => WorkTime::DAY_MINUTES,
            _ => return None,
        };
        self.hundredths.checked_mul(minutes).map(WorkTime::from_hundredths)
    }

    /// The form of the language: `3 working days`, `0.5 hours`; `3 ngày làm việc`, `0,5 giờ`.
    pub fn show(self, language: Language) -> String {
        let amount = show_hundredths(self.hundredths, language);
        let unit = self.unit.text();
        match language {
            Language::En if self.hundredths == 100 => format!("{amount} {}", unit.en.trim_end_matches('s')),
            Language::En => format!("{amount} {}", unit.en),
            Language::Vi => format!("{amount} {}", unit.vi),
        }
    }

    /// The duration in both languages.
    pub fn text(self) -> Text {
        Text { en: self.show(Language::En), vi: self.show(Language::Vi) }
    }
}

/// Writes hundredths with as many decimals as needed and the decimal mark of the language.
pub(super) fn show_hundredths(hundredths: i64, language: Language) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let mark = language.pick('.', ',');
    match rest {
        0 => whole.to_string(),
        r if r % 10 == 0 => format!("{whole}{mark}{}", r / 10),
        r => format!("{whole}{mark}{r:02}"),
    }
}

/// Why a text is not an amount of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadAmount {
    /// Not digits with at most one decimal mark.
    NotANumber,
    /// Three decimals or more; likely a thousands group, which times do not have.
    Decimals,
    /// More than 999,999 of a unit.
    TooLarge,
}

/// Reads an amount of time, `3`, `0.5` or `0,25`, as hundredths.
pub fn parse_hundredths(written: &str) -> Result<i64, BadAmount> {
    let (whole, decimals) = written.split_once(['.', ',']).map_or((written, None), |(w, d)| (w, Some(d)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || decimals.is_some_and(|d| !digits(d)) {
        return Err(BadAmount::NotANumber);
    }
    let decimals = decimals.unwrap_or("0");
    if decimals.len() > 2 {
        return Err(BadAmount::Decimals);
    }
    let whole: i64 = whole.parse().ok().filter(|w| *w <= 999_999).ok_or(BadAmount::TooLarge)?;
    let digit = |at: usize| decimals.as_bytes().get(at).map_or(0, |byte| i64::from(byte - b'0'));
    Ok(whole * 100 + digit(0) * 10 + digit(1))
}
