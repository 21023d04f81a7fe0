//! How a procedure is worked: steps and the blocks that nest them.

use super::{At, Basis, Bodies, CountedFrom, Expr, Limit, Name, Notes, Number, OrUnknown, Title};
use crate::base::Span;
use crate::time::Duration;

/// A sequence of nodes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flow {
    /// In order.
    pub nodes: Vec<Node>,
    /// The probability of the branch that this flow is.
    pub probability: Option<At<OrUnknown<Number>>>,
    /// Where the probability comes from.
    pub source: Option<Title>,
    /// Notes of the block.
    pub notes: Notes,
}

/// A part of a flow.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "steps are by far the most frequent")]
#[expect(missing_docs, reason = "the variant's own line says what its fields are")]
pub enum Node {
    /// A step.
    Step(Step),
    /// `if C { … } else { … }`; an `else if` is an `else` that holds one `If`.
    If { condition: Expr, then: Flow, otherwise: Option<Flow>, span: Span },
    /// `choose { when C { … } otherwise { … } }`.
    Choose { options: Vec<(Expr, Flow)>, otherwise: Option<Flow>, notes: Notes, span: Span },
    /// `parallel { branch { … } … }`.
    Parallel { branches: Vec<Branch>, notes: Notes, span: Span },
    /// `repeat at most N times while C { … }`.
    Repeat { limit: Option<At<u32>>, condition: Option<Expr>, body: Flow, span: Span },
    /// `phase NAME "…" within T { … }`.
    Phase(Phase),
    /// `refuse`, `stop`, … as a line of its own.
    End(At<End>),
}

/// A branch of `parallel`.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// Its title.
    pub title: Option<Title>,
    /// What it holds.
    pub flow: Flow,
    /// The whole.
    pub span: Span,
}

/// A named stretch of the process with a limit.
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
    /// What it holds.
    pub flow: Flow,
    /// The whole.
    pub span: Span,
}

/// How a process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// With the result.
    Done,
    /// With a refusal.
    Refuse,
    /// Withdrawn by the applicant.
    Withdraw,
    /// Stopped.
    Stop,
}

/// Where a jump leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An end.
    End(At<End>),
    /// A step.
    Step(Name),
}

impl Target {
    /// Its place.
    pub fn span(&self) -> Span {
        match self {
            Self::End(end) => end.span,
            Self::Step(name) => name.span,
        }
    }
}

/// `step verify "…" kind assess by commune-pc/justice within 1 working day { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Its kinds, the main one first. `None`: not said or `unknown`.
    pub kinds: Option<Vec<At<StepKind>>>,
    /// Who works it.
    pub by: Option<Bodies>,
    /// How long it may take.
    pub within: Option<At<Limit>>,
    /// What it reads.
    pub reads: Vec<Datum>,
    /// What it writes, with titles given here.
    pub writes: Vec<(Name, Option<Title>)>,
    /// What it checks: conditions of the procedure or other criteria.
    pub checks: Vec<Name>,
    /// `if … then …`.
    pub reactions: Vec<Reaction>,
    /// `then STEP [when C]`.
    pub jumps: Vec<Jump>,
    /// `linked with CODE`: the procedure whose process does its work.
    pub calls: Option<Name>,
    /// How it is signed.
    pub signature: Option<At<OrUnknown<Signature>>>,
    /// `pauses the clock`.
    pub pauses: Option<Cited>,
    /// What silence means.
    pub silence: Option<(Silence, Cited)>,
    /// Work time.
    pub effort: Option<Measured<Duration>>,
    /// Waiting time.
    pub wait: Option<Measured<Duration>>,
    /// Share of cases it rejects.
    pub rejects: Option<Measured<Number>>,
    /// How free it is to decide.
    pub discretion: Option<At<OrUnknown<Discretion>>>,
    /// Worked in batches.
    pub batch: Option<At<Batch>>,
    /// Why presence is needed.
    pub in_person: Option<(Option<Title>, Cited)>,
    /// The law fixes its place in the order.
    pub order_required: Option<Cited>,
    /// The form it fills.
    pub form: Option<Title>,
    /// Notes.
    pub notes: Notes,
    /// The whole statement.
    pub span: Span,
}

/// A keyword that may cite.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited {
    /// Its place.
    pub span: Span,
    /// Its citations.
    pub basis: Vec<Basis>,
}

/// A measured value with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured<T> {
    /// The value.
    pub value: At<OrUnknown<T>>,
    /// Where it comes from.
    pub source: Option<Title>,
}

/// What a step reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum {
    /// The whole dossier.
    Dossier(Span),
    /// A paper.
    Name(Name),
}

/// `if incomplete then ask applicant once`.
#[derive(Debug, Clone, PartialEq)]
pub struct Reaction {
    /// On what.
    pub trigger: Trigger,
    /// What happens.
    pub action: Action,
    /// Its citations.
    pub basis: Vec<Basis>,
    /// The whole line.
    pub span: Span,
}

/// What a reaction waits for.
#[derive(Debug, Clone, PartialEq)]
pub enum Trigger {
    /// The dossier is incomplete.
    Incomplete(Span),
    /// The applicant is not eligible.
    Ineligible(Span),
    /// The step is late.
    Late(Span),
    /// A condition.
    When(Expr),
}

/// What a reaction does.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Go there.
    Go(Target),
    /// Ask the applicant for what is missing.
    Ask(Ask),
}

/// `ask applicant [once | at most N times] [within T otherwise END] [restarting the clock]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// How often; `None`: not said.
    pub times: Option<At<u32>>,
    /// How long the applicant has.
    pub within: Option<At<OrUnknown<Duration>>>,
    /// What happens then.
    pub otherwise: Option<At<End>>,
    /// Whether the clock starts anew (else it pauses).
    pub restarts: bool,
    /// The whole.
    pub span: Span,
}

/// `then STEP when C`.
#[derive(Debug, Clone, PartialEq)]
pub struct Jump {
    /// Where to.
    pub to: Target,
    /// On this condition.
    pub when: Option<Expr>,
    /// Unless this holds.
    pub unless: Option<Expr>,
    /// The whole.
    pub span: Span,
}

/// How a paper is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum Signature {
    Digital,
    Wet,
}

/// What no answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum Silence {
    Agreement,
    Refusal,
}

/// How free a step is to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum Discretion {
    None,
    Bounded,
    Open,
}

/// How often a batch is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum Batch {
    Daily,
    Weekly,
    Monthly,
    Every(Duration),
}

/// The closed list of kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum StepKind {
    Receive,
    Digitise,
    Transfer,
    Assign,
    Check,
    Assess,
    Consult,
    Inspect,
    Meet,
    Draft,
    Review,
    Approve,
    Decide,
    Sign,
    Issue,
    Register,
    Display,
    CollectFee,
    Await,
    Return,
    Notify,
    Archive,
}
