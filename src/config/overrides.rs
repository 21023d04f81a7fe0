//! Levels for a part of a catalogue: the files under a path, the procedures of a level of government.

use crate::base::{CodeRef, Diagnostic, Severity, Sink, similar};
use crate::config::Levels;
use crate::config::levels::UNMATCHED_LEVEL;
use crate::config::tables::Cell;
use globset::{Glob, GlobMatcher};

/// An entry of `overrides`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Override {
    /// Files, as patterns from the catalogue's folder: `imported/**`; none: all.
    pub paths: Vec<(Cell, Glob)>,
    /// Levels of government by name; none: all.
    pub of_levels: Vec<Cell>,
    /// What it asks for.
    pub levels: Levels,
}

/// Where a finding is, as overrides see it.
#[derive(Debug, Clone, Default)]
pub struct Whereabouts {
    /// The path from the catalogue's folder, with forward slashes.
    pub path: String,
    /// The names of the levels of its procedure.
    pub levels: Vec<String>,
}

/// All levels of a catalogue, ready to be asked: the last override that names a code or its theme decides.
#[derive(Debug)]
pub struct Judge<'s> {
    levels: &'s Levels,
    overrides: Vec<(Vec<GlobMatcher>, &'s Override)>,
}

impl<'s> Judge<'s> {
    pub(super) fn new(levels: &'s Levels, overrides: &'s [Override]) -> Self {
        let matchers = |one: &Override| one.paths.iter().map(|(_, glob)| glob.compile_matcher()).collect();
        Self { levels, overrides: overrides.iter().map(|one| (matchers(one), one)).collect() }
    }

    /// The severity of a finding; `None`: it is not shown.
    pub fn level(&self, finding: &Diagnostic, at: &Whereabouts) -> Option<Severity> {
        let mut named = self.overrides.iter().rev().filter(|(paths, one)| applies(paths, one, at));
        let decides = named.find(|(_, one)| one.levels.names(finding));
        decides.map_or(self.levels, |(_, one)| &one.levels).of(finding)
    }

    /// Reports every entry that matches nothing: codes and themes, paths, levels of government, and what is switched off
    /// though nothing of it is found.
    pub fn report_unmatched(
        &self,
        codes: &[CodeRef],
        found: &[(&Diagnostic, Whereabouts)],
        (files, governments): (&[String], &[&str]),
        out: &mut Sink,
    ) {
        let all: Vec<_> = found.iter().map(|(finding, _)| *finding).collect();
        self.levels.report_unmatched(codes, &all, out);
        for (paths, one) in &self.overrides {
            let here = found.iter().filter(|(_, at)| applies(paths, one, at));
            let here: Vec<_> = here.map(|(finding, _)| *finding).collect();
            one.levels.report_unmatched(codes, &here, out);
            for ((written, _), matcher) in one.paths.iter().zip(paths) {
                if !files.iter().any(|file| matcher.is_match(file)) {
                    let path = &written.text;
                    let message = crate::text!(en: "no file matches `{path}`", vi: "không có tệp nào khớp `{path}`");
                    out.report(&UNMATCHED_LEVEL, written.span, message).help(crate::text!(
                        en: "write the path from the folder of `catalogue.yaml`, as in `imported/**`",
                        vi: "ghi đường dẫn tính từ thư mục chứa `catalogue.yaml`, ví dụ `imported/**`"
                    ));
                }
            }
            for written in &one.of_levels {
                let name = &written.text;
                if !governments.iter().any(|known| similar::key(known) == similar::key(name)) {
                    let message = crate::text!(en: "there is no level `{name}`", vi: "không có cấp `{name}`");
                    let finding = out.report(&UNMATCHED_LEVEL, written.span, message);
                    if let Some(near) = similar::nearest(name, governments.iter().copied()) {
                        finding.help(crate::text!(en: "did you mean `{near}`?", vi: "có phải là `{near}` không?"));
                    }
                }
            }
        }
    }
}

fn applies(paths: &[GlobMatcher], one: &Override, at: &Whereabouts) -> bool {
    let government = |name: &String| one.of_levels.iter().any(|cell| similar::key(&cell.text) == similar::key(name));
    (paths.is_empty() || paths.iter().any(|path| path.is_match(&at.path)))
        && (one.of_levels.is_empty() || at.levels.iter().any(government))
}
