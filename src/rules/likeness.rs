//! How like one another two procedures are: one measure for all rules that compare procedures, and the pairs that have one
//! name but for the level and the applicant.

use crate::base::similar;
use crate::matching::normal;
use crate::model::{Catalogue, Entry, LawRef, Procedure, Process};
use crate::time::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What is compared of a procedure.
#[derive(Debug)]
pub(super) struct Profile {
    triples: BTreeSet<[char; 3]>,
    papers: BTreeSet<String>,
    kinds: String,
    laws: BTreeSet<String>,
}

/// What is compared of a procedure; `name` is its normalised title.
pub(super) fn profile(entry: &Entry, name: &str) -> Profile {
    let base = &entry.base;
    let letters: Vec<char> = name.chars().collect();
    let paper = |data: &crate::model::Data| {
        normal(data.title.as_ref().map_or(data.name.text.as_str(), |title| title.text.as_str()))
    };
    let law = |law: &LawRef| match law {
        LawRef::Registered(law) => similar::key(&law.name.text),
        LawRef::Quoted(title) => similar::key(&title.text),
    };
    Profile {
        triples: letters.windows(3).map(|three| [three[0], three[1], three[2]]).collect(),
        papers: base.data.iter().filter(|data| data.in_dossier).map(paper).collect(),
        kinds: base.process.as_ref().map(kinds).unwrap_or_default(),
        laws: base.notes.basis.iter().map(|citation| law(&citation.law)).collect(),
    }
}

/// One letter a step, by its main kind.
fn kinds(process: &Process) -> String {
    let letter = |kind| char::from(b'a' + kind as u8);
    process.steps.iter().map(|step| step.main_kind().map_or('?', letter)).collect()
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX / 10_000)
}

/// What two sets share, in ten-thousandths of what they hold together; `None` where one is empty.
fn jaccard<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> Option<i64> {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    (!a.is_empty() && !b.is_empty()).then(|| 10_000 * count(shared) / count(all))
}

/// How like one another two procedures are, in ten-thousandths: 0.35 × shared triples of letters of the names, 0.25 ×
/// shared papers, 0.20 × likeness of the strings of kinds of steps, 0.20 × shared laws, over what both state; `None` where
/// that is less than two of the four.
pub(super) fn likeness(a: &Profile, b: &Profile) -> Option<i64> {
    let longest = count(a.kinds.chars().count().max(b.kinds.chars().count()));
    let both = !a.kinds.is_empty() && !b.kinds.is_empty();
    let kinds = both.then(|| 10_000 * (longest - count(similar::distance(&a.kinds, &b.kinds))).max(0) / longest);
    let parts = [
        (35, jaccard(&a.triples, &b.triples)),
        (25, jaccard(&a.papers, &b.papers)),
        (20, kinds),
        (20, jaccard(&a.laws, &b.laws)),
    ];
    let known: Vec<_> = parts.iter().filter_map(|(weight, part)| Some((weight, (*part)?))).collect();
    let weights: i64 = known.iter().map(|(weight, _)| **weight).sum();
    (known.len() >= 2).then(|| known.iter().map(|(weight, part)| **weight * part).sum::<i64>() / weights)
}

/// A likeness as a reader knows it.
pub(super) fn percent(ten_thousandths: i64) -> String {
    format!("{}.{:02} %", ten_thousandths / 100, ten_thousandths % 100)
}

/// Two procedures whose names are the same words but for the level and the applicant, by their places in
/// [`Catalogue::entries`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// The one that stands first in the text.
    pub(super) first: usize,
    /// The other.
    pub(super) second: usize,
    /// How like one another they are.
    pub(super) likeness: Option<i64>,
}

/// With how many of one name a procedure is compared: a catalogue of a thousand copies costs no more than that.
const NAMESAKES: usize = 40;

