//! One view of a procedure: declares what its statements name, then resolves them in the order of the text.

use super::condition::Use;
use super::names::{Noun, Resolver};
use super::registry::period;
use super::{Overlay, statement};
use crate::base::{Language, Span, similar};
use crate::model::{
    Appeal, Case, Channel, Data, Deadline, Decider, Fact, FactId, Fee, FeeAmount, FeeRow, Name, Period, Procedure,
    Requirement, StepId, Volume,
};
use crate::syntax::ast::{self, Amount, StatementKind};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The names of one view of a procedure.
pub(super) struct Scope<'r, 'a> {
    /// The names of the catalogue.
    pub(super) resolver: &'r mut Resolver<'a>,
    /// Facts in the order of the text.
    pub(super) facts: Vec<Fact>,
    /// Facts by name.
    pub(super) fact_ids: HashMap<String, FactId>,
    /// Papers.
    pub(super) papers: super::papers::Papers,
    /// Steps by name.
    pub(super) steps: HashMap<String, StepId>,
    /// Names of steps in the order of the text.
    pub(super) step_names: Vec<String>,
    /// Keys of steps that only a case has: known, but not part of this view.
    pub(super) other_steps: HashSet<String>,
    /// Whether steps lead out of the structure, so that the order of the text says nothing.
    pub(super) jumps: bool,
    /// Steps of the `parallel` and `repeat` blocks around the place at hand: among them the order of the text says nothing.
    pub(super) unordered: Vec<Range<u32>>,
    /// What the view lays over the base.
    pub(super) overlay: Overlay<'r>,
}

/// Resolves a procedure, or a view of it in which the statements of `overlay` are already merged.
pub(super) fn procedure(
    resolver: &mut Resolver<'_>,
    written: &ast::Procedure,
    language: Language,
    overlay: Overlay<'_>,
) -> Procedure {
    let mut scope = Scope::new(resolver, overlay);
    scope.steps_elsewhere(written);
    if let Some(flow) = written.statements.iter().find_map(process_of) {
        scope.declare_steps(flow);
    }
    scope.declare_facts(&written.statements);
    scope.declare_papers(&written.statements);
    let mut procedure = blank(written, language);
    procedure.case = overlay.cases.last().map(|case| case.name.clone());
    procedure.notes = scope.resolver.notes(&written.notes);
    for statement in &written.statements {
        scope.statement(statement, &mut procedure);
    }
    scope.names_once(&procedure);
    // What a step is interlinked with, the procedure is.
    let called: Vec<_> =
        procedure.process.iter().flat_map(|process| &process.steps).filter_map(|step| step.calls.clone()).collect();
    for call in called {
        if procedure.linked.iter().all(|linked| similar::key(&linked.name.text) != similar::key(&call.name.text)) {
            procedure.linked.push(call);
        }
    }
    procedure.facts = scope.facts;
    procedure.data = scope.papers.all;
    let types = &scope.resolver.names.documents;
    for data in &mut procedure.data {
        let registered = data.document.and_then(|id| types.get(id).all.last());
        data.title = data.title.take().or_else(|| registered.and_then(|document| document.title.clone()));
    }
    procedure
}

fn process_of(statement: &ast::Statement) -> Option<&ast::Flow> {
    match &statement.kind {
        StatementKind::Process(flow) => Some(flow),
        _ => None,
    }
}

impl<'r, 'a> Scope<'r, 'a> {
    /// A view of which nothing is known yet.
    pub(super) fn new(resolver: &'r mut Resolver<'a>, overlay: Overlay<'r>) -> Self {
        Self {
            resolver,
            facts: Vec::new(),
            fact_ids: HashMap::new(),
            papers: super::papers::Papers::default(),
            steps: HashMap::new(),
            step_names: Vec::new(),
            other_steps: HashSet::new(),
            jumps: false,
            unordered: Vec::new(),
            overlay,
        }
    }
}

