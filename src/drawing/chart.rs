//! Shapes and arrows in the vocabulary of BPMN, built once from the nested process; every drawing and the BPMN target read
//! them, so that all of them show the same process.

use crate::base::{Language, similar};
use crate::model::{
    Action, Ask, At, Body, Catalogue, Condition, End, Flow, Goal, Limit, Node, OrUnknown, Party, Procedure, Process,
    Step, StepId, Trigger,
};
use crate::time::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A shape: its place in [`Chart::shapes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub usize);

/// An arrow: its place in [`Chart::arrows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArrowId(pub usize);

/// A process as shapes and arrows.
#[derive(Debug)]
pub struct Chart {
    /// What the picture is called.
    pub title: String,
    /// The language of its labels.
    pub language: Language,
    /// Who acts, from top to bottom.
    pub lanes: Vec<Lane>,
    /// In the order of the process: of two shapes joined by an arrow that does not lead back, the first comes first.
    pub shapes: Vec<Shape>,
    /// Arrows.
    pub arrows: Vec<Arrow>,
}

/// One who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// `commune-pc/justice`, `applicant`, or empty where it is unknown.
    pub key: String,
    /// What a reader calls it.
    pub title: String,
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
    /// A step's time limit in words; empty where there is none.
    pub time: String,
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

/// Builds the chart of a procedure's process with the titles of `day`, its own words in `language`; `None` where the process
/// is not known.
pub fn chart(catalogue: &Catalogue, procedure: &Procedure, day: Date, language: Language) -> Option<Chart> {
    let process = procedure.process.as_ref()?;
    let mut builder = Builder::new(catalogue, (procedure, process), day, language);
    let start = builder.shape(ShapeKind::Start, 0, String::new(), None);
    let mut ways = vec![Way::from(start)];
    builder.flow(&process.flow, &mut ways);
    builder.end(End::Done, &mut ways);
    builder.resolve_jumps();
    Some(builder.finish())
}

/// An arrow that waits for its target.
struct Way {
    from: ShapeId,
    guard: Guard,
    label: String,
}

impl Way {
    fn from(from: ShapeId) -> Self {
        Self { from, guard: Guard::Always, label: String::new() }
    }
}

struct Builder<'a> {
    catalogue: &'a Catalogue,
    procedure: &'a Procedure,
    process: &'a Process,
    day: Date,
    chart: Chart,
    lane_of: BTreeMap<String, usize>,
    /// Steps that something leads back or across to: they get a meeting gateway before them.
    targets: BTreeSet<StepId>,
    /// The shape by which a step is entered.
    entry: BTreeMap<StepId, ShapeId>,
    jumps: Vec<(Way, StepId)>,
    loops: usize,
}

impl<'a> Builder<'a> {
    fn new(catalogue: &'a Catalogue, of: (&'a Procedure, &'a Process), day: Date, language: Language) -> Self {
        let (procedure, process) = of;
        let title = match &procedure.title {
            Some(title) => format!("{} {}", procedure.name.text, title.text),
            None => procedure.name.text.clone(),
        };
        let chart = Chart { title, language, lanes: Vec::new(), shapes: Vec::new(), arrows: Vec::new() };
        let mut builder = Self {
            catalogue,
            procedure,
            process,
            day,
            chart,
            lane_of: BTreeMap::new(),
            targets: jump_targets(process),
            entry: BTreeMap::new(),
            jumps: Vec::new(),
            loops: 0,
        };
        // The dossier comes from the applicant, whose lane therefore stands first.
        builder.applicant_lane();
        builder
    }

    fn language(&self) -> Language {
        self.chart.language
    }

    fn applicant_lane(&mut self) -> usize {
        let title = self.language().pick("Applicant", "Người nộp hồ sơ");
        self.lane("applicant", title)
    }

    fn lane(&mut self, key: &str, title: &str) -> usize {
        if let Some(&lane) = self.lane_of.get(key) {
            return lane;
        }
        self.chart.lanes.push(Lane { key: key.to_owned(), title: title.to_owned() });
        let lane = self.chart.lanes.len() - 1;
        self.lane_of.insert(key.to_owned(), lane);
        lane
    }

    fn lane_of_step(&mut self, step: &Step) -> usize {
        let Some(by) = &step.by else {
            let title = self.language().pick("Not known", "Chưa rõ người thực hiện");
            return self.lane("", title);
        };
        match by.any_of.first() {
            Some(Party::Body { body, other }) => {
                let (key, title) = self.party_names(body, *other);
                self.lane(&key, &title)
            }
            _ => self.applicant_lane(),
        }
    }

