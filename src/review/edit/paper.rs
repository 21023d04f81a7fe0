//! Changing what is asked of the applicant and what is issued: papers, copies, results, payment, the time limit.

use super::Pen;
use crate::base::Span;
use crate::review::subject::{Subject, inner, same};
use crate::syntax::ast::{
    At, Datum, DeadlineTime, DocumentLine, Expect, Expr, Flow, Hand, Node, PayWay, Statement, StatementKind, Step,
};
use crate::syntax::keywords::word;
use crate::time::{Duration, Unit};

/// Every statement of the procedure, its cases and what adapts it.
pub(super) fn statements<'a>(subject: &Subject<'a>) -> Vec<&'a Statement> {
    fn gather<'a>(statements: &'a [Statement], all: &mut Vec<&'a Statement>) {
        for statement in statements {
            all.push(statement);
            if let StatementKind::Case(case) = &statement.kind {
                gather(&case.statements, all);
            }
        }
    }
    let mut all = Vec::new();
    gather(&subject.entry.written.statements, &mut all);
    subject.adaptations().for_each(|adapt| gather(&adapt.statements, &mut all));
    all
}

/// The line of a paper that stands in exactly one place.
pub(super) fn line<'a>(subject: &Subject<'a>, paper: &str) -> Option<&'a DocumentLine> {
    let mut lines = statements(subject).into_iter().filter_map(|statement| match &statement.kind {
        StatementKind::Document(line) if same(&line.name.text, paper) => Some(line),
        _ => None,
    });
    lines.next().filter(|_| lines.next().is_none())
}

pub(super) fn steps<'a>(flow: &'a Flow, all: &mut Vec<&'a Step>) {
    for node in &flow.nodes {
        match node {
            Node::Step(step) => all.push(step),
            node => inner(node).into_iter().for_each(|flow| steps(flow, all)),
        }
    }
}

/// No longer asks for a paper; steps no longer read it, examples no longer expect it.
pub(super) fn drop_paper(subject: &Subject<'_>, paper: &str, pen: &mut Pen<'_>) -> Option<()> {
    let line = line(subject, paper)?;
    pen.remove(line.span);
    let mut all = Vec::new();
    for statement in statements(subject) {
        match &statement.kind {
            StatementKind::Process(flow) => steps(flow, &mut all),
            StatementKind::Step(step) => all.push(step),
            _ => {}
        }
    }
    for step in all {
        let members: Vec<_> = step
            .reads
            .iter()
            .map(|datum| match datum {
                Datum::Dossier(span) => (*span, false),
                Datum::Name(name) => (name.span, same(&name.text, paper)),
            })
            .collect();
        if members.iter().any(|(_, gone)| *gone) {
            pen.unlist(&members)?;
        }
    }
    for expect in subject.examples().flat_map(|example| &example.expect) {
        if let Expect::Documents(papers) = expect {
            let members: Vec<_> = papers.value.iter().map(|name| (name.span, same(&name.text, paper))).collect();
            if members.iter().any(|(_, gone)| *gone) {
                let _ = pen.unlist(&members);
            }
        }
    }
    Some(())
}

/// Asks for a paper only where it is not in the files of the state: who works the case still reads it.
pub(super) fn only_if_any(subject: &Subject<'_>, paper: &str, pen: &mut Pen<'_>) -> Option<()> {
    let line = line(subject, paper)?;
    let last = line.hands.iter().flatten().map(|hand| hand.span).max_by_key(|span| span.end)?;
    (!line.if_any).then(|| pen.insert_after(last, format!(" {}", word("if_any", subject.language()))))
}

/// Asks for a paper only where a database does not answer.
pub(super) fn look_up(subject: &Subject<'_>, paper: &str, database: &str, pen: &mut Pen<'_>) -> Option<()> {
    let line = line(subject, paper)?;
    let asked = [&line.row.when, &line.row.unless].into_iter().flatten().any(|when| looks_up(when, database));
    if asked {
        return None;
    }
    let language = subject.language();
    let answer = format!("{} {database}", word("found_in", language));
    match (&line.row.when, &line.row.unless) {
        (None, None) => pen.insert_after(head(line.span, pen), format!(" {} {answer}", word("unless", language))),
        (Some(_), Some(_)) => return None,
        // `or` binds weaker than `and`: a choice of conditions goes into brackets. One with brackets of its own is left alone.
        (Some(when @ Expr::Or(_)), None) => {
            let at = start(when)?.to(end(when));
            let words = pen.words(at);
            if words.contains(['(', ')']) {
                return None;
            }
            let new = format!("({words}) {} {} {answer}", word("and", language), word("not", language));
            pen.replace(at, new);
        }
        (Some(when), None) => {
            pen.insert_after(end(when), format!(" {} {} {answer}", word("and", language), word("not", language)));
        }
        (None, Some(unless)) => pen.insert_after(end(unless), format!(" {} {answer}", word("or", language))),
    }
    Some(())
}

