//! Rules that users write: what is wrong with them is shown in place, they answer in three values, they end, and they say what
//! `MiniJinja` itself says wherever everything is known.

use crate::support::root;
use minijinja::Environment;
use procedo::base::{Language, Sink, Sources};
use procedo::pipeline::{self, Checked, Options, trials};
use procedo::public::{self, Item, Subject};
use procedo::rules::Answer;
use procedo::time::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

fn fixture(name: &str) -> String {
    fs::read_to_string(root().join("tests/fixtures/written").join(name)).expect("a fixture")
}

fn check(rules: &str) -> (Sources, Checked) {
    let mut sources = Sources::default();
    sources.add("catalogue.yaml", "name: a\n");
    sources.add("catalogue.proc", fixture("catalogue.proc"));
    sources.add("rules/a.yaml", rules);
    let checked = pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")));
    (sources, checked)
}

/// The findings in the rules themselves: place and code.
fn mistakes(rules: &str) -> Vec<String> {
    let (sources, checked) = check(rules);
    let own = checked.findings.iter().filter(|f| sources.path(f.at.file).starts_with("rules"));
    own.map(|f| {
        let (start, _) = sources.positions(f.at);
        format!("{}:{} {}", start.line, start.column, f.code.id())
    })
    .collect()
}

fn rule(about: &str, when: &str) -> String {
    format!("id: a\nseverity: note\nabout: {about}\nwhen: |\n  {when}\nmessage: x\n")
}

#[test]
fn what_is_wrong_with_a_rule_is_shown_where_it_stands() {
    for file in crate::support::files_below(&root().join("tests/fixtures/written/wrong")) {
        let text = fs::read_to_string(&file).expect("a fixture");
        let expected: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("#~ ")).collect();
        assert_eq!(mistakes(&text), expected, "{}", file.display());
    }
}

#[test]
fn a_misspelt_field_is_named_with_the_nearest_and_all_others_in_both_languages() {
    let (_, checked) = check(&rule("step", "step.working_hour > 8"));
    let finding = checked.findings.iter().find(|f| f.code.id() == "rule/unknown-field").expect("it is found");
    let help = finding.help.as_ref().expect("a suggestion");
    assert_eq!(finding.message.get(Language::Vi), "`step` không có trường `working_hour`");
    assert!(help.get(Language::En).starts_with("did you mean `working_hours`? there are: name, title, "), "{help:?}");
    assert!(help.get(Language::Vi).starts_with("có phải là `working_hours` không? các trường có: "), "{help:?}");
}

