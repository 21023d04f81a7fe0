//! The order of proposals: lanes, scores, ties, what is left out, how far a place moves, and the front.

use procedo::base::Text;
use procedo::review::cost::Range;
use procedo::review::rank::{Confidence, Lane, Tier, Weighed, pareto, rank};
use proptest::prelude::*;

fn weighed(id: &str, cost: i64, visits: i64, tier: Tier) -> Weighed {
    Weighed {
        id: id.to_owned(),
        cases: Some(100),
        cost: Some(Range::sure(cost)),
        visits: Some(visits),
        tier: Some(tier),
        readiness: 100,
        confidence: Confidence::Measured,
        ..Weighed::default()
    }
}

fn order(batch: &[Weighed]) -> Vec<String> {
    rank(batch).into_iter().map(|rank| rank.id).collect()
}

#[test]
fn lanes_come_in_the_order_of_who_can_decide() {
    let batch = [
        weighed("c", 9_000, 2, Tier::Government),
        weighed("b", 9_000, 2, Tier::Province),
        weighed("a", 10, 0, Tier::Internal),
    ];
    let ranks = rank(&batch);
    let lanes: Vec<_> = ranks.iter().map(|rank| (rank.id.as_str(), rank.lane, rank.place)).collect();
    assert_eq!(
        lanes,
        [("a", Some(Lane::Now), Some(1)), ("b", Some(Lane::Province), Some(1)), ("c", Some(Lane::Upward), Some(1))]
    );
}

#[test]
fn the_greatest_gain_of_everything_has_a_benefit_of_one_and_a_harm_subtracts() {
    let full = Weighed {
        time: Some(800),
        papers: Some(1),
        office: Some(Range::sure(5)),
        ..weighed("a", 1_000, 1, Tier::Practice)
    };
    let ranks = rank(std::slice::from_ref(&full));
    assert!((ranks[0].score.expect("a score") - 1.0).abs() < 1e-12, "{ranks:?}");
    let harm = Weighed { id: "b".to_owned(), visits: Some(-1), ..full.clone() };
    let ranks = rank(&[full, harm]);
    // A visit more instead of a visit less: twice the weight of visits.
    assert!((ranks[1].score.expect("a score") - 0.6).abs() < 1e-12, "{ranks:?}");
}

#[test]
fn what_takes_more_comes_later() {
    let base = weighed("a", 1_000, 1, Tier::Practice);
    for worse in [
        Weighed { risk: 1, ..base.clone() },
        Weighed { readiness: 50, ..base.clone() },
        Weighed { confidence: Confidence::Judged, ..base.clone() },
        Weighed { tier: Some(Tier::Internal), ..base.clone() },
    ] {
        let worse = Weighed { id: "0".to_owned(), ..worse };
        assert_eq!(order(&[worse, base.clone()]), ["a", "0"]);
    }
}

#[test]
fn ties_go_to_the_more_frequent_and_then_by_name() {
    let none = |id: &str, cases| Weighed { cases: Some(cases), ..weighed(id, 0, 0, Tier::Internal) };
    assert_eq!(order(&[none("b", 5), none("c", 9), none("a", 5)]), ["c", "a", "b"]);
}

#[test]
fn gates_leave_a_proposal_listed_without_a_place_and_without_weight_for_others() {
    let gated = Weighed {
        unranked: Some(Text::same("a legal opinion is pending")),
        ..weighed("a", 1_000_000, 9, Tier::Internal)
    };
    let small = weighed("b", 10, 1, Tier::Internal);
    let ranks = rank(&[gated, small.clone()]);
    assert_eq!((ranks[0].id.as_str(), ranks[0].place), ("b", Some(1)));
    assert_eq!((ranks[1].id.as_str(), ranks[1].place, ranks[1].score), ("a", None, None));
    assert_eq!(ranks[0].score, rank(&[small])[0].score);
}

#[test]
fn without_a_number_of_cases_a_proposal_follows_those_with_one() {
    let rare = weighed("b", 10, 0, Tier::Internal);
    let unknown = Weighed { cases: None, ..weighed("a", 1_000_000, 5, Tier::Internal) };
    assert_eq!(order(&[unknown, rare]), ["b", "a"]);
}

#[test]
fn a_place_that_hangs_on_the_parameters_says_between_which_places_it_moves() {
    let doubtful =
        Weighed { cost: Some(Range { low: 1, base: 1_000, high: 2_000 }), ..weighed("a", 0, 0, Tier::Internal) };
    let sure = weighed("b", 900, 0, Tier::Internal);
    let ranks = rank(&[doubtful, sure]);
    assert_eq!((ranks[0].id.as_str(), ranks[0].places), ("a", Some((1, 2))));
    assert_eq!((ranks[1].id.as_str(), ranks[1].places), ("b", Some((1, 2))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_front_is_what_nothing_beats(values in prop::collection::vec((0_i64..4, 0_i64..4, 0_i64..4, 0_usize..6), 1..12)) {
        let tiers = [Tier::Practice, Tier::Internal, Tier::Province, Tier::Ministry, Tier::Government, Tier::Law];
        let batch: Vec<Weighed> = values
            .iter()
            .enumerate()
            .map(|(index, (cost, visits, papers, tier))| Weighed {
                papers: Some(*papers),
                ..weighed(&format!("{index:02}"), *cost, *visits, tiers[*tier])
            })
            .collect();
        let key = |(cost, visits, papers, tier): &(i64, i64, i64, usize)| [*cost, *visits, *papers, 5 - i64::try_from(*tier).expect("a small number")];
        let beaten = |one: &(i64, i64, i64, usize)| values.iter().any(|other| {
            key(other) != key(one) && key(other).iter().zip(key(one)).all(|(a, b)| *a >= b)
        });
        let wanted: Vec<String> = values
            .iter()
            .enumerate()
            .filter(|(_, value)| !beaten(value))
            .map(|(index, _)| format!("{index:02}"))
            .collect();
        prop_assert_eq!(pareto(&batch), wanted);
    }

    #[test]
    fn the_order_does_not_depend_on_the_order_of_the_batch(costs in prop::collection::vec(-50_i64..50, 1..10)) {
        let batch: Vec<Weighed> =
            costs.iter().enumerate().map(|(index, cost)| weighed(&format!("{index:02}"), *cost, 1, Tier::Internal)).collect();
        let mut turned = batch.clone();
        turned.reverse();
        prop_assert_eq!(rank(&batch), rank(&turned));
    }
}