    fn party_names(&self, body: &Body, other: bool) -> (String, String) {
        let mut title = self.catalogue.title_of(body, self.day);
        let mut key = body.written();
        if other {
            key.push_str(" other");
            title.push_str(self.language().pick(" (elsewhere)", " (nơi khác)"));
        }
        (key, title)
    }

    fn shape(&mut self, kind: ShapeKind, lane: usize, label: String, step: Option<StepId>) -> ShapeId {
        let time = match (&kind, step) {
            (ShapeKind::Task, Some(id)) => {
                let within = self.process.step(id).within.as_ref();
                within.map_or_else(String::new, |within| super::outline::limit(&within.value, self.language()))
            }
            _ => String::new(),
        };
        self.chart.shapes.push(Shape { kind, lane, label, time, step });
        ShapeId(self.chart.shapes.len() - 1)
    }

    fn lane_at(&self, ways: &[Way]) -> usize {
        ways.first().map_or(0, |way| self.chart.shapes[way.from.0].lane)
    }

    fn connect(&mut self, ways: &mut Vec<Way>, to: ShapeId) {
        for Way { from, guard, label } in ways.drain(..) {
            self.chart.arrows.push(Arrow { from, to, guard, label });
        }
    }

    /// Lets several ways meet in one gateway, so that what follows has one entry.
    fn meet(&mut self, ways: &mut Vec<Way>) {
        if ways.len() > 1 {
            let lane = self.lane_at(ways);
            let gateway = self.shape(ShapeKind::Exclusive, lane, String::new(), None);
            self.connect(ways, gateway);
            ways.push(Way::from(gateway));
        }
    }

    fn end(&mut self, end: End, ways: &mut Vec<Way>) {
        if ways.is_empty() {
            return;
        }
        self.meet(ways);
        let lane = self.lane_at(ways);
        let label = end_label(end, self.language()).to_owned();
        let shape = self.shape(ShapeKind::End(end), lane, label, None);
        self.connect(ways, shape);
    }

    fn flow(&mut self, flow: &'a Flow, ways: &mut Vec<Way>) {
        for node in &flow.nodes {
            self.node(node, ways);
        }
    }

    fn node(&mut self, node: &'a Node, ways: &mut Vec<Way>) {
        match node {
            Node::Step(id) => self.step(*id, ways),
            Node::Choice { options, .. } => {
                self.meet(ways);
                let lane = self.lane_at(ways);
                let gateway = self.shape(ShapeKind::Exclusive, lane, String::new(), None);
                self.connect(ways, gateway);
                let has_rest = options.iter().any(|option| option.condition.is_none());
                let mut out = Vec::new();
                for (index, option) in options.iter().enumerate() {
                    // A complete `choose` without a rest: its last way is the one that engines take by default.
                    let is_rest = option.condition.is_none() || (!has_rest && index + 1 == options.len());
                    let label = option.condition.as_ref().map_or_else(
                        || self.language().pick("otherwise", "còn lại").to_owned(),
                        |condition| super::describe(condition, self.procedure, self.language()),
                    );
                    let guard = match &option.condition {
                        Some(condition) if !is_rest => Guard::When(condition.clone()),
                        _ => Guard::Default,
                    };
                    let mut way = vec![Way { from: gateway, guard, label }];
                    self.flow(&option.flow, &mut way);
                    out.append(&mut way);
                }
                *ways = out;
            }
            Node::Parallel { branches, .. } => {
                self.meet(ways);
                let lane = self.lane_at(ways);
                let fork = self.shape(ShapeKind::Parallel, lane, String::new(), None);
                self.connect(ways, fork);
                let mut arriving = Vec::new();
                for (title, branch) in branches {
                    let label = title.as_ref().map_or_else(String::new, |t| t.text.clone());
                    let mut way = vec![Way { from: fork, guard: Guard::Always, label }];
                    self.flow(branch, &mut way);
                    self.meet(&mut way);
                    arriving.append(&mut way);
                }
                if !arriving.is_empty() {
                    let join = self.shape(ShapeKind::Parallel, lane, String::new(), None);
                    self.connect(&mut arriving, join);
                    ways.push(Way::from(join));
                }
            }
            Node::Repeat { limit, condition, body, .. } => {
                let lane = self.lane_at(ways);
                let entry = self.shape(ShapeKind::Exclusive, lane, String::new(), None);
                self.connect(ways, entry);
                let mut inner = vec![Way::from(entry)];
                self.flow(body, &mut inner);
                if inner.is_empty() {
                    return;
                }
                self.meet(&mut inner);
                let lane = self.lane_at(&inner);
                let test = self.shape(ShapeKind::Exclusive, lane, String::new(), None);
                self.connect(&mut inner, test);
                self.loops += 1;
                let guard = condition.clone().map_or(Guard::Again(self.loops), Guard::When);
                let mut label = condition
                    .as_ref()
                    .map_or_else(String::new, |c| super::describe(c, self.procedure, self.language()));
                if let Some(limit) = limit {
                    let times = self.language().pick(format!("at most {limit} times"), format!("tối đa {limit} lần"));
                    label = if label.is_empty() { times } else { format!("{label} ({times})") };
                }
                self.connect(&mut vec![Way { from: test, guard, label }], entry);
                ways.push(Way { from: test, guard: Guard::Default, label: String::new() });
            }
            Node::Phase(_, flow) => self.flow(flow, ways),
            Node::End(end) => self.end(end.value, ways),
        }
    }

