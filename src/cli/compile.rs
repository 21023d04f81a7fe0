//! `procedo compile`: configurations for the systems that process dossiers.

use super::bar::Bar;
use super::index::{self, Index, fingerprint};
use super::{Failure, Lang, Screen, Verdict, clock, load, select, write};
use crate::base::{Language, Severity};
use crate::import::Progress;
use crate::model::{Entry, Id, Place};
use crate::pipeline::{self, Checked, Options};
use crate::targets::{self, Folder, Loss, Request, Target, Territory};
use crate::time::Date;
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The list of what was written, in the folder that it was written into.
const INDEX: &str = "procedo-compile.json";

/// More files than these are counted, not listed.
const LISTED: usize = 100;

/// More procedures than these are counted, not named, after what they lose.
const NAMED: usize = 8;

/// Compiles procedures to the formats of other systems.
/// Chuyển thủ tục sang định dạng của các hệ thống khác.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// Folders or files. / Thư mục hoặc tệp.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The target, or several. / Hệ thống đích, một hoặc nhiều.
    #[arg(long, required = true, value_delimiter = ',', value_name = "TARGET", help = target_help())]
    target: Vec<String>,
    /// The folder to write into. / Thư mục ghi kết quả.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// As this place works it, or several, or `all` that receive a procedure; else as published.
    /// Theo cách làm của nơi này, nhiều nơi, hoặc `all` là mọi nơi tiếp nhận; mặc định theo công bố.
    #[arg(long, value_delimiter = ',', value_name = "PLACE")]
    at: Vec<String>,
    /// Says what changed since an earlier compilation wrote this index.
    /// Cho biết thay đổi so với lần chuyển trước đã ghi mục lục này.
    #[arg(long, value_name = "INDEX")]
    since: Option<PathBuf>,
    /// As of this day. / Tính đến ngày.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// The language of notices. / Ngôn ngữ thông báo.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

fn target_help() -> String {
    let about = |target: &&dyn Target| {
        let about = target.about();
        format!("{}: {} / {}", target.name(), about.en, about.vi)
    };
    targets::TARGETS.iter().map(about).collect::<Vec<_>>().join("; ")
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let wanted = arguments.target.iter().map(|name| find(name)).collect::<Result<Vec<_>, _>>()?;
    let before = arguments.since.as_ref().map(|path| Index::read(path, INDEX)).transpose()?;
    let loaded = load::load(&arguments.paths)?;
    let options = Options { as_of: arguments.as_of, unread: loaded.unread.clone(), ..Options::on(clock::today()) };
    let checked = pipeline::check(&loaded.sources, &options);
    let language = arguments.lang.map_or(checked.settings.language, Language::from);
    let asked = Asked::of(&loaded, &checked, &arguments.at)?;
    let mut index = Index {
        version: index::VERSION,
        procedo: env!("CARGO_PKG_VERSION").into(),
        as_of: checked.as_of.to_string(),
        sources: BTreeMap::new(),
        files: BTreeMap::new(),
        losses: BTreeMap::new(),
    };
    // What goes wrong with one target is said at the end: the others are written.
    let mut failed = None;
    for target in wanted {
        let compiled = match compile(target, language, &checked, &asked) {
            Ok(compiled) => compiled,
            Err(failure) => {
                failed.get_or_insert(failure);
                continue;
            }
        };
        if let Err(failure) = write::into(&arguments.out, &compiled.folder) {
            failed.get_or_insert(failure);
            continue;
        }
        screen.print(&match compiled.folder.len() {
            0..=LISTED if before.is_none() => compiled
                .folder
                .files()
                .flat_map(|(path, _)| [arguments.out.join(path).display().to_string(), "\n".to_owned()])
                .collect(),
            count => summary(target, count, &compiled, language),
        })?;
        for line in compiled.losses_by_text(language, NAMED) {
            screen.notice(&line);
        }
        index.files.extend(compiled.folder.files().map(|(path, content)| (path.to_owned(), fingerprint(content))));
        index.losses.insert(target.name().to_owned(), compiled.losses_by_text(language, usize::MAX));
    }
    asked.announce_refused(language, screen);
    if let Some(before) = before {
        let (lines, counts) = index.changes(&before, language);
        screen.print(&lines)?;
        screen.notice(&counts);
    }
    if let Some(failure) = failed {
        return Err(failure);
    }
    if !index.files.is_empty() {
        write::file(&arguments.out.join(INDEX), index.text().as_bytes())?;
    }
    Ok(if asked.refused.is_empty() { Verdict::Clean } else { Verdict::Findings })
}

fn summary(target: &dyn Target, count: usize, compiled: &Compiled, language: Language) -> String {
    let bytes: usize = compiled.folder.files().map(|(_, content)| content.len()).sum();
    let (name, procedures) = (target.name(), compiled.subjects);
    match language {
        Language::En => format!("{name}: {procedures} procedures, {count} files, {bytes} bytes\n"),
        Language::Vi => format!("{name}: {procedures} thủ tục, {count} tệp, {bytes} byte\n"),
    }
}

/// The target of a name.
pub(super) fn find(name: &str) -> Result<&'static dyn Target, Failure> {
    targets::find(name).ok_or_else(|| {
        let names = targets::TARGETS.iter().map(|target| target.name());
        let list = names.clone().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        Failure::unknown(
            crate::text!(en: "there is no target `{name}`", vi: "không có hệ thống đích `{name}`"),
            name,
            names,
            crate::text!(en: "targets: {list}", vi: "hệ thống đích: {list}"),
        )
    })
}

