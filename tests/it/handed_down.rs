//! What the shipped procedures on dangerous goods show on five days: the chain that goes up, the power that is handed
//! down and not used, its end, and the sibling on another level.

use crate::support::{root, sources};
use procedo::base::{Diagnostic, Severity};
use procedo::pipeline::{self, Checked, Options};
use procedo::time::Date;

const PERMIT: &str = "1.014967";

/// The shipped catalogue on a day.
fn on(day: &str) -> Checked {
    let as_of = Date::parse(day).expect("a day");
    pipeline::check(&sources(&root().join("procedures")), &Options { as_of: Some(as_of), ..Options::on(as_of) })
}

/// The findings of a code about a procedure: in it, or with a place in it.
fn about<'c>(checked: &'c Checked, code: &str, procedure: &str) -> Vec<&'c Diagnostic> {
    let entry = checked.catalogue.entry(procedure, checked.as_of).expect("it is in force");
    let span = entry.base.span;
    let found = checked.findings.iter().filter(|finding| finding.code.id() == code);
    found
        .filter(|finding| span.contains(finding.at) || finding.related.iter().any(|label| span.contains(label.at)))
        .collect()
}

#[test]
fn before_the_delegation_the_case_is_forwarded_and_signed_layer_by_layer() {
    let checked = on("2026-05-14");
    assert!(about(&checked, "authority/delegation-unused", PERMIT).is_empty());
    let [layers] = about(&checked, "steps/approval-layers", PERMIT)[..] else { panic!("one chain of layers") };
    assert!(layers.message.en.starts_with("3 layers"), "{}", layers.message.en);
    assert_eq!(about(&checked, "steps/pass-through", PERMIT).len(), 1);
    assert_eq!(about(&checked, "authority/above-work", PERMIT).len(), 1);
}

#[test]
fn from_the_day_of_the_delegation_on_the_process_does_not_use_it_and_the_chain_is_part_of_that() {
    let checked = on("2026-05-16");
    let [unused] = about(&checked, "authority/delegation-unused", PERMIT)[..] else { panic!("one unused delegation") };
    let evidence = |name: &str| {
        unused.evidence.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    assert_eq!(evidence("steps"), "ký-tờ-trình, chuyển-tờ-trình, ký, phát-hành");
    assert_eq!(evidence("dates"), "from 2026-05-15 until 2027-02-28");
    for included in ["steps/approval-layers", "steps/pass-through", "authority/above-work"] {
        assert!(evidence("includes").contains(included), "{included}: {}", evidence("includes"));
        assert!(about(&checked, included, PERMIT).is_empty(), "{included} is still shown by itself");
    }
    assert!(about(&checked, "authority/expired-delegation", PERMIT).is_empty());
}

#[test]
fn its_coming_end_is_said_sixty_days_before_and_its_end_afterwards() {
    let coming = on("2027-01-05");
    let [finding] = about(&coming, "authority/expired-delegation", PERMIT)[..] else { panic!("one coming end") };
    assert_eq!(finding.severity, Severity::Warning);
    assert!(finding.message.en.contains("in 54 days"), "{}", finding.message.en);
    assert!(!about(&coming, "authority/delegation-unused", PERMIT).is_empty());
    let past = on("2027-03-01");
    let [finding] = about(&past, "authority/expired-delegation", PERMIT)[..] else { panic!("one end") };
    assert!(finding.message.en.contains("ended on 2027-02-28"), "{}", finding.message.en);
    assert!(about(&past, "authority/delegation-unused", PERMIT).is_empty());
}

#[test]
fn the_sibling_of_classes_5_and_8_is_decided_on_another_level() {
    let checked = on("2026-05-30");
    let found = about(&checked, "authority/inconsistent-level", "1.013350");
    assert!(!found.is_empty());
    assert!(found.iter().all(|finding| finding.procedure.as_deref() == Some("1.013350")), "the higher one is named");
}