/// Whether a condition asks a database.
fn looks_up(condition: &Expr, database: &str) -> bool {
    match condition {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(|part| looks_up(part, database)),
        Expr::Not(inner, _) => looks_up(inner, database),
        Expr::Found(name) => same(&name.text, database),
        Expr::Test(_) => false,
    }
}

/// The first word of a condition, where it is kept: of what a register answers only the register is.
fn start(condition: &Expr) -> Option<Span> {
    match condition {
        Expr::And(parts) | Expr::Or(parts) => parts.first().and_then(start),
        Expr::Not(_, span) => Some(*span),
        Expr::Found(_) => None,
        Expr::Test(test) => Some(test.span),
    }
}

/// The last word of a condition.
fn end(condition: &Expr) -> Span {
    match condition {
        Expr::And(parts) | Expr::Or(parts) => parts.last().map(end).unwrap_or_default(),
        Expr::Not(inner, span) => Span { end: end(inner).end.max(span.end), ..*span },
        Expr::Found(name) => name.span,
        Expr::Test(test) => test.span,
    }
}

/// A statement without its block.
fn head(statement: Span, pen: &Pen<'_>) -> Span {
    let words = pen.words(statement);
    let mut quoted = false;
    let brace = words.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '{' && !quoted
    });
    let end = brace.map_or(words.len(), |(at, _)| words[..at].trim_end().len());
    Span { end: statement.start + end as u32, ..statement }
}

/// Lets one copy or a digital copy do.
pub(super) fn plain_copy(subject: &Subject<'_>, paper: &str, pen: &mut Pen<'_>) -> Option<()> {
    let line = line(subject, paper)?;
    let hands: Vec<&At<Hand>> = line.hands.iter().flatten().collect();
    let (first, last) = (hands.first()?, hands.last()?);
    let language = subject.language();
    let new = format!("{} 1 {} {}", word("copy", language), word("or", language), word("electronic", language));
    let at = first.span.to(last.span);
    (pen.words(at) != new).then(|| pen.replace(at, new))
}

/// Issues a result as a digital document too.
pub(super) fn digital_result(subject: &Subject<'_>, paper: &str, pen: &mut Pen<'_>) -> Option<()> {
    let found = statements(subject).into_iter().find_map(|statement| match &statement.kind {
        StatementKind::Result(line) if same(&line.name.text, paper) && !line.digital => Some(line),
        _ => None,
    })?;
    let after = found.title.as_ref().map_or(found.name.span, |title| title.span);
    pen.insert_after(after, format!(" {}", word("electronic", subject.language())));
    Some(())
}

/// Lets the fee be paid online.
pub(super) fn pay_online(subject: &Subject<'_>, pen: &mut Pen<'_>) -> Option<()> {
    let language = subject.language();
    let own = &subject.entry.written.statements;
    let paid = own.iter().find_map(|statement| match &statement.kind {
        StatementKind::Pay(ways) => Some(ways),
        _ => None,
    });
    match paid {
        Some(ways) if ways.iter().any(|way| way.value == PayWay::Online) => None,
        Some(ways) => {
            pen.insert_after(ways.last()?.span, format!(", {}", word("online", language)));
            Some(())
        }
        None => {
            let fee = own.iter().rfind(|statement| matches!(statement.kind, StatementKind::Fee(_)))?;
            pen.insert_after(
                fee.span,
                format!("\n{} {}, {}", word("pay", language), word("counter", language), word("online", language)),
            );
            Some(())
        }
    }
}

/// Offers the service online in full where it was offered in part.
pub(super) fn full_online(subject: &Subject<'_>, pen: &mut Pen<'_>) -> Option<()> {
    let found = subject.entry.written.statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::Channel(channel) if channel.because.is_none() => channel.scope.as_ref(),
        _ => None,
    })?;
    pen.replace(found.span, word("full", subject.language()));
    Some(())
}

/// Writes a shorter time limit, in working days, where exactly one such limit is written.
pub(super) fn shorten(subject: &Subject<'_>, from: u32, to: u32, pen: &mut Pen<'_>) -> Option<()> {
    let old = DeadlineTime::Duration(Duration::whole(from, Unit::WorkingDays));
    let mut found = subject.entry.written.statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Deadline(deadline) if !deadline.plus && deadline.time.value == old => Some(deadline.time.span),
        _ => None,
    });
    let at = found.next().filter(|_| found.next().is_none())?;
    pen.replace(at, Duration::whole(to, Unit::WorkingDays).show(subject.language()));
    Some(())
}
