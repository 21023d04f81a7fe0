//! Text → catalogue → findings: the only path, taken by every command, the editor, benches and tests.

pub mod allowances;

use crate::base::{Code, Diagnostic, FileId, Language, Sink, Sources, Unknown};
use crate::config::tables::{Cell, Tables};
use crate::config::unread::{self, Unread};
use crate::config::{self, Settings};
use crate::model::{self, Catalogue};
use crate::rules::{self, Answered, CatalogueContext, Shared, Tally};
use crate::syntax::{self, ast};
use crate::time::{Calendar, Date};
use rayon::prelude::*;
use std::path::Path;

/// The name of the file that makes a folder a catalogue.
pub const CATALOGUE_FILE: &str = "catalogue.yaml";

/// How a source file ends.
pub const SOURCE_EXTENSION: &str = "proc";

/// What the user asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day for which is asked; else the catalogue's `as-of`, else today.
    pub as_of: Option<Date>,
    /// Today: the machine's clock is read by whoever calls.
    pub today: Date,
    /// Sources whose text could not be had, and why; their text is empty.
    pub unread: Vec<(FileId, Unread)>,
}

impl Options {
    /// No day asked for, every file read.
    pub fn on(today: Date) -> Self {
        Self { as_of: None, today, unread: Vec::new() }
    }
}

/// Every code that [`check`] can raise, layer by layer.
pub fn codes() -> Vec<&'static Code> {
    let layers = [syntax::CODES, config::CODES, model::CODES, allowances::CODES];
    let rules = rules::RULES.iter().map(|rule| rule.code);
    layers.into_iter().flatten().copied().chain(rules).collect()
}

/// Everything known about a set of sources. Always complete, however bad the text.
#[derive(Debug)]
pub struct Checked {
    /// The items, resolved.
    pub catalogue: Catalogue,
    /// What `catalogue.yaml` says.
    pub settings: Settings,
    /// The working calendar, where the catalogue names one.
    pub calendar: Option<Calendar>,
    /// The day for which the findings hold.
    pub as_of: Date,
    /// What is wrong, in the order of files and places.
    pub findings: Vec<Diagnostic>,
    /// What could not be decided.
    pub unknowns: Vec<Unknown>,
    /// How each rule answered.
    pub tally: Tally,
    /// The language of every source.
    pub languages: Vec<Language>,
}

impl Checked {
    /// The language of a source.
    pub fn language(&self, file: FileId) -> Language {
        self.languages.get(file.0 as usize).copied().unwrap_or_default()
    }
}

/// Reads and checks all sources. A file is recognised by its name: `catalogue.yaml`, `*.proc`, and the tables and the
/// calendar that `catalogue.yaml` names.
pub fn check(sources: &Sources, options: &Options) -> Checked {
    check_at(sources, options, None)
}

/// As [`check`], with every procedure as this place works it and no other place. A place that does not exist has no say:
/// whoever asks looks it up in [`Checked::catalogue`].
pub fn check_at(sources: &Sources, options: &Options, place: Option<&str>) -> Checked {
    let mut out = Sink::default();
    for (file, why) in &options.unread {
        unread::report(*file, why, &mut out);
    }
    let side = read_side(sources, &mut out);
    let files = parse(sources, &mut out);
    let languages: Vec<_> = sources
        .ids()
        .map(|id| {
            let file = &files[id.0 as usize];
            // A source in which nothing could be read has no language of its own.
            let own = is_source(sources.path(id)) && (!file.items.is_empty() || file.language != Language::default());
            if own { file.language } else { side.settings.language }
        })
        .collect();
    let catalogue = model::resolve(files, &side.tables, &mut out);
    let as_of = options.as_of.or(side.settings.as_of).unwrap_or(options.today);
    let at = place.and_then(|place| catalogue.places.find(place));
    let (settings, calendar) = (&side.settings, side.calendar.as_ref());
    let shared = Shared::default();
    let context = CatalogueContext { catalogue: &catalogue, settings, calendar, as_of, at, shared };
    let tally = ask_rules(&context, &mut out);
    allowances::apply(&catalogue, as_of, &mut out);
    let mut unmatched = Sink::default();
    side.settings.levels.report_unmatched(&codes(), &out.findings, &mut unmatched);
    out.append(unmatched);
    let mut unknowns = std::mem::take(&mut out.unknowns);
    unknowns.sort_by(|a, b| (a.at, a.code.id(), &a.missing).cmp(&(b.at, b.code.id(), &b.missing)));
    let mut findings = out.finish(|finding| side.settings.level(finding), |file| languages[file.0 as usize]);
    rules::subsume(&mut findings);
    let Side { settings, calendar, .. } = side;
    Checked { catalogue, settings, calendar, as_of, findings, unknowns, tally, languages }
}

