//! Walks the calendar day by day: adds working time, working days and calendar durations, and keeps the derivation.

use crate::base::Text;
use crate::time::calendar::{Calendar, Day, NotDecided};
use crate::time::data::{Interval, Standing};
use crate::time::trace::{self, Event};
use crate::time::{Date, Duration, Moment, Unit, WorkTime};
use std::collections::{BTreeMap, BTreeSet};

/// How a day is taken that is not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undecided {
    /// Counting stops and says so.
    Reported,
    /// As a working day.
    Worked,
    /// As a day off.
    Off,
}

/// A walk through a calendar, with what it met.
#[derive(Debug, Clone)]
pub(super) struct Count<'a> {
    calendar: &'a Calendar,
    undecided: Undecided,
    /// What was counted and skipped so far.
    pub(super) events: Vec<Event>,
    /// The undecided days that the result rests on.
    pub(super) open: BTreeMap<Date, NotDecided>,
    /// The days that the result takes as off although they are not announced yet.
    pub(super) expected: BTreeMap<Date, Text>,
    /// The years that the result rests on and that are not fully announced.
    pub(super) incomplete: BTreeSet<i16>,
}

impl<'a> Count<'a> {
    pub(super) fn new(calendar: &'a Calendar, undecided: Undecided) -> Self {
        Self {
            calendar,
            undecided,
            events: Vec::new(),
            open: BTreeMap::new(),
            expected: BTreeMap::new(),
            incomplete: BTreeSet::new(),
        }
    }

    pub(super) fn note(&mut self, text: Text) {
        self.events.push(Event::Note(text));
    }

    /// Counts without adding to the derivation; what the result rests on is still kept.
    pub(super) fn quietly<T>(&mut self, counting: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.events.len();
        let result = counting(self);
        self.events.truncate(mark);
        result
    }

    /// Whether a day is worked: `Ok(None)` if it is, else why it is not.
    fn why_off(&mut self, date: Date) -> Result<Option<(Text, bool)>, NotDecided> {
        let off = match self.calendar.day(date) {
            Day::Working(_) => None,
            Day::RestDay => Some((crate::text!(en: "weekend", vi: "nghỉ hằng tuần"), true)),
            Day::Holiday(holiday) => {
                if holiday.source.standing == Standing::Expected {
                    self.expected.insert(date, holiday.name.clone());
                }
                let (name, by) = (&holiday.name, &holiday.source.instrument);
                let why = Text { en: format!("{} ({by})", name.en), vi: format!("{} ({by})", name.vi) };
                Some((why, false))
            }
            Day::DayOff(swap) => {
                let (worked, by) = (swap.worked.text(), &swap.source.instrument);
                let why = Text {
                    en: format!("exchanged for {} ({by})", worked.en),
                    vi: format!("hoán đổi, làm bù ngày {} ({by})", worked.vi),
                };
                Some((why, false))
            }
            Day::Pending(pending) => {
                let open = NotDecided::pending(pending);
                if self.undecided == Undecided::Reported {
                    return Err(open);
                }
                self.open.insert(date, open);
                let name = &pending.name;
                let why = Text {
                    en: format!("{}, not decided yet", name.en),
                    vi: format!("{}, chưa có quyết định", name.vi),
                };
                (self.undecided == Undecided::Off).then_some((why, false))
            }
            Day::Unknown => return Err(NotDecided::no_data(date)),
        };
        if !self.calendar.is_complete(date.year()) {
            self.incomplete.insert(date.year());
        }
        Ok(off)
    }

    fn works(&mut self, date: Date) -> Result<bool, NotDecided> {
        Ok(self.why_off(date)?.is_none())
    }

    /// Whether a day is worked; records why where it is not.
    fn works_or_skip(&mut self, date: Date) -> Result<bool, NotDecided> {
        let off = self.why_off(date)?;
        let works = off.is_none();
        self.events.extend(off.map(|(why, weekly)| Event::Off { date, why, weekly }));
        Ok(works)
    }

