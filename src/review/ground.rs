//! What a change touches, and the law behind it: which act lays an element down, in which article, and whose act that is.

use super::approval::{self, Approval, approval};
use super::change::Change;
use super::subject::{Subject, same};
use crate::model::{
    Agency, Body, Citation, Law, LawKind, LawRef, LawRelation, Notes, Party, Pinpoint, Procedure, Ref, Step, StepKind,
    shown,
};
use crate::time::Date;

/// An element of a procedure that a change touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// What it is.
    pub element: Element,
    /// Its name in the text; empty for what has none.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// Why it is as it is.
    pub ground: Ground,
    /// Who leads the field of the procedure and so proposes what stands above it.
    pub lead: Option<String>,
}

/// A kind of element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// A step of the process.
    Step,
    /// A paper that is asked for.
    Paper,
    /// What is issued.
    Result,
    /// The ways to pay a fee or charge.
    Payment,
    /// The time limit.
    Deadline,
    /// The procedure as a whole.
    Procedure,
}

/// What lays an element down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// These acts, which it cites itself.
    Acts(Vec<Act>),
    /// Acts in force let a body do without it already: they only have to be applied.
    Opened {
        /// These acts.
        by: Vec<Act>,
        /// Where it is laid down today, as far as it cites that.
        laid_down: Vec<Act>,
        /// Who writes it into the internal process.
        approval: Approval,
    },
    /// Nothing but the internal process: whoever approves that may change it.
    Internal(Approval),
    /// A written delegation by who decides today.
    Delegation {
        /// Who hands the power down: a body, and its head where the registry says who signs.
        by: (String, Option<String>),
        /// The acts that give that body the power, as far as they are cited.
        power: Vec<Act>,
        /// The articles by which that body may hand a power on, as the registry cites them at it.
        permits: Vec<Act>,
        /// Who writes it into the internal process.
        approval: Approval,
    },
    /// It cites nothing itself: one of the acts of its procedure lays it down.
    OneOf(Vec<Act>),
}

/// An instrument, and where in it something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its name in the registry, or its words where it is only quoted.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// What kind of instrument it is, where the registry says so.
    pub kind: Option<LawKind>,
    /// The articles.
    pub pinpoint: Option<Pinpoint>,
    /// The citation as it stands in the text; empty where the act is not cited in a statement.
    pub words: String,
    /// Who issued it and so may amend it, where the registry says so.
    pub issued_by: Vec<String>,
    /// The titles of the acts that amend it by the day, as far as the registry knows.
    pub amended_by: Vec<String>,
    /// The last day on which it holds, where that is laid down and not past.
    pub until: Option<Date>,
}

