//! The answer for programs: an engine's bean reads the due times of tasks and of the whole case here.

use super::Known;
use super::show::Asked;
use crate::analysis::{Answer, Outcome, open_text};
use crate::base::Language;
use crate::drawing;
use crate::model::CountedFrom;
use crate::time::{Clock, Moment};
use serde::Serialize;

/// The version of the format; a reader of one version refuses another.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    procedure: &'a str,
    as_of: String,
    received: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    dossier: Option<Judged>,
    steps: Vec<StepOut<'a>>,
}

#[derive(Serialize)]
struct StepOut<'a> {
    step: &'a str,
    /// Its identifier in BPMN models.
    id: &'a str,
    #[serde(flatten)]
    judged: Judged,
}

#[derive(Serialize)]
struct Judged {
    /// The facts that are open and matter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<String>,
    /// One, unless an open fact tells several apart.
    outcomes: Vec<OutcomeOut>,
}

#[derive(Serialize)]
struct OutcomeOut {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    when: Vec<ConditionOut>,
    /// Absent: none is stated, or it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counted_from: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    /// If the days that are not decided are off.
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<String>,
    /// Why there is a limit and no due time.
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    caveats: Vec<String>,
}

#[derive(Serialize)]
struct ConditionOut {
    condition: String,
    holds: bool,
}

/// The answer about the dossier, and about steps of it.
pub(super) fn answer(
    asked: &Asked<'_>,
    clock: &Clock,
    dossier: Option<&Answer>,
    steps: &[(&Known, &Answer)],
) -> String {
    let document = Document {
        version: VERSION,
        procedure: &asked.entry.base.name.text,
        as_of: asked.day.to_string(),
        received: iso(clock.received),
        dossier: dossier.map(|answer| judged(answer, asked)),
        steps: steps
            .iter()
            .map(|(step, answer)| StepOut { step: &step.name, id: &step.id, judged: judged(answer, asked) })
            .collect(),
    };
    serde_json::to_string_pretty(&document).expect("plain data can be written as JSON") + "\n"
}

fn judged(answer: &Answer, asked: &Asked<'_>) -> Judged {
    let language = asked.language;
    Judged {
        depends_on: answer.open.iter().map(|atom| open_text(asked.view, atom).get(language).to_owned()).collect(),
        outcomes: answer.outcomes.iter().map(|outcome| judged_outcome(outcome, asked, language)).collect(),
    }
}

fn judged_outcome(outcome: &Outcome, asked: &Asked<'_>, language: Language) -> OutcomeOut {
    let due = outcome.due.as_ref().and_then(|due| due.as_ref().ok());
    let condition = |(condition, holds): &(crate::model::Condition, bool)| ConditionOut {
        condition: drawing::describe(condition, asked.view, language),
        holds: *holds,
    };
    OutcomeOut {
        when: outcome.when.iter().map(condition).collect(),
        limit: outcome.limit.as_ref().map(|limit| limit.text().get(language).to_owned()),
        counted_from: match outcome.counted_from {
            CountedFrom::CompleteDossier => Some("complete dossier"),
            CountedFrom::Step(_) => Some("step"),
            CountedFrom::Receipt => Some("receipt"),
            CountedFrom::Unsaid => None,
        },
        due: due.map(|due| iso(due.at)),
        otherwise: due.and_then(|due| due.otherwise).map(iso),
        unknown: outcome
            .due
            .as_ref()
            .and_then(|due| due.as_ref().err())
            .map(|why| why.message().get(language).to_owned()),
        caveats: due.iter().flat_map(|due| &due.caveats).map(|caveat| caveat.get(language).to_owned()).collect(),
    }
}

/// As ISO 8601 without a zone: the hours are those of the office.
fn iso(moment: Moment) -> String {
    format!("{}T{}", moment.date, moment.time)
}
