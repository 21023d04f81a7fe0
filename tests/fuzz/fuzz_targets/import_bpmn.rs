//! Whatever the bytes: importing them as bpmn ends, and writes nothing outside of the folder.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::Language;
use procedo::import::{Options, Silent, Source, find};

fuzz_target!(|bytes: &[u8]| {
    let importer = find("bpmn").expect("the format is in the table");
    let source = Source { name: "source.bpmn".to_owned(), bytes: bytes.to_vec() };
    let imported = (importer.read)(&[source], &Options { language: Language::Vi, progress: &Silent });
    for (path, _) in imported.folder.files() {
        assert!(!path.starts_with('/') && path.split('/').all(|part| !part.is_empty() && part != ".."));
    }
});
