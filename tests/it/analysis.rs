//! Facts: critical path, ways, coverage, data flow, limits, against tables worked by hand.

use crate::flows::{at, bare, holds, name, names, procedure};
use procedo::analysis::coverage::cover;
use procedo::analysis::{
    Apart, FactSettings, Facts, Fit, LimitCase, PathResult, Produced, Sat, Total, WhyUnknown, deadline_for, limits,
    satisfy,
};
use procedo::base::{Language, Span};
use procedo::model::*;
use procedo::time::{Date, Duration, Unit, WorkTime};

const SETTINGS: fn() -> FactSettings =
    || FactSettings { as_of: Date::new(2026, 3, 1).expect("a day"), supplement_rounds: 1 };

/// The total of the critical path, and its steps with how often they are worked.
fn critical(procedure: &Procedure) -> String {
    let catalogue = Catalogue::default();
    let facts = Facts::new(&catalogue, procedure, SETTINGS());
    let path = facts.critical_path();
    let show = |time: WorkTime| time.show_hours(Language::En);
    let total = match &path.total {
        Total::Exact(time) => show(*time),
        Total::Between(bounds) => format!("{} to {}", show(bounds.least), show(bounds.most)),
        Total::Unknown { missing, endless } => format!(
            "at least {}, unknown {}, endless {}",
            show(path.lower),
            names(facts.process(), missing.clone()),
            endless.len()
        ),
        Total::NoProcess => "no process".to_owned(),
    };
    let steps = path.steps.iter().map(|one| match one.times {
        1 => names(facts.process(), [one.step]),
        times => format!("{}*{times}", names(facts.process(), [one.step])),
    });
    format!("{total}: {}", steps.collect::<Vec<_>>().join(" "))
}

#[test]
fn the_critical_path_is_the_longest_a_case_can_take() {
    let table = [
        ("a 2h; b 1d; c 30m", "10.5 hours: a b c"),
        ("a 2h; par { b 1h | c 3h; d 1h }; e 1h", "7 hours: a c d e"),
        ("a 2h; if x { b 5h } else { c 1h }; d 1h", "8 hours: a b d"),
        // A refusal is an alternative like any other.
        ("a 2h; if x { b 9h; refuse }; c 1h", "11 hours: a b"),
        // One round is meant where nothing is said; a round that restarts the clock costs nothing more.
        ("a 2h ask; b 1h", "5 hours: a*2 b"),
        ("a 2h ask3; b 1h", "9 hours: a*4 b"),
        ("a 2h restart; b 1h", "3 hours: a b"),
        ("a 1h; loop 3 x { b 2h; c 1h }; d 1h", "11 hours: a b*3 c*3 d"),
        ("loop 2 x { a 1h ask; loop 3 y { b 1h } }; c 1h", "11 hours: a*4 b*6 c"),
        // Facts stay the same in all rounds.
        ("loop 3 x { a 1h; if y { b 9h; refuse }; c 1h }", "10 hours: a b"),
        ("loop 3 x { a 1h; b 9h !refuse; c 1h }", "33 hours: a*3 b*3 c*3"),
        // What the applicant does, and what pauses the clock, does not count.
        ("a 2h; b 5d applicant; c 3d pause; d 1h", "3 hours: a b c d"),
        ("a sd; b 1h", "9 hours: a b"),
        ("a 1h; b; c 2h", "at least 3 hours, unknown b, endless 0: a b c"),
        // A step that no case comes to is not missed.
        ("a 1h; refuse; b", "1 hour: a"),
        ("a 1h >c/x; b 2h; c 3h", "6 hours: a b c"),
        ("a 1h; b 2h >a/x; c 3h", "at least 6 hours, unknown , endless 1: a b c"),
        ("a 1h; loop ? x { b 2h }; c 3h", "at least 6 hours, unknown , endless 1: a b c"),
        // Seven days hold five working days as a rule and six at most.
        ("a 8h; b 7c", "48 hours to 56 hours: a b"),
        // Contradictory conditions do not add up.
        ("if x { a 5h } else { b 1h }; if x { c 1h } else { d 6h }", "7 hours: b d"),
        ("if x { a 5h } else { b 1h }; if not-x { c 4h } else { d 1h }", "6 hours: a d"),
        ("if x { a 5h }; if y { b 5h }; if not-x { c 3h }; if not-y { d 7h }", "12 hours: a d"),
    ];
    for (text, expected) in table {
        assert_eq!(critical(&procedure(text)), expected, "{text}");
    }
    assert_eq!(critical(&bare(None)), "no process: ");
    // What a step of the loop finds may be another thing in the last round, which then ends early.
    let mut found = procedure("loop 3 x { a 1h; if y { b 9h; refuse }; c 1h }");
    for fact in &mut found.facts {
        fact.origin = FactOrigin::FoundBy(Some(StepId(0)), name("a"));
    }
    assert_eq!(critical(&found), "14 hours: a*3 c*2 b");
}

