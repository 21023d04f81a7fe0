//! Whatever the bytes: importing them as sheet ends, and writes nothing outside of the folder.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::Language;
use procedo::import::{Options, Silent, Source, find};

fuzz_target!(|bytes: &[u8]| {
    let importer = find("sheet").expect("the format is in the table");
    // As a table, and as the file that says what its columns hold.
    let source = |name: &str| Source { name: name.to_owned(), bytes: bytes.to_vec() };
    let sources = [source("source.csv"), source("source.yaml")];
    let imported = (importer.read)(&sources, &Options { language: Language::Vi, progress: &Silent });
    for (path, _) in imported.folder.files() {
        assert!(!path.starts_with('/') && path.split('/').all(|part| !part.is_empty() && part != ".."));
    }
});