impl Act {
    /// Its title, else its name.
    pub fn shown(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    /// The act of a citation, with what the registry knows of it on a day.
    pub fn of(subject: &Subject<'_>, citation: &Citation) -> Self {
        let words = subject.sources.slice(citation.span).to_owned();
        let mut act = match &citation.law {
            LawRef::Registered(law) => Self::named(subject, &law.name.text),
            LawRef::Quoted(title) => Self::named(subject, &title.text),
        };
        act.pinpoint.clone_from(&citation.pinpoint);
        act.words = words;
        act
    }

    /// An act by its name or its number.
    pub(super) fn named(subject: &Subject<'_>, name: &str) -> Self {
        let (laws, day) = (&subject.catalogue.laws, subject.settings.as_of);
        let numbered = || {
            let all = laws.ids().find(|id| {
                let law = laws.get(*id).near(day);
                law.number.iter().chain(&law.title).any(|number| same(&number.text, name))
            });
            all.map(|id| laws.get(id))
        };
        let known = laws.find(name).map(|id| laws.get(id)).or_else(numbered).map(|versions| versions.near(day));
        Self {
            name: known.map_or_else(|| name.to_owned(), |law| law.name.text.clone()),
            title: known.and_then(|law| law.title.as_ref().or(law.number.as_ref())).map(|title| title.text.clone()),
            kind: known.and_then(|law| law.kind.as_ref()).map(|kind| kind.value),
            pinpoint: None,
            words: String::new(),
            issued_by: known.iter().flat_map(|law| &law.issued_by).flat_map(|one| in_charge(subject, one)).collect(),
            amended_by: known.map(|law| amended_by(subject, law)).unwrap_or_default(),
            until: known
                .and_then(|law| law.period.until.as_ref())
                .map(|until| until.value)
                .filter(|until| *until >= day),
        }
    }
}

/// The acts that amend an act by the day.
fn amended_by(subject: &Subject<'_>, law: &Law) -> Vec<String> {
    let (laws, day) = (&subject.catalogue.laws, subject.settings.as_of);
    let amending = law.links.iter().filter(|link| link.relation == LawRelation::AmendedBy);
    let amending = amending.filter_map(|link| {
        let (title, begun) = match &link.law {
            LawRef::Quoted(title) => (title.text.clone(), None),
            LawRef::Registered(by) => {
                let by = by.id.map(|id| laws.get(id).near(day))?;
                (shown(&by.name, by.title.as_ref()).to_owned(), by.period.from.as_ref())
            }
        };
        let begun = link.period.from.as_ref().or(begun);
        begun.is_none_or(|from| from.value <= day).then_some(title)
    });
    amending.collect()
}

/// The titles of a body, or of those that took over where it has ended by the day.
fn in_charge(subject: &Subject<'_>, agency: &Ref<Agency>) -> Vec<String> {
    let (agencies, day) = (&subject.catalogue.agencies, subject.settings.as_of);
    let Some(id) = agency.id else { return vec![agency.name.text.clone()] };
    let title = |one: &Agency| one.title.as_ref().map_or_else(|| one.name.text.clone(), |title| title.text.clone());
    let known = agencies.get(id).near(day);
    let heirs: Vec<String> = match agencies.get(id).at(day) {
        Some(_) => Vec::new(),
        None => known.replaced_by.iter().filter_map(|heir| agencies.get(heir.id?).at(day)).map(title).collect(),
    };
    if heirs.is_empty() { vec![title(known)] } else { heirs }
}

/// Every element that changes touch, each once, in their order.
pub(super) fn touched(subject: &Subject<'_>, procedure: &Procedure, changes: &[Change]) -> Vec<Touched> {
    let mut all: Vec<Touched> = Vec::new();
    for change in changes {
        let names = change.touches();
        let found = match change {
            Change::LookUp { paper: name, .. } => {
                let acts = supports(subject, procedure, std::slice::from_ref(change));
                let opened = |found: Touched| {
                    // What lets a register answer may be cited at the paper too; that does not ask for it.
                    let asks = |own: &&Act| acts.iter().all(|act| act.name != own.name);
                    let laid_down = match &found.ground {
                        Ground::Acts(own) => own.iter().filter(asks).cloned().collect(),
                        _ => Vec::new(),
                    };
                    let approval = approval(subject, procedure);
                    let ground = Ground::Opened { by: acts.clone(), laid_down, approval };
                    if acts.is_empty() { found } else { Touched { ground, ..found } }
                };
                paper(subject, procedure, name).map(opened).into_iter().collect()
            }
            Change::DropPaper(_) | Change::FromFiles { .. } | Change::PlainCopy(_) => {
                names.iter().filter_map(|name| paper(subject, procedure, name)).collect()
            }
            // What an act asks for stays the same under whatever name the list of papers has it.
            Change::UseRegistered { paper: name, .. } => {
                let found = paper(subject, procedure, name);
                let internal = || Ground::Internal(approval(subject, procedure));
                found.map(|found| Touched { ground: internal(), ..found }).into_iter().collect()
            }
            Change::DigitalResult(name) => result(subject, procedure, name).into_iter().collect(),
            Change::PayOnline => vec![payment(subject, procedure)],
            Change::Shorten { .. } => deadlines(subject, procedure),
            Change::FullOnline | Change::Recite { .. } => vec![whole(subject, procedure)],
            Change::Reword { was, .. } => vec![around(subject, procedure, was)],
            Change::HandTo { step: name, to, .. } => {
                step(subject, procedure, name).map(|found| handed(subject, procedure, found, to)).into_iter().collect()
            }
            Change::DropSteps(_)
            | Change::Merge { .. }
            | Change::SideBySide { .. }
            | Change::MoveBefore { .. }
            | Change::StopChecking { .. }
            | Change::NoPresence(_)
            | Change::CaseByCase(_)
            | Change::OnlyWhen { .. }
            | Change::GoOnWithout { .. }
            | Change::RefuseHere(_)
            | Change::SignDigitally(_) => names.iter().filter_map(|name| step(subject, procedure, name)).collect(),
        };
        for one in found {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    let lead = approval::lead(subject, procedure);
    for one in &mut all {
        one.lead.clone_from(&lead);
    }
    all
}

/// Acts that a change rests on: that hand a power down, or that open a register.
pub(super) fn supports(subject: &Subject<'_>, procedure: &Procedure, changes: &[Change]) -> Vec<Act> {
    let (catalogue, day) = (subject.catalogue, subject.settings.as_of);
    let mut all: Vec<Act> = Vec::new();
    for change in changes {
        let found: Vec<Act> = match change {
            Change::HandTo { to, .. } => {
                let facts = crate::analysis::Facts::new(catalogue, procedure, subject.settings);
                let by = |delegation: &&&crate::model::Delegation| {
                    delegation.to.iter().any(|body| same(&body.written(), to))
                };
                let powers = facts.powers();
                let instruments = powers.in_force.iter().filter(by).filter_map(|one| one.instrument.as_ref());
                instruments.map(|citation| Act::of(subject, citation)).collect()
            }
            Change::LookUp { database, paper } => {
                let known = catalogue.databases.find(database).map(|id| catalogue.databases.get(id).near(day));
                let opening = known.iter().flat_map(|database| &database.notes.basis);
                let mut acts: Vec<Act> = opening.map(|citation| Act::of(subject, citation)).collect();
                // The entry for this very paper, where an appendix of the act lists it.
                let is_entry = |own: &Act| own.pinpoint.is_some() && acts.iter().any(|act| act.name == own.name);
                let own = cited_at(procedure, paper).map(|citation| Act::of(subject, citation));
                let entries: Vec<Act> = own.filter(is_entry).collect();
                acts.extend(entries);
                acts
            }
            _ => Vec::new(),
        };
        for act in found {
            if !all.contains(&act) {
                all.push(act);
            }
        }
    }
    all
}

/// What a paper and its line cite, by the paper's name.
fn cited_at<'p>(procedure: &'p Procedure, name: &str) -> impl Iterator<Item = &'p Citation> {
    let mut lines = procedure.documents.iter().flat_map(|line| line.any_of.iter().map(move |paper| (line, paper)));
    let found = lines.find(|(_, paper)| same(&procedure.datum(paper.data).name.text, name));
    found.into_iter().flat_map(|(line, paper)| paper.notes.basis.iter().chain(&paper.row.basis).chain(&line.row.basis))
}

/// The acts of citations in force; else those of the procedure.
fn ground<'c>(subject: &Subject<'_>, procedure: &Procedure, own: impl IntoIterator<Item = &'c Citation>) -> Ground {
    let day: Date = subject.settings.as_of;
    let cited = |citation: &&Citation| citation.period.contains(day);
    let acts: Vec<Act> = own.into_iter().filter(cited).map(|citation| Act::of(subject, citation)).collect();
    if acts.is_empty() {
        let of_procedure = procedure.notes.basis.iter().filter(cited).map(|citation| Act::of(subject, citation));
        Ground::OneOf(of_procedure.filter(|act| !approval::is_decision_on_process(act)).collect())
    } else {
        Ground::Acts(acts)
    }
}