    /// What a reader should know about a counted day: that it is worked in exchange, or taken as worked.
    fn remark(&self, date: Date) -> Option<Text> {
        match self.calendar.day(date) {
            Day::Working(Some(swap)) => {
                let (off, by) = (swap.day_off.text(), &swap.source.instrument);
                Some(Text {
                    en: format!("worked in exchange for {}, {by}", off.en),
                    vi: format!("làm bù cho ngày {}, {by}", off.vi),
                })
            }
            Day::Pending(_) => Some(crate::text!(
                en: "not decided yet, taken as a working day",
                vi: "chưa có quyết định, tạm tính là ngày làm việc"
            )),
            _ => None,
        }
    }

    fn intervals(&self, date: Date) -> &'a [Interval] {
        self.calendar.hours_on(date).map_or(&[], |period| &period.intervals)
    }

    /// When a working day opens and closes.
    fn opening(&self, date: Date) -> Moment {
        let first = self.intervals(date).first().expect("a day without hours is unknown, not working");
        Moment::new(date, first.from)
    }

    pub(super) fn closing(&self, date: Date) -> Moment {
        let last = self.intervals(date).last().expect("a day without hours is unknown, not working");
        Moment::new(date, last.to)
    }

    fn next(date: Date) -> Result<Date, NotDecided> {
        date.next().ok_or_else(|| NotDecided::beyond(date))
    }

    /// The first working day from `date` on; records the days skipped.
    fn working_day_from(&mut self, mut date: Date) -> Result<Date, NotDecided> {
        while !self.works_or_skip(date)? {
            date = Self::next(date)?;
        }
        Ok(date)
    }

    /// When something that arrives at `moment` counts as received.
    pub(super) fn receive(&mut self, moment: Moment) -> Result<Moment, NotDecided> {
        let works = self.works(moment.date)?;
        if works && moment <= self.closing(moment.date) {
            return Ok(moment);
        }
        let from = if works { Self::next(moment.date)? } else { moment.date };
        let day = self.working_day_from(from)?;
        Ok(self.opening(day))
    }

    /// The first working minute at or after `moment`.
    pub(super) fn next_working_moment(&mut self, moment: Moment) -> Result<Moment, NotDecided> {
        let mut date = moment.date;
        loop {
            if self.works(date)? {
                let floor = Moment::new(date, self.opening(date).time).max(moment);
                let open = self.intervals(date).iter().find(|i| floor.time < i.to);
                if let Some(interval) = open {
                    return Ok(Moment::new(date, interval.from.max(floor.time)));
                }
            }
            date = Self::next(date)?;
        }
    }

    /// The working minutes between two moments.
    pub(super) fn working_minutes(&mut self, from: Moment, to: Moment) -> Result<i64, NotDecided> {
        let mut total = 0;
        let mut date = from.date;
        while date <= to.date && from < to {
            if self.works(date)? {
                for interval in self.intervals(date) {
                    let start = if date == from.date { interval.from.max(from.time) } else { interval.from };
                    let end = if date == to.date { interval.to.min(to.time) } else { interval.to };
                    total += (end.minutes() - start.minutes()).max(0);
                }
            }
            date = Self::next(date)?;
        }
        Ok(total)
    }

    /// Where a duration from `start` ends. For calendar units this is the closing of the corresponding day, which may
    /// be a rest day: [`Count::roll_forward`] moves it.
    pub(super) fn add(&mut self, start: Moment, duration: Duration) -> Result<Moment, NotDecided> {
        match duration.unit {
            Unit::Minutes | Unit::Hours => {
                let time = duration.work_time().ok_or_else(|| NotDecided::beyond(start.date))?;
                self.add_minutes(start, time.minutes())
            }
            Unit::WorkingDays => self.add_working_days(start, duration),
            Unit::ClockHours => {
                let minutes = duration.hundredths.saturating_mul(60).saturating_add(99) / 100;
                let end = start.plus_clock_minutes(minutes).ok_or_else(|| NotDecided::beyond(start.date))?;
                self.lasting(start, duration, &end.text());
                Ok(end)
            }
            _ => {
                let date = calendar_end(start.date, duration).ok_or_else(|| NotDecided::beyond(start.date))?;
                self.lasting(start, duration, &date.text());
                let time = self.intervals(date).last().map(|last| last.to).ok_or_else(|| NotDecided::no_data(date))?;
                Ok(Moment::new(date, time))
            }
        }
    }

    fn lasting(&mut self, start: Moment, duration: Duration, end: &Text) {
        let from = if duration.unit.is_calendar() { trace::day(start.date) } else { trace::moment(start) };
        let length = duration.text();
        self.note(Text {
            en: format!("{} from {}: {}", length.en, from.en, end.en),
            vi: format!("{} kể từ {}: {}", length.vi, from.vi, end.vi),
        });
    }

    /// Whole working days end at closing and leave the first day out; what remains of a day is counted in working
    /// hours after that, or from the start where the duration is shorter than a day.
    fn add_working_days(&mut self, start: Moment, duration: Duration) -> Result<Moment, NotDecided> {
        let (days, rest) = (duration.hundredths / 100, duration.hundredths % 100);
        let mut at = start;
        if days > 0 {
            let first = trace::day(start.date);
            self.note(Text {
                en: format!("{}: the first day is not counted", first.en),
                vi: format!("{}: không tính ngày đầu tiên", first.vi),
            });
        }
        for number in 1..=days {
            let date = self.working_day_from(Self::next(at.date)?)?;
            let remark = self.remark(date);
            self.events.push(Event::Counted { number, date, remark });
            at = self.closing(date);
        }
        let rest = Duration { hundredths: rest, unit: Unit::WorkingDays }.work_time().map_or(0, WorkTime::minutes);
        self.add_minutes(at, rest)
    }

    /// Adds whole working minutes. What ends with a stretch of hours ends at its close, not when the next one opens.
    pub(super) fn add_minutes(&mut self, start: Moment, minutes: i64) -> Result<Moment, NotDecided> {
        let mut left = minutes;
        let mut at = start;
        while left > 0 {
            if self.works_or_skip(at.date)? {
                let (end, counted) = self.spend(at, left);
                left -= counted;
                if left == 0 {
                    return Ok(end);
                }
            }
            let date = Self::next(at.date)?;
            at = Moment::new(date, crate::time::TimeOfDay::MIDNIGHT);
        }
        Ok(at)
    }

    /// Counts up to `left` minutes of one working day, from a moment in it on; says where that ended.
    fn spend(&mut self, from: Moment, left: i64) -> (Moment, i64) {
        let (date, mut counted, mut span) = (from.date, 0, None);
        for interval in self.intervals(date) {
            let start = interval.from.max(from.time);
            let minutes = (interval.to.minutes() - start.minutes()).clamp(0, left - counted);
            if minutes > 0 {
                let end = start.plus(minutes);
                span = Some((span.map_or(start, |(first, _)| first), end));
                counted += minutes;
            }
        }
        let Some((first, end)) = span else { return (from, 0) };
        let whole = counted == self.intervals(date).iter().map(|i| i.minutes()).sum::<i64>();
        let remark = self.remark(date);
        self.events.push(Event::Worked { date, from: first, to: end, minutes: counted, whole, remark });
        (Moment::new(date, end), counted)
    }

    /// The closing of the first working day from the day of `end` on; for ends within working time, `end` itself.
    pub(super) fn roll_forward(&mut self, end: Moment) -> Result<Moment, NotDecided> {
        let date = self.working_day_from(end.date)?;
        if date == end.date {
            return Ok(end);
        }
        let to = trace::day(date);
        self.note(Text {
            en: format!("the end on a rest day moves to {}", to.en),
            vi: format!("kết thúc vào ngày nghỉ nên chuyển sang {}", to.vi),
        });
        Ok(self.closing(date))
    }
}

/// The day on which a calendar duration ends: the corresponding day, a started day counting as whole. Parts of a month
/// are of 30 days, half a year is six months (Civil Code 2015, article 146.1).
fn calendar_end(start: Date, duration: Duration) -> Option<Date> {
    let up = |hundredths: i64| hundredths.saturating_add(99) / 100;
    let amount = duration.hundredths;
    match duration.unit {
        Unit::Days => start.plus_days(up(amount)),
        Unit::Weeks => start.plus_days(up(amount.saturating_mul(7))),
        unit => {
            let months = if unit == Unit::Years { amount.saturating_mul(12) } else { amount };
            start.plus_months(months / 100)?.plus_days(up((months % 100) * 30))
        }
    }
}