#[test]
fn a_limit_is_kept_broken_or_open() {
    let hours = |amount| Fit::Within { left: Duration::whole(amount, Unit::Hours) };
    let over = |amount, unit| Fit::Over { by: Duration::whole(amount, unit) };
    let table = [
        ("a 21h", 3, Unit::WorkingDays, hours(3)),
        ("a 3d", 3, Unit::WorkingDays, Fit::Within { left: Duration::whole(0, Unit::Hours) }),
        ("a 3d; b 1h", 3, Unit::WorkingDays, over(1, Unit::Hours)),
        // Proven although a step is unknown, and open while it may still fit.
        ("a 3d; b; c 1d", 3, Unit::WorkingDays, over(1, Unit::WorkingDays)),
        ("a 1d; b", 3, Unit::WorkingDays, Fit::Unknown),
        // Days are compared with days.
        ("a 10c; b 15c; c 5c", 30, Unit::Days, Fit::Within { left: Duration::whole(0, Unit::Days) }),
        ("a 10c; b 15c; c 6c", 30, Unit::Days, over(1, Unit::Days)),
        ("a 10c; b 15c; c", 30, Unit::Days, Fit::Unknown),
        // A mixture is compared by bounds.
        ("a 1d; b 5c", 30, Unit::Days, Fit::Within { left: Duration::whole(14, Unit::WorkingDays) }),
        ("a 10d; b 5c", 10, Unit::Days, over(4, Unit::WorkingDays)),
        ("a 1d; b 5c", 6, Unit::Days, Fit::Unknown),
    ];
    let catalogue = Catalogue::default();
    for (text, amount, unit, expected) in table {
        let procedure = procedure(text);
        let facts = Facts::new(&catalogue, &procedure, SETTINGS());
        let limit = DeadlineTime::Duration(Duration::whole(amount, unit));
        assert_eq!(facts.critical_path().fits(limit), expected, "{text} in {amount} {unit:?}");
    }
}

#[test]
fn steps_apart_rounds_and_phases_are_reported() {
    let procedure = procedure("phase { a 2h ask; b 5d applicant }; phase { par { c 3h | d 1h }; e }");
    let catalogue = Catalogue::default();
    let facts = Facts::new(&catalogue, &procedure, SETTINGS());
    let path = facts.critical_path();
    let within = Some(Duration::whole(5, Unit::WorkingDays));
    assert_eq!(path.apart, [Apart { step: StepId(1), within, by_applicant: true }]);
    assert_eq!(path.rounds, [(StepId(0), 1)]);
    let phases: Vec<(i64, i64, u32)> = path
        .phases
        .iter()
        .map(|phase| (phase.on_path.most.minutes() / 60, phase.longest.most.minutes() / 60, phase.missing))
        .collect();
    assert_eq!(phases, [(4, 4, 0), (3, 3, 1)]);
}

#[test]
fn the_base_is_for_cases_that_no_case_block_claims_and_a_variant_for_its_own() {
    let mut base = procedure("a 1h; if x { b 5h }; c 1h");
    let case = Case {
        name: name("verified"),
        title: None,
        when: Some(holds(FactId(0))),
        sets_deadline: true,
        sets_process: false,
        notes: Notes::default(),
        span: Span::default(),
    };
    base.cases.push(case);
    assert_eq!(critical(&base), "2 hours: a c");
    let variant = Procedure { case: Some(name("verified")), ..base.clone() };
    assert_eq!(critical(&variant), "7 hours: a b c");
    base.cases[0].sets_deadline = false;
    assert_eq!(critical(&base), "7 hours: a b c", "a case that changes papers only leaves the base its way");
}

