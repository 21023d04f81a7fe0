//! Targets: what they all share, and each of them.

mod calls;
mod clock;
mod epar;
mod frame;
mod hostile;
mod igate;
mod ioffice;
mod opencps;
mod portal;

use crate::support::shipped;
use procedo::base::{Language, Sources};
use procedo::import::Imported;
use procedo::pipeline::{self, Checked, Options};
use procedo::targets::{self, Compiled, Request, Territory};
use procedo::time::Date;
use std::path::Path;

/// The day of every test.
fn day() -> Date {
    Date::new(2026, 11, 21).expect("a day of the calendar")
}

/// A catalogue of these files, checked.
fn checked(files: &[(&str, &str)]) -> Checked {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.add(*path, *text);
    }
    pipeline::check(&sources, &Options::on(day()))
}

/// What was imported, checked as a catalogue.
fn catalogue_of(imported: &Imported) -> Checked {
    let mut sources = Sources::default();
    for (path, content) in imported.folder.files() {
        sources.add(path, String::from_utf8_lossy(content).into_owned());
    }
    pipeline::check(&sources, &Options::on(day()))
}

/// Everything in force compiled to a target: as published, or for every place that receives it.
fn compiled(checked: &Checked, target: &str, at_all_places: bool) -> Compiled {
    let entries: Vec<_> = checked.catalogue.in_force(checked.as_of).collect();
    let mut places = Vec::new();
    if at_all_places {
        places = Territory::of(&checked.catalogue, checked.as_of).receiving(&entries);
    }
    let published = Request::published(&checked.catalogue, &entries, checked.as_of, Language::Vi);
    let request = Request { calendar: checked.calendar.as_ref(), places: &places, ..published };
    targets::compile(targets::find(target).expect("the target is there"), &request)
}

/// Whether a path ends so.
fn ends(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|own| own == ending)
}

/// The shipped catalogue as published, compiled to a target.
fn shipped_to(target: &str) -> Compiled {
    compiled(shipped(), target, false)
}
