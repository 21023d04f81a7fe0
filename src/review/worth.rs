//! What each proposal is worth: its benefit, and what the ranking weighs of it. Alone knows which statements of a procedure
//! stand for risk, readiness and confidence.

use super::change::Change;
use super::cost::Benefit;
use super::ground::{Ground, Touched};
use super::rank::{Confidence, Tier, Weighed};
use super::{Figures, Proposal, Review};
use crate::base::{Certainty, Severity, Text, Verdict, similar};
use crate::model::{Catalogue, Entry, Harm, OrUnknown, Procedure, Risk};
use crate::pipeline::Checked;
use std::collections::BTreeSet;

/// What a proposal saves by itself.
pub fn benefit(checked: &Checked, proposal: &Proposal) -> Option<Benefit> {
    let entry = checked.catalogue.entry(&proposal.procedure, checked.as_of)?;
    let (before, after) = proposal.costs.clone();
    Some(Benefit::of(before, after, &entry.base, &proposal.case).only_where(proposal.partly.iter().cloned()))
}

/// What the ranking weighs of each proposal, in their order.
pub fn weigh(checked: &Checked, review: &Review) -> Vec<Weighed> {
    let broken: BTreeSet<&str> = checked
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && finding.code.theme() == "flow")
        .filter_map(|finding| finding.procedure.as_deref())
        .collect();
    let one = |proposal: &Proposal| {
        let entry = checked.catalogue.entry(&proposal.procedure, checked.as_of);
        let benefit = benefit(checked, proposal);
        let (before, after) = (&proposal.before, &proposal.after);
        let less = |old: Option<u32>, new: Option<u32>| Some(i64::from(old?) - i64::from(new?));
        Weighed {
            id: proposal.id.clone(),
            cases: benefit.as_ref().and_then(|benefit| benefit.cases),
            cost: benefit.as_ref().and_then(Benefit::per_case),
            time: saved_time(before, after),
            visits: less(before.visits, after.visits),
            papers: less(Some(before.papers), Some(after.papers)),
            office: benefit.as_ref().and_then(Benefit::office_per_case),
            confidence: benefit.as_ref().map_or(Confidence::Judged, |benefit| confidence(benefit, before)),
            tier: tier(proposal),
            readiness: readiness(checked, proposal),
            risk: entry.map_or(1, |entry| risk(&entry.base)),
            unranked: unranked(proposal, &broken, entry).or_else(|| set_aside(review, proposal)),
        }
    };
    review.proposals.iter().map(one).collect()
}

/// Why the plan of its procedure does without it: what the plan answers already counts once.
fn set_aside(review: &Review, proposal: &Proposal) -> Option<Text> {
    let alternatives = review.plans.iter().flat_map(|plan| &plan.alternatives);
    let Text { en, vi } = &alternatives.into_iter().find(|one| one.id == proposal.id)?.why;
    Some(crate::text!(
        en: "the plan of the procedure does without it: {en}", vi: "phương án chung của thủ tục không dùng đến: {vi}"
    ))
}

/// Working hours that the longest way takes less, in hundredths; where some step has no time, what the known ones take less.
fn saved_time(before: &Figures, after: &Figures) -> Option<i64> {
    let (old, new) = match (before.longest, after.longest) {
        (Some(old), Some(new)) => (old, new),
        (None, None) => (before.at_least, after.at_least),
        _ => return None,
    };
    Some((old.hundredths() - new.hundredths()) / 60)
}

/// Counted: the number of cases has a source and every step its working time. Estimated: the number of cases has a source.
fn confidence(benefit: &Benefit, before: &Figures) -> Confidence {
    let sourced = benefit.cases.is_some() && benefit.source.is_some();
    let timed = benefit.before.office.missing.is_empty() && before.longest.is_some();
    match (sourced, timed) {
        (true, true) => Confidence::Measured,
        (true, false) => Confidence::Estimated,
        (false, _) => Confidence::Judged,
    }
}

