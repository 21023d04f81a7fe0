//! What a working calendar states, as plain data with a source beside each entry, and what can be wrong with it.

use crate::base::Text;
use crate::time::{Date, TimeOfDay, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// A working calendar as its file states it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarData {
    /// Working hours and weekly rest days; each period holds until the next begins.
    pub hours: Vec<HoursPeriod>,
    /// The years that are known. A year that is missing is not decided, never ordinary.
    pub years: BTreeMap<i16, YearData>,
    /// Days of which it is not decided whether they are worked.
    pub pending: Vec<Pending>,
}

/// The hours of an ordinary week from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursPeriod {
    /// The first day.
    pub from: Date,
    /// The working hours of a day, in order.
    pub intervals: Vec<Interval>,
    /// The weekly rest days.
    pub rest_days: Vec<Weekday>,
    /// Where it is laid down.
    pub source: Source,
}

/// A stretch of working hours within a day, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// When work begins.
    pub from: TimeOfDay,
    /// When it ends.
    pub to: TimeOfDay,
}

impl Interval {
    /// Its length in minutes.
    pub fn minutes(self) -> i64 {
        self.to.minutes() - self.from.minutes()
    }
}

/// What is known of one year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct YearData {
    /// Whether everything has been announced; otherwise swap days may still be added, and results say so.
    pub complete: bool,
    /// Public holidays and the days off in lieu of those that fall on rest days.
    pub holidays: Vec<Holiday>,
    /// Working days exchanged for rest days.
    pub swaps: Vec<Swap>,
}

/// A day off for everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// Its name.
    pub name: Text,
    /// What makes it a day off.
    pub source: Source,
}

/// A working day exchanged for a rest day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The working day that is off.
    pub day_off: Date,
    /// The rest day that is worked for it.
    pub worked: Date,
    /// The decision.
    pub source: Source,
}

/// A day of which it is not decided whether it is worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The day.
    pub date: Date,
    /// What it would be.
    pub name: Text,
    /// What is missing for a decision.
    pub why: Text,
}

/// The instrument behind an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Its kind, number and date, in the words of the country.
    pub instrument: String,
    /// How sure it is.
    pub standing: Standing,
}

/// How sure an entry of the calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The instrument was seen, or a publication that quotes its number and date.
    Verified,
    /// The dates are known to have been observed; number or date of the instrument still has to be checked.
    Unverified,
    /// Not announced yet; off under every arrangement used so far. Results that rest on it say so.
    Expected,
}

/// Something wrong with the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The entry, by its day.
    pub date: Date,
    /// What is wrong.
    pub message: Text,
}

impl CalendarData {
    /// Everything that contradicts itself: a day entered twice, an exchange for a day that is worked anyway, hours that
    /// overlap, an entry under another year than its own.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_hours(&mut problems);
        self.check_days(&mut problems);
        problems
    }

    fn check_hours(&self, problems: &mut Vec<Problem>) {
        for pair in self.hours.windows(2) {
            if pair[1].from <= pair[0].from {
                problems.push(Problem {
                    date: pair[1].from,
                    message: crate::text!(
                        en: "periods of working hours must follow one another by date",
                        vi: "các thời kỳ giờ làm việc phải xếp theo thứ tự ngày"
                    ),
                });
            }
        }
        for period in &self.hours {
            let backwards = period.intervals.iter().any(|i| i.to <= i.from);
            let overlapping = period.intervals.windows(2).any(|pair| pair[1].from < pair[0].to);
            if period.intervals.is_empty() || backwards || overlapping {
                problems.push(Problem {
                    date: period.from,
                    message: crate::text!(
                        en: "working hours must be stretches that follow one another within the day",
                        vi: "giờ làm việc phải gồm các khoảng nối tiếp nhau trong ngày"
                    ),
                });
            }
            if period.rest_days.len() >= 7 {
                problems.push(Problem {
                    date: period.from,
                    message: crate::text!(
                        en: "a week needs at least one working day",
                        vi: "mỗi tuần phải có ít nhất một ngày làm việc"
                    ),
                });
            }
        }
    }

    fn check_days(&self, problems: &mut Vec<Problem>) {
        let mut seen = BTreeSet::new();
        let mut enter = |date: Date, problems: &mut Vec<Problem>| {
            if !seen.insert(date) {
                let day = date.text();
                problems.push(Problem {
                    date,
                    message: Text {
                        en: format!("`{}` is entered twice", day.en),
                        vi: format!("ngày `{}` được khai hai lần", day.vi),
                    },
                });
            }
        };
        let rests = |date: Date| self.hours_on(date).is_some_and(|period| period.rest_days.contains(&date.weekday()));
        for (&year, data) in &self.years {
            for holiday in &data.holidays {
                enter(holiday.date, problems);
            }
            for swap in &data.swaps {
                enter(swap.day_off, problems);
                enter(swap.worked, problems);
                if rests(swap.day_off) {
                    problems.push(Problem {
                        date: swap.day_off,
                        message: crate::text!(
                            en: "the day taken off in exchange is a weekly rest day anyway",
                            vi: "ngày được nghỉ hoán đổi vốn là ngày nghỉ hằng tuần"
                        ),
                    });
                }
                if !rests(swap.worked) {
                    problems.push(Problem {
                        date: swap.worked,
                        message: crate::text!(
                            en: "the day worked in exchange is a working day anyway",
                            vi: "ngày làm bù vốn là ngày làm việc"
                        ),
                    });
                }
            }
            let own = data.holidays.iter().map(|h| h.date).chain(data.swaps.iter().map(|s| s.day_off));
            for date in own.filter(|date| date.year() != year) {
                problems.push(Problem {
                    date,
                    message: crate::text!(
                        en: "this day stands under the year {year}",
                        vi: "ngày này được khai trong năm {year}"
                    ),
                });
            }
        }
        for pending in &self.pending {
            enter(pending.date, problems);
        }
    }

    /// The hours in force on a day; `None` before the first period.
    pub fn hours_on(&self, date: Date) -> Option<&HoursPeriod> {
        self.hours.iter().rev().find(|period| period.from <= date)
    }
}
