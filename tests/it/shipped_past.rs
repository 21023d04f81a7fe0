//! The shipped catalogue the day before the districts were abolished and today: both without errors, and who decides what the
//! districts decided is answered differently. All lists are read from the catalogue.

use crate::support::{root, sources};
use procedo::base::Severity;
use procedo::model::{Body, Catalogue, Entry, Party};
use procedo::pipeline::{self, Checked, Options};
use procedo::time::Date;
use std::process::Command;
use std::sync::OnceLock;

const DISTRICT: &str = "huyện";

/// The last day of the districts.
fn before() -> Date {
    Date::new(2025, 6, 30).expect("a day")
}

/// The day of the shipped catalogue.
fn today() -> Date {
    Date::new(2026, 11, 21).expect("a day")
}

fn checked(day: Date) -> &'static Checked {
    static BEFORE: OnceLock<Checked> = OnceLock::new();
    static TODAY: OnceLock<Checked> = OnceLock::new();
    let cell = if day == before() { &BEFORE } else { &TODAY };
    cell.get_or_init(|| {
        let options = Options { as_of: Some(day), ..Options::on(day) };
        pipeline::check(&sources(&root().join("procedures")), &options)
    })
}

/// The bodies among those who act.
fn bodies<'a>(parties: impl IntoIterator<Item = &'a Party>) -> impl Iterator<Item = &'a Body> {
    parties.into_iter().filter_map(|party| match party {
        Party::Body { body, .. } => Some(body),
        Party::Applicant(_) => None,
    })
}

fn deciders(entry: &Entry) -> impl Iterator<Item = &Body> {
    entry.base.decided_by.iter().flat_map(|row| bodies(&row.bodies.any_of))
}

/// Everybody who decides, works a step or takes part in one, in a procedure and its cases.
fn hands(entry: &Entry) -> Vec<&Body> {
    let mut hands: Vec<_> = deciders(entry).collect();
    for view in entry.views() {
        for by in view.process.iter().flat_map(|process| &process.steps).filter_map(|step| step.by.as_ref()) {
            hands.extend(bodies(by.any_of.iter().chain(&by.with)));
        }
    }
    hands
}

fn levels(catalogue: &Catalogue, entry: &Entry, day: Date) -> Vec<String> {
    let level = |body| catalogue.level_of(body, day).map(|level| level.name.text.clone());
    deciders(entry).filter_map(level).collect()
}

fn title(entry: &Entry) -> &str {
    entry.base.title.as_ref().map_or("", |title| &title.text)
}

/// What the district decided on its last day, with what took its place: the code's version of today, or where the code
/// ended too, the procedure of that title.
fn successions(catalogue: &Catalogue) -> Vec<(&Entry, Option<&Entry>)> {
    let of_districts = catalogue.in_force(before()).filter(|entry| {
        let levels = levels(catalogue, entry, before());
        !levels.is_empty() && levels.iter().all(|level| level == DISTRICT)
    });
    let successor = |old: &Entry| {
        let same_code = catalogue.entry(&old.base.name.text, today());
        same_code.or_else(|| catalogue.in_force(today()).find(|entry| title(entry) == title(old)))
    };
    of_districts.map(|old| (old, successor(old))).collect()
}

/// What a command prints about a procedure of the shipped catalogue.
fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_procedo"))
        .args(arguments)
        .args(["--lang", "vi", "procedures"])
        .current_dir(root())
        .output()
        .expect("the program starts");
    let text = String::from_utf8(output.stdout).expect("the output is UTF-8");
    assert!(output.status.success(), "{arguments:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

#[test]
fn the_shipped_catalogue_is_free_of_errors_before_and_after_the_reform() {
    for day in [before(), today()] {
        let errors: Vec<_> =
            checked(day).findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "as of {day}: {errors:#?}");
    }
}

#[test]
fn nobody_works_or_decides_on_a_day_on_which_they_do_not_exist() {
    for day in [before(), today()] {
        let catalogue = &checked(day).catalogue;
        for entry in catalogue.in_force(day) {
            for body in hands(entry) {
                let at = format!("{} as of {day}: {}", entry.base.name.text, body.written());
                let agency = catalogue.agency(body, day).unwrap_or_else(|| panic!("{at} is unknown"));
                assert!(agency.period.contains(day), "{at} does not exist");
                let role = catalogue.role(body, day);
                assert!(
                    body.role.is_none() || role.is_some_and(|role| role.period.contains(day)),
                    "{at}: no such role"
                );
            }
        }
    }
}

#[test]
fn what_districts_decided_until_2025_06_30_is_decided_above_or_below_them_today() {
    let catalogue = &checked(today()).catalogue;
    let successions = successions(catalogue);
    assert!(successions.len() >= 10, "only {} procedures of districts", successions.len());
    for (old, new) in &successions {
        let code = &old.base.name.text;
        let new = new.unwrap_or_else(|| panic!("{code}: nothing took the place of the district's procedure"));
        let now = levels(catalogue, new, today());
        assert!(!now.is_empty() && now.iter().all(|level| level != DISTRICT), "{code}: decided at {now:?}");
        let until = old.base.period.until.as_ref().map(|until| until.value);
        assert_eq!(until, Some(before()), "{code}: the district decided until its last day");
    }
    let left: Vec<_> = catalogue
        .in_force(today())
        .flat_map(|entry| hands(entry).into_iter().map(move |body| (entry, body)))
        .filter(|(_, body)| catalogue.level_of(body, today()).is_some_and(|level| level.name.text == DISTRICT))
        .map(|(entry, body)| format!("{} {}", entry.base.name.text, body.written()))
        .collect();
    assert!(left.is_empty(), "a district still works: {left:?}");
}

#[test]
fn graph_and_due_answer_by_the_day_they_are_asked_for() {
    let catalogue = &checked(today()).catalogue;
    // Each command reads the whole catalogue, so the first and the last stand for all.
    let all = successions(catalogue);
    for (old, new) in [all.first(), all.last()].into_iter().flatten() {
        let new = new.expect("another test asks for it");
        let (code, code_now) = (old.base.name.text.as_str(), new.base.name.text.as_str());
        let (then, now) = (before().to_string(), today().to_string());
        let (graph, graph_now) =
            (printed(&["graph", code, "--as-of", &then]), printed(&["graph", code_now, "--as-of", &now]));
        let shows = |text: &str, entry: &Entry, day: Date| {
            deciders(entry).any(|body| text.contains(&catalogue.title_of(body, day)))
        };
        assert!(shows(&graph, old, before()), "{code}: nobody decides in\n{graph}");
        assert!(!shows(&graph_now, old, before()), "{code_now}: the district still decides in\n{graph_now}");
        let arrived = format!("{then} 09:00");
        let due = printed(&["due", code, "--received", &arrived]);
        assert!(due.contains("theo quy định có hiệu lực ngày 30/06/2025"), "{code}: {due}");
        let arrived = "2026-11-20 09:00";
        let due_now = printed(&["due", code_now, "--received", arrived]);
        assert!(due_now.contains("theo quy định có hiệu lực ngày 20/11/2026"), "{code_now}: {due_now}");
    }
}
