//! What an element of BPMN says by itself: its kind, its words, the time of its timer, the end that it is.

use super::read::{Event, Flow, FlowNode, Scope};
use crate::import::facts::{Facts, parse};
use crate::import::flow::{End, Graph, Item, Kind};

/// The words of an arrow that have no place; its name has one where it became the value of a fact.
pub(super) fn words_of(flow: &Flow, with_name: bool) -> String {
    let name = Some(flow.name.clone()).filter(|name| with_name && !name.is_empty());
    let lines = name.into_iter().chain(flow.condition.clone()).chain(flow.words.iter().cloned());
    lines.collect::<Vec<_>>().join("\n")
}

/// Learns the variables of all expressions, in the order of the file.
pub(super) fn learn(scope: &Scope, facts: &mut Facts) {
    for flow in &scope.flows {
        let outcome = |word: &str| flow.condition.as_deref().is_some_and(|c| c.ends_with(&format!("== '{word}'}}")));
        let ours = outcome("incomplete") || outcome("ineligible");
        if let Some(expression) = flow.condition.as_deref().and_then(parse).filter(|_| !ours) {
            facts.learn(&expression);
        }
    }
    scope.nodes.iter().filter_map(|node| node.inner.as_ref()).for_each(|inner| learn(inner, facts));
}

pub(super) fn is_activity(node: &FlowNode) -> bool {
    node.tag.to_ascii_lowercase().ends_with("task") || node.tag == "callActivity"
}

pub(super) fn only<'f>(flows: Option<&Vec<&'f Flow>>) -> Option<&'f Flow> {
    match flows.map(Vec::as_slice) {
        Some([one]) => Some(one),
        _ => None,
    }
}

pub(super) fn called(node: &FlowNode) -> String {
    if node.name.is_empty() { format!("{} {}", node.tag, node.id) } else { node.name.clone() }
}

/// What an element does, where its sort says so beyond doubt.
pub(super) fn sure_kind(node: &FlowNode) -> Option<String> {
    let kind = match node.tag.as_str() {
        "sendTask" | "intermediateThrowEvent" | "endEvent" => "notify",
        "receiveTask" | "intermediateCatchEvent" => "await",
        _ => return None,
    };
    Some(kind.to_owned())
}

/// The durations that limit an element: of its own timer or of one attached to it.
pub(super) fn waits(node: &FlowNode, scope: &Scope) -> Vec<String> {
    let own = node.events.iter().filter(|_| node.tag == "intermediateCatchEvent");
    let attached = scope.nodes.iter().filter(|event| event.attached.as_deref() == Some(&node.id) && event.interrupts);
    own.chain(attached.flat_map(|event| &event.events)).filter_map(|event| event.duration.clone()).collect()
}

/// `P3D`, `PT12H`: time by the clock and the calendar, as the standard means it. Several units at once are not read.
pub(super) fn clock(duration: &str) -> Option<String> {
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
    (minutes * 100).is_multiple_of(60).then(|| format!("{}.{:02} clock hours", minutes / 60, minutes % 60 * 100 / 60))
}

pub(super) fn event_line(event: &Event) -> String {
    if event.words.is_empty() { event.sort.clone() } else { format!("{}: {}", event.sort, event.words) }
}

pub(super) fn event_words(node: &FlowNode) -> String {
    let mut words = vec![format!("{} {}", node.tag, node.name)];
    words.extend(node.events.iter().map(event_line));
    words.extend(node.words.iter().cloned());
    // A plain start or end without a name says nothing.
    if words.len() == 1 && node.name.is_empty() { String::new() } else { words.join("; ") }
}

/// An event that only passes the case on: none, a link, and what has its effect elsewhere.
pub(super) fn passes(node: &FlowNode) -> bool {
    node.events.is_empty()
        || node.events.iter().all(|e| matches!(e.sort.as_str(), "link" | "escalation" | "compensate"))
}

pub(super) fn is_link(node: &FlowNode, way: &str) -> bool {
    let tag = if way == "throw" { "intermediateThrowEvent" } else { "intermediateCatchEvent" };
    node.tag == tag && node.events.iter().any(|event| event.sort == "link")
}

pub(super) fn link_name(node: &FlowNode) -> &str {
    let name = node.events.iter().map(|event| event.name.as_str()).find(|name| !name.is_empty());
    name.unwrap_or(&node.name)
}

pub(super) fn is_final(graph: &Graph, node: usize) -> bool {
    matches!(graph.nodes[node].as_ref().map(|vertex| &vertex.kind), Some(Kind::Block(items)) if matches!(items.last(), Some(Item::End(_))))
}

/// The end whose label we write.
pub(super) fn end_label(name: &str) -> Option<End> {
    Some(match name {
        "Done" | "Kết thúc" => End::Done,
        "Refused" | "Từ chối" => End::Refuse,
        "Withdrawn" | "Rút hồ sơ" => End::Withdraw,
        "Stopped" | "Dừng giải quyết" => End::Stop,
        _ => return None,
    })
}

/// What an end event means: our own labels, then the words of its name, for those that end everything.
pub(super) fn end_of(node: &FlowNode) -> End {
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
pub(super) fn gather(node: &FlowNode) -> String {
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
