//! The procedure under review: its text, wherever parts of it stand, and the process that a finding is about.

use crate::analysis::FactSettings;
use crate::base::{Language, Sources, Span, similar};
use crate::model::{Catalogue, Entry, Id, Party, Place as Territory};
use crate::syntax::ast::{self, Flow, Node, Statement, StatementKind, Step};
use std::collections::BTreeSet;

/// One version of a procedure, with everything that speaks of it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The version in force.
    pub entry: &'a Entry,
    /// The day, and how supplement rounds count.
    pub settings: FactSettings,
}

/// Where a process is written, and the statements beside it that change its steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    /// The process.
    pub(super) flow: &'a Flow,
    /// Of the procedure, of a case or of an adaptation.
    pub(super) owner: Owner,
    /// The statements around it.
    pub(super) statements: &'a [Statement],
}

/// In which process something stands: the same words lead there when the text has moved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    /// Which of the adaptations of the procedure; none: the procedure itself.
    adaptation: Option<usize>,
    /// The case that has the process.
    case: Option<String>,
}

/// Whose process it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner {
    /// As published.
    Procedure,
    /// Of one of its cases, or of a place: nothing else changes its steps.
    Other,
}

impl<'a> Subject<'a> {
    /// The language of its text.
    pub(super) fn language(&self) -> Language {
        self.entry.language
    }

    /// What adapts it.
    pub(super) fn adaptations(&self) -> impl Iterator<Item = &'a ast::Adapt> {
        let (catalogue, id) = (self.catalogue, self.entry.id);
        let all = catalogue.adapted.get(id.index()).into_iter().flatten();
        all.map(|&index| catalogue.adaptations[index].written.as_ref())
    }

    /// Its worked cases.
    pub(super) fn examples(&self) -> impl Iterator<Item = &'a ast::Example> {
        let id = self.entry.id;
        let all = self.catalogue.examples.iter().filter(move |example| example.procedure.id == Some(id));
        all.map(|example| example.written.as_ref())
    }

    /// Whether something stands in the published process, and every body that takes part in that works another one of its
    /// own already: what could be changed there, nobody does any more.
    pub(super) fn is_superseded(&self, at: Span) -> bool {
        let (catalogue, day) = (self.catalogue, self.settings.as_of);
        let is_process = |statement: &&Statement| matches!(statement.kind, StatementKind::Process(_));
        let inside = self.entry.written.statements.iter().filter(is_process).any(|process| process.span.contains(at));
        if !inside || catalogue.adapted.get(self.entry.id.index()).is_none_or(Vec::is_empty) {
            return false;
        }
        let process = self.entry.base.process.iter().flat_map(|process| &process.steps);
        let parties = process.filter_map(|step| step.by.as_ref()).flat_map(|by| &by.any_of);
        let working: BTreeSet<_> = parties
            .filter_map(|party| match party {
                Party::Body { body, .. } => body.agency.id,
                Party::Applicant(_) => None,
            })
            .collect();
        let takes_part = |id: &Id<Territory>| {
            let place = catalogue.places.get(*id).at(day);
            place.and_then(|place| place.agency.as_ref()?.id).is_some_and(|agency| working.contains(&agency))
        };
        let own = |id: Id<Territory>| {
            let adapted = catalogue.adaptations_at(self.entry, id, day);
            adapted.iter().any(|adapted| adapted.written.statements.iter().any(|one| is_process(&one)))
        };
        let mut places = catalogue.places.ids().filter(takes_part).peekable();
        places.peek().is_some() && places.all(own)
    }

    /// The process in whose text a place lies; the procedure's own for a place outside of any.
    pub(super) fn written(&self, at: Span) -> Option<Written<'a>> {
        self.process(&self.locate(at))
    }

    /// Where the process stands in whose text a place lies; the procedure's own for a place outside of any.
    pub(super) fn locate(&self, at: Span) -> Place {
        let own = std::iter::once((None, self.entry.written.statements.as_slice()));
        let adapted = self.adaptations().enumerate().map(|(index, adapt)| (Some(index), adapt.statements.as_slice()));
        let mut all = own.chain(adapted);
        all.find_map(|(adaptation, statements)| {
            let around = statements.iter().find(|statement| statement.span.contains(at))?;
            match &around.kind {
                StatementKind::Process(_) => Some(Place { adaptation, case: None }),
                StatementKind::Case(case) => {
                    let inside = case.statements.iter().find(|statement| statement.span.contains(at))?;
                    let is_process = matches!(inside.kind, StatementKind::Process(_));
                    is_process.then(|| Place { adaptation, case: Some(case.name.text.clone()) })
                }
                _ => None,
            }
        })
        .unwrap_or_default()
    }

    /// The process at a place.
    pub(super) fn process(&self, place: &Place) -> Option<Written<'a>> {
        let around = match place.adaptation {
            None => self.entry.written.statements.as_slice(),
            Some(index) => self.adaptations().nth(index)?.statements.as_slice(),
        };
        let statements = match &place.case {
            None => around,
            Some(name) => around.iter().find_map(|statement| match &statement.kind {
                StatementKind::Case(case) if same(&case.name.text, name) => Some(case.statements.as_slice()),
                _ => None,
            })?,
        };
        let owner = if *place == Place::default() { Owner::Procedure } else { Owner::Other };
        statements.iter().find_map(|statement| match &statement.kind {
            StatementKind::Process(flow) => Some(Written { flow, owner, statements }),
            _ => None,
        })
    }
}

impl<'a> Written<'a> {
    /// Every step in the order of the text.
    pub(super) fn steps(&self) -> Vec<&'a Step> {
        let mut all = Vec::new();
        collect(self.flow, &mut all);
        all
    }

    /// The step of a name.
    pub(super) fn step(&self, name: &str) -> Option<&'a Step> {
        self.steps().into_iter().find(|step| same(&step.name.text, name))
    }
}

/// Whether two names are one.
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b || similar::key(a) == similar::key(b)
}

/// Who works a step, where it is one body alone.
pub(super) fn alone(step: &Step) -> Option<&ast::BodyRef> {
    let ast::Bodies { any_of, with, .. } = step.by.as_ref()?;
    match any_of.as_slice() {
        [ast::Party::Body { body, other: false }] if with.is_empty() => Some(body),
        _ => None,
    }
}

/// The flows directly inside a node.
pub(super) fn inner(node: &Node) -> Vec<&Flow> {
    match node {
        Node::Step(_) | Node::End(_) => Vec::new(),
        Node::If { then, otherwise, .. } => std::iter::once(then).chain(otherwise).collect(),
        Node::Choose { options, otherwise, .. } => options.iter().map(|(_, flow)| flow).chain(otherwise).collect(),
        Node::Parallel { branches, .. } => branches.iter().map(|branch| &branch.flow).collect(),
        Node::Repeat { body, .. } => vec![body],
        Node::Phase(phase) => vec![&phase.flow],
    }
}

fn collect<'a>(flow: &'a Flow, all: &mut Vec<&'a Step>) {
    for node in &flow.nodes {
        match node {
            Node::Step(step) => all.push(step),
            node => inner(node).into_iter().for_each(|flow| collect(flow, all)),
        }
    }
}
