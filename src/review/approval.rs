//! Who approves the internal process of a procedure, by which decision, and which ministry leads its field. Alone knows how
//! far up that stands: with the head of the highest body below the government, wherever the work itself is done; of a body
//! that stands under none of them, with whoever leads the field.

use super::ground::Act;
use super::subject::{Subject, same};
use crate::model::{Agency, Body, Id, Level, Party, Procedure, StepKind, shown};
use std::collections::BTreeSet;

/// The decision that lays an internal process down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Approval {
    /// The decision, where the procedure cites it.
    pub decision: Option<Act>,
    /// Who approves it: a body and, where the registry says who signs for it, its head. `None`: the registry does not tell.
    pub by: Option<(String, Option<String>)>,
    /// Whether that body stands at the top level, as a ministry does: no province decides for it.
    pub central: bool,
    /// The decision that published the procedure, as it is written, and whose letters it bears where the registry tells.
    pub published: Option<(String, Option<String>)>,
}

/// Words by which the title of a decision tells that it approves internal processes.
const PROCESS: [&str; 2] = ["quy trình nội bộ", "internal process"];

/// Whether an act is such a decision: no paper and no fee is laid down there.
pub(super) fn is_decision_on_process(act: &Act) -> bool {
    let title = act.shown().to_lowercase();
    PROCESS.iter().any(|words| title.contains(words))
}

/// Who approves the internal process of a procedure, and by which decision.
pub(super) fn approval(subject: &Subject<'_>, procedure: &Procedure) -> Approval {
    let day = subject.settings.as_of;
    let cited = procedure.notes.basis.iter().filter(|citation| citation.period.contains(day));
    let decision = cited.map(|citation| Act::of(subject, citation)).find(is_decision_on_process);
    let published = procedure.published.as_ref().map(|(by, _)| (by.text().to_owned(), lead(subject, procedure)));
    let (by, central) = approver(subject, procedure).map_or((None, false), |(by, central)| (Some(by), central));
    Approval { decision, by, central, published }
}

/// The highest body below the government above who decides, and who signs for it; and whether it stands at the top level.
fn approver(subject: &Subject<'_>, procedure: &Procedure) -> Option<((String, Option<String>), bool)> {
    let (agencies, day) = (&subject.catalogue.agencies, subject.settings.as_of);
    let by_level = || {
        let level = procedure.levels.first().and_then(|level| level.id)?;
        Some(subject.catalogue.levels.get(level).near(day))
    };
    let level_of = |agency: &Agency| {
        let own = agency.level.as_ref().and_then(|level| level.id);
        own.map(|level| subject.catalogue.levels.get(level).near(day)).or_else(by_level)
    };
    let mut id = match decider(procedure) {
        Some(body) => body.agency.id?,
        None => governing(subject, by_level()?)?,
    };
    let own = agencies.get(id).near(day);
    if own.under.is_none() && own.level.is_none() && by_level().is_some() {
        // No governing body stands above it: whoever published the procedure regulates how it works.
        return lead(subject, procedure).map(|lead| ((lead, None), true));
    }
    let mut seen = BTreeSet::new();
    loop {
        let agency = agencies.get(id).near(day);
        if !seen.insert(id) {
            break;
        }
        // Where the body above stands under none, it governs the state: it approves no process.
        let above = if let Some(above) = agency.under.as_ref().and_then(|above| above.id) {
            (!governs_the_state(subject, agencies.get(above).near(day))).then_some(above)
        } else {
            level_of(agency).and_then(|level| governing(subject, level)).filter(|above| *above != id)
        };
        match above {
            Some(above) => id = above,
            None => break,
        }
    }
    let agency = agencies.get(id).near(day);
    let head = agency.roles.iter().find(|role| role.signs && role.period.contains(day));
    let head = head.map(|role| shown(&role.name, role.title.as_ref()).to_owned());
    let central = level_of(agency).is_some_and(|level| level.under.is_none());
    Some(((shown(&agency.name, agency.title.as_ref()).to_owned(), head), central))
}

