//! Whatever the text: reading it ends, and every place lies in it, on letters.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::{Sink, Sources};
use procedo::syntax;

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    let id = sources.add("fuzz.proc", text);
    let mut out = Sink::default();
    let file = syntax::parse(id, text, &mut out);
    for item in &file.items {
        assert!(text.get(item.span().range()).is_some());
    }
    for comment in &file.comments {
        assert!(text[comment.span.range()].starts_with("//"));
    }
    for finding in &out.findings {
        assert!(text.get(finding.at.range()).is_some(), "{}", finding.code.id());
    }
});
