//! How a procedure is worked, resolved: steps in an arena, and the flow that nests them.

use super::{Body, Citation, Condition, Notes, Procedure, Ref, shown};
use crate::base::Span;
use crate::syntax::ast::{
    At, Batch, CountedFrom, Discretion, End, Limit, Name, Number, OrUnknown, Signature, Silence, StepKind, Title,
};
use crate::time::Duration;

/// A step: its place in [`Process::steps`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(pub u32);

/// A paper or record that steps read and write: its place in [`Procedure::data`](super::Procedure::data).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DataId(pub u32);

/// The internal process.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Process {
    /// All steps in the order of the text.
    pub steps: Vec<Step>,
    /// How they follow one another.
    pub flow: Flow,
    /// Phases, in the order of the text; [`Node::Phase`] points here.
    pub phases: Vec<Phase>,
    /// The `process` keyword.
    pub span: Span,
}

impl Process {
    /// The step of an id.
    pub fn step(&self, id: StepId) -> &Step {
        &self.steps[id.0 as usize]
    }

    /// Every id in the order of the text.
    pub fn ids(&self) -> impl Iterator<Item = StepId> + use<> {
        (0..self.steps.len() as u32).map(StepId)
    }

    /// The step of a name.
    pub fn named(&self, name: &str) -> Option<StepId> {
        let key = crate::base::similar::key(name);
        self.ids().find(|id| crate::base::similar::key(&self.step(*id).name.text) == key)
    }
}

/// A sequence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flow {
    /// In order.
    pub nodes: Vec<Node>,
    /// The probability of the branch that this flow is.
    pub probability: Option<At<OrUnknown<Number>>>,
    /// Notes of the block.
    pub notes: Notes,
}

/// A part of a flow.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A step.
    Step(StepId),
    /// Alternatives read from the top: the first whose condition holds; the one without a condition is the rest. An `if`
    /// without `else` has an empty rest with `implicit` set.
    Choice {
        /// The alternatives; at most one has no condition.
        options: Vec<ChoiceOption>,
        /// Whether it was written `choose` (its cases must be complete) and not `if`.
        written_choose: bool,
        /// The keyword with its condition.
        span: Span,
    },
    /// All branches.
    Parallel {
        /// The branches with their titles.
        branches: Vec<(Option<Title>, Flow)>,
        /// The keyword.
        span: Span,
    },
    /// A loop: the body, then again while the condition holds, at most `limit` times in all.
    Repeat {
        /// How often at most.
        limit: Option<u32>,
        /// While this holds.
        condition: Option<Condition>,
        /// What is repeated.
        body: Flow,
        /// The line.
        span: Span,
    },
    /// A named stretch, by its place in [`Process::phases`].
    Phase(u32, Flow),
    /// An end.
    End(At<End>),
}

/// One alternative of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceOption {
    /// On this condition; `None` is the rest.
    pub condition: Option<Condition>,
    /// What follows.
    pub flow: Flow,
    /// Where it is written.
    pub span: Span,
}

/// A named stretch with a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Its limit.
    pub within: Option<At<Limit>>,
    /// From when the limit is counted.
    pub counted_from: Option<At<CountedFrom>>,
    /// The keyword and name.
    pub span: Span,
}

/// A step. In a `case` or `adapt` only what is said replaces.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Its kinds, the main one first; empty: unknown.
    pub kinds: Vec<At<StepKind>>,
    /// Who works it; `None`: unknown.
    pub by: Option<Bodies>,
    /// How long it may take; `None`: unknown.
    pub within: Option<At<Limit>>,
    /// Whether it reads the whole dossier.
    pub reads_dossier: Option<Span>,
    /// What it reads.
    pub reads: Vec<At<DataId>>,
    /// What it writes.
    pub writes: Vec<At<DataId>>,
    /// What it checks.
    pub checks: Vec<Name>,
    /// Its reactions.
    pub reactions: Vec<Reaction>,
    /// Its jumps; they leave the structure.
    pub jumps: Vec<Jump>,
    /// The procedure that it is interlinked with here: its process does the work of this step.
    pub calls: Option<Ref<Procedure>>,
    /// How it is signed.
    pub signature: Option<At<OrUnknown<Signature>>>,
    /// `pauses the clock`, with its citations.
    pub pauses: Option<Cited>,
    /// What silence means.
    pub silence: Option<(Silence, Cited)>,
    /// Work time.
    pub effort: Option<At<OrUnknown<Duration>>>,
    /// Waiting time.
    pub wait: Option<At<OrUnknown<Duration>>>,
    /// Share of cases it rejects.
    pub rejects: Option<At<OrUnknown<Number>>>,
    /// How free it is to decide.
    pub discretion: Option<At<OrUnknown<Discretion>>>,
    /// Worked in batches.
    pub batch: Option<At<Batch>>,
    /// Why presence is needed.
    pub in_person: Option<(Option<Title>, Cited)>,
    /// The law fixes its place.
    pub order_required: Option<Cited>,
    /// The form it fills.
    pub form: Option<Title>,
    /// Notes.
    pub notes: Notes,
    /// The whole statement.
    pub span: Span,
}

