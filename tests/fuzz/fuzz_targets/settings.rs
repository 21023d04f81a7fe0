//! Whatever the text of `catalogue.yaml`, a table or a calendar: reading ends, and every finding lies in the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::{FileId, Sink};
use procedo::config::tables::{read_places, read_reported, read_staff};
use procedo::config::{Settings, read_calendar};

fuzz_target!(|text: &str| {
    let mut out = Sink::default();
    Settings::read(FileId(0), text, &mut out);
    read_places(FileId(0), text, &mut out);
    read_staff(FileId(0), text, &mut out);
    read_reported(FileId(0), text, &mut out);
    let _ = read_calendar(FileId(0), text, &mut out);
    for finding in &out.findings {
        assert!(text.get(finding.at.range()).is_some());
    }
});
