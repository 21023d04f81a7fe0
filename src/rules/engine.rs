//! Asks every rule about every view of a procedure, and makes one answer of what the views have in common.

use super::written::{WrittenRule, answer_around, answer_view};
use super::{Answer, CatalogueContext, Check, Context, RULES, Rule, Tally, unread};
use crate::analysis::{FactSettings, Facts};
use crate::base::{CodeRef, Diagnostic, Sink, Span, Text, Unknown};
use crate::model::{Catalogue, Delegation, Entry, Id, Place, Procedure, Title};
use crate::time::Date;
use std::sync::OnceLock;

/// What the rules said about one procedure, or about the catalogue as a whole.
#[derive(Debug, Default)]
pub struct Answered {
    /// Findings and unknowns.
    pub sink: Sink,
    /// How each rule answered.
    pub tally: Tally,
}

impl Answered {
    fn take(&mut self, code: &CodeRef, out: Vec<Sink>) {
        for out in out {
            self.tally.count(code, answer(&out));
            self.sink.append(out);
        }
    }
}

/// Asks a rule; asked again, it answers the same. One answer for each thing that the rule is about.
pub type Ask<'q> = &'q dyn Fn() -> Vec<Sink>;

/// Asks every rule that is about the catalogue as a whole, or about a transfer of power.
pub fn check_catalogue(context: &CatalogueContext<'_>) -> Answered {
    let mut answered = Answered::default();
    each_about_catalogue(context, &mut |code, ask| answered.take(code, ask()));
    answered
}

/// Hands over every rule that is about the catalogue as a whole, or about a transfer of power: whoever measures rules asks
/// them one by one.
pub fn each_about_catalogue(context: &CatalogueContext<'_>, with: &mut dyn FnMut(&CodeRef, Ask<'_>)) {
    for rule in RULES {
        let code = CodeRef::from(rule.code);
        match rule.check {
            Check::Catalogue(check) => with(&code, &|| {
                let mut out = Sink::default();
                check(context, &mut out);
                vec![out]
            }),
            Check::Delegation(check) => with(&code, &|| {
                let about = |delegation: &Delegation| {
                    let mut out = Sink::default();
                    check(context, delegation, &mut out);
                    let open = delegation.notes.unresolved.iter();
                    doubt(&open.map(|gap| (delegation.span, gap)).collect::<Vec<_>>(), &mut out);
                    out
                };
                context.catalogue.delegations.iter().map(about).collect()
            }),
            Check::Procedure(_) | Check::Process(_) => {}
        }
    }
    for rule in context.written.iter().filter(|rule| rule.is_around()) {
        with(&rule.code, &|| answer_around(rule, context));
    }
}

/// Asks every rule that is about one procedure: for the base, for each of its cases, and for how places work them.
pub fn check_entry(context: &CatalogueContext<'_>, entry: &Entry) -> Answered {
    let mut answered = Answered::default();
    each_about_entry(context, entry, &mut |code, ask| answered.take(code, ask()));
    answered
}

/// Hands over every rule that is about one procedure, as [`each_about_catalogue`]. The first that asks for a fact pays for it.
pub fn each_about_entry(context: &CatalogueContext<'_>, entry: &Entry, with: &mut dyn FnMut(&CodeRef, Ask<'_>)) {
    with_views(context, entry, &mut |views, gaps| {
        for rule in RULES {
            if matches!(rule.check, Check::Procedure(_) | Check::Process(_)) {
                with(&rule.code.into(), &|| vec![ask(views, gaps, &|view, out| ask_view(rule, view, out))]);
            }
        }
        for rule in context.written.iter().filter(|rule| !rule.is_around()) {
            with(&rule.code, &|| vec![ask(views, gaps, &|view, out| answer_view(rule, view.facts, out))]);
        }
    });
}

