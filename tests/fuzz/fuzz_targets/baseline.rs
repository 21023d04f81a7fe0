//! The list of known findings: any text is read line by line, and what is read is written as it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::{FileId, Sink};
use procedo::pipeline::baseline;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut out = Sink::default();
    let lines = baseline::read(FileId(0), text, &mut out);
    for line in &lines {
        assert!(text.get(line.at.range()).is_some());
        let identity = &line.identity;
        let written = format!("{}\t{}\t{}\t{}", line.code, identity.place, identity.about, identity.number);
        let again = baseline::read(FileId(0), &written, &mut Sink::default());
        assert_eq!(again[0].identity, *identity);
        let _ = identity.fingerprint(&line.code);
    }
    for finding in &out.findings {
        assert!(text.get(finding.at.range()).is_some());
    }
});
