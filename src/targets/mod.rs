//! Configurations for the systems that process dossiers: one target, one folder. The list of targets stands here only.

mod bpmn;
mod paths;

pub use crate::base::{Folder, file_name};

use crate::base::{Language, Span, Text};
use crate::model::{Catalogue, Entry};
use crate::time::Date;

/// A system, or a format that several systems read.
pub trait Target: Sync {
    /// What the user types: `compile --target bpmn`.
    fn name(&self) -> &'static str;

    /// What it is for, in a phrase.
    fn about(&self) -> Text;

    /// Writes the configuration of everything in the request; says what the format could not take.
    fn emit(&self, request: &Request<'_>, out: &mut Folder) -> Vec<Loss>;
}

/// What is to be compiled.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The day on which it is to hold.
    pub as_of: Date,
    /// The language of the words that are not the catalogue's own.
    pub language: Language,
    /// The procedures to compile.
    pub entries: &'a [&'a Entry],
}

/// Something that a procedure says and a target cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The procedure.
    pub procedure: String,
    /// Where it is said.
    pub at: Span,
    /// What is lost and what to do about it.
    pub text: Text,
}

/// Every target, in the order of the help.
pub static TARGETS: &[&dyn Target] = &[&bpmn::Bpmn, &paths::Paths];

/// The target of a name.
pub fn find(name: &str) -> Option<&'static dyn Target> {
    TARGETS.iter().copied().find(|target| target.name() == name)
}
