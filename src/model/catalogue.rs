//! All items of a catalogue, and the questions that others ask of it: what is in force, where, in which version.

use super::{
    Agency, Body, Database, Delegation, DocumentType, Figure, Id, Law, Level, Notes, Period, Place, Procedure, Ref,
    Role, Term, Versions,
};
use crate::base::{Language, Span, similar};
use crate::syntax::ast;
use crate::time::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A resolved catalogue.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Levels of government.
    pub levels: Table<Level>,
    /// Kinds of body.
    pub agencies: Table<Agency>,
    /// Bodies in territories.
    pub places: Table<Place>,
    /// Instruments.
    pub laws: Table<Law>,
    /// Registers.
    pub databases: Table<Database>,
    /// Types of paper, those declared inside procedures excluded.
    pub documents: Table<DocumentType>,
    /// Transfers of power.
    pub delegations: Vec<Delegation>,
    /// Glossary.
    pub terms: Vec<Term>,
    /// What reports state, in the order of their table.
    pub figures: Vec<Figure>,
    /// Codes of procedures, for references; versions are in [`Catalogue::entries`].
    pub procedures: Table<Procedure>,
    /// Every version of every procedure, in the order of files.
    pub entries: Vec<Entry>,
    /// By procedure: where its versions are in [`Catalogue::entries`], in the order of their validity.
    pub versions: Vec<Vec<usize>>,
    /// How places work procedures.
    pub adaptations: Vec<Adaptation>,
    /// By procedure: where what adapts it is in [`Catalogue::adaptations`].
    pub adapted: Vec<Vec<usize>>,
    /// Worked cases.
    pub examples: Vec<Example>,
}

/// Names of one kind.
#[derive(Debug)]
pub struct Table<T> {
    /// By id.
    pub all: Vec<Versions<T>>,
    /// By the key of the name ([`similar::key`]).
    pub by_key: BTreeMap<String, Id<T>>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { all: Vec::new(), by_key: BTreeMap::new() }
    }
}

impl<T> Table<T> {
    /// The id of a name.
    pub fn find(&self, name: &str) -> Option<Id<T>> {
        self.by_key.get(&similar::key(name)).copied()
    }

    /// The versions of an id.
    pub fn get(&self, id: Id<T>) -> &Versions<T> {
        &self.all[id.index()]
    }

    /// Every id in the order of declaration.
    pub fn ids(&self) -> impl Iterator<Item = Id<T>> + use<T> {
        (0..self.all.len()).map(Id::new)
    }
}

/// One version of a procedure with its cases applied.
#[derive(Debug)]
pub struct Entry {
    /// Its code.
    pub id: Id<Procedure>,
    /// What was written; views at places are made from it.
    pub written: Arc<ast::Procedure>,
    /// The language of its file.
    pub language: Language,
    /// Without any case.
    pub base: Procedure,
    /// With one case applied, in the order of [`Procedure::cases`].
    pub variants: Vec<Procedure>,
}

impl Entry {
    /// The base and every variant.
    pub fn views(&self) -> impl Iterator<Item = &Procedure> {
        std::iter::once(&self.base).chain(&self.variants)
    }
}

/// An `adapt` item.
#[derive(Debug)]
pub struct Adaptation {
    /// What was written.
    pub written: Arc<ast::Adapt>,
    /// The adapted procedures.
    pub procedures: Vec<Ref<Procedure>>,
    /// At these places.
    pub at: Vec<Ref<Place>>,
    /// At all places within these.
    pub within: Vec<Ref<Place>>,
    /// When it holds.
    pub period: Period,
    /// Notes.
    pub notes: Notes,
    /// The whole item.
    pub span: Span,
}

/// An `example` item: names are resolved against the procedure when it is run.
#[derive(Debug)]
pub struct Example {
    /// What was written.
    pub written: Arc<ast::Example>,
    /// The procedure.
    pub procedure: Ref<Procedure>,
    /// The place.
    pub at: Option<Ref<Place>>,
    /// The whole item.
    pub span: Span,
}

impl Catalogue {
    /// The versions of procedures that hold on a day.
    pub fn in_force(&self, day: Date) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.base.period.contains(day))
    }

    /// The version of a code that holds on a day.
    pub fn entry(&self, code: &str, day: Date) -> Option<&Entry> {
        let id = self.procedures.find(code)?;
        self.versions_of(id).find(|entry| entry.base.period.contains(day))
    }

    /// The versions of a procedure in the order of their validity.
    pub fn versions_of(&self, id: Id<Procedure>) -> impl DoubleEndedIterator<Item = &Entry> {
        self.versions.get(id.index()).into_iter().flatten().map(|&index| &self.entries[index])
    }

    /// The agency version of a body on a day; the nearest one where none holds.
    pub fn agency(&self, body: &Body, day: Date) -> Option<&Agency> {
        Some(self.agencies.get(body.agency.id?).near(day))
    }

    /// The role of a body on a day.
    pub fn role(&self, body: &Body, day: Date) -> Option<&Role> {
        let name = similar::key(&body.role.as_ref()?.text);
        self.agency(body, day)?.roles.iter().find(|role| similar::key(&role.name.text) == name)
    }

    /// The level of a body on a day.
    pub fn level_of(&self, body: &Body, day: Date) -> Option<&Level> {
        let level = self.agency(body, day)?.level.as_ref()?;
        Some(self.levels.get(level.id?).near(day))
    }

    /// What a reader calls the agency of a body.
    pub fn agency_title(&self, body: &Body, day: Date) -> String {
        let agency = self.agency(body, day);
        let title = agency.and_then(|agency| agency.title.as_ref()).map(|title| title.text.clone());
        title.unwrap_or_else(|| agency.map_or(&body.agency.name, |agency| &agency.name).text.clone())
    }

    /// What a reader calls a body: the title of the role, or the agency's where there is none.
    pub fn title_of(&self, body: &Body, day: Date) -> String {
        match self.role(body, day) {
            Some(role) => role.title.as_ref().map_or_else(|| role.name.text.clone(), |title| title.text.clone()),
            None => self.agency_title(body, day),
        }
    }

    /// A body with its agency as people say it: `Giám đốc Sở Công Thương`.
    pub fn spoken_title_of(&self, body: &Body, day: Date) -> String {
        role_of(&self.title_of(body, day), &self.agency_title(body, day))
    }

    /// A body with its agency: `Giám đốc Sở, Sở Công Thương`.
    pub fn full_title_of(&self, body: &Body, day: Date) -> String {
        let (title, agency) = (self.title_of(body, day), self.agency_title(body, day));
        if title == agency { agency } else { format!("{title}, {agency}") }
    }
}

/// A role with its agency as people say it: `Giám đốc Sở Công Thương`, `Chủ tịch UBND cấp xã`.
pub fn role_of(role: &str, agency: &str) -> String {
    let spoken = agency.replace("Ủy ban nhân dân", "UBND");
    if role == agency || role.contains(agency) || role.contains(&spoken) {
        return role.to_owned();
    }
    // `Giám đốc Sở` of `Sở Công Thương`: the word that both share is said once.
    match (role.rsplit_once(' '), agency.split_once(' ')) {
        (Some((before, last)), Some((first, _))) if last == first => format!("{before} {agency}"),
        _ => format!("{role}, {agency}"),
    }
}
