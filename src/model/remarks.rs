//! Allowances and open points wherever they are written, with the item they stand on: the pipeline applies the first, the
//! counts and analyses read the second.

use super::{Catalogue, Entry};
use crate::base::Span;
use crate::syntax::ast::{Allow, Case, Flow, Node, Notes, Procedure, Statement, StatementKind, Step, Title};

/// The notes of one item or block.
#[derive(Debug, Clone, Copy)]
pub struct Remarks<'c> {
    /// The procedure it is in, by its code.
    pub procedure: Option<&'c str>,
    /// What the notes are about: findings within it are what its allowances silence.
    pub scope: Span,
    /// Its allowances.
    pub allow: &'c [Allow],
    /// What is known not to be expressible or decided.
    pub unresolved: &'c [Title],
}

impl Entry {
    /// Its blocks that have an allowance or an open point, in no particular order; itself among them.
    pub fn remarks(&self) -> Vec<Remarks<'_>> {
        let mut all = Vec::new();
        of_procedure(&mut all, &self.written);
        all
    }
}

impl Catalogue {
    /// Every item or block that has an allowance or an open point, in no particular order.
    pub fn remarks(&self) -> Vec<Remarks<'_>> {
        let mut all = Vec::new();
        macro_rules! items {
            ($($table:ident),*) => {
                $(for item in self.$table.all.iter().flat_map(|versions| &versions.all) {
                    push(&mut all, None, item.span, &item.notes.allow, &item.notes.unresolved);
                })*
            };
        }
        items!(levels, agencies, places, laws, databases, documents);
        for item in &self.delegations {
            push(&mut all, None, item.span, &item.notes.allow, &item.notes.unresolved);
        }
        for item in &self.terms {
            push(&mut all, None, item.span, &item.notes.allow, &item.notes.unresolved);
        }
        for entry in &self.entries {
            of_procedure(&mut all, &entry.written);
        }
        for adaptation in &self.adaptations {
            let procedure = match adaptation.procedures.as_slice() {
                [one] => Some(one.name.text.as_str()),
                _ => None,
            };
            push(&mut all, procedure, adaptation.span, &adaptation.notes.allow, &adaptation.notes.unresolved);
            of_statements(&mut all, procedure, &adaptation.written.statements);
        }
        for example in &self.examples {
            note(&mut all, Some(&example.procedure.name.text), example.span, &example.written.notes);
        }
        all
    }
}

fn push<'c>(
    all: &mut Vec<Remarks<'c>>,
    procedure: Option<&'c str>,
    scope: Span,
    allow: &'c [Allow],
    unresolved: &'c [Title],
) {
    if !allow.is_empty() || !unresolved.is_empty() {
        all.push(Remarks { procedure, scope, allow, unresolved });
    }
}

fn note<'c>(all: &mut Vec<Remarks<'c>>, procedure: Option<&'c str>, scope: Span, notes: &'c Notes) {
    push(all, procedure, scope, &notes.allow, &notes.unresolved);
}

fn of_procedure<'c>(all: &mut Vec<Remarks<'c>>, written: &'c Procedure) {
    let code = Some(written.name.text.as_str());
    note(all, code, written.span, &written.notes);
    of_statements(all, code, &written.statements);
}

fn of_statements<'c>(all: &mut Vec<Remarks<'c>>, code: Option<&'c str>, statements: &'c [Statement]) {
    for statement in statements {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Case(Case { notes, statements, .. }) => {
                note(all, code, span, notes);
                of_statements(all, code, statements);
            }
            StatementKind::Document(line) => note(all, code, span, &line.notes),
            StatementKind::DocumentChoice(choice) => {
                choice.rows.iter().for_each(|row| note(all, code, row.span, &row.notes));
            }
            StatementKind::Fee(fee) => note(all, code, span, &fee.notes),
            StatementKind::Result(line) => note(all, code, span, &line.notes),
            StatementKind::Process(flow) => of_flow(all, code, span, flow),
            StatementKind::Step(step) => of_step(all, code, step),
            _ => {}
        }
    }
}

fn of_step<'c>(all: &mut Vec<Remarks<'c>>, code: Option<&'c str>, step: &'c Step) {
    note(all, code, step.span, &step.notes);
}

/// `scope` is the block or statement that the flow belongs to.
fn of_flow<'c>(all: &mut Vec<Remarks<'c>>, code: Option<&'c str>, scope: Span, flow: &'c Flow) {
    note(all, code, scope, &flow.notes);
    for node in &flow.nodes {
        match node {
            Node::Step(step) => of_step(all, code, step),
            Node::If { then, otherwise, span, .. } => {
                of_flow(all, code, reach(*span, then), then);
                if let Some(flow) = otherwise {
                    of_flow(all, code, reach(*span, flow), flow);
                }
            }
            Node::Choose { options, otherwise, notes, span } => {
                let flows = || options.iter().map(|(_, flow)| flow).chain(otherwise);
                note(all, code, flows().fold(*span, reach), notes);
                flows().for_each(|flow| of_flow(all, code, reach(*span, flow), flow));
            }
            Node::Parallel { branches, notes, span } => {
                note(all, code, branches.iter().fold(*span, |span, branch| span.to(branch.span)), notes);
                for branch in branches {
                    of_flow(all, code, branch.span, &branch.flow);
                }
            }
            Node::Repeat { body, span, .. } => of_flow(all, code, reach(*span, body), body),
            Node::Phase(phase) => of_flow(all, code, phase.span, &phase.flow),
            Node::End(_) => {}
        }
    }
}

/// The span with everything that a flow holds.
fn reach(span: Span, flow: &Flow) -> Span {
    flow.nodes.iter().fold(span, |span, node| match node {
        Node::Step(step) => span.to(step.span),
        Node::If { then, otherwise, span: own, .. } => otherwise.iter().fold(reach(span.to(*own), then), reach),
        Node::Choose { options, otherwise, span: own, .. } => {
            options.iter().map(|(_, flow)| flow).chain(otherwise).fold(span.to(*own), reach)
        }
        Node::Parallel { branches, span: own, .. } => {
            branches.iter().fold(span.to(*own), |span, branch| span.to(branch.span))
        }
        Node::Repeat { body, span: own, .. } => reach(span.to(*own), body),
        Node::Phase(phase) => span.to(phase.span),
        Node::End(end) => span.to(end.span),
    })
}
