//! Today, and the days and times that users type: the only reader of the machine's clock.

use crate::base::Text;
use crate::time::{BadDate, Date, Moment, Pause};
use std::time::{SystemTime, UNIX_EPOCH};

/// The machine's day (UTC). Only a default: the output always says which day was used.
pub(super) fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs() / 86_400);
    let epoch = Date::new(1970, 1, 1).expect("the day exists");
    i64::try_from(since).ok().and_then(|days| epoch.plus_days(days)).unwrap_or(epoch)
}

/// Reads an option's day.
pub(super) fn date(written: &str) -> Result<Date, String> {
    Date::parse(written).map_err(|bad| {
        let (message, help) = (bad.message(), BadDate::help());
        format!("{} ({})\n{} ({})", message.en, help.en, message.vi, help.vi)
    })
}

/// Reads an option's day and time.
pub(super) fn moment(written: &str) -> Result<Moment, String> {
    Moment::parse(written).map_err(|bad| {
        let message = bad.message();
        format!("{} (\"2026-02-13 15:20\")\n{} (\"13/02/2026 15:20\")", message.en, message.vi)
    })
}

/// Reads an option's stretch of time: `FROM..TO`.
pub(super) fn pause(written: &str) -> Result<Pause, String> {
    let shown = |what: Text| {
        let (from, to) = ("2026-02-24 09:00..2026-02-26 14:00", "24/02/2026 09:00..26/02/2026 14:00");
        format!("{} (\"{from}\")\n{} (\"{to}\")", what.en, what.vi)
    };
    let (from, to) = written.split_once("..").ok_or_else(|| {
        shown(crate::text!(
            en: "`{written}` lacks `..` between its beginning and its end",
            vi: "`{written}` thiếu `..` giữa lúc bắt đầu và lúc kết thúc"
        ))
    })?;
    let read = |part: &str| Moment::parse(part).map_err(|bad| shown(bad.message()));
    let pause = Pause { from: read(from)?, to: read(to)? };
    if pause.to <= pause.from {
        return Err(shown(crate::text!(
            en: "`{written}` ends before it begins",
            vi: "`{written}` kết thúc trước khi bắt đầu"
        )));
    }
    Ok(pause)
}
