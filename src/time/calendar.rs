//! What one day is: working, off, or not decided. Alone knows which entry of the data wins for a day.

use crate::base::Text;
use crate::time::count::{Count, Undecided};
use crate::time::data::{CalendarData, Holiday, HoursPeriod, Pending, Swap};
use crate::time::{Date, Duration, Moment, WorkTime};
use std::collections::BTreeMap;

/// A working calendar: its data, indexed by day.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    data: CalendarData,
    entries: BTreeMap<Date, Entry>,
}

/// Where the entry of a day stands in the data.
#[derive(Debug, Clone, Copy)]
enum Entry {
    Holiday(i16, usize),
    DayOff(i16, usize),
    Worked(i16, usize),
    Pending(usize),
}

/// What a day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Day<'a> {
    /// Worked; in exchange for another day where a swap is given.
    Working(Option<&'a Swap>),
    /// A weekly rest day.
    RestDay,
    /// A public holiday, or a day off in lieu of one.
    Holiday(&'a Holiday),
    /// A working day taken off in exchange for another.
    DayOff(&'a Swap),
    /// Entered as not decided.
    Pending(&'a Pending),
    /// The calendar says nothing: a year that is missing, or a day before the first hours.
    Unknown,
}

/// That nobody can say yet, or this calendar does not say, whether a day is worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDecided {
    /// The day.
    pub date: Date,
    /// What is missing.
    pub why: Text,
}

impl NotDecided {
    /// The whole sentence, for a finding or a caveat.
    pub fn message(&self) -> Text {
        let date = self.date.text();
        Text {
            en: format!("it is not decided whether {} is a working day: {}", date.en, self.why.en),
            vi: format!("chưa xác định ngày {} có phải ngày làm việc hay không: {}", date.vi, self.why.vi),
        }
    }

    pub(super) fn no_data(date: Date) -> Self {
        let year = date.year();
        let why = crate::text!(
            en: "the calendar has no data for {year}",
            vi: "lịch làm việc chưa có dữ liệu năm {year}"
        );
        Self { date, why }
    }

    /// For an end that no calendar can hold.
    pub(super) fn beyond(start: Date) -> Self {
        let why = crate::text!(
            en: "the end lies beyond the year 9999",
            vi: "thời điểm kết thúc vượt quá năm 9999"
        );
        Self { date: start, why }
    }

    pub(super) fn pending(pending: &Pending) -> Self {
        let why = Text {
            en: format!("{}: {}", pending.name.en, pending.why.en),
            vi: format!("{}: {}", pending.name.vi, pending.why.vi),
        };
        Self { date: pending.date, why }
    }
}

impl Calendar {
    /// Indexes the data. Where a day is entered twice ([`CalendarData::problems`]) the less certain entry wins: not
    /// decided, then off, then worked.
    pub fn new(data: CalendarData) -> Self {
        let mut entries = BTreeMap::new();
        for (&year, of_year) in &data.years {
            for (at, swap) in of_year.swaps.iter().enumerate() {
                entries.insert(swap.worked, Entry::Worked(year, at));
            }
        }
        for (&year, of_year) in &data.years {
            for (at, swap) in of_year.swaps.iter().enumerate() {
                entries.insert(swap.day_off, Entry::DayOff(year, at));
            }
            for (at, holiday) in of_year.holidays.iter().enumerate() {
                entries.insert(holiday.date, Entry::Holiday(year, at));
            }
        }
        for (at, pending) in data.pending.iter().enumerate() {
            entries.insert(pending.date, Entry::Pending(at));
        }
        Self { data, entries }
    }

    /// The data that it was made from.
    pub fn data(&self) -> &CalendarData {
        &self.data
    }

    /// What a day is, and why.
    pub fn day(&self, date: Date) -> Day<'_> {
        let hours = self.data.hours_on(date).filter(|period| !period.intervals.is_empty());
        let Some(hours) = hours.filter(|_| self.data.years.contains_key(&date.year())) else { return Day::Unknown };
        match self.entries.get(&date) {
            Some(&Entry::Holiday(year, at)) => Day::Holiday(&self.data.years[&year].holidays[at]),
            Some(&Entry::DayOff(year, at)) => Day::DayOff(&self.data.years[&year].swaps[at]),
            Some(&Entry::Worked(year, at)) => Day::Working(Some(&self.data.years[&year].swaps[at])),
            Some(&Entry::Pending(at)) => Day::Pending(&self.data.pending[at]),
            None if hours.rest_days.contains(&date.weekday()) => Day::RestDay,
            None => Day::Working(None),
        }
    }

    /// The hours of an ordinary day at that time; `None` before the first period.
    pub fn hours_on(&self, date: Date) -> Option<&HoursPeriod> {
        self.data.hours_on(date)
    }

    /// Whether everything of a year has been announced.
    pub fn is_complete(&self, year: i16) -> bool {
        self.data.years.get(&year).is_some_and(|year| year.complete)
    }

    /// Whether a day is worked.
    pub fn is_working_day(&self, date: Date) -> Result<bool, NotDecided> {
        match self.day(date) {
            Day::Working(_) => Ok(true),
            Day::RestDay | Day::Holiday(_) | Day::DayOff(_) => Ok(false),
            Day::Pending(pending) => Err(NotDecided::pending(pending)),
            Day::Unknown => Err(NotDecided::no_data(date)),
        }
    }

    /// When something that arrives at `moment` counts as received: then, if the day is worked and not yet closed;
    /// otherwise when the next working day opens.
    pub fn received(&self, moment: Moment) -> Result<Moment, NotDecided> {
        Count::new(self, Undecided::Reported).receive(moment)
    }

    /// The first working minute at or after `moment`.
    pub fn next_working_moment(&self, moment: Moment) -> Result<Moment, NotDecided> {
        Count::new(self, Undecided::Reported).next_working_moment(moment)
    }

    /// When a duration that begins at `moment` ends, by the rules of [`due`](crate::time::due) but stopping at the
    /// first day that is not decided.
    pub fn add(&self, moment: Moment, duration: Duration) -> Result<Moment, NotDecided> {
        let mut count = Count::new(self, Undecided::Reported);
        let start = count.receive(moment)?;
        let end = count.add(start, duration)?;
        if duration.unit.is_calendar() { count.roll_forward(end) } else { Ok(end) }
    }

    /// The working time between two moments; zero where the second is not later.
    pub fn working_time(&self, from: Moment, to: Moment) -> Result<WorkTime, NotDecided> {
        Count::new(self, Undecided::Reported).working_minutes(from, to).map(WorkTime::from_minutes)
    }
}
