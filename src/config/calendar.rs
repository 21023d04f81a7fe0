//! Reads the working calendar's file. Alone knows the file's shape; what the days mean is `time`'s.

use crate::base::Text;
use crate::time::{
    CalendarData, Date, Holiday, HoursPeriod, Interval, Pending, Source, Standing, Swap, TimeOfDay, Weekday, YearData,
};
use serde::Deserialize;
use serde_yaml::Spanned;
use std::collections::BTreeMap;
use std::ops::Range;

/// Something wrong in a calendar file, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes of the file that it is about; empty at the start where the reader could not tell.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: Text,
    /// What to write instead.
    pub help: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    hours: Vec<Hours>,
    years: BTreeMap<i16, Year>,
    #[serde(default)]
    pending: Vec<OpenDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hours {
    from: Spanned<String>,
    intervals: Vec<Spanned<String>>,
    rest_days: Vec<RestDay>,
    source: String,
    standing: Sure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    complete: bool,
    #[serde(default)]
    holidays: Vec<DaysOff>,
    #[serde(default)]
    swaps: Vec<Exchange>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DaysOff {
    day: Option<Spanned<String>>,
    from: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
    name: Spanned<Words>,
    source: String,
    standing: Sure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exchange {
    day_off: Spanned<String>,
    worked: Spanned<String>,
    source: String,
    standing: Sure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenDay {
    day: Spanned<String>,
    name: Words,
    why: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    vi: String,
    en: String,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Sure {
    Verified,
    Unverified,
    Expected,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum RestDay {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Reads a calendar file.
///
/// # Errors
/// Every mistake found. What is not YAML of this shape ends the reading at its first mistake; wrong dates, hours and
/// contradictions between entries are all reported.
pub fn read_calendar(text: &str) -> Result<CalendarData, Vec<Mistake>> {
    let file: File = serde_yaml::from_str(text).map_err(|error| vec![unreadable(&error, text)])?;
    let mut reader = Reader::default();
    let data = reader.calendar(file);
    for problem in data.problems() {
        let at = reader.places.get(&problem.date).cloned().unwrap_or(0..0);
        reader.mistakes.push(Mistake { at, message: problem.message, help: None });
    }
    if reader.mistakes.is_empty() { Ok(data) } else { Err(reader.mistakes) }
}

fn unreadable(error: &serde_yaml::Error, text: &str) -> Mistake {
    let at = error.location().map_or(0..0, |location| bytes(location.span(), text));
    let plain = error.without_snippet().to_string();
    let plain = plain.lines().next().unwrap_or_default();
    let message = crate::text!(
        en: "the calendar cannot be read: {plain}",
        vi: "không đọc được lịch làm việc: {plain}"
    );
    Mistake { at, message, help: None }
}

fn bytes(span: serde_yaml::Span, text: &str) -> Range<usize> {
    let offset = |value: Option<u64>| value.and_then(|v| usize::try_from(v).ok());
    let start = offset(span.byte_offset()).unwrap_or(0).min(text.len());
    let length = offset(span.byte_len()).unwrap_or(0);
    start..start.saturating_add(length).min(text.len())
}

/// Turns the file into data; keeps every mistake, and where each day was entered last.
#[derive(Default)]
struct Reader {
    mistakes: Vec<Mistake>,
    places: BTreeMap<Date, Range<usize>>,
}

impl Reader {
    fn calendar(&mut self, file: File) -> CalendarData {
        let hours = file.hours.into_iter().filter_map(|hours| self.hours(hours)).collect();
        let years = file.years.into_iter().map(|(year, of_year)| (year, self.year(of_year))).collect();
        let pending = file.pending.into_iter().filter_map(|open| self.pending(open)).collect();
        CalendarData { hours, years, pending }
    }

    fn hours(&mut self, hours: Hours) -> Option<HoursPeriod> {
        let intervals = hours.intervals.iter().filter_map(|written| self.interval(written)).collect();
        let rest_days = hours.rest_days.into_iter().map(weekday).collect();
        Some(HoursPeriod {
            from: self.date(&hours.from)?,
            intervals,
            rest_days,
            source: source(hours.source, hours.standing),
        })
    }

    fn interval(&mut self, written: &Spanned<String>) -> Option<Interval> {
        let parsed = written.value.split_once(['-', '–']).and_then(|(from, to)| {
            Some(Interval { from: TimeOfDay::parse(from.trim())?, to: TimeOfDay::parse(to.trim())? })
        });
        if parsed.is_none() {
            let w = &written.value;
            let message = crate::text!(
                en: "`{w}` is not a stretch of working hours",
                vi: "`{w}` không phải là khoảng giờ làm việc"
            );
            let help = crate::text!(en: "write it as `07:30-11:30`", vi: "viết theo dạng `07:30-11:30`");
            self.mistakes.push(Mistake { at: place(written), message, help: Some(help) });
        }
        parsed
    }

    fn year(&mut self, year: Year) -> YearData {
        let holidays = year.holidays.into_iter().flat_map(|days| self.days_off(days)).collect();
        let swaps = year.swaps.into_iter().filter_map(|swap| self.swap(swap)).collect();
        YearData { complete: year.complete, holidays, swaps }
    }

    fn days_off(&mut self, days: DaysOff) -> Vec<Holiday> {
        let (first, last) = match (&days.day, &days.from, &days.until) {
            (Some(day), None, None) => (day, None),
            (None, Some(from), Some(until)) => (from, Some(until)),
            _ => {
                let message = crate::text!(
                    en: "a holiday needs either `day` or both `from` and `until`",
                    vi: "ngày nghỉ cần có `day`, hoặc cả `from` và `until`"
                );
                self.mistakes.push(Mistake { at: place(&days.name), message, help: None });
                return Vec::new();
            }
        };
        let from = self.date(first);
        let until = last.map_or(from, |last| self.date(last));
        let (Some(from), Some(until)) = (from, until) else { return Vec::new() };
        // A run of holidays is a matter of days; the limit keeps a mistyped year from filling the calendar.
        if !(0..=30).contains(&from.days_until(until)) {
            let message = crate::text!(
                en: "a run of holidays must end on or after its first day and within 30 days",
                vi: "đợt nghỉ phải kết thúc không trước ngày bắt đầu và không quá 30 ngày"
            );
            self.mistakes.push(Mistake { at: place(last.unwrap_or(first)), message, help: None });
            return Vec::new();
        }
        let name = words(days.name.value);
        let source = source(days.source, days.standing);
        let run = std::iter::successors(Some(from), |day| day.next()).take_while(|day| *day <= until);
        run.map(|date| {
            self.places.insert(date, place(first));
            Holiday { date, name: name.clone(), source: source.clone() }
        })
        .collect()
    }

    fn swap(&mut self, swap: Exchange) -> Option<Swap> {
        let (day_off, worked) = (self.date(&swap.day_off), self.date(&swap.worked));
        Some(Swap { day_off: day_off?, worked: worked?, source: source(swap.source, swap.standing) })
    }

    fn pending(&mut self, open: OpenDay) -> Option<Pending> {
        Some(Pending { date: self.date(&open.day)?, name: words(open.name), why: words(open.why) })
    }

    fn date(&mut self, written: &Spanned<String>) -> Option<Date> {
        match Date::parse(&written.value) {
            Ok(date) => {
                self.places.insert(date, place(written));
                Some(date)
            }
            Err(bad) => {
                let help = Some(crate::time::BadDate::help());
                self.mistakes.push(Mistake { at: place(written), message: bad.message(), help });
                None
            }
        }
    }
}

fn place<T>(written: &Spanned<T>) -> Range<usize> {
    let span = written.defined.span();
    let offset = |value: Option<u64>| value.and_then(|v| usize::try_from(v).ok()).unwrap_or(0);
    let start = offset(span.byte_offset());
    start..start + offset(span.byte_len())
}

fn words(words: Words) -> Text {
    Text { en: words.en, vi: words.vi }
}

fn source(instrument: String, sure: Sure) -> Source {
    let standing = match sure {
        Sure::Verified => Standing::Verified,
        Sure::Unverified => Standing::Unverified,
        Sure::Expected => Standing::Expected,
    };
    Source { instrument, standing }
}

fn weekday(day: RestDay) -> Weekday {
    match day {
        RestDay::Monday => Weekday::Monday,
        RestDay::Tuesday => Weekday::Tuesday,
        RestDay::Wednesday => Weekday::Wednesday,
        RestDay::Thursday => Weekday::Thursday,
        RestDay::Friday => Weekday::Friday,
        RestDay::Saturday => Weekday::Saturday,
        RestDay::Sunday => Weekday::Sunday,
    }
}
