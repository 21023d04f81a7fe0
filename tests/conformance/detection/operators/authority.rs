//! Powers that sit too high, have ended, or are given to the wrong hand.

use super::Operator;
use crate::site::{Site, pair};

pub(super) const OPERATORS: &[&Operator] = &[
    &Operator {
        name: "decide-a-level-up",
        says: "moves the decision a level up / and cites the law that reserves it",
        code: "authority/above-work",
        plant: |site| {
            let decides = site.deciding()?;
            let body = decides.body()?;
            let level = |word: &str| body.agency.name.text.starts_with(word);
            let above = if body.agency.name.text.contains("xã") {
                "ubnd-tỉnh/chủ-tịch"
            } else if level("sở") || level("ubnd-tỉnh") {
                "bộ-công-thương/lãnh-đạo-bộ"
            } else {
                return None;
            };
            if site.imported || site.procedure.risk.is_some() || site.procedure.reserved.is_some() {
                return None;
            }
            let moved = (body.span.start as usize, body.span.end as usize, above);
            let title = site.head_of(&site.text);
            let of = |statements: &str| site.edited(&[moved, (title, title, &format!("\n{statements}"))]);
            pair(
                &[&decides.name.text],
                &of("  risk low\n"),
                &of("  risk low\n  reserved basis \"Luật Hộ tịch 60/2014/QH13\" article 7\n"),
            )
        },
    },
    &Operator {
        name: "district-office",
        says: "lets an office of the abolished district work a step / one of the commune",
        code: "authority/abolished",
        plant: |site| {
            let step = site.working().filter(|_| !site.imported)?;
            let body = step.body()?;
            let of = |by: &str| site.edited(&[(body.span.start as usize, body.span.end as usize, by)]);
            pair(&[&step.name.text], &of("ubnd-huyện/tư-pháp"), &of("ubnd-xã/tư-pháp"))
        },
    },
    &Operator {
        name: "delegation-not-used",
        says: "delegates the decision to who examines the case, and changes nothing / ended in June",
        code: "authority/delegation-unused",
        plant: |site| {
            let decides = site.deciding()?;
            let of = |until: &str| {
                delegation(
                    site,
                    &format!("by instrument \"Quyết định 900/2026/QĐ-UBND\"\n  from 2026-01-01 until {until}"),
                )
            };
            pair(&[&decides.name.text], &of("2027-12-31")?, &of("2026-06-30")?)
        },
    },
    &Operator {
        name: "delegation-about-to-end",
        says: "delegates until the end of the year / until the end of the next",
        code: "authority/expired-delegation",
        plant: |site| {
            let of = |until: &str| {
                delegation(
                    site,
                    &format!("by instrument \"Quyết định 900/2026/QĐ-UBND\"\n  from 2026-01-01 until {until}"),
                )
            };
            pair(&["2026-12-31", "31/12/2026"], &of("2026-12-31")?, &of("2027-12-31")?)
        },
    },
    &Operator {
        name: "delegation-without-instrument",
        says: "delegates without naming the instrument / naming it",
        code: "authority/no-instrument",
        plant: |site| {
            let of = |by: &str| delegation(site, &format!("{by}from 2026-01-01 until 2027-12-31"));
            pair(
                &["delegate from", "ủy quyền của"],
                &of("")?,
                &of("by instrument \"Quyết định 900/2026/QĐ-UBND\"\n  ")?,
            )
        },
    },
    &Operator {
        name: "delegate-upwards",
        says: "lets the commune's chair delegate to the province / to an officer of the commune",
        code: "authority/impermissible-pair",
        plant: |site| {
            let from = site.deciding()?.body()?;
            if site.imported || !["ubnd-xã/chủ-tịch"].contains(&from.written().as_str()) {
                return None;
            }
            let of = |to: &str| {
                site.followed_by(&format!("delegate from ubnd-xã/chủ-tịch to {to} {{\n  covers {}\n  by instrument \"Quyết định 900/2026/QĐ-UBND\"\n  from 2026-01-01 until 2027-12-31\n}}", site.code()))
            };
            pair(&["ubnd-tỉnh/chủ-tịch"], &of("ubnd-tỉnh/chủ-tịch"), &of("ubnd-xã/văn-hóa-xã-hội"))
        },
    },
    &Operator {
        name: "delegate-it-again",
        says: "lets the recipient of a delegation delegate in turn / only after the first has ended",
        code: "authority/re-delegated",
        plant: |site| {
            let decides = site.deciding()?;
            let (from, to) = (decides.body()?.written(), site.another(decides.body()?)?);
            let third = site.steps().iter().filter_map(procedo::model::Step::body).map(procedo::model::Body::written);
            let third = third.into_iter().find(|body| *body != from && *body != to)?;
            let of = |since: &str, until: &str| {
                site.followed_by(&format!(
                    "delegate from {from} to {to} {{\n  covers {code}\n  by instrument \"Quyết định 900/2026/QĐ-UBND\"\n  from 2026-01-01 until 2027-06-30\n}}\ndelegate from {to} to {third} {{\n  covers {code}\n  by instrument \"Quyết định 901/2026/QĐ-UBND\"\n  from {since} until {until}\n}}",
                    code = site.code()
                ))
            };
            let mark = format!("{to} ");
            pair(&[&mark], &of("2026-02-01", "2027-06-30"), &of("2027-07-01", "2028-06-30"))
        },
    },
    &Operator {
        name: "two-deciders",
        says: "names a second decider without a condition / with one",
        code: "authority/overlap",
        plant: |site| {
            let [row] = site.procedure.decided_by.as_slice() else { return None };
            if row.row.when.is_some() || site.imported {
                return None;
            }
            let other = site.another(site.deciding()?.body()?)?;
            let of = |when: &str| {
                site.stating(&format!("  fact ở-vùng-xa yes/no \"Ở vùng xa\"\n  decided by {other}{when}"))
            };
            pair(&[&other, "decided by", "thẩm quyền"], &of(""), &of(" when ở-vùng-xa"))
        },
    },
];

/// A delegation of the decision to somebody who works an earlier step.
fn delegation(site: &Site, rest: &str) -> Option<String> {
    let decides = site.deciding().filter(|_| !site.imported)?;
    let from = decides.body()?;
    let to = site.working()?.body().filter(|to| to.written() != from.written())?.written();
    let delegates = |line: &str| line.starts_with("delegate from") || line.starts_with("ủy quyền của");
    if site.text.lines().any(delegates) {
        return None;
    }
    Some(site.followed_by(&format!(
        "delegate from {} to {to} {{\n  covers {}\n  {rest}\n}}",
        from.written(),
        site.code()
    )))
}
