//! How fast a catalogue is read and checked.

fn main() {}
