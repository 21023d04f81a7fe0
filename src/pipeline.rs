//! Text → catalogue → findings: the only path, taken by every command, the editor, benches and tests.

pub mod allowances;
pub mod baseline;
pub mod influence;
pub mod trees;
pub mod trials;

use crate::analysis::FactSettings;
use crate::base::{Code, CodeRef, Diagnostic, FileId, Identity, Language, Sink, Sources, Span, Unknown};
use crate::config::tables::{Cell, Tables};
use crate::config::unread::{self, Unread};
use crate::config::{self, Settings, Whereabouts};
use crate::matching::Memory;
use crate::model::{self, Catalogue, Entry, Outline};
use crate::rules::written::{self, WrittenRule};
use crate::rules::{self, Answered, CatalogueContext, Shared, Tally};
use crate::syntax::{self, ast};
use crate::time::{Calendar, Date};
use influence::{Before, Influence};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use trees::Trees;

/// The name of the file that makes a folder a catalogue.
pub const CATALOGUE_FILE: &str = "catalogue.yaml";

/// How a source file ends.
pub const SOURCE_EXTENSION: &str = "proc";

/// The folder of the rules that users write for a catalogue, beside [`CATALOGUE_FILE`].
pub const RULES_FOLDER: &str = "rules";

/// What the user asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day for which is asked; else the catalogue's `as-of`, else today.
    pub as_of: Option<Date>,
    /// Today: the machine's clock is read by whoever calls.
    pub today: Date,
    /// Sources whose text could not be had, and why; their text is empty.
    pub unread: Vec<(FileId, Unread)>,
    /// The list of known findings; else the one that `catalogue.yaml` names.
    pub baseline: Option<FileId>,
    /// The files as they were before a change: only what it can influence is looked at and shown. Entries of `levels` that
    /// switch off what nothing finds are left to a check of everything.
    pub since: Option<Before>,
    /// Only what is found in procedures of these codes matters: the rules that are about one procedure ask no other.
    pub about: Option<BTreeSet<String>>,
    /// What was read of wordings before.
    pub memory: Memory,
    /// The trees of texts that were read before.
    pub trees: Trees,
}

impl Options {
    /// No day asked for, every file read.
    pub fn on(today: Date) -> Self {
        Self {
            as_of: None,
            today,
            unread: Vec::new(),
            baseline: None,
            since: None,
            about: None,
            memory: Memory::default(),
            trees: Trees::default(),
        }
    }
}

/// Every code that [`check`] can raise, layer by layer.
pub fn codes() -> Vec<&'static Code> {
    let layers = [syntax::CODES, config::CODES, model::CODES, allowances::CODES, baseline::CODES];
    let rules = rules::RULES.iter().map(|rule| rule.code);
    layers.into_iter().flatten().copied().chain(rules).chain(written::CODES.iter().copied()).collect()
}

/// The codes of the tool and of the rules that users wrote, in this order.
pub fn all_codes(written: &[WrittenRule]) -> Vec<CodeRef> {
    codes().into_iter().map(CodeRef::from).chain(written.iter().map(|rule| rule.code.clone())).collect()
}

/// Reads the rules that users wrote: `rules/*.yaml` beside `catalogue.yaml`.
pub fn written_rules(sources: &Sources, out: &mut Sink) -> Vec<WrittenRule> {
    let mut rules = Vec::new();
    let Some(root) = root(sources) else { return rules };
    let folder = sources.path(root).parent().unwrap_or(Path::new("")).join(RULES_FOLDER);
    let own = codes();
    let mut taken: Vec<&str> = own.iter().map(|code| code.theme()).collect();
    taken.push("example");
    for id in sources.ids().filter(|id| is_rules_file(sources.path(*id), &folder)) {
        let path = sources.path(id).to_string_lossy().replace('\\', "/");
        written::read_rules((id, &path, sources.text(id)), &taken, &mut rules, out);
    }
    rules
}

