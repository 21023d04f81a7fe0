//! Which procedure gives what another one asks for, for the same applicants.

use super::CatalogueContext;
use super::dossier;
use super::shared::title;
use crate::matching::{from_abroad, normal};
use crate::model::{Entry, Outcome, Paper, Procedure};

/// A paper that passes from one procedure to another.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    /// The procedure that issues it.
    pub(super) from: &'a Entry,
    /// The procedure that asks for it.
    pub(super) to: &'a Entry,
    /// The line that asks.
    pub(super) paper: &'a Paper,
    /// How a reader calls the paper.
    pub(super) name: String,
    /// Whether the line asks in every case.
    pub(super) always: bool,
    /// Whether some applicant may file both; `None` where one of the two does not say for whom it is.
    pub(super) same_applicant: Option<bool>,
    /// Whether one of the two is declared to be linked with the other.
    pub(super) linked: bool,
}

/// Every paper of a procedure that another procedure in force issues. What is asked only if there is one, and what the
/// procedure issues itself (the old one is handed back), does not pass.
pub(super) fn passages<'a>(cx: &CatalogueContext<'a>, to: &'a Entry) -> Vec<Passage<'a>> {
    let results = cx.shared.results(cx.catalogue, cx.as_of);
    let mut found = Vec::new();
    for demand in to.base.documents.iter().filter(|demand| !demand.if_any) {
        for paper in &demand.any_of {
            let id = paper.document.id;
            let words = dossier::name(&to.base, paper);
            let wanted = normal(&words);
            let is_it = |p: &Procedure, outcome: &Outcome| match id {
                Some(id) => outcome.document.id == Some(id),
                None => outcome.document.id.is_none() && title(p, outcome) == wanted,
            };
            if to.base.results.iter().any(|outcome| is_it(&to.base, outcome)) {
                continue;
            }
            let issuers: Vec<&'a Entry> = match id {
                Some(id) => results.of_type(cx.catalogue, id).collect(),
                None => results.of_title(cx.catalogue, &wanted).collect(),
            };
            // What another state issued is no result of this one's, whatever type it is read as.
            if issuers.is_empty() || from_abroad(&words) {
                continue;
            }
            found.extend(issuers.into_iter().filter(|from| from.id != to.id).map(|from| Passage {
                from,
                to,
                paper,
                name: words.clone(),
                // What is only shown says who comes, and is not handed over.
                always: demand.row.when.is_none()
                    && paper.row.when.is_none()
                    && demand.any_of.len() == 1
                    && !dossier::only_shown(paper),
                same_applicant: shares_applicant(&from.base, &to.base),
                linked: declared(from, to) || declared(to, from),
            }));
        }
    }
    found
}

fn shares_applicant(a: &Procedure, b: &Procedure) -> Option<bool> {
    let both = !a.applicants.is_empty() && !b.applicants.is_empty();
    both.then(|| a.applicants.iter().any(|one| b.applicants.iter().any(|other| one.value == other.value)))
}

fn declared(one: &Entry, other: &Entry) -> bool {
    one.base.linked.iter().any(|linked| linked.id == Some(other.id))
}
