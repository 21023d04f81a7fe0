//! Runs `example` items: does the catalogue give what each worked case expects? The only code that judges expectations.

mod pages;

use crate::analysis::{self, Cost, Dossier, FactSettings, Facts, PathResult, View, open_text};
use crate::base::{Code, Sink, Span, Text, similar};
use crate::graph::replay;
use crate::model::{
    self, At, Atom, Catalogue, DayOrMoment, End, Entry, Example, Expect, Money, Name, OrUnknown, Procedure, StepId,
    Target, Truth,
};
use crate::time::{Calendar, Clock, Date, Due, Moment, TimeOfDay};
use pages::{DOCUMENTS, DUE, FEE, OPEN, PATH};

/// Every code of this module.
pub const CODES: &[&Code] = &[&PATH, &DOCUMENTS, &FEE, &DUE, &OPEN];

/// What examples are run against.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The working calendar.
    pub calendar: Option<&'a Calendar>,
    /// The day for examples that give none.
    pub as_of: Date,
    /// For [`FactSettings::supplement_rounds`].
    pub supplement_rounds: u32,
}

/// Whether an example passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything that it expects is so.
    Passed,
    /// A mismatch was reported.
    Failed,
}

/// Runs one example; each expectation that is not met is reported where it stands.
pub fn run(setting: &Setting<'_>, example: &Example, out: &mut Sink) -> Outcome {
    let mut found = Sink::default();
    check(setting, example, &mut found);
    for finding in &mut found.findings {
        finding.of(example.procedure.name.text.clone());
    }
    let outcome = if found.findings.is_empty() { Outcome::Passed } else { Outcome::Failed };
    out.append(found);
    outcome
}

fn check(setting: &Setting<'_>, example: &Example, out: &mut Sink) {
    let catalogue = setting.catalogue;
    let received = example.written.received.as_ref().map(|at| moment(at.value));
    let day = received.map_or(setting.as_of, |moment| moment.date);
    let Some(entry) = entry(catalogue, example, day, out) else { return };
    let place = example.at.as_ref().and_then(|at| at.id);
    let base = catalogue.view_at(entry, day, place, &[]);
    let body = place.map(|id| catalogue.places.get(id).near(day));
    let given = model::given(catalogue, &base, &example.written.given, body, &mut Sink::default());
    let dossier = Dossier { entry, day, place, given, named: Vec::new() };
    let views = dossier.views(catalogue);
    let case = Case { setting, dossier: &dossier, views: &views };
    for expect in &example.written.expect {
        match expect {
            Expect::Path(path) => case.path(path, out),
            Expect::Documents(names) => case.documents(names, out),
            Expect::Fee(fee) => case.fee(fee, out),
            Expect::Due(due) => case.due(due, received, out),
        }
    }
}

fn entry<'a>(catalogue: &'a Catalogue, example: &Example, day: Date, out: &mut Sink) -> Option<&'a Entry> {
    // An unknown procedure has been reported where names are resolved.
    let id = example.procedure.id?;
    let found = catalogue.in_force(day).find(|entry| entry.id == id);
    if found.is_none() {
        let (code, day) = (&example.procedure.name.text, day.text());
        let message = Text {
            en: format!("`{code}` is not in force on {}", day.en),
            vi: format!("`{code}` không có hiệu lực vào ngày {}", day.vi),
        };
        out.report(&OPEN, example.procedure.span(), message).help(crate::text!(
            en: "give a day of receipt on which it holds",
            vi: "ghi ngày nhận mà thủ tục có hiệu lực"
        ));
    }
    found
}

fn moment(at: DayOrMoment) -> Moment {
    match at {
        DayOrMoment::Moment(moment) => moment,
        // Before opening: such a dossier counts as received when the office opens.
        DayOrMoment::Day(date) => Moment::new(date, TimeOfDay::new(0, 0).expect("midnight is a time")),
    }
}

struct Case<'a> {
    setting: &'a Setting<'a>,
    dossier: &'a Dossier<'a>,
    views: &'a [View],
}

