//! Whatever the text of a rule: it is read, asked of a small catalogue and tried on its examples; that ends, and every finding
//! lies in its text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::{Sink, Sources};
use procedo::pipeline::{self, Options};
use procedo::time::Date;

const CATALOGUE: &str = include_str!("../../fixtures/written/catalogue.proc");

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    sources.add("catalogue.yaml", "name: a\n");
    sources.add("a.proc", CATALOGUE);
    sources.add("rules/a.yaml", text);
    let today = Date::new(2026, 11, 21).expect("a day");
    let checked = pipeline::check(&sources, &Options::on(today));
    let mut tried = Sink::default();
    pipeline::trials::run(&sources, &checked, &|_| true, &mut tried);
    for finding in checked.findings.iter().chain(&tried.findings) {
        assert!(sources.text(finding.at.file).get(finding.at.range()).is_some(), "{}", finding.code.id());
    }
});
