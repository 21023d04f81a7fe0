//! Whatever the text of a source: resolving, analysing, judging, drawing and compiling it ends.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::Sources;
use procedo::pipeline::{Options, check};
use procedo::targets::{Request, TARGETS, compile};
use procedo::time::Date;

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    sources.add("text.proc", text);
    let today = Date::new(2026, 11, 21).expect("a day of the calendar");
    let checked = check(&sources, &Options::on(today));
    for finding in &checked.findings {
        assert!(text.get(finding.at.range()).is_some());
    }
    let catalogue = &checked.catalogue;
    let entries: Vec<_> = catalogue.in_force(today).collect();
    let places: Vec<_> = catalogue.places.ids().collect();
    let published = Request::published(catalogue, &entries, today, checked.settings.language);
    for target in TARGETS {
        for places in [&[], places.as_slice()] {
            compile(*target, &Request { places, ..published });
        }
    }
});
