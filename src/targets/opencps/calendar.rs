//! Holidays and working time.

use crate::base::Xml;
use crate::time::{CalendarData, Date, Weekday};

/// Every day off of the years that are known; a rest day that is worked instead is none.
pub(super) fn holidays(data: &CalendarData) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("HolidayList", &[]);
    for year in data.years.values() {
        let named = year.holidays.iter().map(|holiday| (holiday.date, holiday.name.vi.clone()));
        let swapped =
            year.swaps.iter().map(|swap| (swap.day_off, format!("Nghỉ hoán đổi, làm bù ngày {}", swap.worked)));
        let mut days: Vec<_> = named.chain(swapped).collect();
        days.sort();
        for (date, name) in days {
            xml.open("Holiday", &[]);
            xml.leaf("holidayDate", &[], &date.to_string());
            xml.leaf("description", &[], &name);
            xml.leaf("holidayType", &[], "1");
            xml.close();
        }
    }
    xml.close();
    xml.finish()
}

/// The hours of an ordinary week on a day.
pub(super) fn working_time(data: &CalendarData, day: Date) -> Vec<u8> {
    const WEEK: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let mut xml = Xml::new();
    xml.open("WorkingTimeList", &[]);
    if let Some(hours) = data.hours_on(day) {
        let stretches: Vec<String> = hours.intervals.iter().map(|one| format!("{}-{}", one.from, one.to)).collect();
        for (at, _) in WEEK.iter().enumerate().filter(|(_, weekday)| !hours.rest_days.contains(weekday)) {
            xml.open("WorkingTime", &[]);
            // The numbers of the calendar of Java, in which OpenCPS is written: Sunday is 1.
            xml.leaf("workTimeDay", &[], &((at + 1) % 7 + 1).to_string());
            xml.leaf("workTimeHours", &[], &stretches.join(","));
            xml.close();
        }
    }
    xml.close();
    xml.finish()
}
