//! The list of accounts that a process needs: who works which steps, who signs digitally, and what a place has.

use super::{Align, Cell, Column, Row, Table};
use crate::analysis::Facts;
use crate::base::Language;
use crate::model::{Body, OrUnknown, Party, Place, Signature, Step, StepKind};

/// One row a role of the process, in the order of its first step. Names of people and their accounts are left to be filled
/// in; what a place has stands beside what is needed.
pub fn table(facts: &Facts<'_>, place: Option<&Place>, language: Language) -> Table {
    let day = facts.settings.as_of;
    let mut roles: Vec<(&Body, Vec<usize>, bool)> = Vec::new();
    for (index, step) in facts.process().steps.iter().enumerate() {
        let hands = step.by.iter().flat_map(|by| by.any_of.iter().chain(&by.with));
        for body in hands.filter_map(body) {
            let at = roles.iter().position(|(known, ..)| known.same(body)).unwrap_or_else(|| {
                roles.push((body, Vec::new(), false));
                roles.len() - 1
            });
            roles[at].1.push(index + 1);
            roles[at].2 |= signs(step);
        }
    }
    let rows = roles.iter().enumerate().map(|(index, (body, steps, signs))| {
        let staff = place.and_then(|place| place.staff.iter().find(|staff| staff.body.same(body)));
        let has = |count: Option<u32>| match (place, count) {
            (Some(_), Some(count)) => Cell::number(count.into(), count.to_string()),
            (Some(_), None) => Cell::text(language.pick("not known", "chưa rõ")),
            (None, _) => Cell::text("…"),
        };
        let steps: Vec<String> = steps.iter().map(ToString::to_string).collect();
        Row::of(vec![
            Cell::count(index + 1),
            Cell::text(facts.catalogue.agency_title(body, day)),
            Cell::text(facts.catalogue.title_of(body, day)),
            Cell::text(steps.join(", ")),
            Cell::text("…"),
            Cell::text("…"),
            has(staff.and_then(|staff| staff.accounts)),
            if *signs { has(staff.and_then(|staff| staff.certificates)) } else { Cell::text("–") },
        ])
    });
    Table {
        caption: None,
        columns: vec![
            Column::left(language.pick("No.", "STT"), 8).aligned(Align::Centre),
            Column::left(language.pick("Unit", "Đơn vị"), 20),
            Column::left(language.pick("Role in the process", "Vai trò trong quy trình"), 20),
            Column::left(language.pick("Steps", "Bước"), 9).aligned(Align::Centre),
            Column::left(language.pick("Name, position", "Họ tên, chức vụ"), 16),
            Column::left(language.pick("Account, telephone", "Tài khoản, số điện thoại"), 15),
            Column::left(language.pick("Accounts there", "Số tài khoản hiện có"), 10).aligned(Align::Centre),
            Column::left(language.pick("Digital certificates there", "Chữ ký số hiện có"), 10).aligned(Align::Centre),
        ],
        rows: rows.collect(),
    }
}

fn body(party: &Party) -> Option<&Body> {
    match party {
        Party::Body { body, other: false } => Some(body),
        Party::Body { other: true, .. } | Party::Applicant(_) => None,
    }
}

/// Whether who works a step signs digitally there.
fn signs(step: &Step) -> bool {
    let digital =
        step.signature.as_ref().map(|signature| signature.value) == Some(OrUnknown::Known(Signature::Digital));
    digital || [StepKind::Sign, StepKind::Decide, StepKind::Approve].into_iter().any(|kind| step.is_kind(kind))
}