/// Whether a file holds rules: it ends in `.yaml` or `.yml` and lies in the folder of rules.
pub fn is_rules_file(path: &Path, folder: &Path) -> bool {
    let yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    yaml && path.parent() == Some(folder)
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
    /// What is wrong and listed in the baseline.
    pub known: Vec<Diagnostic>,
    /// The list of known findings that was used.
    pub baseline: Option<FileId>,
    /// What was looked at.
    pub influence: Influence,
    /// How many procedures in force the rules were asked about.
    pub looked_at: usize,
    /// What could not be decided.
    pub unknowns: Vec<Unknown>,
    /// How each rule answered.
    pub tally: Tally,
    /// The language of every source.
    pub languages: Vec<Language>,
    /// The rules that users wrote.
    pub written: Vec<WrittenRule>,
}

impl Checked {
    /// The language of a source.
    pub fn language(&self, file: FileId) -> Language {
        self.languages.get(file.0 as usize).copied().unwrap_or_default()
    }

    /// What figures depend on besides the procedure.
    pub fn fact_settings(&self) -> FactSettings {
        FactSettings { as_of: self.as_of, supplement_rounds: self.settings.thresholds.supplement_rounds }
    }
}

/// What sources say, without a word about what is wrong with them.
#[derive(Debug)]
pub struct Said {
    /// The items, resolved.
    pub catalogue: Catalogue,
    /// What `catalogue.yaml` says.
    pub settings: Settings,
    /// The working calendar, where the catalogue names one.
    pub calendar: Option<Calendar>,
}

/// Reads all sources and asks no rule: for commands that answer a question, such as an engine's at run time.
pub fn read(sources: &Sources) -> Said {
    let mut unheard = Sink::default();
    let side = read_side(sources, &mut unheard);
    let files = parse(sources, &Trees::default(), &mut unheard);
    let catalogue = model::resolve(files, &side.tables, &mut unheard);
    let Side { settings, calendar, .. } = side;
    Said { catalogue, settings, calendar }
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
    let files = parse(sources, &options.trees, &mut out);
    let baseline = options.baseline.or(side.baseline);
    let is_text = |id: FileId| is_source(sources.path(id));
    let influence = options.since.as_ref().map_or(Influence::Everything, |before| {
        let mut before = before.clone();
        before.changed.retain(|(file, _)| Some(*file) != baseline);
        influence::of(sources, &files, &before, is_text)
    });
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
    let written = written_rules(sources, &mut out);
    let is_asked =
        |code: &str| influence.reaches(code) && options.about.as_ref().is_none_or(|about| about.contains(code));
    let shared = Shared::remembering(&options.memory);
    let context = CatalogueContext { catalogue: &catalogue, settings, calendar, as_of, at, shared, written: &written };
    let entries: Vec<_> = catalogue.in_force(as_of).filter(|entry| is_asked(&entry.base.name.text)).collect();
    let looked_at = entries.len();
    let tally = ask_rules(&context, &entries, &mut out);
    let codes = all_codes(&written);
    allowances::apply(&catalogue, as_of, &codes, &mut out);
    let mut unmatched = Sink::default();
    let judge = side.settings.judge();
    let folder = root(sources).and_then(|id| sources.path(id).parent()).unwrap_or(Path::new(""));
    let inside = |id: FileId| {
        let path = sources.path(id);
        path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
    };
    let whereabouts = |finding: &Diagnostic| Whereabouts {
        path: inside(finding.at.file),
        levels: levels_of(&catalogue, finding.procedure.as_deref(), as_of),
    };
    let found: Vec<_> = out.findings.iter().map(|finding| (finding, whereabouts(finding))).collect();
    let paths: Vec<_> = sources.ids().map(inside).collect();
    let governments: Vec<_> = catalogue.levels.all.iter().map(|level| level.name.as_str()).collect();
    judge.report_unmatched(&codes, &found, (&paths, &governments), &mut unmatched);
    drop(found);
    out.append(unmatched);
    let mut unknowns = std::mem::take(&mut out.unknowns);
    unknowns.sort_by(|a, b| (a.at, a.code.id(), &a.missing).cmp(&(b.at, b.code.id(), &b.missing)));
    let mut findings =
        out.finish(|finding| judge.level(finding, &whereabouts(finding)), |file| languages[file.0 as usize]);
    rules::subsume(&mut findings);
    identify(&catalogue, &mut findings);
    if options.since.is_some() {
        let shows = |code: &CodeRef, procedure: Option<&str>, places: &[Span]| {
            influence.shows(code.theme(), procedure, places, is_text)
        };
        findings.retain(|finding| {
            let related = finding.related.iter().map(|label| label.at);
            let places: Vec<_> = std::iter::once(finding.at).chain(related).collect();
            shows(&finding.code, finding.procedure.as_deref(), &places)
        });
        unknowns.retain(|unknown| shows(&unknown.code, unknown.procedure.as_deref(), &[unknown.at]));
    }
    let mut known = Vec::new();
    if let Some(list) = baseline {
        let mut about = Sink::default();
        let lines = baseline::read(list, sources.text(list), &mut about);
        // At one place other things are found: what is not, may be found at another one.
        known = baseline::separate(
            &lines,
            &mut findings,
            |line| place.is_none() && influence.asked(&line.identity.place),
            &mut about,
        );
        let mut about =
            about.finish(|finding| judge.level(finding, &whereabouts(finding)), |file| languages[file.0 as usize]);
        identify(&catalogue, &mut about);
        findings.append(&mut about);
        findings.sort_by_key(|finding| finding.at);
    }
    let Side { settings, calendar, .. } = side;
    Checked {
        catalogue,
        settings,
        calendar,
        as_of,
        findings,
        known,
        baseline,
        influence,
        looked_at,
        unknowns,
        tally,
        languages,
        written,
    }
}

