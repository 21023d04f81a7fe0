//! The lists that speak of the same rules agree: the committed ids, the rules, their fixtures, the attributes that they
//! read, the thresholds and the table of subsumption.

use crate::support::root;
use procedo::base::{FileId, Sink};
use procedo::config::{Settings, Thresholds};
use procedo::rules::{RULES, SUBSUMES};
use procedo::{explain, syntax};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Rules that the list of the reference does not have, and why they exist.
const OWN: &[(&str, &str)] = &[
    ("data/overwritten", "the second half of `data/missing-input`, a warning of its own"),
    ("authority/not-equipped", "the gaps of the matrix of powers, place by place, as findings"),
];

/// An attribute of `attributes.tsv`.
struct Attribute {
    inside: String,
    statement: String,
    /// What reading it looks like in a rule's source; empty where other attributes share the word.
    field: String,
}

fn attributes() -> BTreeMap<String, Attribute> {
    let text = fs::read_to_string(root().join("tests/fixtures/rules/attributes.tsv")).expect("the table");
    let mut all = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, inside, statement, field] = cells[..] else { panic!("four cells: {line}") };
        let attribute =
            Attribute { inside: inside.to_owned(), statement: statement.to_owned(), field: field.to_owned() };
        assert!(all.insert(name.to_owned(), attribute).is_none(), "{name} stands twice");
    }
    all
}

#[test]
fn every_rule_of_the_committed_list_is_there_and_no_other_without_a_reason() {
    let text = fs::read_to_string(root().join("tests/fixtures/rules/ids.txt")).expect("the list");
    let listed: BTreeSet<&str> = text.lines().collect();
    assert_eq!(listed.len(), 83);
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.code.id()).collect();
    let own: BTreeSet<&str> = OWN.iter().map(|(id, _)| *id).collect();
    let unlisted: Vec<_> = rules.difference(&listed).filter(|id| !own.contains(*id)).collect();
    assert!(unlisted.is_empty(), "not in ids.txt: {unlisted:?}");
    // Names are resolved, and judged, below the rules.
    let codes: BTreeSet<&str> = explain::codes().into_iter().map(procedo::base::Code::id).collect();
    let missing: Vec<_> = listed.difference(&codes).collect();
    assert!(missing.is_empty(), "rules that do not exist: {missing:?}");
}

#[test]
fn a_statement_of_the_language_supplies_every_attribute_that_a_rule_reads() {
    let table = attributes();
    let (mut read, mut unsaid) = (BTreeSet::new(), Vec::new());
    for rule in RULES {
        assert!(!rule.reads.is_empty(), "{} reads nothing", rule.code.id());
        let distinct: BTreeSet<_> = rule.reads.iter().collect();
        assert_eq!(distinct.len(), rule.reads.len(), "{} names an attribute twice", rule.code.id());
        for attribute in rule.reads {
            assert!(table.contains_key(*attribute), "{} reads `{attribute}`, which the table lacks", rule.code.id());
            read.insert(*attribute);
        }
        let source = fs::read_to_string(root().join(rule.code.file())).expect("the rule's source");
        for (name, attribute) in table.iter().filter(|(_, attribute)| !attribute.field.is_empty()) {
            let mut found = source.match_indices(&attribute.field);
            let ends = |at: usize| {
                let after = source[at + attribute.field.len()..].chars().next();
                !after.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '(')
            };
            let declared = rule.reads.contains(&name.as_str());
            if !declared && found.any(|(at, _)| ends(at)) {
                unsaid.push(format!("{} reads `{name}` and does not say so", rule.code.id()));
            }
        }
    }
    assert!(unsaid.is_empty(), "{}", unsaid.join("\n"));
    let unread: Vec<_> = table.keys().filter(|name| !read.contains(name.as_str())).collect();
    assert!(unread.is_empty(), "no rule reads {unread:?}");
}

#[test]
fn the_statements_of_the_attribute_table_are_read_without_a_mistake() {
    for (name, Attribute { inside, statement, .. }) in attributes() {
        let text = match inside.as_str() {
            "item" => format!("{statement}\n"),
            "agency" => format!("agency a {{\n  {statement}\n}}\n"),
            "law" => format!("law a {{\n  {statement}\n}}\n"),
            "database" => format!("database a {{\n  {statement}\n}}\n"),
            "document" => format!("document a {{\n  {statement}\n}}\n"),
            "term" => format!("term \"a\" {{\n  {statement}\n}}\n"),
            "delegation" => format!("delegate from a to b {{\n  {statement}\n}}\n"),
            "procedure" => format!("procedure p {{\n  {statement}\n}}\n"),
            "process" => format!("procedure p {{\n  process {{\n    {statement}\n  }}\n}}\n"),
            "step" => format!("procedure p {{\n  process {{\n    step s {{\n      {statement}\n    }}\n  }}\n}}\n"),
            "table" => {
                let staff = fs::read_to_string(root().join("procedures/staff.csv")).expect("the table of staff");
                assert!(staff.lines().next().is_some_and(|heads| heads.split(',').any(|head| head == statement)));
                continue;
            }
            "reported" => {
                let mut out = Sink::default();
                let table = format!("report,what,{statement}\na,b,1\n");
                let rows = procedo::config::tables::read_reported(FileId(0), &table, &mut out);
                assert!(rows.len() == 1 && out.findings.is_empty(), "{name}: {:?}", out.findings);
                continue;
            }
            "calendar" => {
                let calendar = fs::read_to_string(root().join("procedures/calendar.yaml")).expect("the calendar");
                assert!(calendar.lines().any(|line| line == format!("{statement}:")));
                continue;
            }
            other => panic!("{name}: there is no `{other}`"),
        };
        let mut out = Sink::default();
        syntax::parse(FileId(0), &text, &mut out);
        let found: Vec<_> = out.findings.iter().map(|finding| &finding.message.en).collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn what_subsumes_is_a_rule_and_no_chain_comes_back_to_itself() {
    let text = fs::read_to_string(root().join("tests/fixtures/rules/ids.txt")).expect("the list");
    let listed: BTreeSet<&str> = text.lines().chain(OWN.iter().map(|(id, _)| *id)).collect();
    for (specific, general) in SUBSUMES {
        assert!(listed.contains(specific) && listed.contains(general), "{specific} over {general}");
        let mut open = vec![*general];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            assert_ne!(id, *specific, "{specific} subsumes itself");
            let next = SUBSUMES.iter().filter(|(one, _)| *one == id).map(|(_, other)| *other);
            open.extend(next.filter(|other| seen.insert(*other)));
        }
    }
}

#[test]
fn every_threshold_is_documented_with_its_default_and_read_as_it_is_written() {
    let page = fs::read_to_string(root().join("docs/thresholds.md")).expect("the page");
    for (name, default) in Thresholds::defaults() {
        let row = format!("| `{name}` | {default} |");
        assert!(page.contains(&row), "the page lacks the row `{row}`");
        let mut out = Sink::default();
        let settings = Settings::read(FileId(0), &format!("thresholds:\n  {name}: {default}\n"), &mut out);
        assert!(out.findings.is_empty(), "{:?}", out.findings);
        assert_eq!(settings.thresholds, Thresholds::default(), "{name}");
    }
}