#[test]
fn every_way_is_listed_once_in_the_order_of_the_text() {
    let table = [
        ("a; b", "a b"),
        ("a; if x { b } else { c }; d", "a b d / a c d"),
        ("if x { a }; if x { b } else { c }", "a b / c"),
        ("a !refuse; b", "a:Refuse / a b"),
        ("par { a | if x { b } | c; d }; e", "a b c d e / a c d e"),
        ("loop 2 x { a }; b", "a a b / a b"),
        // Facts do not change on the way: a case that goes back would go back for ever.
        ("a; b >a/x; c", "a b c"),
        ("a ask; b", "a b"),
    ];
    let catalogue = Catalogue::default();
    for (text, expected) in table {
        let procedure = procedure(text);
        let facts = Facts::new(&catalogue, &procedure, SETTINGS());
        let paths = facts.paths();
        let show = |path: &procedo::analysis::Path| {
            let end = if path.end == End::Done { String::new() } else { format!(":{:?}", path.end) };
            names(facts.process(), path.steps.clone()) + &end
        };
        assert_eq!(paths.all.iter().map(show).collect::<Vec<_>>().join(" / "), expected, "{text}");
        assert!(paths.complete);
    }
    // What a step within the round finds may be another thing the next time.
    let mut again = procedure("a; b >a/x; c");
    again.facts[0].origin = FactOrigin::FoundBy(Some(StepId(1)), name("b"));
    let facts = Facts::new(&catalogue, &again, SETTINGS());
    let ways: Vec<String> = facts.paths().all.iter().map(|path| names(facts.process(), path.steps.clone())).collect();
    assert_eq!(ways, ["a b a b c", "a b c"]);
    let many = procedure(&(0..30).map(|at| format!("if x{at} {{ s{at} }};")).collect::<Vec<_>>().concat());
    let facts = Facts::new(&catalogue, &many, SETTINGS());
    assert!(!facts.paths().complete && facts.paths().all.len() == 2_000);
}

#[test]
fn the_way_of_a_case_follows_its_facts() {
    // x is the first fact that is named, y the second.
    let text = "a y?refuse; if x { b } else { c }; par { d | e }; loop 3 x { f }; g >a/y; h";
    let table = [
        (Some(true), Some(false), "a b d e f f f g h"),
        (Some(false), Some(false), "a c d e f g h"),
        (Some(true), Some(true), "a:Refuse"),
        (None, Some(false), "a | x"),
        (Some(true), None, " a | y"),
    ];
    let procedure = procedure(text);
    let place = |fact: &str| procedure.facts.iter().position(|f| f.name.text == fact).expect("a fact") as u32;
    let catalogue = Catalogue::default();
    let facts = Facts::new(&catalogue, &procedure, SETTINGS());
    for (x, y, expected) in table {
        let mut given = Given::new();
        for (fact, value) in [("x", x), ("y", y)] {
            given.extend(value.map(|value| (Atom::Fact(FactId(place(fact))), Value::Truth(value))));
        }
        let shown = match facts.path_for(&given) {
            PathResult::Known(path) => {
                let end = if path.end == End::Done { String::new() } else { format!(":{:?}", path.end) };
                names(facts.process(), path.steps) + &end
            }
            PathResult::Open { so_far, needs: Some(Atom::Fact(fact)), .. } => {
                format!("{} | {}", names(facts.process(), so_far), procedure.fact(fact).name.text)
            }
            other => format!("{other:?}"),
        };
        assert_eq!(shown, expected.trim(), "x {x:?}, y {y:?}");
    }
}

