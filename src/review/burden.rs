//! What is asked of the applicant, before and after: nothing may come on top.

use super::subject::same;
use crate::base::{Text, similar};
use crate::model::{Catalogue, Demand, FeeAmount, Hand, OrUnknown, Paper, Procedure};
use crate::time::Date;

/// Something that is asked for after and was not before.
pub(super) fn added(old: (&Catalogue, &Procedure), new: (&Catalogue, &Procedure), day: Date) -> Option<Text> {
    papers(old, new, day)
        .or_else(|| fees(old.1, new.1))
        .or_else(|| conditions(old.1, new.1))
        .or_else(|| work(old.1, new.1))
}

fn lines(procedure: &Procedure) -> impl Iterator<Item = (&Demand, &Paper)> {
    procedure.documents.iter().flat_map(|line| line.any_of.iter().map(move |paper| (line, paper)))
}

/// The names by which a paper is known: its own, and those of its type.
fn names(catalogue: &Catalogue, procedure: &Procedure, paper: &Paper, day: Date) -> Vec<String> {
    let data = procedure.datum(paper.data);
    let mut all = vec![similar::key(&data.name.text)];
    all.extend(paper.title.iter().chain(&data.title).map(|title| similar::key(&title.text)));
    if let Some(id) = paper.document.id {
        let kind = catalogue.documents.get(id).near(day);
        all.extend(kind.title.iter().chain(&kind.synonyms).map(|title| similar::key(&title.text)));
    }
    all
}

fn papers(old: (&Catalogue, &Procedure), new: (&Catalogue, &Procedure), day: Date) -> Option<Text> {
    for (line, paper) in lines(new.1) {
        let known = names(new.0, new.1, paper, day);
        let was =
            lines(old.1).filter(|(_, other)| names(old.0, old.1, other, day).iter().any(|name| known.contains(name)));
        let was: Vec<_> = was.collect();
        let name = &new.1.datum(paper.data).name.text;
        if was.is_empty() {
            return Some(crate::text!(en: "`{name}` would be asked for anew", vi: "phát sinh thêm giấy tờ `{name}`"));
        }
        // The condition of the paper, and that of the line it is one of.
        let free = |line: &Demand, paper: &Paper| line.row.when.is_none() && paper.row.when.is_none() && !line.if_any;
        if free(line, paper) && was.iter().all(|(line, paper)| !free(line, paper)) {
            return Some(crate::text!(
                en: "`{name}` would be asked for in cases in which it was not", vi: "giấy tờ `{name}` sẽ phải nộp cả trong trường hợp trước đây không phải nộp"
            ));
        }
        let least = |paper: &Paper| paper.hands.iter().map(|way| weight(way.iter().map(|hand| hand.value))).min();
        if let Some(now) = least(paper)
            && was.iter().all(|(_, paper)| least(paper).is_some_and(|before| now > before))
        {
            return Some(crate::text!(
                en: "more copies or a heavier form of `{name}` would be asked for", vi: "giấy tờ `{name}` sẽ phải nộp nhiều bản hơn hoặc ở hình thức nặng hơn"
            ));
        }
    }
    None
}

/// How heavy it is to hand something in: certified copies most, then originals, copies, files; showing costs least.
fn weight(hands: impl Iterator<Item = Hand>) -> u32 {
    let count = |number: OrUnknown<u32>| match number {
        OrUnknown::Known(number) => number,
        OrUnknown::Unknown => 1,
    };
    let of = |hand| match hand {
        Hand::CertifiedCopy(number) => 100 * count(number),
        Hand::Original(number) => 10 * count(number),
        Hand::Copy(number) => 5 * count(number),
        Hand::Digital(number) => number.unwrap_or(1),
        Hand::Shown => 1,
    };
    hands.map(of).sum()
}

/// Whether two rows ask for the same, wherever they are written.
fn same_amount(one: &FeeAmount, other: &FeeAmount) -> bool {
    match (one, other) {
        (FeeAmount::Money(one), FeeAmount::Money(other)) => one == other,
        (FeeAmount::PercentOf(one, of), FeeAmount::PercentOf(other, also)) => {
            one == other && same(of.text(), also.text())
        }
        (FeeAmount::SetBy(one), FeeAmount::SetBy(other)) => same(&one.name.text, &other.name.text),
        (FeeAmount::Unknown, FeeAmount::Unknown) => true,
        _ => false,
    }
}

fn fees(old: &Procedure, new: &Procedure) -> Option<Text> {
    let rows = |procedure: &Procedure| procedure.fees.iter().map(|fee| fee.rows.len()).sum::<usize>();
    let amounts = |procedure: &Procedure| {
        procedure.fees.iter().flat_map(|fee| &fee.rows).map(|row| row.amount.value.clone()).collect()
    };
    let (before, after): (Vec<_>, Vec<_>) = (amounts(old), amounts(new));
    let new_amount = after.iter().any(|amount| !before.iter().any(|other| same_amount(amount, other)));
    (rows(new) > rows(old) || new_amount)
        .then(|| crate::text!(en: "the applicant would have to pay something else", vi: "người nộp hồ sơ phải nộp khoản khác"))
}

fn conditions(old: &Procedure, new: &Procedure) -> Option<Text> {
    let known = |name: &str| old.conditions.iter().any(|other| same(&other.name.text, name));
    let condition = new.conditions.iter().find(|condition| !known(&condition.name.text))?;
    let name = &condition.name.text;
    Some(crate::text!(en: "the condition `{name}` would be new", vi: "phát sinh thêm điều kiện `{name}`"))
}

fn work(old: &Procedure, new: &Procedure) -> Option<Text> {
    let by_applicant = |procedure: &Procedure| {
        procedure.process.iter().flat_map(|process| &process.steps).filter(|step| step.by_applicant()).count()
    };
    let presence = |procedure: &Procedure| {
        procedure.process.iter().flat_map(|process| &process.steps).filter(|step| step.in_person.is_some()).count()
    };
    let channel_gone = || {
        let open = |kind| new.channels.iter().any(|channel| channel.kind.value == kind);
        old.channels.iter().any(|channel| !open(channel.kind.value))
    };
    let more =
        by_applicant(new) > by_applicant(old) || presence(new) > presence(old) || new.facts.len() > old.facts.len();
    (more || channel_gone())
        .then(|| crate::text!(en: "the applicant would have more to do", vi: "người nộp hồ sơ phải làm thêm việc"))
}