/// What one rule that users wrote says about one procedure.
pub fn ask_written(context: &CatalogueContext<'_>, entry: &Entry, rule: &WrittenRule) -> Sink {
    let mut answered = Sink::default();
    with_views(context, entry, &mut |views, gaps| {
        answered = ask(views, gaps, &|view, out| answer_view(rule, view.facts, out));
    });
    answered
}

type Gaps<'a> = [(Span, &'a Title)];

/// Makes every view of a procedure, for a while.
fn with_views(context: &CatalogueContext<'_>, entry: &Entry, with: &mut dyn FnMut(&[Context<'_>], &Gaps<'_>)) {
    let &CatalogueContext { catalogue, settings, calendar, as_of, at, ref shared, .. } = context;
    let computing = FactSettings { as_of, supplement_rounds: settings.thresholds.supplement_rounds };
    let (at_places, here) = match at {
        Some(place) => (Vec::new(), Some(views_at(catalogue, entry, as_of, place))),
        None => (at_places(catalogue, entry, as_of), None),
    };
    let adapted =
        at_places.iter().flat_map(|(place, views)| views.iter().map(move |view| (&views[0], view, Some(place))));
    let views: Vec<_> = match &here {
        Some(views) => views.iter().map(|view| (&views[0], view, None)).collect(),
        None => entry.views().map(|view| (&entry.base, view, None)).chain(adapted).collect(),
    };
    let facts: Vec<_> = views.iter().map(|(_, view, _)| Facts::new(catalogue, view, computing)).collect();
    let views: Vec<_> = views
        .iter()
        .zip(&facts)
        .map(|(&(base, procedure, place), facts)| Context {
            catalogue,
            settings,
            calendar,
            as_of,
            entry,
            base,
            procedure,
            place: place.map(String::as_str),
            facts,
            shared,
            compared: OnceLock::new(),
            dossier: OnceLock::new(),
            order: OnceLock::new(),
            stamps: OnceLock::new(),
        })
        .collect();
    let gaps = gaps(entry);
    with(&views, &gaps);
}

/// The views of a procedure at every place that works it in its own way: without a case, then with each.
fn at_places(catalogue: &Catalogue, entry: &Entry, as_of: Date) -> Vec<(String, Vec<Procedure>)> {
    let places = catalogue.adapted_places(entry, as_of).into_iter();
    places.map(|place| (catalogue.places.get(place).name.clone(), views_at(catalogue, entry, as_of, place))).collect()
}

/// The views of a procedure at one place: without a case, then with each.
fn views_at(catalogue: &Catalogue, entry: &Entry, as_of: Date, place: Id<Place>) -> Vec<Procedure> {
    let view = |applied: &[usize]| catalogue.view_at(entry, as_of, Some(place), applied);
    let cases = (0..entry.variants.len()).map(|case| view(&[case]));
    std::iter::once(view(&[])).chain(cases).collect()
}

fn answer(out: &Sink) -> Answer {
    match (out.findings.is_empty(), out.unknowns.is_empty()) {
        (false, _) => Answer::Hit,
        (true, false) => Answer::Unknown,
        (true, true) => Answer::Clear,
    }
}

/// One of our own rules on one view.
fn ask_view(rule: &Rule, view: &Context<'_>, out: &mut Sink) {
    match (rule.check, &view.procedure.process) {
        (Check::Catalogue(_) | Check::Delegation(_), _) => {}
        (Check::Procedure(check), _) => check(view, out),
        (Check::Process(check), Some(process)) => {
            check(view, process, out);
            unread::doubt(rule, process, out);
        }
        (Check::Process(_), None) => {
            let missing = crate::text!(en: "the internal process", vi: "quy trình nội bộ");
            out.unknown(rule.code, view.procedure.name.span, missing);
        }
    }
}

