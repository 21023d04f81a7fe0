//! Turns the rows of the place and staff tables into places and what they have; a mistake is shown in its cell.

use super::names::Resolver;
use super::value::MISFIT;
use crate::base::{Span, similar};
use crate::config::tables::{Cell, PlaceRow, StaffRow};
use crate::model::{At, Name, Number, Period, Place, Ref, Staff, Title};
use crate::syntax::ast::{self, Value};
use crate::time::{BadDate, Date};

impl Resolver<'_> {
    /// A row of the place table.
    pub(super) fn place_row(&mut self, row: &PlaceRow) -> Place {
        Place {
            name: name(&row.name),
            title: row.title.as_ref().map(|cell| Title { text: cell.text.clone(), span: cell.span }),
            agency: row.agency.as_ref().map(|cell| self.find(&name(cell))),
            under: row.within.as_ref().map(|cell| self.find(&name(cell))),
            replaced_by: Vec::new(),
            given: row.given.iter().map(|(heading, cell)| (name(heading), value(cell))).collect(),
            staff: Vec::new(),
            period: Period { from: self.date(row.from.as_ref()), until: self.date(row.until.as_ref()) },
            notes: crate::model::Notes::default(),
            span: row.span,
        }
    }

    /// A row of the staff table, and the place it is about.
    pub(super) fn staff_row(&mut self, row: &StaffRow) -> (Ref<Place>, Staff) {
        let equipment = row.equipment.iter().flat_map(|cell| cell.text.split(';'));
        let staff = Staff {
            body: self.body(&body(&row.role)),
            accounts: self.count(row.accounts.as_ref()),
            certificates: self.count(row.certificates.as_ref()),
            equipment: equipment.map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            span: row.span,
        };
        (self.find(&name(&row.place)), staff)
    }

    fn date(&mut self, cell: Option<&Cell>) -> Option<At<Date>> {
        let cell = cell?;
        match Date::parse(&cell.text) {
            Ok(value) => Some(At { value, span: cell.span }),
            Err(bad) => {
                self.out.report(&MISFIT, cell.span, bad.message()).help(BadDate::help());
                None
            }
        }
    }

    fn count(&mut self, cell: Option<&Cell>) -> Option<u32> {
        let cell = cell?;
        let count = cell.text.parse().ok();
        if count.is_none() && !is_unknown(&cell.text) {
            let text = &cell.text;
            let message = crate::text!(en: "`{text}` is not a whole number", vi: "`{text}` không phải là số nguyên");
            self.out.report(&MISFIT, cell.span, message).help(crate::text!(
                en: "write a number, or leave the cell empty where it is not known",
                vi: "ghi một số, hoặc để trống ô nếu chưa rõ"
            ));
        }
        count
    }
}

/// The value that a cell holds; a word may be one of a fact's own values.
fn value(cell: &Cell) -> At<Value> {
    let text = cell.text.as_str();
    let value = match similar::key(text).to_lowercase().as_str() {
        "yes" | "có" | "co" => Value::Truth(true),
        "no" | "không" | "khong" => Value::Truth(false),
        _ if is_unknown(text) => Value::Unknown,
        _ => match (Date::parse(text), number(text)) {
            (Ok(date), _) => Value::Date(date),
            (_, Some(number)) => Value::Number(number),
            _ => Value::Name(text.to_owned()),
        },
    };
    At { value, span: cell.span }
}

fn is_unknown(text: &str) -> bool {
    matches!(similar::key(text).to_lowercase().as_str(), "unknown" | "chưa rõ" | "chua ro")
}

/// A number as people type it into a table: groups of three digits, or decimals after one mark.
pub(super) fn number(text: &str) -> Option<Number> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split(['.', ',']).collect();
    if !parts.iter().all(|part| digits(part)) {
        return None;
    }
    let grouped = parts.len() > 1 && parts[1..].iter().all(|part| part.len() == 3);
    let scale = match parts.as_slice() {
        [_] => 0,
        _ if grouped => 0,
        [_, decimals] => u8::try_from(decimals.len()).ok().filter(|scale| *scale <= 6)?,
        _ => return None,
    };
    Some(Number { mantissa: parts.concat().parse().ok()?, scale })
}

fn name(cell: &Cell) -> Name {
    Name { text: cell.text.clone(), span: cell.span }
}

/// `commune-pc/chair` with the places of both parts.
fn body(cell: &Cell) -> ast::BodyRef {
    let Some((agency, role)) = cell.text.split_once('/') else {
        return ast::BodyRef { agency: name(cell), role: None, span: cell.span };
    };
    // A quoted cell is longer than its text; the parts then share its place.
    let plain = cell.span.range().len() == cell.text.len();
    let middle = cell.span.start + agency.len() as u32;
    let part = |text: &str, span: Span| Name { text: text.to_owned(), span: if plain { span } else { cell.span } };
    ast::BodyRef {
        agency: part(agency, Span { end: middle, ..cell.span }),
        role: Some(part(role, Span { start: middle + 1, ..cell.span })),
        span: cell.span,
    }
}
