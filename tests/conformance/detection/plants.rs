//! Plants defects with every operator at places drawn with a fixed seed, and asks whether they are found and whether the
//! near misses stay silent.

use crate::operators::{self, Operator};
use crate::site::Planted;
use crate::sites::Ground;
use procedo::base::{Certainty, Diagnostic, FileId, Sources};
use procedo::pipeline::Checked;
use procedo::rules::Answer;
use rayon::prelude::*;

/// The seed of every draw.
pub(crate) const SEED: u64 = 20_261_122;

/// What became of a defect.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) operator: &'static Operator,
    pub(crate) code: String,
    pub(crate) imported: bool,
    /// The words in the line of the planted entity.
    pub(crate) mark: String,
    /// How the rule answered about the defect; a hit elsewhere is none.
    pub(crate) planted: Answer,
    /// How sure the finding was.
    pub(crate) certainty: Certainty,
    /// How it answered about the near miss: any new finding of the rule is a hit.
    pub(crate) near: Answer,
    /// What the planted source has that a user could not have written.
    pub(crate) broken: Option<String>,
}

/// Plants at most so many defects with each operator.
pub(crate) fn plant(grounds: &[Ground], most: usize) -> Vec<Outcome> {
    let mut jobs = Vec::new();
    for operator in operators::all() {
        let mut places: Vec<_> = grounds.iter().filter(|ground| fits(operator, ground)).collect();
        places.sort_by_key(|ground| draw(operator.name, ground.site.code()));
        let mut taken = 0;
        for ground in places {
            let Some(pair) = (operator.plant)(&ground.site).filter(|_| taken < most) else { continue };
            taken += 1;
            jobs.push((operator, ground, pair));
        }
    }
    jobs.par_iter().map(|(operator, ground, pair)| judge(operator, ground, &pair.plant, &pair.near)).collect()
}

/// Whether the rule has nothing to say about the whole procedure yet, so that what it says later is about the defect.
fn fits(operator: &Operator, ground: &Ground) -> bool {
    ground.before.findings.iter().all(|finding| !says(finding, operator.code))
}

fn judge(operator: &'static Operator, ground: &Ground, plant: &Planted, near: &Planted) -> Outcome {
    let (sources, checked) = ground.with(&plant.text);
    let found =
        checked.findings.iter().find(|finding| says(finding, operator.code) && stands(finding, plant, &sources));
    let certainty = found.map_or(Certainty::Hint, |finding| finding.certainty);
    let (near_sources, near_checked) = ground.with(&near.text);
    let wrong = near_checked.findings.iter().any(|finding| says(finding, operator.code));
    Outcome {
        operator,
        code: ground.site.code().to_owned(),
        imported: ground.site.imported,
        mark: plant.marks.first().cloned().unwrap_or_default(),
        planted: answer(found.is_some(), operator.code, &checked),
        certainty,
        near: answer(wrong, operator.code, &near_checked),
        broken: broken(ground, &checked, &sources).or_else(|| broken(ground, &near_checked, &near_sources)),
    }
}

/// Whether a finding is of a rule, or includes one that is, in the file of the procedure.
fn says(finding: &Diagnostic, code: &str) -> bool {
    let included = |(name, value): &(&str, String)| *name == "includes" && value.contains(code);
    finding.at.file == FileId(0) && (finding.code.id() == code || finding.evidence.iter().any(included))
}

/// Whether a finding is about the planted entity: its line, the line of what it points to, or its words name it.
fn stands(finding: &Diagnostic, plant: &Planted, sources: &Sources) -> bool {
    let line = |at: procedo::base::Span| {
        let text = &sources.text(at.file);
        let start = text[..at.start as usize].rfind('\n').map_or(0, |start| start + 1);
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        text[start..end].to_owned()
    };
    let places = std::iter::once(finding.at).chain(finding.related.iter().map(|label| label.at)).map(line);
    let said = finding.evidence.iter().map(|(_, value)| value.clone()).chain([finding.message.en.clone()]);
    places.chain(said).any(|words| plant.marks.iter().any(|mark| words.contains(mark.as_str())))
}

fn answer(hit: bool, code: &str, checked: &Checked) -> Answer {
    let open = |checked: &Checked| {
        checked.unknowns.iter().any(|unknown| unknown.code.id() == code && unknown.at.file == FileId(0))
    };
    match hit {
        true => Answer::Hit,
        false if open(checked) => Answer::Unknown,
        false => Answer::Clear,
    }
}

/// What no user could have written: a mistake of syntax or an unknown name that was not there before.
fn broken(ground: &Ground, checked: &Checked, sources: &Sources) -> Option<String> {
    let bad = |finding: &&Diagnostic| ["syntax", "names"].contains(&finding.code.theme());
    let known: Vec<_> = ground.before.findings.iter().filter(bad).map(|finding| &finding.message.en).collect();
    let new = checked.findings.iter().filter(bad).find(|finding| !known.contains(&&finding.message.en))?;
    let line = sources.positions(new.at).0.line;
    Some(format!("{} line {line}: {}: {}", ground.site.path, new.code.id(), new.message.en))
}

/// A number that depends on the seed and the words alone.
fn draw(operator: &str, code: &str) -> u64 {
    let mut hash = SEED ^ 0xcbf2_9ce4_8422_2325;
    for byte in operator.bytes().chain(code.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The last steps of splitmix64: neighbouring codes must not stay neighbours.
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