/// The highest instrument that must change: what an act in force has opened already needs no more than a new process.
fn tier(proposal: &Proposal) -> Option<Tier> {
    let opened = |change: &Change| {
        matches!(change, Change::LookUp { .. } | Change::HandTo { .. }) && !proposal.supports.is_empty()
    };
    if proposal.changes.iter().any(opened) {
        let cited = proposal.touched.iter().filter(|one| !opened_up(one, proposal)).cloned().collect::<Vec<Touched>>();
        if cited.is_empty() && !proposal.touched.is_empty() {
            return Some(Tier::Internal);
        }
        return Tier::of(&cited).map(|tier| tier.max(Tier::Internal));
    }
    Tier::of(&proposal.touched)
}

/// Whether an element is one that an act in force lets a body look up, or work itself.
fn opened_up(touched: &Touched, proposal: &Proposal) -> bool {
    let key = similar::key(&touched.name);
    let named = |change: &Change| match change {
        Change::LookUp { .. } | Change::HandTo { .. } => change.touches().iter().any(|name| similar::key(name) == key),
        _ => false,
    };
    matches!(touched.ground, Ground::Acts(_) | Ground::OneOf(_)) && proposal.changes.iter().any(named)
}

/// The share of the bodies that receive work which have an account and a certificate for it; half where nothing is known,
/// and where the source names no article.
fn readiness(checked: &Checked, proposal: &Proposal) -> u32 {
    let catalogue = &checked.catalogue;
    let receivers = proposal.changes.iter().filter_map(|change| match change {
        Change::HandTo { to, .. } => Some(staffed(catalogue, to, checked)),
        _ => None,
    });
    // Where no article is known, finding it comes first.
    let found = proposal.touched.iter().all(|one| !matches!(one.ground, Ground::OneOf(_)));
    receivers.min().unwrap_or(100).min(if found { 100 } else { 50 })
}

fn staffed(catalogue: &Catalogue, to: &str, checked: &Checked) -> u32 {
    let key = similar::key(to);
    let (mut ready, mut known) = (0_u32, 0_u32);
    for versions in &catalogue.places.all {
        let Some(place) = versions.at(checked.as_of) else { continue };
        for staff in place.staff.iter().filter(|staff| similar::key(&staff.body.written()) == key) {
            if let (Some(accounts), Some(certificates)) = (staff.accounts, staff.certificates) {
                known += 1;
                ready += u32::from(accounts > 0 && certificates > 0);
            }
        }
    }
    (ready * 100).checked_div(known).unwrap_or(50)
}

fn risk(procedure: &Procedure) -> u32 {
    let risk = match procedure.risk.as_ref().map(|risk| risk.value) {
        Some(OrUnknown::Known(Risk::Low)) => 0,
        Some(OrUnknown::Known(Risk::High)) => 2,
        _ => 1,
    };
    let harm = procedure.harm.as_ref().map(|harm| harm.value) == Some(OrUnknown::Known(Harm::Irreversible));
    risk + u32::from(harm)
}

/// Why a proposal is listed and not ranked.
fn unranked(proposal: &Proposal, broken: &BTreeSet<&str>, entry: Option<&Entry>) -> Option<Text> {
    let reserved = entry.is_some_and(|entry| entry.base.reserved.is_some());
    let hands_down = proposal.changes.iter().any(|change| matches!(change, Change::HandTo { .. }));
    if let Some(refusal) = proposal.refusals.first() {
        return Some(refusal.why.clone());
    }
    if broken.contains(proposal.procedure.as_str()) {
        return Some(crate::text!(
            en: "the process has errors that must be repaired first", vi: "quy trình còn lỗi, cần sửa trước"
        ));
    }
    if proposal.finding.verdict == Verdict::NeedsLegalOpinion {
        return Some(crate::text!(en: "a legal opinion is pending", vi: "cần ý kiến về pháp lý"));
    }
    if reserved && hands_down {
        return Some(crate::text!(
            en: "the law reserves the matter", vi: "pháp luật không cho phép giao quyền đối với thủ tục này"
        ));
    }
    (proposal.finding.certainty == Certainty::Hint).then(|| {
        crate::text!(en: "only a hint: a person must confirm it", vi: "mới là gợi ý, cần người có trách nhiệm xác nhận")
    })
}
