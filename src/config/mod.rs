//! What people configure: reads the data files of a catalogue and keeps the place of every mistake in them.

pub mod calendar;