fn step(subject: &Subject<'_>, procedure: &Procedure, name: &str) -> Option<Touched> {
    let process = procedure.process.as_ref()?;
    let step: &Step = process.step(process.named(name)?);
    let Notes { basis, .. } = &step.notes;
    let cited = [&step.order_required, &step.pauses].into_iter().flatten().flat_map(|cited| &cited.basis);
    let ground = match ground(subject, procedure, basis.iter().chain(cited)) {
        Ground::OneOf(_) => Ground::Internal(approval(subject, procedure)),
        acts => acts,
    };
    Some(Touched {
        element: Element::Step,
        name: step.name.text.clone(),
        title: step.title.as_ref().map(|title| title.text.clone()),
        ground,
        lead: None,
    })
}

/// A step that another body is to work: who decides can hand that on in writing only, where no act in force does so already.
fn handed(subject: &Subject<'_>, procedure: &Procedure, found: Touched, to: &str) -> Touched {
    let process = procedure.process.as_ref();
    let step = process.and_then(|process| Some(process.step(process.named(&found.name)?)));
    let decides = step.is_some_and(|step| step.is_kind(StepKind::Decide));
    let [Party::Body { body, .. }] = step.and_then(|step| step.by.as_ref()).map_or(&[][..], |by| &by.any_of) else {
        return found;
    };
    let facts = crate::analysis::Facts::new(subject.catalogue, procedure, subject.settings);
    let is_to = |delegation: &&crate::model::Delegation| delegation.to.iter().any(|body| same(&body.written(), to));
    if !decides || same(&body.written(), to) || facts.powers().in_force.iter().copied().any(|one| is_to(&one)) {
        return found;
    }
    let day = subject.settings.as_of;
    // The power is that of who is said to decide: a committee's, though its chair signs.
    let holders = procedure.decided_by.iter().flat_map(|decider| &decider.bodies.any_of);
    let mut holders = holders.filter_map(|party| match party {
        Party::Body { body: holder, .. } => Some(holder),
        Party::Applicant(_) => None,
    });
    let body = holders.find(|holder| holder.agency.id == body.agency.id).unwrap_or(body);
    let head = body.role.is_some().then(|| subject.catalogue.title_of(body, day));
    let own = procedure.decided_by.iter().flat_map(|decider| &decider.row.basis);
    let power = own.filter(|citation| citation.period.contains(day)).map(|citation| Act::of(subject, citation));
    let by = (subject.catalogue.agency_title(body, day), head);
    let permits = permits(subject, body);
    let ground = Ground::Delegation { by, power: power.collect(), permits, approval: approval(subject, procedure) };
    Touched { ground, ..found }
}

