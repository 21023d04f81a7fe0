//! A process of BPMN as a graph for nesting: what each element means in the words of the language.

use super::Bodies;
use super::read::{Event, Flow, FlowNode, Model, Scope};
use crate::base::{Language, Text};
use crate::import::facts::{Expression, Facts, parse};
use crate::import::flow::{self, EXIT, End, Gate, Graph, Guard, Item, Kind, Outcome, Phase, START, Step};
use crate::import::{Names, Remark, Report};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// A process being read.
pub(super) struct Build<'a> {
    pub(super) file: &'a str,
    pub(super) model: &'a Model,
    pub(super) scope: &'a Scope,
    pub(super) language: Language,
    pub(super) report: &'a mut Report,
    pub(super) bodies: &'a mut Bodies,
    pub(super) facts: Facts,
    pub(super) steps: Names,
    pub(super) count: usize,
    pub(super) depth: usize,
    pub(super) junctions: usize,
}

/// Subprocesses nest so deep at most; the language stops at 64 brackets.
const DEEPEST: usize = 6;

/// Larger processes are not nested: no office works by them.
const MOST_NODES: usize = 5000;

/// What is known of the graph while it is made.
struct Parts<'s> {
    graph: Graph,
    scope: &'s Scope,
    /// Where arrows to an element end, and where arrows from it begin.
    entry: BTreeMap<&'s str, usize>,
    exit: BTreeMap<&'s str, usize>,
    /// The names of steps, for facts that they find.
    names: BTreeMap<&'s str, String>,
    outs: BTreeMap<&'s str, Vec<&'s Flow>>,
    ins: BTreeMap<&'s str, usize>,
    /// Elements that became a part of another.
    absorbed: BTreeSet<&'s str>,
    /// What steps do on an outcome.
    reactions: BTreeMap<&'s str, Vec<String>>,
    unsaid: Vec<(usize, Text)>,
}

/// The name of an element anywhere in a scope.
pub(super) fn name_of(scope: &Scope, id: &str) -> Option<String> {
    scope.nodes.iter().find_map(|node| {
        let own = (node.id == id).then(|| if node.name.is_empty() { node.tag.clone() } else { node.name.clone() });
        own.or_else(|| node.inner.as_ref().and_then(|inner| name_of(inner, id)))
    })
}

impl<'a> Build<'a> {
    /// The process, nested.
    pub(super) fn process(&mut self) -> Outcome {
        learn(self.scope, &mut self.facts);
        self.nested(self.scope, "")
    }

    fn suspect(&mut self, kind: &'static str, line: usize, text: Text) {
        self.report.remarks.push(Remark::suspect(kind, self.file, line, text));
    }

    /// A scope, nested; `lane` is that of the subprocess around it.
    fn nested(&mut self, scope: &'a Scope, lane: &str) -> Outcome {
        if scope.nodes.len() > MOST_NODES {
            let most = MOST_NODES;
            let unsaid = text!(
                en: "a process of more than {most} elements is not read",
                vi: "không đọc quy trình có hơn {most} phần tử"
            );
            return Outcome { unsaid: vec![(scope.line, unsaid)], ..Outcome::default() };
        }
        let mut parts = self.arrows(scope);
        self.supplements(&mut parts);
        for node in scope
            .nodes
            .iter()
            .filter(|node| is_activity(node) && !parts.absorbed.contains(node.id.as_str()))
            .collect::<Vec<_>>()
        {
            let lines = self.reactions(node, &mut parts);
            parts.reactions.insert(&node.id, lines);
        }
        for node in scope.nodes.iter() {
            self.node(node, &mut parts, lane);
        }
        for node in scope.nodes.iter().filter(|node| node.tag == "boundaryEvent") {
            self.boundary(node, &mut parts);
        }
        self.starts(&mut parts);
        for node in &scope.nodes {
            self.leave(node, &mut parts);
        }
        let Parts { graph, unsaid, .. } = parts;
        let mut outcome = flow::structure(graph, self.junctions);
        self.junctions = outcome.junctions;
        outcome.unsaid.extend(unsaid);
        outcome.unsaid.sort();
        outcome.unsaid.dedup();
        outcome
    }

