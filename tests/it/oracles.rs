//! Brute force against the analyses: critical path and coverage are computed again from their definitions, case by case.

use crate::flows::{at, bare, holds, name, step};
use procedo::analysis::coverage::cover;
use procedo::analysis::{FactSettings, Facts, Total};
use procedo::base::Span;
use procedo::model::*;
use procedo::time::{Date, Duration, Unit};
use proptest::prelude::*;

/// Facts that conditions of random procedures test: yes or no, but for the last, which is one of three.
const FACTS: u32 = 4;

fn facts() -> Vec<Fact> {
    let kind = |fact: u32| match fact {
        FACTS => FactType::OneOf((0..3).map(|value| (name(&format!("v{value}")), None)).collect()),
        _ => FactType::Truth,
    };
    let fact = |at: u32| Fact {
        name: name(&format!("f{at}")),
        kind: kind(at),
        title: None,
        origin: FactOrigin::Applicant,
        basis: Vec::new(),
    };
    (0..=FACTS).map(fact).collect()
}

/// Every case there is.
fn cases() -> Vec<Given> {
    let case = |bits: u32, choice: u32| -> Given {
        let truths = (0..FACTS).map(|fact| (Atom::Fact(FactId(fact)), Value::Truth(bits >> fact & 1 == 1)));
        truths.chain([(Atom::Fact(FactId(FACTS)), Value::Choice(choice))]).collect()
    };
    (0..1 << FACTS).flat_map(|bits| (0..3).map(move |choice| case(bits, choice))).collect()
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let choice = |values: u8| {
        let values = (0..3).filter(|value| values >> value & 1 == 1).map(Value::Choice).collect();
        Condition::Test { atom: Atom::Fact(FactId(FACTS)), test: Test::In(values), span: Span::default() }
    };
    let leaf = prop_oneof![
        3 => (0..FACTS).prop_map(|fact| holds(FactId(fact))),
        1 => (1_u8..7).prop_map(choice),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Condition::Any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

#[derive(Debug, Clone)]
enum Shape {
    Step { minutes: u32, rounds: u32, refuses: bool },
    End,
    Sequence(Vec<Shape>),
    Choice(Vec<(Condition, Shape)>, Box<Shape>),
    Parallel(Vec<Shape>),
    Loop(u32, Box<Shape>),
}

fn any_shape() -> impl Strategy<Value = Shape> {
    let leaf = prop_oneof![
        12 => (1_u32..100, 0_u32..3, any::<bool>())
            .prop_map(|(minutes, rounds, refuses)| Shape::Step { minutes, rounds, refuses }),
        1 => Just(Shape::End),
    ];
    leaf.prop_recursive(5, 30, 4, |inner| {
        let option = (any_condition(), inner.clone());
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..5).prop_map(Shape::Sequence),
            3 => (prop::collection::vec(option, 1..4), inner.clone())
                .prop_map(|(options, rest)| Shape::Choice(options, Box::new(rest))),
            1 => prop::collection::vec(inner.clone(), 2..4).prop_map(Shape::Parallel),
            1 => (1_u32..4, inner).prop_map(|(limit, body)| Shape::Loop(limit, Box::new(body))),
        ]
    })
}

impl Shape {
    fn flow(&self, steps: &mut Vec<Step>) -> Flow {
        let span = Span::default();
        let nodes = match self {
            Self::Step { minutes, rounds, refuses } => {
                let mut made = step(&format!("s{}", steps.len()));
                made.within = Some(at(Limit::Duration(Duration::whole(*minutes, Unit::Minutes))));
                let react = |trigger, action| Reaction { trigger, action, basis: Vec::new(), span };
                let ask = Ask { times: Some(at(*rounds)), within: None, otherwise: None, restarts: false, span };
                made.reactions.push(react(Trigger::Incomplete, Action::Ask(ask)));
                if *refuses {
                    made.reactions.push(react(Trigger::Ineligible, Action::Go(Goal::End(End::Refuse))));
                }
                steps.push(made);
                vec![Node::Step(StepId(steps.len() as u32 - 1))]
            }
            Self::End => vec![Node::End(at(End::Stop))],
            Self::Sequence(parts) => parts.iter().flat_map(|part| part.flow(steps).nodes).collect(),
            Self::Choice(options, rest) => {
                let option = |condition, flow| ChoiceOption { condition, flow, span };
                let mut made: Vec<ChoiceOption> =
                    options.iter().map(|(when, part)| option(Some(when.clone()), part.flow(steps))).collect();
                made.push(option(None, rest.flow(steps)));
                vec![Node::Choice { options: made, written_choose: true, span }]
            }
            Self::Parallel(parts) => {
                vec![Node::Parallel { branches: parts.iter().map(|part| (None, part.flow(steps))).collect(), span }]
            }
            Self::Loop(limit, body) => {
                vec![Node::Repeat { limit: Some(*limit), condition: None, body: body.flow(steps), span }]
            }
        };
        Flow { nodes, ..Flow::default() }
    }

