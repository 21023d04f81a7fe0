//! Whatever the bytes and the format: the import ends, its paths stay inside the folder, and every source file that it writes
//! is read without a mistake. The first byte chooses the format.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::{Language, Sink, Sources};
use procedo::import::{IMPORTERS, Options, Silent, Source};
use procedo::syntax;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let importer = IMPORTERS[usize::from(*first) % IMPORTERS.len()];
    let sources = [Source { name: "fuzz".into(), bytes: rest.to_vec() }];
    let imported = (importer.read)(&sources, &Options { language: Language::Vi, progress: &Silent });
    for (path, content) in imported.folder.files() {
        assert!(!path.starts_with('/') && !path.contains("..") && !path.contains('\\'), "{path}");
        let text = std::str::from_utf8(content).expect("every file is UTF-8");
        if path.ends_with(".proc") {
            let mut sources = Sources::default();
            let id = sources.add(path, text);
            let mut out = Sink::default();
            syntax::parse(id, text, &mut out);
            let found = out.findings.first().map(|finding| (finding.code.id(), &finding.message.en));
            assert!(found.is_none(), "{path}: {found:?}\n{text}");
        }
    }
});
