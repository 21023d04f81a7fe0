//! Whatever the text: reading ends, and every finding and every item lies on characters of the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::{FileId, Sink};
use procedo::syntax::parse;

fuzz_target!(|text: &str| {
    let mut out = Sink::default();
    let file = parse(FileId(0), text, &mut out);
    for finding in &out.findings {
        assert!(text.get(finding.at.range()).is_some());
    }
    for item in &file.items {
        assert!(text.get(item.span().range()).is_some());
    }
    for comment in &file.comments {
        assert!(text[comment.span.range()].starts_with("//"));
    }
});
