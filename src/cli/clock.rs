//! Today, and the days and times that users type: the only reader of the machine's clock.

use crate::time::{BadDate, Date, Moment};
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