/// What is not law.
#[derive(Default)]
struct Side {
    settings: Settings,
    tables: Tables,
    calendar: Option<Calendar>,
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == SOURCE_EXTENSION)
}

/// `catalogue.yaml` and the files that it names.
fn read_side(sources: &Sources, out: &mut Sink) -> Side {
    let named = |id: &FileId| sources.path(*id).file_name().is_some_and(|name| name == CATALOGUE_FILE);
    let Some(root) = sources.ids().filter(named).min_by_key(|id| sources.path(*id).components().count()) else {
        return Side::default();
    };
    let settings = Settings::read(root, sources.text(root), out);
    let folder = sources.path(root).parent().unwrap_or(Path::new(""));
    let find = |named: &Option<Cell>, out: &mut Sink| {
        let named = named.as_ref()?;
        let path = folder.join(&named.text);
        let found = sources.ids().find(|id| sources.path(*id) == path);
        if found.is_none() {
            unread::report_missing(named, out);
        }
        found
    };
    let places = find(&settings.places, out).map(|id| config::tables::read_places(id, sources.text(id), out));
    let staff = find(&settings.staff, out).map(|id| config::tables::read_staff(id, sources.text(id), out));
    let reported = find(&settings.reported, out).map(|id| config::tables::read_reported(id, sources.text(id), out));
    let calendar = find(&settings.calendar, out).and_then(|id| config::read_calendar(id, sources.text(id), out));
    let calendar = calendar.map(Calendar::new);
    let tables = Tables {
        places: places.unwrap_or_default(),
        staff: staff.unwrap_or_default(),
        reported: reported.unwrap_or_default(),
    };
    Side { settings, tables, calendar }
}

/// The trees of all sources, by source.
fn parse(sources: &Sources, out: &mut Sink) -> Vec<ast::File> {
    let ids: Vec<_> = sources.ids().collect();
    let parsed: Vec<_> = ids
        .par_iter()
        .map(|&id| {
            let mut out = Sink::default();
            let file = if is_source(sources.path(id)) {
                syntax::parse(id, sources.text(id), &mut out)
            } else {
                ast::File { id, ..ast::File::default() }
            };
            (file, out)
        })
        .collect();
    parsed
        .into_iter()
        .map(|(file, found)| {
            out.append(found);
            file
        })
        .collect()
}

fn ask_rules(cx: &CatalogueContext<'_>, out: &mut Sink) -> Tally {
    let entries: Vec<_> = cx.catalogue.in_force(cx.as_of).collect();
    // Rules start no threads: one that waits for what is made once for all (`Shared`) waits for a rule that goes on.
    let of_entries = || entries.par_iter().map(|entry| rules::check_entry(cx, entry)).collect();
    let (mut all, of_catalogue): (Vec<Answered>, Answered) = rayon::join(of_entries, || rules::check_catalogue(cx));
    all.push(of_catalogue);
    let mut tally = Tally::default();
    for answered in all {
        tally.append(&answered.tally);
        out.append(answered.sink);
    }
    tally
}
