//! The papers and records of one procedure: what its dossier, results and steps declare, and what they only mention.

use super::condition::Use;
use super::names::{Noun, guess};
use super::procedure::Scope;
use crate::base::{Span, similar};
use crate::model::{Data, DataId, Demand, DocumentType, Name, Outcome, Paper, Period, Ref, Row, Title};
use crate::syntax::ast::{self, StatementKind};
use std::collections::{HashMap, HashSet};

/// The papers of a procedure by name.
#[derive(Debug, Default)]
pub(super) struct Papers {
    /// In the order in which they are first named.
    pub(super) all: Vec<Data>,
    ids: HashMap<String, DataId>,
    /// Names that only another case declares: known, but not part of this view.
    elsewhere: HashSet<String>,
}

impl Papers {
    fn find(&self, name: &Name) -> Option<DataId> {
        self.ids.get(&similar::key(&name.text)).copied()
    }
}

impl Scope<'_, '_> {
    /// Enters every paper that statements declare.
    pub(super) fn declare_papers(&mut self, statements: &[ast::Statement]) {
        for statement in statements {
            match &statement.kind {
                StatementKind::Document(line) => self.declare_line(line),
                StatementKind::DocumentChoice(choice) => choice.rows.iter().for_each(|row| self.declare_line(row)),
                StatementKind::Result(line) => {
                    let declared =
                        self.declared_type(line.title.as_ref(), None, &line.body, &line.name, statement.span);
                    let data = self.enter(&line.name, line.title.as_ref());
                    data.is_result = true;
                    data.declared = data.declared.take().or(declared);
                }
                StatementKind::Process(flow) => {
                    let mut steps = Vec::new();
                    super::process::steps_of(flow, &mut steps);
                    for (name, title) in steps.iter().flat_map(|step| &step.writes) {
                        self.enter(name, title.as_ref()).written = true;
                    }
                }
                StatementKind::Case(case) => elsewhere(&case.statements, &mut self.papers.elsewhere),
                _ => {}
            }
        }
    }

    fn declare_line(&mut self, line: &ast::DocumentLine) {
        let declared = self.declared_type(line.title.as_ref(), line.form.as_ref(), &line.body, &line.name, line.span);
        let data = self.enter(&line.name, line.title.as_ref());
        data.in_dossier = true;
        data.declared = data.declared.take().or(declared);
    }

    /// What a line and the block under it say of a paper, if they say anything.
    fn declared_type(
        &mut self,
        title: Option<&Title>,
        form: Option<&Title>,
        body: &ast::DocumentBody,
        name: &Name,
        span: Span,
    ) -> Option<Box<DocumentType>> {
        let silent = title.is_none() && form.is_none() && *body == ast::DocumentBody::default();
        (!silent).then(|| {
            Box::new(DocumentType {
                name: name.clone(),
                title: title.cloned(),
                kind: body.kind.clone(),
                form: form.or(body.form.as_ref()).cloned(),
                issued_by: self.resolver.find_all(&body.issued_by),
                held_in: self.resolver.find_all(&body.held_in),
                states: body.states.clone(),
                personal: body.personal.clone(),
                sensitive: body.sensitive.clone(),
                valid: body.valid.clone(),
                synonyms: body.synonyms.clone(),
                period: Period::default(),
                notes: crate::model::Notes::default(),
                span,
            })
        })
    }

    fn enter(&mut self, name: &Name, title: Option<&Title>) -> &mut Data {
        let next = DataId(self.papers.all.len() as u32);
        let id = *self.papers.ids.entry(similar::key(&name.text)).or_insert(next);
        if id == next {
            self.papers.all.push(Data {
                name: name.clone(),
                title: None,
                document: self.resolver.names.documents.find(&name.text),
                declared: None,
                in_dossier: false,
                written: false,
                is_result: false,
            });
        }
        let data = &mut self.papers.all[id.0 as usize];
        data.title = data.title.take().or_else(|| title.cloned());
        data
    }

    /// The paper that a line asks for or issues; without a title it must be known.
    fn mentioned(&mut self, name: &Name) -> (DataId, Ref<DocumentType>) {
        let id = self.papers.find(name).expect("every line has been entered");
        let data = &self.papers.all[id.0 as usize];
        let known = data.document.is_some() || data.title.is_some() || data.written;
        let document = Ref { name: name.clone(), id: data.document };
        if !known && !self.papers.elsewhere.contains(&similar::key(&name.text)) {
            self.unknown_paper(name);
        }
        (id, document)
    }

