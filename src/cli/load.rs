//! From paths to sources: finds the catalogue, walks it, reads its files. The only code that reads the disk.

use super::Failure;
use super::failure::reason;
use crate::base::{FileId, LARGEST_TEXT, Sink, Sources, Text};
use crate::config::Settings;
use crate::config::unread::Unread;
use crate::pipeline::{self, CATALOGUE_FILE, RULES_FOLDER, SOURCE_EXTENSION};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

/// A catalogue with the texts of all its files.
#[derive(Debug)]
pub(super) struct Loaded {
    /// Every file, in the order of paths.
    pub(super) sources: Sources,
    /// Those whose text could not be had.
    pub(super) unread: Vec<(FileId, Unread)>,
    /// The files that the user named; `None`: the whole catalogue.
    pub(super) only: Option<BTreeSet<FileId>>,
    /// What `catalogue.yaml` says; mistakes in it are reported by the check.
    pub(super) settings: Settings,
    /// The folder of the catalogue.
    pub(super) root: PathBuf,
    /// The same as outputs name it.
    pub(super) shown: PathBuf,
}

impl Loaded {
    /// Every file of the catalogue by its path from the root.
    pub(super) fn relative_paths(&self) -> impl Iterator<Item = (PathBuf, FileId)> {
        let path = |id| self.sources.path(id).strip_prefix(&self.shown).ok().map(|path| (path.to_path_buf(), id));
        self.sources.ids().filter_map(path)
    }

    /// Adds a file that is no part of the catalogue.
    pub(super) fn add(&mut self, path: &Path) -> Result<FileId, Failure> {
        match read(path) {
            Ok(text) => Ok(self.sources.add(tidy(path), text)),
            Err(why) => {
                let (path, Text { en, vi }) = (path.display(), why.message());
                Err(Failure::new(
                    crate::text!(en: "`{path}`: {en}", vi: "`{path}`: {vi}"),
                    crate::text!(
                        en: "write a baseline with `procedo check --write-baseline {path}`",
                        vi: "lập danh sách tồn đọng bằng `procedo check --write-baseline {path}`"
                    ),
                ))
            }
        }
    }

    /// Whether the user asked about a file.
    pub(super) fn shows(&self, file: FileId) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&file))
    }
}

/// Larger source files are not read.
const LARGEST: u64 = LARGEST_TEXT as u64;

/// Loads the catalogue that the paths belong to; without paths that of the current folder.
pub(super) fn load(paths: &[PathBuf]) -> Result<Loaded, Failure> {
    let here = [PathBuf::from(".")];
    let asked = if paths.is_empty() { &here } else { paths };
    let mut root = None;
    let mut places = Vec::new();
    for path in asked {
        let full = fs::canonicalize(path).map_err(|error| no_path(path, &error))?;
        let found = full.ancestors().find(|folder| folder.join(CATALOGUE_FILE).is_file());
        let found = found.map(Path::to_path_buf).ok_or_else(|| no_catalogue(path, &full))?;
        if root.as_ref().is_some_and(|root| *root != found) {
            return Err(two_catalogues(path));
        }
        root = Some(found);
        places.push(full);
    }
    let root = root.expect("at least one path was asked for");
    // Nothing named, or the root itself among others: the whole catalogue.
    let whole = paths.is_empty() || places.contains(&root);
    let named: Vec<_> = places.iter().zip(paths).filter(|_| !whole).collect();
    read_catalogue(&root, &shown_root(&root, asked), &named)
}

fn read_catalogue(root: &Path, shown: &Path, named: &[(&PathBuf, &PathBuf)]) -> Result<Loaded, Failure> {
    let mut files = walk(root, root);
    let settings_text = read(&root.join(CATALOGUE_FILE)).unwrap_or_default();
    let settings = Settings::read(FileId(0), &settings_text, &mut Sink::default());
    files.insert(root.join(CATALOGUE_FILE), None);
    for path in rules_files(&root.join(RULES_FOLDER)) {
        files.entry(path).or_insert(None);
    }
    for cell in [&settings.calendar, &settings.places, &settings.staff, &settings.reported, &settings.baseline]
        .into_iter()
        .flatten()
    {
        let path = root.join(&cell.text);
        // A file that is named and not there is found where it is named.
        if path.exists() {
            files.entry(path).or_insert(None);
        }
    }
    for (place, typed) in named {
        if place.is_file() && is_source(place) {
            files.entry((*place).clone()).or_insert(None);
        } else if !files.keys().any(|file| file.starts_with(place)) {
            return Err(not_a_source(typed));
        }
    }
    let mut sources = Sources::default();
    let (mut unread, mut only) = (Vec::new(), BTreeSet::new());
    for (file, refused) in files {
        let path = shown.join(file.strip_prefix(root).unwrap_or(&file));
        let text = refused.map_or_else(|| read(&file), Err);
        let id = sources.add(path, text.as_deref().unwrap_or_default());
        unread.extend(text.err().map(|why| (id, why)));
        if named.iter().any(|(place, _)| file.starts_with(place)) {
            only.insert(id);
        }
    }
    let only = (!named.is_empty()).then_some(only);
    Ok(Loaded { sources, unread, only, settings, root: root.to_path_buf(), shown: shown.to_path_buf() })
}

