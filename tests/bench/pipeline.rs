//! How fast a catalogue is read, checked and compiled: the shipped one, and a hundred of it.

mod shipped;

use divan::Bencher;
use divan::counter::BytesCount;
use procedo::analysis::Soundness;
use procedo::base::{Sink, Sources};
use procedo::drawing;
use procedo::graph::Workflow;
use procedo::pipeline::{self, Options};
use procedo::targets::{self, Request};
use procedo::time::Date;
use procedo::{model, syntax};
use shipped::catalogue;

fn main() {
    // Five seconds a figure are enough for a steady median.
    divan::Divan::from_args().max_time(std::time::Duration::from_secs(5)).main();
}

/// How many times the shipped catalogue is taken.
const SIZES: [usize; 2] = [1, 100];

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

/// A catalogue with one process of `steps` steps, a third of them examinations that have a criterion in common and a
/// third consultations.
fn examined(steps: usize) -> Sources {
    let step = |n: usize| match n % 3 {
        0 => {
            format!("step s{n} kind assess by b/r0 {{\nchecks c{n}, age\nwrites p{n}\nif ineligible then refuse\n}}\n")
        }
        1 => format!("step s{n} kind consult by b/r1 {{\nwrites p{}\n}}\n", n / 6),
        _ => format!("step s{n} kind sign, approve by b/r2 {{\nreads p{}\n}}\n", n - 2),
    };
    let mut sources = Sources::default();
    sources.add("catalogue.yaml", "name: long\nlanguage: vi\nas-of: 2026-11-21\n".to_owned());
    let process = (0..steps).map(step).collect::<String>();
    let roles = "role r0 \"Một cửa\"\nrole r1 \"Chuyên viên\"\nrole r2 \"Giám đốc\"\n";
    sources.add(
        "long.proc",
        format!(
            "level l\nagency b \"Sở\" level l {{\n{roles}}}\nprocedure 9 \"Long\" {{\nprocess {{\n{process}}}\n}}\n"
        ),
    );
    sources
}

#[divan::bench(args = [100, 400, 1_600])]
fn check_one_process(bencher: Bencher<'_, '_>, steps: usize) {
    let sources = examined(steps);
    let checked = pipeline::check(&sources, &Options::on(day()));
    assert_eq!(checked.catalogue.entries[0].base.process.as_ref().map(|process| process.steps.len()), Some(steps));
    bencher.bench(|| pipeline::check(&sources, &Options::on(day())));
}

#[divan::bench(args = SIZES)]
fn compile_bpmn(bencher: Bencher<'_, '_>, copies: usize) {
    let sources = catalogue(copies);
    let checked = pipeline::check(&sources, &Options::on(day()));
    let target = targets::find("bpmn").expect("the target is there");
    let entries: Vec<_> = checked.catalogue.in_force(day()).collect();
    let language = checked.settings.language;
    let request = Request::published(&checked.catalogue, &entries, day(), language);
    bencher.bench(|| targets::compile(target, &request).folder);
}

/// A process of ten thousand steps in blocks of a step, a choice and two branches; every `jumps`th block begins with a way
/// back to the block before.
fn long_process(jumps: usize) -> model::Catalogue {
    let mut text = String::from("procedure 9.000001 \"Long\" {\n  fact again yes/no \"Again\"\n  process {\n");
    for at in 0..2_000 {
        let back = match at {
            at if jumps > 0 && at > 0 && at % jumps == 0 => format!(" {{\nthen a{} when again\n}}", at - 1),
            _ => String::new(),
        };
        text.push_str(&format!(
            "step a{at} kind draft{back}\nif again {{\nstep b{at} kind draft\n}} else {{\nstep c{at} kind draft\n}}\n\
             parallel {{\nbranch {{\nstep d{at} kind draft\n}}\nbranch {{\nstep e{at} kind draft\n}}\n}}\n"
        ));
    }
    text.push_str("  }\n}\n");
    let mut sources = Sources::default();
    let id = sources.add("long.proc", text);
    let file = syntax::parse(id, sources.text(id), &mut Sink::default());
    model::resolve(vec![file], &procedo::config::tables::Tables::default(), &mut Sink::default())
}

/// Graph and verdict of ten thousand steps: nested, with two hundred jumps, with a thousand.
#[divan::bench(args = [0, 10, 2])]
fn soundness_of_ten_thousand_steps(bencher: Bencher<'_, '_>, jumps: usize) {
    let catalogue = long_process(jumps);
    let process = catalogue.entries[0].base.process.as_ref().expect("it has a process");
    assert_eq!(process.steps.len(), 10_000);
    bencher.bench(|| {
        let found = Soundness::of(&Workflow::build(process));
        assert_eq!(found, Soundness::Sound);
    });
}
