//! Changes of the dossier: papers that go, that a database answers, or that need no certificate.

use super::evidence;
use crate::base::{Certainty, Diagnostic, Span};
use crate::model::{Agency, DocumentType, Id, Party, Step, StepKind};
use crate::review::change::{Change, Kept};
use crate::review::subject::Subject;
use crate::syntax::ast::{DocumentLine, Hand, Statement, StatementKind};

/// The line of the paper that a finding is about, in the procedure or one of its cases.
pub(super) fn paper<'a>(subject: &Subject<'a>, at: Span) -> Option<&'a DocumentLine> {
    fn find(statements: &[Statement], at: Span) -> Option<&DocumentLine> {
        let around = statements.iter().find(|statement| statement.span.contains(at))?;
        match &around.kind {
            StatementKind::Document(line) => Some(line),
            StatementKind::Case(case) => find(&case.statements, at),
            _ => None,
        }
    }
    find(&subject.entry.written.statements, at)
        .or_else(|| subject.adaptations().find_map(|adapt| find(&adapt.statements, at)))
}

/// No longer asks for the paper.
pub(super) fn drop_it(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    Some(vec![Change::DropPaper(paper(subject, finding.at)?.name.text.clone())])
}

/// What papers are called that say who may file for another: the desk looks at them, whoever decides need not.
const MANDATES: [&str; 6] = ["ủy quyền", "uỷ quyền", "giới thiệu", "authoris", "introduction", "power of attorney"];

/// No longer asks for a paper that nothing needs; not where it says who may file, and not where a register has it: then
/// looking it up asks less of a person's trust.
pub(super) fn drop_unused(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let line = paper(subject, finding.at)?;
    let is_mandate = title(subject, line).is_some_and(|title| MANDATES.iter().any(|words| title.contains(words)));
    let is_held = document(subject, line).is_some_and(|document| !document.held_in.is_empty());
    (finding.certainty != Certainty::Hint || !is_mandate && !is_held).then(|| drop_it(subject, finding))?
}

/// The type of paper of a line, where the registry has it.
fn document<'a>(subject: &Subject<'a>, line: &DocumentLine) -> Option<&'a DocumentType> {
    let documents = &subject.catalogue.documents;
    Some(documents.get(documents.find(&line.name.text)?).near(subject.settings.as_of))
}

/// What a paper is called, in small letters.
fn title(subject: &Subject<'_>, line: &DocumentLine) -> Option<String> {
    let of_type = document(subject, line);
    line.title.as_ref().or_else(|| of_type?.title.as_ref()).map(|title| title.text.to_lowercase())
}

/// Takes the paper from the digital results of the procedure that issues it.
pub(super) fn from_results(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let kept = Kept::ResultOf(evidence(finding, "issued by")?.to_owned());
    Some(vec![Change::FromFiles { paper: paper(subject, finding.at)?.name.text.clone(), kept }])
}

/// Takes the paper from the files of the body that issued it, where that works the procedure itself: another body must be
/// asked first, and how is for a person to say.
pub(super) fn from_own_files(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let line = paper(subject, finding.at)?;
    let issuer = issuer_here(subject, line)?;
    if is_object(subject, line) {
        return None;
    }
    let agency = subject.catalogue.agencies.get(issuer).near(subject.settings.as_of).name.text.clone();
    Some(vec![Change::FromFiles { paper: line.name.text.clone(), kept: Kept::By(agency) }])
}

/// The agency that issues a type of paper and works a step of the procedure as it is published.
fn issuer_here(subject: &Subject<'_>, line: &DocumentLine) -> Option<Id<Agency>> {
    let document = document(subject, line)?;
    let process = subject.entry.views().find_map(|view| view.process.as_ref())?;
    // Whose answer is only waited for does not have its files at hand in this process.
    let asked = |step: &&Step| step.is_kind(StepKind::Await) || step.is_kind(StepKind::Consult);
    let working = process.steps.iter().filter(|step| !asked(step)).filter_map(|step| step.by.as_ref());
    let parties = working.flat_map(|by| by.any_of.iter().chain(&by.with));
    let here: Vec<Id<Agency>> = parties
        .filter_map(|party| match party {
            Party::Body { body, other: false } => body.agency.id,
            _ => None,
        })
        .collect();
    document.issued_by.iter().filter_map(|agency| agency.id).find(|id| here.contains(id))
}

/// Whether the original is handed in to be changed, replaced or taken back: then it is what the procedure is about, and no
/// register and no file can stand in for it.
fn is_object(subject: &Subject<'_>, line: &DocumentLine) -> bool {
    let original = line.hands.iter().flatten().any(|hand| matches!(hand.value, Hand::Original(_)));
    let Some(title) = title(subject, line).filter(|_| original) else { return false };
    let results = subject.entry.views().flat_map(|view| view.results.iter().map(move |result| (view, result)));
    let mut titles = results.filter_map(|(view, result)| {
        let data = view.datum(result.data);
        Some(data.title.as_ref()?.text.to_lowercase())
    });
    // The same words, or at least the same kind of paper from the same body.
    let kind = |text: &str| text.split(' ').take(3).collect::<Vec<_>>().join(" ");
    titles.any(|result| result.contains(&title) || kind(&result) == kind(&title))
}

/// Lets a copy do.
pub(super) fn plain_copy(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    Some(vec![Change::PlainCopy(paper(subject, finding.at)?.name.text.clone())])
}

/// Looks the paper up, and asks for it only where nothing is found.
pub(super) fn look_up(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let Some(database) = evidence(finding, "database") else { return from_own_files(subject, finding) };
    let line = paper(subject, finding.at)?;
    (!is_object(subject, line))
        .then(|| vec![Change::LookUp { paper: line.name.text.clone(), database: database.to_owned() }])
}