#[test]
fn data_is_followed_from_writer_to_reader() {
    let table = [
        ("a r=d-form w=note; b r=note", "", ""),
        ("a; b r=note; c w=note r=d-x", "b note Elsewhere (a b)", "never c note"),
        ("a r=gone", "a gone Never (a)", ""),
        ("a; if x { b w=note }; c r=note", "c note Elsewhere (a c)", ""),
        // Written and read under the same condition.
        ("a; if x { b w=note }; c; if x { d r=note }", "", ""),
        ("par { a w=note | b }; c r=note", "", ""),
        ("par { a w=note | b r=note }", "b note SideBySide (b)", "never a note"),
        ("par { if x { a w=note } | b }; if x { c r=note }", "", ""),
        ("a w=note; b w=note; c r=note", "", "over a b note"),
        ("a w=note; b r=note w=note; c r=note", "", ""),
        ("a w=note; b w=result", "", "never a note"),
        ("loop 2 x { a r=note; b w=note }", "a note Elsewhere (a)", ""),
    ];
    let catalogue = Catalogue::default();
    for (text, missing, fate) in table {
        let procedure = procedure(text);
        let facts = Facts::new(&catalogue, &procedure, SETTINGS());
        let process = facts.process();
        let flow = facts.data_flow();
        let data = |id: DataId| procedure.datum(id).name.text.clone();
        let kind = |produced: &Produced| match produced {
            Produced::Never => "Never",
            Produced::Elsewhere(_) => "Elsewhere",
            Produced::SideBySide(_) => "SideBySide",
        };
        let found: Vec<String> = flow
            .missing
            .iter()
            .map(|m| {
                let path = names(process, m.path.clone());
                format!("{} {} {} ({path})", names(process, [m.step]), data(m.data), kind(&m.produced))
            })
            .collect();
        assert_eq!(found.join(", "), missing, "{text}");
        let over =
            flow.overwritten.iter().map(|o| format!("over {} {}", names(process, [o.first, o.then]), data(o.data)));
        let never = flow.never_read.iter().map(|(step, d)| format!("never {} {}", names(process, [*step]), data(*d)));
        assert_eq!(over.chain(never).collect::<Vec<_>>().join(", "), fate, "{text}");
    }
}

/// A procedure with a fact of each type: yes/no, one of three, a number, a sum, a day.
fn typed() -> Procedure {
    let fact = |text: &str, kind| Fact {
        name: name(text),
        kind,
        title: None,
        origin: FactOrigin::Applicant,
        basis: Vec::new(),
    };
    let values = ["marriage", "loan", "property"].map(|value| (name(value), None)).to_vec();
    let facts = vec![
        fact("widowed", FactType::Truth),
        fact("purpose", FactType::OneOf(values)),
        fact("area", FactType::Number),
        fact("price", FactType::Money(Some(Currency::Vnd))),
        fact("born", FactType::Date),
    ];
    Procedure { facts, ..bare(None) }
}

fn test(fact: u32, test: Test) -> Condition {
    Condition::Test { atom: Atom::Fact(FactId(fact)), test, span: Span::default() }
}

fn is(fact: u32, values: &[u32]) -> Condition {
    test(fact, Test::In(values.iter().map(|value| Value::Choice(*value)).collect()))
}

