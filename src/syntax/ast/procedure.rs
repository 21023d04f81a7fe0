//! A procedure and the statements of its body; cases and adaptations hold the same statements.

use super::{
    Applicant, At, Basis, BodyRef, ChannelKind, DocumentBody, Expr, Flow, Money, Name, NameOrTitle, Notes, Number,
    OrUnknown, Step, Title, Valid, Validity,
};
use crate::base::Span;
use crate::time::{Date, Duration, TimeOfDay};

/// `procedure 1.004873 "…" { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Procedure {
    /// Its code.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// When this version holds.
    pub validity: Validity,
    /// The statements in order.
    pub statements: Vec<Statement>,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// A statement of a procedure, case or adaptation.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// What it says.
    pub kind: StatementKind,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// The whole statement, its block included.
    pub span: Span,
    /// Its keyword alone.
    pub keyword: Span,
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the variant's own line says what its fields are")]
pub enum StatementKind {
    /// `field "Hộ tịch"`.
    Field(Vec<Title>),
    /// `level commune`.
    Levels(Vec<Name>),
    /// `decided by A when C`.
    DecidedBy(DecidedBy),
    /// `for citizen`.
    For(Applicants),
    /// `published by "163/QĐ-BTP" on 2026-01-20`.
    PublishedBy { by: NameOrTitle, on: Option<At<Date>> },
    /// `deadline 3 working days`.
    Deadline(Deadline),
    /// `sets 1`.
    Sets(At<OrUnknown<u32>>),
    /// `volume 1240 per year`.
    Volume(Volume),
    /// `channel online full`.
    Channel(Channel),
    /// `fact previously-married yes/no "…"`.
    Fact(Fact),
    /// `case verified "…" when C { … }`.
    Case(Case),
    /// `condition of-age "…"`.
    Condition(ConditionLine),
    /// `document divorce-ruling copy 1 when C`.
    Document(DocumentLine),
    /// `document one of "…" { … }`.
    DocumentChoice(DocumentChoice),
    /// `fee` or `charge`.
    Fee(Fee),
    /// `result marital-certificate digital`.
    Result(ResultLine),
    /// `linked with CODE`.
    LinkedWith { procedures: Vec<Name>, basis: Vec<Basis> },
    /// `reserved basis …`.
    Reserved(Vec<Basis>),
    /// `risk low`.
    Risk { risk: At<OrUnknown<Risk>>, basis: Vec<Basis> },
    /// `harm reversible`.
    Harm { harm: At<OrUnknown<Harm>>, basis: Vec<Basis> },
    /// `pay online, counter`.
    Pay(Vec<At<PayWay>>),
    /// `appeal to A within T`.
    Appeal { to: BodyRef, within: Option<At<OrUnknown<Duration>>>, basis: Vec<Basis> },
    /// `reviewed on DATE`.
    ReviewedOn(At<Date>),
    /// `process { … }`.
    Process(Flow),
    /// `step X …` outside a process: what a case or an adaptation changes of a step.
    Step(Step),
}

/// Who decides, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct DecidedBy {
    /// The body or bodies.
    pub bodies: Bodies,
    /// On what condition, and when.
    pub row: Row,
}

/// What makes one of several rows apply.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// `when C`.
    pub when: Option<Expr>,
    /// `unless C`.
    pub unless: Option<Expr>,
    /// `otherwise`.
    pub otherwise: Option<Span>,
    /// When it holds.
    pub validity: Validity,
    /// Its citations.
    pub basis: Vec<Basis>,
    /// Its source.
    pub source: Option<Title>,
}

impl Row {
    /// Whether it applies always.
    pub fn is_plain(&self) -> bool {
        self.when.is_none() && self.unless.is_none() && self.otherwise.is_none() && self.validity == Validity::default()
    }
}

/// `A or B with C, D`: any of the first answers, the others take part.
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
#[expect(missing_docs, reason = "the variant's own line says what its fields are")]
pub enum Party {
    /// The applicant.
    Applicant(Span),
    /// A body; `other` for the same kind of body elsewhere.
    Body { body: BodyRef, other: bool },
}

impl Party {
    /// Its place.
    pub fn span(&self) -> Span {
        match self {
            Self::Applicant(span) => *span,
            Self::Body { body, .. } => body.span,
        }
    }
}

/// A `for` line.
#[derive(Debug, Clone, PartialEq)]
pub struct Applicants {
    /// The kinds.
    pub kinds: Vec<At<Applicant>>,
    /// Its citations.
    pub basis: Vec<Basis>,
}

/// `deadline [plus] N UNIT …`.
#[derive(Debug, Clone, PartialEq)]
pub struct Deadline {
    /// Whether it adds to the row that holds.
    pub plus: bool,
    /// How long.
    pub time: At<DeadlineTime>,
    /// From when it is counted.
    pub counted_from: Option<At<CountedFrom>>,
    /// When the row applies.
    pub row: Row,
}

/// How long a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadlineTime {
    /// A duration.
    Duration(Duration),
    /// The same working day if received before a time.
    SameDay(Option<TimeOfDay>),
    /// `unknown`.
    Unknown,
}

/// From when a deadline or phase is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountedFrom {
    /// The receipt.
    Receipt,
    /// The complete dossier.
    CompleteDossier,
    /// The end of a step.
    Step(Name),
}