/// The levels of government of a procedure.
fn levels_of(catalogue: &Catalogue, procedure: Option<&str>, day: Date) -> Vec<String> {
    let Some(entry) = procedure.and_then(|code| catalogue.entry(code, day)) else { return Vec::new() };
    entry.base.levels.iter().map(|level| level.name.text.clone()).collect()
}

/// Says what each finding is about, whatever its line and file; equal ones are counted in their order.
fn identify(catalogue: &Catalogue, findings: &mut [Diagnostic]) {
    let outline = Outline::of(catalogue);
    let mut seen: HashMap<(String, Identity), u32> = HashMap::new();
    for finding in findings {
        let path = outline.path(finding.at);
        let place = match &finding.procedure {
            Some(code) if !path.starts_with(code.as_str()) => format!("{code} {path}"),
            _ => path,
        };
        let mut identity = Identity::new(&place, &finding.message.en);
        let number = seen.entry((finding.code.id().to_owned(), identity.clone())).or_default();
        *number += 1;
        identity.number = *number;
        finding.identity = identity;
    }
}

/// What is not law.
#[derive(Default)]
struct Side {
    settings: Settings,
    tables: Tables,
    calendar: Option<Calendar>,
    baseline: Option<FileId>,
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == SOURCE_EXTENSION)
}

/// The outermost `catalogue.yaml`.
fn root(sources: &Sources) -> Option<FileId> {
    let named = |id: &FileId| sources.path(*id).file_name().is_some_and(|name| name == CATALOGUE_FILE);
    sources.ids().filter(named).min_by_key(|id| sources.path(*id).components().count())
}

/// `catalogue.yaml` and the files that it names.
fn read_side(sources: &Sources, out: &mut Sink) -> Side {
    let Some(root) = root(sources) else { return Side::default() };
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
    let baseline = find(&settings.baseline, out);
    let tables = Tables {
        places: places.unwrap_or_default(),
        staff: staff.unwrap_or_default(),
        reported: reported.unwrap_or_default(),
    };
    Side { settings, tables, calendar, baseline }
}

/// The trees of all sources, by source.
fn parse(sources: &Sources, trees: &Trees, out: &mut Sink) -> Vec<ast::File> {
    let ids: Vec<_> = sources.ids().collect();
    let parsed: Vec<_> = ids
        .par_iter()
        .map(|&id| {
            if is_source(sources.path(id)) {
                trees.read(sources, id)
            } else {
                (ast::File { id, ..ast::File::default() }, Sink::default())
            }
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

fn ask_rules(cx: &CatalogueContext<'_>, entries: &[&Entry], out: &mut Sink) -> Tally {
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