    fn step(&mut self, id: StepId, ways: &mut Vec<Way>) {
        let step = self.process.step(id);
        let lane = self.lane_of_step(step);
        let is_target = self.targets.contains(&id);
        if is_target || ways.len() > 1 {
            let gateway = self.shape(ShapeKind::Exclusive, lane, String::new(), None);
            self.connect(ways, gateway);
            self.entry.insert(id, gateway);
            ways.push(Way::from(gateway));
        }
        let task = self.shape(ShapeKind::Task, lane, step.shown().to_owned(), Some(id));
        self.connect(ways, task);
        self.entry.entry(id).or_insert(task);
        self.leave(id, step, task, ways);
    }

    /// The ways out of a step: its reactions and jumps, and on to what follows.
    fn leave(&mut self, id: StepId, step: &'a Step, task: ShapeId, ways: &mut Vec<Way>) {
        let late = |trigger: &Trigger| *trigger == Trigger::Late;
        for reaction in step.reactions.iter().filter(|r| late(&r.trigger)) {
            let limit = step.within.clone().unwrap_or(At { value: Limit::Unknown, span: reaction.span });
            let lane = self.chart.shapes[task.0].lane;
            let timer = self.shape(ShapeKind::Timer(task, limit), lane, String::new(), Some(id));
            self.act(id, &reaction.action, Way::from(timer));
        }
        let unconditional = step.jumps.iter().any(|jump| jump.when.is_none());
        let has_exits = step.reactions.iter().any(|r| !late(&r.trigger)) || step.jumps.iter().any(|j| j.when.is_some());
        let from = if has_exits {
            let lane = self.chart.shapes[task.0].lane;
            let gateway = self.shape(ShapeKind::Exclusive, lane, String::new(), Some(id));
            self.connect(&mut vec![Way::from(task)], gateway);
            gateway
        } else {
            task
        };
        for reaction in step.reactions.iter().filter(|r| !late(&r.trigger)) {
            let (guard, label) = match &reaction.trigger {
                Trigger::Incomplete => (
                    Guard::Outcome(id, Outcome::Incomplete),
                    self.language().pick("incomplete", "hồ sơ chưa đủ").to_owned(),
                ),
                Trigger::Ineligible => (
                    Guard::Outcome(id, Outcome::Ineligible),
                    self.language().pick("ineligible", "không đủ điều kiện").to_owned(),
                ),
                Trigger::When(condition) => {
                    (Guard::When(condition.clone()), super::describe(condition, self.procedure, self.language()))
                }
                Trigger::Late => continue,
            };
            self.act(id, &reaction.action, Way { from, guard, label });
        }
        for jump in &step.jumps {
            let (guard, label) = match &jump.when {
                Some(condition) => {
                    (Guard::When(condition.clone()), super::describe(condition, self.procedure, self.language()))
                }
                None if has_exits => (Guard::Default, String::new()),
                None => (Guard::Always, String::new()),
            };
            self.go(jump.to, Way { from, guard, label });
        }
        if !unconditional {
            let guard = if has_exits { Guard::Default } else { Guard::Always };
            ways.push(Way { from, guard, label: String::new() });
        }
    }

