//! A second, naive way to due times: it walks minute by minute over day numbers of its own. Both must agree.

use crate::time::shipped;
use procedo::time::{Calendar, Clock, Deadline, Duration, Moment, Pause, TimeOfDay, Unit, due};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A minute: the number of the day since 1 January 2023, and the minute in it.
type Minute = (i64, i64);

const MONTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const HOURS: [(i64, i64); 2] = [(450, 690), (780, 1020)];

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn length(year: i64, month: i64) -> i64 {
    MONTHS[usize::try_from(month - 1).expect("months count from 1")] + i64::from(month == 2 && leap(year))
}

fn number(year: i64, month: i64, day: i64) -> i64 {
    let years: i64 = (2023..year).map(|y| 365 + i64::from(leap(y))).sum();
    years + (1..month).map(|m| length(year, m)).sum::<i64>() + day - 1
}

fn civil(mut number: i64) -> (i64, i64, i64) {
    let (mut year, mut month) = (2023, 1);
    while number >= length(year, month) {
        number -= length(year, month);
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (year, month, number + 1)
}

fn show((day, minute): Minute) -> String {
    let (y, m, d) = civil(day);
    format!("{y:04}-{m:02}-{d:02} {:02}:{:02}", minute / 60, minute % 60)
}

fn moment(minute: Minute) -> Moment {
    Moment::parse(&show(minute)).expect("an existing minute")
}

/// Which days are off and which rest days are worked, as plain sets.
struct World {
    off: BTreeSet<i64>,
    worked: BTreeSet<i64>,
}

impl World {
    fn new(calendar: &Calendar, pending_off: bool) -> Self {
        let day = |date: procedo::time::Date| number(date.year().into(), date.month().into(), date.day().into());
        let data = calendar.data();
        let holidays = data.years.values().flat_map(|y| &y.holidays).map(|h| day(h.date));
        let swapped = data.years.values().flat_map(|y| &y.swaps);
        let mut off: BTreeSet<i64> = holidays.chain(swapped.clone().map(|s| day(s.day_off))).collect();
        let mut worked: BTreeSet<i64> = swapped.map(|s| day(s.worked)).collect();
        let pending = data.pending.iter().map(|p| day(p.date));
        if pending_off {
            off.extend(pending);
        } else {
            worked.extend(pending);
        }
        Self { off, worked }
    }

    fn works(&self, day: i64) -> bool {
        // 1 January 2023 was a Sunday.
        let weekend = day % 7 == 0 || day % 7 == 6;
        self.worked.contains(&day) || (!weekend && !self.off.contains(&day))
    }

    fn working_minute(&self, (day, minute): Minute) -> bool {
        self.works(day) && HOURS.iter().any(|&(from, to)| (from..to).contains(&minute))
    }

    fn next_working_day(&self, day: i64) -> i64 {
        (day + 1..day + 100).find(|&d| self.works(d)).expect("some day is worked")
    }

    fn receive(&self, (day, minute): Minute) -> Minute {
        if self.works(day) && minute <= 1020 { (day, minute) } else { (self.next_working_day(day), 450) }
    }

    fn roll(&self, day: i64) -> Minute {
        (if self.works(day) { day } else { self.next_working_day(day) }, 1020)
    }

    /// Counts working minutes that lie in no pause until `wanted` are reached.
    fn count(&self, start: Minute, wanted: i64, pauses: &[(Minute, Minute)]) -> Minute {
        let (mut at, mut counted) = (start, 0);
        while counted < wanted {
            let stopped = pauses.iter().any(|&(from, to)| from <= at && at < to);
            counted += i64::from(self.working_minute(at) && !stopped);
            at = if at.1 == 1439 { (at.0 + 1, 0) } else { (at.0, at.1 + 1) };
        }
        at
    }

    fn minutes(&self, from: Minute, to: Minute) -> i64 {
        let mut total = 0;
        let mut at = from;
        while at < to {
            total += i64::from(self.working_minute(at));
            at = if at.1 == 1439 { (at.0 + 1, 0) } else { (at.0, at.1 + 1) };
        }
        total
    }

    fn due(&self, received: Minute, amount: i64, unit: Unit, pauses: &[(Minute, Minute)]) -> Minute {
        let start = self.receive(received);
        let (year, month, day) = civil(start.0);
        let shifted = |months: i64| {
            let index = year * 12 + month - 1 + months;
            let (year, month) = (index / 12, index % 12 + 1);
            self.roll(number(year, month, day.min(length(year, month))))
        };
        match unit {
            Unit::Minutes => self.count(start, amount, pauses),
            Unit::Hours => self.count(start, amount * 60, pauses),
            Unit::WorkingDays => {
                let last = (0..amount).fold(start.0, |day, _| self.next_working_day(day));
                self.count(start, self.minutes(start, (last, 1020)), pauses)
            }
            Unit::ClockHours => (start.0 + (start.1 + amount * 60) / 1440, (start.1 + amount * 60) % 1440),
            Unit::Days => self.roll(start.0 + amount),
            Unit::Weeks => self.roll(start.0 + amount * 7),
            Unit::Months => shifted(amount),
            Unit::Years => shifted(amount * 12),
        }
    }
}

fn minutes() -> impl Strategy<Value = Minute> {
    let often = prop_oneof![Just(449), Just(450), Just(690), Just(780), Just(1019), Just(1020), Just(1021)];
    let anywhere = 0..1440_i64;
    // 2023 to the summer of 2027, with weight on the days round Tết and the swap days.
    let crowded = prop_oneof![15..35_i64, 110..125_i64, 400..425_i64, 480..500_i64, 750..770_i64, 840..860_i64];
    let late = prop_oneof![1090..1120_i64, 1135..1155_i64, 1325..1345_i64, 1415..1430_i64, 1490..1510_i64];
    (prop_oneof![0..1600_i64, crowded, late], prop_oneof![3 => anywhere, 2 => often])
}

fn units() -> impl Strategy<Value = (i64, Unit)> {
    prop_oneof![
        (1..900_i64, Just(Unit::Minutes)),
        (1..60_i64, Just(Unit::Hours)),
        (1..100_i64, Just(Unit::ClockHours)),
        (1..30_i64, Just(Unit::WorkingDays)),
        (1..60_i64, Just(Unit::Days)),
        (1..8_i64, Just(Unit::Weeks)),
        (1..4_i64, Just(Unit::Months)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counting_agrees_with_a_walk_minute_by_minute(
        received in minutes(),
        (amount, unit) in units(),
        offsets in proptest::collection::vec((0..6000_i64, 1..6000_i64), 0..3),
    ) {
        let calendar = shipped();
        // Pauses of calendar units follow a rule of their own, which the table of hand-worked dates covers.
        let working = matches!(unit, Unit::Minutes | Unit::Hours | Unit::WorkingDays);
        let after = |minutes: i64| (received.0 + (received.1 + minutes) / 1440, (received.1 + minutes) % 1440);
        let pauses: Vec<(Minute, Minute)> =
            offsets.iter().filter(|_| working).map(|&(from, long)| (after(from), after(from + long))).collect();
        let clock = Clock {
            pauses: pauses.iter().map(|&(from, to)| Pause { from: moment(from), to: moment(to) }).collect(),
            ..Clock::started(moment(received))
        };
        let deadline = Deadline::within(Duration { hundredths: amount * 100, unit });
        let computed = due(calendar, &deadline, &clock).expect("within the known years");
        let expected = |pending_off| show(World::new(calendar, pending_off).due(received, amount, unit, &pauses));
        prop_assert_eq!(computed.at.to_string(), expected(false));
        prop_assert_eq!(computed.otherwise.unwrap_or(computed.at).to_string(), expected(true));
        prop_assert!(computed.otherwise.is_none_or(|later| later > computed.at));
        prop_assert_eq!(computed.undecided.is_empty(), computed.caveats.iter().all(|c| !c.en.contains("not decided")));
    }

    #[test]
    fn a_longer_deadline_is_never_due_earlier(received in minutes(), hundredths in 1..2000_i64, more in 0..400_i64) {
        let calendar = shipped();
        for unit in [Unit::Hours, Unit::ClockHours, Unit::WorkingDays, Unit::Days] {
            let at = |hundredths| {
                let deadline = Deadline::within(Duration { hundredths, unit });
                due(calendar, &deadline, &Clock::started(moment(received))).expect("within the known years").at
            };
            prop_assert!(at(hundredths) <= at(hundredths + more), "{:?}", unit);
        }
    }

    #[test]
    fn no_text_makes_reading_a_date_time_or_amount_fail_hard(text in "[0-9/:. hT,-]{0,20}|\\PC{0,20}") {
        let _ = TimeOfDay::parse(&text);
        if let Ok(moment) = Moment::parse(&text) {
            prop_assert_eq!(Moment::parse(&moment.to_string()), Ok(moment));
        }
        if let Ok(hundredths) = procedo::time::parse_hundredths(&text) {
            prop_assert!((0..=99_999_999).contains(&hundredths));
        }
    }

    #[test]
    fn no_text_makes_reading_a_calendar_fail_hard(text in "\\PC{0,200}|(hours|years|pending)?:? ?[\\[{}\\]:,\n -]{0,40}") {
        if let Err(mistakes) = procedo::config::calendar::read_calendar(&text) {
            prop_assert!(mistakes.iter().all(|m| text.get(m.at.clone()).is_some()), "{:?}", mistakes);
        }
    }
}
