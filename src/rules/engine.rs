//! Asks every rule about every view of a procedure, and makes one answer of what the views have in common.

use super::{Answer, CatalogueContext, Check, Context, RULES, Rule, Tally};
use crate::analysis::{FactSettings, Facts};
use crate::base::{Diagnostic, Sink, Span, Text, Unknown};
use crate::model::{Entry, Name, Procedure, Title};
use std::sync::OnceLock;

/// What the rules said about one procedure, or about the catalogue as a whole.
#[derive(Debug, Default)]
pub struct Answered {
    /// Findings and unknowns.
    pub sink: Sink,
    /// How each rule answered.
    pub tally: Tally,
}

/// Asks every rule that is about the catalogue as a whole.
pub fn check_catalogue(context: &CatalogueContext<'_>) -> Answered {
    let mut answered = Answered::default();
    for rule in RULES {
        if let Check::Catalogue(check) = rule.check {
            let mut out = Sink::default();
            check(context, &mut out);
            answered.tally.count(rule.code, answer(&out));
            answered.sink.append(out);
        }
    }
    answered
}

/// Asks every rule that is about one procedure, for the base and for each of its cases.
pub fn check_entry(context: &CatalogueContext<'_>, entry: &Entry) -> Answered {
    let &CatalogueContext { catalogue, settings, calendar, as_of } = context;
    let computing = FactSettings { as_of, supplement_rounds: settings.thresholds.supplement_rounds };
    let facts: Vec<_> = entry.views().map(|view| Facts::new(catalogue, view, computing)).collect();
    let views: Vec<_> = entry
        .views()
        .zip(&facts)
        .map(|(procedure, facts)| Context {
            catalogue,
            settings,
            calendar,
            as_of,
            entry,
            procedure,
            facts,
            compared: OnceLock::new(),
        })
        .collect();
    let mut answered = Answered::default();
    for rule in RULES {
        let Some(out) = ask(rule, &views) else { continue };
        answered.tally.count(rule.code, answer(&out));
        answered.sink.append(out);
    }
    answered
}

fn answer(out: &Sink) -> Answer {
    match (out.findings.is_empty(), out.unknowns.is_empty()) {
        (false, _) => Answer::Hit,
        (true, false) => Answer::Unknown,
        (true, true) => Answer::Clear,
    }
}

/// One rule on all views; `None` where it is not about procedures.
fn ask(rule: &Rule, views: &[Context<'_>]) -> Option<Sink> {
    let mut all = Merged::default();
    for view in views {
        let mut out = Sink::default();
        match (rule.check, &view.procedure.process) {
            (Check::Catalogue(_), _) => return None,
            (Check::Procedure(check), _) => check(view, &mut out),
            (Check::Process(check), Some(process)) => check(view, process, &mut out),
            (Check::Process(_), None) => {
                let missing = crate::text!(en: "the internal process", vi: "quy trình nội bộ");
                out.unknown(rule.code, view.procedure.name.span, missing);
            }
        }
        doubt(view.procedure, &mut out);
        all.take(view.procedure, out);
    }
    Some(all.finish())
}

/// Turns findings about what is marked `unresolved` into unknowns: its author knows that it is not yet right.
fn doubt(procedure: &Procedure, out: &mut Sink) {
    let gaps: Vec<_> = gaps(procedure).collect();
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

/// The steps and papers that carry an `unresolved`, with its words.
fn gaps(procedure: &Procedure) -> impl Iterator<Item = (Span, &Title)> {
    let steps = procedure.process.iter().flat_map(|process| &process.steps).map(|step| (step.span, &step.notes));
    let papers = procedure.documents.iter().flat_map(|demand| &demand.any_of).map(|paper| (paper.span, &paper.notes));
    steps.chain(papers).flat_map(|(span, notes)| notes.unresolved.iter().map(move |gap| (span, gap)))
}

/// Findings of several views of one procedure: what the base has, a case does not repeat.
#[derive(Default)]
struct Merged<'a> {
    findings: Vec<(Diagnostic, Vec<&'a Name>)>,
    unknowns: Vec<Unknown>,
}

impl<'a> Merged<'a> {
    fn take(&mut self, view: &'a Procedure, out: Sink) {
        for mut finding in out.findings {
            finding.procedure.get_or_insert_with(|| view.name.text.clone());
            match (self.findings.iter_mut().find(|(known, _)| same(known, &finding)), &view.case) {
                (Some((_, cases)), Some(case)) if !cases.is_empty() => cases.push(case),
                (Some(_), _) => {}
                (None, case) => self.findings.push((finding, case.iter().collect())),
            }
        }
        for mut unknown in out.unknowns {
            unknown.procedure.get_or_insert_with(|| view.name.text.clone());
            if !self.unknowns.contains(&unknown) {
                self.unknowns.push(unknown);
            }
        }
    }

    fn finish(self) -> Sink {
        let mut sink = Sink { unknowns: self.unknowns, ..Sink::default() };
        for (mut finding, cases) in self.findings {
            if !cases.is_empty() {
                let names = cases.iter().map(|case| format!("`{}`", case.text)).collect::<Vec<_>>().join(", ");
                let Text { en, vi } = &finding.message;
                let word = if cases.len() == 1 { "case" } else { "cases" };
                finding.message = crate::text!(en: "in {word} {names}: {en}", vi: "trong trường hợp {names}: {vi}");
            }
            sink.findings.push(finding);
        }
        sink
    }
}

fn same(a: &Diagnostic, b: &Diagnostic) -> bool {
    a.code == b.code && a.at == b.at && a.message == b.message
}
