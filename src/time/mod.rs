//! Time: dates, stated durations, the working calendar and what is due when. Knows dates, not procedures.
//!
//! The rules are those of the language (default working day 07:30–11:30 and 13:00–17:00; what arrives after closing
//! counts as received the next working morning; the first day is not counted; `days` and longer run by the calendar
//! and roll off rest days) and of the Civil Code 2015, articles 146 to 148. Hours, holidays and swap days are data.
//!
//! A day is three-valued: working, off, or not decided. [`Calendar`] answers *not decided* as an error value, and
//! [`due`] then computes both dates.

mod calendar;
mod count;
mod data;
mod date;
mod due;
mod duration;
mod moment;
mod trace;
mod work;

pub use calendar::{Calendar, Day, NotDecided};
pub use data::{CalendarData, Holiday, HoursPeriod, Interval, Pending, Problem, Source, Standing, Swap, YearData};
pub use date::{BadDate, Date, Weekday};
pub use due::{Beginning, Clock, Deadline, Due, Pause, due};
pub use duration::{BadAmount, Duration, Unit, parse_hundredths};
pub use moment::{BadMoment, Moment, TimeOfDay};
pub use work::{WorkBounds, WorkTime};