/// The articles that the registry cites at an agency: those by which it may hand its powers on. An act without an article tells
/// only that the agency exists.
fn permits(subject: &Subject<'_>, body: &Body) -> Vec<Act> {
    let day = subject.settings.as_of;
    let agency = body.agency.id.map(|id| subject.catalogue.agencies.get(id).near(day));
    let cited = agency.into_iter().flat_map(|agency| &agency.notes.basis);
    let cited = cited.filter(|citation| citation.period.contains(day) && citation.pinpoint.is_some());
    cited.map(|citation| Act::of(subject, citation)).collect()
}

/// The step in which a line stands, else the paper, else the procedure as a whole.
fn around(subject: &Subject<'_>, procedure: &Procedure, line: &str) -> Touched {
    let says = |span| subject.sources.slice(span).lines().any(|one| one.trim() == line);
    let steps = procedure.process.iter().flat_map(|process| &process.steps);
    let papers = procedure.documents.iter().flat_map(|line| &line.any_of);
    let in_step = || steps.clone().find(|one| says(one.span)).and_then(|one| step(subject, procedure, &one.name.text));
    let in_paper = || {
        let found = papers.clone().find(|one| says(one.span))?;
        paper(subject, procedure, &procedure.datum(found.data).name.text)
    };
    in_step().or_else(in_paper).unwrap_or_else(|| whole(subject, procedure))
}

fn paper(subject: &Subject<'_>, procedure: &Procedure, name: &str) -> Option<Touched> {
    let mut papers = procedure.documents.iter().flat_map(|line| &line.any_of);
    let paper = papers.find(|paper| same(&procedure.datum(paper.data).name.text, name))?;
    let data = procedure.datum(paper.data);
    Some(Touched {
        element: Element::Paper,
        name: data.name.text.clone(),
        title: title_of(subject, procedure, name).or_else(|| paper.title.as_ref().map(|title| title.text.clone())),
        ground: ground(subject, procedure, cited_at(procedure, name)),
        lead: None,
    })
}

/// The title of a paper: its own, or that of its type.
fn title_of(subject: &Subject<'_>, procedure: &Procedure, name: &str) -> Option<String> {
    let data = procedure.data.iter().find(|data| same(&data.name.text, name))?;
    let of_type = || {
        let id = data.document?;
        subject.catalogue.documents.get(id).near(subject.settings.as_of).title.as_ref()
    };
    data.title.as_ref().or_else(of_type).map(|title| title.text.clone())
}

fn result(subject: &Subject<'_>, procedure: &Procedure, name: &str) -> Option<Touched> {
    let found = procedure.results.iter().find(|result| same(&procedure.datum(result.data).name.text, name))?;
    Some(Touched {
        element: Element::Result,
        name: name.to_owned(),
        title: title_of(subject, procedure, name),
        ground: ground(subject, procedure, &found.row.basis),
        lead: None,
    })
}

fn payment(subject: &Subject<'_>, procedure: &Procedure) -> Touched {
    let cited = procedure
        .fees
        .iter()
        .flat_map(|fee| fee.notes.basis.iter().chain(fee.rows.iter().flat_map(|row| &row.row.basis)));
    Touched {
        element: Element::Payment,
        name: String::new(),
        title: procedure.fees.iter().find_map(|fee| fee.title.as_ref()).map(|title| title.text.clone()),
        ground: ground(subject, procedure, cited),
        lead: None,
    }
}

fn whole(subject: &Subject<'_>, procedure: &Procedure) -> Touched {
    Touched {
        element: Element::Procedure,
        name: procedure.name.text.clone(),
        title: procedure.title.as_ref().map(|title| title.text.clone()),
        ground: ground(subject, procedure, []),
        lead: None,
    }
}

/// A shorter limit than the law's is for whoever approves the internal process: within the power of the province's chair
/// (Decision 878/QĐ-UBND 2023 of a province divides its plans so), and no act has to be amended for it.
fn deadlines(subject: &Subject<'_>, procedure: &Procedure) -> Vec<Touched> {
    let ground = Ground::Internal(approval(subject, procedure));
    vec![Touched { element: Element::Deadline, name: String::new(), title: None, ground, lead: None }]
}