/// `low` included or not, `high` included or not.
fn range(fact: u32, low: Option<(i64, bool)>, high: Option<(i64, bool)>, value: fn(i64) -> Value) -> Condition {
    let end = |end: Option<(i64, bool)>| end.map(|(amount, included)| (value(amount), included));
    test(fact, Test::Range { low: end(low), high: end(high) })
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

/// Options (`None` is the rest), the gap, overlapping pairs, dead options.
type Options = (Vec<Option<Condition>>, Option<Vec<(u32, Value)>>, Vec<(usize, usize)>, Vec<usize>);

#[test]
fn options_cover_every_case_once_or_a_case_shows_where_not() {
    let area = |low, high| range(2, low, high, |whole| Value::Number(whole * 1_000_000));
    let price = |low, high| range(3, low, high, |whole| Value::Money(whole * 100));
    let day = |day: u32| Value::Date(Date::new(2026, 1, day).expect("a day of January"));
    let until = |d: u32| test(4, Test::Range { low: None, high: Some((day(d), true)) });
    let after = |d: u32, included| test(4, Test::Range { low: Some((day(d), included)), high: None });
    let (yes, both) = (holds(FactId(0)), |a, b| Condition::All(vec![a, b]));
    let table: Vec<Options> = vec![
        (vec![Some(yes.clone()), Some(not(yes.clone()))], None, vec![], vec![]),
        (vec![Some(yes.clone())], Some(vec![(0, Value::Truth(false))]), vec![], vec![]),
        (vec![Some(yes.clone()), None], None, vec![], vec![]),
        (vec![Some(is(1, &[0])), Some(is(1, &[1, 2]))], None, vec![], vec![]),
        (vec![Some(is(1, &[0])), Some(is(1, &[1]))], Some(vec![(1, Value::Choice(2))]), vec![], vec![]),
        (vec![Some(is(1, &[0, 1])), Some(is(1, &[1, 2]))], None, vec![(0, 1)], vec![]),
        // The rest is dead where nothing is left, and so is what an earlier option takes away.
        (vec![Some(is(1, &[0, 1, 2])), None], None, vec![], vec![1]),
        (vec![Some(is(1, &[0, 1])), Some(is(1, &[1])), None], None, vec![(0, 1)], vec![1]),
        (vec![Some(both(yes.clone(), not(yes.clone()))), None], None, vec![], vec![0]),
        (vec![Some(area(None, Some((50, true)))), Some(area(Some((50, false)), None))], None, vec![], vec![]),
        (
            vec![Some(area(None, Some((50, false)))), Some(area(Some((50, false)), None))],
            Some(vec![(2, Value::Number(50_000_000))]),
            vec![],
            vec![],
        ),
        (
            vec![Some(area(None, Some((50, true)))), Some(area(Some((51, true)), None))],
            Some(vec![(2, Value::Number(50_500_000))]),
            vec![],
            vec![],
        ),
        // A đồng is the smallest sum, so nothing lies between these.
        (vec![Some(price(None, Some((999, true)))), Some(price(Some((1_000, true)), None))], None, vec![], vec![]),
        (vec![Some(until(10)), Some(after(11, true))], None, vec![], vec![]),
        (vec![Some(until(10)), Some(after(11, false))], Some(vec![(4, day(11))]), vec![], vec![]),
        (vec![Some(until(10)), Some(after(10, true))], None, vec![(0, 1)], vec![]),
        // Numbers are not negative.
        (vec![Some(area(Some((0, true)), None))], None, vec![], vec![]),
    ];
    let procedure = typed();
    for (options, gap, overlaps, dead) in table {
        let conditions: Vec<Option<&Condition>> = options.iter().map(Option::as_ref).collect();
        let found = cover(&procedure, &conditions, &[]);
        let expected: Option<Given> =
            gap.map(|gap| gap.into_iter().map(|(fact, value)| (Atom::Fact(FactId(fact)), value)).collect());
        assert_eq!(found.gap, expected, "{options:?}");
        let pairs: Vec<(usize, usize)> = found.overlaps.iter().map(|(a, b, _)| (*a, *b)).collect();
        assert_eq!(pairs, overlaps, "{options:?}");
        for (a, b, case) in &found.overlaps {
            let holds = |at: &usize| conditions[*at].is_some_and(|condition| condition.eval(case) == Truth::Yes);
            assert!(holds(a) && holds(b), "{case:?}");
        }
        assert_eq!(found.dead, dead, "{options:?}");
        assert_eq!(found.unknown, None);
    }
}

#[test]
fn what_was_not_understood_or_is_too_much_is_unknown() {
    let procedure = typed();
    let broken = Condition::Broken(Span::default());
    let found = cover(&procedure, &[Some(&broken)], &[]);
    assert_eq!((found.gap, found.dead, found.unknown), (None, vec![], Some(WhyUnknown::Broken)));
    // Pairwise different places for one more pigeon than there are holes: no short proof exists.
    let holes = 9_u32;
    let values: Vec<(Name, Option<Title>)> = (0..holes).map(|hole| (name(&format!("h{hole}")), None)).collect();
    let fact = |at: u32| Fact {
        name: name(&format!("p{at}")),
        kind: FactType::OneOf(values.clone()),
        title: None,
        origin: FactOrigin::Applicant,
        basis: Vec::new(),
    };
    let crowded = Procedure { facts: (0..=holes).map(fact).collect(), ..bare(None) };
    let mut apart = Vec::new();
    for a in 0..=holes {
        for b in 0..a {
            let same = (0..holes).map(|hole| Condition::All(vec![is(a, &[hole]), is(b, &[hole])])).collect();
            apart.push(not(Condition::Any(same)));
        }
    }
    assert_eq!(satisfy(&crowded, &[(&Condition::All(apart), true)]), Sat::Unknown(WhyUnknown::TooMany));
    // Forty options over forty facts are no trouble.
    let many: Vec<Condition> = (0..40).map(|at| holds(FactId(at))).collect();
    let yes = |at: u32| Fact { kind: FactType::Truth, ..fact(at) };
    let wide = Procedure { facts: (0..40).map(yes).collect(), ..bare(None) };
    let options: Vec<Option<&Condition>> = many.iter().map(Some).collect();
    let found = cover(&wide, &options, &[]);
    assert_eq!(found.gap.map(|gap| gap.len()), Some(40));
    assert_eq!((found.overlaps.len(), found.unknown), (780, None));
}

fn deadline(plus: bool, days: u32, when: Option<Condition>) -> Deadline {
    Deadline {
        plus,
        time: at(DeadlineTime::Duration(Duration::whole(days, Unit::WorkingDays))),
        counted_from: CountedFrom::Receipt,
        row: Row { when, ..Row::default() },
    }
}

#[test]
fn the_first_row_that_holds_is_the_limit_and_plus_rows_add() {
    let mut procedure = typed();
    procedure.deadlines = vec![
        deadline(false, 3, None),
        deadline(false, 6, Some(is(1, &[1]))),
        deadline(true, 2, Some(holds(FactId(0)))),
    ];
    let day = SETTINGS().as_of;
    let given = |purpose: Option<u32>, widowed: Option<bool>| -> Given {
        let purpose = purpose.map(|value| (Atom::Fact(FactId(1)), Value::Choice(value)));
        let widowed = widowed.map(|value| (Atom::Fact(FactId(0)), Value::Truth(value)));
        purpose.into_iter().chain(widowed).collect()
    };
    let days = |deadline: &Deadline| match deadline.time.value {
        DeadlineTime::Duration(duration) => duration.hundredths / 100,
        _ => 0,
    };
    let table = [
        (given(Some(1), Some(false)), vec![6], vec![], vec![], 0),
        (given(Some(0), Some(true)), vec![3], vec![2], vec![], 0),
        (given(None, Some(true)), vec![6, 3], vec![2], vec![], 1),
        (given(Some(1), None), vec![6], vec![], vec![2], 1),
    ];
    for (given, rows, plus, maybe, open) in table {
        let answer = deadline_for(&procedure, &given, day);
        let shown = |rows: &[&Deadline]| rows.iter().map(|row| days(row)).collect::<Vec<_>>();
        assert_eq!(shown(&answer.rows), rows, "{given:?}");
        assert_eq!(shown(&answer.plus), plus, "{given:?}");
        assert_eq!(shown(&answer.maybe_plus), maybe, "{given:?}");
        assert_eq!(answer.open.len(), open, "{given:?}");
        assert!(!answer.maybe_none);
        assert_eq!(answer.settled().is_some(), open == 0);
    }
    let totals: Vec<Option<DeadlineTime>> = limits(&procedure, &[], day).iter().map(LimitCase::time).collect();
    let total = |days| Some(DeadlineTime::Duration(Duration::whole(days, Unit::WorkingDays)));
    assert_eq!(totals, [total(6), total(8), total(3), total(5)]);
    let widowed = holds(FactId(0));
    assert_eq!(limits(&procedure, &[(&widowed, true)], day).len(), 2, "only what can be met is listed");
}

#[test]
fn large_processes_are_measured_in_seconds_not_minutes() {
    let blocks: Vec<String> = (0..1_000)
        .map(|at| {
            let fact = at % 40;
            format!("a{at} 1h; if x{fact} {{ b{at} 1h w=note{at} }} else {{ c{at} 2h }}; d{at} 1h r=note{at};")
        })
        .collect();
    let procedure = procedure(&blocks.concat());
    let catalogue = Catalogue::default();
    let facts = Facts::new(&catalogue, &procedure, SETTINGS());
    let start = std::time::Instant::now();
    let Total::Exact(total) = facts.critical_path().total else { panic!("every step has a time") };
    assert_eq!(total, WorkTime::from_minutes(1_000 * 4 * 60));
    let measured = start.elapsed();
    assert!(!facts.paths().complete);
    let listed = start.elapsed();
    assert!(measured.as_secs() < 5 && listed.as_secs() < 20, "{measured:?}, {listed:?}");
    // Every read is missing on some way, or it is said that this was not decided.
    let fewer = crate::flows::procedure(&blocks[..100].concat());
    let facts = Facts::new(&catalogue, &fewer, SETTINGS());
    let flow = facts.data_flow();
    assert_eq!(flow.missing.len() + flow.undecided.len(), 100);
    assert!(start.elapsed().as_secs() < 40, "{:?}", start.elapsed());
}
