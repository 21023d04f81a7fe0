//! Changes of steps: leaving out, merging, working side by side.

use super::evidence;
use crate::base::{Diagnostic, Span};
use crate::model::{OrUnknown, Outcome, Risk};
use crate::review::change::Change;
use crate::review::subject::{Subject, Written, inner, same};
use crate::syntax::ast::{Datum, Expr, Flow, Node, Party, Statement, StatementKind, Step, StepKind};

/// The step whose name stands at a place.
fn at<'a>(written: &Written<'a>, place: Span) -> Option<&'a Step> {
    written.steps().into_iter().find(|step| step.name.span == place)
}

/// The steps that a finding shows besides its own, in the order of the text.
fn shown<'a>(written: &Written<'a>, finding: &Diagnostic) -> Vec<&'a Step> {
    let is_shown = |step: &&Step| finding.related.iter().any(|label| label.at == step.name.span);
    written.steps().into_iter().filter(is_shown).collect()
}

/// Leaves the step out.
pub(super) fn leave_out(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let step = at(&subject.written(finding.at)?, finding.at)?;
    Some(vec![Change::DropSteps(vec![step.name.text.clone()])])
}

/// Leaves out a step that only hands the case on, where the case finds its way without it: not where the sending starts a
/// clock or asks somebody, where it leaves for another body of the same kind, where something is issued on the way, or where
/// what is handed on is a result on paper: somebody must carry that.
pub(super) fn hand_on(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let written = subject.written(finding.at)?;
    let step = at(&written, finding.at)?;
    let issues = step.kinds.iter().flatten().any(|kind| kind.value == StepKind::Issue);
    let next = following(written.flow, step);
    (!issues
        && !carries_paper(subject, &written, step)
        && !next.is_empty()
        && !next.iter().any(|next| waits_for_others(next)))
    .then(|| leave_out(subject, finding))?
}

/// Whether a result that is not issued digitally is there when a step begins.
fn carries_paper(subject: &Subject<'_>, written: &Written<'_>, step: &Step) -> bool {
    let on_paper = |name: &str| {
        subject.entry.views().any(|view| {
            let own = |result: &&Outcome| same(&view.datum(result.data).name.text, name);
            view.results.iter().filter(own).any(|result| !result.digital)
        })
    };
    let before = written.steps().into_iter().filter(|other| other.span.start < step.span.start);
    before.flat_map(|other| &other.writes).any(|(paper, _)| on_paper(&paper.text))
}

/// Whether a step waits for somebody outside, or stands with another body of its kind.
fn waits_for_others(step: &Step) -> bool {
    use StepKind::{Await, Consult, Display, Inspect, Meet};
    let waits = |kind: StepKind| matches!(kind, Await | Consult | Display | Inspect | Meet);
    let elsewhere = |party: &Party| matches!(party, Party::Body { other: true, .. });
    step.kinds.iter().flatten().any(|kind| waits(kind.value))
        || step.pauses.is_some()
        || step.silence.is_some()
        || step.by.iter().flat_map(|by| &by.any_of).any(elsewhere)
}

/// The steps that may come next; none where a step is all that its branch holds, so that it alone says where such a case
/// goes.
fn following<'a>(flow: &'a Flow, step: &Step) -> Vec<&'a Step> {
    fn find<'a>(flow: &'a Flow, step: &Step, behind: Option<&'a Node>, inside: Inside) -> Option<Vec<&'a Step>> {
        flow.nodes.iter().enumerate().find_map(|(place, node)| {
            let behind = flow.nodes.get(place + 1).or(behind);
            match node {
                Node::Step(one) if one.span == step.span => {
                    let alone = flow.nodes.len() == 1 && inside == Inside::Branch;
                    Some(behind.filter(|_| !alone).map(firsts).unwrap_or_default())
                }
                Node::Step(_) | Node::End(_) => None,
                Node::Phase(phase) => find(&phase.flow, step, behind, inside),
                _ => inner(node).into_iter().find_map(|flow| find(flow, step, behind, Inside::Branch)),
            }
        })
    }
    find(flow, step, None, Inside::Process).unwrap_or_default()
}

