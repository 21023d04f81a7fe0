//! Adaptations: what a place may change is laid over the procedures it names and read once, for its findings.

use super::names::{Guesses, Noun, Resolver, guess};
use super::registry::period;
use super::{Overlay, procedure, statement};
use crate::base::Sink;
use crate::model::{Adaptation, Catalogue, Entry, Id, Period, Procedure, view};
use crate::syntax::ast::{self, StatementKind};
use std::sync::Arc;

/// Resolves an adaptation.
pub(super) fn adaptation(catalogue: &Catalogue, guesses: &Guesses, written: ast::Adapt, out: &mut Sink) -> Adaptation {
    statement::misplaced_in_adapt(&written.statements, out);
    let mut resolver = Resolver { names: catalogue, guesses, out };
    let adaptation = Adaptation {
        procedures: resolver.find_all(&written.procedures),
        at: resolver.find_all(&written.at),
        within: resolver.find_all(&written.within),
        period: period(&written.validity),
        notes: resolver.notes(&written.notes),
        span: written.span,
        written: Arc::new(written),
    };
    for id in adaptation.procedures.iter().filter_map(|procedure| procedure.id) {
        if let Some(entry) = latest(catalogue, id, &adaptation.period) {
            try_on(catalogue, guesses, &adaptation.written, entry, out);
        }
    }
    adaptation
}

/// The last version that an adaptation meets, else the last of all.
fn latest<'c>(catalogue: &'c Catalogue, id: Id<Procedure>, period: &Period) -> Option<&'c Entry> {
    let met = catalogue.versions_of(id).rfind(|entry| entry.base.period.overlaps(period));
    met.or_else(|| catalogue.versions_of(id).next_back())
}

/// Finds what in an adaptation does not fit a procedure.
fn try_on(catalogue: &Catalogue, guesses: &Guesses, adapt: &ast::Adapt, entry: &Entry, out: &mut Sink) {
    let mut found = Sink::default();
    let mut resolver = Resolver { names: catalogue, guesses, out: &mut found };
    for statement in &adapt.statements {
        let StatementKind::Case(case) = &statement.kind else { continue };
        if !view::has_case(&entry.written, &case.name) {
            let names = view::cases(&entry.written).map(|case| case.name.text.as_str()).collect::<Vec<_>>();
            resolver.unresolved(Noun::Case, &case.name, guess(&case.name.text, names.into_iter()));
        }
    }
    let merged = view::apply(&entry.written, &adapt.statements);
    let overlay = Overlay { cases: &[], statements: &adapt.statements };
    procedure::procedure(&mut resolver, &merged, entry.language, overlay);
    let changed = |case: &&ast::Case| {
        adapt.statements.iter().any(|statement| match &statement.kind {
            StatementKind::Case(change) => same(&change.name, &case.name),
            _ => false,
        })
    };
    for case in view::cases(&merged).filter(changed) {
        let merged = view::apply(&merged, &case.statements);
        let overlay = Overlay { cases: &[case], statements: &adapt.statements };
        procedure::procedure(&mut resolver, &merged, entry.language, overlay);
    }
    let overlay = Overlay { cases: &[], statements: &adapt.statements };
    found.findings.retain(|finding| overlay.concerns(finding));
    super::keep(out, found, &entry.written.name);
}

fn same(a: &ast::Name, b: &ast::Name) -> bool {
    crate::base::similar::key(&a.text) == crate::base::similar::key(&b.text)
}
