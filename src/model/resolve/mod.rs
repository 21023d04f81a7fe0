//! From files to a catalogue, in two passes: all names are collected, then everything that names one is resolved.
//!
//! The order of files and items does not matter. A view of a procedure (a case, a place) is the merged text, resolved by
//! the same code; of its findings only those are kept that lie in what the case or adaptation itself says.

mod adapt;
mod condition;
mod cycle;
mod facts;
mod figures;
mod law;
mod names;
mod papers;
mod place;
mod procedure;
mod process;
mod registry;
mod statement;
mod tables;
mod value;
mod versions;

pub(in crate::model) use condition::condition_in;
pub(in crate::model) use names::{Noun, Resolver, guess};
pub(in crate::model) use statement::may_differ;
pub(in crate::model) use value::{Misfit, channel, fit};

use crate::base::{Code, Diagnostic, Language, Sink, Span};
use crate::config::tables::Tables;
use crate::model::{Catalogue, Entry, Example, Id, Procedure, view};
use crate::syntax::ast::{self, Item};
use names::Guesses;
use std::sync::Arc;

/// Every code that this layer raises.
pub static CODES: &[&Code] = &[
    &names::UNRESOLVED,
    &versions::DUPLICATE,
    &cycle::CYCLE,
    &value::MISFIT,
    &facts::TOO_EARLY,
    &statement::DUPLICATE_STATEMENT,
    &statement::MISPLACED_STATEMENT,
];

/// The catalogue that files and tables declare. What is wrong with them is in `out`.
pub fn resolve(files: Vec<ast::File>, tables: &Tables, out: &mut Sink) -> Catalogue {
    let mut catalogue = Catalogue::default();
    let mut found = Sink::default();
    let guesses = Guesses::default();
    let mut items = Items::default();
    for file in files {
        for item in file.items {
            items.declare(item, file.language, &mut catalogue);
        }
    }
    let places = tables.places.iter().map(|row| (catalogue.places.declare(&row.name.text), row)).collect();
    registry_of(&mut catalogue, &items, places, tables, &guesses, &mut found);

    let mut entries = Vec::with_capacity(items.procedures.len());
    for (id, language, written) in items.procedures {
        entries.push(entry(&catalogue, &guesses, id, language, written, &mut found));
    }
    catalogue.versions = vec![Vec::new(); catalogue.procedures.all.len()];
    for (index, entry) in entries.iter().enumerate() {
        catalogue.versions[entry.id.index()].push(index);
    }
    for versions in &mut catalogue.versions {
        versions.sort_by_key(|&index| versions::order(&entries[index].base.period, entries[index].base.span));
        let names = versions.iter().map(|&index| (&entries[index].base.name, &entries[index].base.period));
        versions::distinct(Noun::Procedure, names, &mut found);
    }
    catalogue.entries = entries;
    place::check_facts(&catalogue, &mut found);
    cycle::of_calls(&catalogue, &mut found);
    let adapted = items.adapts.into_iter().map(|written| adapt::adaptation(&catalogue, &guesses, written, &mut found));
    catalogue.adaptations = adapted.collect();
    catalogue.adapted = vec![Vec::new(); catalogue.procedures.all.len()];
    for (index, adaptation) in catalogue.adaptations.iter().enumerate() {
        for id in adaptation.procedures.iter().filter_map(|procedure| procedure.id) {
            catalogue.adapted[id.index()].push(index);
        }
    }
    place::check_delegations(&catalogue, &guesses, &mut found);
    let examples = items.examples.into_iter().map(|written| {
        let mut resolver = Resolver { names: &catalogue, guesses: &guesses, out: &mut found };
        resolver.example(written)
    });
    catalogue.examples = examples.collect();
    names::gather(&mut found);
    out.append(found);
    catalogue
}

/// The items of all files by kind, those with names under their ids.
#[derive(Default)]
struct Items {
    levels: Vec<(Id<crate::model::Level>, ast::Level)>,
    agencies: Vec<(Id<crate::model::Agency>, ast::Agency)>,
    places: Vec<(Id<crate::model::Place>, ast::Place)>,
    laws: Vec<(Id<crate::model::Law>, ast::Law)>,
    databases: Vec<(Id<crate::model::Database>, ast::Database)>,
    documents: Vec<(Id<crate::model::DocumentType>, ast::DocumentType)>,
    delegations: Vec<ast::Delegation>,
    terms: Vec<ast::Term>,
    procedures: Vec<(Id<Procedure>, Language, ast::Procedure)>,
    adapts: Vec<ast::Adapt>,
    examples: Vec<ast::Example>,
}

impl Items {
    fn declare(&mut self, item: Item, language: Language, names: &mut Catalogue) {
        match item {
            Item::Level(item) => self.levels.push((names.levels.declare(&item.name.text), item)),
            Item::Agency(item) => self.agencies.push((names.agencies.declare(&item.name.text), item)),
            Item::Place(item) => self.places.push((names.places.declare(&item.name.text), item)),
            Item::Law(item) => self.laws.push((names.laws.declare(&item.name.text), item)),
            Item::Database(item) => self.databases.push((names.databases.declare(&item.name.text), item)),
            Item::Document(item) => self.documents.push((names.documents.declare(&item.name.text), item)),
            Item::Delegation(item) => self.delegations.push(item),
            Item::Term(item) => self.terms.push(item),
            Item::Procedure(item) => {
                self.procedures.push((names.procedures.declare(&item.name.text), language, item));
            }
            Item::Adapt(item) => self.adapts.push(item),
            Item::Example(item) => self.examples.push(item),
        }
    }
}

