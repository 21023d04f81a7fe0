//! The internal process: numbers the steps in the order of the text, then resolves what each says and where it leads.

use super::condition::Use;
use super::names::{Noun, guess};
use super::procedure::Scope;
use super::registry::period;
use crate::base::similar;
use crate::model::{
    Action, Ask, At, Bodies, ChoiceOption, Cited, Flow, Goal, Jump, Name, Node, Party, Phase, Process, Reaction, Step,
    StepId, Trigger,
};
use crate::syntax::ast;

/// Every step of a flow in the order of the text.
pub(super) fn steps_of<'f>(flow: &'f ast::Flow, steps: &mut Vec<&'f ast::Step>) {
    for node in &flow.nodes {
        match node {
            ast::Node::Step(step) => steps.push(step),
            ast::Node::If { then, otherwise, .. } => {
                for flow in std::iter::once(then).chain(otherwise) {
                    steps_of(flow, steps);
                }
            }
            ast::Node::Choose { options, otherwise, .. } => {
                for flow in options.iter().map(|(_, flow)| flow).chain(otherwise) {
                    steps_of(flow, steps);
                }
            }
            ast::Node::Parallel { branches, .. } => branches.iter().for_each(|branch| steps_of(&branch.flow, steps)),
            ast::Node::Repeat { body, .. } => steps_of(body, steps),
            ast::Node::Phase(phase) => steps_of(&phase.flow, steps),
            ast::Node::End(_) => {}
        }
    }
}

fn count(flow: &ast::Flow) -> u32 {
    let mut steps = Vec::new();
    steps_of(flow, &mut steps);
    steps.len() as u32
}

/// Whether a step leads to another out of the structure.
fn leaves(step: &ast::Step) -> bool {
    let step_after = |reaction: &ast::Reaction| matches!(reaction.action, ast::Action::Go(ast::Target::Step(_)));
    !step.jumps.is_empty() || step.reactions.iter().any(step_after)
}

impl Scope<'_, '_> {
    /// Enters the steps of a process, so that whatever names one finds it.
    pub(super) fn declare_steps(&mut self, flow: &ast::Flow) {
        let mut steps = Vec::new();
        steps_of(flow, &mut steps);
        self.jumps = steps.iter().any(|step| leaves(step));
        let always = crate::model::Period::default();
        super::versions::distinct(Noun::Step, steps.iter().map(|step| (&step.name, &always)), self.resolver.out);
        for (index, step) in steps.iter().enumerate() {
            self.steps.entry(similar::key(&step.name.text)).or_insert(StepId(index as u32));
            self.step_names.push(step.name.text.clone());
        }
    }

    /// Enters the steps of the processes that cases bring along.
    pub(super) fn steps_elsewhere(&mut self, written: &ast::Procedure) {
        for case in crate::model::view::cases(written) {
            for statement in &case.statements {
                let ast::StatementKind::Process(flow) = &statement.kind else { continue };
                let mut steps = Vec::new();
                steps_of(flow, &mut steps);
                self.other_steps.extend(steps.iter().map(|step| similar::key(&step.name.text)));
            }
        }
    }

    /// The step of a name.
    pub(super) fn step(&mut self, name: &Name) -> Option<StepId> {
        let id = self.steps.get(&similar::key(&name.text)).copied();
        // Where the whole process is unknown, so are its steps; that is not the name's fault.
        let elsewhere = || self.other_steps.contains(&similar::key(&name.text));
        if id.is_none() && !self.step_names.is_empty() && !elsewhere() {
            let guess = guess(&name.text, self.step_names.iter().map(String::as_str));
            self.resolver.unresolved(Noun::Step, name, guess);
        }
        id
    }

    /// The resolved process.
    pub(super) fn process(&mut self, flow: &ast::Flow, keyword: crate::base::Span) -> Process {
        let mut process = Process { span: keyword, ..Process::default() };
        process.flow = self.flow(flow, &mut process);
        let always = crate::model::Period::default();
        let phases = process.phases.iter().map(|phase| (&phase.name, &always));
        super::versions::distinct(Noun::Phase, phases, self.resolver.out);
        process
    }

