//! Configurations for the systems that process dossiers: one target, one file or folder. The list of targets stands here only.

mod bpmn;
mod epar;
mod follow;
mod frame;
mod igate;
mod ioffice;
mod opencps;
mod paths;
mod portal;
mod territory;

pub use crate::base::{Folder, file_name};
pub use frame::{Compiled, compile};
pub use territory::{Subject, Territory};

use crate::base::{Language, Span, Text};
use crate::model::{Catalogue, Entry, Id, Place};
use crate::time::{Calendar, Date};

/// A system, or a format that several systems read.
pub trait Target: Sync {
    /// What the user types: `compile --target bpmn`.
    fn name(&self) -> &'static str;

    /// What it is for, in a phrase.
    fn about(&self) -> Text;

    /// The folder of its files; `None`: they stand in the folder that the user named, beside those of others.
    fn folder(&self) -> Option<&'static str> {
        Some(self.name())
    }

    /// What it cannot say. A [`Loss`] names one of these.
    fn gaps(&self) -> &'static [&'static Gap];

    /// Why nothing can be written for this request; `None`: something can.
    fn refuses(&self, _request: &Request<'_>) -> Option<Text> {
        None
    }

    /// Writes the configuration of one procedure, as published or as one place works it.
    fn emit(&self, request: &Request<'_>, subject: &Subject<'_>) -> Output;

    /// Writes what stands once, for all procedures together.
    fn whole(&self, _request: &Request<'_>, _subjects: &[Subject<'_>]) -> Output {
        Output::default()
    }
}

/// What is to be compiled.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The working calendar, where there is one.
    pub calendar: Option<&'a Calendar>,
    /// The day on which it is to hold.
    pub as_of: Date,
    /// The language of the words that are not the catalogue's own.
    pub language: Language,
    /// The procedures to compile.
    pub entries: &'a [&'a Entry],
    /// The places to compile them for; none: as published.
    pub places: &'a [Id<Place>],
    /// Whether process engines tell someone when a step is overdue that says nothing of what happens then.
    pub notices: bool,
    /// Called after each procedure, for a progress bar.
    pub done: &'a (dyn Fn() + Sync),
}

impl<'a> Request<'a> {
    /// Procedures as they are published, with no calendar and nobody watching.
    pub fn published(catalogue: &'a Catalogue, entries: &'a [&'a Entry], as_of: Date, language: Language) -> Self {
        Self { catalogue, calendar: None, as_of, language, entries, places: &[], notices: false, done: &|| {} }
    }
}

/// What a target cannot say, whatever the procedure.
#[derive(Debug)]
pub struct Gap {
    /// Its name, unique in the target.
    pub name: &'static str,
    /// What is lost and what to do about it.
    pub text: fn() -> Text,
}

/// Something that a procedure says and a target cannot.
#[derive(Debug, Clone)]
pub struct Loss {
    /// What the target cannot say.
    pub gap: &'static Gap,
    /// The procedure.
    pub procedure: String,
    /// The place whose way of working is meant.
    pub place: Option<String>,
    /// Where it is said.
    pub at: Span,
    /// What of the procedure it is about: a step, a paper.
    pub about: Option<String>,
}

impl Loss {
    /// What is lost, and of what.
    pub fn text(&self) -> Text {
        let Text { en, vi } = (self.gap.text)();
        match &self.about {
            Some(about) => crate::text!(en: "{en} (`{about}`)", vi: "{vi} (`{about}`)"),
            None => Text { en, vi },
        }
    }
}

/// What a target writes.
#[derive(Debug, Default)]
pub struct Output {
    /// Files by their path within the target's folder.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the format could not take.
    pub losses: Vec<Loss>,
}

impl Output {
    fn file(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.files.push((path.into(), content.into()));
    }

    fn lose(&mut self, gap: &'static Gap, subject: &Subject<'_>, at: Span, about: Option<&str>) {
        self.losses.push(Loss {
            gap,
            procedure: subject.entry.base.name.text.clone(),
            place: subject.place_name().map(str::to_owned),
            at,
            about: about.map(str::to_owned),
        });
    }
}

/// A procedure without a process, for targets that configure one.
static NO_PROCESS: Gap = Gap {
    name: "no-process",
    text: || {
        crate::text!(
            en: "there is no process, so there is nothing to run",
            vi: "chưa có quy trình nội bộ nên không có gì để chạy"
        )
    },
};

/// Every target, in the order of the help.
pub static TARGETS: &[&dyn Target] = &[
    &bpmn::Bpmn,
    &bpmn::CAMUNDA7,
    &bpmn::FLOWABLE,
    &bpmn::ACTIVITI_TARGET,
    &bpmn::ZEEBE,
    &epar::Epar,
    &igate::Igate,
    &ioffice::IOffice,
    &opencps::OpenCps,
    &paths::Paths,
    &portal::Portal,
];

/// The target of a name.
pub fn find(name: &str) -> Option<&'static dyn Target> {
    TARGETS.iter().copied().find(|target| target.name() == name)
}
