//! The phase that is named after whoever decides in it: it follows the decision to its new hands.

use super::Pen;
use crate::model::{role_of, shown};
use crate::review::subject::{Subject, Written, alone, inner, same};
use crate::syntax::ast::{Flow, Node, Phase, Step, StepKind};

/// Calls the phase around a deciding step after who decides from now on, where its title names who decides today.
pub(super) fn follow(subject: &Subject<'_>, written: &Written<'_>, (step, to): (&Step, &str), pen: &mut Pen<'_>) {
    let decides = step.kinds.iter().flatten().any(|kind| kind.value == StepKind::Decide);
    let title = around(written.flow, step).and_then(|phase| phase.title.as_ref()).filter(|_| decides);
    let (Some(title), Some(body)) = (title, alone(step)) else { return };
    // What is handed to whoever has it is not called anew.
    let (agency, role) = to.split_once('/').map_or((to, None), |(agency, role)| (agency, Some(role)));
    let already = same(&body.agency.text, agency)
        && same(body.role.as_ref().map_or("", |role| &role.text), role.unwrap_or_default());
    if already {
        return;
    }
    let old = titles(subject, &body.agency.text, body.role.as_ref().map(|role| role.text.as_str()));
    let (Some((old_agency, old_role)), Some((agency, role))) = (old, titles(subject, agency, role)) else { return };
    let mut names: Vec<String> =
        [old_role.unwrap_or_default(), old_agency].iter().flat_map(|name| spoken(name)).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    if let Some(name) = names.iter().find(|name| title.text.contains(name.as_str())) {
        let new = role.map_or_else(|| agency.clone(), |role| role_of(&role, &agency));
        let words = title.text.replacen(name.as_str(), &new, 1);
        pen.replace(title.span, format!("\"{}\"", words.replace('"', "'")));
    }
}

/// The innermost phase around a step.
fn around<'a>(flow: &'a Flow, step: &Step) -> Option<&'a Phase> {
    flow.nodes.iter().find_map(|node| {
        if let Node::Phase(phase) = node {
            let holds = phase.span.contains(step.name.span);
            return holds.then(|| around(&phase.flow, step).unwrap_or(phase));
        }
        inner(node).into_iter().find_map(|flow| around(flow, step))
    })
}

/// The titles of an agency and of one of its roles.
fn titles(subject: &Subject<'_>, agency: &str, role: Option<&str>) -> Option<(String, Option<String>)> {
    let (agencies, day) = (&subject.catalogue.agencies, subject.settings.as_of);
    let agency = agencies.get(agencies.find(agency)?).near(day);
    let role = role.and_then(|role| agency.roles.iter().find(|known| same(&known.name.text, role)));
    let role = role.map(|role| shown(&role.name, role.title.as_ref()).to_owned());
    Some((shown(&agency.name, agency.title.as_ref()).to_owned(), role))
}

/// A title as people write it: in full or short, with the level or without.
fn spoken(title: &str) -> Vec<String> {
    let full = title.replace("UBND", "Ủy ban nhân dân");
    let short = title.replace("Ủy ban nhân dân", "UBND");
    let all = [title.to_owned(), full, short];
    all.iter().flat_map(|one| [one.clone(), one.replace(" cấp ", " ")]).filter(|one| !one.is_empty()).collect()
}