/// `volume 1240 per year source "…"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Volume {
    /// Cases a year.
    pub per_year: At<OrUnknown<u64>>,
    /// Its source.
    pub source: Option<Title>,
    /// The time it was counted over.
    pub validity: Validity,
}

/// `channel online partial because "…"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Which.
    pub kind: At<ChannelKind>,
    /// Online: how far.
    pub scope: Option<At<OnlineScope>>,
    /// Why it is only partial.
    pub because: Option<Title>,
    /// Its citations.
    pub basis: Vec<Basis>,
    /// When it is open.
    pub validity: Validity,
}

/// How far an online service goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OnlineScope {
    /// Toàn trình.
    Full,
    /// Một phần.
    Partial,
}

/// `fact purpose one of marriage "…", loan "…"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub kind: FactType,
    /// Its title.
    pub title: Option<Title>,
    /// Who states it.
    pub origin: FactOrigin,
    /// Its citations.
    pub basis: Vec<Basis>,
}

/// The type of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum FactType {
    /// `yes/no`.
    Truth,
    /// `number`.
    Number,
    /// `money`.
    Money,
    /// `date`.
    Date,
    /// `one of …`.
    OneOf(Vec<Choice>),
}

/// One value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
}

/// Who states a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactOrigin {
    /// The applicant, at filing.
    Applicant,
    /// The place table.
    Place,
    /// A step finds it.
    FoundBy(Name),
}

/// `case NAME "…" when C { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// On what condition.
    pub when: Option<Expr>,
    /// What differs.
    pub statements: Vec<Statement>,
    /// When it holds.
    pub validity: Validity,
    /// Notes.
    pub notes: Notes,
}

/// `condition of-age "…" when C`.
#[derive(Debug, Clone, PartialEq)]
pub struct ConditionLine {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// When it is required.
    pub row: Row,
}

/// A paper of the dossier.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentLine {
    /// Its type.
    pub name: Name,
    /// A title given here.
    pub title: Option<Title>,
    /// A form given here.
    pub form: Option<Title>,
    /// How it is handed in: alternatives, each of one or more hands side by side. Empty: not said.
    pub hands: Vec<Vec<At<Hand>>>,
    /// `if any`.
    pub if_any: bool,
    /// Handed in at this step, later than filing.
    pub at_step: Option<Name>,
    /// When it is required.
    pub row: Row,
    /// What a block under the line says of the paper.
    pub body: DocumentBody,
    /// Notes in that block.
    pub notes: Notes,
    /// The whole line.
    pub span: Span,
}

/// How a paper is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// `original N`.
    Original(OrUnknown<u32>),
    /// `copy N`.
    Copy(OrUnknown<u32>),
    /// `certified copy N`.
    CertifiedCopy(OrUnknown<u32>),
    /// `digital [N]`.
    Digital(Option<u32>),
    /// `shown`.
    Shown,
}

/// `document one of "…" { rows }`.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentChoice {
    /// What the alternatives prove.
    pub title: Option<Title>,
    /// The alternatives.
    pub rows: Vec<DocumentLine>,
    /// `if any`.
    pub if_any: bool,
    /// Handed in at this step.
    pub at_step: Option<Name>,
    /// When one of them is required.
    pub row: Row,
}

/// `fee "…" { rows }` or `charge "…" { rows }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Fee {
    /// Fee (phí) or charge (lệ phí).
    pub kind: FeeKind,
    /// Its title; fees of one title are alternatives.
    pub title: Option<Title>,
    /// Its rows.
    pub rows: Vec<FeeRow>,
    /// Notes in its block; citations on the line.
    pub notes: Notes,
}

/// Fee or charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeeKind {
    /// Phí.
    Fee,
    /// Lệ phí.
    Charge,
}

/// One row of a fee.
#[derive(Debug, Clone, PartialEq)]
pub struct FeeRow {
    /// How much.
    pub amount: At<Amount>,
    /// Per what.
    pub per: Option<Per>,
    /// Paid at this step.
    pub at_step: Option<Name>,
    /// When it applies.
    pub row: Row,
}

/// How much a fee is.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// A sum.
    Money(Money),
    /// A share of something.
    PercentOf(Number, NameOrTitle),
    /// `unknown`.
    Unknown,
    /// `set by AGENCY`.
    SetBy(Name),
}

/// Per what a fee is taken.
#[derive(Debug, Clone, PartialEq)]
pub enum Per {
    /// `per time`.
    Time,
    /// `per "trang"`.
    Thing(NameOrTitle),
}

/// `result NAME "…" digital valid 6 months`.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultLine {
    /// The paper.
    pub name: Name,
    /// A title given here.
    pub title: Option<Title>,
    /// Whether it is issued digitally.
    pub digital: bool,
    /// How long it is valid.
    pub valid: Option<At<Valid>>,
    /// When it is issued.
    pub row: Row,
    /// What a block under the line says of it.
    pub body: DocumentBody,
    /// Notes in that block.
    pub notes: Notes,
}

/// How much can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum Risk {
    Low,
    Medium,
    High,
}

/// Whether harm can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum Harm {
    Reversible,
    Irreversible,
}

/// How fees are paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum PayWay {
    Online,
    Counter,
}