/// What a target wrote.
pub(super) struct Compiled {
    /// The files.
    pub(super) folder: Folder,
    /// What the format could not take.
    pub(super) losses: Vec<Loss>,
    /// How many procedures, each counted once a place.
    subjects: usize,
}

impl Compiled {
    /// A line for each thing that the format could not take, with the procedures that say it, so many of them named.
    pub(super) fn losses_by_text(&self, language: Language, most: usize) -> Vec<String> {
        let mut by_text: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for loss in &self.losses {
            by_text.entry(loss.text().get(language).to_owned()).or_default().insert(&loss.procedure);
        }
        let line = |(text, codes): (String, BTreeSet<&str>)| {
            let more = match codes.len().saturating_sub(most) {
                0 => String::new(),
                more => format!(", … (+{more})"),
            };
            format!("{text}: {}{more}", codes.into_iter().take(most).collect::<Vec<_>>().join(", "))
        };
        by_text.into_iter().map(line).collect()
    }
}

/// What the user asked to compile.
pub(super) struct Asked<'a> {
    /// Procedures without errors.
    entries: Vec<&'a Entry>,
    /// Codes of procedures with errors.
    pub(super) refused: Vec<String>,
    places: Vec<Id<Place>>,
}

impl<'a> Asked<'a> {
    /// The procedures in force that the user named, for the places that the user named; `all` are those that receive one.
    pub(super) fn of(loaded: &load::Loaded, checked: &'a Checked, at: &[String]) -> Result<Self, Failure> {
        let catalogue = &checked.catalogue;
        let asked = catalogue.in_force(checked.as_of).filter(|entry| loaded.shows(entry.base.span.file));
        let (refused, entries): (Vec<&Entry>, Vec<&Entry>) = asked.partition(|entry| has_errors(checked, entry));
        let territory = Territory::of(catalogue, checked.as_of);
        let mut places: Vec<Id<Place>> = Vec::new();
        for name in at {
            let found = match name.as_str() {
                "all" if catalogue.places.find(name).is_none() => territory.receiving(&entries),
                name => {
                    let place = select::place(catalogue, name)?;
                    if !territory.receiving(&entries).contains(&place) {
                        return Err(Failure::new(
                            crate::text!(en: "`{name}` receives none of these procedures", vi: "`{name}` không tiếp nhận thủ tục nào trong số này"),
                            crate::text!(
                                en: "name the place whose desk receives them, or `--at all`",
                                vi: "ghi nơi có bộ phận tiếp nhận, hoặc `--at all`"
                            ),
                        ));
                    }
                    vec![place]
                }
            };
            places.extend(found.into_iter().filter(|place| !places.contains(place)).collect::<Vec<_>>());
        }
        if !at.is_empty() && places.is_empty() {
            return Err(Failure::new(
                crate::text!(en: "no place receives these procedures", vi: "không có nơi nào tiếp nhận các thủ tục này"),
                crate::text!(
                    en: "name a table of places in `catalogue.yaml`: `tables: {{ places: places.csv }}`",
                    vi: "ghi bảng nơi giải quyết trong `catalogue.yaml`: `tables: {{ places: places.csv }}`"
                ),
            ));
        }
        let refused = refused.into_iter().map(|entry| entry.base.name.text.clone()).collect();
        Ok(Self { entries, refused, places })
    }

    /// Says which procedures were not compiled.
    pub(super) fn announce_refused(&self, language: Language, screen: &Screen) {
        for code in &self.refused {
            screen.notice(&match language {
                Language::En => format!("{code}: not compiled, it has errors (`procedo check`)"),
                Language::Vi => format!("{code}: không chuyển vì còn lỗi (`procedo check`)"),
            });
        }
    }
}

/// Compiles what the user asked about.
pub(super) fn compile(
    target: &dyn Target,
    language: Language,
    checked: &Checked,
    asked: &Asked<'_>,
) -> Result<Compiled, Failure> {
    let bar = Bar::new();
    bar.begin(asked.entries.len() * asked.places.len().max(1));
    let request = Request {
        catalogue: &checked.catalogue,
        calendar: checked.calendar.as_ref(),
        as_of: checked.as_of,
        language,
        entries: &asked.entries,
        places: &asked.places,
        notices: checked.settings.build.notices,
        done: &|| bar.step(),
    };
    if let Some(why) = target.refuses(&request) {
        let name = target.name();
        let crate::base::Text { en, vi } = why;
        return Err(Failure::Tool { what: crate::text!(en: "{name}: {en}", vi: "{name}: {vi}"), help: None });
    }
    let compiled = targets::compile(target, &request);
    bar.finish();
    Ok(Compiled { folder: compiled.folder, losses: compiled.losses, subjects: compiled.subjects })
}

/// Findings are sorted by place, so those of an item are found by halving.
fn has_errors(checked: &Checked, entry: &Entry) -> bool {
    let span = entry.base.span;
    let first = checked.findings.partition_point(|finding| finding.at < span);
    let within = checked.findings[first..].iter().take_while(|f| f.at.file == span.file && f.at.start < span.end);
    within.into_iter().any(|finding| finding.severity == Severity::Error && span.contains(finding.at))
}
