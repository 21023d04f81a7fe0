//! Which entries of a dossier are papers that the shipped registry knows: the component that the rules use too decides, at
//! its default threshold.

use super::paper::Demand;
use crate::base::{FileId, Sink};
use crate::config::tables::Tables;
use crate::import::{Page, quoted};
use crate::matching::{Asked, Matcher};
use crate::model::{self, Catalogue};
use crate::syntax;
use crate::time::Date;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The registry of papers that comes with the program.
const REGISTRY: [&str; 2] = [
    include_str!("../../../procedures/registry/documents.proc"),
    include_str!("../../../procedures/registry/common-papers.proc"),
];

/// The similarity that a name must reach, in ten-thousandths: the default of `paper-similarity`.
const THRESHOLD: u32 = 8_500;

struct Types {
    catalogue: Catalogue,
    matcher: Matcher,
}

static TYPES: LazyLock<Types> = LazyLock::new(|| {
    // Names of bodies and databases stand in other files; they are not needed here.
    let mut out = Sink::default();
    let files = REGISTRY.iter().map(|text| syntax::parse(FileId::default(), text, &mut out)).collect();
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

/// The registry's entries for some types.
pub(super) fn page(names: &BTreeSet<&'static str>) -> Page {
    let mut page = Page::default();
    for id in TYPES.catalogue.documents.ids() {
        let document = TYPES.catalogue.documents.get(id).near(day());
        if !names.contains(document.name.text.as_str()) {
            continue;
        }
        let title = document.title.as_ref().map_or_else(String::new, |title| format!(" {}", quoted(&title.text)));
        page.block(&format!("document {}{title}", document.name.text), |page| {
            let synonyms: Vec<_> = document.synonyms.iter().map(|synonym| quoted(&synonym.text)).collect();
            if !synonyms.is_empty() {
                page.line(&format!("synonyms {}", synonyms.join(", ")));
            }
        });
    }
    page
}
