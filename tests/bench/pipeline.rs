//! How fast a catalogue is read, checked and compiled: the shipped one, and a hundred of it.

use divan::Bencher;
use divan::counter::BytesCount;
use procedo::base::{Sink, Sources};
use procedo::pipeline::{self, Options};
use procedo::targets::{self, Folder, Request};
use procedo::time::Date;
use procedo::{model, syntax};
use std::fs;
use std::path::Path;

fn main() {
    // Five seconds a figure are enough for a steady median.
    divan::Divan::from_args().max_time(std::time::Duration::from_secs(5)).main();
}

/// How many times the shipped catalogue is taken.
const SIZES: [usize; 2] = [1, 100];

/// The shipped catalogue, its procedures and examples `copies` times under codes of their own, its registry once.
fn catalogue(copies: usize) -> Sources {
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

fn bytes(sources: &Sources) -> BytesCount {
    BytesCount::new(sources.ids().map(|id| sources.text(id).len()).sum::<usize>())
}

fn day() -> Date {
    Date::new(2026, 11, 21).expect("a day of the calendar")
}

fn parse_all(sources: &Sources) -> Vec<syntax::ast::File> {
    let is_source = |id: &_| sources.path(*id).extension().is_some_and(|e| e == "proc");
    sources.ids().filter(is_source).map(|id| syntax::parse(id, sources.text(id), &mut Sink::default())).collect()
}

#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher<'_, '_>, copies: usize) {
    let sources = catalogue(copies);
    bencher.counter(bytes(&sources)).bench(|| parse_all(&sources));
}

#[divan::bench(args = SIZES)]
fn resolve(bencher: Bencher<'_, '_>, copies: usize) {
    let sources = catalogue(copies);
    bencher
        .counter(bytes(&sources))
        .with_inputs(|| parse_all(&sources))
        .bench_values(|files| model::resolve(files, &procedo::config::tables::Tables::default(), &mut Sink::default()));
}

#[divan::bench(args = SIZES)]
fn check(bencher: Bencher<'_, '_>, copies: usize) {
    let sources = catalogue(copies);
    bencher.counter(bytes(&sources)).bench(|| pipeline::check(&sources, &Options::on(day())));
}

#[divan::bench(args = SIZES)]
fn format(bencher: Bencher<'_, '_>, copies: usize) {
    let sources = catalogue(copies);
    let is_source = |id: &_| sources.path(*id).extension().is_some_and(|e| e == "proc");
    let ids: Vec<_> = sources.ids().filter(is_source).collect();
    bencher
        .counter(bytes(&sources))
        .bench(|| ids.iter().map(|id| syntax::format(sources.text(*id), None).text.len()).sum::<usize>());
}

#[divan::bench(args = SIZES)]
fn compile_bpmn(bencher: Bencher<'_, '_>, copies: usize) {
    let sources = catalogue(copies);
    let checked = pipeline::check(&sources, &Options::on(day()));
    let target = targets::find("bpmn").expect("the target is there");
    let entries: Vec<_> = checked.catalogue.in_force(day()).collect();
    let language = checked.settings.language;
    let request = Request { catalogue: &checked.catalogue, as_of: day(), language, entries: &entries };
    bencher.bench(|| {
        let mut folder = Folder::default();
        target.emit(&request, &mut folder);
        folder
    });
}
