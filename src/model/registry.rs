//! Government, law, papers, delegations and glossary, resolved.

use super::{Dated, Period, Procedure, Ref};
use crate::base::Span;
use crate::syntax::ast::{
    Allow, At, DelegationKind, LawKind, LawRelation, Name, NameOrTitle, PaperKind, Pinpoint, Title, Valid, Value,
};
use crate::time::Date;

/// What may stand on any item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes {
    /// Its `///` lines.
    pub doc: Option<String>,
    /// Its citations.
    pub basis: Vec<Citation>,
    /// Its allowances, as written.
    pub allow: Vec<Allow>,
    /// The published wording.
    pub text: Option<Title>,
    /// What is known not to be expressible or decided.
    pub unresolved: Vec<Title>,
}

/// A citation of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The instrument.
    pub law: LawRef,
    /// Where in it.
    pub pinpoint: Option<Pinpoint>,
    /// The days for which it is cited, where they are said.
    pub period: Period,
    /// The whole clause.
    pub span: Span,
}

/// An instrument of the registry, or one quoted by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LawRef {
    /// A `law` item (or an unknown name, reported).
    Registered(Ref<Law>),
    /// A quoted text.
    Quoted(Title),
}

/// A level of government.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// The level above.
    pub under: Option<Ref<Level>>,
    /// What came after it.
    pub replaced_by: Vec<Ref<Level>>,
    /// When it exists.
    pub period: Period,
    /// How far from the top: 0 for a level under none. `None` in a cycle.
    pub depth: Option<u32>,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// A kind of body.
#[derive(Debug, Clone, PartialEq)]
pub struct Agency {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Its level.
    pub level: Option<Ref<Level>>,
    /// The agency above.
    pub under: Option<Ref<Agency>>,
    /// What came after it.
    pub replaced_by: Vec<Ref<Agency>>,
    /// Its roles.
    pub roles: Vec<Role>,
    /// When it exists.
    pub period: Period,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// A role within an agency.
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
    pub period: Period,
}

/// An agency, or one of its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The agency.
    pub agency: Ref<Agency>,
    /// The role's name, as written.
    pub role: Option<Name>,
    /// Whether that role exists in some version of the agency (true without a role).
    pub role_known: bool,
    /// The whole.
    pub span: Span,
}

impl Body {
    /// The text as it would be written: `commune-pc/chair`.
    pub fn written(&self) -> String {
        match &self.role {
            Some(role) => format!("{}/{}", self.agency.name.text, role.text),
            None => self.agency.name.text.clone(),
        }
    }

    /// Whether both agency and role are known.
    pub fn is_known(&self) -> bool {
        self.agency.id.is_some() && self.role_known
    }

    /// Whether the two are the same agency and role.
    pub fn same(&self, other: &Self) -> bool {
        let role = |body: &Self| body.role.as_ref().map(|r| crate::base::similar::key(&r.text));
        self.agency.id.is_some() && self.agency.id == other.agency.id && role(self) == role(other)
    }
}

/// One body in one territory.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// The kind of body it is.
    pub agency: Option<Ref<Agency>>,
    /// The place that contains it.
    pub under: Option<Ref<Place>>,
    /// What came after it.
    pub replaced_by: Vec<Ref<Place>>,
    /// Facts about the territory: name and value.
    pub given: Vec<(Name, At<Value>)>,
    /// The staff it really has.
    pub staff: Vec<Staff>,
    /// When it exists.
    pub period: Period,
    /// Notes.
    pub notes: Notes,
    /// The whole item, or its row in the table.
    pub span: Span,
}

/// What a place has for one role (a row of the staff table). An absent number is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Staff {
    /// The role.
    pub body: Body,
    /// Accounts in the processing system.
    pub accounts: Option<u32>,
    /// Digital certificates for signing.
    pub certificates: Option<u32>,
    /// Equipment, by name.
    pub equipment: Vec<String>,
    /// The row.
    pub span: Span,
}

/// An instrument.
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
    pub issued_by: Vec<Ref<Agency>>,
    /// When it was issued.
    pub issued_on: Option<At<Date>>,
    /// Its relations to others.
    pub links: Vec<LawLink>,
    /// When it is in force.
    pub period: Period,
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
    /// The other one.
    pub law: LawRef,
    /// The part of the affected instrument.
    pub pinpoint: Option<Pinpoint>,
    /// When it takes effect.
    pub period: Period,
    /// The whole line.
    pub span: Span,
}

/// A register of the state.
#[derive(Debug, Clone, PartialEq)]
pub struct Database {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Who keeps it.
    pub keeper: Option<Ref<Agency>>,
    /// Since when it is published for use.
    pub published_from: Option<At<Date>>,
    /// What it answers.
    pub answers: Vec<Name>,
    /// When it exists.
    pub period: Period,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// A type of paper.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentType {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Title>,
    /// Its kind.
    pub kind: Option<At<PaperKind>>,
    /// Its form number.
    pub form: Option<Title>,
    /// Who issues it.
    pub issued_by: Vec<Ref<Agency>>,
    /// The databases that hold it.
    pub held_in: Vec<Ref<Database>>,
    /// The data it states.
    pub states: Vec<Name>,
    /// Those that are personal.
    pub personal: Vec<Name>,
    /// Those that are sensitive.
    pub sensitive: Vec<Name>,
    /// How long it is valid.
    pub valid: Option<At<Valid>>,
    /// What else it is called.
    pub synonyms: Vec<Title>,
    /// When it is in use.
    pub period: Period,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// A transfer of power.
#[derive(Debug, Clone, PartialEq)]
pub struct Delegation {
    /// Which of the three kinds.
    pub kind: At<DelegationKind>,
    /// Its title.
    pub title: Option<Title>,
    /// Who gives.
    pub from: Body,
    /// Who receives.
    pub to: Vec<Body>,
    /// What it covers.
    pub covers: Vec<Covers>,
    /// By which instrument.
    pub instrument: Option<Citation>,
    /// Whether it may not be handed on.
    pub no_redelegation: bool,
    /// Conditions attached to it.
    pub requirements: Vec<NameOrTitle>,
    /// Only at these places.
    pub at: Vec<Ref<Place>>,
    /// Only within these places.
    pub within: Vec<Ref<Place>>,
    /// When it holds.
    pub period: Period,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// A row of what a delegation covers.
#[derive(Debug, Clone, PartialEq)]
pub struct Covers {
    /// Procedures by code.
    pub procedures: Vec<Ref<Procedure>>,
    /// Whole fields.
    pub fields: Vec<Title>,
    /// On this condition; facts are those of the covered procedures, so it stays as written.
    pub when: Option<crate::syntax::ast::Expr>,
    /// The row.
    pub span: Span,
}

/// A glossary entry.
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

macro_rules! dated {
    ($($kind:ty),*) => {
        $(impl Dated for $kind {
            fn period(&self) -> &Period {
                &self.period
            }
        })*
    };
}
dated!(Level, Agency, Role, Place, Law, Database, DocumentType, Delegation);
