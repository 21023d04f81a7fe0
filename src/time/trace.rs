//! The derivation of a due time: what was counted and what was skipped, gathered into lines that people read.

use crate::base::{Language, Text};
use crate::time::{Date, Moment, TimeOfDay, WorkTime};

/// One thing that happened while counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    /// A day was skipped; `weekly` where it is nothing but the weekly rest day.
    Off { date: Date, why: Text, weekly: bool },
    /// A working day was counted as the n-th.
    Counted { number: i64, date: Date, remark: Option<Text> },
    /// Working minutes of a day were counted.
    Worked { date: Date, from: TimeOfDay, to: TimeOfDay, minutes: i64, whole: bool, remark: Option<Text> },
    /// Anything else, as a sentence.
    Note(Text),
}

/// The lines of a derivation: neighbouring days of one kind become one line, and so do counted days with nothing but
/// ordinary weekends between them.
pub(super) fn lines(events: &[Event]) -> Vec<Text> {
    let mut lines = Vec::new();
    let mut rest = events;
    while let Some(first) = rest.first() {
        let mut length = run(rest);
        if counts(first) {
            while let Some(further) = over_weekend(&rest[length..]) {
                length += further;
            }
        }
        let (group, after) = rest.split_at(length);
        lines.push(line(first, group));
        rest = after;
    }
    lines
}

/// How many events from the first on are neighbouring days of one kind.
fn run(events: &[Event]) -> usize {
    1 + events.windows(2).take_while(|pair| joins(&pair[0], &pair[1])).count()
}

/// How many events an ordinary weekend and the counted days after it take; `None` where something else follows.
fn over_weekend(events: &[Event]) -> Option<usize> {
    let weekend = events.iter().take_while(|event| matches!(event, Event::Off { weekly: true, .. })).count();
    let after = &events[weekend..];
    (weekend > 0 && after.first().is_some_and(counts)).then(|| weekend + run(after))
}

/// Whether the event is a whole day counted without a remark, the only kind that lines gather over weekends.
fn counts(event: &Event) -> bool {
    matches!(event, Event::Counted { remark: None, .. } | Event::Worked { whole: true, remark: None, .. })
}

fn joins(one: &Event, next: &Event) -> bool {
    let alike = match (one, next) {
        (Event::Off { .. }, Event::Off { .. }) => true,
        (Event::Counted { .. }, Event::Counted { .. }) | (Event::Worked { .. }, Event::Worked { .. }) => {
            counts(one) && counts(next)
        }
        _ => false,
    };
    alike && date_of(one).and_then(Date::next) == date_of(next)
}

fn line(first: &Event, group: &[Event]) -> Text {
    let weekends = if counts(first) && group.iter().any(|event| !counts(event)) {
        crate::text!(en: ", without weekends", vi: ", không kể ngày nghỉ hằng tuần")
    } else {
        Text::default()
    };
    match first {
        Event::Note(text) => text.clone(),
        Event::Off { date: from, .. } => {
            let mut reasons: Vec<Text> = Vec::new();
            for event in group {
                if let Event::Off { why, .. } = event
                    && !reasons.contains(why)
                {
                    reasons.push(why.clone());
                }
            }
            let (days, why) = (span(*from, group), Text::join(&reasons, "; "));
            Text { en: format!("{}: off: {}", days.en, why.en), vi: format!("{}: nghỉ: {}", days.vi, why.vi) }
        }
        Event::Counted { number, date, remark } => {
            let days = with(span(*date, group), remark.as_ref());
            let numbers =
                group.iter().filter_map(|e| if let Event::Counted { number, .. } = e { Some(number) } else { None });
            let last = numbers.max().unwrap_or(number);
            match last - number {
                0 => {
                    Text { en: format!("{}: day {number}", days.en), vi: format!("{}: ngày thứ {number}", days.vi) }
                }
                _ => Text {
                    en: format!("{}: days {number} to {last}{}", days.en, weekends.en),
                    vi: format!("{}: từ ngày thứ {number} đến ngày thứ {last}{}", days.vi, weekends.vi),
                },
            }
        }
        Event::Worked { date, from, to, whole, remark, .. } => {
            let total = group.iter().map(|e| if let Event::Worked { minutes, .. } = e { *minutes } else { 0 }).sum();
            let days = with(span(*date, group), remark.as_ref());
            let hours = |language| WorkTime::from_minutes(total).show_hours(language);
            let at = if *whole { String::new() } else { format!(" {from}–{to}") };
            Text {
                en: format!("{}{at}: {} counted{}", days.en, working(&hours(Language::En)), weekends.en),
                vi: format!("{}{at}: tính {} làm việc{}", days.vi, hours(Language::Vi), weekends.vi),
            }
        }
    }
}

fn working(hours: &str) -> String {
    hours.replacen(" hour", " working hour", 1)
}

fn with(days: Text, remark: Option<&Text>) -> Text {
    match remark {
        None => days,
        Some(remark) => Text { en: format!("{} ({})", days.en, remark.en), vi: format!("{} ({})", days.vi, remark.vi) },
    }
}

/// `Friday 2026-02-13` or `Monday 2026-02-23 … Friday 2026-02-27`.
fn span(from: Date, group: &[Event]) -> Text {
    let to = group.last().and_then(date_of).filter(|to| *to != from);
    let first = day(from);
    match to.map(day) {
        None => first,
        Some(last) => Text { en: format!("{} … {}", first.en, last.en), vi: format!("{} … {}", first.vi, last.vi) },
    }
}

fn date_of(event: &Event) -> Option<Date> {
    match event {
        Event::Off { date, .. } | Event::Counted { date, .. } | Event::Worked { date, .. } => Some(*date),
        Event::Note(_) => None,
    }
}

/// A day with the name of its weekday.
pub(super) fn day(date: Date) -> Text {
    let (name, date) = (date.weekday().text(), date.text());
    Text { en: format!("{} {}", name.en, date.en), vi: format!("{} {}", name.vi, date.vi) }
}

/// A moment with the name of its weekday.
pub(super) fn moment(moment: Moment) -> Text {
    let date = day(moment.date);
    Text { en: format!("{} {}", date.en, moment.time), vi: format!("{} {}", moment.time, date.vi) }
}
