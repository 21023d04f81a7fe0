//! Shapes and arrows in the vocabulary of BPMN, built once from the nested process; every drawing and the BPMN target read
//! them, so that all of them show the same process.

use crate::base::{Language, fingerprint, similar};
use crate::model::{Ask, At, Condition, End, Limit, Process, StepId};
use std::collections::BTreeMap;
use std::ops::Range;

/// A shape: its place in [`Chart::shapes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub usize);

/// An arrow: its place in [`Chart::arrows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArrowId(pub usize);

/// A process as shapes and arrows.
#[derive(Debug, Clone)]
pub struct Chart {
    /// What the picture is called.
    pub title: String,
    /// The language of its labels.
    pub language: Language,
    /// Who acts; the lanes of one body stand together.
    pub lanes: Vec<Lane>,
    /// In the order of the process: of two shapes joined by an arrow that does not lead back, the first comes first.
    pub shapes: Vec<Shape>,
    /// Arrows.
    pub arrows: Vec<Arrow>,
    /// Phases in the order in which they begin.
    pub phases: Vec<Phase>,
    /// For each shape the arrows that leave it and that reach it.
    around: Vec<(Vec<ArrowId>, Vec<ArrowId>)>,
    /// For each shape how many timers sit on its border.
    timers: Vec<usize>,
}

/// One who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// `commune-pc/justice`, `applicant`, or empty where it is unknown.
    pub key: String,
    /// What a reader calls it, unlike every other lane.
    pub title: String,
    /// The body; the same for all lanes of one body.
    pub body: String,
    /// The role within the body; empty where the whole body acts.
    pub role: String,
}

/// A phase: a stretch of the process with a name and a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// What a reader calls it.
    pub title: String,
    /// Its limit in words; empty where there is none.
    pub time: String,
    /// Its shapes: places in [`Chart::shapes`].
    pub shapes: Range<usize>,
}

/// A shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// What it is.
    pub kind: ShapeKind,
    /// Its lane.
    pub lane: usize,
    /// What is written in or under it.
    pub label: String,
    /// A step's time limit in words, or how often and how long for a supplement; empty where there is none.
    pub time: String,
    /// Who else may work the step or takes part in it, in words; empty for nobody.
    pub also: String,
    /// The step it belongs to.
    pub step: Option<StepId>,
}

/// What a shape is.
#[derive(Debug, Clone, PartialEq)]
pub enum ShapeKind {
    /// Where a dossier comes in.
    Start,
    /// A step.
    Task,
    /// The applicant is asked for a supplement; belongs to the asking step.
    Supplement(Ask),
    /// One way of several, or where such ways meet again.
    Exclusive,
    /// All ways at once, or where they meet again.
    Parallel,
    /// A time limit on the border of another shape.
    Timer(ShapeId, At<Limit>),
    /// An end; inside `parallel` it ends everything.
    End(End),
}

/// An arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrow {
    /// Where from.
    pub from: ShapeId,
    /// Where to.
    pub to: ShapeId,
    /// When it is taken.
    pub guard: Guard,
    /// What is written on it.
    pub label: String,
}

/// When an arrow is taken.
#[derive(Debug, Clone, PartialEq)]
pub enum Guard {
    /// Always.
    Always,
    /// When no other arrow of its gateway is.
    Default,
    /// On a condition over facts.
    When(Condition),
    /// On what a step found.
    Outcome(StepId, Outcome),
    /// Once more round a loop that states no condition; the number names the loop.
    Again(usize),
}

/// What a step can find about a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Papers are missing.
    Incomplete,
    /// The applicant is not eligible.
    Ineligible,
}

/// The word for an end.
pub(crate) fn end_label(end: End, language: Language) -> &'static str {
    match end {
        End::Done => language.pick("Done", "Kết thúc"),
        End::Refuse => language.pick("Refused", "Từ chối"),
        End::Withdraw => language.pick("Withdrawn", "Rút hồ sơ"),
        End::Stop => language.pick("Stopped", "Dừng giải quyết"),
    }
}

impl Chart {
    /// A chart of these parts, its neighbours looked up.
    pub(super) fn of(
        (title, language): (String, Language),
        lanes: Vec<Lane>,
        shapes: Vec<Shape>,
        arrows: Vec<Arrow>,
        phases: Vec<Phase>,
    ) -> Self {
        let mut around = vec![(Vec::new(), Vec::new()); shapes.len()];
        for (index, arrow) in arrows.iter().enumerate() {
            around[arrow.from.0].0.push(ArrowId(index));
            around[arrow.to.0].1.push(ArrowId(index));
        }
        let mut timers = vec![0; shapes.len()];
        for shape in &shapes {
            if let ShapeKind::Timer(host, _) = shape.kind {
                timers[host.0] += 1;
            }
        }
        Self { title, language, lanes, shapes, arrows, phases, around, timers }
    }

    /// A shape.
    pub fn shape(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0]
    }

    /// Every id in order.
    pub fn ids(&self) -> impl Iterator<Item = ShapeId> + use<> {
        (0..self.shapes.len()).map(ShapeId)
    }

    /// How many timers sit on the border of a shape.
    pub fn timers_on(&self, id: ShapeId) -> usize {
        self.timers[id.0]
    }

    /// The arrows that leave a shape.
    pub fn leaving(&self, id: ShapeId) -> impl Iterator<Item = (ArrowId, &Arrow)> {
        self.around[id.0].0.iter().map(|&arrow| (arrow, &self.arrows[arrow.0]))
    }

    /// The arrows that reach a shape.
    pub fn reaching(&self, id: ShapeId) -> impl Iterator<Item = (ArrowId, &Arrow)> {
        self.around[id.0].1.iter().map(|&arrow| (arrow, &self.arrows[arrow.0]))
    }

    /// A stable identifier for each shape, made of step names and the order within a step, in ASCII letters, digits and
    /// underscores: an edit elsewhere does not change it.
    pub fn identifiers(&self, process: &Process) -> Vec<String> {
        let mut taken = BTreeMap::<String, usize>::new();
        let mut last = "start".to_owned();
        self.shapes
            .iter()
            .map(|shape| {
                if let (ShapeKind::Task, Some(step)) = (&shape.kind, shape.step) {
                    last = ascii(&process.step(step).name.text);
                }
                let base = match &shape.kind {
                    ShapeKind::Start => "start".to_owned(),
                    ShapeKind::Task => format!("step_{last}"),
                    ShapeKind::Supplement(_) => format!("supplement_{last}"),
                    ShapeKind::Exclusive => format!("choice_{last}"),
                    ShapeKind::Parallel => format!("parallel_{last}"),
                    ShapeKind::Timer(..) => format!("timer_{last}"),
                    ShapeKind::End(end) => format!("end_{}_{last}", ascii(end_label(*end, Language::En))),
                };
                let count = taken.entry(base.clone()).or_default();
                *count += 1;
                if *count == 1 { base } else { format!("{base}_{count}") }
            })
            .collect()
    }
}

/// How many letters of a name an identifier takes: engines hold 255 of one, and the identifier of an arrow names two shapes.
const LONGEST: usize = 96;

/// A name in ASCII letters, digits and underscores, for identifiers of other systems; the end of a very long one is its hash.
pub fn ascii(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for part in name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        if !written.is_empty() {
            written.push('_');
        }
        written.extend(similar::plain(part).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
    }
    if written.len() > LONGEST {
        let hash = fingerprint(name, 8);
        written.truncate(LONGEST - 1 - hash.len());
        written = format!("{}_{hash}", written.trim_end_matches('_'));
    }
    if written.is_empty() { "x".to_owned() } else { written }
}
