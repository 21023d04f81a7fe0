//! Changing the order of steps: two become one, two stand side by side, one moves before another.

use super::{Pen, drop, step};
use crate::base::Span;
use crate::review::subject::{Subject, Written, inner, same};
use crate::syntax::ast::{Datum, Flow, Limit, Node, Step};
use crate::syntax::keywords::word;
use crate::time::{Duration, WorkTime};

/// The flow in which a step stands directly, and its place there.
fn around<'a>(flow: &'a Flow, name: &str) -> Option<(&'a Flow, usize)> {
    let here = flow.nodes.iter().position(|node| matches!(node, Node::Step(step) if same(&step.name.text, name)));
    here.map(|at| (flow, at)).or_else(|| flow.nodes.iter().flat_map(inner).find_map(|flow| around(flow, name)))
}

/// Two neighbours in one block.
fn neighbours<'a>(written: &Written<'a>, first: &str, second: &str) -> Option<(&'a Step, &'a Step)> {
    let (flow, at) = around(written.flow, first)?;
    match (&flow.nodes[at], flow.nodes.get(at + 1)?) {
        (Node::Step(one), Node::Step(other)) if same(&other.name.text, second) => Some((one, other)),
        _ => None,
    }
}

/// Makes the second step part of the first: kinds, time, papers and criteria come together under one name.
pub(super) fn merge(
    subject: &Subject<'_>,
    written: &Written<'_>,
    names: (&str, &str),
    pen: &mut Pen<'_>,
) -> Option<()> {
    let (first, second) = neighbours(written, names.0, names.1)?;
    // What cases, places and the rest of the text say of the second step has no place any more.
    drop::drop_steps(subject, written, std::slice::from_ref(&second.name.text), Some(first), pen)?;
    let language = subject.language();
    if let (Some(one), Some(other)) = (&first.title, &second.title) {
        let (one_text, other_text) = (&one.text, lower_first(&other.text));
        pen.replace(one.span, format!("\"{}; {}\"", one_text.replace('"', "'"), other_text.replace('"', "'")));
    }
    let (kinds, more) = (first.kinds.as_ref()?, second.kinds.as_ref()?);
    let new: Vec<_> = more
        .iter()
        .filter(|kind| kinds.iter().all(|known| known.value != kind.value))
        .map(|kind| pen.words(kind.span))
        .collect();
    if !new.is_empty() {
        pen.insert_after(kinds.last()?.span, format!(", {}", new.join(", ")));
    }
    match (&first.within, &second.within) {
        (Some(one), Some(other)) => pen.replace(one.span, sum(&one.value, &other.value)?.show(language)),
        (None, None) => {}
        // A time that is known of one only is not the time of both.
        _ => return None,
    }
    let own = |data: &str| first.writes.iter().any(|(name, _)| same(&name.text, data));
    let read =
        |data: &str| first.reads.iter().any(|known| matches!(known, Datum::Name(name) if same(&name.text, data)));
    let reads: Vec<_> = second
        .reads
        .iter()
        .filter_map(|datum| match datum {
            Datum::Name(name) => (!own(&name.text) && !read(&name.text)).then(|| name.text.clone()),
            Datum::Dossier(span) => {
                let known = first.reads.iter().any(|datum| matches!(datum, Datum::Dossier(_)));
                (!known).then(|| pen.words(*span).to_owned())
            }
        })
        .collect();
    let writes: Vec<_> = second
        .writes
        .iter()
        .filter(|(name, _)| !own(&name.text))
        .map(|(name, title)| match title {
            Some(title) => format!("{} {}", name.text, pen.words(title.span)),
            None => name.text.clone(),
        })
        .collect();
    let checks: Vec<_> = second.checks.iter().map(|name| name.text.clone()).collect();
    let mut lines = Vec::new();
    for (keyword, list) in [("reads", reads), ("writes", writes), ("checks", checks)] {
        if !list.is_empty() {
            lines.push(format!("{} {}", word(keyword, language), list.join(", ")));
        }
    }
    lines.extend(second.reactions.iter().map(|reaction| pen.words(reaction.span).to_owned()));
    lines.extend(second.jumps.iter().map(|jump| pen.words(jump.span).to_owned()));
    if !lines.is_empty() {
        step::statements(first, &lines, pen);
    }
    Some(())
}

