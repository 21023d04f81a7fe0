//! `--changed-since`: whatever a change made differ is shown, and of everything else only what the change can influence.

use crate::support::{root, sources};
use procedo::base::{Diagnostic, FileId, Language, Sources};
use procedo::comparison::Comparison;
use procedo::pipeline::influence::Before;
use procedo::pipeline::{self, Checked, Options};
use procedo::time::Date;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

/// Every file of a catalogue.
type Files = Vec<(PathBuf, String)>;

fn shipped() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let sources = sources(&root().join("procedures"));
        let files = sources.ids().map(|id| (sources.path(id).to_path_buf(), sources.text(id).to_owned()));
        files.collect()
    })
}

fn sources_of(files: &Files) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.add(path.clone(), text.clone());
    }
    sources
}

/// Checks files, as what changed since others or as a whole.
fn check(files: &Files, before: Option<&Files>) -> Checked {
    pipeline::check(&sources_of(files), &options(files, before))
}

fn options(files: &Files, before: Option<&Files>) -> Options {
    let since = before.map(|old| {
        let was = |path: &PathBuf| old.iter().find(|(known, _)| known == path).map(|(_, text)| text.clone());
        let mut since = Before::default();
        for (index, (path, text)) in files.iter().enumerate() {
            let then = was(path);
            if then.as_ref() != Some(text) {
                since.changed.push((FileId(index as u32), then));
            }
        }
        let gone = old.iter().filter(|(path, _)| !files.iter().any(|(known, _)| known == path));
        since.gone = gone.cloned().collect();
        since
    });
    let day = Date::new(2026, 11, 21).expect("a day");
    Options { since, ..Options::on(day) }
}

fn name(finding: &Diagnostic) -> (String, String) {
    (format!("{} {:?}", finding.code.id(), finding.identity), finding.fingerprint())
}

fn names(findings: &[Diagnostic]) -> BTreeSet<(String, String)> {
    findings.iter().map(name).collect()
}

/// The shipped catalogue as it is: found once.
fn whole() -> &'static BTreeSet<(String, String)> {
    static WHOLE: OnceLock<BTreeSet<(String, String)>> = OnceLock::new();
    WHOLE.get_or_init(|| names(&check(shipped(), None).findings))
}

/// What the change from the shipped catalogue to `files` shows; asserts that nothing is missing and nothing is invented.
fn shown(files: &Files) -> (BTreeSet<(String, String)>, Checked) {
    shown_of(files, &names(&check(files, None).findings))
}

/// As [`shown`], where it is known what everything shows.
fn shown_of(files: &Files, full: &BTreeSet<(String, String)>) -> (BTreeSet<(String, String)>, Checked) {
    let since = check(files, Some(shipped()));
    let some = names(&since.findings);
    let differing: Vec<_> = full.difference(whole()).filter(|finding| !some.contains(*finding)).collect();
    assert!(differing.is_empty(), "the change made these, and they are not shown: {differing:#?}");
    let invented: Vec<_> = some.difference(full).collect();
    assert!(invented.is_empty(), "a check of everything does not find these: {invented:#?}");
    (some, since)
}

fn edited(edit: impl Fn(&PathBuf, &str) -> Option<String>) -> Files {
    let changed = shipped().iter().map(|(path, text)| (path.clone(), edit(path, text).unwrap_or_else(|| text.clone())));
    changed.collect()
}

fn in_file(name: &str, edit: impl Fn(&str) -> String) -> Files {
    let files = edited(|path, text| path.ends_with(name).then(|| edit(text)));
    assert!(&files != shipped(), "the edit of {name} changes something");
    files
}

#[test]
fn no_change_shows_nothing() {
    let (found, checked) = shown(shipped());
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(checked.looked_at, 0);
}

#[test]
fn layout_comments_and_renamed_files_are_no_change() {
    let mut files = in_file("1.004873.proc", |text| format!("// moved\n\n{}", text.replace("\n  ", "\n\n     ")));
    for (path, _) in &mut files {
        if path.ends_with("1.004845.proc") {
            *path = path.with_file_name("z.proc");
        }
    }
    let (found, checked) = shown(&files);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(checked.looked_at, 0);
}

#[test]
fn a_mistake_of_layout_alone_is_shown() {
    let (found, _) = shown(&in_file("1.013967.proc", |text| text.replacen("ví dụ", "ví  dụ", 1)));
    assert!(found.iter().any(|(what, _)| what.starts_with("syntax/")), "{found:?}");
}

#[test]
fn a_changed_procedure_is_looked_at_and_hardly_another_one() {
    let (_, checked) = shown(&in_file("1.004873.proc", |text| {
        text.replacen("deadline   3 working days", "deadline   1 working days", 1)
    }));
    assert!((1..=5).contains(&checked.looked_at), "{}", checked.looked_at);
}

