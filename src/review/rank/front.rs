//! The proposals that no other one beats in everything: what a reviewer may choose among by taste.

use super::Weighed;

/// The ids of ranked proposals that no other ranked one equals or beats in cost, time, visits, papers and ease, and beats in
/// one of them.
pub fn pareto(batch: &[Weighed]) -> Vec<&str> {
    let values: Vec<(&Weighed, [i128; 5])> = batch
        .iter()
        .filter(|one| one.unranked.is_none())
        .filter_map(|one| {
            let times = i128::from(one.cases.unwrap_or(1));
            let of = |value: Option<i64>| i128::from(value.unwrap_or(0)) * times;
            let ease = (one.tier?.ease() * 100.0) as i128;
            Some((one, [of(one.cost.map(|range| range.base)), of(one.time), of(one.visits), of(one.papers), ease]))
        })
        .collect();
    let beats = |a: &[i128; 5], b: &[i128; 5]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
    let mut front: Vec<&(&Weighed, [i128; 5])> = Vec::new();
    // In descending order nothing later beats anything earlier, so each is compared with the front only.
    let mut sorted: Vec<_> = values.iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.id.cmp(&b.0.id)));
    for one in sorted {
        if !front.iter().any(|other| beats(&other.1, &one.1)) {
            front.push(one);
        }
    }
    let mut ids: Vec<&str> = front.into_iter().map(|(one, _)| one.id.as_str()).collect();
    ids.sort_unstable();
    ids
}
