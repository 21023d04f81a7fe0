//! A minute of a day. Alone knows how times of day are written and read.

use crate::base::{Language, Text};
use crate::time::{BadDate, Date};
use std::fmt;

/// A time of day in whole minutes. Printed as `15:20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// A time of day; `None` unless it lies between 00:00 and 23:59.
    pub fn new(hour: u32, minute: u32) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self((hour * 60 + minute) as u16))
    }

    /// The start of the day.
    pub const MIDNIGHT: Self = Self(0);

    /// So many minutes later on the same day, the last minute at most.
    #[must_use]
    pub fn plus(self, minutes: i64) -> Self {
        let last = 24 * 60 - 1;
        Self(u16::try_from(self.minutes().saturating_add(minutes).max(0)).map_or(last, |at| at.min(last)))
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> i64 {
        self.0.into()
    }

    /// Reads `15:20`, `7:30` or, as officials also write, `15h20` and `15h`.
    pub fn parse(written: &str) -> Option<Self> {
        let (hour, minute) = written.split_once([':', 'h', 'H'])?;
        let number = |part: &str, shortest: usize| {
            ((shortest..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        let minute = if minute.is_empty() && !written.contains(':') { 0 } else { number(minute, 2)? };
        Self::new(number(hour, 1)?, minute)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A minute of a day. Printed as `2026-02-13 15:20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time of that day.
    pub time: TimeOfDay,
}

/// Why a text is not a [`Moment`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadMoment {
    /// The date is wrong.
    Date(BadDate),
    /// The time of day is wrong or missing.
    Time(String),
}

impl BadMoment {
    /// What is wrong, for a finding or an option's error.
    pub fn message(&self) -> Text {
        match self {
            Self::Date(bad) => bad.message(),
            Self::Time(w) => crate::text!(
                en: "`{w}` lacks a time of day between `00:00` and `23:59`",
                vi: "`{w}` thiếu giờ trong ngày, từ `00:00` đến `23:59`"
            ),
        }
    }
}

impl Moment {
    /// A moment from its parts.
    pub fn new(date: Date, time: TimeOfDay) -> Self {
        Self { date, time }
    }

    /// Reads `2026-02-13 15:20` or `13/02/2026 15:20`; a `T` may stand for the space.
    pub fn parse(written: &str) -> Result<Self, BadMoment> {
        let (date, time) = written.trim().split_once([' ', 'T']).unwrap_or((written.trim(), ""));
        let date = Date::parse(date).map_err(BadMoment::Date)?;
        let time = TimeOfDay::parse(time.trim()).ok_or_else(|| BadMoment::Time(written.to_owned()))?;
        Ok(Self { date, time })
    }

    /// So many minutes by the clock later; `None` outside the years 1 to 9999.
    pub fn plus_clock_minutes(self, minutes: i64) -> Option<Self> {
        let total = self.time.minutes().checked_add(minutes)?;
        let date = self.date.plus_days(total.div_euclid(DAY))?;
        Some(Self { date, time: TimeOfDay(total.rem_euclid(DAY) as u16) })
    }

    /// Minutes by the clock from this moment to `later`; negative when it lies before.
    pub fn clock_minutes_until(self, later: Self) -> i64 {
        self.date.days_until(later.date) * DAY + later.time.minutes() - self.time.minutes()
    }

    /// The form of the language: `2026-02-13 15:20` or `15:20 ngày 13/02/2026`.
    pub fn show(self, language: Language) -> String {
        match language {
            Language::En => self.to_string(),
            Language::Vi => format!("{} ngày {}", self.time, self.date.show(language)),
        }
    }

    /// The moment in both languages.
    pub fn text(self) -> Text {
        Text { en: self.show(Language::En), vi: self.show(Language::Vi) }
    }
}

/// Minutes of a day by the clock.
const DAY: i64 = 24 * 60;

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date, self.time)
    }
}
