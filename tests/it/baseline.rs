//! The baseline: what is known is not shown, what is new is, and the list may only shrink.

use procedo::base::{FileId, Sink, Sources};
use procedo::pipeline::{self, Checked, Options, baseline};
use procedo::time::Date;
use proptest::prelude::*;

const SETTINGS: &str = "baseline: baseline.tsv\n";
const ONE: &str = "procedure 9.000001 \"One\" {\n  level commune\n}\n";
const TWO: &str = "procedure 9.000002 \"Two\" {\n  level commune\n}\n";

/// Checks a catalogue of one file with a list of known findings.
fn check(path: &str, text: &str, list: &str) -> Checked {
    let mut sources = Sources::default();
    sources.add("catalogue.yaml", SETTINGS);
    sources.add("baseline.tsv", list);
    sources.add(path, text);
    pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")))
}

fn written(checked: &Checked) -> String {
    baseline::write(checked.findings.iter().chain(&checked.known))
}

fn codes(checked: &Checked) -> Vec<&str> {
    checked.findings.iter().map(|finding| finding.code.id()).collect()
}

#[test]
fn what_is_listed_is_counted_and_not_shown() {
    let before = check("a.proc", ONE, "");
    let list = written(&before);
    assert!(before.findings.len() >= 3, "the example has findings: {:?}", codes(&before));
    let after = check("a.proc", ONE, &list);
    assert_eq!(codes(&after), [""; 0]);
    assert_eq!(after.known.len(), before.findings.len());
    assert_eq!(written(&after), list, "writing it again changes nothing");
}

#[test]
fn a_new_finding_is_shown_alone() {
    let list = written(&check("a.proc", ONE, ""));
    let both = check("b/renamed.proc", &format!("\n\n{TWO}\n{ONE}"), &list);
    assert!(!both.findings.is_empty());
    assert!(both.findings.iter().all(|finding| finding.identity.place.starts_with("9.000002")));
}

#[test]
fn what_is_put_right_is_reported_until_its_line_is_removed() {
    let list = written(&check("a.proc", &format!("{ONE}{TWO}"), ""));
    let after = check("a.proc", ONE, &list);
    assert!(!after.findings.is_empty());
    assert!(after.findings.iter().all(|finding| finding.code == baseline::GONE));
    assert!(after.findings.iter().all(|finding| finding.message.en.contains("9.000002")));
    let pruned = baseline::write(&after.known);
    assert_eq!(codes(&check("a.proc", ONE, &pruned)), [""; 0]);
    assert!(pruned.len() < list.len());
    // What had been put right and comes back is found again.
    let again = check("a.proc", &format!("{ONE}{TWO}"), &pruned);
    assert!(again.findings.iter().all(|finding| finding.identity.place.starts_with("9.000002")));
    assert_eq!(again.findings.len(), after.findings.len());
}

#[test]
fn the_fix_of_a_line_that_is_gone_removes_it() {
    let mut list = written(&check("a.proc", ONE, ""));
    list += "law/no-basis\t9.000009\t9.000009\t1\n";
    let checked = check("a.proc", ONE, &list);
    let [gone] = checked.findings.as_slice() else { panic!("one finding: {:?}", codes(&checked)) };
    let edit = &gone.fix.as_ref().expect("it has a fix").edits[0];
    assert_eq!(&list[edit.at.range()], "law/no-basis\t9.000009\t9.000009\t1");
}

#[test]
fn lines_of_two_people_merge_and_an_unfinished_merge_is_an_error_in_its_place() {
    let (one, two) = (written(&check("a.proc", ONE, "")), written(&check("a.proc", TWO, "")));
    let united = format!("{one}{two}{one}");
    assert_eq!(codes(&check("a.proc", &format!("{ONE}{TWO}"), &united)), [""; 0]);
    let open = format!("<<<<<<< ours\r\n{one}=======\n{two}>>>>>>> theirs\n");
    let checked = check("a.proc", &format!("{ONE}{TWO}"), &open);
    assert_eq!(codes(&checked), ["baseline/unreadable"; 3]);
    assert_eq!(checked.findings[0].at.range(), 0..12);
}

#[test]
fn a_list_is_sorted_and_every_line_stands_for_itself() {
    let list = baseline::write(&crate::support::shipped().findings);
    let lines: Vec<_> = list.lines().skip(1).collect();
    assert_eq!(lines.len(), crate::support::shipped().findings.len());
    assert!(lines.is_sorted());
    assert!(lines.iter().all(|line| line.split('\t').count() == 4));
    let mut out = Sink::default();
    assert_eq!(baseline::read(FileId(0), &list, &mut out).len(), lines.len());
    assert!(out.findings.is_empty());
}

#[test]
fn levels_decide_how_much_an_old_line_matters() {
    let mut sources = Sources::default();
    sources.add("catalogue.yaml", format!("{SETTINGS}levels:\n  baseline/gone: error\n"));
    sources.add("baseline.tsv", "law/no-basis\t9.000009\t9.000009\t1\n");
    let checked = pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")));
    assert_eq!(codes(&checked), ["baseline/gone"]);
    assert_eq!(checked.findings[0].severity, procedo::base::Severity::Error);
}

proptest! {
    #[test]
    fn any_text_is_read_or_reported_line_by_line(text in "[\\PC\t\r\n]{0,200}") {
        let mut out = Sink::default();
        let lines = baseline::read(FileId(0), &text, &mut out);
        prop_assert!(lines.len() + out.findings.len() <= text.split('\n').count());
        for at in lines.iter().map(|line| line.at).chain(out.findings.iter().map(|finding| finding.at)) {
            prop_assert!(text.get(at.range()).is_some());
        }
    }
}

#[test]
fn levels_of_a_path_or_a_level_of_government_go_before_the_others_and_must_match_something() {
    let settings = "levels:\n  law: error\noverrides:\n  - path: old/**\n    levels: {law/no-basis: off}\n  \
                    - level: commune\n    levels: {law/no-basis: note}\n  - path: nowhere/*\n    level: comune\n    \
                    levels: {law/nobasis: off}\n";
    let mut sources = Sources::default();
    sources.add("c/catalogue.yaml", settings);
    sources.add("c/levels.proc", "level province\nlevel commune under province\n");
    sources.add("c/old/1.proc", ONE.replace("commune", "province"));
    sources.add("c/new/2.proc", TWO);
    sources.add("c/new/3.proc", TWO.replace("9.000002", "9.000003").replace("commune", "province"));
    let checked = pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")));
    let of = |code: &str| -> Vec<String> {
        let found = checked.findings.iter().filter(|finding| finding.code.id() == code);
        found.map(|finding| format!("{} {}", finding.severity, finding.message.en)).collect()
    };
    let mut basis = of("law/no-basis");
    basis.sort();
    assert_eq!(basis, ["error `9.000003` cites no legal basis", "note `9.000002` cites no legal basis"]);
    assert_eq!(
        of("config/unmatched-level"),
        [
            "warning no file matches `nowhere/*`",
            "warning there is no level `comune`",
            "warning `law/nobasis` is neither a code nor a theme"
        ]
    );
}