    fn arrows(&mut self, scope: &'a Scope) -> Parts<'a> {
        let mut parts = Parts {
            graph: Graph::new(),
            scope,
            entry: BTreeMap::new(),
            exit: BTreeMap::new(),
            names: BTreeMap::new(),
            outs: BTreeMap::new(),
            ins: BTreeMap::new(),
            absorbed: BTreeSet::new(),
            reactions: BTreeMap::new(),
            unsaid: Vec::new(),
        };
        let known: BTreeSet<&str> = scope.nodes.iter().map(|node| node.id.as_str()).collect();
        for flow in &scope.flows {
            if known.contains(flow.from.as_str()) && known.contains(flow.to.as_str()) {
                parts.outs.entry(&flow.from).or_default().push(flow);
                *parts.ins.entry(&flow.to).or_default() += 1;
            } else {
                let (id, from, to) = (&flow.id, &flow.from, &flow.to);
                self.suspect(
                    "broken-reference",
                    flow.line,
                    text!(
                        en: "the arrow `{id}` leads from `{from}` to `{to}`, which do not both exist here",
                        vi: "mũi tên `{id}` nối `{from}` với `{to}` nhưng không có đủ hai phần tử này"
                    ),
                );
                parts.graph.keep(&format!("sequenceFlow {id} {}: {from} → {to}", flow.name));
            }
        }
        parts
    }

    /// Requests to the applicant that we wrote ourselves go back into the step that asks.
    fn supplements(&mut self, parts: &mut Parts<'a>) {
        let scope = parts.scope;
        for wait in scope.nodes.iter().filter(|node| node.own.supplement.is_some()) {
            parts.absorbed.insert(&wait.id);
            for timer in scope.nodes.iter().filter(|node| node.attached.as_deref() == Some(&wait.id)) {
                parts.absorbed.insert(&timer.id);
            }
        }
        let led: Vec<&str> = scope
            .nodes
            .iter()
            .filter(|node| parts.absorbed.contains(node.id.as_str()))
            .flat_map(|node| parts.outs.get(node.id.as_str()).into_iter().flatten().map(|flow| flow.to.as_str()))
            .collect();
        for id in led {
            if let Some(end) = scope.nodes.iter().find(|node| node.id == id && node.tag == "endEvent") {
                self.absorb_end(end, parts);
            } else if let Some(left) = parts.ins.get_mut(id) {
                *left = left.saturating_sub(1);
            }
        }
    }

    /// The reactions of a step that we wrote: the ways of the gateway behind it that lead to a request or to an end.
    fn reactions(&mut self, step: &'a FlowNode, parts: &mut Parts<'a>) -> Vec<String> {
        let scope = parts.scope;
        let find = |id: &str| scope.nodes.iter().find(|node| node.id == id);
        let mut lines = Vec::new();
        for timer in scope.nodes.iter().filter(|node| node.attached.as_deref() == Some(&step.id)) {
            let is_timer = timer.events.iter().any(|event| event.sort == "timer");
            let target = only(parts.outs.get(timer.id.as_str())).and_then(|flow| find(&flow.to));
            if let (true, true, Some(end)) =
                (is_timer, timer.interrupts, target.and_then(|end| self.plain_end(end, parts)))
            {
                lines.push(format!("if late then {}", end.word()));
                parts.absorbed.insert(&timer.id);
                let target = target.expect("it has an end");
                self.absorb_end(target, parts);
                if !self.model.own {
                    parts.graph.keep(&event_words(timer));
                }
            }
        }
        if step.own.name.is_none() {
            return lines;
        }
        let Some(gate) = only(parts.outs.get(step.id.as_str())).and_then(|flow| find(&flow.to)) else { return lines };
        if gate.tag != "exclusiveGateway" || parts.ins.get(gate.id.as_str()) != Some(&1) {
            return lines;
        }
        let mut kept = Vec::new();
        for flow in parts.outs.remove(gate.id.as_str()).unwrap_or_default() {
            let target = find(&flow.to);
            let outcome = ["incomplete", "ineligible"]
                .into_iter()
                .find(|word| flow.condition.as_deref().is_some_and(|c| c.ends_with(&format!("== '{word}'}}"))));
            let trigger = outcome.map(str::to_owned).or_else(|| {
                let expression = parse(flow.condition.as_deref()?)?;
                target?.own.supplement.as_ref()?;
                self.facts.settle(&expression);
                self.facts.condition(&expression)
            });
            let asks = target.and_then(|target| target.own.supplement.as_ref().map(|clauses| (target, clauses)));
            let end = outcome.and(target).and_then(|target| self.plain_end(target, parts));
            match (trigger, asks, end, outcome) {
                (Some(trigger), Some((target, clauses)), ..) => {
                    let late = scope.nodes.iter().find(|node| node.attached.as_deref() == Some(&target.id));
                    let late =
                        late.and_then(|timer| only(parts.outs.get(timer.id.as_str()))).and_then(|flow| find(&flow.to));
                    let otherwise = late.and_then(|end| self.plain_end(end, parts));
                    let otherwise = otherwise.map_or_else(String::new, |end| format!(" otherwise {}", end.word()));
                    // `otherwise` stands behind the limit and before what restarts the clock.
                    let (clauses, restarts) = clauses
                        .strip_suffix(" restarting the clock")
                        .map_or((clauses.as_str(), ""), |c| (c, " restarting the clock"));
                    lines.push(format!("if {trigger} then ask applicant{clauses}{otherwise}{restarts}"));
                }
                (Some(trigger), None, Some(end), Some(_)) => {
                    lines.push(format!("if {trigger} then {}", end.word()));
                    if let Some(target) = target {
                        self.absorb_end(target, parts);
                    }
                }
                _ => kept.push(flow),
            }
        }
        parts.outs.insert(&gate.id, kept);
        lines
    }

    /// One way fewer leads to an end; without any it has become a part of steps.
    fn absorb_end(&self, end: &'a FlowNode, parts: &mut Parts<'a>) {
        let left = parts.ins.entry(&end.id).or_default();
        *left = left.saturating_sub(1);
        if *left == 0 {
            parts.absorbed.insert(&end.id);
            if !self.model.own {
                parts.graph.keep(&event_words(end));
            }
        }
    }

    /// The end that an element is, if it does nothing else.
    fn plain_end(&self, node: &FlowNode, parts: &Parts<'_>) -> Option<End> {
        let quiet = node.events.iter().all(|event| event.sort == "terminate");
        (node.tag == "endEvent" && quiet && self.depth == 0 && parts.outs.get(node.id.as_str()).is_none())
            .then(|| end_of(node))
    }

    fn node(&mut self, node: &'a FlowNode, parts: &mut Parts<'a>, lane: &str) {
        let id = node.id.as_str();
        if parts.absorbed.contains(id) {
            return;
        }
        if node.by_event {
            let words = gather(node);
            let title = &node.name;
            parts.unsaid.push((
                node.line,
                text!(
                    en: "what happens whenever an event occurs (`{title}`) has no place in the flow",
                    vi: "việc xảy ra bất cứ khi nào có sự kiện (`{title}`) không có chỗ trong luồng"
                ),
            ));
            parts.absorbed.insert(id);
            return parts.graph.keep(&words);
        }
        let vertex = match node.tag.as_str() {
            "startEvent" | "boundaryEvent" => {
                if node.tag == "startEvent" {
                    parts.graph.keep(&event_words(node));
                }
                return;
            }
            "endEvent" => self.end(node, parts, lane),
            "exclusiveGateway" | "eventBasedGateway" => self.gate(node, Gate::Exclusive, parts),
            "parallelGateway" => self.gate(node, Gate::Parallel, parts),
            "inclusiveGateway" => self.gate(node, Gate::Inclusive, parts),
            "complexGateway" => {
                let title = &node.name;
                parts.unsaid.push((
                    node.line,
                    text!(
                        en: "the rule of the complex gateway `{title}` is kept as text",
                        vi: "quy tắc của cổng phức hợp `{title}` được giữ dạng văn bản"
                    ),
                ));
                self.gate(node, Gate::Inclusive, parts)
            }
            "intermediateThrowEvent" | "intermediateCatchEvent" if passes(node) => {
                parts.graph.keep(&event_words(node));
                parts.graph.add(Kind::Block(Vec::new()), String::new(), called(node), node.line)
            }
            _ if node.inner.is_some() => self.phase(node, parts, lane),
            _ => self.step(node, parts, lane),
        };
        parts.entry.insert(id, vertex);
        parts.exit.insert(id, vertex);
    }

    fn gate(&mut self, node: &FlowNode, gate: Gate, parts: &mut Parts<'a>) -> usize {
        let note = node.words.join("\n");
        parts.graph.add(Kind::Split(gate), note, called(node), node.line)
    }

    fn end(&mut self, node: &'a FlowNode, parts: &mut Parts<'a>, lane: &str) -> usize {
        let sends = node.events.iter().any(|event| matches!(event.sort.as_str(), "message" | "signal"));
        if sends {
            let vertex = self.step(node, parts, lane);
            return vertex;
        }
        let stops = node.events.iter().any(|event| matches!(event.sort.as_str(), "terminate" | "error" | "cancel"));
        let end = end_of(node);
        if !(self.model.own && end_label(&node.name) == Some(end)) {
            parts.graph.keep(&event_words(node));
        }
        if stops && self.depth == 0 {
            return parts.graph.add(Kind::Block(vec![Item::End(end)]), String::new(), called(node), node.line);
        }
        let vertex = parts.graph.add(Kind::Block(Vec::new()), String::new(), called(node), node.line);
        parts.graph.link(vertex, EXIT, Guard::Always, String::new());
        vertex
    }

    fn step(&mut self, node: &'a FlowNode, parts: &mut Parts<'a>, lane: &str) -> usize {
        self.count += 1;
        let title = match (&node.name, node.tag.as_str()) {
            (name, _) if !name.is_empty() => name.clone(),
            (_, tag) => tag.to_owned(),
        };
        let name = match &node.own.name {
            Some(name) => self.steps.given(name.clone()),
            None => self.steps.fresh(&title, self.language.pick("step", "bước")),
        };
        parts.names.insert(&node.id, name.clone());
        let mut clauses = Vec::new();
        let mut unresolved = Vec::new();
        let kinds =
            if node.own.kinds.is_empty() { sure_kind(node).into_iter().collect() } else { node.own.kinds.clone() };
        if !kinds.is_empty() {
            clauses.push(format!("kind {}", kinds.join(", ")));
        }
        clauses.extend(self.by(node, lane));
        let mut words = vec![if node.own.name.is_some() { String::new() } else { format!("{} {}", node.tag, node.id) }];
        let limit = node.own.limit.clone().or_else(|| {
            let timers = waits(node, parts.scope);
            timers.iter().find_map(|duration| clock(duration))
        });
        clauses.extend(limit.map(|limit| format!("within {limit}")));
        let mut lines = Vec::new();
        lines.extend(node.own.paused.then(|| "pauses the clock".to_owned()));
        lines.extend(node.own.silence.as_ref().map(|meaning| format!("silence means {meaning}")));
        lines.extend(parts.reactions.remove(node.id.as_str()).unwrap_or_default());
        words.extend(node.words.iter().cloned());
        words.extend(
            node.events.iter().filter(|event| !event.words.is_empty() || !event.sort.is_empty()).map(event_line),
        );
        if let Some(repeats) = &node.repeats {
            let many = repeats.starts_with("multi");
            let text = if many {
                text!(
                    en: "`{title}` is worked several times, once for each of several things",
                    vi: "`{title}` được thực hiện nhiều lần, mỗi đối tượng một lần"
                )
            } else {
                text!(en: "`{title}` is worked again until a rule of the model holds", vi: "`{title}` được lặp lại theo điều kiện của mô hình")
            };
            unresolved.push(text.get(self.language).to_owned());
            parts.unsaid.push((node.line, text));
        }
        if node.for_compensation {
            let text = text!(
                en: "`{title}` undoes other work when that is cancelled",
                vi: "`{title}` hoàn tác công việc khác khi công việc đó bị hủy"
            );
            unresolved.push(text.get(self.language).to_owned());
            parts.unsaid.push((node.line, text));
        }
        words.retain(|line| !line.is_empty());
        let step = Step { name, title: title.clone(), clauses, lines, text: words.join("\n"), unresolved };
        parts.graph.add(Kind::Block(vec![Item::Step(step)]), String::new(), called(node), node.line)
    }

    fn by(&mut self, node: &FlowNode, lane: &str) -> Option<String> {
        if node.own.name.is_some() || node.own.supplement.is_some() {
            return node.own.groups.as_deref().and_then(|key| self.bodies.own(key));
        }
        let pool = self.model.pools.iter().find(|pool| pool.process == self.scope.id);
        let pool = pool.map_or("", |pool| pool.name.as_str());
        let lanes = self.model.lanes.get(&node.id).map(|lanes| {
            let named: Vec<&str> = lanes.iter().map(String::as_str).filter(|lane| !lane.is_empty()).collect();
            named.join(" / ")
        });
        let lane = lanes.filter(|lane| !lane.is_empty()).unwrap_or_else(|| lane.to_owned());
        if pool.is_empty() && lane.is_empty() {
            return None;
        }
        let fallback = if self.scope.name.is_empty() { self.scope.id.as_str() } else { self.scope.name.as_str() };
        Some(self.bodies.by(pool, &lane, fallback))
    }

    fn phase(&mut self, node: &'a FlowNode, parts: &mut Parts<'a>, lane: &str) -> usize {
        let inner = node.inner.as_ref().expect("a subprocess has an inside");
        let mut words = vec![format!("{} {}", node.tag, node.id)];
        words.extend(node.words.iter().cloned());
        let own_lane = self.model.lanes.get(&node.id).map(|lanes| lanes.join(" / "));
        if inner.nodes.is_empty() || self.depth >= DEEPEST {
            if !inner.nodes.is_empty() {
                let text = text!(en: "subprocesses nest too deeply here", vi: "quy trình con lồng quá nhiều tầng");
                parts.unsaid.push((node.line, text));
                words.push(gather(node));
            }
            let vertex = self.step(node, parts, lane);
            parts.graph.keep(&words.join("\n"));
            return vertex;
        }
        let mut unresolved = Vec::new();
        let special = match node.tag.as_str() {
            "transaction" => Some(
                text!(en: "its steps are undone together if one fails", vi: "các bước bị hoàn tác cùng nhau nếu một bước không thành"),
            ),
            "adHocSubProcess" => Some(
                text!(en: "its steps may be worked in any order", vi: "các bước được thực hiện theo thứ tự bất kỳ"),
            ),
            _ => None,
        };
        let repeated =
            node.repeats.as_ref().map(|_| text!(en: "it is worked several times", vi: "được thực hiện nhiều lần"));
        for text in special.into_iter().chain(repeated) {
            let title = called(node);
            unresolved.push(text.get(self.language).to_owned());
            parts.unsaid.push((
                node.line,
                Text { en: format!("`{title}`: {}", text.en), vi: format!("`{title}`: {}", text.vi) },
            ));
        }
        self.depth += 1;
        let outcome = self.nested(inner, own_lane.as_deref().unwrap_or(lane));
        self.depth -= 1;
        parts.unsaid.extend(outcome.unsaid);
        words.extend(outcome.text);
        let phase = Phase {
            name: self.steps.fresh(&called(node), self.language.pick("phase", "giai-đoạn")),
            title: node.name.clone(),
            limit: String::new(),
            text: words.join("\n"),
            unresolved,
        };
        let depth = 1 + flow::depth(&outcome.items);
        let vertex = parts.graph.add(
            Kind::Block(vec![Item::Phase(phase, outcome.items)]),
            String::new(),
            called(node),
            node.line,
        );
        parts.graph.set_depth(vertex, depth);
        vertex
    }

    /// An interrupting event on an activity is another way out of it; one that does not interrupt begins something beside.
    fn boundary(&mut self, event: &'a FlowNode, parts: &mut Parts<'a>) {
        if parts.absorbed.contains(event.id.as_str()) {
            return;
        }
        let title = called(event);
        let compensates = event.events.iter().any(|e| e.sort == "compensate" || e.sort == "compensation");
        let host = event.attached.as_deref().and_then(|id| parts.exit.get(id).copied());
        let Some(host) = host else {
            self.suspect(
                "broken-reference",
                event.line,
                text!(en: "`{title}` is attached to nothing", vi: "`{title}` không gắn vào hoạt động nào"),
            );
            return parts.graph.keep(&event_words(event));
        };
        parts.graph.keep(&event_words(event));
        if compensates || !event.interrupts {
            parts.unsaid.push((
                event.line,
                text!(
                    en: "`{title}` begins something beside the activity it is attached to, which goes on",
                    vi: "`{title}` bắt đầu một việc khác trong khi hoạt động được gắn vẫn tiếp tục"
                ),
            ));
            return;
        }
        let host_id = event.attached.as_deref().unwrap_or_default();
        let gate = match parts.exit.get(host_id) {
            Some(&exit)
                if exit != host
                    || matches!(parts.graph.nodes[exit].as_ref().map(|v| &v.kind), Some(Kind::Split(_))) =>
            {
                exit
            }
            _ => {
                let gate = parts.graph.add(Kind::Split(Gate::Exclusive), String::new(), title.clone(), event.line);
                parts.graph.link(host, gate, Guard::Always, String::new());
                let id = parts.scope.nodes.iter().find(|node| node.id == host_id).map_or("", |node| node.id.as_str());
                parts.exit.insert(id, gate);
                gate
            }
        };
        parts.exit.insert(&event.id, gate);
    }

    /// Where a case begins.
    fn starts(&mut self, parts: &mut Parts<'a>) {
        let scope = parts.scope;
        let starts: Vec<&FlowNode> = scope.nodes.iter().filter(|node| node.tag == "startEvent").collect();
        let loose: Vec<&FlowNode> = scope
            .nodes
            .iter()
            .filter(|node| !matches!(node.tag.as_str(), "startEvent" | "boundaryEvent"))
            .filter(|node| parts.ins.get(node.id.as_str()).is_none_or(|count| *count == 0))
            .filter(|node| {
                parts.entry.contains_key(node.id.as_str()) && !node.for_compensation && !is_link(node, "catch")
            })
            .collect();
        let begin =
            |parts: &mut Parts<'a>, labels: Vec<String>, targets: Vec<usize>, facts: &mut Facts, language: Language| {
                if let [one] = targets.as_slice() {
                    return parts.graph.link(START, *one, Guard::Always, String::new());
                }
                let gate = parts.graph.add(Kind::Split(Gate::Exclusive), String::new(), "start".to_owned(), scope.line);
                parts.graph.link(START, gate, Guard::Always, String::new());
                let question = language.pick("How it begins", "Bắt đầu bằng");
                let conditions = facts.decide(question, &labels, None);
                for (target, condition) in targets.into_iter().zip(conditions) {
                    parts.graph.link(gate, target, Guard::When(condition), String::new());
                }
            };
        if starts.is_empty() {
            let targets: Vec<usize> = loose.iter().map(|node| parts.entry[node.id.as_str()]).collect();
            match targets.as_slice() {
                [] => {
                    if let Some(first) = scope.nodes.iter().find_map(|node| parts.entry.get(node.id.as_str()).copied())
                    {
                        self.suspect(
                            "no-start",
                            scope.line,
                            text!(en: "nothing says where the process begins", vi: "không rõ quy trình bắt đầu từ đâu"),
                        );
                        parts.graph.link(START, first, Guard::Always, String::new());
                    }
                }
                [one] => parts.graph.link(START, *one, Guard::Always, String::new()),
                // The standard: without a start event all that nothing leads to begins at once.
                many => {
                    let gate =
                        parts.graph.add(Kind::Split(Gate::Parallel), String::new(), "start".to_owned(), scope.line);
                    parts.graph.link(START, gate, Guard::Always, String::new());
                    for target in many {
                        parts.graph.link(gate, *target, Guard::Always, String::new());
                    }
                }
            }
            return;
        }
        for node in loose {
            let title = called(node);
            self.suspect(
                "unreachable",
                node.line,
                text!(en: "nothing leads to `{title}`", vi: "không có gì dẫn đến `{title}`"),
            );
        }
        let mut labels = Vec::new();
        let mut targets = Vec::new();
        for start in starts {
            for flow in parts.outs.get(start.id.as_str()).cloned().unwrap_or_default() {
                if let Some(target) = parts.entry.get(flow.to.as_str()) {
                    labels.push(called(start));
                    targets.push(*target);
                    parts.graph.keep(&flow.name);
                }
            }
        }
        if targets.is_empty() {
            self.suspect(
                "no-start",
                scope.line,
                text!(en: "nothing follows the start", vi: "không có gì sau điểm bắt đầu"),
            );
            return;
        }
        begin(parts, labels, targets, &mut self.facts, self.language);
    }

