//! What people call the things that a text names: steps, papers, bodies, registers, acts. Alone knows how a name in backticks
//! becomes a title in quotation marks.

use super::words::capital;
use crate::base::{Language, similar};
use crate::model::{Catalogue, Procedure};
use crate::time::Date;

/// Where titles are looked up: a view of a procedure and its catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The view.
    pub procedure: &'a Procedure,
    /// The day.
    pub day: Date,
    /// The language of the words around.
    pub language: Language,
}

fn same(a: &str, b: &str) -> bool {
    a == b || similar::key(a) == similar::key(b)
}

impl Names<'_> {
    /// A step.
    pub fn step(&self, name: &str) -> Option<String> {
        let process = self.procedure.process.as_ref()?;
        Some(process.step(process.named(name)?).shown().to_owned())
    }

    /// A paper or record.
    pub fn paper(&self, name: &str) -> Option<String> {
        let data = self.procedure.data.iter().find(|data| same(&data.name.text, name));
        let kind = data.and_then(|data| data.document).or_else(|| self.catalogue.documents.find(name));
        let kind = kind.map(|id| self.catalogue.documents.get(id).near(self.day));
        let title = data.and_then(|data| data.title.as_ref()).or_else(|| kind.and_then(|kind| kind.title.as_ref()));
        title.map(|title| title.text.clone())
    }

    /// A criterion.
    pub fn criterion(&self, name: &str) -> Option<String> {
        let own = self.procedure.conditions.iter().find(|one| same(&one.name.text, name))?;
        own.title.as_ref().map(|title| title.text.clone())
    }

    /// An agency or one of its roles, `agency/role`, as a reader calls it.
    pub fn body(&self, written: &str) -> Option<String> {
        let (agency, role) = written.split_once('/').map_or((written, None), |(agency, role)| (agency, Some(role)));
        let agency = self.catalogue.agencies.get(self.catalogue.agencies.find(agency)?).near(self.day);
        let title = agency.title.as_ref().map_or(&agency.name.text, |title| &title.text);
        let Some(role) = role else { return Some(title.clone()) };
        let role = agency.roles.iter().find(|own| same(&own.name.text, role))?;
        let name = role.title.as_ref().map_or(&role.name.text, |title| &title.text);
        Some(if name.contains(title.as_str()) { name.clone() } else { format!("{name}, {title}") })
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

    /// A title in quotation marks.
    pub fn quoted(&self, name: &str) -> String {
        format!("“{}”", self.title(name))
    }

    /// A sentence with names in backticks as people say it, with a capital and a full stop.
    pub fn sentence(&self, words: &str) -> String {
        let mut out = String::new();
        for (index, part) in words.split('`').enumerate() {
            if index % 2 == 0 {
                out += part;
            } else {
                out += &self.quoted(part);
            }
        }
        let out = capital(out.trim());
        if out.ends_with(['.', '!', '?']) { out } else { out + "." }
    }
}
