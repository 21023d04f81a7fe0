//! What would cure a finding: for each rule that can be answered by a change of the text, the changes.

mod delegation;
mod dossier;
mod service;
mod steps;

use super::change::Change;
use super::subject::Subject;
use crate::base::Diagnostic;

/// Makes of a finding the changes that cure it; `None` where this finding needs a person's thought.
pub(super) type Rewrite = fn(&Subject<'_>, &Diagnostic) -> Option<Vec<Change>>;

/// Every rule whose findings can be answered by a change, in the order of thought of a combined plan.
pub(super) static REWRITES: &[(&str, Rewrite)] = &[
    ("steps/dead-output", steps::leave_out),
    ("steps/received-again", steps::leave_out),
    ("steps/pass-through", steps::leave_out),
    ("steps/rubber-stamp", steps::leave_out),
    ("authority/higher-rubber-stamp", steps::leave_out),
    ("steps/duplicate-check", steps::check_once),
    ("steps/approval-layers", steps::fewer_layers),
    ("documents/duplicate", dossier::drop_it),
    ("documents/unused", dossier::drop_it),
    ("documents/own-result", dossier::drop_it),
    ("documents/certified-copy", dossier::plain_copy),
    ("documents/copies", dossier::plain_copy),
    ("steps/same-role", steps::merge),
    ("steps/could-run-in-parallel", steps::side_by_side),
    ("steps/knock-out-order", steps::cheapest_first),
    ("time/unused-slack", service::shorten),
    ("authority/delegation-unused", delegation::let_the_recipient_decide),
    ("documents/already-held", dossier::look_up),
    ("digital/wet-signature", service::sign_digitally),
    ("digital/paper-result", service::digital_result),
    ("digital/offline-payment", service::pay_online),
];

/// The codes of every rule whose findings can be answered by a change.
pub fn codes() -> impl Iterator<Item = &'static str> {
    REWRITES.iter().map(|(code, _)| *code)
}

/// The changes that answer a finding.
pub(super) fn changes(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let (_, rewrite) = REWRITES.iter().find(|(code, _)| *code == finding.code.id())?;
    rewrite(subject, finding)
}

/// A value that the finding compared.
fn evidence<'f>(finding: &'f Diagnostic, name: &str) -> Option<&'f str> {
    finding.evidence.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}
