//! The shipped catalogue, once or many times over.

use procedo::base::Sources;
use std::fs;
use std::path::Path;

/// The shipped catalogue, its procedures and examples `copies` times under codes of their own, its registry once.
pub(crate) fn catalogue(copies: usize) -> Sources {
    let mut sources = Sources::default();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the shipped catalogue is there") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let is_procedure = path.extension().is_some_and(|e| e == "proc")
                && !path.components().any(|c| c.as_os_str() == "registry");
            sources.add(path.clone(), text.clone());
            for copy in (1..copies).filter(|_| is_procedure) {
                sources.add(path.with_extension(format!("{copy}.proc")), renamed(&text, copy));
            }
        }
    }
    sources
}

/// The text with every procedure code (`1.004873`) given a suffix.
fn renamed(text: &str, copy: usize) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for word in text.split_inclusive(|c: char| !(c.is_ascii_digit() || c == '.')) {
        let code = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        out.push_str(code);
        if code.len() == 8 && code.as_bytes()[1] == b'.' {
            out.push_str(&format!(".K{copy}"));
        }
        out.push_str(&word[code.len()..]);
    }
    out
}