impl Case<'_> {
    /// The only view; where facts leave several, that is reported.
    fn view(&self, at: Span, out: &mut Sink) -> Option<&Procedure> {
        match self.views {
            [view] => Some(&view.procedure),
            views => {
                let mut open = Vec::new();
                for (condition, _) in views.iter().flat_map(|view| &view.when) {
                    condition.atoms(&mut |atom, _| {
                        if condition.eval(&self.dossier.given) == Truth::Unknown && !open.contains(atom) {
                            open.push(atom.clone());
                        }
                    });
                }
                let open: Vec<_> = open.into_iter().filter(|atom| !self.dossier.given.contains_key(atom)).collect();
                undecided(&self.dossier.entry.base, &open, at, out);
                None
            }
        }
    }

    fn path(&self, expected: &At<Vec<Target>>, out: &mut Sink) {
        let Some(procedure) = self.view(expected.span, out) else { return };
        let settings = FactSettings { as_of: self.dossier.day, supplement_rounds: self.setting.supplement_rounds };
        let facts = Facts::new(self.setting.catalogue, procedure, settings);
        let name = |id: &StepId| facts.process().step(*id).name.text.clone();
        let path = match facts.path_for(&self.dossier.given) {
            PathResult::Known(path) => path,
            PathResult::Open { needs, .. } => {
                return undecided(procedure, &needs.into_iter().collect::<Vec<_>>(), expected.span, out);
            }
            PathResult::Uncovered { so_far, .. } | PathResult::Endless { so_far } => {
                let steps: Vec<_> = so_far.iter().map(name).collect();
                let steps = steps.join(", ");
                let message = crate::text!(
                    en: "the case gets no further than {steps}",
                    vi: "hồ sơ không đi tiếp được sau {steps}"
                );
                out.report(&PATH, expected.span, message);
                return;
            }
        };
        let written: Vec<&Name> = expected.value.iter().filter_map(step_name).collect();
        let end = expected.value.iter().find_map(|target| match target {
            Target::End(end) => Some(end),
            Target::Step(_) => None,
        });
        let actual: Vec<String> = path.steps.iter().map(name).collect();
        let differs = written.iter().zip(&actual).position(|(a, b)| similar::key(&a.text) != similar::key(b));
        let same = differs.is_none() && written.len() == actual.len();
        if !same && !Self::is_other_order(&facts, &written, &path.steps) {
            let place = differs.map_or(expected.span, |at| written[at].span);
            let (actual, wanted) = (actual.join(", "), names(&written));
            let message = crate::text!(en: "the case takes {actual}", vi: "hồ sơ đi qua {actual}");
            out.report(&PATH, place, message).evidence("expected", wanted).evidence("actual", actual);
        } else if end.map_or(End::Done, |end| end.value) != path.end {
            let (wanted, word) = (end.map_or(End::Done, |end| end.value), end_text(path.end));
            let message = Text {
                en: format!("the case ends with {}", word.en),
                vi: format!("hồ sơ kết thúc: {}", word.vi),
            };
            out.report(&PATH, end.map_or(expected.span, |end| end.span), message)
                .evidence("expected", end_text(wanted).en)
                .evidence("actual", end_text(path.end).en);
        }
    }

    /// Whether the expected steps are the same in another order in which the process can work them (parallel branches).
    fn is_other_order(facts: &Facts<'_>, written: &[&Name], actual: &[StepId]) -> bool {
        let wanted: Option<Vec<StepId>> = written.iter().map(|name| facts.process().named(&name.text)).collect();
        let sorted = |steps: &[StepId]| {
            let mut steps = steps.to_vec();
            steps.sort_unstable();
            steps
        };
        wanted.is_some_and(|wanted| {
            sorted(&wanted) == sorted(actual) && {
                let replayed = replay(facts.workflow(), &wanted);
                replayed.possible && replayed.can_end
            }
        })
    }

    fn documents(&self, expected: &At<Vec<Name>>, out: &mut Sink) {
        let Some(procedure) = self.view(expected.span, out) else { return };
        let papers = analysis::papers(procedure, &self.dossier.given, self.dossier.day);
        if !papers.maybe.is_empty() {
            return undecided(procedure, &papers.open, expected.span, out);
        }
        let is =
            |paper: &model::Paper, name: &Name| similar::key(&paper.document.name.text) == similar::key(&name.text);
        let shown = |demand: &&model::Demand| {
            let names: Vec<_> = demand.any_of.iter().map(|paper| paper.document.name.text.as_str()).collect();
            names.join("/")
        };
        let actual = papers.needed.iter().map(shown).collect::<Vec<_>>().join(", ");
        let wanted = names(&expected.value.iter().collect::<Vec<_>>());
        let demands = || papers.needed.iter().chain(&papers.if_any);
        for name in &expected.value {
            if !demands().any(|demand| demand.any_of.iter().any(|paper| is(paper, name))) {
                let word = &name.text;
                let message = crate::text!(en: "`{word}` is not asked for", vi: "không yêu cầu `{word}`");
                out.report(&DOCUMENTS, name.span, message).evidence("expected", &wanted).evidence("actual", &actual);
            }
        }
        for demand in &papers.needed {
            if !expected.value.iter().any(|name| demand.any_of.iter().any(|paper| is(paper, name))) {
                let word = shown(demand);
                let message = crate::text!(en: "`{word}` is asked for too", vi: "còn yêu cầu `{word}`");
                out.report(&DOCUMENTS, expected.span, message)
                    .label(demand.row.span, crate::text!(en: "by this line", vi: "theo dòng này"))
                    .evidence("expected", &wanted)
                    .evidence("actual", &actual);
            }
        }
    }

    fn fee(&self, expected: &At<OrUnknown<Money>>, out: &mut Sink) {
        let Some(procedure) = self.view(expected.span, out) else { return };
        let cost = analysis::cost(procedure, &self.dossier.given, self.dossier.day);
        let actual = match (&cost, expected.value) {
            (Cost::Open(open), _) => return undecided(procedure, open, expected.span, out),
            (Cost::Known(sum), OrUnknown::Known(wanted)) if *sum == wanted => return,
            (Cost::Unknown, OrUnknown::Unknown) => return,
            (Cost::Known(sum), _) => sum.text(),
            (Cost::Unknown, _) => crate::text!(en: "unknown", vi: "không rõ"),
        };
        let message =
            Text { en: format!("the fee is {}", actual.en), vi: format!("phí, lệ phí là {}", actual.vi) };
        out.report(&FEE, expected.span, message).evidence("actual", actual.en);
    }

    fn due(&self, expected: &At<OrUnknown<DayOrMoment>>, received: Option<Moment>, out: &mut Sink) {
        let (Some(received), Some(calendar)) = (received, self.setting.calendar) else {
            let message = crate::text!(
                en: "a due time needs a time of receipt and the catalogue's calendar",
                vi: "muốn tính hạn trả phải có thời điểm nhận và lịch làm việc của danh mục"
            );
            out.report(&OPEN, expected.span, message);
            return;
        };
        let answer = self.dossier.due(self.setting.catalogue, calendar, &Clock::started(received));
        let [only] = answer.outcomes.as_slice() else {
            return undecided(&self.dossier.entry.base, &answer.open, expected.span, out);
        };
        let known: Option<&Due> = only.due.as_ref().and_then(|due| due.as_ref().ok());
        let known = known.filter(|due| due.otherwise.is_none());
        let actual = match (known, expected.value) {
            (Some(due), OrUnknown::Known(DayOrMoment::Day(day))) if due.at.date == day => return,
            (Some(due), OrUnknown::Known(DayOrMoment::Moment(moment))) if due.at == moment => return,
            (None, OrUnknown::Unknown) => return,
            (Some(due), _) => due.at.text(),
            (None, _) => crate::text!(en: "not known", vi: "chưa xác định được"),
        };
        let message = Text { en: format!("due {}", actual.en), vi: format!("hạn trả: {}", actual.vi) };
        let finding = out.report(&DUE, expected.span, message);
        finding.evidence("actual", &actual.en);
        if let Some(row) = only.row {
            finding.label(row, crate::text!(en: "by this limit", vi: "theo thời hạn này"));
        }
        if let Some(Err(why)) = &only.due {
            finding.help(why.message());
        }
    }
}

