//! Which findings say less than another one about the same place: the table, and how the rest is attached to the most
//! specific.

use crate::base::{Diagnostic, Label, Span, Text};
use std::collections::BTreeMap;

/// Specific over general: where both are found at one place, only the specific one is shown and names the other.
pub const SUBSUMES: &[(&str, &str)] = &[
    ("authority/delegation-unused", "authority/above-work"),
    ("authority/delegation-unused", "authority/higher-rubber-stamp"),
    ("authority/delegation-unused", "steps/approval-layers"),
    ("authority/delegation-unused", "steps/rubber-stamp"),
    ("authority/delegation-unused", "steps/pass-through"),
    ("authority/higher-rubber-stamp", "steps/rubber-stamp"),
    ("authority/receiver-not-ready", "authority/not-equipped"),
    ("steps/received-again", "steps/pass-through"),
    ("steps/received-again", "steps/duplicate-check"),
    ("steps/approval-layers", "steps/rubber-stamp"),
    ("documents/already-held", "documents/certified-copy"),
    ("documents/already-held", "documents/copies"),
    ("documents/own-result", "documents/certified-copy"),
    ("documents/own-result", "documents/copies"),
];

/// Attaches findings to the most specific one about the same place: as a further place with the finding's own words, and
/// as evidence `includes`. A finding is about its own place and the places that it names. What `levels` or an allowance
/// has dropped takes nothing with it: this comes last.
pub fn subsume(findings: &mut Vec<Diagnostic>) {
    let mut by_place: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if SUBSUMES.iter().any(|(specific, _)| *specific == finding.code.id()) {
            let related = finding.related.iter().map(|label| label.at);
            for at in std::iter::once(finding.at).chain(related) {
                by_place.entry(at).or_default().push(index);
            }
        }
    }
    if by_place.is_empty() {
        return;
    }
    let over = |index: usize| -> Option<usize> {
        let general = &findings[index];
        let candidates = by_place.get(&general.at)?;
        SUBSUMES.iter().filter(|(_, id)| *id == general.code.id()).find_map(|(specific, _)| {
            let of_it = |other: &usize| findings[*other].code.id() == *specific;
            candidates.iter().copied().filter(|other| *other != index).find(of_it)
        })
    };
    let mut attached: Vec<(usize, usize)> = Vec::new();
    for index in 0..findings.len() {
        let mut root = index;
        // The table has no cycles, so a chain is no longer than the table.
        for _ in 0..SUBSUMES.len() {
            root = over(root).unwrap_or(root);
        }
        if root != index {
            attached.push((index, root));
        }
    }
    for (index, root) in &attached {
        let (code, at, said) = (findings[*index].code.clone(), findings[*index].at, findings[*index].message.clone());
        let (id, Text { en, vi }) = (code.id(), said);
        let text = crate::text!(en: "also `{id}`: {en}", vi: "đồng thời `{id}`: {vi}");
        let finding = &mut findings[*root];
        finding.related.push(Label { at, text });
        match finding.evidence.iter_mut().find(|(name, _)| *name == "includes") {
            Some((_, list)) => {
                if !list.split(", ").any(|known| known == id) {
                    *list = format!("{list}, {id}");
                }
            }
            None => finding.evidence.push(("includes", id.to_owned())),
        }
    }
    let mut index = 0;
    findings.retain(|_| {
        index += 1;
        !attached.iter().any(|(gone, _)| *gone == index - 1)
    });
}
