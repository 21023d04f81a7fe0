//! Changing a step where it stands: who works it, what it is called, how it is signed, what it checks.

use super::Pen;
use crate::base::Span;
use crate::review::subject::{Subject, Written, same};
use crate::syntax::ast::{Limit, OrUnknown, Signature, Step, Trigger};
use crate::syntax::keywords::word;
use crate::time::Duration;

/// Gives a step to another body. A clause that is not there is written behind the one before it.
pub(super) fn hand_to(
    subject: &Subject<'_>,
    written: &Written<'_>,
    (name, to): (&str, &str),
    (title, time_of): (Option<&str>, Option<&str>),
    pen: &mut Pen<'_>,
) -> Option<()> {
    let step = written.step(name)?;
    if let Some(title) = title {
        let quoted = format!("\"{}\"", title.replace('"', "'"));
        match &step.title {
            Some(old) => pen.replace(old.span, quoted),
            None => pen.insert_after(step.name.span, format!(" {quoted}")),
        }
    }
    match &step.by {
        Some(by) => pen.replace(by.span, to),
        None => pen.insert_after(head(step), format!(" {} {to}", word("by", subject.language()))),
    }
    if let Some(shorter) = time_of.and_then(|other| written.step(other)).and_then(|other| shorter(step, other)) {
        pen.replace(step.within.as_ref()?.span, shorter.show(subject.language()));
    }
    Some(())
}

/// The time of the other step, where both are known in working units and it is the shorter one.
fn shorter(step: &Step, other: &Step) -> Option<Duration> {
    let time = |step: &Step| match &step.within.as_ref()?.value {
        Limit::Duration(duration) => Some(*duration),
        Limit::SameDay(_) | Limit::Unknown => None,
    };
    let (own, other) = (time(step)?, time(other)?);
    (other.work_time()? < own.work_time()?).then_some(other)
}

/// The last word of a step's first words: name, title and kinds.
fn head(step: &Step) -> Span {
    let kinds = step.kinds.as_ref().and_then(|kinds| kinds.last()).map(|kind| kind.span);
    kinds.or_else(|| step.title.as_ref().map(|title| title.span)).unwrap_or(step.name.span)
}

/// Signs a step digitally.
pub(super) fn sign_digitally(
    subject: &Subject<'_>,
    written: &Written<'_>,
    name: &str,
    pen: &mut Pen<'_>,
) -> Option<()> {
    let step = written.step(name)?;
    let language = subject.language();
    match &step.signature {
        Some(old) if old.value == OrUnknown::Known(Signature::Digital) => None,
        Some(old) => {
            let words = pen.words(old.span);
            let wet = word("wet", language);
            let new = words.replace(wet, word("digital", language));
            (new != words).then(|| pen.replace(old.span, new))
        }
        None => {
            statements(step, &[format!("{} {}", word("signature", language), word("digital", language))], pen);
            Some(())
        }
    }
}

/// Removes criteria that a step looks at.
pub(super) fn stop_checking(written: &Written<'_>, name: &str, criteria: &[String], pen: &mut Pen<'_>) -> Option<()> {
    let step = written.step(name)?;
    let goes = |name: &str| criteria.iter().any(|criterion| same(criterion, name));
    let members: Vec<_> = step.checks.iter().map(|name| (name.span, goes(&name.text))).collect();
    members.iter().any(|(_, gone)| *gone).then(|| pen.unlist(&members))?
}

/// Lets a step react to something that it did not react to.
pub(super) fn react(
    subject: &Subject<'_>,
    written: &Written<'_>,
    name: &str,
    (trigger, action): (&str, &str),
    pen: &mut Pen<'_>,
) -> Option<()> {
    let step = written.step(name)?;
    let is_new = step.reactions.iter().all(|reaction| match reaction.trigger {
        Trigger::Late(_) => trigger != "late",
        Trigger::Ineligible(_) => trigger != "ineligible",
        Trigger::Incomplete(_) | Trigger::When(_) => true,
    });
    let language = subject.language();
    let line = format!("{} {} {} {action}", word("if", language), word(trigger, language), word("if_then", language));
    is_new.then(|| statements(step, &[line], pen))
}

/// Writes statements as the last of a step's block, and the block where there is none.
pub(super) fn statements(step: &Step, lines: &[String], pen: &mut Pen<'_>) {
    let indent = pen.indent(step.span);
    let lines = lines.iter().map(|line| format!("{indent}  {line}")).collect::<Vec<_>>().join("\n");
    let words = pen.words(step.span);
    match words.strip_suffix('}') {
        Some(block) => {
            let at =
                Span { start: step.span.start + block.trim_end().len() as u32, end: step.span.end - 1, ..step.span };
            pen.replace(at, format!("\n{lines}\n{indent}"));
        }
        None => pen.insert_after(step.span, format!(" {{\n{lines}\n{indent}}}")),
    }
}
