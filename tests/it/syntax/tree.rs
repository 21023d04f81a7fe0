//! The tree of the examples, one statement or step a line, with places as the words they cover.

use super::{fixture, parse};
use procedo::base::Sources;
use procedo::syntax::ast::{Flow, Item, Node, Statement, StatementKind};
use std::fmt::{Debug, Write as _};

/// Shows a part of the tree; a place becomes its line and columns.
fn shown(sources: &Sources, part: &impl Debug) -> String {
    let text = format!("{part:?}");
    let mut pieces = text.split("Span { file: FileId(0), start: ");
    let mut shown = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (place, rest) = piece.split_once(" }").expect("a place ends in a brace");
        let (start, end) = place.split_once(", end: ").expect("a place has two ends");
        let at = |offset: &str| {
            let source = sources.get(sources.ids().next().expect("one text"));
            source.position(offset.parse().expect("a number"))
        };
        let (start, end) = (at(start), at(end));
        let end = if start.line == end.line { end.column.to_string() } else { format!("{}:{}", end.line, end.column) };
        write!(shown, "@{}:{}-{end}{rest}", start.line, start.column).expect("a string takes all");
    }
    for (long, short) in [
        (
            ", row: Row { when: None, unless: None, otherwise: None, validity: Validity { from: None, until: None }, basis: [], source: None }",
            "",
        ),
        ("Validity { from: None, until: None }", "always"),
        ("Notes { doc: None, basis: [], allow: [], text: None, unresolved: [] }", "no notes"),
        (
            "DocumentBody { kind: None, form: None, issued_by: [], held_in: [], states: [], personal: [], sensitive: [], valid: None, synonyms: [] }",
            "nothing",
        ),
    ] {
        shown = shown.replace(long, short);
    }
    shown
}

fn statements(sources: &Sources, all: &[Statement], indent: usize, out: &mut String) {
    for statement in all {
        let pad = " ".repeat(indent);
        match &statement.kind {
            StatementKind::Process(flow) => {
                writeln!(out, "{pad}process {}", shown(sources, &statement.span)).expect("a string takes all");
                nodes(sources, flow, indent + 2, out);
            }
            StatementKind::Case(case) => {
                let head = shown(sources, &(&case.name, &case.title, &case.when));
                writeln!(out, "{pad}case {head}").expect("a string takes all");
                statements(sources, &case.statements, indent + 2, out);
            }
            kind => writeln!(out, "{pad}{}", shown(sources, kind)).expect("a string takes all"),
        }
    }
}

fn nodes(sources: &Sources, flow: &Flow, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    for node in &flow.nodes {
        match node {
            Node::If { condition, then, otherwise, span } => {
                let head = shown(sources, &(condition, span));
                writeln!(out, "{pad}if {head}").expect("a string takes all");
                nodes(sources, then, indent + 2, out);
                if let Some(otherwise) = otherwise {
                    writeln!(out, "{pad}else").expect("a string takes all");
                    nodes(sources, otherwise, indent + 2, out);
                }
            }
            Node::Parallel { branches, .. } => {
                for branch in branches {
                    writeln!(out, "{pad}branch {}", shown(sources, &branch.span)).expect("a string takes all");
                    nodes(sources, &branch.flow, indent + 2, out);
                }
            }
            node => writeln!(out, "{pad}{}", shown(sources, node)).expect("a string takes all"),
        }
    }
}

/// A file's tree.
fn tree(name: &str) -> String {
    let (sources, file, _) = parse(&fixture(name));
    let mut out = String::new();
    for item in &file.items {
        match item {
            Item::Procedure(p) => {
                let head = shown(&sources, &(&p.name, &p.title, &p.validity, &p.notes));
                writeln!(out, "procedure {head}").expect("a string takes all");
                statements(&sources, &p.statements, 2, &mut out);
            }
            item => writeln!(out, "{}", shown(&sources, item)).expect("a string takes all"),
        }
    }
    for comment in &file.comments {
        writeln!(out, "{}", shown(&sources, comment)).expect("a string takes all");
    }
    out
}

#[test]
fn the_trees_of_the_examples_are_these() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for name in ["example.en.proc", "example.vi.proc", "words.en.proc"] {
            insta::assert_snapshot!(format!("syntax-{name}"), tree(name));
        }
    });
}