/// The source files under a folder, as git would see them; a folder or file that the walk could not enter has a reason.
fn walk(root: &Path, folder: &Path) -> BTreeMap<PathBuf, Option<Unread>> {
    let own = root.to_path_buf();
    let mut builder = ignore::WalkBuilder::new(folder);
    builder.filter_entry(move |entry| {
        let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        // Another catalogue inside this one, and what `build` wrote, are not part of it.
        let foreign = entry.path() != own && entry.path().join(CATALOGUE_FILE).is_file();
        !folder || !(foreign || entry.path().join(super::build::INDEX).is_file())
    });
    let mut files = BTreeMap::new();
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| !kind.is_dir()) && is_source(entry.path()) => {
                files.insert(entry.into_path(), None);
            }
            Ok(_) => {}
            Err(error) => {
                let path = path_of(&error).unwrap_or_else(|| folder.to_path_buf());
                let why = error.into_io_error().map_or_else(String::new, |error| reason(&error).en);
                files.insert(path, Some(Unread::Refused(why)));
            }
        }
    }
    files
}

/// The files with rules that users wrote for a catalogue.
fn rules_files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    files.filter(|path| path.is_file() && pipeline::is_rules_file(path, folder)).collect()
}

fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// The source files that paths name, whether they belong to a catalogue or not.
pub(super) fn source_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let here = [PathBuf::from(".")];
    let asked = if paths.is_empty() { &here } else { paths };
    let mut all = BTreeSet::new();
    for path in asked {
        let meta = fs::metadata(path).map_err(|error| no_path(path, &error))?;
        if meta.is_dir() {
            all.extend(walk(path, path).into_keys().map(|file| tidy(&file)));
        } else if is_source(path) {
            all.insert(path.clone());
        } else {
            return Err(not_a_source(path));
        }
    }
    Ok(all.into_iter().collect())
}

/// Reads a file as text.
pub(super) fn read(path: &Path) -> Result<String, Unread> {
    let refused = |error: &io::Error| Unread::Refused(reason(error).en);
    let size = fs::metadata(path).map_err(|error| refused(&error))?.len();
    if size > LARGEST {
        return Err(Unread::TooLarge(size, LARGEST));
    }
    let bytes = fs::read(path).map_err(|error| refused(&error))?;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Unread::Utf16);
    }
    if bytes.contains(&0) {
        return Err(Unread::Binary);
    }
    String::from_utf8(bytes).map_err(|error| Unread::NotUtf8(error.utf8_error().valid_up_to()))
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == SOURCE_EXTENSION)
}

/// How the catalogue's folder is called in the output: as the user would type it from here.
fn shown_root(root: &Path, asked: &[PathBuf]) -> PathBuf {
    if asked.iter().any(|path| path.is_absolute()) {
        return root.to_path_buf();
    }
    let Some(here) = env::current_dir().ok().and_then(|here| fs::canonicalize(here).ok()) else {
        return root.to_path_buf();
    };
    let common = here.components().zip(root.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(common).map(|_| Component::ParentDir);
    up.chain(root.components().skip(common)).collect()
}

/// The path without a leading `./`.
fn tidy(path: &Path) -> PathBuf {
    path.strip_prefix(".").map_or_else(|_| path.to_path_buf(), Path::to_path_buf)
}

fn no_path(path: &Path, error: &io::Error) -> Failure {
    if error.kind() != io::ErrorKind::NotFound {
        return Failure::io(path, error);
    }
    let path = path.display();
    Failure::new(
        crate::text!(en: "there is no file or folder `{path}`", vi: "không có tệp hay thư mục `{path}`"),
        crate::text!(
            en: "name a catalogue's folder or a file in it: `procedo check procedures`",
            vi: "ghi thư mục của danh mục hoặc một tệp trong đó: `procedo check procedures`"
        ),
    )
}

fn no_catalogue(path: &Path, full: &Path) -> Failure {
    let shown = path.display();
    let what = crate::text!(
        en: "`{shown}` is not in a catalogue: neither it nor a folder above it has a `catalogue.yaml`",
        vi: "`{shown}` không thuộc danh mục nào: thư mục này và các thư mục cấp trên không có `catalogue.yaml`"
    );
    let mut below: Vec<_> = fs::read_dir(full).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    below.sort();
    let help = match below.iter().find(|folder| folder.join(CATALOGUE_FILE).is_file()) {
        Some(folder) => {
            let near = tidy(&path.join(folder.file_name().unwrap_or_default()));
            let near = near.display();
            crate::text!(en: "there is one in `{near}`: name that folder", vi: "có một danh mục ở `{near}`: hãy ghi thư mục đó")
        }
        None => crate::text!(
            en: "start one with `procedo new my-catalogue`",
            vi: "tạo danh mục mới bằng `procedo new danh-muc`"
        ),
    };
    Failure::new(what, help)
}

fn two_catalogues(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        crate::text!(en: "`{path}` belongs to another catalogue", vi: "`{path}` thuộc danh mục khác"),
        crate::text!(en: "check one catalogue at a time", vi: "mỗi lần chỉ kiểm tra một danh mục"),
    )
}

fn not_a_source(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        crate::text!(en: "there is no source file in `{path}`", vi: "không có tệp nguồn trong `{path}`"),
        crate::text!(en: "source files end in `.proc`", vi: "tệp nguồn có đuôi `.proc`"),
    )
}
