//! Changes of the dossier: papers that go, that a database answers, or that need no certificate.

use super::evidence;
use crate::base::{Certainty, Diagnostic, Span};
use crate::model::{Agency, DocumentType, Id, Party, Step, StepKind, Valid};
use crate::review::change::{Change, Kept};
use crate::review::subject::Subject;
use crate::syntax::ast::{DocumentLine, Expr, Hand, Statement, StatementKind, Title};

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

/// No longer asks for a paper that nothing needs. That no step reads it is only a hint where some cases bring it: it may say
/// who may file for another, or that others agree, and whoever receives it looks at that; and where a register has it,
/// looking it up asks less of a person's trust.
pub(super) fn drop_unused(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    (finding.certainty != Certainty::Hint).then(|| drop_it(subject, finding))?
}

/// The type of paper of a line, where the registry has it.
fn document<'a>(subject: &Subject<'a>, line: &DocumentLine) -> Option<&'a DocumentType> {
    let documents = &subject.catalogue.documents;
    Some(documents.get(documents.find(&line.name.text)?).near(subject.settings.as_of))
}

/// What the paper of a finding is called.
pub(super) fn shown(subject: &Subject<'_>, at: Span) -> Option<String> {
    let line = paper(subject, at)?;
    Some(title(subject, line).map_or_else(|| line.name.text.clone(), |title| title.text.clone()))
}

/// The title of a paper: of its line, else of its type.
fn title<'a>(subject: &Subject<'a>, line: &'a DocumentLine) -> Option<&'a Title> {
    line.title.as_ref().or_else(|| document(subject, line)?.title.as_ref())
}

/// Takes the paper from the digital results of the procedure that issues it, where every case needs it, it is not what the
/// procedure is about, and that procedure issues first ones: who only issues anew has not issued most of them.
pub(super) fn from_results(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let code = evidence(finding, "issued by")?;
    let line = paper(subject, finding.at)?;
    let always = line.row.when.is_none() && line.row.unless.is_none();
    let issuing = subject.catalogue.entry(code, subject.settings.as_of)?;
    let title = issuing.base.title.as_ref().map(|title| title.text.to_lowercase()).unwrap_or_default();
    let anew = ANEW.iter().any(|words| title.starts_with(words));
    (always && !anew && !is_object(subject, line))
        .then(|| vec![Change::FromFiles { paper: line.name.text.clone(), kept: Kept::ResultOf(code.to_owned()) }])
}

/// How titles of procedures begin that issue again, prolong or change what was issued before.
const ANEW: [&str; 8] = ["cấp lại", "cấp đổi", "gia hạn", "điều chỉnh", "cấp điều chỉnh", "reissue", "renew", "amend"];

/// Takes the paper from the files of the body that issued it, where that works the procedure itself: another body must be
/// asked first, and how is for a person to say. A paper that holds for some time only says how things were on its day: the copy
/// in the files does not tell how they are now.
pub(super) fn from_own_files(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let line = paper(subject, finding.at)?;
    let issuer = issuer_here(subject, line)?;
    if is_object(subject, line) || runs_out(subject, line) {
        return None;
    }
    let agency = subject.catalogue.agencies.get(issuer).near(subject.settings.as_of).name.text.clone();
    Some(vec![Change::FromFiles { paper: line.name.text.clone(), kept: Kept::By(agency) }])
}

/// Whether a paper holds for a limited time: as its line, its type or a procedure that issues it says.
fn runs_out(subject: &Subject<'_>, line: &DocumentLine) -> bool {
    let of_type = document(subject, line).and_then(|document| document.valid.as_ref());
    let id = subject.catalogue.documents.find(&line.name.text);
    let results = subject.catalogue.entries.iter().flat_map(|entry| &entry.base.results);
    let issued = results.filter(|result| id.is_some() && result.document.id == id);
    let issued = issued.filter_map(|result| result.valid.as_ref());
    line.body.valid.iter().chain(of_type).chain(issued).any(|valid| matches!(valid.value, Valid::For(_)))
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
    let title = title.text.to_lowercase();
    let results = subject.entry.views().flat_map(|view| view.results.iter().map(move |result| (view, result)));
    let mut titles = results.filter_map(|(view, result)| {
        let data = view.datum(result.data);
        Some(data.title.as_ref()?.text.to_lowercase())
    });
    // The same words, or at least the same kind of paper from the same body.
    let kind = |text: &str| text.split(' ').take(3).collect::<Vec<_>>().join(" ");
    titles.any(|result| result.contains(&title) || kind(&result) == kind(&title))
}

/// Lets a copy do; not of a paper that is asked for only where a register does not answer: then nothing else vouches for it.
/// Nor beside an original that stays with the case, as an application does: which of them is needed is for a person to say.
pub(super) fn plain_copy(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let line = paper(subject, finding.at)?;
    if line.hands.iter().flatten().any(|hand| matches!(hand.value, Hand::Original(_))) {
        return None;
    }
    let looked_up = [&line.row.when, &line.row.unless].into_iter().flatten().any(asks_a_register);
    (!looked_up).then(|| vec![Change::PlainCopy(line.name.text.clone())])
}

fn asks_a_register(condition: &Expr) -> bool {
    match condition {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(asks_a_register),
        Expr::Not(inner, _) => asks_a_register(inner),
        Expr::Found(_) => true,
        Expr::Test(_) => false,
    }
}

/// Looks the paper up, and asks for it only where nothing is found.
pub(super) fn look_up(subject: &Subject<'_>, finding: &Diagnostic) -> Option<Vec<Change>> {
    let Some(database) = evidence(finding, "database") else { return from_own_files(subject, finding) };
    let line = paper(subject, finding.at)?;
    (!is_object(subject, line))
        .then(|| vec![Change::LookUp { paper: line.name.text.clone(), database: database.to_owned() }])
}
