//! What people call the things that a text names: steps, papers, bodies, registers, acts. Alone knows how a name in backticks
//! becomes a title in quotation marks.

use super::words::{capital, role_of};
use crate::base::{Language, similar};
use crate::model::{Catalogue, Entry, Party, Procedure, Step, shown};
use crate::time::Date;
use std::collections::BTreeSet;

/// Where titles are looked up: a view of a procedure and its catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The view.
    pub procedure: &'a Procedure,
    /// Its cases, where what the view does not name may stand.
    pub cases: &'a [Procedure],
    /// The day.
    pub day: Date,
    /// The language of the words around.
    pub language: Language,
}

fn same(a: &str, b: &str) -> bool {
    a == b || similar::key(a) == similar::key(b)
}

impl<'a> Names<'a> {
    /// Of a version of a procedure that is in force.
    pub fn of(catalogue: &'a Catalogue, entry: &'a Entry, day: Date, language: Language) -> Self {
        Self { catalogue, procedure: &entry.base, cases: &entry.variants, day, language }
    }

    /// The view and the cases.
    pub(super) fn views(&self) -> impl Iterator<Item = &'a Procedure> + use<'a> {
        std::iter::once(self.procedure).chain(self.cases)
    }

    /// A step by its name.
    pub(super) fn find_step(&self, name: &str) -> Option<&'a Step> {
        self.views()
            .filter_map(|view| view.process.as_ref())
            .find_map(|process| Some(process.step(process.named(name)?)))
    }

    /// Whether two steps are worked by the same agencies.
    pub(super) fn is_of_one_agency(&self, step: &str, other: &str) -> bool {
        let agencies = |name: &str| {
            let by = self.find_step(name)?.by.as_ref()?;
            let own = by.any_of.iter().map(|party| match party {
                Party::Body { body, .. } => body.agency.name.text.as_str(),
                Party::Applicant(_) => "",
            });
            Some(own.collect::<BTreeSet<_>>())
        };
        agencies(step) == agencies(other)
    }

    /// A step.
    pub fn step(&self, name: &str) -> Option<String> {
        Some(self.find_step(name)?.shown().to_owned())
    }

    /// A paper or record.
    pub fn paper(&self, name: &str) -> Option<String> {
        let data = self.views().find_map(|view| view.data.iter().find(|data| same(&data.name.text, name)));
        let kind = data.and_then(|data| data.document).or_else(|| self.catalogue.documents.find(name));
        let kind = kind.map(|id| self.catalogue.documents.get(id).near(self.day));
        let title = data.and_then(|data| data.title.as_ref()).or_else(|| kind.and_then(|kind| kind.title.as_ref()));
        title.map(|title| title.text.clone())
    }

    /// A criterion.
    pub fn criterion(&self, name: &str) -> Option<String> {
        let own = self.views().find_map(|view| view.conditions.iter().find(|one| same(&one.name.text, name)))?;
        own.title.as_ref().map(|title| title.text.clone())
    }

    /// An agency or one of its roles, `agency/role`, as a reader calls it.
    pub fn body(&self, written: &str) -> Option<String> {
        let (agency, role) = written.split_once('/').map_or((written, None), |(agency, role)| (agency, Some(role)));
        let agency = self.catalogue.agencies.get(self.catalogue.agencies.find(agency)?).near(self.day);
        let title = shown(&agency.name, agency.title.as_ref());
        let Some(role) = role else { return Some(title.to_owned()) };
        let role = agency.roles.iter().find(|own| same(&own.name.text, role))?;
        let name = shown(&role.name, role.title.as_ref());
        Some(role_of(name, title))
    }

    /// A register.
    pub fn database(&self, name: &str) -> Option<String> {
        let database = self.catalogue.databases.get(self.catalogue.databases.find(name)?).near(self.day);
        database.title.as_ref().map(|title| title.text.clone())
    }

    /// An act.
    pub fn law(&self, name: &str) -> Option<String> {
        let law = self.catalogue.laws.get(self.catalogue.laws.find(name)?).near(self.day);
        law.title.as_ref().or(law.number.as_ref()).map(|title| title.text.clone())
    }

    fn case(&self, name: &str) -> Option<String> {
        let case = self.procedure.cases.iter().find(|case| same(&case.name.text, name))?;
        case.title.as_ref().map(|title| title.text.clone())
    }

    fn place(&self, name: &str) -> Option<String> {
        let place = self.catalogue.places.get(self.catalogue.places.find(name)?).near(self.day);
        place.title.as_ref().map(|title| title.text.clone())
    }

    fn other(&self, name: &str) -> Option<String> {
        let entry = self.catalogue.entry(name, self.day)?;
        let title = &entry.base.title.as_ref()?.text;
        Some(format!("{title} ({name})"))
    }

    /// What a name of any kind is called; the name where nothing is known by it.
    pub fn title(&self, name: &str) -> String {
        let found = self.step(name).or_else(|| self.paper(name)).or_else(|| self.criterion(name));
        let found = found.or_else(|| self.body(name)).or_else(|| self.database(name)).or_else(|| self.law(name));
        let found = found.or_else(|| self.case(name)).or_else(|| self.place(name)).or_else(|| self.other(name));
        found.unwrap_or_else(|| name.to_owned())
    }

    /// A condition as a text has it, with what its facts are about for their names.
    pub fn condition(&self, written: &str) -> String {
        let fact = |word: &str| {
            let fact = self.views().find_map(|view| view.facts.iter().find(|fact| same(&fact.name.text, word)))?;
            fact.title.as_ref().map(|title| format!("“{}”", title.text))
        };
        let words = written.split(' ').map(|word| fact(word).unwrap_or_else(|| word.to_owned()));
        words.collect::<Vec<_>>().join(" ")
    }

    /// A title in quotation marks.
    pub fn quoted(&self, name: &str) -> String {
        format!("“{}”", self.title(name))
    }

    /// Whether words are the title of a step, a paper or a criterion: such titles are quoted, bodies and acts are not.
    fn is_content(&self, words: &str) -> bool {
        let of_view = |view: &Procedure| {
            let steps = view.process.iter().flat_map(|process| &process.steps).map(Step::shown);
            let titles = view.data.iter().filter_map(|data| data.title.as_ref());
            let titles = titles.chain(view.conditions.iter().filter_map(|one| one.title.as_ref()));
            steps.chain(titles.map(|title| title.text.as_str())).any(|title| title == words)
        };
        let known = self.step(words).or_else(|| self.paper(words)).or_else(|| self.criterion(words));
        known.is_some() || self.views().any(of_view)
    }

    /// A sentence with names in backticks as people say it, with a capital and a full stop.
    pub fn sentence(&self, words: &str) -> String {
        let mut out = String::new();
        for (index, part) in words.split('`').enumerate() {
            if index % 2 == 0 {
                // Two names in a row: without their marks only a comma keeps them apart.
                out += if part == " " && index > 0 { ", " } else { part };
            } else if self.is_content(part) {
                out += &self.quoted(part);
            } else {
                out += &self.title(part);
            }
        }
        let out = capital(out.trim());
        if out.ends_with(['.', '!', '?']) { out } else { out + "." }
    }
}