/// Whether a block is worked in some cases only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Process,
    Branch,
}

/// Every step with which a node may begin.
fn firsts(node: &Node) -> Vec<&Step> {
    match node {
        Node::Step(step) => vec![step],
        node => inner(node).into_iter().filter_map(|flow| flow.nodes.first()).flat_map(firsts).collect(),
    }
}

/// Leaves the checking to the step that has done it; the step goes where it does nothing else. The body that decides keeps its
/// own look at the case: of another body's look before it only a step that does nothing else can go.
pub(super) fn check_once(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let written = subject.written(finding.at)?;
    let step = at(&written, finding.at)?;
    let first = *shown(&written, finding).first()?;
    let criteria: Vec<String> = evidence(finding, "criteria")?.split(", ").map(str::to_owned).collect();
    let only_checks = |step: &Step| {
        step.checks.len() == criteria.len()
            && step.writes.is_empty()
            && step.kinds.iter().flatten().all(|kind| matches!(kind.value, StepKind::Check | StepKind::Assess))
    };
    let steps = written.steps();
    let decides = |body: Option<&str>| {
        let answers = |step: &&&Step| {
            step.kinds.iter().flatten().any(|kind| matches!(kind.value, StepKind::Decide | StepKind::Sign))
        };
        body.is_some() && steps.iter().filter(answers).any(|step| agency(step) == body)
    };
    if agency(step) != agency(first) && decides(agency(step)) && !decides(agency(first)) {
        return only_checks(first).then(|| vec![Change::DropSteps(vec![first.name.text.clone()])]);
    }
    Some(vec![if only_checks(step) {
        Change::DropSteps(vec![step.name.text.clone()])
    } else {
        let kept_by = first.name.text.clone();
        Change::StopChecking { step: step.name.text.clone(), criteria, kept_by }
    }])
}

/// Keeps the drafter's head and who decides of the layers between the last work and the decision. Where much is at risk, how
/// many look at a case before it is decided is for whoever decides to say.
pub(super) fn fewer_layers(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    if subject.entry.base.risk.as_ref().is_some_and(|risk| risk.value == OrUnknown::Known(Risk::High)) {
        return None;
    }
    let written = subject.written(finding.at)?;
    let mut layers = shown(&written, finding);
    layers.push(at(&written, finding.at)?);
    layers.sort_by_key(|step| step.name.span);
    let decides = |step: &Step| step.kinds.iter().flatten().any(|kind| kind.value == StepKind::Decide);
    let last = layers.iter().rposition(|step| decides(step)).unwrap_or(layers.len() - 1);
    let between = layers.iter().enumerate().filter(|(place, step)| *place != 0 && *place != last && !decides(step));
    // The head of the body that did the work answers for it when the case leaves for another body.
    let drafter = written.steps().into_iter().rfind(|step| works(step) && step.span.start < layers[last].span.start);
    let submits = |place: usize, step: &Step| {
        let next = layers.get(place + 1).and_then(|next| agency(next));
        drafter.and_then(agency) == agency(step) && next != agency(step)
    };
    let names: Vec<_> =
        between.filter(|(place, step)| !submits(*place, step)).map(|(_, step)| step.name.text.clone()).collect();
    (!names.is_empty()).then(|| vec![Change::DropSteps(names)])
}

/// Whether a step brings the case forward rather than looks at it once more.
fn works(step: &Step) -> bool {
    use StepKind::{Assess, Draft};
    step.kinds.iter().flatten().any(|kind| matches!(kind.value, Assess | Draft))
}

/// The agency that works a step, where it is one.
fn agency(step: &Step) -> Option<&str> {
    match step.by.as_ref()?.any_of.split_first()? {
        (Party::Body { body, .. }, rest) => {
            let own = body.agency.text.as_str();
            let same = |party: &Party| matches!(party, Party::Body { body, .. } if body.agency.text == own);
            rest.iter().all(same).then_some(own)
        }
        _ => None,
    }
}

