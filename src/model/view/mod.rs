//! What a case or an adaptation makes of a procedure, before anything is resolved: statements are merged, then the result
//! is read like any other procedure.
//!
//! Papers, conditions, results and facts add. A deadline replaces all rows, unless it only says `plus`; `decided by` and
//! `appeal to` replace all rows; a process, `sets`, `volume`, `risk`, `harm`, `pay` and `reviewed on` replace; a channel
//! replaces that of its kind, a fee those of its kind and title; `step X` changes what it says of that step; `case X`
//! changes that case in the same way.

mod step;

use crate::base::similar;
use crate::model::resolve::may_differ;
use crate::syntax::ast::{self, Case, Fee, Procedure, Statement, StatementKind};
use std::mem::discriminant;

/// The procedure with the statements of a case or an adaptation applied.
pub fn apply(procedure: &Procedure, statements: &[Statement]) -> Procedure {
    let mut merged = procedure.clone();
    merge(&mut merged.statements, statements);
    merged
}

/// Applies statements to others of a procedure or a case.
fn merge(base: &mut Vec<Statement>, statements: &[Statement]) {
    let first_row = statements.iter().any(|s| matches!(&s.kind, StatementKind::Deadline(deadline) if !deadline.plus));
    if first_row {
        base.retain(|old| !matches!(old.kind, StatementKind::Deadline(_)));
    }
    // All that goes, before anything comes: what is written together does not replace itself.
    base.retain(|old| !statements.iter().any(|new| replaces(&new.kind, &old.kind)));
    for statement in statements.iter().filter(|statement| may_differ(&statement.kind)) {
        match &statement.kind {
            StatementKind::Step(change) if step::change(base, change) => {}
            StatementKind::Case(change) => {
                if let Some(case) = base.iter_mut().find_map(|old| same_case(old, change)) {
                    case.when = change.when.clone().or(case.when.take());
                    case.title = change.title.clone().or(case.title.take());
                    merge(&mut case.statements, &change.statements);
                }
            }
            _ => base.push(statement.clone()),
        }
    }
}

/// Whether one statement takes the place of another.
fn replaces(new: &StatementKind, old: &StatementKind) -> bool {
    match (new, old) {
        (StatementKind::Channel(new), StatementKind::Channel(old)) => new.kind.value == old.kind.value,
        (StatementKind::Fee(new), StatementKind::Fee(old)) => same_fee(new, old),
        (
            StatementKind::DecidedBy(_)
            | StatementKind::Appeal { .. }
            | StatementKind::Process(_)
            | StatementKind::Sets(_)
            | StatementKind::Volume(_)
            | StatementKind::Risk { .. }
            | StatementKind::Harm { .. }
            | StatementKind::Pay(_)
            | StatementKind::ReviewedOn(_),
            old,
        ) => discriminant(new) == discriminant(old),
        _ => false,
    }
}

fn same_fee(a: &Fee, b: &Fee) -> bool {
    let key = |fee: &Fee| fee.title.as_ref().map(|title| similar::key(&title.text));
    a.kind == b.kind && key(a) == key(b)
}

fn same_case<'s>(statement: &'s mut Statement, change: &Case) -> Option<&'s mut Case> {
    match &mut statement.kind {
        StatementKind::Case(case) if similar::key(&case.name.text) == similar::key(&change.name.text) => Some(case),
        _ => None,
    }
}

/// The cases of a procedure in the order of the text.
pub(super) fn cases(procedure: &Procedure) -> impl Iterator<Item = &Case> {
    procedure.statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Case(case) => Some(case),
        _ => None,
    })
}

/// Whether a procedure has a case of that name.
pub(super) fn has_case(procedure: &Procedure, name: &ast::Name) -> bool {
    cases(procedure).any(|case| similar::key(&case.name.text) == similar::key(&name.text))
}
