//! A published procedure, resolved: what is asked, decided, paid and issued.

use super::{
    Bodies, Body, Citation, Condition, DataId, Dated, DocumentType, FactId, Level, Notes, Period, Process, Ref, StepId,
};
use crate::base::{Language, Span};
use crate::syntax::ast::{
    Applicant, At, ChannelKind, Currency, DeadlineTime, FeeKind, Hand, Harm, Name, NameOrTitle, Number, OnlineScope,
    OrUnknown, PayWay, Risk, Title, Valid,
};
use crate::time::{Date, Duration};

/// One version of a procedure, or a view of it (a case, a place) with the differences applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Procedure {
    /// Its code.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// The language of its file.
    pub language: Language,
    /// When this version holds.
    pub period: Period,
    /// The case that was applied, if this is a view.
    pub case: Option<Name>,
    /// Fields (lĩnh vực).
    pub fields: Vec<Title>,
    /// Levels that handle it.
    pub levels: Vec<Ref<Level>>,
    /// Who decides, row by row.
    pub decided_by: Vec<Decider>,
    /// Who may apply.
    pub applicants: Vec<At<Applicant>>,
    /// The publishing decision and its day.
    pub published: Option<(NameOrTitle, Option<At<Date>>)>,
    /// Statutory time limits, row by row.
    pub deadlines: Vec<Deadline>,
    /// Number of dossiers.
    pub sets: Option<At<OrUnknown<u32>>>,
    /// Cases a year.
    pub volume: Option<Volume>,
    /// Every count of cases that is stated, each for its own time.
    pub volumes: Vec<Volume>,
    /// How an applicant files.
    pub channels: Vec<Channel>,
    /// Facts that conditions test.
    pub facts: Vec<Fact>,
    /// Its cases.
    pub cases: Vec<Case>,
    /// Requirements (yêu cầu, điều kiện).
    pub conditions: Vec<Requirement>,
    /// The dossier.
    pub documents: Vec<Demand>,
    /// Fees and charges.
    pub fees: Vec<Fee>,
    /// Results.
    pub results: Vec<Outcome>,
    /// Procedures it is interlinked with.
    pub linked: Vec<Ref<Procedure>>,
    /// The law forbids handing it down.
    pub reserved: Option<(Span, Vec<Citation>)>,
    /// How much can go wrong.
    pub risk: Option<At<OrUnknown<Risk>>>,
    /// Whether harm can be undone.
    pub harm: Option<At<OrUnknown<Harm>>>,
    /// How fees are paid.
    pub pay: Vec<At<PayWay>>,
    /// Where to appeal, and how soon.
    pub appeals: Vec<Appeal>,
    /// When it was last reviewed.
    pub reviewed_on: Option<At<Date>>,
    /// The internal process; `None`: not known.
    pub process: Option<Process>,
    /// Every paper and record that its dossier, steps and results name.
    pub data: Vec<Data>,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

impl Dated for Procedure {
    fn period(&self) -> &Period {
        &self.period
    }
}

impl Procedure {
    /// The paper of an id.
    pub fn datum(&self, id: DataId) -> &Data {
        &self.data[id.0 as usize]
    }

    /// The fact of an id.
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.0 as usize]
    }
}

/// A paper or record within a procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    /// Its name.
    pub name: Name,
    /// Its title, from where it is declared.
    pub title: Option<Title>,
    /// Its registry type.
    pub document: Option<super::Id<DocumentType>>,
    /// What the procedure's own lines say of it: issuer, registers that hold it, what it states.
    pub declared: Option<Box<DocumentType>>,
    /// Whether the applicant hands it in.
    pub in_dossier: bool,
    /// Whether a step writes it.
    pub written: bool,
    /// Whether it is a result.
    pub is_result: bool,
}

/// What makes one of several rows apply: the first whose condition holds and whose dates fit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The condition (`unless` is turned round); `None` is the remainder.
    pub when: Option<Condition>,
    /// The days on which it holds.
    pub period: Period,
    /// Its citations.
    pub basis: Vec<Citation>,
    /// Its source.
    pub source: Option<Title>,
    /// The line.
    pub span: Span,
}

/// A row of `decided by`.
#[derive(Debug, Clone, PartialEq)]
pub struct Decider {
    /// Who.
    pub bodies: Bodies,
    /// When it applies.
    pub row: Row,
}

/// A row of `deadline`.
#[derive(Debug, Clone, PartialEq)]
pub struct Deadline {
    /// Whether it adds to the row that holds.
    pub plus: bool,
    /// How long.
    pub time: At<DeadlineTime>,
    /// From when it is counted.
    pub counted_from: CountedFrom,
    /// When it applies.
    pub row: Row,
}

/// From when a limit is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedFrom {
    /// Not said.
    Unsaid,
    /// The receipt.
    Receipt,
    /// The complete dossier.
    CompleteDossier,
    /// The end of a step; `None` where the step is unknown (reported) or there is no process.
    Step(Option<StepId>),
}

