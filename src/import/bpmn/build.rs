//! A process of BPMN as a graph for nesting: what each element means in the words of the language.

use super::Bodies;
use super::element::{
    called, clock, end_label, end_of, event_line, event_words, gather, is_activity, learn, passes, sure_kind, waits,
};
use super::read::{Flow, FlowNode, Model, Scope};
use crate::base::{Language, Text};
use crate::import::facts::Facts;
use crate::import::flow::{self, EXIT, Gate, Graph, Guard, Item, Kind, Outcome, Phase, Step};
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
pub(super) struct Parts<'s> {
    pub(super) graph: Graph,
    pub(super) scope: &'s Scope,
    /// Where arrows to an element end, and where arrows from it begin.
    pub(super) entry: BTreeMap<&'s str, usize>,
    pub(super) exit: BTreeMap<&'s str, usize>,
    /// The names of steps, for facts that they find.
    pub(super) names: BTreeMap<&'s str, String>,
    pub(super) outs: BTreeMap<&'s str, Vec<&'s Flow>>,
    pub(super) ins: BTreeMap<&'s str, usize>,
    /// Elements that became a part of another.
    pub(super) absorbed: BTreeSet<&'s str>,
    /// What steps do on an outcome.
    pub(super) reactions: BTreeMap<&'s str, Vec<String>>,
    pub(super) unsaid: Vec<(usize, Text)>,
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

    pub(super) fn suspect(&mut self, kind: &'static str, line: usize, text: Text) {
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
        for node in &scope.nodes {
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
            "exclusiveGateway" | "eventBasedGateway" => add_gate(node, Gate::Exclusive, parts),
            "parallelGateway" => add_gate(node, Gate::Parallel, parts),
            "inclusiveGateway" => add_gate(node, Gate::Inclusive, parts),
            "complexGateway" => {
                let title = &node.name;
                parts.unsaid.push((
                    node.line,
                    text!(
                        en: "the rule of the complex gateway `{title}` is kept as text",
                        vi: "quy tắc của cổng phức hợp `{title}` được giữ dạng văn bản"
                    ),
                ));
                add_gate(node, Gate::Inclusive, parts)
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
}

fn add_gate(node: &FlowNode, gate: Gate, parts: &mut Parts<'_>) -> usize {
    let note = node.words.join("\n");
    parts.graph.add(Kind::Split(gate), note, called(node), node.line)
}
