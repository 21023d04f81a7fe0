//! What we wrote into a model besides the standard, back into the steps that it came from: requests to the applicant and
//! what happens on an outcome.

use super::build::{Build, Parts};
use super::element::{end_of, event_words, only};
use super::read::FlowNode;
use crate::import::facts::parse;
use crate::import::flow::End;

impl<'a> Build<'a> {
    /// Requests to the applicant that we wrote ourselves go back into the step that asks.
    pub(super) fn supplements(&mut self, parts: &mut Parts<'a>) {
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
    pub(super) fn reactions(&mut self, step: &'a FlowNode, parts: &mut Parts<'a>) -> Vec<String> {
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
    pub(super) fn absorb_end(&self, end: &'a FlowNode, parts: &mut Parts<'a>) {
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
    pub(super) fn plain_end(&self, node: &FlowNode, parts: &Parts<'_>) -> Option<End> {
        let quiet = node.events.iter().all(|event| event.sort == "terminate");
        (node.tag == "endEvent" && quiet && self.depth == 0 && !parts.outs.contains_key(node.id.as_str()))
            .then(|| end_of(node))
    }
}