    fn flow(&mut self, flow: &ast::Flow, process: &mut Process) -> Flow {
        Flow {
            nodes: flow.nodes.iter().map(|node| self.node(node, process)).collect(),
            probability: flow.probability.clone(),
            notes: self.resolver.notes(&flow.notes),
        }
    }

    fn node(&mut self, node: &ast::Node, process: &mut Process) -> Node {
        let begun = Use::After(process.steps.len() as u32);
        match node {
            ast::Node::Step(step) => {
                let step = self.step_statement(step, process.steps.len() as u32);
                process.steps.push(step);
                Node::Step(StepId(process.steps.len() as u32 - 1))
            }
            ast::Node::If { span, .. } => {
                let mut options = Vec::new();
                self.alternatives(node, begun, process, &mut options);
                Node::Choice { options, written_choose: false, span: *span }
            }
            ast::Node::Choose { options, otherwise, notes, span } => {
                self.resolver.notes(notes);
                let mut resolved: Vec<_> =
                    options.iter().map(|(when, flow)| self.option(Some(when), begun, flow, *span, process)).collect();
                resolved.extend(otherwise.iter().map(|flow| self.option(None, begun, flow, *span, process)));
                Node::Choice { options: resolved, written_choose: true, span: *span }
            }
            ast::Node::Parallel { branches, notes, span } => {
                self.resolver.notes(notes);
                let first = process.steps.len() as u32;
                let inside: u32 = branches.iter().map(|branch| count(&branch.flow)).sum();
                self.unordered.push(first..first + inside);
                let branches = branches.iter().map(|b| (b.title.clone(), self.flow(&b.flow, process))).collect();
                self.unordered.pop();
                Node::Parallel { branches, span: *span }
            }
            ast::Node::Repeat { limit, condition, body, span } => {
                let first = process.steps.len() as u32;
                self.unordered.push(first..first + count(body));
                let condition = condition.as_ref().map(|expr| self.condition(expr, begun));
                let body = self.flow(body, process);
                self.unordered.pop();
                Node::Repeat { limit: limit.as_ref().map(|limit| limit.value), condition, body, span: *span }
            }
            ast::Node::Phase(phase) => {
                if let Some(At { value: ast::CountedFrom::Step(name), .. }) = &phase.counted_from {
                    self.step(name);
                }
                process.phases.push(Phase {
                    name: phase.name.clone(),
                    title: phase.title.clone(),
                    within: phase.within.clone(),
                    counted_from: phase.counted_from.clone(),
                    span: phase.span,
                });
                let index = process.phases.len() as u32 - 1;
                Node::Phase(index, self.flow(&phase.flow, process))
            }
            ast::Node::End(end) => Node::End(end.clone()),
        }
    }

    /// The alternatives of an `if` with all its `else if`.
    fn alternatives(&mut self, node: &ast::Node, begun: Use, process: &mut Process, options: &mut Vec<ChoiceOption>) {
        let ast::Node::If { condition, then, otherwise, span } = node else { return };
        options.push(self.option(Some(condition), begun, then, *span, process));
        match otherwise {
            Some(ast::Flow { nodes, probability: None, notes, .. })
                if *notes == ast::Notes::default() && matches!(nodes.as_slice(), [ast::Node::If { .. }]) =>
            {
                self.alternatives(&nodes[0], begun, process, options);
            }
            Some(flow) => options.push(self.option(None, begun, flow, *span, process)),
            None => options.push(ChoiceOption { condition: None, flow: Flow::default(), span: *span }),
        }
    }

    fn option(
        &mut self,
        when: Option<&ast::Expr>,
        begun: Use,
        flow: &ast::Flow,
        span: crate::base::Span,
        process: &mut Process,
    ) -> ChoiceOption {
        let condition = when.map(|expr| self.condition(expr, begun));
        ChoiceOption { condition, flow: self.flow(flow, process), span }
    }