    fn act(&mut self, id: StepId, action: &'a Action, way: Way) {
        match action {
            Action::Go(goal) => self.go(*goal, way),
            Action::Ask(ask) => {
                let lane = self.applicant_lane();
                let label = self.language().pick("Supplement the dossier", "Bổ sung, hoàn thiện hồ sơ").to_owned();
                let wait = self.shape(ShapeKind::Supplement(ask.clone()), lane, label, Some(id));
                self.connect(&mut vec![way], wait);
                self.jumps.push((Way::from(wait), id));
                if let (Some(end), Some(At { value: OrUnknown::Known(within), span })) = (&ask.otherwise, &ask.within) {
                    let limit = At { value: Limit::Duration(*within), span: *span };
                    let timer = self.shape(ShapeKind::Timer(wait, limit), lane, String::new(), Some(id));
                    self.end(end.value, &mut vec![Way::from(timer)]);
                }
            }
        }
    }

    fn go(&mut self, goal: Goal, way: Way) {
        match goal {
            Goal::End(end) => self.end(end, &mut vec![way]),
            Goal::Step(to) => self.jumps.push((way, to)),
            Goal::Unknown => {}
        }
    }

    fn resolve_jumps(&mut self) {
        for (way, to) in std::mem::take(&mut self.jumps) {
            if let Some(&entry) = self.entry.get(&to) {
                self.connect(&mut vec![way], entry);
            }
        }
    }

    /// Drops lanes that nobody stands in, but for the applicant's, where the dossier comes from.
    fn finish(mut self) -> Chart {
        let used: BTreeSet<usize> = self.chart.shapes.iter().map(|shape| shape.lane).collect();
        let kept: Vec<usize> = (0..self.chart.lanes.len()).filter(|lane| used.contains(lane)).collect();
        for shape in &mut self.chart.shapes {
            shape.lane = kept.binary_search(&shape.lane).expect("a used lane is kept");
        }
        self.chart.lanes = kept.iter().map(|&lane| self.chart.lanes[lane].clone()).collect();
        self.tell_lanes_apart();
        self.chart
    }
}

impl Builder<'_> {
    /// Two roles of one title (a head of department here and there) get their agency behind it.
    fn tell_lanes_apart(&mut self) {
        let titles: Vec<String> = self.chart.lanes.iter().map(|lane| lane.title.clone()).collect();
        for lane in &mut self.chart.lanes {
            let twins = titles.iter().filter(|title| **title == lane.title).count();
            let agency = lane.key.split('/').next().and_then(|name| self.catalogue.agencies.find(name));
            if let (2.., Some(agency)) = (twins, agency) {
                let agency = self.catalogue.agencies.get(agency).near(self.day);
                let agency = agency.title.as_ref().map_or(&agency.name.text, |title| &title.text);
                lane.title = format!("{}, {agency}", lane.title);
            }
        }
    }
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

/// Steps that a jump, a reaction or a supplement leads to.
fn jump_targets(process: &Process) -> BTreeSet<StepId> {
    let mut targets = BTreeSet::new();
    for id in process.ids() {
        let step = process.step(id);
        for reaction in &step.reactions {
            match &reaction.action {
                Action::Go(Goal::Step(to)) => targets.insert(*to),
                Action::Ask(_) => targets.insert(id),
                Action::Go(_) => false,
            };
        }
        targets.extend(step.jumps.iter().filter_map(|jump| match jump.to {
            Goal::Step(to) => Some(to),
            _ => None,
        }));
    }
    targets
}

impl Chart {
    /// A shape.
    pub fn shape(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0]
    }

    /// Every id in order.
    pub fn ids(&self) -> impl Iterator<Item = ShapeId> + use<> {
        (0..self.shapes.len()).map(ShapeId)
    }

    /// The arrows that leave a shape.
    pub fn leaving(&self, id: ShapeId) -> impl Iterator<Item = (ArrowId, &Arrow)> {
        self.arrows.iter().enumerate().filter(move |(_, a)| a.from == id).map(|(i, a)| (ArrowId(i), a))
    }

    /// The arrows that reach a shape.
    pub fn reaching(&self, id: ShapeId) -> impl Iterator<Item = (ArrowId, &Arrow)> {
        self.arrows.iter().enumerate().filter(move |(_, a)| a.to == id).map(|(i, a)| (ArrowId(i), a))
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

/// A name in ASCII letters, digits and underscores, for identifiers of other systems.
pub fn ascii(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for part in name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        if !written.is_empty() {
            written.push('_');
        }
        written.extend(similar::plain(part).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
    }
    if written.is_empty() { "x".to_owned() } else { written }
}
