//! What is not law: the catalogue's settings, calendar file and tables, read with places.

pub mod calendar;
mod costs;
mod levels;
mod overrides;
mod settings;
mod sheet;
pub mod tables;
mod thresholds;
pub mod unread;
pub(crate) mod yaml;

pub use costs::{COSTS, Cost};
pub use levels::{Level, Levels};
pub use overrides::{Judge, Override, Whereabouts};
pub use settings::{Build, Settings};
pub(crate) use settings::{choice, entries, items, keys, word};
pub use thresholds::{Share, Thresholds};

use crate::base::{Code, FileId, Sink, Span};
use crate::time::CalendarData;

/// Every code of this layer, in the order of the reference.
pub const CODES: &[&Code] = &[
    &unread::UNREADABLE,
    &unread::NOT_TEXT,
    &unread::TOO_LARGE,
    &yaml::INVALID,
    &settings::UNKNOWN_KEY,
    &levels::UNMATCHED_LEVEL,
    &sheet::ROW,
    &tables::MISSING_COLUMN,
];

/// Reads a calendar file and reports its mistakes in place.
///
/// A calendar with mistakes is left out whole, and what needs it says that it is unknown: a due time worked out with
/// half the holidays would be wrong without a trace.
pub fn read_calendar(file: FileId, text: &str, out: &mut Sink) -> Option<CalendarData> {
    match calendar::read_calendar(text) {
        Ok(data) => Some(data),
        Err(mistakes) => {
            for mistake in mistakes {
                let finding = out.report(&yaml::INVALID, Span::new(file, mistake.at), mistake.message);
                finding.help = mistake.help;
            }
            None
        }
    }
}
