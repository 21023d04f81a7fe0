//! Ways through a process: all of them, and the one that a case with given facts takes.

use super::walk::{BOUND, Next, Stop, Walk, explore};
use crate::graph::{EdgeId, EdgeKind, NodeId, Workflow};
use crate::model::{Atom, Condition, End, Given, Procedure, StepId, Truth};

/// A way from the start to an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Its steps; those of parallel branches one branch after another, in the order of the text.
    pub steps: Vec<StepId>,
    /// The edges taken where there was a choice; [`Workflow::conditions`] says what each asks.
    pub choices: Vec<EdgeId>,
    /// Facts of a case that takes it; what does not matter is left out.
    pub given: Given,
    /// How it ends.
    pub end: End,
}

/// All ways.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paths {
    /// The ways that some case can take, in the order of the text.
    pub all: Vec<Path>,
    /// Whether there are no others (supplement rounds apart); `false`: a bound was reached.
    pub complete: bool,
    /// Steps worked on ways that get stuck; see [`Soundness`](super::Soundness).
    pub stuck: Vec<Vec<StepId>>,
}

/// Ways listed at most.
const PATHS: usize = 2_000;

impl Paths {
    pub(super) fn of(procedure: &Procedure, workflow: &Workflow, assumed: &[(&Condition, bool)]) -> Self {
        let mut found = Self::default();
        let (mut full, mut left) = (false, BOUND);
        let complete = explore(procedure, workflow, assumed, None, &mut left, &mut |walk, stop| {
            match stop {
                Stop::End(end) => found.all.push(Path {
                    steps: walk.steps.clone(),
                    choices: walk.choices.clone(),
                    given: walk.given.clone(),
                    end,
                }),
                Stop::Stuck => found.stuck.push(walk.steps.clone()),
                _ => {}
            }
            full = found.all.len() + found.stuck.len() >= PATHS;
            if full { Next::Enough } else { Next::On }
        });
        found.complete = complete && !full;
        found
    }
}

/// The way of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathResult {
    /// It is known.
    Known(Path),
    /// It depends on something that is not given.
    Open {
        /// The steps before that.
        so_far: Vec<StepId>,
        /// What is needed next; `None` where the condition could not be understood.
        needs: Option<Atom>,
        /// Where the ways part.
        at: NodeId,
    },
    /// No option covers the case.
    Uncovered {
        /// The steps before that.
        so_far: Vec<StepId>,
        /// The choice.
        at: NodeId,
    },
    /// The case gets stuck or goes round and round.
    Endless {
        /// The steps worked.
        so_far: Vec<StepId>,
    },
}

/// Stops on one way at most.
const STOPS: u32 = 100_000;

impl PathResult {
    pub(super) fn of(workflow: &Workflow, given: &Given) -> Self {
        let mut walk = Walk::new(workflow);
        for _ in 0..STOPS {
            match walk.advance(workflow, None) {
                Stop::End(end) => {
                    let given = given.clone();
                    return Self::Known(Path { steps: walk.steps, choices: walk.choices, given, end });
                }
                Stop::Stuck => break,
                Stop::Step(_) | Stop::Choice(_) => {}
            }
            let Some(at) = walk.undecided else { continue };
            match way(workflow, &walk, at, given) {
                Ok(edge) => walk.take(workflow, edge),
                Err(Some(condition)) => {
                    let needs = super::solve::open_atom(condition, given);
                    return Self::Open { so_far: walk.steps, needs, at };
                }
                Err(None) => return Self::Uncovered { so_far: walk.steps, at },
            }
        }
        Self::Endless { so_far: walk.steps }
    }

    /// The way, if it is known.
    pub fn known(&self) -> Option<&Path> {
        match self {
            Self::Known(path) => Some(path),
            _ => None,
        }
    }
}

/// The way that is taken at a node: the first whose condition holds. `Err` holds the condition that is open, or nothing
/// where no way is left.
fn way<'w>(
    workflow: &'w Workflow,
    walk: &Walk<'_>,
    at: NodeId,
    given: &Given,
) -> Result<EdgeId, Option<&'w Condition>> {
    for edge in workflow.outgoing(at) {
        let way = workflow.edge(*edge);
        match way.kind {
            EdgeKind::Supplement(_) | EdgeKind::SupplementLate(_) => continue,
            EdgeKind::Reaction(_) if way.guard.is_none() => continue,
            // Without a condition nothing says that another round is wanted.
            EdgeKind::Again if way.guard.is_none() || !walk.may_repeat(workflow, *edge, u32::MAX) => continue,
            _ => {}
        }
        match way.guard.as_ref().map_or(Truth::Yes, |guard| guard.eval(given)) {
            Truth::Yes => return Ok(*edge),
            Truth::No => {}
            Truth::Unknown => return Err(way.guard.as_ref()),
        }
    }
    Err(None)
}