    /// The arrows out of an element.
    fn leave(&mut self, node: &'a FlowNode, parts: &mut Parts<'a>) {
        let id = node.id.as_str();
        if node.tag == "startEvent" || parts.absorbed.contains(id) {
            return;
        }
        if is_link(node, "throw") {
            let name = link_name(node);
            let target = parts.scope.nodes.iter().find(|other| is_link(other, "catch") && link_name(other) == name);
            if let (Some(from), Some(to)) = (parts.exit.get(id), target.and_then(|to| parts.entry.get(to.id.as_str())))
            {
                parts.graph.link(*from, *to, Guard::Always, String::new());
                return;
            }
        }
        let flows: Vec<&Flow> = parts.outs.get(id).cloned().unwrap_or_default();
        let flows: Vec<&Flow> = flows.into_iter().filter(|flow| parts.entry.contains_key(flow.to.as_str())).collect();
        let split = node.tag == "boundaryEvent";
        let Some(&from) = parts.exit.get(id) else {
            // A boundary event beside its activity: what follows it is written, but nothing leads to it.
            flows.iter().for_each(|flow| parts.graph.keep(&flow.name));
            return;
        };
        if split {
            return;
        }
        let events: Vec<&FlowNode> = parts
            .scope
            .nodes
            .iter()
            .filter(|event| event.tag == "boundaryEvent" && event.attached.as_deref() == Some(id))
            .filter(|event| parts.exit.contains_key(event.id.as_str()))
            .collect();
        if !events.is_empty() {
            return self.leave_by_event(node, from, &events, &flows, parts);
        }
        let facts = self.facts.count();
        let guards = if flows.is_empty() { Vec::new() } else { self.guards(node, &flows, parts) };
        // The name of a gateway that no fact bears stands in its block.
        if node.tag.ends_with("Gateway") && !node.name.is_empty() && self.facts.count() == facts {
            parts.graph.note(from, &node.name);
        }
        if flows.is_empty() {
            let ended = node.tag == "endEvent" && parts.graph.leads_on(from);
            if !ended && !is_final(&parts.graph, from) {
                parts.graph.link(from, EXIT, Guard::Always, String::new());
            }
            return;
        }
        for (flow, (guard, note)) in flows.iter().zip(guards) {
            parts.graph.link(from, parts.entry[flow.to.as_str()], guard, note);
        }
    }

