//! Thirty-one published internal processes: exactly those are found whose steps take longer than their limit allows,
//! and by exactly as much. The expected amounts were added up by hand from the published times.

use procedo::base::Sources;
use procedo::pipeline::{self, Checked, Options};
use procedo::time::Date;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Procedure, sum of its steps, limit, excess.
const OVER: [(&str, &str, &str, &str); 7] = [
    ("TTHC-TINH-09", "12 days", "10 working days", "2 working days"), // 0.5 + 9 + 2 + 0.5 + 0
    ("TTHC-XA-06", "33 days", "30 days", "3 days"),                   // 1 + 2 + 1 + 22 + 2 + 5 + 0
    ("yen-bai-TC01", "31 days", "30 days", "1 day"),                  // 0.5 + 27 + 3 + 0.5
    ("yen-bai-TC07", "10 days", "9 days", "1 day"),                   // 0.5 + 8 + 1 + 0 + 0.5
    ("yen-bai-TN03B", "49.5 days", "46 days", "3.5 days"),            // 1 + 3 + 20 + 5 + 3 + 3 + 6 + 5 + 2 + 1 + 0.5
    ("yen-bai-TN08", "20.5 days", "20 days", "0.5 days"),             // 1 + 3 + 5 + 3 + 5 + 2 + 1 + 0.5
    ("yen-bai-TN13", "31.5 days", "31 days", "0.5 days"),             // 1 + 3 + 5 + 5 + 3 + ? + 6 + 5 + 2 + 1 + 0.5
];

fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/real");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the fixtures").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().expect("a file").to_string_lossy().into_owned();
    paths.into_iter().map(|path| (name(&path), fs::read_to_string(&path).expect("a fixture"))).collect()
}

fn check_all<'t>(texts: impl Iterator<Item = &'t (String, String)>) -> (Sources, Checked) {
    let mut sources = Sources::default();
    for (name, text) in texts {
        sources.add(name, text.as_str());
    }
    let checked = pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")));
    (sources, checked)
}

fn check() -> Checked {
    check_all(texts().iter()).1
}

#[test]
fn the_processes_that_exceed_their_limit_are_found_by_exactly_as_much() {
    let checked = check();
    let found: BTreeMap<_, _> = checked
        .findings
        .iter()
        .filter(|finding| finding.code.id() == "time/overrun")
        .map(|finding| {
            let evidence =
                |name| finding.evidence.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value.as_str());
            let procedure = finding.procedure.as_deref().expect("an overrun is of a procedure");
            (procedure, (evidence("path"), evidence("limit"), evidence("excess")))
        })
        .collect();
    let expected: BTreeMap<_, _> =
        OVER.into_iter().map(|(procedure, path, limit, excess)| (procedure, (path, limit, excess))).collect();
    assert_eq!(found, expected);
}

#[test]
fn all_of_them_are_read_without_a_mistake() {
    let checked = check();
    assert_eq!(checked.catalogue.entries.len(), 31);
    let mistakes: Vec<_> = checked
        .findings
        .iter()
        .filter(|f| ["syntax", "names", "config", "allow"].contains(&f.code.theme()))
        .map(|f| format!("{} {}", f.code.id(), f.message.en))
        .collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

#[test]
fn a_phase_that_promises_less_than_its_steps_take_is_found() {
    let checked = check();
    let phases: Vec<_> = checked
        .findings
        .iter()
        .filter(|f| f.code.id() == "time/sum-mismatch" && f.evidence.iter().any(|(name, _)| *name == "phase"))
        .map(|f| (f.procedure.as_deref().unwrap_or_default(), f.message.en.as_str()))
        .collect();
    assert_eq!(phases.len(), 1, "{phases:?}");
    assert_eq!(phases[0].0, "TTHC-XA-03");
    assert!(phases[0].1.contains("3.5 days"), "{}", phases[0].1);
}

#[test]
fn findings_do_not_depend_on_the_order_of_files() {
    let texts = texts();
    let shown = |(sources, checked): (Sources, Checked)| {
        let place =
            |at: procedo::base::Span| format!("{} {:?}", sources.path(at.file).display(), sources.positions(at));
        let findings = checked.findings.iter().map(|f| format!("{} {} {}", place(f.at), f.code.id(), f.message.en));
        let unknowns = checked.unknowns.iter().map(|u| format!("{} {} {}", place(u.at), u.code.id(), u.missing.en));
        let mut lines: Vec<_> = findings.chain(unknowns).collect();
        lines.sort();
        (lines, checked.tally)
    };
    let forwards = shown(check_all(texts.iter()));
    assert!(forwards.0.len() > 60, "{}", forwards.0.len());
    assert_eq!(forwards, shown(check_all(texts.iter().rev())));
    assert_eq!(forwards, shown(check_all(texts.iter())));
}
