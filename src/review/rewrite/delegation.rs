//! A power that was handed down is used: the recipient decides, and what only carried the case up and down again goes.

use crate::base::{Diagnostic, Text};
use crate::model::{Body, Delegation, DelegationKind};
use crate::review::change::Change;
use crate::review::subject::Subject;
use crate::syntax::ast::{Bodies, Party, Step, StepKind};

/// Lets the recipient of a power decide where its delegator still does.
///
/// Of the steps that could go by the finding, the deciding one is handed to the recipient, in the time in which the
/// recipient signed the letter upwards. Who issued the result upstairs is replaced by whoever issued the letter.
pub(super) fn let_the_recipient_decide(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let delegation = subject
        .catalogue
        .delegations
        .iter()
        .find(|delegation| finding.related.iter().any(|label| label.at == delegation.from.span))?;
    let [recipient] = delegation.to.as_slice() else { return None };
    let written = subject.written(finding.at)?;
    let steps = written.steps();
    let deciding = *steps.iter().find(|step| step.name.span == finding.at)?;
    let shown = |step: &&&Step| {
        step.name.span != deciding.name.span && finding.related.iter().any(|label| label.at == step.name.span)
    };
    let others: Vec<&Step> = steps.iter().filter(shown).copied().collect();
    let issues = |step: &&&Step| step.kinds.iter().flatten().any(|kind| kind.value == StepKind::Issue);
    let before = |step: &&&Step| step.span.start < deciding.span.start;
    let own = others.iter().find(|step| before(step) && is_by(step, recipient)).map(|step| step.name.text.clone());
    let letter = others.iter().filter(before).find(issues).copied();
    let upstairs = others.iter().filter(|step| !before(step)).find(issues).copied();
    let mut changes = Vec::new();
    let mut gone: Vec<String> = others.iter().map(|step| step.name.text.clone()).collect();
    if let Some(step) = upstairs {
        // A result must still be issued; without somebody below who issues, that is a question for a person.
        let by = letter.and_then(body)?;
        gone.retain(|name| *name != step.name.text);
        changes.push(Change::HandTo {
            step: step.name.text.clone(),
            to: by,
            title: Some(crate::text!(en: "Register and issue the result", vi: "Vào sổ, phát hành kết quả")),
            time_of: letter.map(|step| step.name.text.clone()),
        });
    }
    changes.push(Change::HandTo {
        step: deciding.name.text.clone(),
        to: recipient.written(),
        title: Some(title(subject, delegation, recipient)),
        time_of: own,
    });
    if !gone.is_empty() {
        changes.insert(0, Change::DropSteps(gone));
    }
    Some(changes)
}

/// Hands a decision to the head of the body that does the highest work, where exactly one of its roles signs.
pub(super) fn hand_down(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let (catalogue, day) = (subject.catalogue, subject.settings.as_of);
    let written = subject.written(finding.at)?;
    let steps = written.steps();
    let deciding = *steps.iter().find(|step| step.name.span == finding.at)?;
    let work = *steps.iter().find(|step| finding.related.iter().any(|label| label.at == step.name.span))?;
    let body = body(work)?;
    let agency = body.split('/').next()?;
    let agency = catalogue.agencies.get(catalogue.agencies.find(agency)?).at(day)?;
    let heads: Vec<_> = agency.roles.iter().filter(|role| role.signs && role.period.contains(day)).collect();
    let [head, ..] = heads.as_slice() else { return None };
    let to = format!("{}/{}", agency.name.text, head.name.text);
    // What only carries the case up to the old decider goes: the letter, and whoever examines it upstairs.
    let own = steps.iter().find(|step| {
        let carries = step.kinds.iter().flatten().any(|kind| matches!(kind.value, StepKind::Sign | StepKind::Approve));
        step.span.start < deciding.span.start && carries && self::body(step).as_deref() == Some(&to)
    });
    let mut changes = Vec::new();
    if let Some(own) = own {
        changes.push(Change::DropSteps(vec![own.name.text.clone()]));
    }
    changes.push(Change::HandTo {
        step: deciding.name.text.clone(),
        to,
        title: None,
        time_of: own.map(|step| step.name.text.clone()),
    });
    Some(changes)
}

fn title(subject: &Subject<'_>, delegation: &Delegation, recipient: &Body) -> Text {
    let who = subject.catalogue.full_title_of(recipient, subject.settings.as_of);
    match delegation.kind.value {
        DelegationKind::Delegate => {
            crate::text!(en: "{who} decides by delegation", vi: "{who} xem xét, quyết định theo ủy quyền")
        }
        DelegationKind::Decentralise => {
            crate::text!(en: "{who} decides by decentralisation", vi: "{who} xem xét, quyết định theo phân cấp")
        }
        DelegationKind::Devolve => {
            crate::text!(en: "{who} decides by devolution", vi: "{who} xem xét, quyết định theo phân quyền")
        }
    }
}

/// Who works a step, as written, where it is one body.
fn body(step: &Step) -> Option<String> {
    match &step.by {
        Some(Bodies { any_of, with, .. }) if with.is_empty() => match any_of.as_slice() {
            [Party::Body { body, other: false }] => Some(match &body.role {
                Some(role) => format!("{}/{}", body.agency.text, role.text),
                None => body.agency.text.clone(),
            }),
            _ => None,
        },
        _ => None,
    }
}

fn is_by(step: &Step, recipient: &Body) -> bool {
    body(step)
        .is_some_and(|written| crate::base::similar::key(&written) == crate::base::similar::key(&recipient.written()))
}
