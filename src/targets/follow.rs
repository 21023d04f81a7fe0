//! Which task follows which, once conditions are left to whoever ends a task and branches stand one after the other.

use crate::base::Span;
use crate::model::{Action, Flow, Goal, Node, Process, StepId};
use std::collections::BTreeSet;

/// What follows a task.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Next {
    /// Any one of these.
    pub(super) steps: Vec<StepId>,
    /// Or the case ends.
    pub(super) ends: bool,
}

impl Next {
    fn add(&mut self, other: &Self) {
        for step in &other.steps {
            if !self.steps.contains(step) {
                self.steps.push(*step);
            }
        }
        self.ends |= other.ends;
    }
}

/// What is lost on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsaid {
    Condition,
    Parallel,
}

/// What follows each step, by its place; and with what the process begins.
pub(super) fn successors(process: &Process) -> (Vec<Next>, Next) {
    let mut next = vec![Next::default(); process.steps.len()];
    let begins = link(process, &process.flow, &Next { steps: Vec::new(), ends: true }, &mut next);
    (next, begins)
}

/// Links a flow that something follows; says where it begins.
fn link(process: &Process, flow: &Flow, follow: &Next, next: &mut [Next]) -> Next {
    let mut follow = follow.clone();
    for node in flow.nodes.iter().rev() {
        follow = match node {
            Node::Step(id) => {
                let mut own = Next::default();
                let jumps = &process.step(*id).jumps;
                for jump in jumps {
                    match jump.to {
                        Goal::Step(step) => own.add(&Next { steps: vec![step], ends: false }),
                        Goal::End(_) => own.ends = true,
                        Goal::Unknown => {}
                    }
                }
                for reaction in &process.step(*id).reactions {
                    if let Action::Go(Goal::Step(step)) = reaction.action {
                        own.add(&Next { steps: vec![step], ends: false });
                    }
                }
                if !jumps.iter().any(|jump| jump.when.is_none()) {
                    let mut all = follow.clone();
                    all.add(&own);
                    own = all;
                }
                next[id.0 as usize] = own;
                Next { steps: vec![*id], ends: false }
            }
            Node::Choice { options, .. } => {
                let mut begins = Next::default();
                for option in options {
                    begins.add(&link(process, &option.flow, &follow, next));
                }
                if options.iter().all(|option| option.condition.is_some()) {
                    begins.add(&follow);
                }
                begins
            }
            Node::Parallel { branches, .. } => {
                branches.iter().rev().fold(follow, |follow, (_, branch)| link(process, branch, &follow, next))
            }
            Node::Repeat { body, .. } => {
                let mut round = link(process, body, &follow, next);
                let begins = round.clone();
                round.add(&follow);
                link(process, body, &round, next);
                begins
            }
            Node::Phase(_, body) => link(process, body, &follow, next),
            Node::End(_) => Next { steps: Vec::new(), ends: true },
        };
    }
    follow
}

/// Calls `lose` for every branch and every condition.
pub(super) fn unsaid(flow: &Flow, lose: &mut impl FnMut(Span, Unsaid)) {
    let mut seen = BTreeSet::new();
    for node in &flow.nodes {
        match node {
            Node::Choice { options, span, .. } => {
                if seen.insert(*span) {
                    lose(*span, Unsaid::Condition);
                }
                for option in options {
                    unsaid(&option.flow, lose);
                }
            }
            Node::Parallel { branches, span } => {
                lose(*span, Unsaid::Parallel);
                for (_, branch) in branches {
                    unsaid(branch, lose);
                }
            }
            Node::Repeat { body, span, .. } => {
                lose(*span, Unsaid::Condition);
                unsaid(body, lose);
            }
            Node::Phase(_, body) => unsaid(body, lose),
            Node::Step(_) | Node::End(_) => {}
        }
    }
}
