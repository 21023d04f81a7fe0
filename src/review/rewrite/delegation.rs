//! A power that was handed down is used: the recipient decides, and what only carried the case up and down again goes.

use crate::base::{Diagnostic, Text};
use crate::model::{Agency, Body, Delegation, DelegationKind, Role};
use crate::review::change::Change;
use crate::review::subject::{Subject, alone, same};
use crate::syntax::ast::{Step, StepKind};

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
    // What holds at one place cannot change the process of all places: the place writes its own.
    let everywhere = delegation.at.is_empty() && delegation.within.is_empty();
    if !everywhere && !subject.adaptations().any(|adapt| adapt.span.contains(finding.at)) {
        return None;
    }
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
    // What only carries the case up to the old decider goes. Where nothing does, two bodies look at the case one after the
    // other for nothing but a second key: whether one is enough is not for a program to say.
    let own = *steps.iter().find(|step| {
        let carries = step.kinds.iter().flatten().any(|kind| matches!(kind.value, StepKind::Sign | StepKind::Approve));
        step.span.start < deciding.span.start && carries && self::body(step).as_deref() == Some(&to)
    })?;
    let old = self::body(deciding)?;
    let mut changes = vec![Change::DropSteps(vec![own.name.text.clone()])];
    // Whoever prepares and issues the decision for the old decider is followed by whoever does so for the new one.
    for step in steps.iter().filter(|step| step.span.start > own.span.start && step.name.span != deciding.name.span) {
        let Some(by) = self::body(step) else { continue };
        let (office, role) = by.split_once('/').unwrap_or((&by, ""));
        let serves = office == old.split('/').next().unwrap_or_default() || is_office_of(subject, office, &old);
        let serves = serves && office != agency.name.text && !is_desk(subject, office, role);
        if !serves {
            continue;
        }
        let mut roles = agency.roles.iter().filter(|role| role.period.contains(day));
        let called_so = || roles.find(|known| same(&known.name.text, role));
        let heir = second_eye(subject, step, work, &steps, agency).or_else(called_so)?;
        let to = format!("{}/{}", agency.name.text, heir.name.text);
        changes.push(Change::HandTo { step: step.name.text.clone(), to, title: None, time_of: None });
    }
    changes.push(Change::HandTo {
        step: deciding.name.text.clone(),
        to,
        title: None,
        time_of: Some(own.name.text.clone()),
    });
    Some(changes)
}

/// Who looks at a case again in the agency that appraised it: not who appraised it, but the one role left that neither receives
/// nor signs nor issues. `None`: the step checks nothing, or there is none such, or more than one.
fn second_eye<'a>(
    subject: &Subject<'_>,
    step: &Step,
    appraisal: &Step,
    steps: &[&Step],
    agency: &'a Agency,
) -> Option<&'a Role> {
    let is_kind = |step: &Step, wanted: StepKind| step.kinds.iter().flatten().any(|kind| kind.value == wanted);
    if !is_kind(step, StepKind::Review) {
        return None;
    }
    let role_of = |step: &Step| body(step).and_then(|body| body.split_once('/').map(|(_, role)| role.to_owned()));
    let issuers: Vec<String> =
        steps.iter().filter(|one| is_kind(one, StepKind::Issue)).filter_map(|one| role_of(one)).collect();
    let appraiser = role_of(appraisal)?;
    let is_free = |role: &&Role| {
        let taken = issuers.iter().chain([&appraiser]).any(|name| same(&role.name.text, name));
        !taken && !role.receives && !role.signs && role.period.contains(subject.settings.as_of)
    };
    let free: Vec<&Role> = agency.roles.iter().filter(is_free).collect();
    let [one] = free.as_slice() else { return None };
    Some(one)
}

/// Whether an agency serves the agency of a body: it has no work of its own in the field.
fn is_office_of(subject: &Subject<'_>, office: &str, body: &str) -> bool {
    let (agencies, day) = (&subject.catalogue.agencies, subject.settings.as_of);
    let above = body.split('/').next().unwrap_or_default();
    let under = |id| agencies.get(id).near(day).under.as_ref().is_some_and(|own| own.name.text == above);
    agencies.find(office).is_some_and(under)
}

/// Whether a role receives dossiers and gives results: the case comes and goes there, whoever decides.
fn is_desk(subject: &Subject<'_>, agency: &str, role: &str) -> bool {
    let (agencies, day) = (&subject.catalogue.agencies, subject.settings.as_of);
    let roles = |id| {
        let known = agencies.get(id).near(day);
        known.roles.iter().any(|known| known.receives && same(&known.name.text, role))
    };
    agencies.find(agency).is_some_and(roles)
}

fn title(subject: &Subject<'_>, delegation: &Delegation, recipient: &Body) -> Text {
    let who = subject.catalogue.spoken_title_of(recipient, subject.settings.as_of);
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
    let body = alone(step)?;
    Some(match &body.role {
        Some(role) => format!("{}/{}", body.agency.text, role.text),
        None => body.agency.text.clone(),
    })
}

fn is_by(step: &Step, recipient: &Body) -> bool {
    body(step)
        .is_some_and(|written| crate::base::similar::key(&written) == crate::base::similar::key(&recipient.written()))
}