    /// The longest time to the end of this part and the longest to an end of the case within it, for one case.
    fn longest(&self, case: &Given) -> (Option<u32>, Option<u32>) {
        match self {
            Self::Step { minutes, rounds, refuses } => {
                let time = minutes * (rounds + 1);
                (Some(time), refuses.then_some(time))
            }
            Self::End => (None, Some(0)),
            Self::Sequence(parts) => {
                let (mut so_far, mut ended) = (Some(0), None);
                for part in parts {
                    let Some(before) = so_far else { break };
                    let (through, out) = part.longest(case);
                    ended = ended.max(out.map(|out| before + out));
                    so_far = through.map(|through| before + through);
                }
                (so_far, ended)
            }
            Self::Choice(options, rest) => {
                let taken = options.iter().find(|(when, _)| when.eval(case) == Truth::Yes);
                taken.map_or(rest.as_ref(), |(_, part)| part).longest(case)
            }
            Self::Parallel(parts) => {
                let all: Vec<_> = parts.iter().map(|part| part.longest(case)).collect();
                let through = all.iter().map(|(through, _)| *through).collect::<Option<Vec<u32>>>();
                (through.and_then(|all| all.into_iter().max()), all.iter().filter_map(|(_, out)| *out).max())
            }
            Self::Loop(limit, body) => {
                let (through, out) = body.longest(case);
                let before = through.map_or(0, |through| through * (limit - 1));
                (through.map(|through| through * limit), out.map(|out| before + out))
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_critical_path_is_the_longest_over_all_cases(shape in any_shape()) {
        let mut process = Process::default();
        process.flow = shape.flow(&mut process.steps);
        let procedure = Procedure { facts: facts(), ..bare(Some(process)) };
        let catalogue = Catalogue::default();
        let as_of = Date::new(2026, 3, 2).expect("a day");
        let facts = Facts::new(&catalogue, &procedure, FactSettings { as_of, supplement_rounds: 1 });
        let longest = |case: &Given| {
            let (through, out) = shape.longest(case);
            through.max(out)
        };
        let expected = cases().iter().filter_map(longest).max().unwrap_or(0);
        let path = facts.critical_path();
        let Total::Exact(total) = path.total else { panic!("{path:?}") };
        prop_assert_eq!(total.minutes(), i64::from(expected));
        let shares: i64 = path.steps.iter().map(|step| step.share.most.minutes()).sum();
        prop_assert_eq!(shares, i64::from(expected), "the shares add up");
        let mut case = path.given.clone();
        case.extend(cases()[0].iter().filter(|(atom, _)| !path.given.contains_key(atom)).map(|(a, v)| (a.clone(), v.clone())));
        prop_assert_eq!(longest(&case), Some(expected), "the facts given with it lead to it");
    }

    #[test]
    fn coverage_is_what_trying_every_case_finds(conditions in prop::collection::vec(any_condition(), 1..5), rest: bool) {
        let procedure = Procedure { facts: facts(), ..bare(None) };
        let mut options: Vec<Option<&Condition>> = conditions.iter().map(Some).collect();
        if rest {
            options.insert(options.len() / 2, None);
        }
        let found = cover(&procedure, &options, &[]);
        let cases = cases();
        let holds = |at: usize, case: &Given| options[at].is_some_and(|one| one.eval(case) == Truth::Yes);
        let first = |case: &Given| (0..options.len()).find(|at| holds(*at, case));
        let uncovered = cases.iter().filter(|case| first(case).is_none()).count();
        prop_assert_eq!(found.gap.is_some(), uncovered > 0 && !rest);
        if let Some(gap) = &found.gap {
            prop_assert!(conditions.iter().all(|condition| condition.eval(gap) == Truth::No));
        }
        let taken = |at: usize| match options[at] {
            Some(_) => cases.iter().any(|case| first(case) == Some(at)),
            None => uncovered > 0,
        };
        let mut dead = found.dead.clone();
        dead.sort_unstable();
        prop_assert_eq!(dead, (0..options.len()).filter(|at| !taken(*at)).collect::<Vec<_>>());
        let pairs: Vec<(usize, usize)> = found.overlaps.iter().map(|(a, b, _)| (*a, *b)).collect();
        let both = |a, b| cases.iter().any(|case| holds(a, case) && holds(b, case));
        let count = options.len();
        let expected: Vec<(usize, usize)> =
            (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).filter(|(a, b)| both(*a, *b)).collect();
        prop_assert_eq!(pairs, expected);
    }
}