    fn leave_by_event(
        &mut self,
        node: &FlowNode,
        from: usize,
        events: &[&'a FlowNode],
        flows: &[&'a Flow],
        parts: &mut Parts<'a>,
    ) {
        let question = called(node);
        let mut labels = vec![self.language.pick("completed", "hoàn thành").to_owned()];
        labels.extend(events.iter().map(|event| called(event)));
        let found_by = parts.names.get(node.id.as_str()).cloned();
        let conditions = self.facts.decide(&question, &labels, found_by);
        let ways = std::iter::once(flows.to_vec()).chain(events.iter().map(|event| {
            let out = parts.outs.get(event.id.as_str()).cloned().unwrap_or_default();
            out.into_iter().filter(|flow| parts.entry.contains_key(flow.to.as_str())).collect()
        }));
        let ways: Vec<Vec<&Flow>> = ways.collect();
        for (flows, condition) in ways.into_iter().zip(conditions) {
            let guard = Guard::When(condition);
            match flows.as_slice() {
                [] => parts.graph.link(from, EXIT, guard, String::new()),
                [one] => parts.graph.link(from, parts.entry[one.to.as_str()], guard, words_of(one, true)),
                many => {
                    let gate = parts.graph.add(Kind::Split(Gate::Parallel), String::new(), question.clone(), node.line);
                    parts.graph.link(from, gate, guard, String::new());
                    for one in many {
                        parts.graph.link(gate, parts.entry[one.to.as_str()], Guard::Always, words_of(one, true));
                    }
                }
            }
        }
    }

    /// When each of several arrows is followed, and which of its words have no other place.
    fn guards(&mut self, node: &'a FlowNode, flows: &[&'a Flow], parts: &Parts<'a>) -> Vec<(Guard, String)> {
        let gate = match node.tag.as_str() {
            "exclusiveGateway" | "eventBasedGateway" => Some(Gate::Exclusive),
            "inclusiveGateway" | "complexGateway" => Some(Gate::Inclusive),
            "parallelGateway" => None,
            _ => flows.iter().any(|flow| flow.condition.is_some()).then_some(Gate::Inclusive),
        };
        let Some(gate) = gate.filter(|_| flows.len() > 1) else {
            return flows.iter().map(|flow| (Guard::Always, words_of(flow, true))).collect();
        };
        let default = |flow: &Flow| node.default.as_deref() == Some(flow.id.as_str());
        let conditions: Vec<Option<String>> = flows
            .iter()
            .map(|flow| flow.condition.as_deref().and_then(parse).and_then(|e: Expression| self.facts.condition(&e)))
            .collect();
        let open: Vec<usize> = (0..flows.len()).filter(|at| default(flows[*at]) || conditions[*at].is_none()).collect();
        let silent = |at: usize| default(flows[at]) || flows[at].condition.is_none();
        if open.is_empty() || (open.len() == 1 && silent(open[0])) {
            for expression in flows.iter().filter_map(|flow| parse(flow.condition.as_deref()?)) {
                self.facts.settle(&expression);
            }
            let all = conditions.iter().flatten().map(|c| format!("not ({c})")).collect::<Vec<_>>().join(" and ");
            return flows
                .iter()
                .zip(conditions)
                .enumerate()
                .map(|(at, (flow, condition))| {
                    let guard = match condition.filter(|_| !open.contains(&at)) {
                        Some(condition) => Guard::When(condition),
                        None if gate == Gate::Inclusive => Guard::When(all.clone()),
                        None => Guard::Rest,
                    };
                    (guard, if self.model.own { String::new() } else { words_of(flow, true) })
                })
                .collect();
        }
        let label = |flow: &&Flow| {
            let target = || name_of(parts.scope, &flow.to).unwrap_or_default();
            if flow.name.is_empty() { target() } else { flow.name.clone() }
        };
        let labels: Vec<String> = flows.iter().map(label).collect();
        let before = parts.scope.flows.iter().filter(|flow| flow.to == node.id).map(|flow| flow.from.as_str());
        let before: Vec<&str> = before.collect();
        let found_by = match before.as_slice() {
            [one] => parts.names.get(one).cloned(),
            _ => None,
        };
        let found_by = found_by.or_else(|| parts.names.get(node.id.as_str()).cloned());
        let question = if node.name.is_empty() {
            before.first().and_then(|id| name_of(parts.scope, id)).unwrap_or_default()
        } else {
            node.name.clone()
        };
        let conditions = if gate == Gate::Exclusive {
            self.facts.decide(&question, &labels, found_by)
        } else {
            let yes_no = ["yes".to_owned(), "no".to_owned()];
            labels
                .iter()
                .map(|label| {
                    let title = if question.is_empty() { label.clone() } else { format!("{question}: {label}") };
                    self.facts.decide(&title, &yes_no, found_by.clone()).swap_remove(0)
                })
                .collect()
        };
        flows.iter().zip(conditions).map(|(flow, condition)| (Guard::When(condition), words_of(flow, false))).collect()
    }
}

/// The words of an arrow that have no place; its name has one where it became the value of a fact.
fn words_of(flow: &Flow, with_name: bool) -> String {
    let name = Some(flow.name.clone()).filter(|name| with_name && !name.is_empty());
    let lines = name.into_iter().chain(flow.condition.clone()).chain(flow.words.iter().cloned());
    lines.collect::<Vec<_>>().join("\n")
}

/// Learns the variables of all expressions, in the order of the file.
fn learn(scope: &Scope, facts: &mut Facts) {
    for flow in &scope.flows {
        let outcome = |word: &str| flow.condition.as_deref().is_some_and(|c| c.ends_with(&format!("== '{word}'}}")));
        if let Some(expression) = flow.condition.as_deref().and_then(parse) {
            if !(outcome("incomplete") || outcome("ineligible")) {
                facts.learn(&expression);
            }
        }
    }
    scope.nodes.iter().filter_map(|node| node.inner.as_ref()).for_each(|inner| learn(inner, facts));
}

fn is_activity(node: &FlowNode) -> bool {
    node.tag.to_ascii_lowercase().ends_with("task") || node.tag == "callActivity"
}

fn only<'f>(flows: Option<&Vec<&'f Flow>>) -> Option<&'f Flow> {
    match flows.map(Vec::as_slice) {
        Some([one]) => Some(one),
        _ => None,
    }
}