fn step_name(target: &Target) -> Option<&Name> {
    match target {
        Target::Step(name) => Some(name),
        Target::End(_) => None,
    }
}

fn names(all: &[&Name]) -> String {
    all.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ")
}

fn end_text(end: End) -> Text {
    let (en, vi) = match end {
        End::Done => ("done", "xong"),
        End::Refuse => ("refuse", "từ chối"),
        End::Withdraw => ("withdraw", "rút hồ sơ"),
        End::Stop => ("stop", "dừng"),
    };
    Text { en: en.into(), vi: vi.into() }
}

fn undecided(procedure: &Procedure, open: &[Atom], at: Span, out: &mut Sink) {
    let facts: Vec<Text> = open.iter().map(|atom| open_text(procedure, atom)).collect();
    let facts = Text::join(&facts, ", ");
    let message = if open.is_empty() {
        crate::text!(en: "this cannot be decided", vi: "không xác định được kết quả này")
    } else {
        Text {
            en: format!("this depends on what is not given: {}", facts.en),
            vi: format!("kết quả còn tùy vào dữ kiện chưa ghi: {}", facts.vi),
        }
    };
    out.report(&OPEN, at, message).help(crate::text!(
        en: "give these facts in the example",
        vi: "ghi thêm các dữ kiện này vào ví dụ"
    ));
}
