//! Every rule on its fixtures: what is found and what stays unknown is marked by hand on the offending lines.

use crate::support::root;
use procedo::base::{Code, FileId, Language, Severity, Sink, Sources, Span, Text};
use procedo::pipeline::{self, Checked, Options};
use procedo::rules::{self, Check, Count, RULES};
use procedo::time::Date;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

const SETTINGS: &str = "as-of: 2026-11-21\ncalendar: calendar.yaml\n";

/// The fixture of a rule: `flow/no-refusal` ↔ `tests/fixtures/rules/flow/no-refusal.proc`.
fn fixture(id: &str) -> PathBuf {
    root().join("tests/fixtures/rules").join(format!("{id}.proc"))
}

/// The text of a fixture with its tables: `NAME.places.csv`, `NAME.staff.csv` and `NAME.reported.csv` beside it, where it
/// needs them.
struct Fixture {
    text: String,
    tables: Vec<(&'static str, String)>,
}

impl Fixture {
    fn of(id: &str) -> Self {
        let text = fs::read_to_string(fixture(id)).unwrap_or_else(|_| panic!("no fixture for {id}"));
        let table = |name: &'static str| {
            let path = fixture(id).with_extension(format!("{name}.csv"));
            fs::read_to_string(path).ok().map(|table| (name, table))
        };
        Self { text, tables: ["places", "staff", "reported"].into_iter().filter_map(table).collect() }
    }

    fn check(&self) -> (Sources, Checked) {
        check_with(&self.text, &self.tables)
    }
}

fn check(text: &str) -> (Sources, Checked) {
    check_with(text, &[])
}

/// A first line `// as-of: DATE` gives the day, else it is that of [`SETTINGS`].
fn check_with(text: &str, tables: &[(&str, String)]) -> (Sources, Checked) {
    let mut sources = Sources::default();
    let mut settings = SETTINGS.to_owned();
    if !tables.is_empty() {
        settings.push_str("tables:\n");
    }
    for (name, table) in tables {
        let _ = writeln!(settings, "  {name}: {name}.csv");
        sources.add(format!("{name}.csv"), table.clone());
    }
    sources.add("catalogue.yaml", settings);
    let calendar = fs::read_to_string(root().join("procedures/calendar.yaml")).expect("the shipped calendar");
    sources.add("calendar.yaml", calendar);
    sources.add("fixture.proc", text);
    let today = Date::new(2026, 11, 21).expect("a day");
    let day = text.lines().next().and_then(|line| line.strip_prefix("// as-of: "));
    let as_of = day.map(|day| Date::parse(day.trim()).expect("a day"));
    let checked = pipeline::check(&sources, &Options { as_of, ..Options::on(today) });
    (sources, checked)
}

/// The lines that carry a marker for `id`.
fn marked(text: &str, marker: &str, id: &str) -> BTreeSet<usize> {
    let wanted = format!("{marker} {id}");
    text.lines().enumerate().filter(|(_, line)| line.trim_end().ends_with(&wanted)).map(|(at, _)| at + 1).collect()
}

