//! What is not law: the catalogue's settings, calendar file and tables, read with places.

mod levels;
mod settings;
mod sheet;
pub mod tables;
mod thresholds;
mod yaml;

pub use levels::{Level, Levels};
pub use settings::{Build, Cost, Settings};
pub use thresholds::{Share, Thresholds};