fn called(node: &FlowNode) -> String {
    if node.name.is_empty() { format!("{} {}", node.tag, node.id) } else { node.name.clone() }
}

/// What an element does, where its sort says so beyond doubt.
fn sure_kind(node: &FlowNode) -> Option<String> {
    let kind = match node.tag.as_str() {
        "sendTask" | "intermediateThrowEvent" | "endEvent" => "notify",
        "receiveTask" | "intermediateCatchEvent" => "await",
        _ => return None,
    };
    Some(kind.to_owned())
}

/// The durations that limit an element: of its own timer or of one attached to it.
fn waits(node: &FlowNode, scope: &Scope) -> Vec<String> {
    let own = node.events.iter().filter(|_| node.tag == "intermediateCatchEvent");
    let attached = scope.nodes.iter().filter(|event| event.attached.as_deref() == Some(&node.id) && event.interrupts);
    own.chain(attached.flat_map(|event| &event.events)).filter_map(|event| event.duration.clone()).collect()
}

/// `P3D`, `PT12H`: time by the clock and the calendar, as the standard means it. Several units at once are not read.
fn clock(duration: &str) -> Option<String> {
    let duration = duration.trim();
    let (date, time) = duration.strip_prefix('P')?.split_once('T').unwrap_or((duration.strip_prefix('P')?, ""));
    let amount = |text: &str, unit: &str| {
        let number = text.strip_suffix(unit)?;
        (!number.is_empty() && number.len() <= 5 && number.bytes().all(|b| b.is_ascii_digit()))
            .then(|| number.to_owned())
    };
    if time.is_empty() {
        let units = [("D", "days"), ("W", "weeks"), ("M", "months"), ("Y", "years")];
        return units.iter().find_map(|(unit, word)| Some(format!("{} {word}", amount(date, unit)?)));
    }
    if !date.is_empty() {
        return None;
    }
    if let Some(hours) = amount(time, "H") {
        return Some(format!("{hours} clock hours"));
    }
    let minutes: u32 = amount(time, "M")?.parse().ok()?;
    (minutes * 100 % 60 == 0).then(|| format!("{}.{:02} clock hours", minutes / 60, minutes % 60 * 100 / 60))
}