/// Makes two neighbours of one hand one step. Looking at a case and entering it in a register stay two acts; what cases and
/// places say of one of both alone, or how free it is to decide, has no place in the other.
pub(super) fn merge(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let (first, second) = pair(subject, finding)?;
    let written = subject.written(finding.at)?;
    let (one, other) = (written.step(&first)?, written.step(&second)?);
    let apart = is_record(one) != is_record(other) && (is_control(one) || is_control(other));
    let free = other.discretion.as_ref().map(|free| free.value) != one.discretion.as_ref().map(|free| free.value);
    if apart || free || other.rejects.is_some() || is_changed_elsewhere(subject, &[&first, &second]) {
        return None;
    }
    Some(vec![Change::Merge { first, second }])
}

fn is_control(step: &Step) -> bool {
    use StepKind::{Assess, Check, Review};
    step.kinds.iter().flatten().any(|kind| matches!(kind.value, Assess | Check | Review))
}

fn is_record(step: &Step) -> bool {
    use StepKind::{Archive, Digitise, Issue, Register};
    step.kinds.iter().flatten().any(|kind| matches!(kind.value, Archive | Digitise | Issue | Register))
}

/// Whether a case or a place changes one of these steps.
fn is_changed_elsewhere(subject: &Subject<'_>, names: &[&String]) -> bool {
    fn changes(statements: &[Statement], names: &[&String]) -> bool {
        statements.iter().any(|statement| match &statement.kind {
            StatementKind::Step(step) => names.iter().any(|name| same(&step.name.text, name)),
            StatementKind::Case(case) => changes(&case.statements, names),
            _ => false,
        })
    }
    changes(&subject.entry.written.statements, names)
        || subject.adaptations().any(|adapt| changes(&adapt.statements, names))
}

/// Works two neighbours at the same time.
pub(super) fn side_by_side(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let (first, second) = pair(subject, finding)?;
    Some(vec![Change::SideBySide { first, second }])
}

/// Two steps that a finding names, in the order of the text.
fn pair(subject: &Subject<'_>, finding: &Diagnostic) -> Option<(String, String)> {
    let written = subject.written(finding.at)?;
    let (one, other) = (at(&written, finding.at)?, *shown(&written, finding).first()?);
    let (first, second) = if one.span.start < other.span.start { (one, other) } else { (other, one) };
    Some((first.name.text.clone(), second.name.text.clone()))
}

/// Works checks in the order in which they refuse most for least work.
pub(super) fn cheapest_first(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let written = subject.written(finding.at)?;
    let wanted: Vec<String> = evidence(finding, "order")?.split(", ").map(str::to_owned).collect();
    let places: Vec<usize> = {
        let steps = written.steps();
        wanted.iter().map(|name| steps.iter().position(|step| step.name.text == *name)).collect::<Option<_>>()?
    };
    // All that should precede the one that comes first today move before it, in their order.
    let first = (0..places.len()).min_by_key(|&at| places[at])?;
    let rest_is_sorted = places[first..].is_sorted();
    let moved = (0..first).map(|at| Change::MoveBefore { step: wanted[at].clone(), other: wanted[first].clone() });
    (first > 0 && rest_is_sorted).then(|| moved.collect())
}

/// Lets a hand that the case comes back to do both parts of its work in one visit, where nothing in between is needed.
pub(super) fn one_visit(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let written = subject.written(finding.at)?;
    let (back, away) = (at(&written, finding.at)?, *shown(&written, finding).first()?);
    let brings = |data: &str| away.writes.iter().any(|(name, _)| same(&name.text, data));
    if back.reads.iter().any(|read| matches!(read, Datum::Name(name) if brings(&name.text))) {
        return None;
    }
    Some(vec![Change::MoveBefore { step: back.name.text.clone(), other: away.name.text.clone() }])
}

/// Works each case as it comes.
pub(super) fn case_by_case(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let written = subject.written(finding.at)?;
    let step = written.steps().into_iter().find(|step| step.span.contains(finding.at))?;
    Some(vec![Change::CaseByCase(step.name.text.clone())])
}

