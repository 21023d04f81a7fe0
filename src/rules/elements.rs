//! What a view asks of the applicant, element by element, each with what it cites; and what a place adds to it.

use super::{Context, dossier};
use crate::base::{Span, Text, similar};
use crate::model::{Citation, FeeAmount, Procedure, shown};

/// Something that an applicant must have, hand in, pay or come for.
#[derive(Debug, Clone)]
pub(super) struct Element<'a> {
    /// What it is.
    pub(super) kind: ElementKind,
    /// What a reader calls it.
    pub(super) name: String,
    /// By what it is recognised in another view.
    key: String,
    /// Where it is asked.
    pub(super) at: Span,
    /// What it cites for itself, on the day.
    pub(super) basis: Vec<&'a Citation>,
    /// Whether it leaves its content to an agency's own act.
    pub(super) left_to: bool,
}

/// A kind of element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ElementKind {
    /// A paper of the dossier.
    Paper,
    /// A requirement.
    Condition,
    /// A fee or charge.
    Fee,
    /// A step that the applicant works, or must come for.
    Step,
}

impl ElementKind {
    /// Its word.
    pub(super) fn text(self) -> Text {
        match self {
            Self::Paper => crate::text!(en: "the paper", vi: "giấy tờ"),
            Self::Condition => crate::text!(en: "the condition", vi: "điều kiện"),
            Self::Fee => crate::text!(en: "the fee", vi: "khoản thu"),
            Self::Step => crate::text!(en: "the step", vi: "bước"),
        }
    }
}

/// The elements of a view in the order of the text.
pub(super) fn elements<'a>(cx: &Context<'a>, view: &'a Procedure) -> Vec<Element<'a>> {
    let holds = |citation: &&Citation| citation.period.contains(cx.as_of);
    let mut all = Vec::new();
    let mut add = |kind, name: String, key: &str, at, basis: Vec<&'a Citation>, left_to| {
        let basis = basis.into_iter().filter(holds).collect();
        all.push(Element { kind, name, key: similar::key(key), at, basis, left_to });
    };
    for one in view.conditions.iter().filter(|one| one.row.period.contains(cx.as_of)) {
        let name = shown(&one.name, one.title.as_ref());
        add(
            ElementKind::Condition,
            name.to_owned(),
            &one.name.text,
            one.row.span,
            one.row.basis.iter().collect(),
            false,
        );
    }
    for demand in view.documents.iter().filter(|demand| demand.row.period.contains(cx.as_of)) {
        for paper in &demand.any_of {
            let registered = paper.document.id.map(|id| cx.catalogue.documents.get(id).near(cx.as_of));
            let registered = registered.into_iter().flat_map(|document| &document.notes.basis);
            let own = demand.row.basis.iter().chain(&paper.row.basis).chain(&paper.notes.basis);
            let key = &view.datum(paper.data).name.text;
            add(
                ElementKind::Paper,
                dossier::name(view, paper),
                key,
                paper.span,
                own.chain(registered).collect(),
                false,
            );
        }
    }
    for fee in &view.fees {
        let rows = || fee.rows.iter().filter(|row| row.row.period.contains(cx.as_of));
        let title = fee.title.as_ref().map_or("", |title| &title.text);
        let left_to = rows().next().is_some() && rows().all(|row| matches!(row.amount.value, FeeAmount::SetBy(_)));
        let basis = fee.notes.basis.iter().chain(rows().flat_map(|row| &row.row.basis)).collect();
        add(ElementKind::Fee, title.to_owned(), title, fee.span, basis, left_to);
    }
    for step in view.process.iter().flat_map(|process| &process.steps) {
        let present = step.in_person.as_ref();
        if step.by_applicant() || present.is_some() {
            let basis = step.notes.basis.iter().chain(present.into_iter().flat_map(|(_, cited)| &cited.basis));
            add(ElementKind::Step, step.shown().to_owned(), &step.name.text, step.name.span, basis.collect(), false);
        }
    }
    all
}

/// The same case as it is published: a view at a place is compared with it.
pub(super) fn published<'a>(cx: &Context<'a>) -> &'a Procedure {
    let case = |view: &Procedure| view.case.as_ref().map(|case| similar::key(&case.text));
    let own = case(cx.procedure);
    cx.entry.views().find(|view| case(view) == own).unwrap_or(&cx.entry.base)
}

/// What a view asks and the published one does not; empty for a published view.
pub(super) fn added<'a>(cx: &Context<'a>) -> Vec<Element<'a>> {
    let known = elements(cx, published(cx));
    let mut own = elements(cx, cx.procedure);
    own.retain(|one| !known.iter().any(|other| other.kind == one.kind && other.key == one.key));
    own
}

/// The first names of a list, and how many are left.
pub(super) fn list(elements: &[Element<'_>]) -> Text {
    const SHOWN: usize = 3;
    let names: Vec<_> = elements.iter().take(SHOWN).map(|one| format!("`{}`", one.name)).collect();
    let (names, left) = (names.join(", "), elements.len().saturating_sub(SHOWN));
    match left {
        0 => Text::same(names),
        1 => crate::text!(en: "{names} and one more", vi: "{names} và 1 nội dung khác"),
        _ => crate::text!(en: "{names} and {left} more", vi: "{names} và {left} nội dung khác"),
    }
}