#[test]
fn rules_answer_what_their_examples_say() {
    for file in crate::support::files_below(&root().join("tests/fixtures/written/right")) {
        let text = fs::read_to_string(&file).expect("a fixture");
        assert_eq!(mistakes(&text), Vec::<String>::new());
        let (sources, checked) = check(&text);
        let mut out = Sink::default();
        let outcomes = trials::run(&sources, &checked, &|_| true, &mut out);
        assert!(outcomes.len() >= checked.written.len(), "every rule has an example");
        let wrong: Vec<_> = out.findings.iter().map(|f| &f.message.en).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[test]
fn an_unknown_answer_names_the_field_that_is_missing() {
    let (_, checked) = check(&rule("procedure", "procedure.cases_per_year > 100"));
    let unknown = checked.unknowns.iter().find(|u| u.code.id() == "local/a").expect("it is unknown");
    assert_eq!(unknown.missing.en, "how many cases a year are stated (`procedure.cases_per_year`)");
    assert_eq!(checked.tally.of("local/a").unknown, 1);
}

#[test]
fn the_shipped_rules_find_something_and_their_examples_hold() {
    let shipped = crate::support::shipped();
    assert!(!shipped.written.is_empty());
    for rule in &shipped.written {
        assert!(shipped.tally.of(rule.code.id()).hit > 0, "{} finds nothing", rule.code.id());
        assert!(rule.trials.iter().any(|trial| trial.expected == Answer::Unknown), "{}", rule.code.id());
    }
    let mut out = Sink::default();
    let sources = crate::support::sources(&root().join("procedures"));
    trials::run(&sources, shipped, &|_| true, &mut out);
    let wrong: Vec<_> = out.findings.iter().map(|f| (&f.message.en, &f.help)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn findings_of_a_written_rule_obey_levels_and_allowances() {
    let mut sources = Sources::default();
    sources.add("catalogue.yaml", "levels:\n  local/b: error\n");
    let allow = "allow local/a because \"x\"\n  allow local/c because \"x\"\n";
    sources.add("a.proc", format!("procedure 1 \"A\" {{\n  sets 2\n  {allow}}}\n"));
    let one = |id: &str| {
        format!("- {{ id: {id}, severity: note, about: procedure, when: procedure.sets > 1, message: y }}\n")
    };
    sources.add("rules/a.yaml", one("a") + &one("b"));
    let checked = pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")));
    let found: Vec<_> = checked.findings.iter().map(|f| (f.code.id(), f.severity.word())).collect();
    assert!(found.contains(&("local/b", "error")), "{found:?}");
    assert!(!found.iter().any(|(id, _)| *id == "local/a"), "{found:?}");
    assert!(found.contains(&("allow/unused", "note")), "`local/c` is no code: {found:?}");
}

#[test]
fn a_rule_that_takes_too_long_stops_and_says_so() {
    let steps: String = (0..1_000).fold(String::new(), |mut all, number| {
        let _ = writeln!(all, "    step s{number} kind check");
        all
    });
    let select = "| selectattr(\"kind\", \"eq\", \"check\") ".repeat(30);
    let mut sources = Sources::default();
    sources.add("catalogue.yaml", "name: a\n");
    sources.add("a.proc", format!("procedure 1 \"A\" {{\n  process {{\n{steps}  }}\n}}\n"));
    sources.add("rules/a.yaml", rule("procedure", &format!("procedure.steps {select} | length > 1")));
    let checked = pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")));
    let found: Vec<_> = checked.findings.iter().filter(|f| f.code.id() == "rule/too-much").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(checked.tally.of("local/a").clear, 0);
}

#[test]
fn what_is_too_large_or_too_deep_is_refused() {
    let deep = format!("{}step.by_applicant{}", "(not ".repeat(100), ")".repeat(100));
    assert_eq!(mistakes(&rule("step", &deep)).len(), 1);
    let long = rule("step", &"step.by_applicant or ".repeat(200));
    assert!(mistakes(&long)[0].ends_with("rule/too-much"), "{:?}", mistakes(&long));
    let many: String = (0..201).fold(String::new(), |mut all, number| {
        let _ = writeln!(all, "- {{ id: r{number}, severity: note, about: law, when: law.in_force, message: x }}");
        all
    });
    assert_eq!(mistakes(&many).len(), 1);
}

/// A value as `MiniJinja` holds it.
fn theirs(value: &public::Value<'_>) -> minijinja::Value {
    match value {
        public::Value::Absent => minijinja::Value::UNDEFINED,
        public::Value::Truth(truth) => (*truth).into(),
        public::Value::Number(number) => (*number).into(),
        public::Value::Text(text) => text.to_string().into(),
        public::Value::List(all) => all.iter().map(theirs).collect::<Vec<_>>().into(),
        public::Value::Item(item) => item_of_theirs(item),
    }
}

fn item_of_theirs(item: &Item<'_>) -> minijinja::Value {
    let fields = item.subject().fields().iter();
    let read = fields.map(|field| (field.name, theirs(&(field.read)(item))));
    read.filter(|(_, value)| !value.is_undefined()).collect::<BTreeMap<_, _>>().into()
}

#[test]
fn where_everything_is_known_minijinja_itself_gives_the_same_answer() {
    let facts_of = |checked: &Checked| {
        let entry = checked.catalogue.entry("1", checked.as_of).expect("it is there");
        let settings = procedo::analysis::FactSettings { as_of: checked.as_of, supplement_rounds: 1 };
        let facts = procedo::analysis::Facts::new(&checked.catalogue, &entry.base, settings);
        item_of_theirs(&Item::Procedure(&facts))
    };
    let conditions = [
        "procedure.sets == 2",
        "procedure.sets * 3 - 1 == 5 and procedure.sets / 4 == 0.5",
        "1 < procedure.sets < 2",
        "not (procedure.sets > 1 or procedure.code == \"2\")",
        "\"cooperative\" in procedure.applicants and \"foreigner\" not in procedure.applicants",
        "procedure.documents | length == 3",
        "procedure.title is startingwith \"Cấp\" and procedure.title | length > 5",
        "procedure.channels | selectattr(\"kind\", \"eq\", \"online\") | list | length == 1",
        "procedure.channels | map(attribute=\"kind\") | join(\"+\") == \"counter+online\"",
        "procedure.channels | rejectattr(\"kind\", \"in\", [\"counter\"]) | list | length == 2",
        "procedure.fees | map(attribute=\"amount\") | sum == 50000",
        "procedure.fees | map(attribute=\"amount\") | max > 60000",
        "procedure.online ~ \"x\" == \"partialx\"",
        "7 // 2 == 3 and 7 % 2 == 1 and -1 < 0",
        "(1 if procedure.sets == 2 else 3) == 1",
        "procedure.title | lower == \"cấp phép họp chợ\"",
        "procedure.levels | first == \"commune\" and procedure.applicants | last == \"citizen\"",
    ];
    for condition in conditions {
        // Their lists are made when asked; ours are lists.
        let (_, checked) = check(&rule("procedure", &condition.replace("| list ", "")));
        let own: Vec<_> = checked.findings.iter().filter(|f| f.code.theme() == "rule").map(|f| &f.message.en).collect();
        assert!(own.is_empty(), "{condition}: {own:?}");
        let environment = Environment::new();
        let compiled = environment.compile_expression(condition).expect("it is read");
        let context = BTreeMap::from([("procedure", facts_of(&checked))]);
        let answer = compiled.eval(minijinja::Value::from(context)).expect("it is computed").is_true();
        let count = checked.tally.of("local/a");
        assert_eq!(
            (count.hit, count.clear, count.unknown),
            (usize::from(answer), usize::from(!answer), 0),
            "{condition}"
        );
    }
}

#[test]
fn the_reference_of_fields_is_the_public_view() {
    for (page, language) in [("rules.md", Language::En), ("quy-tac.md", Language::Vi)] {
        let path = root().join("docs").join(page);
        let text = fs::read_to_string(&path).expect("the page is in the repository");
        let mark = "<!-- fields -->\n";
        let (before, _) = text.split_once(mark).expect("the page has the mark");
        let expected = format!("{before}{mark}\n{}", public::reference(language));
        if text != expected {
            fs::write(&path, expected).expect("the page can be written");
            panic!("docs/{page} was stale and has been written anew: look at it and commit it");
        }
    }
}

#[test]
fn every_field_has_a_name_of_its_own_and_is_described_in_both_languages() {
    for subject in Subject::ALL {
        let mut names: Vec<_> = subject.fields().iter().map(|field| field.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), subject.fields().len(), "{}", subject.word());
        for field in subject.fields() {
            assert!(!field.en.is_empty() && !field.vi.is_empty() && !field.example.is_empty(), "{}", field.name);
            assert_ne!(field.en, field.vi, "{}", field.name);
        }
    }
}
