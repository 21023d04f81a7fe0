//! What each rule costs per 1,000 procedures, on the shipped catalogue many times over and on the national portal's records;
//! fails where one rule dominates.

mod shipped;

use procedo::base::{CodeRef, Language, Sources};
use procedo::import::{self, Silent, Source};
use procedo::pipeline::{self, Options};
use procedo::rules::{Ask, CatalogueContext, RULES, Shared, each_about_catalogue, each_about_entry};
use procedo::time::Date;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How many times everything is asked; the fastest counts.
const ROUNDS: usize = 3;
/// A rule that takes more than this percentage of the time of all rules dominates.
const DOMINATES: f64 = 15.0;
/// How many times the shipped catalogue is taken.
const COPIES: usize = 20;

/// By rule: its own time. What it reads first, and other rules read again, is not its own.
type Times = BTreeMap<String, Duration>;

fn main() -> ExitCode {
    // `cargo test --benches` only asks whether it runs.
    let copies = if std::env::args().any(|argument| argument == "--bench") { COPIES } else { 1 };
    let mut dominated =
        measure(&format!("the shipped catalogue, its procedures {copies} times"), &shipped::catalogue(copies));
    match portal() {
        Some(sources) if copies > 1 => dominated |= measure("the records of the national portal, imported", &sources),
        Some(_) => {}
        None => println!("skipped: no data in ../shared/data/portal"),
    }
    ExitCode::from(u8::from(dominated))
}

/// The records of the national portal, imported.
fn portal() -> Option<Sources> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/portal");
    let mut paths: Vec<_> = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        Some(Source { name: path.file_name()?.to_string_lossy().into_owned(), bytes: fs::read(path).ok()? })
    };
    let records: Vec<_> = paths.iter().filter_map(read).collect();
    let importer = import::find("portal").expect("the format is there");
    let imported = (importer.read)(&records, &import::Options { language: Language::Vi, progress: &Silent });
    let mut sources = Sources::default();
    for (path, bytes) in imported.folder.files() {
        sources.add(path, String::from_utf8_lossy(bytes).into_owned());
    }
    Some(sources)
}

/// Prints the table; whether a rule dominates.
fn measure(what: &str, sources: &Sources) -> bool {
    let day = Date::new(2026, 11, 21).expect("a day of the calendar");
    let started = Instant::now();
    let checked = pipeline::check(sources, &Options::on(day));
    let whole = started.elapsed();
    let entries: Vec<_> = checked.catalogue.in_force(checked.as_of).collect();
    let rounds: Vec<(Times, Duration)> = (0..ROUNDS)
        .map(|_| {
            let context = CatalogueContext {
                catalogue: &checked.catalogue,
                settings: &checked.settings,
                calendar: checked.calendar.as_ref(),
                as_of: checked.as_of,
                at: None,
                shared: Shared::default(),
                written: &checked.written,
            };
            let (mut own, mut first) = (Times::new(), Duration::ZERO);
            let mut ask = |code: &CodeRef, ask: Ask<'_>| {
                let before = Instant::now();
                ask();
                let between = Instant::now();
                ask();
                let again = between.elapsed();
                first += (between - before).saturating_sub(again);
                *own.entry(code.id().to_owned()).or_default() += again;
            };
            for entry in &entries {
                each_about_entry(&context, entry, &mut ask);
            }
            each_about_catalogue(&context, &mut ask);
            (own, first)
        })
        .collect();
    let fastest = |id: &str| rounds.iter().map(|(own, _)| own[id]).min().expect("there are rounds");
    let written = checked.written.iter().map(|rule| rule.code.id());
    let ids = RULES.iter().map(|rule| rule.code.id()).chain(written);
    let mut rules: Vec<_> = ids.map(|id| (fastest(id), id)).collect();
    rules.sort_by(|a, b| b.cmp(a));
    let common = rounds.iter().map(|(_, common)| *common).min().expect("there are rounds");
    let total: Duration = rules.iter().map(|(time, _)| *time).sum();
    let thousand = |time: Duration| time.as_secs_f64() * 1e6 / entries.len() as f64;
    let share = |time: Duration| time.as_secs_f64() / total.as_secs_f64() * 100.0;
    println!("\n{what}: {} procedures, check {:.2} s on all cores\n", entries.len(), whole.as_secs_f64());
    println!("| rule | ms per 1,000 procedures | share of all rules |\n|---|---:|---:|");
    for (time, id) in &rules {
        println!("| `{id}` | {:.2} | {:.1} % |", thousand(*time), share(*time));
    }
    println!("| all {} rules | {:.2} | 100 % |", rules.len(), thousand(total));
    println!("| what several rules read (graphs, dossiers, paths …) | {:.2} | |", thousand(common));
    let heavy = rules.iter().filter(|(time, _)| share(*time) > DOMINATES);
    heavy.map(|(time, id)| println!("`{id}` dominates: {:.1} % of the time of all rules", share(*time))).count() > 0
}
