//! The critical path: the longest time that the authority may take for a case, and what it consists of.
//!
//! Sequences add up, parallel branches and alternatives count with their longest, loops with their limit, supplement
//! rounds with the asking step once more. Ways whose conditions contradict each other or what is assumed do not count.
//! Calendar units have no exact working time: they are kept as bounds, and sums of nothing but days also as days.

use super::longest::{Forward, Way};
use super::solve::{self, Sat};
use super::step_time::{StepTime, calendar_days, step_time, supplement_rounds};
use super::{Facts, WhyUnknown};
use crate::graph::{EdgeId, NodeId, NodeKind, RegionKind, Workflow};
use crate::model::{
    Atom, Condition, CountedFrom, DeadlineTime, FactId, FactOrigin, Given, Procedure, Process, StepId, Truth,
};
use crate::time::{Duration, Unit, WorkBounds, WorkTime};
use std::collections::BTreeSet;

/// The longest time for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Total {
    /// All steps are known in working units.
    Exact(WorkTime),
    /// All steps are known, some in calendar units; or contradictory conditions were too many to tell apart.
    Between(WorkBounds),
    /// Something is not known; only [`CriticalPath::lower`] is proven.
    Unknown {
        /// Steps that count and have no time.
        missing: Vec<StepId>,
        /// Cycles that nothing bounds.
        endless: Vec<Vec<StepId>>,
    },
    /// The process is not known.
    NoProcess,
}

/// A step on the longest path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathStep {
    /// The step.
    pub step: StepId,
    /// How often it is worked, supplement rounds and loops included.
    pub times: u32,
    /// What it adds to the total, all times together; nothing where it stands apart or is not known.
    pub share: WorkBounds,
    /// Whether its time is known (or stands apart).
    pub known: bool,
}

/// A step whose time does not count against the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart {
    /// The step.
    pub step: StepId,
    /// Its limit, if one is given.
    pub within: Option<Duration>,
    /// Whether the applicant works it (else it pauses the clock).
    pub by_applicant: bool,
}

/// The longest time within a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseTime {
    /// The phase, by its place in [`Process::phases`].
    pub phase: u32,
    /// What the steps of the longest path that stand in it add up to.
    pub on_path: WorkBounds,
    /// The longest way through it.
    pub longest: WorkBounds,
    /// Steps in it that count and have no time.
    pub missing: u32,
}

/// The longest path and its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriticalPath {
    /// How long it takes.
    pub total: Total,
    /// A time that some case really may take: proven, whatever is unknown (calendar units taken at their least).
    pub lower: WorkTime,
    /// The steps on the path in order.
    pub steps: Vec<PathStep>,
    /// Facts of a case that takes it; what does not matter is left out.
    pub given: Given,
    /// Its length in calendar days (hundredths), where all that counts is written in days or weeks.
    pub calendar_days: Option<i64>,
    /// Permitted supplement rounds of the steps on the path.
    pub rounds: Vec<(StepId, u32)>,
    /// Steps that can be reached and do not count.
    pub apart: Vec<Apart>,
    /// Every phase.
    pub phases: Vec<PhaseTime>,
    /// Why contradictory ways could not all be ruled out; the path may then be longer than any case.
    pub doubt: Option<WhyUnknown>,
}

/// How the longest path compares with a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It stays within the limit; the rest is left.
    Within {
        /// What is left.
        left: Duration,
    },
    /// It proves an overrun.
    Over {
        /// By how much at least.
        by: Duration,
    },
    /// Steps without a time, unbounded cycles or calendar units leave it open.
    Unknown,
}

