//! How fast a catalogue is read, checked and compiled: the shipped one, and a hundred of it.

use divan::Bencher;
use divan::counter::BytesCount;
use procedo::base::{Sink, Sources};
use procedo::drawing;
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

/// A catalogue with one process of `steps` steps, each with a supplement and a refusal, two branches at its end.
fn long(steps: usize) -> Sources {
    let step = |n: usize| {
        format!(
            "step s{n} \"Thẩm định hồ sơ, lấy ý kiến lần {n}\" kind assess by b/r{} within 2 hours {{\nif incomplete then ask applicant once\nif ineligible then refuse\n}}\n",
            n % 3
        )
    };
    let all = |range: std::ops::Range<usize>| range.map(step).collect::<String>();
    let (main, half) = (steps * 8 / 10, steps * 9 / 10);
    let (before, one, other) = (all(0..main), all(main..half), all(half..steps));
    let mut sources = Sources::default();
    sources.add("catalogue.yaml", "name: long\nlanguage: vi\nas-of: 2026-11-21\n".to_owned());
    sources.add(
        "long.proc",
        format!("level l\nagency b \"Sở\" level l {{\nrole r0 \"Một cửa\"\nrole r1 \"Chuyên viên\"\nrole r2 \"Giám đốc\"\n}}\nprocedure 9 \"Long\" {{\nprocess {{\n{before}parallel {{\nbranch {{\n{one}}}\nbranch {{\n{other}}}\n}}\n}}\n}}\n"),
    );
    sources
}

#[divan::bench(args = [200, 2_000])]
fn draw_one_process(bencher: Bencher<'_, '_>, steps: usize) {
    // Read and resolved only: no rule has a part in drawing.
    let files = parse_all(&long(steps));
    let catalogue = model::resolve(files, &procedo::config::tables::Tables::default(), &mut Sink::default());
    let view = &catalogue.entries[0].base;
    assert_eq!(view.process.as_ref().map(|process| process.steps.len()), Some(steps));
    bencher.bench(|| {
        let chart = drawing::chart(&catalogue, view, day(), view.language).expect("there is a process");
        drawing::svg(&drawing::page(&chart), &drawing::Caption::default())
    });
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
