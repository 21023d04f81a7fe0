//! The items of a catalogue other than procedures: government, law, papers, delegations, glossary, examples.

use super::{
    At, Basis, BodyRef, DayOrMoment, Expr, Money, Name, NameOrTitle, Notes, OrUnknown, Pinpoint, Procedure, Statement,
    Target, Title, Validity, Value,
};
use crate::base::Span;
use crate::time::{Date, Duration};

/// One item of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A level of government.
    Level(Level),
    /// A kind of body.
    Agency(Agency),
    /// One body in one territory.
    Place(Place),
    /// An instrument.
    Law(Law),
    /// A register of the state.
    Database(Database),
    /// A type of paper.
    Document(DocumentType),
    /// A transfer of power.
    Delegation(Delegation),
    /// A glossary entry.
    Term(Term),
    /// A procedure.
    Procedure(Procedure),
    /// How a place works a procedure.
    Adapt(Adapt),
    /// A worked case.
    Example(Example),
}

/// `level province under central`.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// The level above.
    pub under: Option<Name>,
    /// What came after it.
    pub replaced_by: Vec<Name>,
    /// When it exists.
    pub validity: Validity,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `agency commune-pc "…" level commune { role … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Agency {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Its level; a court or a medical board has none.
    pub level: Option<Name>,
    /// The agency above.
    pub under: Option<Name>,
    /// What came after it.
    pub replaced_by: Vec<Name>,
    /// Its roles.
    pub roles: Vec<Role>,
    /// When it exists.
    pub validity: Validity,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `role chair "…" signs`.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Whether it receives dossiers.
    pub receives: bool,
    /// Whether it signs.
    pub signs: bool,
    /// Whether it decides.
    pub decides: bool,
    /// When it exists.
    pub validity: Validity,
    /// The whole line.
    pub span: Span,
}

/// `place tran-phu "…" of commune-pc under binh-an`.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// The kind of body it is.
    pub agency: Option<Name>,
    /// The place that contains it.
    pub under: Option<Name>,
    /// What came after it.
    pub replaced_by: Vec<Name>,
    /// Facts about the territory.
    pub given: Vec<Given>,
    /// When it exists.
    pub validity: Validity,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `law ND-123-2015 "…" decree { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Law {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Its kind.
    pub kind: Option<At<LawKind>>,
    /// Its official number.
    pub number: Option<Title>,
    /// Who issued it.
    pub issued_by: Vec<Name>,
    /// When it was issued.
    pub issued_on: Option<At<Date>>,
    /// What it amends, replaces, repeals, and what did that to it.
    pub links: Vec<LawLink>,
    /// When it is in force.
    pub validity: Validity,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// A relation between two instruments.
#[derive(Debug, Clone, PartialEq)]
pub struct LawLink {
    /// Which.
    pub relation: LawRelation,
    /// The other instrument.
    pub law: NameOrTitle,
    /// The part of the affected instrument.
    pub pinpoint: Option<Pinpoint>,
    /// When it takes effect.
    pub validity: Validity,
    /// The whole line.
    pub span: Span,
}

/// How one instrument touches another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LawRelation {
    /// `amended by`.
    AmendedBy,
    /// `amends`.
    Amends,
    /// `replaced by`.
    ReplacedBy,
    /// `replaces`.
    Replaces,
    /// `repealed by`.
    RepealedBy,
    /// `repeals`.
    Repeals,
}

/// A kind of instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum LawKind {
    Constitution,
    Law,
    Ordinance,
    Decree,
    JointCircular,
    Circular,
    Resolution,
    Decision,
    Directive,
    Plan,
    Treaty,
}

/// `database population "…" { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Database {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Who keeps it.
    pub keeper: Option<Name>,
    /// Since when it is published for use.
    pub published_from: Option<At<Date>>,
    /// What it answers: names of data.
    pub answers: Vec<Name>,
    /// When it exists.
    pub validity: Validity,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// A type of paper: `document id-card "…" identity { … }`. The same body may stand under a procedure's `document` line.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentType {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// What is known of it.
    pub body: DocumentBody,
    /// When it is in use.
    pub validity: Validity,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// What is known of a paper.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DocumentBody {
    /// Its kind.
    pub kind: Option<At<PaperKind>>,
    /// Its form number.
    pub form: Option<Title>,
    /// Who issues it.
    pub issued_by: Vec<Name>,
    /// The databases that hold it.
    pub held_in: Vec<Name>,
    /// The data it states.
    pub states: Vec<Name>,
    /// Those of them that are personal.
    pub personal: Vec<Name>,
    /// Those of them that are sensitive.
    pub sensitive: Vec<Name>,
    /// How long it is valid.
    pub valid: Option<At<Valid>>,
    /// What else it is called.
    pub synonyms: Vec<Title>,
}

