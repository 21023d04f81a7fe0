//! `check --format markdown`: what a change made of the catalogue, handed to whoever writes the comment.

use crate::base::{Diagnostic, Sources, Text};
use crate::comparison::{Changed, Comparison, Kind};
use crate::pipeline::baseline::GONE;
use crate::pipeline::{Checked, Options};
use crate::render::Report;
use crate::render::markdown::{self, Change, Procedure};
use std::path::Path;

/// Writes the comment: against a revision where the options name one, else against the baseline where there is one.
pub(super) fn render(
    report: &Report<'_>,
    sources: &Sources,
    checked: &Checked,
    options: &Options,
    place: Option<&str>,
    wanted: &dyn Fn(&Diagnostic, &Path) -> bool,
) -> String {
    let language = report.own_language();
    let Some(before) = &options.since else {
        if checked.baseline.is_none() {
            return markdown::render(report, None);
        }
        // What a baseline lists and is not found any more stands in the report as a finding about its line.
        let (put_right, new): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            report.findings.iter().copied().partition(|finding| finding.code == GONE);
        return markdown::render(report, Some(&Change { new, put_right, procedures: Vec::new() }));
    };
    let comparison = Comparison::of(sources, checked, before, options, place, language);
    let path = |finding: &Diagnostic| comparison.sources.path(finding.at.file);
    let put_right = comparison.put_right(checked).into_iter().filter(|finding| wanted(finding, path(finding)));
    let change = Change {
        new: comparison.new_among(&report.findings),
        put_right: put_right.collect(),
        procedures: comparison.procedures.iter().map(procedure).collect(),
    };
    markdown::render(report, Some(&change))
}

fn procedure(changed: &Changed) -> Procedure {
    let became = match changed.kind {
        Kind::Added => crate::text!(en: "new", vi: "mới"),
        Kind::Removed => crate::text!(en: "no longer in force", vi: "không còn hiệu lực"),
        Kind::Edited => Text::default(),
        Kind::NotInForce => crate::text!(en: "not in force on this day", vi: "không có hiệu lực vào ngày này"),
    };
    let (added, removed, edited) =
        (changed.steps.added.clone(), changed.steps.removed.clone(), changed.steps.changed.clone());
    // All steps of a procedure that is new, or gone, need no list.
    let listed = changed.kind == Kind::Edited;
    let steps = [
        (crate::text!(en: "New steps", vi: "Bước mới"), added),
        (crate::text!(en: "Changed steps", vi: "Bước thay đổi"), edited),
        (crate::text!(en: "Steps taken out", vi: "Bước bị bỏ"), removed),
    ];
    Procedure {
        code: changed.code.clone(),
        title: changed.title.clone().unwrap_or_default(),
        became,
        figures: changed.figures.iter().map(|row| (row.name.clone(), row.before.clone(), row.after.clone())).collect(),
        steps: steps.into_iter().filter(|_| listed).collect(),
        drawing: changed.drawing.clone(),
    }
}
