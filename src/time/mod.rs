//! Dates, durations and the working calendar: knows days and hours, not procedures.

mod date;
mod duration;
mod moment;
mod work;

pub use date::{BadDate, Date, Weekday};
pub use duration::{BadAmount, Duration, Unit, parse_hundredths};
pub use moment::{BadMoment, Moment, TimeOfDay};
pub use work::*;