/// Cases a year with their source.
#[derive(Debug, Clone, PartialEq)]
pub struct Volume {
    /// How many.
    pub per_year: At<OrUnknown<u64>>,
    /// Where that comes from.
    pub source: Option<Title>,
    /// The time it was counted over.
    pub period: Period,
}

/// A way of filing.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Which.
    pub kind: At<ChannelKind>,
    /// Online: how far; `None`: not said.
    pub scope: Option<At<OnlineScope>>,
    /// Why only partial.
    pub because: Option<Title>,
    /// Its citations.
    pub basis: Vec<Citation>,
    /// When it is open.
    pub period: Period,
}

/// A fact.
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
    pub basis: Vec<Citation>,
}

/// The type of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum FactType {
    /// Yes or no.
    Truth,
    /// A number.
    Number,
    /// A sum; the currency of its first use.
    Money(Option<Currency>),
    /// A day.
    Date,
    /// One of these.
    OneOf(Vec<(Name, Option<Title>)>),
}

/// Who states a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum FactOrigin {
    /// The applicant at filing.
    Applicant,
    /// The place table.
    Place,
    /// A step; `None` where it is unknown (reported) or there is no process.
    FoundBy(Option<StepId>, Name),
}

/// A case: what differs is in the views of the catalogue entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// On this condition.
    pub when: Option<Condition>,
    /// Whether it sets a deadline of its own.
    pub sets_deadline: bool,
    /// Whether it sets a process of its own.
    pub sets_process: bool,
    /// Notes.
    pub notes: Notes,
    /// Its keyword and name.
    pub span: Span,
}

/// A requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// When it is asked.
    pub row: Row,
}

/// A line of the dossier: one paper, or one of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// The alternatives; one for a plain line.
    pub any_of: Vec<Paper>,
    /// What the alternatives prove.
    pub title: Option<Title>,
    /// Whether it is a `document one of`.
    pub is_choice: bool,
    /// `if any`.
    pub if_any: bool,
    /// Handed in at this step, later than filing.
    pub at_step: Option<StepId>,
    /// When it is asked.
    pub row: Row,
    /// The case that added it.
    pub case: Option<Name>,
}

/// A paper asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Which, within the procedure.
    pub data: DataId,
    /// Its registry type, or what this line declares.
    pub document: Ref<DocumentType>,
    /// A title given here.
    pub title: Option<Title>,
    /// A form given here.
    pub form: Option<Title>,
    /// Alternatives, each of one or more hands side by side; empty: not said.
    pub hands: Vec<Vec<At<Hand>>>,
    /// When this alternative may be used.
    pub row: Row,
    /// Data that a block under the line says the paper states.
    pub states: Vec<Name>,
    /// Those that are personal.
    pub personal: Vec<Name>,
    /// Those that are sensitive.
    pub sensitive: Vec<Name>,
    /// Notes.
    pub notes: Notes,
    /// The line.
    pub span: Span,
}

/// A fee or charge.
#[derive(Debug, Clone, PartialEq)]
pub struct Fee {
    /// Fee or charge.
    pub kind: FeeKind,
    /// Its title; rows of one title are alternatives.
    pub title: Option<Title>,
    /// Its rows.
    pub rows: Vec<FeeRow>,
    /// Notes.
    pub notes: Notes,
    /// The keyword.
    pub span: Span,
}

/// A row of a fee.
#[derive(Debug, Clone, PartialEq)]
pub struct FeeRow {
    /// How much.
    pub amount: At<FeeAmount>,
    /// Per what.
    pub per: Option<crate::syntax::ast::Per>,
    /// Paid at this step.
    pub at_step: Option<StepId>,
    /// When it applies.
    pub row: Row,
}

/// How much a fee is.
#[derive(Debug, Clone, PartialEq)]
pub enum FeeAmount {
    /// A sum.
    Money(crate::syntax::ast::Money),
    /// A share of something.
    PercentOf(Number, NameOrTitle),
    /// Unknown.
    Unknown,
    /// Set by an agency.
    SetBy(Ref<super::Agency>),
}

/// A result.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Which, within the procedure.
    pub data: DataId,
    /// Its registry type, or what this line declares.
    pub document: Ref<DocumentType>,
    /// A title given here.
    pub title: Option<Title>,
    /// Whether it is issued digitally.
    pub digital: bool,
    /// How long it is valid.
    pub valid: Option<At<Valid>>,
    /// When it is issued.
    pub row: Row,
}

/// Where to appeal.
#[derive(Debug, Clone, PartialEq)]
pub struct Appeal {
    /// To whom.
    pub to: Body,
    /// How soon.
    pub within: Option<At<OrUnknown<Duration>>>,
    /// Its citations.
    pub basis: Vec<Citation>,
    /// The line.
    pub span: Span,
}
