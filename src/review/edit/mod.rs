//! Changes written into the source: minimal edits, comments and layout kept.

mod drop;
mod order;
mod paper;
mod pen;
mod phase;
mod step;
mod wording;

use pen::Pen;
pub(crate) use pen::apply;

use super::change::Change;
use super::subject::{Place, Subject};
use crate::base::{Edit, Language};
use crate::syntax::ast::Step;
use crate::syntax::keywords::word;

/// The edits that make changes of one procedure, in order, not overlapping. `place`: the process that they are about. `None` where one of them cannot be made without more than it says.
pub(crate) fn edits(subject: &Subject<'_>, place: &Place, changes: &[Change]) -> Option<Vec<Edit>> {
    let mut pen = Pen::new(subject.sources);
    // Steps that go are thought of together: what two of them write is lost only if both go.
    let gone: Vec<String> = changes
        .iter()
        .flat_map(|change| match change {
            Change::DropSteps(steps) => steps.clone(),
            _ => Vec::new(),
        })
        .collect();
    if !gone.is_empty() {
        drop::drop_steps(subject, &subject.process(place)?, &gone, None, &mut pen)?;
    }
    for change in changes {
        let written = || subject.process(place);
        match change {
            Change::DropSteps(_) => {}
            Change::HandTo { step, to, title, time_of } => {
                let written = written()?;
                let language = written_in(written.step(step)?, subject.language());
                let title = title.as_ref().map(|title| title.get(language));
                step::hand_to(subject, &written, (step, to), (title, time_of.as_deref()), &mut pen)?;
                phase::follow(subject, &written, (written.step(step)?, to), &mut pen);
            }
            Change::Merge { first, second } => order::merge(subject, &written()?, (first, second), &mut pen)?,
            Change::SideBySide { first, second } => {
                order::side_by_side(subject, &written()?, (first, second), &mut pen)?;
            }
            Change::MoveBefore { step, other } => order::move_before(&written()?, step, other, &mut pen)?,
            Change::StopChecking { step, criteria, .. } => step::stop_checking(&written()?, step, criteria, &mut pen)?,
            Change::DropPaper(paper) => paper::drop_paper(subject, paper, &mut pen)?,
            Change::FromFiles { paper, .. } => paper::only_if_any(subject, paper, &mut pen)?,
            Change::LookUp { paper, database } => paper::look_up(subject, paper, database, &mut pen)?,
            Change::PlainCopy(paper) => paper::plain_copy(subject, paper, &mut pen)?,
            Change::NoPresence(step) => pen.remove(written()?.step(step)?.in_person.as_ref()?.1.span),
            Change::CaseByCase(step) => pen.remove(written()?.step(step)?.batch.as_ref()?.span),
            Change::OnlyWhen { step, condition } => order::only_when(subject, &written()?, step, condition, &mut pen)?,
            Change::GoOnWithout { step, next } => {
                step::react(subject, &written()?, step, ("late", &written()?.step(next)?.name.text), &mut pen)?;
            }
            Change::RefuseHere(step) => {
                let refuse = word("refuse", subject.language());
                step::react(subject, &written()?, step, ("ineligible", refuse), &mut pen)?;
            }
            Change::FullOnline => paper::full_online(subject, &mut pen)?,
            Change::UseRegistered { paper, registered } => {
                wording::use_registered(subject, paper, registered, &mut pen)?;
            }
            Change::Recite { from, to } => wording::recite(subject, from, to, &mut pen)?,
            Change::Reword { was, becomes } => wording::reword(subject, was, becomes, &mut pen)?,
            Change::SignDigitally(step) => step::sign_digitally(subject, &written()?, step, &mut pen)?,
            Change::DigitalResult(paper) => paper::digital_result(subject, paper, &mut pen)?,
            Change::PayOnline => paper::pay_online(subject, &mut pen)?,
            Change::Shorten { from, to } => paper::shorten(subject, *from, *to, &mut pen)?,
        }
    }
    let edits = pen.finish();
    let apart = edits.windows(2).all(|pair| pair[0].at.file != pair[1].at.file || pair[0].at.end <= pair[1].at.start);
    (apart && !edits.is_empty()).then_some(edits)
}

/// The language of a step's title, where it tells: Vietnamese words under English keywords stay Vietnamese.
fn written_in(step: &Step, keywords: Language) -> Language {
    match &step.title {
        Some(title) if !title.text.is_ascii() => Language::Vi,
        _ => keywords,
    }
}
