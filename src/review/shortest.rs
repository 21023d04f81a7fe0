//! The shortest lawful way from receiving to returning: steps are left out, merged and left to others one after the other as
//! long as the gate passes; what cannot go is told with the duty that keeps it.

use super::Figures;
use super::bench::{Bench, Narrowing, Trial, texts_after};
use super::change::Change;
use super::edit::edits;
use super::gate::Refusal;
use super::propose::judge;
use super::subject::{Place, Subject};
use crate::base::{Edit, FileId, Sources, Text};
use crate::model::{Party, Process, Step, StepKind};
use crate::pipeline::{Checked, Options};
use std::collections::BTreeMap;

/// A part of the ideal way: receive → handle → return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Taking in: receive, digitise, collect a fee.
    Receive,
    /// The work: from handing over to the draft and its review.
    Handle,
    /// The decision and giving back: approve, sign, issue, return, keep.
    Return,
}

impl Part {
    /// The part that a step belongs to, by its main kind.
    pub fn of(step: &Step) -> Option<Self> {
        use StepKind::{
            Approve, Archive, Assess, Assign, Await, Check, CollectFee, Consult, Decide, Digitise, Display, Draft,
            Inspect, Issue, Meet, Notify, Receive, Register, Return, Review, Sign, Transfer,
        };
        Some(match step.main_kind()? {
            Receive | Digitise | CollectFee => Self::Receive,
            Transfer | Assign | Check | Assess | Inspect | Consult | Meet | Draft | Review | Await => Self::Handle,
            Approve | Decide | Sign | Issue | Register | Display | Notify | Return | Archive => Self::Return,
        })
    }
}

/// What was found of the shortest way.
#[derive(Debug)]
pub struct Shortest {
    /// The changes made, in order.
    pub changes: Vec<Change>,
    /// The steps that remain, with their parts.
    pub left: Vec<(String, Option<Part>)>,
    /// What keeps a step that remains: the change that was tried last, and why it is not lawful.
    pub kept: Vec<(Change, Refusal)>,
    /// Figures before.
    pub before: Figures,
    /// Figures after.
    pub after: Figures,
    /// Whether one step of each part is left.
    pub is_three: bool,
    /// The files that would change, with their new texts.
    pub texts: Vec<(FileId, String)>,
}

/// Looks for the shortest lawful way of a procedure as published; `None` where its process is not known.
pub fn shortest(sources: &Sources, checked: &Checked, options: &Options, procedure: &str) -> Option<Shortest> {
    let whole = Bench { sources, checked, options };
    let mut narrowing = Narrowing::of(whole);
    let bench = narrowing.to(&std::iter::once(procedure).collect());
    checked.catalogue.entry(procedure, checked.as_of)?.base.process.as_ref()?;
    let mut standing: Option<Trial> = None;
    let mut texts: BTreeMap<FileId, String> = BTreeMap::new();
    let mut changes = Vec::new();
    let mut kept: Vec<(Change, Refusal)> = Vec::new();
    let mut tried: Vec<Change> = Vec::new();
    let before = judge(None, &[], bench.checked, bench.checked, (procedure, None)).before;
    let mut after = before;
    loop {
        let (now, there) =
            standing.as_ref().map_or((bench.sources, bench.checked), |trial| (&trial.sources, &trial.checked));
        let entry = there.catalogue.entry(procedure, there.as_of)?;
        let process = entry.base.process.as_ref()?;
        let next = candidates(process).into_iter().find(|change| !tried.contains(change));
        let Some(change) = next else {
            let left: Vec<_> = process.steps.iter().map(|step| (step.name.text.clone(), Part::of(step))).collect();
            let parts = [Part::Receive, Part::Handle, Part::Return];
            let is_three = left.len() <= 3 && parts.iter().all(|part| left.iter().any(|(_, own)| *own == Some(*part)));
            kept.retain(|(change, _)| change.touches().iter().all(|name| process.named(name).is_some()));
            let texts = texts.into_iter().collect();
            return Some(Shortest { changes, left, kept, before, after, is_three, texts });
        };
        tried.push(change.clone());
        let subject = Subject { sources: now, catalogue: &there.catalogue, entry, settings: there.fact_settings() };
        let Some(edits) = edits(&subject, &Place::default(), std::slice::from_ref(&change)) else {
            let why = crate::text!(
                en: "something else depends on it: a fact it finds, a paper handed in there, or a branch that would be empty",
                vi: "nội dung khác còn phụ thuộc: thông tin xác định tại đó, giấy tờ nộp tại đó, hoặc nhánh sẽ trống"
            );
            kept.push((change, Refusal { gate: "needed", why }));
            continue;
        };
        let own: Vec<&Edit> = edits.iter().collect();
        let mut attempt = texts.clone();
        attempt.extend(texts_after(now, &own));
        let trial = bench.try_texts(&attempt);
        let files: Vec<FileId> = attempt.keys().copied().collect();
        let judged = judge(None, &files, bench.checked, &trial.checked, (procedure, None));
        match judged.refusals.into_iter().next() {
            None => {
                changes.push(change);
                after = judged.after;
                texts = attempt;
                standing = Some(trial);
                // What failed before may be possible now.
                tried.retain(|old| changes.contains(old));
                kept.clear();
            }
            Some(refusal) => kept.push((change, refusal)),
        }
    }
}

/// What could make the way shorter: leaving out a step that does not decide, receive or return; merging neighbours of one
/// hand.
fn candidates(process: &Process) -> Vec<Change> {
    let place = |kind| process.steps.iter().position(|step| step.is_kind(kind));
    let last = process.steps.iter().rposition(|step| step.is_kind(StepKind::Return));
    let ends = [place(StepKind::Receive), last];
    let drop = process.steps.iter().enumerate().filter(|(place, step)| {
        !ends.contains(&Some(*place)) && !step.is_kind(StepKind::Decide) && !step.by_applicant()
    });
    let drop = drop.map(|(_, step)| step);
    let mut all: Vec<Change> = drop.map(|step| Change::DropSteps(vec![step.name.text.clone()])).collect();
    for pair in process.steps.windows(2) {
        if same_hand(&pair[0], &pair[1]) {
            all.push(Change::Merge { first: pair[0].name.text.clone(), second: pair[1].name.text.clone() });
        }
    }
    all
}

fn same_hand(one: &Step, other: &Step) -> bool {
    let body = |step: &Step| match step.by.as_ref()?.any_of.as_slice() {
        [Party::Body { body, other: false }] => Some(body.clone()),
        _ => None,
    };
    matches!((body(one), body(other)), (Some(one), Some(other)) if one.same(&other))
}

impl Shortest {
    /// One sentence: whether three steps are possible.
    pub fn verdict(&self) -> Text {
        let (steps, before) = (self.left.len(), self.before.steps);
        if self.is_three {
            crate::text!(
                en: "three steps are lawful: receive, handle, approve and return (today {before})",
                vi: "có thể thực hiện theo 3 bước: tiếp nhận, giải quyết, phê duyệt và trả kết quả (hiện nay {before} bước)"
            )
        } else {
            crate::text!(
                en: "the shortest lawful way that was found has {steps} steps (today {before})",
                vi: "cách ngắn nhất tìm được mà vẫn đúng quy định có {steps} bước (hiện nay {before} bước)"
            )
        }
    }
}