    fn step_statement(&mut self, step: &ast::Step, index: u32) -> Step {
        let after = Use::After(index + 1);
        let mut reads_dossier = None;
        let mut reads = Vec::new();
        for datum in &step.reads {
            match datum {
                ast::Datum::Dossier(span) => reads_dossier = Some(*span),
                ast::Datum::Name(name) => {
                    reads.extend(self.read(name).map(|value| At { value, span: name.span }));
                }
            }
        }
        let writes = step.writes.iter().map(|(name, _)| At { value: self.write(name), span: name.span }).collect();
        Step {
            name: step.name.clone(),
            title: step.title.clone(),
            kinds: step.kinds.clone().unwrap_or_default(),
            by: step.by.as_ref().map(|by| self.bodies(by)),
            within: step.within.clone(),
            reads_dossier,
            reads,
            writes,
            checks: step.checks.clone(),
            reactions: step.reactions.iter().map(|reaction| self.reaction(reaction, after)).collect(),
            jumps: step.jumps.iter().map(|jump| self.jump(jump, after)).collect(),
            calls: step.calls.as_ref().map(|code| self.resolver.find(code)),
            signature: step.signature.clone(),
            pauses: step.pauses.as_ref().map(|cited| self.cited(cited)),
            silence: step.silence.as_ref().map(|(silence, cited)| (*silence, self.cited(cited))),
            effort: step.effort.as_ref().map(|measured| measured.value.clone()),
            wait: step.wait.as_ref().map(|measured| measured.value.clone()),
            rejects: step.rejects.as_ref().map(|measured| measured.value.clone()),
            discretion: step.discretion.clone(),
            batch: step.batch.clone(),
            in_person: step.in_person.as_ref().map(|(because, cited)| (because.clone(), self.cited(cited))),
            order_required: step.order_required.as_ref().map(|cited| self.cited(cited)),
            form: step.form.clone(),
            notes: self.resolver.notes(&step.notes),
            span: step.span,
        }
    }

    fn reaction(&mut self, reaction: &ast::Reaction, after: Use) -> Reaction {
        Reaction {
            trigger: match &reaction.trigger {
                ast::Trigger::Incomplete(_) => Trigger::Incomplete,
                ast::Trigger::Ineligible(_) => Trigger::Ineligible,
                ast::Trigger::Late(_) => Trigger::Late,
                ast::Trigger::When(expr) => Trigger::When(self.condition(expr, after)),
            },
            action: match &reaction.action {
                ast::Action::Go(target) => Action::Go(self.goal(target)),
                ast::Action::Ask(ask) => Action::Ask(Ask {
                    times: ask.times.clone(),
                    within: ask.within.clone(),
                    otherwise: ask.otherwise.clone(),
                    restarts: ask.restarts,
                    span: ask.span,
                }),
            },
            basis: self.resolver.citations(&reaction.basis),
            span: reaction.span,
        }
    }

    fn jump(&mut self, jump: &ast::Jump, after: Use) -> Jump {
        Jump {
            to: self.goal(&jump.to),
            when: self.guard(jump.when.as_ref(), jump.unless.as_ref(), after),
            span: jump.span,
        }
    }

    fn goal(&mut self, target: &ast::Target) -> Goal {
        match target {
            ast::Target::End(end) => Goal::End(end.value),
            ast::Target::Step(name) => self.step(name).map_or(Goal::Unknown, Goal::Step),
        }
    }

    fn cited(&mut self, cited: &ast::Cited) -> Cited {
        Cited { span: cited.span, basis: self.resolver.citations(&cited.basis) }
    }

    /// Who works a step or decides.
    pub(super) fn bodies(&mut self, bodies: &ast::Bodies) -> Bodies {
        let mut parties = |parties: &[ast::Party]| {
            let party = |party: &ast::Party| match party {
                ast::Party::Applicant(span) => Party::Applicant(*span),
                ast::Party::Body { body, other } => Party::Body { body: self.resolver.body(body), other: *other },
            };
            parties.iter().map(party).collect()
        };
        Bodies { any_of: parties(&bodies.any_of), with: parties(&bodies.with), span: bodies.span }
    }

    /// A row that may apply among several.
    pub(super) fn row(&mut self, row: &ast::Row, span: crate::base::Span, at: Use) -> crate::model::Row {
        crate::model::Row {
            when: self.guard(row.when.as_ref(), row.unless.as_ref(), at),
            period: period(&row.validity),
            basis: self.resolver.citations(&row.basis),
            source: row.source.clone(),
            span,
        }
    }
}