    /// The paper that a step reads or an example names. `None`: it does not exist (reported), or only in another case.
    pub(super) fn read(&mut self, name: &Name) -> Option<DataId> {
        if let Some(id) = self.papers.find(name) {
            return Some(id);
        }
        if self.papers.elsewhere.contains(&similar::key(&name.text)) {
            return None;
        }
        if self.resolver.names.documents.find(&name.text).is_none() {
            self.unknown_paper(name);
            return None;
        }
        self.enter(name, None);
        self.papers.find(name)
    }

    /// The paper that a step writes.
    pub(super) fn write(&mut self, name: &Name) -> DataId {
        self.papers.find(name).expect("every line has been entered")
    }

    fn unknown_paper(&mut self, name: &Name) {
        let own = self.papers.all.iter().filter(|data| data.title.is_some() || data.written);
        let own = own.map(|data| data.name.text.as_str());
        let registry = self.resolver.names.documents.all.iter().map(|versions| versions.name.as_str());
        let guess = guess(&name.text, own.chain(registry));
        self.resolver.unresolved(Noun::Document, name, guess);
    }

    /// A line of the dossier.
    pub(super) fn demand(&mut self, line: &ast::DocumentLine, span: Span) -> Demand {
        let at_step = line.at_step.as_ref().and_then(|name| self.step(name));
        let at = handed_in(line.at_step.as_ref(), at_step);
        let row = self.row(&line.row, span, at);
        Demand {
            // The line's condition is the demand's; as an only alternative the paper has none of its own.
            any_of: vec![self.paper(line, Row { span: line.span, ..Row::default() })],
            title: None,
            is_choice: false,
            if_any: line.if_any,
            at_step,
            row,
            case: self.case_of(span),
        }
    }

    /// `document one of`.
    pub(super) fn demand_choice(&mut self, choice: &ast::DocumentChoice, span: Span) -> Demand {
        let at_step = choice.at_step.as_ref().and_then(|name| self.step(name));
        let at = handed_in(choice.at_step.as_ref(), at_step);
        let alternative = |line: &ast::DocumentLine| {
            let row = self.row(&line.row, line.span, at);
            self.paper(line, row)
        };
        Demand {
            any_of: choice.rows.iter().map(alternative).collect(),
            title: choice.title.clone(),
            is_choice: true,
            if_any: choice.if_any,
            at_step,
            row: self.row(&choice.row, span, at),
            case: self.case_of(span),
        }
    }

    fn paper(&mut self, line: &ast::DocumentLine, row: Row) -> Paper {
        let (data, document) = self.mentioned(&line.name);
        Paper {
            data,
            document,
            title: line.title.clone(),
            form: line.form.clone().or_else(|| line.body.form.clone()),
            hands: line.hands.clone(),
            row,
            states: line.body.states.clone(),
            personal: line.body.personal.clone(),
            sensitive: line.body.sensitive.clone(),
            notes: self.resolver.notes(&line.notes),
            span: line.span,
        }
    }

    /// A result.
    pub(super) fn outcome(&mut self, line: &ast::ResultLine, span: Span) -> Outcome {
        let (data, document) = self.mentioned(&line.name);
        self.resolver.notes(&line.notes);
        Outcome {
            data,
            document,
            title: line.title.clone(),
            digital: line.digital,
            valid: line.valid.clone().or_else(|| line.body.valid.clone()),
            row: self.row(&line.row, span, Use::Open),
        }
    }
}

/// When the condition of a paper is answered.
fn handed_in(name: Option<&Name>, step: Option<crate::model::StepId>) -> Use {
    match (name, step) {
        (None, _) => Use::Filing,
        (Some(_), Some(step)) => Use::After(step.0 + 1),
        (Some(_), None) => Use::Open,
    }
}

/// The names of papers that statements declare.
fn elsewhere(statements: &[ast::Statement], names: &mut HashSet<String>) {
    let mut add = |name: &Name| {
        names.insert(similar::key(&name.text));
    };
    for statement in statements {
        match &statement.kind {
            StatementKind::Document(line) => add(&line.name),
            StatementKind::DocumentChoice(choice) => choice.rows.iter().for_each(|row| add(&row.name)),
            StatementKind::Result(line) => add(&line.name),
            StatementKind::Step(step) => step.writes.iter().for_each(|(name, _)| add(name)),
            StatementKind::Process(flow) => {
                let mut steps = Vec::new();
                super::process::steps_of(flow, &mut steps);
                steps.iter().flat_map(|step| &step.writes).for_each(|(name, _)| add(name));
            }
            _ => {}
        }
    }
}
