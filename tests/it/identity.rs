//! What a finding is called: the same after lines move, files are renamed and layout changes; another one after it is about
//! something else.

use procedo::base::{Diagnostic, Sources};
use procedo::pipeline::{self, Options};
use procedo::time::Date;
use std::collections::BTreeSet;

const PROCEDURE: &str = r#"procedure 9.000001 "Certify" {
  level commune
  document paper "A paper" original 1
  process {
    step receive "Receive" kind receive by commune-pc/desk within 2 hours
    step sign "Sign" kind decide by comune-pc/chair within 1 working day
  }
}
"#;

const REGISTRY: &str = "level commune\nagency commune-pc \"Committee\" level commune {\n  role desk \"Desk\"\n}\n";

fn check(files: &[(&str, &str)]) -> Vec<Diagnostic> {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.add(*path, *text);
    }
    pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day"))).findings
}

fn names(findings: &[Diagnostic]) -> BTreeSet<(String, String)> {
    findings.iter().map(|finding| (finding.code.id().to_owned(), finding.fingerprint())).collect()
}

fn base() -> Vec<Diagnostic> {
    check(&[("a.proc", PROCEDURE), ("registry.proc", REGISTRY)])
}

#[test]
fn every_finding_has_a_name_of_its_own() {
    let found = base();
    assert!(found.len() >= 3, "the example has findings");
    assert_eq!(names(&found).len(), found.len());
    let shipped = &crate::support::shipped().findings;
    assert_eq!(names(shipped).len(), shipped.len());
}

#[test]
fn moved_lines_renamed_files_and_another_layout_change_no_name() {
    let moved = format!("// A comment\n\n\n{REGISTRY}\n\n{PROCEDURE}");
    let spread = PROCEDURE.replace(" by ", "   by ").replace("  level commune", "\n\n     level      commune");
    for files in
        [vec![("folder/b.proc", moved.as_str())], vec![("z.proc", spread.as_str()), ("a/registry.proc", REGISTRY)]]
    {
        assert_eq!(names(&check(&files)), names(&base()));
    }
}

#[test]
fn a_block_around_a_step_does_not_rename_what_is_found_in_it() {
    let step = "step sign \"Sign\" kind decide by comune-pc/chair within 1 working day";
    let wrapped = PROCEDURE.replace(step, &format!("phase last \"Last\" {{\n {step}\n }}"));
    let typo = |found: &[Diagnostic]| {
        let one =
            found.iter().find(|finding| finding.code.id() == "names/unresolved").expect("the misspelt body is found");
        (one.identity.clone(), one.fingerprint())
    };
    let (identity, print) = typo(&base());
    assert_eq!(identity.place, "9.000001 step sign");
    assert_eq!(identity.about, "comune-pc");
    assert_eq!(typo(&check(&[("a.proc", &wrapped), ("r.proc", REGISTRY)])).1, print);
}

#[test]
fn what_it_is_about_is_its_name() {
    let other = PROCEDURE.replace("comune-pc", "comunne-pc");
    let now = names(&check(&[("a.proc", &other), ("registry.proc", REGISTRY)]));
    let before = names(&base());
    let changed: Vec<_> = now.difference(&before).map(|(code, _)| code.as_str()).collect();
    assert_eq!(changed, ["names/unresolved"]);
}

#[test]
fn equal_findings_are_counted() {
    let twice = format!("{PROCEDURE}{}", REGISTRY.replace("level commune\n", "levell a\nlevell a\n"));
    let found = check(&[("a.proc", &twice)]);
    let numbers: Vec<_> =
        found.iter().filter(|finding| finding.identity.about.contains("levell")).map(|f| f.identity.number).collect();
    assert_eq!(numbers, [1, 2]);
    assert!(found.iter().all(|f| !f.identity.place.contains(char::is_control)));
}