impl CriticalPath {
    /// Compares with a statutory limit. An overrun is proven by the lower bound even if steps are unknown. A limit in
    /// days is compared in days where all steps are; a mixture is compared by bounds.
    pub fn fits(&self, limit: DeadlineTime) -> Fit {
        let limit = match limit {
            DeadlineTime::Duration(duration) => duration,
            DeadlineTime::SameDay(_) => Duration::whole(1, Unit::WorkingDays),
            DeadlineTime::Unknown => return Fit::Unknown,
        };
        let unbounded = matches!(self.total, Total::Unknown { .. } | Total::NoProcess);
        let days = match limit.unit {
            Unit::Days => Some(limit.hundredths),
            Unit::Weeks => Some(limit.hundredths.saturating_mul(7)),
            _ => None,
        };
        if let (Some(limit), Some(took), None) = (days, self.calendar_days, self.doubt) {
            let days = |hundredths| Duration { hundredths, unit: Unit::Days };
            return match took > limit {
                true => Fit::Over { by: days(took - limit) },
                false if unbounded => Fit::Unknown,
                false => Fit::Within { left: days(limit - took) },
            };
        }
        let limit = limit.work_bounds();
        if self.lower > limit.most {
            return Fit::Over { by: self.lower.less(limit.most).duration() };
        }
        let upper = match self.total {
            Total::Exact(total) => total,
            Total::Between(bounds) => bounds.most,
            _ => return Fit::Unknown,
        };
        if upper <= limit.least { Fit::Within { left: limit.least.less(upper).duration() } } else { Fit::Unknown }
    }

    /// The steps on the path, without their shares.
    pub fn step_ids(&self) -> impl Iterator<Item = StepId> + '_ {
        self.steps.iter().map(|one| one.step)
    }

    pub(super) fn of(
        facts: &Facts<'_>,
        forward: &Forward<'_>,
        assumed: &[(&Condition, bool)],
        counted_from: CountedFrom,
    ) -> Self {
        let unsteady = unsteady(facts.procedure, facts.workflow());
        let open = open_edges(facts, assumed, &unsteady);
        let clock = Clock::of(facts, counted_from);
        Measured { facts, forward, assumed, clock, open, unsteady }.critical_path()
    }
}

/// What of a case runs on the clock.
enum Clock {
    /// All of it.
    Filing,
    /// What follows the last supplement: no round is added.
    Complete,
    /// Only these steps, which follow the one from whose end is counted.
    After(BTreeSet<StepId>),
}

impl Clock {
    fn of(facts: &Facts<'_>, counted_from: CountedFrom) -> Self {
        let start = match counted_from {
            CountedFrom::Unsaid | CountedFrom::Receipt | CountedFrom::Step(None) => return Self::Filing,
            CountedFrom::CompleteDossier => return Self::Complete,
            CountedFrom::Step(Some(start)) => start,
        };
        let (mut later, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(step) = open.pop() {
            open.extend(facts.workflow().next_steps(step).into_iter().filter(|next| later.insert(*next)));
        }
        Self::After(later)
    }
}

/// Ways looked at to rule out contradictory ones.
const SPLITS: u32 = 400;

struct Measured<'a, 'c> {
    facts: &'a Facts<'c>,
    forward: &'a Forward<'a>,
    assumed: &'a [(&'a Condition, bool)],
    clock: Clock,
    /// Edges that some case may take under what is assumed.
    open: Vec<bool>,
    /// Facts that may change while a case runs, because a step within a loop finds them.
    unsteady: BTreeSet<Atom>,
}

/// The longest ways found for one weight.
struct Found {
    /// The longest that some case takes.
    real: Option<(Way, Given)>,
    /// No case takes longer than this.
    most: i64,
    doubt: Option<WhyUnknown>,
}

impl Measured<'_, '_> {
    /// The time of a step on the clock.
    fn time(&self, step: StepId) -> StepTime {
        match &self.clock {
            Clock::After(later) if !later.contains(&step) => StepTime::Apart(None),
            _ => step_time(self.facts.process(), step),
        }
    }