/// Every such pair of procedures in force on a day, in the order of the text. Procedures are grouped by their words, so
/// that the work grows with their number and not with its square.
pub(super) fn pairs(catalogue: &Catalogue, day: Date) -> Vec<Pair> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, entry) in catalogue.entries.iter().enumerate().filter(|(_, entry)| entry.base.period.contains(day)) {
        let Some(title) = &entry.base.title else { continue };
        groups.entry(core(&title.text)).or_default().push(index);
    }
    let mut pairs = Vec::new();
    for group in groups.values_mut().filter(|group| group.len() > 1) {
        // By code: which one of a pair a finding is about must not depend on how files are called.
        group.sort_by_key(|&index| (&catalogue.entries[index].base.name.text, index));
        // One name for all: what stands in it of the level and the applicant is what may differ.
        let profiles: Vec<_> = group
            .iter()
            .map(|&index| {
                let title = catalogue.entries[index].base.title.as_ref().map_or("", |title| title.text.as_str());
                profile(&catalogue.entries[index], &core(title))
            })
            .collect();
        for (at, &second) in group.iter().enumerate() {
            for (before, &first) in group[..at].iter().enumerate().take(NAMESAKES) {
                let (one, other) = (&catalogue.entries[first], &catalogue.entries[second]);
                if one.id != other.id && !of_different_provinces(&one.base, &other.base) {
                    pairs.push(Pair { first, second, likeness: likeness(&profiles[before], &profiles[at]) });
                }
            }
        }
    }
    pairs.sort_by_key(|pair| (pair.second, pair.first));
    pairs
}

/// Whether two procedures are published by different decisions of People's Committees: each province publishes its own
/// version of the same matter, and nobody can merge or align two of them.
pub(super) fn of_different_provinces(a: &Procedure, b: &Procedure) -> bool {
    let number = |procedure: &Procedure| procedure.published.as_ref().map(|(by, _)| by.text().to_owned());
    let (Some(one), Some(other)) = (number(a), number(b)) else { return false };
    let local = |number: &str| number.to_uppercase().contains("UBND");
    one != other && (local(&one) || local(&other))
}

/// Words of a name that say on which level or for whom, and not what.
const ASIDE: &[&str] = &[
    "thực hiện tại cấp tỉnh",
    "thực hiện tại cấp xã",
    "cấp trung ương",
    "cấp bộ",
    "cấp tỉnh",
    "cấp huyện",
    "cấp xã",
    "đối với tổ chức",
    "đối với cá nhân",
    "đối với hộ gia đình",
    "đối với doanh nghiệp",
    "đối với hợp tác xã",
    "đối với người nước ngoài",
    "cho tổ chức",
    "cho cá nhân",
    "cho hộ gia đình",
    "cho doanh nghiệp",
    "của tổ chức",
    "của cá nhân",
    "của hộ gia đình",
    "của doanh nghiệp",
];

/// Whether a name says for which level or territory the procedure is: then the family is divided on purpose.
pub(super) fn says_its_level(title: &str) -> bool {
    const WORDS: &[&str] = &[
        "cấp trung ương",
        "cấp bộ",
        "cấp tỉnh",
        "cấp huyện",
        "cấp xã",
        "thuộc thẩm quyền",
        "ở trung ương",
        "nhiều tỉnh",
        "một tỉnh",
        "02 tỉnh",
        "hai tỉnh",
        "một xã",
        "nhiều xã",
        "within the power of",
        "central",
        "provincial",
        "communal",
    ];
    let open = title.replace(['(', ')', '[', ']'], " ");
    let words = format!(" {} ", normal(&open));
    WORDS.iter().any(|word| words.contains(&format!(" {word} ")))
}

/// A name without what it says of the level and the applicant. What stands in brackets counts: `(loại 5)` is a matter of its
/// own.
pub(super) fn core(title: &str) -> String {
    let open = title.replace(['(', ')', '[', ']'], " ");
    let mut words = format!(" {} ", normal(&open));
    for aside in ASIDE {
        words = words.replace(&format!(" {aside} "), " ");
    }
    words.trim().to_owned()
}