#[test]
fn whoever_cites_a_changed_law_is_looked_at_again() {
    let files = in_file("registry/law.proc", |text| text.replace("từ ngày 01/01/2016", "từ ngày 01/01/2027"));
    let (found, checked) = shown(&files);
    assert!(checked.looked_at > 1, "{}", checked.looked_at);
    assert!(found.iter().any(|(what, _)| what.starts_with("law/not-in-force")), "{found:?}");
}

#[test]
fn a_name_that_is_gone_is_missed_where_it_is_used() {
    let (found, _) = shown(&in_file("registry/commune.proc", |text| {
        let at = text.find("\n}").expect("an item ends");
        text[at + 2..].to_owned()
    }));
    assert!(found.iter().any(|(what, _)| what.starts_with("names/unresolved")), "{found:?}");
}

#[test]
fn settings_and_tables_are_about_everything() {
    let (found, checked) = shown(&in_file("catalogue.yaml", |text| text.replace("0.30", "0.05")));
    assert_eq!(checked.looked_at, checked.catalogue.in_force(checked.as_of).count());
    assert!(found.is_superset(&names(&checked.findings)));
}

/// A random edit of a random line of a source file.
fn edit() -> impl Strategy<Value = (usize, usize, u8)> {
    (0..usize::MAX, 0..usize::MAX, 0..5_u8)
}

fn apply(files: &mut Files, (file, line, kind): (usize, usize, u8)) {
    let texts: Vec<_> = (0..files.len()).filter(|&i| files[i].0.extension().is_some_and(|e| e == "proc")).collect();
    let file = texts[file % texts.len()];
    let mut lines: Vec<String> = files[file].1.lines().map(str::to_owned).collect();
    let at = line % lines.len();
    match kind {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(at, lines[at].clone()),
        2 => lines[at] = lines[at].chars().map(|c| if c.is_ascii_digit() { '7' } else { c }).collect(),
        3 => {
            let other = (at + 1) % lines.len();
            lines.swap(at, other);
        }
        _ => lines[at] = lines[at].replacen(' ', "  ", 1).replacen("trong", "trong  ", 1),
    }
    files[file].1 = lines.join("\n") + "\n";
}

proptest! {
    // Each case checks the shipped catalogue three times, without optimisation; `tests/conformance/gate/properties` runs hundreds.
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(2), max_shrink_iters: 8, ..ProptestConfig::default() })]

    #[test]
    fn after_random_edits_nothing_is_missing_and_only_the_influenced_is_shown(edits in proptest::collection::vec(edit(), 1..4)) {
        let mut files = shipped().clone();
        for edit in edits {
            apply(&mut files, edit);
        }
        let full = check(&files, None);
        let (some, since) = shown_of(&files, &names(&full.findings));
        // Shown is exactly what everything shows, restricted to the procedures that were looked at: for each of them all
        // its findings, and a finding of no such procedure only where it is about something else that changed.
        for finding in &full.findings {
            let own = finding.procedure.as_deref().or_else(|| finding.identity.place.split(' ').next().filter(|word| {
                full.catalogue.procedures.find(word).is_some()
            }));
            let name = (format!("{} {:?}", finding.code.id(), finding.identity), finding.fingerprint());
            if let Some(code) = own && since.influence.reaches(code) {
                prop_assert!(some.contains(&name), "`{code}` was looked at, and this is not shown: {name:?}");
            }
        }
        // What a comment calls new and put right is what a check of everything finds now and not before, and the other way
        // round: whatever was found elsewhere keeps its name.
        let options = options(&files, Some(shipped()));
        let before = options.since.as_ref().expect("it was asked for");
        let comparison = Comparison::of(&sources_of(&files), &since, before, &options, None, Language::En);
        let all: Vec<_> = since.findings.iter().collect();
        let new: BTreeSet<_> = comparison.new_among(&all).into_iter().map(name).collect();
        let put_right: BTreeSet<_> = comparison.put_right(&since).into_iter().map(name).collect();
        let now = names(&full.findings);
        prop_assert_eq!(new, now.difference(whole()).cloned().collect::<BTreeSet<_>>());
        prop_assert_eq!(put_right, whole().difference(&now).cloned().collect::<BTreeSet<_>>());
    }
}

#[test]
fn what_is_asked_about_some_procedures_is_what_a_check_of_all_finds_in_them() {
    let files = shipped();
    let all = check(files, None);
    let about: BTreeSet<String> = ["1.014967", "1.001266"].map(str::to_owned).into();
    let some = pipeline::check(&sources_of(files), &Options { about: Some(about.clone()), ..options(files, None) });
    let of = |checked: &Checked| -> BTreeSet<(String, String)> {
        let wanted = |finding: &&Diagnostic| finding.procedure.as_ref().is_some_and(|code| about.contains(code));
        checked.findings.iter().chain(&checked.known).filter(wanted).map(name).collect()
    };
    assert!(!of(&all).is_empty());
    assert_eq!(of(&some), of(&all));
    assert_eq!(some.looked_at, about.len());
}