type PlaceRows<'t> = Vec<(Id<crate::model::Place>, &'t crate::config::tables::PlaceRow)>;

/// Resolves the registry. Agencies come before whatever names their roles.
fn registry_of(
    catalogue: &mut Catalogue,
    items: &Items,
    place_rows: PlaceRows<'_>,
    tables: &Tables,
    guesses: &Guesses,
    out: &mut Sink,
) {
    macro_rules! enter {
        ($table:ident, $resolve:ident) => {
            let mut resolver = Resolver { names: catalogue, guesses, out };
            let resolved = items.$table.iter().map(|(id, item)| (*id, resolver.$resolve(item))).collect();
            versions::enter(&mut catalogue.$table, resolved, out);
        };
    }
    enter!(levels, level);
    enter!(agencies, agency);
    enter!(laws, law);
    enter!(databases, database);
    enter!(documents, document_type);

    let mut resolver = Resolver { names: catalogue, guesses, out };
    let mut places: Vec<_> = items.places.iter().map(|(id, item)| (*id, resolver.place(item))).collect();
    places.extend(place_rows.into_iter().map(|(id, row)| (id, resolver.place_row(row))));
    versions::enter(&mut catalogue.places, places, out);

    cycle::cut(&mut catalogue.levels, out);
    cycle::cut(&mut catalogue.agencies, out);
    cycle::cut(&mut catalogue.places, out);
    place::measure_levels(&mut catalogue.levels);
    law::mirror(catalogue);

    let mut resolver = Resolver { names: catalogue, guesses, out };
    let staff: Vec<_> = tables.staff.iter().map(|row| resolver.staff_row(row)).collect();
    let figures = tables.reported.iter().map(|row| resolver.figure(row)).collect();
    let delegations = items.delegations.iter().map(|item| resolver.delegation(item)).collect();
    let terms = items.terms.iter().map(|item| resolver.term(item)).collect();
    catalogue.delegations = delegations;
    catalogue.figures = figures;
    catalogue.terms = terms;
    for (place, staff) in staff {
        let Some(id) = place.id else { continue };
        catalogue.places.all[id.index()].all.iter_mut().for_each(|version| version.staff.push(staff.clone()));
    }
}

/// Resolves a procedure and each of its cases.
fn entry(
    catalogue: &Catalogue,
    guesses: &Guesses,
    id: Id<Procedure>,
    language: Language,
    written: ast::Procedure,
    out: &mut Sink,
) -> Entry {
    let mut own = Sink::default();
    let mut resolver = Resolver { names: catalogue, guesses, out: &mut own };
    let base = procedure::procedure(&mut resolver, &written, language, Overlay::default());
    let mut variants = Vec::new();
    for case in view::cases(&written) {
        statement::misplaced_in_case(case, &mut own);
        let merged = view::apply(&written, &case.statements);
        let overlay = Overlay { cases: &[case], statements: &[] };
        let mut found = Sink::default();
        let mut resolver = Resolver { names: catalogue, guesses, out: &mut found };
        variants.push(procedure::procedure(&mut resolver, &merged, language, overlay));
        own.findings.extend(found.findings.into_iter().filter(|finding| overlay.concerns(finding)));
    }
    keep(out, own, &written.name);
    Entry { id, written: Arc::new(written), language, base, variants }
}

/// Takes over findings about a procedure.
fn keep(out: &mut Sink, mut found: Sink, procedure: &ast::Name) {
    for finding in &mut found.findings {
        finding.of(&procedure.text);
    }
    out.append(found);
}

/// What a view lays over the base: a case, the statements of adaptations, or both.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::model) struct Overlay<'s> {
    /// The applied cases.
    pub(in crate::model) cases: &'s [&'s ast::Case],
    /// The statements of an adaptation.
    pub(in crate::model) statements: &'s [ast::Statement],
}

impl Overlay<'_> {
    fn all(&self) -> impl Iterator<Item = &ast::Statement> {
        self.cases.iter().flat_map(|case| &case.statements).chain(self.statements)
    }

    /// Whether it is what added the statement at `span`.
    fn adds(&self, span: Span) -> bool {
        self.all().any(|statement| statement.span == span)
    }

    /// Whether a finding has to do with what it says.
    fn concerns(&self, finding: &Diagnostic) -> bool {
        let here = |span| self.all().any(|statement| statement.span.contains(span));
        here(finding.at) || finding.related.iter().any(|label| here(label.at))
    }
}

impl Resolver<'_> {
    fn example(&mut self, written: ast::Example) -> Example {
        self.notes(&written.notes);
        Example {
            procedure: self.find(&written.procedure),
            at: written.at.as_ref().map(|name| self.find(name)),
            span: written.span,
            written: Arc::new(written),
        }
    }
}

/// Looks names up in a finished catalogue.
pub(in crate::model) fn with_names(catalogue: &Catalogue, out: &mut Sink, look: impl FnOnce(&mut Resolver<'_>)) {
    look(&mut Resolver { names: catalogue, guesses: &Guesses::default(), out });
}

/// A view of a procedure at a place, resolved in silence: whatever is wrong with it has been reported.
pub(in crate::model) fn silently(
    catalogue: &Catalogue,
    written: &ast::Procedure,
    language: Language,
    overlay: Overlay<'_>,
) -> Procedure {
    let mut resolver = Resolver { names: catalogue, guesses: &Guesses::off(), out: &mut Sink::default() };
    procedure::procedure(&mut resolver, written, language, overlay)
}