fn event_line(event: &Event) -> String {
    if event.words.is_empty() { event.sort.clone() } else { format!("{}: {}", event.sort, event.words) }
}

fn event_words(node: &FlowNode) -> String {
    let mut words = vec![format!("{} {}", node.tag, node.name)];
    words.extend(node.events.iter().map(event_line));
    words.extend(node.words.iter().cloned());
    // A plain start or end without a name says nothing.
    if words.len() == 1 && node.name.is_empty() { String::new() } else { words.join("; ") }
}

/// An event that only passes the case on: none, a link, and what has its effect elsewhere.
fn passes(node: &FlowNode) -> bool {
    node.events.is_empty()
        || node.events.iter().all(|e| matches!(e.sort.as_str(), "link" | "escalation" | "compensate"))
}

fn is_link(node: &FlowNode, way: &str) -> bool {
    let tag = if way == "throw" { "intermediateThrowEvent" } else { "intermediateCatchEvent" };
    node.tag == tag && node.events.iter().any(|event| event.sort == "link")
}

fn link_name(node: &FlowNode) -> &str {
    let name = node.events.iter().map(|event| event.name.as_str()).find(|name| !name.is_empty());
    name.unwrap_or(&node.name)
}

fn is_final(graph: &Graph, node: usize) -> bool {
    matches!(graph.nodes[node].as_ref().map(|vertex| &vertex.kind), Some(Kind::Block(items)) if matches!(items.last(), Some(Item::End(_))))
}