/// One rule on all views.
fn ask(views: &[Context<'_>], gaps: &Gaps<'_>, rule: &dyn Fn(&Context<'_>, &mut Sink)) -> Sink {
    let mut all = Merged::default();
    for view in views {
        let mut out = Sink::default();
        rule(view, &mut out);
        doubt(gaps, &mut out);
        all.take(view, out);
    }
    all.finish()
}

/// Turns findings about what is marked `unresolved` into unknowns: its author knows that it is not yet right.
fn doubt(gaps: &[(Span, &Title)], out: &mut Sink) {
    if gaps.is_empty() {
        return;
    }
    for finding in std::mem::take(&mut out.findings) {
        match gaps.iter().find(|(span, _)| span.contains(finding.at)) {
            Some((_, gap)) => {
                out.unknown(finding.code, finding.at, Text::same(gap.text.clone()));
            }
            None => out.findings.push(finding),
        }
    }
}

/// The blocks of a procedure that carry an `unresolved`, with its words. One on the procedure itself says that a part of
/// it is missing, not that what stands there is wrong.
fn gaps(entry: &Entry) -> Vec<(Span, &Title)> {
    let remarks = entry.remarks();
    let blocks = remarks.into_iter().filter(|remark| remark.scope != entry.base.span);
    blocks.flat_map(|remark| remark.unresolved.iter().map(move |gap| (remark.scope, gap))).collect()
}

/// Findings of several views of one procedure: what the base has, a case does not repeat, and what either has, a place
/// does not.
#[derive(Default)]
struct Merged<'a> {
    findings: Vec<(Diagnostic, Vec<Which<'a>>)>,
    unknowns: Vec<Unknown>,
}

/// Which view: of a case, at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Which<'a> {
    case: Option<&'a str>,
    place: Option<&'a str>,
}

impl Which<'_> {
    /// Whether what is found in this view is expected in the other one too.
    fn covers(self, other: Self) -> bool {
        self == Self { case: None, place: None }
            || self == Self { place: None, ..other }
            || self == Self { case: None, ..other }
    }

    fn text(self) -> Text {
        match (self.case, self.place) {
            (Some(case), None) => crate::text!(en: "in case `{case}`", vi: "trong trường hợp `{case}`"),
            (None, Some(place)) => crate::text!(en: "at `{place}`", vi: "tại `{place}`"),
            (Some(case), Some(place)) => {
                crate::text!(en: "in case `{case}` at `{place}`", vi: "trong trường hợp `{case}` tại `{place}`")
            }
            (None, None) => Text::default(),
        }
    }
}

impl<'a> Merged<'a> {
    fn take(&mut self, view: &Context<'a>, out: Sink) {
        let which = Which { case: view.procedure.case.as_ref().map(|case| case.text.as_str()), place: view.place };
        for mut finding in out.findings {
            finding.procedure.get_or_insert_with(|| view.procedure.name.text.clone());
            match self.findings.iter_mut().find(|(known, _)| same(known, &finding)) {
                Some((_, found)) if found.iter().any(|known| known.covers(which)) => {}
                Some((_, found)) => found.push(which),
                None => self.findings.push((finding, vec![which])),
            }
        }
        for mut unknown in out.unknowns {
            unknown.procedure.get_or_insert_with(|| view.procedure.name.text.clone());
            if !self.unknowns.contains(&unknown) {
                self.unknowns.push(unknown);
            }
        }
    }

    fn finish(self) -> Sink {
        let mut sink = Sink { unknowns: self.unknowns, ..Sink::default() };
        for (mut finding, found) in self.findings {
            let Text { en: which, vi: which_vi } =
                Text::join(&found.iter().map(|one| one.text()).collect::<Vec<_>>(), ", ");
            if !which.is_empty() {
                let Text { en, vi } = &finding.message;
                finding.message = crate::text!(en: "{which}: {en}", vi: "{which_vi}: {vi}");
            }
            sink.findings.push(finding);
        }
        sink
    }
}

fn same(a: &Diagnostic, b: &Diagnostic) -> bool {
    a.code == b.code && a.at == b.at && a.message == b.message
}