#[test]
fn every_rule_finds_what_its_fixture_marks_and_nothing_else() {
    let mut wrong = String::new();
    for rule in RULES {
        let id = rule.code.id();
        let fixture = Fixture::of(id);
        let text = &fixture.text;
        let (sources, checked) = fixture.check();
        let line = |span: Span| (sources.path(span.file).to_path_buf(), sources.positions(span).0.line);
        let found = || checked.findings.iter().filter(|f| f.code.id() == id);
        let hits: BTreeSet<_> = found().map(|f| line(f.at)).collect();
        let unknowns: BTreeSet<_> = checked.unknowns.iter().filter(|u| u.code.id() == id).map(|u| line(u.at)).collect();
        for (what, marker, lines) in [("found", "//~", &hits), ("unknown", "//?", &unknowns)] {
            let of_file = |(name, text): (String, &str)| {
                marked(text, marker, id).into_iter().map(move |line| (PathBuf::from(&name), line))
            };
            let tables = fixture.tables.iter().map(|(name, text)| (format!("{name}.csv"), text.as_str()));
            let files = tables.chain([("fixture.proc".to_owned(), text.as_str())]);
            let expected: BTreeSet<_> = files.flat_map(of_file).collect();
            assert!(!expected.is_empty(), "{id} has no fixture that is {what}");
            for (file, line) in lines.difference(&expected) {
                let _ = writeln!(wrong, "{id}: {what} in line {line} of {}, not marked", file.display());
            }
            for (file, line) in expected.difference(lines) {
                let _ = writeln!(wrong, "{id}: not {what} in line {line} of {}, though marked", file.display());
            }
        }
        for finding in found() {
            match (&finding.procedure, rule.check) {
                (Some(name), _) => assert!(text.contains(name.as_str())),
                (None, Check::Delegation(_) | Check::Catalogue(_)) => {}
                (None, _) => panic!("{id} names no procedure"),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_fixtures_have_no_mistakes_of_other_kinds_than_the_rules() {
    let mut wrong = String::new();
    for rule in RULES {
        let (sources, checked) = Fixture::of(rule.code.id()).check();
        for finding in checked.findings.iter().filter(|f| f.code.theme() == "syntax") {
            let line = sources.positions(finding.at).0.line;
            let _ = writeln!(wrong, "{}:{line}: {} {}", rule.code.id(), finding.code.id(), finding.message.en);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_words_its_findings_as_kept() {
    for rule in RULES {
        let id = rule.code.id();
        let (sources, checked) = Fixture::of(id).check();
        let mut shown = String::new();
        for finding in checked.findings.iter().filter(|f| f.code.id() == id) {
            let start = sources.positions(finding.at).0;
            let _ = writeln!(
                shown,
                "{}:{} {} {} [{}] {}",
                start.line,
                start.column,
                finding.severity,
                finding.certainty.word(),
                finding.procedure.as_deref().unwrap_or("-"),
                finding.message.en
            );
            let _ = writeln!(shown, "  vi: {}", finding.message.vi);
            if let Some(help) = &finding.help {
                let _ = writeln!(shown, "  help: {}\n  vi: {}", help.en, help.vi);
            }
        }
        for unknown in checked.unknowns.iter().filter(|u| u.code.id() == id) {
            let start = sources.positions(unknown.at).0;
            let _ = writeln!(
                shown,
                "{}:{} unknown [{}] {} / {}",
                start.line,
                start.column,
                unknown.procedure.as_deref().unwrap_or("-"),
                unknown.missing.en,
                unknown.missing.vi
            );
        }
        insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("rules__{}", id.replace('/', "__")), shown);
        });
    }
}

#[test]
fn a_rule_stands_where_its_id_says_and_has_a_fixture() {
    let folder = root().join("src/rules");
    let mut files = BTreeSet::new();
    // `written` reads the rules that users write; it is no theme.
    let is_theme = |entry: &fs::DirEntry| entry.path().is_dir() && entry.file_name() != "written";
    for theme in fs::read_dir(&folder).expect("the rules").flatten().filter(is_theme) {
        for file in fs::read_dir(theme.path()).expect("a theme").flatten() {
            let (theme, name) = (theme.file_name(), file.file_name());
            let (theme, name) = (theme.to_string_lossy(), name.to_string_lossy().into_owned());
            files.insert(format!("{theme}/{}", name.trim_end_matches(".rs").replace('_', "-")));
        }
    }
    let ids: BTreeSet<_> = RULES.iter().map(|rule| rule.code.id().to_owned()).collect();
    assert_eq!(ids.len(), RULES.len(), "two rules share an id");
    let forgotten: Vec<_> = files.difference(&ids).collect();
    assert!(forgotten.is_empty(), "add the words of {forgotten:?} to `rules!` in src/rules/mod.rs");
    for rule in RULES {
        let path = format!("src/rules/{}.rs", rule.code.id().replace('-', "_"));
        assert!(
            rule.code.file().replace('\\', "/").ends_with(&path),
            "{} is declared in {}",
            rule.code.id(),
            rule.code.file()
        );
        assert!(fixture(rule.code.id()).exists(), "write tests/fixtures/rules/{}.proc", rule.code.id());
    }
}

#[test]
fn an_allowance_silences_what_stands_in_its_item_and_no_more() {
    let text = "procedure a \"A\" {\n  allow procedure/incomplete because \"x\"\n}\nprocedure b \"B\" {\n}\n";
    let (sources, checked) = check(text);
    let lines: Vec<_> = checked
        .findings
        .iter()
        .filter(|f| f.code.id() == "procedure/incomplete")
        .map(|f| sources.positions(f.at).0.line)
        .collect();
    assert_eq!(lines, [4]);
    assert!(!checked.findings.iter().any(|f| f.code.theme() == "allow"));
}

#[test]
fn an_allowance_is_used_up_after_its_last_day() {
    let text = "procedure a \"A\" {\n  basis \"Luật\"\n  allow procedure because \"x\" until DAY\n}\n";
    let codes = |day: &str| {
        let (_, checked) = check(&text.replace("DAY", day));
        checked.findings.iter().map(|f| f.code.id().to_owned()).collect::<BTreeSet<_>>()
    };
    assert_eq!(codes("2026-11-21"), BTreeSet::new());
    assert_eq!(codes("2026-11-20"), BTreeSet::from(["allow/expired", "procedure/incomplete"].map(str::to_owned)));
}

#[test]
fn an_allowance_for_nothing_is_noted_with_the_nearest_code() {
    let text = "level central {\n  allow procedure/incomplet because \"x\"\n}\n";
    let (_, checked) = check(text);
    let unused: Vec<_> = checked.findings.iter().filter(|f| f.code.id() == "allow/unused").collect();
    assert_eq!(unused.len(), 1);
    let help = unused[0].help.as_ref().expect("a suggestion");
    assert!(help.get(Language::En).contains("procedure/incomplete"), "{help:?}");
}

#[test]
fn the_example_of_the_language_has_no_untrue_finding() {
    let folder = root().join("tests/fixtures");
    let read = |path: &str| fs::read_to_string(folder.join(path)).expect("a fixture");
    let text = format!("{}\n{}", read("syntax/example.en.proc"), read("example/names.proc"));
    let (_, checked) = check(&text);
    let found: Vec<_> = checked.findings.iter().map(|f| format!("{}: {}", f.code.id(), f.message.en)).collect();
    let [unused] = found.as_slice() else { panic!("{found:?}") };
    assert!(
        unused.starts_with("authority/delegation-unused: `sign` is still decided by `Chủ tịch UBND cấp xã`"),
        "{unused}"
    );
    // What the example does not say, and only that.
    let unknown: BTreeSet<_> = checked.unknowns.iter().map(|unknown| unknown.code.id()).collect();
    let unsaid = BTreeSet::from([
        "steps/pre-check",
        "authority/receiver-not-ready",
        "authority/not-equipped",
        "digital/offline-payment",
        "law/element-without-basis",
        "law/unauthorised-instrument",
        "wording/vague",
    ]);
    assert_eq!(unknown, unsaid);
    for rule in RULES.iter().filter(|rule| matches!(rule.check, Check::Procedure(_) | Check::Process(_))) {
        let Count { hit, clear, unknown } = checked.tally.of(rule.code.id());
        assert_eq!(hit + clear + unknown, 1, "{} was not asked of the example", rule.code.id());
    }
}

const fn kind(id: &'static str) -> Code {
    Code::shipped(id, Severity::Warning, ["", ""], "", "")
}

static KINDS: &[Code] = &[
    kind("authority/delegation-unused"),
    kind("authority/higher-rubber-stamp"),
    kind("steps/rubber-stamp"),
    kind("steps/pass-through"),
];

#[test]
fn the_most_specific_finding_about_a_place_takes_the_others_along() {
    let codes = |of: &[&str]| -> Vec<_> {
        let code = |id: &str| KINDS.iter().find(|code| code.id() == id).expect("one of these");
        let mut sink = Sink::default();
        let at = |start| Span { file: FileId(0), start, end: start + 1 };
        for (place, id) in of.iter().enumerate() {
            let found = sink.report(code(id), at(5), Text::same(format!("{place}")));
            found.label(at(9), Text::same("there"));
        }
        let mut findings = sink.findings;
        rules::subsume(&mut findings);
        findings
            .iter()
            .map(|f| {
                (
                    f.code.id().to_owned(),
                    f.evidence.iter().find(|(name, _)| *name == "includes").map(|(_, ids)| ids.clone()),
                )
            })
            .collect()
    };
    let (high, stamp) = ("authority/higher-rubber-stamp", "steps/rubber-stamp");
    assert_eq!(codes(&[stamp, high]), [(high.to_owned(), Some(stamp.to_owned()))]);
    assert_eq!(
        codes(&[stamp, "steps/pass-through"]),
        [(stamp.to_owned(), None), ("steps/pass-through".to_owned(), None)]
    );
    let unused = "authority/delegation-unused";
    assert_eq!(codes(&[high, unused, stamp]), [(unused.to_owned(), Some(format!("{high}, {stamp}")))]);
}

#[test]
fn every_fix_removes_its_finding_and_adds_none() {
    let unused =
        "procedure a \"A\" {\n  allow flow/unbounded-loop because \"x\"\n  process {\n    step b\n  }\n}\n".to_owned();
    let fixtures = RULES.iter().map(|rule| Fixture::of(rule.code.id()));
    let mut fixed = BTreeSet::new();
    for Fixture { text, tables } in fixtures.chain([Fixture { text: unused, tables: Vec::new() }]) {
        let ids = |checked: &Checked| {
            let mut ids: Vec<_> = checked.findings.iter().map(|f| f.code.id().to_owned()).collect();
            ids.sort_unstable();
            ids
        };
        let (_, before) = check_with(&text, &tables);
        for finding in &before.findings {
            let Some(fix) = &finding.fix else { continue };
            let mut edits: Vec<_> = fix.edits.iter().collect();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.at));
            let mut changed = text.clone();
            for edit in edits {
                changed.replace_range(edit.at.range(), &edit.new);
            }
            let mut expected = ids(&before);
            expected.remove(expected.iter().position(|id| *id == finding.code.id()).expect("it was found"));
            assert_eq!(ids(&check_with(&changed, &tables).1), expected, "{}", finding.message.en);
            fixed.insert(finding.code.id().to_owned());
        }
    }
    assert!(fixed.is_superset(&BTreeSet::from(
        ["allow/unused", "time/parallel-summed", "time/supplement-loop"].map(str::to_owned)
    )));
}

#[test]
fn a_place_is_checked_as_it_works_its_procedures() {
    let text = "agency a\nplace x of a\nplace y of a\nprocedure p {\n  deadline 2 working days\n  process {\n    \
                step s within 2 working days\n  }\n}\nadapt p at x {\n  deadline 1 working day\n}\n";
    let overruns = |place| {
        let mut sources = Sources::default();
        sources.add("fixture.proc", text);
        let options = Options::on(Date::new(2026, 11, 21).expect("a day"));
        let checked = pipeline::check_at(&sources, &options, place);
        let found = checked.findings.into_iter().filter(|f| f.code.id() == "time/overrun");
        found.map(|f| f.message.en).collect::<Vec<_>>()
    };
    let message = "the longest way takes 2 working days, which is 1 working day more than the limit of 1 working day";
    assert_eq!(overruns(None), [format!("at `x`: {message}")]);
    assert_eq!(overruns(Some("x")), [message]);
    assert_eq!(overruns(Some("y")), Vec::<String>::new());
}
