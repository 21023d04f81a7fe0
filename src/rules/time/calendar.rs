//! Days on which nothing can be due, and years of which the calendar knows nothing.

use crate::base::{Sink, Span, Text};
use crate::code;
use crate::model::{DayOrMoment, DeadlineTime, Expect, OrUnknown};
use crate::rules::{Check, Context, Rule};
use crate::time::{Calendar, Date, Unit};

code! {
    /// ## What it does
    /// Finds a worked example that expects its result on a day on which offices are closed. Where a limit counts working
    /// days and the calendar has no entries for the year of the check, the answer is unknown.
    /// ## Why it matters
    /// A limit that ends on a rest day ends on the next working day (Civil Code 2015, article 148.5). Whoever promises
    /// the rest day promises something else than the law does.
    /// ## Nội dung
    /// Tìm ví dụ có hạn trả rơi vào ngày cơ quan không làm việc. Nếu thời hạn tính bằng ngày làm việc mà lịch làm việc chưa
    /// có dữ liệu của năm đang kiểm tra thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Thời hạn kết thúc vào ngày nghỉ thì kết thúc vào ngày làm việc tiếp theo (khoản 5 Điều 148 Bộ luật Dân sự 2015).
    /// Hẹn trả vào ngày nghỉ là hẹn sai.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp bản sao" {
    ///   deadline 2 working days
    /// }
    /// example "Nộp thứ Năm" of p {
    ///   received 2026-06-04 09:00
    ///   expect due 2026-06-06
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp bản sao" {
    ///   deadline 2 working days
    /// }
    /// example "Nộp thứ Năm" of p {
    ///   received 2026-06-04 09:00
    ///   expect due 2026-06-08
    /// }
    /// ```
    pub(in crate::rules) static CALENDAR = "time/calendar", Warning,
        en: "a result due on a rest day", vi: "hạn trả rơi vào ngày nghỉ";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &CALENDAR,
    check: Check::Procedure(check),
    reads: &["procedure.deadline", "calendar.year"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let units = || cx.procedure.deadlines.iter().filter_map(|row| match row.time.value {
        DeadlineTime::Duration(time) => Some(time.unit),
        _ => None,
    });
    let known = cx.calendar.filter(|calendar| calendar.data().years.contains_key(&cx.as_of.year()));
    let Some(calendar) = known else {
        if let Some(row) = cx.procedure.deadlines.first().filter(|_| units().any(|unit| unit != Unit::ClockHours)) {
            let year = cx.as_of.year();
            let missing = crate::text!(
                en: "the working calendar of {year}", vi: "lịch làm việc năm {year}"
            );
            out.unknown(&CALENDAR, row.time.span, missing);
        }
        return;
    };
    if cx.procedure.case.is_some() || cx.place.is_some() || units().any(|unit| unit == Unit::ClockHours) {
        return;
    }
    for (day, at) in promised(cx) {
        promise(calendar, day, at, out);
    }
}

/// The days on which the procedure's examples expect their results, with their places.
fn promised<'a>(cx: &'a Context<'_>) -> impl Iterator<Item = (Date, Span)> + 'a {
    let examples = cx.catalogue.examples.iter().filter(|example| example.procedure.id == Some(cx.entry.id));
    examples.flat_map(|example| &example.written.expect).filter_map(|expect| match expect {
        Expect::Due(due) => match due.value {
            OrUnknown::Known(DayOrMoment::Day(day)) => Some((day, due.span)),
            OrUnknown::Known(DayOrMoment::Moment(moment)) => Some((moment.date, due.span)),
            OrUnknown::Unknown => None,
        },
        _ => None,
    })
}

fn promise(calendar: &Calendar, day: Date, at: Span, out: &mut Sink) {
    let Text { en, vi } = day.text();
    match calendar.is_working_day(day) {
        Ok(true) => {}
        Err(not_decided) => {
            out.unknown(&CALENDAR, at, not_decided.message());
        }
        Ok(false) => {
            let message = crate::text!(
                en: "offices are closed on {en}", vi: "ngày {vi} cơ quan không làm việc"
            );
            let mut next = day.next();
            while let Some(later) = next.filter(|later| calendar.is_working_day(*later) == Ok(false)) {
                next = later.next();
            }
            let finding = out.report(&CALENDAR, at, message);
            if let Some(Text { en, vi }) = next.map(Date::text) {
                finding.help(crate::text!(
                    en: "the limit ends on the next working day, {en}",
                    vi: "thời hạn kết thúc vào ngày làm việc tiếp theo, {vi}"
                ));
            }
        }
    }
}
