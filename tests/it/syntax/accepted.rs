//! Texts that must be read without a finding.

use super::{fixture, listed, parse};
use procedo::base::Language;
use procedo::syntax::ast::{Item, Node, StatementKind};

#[test]
fn the_english_example_of_the_language_is_read_without_a_finding() {
    let (sources, file, findings) = parse(&fixture("example.en.proc"));
    assert_eq!(listed(&sources, &findings), "");
    assert_eq!(file.language, Language::En);
    assert_eq!(file.items.len(), 19);
    let Some(Item::Procedure(procedure)) = file.items.iter().find(|i| matches!(i, Item::Procedure(_))) else {
        panic!("the example holds a procedure");
    };
    assert_eq!(procedure.notes.doc.as_deref(), Some("Issued for marriage, loans and property transactions."));
    assert_eq!(procedure.notes.basis.len(), 1);
    assert_eq!(procedure.validity.from.as_ref().map(|at| at.value.to_string()).as_deref(), Some("2026-02-01"));
    let process = procedure.statements.iter().find_map(|s| match &s.kind {
        StatementKind::Process(flow) => Some(flow),
        _ => None,
    });
    let nodes = &process.expect("the procedure has a process").nodes;
    assert_eq!(nodes.len(), 7);
    assert!(matches!(&nodes[2], Node::If { then, .. } if then.nodes.len() == 2));
}

#[test]
fn the_vietnamese_example_of_the_language_is_read_without_a_finding() {
    let (sources, file, findings) = parse(&fixture("example.vi.proc"));
    assert_eq!(listed(&sources, &findings), "");
    assert_eq!(file.language, Language::Vi);
    assert_eq!(file.items.len(), 1);
}
