//! Models for engines: who is told what happens to the clock of a case, and of steps that are overdue.

use crate::support::shipped;
use procedo::base::Language;
use procedo::targets::{self, Compiled, Request};

const TOLD: [&str; 3] = ["camunda7", "flowable", "activiti"];

/// The shipped catalogue for a target, by an administration that wants to be told of overdue steps or does not.
fn compiled(target: &str, notices: bool) -> Compiled {
    let checked = shipped();
    let entries: Vec<_> = checked.catalogue.in_force(checked.as_of).collect();
    let published = Request::published(&checked.catalogue, &entries, checked.as_of, Language::Vi);
    targets::compile(targets::find(target).expect("the target is there"), &Request { notices, ..published })
}

fn texts(compiled: &Compiled) -> Vec<(&str, String)> {
    compiled.folder.files().map(|(path, content)| (path, String::from_utf8_lossy(content).into_owned())).collect()
}

#[test]
fn engines_are_told_when_the_clock_starts_stops_and_goes_on_and_other_readers_are_not() {
    for target in TOLD {
        let mut pauses = 0;
        for (path, text) in texts(&compiled(target, false)) {
            assert_eq!(text.matches("${procedo.filed(execution)}").count(), 1, "{path}");
            let paused = text.matches("${procedo.paused(execution)}").count();
            let over = text.matches("${procedo.resumed(execution)}").count()
                + text.matches("${procedo.restarted(execution)}").count();
            let still = text.matches("clock=\"paused\"").count() + text.matches("clock=\"restarts\"").count();
            assert_eq!((paused, over), (still, still), "{path}");
            pauses += paused;
        }
        assert!(pauses > 50, "{target}: {pauses}");
    }
    for files in [compiled("bpmn", true), compiled("zeebe", true), super::compiled(shipped(), "igate", true)] {
        assert!(!files.folder.is_empty());
        for (path, text) in texts(&files) {
            assert!(!text.contains("executionListener") && !text.contains("overdue_"), "{path}");
        }
    }
}

#[test]
fn somebody_is_told_of_overdue_steps_where_the_administration_asks_for_it() {
    for target in TOLD {
        let (without, with) = (compiled(target, false), compiled(target, true));
        let late = |compiled: &Compiled| compiled.losses.iter().filter(|loss| loss.gap.name == "late").count();
        assert!(late(&without) > 100 && late(&with) == 0, "{target}: {} and {}", late(&without), late(&with));
        let mut events = 0;
        for (path, text) in texts(&with) {
            let written = text.matches("<boundaryEvent id=\"overdue_").count();
            assert_eq!(text.matches("cancelActivity=\"false\"").count(), written, "{path}");
            assert_eq!(text.matches("${procedo.late(execution, ").count(), written, "{path}");
            assert_eq!(text.matches("<bpmndi:BPMNShape id=\"overdue_").count(), written, "{path}");
            events += written;
        }
        assert_eq!(events, late(&without), "{target}");
        assert!(texts(&without).iter().all(|(_, text)| !text.contains("overdue_")));
    }
}
