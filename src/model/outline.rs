//! What a place of a text belongs to: the innermost named thing around it, as a path of names. Knows spans and names only.

use super::{Body, Catalogue};
use crate::base::Span;
use crate::syntax::ast::{Flow, Name, Node, Statement, StatementKind, Title};

/// The items of a catalogue in the order of their places.
#[derive(Debug)]
pub struct Outline<'c> {
    items: Vec<(Span, String, &'c [Statement])>,
}

impl<'c> Outline<'c> {
    /// The outline of all items.
    pub fn of(catalogue: &'c Catalogue) -> Self {
        let mut items: Vec<(Span, String, &[Statement])> = Vec::new();
        macro_rules! named {
            ($($table:ident $word:literal),*) => {
                $(for item in catalogue.$table.all.iter().flat_map(|versions| &versions.all) {
                    items.push((item.span, format!(concat!($word, " {}"), item.name.text), &[]));
                })*
            };
        }
        named!(levels "level", agencies "agency", places "place", laws "law", databases "database", documents "document");
        for item in &catalogue.delegations {
            let to: Vec<_> = item.to.iter().map(body).collect();
            items.push((item.span, format!("delegation {} {}", body(&item.from), to.join(", ")), &[]));
        }
        for item in &catalogue.terms {
            items.push((item.span, format!("term {}", item.name.text()), &[]));
        }
        for figure in &catalogue.figures {
            let (report, place, period) = (&figure.report, &figure.place, &figure.period);
            items.push((figure.span, format!("figure {report} {place} {period} {}", figure.what.text), &[]));
        }
        for entry in &catalogue.entries {
            items.push((entry.written.span, entry.written.name.text.clone(), &entry.written.statements));
        }
        for item in &catalogue.adaptations {
            let written = &item.written;
            let (of, at) = (list(&written.procedures), list(&written.at));
            let at = if at.is_empty() { list(&written.within) } else { at };
            items.push((item.span, format!("{of} at {at}"), &written.statements));
        }
        for item in &catalogue.examples {
            let (of, title) = (&item.procedure.name.text, &item.written.title.text);
            items.push((item.span, format!("{of} example {title}"), &[]));
        }
        items.sort_by_key(|(span, ..)| *span);
        Self { items }
    }

    /// The path of names to a place: `1.004873 case verified step sign`, `law ND-123-2015`; empty where no item stands. The
    /// path of a procedure or of what belongs to one begins with its code.
    pub fn path(&self, at: Span) -> String {
        let before = self.items.partition_point(|(span, ..)| (span.file, span.start) <= (at.file, at.start));
        let Some((span, name, statements)) = before.checked_sub(1).map(|index| &self.items[index]) else {
            return String::new();
        };
        if !span.contains(at) {
            return String::new();
        }
        let mut path = name.clone();
        inside(statements, at, &mut path);
        path
    }
}

fn inside(statements: &[Statement], at: Span, path: &mut String) {
    let Some(statement) = statements.iter().find(|statement| statement.span.contains(at)) else { return };
    let mut add = |word: &str, name: &str| {
        path.push(' ');
        path.push_str(word);
        path.push(' ');
        path.push_str(name);
    };
    let words = |title: &Option<Title>| title.as_ref().map(|title| title.text.clone()).unwrap_or_default();
    match &statement.kind {
        StatementKind::Case(case) => {
            add("case", &case.name.text);
            inside(&case.statements, at, path);
        }
        StatementKind::Document(line) => add("document", &line.name.text),
        StatementKind::DocumentChoice(choice) => match choice.rows.iter().find(|row| row.span.contains(at)) {
            Some(row) => add("document", &row.name.text),
            None => add("documents", &words(&choice.title)),
        },
        StatementKind::Fact(fact) => add("fact", &fact.name.text),
        StatementKind::Condition(condition) => add("condition", &condition.name.text),
        StatementKind::Fee(fee) => add("fee", &words(&fee.title)),
        StatementKind::Result(line) => add("result", &line.name.text),
        StatementKind::Step(step) => add("step", &step.name.text),
        StatementKind::Process(flow) => {
            if let Some((word, name)) = in_flow(flow, at) {
                add(word, name);
            }
        }
        _ => {}
    }
}

/// The innermost step or phase around a place; blocks have no names.
fn in_flow(flow: &Flow, at: Span) -> Option<(&'static str, &str)> {
    flow.nodes.iter().find_map(|node| match node {
        Node::Step(step) => step.span.contains(at).then_some(("step", step.name.text.as_str())),
        Node::If { then, otherwise, .. } => {
            in_flow(then, at).or_else(|| otherwise.as_ref().and_then(|flow| in_flow(flow, at)))
        }
        Node::Choose { options, otherwise, .. } => {
            options.iter().map(|(_, flow)| flow).chain(otherwise).find_map(|flow| in_flow(flow, at))
        }
        Node::Parallel { branches, .. } => branches.iter().find_map(|branch| in_flow(&branch.flow, at)),
        Node::Repeat { body, .. } => in_flow(body, at),
        Node::Phase(phase) => {
            in_flow(&phase.flow, at).or_else(|| phase.span.contains(at).then_some(("phase", phase.name.text.as_str())))
        }
        Node::End(_) => None,
    })
}

fn body(body: &Body) -> String {
    let agency = &body.agency.name.text;
    body.role.as_ref().map_or_else(|| agency.clone(), |role| format!("{agency}/{}", role.text))
}

fn list(names: &[Name]) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ")
}
