//! The registry of an imported catalogue: levels, bodies with their offices, instruments; each once, with one title and one
//! name for all records.

use super::body::{self, Body};
use super::law::Number;
use super::past;
use super::record::Citation;
use super::understood::Understood;
use crate::base::{Language, similar};
use crate::import::{Names, Page, quoted};
use std::collections::BTreeMap;

/// What all records share.
#[derive(Debug, Default)]
pub(super) struct Registry {
    language: Language,
    agencies: BTreeMap<String, Agency>,
    /// How many bodies the records name.
    named: usize,
    laws: BTreeMap<String, Law>,
}

#[derive(Debug, Default)]
struct Agency {
    title: String,
    name: String,
    level: Option<usize>,
    /// Title and name.
    roles: BTreeMap<String, String>,
}

/// An instrument.
#[derive(Debug)]
pub(super) struct Law {
    /// Its name in the catalogue.
    pub(super) name: String,
    /// Its title.
    pub(super) title: String,
    number: Number,
    titles: BTreeMap<String, usize>,
    issued: Option<crate::time::Date>,
}

/// The names of the levels; the districts ended, and are the last.
const LEVELS: [(&str, &str); 4] =
    [("central", "trung-ương"), ("province", "tỉnh"), ("commune", "xã"), ("district", "huyện")];

/// The place of the districts in [`LEVELS`].
const DISTRICT: usize = 3;

/// The name of a level that the portal names.
pub(super) fn level(words: &str, language: Language) -> Option<&'static str> {
    let words = similar::key(&words.to_lowercase());
    let at = if words.contains("bộ") || words.contains("trung ương") {
        0
    } else if words.contains("tỉnh") {
        1
    } else if words.contains("xã") {
        2
    } else {
        return None;
    };
    Some(language.pick(LEVELS[at].0, LEVELS[at].1))
}

/// The key of an instrument: numbers of provinces and communes repeat, so their title is a part of it.
fn law_key(number: &Number, citation: &Citation) -> String {
    if number.local {
        let title = citation.title.words.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{} {}", number.text, body::key(&title))
    } else {
        number.text.clone()
    }
}

/// Gathers what the records name. Deterministic: depends on the records and their order alone.
pub(super) fn gather(records: &[Understood], language: Language) -> Registry {
    let mut registry = Registry { language, ..Registry::default() };
    for record in records {
        for body in record.bodies() {
            registry.add_body(body);
        }
        for (citation, number) in record.record.laws.iter().zip(&record.numbers) {
            if let Some(number) = number {
                registry.add_law(number, citation);
            }
        }
    }
    let issuers: Vec<Body> = registry
        .laws
        .values()
        .filter(|law| law.issued.is_some())
        .filter_map(|law| Some(Body { title: law.number.issuer?.to_owned(), role: None }))
        .collect();
    for issuer in &issuers {
        registry.add_body(issuer);
    }
    registry.named = registry.agencies.len();
    for (body, level) in super::registered::bodies() {
        let agency = registry.add_body(&body);
        agency.level = agency.level.or(level);
    }
    for body in past::bodies() {
        registry.add_body(&body);
    }
    registry.name();
    registry
}

impl Registry {
    fn add_body(&mut self, body: &Body) -> &mut Agency {
        let agency = self.agencies.entry(body.key()).or_insert_with(|| Agency {
            title: body.title.clone(),
            level: if past::is_of_district(&body.title) { Some(DISTRICT) } else { body.level() },
            ..Agency::default()
        });
        if let Some(role) = &body.role {
            agency.roles.entry(role.clone()).or_default();
        }
        agency
    }

    fn add_law(&mut self, number: &Number, citation: &Citation) {
        let title = citation.title.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let issued = number.issued(&title).or_else(|| super::law::day(&citation.issued));
        let law = self.laws.entry(law_key(number, citation)).or_insert_with(|| Law {
            name: String::new(),
            title: String::new(),
            number: number.clone(),
            titles: BTreeMap::new(),
            issued: None,
        });
        *law.titles.entry(title).or_default() += 1;
        law.issued = law.issued.or(issued);
    }

    fn name(&mut self) {
        let mut names = Names::default();
        for agency in self.agencies.values_mut() {
            agency.name = names.fresh(&agency.title, self.language.pick("agency", "cơ-quan"));
            let mut roles = Names::default();
            for (title, name) in &mut agency.roles {
                *name = roles.fresh(title, "x");
            }
        }
        let mut names = Names::default();
        for law in self.laws.values_mut() {
            law.name = names.free(law.number.name());
            // The title that most records give, of those the first in the alphabet.
            let best = law.titles.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            law.title = best.map(|(title, _)| title.clone()).unwrap_or_default();
        }
    }

    /// How a body is written in a procedure: `sở-tư-pháp/giám-đốc`.
    pub(super) fn body(&self, body: &Body) -> String {
        let agency = &self.agencies[&body.key()];
        match &body.role {
            Some(role) => format!("{}/{}", agency.name, agency.roles[role]),
            None => agency.name.clone(),
        }
    }

    /// The instrument that a citation means.
    pub(super) fn law(&self, number: &Number, citation: &Citation) -> &Law {
        &self.laws[&law_key(number, citation)]
    }

    /// How many bodies the records name.
    pub(super) fn agencies(&self) -> usize {
        self.named
    }

    /// How many instruments there are.
    pub(super) fn laws(&self) -> usize {
        self.laws.len()
    }

    /// The levels and bodies.
    pub(super) fn government(&self) -> Page {
        let mut page = Page::default();
        let names = LEVELS.map(|(en, vi)| self.language.pick(en, vi));
        page.line(&format!("level {}", names[0]));
        page.line(&format!("level {} under {}", names[1], names[0]));
        page.line(&format!("level {} under {}", names[2], names[1]));
        let end = past::DISTRICTS_END;
        page.line(&format!("level {} under {} until {end} replaced by {}", names[DISTRICT], names[1], names[2]));
        page.gap();
        for agency in self.agencies.values() {
            let level = agency.level.map(|level| format!(" level {}", names[level])).unwrap_or_default();
            let ended = past::of(&agency.title).map(|ended| {
                let heir = self.body(&Body { title: ended.heir.to_owned(), role: None });
                format!(" until {} replaced by {heir}", ended.until)
            });
            let ended = ended.unwrap_or_default();
            page.block(&format!("agency {} {}{level}{ended}", agency.name, quoted(&agency.title)), |page| {
                for (title, name) in &agency.roles {
                    page.line(&format!("role {name} {}", quoted(title)));
                }
            });
        }
        page
    }

    /// The instruments.
    pub(super) fn instruments(&self) -> Page {
        let mut page = Page::default();
        for law in self.laws.values() {
            let kind = law.number.kind(&law.title).map(|kind| format!(" {kind}")).unwrap_or_default();
            page.block(&format!("law {} {}{kind}", law.name, quoted(&law.title)), |page| {
                page.line(&format!("number {}", quoted(&law.number.text)));
                if let Some(ended) = past::law_of(&law.number.text) {
                    page.line(&format!("until {}", ended.until));
                    page.line(&format!("replaced by {}", quoted(ended.heir)));
                }
                if let (Some(day), Some(issuer)) = (law.issued, law.number.issuer) {
                    let issuer = self.body(&Body { title: issuer.to_owned(), role: None });
                    page.line(&format!("issued by {issuer} on {day}"));
                }
            });
        }
        page
    }
}