fn sum(one: &Limit, other: &Limit) -> Option<Duration> {
    match (one, other) {
        (Limit::Duration(one), Limit::Duration(other)) => one.plus(*other).or_else(|| {
            let total = one.work_time()?.hundredths().checked_add(other.work_time()?.hundredths())?;
            Some(WorkTime::from_hundredths(total).duration())
        }),
        _ => None,
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Lines with more blanks before them; texts over several lines stay as they are, because their blanks are theirs.
fn deeper(lines: &str, blanks: &str) -> String {
    if lines.contains("\"\"\"") {
        return lines.to_owned();
    }
    let deeper = |line: &str| if line.trim().is_empty() { line.to_owned() } else { format!("{blanks}{line}") };
    lines.split_inclusive('\n').map(deeper).collect()
}

/// Puts two neighbours into the branches of a parallel.
pub(super) fn side_by_side(
    subject: &Subject<'_>,
    written: &Written<'_>,
    names: (&str, &str),
    pen: &mut Pen<'_>,
) -> Option<()> {
    let (first, second) = neighbours(written, names.0, names.1)?;
    let language = subject.language();
    let (parallel, branch) = (word("parallel", language), word("branch", language));
    let (one, other) = (pen.lines(first.span), pen.lines(second.span));
    let indent = pen.indent(first.span);
    let (first, second) = (deeper(pen.words(one), "    "), deeper(pen.words(other), "    "));
    pen.replace(one, format!("{indent}{parallel} {{\n{indent}  {branch} {{\n{first}{indent}  }}\n"));
    pen.replace(other, format!("{indent}  {branch} {{\n{second}{indent}  }}\n{indent}}}\n"));
    (one.end <= other.start).then_some(())
}

/// Puts a step into a branch of its own cases.
pub(super) fn only_when(
    subject: &Subject<'_>,
    written: &Written<'_>,
    name: &str,
    condition: &str,
    pen: &mut Pen<'_>,
) -> Option<()> {
    let step = written.step(name)?;
    if is_alone_in_a_branch(written.flow, step) {
        return None;
    }
    let (at, indent) = (pen.lines(step.span), pen.indent(step.span));
    let word = word("if", subject.language());
    let words = pen.words(at);
    pen.replace(at, format!("{indent}{word} {condition} {{\n{}{indent}}}\n", deeper(words, "  ")));
    words.ends_with('\n').then_some(())
}

/// Whether an `if` has nothing but this step.
fn is_alone_in_a_branch(flow: &Flow, step: &Step) -> bool {
    flow.nodes.iter().any(|node| {
        let alone = |flow: &Flow| matches!(flow.nodes.as_slice(), [Node::Step(one)] if one.span == step.span);
        matches!(node, Node::If { then, .. } if alone(then))
            || inner(node).into_iter().any(|flow| is_alone_in_a_branch(flow, step))
    })
}

/// Moves a step before one that stands earlier in the same block.
pub(super) fn move_before(written: &Written<'_>, name: &str, other: &str, pen: &mut Pen<'_>) -> Option<()> {
    let ((flow, from), (target, to)) = (around(written.flow, name)?, around(written.flow, other)?);
    if !std::ptr::eq(flow, target) || to >= from {
        return None;
    }
    let span = |at: usize| match &flow.nodes[at] {
        Node::Step(step) => Some(step.span),
        _ => None,
    };
    let (moved, before) = (pen.commented(span(from)?), pen.commented(span(to)?));
    let words = pen.words(moved);
    pen.replace(Span { end: before.start, ..before }, words);
    pen.replace(moved, "");
    words.ends_with('\n').then_some(())
}
