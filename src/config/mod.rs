//! What is not law: the catalogue's settings, calendar file and tables, read with places.

pub mod calendar;
pub mod tables;