    /// The supplement rounds of a step on the clock.
    fn rounds(&self, step: StepId) -> u32 {
        match self.clock {
            Clock::Complete => 0,
            _ => supplement_rounds(self.facts.process(), step, self.facts.settings.supplement_rounds),
        }
    }

    fn critical_path(&self) -> CriticalPath {
        let process = self.facts.process();
        let rounds = |step| self.rounds(step);
        let weigh = |measure: fn(WorkBounds) -> WorkTime| {
            move |step: StepId| match self.time(step) {
                StepTime::Counts(bounds) => measure(bounds).times(rounds(step).saturating_add(1)).hundredths(),
                _ => 0,
            }
        };
        let (most, least) = (weigh(|bounds| bounds.most), weigh(|bounds| bounds.least));
        let longest = self.longest(&most);
        let exact = process.ids().all(|step| most(step) == least(step));
        let longest_at_least = if exact { None } else { Some(self.longest(&least)) };
        let lower = longest_at_least.as_ref().unwrap_or(&longest).real.as_ref().map_or(0, |(way, _)| way.total);
        let possible = self.possible();
        let times = |step| self.time(step);
        let missing: Vec<StepId> = possible.iter().copied().filter(|s| times(*s) == StepTime::Unknown).collect();
        let counts = possible.iter().filter(|s| !matches!(times(**s), StepTime::Apart(_)));
        let in_days =
            counts.clone().all(|step| calendar_days(process, *step).is_some() || times(*step) == StepTime::Unknown)
                && counts.clone().any(|step| calendar_days(process, *step).is_some());
        let calendar = in_days.then(|| {
            let days = |step: StepId| match times(step) {
                StepTime::Counts(_) => {
                    calendar_days(process, step).unwrap_or(0).saturating_mul(i64::from(rounds(step)) + 1)
                }
                _ => 0,
            };
            self.longest(&days).real.map_or(0, |(way, _)| way.total)
        });
        let (way, given) = match longest.real {
            Some((way, given)) => (Some(way), given),
            None => (None, Given::new()),
        };
        let endless = self.forward.endless.iter().filter(|steps| steps.iter().all(|s| possible.contains(s)));
        let endless: Vec<Vec<StepId>> = endless.cloned().collect();
        let total = if !self.facts.has_process() {
            Total::NoProcess
        } else if !missing.is_empty() || !endless.is_empty() || !self.facts.workflow().unknown_goals().is_empty() {
            Total::Unknown { missing, endless }
        } else if exact && longest.doubt.is_none() {
            Total::Exact(WorkTime::from_hundredths(lower))
        } else {
            Total::Between(WorkBounds {
                least: WorkTime::from_hundredths(lower),
                most: WorkTime::from_hundredths(longest.most),
            })
        };
        let steps = self.path_steps(way.as_ref(), &rounds);
        CriticalPath {
            total,
            lower: WorkTime::from_hundredths(lower),
            rounds: steps.iter().map(|s| (s.step, rounds(s.step))).filter(|(_, rounds)| *rounds > 0).collect(),
            phases: self.phases(&steps, &most, &least),
            steps,
            given,
            calendar_days: calendar,
            apart: apart(process, &possible),
            doubt: longest.doubt,
        }
    }

    fn path_steps(&self, way: Option<&Way>, rounds: &dyn Fn(StepId) -> u32) -> Vec<PathStep> {
        let step = |(step, passes): &(StepId, u32)| {
            let time = self.time(*step);
            let times = passes.saturating_mul(rounds(*step).saturating_add(1));
            let share = match time {
                StepTime::Counts(one) => WorkBounds { least: one.least.times(times), most: one.most.times(times) },
                _ => WorkBounds { least: WorkTime::ZERO, most: WorkTime::ZERO },
            };
            PathStep { step: *step, times, share, known: time != StepTime::Unknown }
        };
        way.map(|way| way.steps.iter().map(step).collect()).unwrap_or_default()
    }

