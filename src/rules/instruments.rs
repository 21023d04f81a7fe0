//! Which instruments may prescribe an administrative procedure, and since when: the dated table of `instruments.csv`, and
//! what an instrument is in its words.

use super::acts::written;
use super::ladder::rung;
use crate::model::{Body, Catalogue, Law, LawKind, LawRef};
use crate::time::Date;

/// The table: one row a kind of instrument and element, with the days on which it holds and its source. What the law
/// assigns (`assigned`) needs an enabling clause.
const TABLE: &str = include_str!("instruments.csv");

/// What the table says of an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Power {
    /// It may prescribe.
    Yes(&'static str),
    /// It may where a law or a resolution of the National Assembly assigns it, and names that clause.
    Assigned,
    /// It may not.
    No(&'static str),
    /// The table does not speak of it.
    Unsaid,
}

/// Whether an instrument may prescribe an element (`fee`, else `any`) of a procedure.
pub(super) fn power(catalogue: &Catalogue, law: &LawRef, element: &str, day: Date) -> Power {
    let (kind, issued, enabled) = match law {
        LawRef::Quoted(title) => (kind_of_title(&title.text), None, false),
        LawRef::Registered(law) => {
            let Some(law) = law.id.map(|id| catalogue.laws.get(id).near(day)) else { return Power::Unsaid };
            let issued = law.issued_on.as_ref().or(law.period.from.as_ref()).map(|day| day.value);
            (kind(catalogue, law, day), issued, enabled(catalogue, law, day))
        }
    };
    let Some(kind) = kind else { return Power::Unsaid };
    match (row(kind, element, issued), enabled) {
        (Power::Assigned, true) => Power::Yes("enabling clause"),
        (power, _) => power,
    }
}

fn row(kind: &str, element: &str, issued: Option<Date>) -> Power {
    let rows = TABLE.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(6, ',');
        let (named, about, answer, from, until, source) =
            (cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        let after = from.is_empty() || issued.is_some_and(|day| Date::parse(from).is_ok_and(|from| from <= day));
        let before = until.is_empty() || issued.is_some_and(|day| Date::parse(until).is_ok_and(|until| day <= until));
        (named == kind && (about == "any" || about == element) && after && before).then_some((about, answer, source))
    });
    // The row about the element goes before the one about any.
    match rows.min_by_key(|(about, ..)| *about == "any") {
        Some((_, "yes", source)) => Power::Yes(source.trim_matches('"')),
        Some((_, "no", source)) => Power::No(source.trim_matches('"')),
        Some(_) => Power::Assigned,
        None => Power::Unsaid,
    }
}

/// Whether an instrument names, as its own basis, an article of a law or of a resolution of the National Assembly.
fn enabled(catalogue: &Catalogue, law: &Law, day: Date) -> bool {
    law.notes.basis.iter().filter(|citation| citation.pinpoint.is_some()).any(|citation| {
        let above = match &citation.law {
            LawRef::Quoted(title) => kind_of_title(&title.text),
            LawRef::Registered(law) => law.id.and_then(|id| kind(catalogue, catalogue.laws.get(id).near(day), day)),
        };
        matches!(above, Some("law" | "na-resolution"))
    })
}

/// The number of an instrument in its title, taken apart: `12/2025/QĐ-UBND`.
fn number(title: &str) -> Option<(bool, &str)> {
    let number =
        title.split_whitespace().find(|word| word.contains('/') && word.starts_with(|c: char| c.is_ascii_digit()))?;
    let number = number.trim_end_matches([',', '.', ';', ')']);
    let mut parts = number.split('/').skip(1);
    let second = parts.next()?;
    let is_year = second.len() == 4 && second.bytes().all(|b| b.is_ascii_digit());
    // Without a year in its number an act is no normative document (Decree 34/2016/NĐ-CP, Decree 78/2025/NĐ-CP).
    Some((is_year, if is_year { parts.next()? } else { second }))
}

fn kind(catalogue: &Catalogue, law: &Law, day: Date) -> Option<&'static str> {
    let title = law.number.as_ref().or(law.title.as_ref()).map_or_else(String::new, |title| title.text.clone());
    let of_number = kind_of_title(&title);
    let local = |resolution: bool| {
        let issuer = law.issued_by.first().filter(|issuer| issuer.id.is_some())?;
        let body = Body { agency: issuer.clone(), role: None, role_known: true, span: issuer.name.span };
        Some(match (rung(catalogue, &body, day)?, resolution) {
            (1, true) => "commune-resolution",
            (1, false) => "commune-decision",
            (2 | 3, true) => "province-resolution",
            (2 | 3, false) => "province-decision",
            _ => return None,
        })
    };
    match (law.kind.as_ref().map(|kind| kind.value), of_number) {
        (Some(LawKind::Constitution | LawKind::Law), _) => Some("law"),
        (Some(LawKind::Ordinance), _) => Some("ordinance"),
        (Some(LawKind::Treaty), _) => Some("treaty"),
        (Some(LawKind::Decree), _) => Some("decree"),
        (Some(LawKind::Circular | LawKind::JointCircular), _) => Some("circular"),
        (Some(LawKind::Directive), _) => Some("directive"),
        (Some(LawKind::Plan), _) => Some("plan"),
        (_, Some("local-resolution")) => local(true),
        (_, Some("local-decision")) => local(false),
        (_, found) => found,
    }
}

/// What a title says of itself by its number; `local-…` where the level is not known.
fn kind_of_title(title: &str) -> Option<&'static str> {
    let Some((normative, symbol)) = number(title) else {
        let first = title.split_whitespace().next()?.to_lowercase();
        return matches!(first.as_str(), "luật" | "bộ" | "law").then_some("law");
    };
    let begins = |with: &str| symbol.starts_with(with);
    Some(match normative {
        true if begins("QH") && title.to_lowercase().contains("nghị quyết") => "na-resolution",
        true if begins("QH") => "law",
        true if begins("UBTVQH") => "ordinance",
        true if begins("NĐ-CP") => "decree",
        true if begins("NQ-CP") => "government-resolution",
        true if begins("QĐ-TTg") => "pm-decision",
        true if begins("TT-") || begins("TTLT-") => "circular",
        true if begins("NQ-HĐND") => "local-resolution",
        true if begins("QĐ-UBND") => "local-decision",
        false if begins("QĐ-") => "decision",
        false if begins("CT-") => "directive",
        false if begins("KH-") => "plan",
        _ => return None,
    })
}

/// What a reader calls the instruments of a list.
pub(super) fn names(laws: &[&LawRef]) -> String {
    laws.iter().map(|law| format!("`{}`", written(law))).collect::<Vec<_>>().join(", ")
}