/// The body that governs at a level below the top, or at the next level above it that has one.
fn governing(subject: &Subject<'_>, level: &Level) -> Option<Id<Agency>> {
    let (agencies, levels, day) = (&subject.catalogue.agencies, &subject.catalogue.levels, subject.settings.as_of);
    let mut level = level;
    for _ in 0..levels.ids().count() {
        let above = level.under.as_ref()?.id?;
        let governs = |id: &Id<Agency>| {
            let Some(agency) = agencies.get(*id).at(day) else { return false };
            let here = agency.level.as_ref().is_some_and(|own| same(&own.name.text, &level.name.text));
            let Some(above) = agency.under.as_ref().and_then(|above| above.id) else { return false };
            here && governs_the_state(subject, agencies.get(above).near(day))
        };
        if let Some(found) = agencies.ids().find(governs) {
            return Some(found);
        }
        level = levels.get(above).near(day);
    }
    None
}

/// Whether an agency stands under none, at the top level: it approves no internal process.
fn governs_the_state(subject: &Subject<'_>, agency: &Agency) -> bool {
    let (levels, day) = (&subject.catalogue.levels, subject.settings.as_of);
    let level = agency.level.as_ref().and_then(|level| level.id).map(|level| levels.get(level).near(day));
    agency.under.is_none() && level.is_none_or(|level| level.under.is_none())
}

/// Who decides, as the procedure or its process says.
fn decider(procedure: &Procedure) -> Option<&Body> {
    let said = procedure.decided_by.iter().flat_map(|decider| &decider.bodies.any_of);
    let steps = procedure.process.iter().flat_map(|process| &process.steps);
    let works = |kind: Option<StepKind>| {
        let steps = steps.clone().filter(move |step| kind.is_none_or(|kind| step.is_kind(kind)));
        steps.filter_map(|step| step.by.as_ref()).flat_map(|by| &by.any_of)
    };
    said.chain(works(Some(StepKind::Decide))).chain(works(None)).find_map(|party| match party {
        Party::Body { body, .. } => Some(body),
        Party::Applicant(_) => None,
    })
}

/// The body that leads the field of a procedure: the one whose letters stand first after the kind of the decision that published
/// it (`1213/QĐ-BCT`, `8258/QĐ-BCA-QLXNC`), its successor where it has ended. Letters are those of the acts that the registry
/// knows of it, else the initials of its title, as Decree 30/2020/NĐ-CP forms them.
pub(super) fn lead(subject: &Subject<'_>, procedure: &Procedure) -> Option<String> {
    let text = procedure.published.as_ref()?.0.text();
    let letters = text.rsplit('/').next()?.split('-').nth(1)?.trim();
    let is_letters = !letters.is_empty() && letters.chars().all(char::is_alphabetic);
    is_letters.then(|| issuer_of(subject, letters).or_else(|| called(subject, letters)))?
}

/// Whoever issues acts with these letters.
fn issuer_of(subject: &Subject<'_>, letters: &str) -> Option<String> {
    let (laws, day) = (&subject.catalogue.laws, subject.settings.as_of);
    let ending = format!("-{letters}");
    laws.ids().find_map(|id| {
        let law = laws.get(id).near(day);
        let words = law.number.iter().chain(&law.title).flat_map(|title| title.text.split(' '));
        let is_its = words.chain([law.name.text.as_str()]).any(|word| word.ends_with(&ending));
        let act = Act::named(subject, &law.name.text);
        match act.issued_by.as_slice() {
            [issuer] if is_its => Some(issuer.clone()),
            _ => None,
        }
    })
}

/// The one body at the top level whose title has these initials.
fn called(subject: &Subject<'_>, letters: &str) -> Option<String> {
    let (agencies, levels, day) = (&subject.catalogue.agencies, &subject.catalogue.levels, subject.settings.as_of);
    let is_top = |agency: &Agency| {
        let level = agency.level.as_ref().and_then(|level| level.id).map(|level| levels.get(level).near(day));
        level.is_some_and(|level| level.under.is_none())
    };
    let initials = |agency: &Agency| -> String {
        let words = shown(&agency.name, agency.title.as_ref()).split(' ').filter(|word| *word != "và");
        words
            .filter_map(|word| word.chars().next())
            .filter(|letter| letter.is_alphabetic())
            .flat_map(char::to_uppercase)
            .collect()
    };
    let all = agencies
        .ids()
        .filter(|id| agencies.get(*id).at(day).is_some_and(|agency| is_top(agency) && initials(agency) == letters));
    let [one] = all.collect::<Vec<_>>()[..] else { return None };
    agencies.get(one).at(day).map(|agency| shown(&agency.name, agency.title.as_ref()).to_owned())
}
