//! Working time as an exact quantity that can be added and compared, and how calendar durations compare with it.

use crate::base::{Language, Text};
use crate::time::{Duration, Unit, duration::show_hundredths};
use std::iter::Sum;
use std::ops::Add;

/// A length of working time, exact to the hundredth of a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct WorkTime(i64);

impl WorkTime {
    /// Minutes of a working day: 8 hours, the convention of the processing systems.
    pub const DAY_MINUTES: i64 = 8 * 60;

    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// From hundredths of a minute.
    pub fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// From whole minutes.
    pub fn from_minutes(minutes: i64) -> Self {
        Self(minutes.saturating_mul(100))
    }

    /// From whole working days.
    pub fn from_days(days: i64) -> Self {
        Self::from_minutes(days.saturating_mul(Self::DAY_MINUTES))
    }

    /// Hundredths of a minute.
    pub fn hundredths(self) -> i64 {
        self.0
    }

    /// Whole minutes; a started minute counts.
    pub fn minutes(self) -> i64 {
        self.0.div_euclid(100) + i64::from(self.0.rem_euclid(100) > 0)
    }

    /// What is left after taking `other` away; zero where `other` is longer.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// The same time `times` times.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self(self.0.saturating_mul(times.into()))
    }

    /// In whole working days where it is some, else in hours where two decimals say it, else in minutes.
    pub fn duration(self) -> Duration {
        let per = |unit, minutes| (self.0 % minutes == 0).then_some(Duration { hundredths: self.0 / minutes, unit });
        let whole_days = self.0 != 0 && self.0 % (Self::DAY_MINUTES * 100) == 0;
        let days = whole_days.then(|| per(Unit::WorkingDays, Self::DAY_MINUTES)).flatten();
        days.or_else(|| per(Unit::Hours, 60)).unwrap_or(Duration { hundredths: self.0, unit: Unit::Minutes })
    }

    /// The time in both languages in the unit in which another one beside it can be said too: in working days, as time limits
    /// are laid down, where one of them reaches a day and two decimals say both, else in hours.
    pub fn text_beside(self, other: Self) -> Text {
        const DAY: i64 = WorkTime::DAY_MINUTES;
        let in_days = |time: Self| time.0 % DAY == 0;
        let short = |time: Self| time.0 < DAY * 100;
        if short(self) && short(other) {
            return self.text();
        }
        if in_days(self) && in_days(other) {
            return Duration { hundredths: self.0 / DAY, unit: Unit::WorkingDays }.text();
        }
        if self.duration().unit == other.duration().unit {
            return self.text();
        }
        Text { en: self.show_hours(Language::En), vi: self.show_hours(Language::Vi) }
    }

    /// In hours with at most two decimals (a shorter rest is rounded to the nearest): `21 hours`, `4.75 giờ`.
    pub fn show_hours(self, language: Language) -> String {
        let amount = (self.0 + 30).div_euclid(60);
        let word = if amount == 100 { "hour" } else { "hours" };
        format!("{} {}", show_hundredths(amount, language), language.pick(word, "giờ"))
    }

    /// The time in both languages, as [`WorkTime::duration`] says it.
    pub fn text(self) -> Text {
        self.duration().text()
    }
}

impl Add for WorkTime {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for WorkTime {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// Between which working times a duration lies, whatever the day it starts on.
///
/// `most` holds always: no week has more than six working days (a Saturday worked in exchange included), so a sum of
/// steps above it proves an overrun. `least` holds in weeks without public holidays: a Tết in the stretch leaves less,
/// so staying within it is a comfort and not a proof. Both are the same for units that count working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkBounds {
    /// The least working time that it holds in ordinary weeks.
    pub least: WorkTime,
    /// The most working time that it can hold.
    pub most: WorkTime,
}

impl Duration {
    /// The working times between which this duration lies.
    pub fn work_bounds(self) -> WorkBounds {
        if let Some(exact) = self.work_time() {
            return WorkBounds { least: exact, most: exact };
        }
        let up = |value: i64| value.div_euclid(100) + i64::from(value.rem_euclid(100) > 0);
        let (least, most) = match self.unit {
            // A stretch by the clock may lie in a weekend; at its longest it takes in as many whole days as it began.
            Unit::ClockHours => {
                let hours = up(self.hundredths);
                let within_a_day = WorkTime::from_minutes(hours.saturating_mul(60).min(WorkTime::DAY_MINUTES));
                let most = if hours < 24 { within_a_day } else { days_at_most(hours / 24 + 1) };
                return WorkBounds { least: WorkTime::ZERO, most };
            }
            Unit::Days => (up(self.hundredths), up(self.hundredths)),
            Unit::Weeks => (up(self.hundredths.saturating_mul(7)), up(self.hundredths.saturating_mul(7))),
            Unit::Months => month_days(self.hundredths),
            _ => month_days(self.hundredths.saturating_mul(12)),
        };
        let (weeks, rest) = (least / 7, least % 7);
        let ordinary = weeks * 5 + (rest - 2).max(0);
        let at_least_the_last = ordinary.max(i64::from(least > 0));
        WorkBounds { least: WorkTime::from_days(at_least_the_last), most: days_at_most(most) }
    }
}

fn days_at_most(days: i64) -> WorkTime {
    WorkTime::from_days(days / 7 * 6 + (days % 7).min(6))
}

/// The fewest and the most days that so many hundredths of a month can have.
fn month_days(hundredths: i64) -> (i64, i64) {
    let fewest = (hundredths.saturating_mul(28) / 100).max(hundredths.saturating_mul(365) / 1200 - 2);
    let most = (hundredths.saturating_mul(31).saturating_add(99) / 100).min(hundredths.saturating_mul(366) / 1200 + 3);
    (fewest, most)
}
