//! Catalogues that exist already, read from the formats they are kept in. The list of formats stands here only.
//!
//! An importer takes named bytes and gives the files of a whole catalogue with a report on what it understood. It reads no
//! disk, never panics on what it is given, and loses nothing: what has no place in the language goes into `text`.

mod bpmn;
mod decode;
mod draft;
mod epar;
mod facts;
mod flow;
mod name;
mod opencps;
mod page;
mod portal;
mod report;
mod sheet;
mod xml;

pub use decode::decoded;
pub use draft::Draft;
use name::in_name;
pub use name::{Names, path_part, slug};
pub use page::{Page, quoted};
pub use report::{Count, Remark, Report, Share};

use crate::base::{Folder, Language, Text};

/// A format that catalogues are kept in.
#[derive(Debug)]
pub struct Importer {
    /// What the user types: `import portal`.
    pub name: &'static str,
    /// What it reads, in a phrase.
    pub about: fn() -> Text,
    /// The endings of the files that are read when a folder is named, in small letters.
    pub endings: &'static [&'static str],
    /// Reads the sources.
    pub read: fn(&[Source], &Options<'_>) -> Imported,
}

/// A file of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path, as it is shown in the report.
    pub name: String,
    /// What it holds; nothing is known of it yet.
    pub bytes: Vec<u8>,
}

impl Source {
    /// The name without its folders.
    pub fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }
}

/// How to import.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The language of the keywords that are written.
    pub language: Language,
    /// Hears how the work goes on.
    pub progress: &'a dyn Progress,
}

/// Hears how long work goes on; may be told from several threads.
pub trait Progress: Sync {
    /// So many parts are to be done.
    fn begin(&self, total: usize);
    /// One part is done.
    fn step(&self);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
}

/// What an import gives.
#[derive(Debug)]
pub struct Imported {
    /// The files of the catalogue, formatted.
    pub folder: Folder,
    /// What was understood, and what was not.
    pub report: Report,
}

/// Every format, in the order of the help.
pub static IMPORTERS: &[&Importer] =
    &[&portal::TEXT, &portal::JSON, &portal::PACKAGE, &epar::EPAR, &opencps::OPENCPS, &bpmn::BPMN, &sheet::SHEET];

/// The importer of a name.
pub fn find(name: &str) -> Option<&'static Importer> {
    IMPORTERS.iter().copied().find(|importer| importer.name == name)
}
