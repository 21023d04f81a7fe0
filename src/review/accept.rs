//! Carrying out what was chosen: several proposals together, all of them or none, judged as a whole.

use super::bench::{Bench, Trial, texts_after};
use super::plan::{again, verdict};
use super::propose::Proposal;
use crate::base::{Edit, FileId, Sources, Text};
use crate::pipeline::{Checked, Options};
use std::collections::{BTreeMap, BTreeSet};

/// Why chosen proposals cannot be carried out together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The proposal at which it shows.
    pub id: String,
    /// Why.
    pub why: Text,
}

/// The catalogue with the chosen proposals carried out, in the order of thought; or why not.
pub fn accept(
    sources: &Sources,
    checked: &Checked,
    options: &Options,
    chosen: &[&Proposal],
) -> Result<(Trial, Vec<FileId>), Clash> {
    let bench = Bench { sources, checked, options };
    let mut chosen: Vec<&Proposal> = chosen.to_vec();
    chosen.sort_by_key(|one| (one.needs.len(), one.stage(), one.at));
    chosen.dedup_by(|a, b| a.id == b.id);
    let mut texts: BTreeMap<FileId, String> = BTreeMap::new();
    let mut last: Option<Trial> = None;
    let mut merged = BTreeMap::new();
    for proposal in &chosen {
        let clash = |why: Text| Clash { id: proposal.id.clone(), why };
        if let Some(refusal) = proposal.refusals.first() {
            return Err(clash(refusal.why.clone()));
        }
        if let Some(missing) = proposal.needs.iter().find(|id| chosen.iter().all(|other| other.id != **id)) {
            return Err(clash(crate::text!(
                en: "`{missing}` must be carried out first", vi: "phải thực hiện phương án `{missing}` trước"
            )));
        }
        let (now, before) = last.as_ref().map_or((sources, checked), |trial| (&trial.sources, &trial.checked));
        let (changes, edits) = again(now, before, proposal, &merged).ok_or_else(|| {
            clash(crate::text!(
                en: "what it changes is no longer there once the others are carried out",
                vi: "nội dung cần sửa không còn khi đã thực hiện các phương án kia"
            ))
        })?;
        for change in &changes {
            if let super::Change::Merge { first, second } = change {
                merged.insert(second.clone(), first.clone());
            }
        }
        let own: Vec<&Edit> = edits.iter().collect();
        texts.extend(texts_after(now, &own));
        let files: BTreeSet<FileId> = edits.iter().map(|edit| edit.at.file).collect();
        let trial = bench.try_texts(&texts);
        verdict(bench, before, &trial.checked, proposal, &files).map_err(clash)?;
        last = Some(trial);
    }
    let files = texts.keys().copied().collect();
    Ok((last.unwrap_or_else(|| bench.try_texts(&texts)), files))
}
