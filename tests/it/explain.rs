//! The page of every code of every layer: complete, and its example raises what its `Instead` does not.

use procedo::base::{Code, Language, Sink, Sources};
use procedo::pipeline::{self, Options};
use procedo::time::Date;
use procedo::{examples, explain};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const HEADINGS: [&str; 6] = ["What it does", "Why it matters", "Nội dung", "Vì sao", "Example", "Instead"];

/// The codes that a section's blocks raise when they are checked as one catalogue. A block is `procedure` (a source
/// file), `yaml` (`catalogue.yaml`), `csv` (the table of places) or names its file: `csv staff.csv`. A first line `// as-of: DATE` gives the day.
fn raised(code: &Code, heading: &str) -> BTreeSet<String> {
    let sections = explain::sections(code);
    let section = sections.iter().find(|section| section.heading == heading).expect("checked first");
    let blocks = explain::blocks(section);
    assert!(!blocks.is_empty(), "{}: no fenced block under `{heading}`", code.id());
    let mut sources = Sources::default();
    let mut as_of = None;
    let mut settings = String::new();
    for (number, (info, text)) in blocks.into_iter().enumerate() {
        if let Some(day) = text.lines().next().and_then(|line| line.strip_prefix("// as-of: ")) {
            as_of = Some(Date::parse(day.trim()).expect("a day"));
        }
        match info.split_once(' ') {
            Some((_, name)) => {
                sources.add(name, text);
            }
            None if info == "yaml" => settings.push_str(&text),
            None if info == "csv" => {
                sources.add("places.csv", text);
                settings.push_str("tables:\n  places: places.csv\n");
            }
            None => {
                sources.add(format!("example-{number}.proc"), text);
            }
        }
    }
    if !settings.contains("calendar:") {
        settings.push_str("calendar: calendar.yaml\n");
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures/calendar.yaml");
        sources.add("calendar.yaml", fs::read_to_string(shipped).expect("the shipped calendar"));
    }
    sources.add("catalogue.yaml", settings);
    let today = Date::new(2026, 11, 21).expect("a day");
    let checked = pipeline::check(&sources, &Options { as_of, ..Options::on(today) });
    let mut out = Sink::default();
    let setting = examples::Setting {
        catalogue: &checked.catalogue,
        calendar: checked.calendar.as_ref(),
        as_of: checked.as_of,
        supplement_rounds: checked.settings.thresholds.supplement_rounds,
    };
    for example in &checked.catalogue.examples {
        examples::run(&setting, example, &mut out);
    }
    pipeline::trials::run(&sources, &checked, &|_| true, &mut out);
    checked.findings.iter().chain(&out.findings).map(|finding| finding.code.id().to_owned()).collect()
}

/// Whether a text can show it: what cannot be read as text has no example.
fn shown_by_text(code: &Code) -> bool {
    !["read/not-text", "read/too-large"].contains(&code.id())
}

#[test]
fn every_code_has_a_whole_page_in_both_languages() {
    for code in explain::codes() {
        let headings: Vec<_> = explain::sections(code).into_iter().map(|section| section.heading).collect();
        let headings_wanted = if shown_by_text(code) { &HEADINGS[..] } else { &HEADINGS[..4] };
        assert_eq!(headings, headings_wanted, "{}", code.id());
        for section in explain::sections(code) {
            assert!(!section.body.is_empty(), "{}: nothing under `{}`", code.id(), section.heading);
        }
        for language in [Language::En, Language::Vi] {
            assert!(!code.summary(language).is_empty());
            assert!(explain::page(code, language).contains(code.id()));
        }
    }
}

#[test]
fn no_two_codes_share_an_id() {
    let codes = explain::codes();
    let ids: BTreeSet<_> = codes.iter().map(|code| code.id()).collect();
    assert_eq!(ids.len(), codes.len());
}

#[test]
fn every_example_raises_its_code_and_what_to_write_instead_does_not() {
    let mut wrong = String::new();
    for code in explain::codes().into_iter().filter(|code| shown_by_text(code)) {
        if !raised(code, "Example").contains(code.id()) {
            let _ = writeln!(wrong, "{}: the example does not raise it", code.id());
        }
        let instead = raised(code, "Instead");
        if instead.contains(code.id()) {
            let _ = writeln!(wrong, "{}: the better example raises it too", code.id());
        }
        if let Some(broken) = instead.iter().find(|id| id.starts_with("syntax/")) {
            let _ = writeln!(wrong, "{}: the better example has `{broken}`", code.id());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_declared_code_is_in_the_list() {
    let listed: BTreeSet<_> = explain::codes().iter().map(|code| code.id()).collect();
    let mut missing = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |text| {
        for line in text.lines() {
            let declared = line
                .trim_start()
                .strip_prefix("pub ")
                .map_or(line.trim_start(), |rest| rest.split_once("static ").map_or(rest, |_| line.trim_start()));
            let Some((_, rest)) = declared.split_once("static ") else { continue };
            let Some((_, rest)) = rest.split_once(" = \"") else { continue };
            let Some((id, rest)) = rest.split_once('"') else { continue };
            let severity =
                ["Error", "Warning", "Note"].iter().any(|word| rest.trim_start_matches([',', ' ']).starts_with(word));
            if id.contains('/') && severity && !listed.contains(id) {
                missing.push(id.to_owned());
            }
        }
    });
    assert!(missing.is_empty(), "not in the list of codes: {missing:?}");
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&str)) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, visit);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            visit(&fs::read_to_string(&path).expect("a source"));
        }
    }
}