impl Step {
    /// The title, else the name.
    pub fn shown(&self) -> &str {
        shown(&self.name, self.title.as_ref())
    }

    /// The main kind.
    pub fn main_kind(&self) -> Option<StepKind> {
        self.kinds.first().map(|kind| kind.value)
    }

    /// Whether it is of a kind.
    pub fn is_kind(&self, kind: StepKind) -> bool {
        self.kinds.iter().any(|k| k.value == kind)
    }

    /// Whether the applicant works it.
    pub fn by_applicant(&self) -> bool {
        self.by.as_ref().is_some_and(|by| by.any_of.iter().all(|p| matches!(p, Party::Applicant(_))))
    }

    /// The one body that answers for it, if exactly one is named.
    pub fn body(&self) -> Option<&Body> {
        match self.by.as_ref()?.any_of.as_slice() {
            [Party::Body { body, .. }] => Some(body),
            _ => None,
        }
    }
}

/// Who works a step or decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Bodies {
    /// Any one of them answers.
    pub any_of: Vec<Party>,
    /// They take part.
    pub with: Vec<Party>,
    /// The whole.
    pub span: Span,
}

/// Someone who acts.
#[derive(Debug, Clone, PartialEq)]
pub enum Party {
    /// The applicant.
    Applicant(Span),
    /// A body.
    Body {
        /// The body.
        body: Body,
        /// Whether it is the same kind of body elsewhere.
        other: bool,
    },
}

impl Party {
    /// What lanes and groups of candidates know it by: as written, ` other` behind it where it is elsewhere.
    pub fn key(&self) -> String {
        match self {
            Self::Applicant(_) => "applicant".to_owned(),
            Self::Body { body, other } => body.written() + if *other { " other" } else { "" },
        }
    }
}

/// A keyword that may cite.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited {
    /// Its place.
    pub span: Span,
    /// Its citations.
    pub basis: Vec<Citation>,
}

/// `if … then …`.
#[derive(Debug, Clone, PartialEq)]
pub struct Reaction {
    /// On what.
    pub trigger: Trigger,
    /// What happens.
    pub action: Action,
    /// Its citations.
    pub basis: Vec<Citation>,
    /// The line.
    pub span: Span,
}

/// What a reaction waits for.
#[derive(Debug, Clone, PartialEq)]
pub enum Trigger {
    /// The dossier is incomplete.
    Incomplete,
    /// The applicant is not eligible.
    Ineligible,
    /// The step is late.
    Late,
    /// A condition.
    When(Condition),
}

/// What a reaction does.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Go there.
    Go(Goal),
    /// Ask the applicant.
    Ask(Ask),
}

/// Where a jump leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// An end.
    End(End),
    /// A step.
    Step(StepId),
    /// A step that does not exist; reported.
    Unknown,
}

/// A request for a supplement.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// How often; `None`: not said.
    pub times: Option<At<u32>>,
    /// How long the applicant has.
    pub within: Option<At<OrUnknown<Duration>>>,
    /// What happens when that passes.
    pub otherwise: Option<At<End>>,
    /// Whether the clock starts anew instead of pausing.
    pub restarts: bool,
    /// The clause.
    pub span: Span,
}

/// `then STEP when C`.
#[derive(Debug, Clone, PartialEq)]
pub struct Jump {
    /// Where to.
    pub to: Goal,
    /// On this condition.
    pub when: Option<Condition>,
    /// The clause.
    pub span: Span,
}
