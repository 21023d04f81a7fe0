//! The score of each proposal in a batch, the order in its lane, and how that order changes with weights and parameters.

use super::{Lane, Weighed};
use crate::review::cost::Range;
use std::collections::BTreeMap;

/// How much each gain weighs; they add up to one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Cost of applying.
    pub cost: f64,
    /// Days.
    pub time: f64,
    /// Visits.
    pub visits: f64,
    /// Papers.
    pub papers: f64,
    /// Cost of the administration.
    pub office: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self { cost: 0.35, time: 0.25, visits: 0.20, papers: 0.10, office: 0.10 }
    }
}

/// The place of one proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Rank {
    /// Its id.
    pub id: String,
    /// Who can decide; `None` where the instrument is not known.
    pub lane: Option<Lane>,
    /// Its score, from which its place follows; `None`: not ranked.
    pub score: Option<f64>,
    /// Its benefit alone.
    pub benefit: Option<f64>,
    /// Its place in the lane, from 1.
    pub place: Option<usize>,
    /// The best and the worst place it gets when a weight is a fifth more or less, or all parameters are low or high.
    pub places: Option<(usize, usize)>,
}

/// Ranked proposals: lane by lane, the best first, the unranked last.
pub type Ranking = Vec<Rank>;

/// Which value of a range counts.
type Reading = fn(Range) -> i64;

/// Ranks a batch. Proposals with a yearly number of cases are weighed by the year; those without are weighed by the case,
/// come after the others of their lane, and say so by the missing number.
pub fn rank(batch: &[Weighed]) -> Ranking {
    let base = order(batch, Weights::default(), |range| range.base);
    let mut ranks: BTreeMap<&str, Rank> = base.iter().map(|rank| (rank.id.as_str(), rank.clone())).collect();
    for other in variants().iter().map(|(weights, reading)| order(batch, *weights, *reading)) {
        for one in other {
            let Some(place) = one.place else { continue };
            if let Some(rank) = ranks.get_mut(one.id.as_str()) {
                let (best, worst) = rank.places.unwrap_or((place, place));
                rank.places = Some((best.min(place), worst.max(place)));
            }
        }
    }
    base.iter().filter_map(|rank| ranks.get(rank.id.as_str()).cloned()).collect()
}

/// Each weight a fifth more and a fifth less, the others in proportion; all parameters low, all high.
fn variants() -> Vec<(Weights, Reading)> {
    let mut all: Vec<(Weights, Reading)> =
        vec![(Weights::default(), |range| range.low), (Weights::default(), |range| range.high)];
    let fields: [fn(&mut Weights) -> &mut f64; 5] = [
        |weights| &mut weights.cost,
        |weights| &mut weights.time,
        |weights| &mut weights.visits,
        |weights| &mut weights.papers,
        |weights| &mut weights.office,
    ];
    for field in fields {
        for factor in [0.8, 1.2] {
            let mut weights = Weights::default();
            *field(&mut weights) *= factor;
            let sum = weights.cost + weights.time + weights.visits + weights.papers + weights.office;
            for field in fields {
                *field(&mut weights) /= sum;
            }
            all.push((weights, |range| range.base));
        }
    }
    all
}

/// The gains of one proposal in the order of the weights, by the year or, without a number of cases, by the case.
fn gains(one: &Weighed, reading: Reading) -> [f64; 5] {
    let times = one.cases.unwrap_or(1) as f64;
    let of = |value: Option<i64>| value.map_or(0.0, |value| value as f64 * times);
    [
        of(one.cost.map(reading)),
        // Hundredths of hours: a working day has eight hours.
        of(one.time) / 800.0,
        of(one.visits),
        of(one.papers),
        of(one.office.map(reading)),
    ]
}

fn order(batch: &[Weighed], weights: Weights, reading: Reading) -> Vec<Rank> {
    let weights = [weights.cost, weights.time, weights.visits, weights.papers, weights.office];
    let all: Vec<(&Weighed, [f64; 5])> = batch.iter().map(|one| (one, gains(one, reading))).collect();
    // Years are compared with years, cases with cases.
    let most = |yearly: bool| {
        let mut most = [0.0_f64; 5];
        for (_, gains) in all.iter().filter(|(one, _)| one.cases.is_some() == yearly && one.unranked.is_none()) {
            most.iter_mut().zip(gains).for_each(|(most, gain)| *most = most.max(gain.abs()));
        }
        most
    };
    let (by_year, by_case) = (most(true), most(false));
    let mut ranks: Vec<(&Weighed, Rank)> = all
        .iter()
        .map(|(one, gains)| {
            let most = if one.cases.is_some() { by_year } else { by_case };
            let scaled = gains.iter().zip(most).map(|(gain, most)| normal(*gain, most));
            let benefit: f64 = scaled.zip(weights).map(|(gain, weight)| gain * weight).sum();
            let tier = one.tier.filter(|_| one.unranked.is_none());
            let score = tier.map(|tier| {
                benefit * one.confidence.factor() * tier.ease() * f64::from(one.readiness)
                    / 100.0
                    / f64::from(1 + one.risk)
            });
            let rank = Rank {
                id: one.id.clone(),
                lane: one.tier.map(super::Tier::lane),
                score,
                benefit: score.map(|_| benefit),
                place: None,
                places: None,
            };
            (*one, rank)
        })
        .collect();
    ranks.sort_by(|(a, left), (b, right)| {
        let late = |lane: Option<Lane>| lane.map_or(3, |lane| lane as u8);
        let unscored = |rank: &Rank| rank.score.is_none();
        late(left.lane)
            .cmp(&late(right.lane))
            .then(unscored(left).cmp(&unscored(right)))
            .then(a.cases.is_none().cmp(&b.cases.is_none()))
            .then(right.score.unwrap_or(0.0).total_cmp(&left.score.unwrap_or(0.0)))
            .then(b.cases.cmp(&a.cases))
            .then(a.id.cmp(&b.id))
    });
    let mut places: BTreeMap<Option<Lane>, usize> = BTreeMap::new();
    for (_, rank) in ranks.iter_mut().filter(|(_, rank)| rank.score.is_some()) {
        let place = places.entry(rank.lane).or_default();
        *place += 1;
        rank.place = Some(*place);
        rank.places = Some((*place, *place));
    }
    ranks.into_iter().map(|(_, rank)| rank).collect()
}

/// `ln(1+x) / ln(1+most)`, turned round for harms; nothing where nobody gains.
fn normal(gain: f64, most: f64) -> f64 {
    if most <= 0.0 { 0.0 } else { gain.signum() * gain.abs().ln_1p() / most.ln_1p() }
}
