//! The national registry of papers and of the registers that hold them: it comes with the program and goes into every
//! catalogue, so that rules can tell what the state holds. Which entries of a dossier are such papers the component
//! decides that the rules use too, at its default threshold. It knows types of paper, never procedures.

use super::body::Body;
use super::paper::Demand;
use crate::base::{FileId, Sink, Span};
use crate::config::tables::Tables;
use crate::import::{Page, quoted};
use crate::matching::{Asked, Matcher};
use crate::model::{self, Agency, Catalogue, DocumentType, Ref};
use crate::syntax;
use crate::time::Date;
use std::sync::LazyLock;

/// The registry: papers, registers, and the bodies that issue and keep them.
const REGISTRY: [&str; 6] = [
    include_str!("../../../procedures/registry/documents.proc"),
    include_str!("../../../procedures/registry/common-papers.proc"),
    include_str!("../../../procedures/registry/databases.proc"),
    include_str!("../../../procedures/registry/government.proc"),
    include_str!("../../../procedures/registry/province.proc"),
    include_str!("../../../procedures/registry/commune.proc"),
];

/// The similarity that a name must reach, in ten-thousandths: the default of `paper-similarity`.
const THRESHOLD: u32 = 8_500;

struct Types {
    catalogue: Catalogue,
    matcher: Matcher,
}

static TYPES: LazyLock<Types> = LazyLock::new(|| {
    // Names of laws stand in other files; they are not needed here.
    let mut out = Sink::default();
    let numbered = REGISTRY.iter().enumerate();
    let files = numbered.map(|(index, text)| syntax::parse(FileId(index as u32), text, &mut out)).collect();
    let catalogue = model::resolve(files, &Tables::default(), &mut out);
    let matcher = Matcher::of(&catalogue, day(), THRESHOLD);
    Types { catalogue, matcher }
});

/// The name of the type that a paper surely is: the entry names one paper, asks for it in any case, and the registry knows
/// it.
pub(super) fn of(paper: &Demand) -> Option<&'static str> {
    let line = TYPES.matcher.read(&paper.title);
    match line.papers.as_slice() {
        [one] if line.asked == Asked::Always && !one.equivalent => {
            let document = one.matched.as_ref()?.document;
            Some(&TYPES.catalogue.documents.get(document).near(day()).name.text)
        }
        _ => None,
    }
}

/// A day on which the registry is read; its papers are not dated.
fn day() -> Date {
    Date::new(2026, 7, 1).expect("the first of July is a day")
}

/// The bodies that issue the papers and keep the registers, with their levels: 0 central, 1 province, 2 commune.
pub(super) fn bodies() -> impl Iterator<Item = (Body, Option<usize>)> {
    let catalogue = &TYPES.catalogue;
    let issuers = documents().flat_map(|document| &document.issued_by);
    let keepers = databases().filter_map(|database| database.keeper.as_ref());
    issuers.chain(keepers).filter_map(move |agency| {
        let level = catalogue.agencies.get(agency.id?).near(day()).level.as_ref();
        let rank = level.and_then(|level| LEVELS.iter().position(|name| *name == level.name.text));
        Some((body(agency)?, rank))
    })
}

/// The names of the levels in the registry, from above.
const LEVELS: [&str; 3] = ["trung-ương", "tỉnh", "xã"];

fn body(agency: &Ref<Agency>) -> Option<Body> {
    let agency = TYPES.catalogue.agencies.get(agency.id?).near(day());
    Some(Body { title: agency.title.as_ref()?.text.clone(), role: None })
}

fn documents() -> impl Iterator<Item = &'static DocumentType> {
    TYPES.catalogue.documents.ids().map(|id| TYPES.catalogue.documents.get(id).near(day()))
}

fn databases() -> impl Iterator<Item = &'static model::Database> {
    TYPES.catalogue.databases.ids().map(|id| TYPES.catalogue.databases.get(id).near(day()))
}

/// The registers of the state; `name` says what a body is called in the catalogue.
pub(super) fn registers(name: impl Fn(&Body) -> String) -> Page {
    let mut page = Page::default();
    for database in databases() {
        if let Some(doc) = &database.notes.doc {
            doc.lines().for_each(|line| page.line(&format!("/// {line}")));
        }
        let title = database.title.as_ref().map_or_else(String::new, |title| format!(" {}", quoted(&title.text)));
        page.block(&format!("database {}{title}", database.name.text), |page| {
            if let Some(keeper) = database.keeper.as_ref().and_then(body) {
                page.line(&format!("keeper {}", name(&keeper)));
            }
            if let Some(from) = &database.published_from {
                page.line(&format!("published from {}", from.value));
            }
            list(page, "answers", database.answers.iter().map(|name| name.text.clone()));
        });
    }
    page
}

/// The types of paper; `name` says what a body is called in the catalogue.
pub(super) fn papers(name: impl Fn(&Body) -> String) -> Page {
    let mut page = Page::default();
    for document in documents() {
        let title = document.title.as_ref().map_or_else(String::new, |title| format!(" {}", quoted(&title.text)));
        let kind = document.kind.as_ref().map_or_else(String::new, |kind| format!(" {}", written(kind.span)));
        page.block(&format!("document {}{title}{kind}", document.name.text), |page| {
            list(page, "issued by", document.issued_by.iter().filter_map(body).map(|body| name(&body)));
            list(page, "held in", document.held_in.iter().map(|database| database.name.text.clone()));
            for (keyword, data) in
                [("states", &document.states), ("personal", &document.personal), ("sensitive", &document.sensitive)]
            {
                list(page, keyword, data.iter().map(|name| name.text.clone()));
            }
            if let Some(valid) = &document.valid {
                page.line(&format!("valid {}", written(valid.span)));
            }
            list(page, "synonyms", document.synonyms.iter().map(|synonym| quoted(&synonym.text)));
        });
    }
    page
}

/// The words of the registry at a place.
fn written(span: Span) -> &'static str {
    REGISTRY[span.file.0 as usize].get(span.start as usize..span.end as usize).expect("the span is of this file")
}

fn list(page: &mut Page, keyword: &str, words: impl Iterator<Item = String>) {
    let words: Vec<_> = words.collect();
    if !words.is_empty() {
        page.line(&format!("{keyword} {}", words.join(", ")));
    }
}