impl Scope<'_, '_> {
    fn statement(&mut self, statement: &ast::Statement, procedure: &mut Procedure) {
        let span = statement.span;
        if !statement::is_first(statement, procedure, self.resolver) {
            return;
        }
        match &statement.kind {
            StatementKind::Field(fields) => procedure.fields.clone_from(fields),
            StatementKind::Levels(names) => procedure.levels = self.resolver.find_all(names),
            StatementKind::DecidedBy(decided) => procedure
                .decided_by
                .push(Decider { bodies: self.bodies(&decided.bodies), row: self.row(&decided.row, span, Use::Open) }),
            StatementKind::For(applicants) => {
                self.resolver.citations(&applicants.basis);
                procedure.applicants.extend(applicants.kinds.iter().cloned());
            }
            StatementKind::PublishedBy { by, on } => {
                self.resolver.law_ref(by);
                procedure.published = Some((by.clone(), on.clone()));
            }
            StatementKind::Deadline(deadline) => procedure.deadlines.push(self.deadline(deadline, span)),
            StatementKind::Sets(sets) => procedure.sets = Some(sets.clone()),
            StatementKind::Volume(volume) => {
                let volume = Volume {
                    per_year: volume.per_year.clone(),
                    source: volume.source.clone(),
                    period: period(&volume.validity),
                };
                procedure.volumes.push(volume.clone());
                procedure.volume = Some(volume);
            }
            StatementKind::Channel(channel) => procedure.channels.push(Channel {
                kind: channel.kind.clone(),
                scope: channel.scope.clone(),
                because: channel.because.clone(),
                basis: self.resolver.citations(&channel.basis),
                period: period(&channel.validity),
            }),
            StatementKind::Fact(_) => {}
            StatementKind::Case(case) => procedure.cases.push(self.case(case, statement)),
            StatementKind::Condition(line) => procedure.conditions.push(Requirement {
                name: line.name.clone(),
                title: line.title.clone(),
                row: self.row(&line.row, span, Use::Open),
            }),
            StatementKind::Document(line) => procedure.documents.push(self.demand(line, span)),
            StatementKind::DocumentChoice(choice) => procedure.documents.push(self.demand_choice(choice, span)),
            StatementKind::Fee(fee) => self.fee(fee, statement, &mut procedure.fees),
            StatementKind::Result(line) => procedure.results.push(self.outcome(line, span)),
            StatementKind::LinkedWith { procedures, basis } => {
                self.resolver.citations(basis);
                procedure.linked.extend(self.resolver.find_all(procedures));
            }
            StatementKind::Reserved(basis) => {
                procedure.reserved = Some((statement.keyword, self.resolver.citations(basis)));
            }
            StatementKind::Risk { risk, basis } => {
                self.resolver.citations(basis);
                procedure.risk = Some(risk.clone());
            }
            StatementKind::Harm { harm, basis } => {
                self.resolver.citations(basis);
                procedure.harm = Some(harm.clone());
            }
            StatementKind::Pay(ways) => procedure.pay.clone_from(ways),
            StatementKind::Appeal { to, within, basis } => procedure.appeals.push(Appeal {
                to: self.resolver.body(to),
                within: within.clone(),
                basis: self.resolver.citations(basis),
                span,
            }),
            StatementKind::ReviewedOn(day) => procedure.reviewed_on = Some(day.clone()),
            StatementKind::Process(flow) => procedure.process = Some(self.process(flow, statement.keyword)),
            StatementKind::Step(step) => self.lone_step(step, statement),
        }
    }

    fn deadline(&mut self, deadline: &ast::Deadline, span: Span) -> Deadline {
        use crate::model::CountedFrom;
        Deadline {
            plus: deadline.plus,
            time: deadline.time.clone(),
            counted_from: match deadline.counted_from.as_ref().map(|from| &from.value) {
                None => CountedFrom::Unsaid,
                Some(ast::CountedFrom::Receipt) => CountedFrom::Receipt,
                Some(ast::CountedFrom::CompleteDossier) => CountedFrom::CompleteDossier,
                Some(ast::CountedFrom::Step(name)) => CountedFrom::Step(self.step(name)),
            },
            row: self.row(&deadline.row, span, Use::Open),
        }
    }

    fn case(&mut self, case: &ast::Case, statement: &ast::Statement) -> Case {
        let sets = |what: fn(&StatementKind) -> bool| case.statements.iter().any(|statement| what(&statement.kind));
        Case {
            name: case.name.clone(),
            title: case.title.clone(),
            when: self.guard(case.when.as_ref(), None, Use::Open),
            sets_deadline: sets(|kind| matches!(kind, StatementKind::Deadline(deadline) if !deadline.plus)),
            sets_process: sets(|kind| matches!(kind, StatementKind::Process(_))),
            notes: self.resolver.notes(&case.notes),
            span: statement.keyword.to(case.name.span),
        }
    }

