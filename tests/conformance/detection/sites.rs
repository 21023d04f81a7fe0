//! Where defects are planted: the shipped procedures, and records of the national portal as they are imported.

use crate::site::Site;
use procedo::base::Sources;
use procedo::import::{self, Silent, Source};
use procedo::pipeline::{self, Checked, Options};
use procedo::time::Date;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// A catalogue with one procedure that can be exchanged.
#[derive(Debug)]
pub(crate) struct Ground {
    /// Everything else that is read with it.
    around: Vec<(String, String)>,
    /// The procedure.
    pub(crate) site: Site,
    /// What is found before anything is planted.
    pub(crate) before: Checked,
}

/// The day of every question.
pub(crate) fn day() -> Date {
    Date::new(2026, 11, 21).expect("a day of the calendar")
}

/// The root of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of records of the national portal, where it is there.
pub(crate) fn records() -> Option<PathBuf> {
    let folder = root().join("../shared/data/portal");
    folder.is_dir().then_some(folder)
}

impl Ground {
    fn new(around: Vec<(String, String)>, path: String, text: String, imported: bool) -> Option<Self> {
        let before = check(&around, &path, &text);
        let entry = before.catalogue.in_force(day()).find(|entry| {
            let own = entry.base.span;
            text.get(own.start as usize..own.end as usize).is_some_and(|words| words.contains(&entry.base.name.text))
                && path.contains(&entry.base.name.text)
        })?;
        let procedure = entry.base.clone();
        let agencies = before.catalogue.agencies.ids().map(|id| before.catalogue.agencies.get(id).near(day()));
        let bodies = agencies
            .flat_map(|agency| agency.roles.iter().map(move |role| format!("{}/{}", agency.name.text, role.name.text)))
            .collect();
        Some(Self { around, site: Site { path, text, procedure, imported, bodies }, before })
    }

    /// The same catalogue with another text of the procedure.
    pub(crate) fn with(&self, text: &str) -> (Sources, Checked) {
        let sources = sources(&self.around, &self.site.path, text);
        let checked = pipeline::check(&sources, &Options::on(day()));
        (sources, checked)
    }
}

fn sources(around: &[(String, String)], path: &str, text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add(path, text);
    for (path, text) in around {
        sources.add(path, text.clone());
    }
    sources
}

fn check(around: &[(String, String)], path: &str, text: &str) -> Checked {
    pipeline::check(&sources(around, path, text), &Options::on(day()))
}

/// Every so-manieth of the shipped procedures in force, each with the whole registry and nothing else.
pub(crate) fn shipped(each: usize) -> Vec<Ground> {
    let folder = root().join("procedures");
    let mut files = Vec::new();
    walk(&folder, &mut files);
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(&folder).expect("it is below").to_string_lossy().into_owned();
        Some((name, fs::read_to_string(path).ok()?))
    };
    let all: Vec<_> = files.iter().filter_map(read).collect();
    let is_around = |path: &str| path.starts_with("registry/") || !is_source(path);
    let around: Vec<_> = all.iter().filter(|(path, _)| is_around(path)).cloned().collect();
    let own: Vec<_> = all.into_iter().filter(|(path, _)| !is_around(path)).step_by(each).collect();
    own.into_par_iter().filter_map(|(path, text)| Ground::new(around.clone(), path, text, false)).collect()
}

/// Every file of a folder, in the order of paths; what a build wrote is left out.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "build") {
                walk(&path, files);
            }
        } else {
            files.push(path);
        }
    }
}

/// Every so-manieth record of the portal, each imported into a catalogue of its own.
pub(crate) fn imported(each: usize) -> Vec<Ground> {
    let Some(folder) = records() else { return Vec::new() };
    let mut files = Vec::new();
    walk(&folder, &mut files);
    let picked: Vec<_> = files.into_iter().step_by(each).collect();
    picked.into_par_iter().filter_map(|path| one(&path)).collect()
}

fn one(path: &Path) -> Option<Ground> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let mut own = None;
    let mut around = Vec::new();
    for (path, text) in import(&[Source { name, bytes: fs::read(path).ok()? }]) {
        let inner = path.rsplit('/').next().unwrap_or(&path).to_owned();
        if is_source(&path) && !path.starts_with("registry/") {
            own = Some((inner, text));
        } else {
            around.push((path, text));
        }
    }
    let (path, text) = own?;
    Ground::new(around, path, text, true)
}

fn is_source(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "proc")
}

/// Records as a catalogue: paths and texts.
pub(crate) fn import(records: &[Source]) -> Vec<(String, String)> {
    let importer = import::find("portal").expect("the format exists");
    let options = import::Options { language: procedo::base::Language::Vi, progress: &Silent };
    let folder = (importer.read)(records, &options).folder;
    folder.files().map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
}