/// Works the step only for the cases that its criteria are about.
pub(super) fn only_when(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let written = subject.written(finding.at)?;
    let step = at(&written, finding.at)?;
    let mut conditions: Vec<&str> = Vec::new();
    for statement in &subject.entry.written.statements {
        let StatementKind::Condition(line) = &statement.kind else { continue };
        if step.checks.iter().any(|name| same(&name.text, &line.name.text)) {
            let words = subject.sources.slice(span_of(line.row.when.as_ref()?)?);
            if !conditions.contains(&words) {
                conditions.push(words);
            }
        }
    }
    // Several conditions would have to be joined: a person says how.
    let [condition] = conditions.as_slice() else { return None };
    Some(vec![Change::OnlyWhen { step: step.name.text.clone(), condition: (*condition).to_owned() }])
}

/// The place of a condition.
fn span_of(condition: &Expr) -> Option<Span> {
    Some(match condition {
        Expr::And(parts) | Expr::Or(parts) => span_of(parts.first()?)?.to(span_of(parts.last()?)?),
        Expr::Not(inner, span) => span.to(span_of(inner)?),
        Expr::Test(test) => test.span,
        // The words before the name belong to it and are not kept.
        Expr::Found(_) => return None,
    })
}

/// Goes on with the next step when a consultation brings no answer in its time.
pub(super) fn go_on_without(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let written = subject.written(finding.at)?;
    let step = at(&written, finding.at)?;
    step.within.as_ref()?;
    if checks_facts(step) || step.in_person.is_some() || decides_on(&written, step) {
        return None;
    }
    let next = next_after(written.flow, step)?;
    Some(vec![Change::GoOnWithout { step: step.name.text.clone(), next: next.name.text.clone() }])
}

/// Whether whoever decides reads what a step brings: silence brings nothing to decide on.
fn decides_on(written: &Written<'_>, step: &Step) -> bool {
    let brings = |data: &str| step.writes.iter().any(|(name, _)| same(&name.text, data));
    let decides = |step: &&Step| step.kinds.iter().flatten().any(|kind| kind.value == StepKind::Decide);
    let mut read = written.steps().into_iter().filter(decides).flat_map(|step| &step.reads);
    read.any(|read| matches!(read, Datum::Name(name) if brings(&name.text)))
}

/// Whether a step has facts checked rather than an opinion given: silence tells nothing about a fact.
fn checks_facts(step: &Step) -> bool {
    let title = step.title.as_ref().map(|title| title.text.to_lowercase()).unwrap_or_default();
    ["xác minh", "kiểm tra", "verify", "verification"].iter().any(|word| title.contains(word))
}

/// The step that always follows, in its own block or behind the blocks that end with it.
fn next_after<'a>(flow: &'a Flow, step: &Step) -> Option<&'a Step> {
    fn find<'a>(flow: &'a Flow, step: &Step, behind: Option<&'a Node>) -> Option<&'a Step> {
        flow.nodes.iter().enumerate().find_map(|(place, node)| {
            let behind = flow.nodes.get(place + 1).or(behind);
            match node {
                Node::Step(one) if one.span == step.span => first_of(behind?),
                // A branch ends at the join: where it goes on is not for one step of it to say.
                Node::Parallel { .. } | Node::Repeat { .. } => {
                    inner(node).into_iter().find_map(|flow| find(flow, step, None))
                }
                _ => inner(node).into_iter().find_map(|flow| find(flow, step, behind)),
            }
        })
    }
    find(flow, step, None)
}

/// The step with which a node always begins.
fn first_of(node: &Node) -> Option<&Step> {
    match node {
        Node::Step(step) => Some(step),
        Node::Phase(phase) => first_of(phase.flow.nodes.first()?),
        _ => None,
    }
}

/// Lets the step that may find an applicant ineligible refuse.
pub(super) fn refuse_here(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let step = at(&subject.written(finding.at)?, finding.at)?;
    Some(vec![Change::RefuseHere(step.name.text.clone())])
}