    /// Fees of one kind and title are one; their rows are alternatives.
    fn fee(&mut self, fee: &ast::Fee, statement: &ast::Statement, fees: &mut Vec<Fee>) {
        let rows: Vec<_> = fee.rows.iter().map(|row| self.fee_row(row)).collect();
        let mut notes = self.resolver.notes(&fee.notes);
        notes.doc = notes.doc.or_else(|| statement.doc.clone());
        let key = |title: Option<&ast::Title>| title.map(|title| similar::key(&title.text));
        let same = |other: &&mut Fee| other.kind == fee.kind && key(other.title.as_ref()) == key(fee.title.as_ref());
        match fees.iter_mut().find(same).filter(|_| fee.title.is_some()) {
            Some(same) => {
                same.rows.extend(rows);
                same.notes.basis.extend(notes.basis);
                same.notes.allow.extend(notes.allow);
                same.notes.unresolved.extend(notes.unresolved);
            }
            None => fees.push(Fee { kind: fee.kind, title: fee.title.clone(), rows, notes, span: statement.keyword }),
        }
    }

    fn fee_row(&mut self, row: &ast::FeeRow) -> FeeRow {
        let amount = match &row.amount.value {
            Amount::Money(money) => FeeAmount::Money(*money),
            Amount::PercentOf(number, of) => FeeAmount::PercentOf(*number, of.clone()),
            Amount::Unknown => FeeAmount::Unknown,
            Amount::SetBy(agency) => FeeAmount::SetBy(self.resolver.find(agency)),
        };
        FeeRow {
            amount: ast::At { value: amount, span: row.amount.span },
            per: row.per.clone(),
            at_step: row.at_step.as_ref().and_then(|name| self.step(name)),
            row: self.row(&row.row, row.amount.span, Use::Open),
        }
    }

    /// Reports names that are declared twice in one procedure.
    fn names_once(&mut self, procedure: &Procedure) {
        let facts: Vec<_> = self.facts.iter().map(|fact| fact.name.clone()).collect();
        self.once(Noun::Fact, facts.iter());
        self.once(Noun::Case, procedure.cases.iter().map(|case| &case.name));
        let unconditional = procedure.conditions.iter().filter(|condition| condition.row.when.is_none());
        let conditions = unconditional.map(|condition| (&condition.name, &condition.row.period));
        super::versions::distinct(Noun::Condition, conditions, self.resolver.out);
    }

    pub(super) fn once<'n>(&mut self, noun: Noun, names: impl Iterator<Item = &'n Name>) {
        let always = Period::default();
        super::versions::distinct(noun, names.map(|name| (name, &always)), self.resolver.out);
    }

    /// The applied case that added the statement at `span`.
    pub(super) fn case_of(&self, span: Span) -> Option<Name> {
        let adds = |case: &&&ast::Case| case.statements.iter().any(|statement| statement.span == span);
        self.overlay.cases.iter().find(adds).map(|case| case.name.clone())
    }
}

fn blank(written: &ast::Procedure, language: Language) -> Procedure {
    Procedure {
        name: written.name.clone(),
        title: written.title.clone(),
        language,
        period: period(&written.validity),
        case: None,
        fields: Vec::new(),
        levels: Vec::new(),
        decided_by: Vec::new(),
        applicants: Vec::new(),
        published: None,
        deadlines: Vec::new(),
        sets: None,
        volume: None,
        volumes: Vec::new(),
        channels: Vec::new(),
        facts: Vec::new(),
        cases: Vec::new(),
        conditions: Vec::new(),
        documents: Vec::new(),
        fees: Vec::new(),
        results: Vec::new(),
        linked: Vec::new(),
        reserved: None,
        risk: None,
        harm: None,
        pay: Vec::new(),
        appeals: Vec::new(),
        reviewed_on: None,
        process: None,
        data: Vec::<Data>::new(),
        notes: crate::model::Notes::default(),
        span: written.span,
    }
}