/// How long a paper is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Valid {
    /// For a time.
    For(Duration),
    /// `unlimited`.
    Unlimited,
    /// `unknown`.
    Unknown,
}

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the words of the table")]
pub enum PaperKind {
    Form,
    Identity,
    Certificate,
    Evidence,
    Confirmation,
    TechnicalFile,
    Ruling,
    Internal,
}

/// `delegate from A to B { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Delegation {
    /// Which of the three kinds.
    pub kind: At<DelegationKind>,
    /// Its title.
    pub title: Option<Title>,
    /// Who gives the power.
    pub from: BodyRef,
    /// Who receives it.
    pub to: Vec<BodyRef>,
    /// What it covers, row by row.
    pub covers: Vec<Covers>,
    /// By which instrument.
    pub instrument: Option<Basis>,
    /// Whether the receiver may not hand it on.
    pub no_redelegation: bool,
    /// Conditions attached to it.
    pub requirements: Vec<NameOrTitle>,
    /// Only at these places.
    pub at: Vec<Name>,
    /// Only within these places.
    pub within: Vec<Name>,
    /// When it holds.
    pub validity: Validity,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// The three ways of handing power down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DelegationKind {
    /// Phân quyền.
    Devolve,
    /// Phân cấp.
    Decentralise,
    /// Ủy quyền.
    Delegate,
}

/// `covers 1.004873 when …` or `covers field "Hộ tịch"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Covers {
    /// Codes of procedures.
    pub procedures: Vec<Name>,
    /// Whole fields.
    pub fields: Vec<Title>,
    /// On this condition.
    pub when: Option<Expr>,
    /// The whole line.
    pub span: Span,
}

/// `term "bóc tách dữ liệu" { plain "…" }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The term.
    pub name: NameOrTitle,
    /// Its plain wording.
    pub plain: Option<Title>,
    /// Words to be replaced by it.
    pub synonyms: Vec<Title>,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `adapt 1.004873 at tran-phu { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Adapt {
    /// The adapted procedures.
    pub procedures: Vec<Name>,
    /// At these places.
    pub at: Vec<Name>,
    /// At all places within these.
    pub within: Vec<Name>,
    /// When it holds.
    pub validity: Validity,
    /// What it changes.
    pub statements: Vec<Statement>,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// `example "…" of 1.004873 { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its title.
    pub title: Title,
    /// The procedure.
    pub procedure: Name,
    /// What is given.
    pub given: Vec<Given>,
    /// Where the dossier is filed.
    pub at: Option<Name>,
    /// When it is received.
    pub received: Option<At<DayOrMoment>>,
    /// What must come out.
    pub expect: Vec<Expect>,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// One given fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// About what.
    pub subject: GivenSubject,
    /// Its value.
    pub value: At<Value>,
}

/// What a given fact is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenSubject {
    /// A fact.
    Fact(Name),
    /// Whether a database answers.
    FoundIn(Name),
    /// The channel.
    Channel(Span),
}

/// One expectation of an example.
#[derive(Debug, Clone, PartialEq)]
pub enum Expect {
    /// The steps in order; ends by their word.
    Path(At<Vec<Target>>),
    /// The papers.
    Documents(At<Vec<Name>>),
    /// The sum of all fees and charges.
    Fee(At<OrUnknown<Money>>),
    /// When it is due.
    Due(At<OrUnknown<DayOrMoment>>),
}

/// Who may apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the portal's nine kinds")]
pub enum Applicant {
    Citizen,
    OverseasVietnamese,
    Foreigner,
    Official,
    Enterprise,
    ForeignInvestedEnterprise,
    Organisation,
    ForeignOrganisation,
    Cooperative,
}

impl Item {
    /// The whole item's place.
    pub fn span(&self) -> Span {
        match self {
            Self::Level(i) => i.span,
            Self::Agency(i) => i.span,
            Self::Place(i) => i.span,
            Self::Law(i) => i.span,
            Self::Database(i) => i.span,
            Self::Document(i) => i.span,
            Self::Delegation(i) => i.span,
            Self::Term(i) => i.span,
            Self::Procedure(i) => i.span,
            Self::Adapt(i) => i.span,
            Self::Example(i) => i.span,
        }
    }
}
