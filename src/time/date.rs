//! A day of the calendar: the only file that does civil-date arithmetic, and the only one that names `jiff`.

use crate::base::{Language, Text};
use jiff::civil;
use std::fmt;

/// A day. Printed as `2025-12-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(civil::Date);

/// Why a text is not a [`Date`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadDate {
    /// Neither `2025-12-31` nor `31/12/2025`.
    Shape(String),
    /// The month is not 1 to 12.
    Month(String, u32),
    /// The month has fewer days.
    Day {
        /// What was written.
        written: String,
        /// How many days that month has.
        days: u32,
    },
    /// The year lies outside 1 to 9999.
    Year(String),
}

impl BadDate {
    /// What is wrong, for a finding.
    pub fn message(&self) -> Text {
        match self {
            Self::Shape(w) => crate::text!(en: "`{w}` is not a date", vi: "`{w}` không phải là ngày tháng"),
            Self::Month(w, month) => crate::text!(
                en: "`{w}` does not exist: there is no month {month}",
                vi: "không có ngày `{w}`: không có tháng {month}"
            ),
            Self::Day { written, days } => crate::text!(
                en: "`{written}` does not exist: that month has {days} days",
                vi: "không có ngày `{written}`: tháng đó chỉ có {days} ngày"
            ),
            Self::Year(w) => crate::text!(
                en: "`{w}` lies outside the years 1 to 9999",
                vi: "`{w}` nằm ngoài các năm từ 1 đến 9999"
            ),
        }
    }

    /// How to write it instead.
    pub fn help() -> Text {
        crate::text!(
            en: "write year-month-day, such as `2025-12-31`, or day/month/year, such as `31/12/2025`",
            vi: "viết ngày/tháng/năm, ví dụ `31/12/2025`, hoặc năm-tháng-ngày, ví dụ `2025-12-31`"
        )
    }
}

impl Date {
    /// A day from its numbers.
    pub fn new(year: i16, month: u32, day: u32) -> Result<Self, BadDate> {
        Self::checked(&format!("{year:04}-{month:02}-{day:02}"), year.into(), month, day)
    }

    /// Reads `2025-12-31` or `31/12/2025`; one-digit days and months are accepted in the second form.
    pub fn parse(written: &str) -> Result<Self, BadDate> {
        let shape = || BadDate::Shape(written.to_owned());
        let iso = written.contains('-');
        let parts: Vec<&str> = written.split(if iso { '-' } else { '/' }).collect();
        let &[first, month, last] = parts.as_slice() else { return Err(shape()) };
        let (year, day) = if iso { (first, last) } else { (last, first) };
        let digits = |part: &str, most: usize| {
            let fits = if iso { part.len() == most } else { (1..=most).contains(&part.len()) };
            (fits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
        };
        if year.len() != 4 {
            return Err(shape());
        }
        match (digits(year, 4), digits(month, 2), digits(day, 2)) {
            (Some(year), Some(month), Some(day)) => Self::checked(written, year.into(), month, day),
            _ => Err(shape()),
        }
    }

    fn checked(written: &str, year: i64, month: u32, day: u32) -> Result<Self, BadDate> {
        let year =
            i16::try_from(year).ok().filter(|y| (1..=9999).contains(y)).ok_or_else(|| BadDate::Year(written.into()))?;
        let month = i8::try_from(month)
            .ok()
            .filter(|m| (1..=12).contains(m))
            .ok_or_else(|| BadDate::Month(written.into(), month))?;
        let first = civil::date(year, month, 1);
        let days = first.days_in_month();
        match i8::try_from(day) {
            Ok(day @ 1..) if day <= days => Ok(Self(civil::date(year, month, day))),
            _ => Err(BadDate::Day { written: written.into(), days: u32::from(days.unsigned_abs()) }),
        }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> u32 {
        u32::from(self.0.month().unsigned_abs())
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u32 {
        u32::from(self.0.day().unsigned_abs())
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        Weekday::ALL[usize::from(self.0.weekday().to_monday_zero_offset().unsigned_abs())]
    }

    /// The day after; `None` after the year 9999.
    pub fn next(self) -> Option<Self> {
        self.0.tomorrow().ok().map(Self)
    }

    /// So many days later (earlier when negative); `None` outside the years 1 to 9999.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let span = jiff::Span::new().try_days(days).ok()?;
        self.0.checked_add(span).ok().filter(|d| d.year() >= 1).map(Self)
    }

    /// The corresponding day so many months later, or the last of that month where it has none (Civil Code 2015,
    /// article 148.3): 31 January and one month is 28 or 29 February.
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let span = jiff::Span::new().try_months(months).ok()?;
        self.0.checked_add(span).ok().filter(|d| d.year() >= 1).map(Self)
    }

    /// Days from this one to `later`; negative when it lies before.
    pub fn days_until(self, later: Self) -> i64 {
        self.0.until(later.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The form of the language's files: `2025-12-31` or `31/12/2025`.
    pub fn show(self, language: Language) -> String {
        match language {
            Language::En => self.to_string(),
            Language::Vi => format!("{:02}/{:02}/{:04}", self.day(), self.month(), self.year()),
        }
    }

    /// The day in both languages.
    pub fn text(self) -> Text {
        Text { en: self.show(Language::En), vi: self.show(Language::Vi) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names of the days say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The week, from Monday.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// The name in both languages.
    pub fn text(self) -> Text {
        let (en, vi) = match self {
            Self::Monday => ("Monday", "thứ Hai"),
            Self::Tuesday => ("Tuesday", "thứ Ba"),
            Self::Wednesday => ("Wednesday", "thứ Tư"),
            Self::Thursday => ("Thursday", "thứ Năm"),
            Self::Friday => ("Friday", "thứ Sáu"),
            Self::Saturday => ("Saturday", "thứ Bảy"),
            Self::Sunday => ("Sunday", "Chủ nhật"),
        };
        Text { en: en.into(), vi: vi.into() }
    }
}
