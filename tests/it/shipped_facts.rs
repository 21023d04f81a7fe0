//! Facts about the shipped catalogue: the times that the language's example promises, and the shape of all processes.

use crate::flows::names;
use procedo::analysis::{FactSettings, Facts, PathResult, Soundness, Total};
use procedo::base::{Language, Sources};
use procedo::model::{Atom, DeadlineTime, Given, Procedure, Value};
use procedo::pipeline::{self, Checked, Options};
use procedo::time::{Date, WorkTime};
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the catalogue").flatten() {
        let path = entry.path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn shipped() -> Checked {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    let mut sources = Sources::default();
    for path in paths {
        let name = path.strip_prefix(&root).expect("it is under the root").to_path_buf();
        sources.add(name, fs::read_to_string(&path).expect("a file of the catalogue"));
    }
    pipeline::check(&sources, &Options::on(day()))
}

fn day() -> Date {
    Date::new(2026, 3, 2).expect("a day")
}

fn settings() -> FactSettings {
    FactSettings { as_of: day(), supplement_rounds: 1 }
}

/// `took of limit`, in hours.
fn hours(checked: &Checked, view: &Procedure) -> String {
    let facts = Facts::new(&checked.catalogue, view, settings());
    let show = |time: WorkTime| time.minutes() / 60;
    let Total::Exact(took) = facts.critical_path().total else { panic!("{:?}", facts.critical_path()) };
    let limits: Vec<String> = facts
        .limits()
        .iter()
        .map(|limit| match limit.time() {
            Some(DeadlineTime::Duration(duration)) => duration.work_time().map_or(0, show).to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    format!("{} of {}", show(took), limits.join(" or "))
}

#[test]
fn the_example_takes_the_promised_hours_at_large_and_at_the_commune() {
    let checked = shipped();
    let entry = checked.catalogue.entry("1.004873", day()).expect("the example is shipped");
    let place = checked.catalogue.places.find("tran-phu").expect("the place is in the table");
    assert_eq!(hours(&checked, &entry.base), "21 of 24");
    assert_eq!(hours(&checked, &entry.variants[0]), "45 of 48");
    assert_eq!(hours(&checked, &checked.catalogue.view_at(entry, day(), Some(place), &[])), "15 of 16");
    assert_eq!(hours(&checked, &checked.catalogue.view_at(entry, day(), Some(place), &[0])), "39 of 40");
}

#[test]
fn the_longest_path_of_the_example_names_its_steps_hands_and_levels() {
    let checked = shipped();
    let entry = checked.catalogue.entry("1.004873", day()).expect("the example is shipped");
    let facts = Facts::new(&checked.catalogue, &entry.variants[0], settings());
    let path = facts.critical_path();
    let steps = names(facts.process(), path.step_ids());
    assert_eq!(steps, "receive verify consult pledge draft sign register return");
    assert_eq!(path.steps.iter().map(|step| step.times).collect::<Vec<_>>(), [2, 1, 1, 1, 1, 1, 1, 1]);
    assert_eq!(names(facts.process(), path.apart.iter().map(|apart| apart.step)), "pledge");
    // desk, justice, justice elsewhere, applicant, justice, chair, justice, desk
    assert_eq!(facts.hand_overs().all.len(), 7);
    assert_eq!(facts.hand_overs().all.iter().filter(|change| change.same_agency).count(), 4);
    let levels: Vec<_> = facts.levels().iter().map(|at| at.level.map(|level| level.name.text.clone())).collect();
    let mut expected = vec![Some("xã".to_owned()); 8];
    expected[3] = None; // the applicant
    assert_eq!(levels, expected);
    let fact = |name: &str| {
        let at = entry.base.facts.iter().position(|fact| fact.name.text == name).expect("a fact of the example");
        Atom::Fact(procedo::model::FactId(at as u32))
    };
    let mut given = Given::from([(fact("lived-elsewhere"), Value::Truth(true))]);
    let PathResult::Open { so_far, needs, .. } = facts.path_for(&given) else { panic!("no-reply is open") };
    assert_eq!((names(facts.process(), so_far).as_str(), needs), ("receive verify consult", Some(fact("no-reply"))));
    given.insert(fact("no-reply"), Value::Truth(false));
    let path = facts.path_for(&given);
    let steps = names(facts.process(), path.known().expect("all is given").steps.clone());
    assert_eq!(steps, "receive verify consult draft sign register digitise return");
}

#[test]
fn every_shipped_process_is_sound_and_all_its_steps_are_reached() {
    let checked = shipped();
    let mut processes = 0;
    for entry in &checked.catalogue.entries {
        for view in entry.views().filter(|view| view.process.is_some()) {
            let facts = Facts::new(&checked.catalogue, view, settings());
            let title = view.title.as_ref().map_or("", |title| &title.text);
            assert_eq!(*facts.soundness(), Soundness::Sound, "{title}");
            assert!(facts.reach().unreachable.is_empty(), "{title}");
            assert!(facts.paths().stuck.is_empty() && !facts.paths().all.is_empty(), "{title}");
            assert!(facts.data_flow().undecided.is_empty(), "{title}");
            let shown = facts.critical_path().lower.show_hours(Language::En);
            assert!(facts.critical_path().doubt.is_none(), "{title}: {shown}");
            processes += 1;
        }
    }
    assert!(processes >= 20, "{processes}");
}