/// The end whose label we write.
fn end_label(name: &str) -> Option<End> {
    Some(match name {
        "Done" | "Kết thúc" => End::Done,
        "Refused" | "Từ chối" => End::Refuse,
        "Withdrawn" | "Rút hồ sơ" => End::Withdraw,
        "Stopped" | "Dừng giải quyết" => End::Stop,
        _ => return None,
    })
}

/// What an end event means: our own labels, then the words of its name, for those that end everything.
fn end_of(node: &FlowNode) -> End {
    let stops = node.events.iter().any(|event| matches!(event.sort.as_str(), "terminate" | "error" | "cancel"));
    if !stops {
        return End::Done;
    }
    let name = node.name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match end_label(&node.name) {
        Some(end) => end,
        None if says(&["refus", "reject", "denied", "từ chối"]) => End::Refuse,
        None if says(&["withdraw", "rút hồ sơ"]) => End::Withdraw,
        None => End::Stop,
    }
}

/// All words of an element and of what is in it.
fn gather(node: &FlowNode) -> String {
    let mut out = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        out.push(event_words(node));
        if let Some(inner) = &node.inner {
            out.extend(inner.words.iter().cloned());
            out.extend(inner.flows.iter().map(|flow| words_of(flow, true)));
            open.extend(inner.nodes.iter().rev());
        }
    }
    out.retain(|line| !line.trim().is_empty());
    out.join("\n")
}
