//! The arrows of BPMN: where a process begins, where each element leads, and on which condition.

use super::build::{Build, Parts, name_of};
use super::element::{called, is_final, is_link, link_name, words_of};
use super::read::{Flow, FlowNode};
use crate::base::Language;
use crate::import::facts::{Expression, Facts, parse};
use crate::import::flow::{EXIT, Gate, Guard, Kind, START};
use crate::text;

impl<'a> Build<'a> {
    /// Where a case begins.
    pub(super) fn starts(&mut self, parts: &mut Parts<'a>) {
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
    pub(super) fn leave(&mut self, node: &'a FlowNode, parts: &mut Parts<'a>) {
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
            for flow in &flows {
                parts.graph.keep(&flow.name);
            }
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

    pub(super) fn leave_by_event(
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
    pub(super) fn guards(&mut self, node: &'a FlowNode, flows: &[&'a Flow], parts: &Parts<'a>) -> Vec<(Guard, String)> {
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
