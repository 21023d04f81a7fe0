//! Whatever is written for the name of a paper: taking it apart ends, and what is found is a type of the registry that
//! scores between the threshold and the whole.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::Sources;
use procedo::matching::Matcher;
use procedo::pipeline::{self, Options};
use procedo::time::Date;
use std::sync::OnceLock;

fuzz_target!(|text: &str| {
    static MATCHER: OnceLock<Matcher> = OnceLock::new();
    let matcher = MATCHER.get_or_init(|| {
        let mut sources = Sources::default();
        for file in ["documents", "common-papers"] {
            let path = format!("{}/../../procedures/registry/{file}.proc", env!("CARGO_MANIFEST_DIR"));
            sources.add(file, std::fs::read_to_string(path).expect("the shipped registry"));
        }
        let day = Date::new(2026, 11, 21).expect("a day");
        Matcher::of(&pipeline::check(&sources, &Options::on(day)).catalogue, day, 8_500)
    });
    for paper in matcher.read(text).papers {
        assert!(paper.matched.is_none_or(|found| (8_500..=10_000).contains(&found.score)));
    }
});