    fn phases(&self, path: &[PathStep], most: &dyn Fn(StepId) -> i64, least: &dyn Fn(StepId) -> i64) -> Vec<PhaseTime> {
        let process = self.facts.process();
        let workflow = self.facts.workflow();
        let count = process.phases.len();
        if count == 0 {
            return Vec::new();
        }
        let inside = |step: StepId, phase: u32| {
            workflow.around(workflow.node_of(step)).any(|(_, region)| region.kind == RegionKind::Phase(phase))
        };
        let longest = self.forward.longest_in_phases(count, most).into_iter();
        let shortest = self.forward.longest_in_phases(count, least);
        let phase = |(phase, (most, least)): (usize, (i64, i64))| {
            let phase = phase as u32;
            let on_path = path.iter().filter(|one| inside(one.step, phase));
            PhaseTime {
                phase,
                on_path: WorkBounds {
                    least: on_path.clone().map(|one| one.share.least).sum(),
                    most: on_path.map(|one| one.share.most).sum(),
                },
                longest: WorkBounds { least: WorkTime::from_hundredths(least), most: WorkTime::from_hundredths(most) },
                missing: process
                    .ids()
                    .filter(|step| inside(*step, phase) && step_time(process, *step) == StepTime::Unknown)
                    .count() as u32,
            }
        };
        longest.zip(shortest).enumerate().map(phase).collect()
    }

    /// Steps that some case may come to under what is assumed.
    fn possible(&self) -> BTreeSet<StepId> {
        let workflow = self.facts.workflow();
        let open_edges = &self.open;
        let mut seen = vec![false; workflow.nodes().len()];
        let mut open = vec![workflow.start()];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node.index()], true) {
                let ways = workflow.outgoing(node).iter().filter(|edge| open_edges[edge.index()]);
                open.extend(ways.map(|edge| workflow.edge(*edge).to));
            }
        }
        workflow.nodes().filter(|node| seen[node.index()]).filter_map(|node| workflow.step_of(node)).collect()
    }

    /// The longest way that a case can really take: a way whose conditions contradict each other is split by the values
    /// of a fact that it tests, until none is left or the bound is reached.
    fn longest(&self, weight: &dyn Fn(StepId) -> i64) -> Found {
        let workflow = self.facts.workflow();
        let procedure = self.facts.procedure;
        let open_edges = &self.open;
        let guards: Vec<Vec<(&Condition, bool)>> =
            workflow.edges().map(|e| steady(workflow, e, &self.unsteady)).collect();
        let mut found = Found { real: None, most: 0, doubt: None };
        let tested = self.assumed.iter().chain(guards.iter().flatten()).map(|(condition, _)| *condition);
        let values = solve::values(procedure, tested);
        let fits = |case: &Given, (condition, want): &(&Condition, bool)| match condition.eval(case) {
            Truth::Unknown => true,
            truth => (truth == Truth::Yes) == *want,
        };
        let within = |case: &Given| {
            let allowed =
                |edge: EdgeId| open_edges[edge.index()] && guards[edge.index()].iter().all(|guard| fits(case, guard));
            self.forward.longest(weight, &allowed)
        };
        let mut parts = vec![Given::new()];
        let mut left = SPLITS;
        while let Some(part) = parts.pop() {
            if !self.assumed.iter().all(|assumed| fits(&part, assumed)) {
                continue;
            }
            let Some(way) = within(&part) else { continue };
            if found.real.as_ref().is_some_and(|(real, _)| way.total <= real.total) {
                continue;
            }
            let mut wanted = self.assumed.to_vec();
            wanted.extend(way.edges.iter().flat_map(|edge| guards[edge.index()].iter().copied()));
            match solve::satisfy_from(procedure, &wanted, &part) {
                Sat::Yes(given) => {
                    // Other branches must come through, too, and earlier rounds of loops be possible: tried with a case
                    // that leaves nothing open.
                    let more = |edge: &EdgeId| {
                        matches!(workflow.kind(workflow.edge(*edge).to), NodeKind::Join | NodeKind::LoopEntry)
                    };
                    let try_all = way.edges.iter().any(more);
                    let mut case = given.clone();
                    for (atom, values) in values.iter().filter(|_| try_all) {
                        if let Some(first) = values.first() {
                            case.entry(atom.clone()).or_insert_with(|| first.clone());
                        }
                    }
                    if !try_all || within(&case).is_some_and(|tried| tried.total == way.total) {
                        found.real = Some((way, case));
                        continue;
                    }
                }
                Sat::Unknown(why) => {
                    found.doubt = Some(why);
                    found.most = found.most.max(way.total);
                    continue;
                }
                Sat::No => {}
            }
            let atom = wanted.iter().find_map(|(condition, _)| solve::open_atom(condition, &part));
            let Some(atom) = atom.or_else(|| values.keys().find(|atom| !part.contains_key(*atom)).cloned()) else {
                continue;
            };
            if left == 0 {
                found.doubt = Some(WhyUnknown::TooMany);
                found.most = found.most.max(way.total);
                continue;
            }
            left -= 1;
            for value in values.get(&atom).into_iter().flatten().rev() {
                let mut narrower = part.clone();
                narrower.insert(atom.clone(), value.clone());
                parts.push(narrower);
            }
        }
        found.most = found.most.max(found.real.as_ref().map_or(0, |(way, _)| way.total));
        found
    }
}

