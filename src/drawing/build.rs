//! From the nested process to the chart: one walk over the flow, with the ways that are open at each place.

use super::chart::{Arrow, Chart, Guard, Lane, Outcome, Phase, Shape, ShapeId, ShapeKind, end_label};
use super::outline::limit;
use crate::base::Language;
use crate::model::{
    Action, Ask, At, Catalogue, End, Flow, Goal, Limit, Node, OrUnknown, Party, Procedure, Process, Step, StepId,
    Trigger, shown,
};
use crate::time::Date;
use std::collections::{BTreeMap, BTreeSet};

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
    title: String,
    language: Language,
    lanes: Vec<Lane>,
    shapes: Vec<Shape>,
    arrows: Vec<Arrow>,
    phases: Vec<Phase>,
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
        let mut builder = Self {
            catalogue,
            procedure,
            process,
            day,
            title,
            language,
            lanes: Vec::new(),
            shapes: Vec::new(),
            arrows: Vec::new(),
            phases: Vec::new(),
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

    fn applicant_lane(&mut self) -> usize {
        let title = self.language.pick("Applicant", "Người nộp hồ sơ");
        self.lane("applicant", || (title.to_owned(), title.to_owned(), String::new()))
    }

    /// The lane of a key; `titles` are its title, its body and its role.
    fn lane(&mut self, key: &str, titles: impl FnOnce() -> (String, String, String)) -> usize {
        if let Some(&lane) = self.lane_of.get(key) {
            return lane;
        }
        let (title, body, role) = titles();
        self.lanes.push(Lane { key: key.to_owned(), title, body, role });
        let lane = self.lanes.len() - 1;
        self.lane_of.insert(key.to_owned(), lane);
        lane
    }

    fn lane_of_step(&mut self, step: &Step) -> usize {
        let Some(by) = &step.by else {
            let title = self.language.pick("Not known", "Chưa rõ người thực hiện").to_owned();
            return self.lane("", || (title.clone(), title, String::new()));
        };
        let Some(party @ Party::Body { body, other }) = by.any_of.first() else { return self.applicant_lane() };
        let elsewhere = if *other { self.language.pick(" (elsewhere)", " (nơi khác)") } else { "" };
        let (catalogue, day) = (self.catalogue, self.day);
        self.lane(&party.key(), || {
            let title = catalogue.title_of(body, day);
            let agency = catalogue.agency_title(body, day);
            let role = if title == agency { String::new() } else { title.clone() };
            (title + elsewhere, agency + elsewhere, role)
        })
    }

    /// Who else may work a step, and who takes part.
    fn also(&self, step: &Step) -> String {
        let Some(by) = &step.by else { return String::new() };
        let named = |parties: &[Party]| {
            let names = parties.iter().map(|party| match party {
                Party::Applicant(_) => self.language.pick("the applicant", "người nộp hồ sơ").to_owned(),
                Party::Body { body, .. } => self.catalogue.title_of(body, self.day),
            });
            names.collect::<Vec<_>>().join(", ")
        };
        let mut parts = Vec::new();
        if by.any_of.len() > 1 {
            parts.push(format!("{} {}", self.language.pick("or", "hoặc"), named(&by.any_of[1..])));
        }
        if !by.with.is_empty() {
            parts.push(format!("{} {}", self.language.pick("with", "phối hợp:"), named(&by.with)));
        }
        parts.join("; ")
    }

    fn shape(&mut self, kind: ShapeKind, lane: usize, label: String, step: Option<StepId>) -> ShapeId {
        let (mut time, mut also) = (String::new(), String::new());
        match (&kind, step) {
            (ShapeKind::Task, Some(id)) => {
                let step = self.process.step(id);
                time = step.within.as_ref().map_or_else(String::new, |within| limit(&within.value, self.language));
                also = self.also(step);
            }
            (ShapeKind::Supplement(ask), _) => time = rounds(ask, self.language),
            _ => {}
        }
        self.shapes.push(Shape { kind, lane, label, time, also, step });
        ShapeId(self.shapes.len() - 1)
    }

    fn lane_at(&self, ways: &[Way]) -> usize {
        ways.first().map_or(0, |way| self.shapes[way.from.0].lane)
    }

    fn connect(&mut self, ways: &mut Vec<Way>, to: ShapeId) {
        for Way { from, guard, label } in ways.drain(..) {
            self.arrows.push(Arrow { from, to, guard, label });
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
        let label = end_label(end, self.language).to_owned();
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
                        || self.language.pick("otherwise", "còn lại").to_owned(),
                        |condition| super::describe(condition, self.procedure, self.language),
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
                let mut label =
                    condition.as_ref().map_or_else(String::new, |c| super::describe(c, self.procedure, self.language));
                if let Some(limit) = limit {
                    let times = self.language.pick(format!("at most {limit} times"), format!("tối đa {limit} lần"));
                    label = if label.is_empty() { times } else { format!("{label} ({times})") };
                }
                self.connect(&mut vec![Way { from: test, guard, label }], entry);
                let rest = self.language.pick("otherwise", "còn lại").to_owned();
                ways.push(Way { from: test, guard: Guard::Default, label: rest });
            }
            Node::Phase(index, flow) => {
                let phase = &self.process.phases[*index as usize];
                let title = shown(&phase.name, phase.title.as_ref()).to_owned();
                let within = phase.within.as_ref();
                let time = within.map_or_else(String::new, |within| limit(&within.value, self.language));
                let place = self.phases.len();
                let first = self.shapes.len();
                self.phases.push(Phase { title, time, shapes: first..first });
                self.flow(flow, ways);
                self.phases[place].shapes.end = self.shapes.len();
            }
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
            let lane = self.shapes[task.0].lane;
            let timer = self.shape(ShapeKind::Timer(task, limit), lane, String::new(), Some(id));
            let late = self.language.pick("late", "quá hạn").to_owned();
            self.act(id, &reaction.action, Way { from: timer, guard: Guard::Always, label: late });
        }
        let rest = self.rest_label(step);
        let unconditional = step.jumps.iter().any(|jump| jump.when.is_none());
        let has_exits = step.reactions.iter().any(|r| !late(&r.trigger)) || step.jumps.iter().any(|j| j.when.is_some());
        let from = if has_exits {
            let lane = self.shapes[task.0].lane;
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
                    self.language.pick("incomplete", "hồ sơ chưa đủ").to_owned(),
                ),
                Trigger::Ineligible => (
                    Guard::Outcome(id, Outcome::Ineligible),
                    self.language.pick("ineligible", "không đủ điều kiện").to_owned(),
                ),
                Trigger::When(condition) => {
                    (Guard::When(condition.clone()), super::describe(condition, self.procedure, self.language))
                }
                Trigger::Late => continue,
            };
            self.act(id, &reaction.action, Way { from, guard, label });
        }
        for jump in &step.jumps {
            let (guard, label) = match &jump.when {
                Some(condition) => {
                    (Guard::When(condition.clone()), super::describe(condition, self.procedure, self.language))
                }
                None if has_exits => (Guard::Default, rest.clone()),
                None => (Guard::Always, String::new()),
            };
            self.go(jump.to, Way { from, guard, label });
        }
        if !unconditional {
            let (guard, label) = if has_exits { (Guard::Default, rest) } else { (Guard::Always, String::new()) };
            ways.push(Way { from, guard, label });
        }
    }

    /// What is written on the way that a step leaves by when nothing untoward was found.
    fn rest_label(&self, step: &Step) -> String {
        let found = |trigger: &Trigger| step.reactions.iter().any(|reaction| reaction.trigger == *trigger);
        let conditional = step.jumps.iter().any(|jump| jump.when.is_some())
            || step.reactions.iter().any(|reaction| matches!(reaction.trigger, Trigger::When(_)));
        let words = match (conditional, found(&Trigger::Incomplete), found(&Trigger::Ineligible)) {
            (true, ..) | (false, false, false) => self.language.pick("otherwise", "còn lại"),
            (false, true, false) => self.language.pick("complete", "hồ sơ đủ"),
            (false, false, true) => self.language.pick("eligible", "đủ điều kiện"),
            (false, true, true) => self.language.pick("complete and eligible", "đạt yêu cầu"),
        };
        words.to_owned()
    }

    fn act(&mut self, id: StepId, action: &'a Action, way: Way) {
        match action {
            Action::Go(goal) => self.go(*goal, way),
            Action::Ask(ask) => {
                let lane = self.applicant_lane();
                let label = self.language.pick("Supplement the dossier", "Bổ sung, hoàn thiện hồ sơ").to_owned();
                let wait = self.shape(ShapeKind::Supplement(ask.clone()), lane, label, Some(id));
                self.connect(&mut vec![way], wait);
                self.jumps.push((Way::from(wait), id));
                if let (Some(end), Some(At { value: OrUnknown::Known(within), span })) = (&ask.otherwise, &ask.within) {
                    let limit = At { value: Limit::Duration(*within), span: *span };
                    let timer = self.shape(ShapeKind::Timer(wait, limit), lane, String::new(), Some(id));
                    let late = self.language.pick("no reply in time", "quá hạn bổ sung").to_owned();
                    self.end(end.value, &mut vec![Way { from: timer, guard: Guard::Always, label: late }]);
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

    /// Drops lanes that nobody stands in, and lets those of one body stand together.
    fn finish(mut self) -> Chart {
        let used: BTreeSet<usize> = self.shapes.iter().map(|shape| shape.lane).collect();
        let mut kept: Vec<usize> = used.into_iter().collect();
        let first = |lane: usize| self.lanes.iter().position(|other| other.body == self.lanes[lane].body);
        kept.sort_by_key(|&lane| (first(lane), lane));
        let place: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(place, &lane)| (lane, place)).collect();
        for shape in &mut self.shapes {
            shape.lane = place[&shape.lane];
        }
        let mut lanes: Vec<Lane> = kept.iter().map(|&lane| self.lanes[lane].clone()).collect();
        tell_apart(&mut lanes);
        Chart::of((self.title, self.language), lanes, self.shapes, self.arrows, self.phases)
    }
}

/// Two roles of one title (a head of department here and there) get their body behind it.
fn tell_apart(lanes: &mut [Lane]) {
    let mut twins = BTreeMap::<String, usize>::new();
    for lane in &*lanes {
        *twins.entry(lane.title.clone()).or_default() += 1;
    }
    for lane in lanes {
        if twins[&lane.title] > 1 && !lane.role.is_empty() {
            lane.title = format!("{}, {}", lane.role, lane.body);
        }
    }
}

/// How often the applicant may be asked, and how long an answer may take.
fn rounds(ask: &Ask, language: Language) -> String {
    let mut parts = Vec::new();
    if let Some(times) = &ask.times {
        let times = times.value;
        let many = if times == 1 { "once".to_owned() } else { format!("at most {times} times") };
        parts.push(language.pick(many, format!("tối đa {times} lần")));
    }
    if let Some(At { value: OrUnknown::Known(within), .. }) = &ask.within {
        parts.push(format!("{} {}", language.pick("within", "trong"), within.show(language)));
    }
    parts.join(", ")
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
