//! Whatever the text of a source: resolving, analysing, judging, drawing and compiling it ends.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::Sources;
use procedo::pipeline::{Options, check};
use procedo::targets::{Folder, Request, TARGETS};
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
    let request = Request { catalogue, as_of: today, language: checked.settings.language, entries: &entries };
    for target in TARGETS {
        target.emit(&request, &mut Folder::default());
    }
});
