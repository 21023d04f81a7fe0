//! Days and times of day that do not exist, and dates that can be read in two ways.

use crate::base::{Edit, Sink, Span, Text};
use crate::time::{BadDate, Date};

crate::code! {
    /// ## What it does
    /// Finds a date that does not exist: 30 February, month 13, or day and month the wrong way round.
    /// ## Why it matters
    /// Validity, deadlines and examples hang on dates; a wrong one would silently be left out.
    /// ## Nội dung
    /// Phát hiện ngày không tồn tại: 30 tháng 2, tháng 13, hoặc ngày và tháng bị đảo chỗ.
    /// ## Vì sao
    /// Hiệu lực, thời hạn và ví dụ đều dựa vào ngày tháng; ngày sai sẽ không tính được.
    /// ## Example
    /// ```procedure
    /// level province from 2025-02-30
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province from 2025-02-28
    /// ```
    pub(in crate::syntax) static BAD_DATE = "syntax/no-such-day", Error,
    en: "a date that does not exist", vi: "ngày không tồn tại";
}

crate::code! {
    /// ## What it does
    /// Finds a time of day that does not exist, such as 25:00.
    /// ## Why it matters
    /// What arrives after a cut-off counts from the next working day, so the cut-off must be exact.
    /// ## Nội dung
    /// Phát hiện giờ không tồn tại, ví dụ 25:00.
    /// ## Vì sao
    /// Hồ sơ đến sau giờ chốt được tính từ ngày làm việc tiếp theo, nên giờ chốt phải chính xác.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline same day before 25:00
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline same day before 15:00
    /// }
    /// ```
    pub(in crate::syntax) static BAD_TIME = "syntax/no-such-time", Error,
    en: "a time of day that does not exist", vi: "giờ không tồn tại";
}

crate::code! {
    /// ## What it does
    /// Finds a date with slashes in an English file where both numbers could be the month.
    /// ## Why it matters
    /// English readers differ on which comes first; the form `2025-12-01` leaves no doubt.
    /// ## Nội dung
    /// Phát hiện ngày viết bằng dấu gạch chéo trong tệp tiếng Anh mà cả hai số đều có thể là tháng.
    /// ## Vì sao
    /// Người đọc tiếng Anh hiểu thứ tự ngày và tháng khác nhau; viết `2025-12-01` thì rõ ràng.
    /// ## Example
    /// ```procedure
    /// level province from 01/12/2025
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province from 2025-12-01
    /// ```
    pub(in crate::syntax) static EITHER_WAY = "syntax/day-or-month", Warning,
    en: "a date that can be read in two ways", vi: "ngày có thể hiểu theo hai cách";
}

/// Dates of an English file that can be read in two ways.
pub(in crate::syntax) fn either_way(dates: &[(Span, Date)], out: &mut Sink) {
    for (at, date) in dates.iter().filter(|(_, date)| date.day() <= 12 && date.day() != date.month()) {
        let Text { en, vi } = date.text();
        out.report(
            &EITHER_WAY,
            *at,
            crate::text!(
                en: "this date is read as day {} of month {}", vi: "ngày này được hiểu là ngày {} tháng {}",
                date.day(), date.month()
            ),
        )
        .help(crate::text!(en: "write `{en}`", vi: "trong tệp tiếng Anh nên viết `{date}` thay cho `{vi}`"))
        .fix(crate::text!(en: "write `{en}`", vi: "viết `{date}`"), vec![Edit { at: *at, new: date.to_string() }]);
    }
}

/// A date that is none.
pub(in crate::syntax) fn no_such_day(at: Span, written: &str, bad: &BadDate, out: &mut Sink) {
    let finding = out.report(&BAD_DATE, at, bad.message());
    match swapped(written) {
        Some(date) => {
            let Text { en, vi } = date.text();
            finding.help(crate::text!(
                en: "day and month are the wrong way round: write `{en}`",
                vi: "ngày và tháng bị đảo chỗ: viết `{vi}`"
            ))
        }
        None => finding.help(BadDate::help()),
    };
}

/// The date that `12/31/2025` or `2025-31-12` was meant to be.
fn swapped(written: &str) -> Option<Date> {
    let parts: Vec<u32> = written.split(['/', '-']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let &[first, second, third] = parts.as_slice() else { return None };
    if written.contains('/') {
        Date::new(i16::try_from(third).ok()?, first, second).ok()
    } else {
        Date::new(i16::try_from(first).ok()?, third, second).ok()
    }
}

/// A time of day that is none.
pub(in crate::syntax) fn no_such_time(at: Span, written: &str, out: &mut Sink) {
    out.report(
        &BAD_TIME,
        at,
        crate::text!(en: "`{written}` is not a time of day", vi: "`{written}` không phải là giờ trong ngày"),
    )
    .help(crate::text!(
        en: "write a time from `00:00` to `23:59`",
        vi: "viết giờ trong khoảng từ `00:00` đến `23:59`"
    ));
}
