//! Whose hands a case passes: whoever prepares a decision and whoever takes it stay two.

use super::gate::View;
use super::guarantee;
use crate::analysis::{Facts, Runs, Work};
use crate::base::Text;
use crate::model::{Body, End, Given, Party, Process, Step, StepKind};

/// The bodies of the steps that some test picks.
fn hands<'p>(process: &'p Process, pick: impl Fn(&Step) -> bool + 'p) -> impl Iterator<Item = &'p Body> {
    let steps = process.steps.iter().filter(move |step| pick(step));
    steps.flat_map(|step| step.by.iter().flat_map(|by| &by.any_of)).filter_map(|party| match party {
        Party::Body { body, .. } => Some(body),
        Party::Applicant(_) => None,
    })
}

fn makes(step: &Step) -> bool {
    use StepKind::{Assess, Check, Draft, Inspect};
    !step.is_kind(StepKind::Decide) && [Assess, Check, Draft, Inspect].into_iter().any(|kind| step.is_kind(kind))
}

/// Whether somebody other than those who decide works on the case.
fn are_apart(process: &Process) -> bool {
    let deciders: Vec<_> = hands(process, |step| step.is_kind(StepKind::Decide)).collect();
    deciders.is_empty() || hands(process, makes).any(|maker| deciders.iter().all(|decider| !decider.same(maker)))
}

/// Work that counts as looking at a case: taking it in does not.
fn looks(step: &Step) -> bool {
    use StepKind::{Approve, Assess, Check, Consult, Decide, Draft, Inspect, Meet, Receive, Review, Sign};
    step.main_kind() != Some(Receive)
        && [Approve, Assess, Check, Consult, Decide, Draft, Inspect, Meet, Review, Sign]
            .into_iter()
            .any(|kind| step.is_kind(kind))
}

/// A way to the result on which one hand alone works on the case and decides it.
struct Alone<'r> {
    given: &'r Given,
    hand: String,
    way: Vec<String>,
}

fn alone<'r>(facts: &Facts<'_>, runs: &'r Runs) -> Vec<Alone<'r>> {
    let process = facts.process();
    let done = runs.all.iter().filter(|run| run.end == End::Done);
    done.filter_map(|run| {
        let ids = run.events.iter().filter_map(|event| match event.work {
            Work::Step(id) => Some(id),
            Work::Supplement(..) => None,
        });
        let steps: Vec<&Step> = ids.map(|id| process.step(id)).filter(|step| looks(step)).collect();
        let decides = steps.iter().any(|step| step.is_kind(StepKind::Decide));
        let (first, rest) = steps.split_first()?;
        let hand = first.body()?;
        let other = |step: &&Step| {
            step.by.iter().flat_map(|by| &by.any_of).any(|party| matches!(party, Party::Body { other: true, .. }))
        };
        let one = decides
            && !other(first)
            && rest.iter().all(|step| !other(step) && step.body().is_some_and(|body| body.same(hand)));
        one.then(|| Alone { given: &run.given, hand: hand.written(), way: guarantee::names(process, &run.events) })
    })
    .collect()
}

/// Why maker and checker would no longer be two, where they are today.
pub(super) fn becomes_one(view: &View<'_>) -> Option<Text> {
    let (old, new) = (&view.old, &view.new);
    if are_apart(old.process()) && !are_apart(new.process()) {
        let deciders: Vec<_> = hands(new.process(), |step| step.is_kind(StepKind::Decide)).collect();
        let both = hands(new.process(), makes).find(|maker| deciders.iter().any(|decider| decider.same(maker)));
        let both = both.or(deciders.first().copied()).map(Body::written).unwrap_or_default();
        return Some(crate::text!(
            en: "who does the work and who decides would be one and the same: `{both}`",
            vi: "người thẩm định và người quyết định sẽ là một: `{both}`"
        ));
    }
    // What a process does that never comes to a proper end, the gate of soundness says.
    if new.soundness().is_sound() == Some(false) {
        return None;
    }
    let (before, after) = view.runs();
    // One hand alone is no loss only in the cases in which it was so before.
    let known = alone(old, before);
    let known: Vec<&Given> = known.iter().map(|one| one.given).collect();
    let lost = |one: &Alone<'_>| guarantee::case_beyond(old, one.given, &known).is_some();
    let Alone { hand, way, .. } = alone(new, after).into_iter().find(lost)?;
    let way = guarantee::way(&way);
    Some(crate::text!(
        en: "`{hand}` alone would look at a case and decide it on the way {way}",
        vi: "chỉ một mình `{hand}` xem xét và quyết định hồ sơ theo đường đi {way}"
    ))
}