fn open_edges(facts: &Facts<'_>, assumed: &[(&Condition, bool)], unsteady: &BTreeSet<Atom>) -> Vec<bool> {
    let workflow = facts.workflow();
    let open = |edge| {
        let mut wanted = steady(workflow, edge, unsteady);
        if wanted.is_empty() {
            return true;
        }
        wanted.extend_from_slice(assumed);
        solve::satisfy(facts.procedure, &wanted) != Sat::No
    };
    workflow.edges().map(open).collect()
}

/// The conditions of an edge that stay the same while a case runs.
pub(super) fn steady<'w>(
    workflow: &'w Workflow,
    edge: EdgeId,
    unsteady: &BTreeSet<Atom>,
) -> Vec<(&'w Condition, bool)> {
    let mut all = workflow.conditions(edge);
    if !unsteady.is_empty() {
        all.retain(|(condition, _)| {
            let mut steady = true;
            condition.atoms(&mut |atom, _| steady &= !unsteady.contains(atom));
            steady
        });
    }
    all
}

/// Facts that a step finds which a case may come to again, so that two rounds may see two values.
pub(super) fn unsteady(procedure: &Procedure, workflow: &Workflow) -> BTreeSet<Atom> {
    let found_by = |origin: &FactOrigin| match origin {
        FactOrigin::FoundBy(step, _) => step.filter(|step| (step.0 as usize) < workflow.step_count()),
        _ => None,
    };
    if !procedure.facts.iter().any(|fact| found_by(&fact.origin).is_some()) {
        return BTreeSet::new();
    }
    // A supplement round comes before what the step finds.
    let again: BTreeSet<NodeId> = workflow.cycles().into_iter().filter(|c| c.len() > 1).flatten().collect();
    let facts = procedure.facts.iter().enumerate();
    facts
        .filter(|(_, fact)| found_by(&fact.origin).is_some_and(|step| again.contains(&workflow.node_of(step))))
        .map(|(at, _)| Atom::Fact(FactId(at as u32)))
        .collect()
}

fn apart(process: &Process, possible: &BTreeSet<StepId>) -> Vec<Apart> {
    let apart = |step: &StepId| match step_time(process, *step) {
        StepTime::Apart(within) => {
            Some(Apart { step: *step, within, by_applicant: process.step(*step).by_applicant() })
        }
        _ => None,
    };
    possible.iter().filter_map(apart).collect()
}
