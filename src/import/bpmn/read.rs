//! The XML of BPMN 2.0 as a model: scopes with nodes and arrows, pools, lanes. Alone knows the words of the standard; what it
//! does not know is kept as words of the element where it stands.

use crate::import::xml::{self, Lines};
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// The namespace of BPMN 2.0 models.
pub(super) const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/// The namespace of what this project writes besides the standard.
const OWN: &str = "urn:procedo:bpmn:1";

/// A process, or the inside of a subprocess.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) nodes: Vec<FlowNode>,
    pub(super) flows: Vec<Flow>,
    /// Annotations, data, documentation: words that belong to no node.
    pub(super) words: Vec<String>,
    pub(super) line: usize,
    /// Our own code and deadlines, where we wrote the file.
    pub(super) code: Option<String>,
    pub(super) deadlines: Vec<String>,
}

/// A task, an event, a gateway or a subprocess.
#[derive(Debug, Default)]
pub(super) struct FlowNode {
    pub(super) id: String,
    pub(super) name: String,
    /// The element: `userTask`.
    pub(super) tag: String,
    pub(super) line: usize,
    pub(super) events: Vec<Event>,
    /// The activity that a boundary event is attached to.
    pub(super) attached: Option<String>,
    pub(super) interrupts: bool,
    pub(super) default: Option<String>,
    /// `standardLoopCharacteristics` or `multiInstanceLoopCharacteristics`.
    pub(super) repeats: Option<String>,
    pub(super) for_compensation: bool,
    pub(super) inner: Option<Scope>,
    pub(super) by_event: bool,
    pub(super) words: Vec<String>,
    pub(super) own: Own,
}

/// What we write of a step besides the standard.
#[derive(Debug, Default)]
pub(super) struct Own {
    pub(super) name: Option<String>,
    pub(super) kinds: Vec<String>,
    pub(super) limit: Option<String>,
    pub(super) paused: bool,
    pub(super) silence: Option<String>,
    pub(super) groups: Option<String>,
    /// The clauses after `ask applicant`.
    pub(super) supplement: Option<String>,
}

/// What an event waits for or does.
#[derive(Debug, Default)]
pub(super) struct Event {
    /// `timer`, `message`, `error`…
    pub(super) sort: String,
    pub(super) words: String,
    pub(super) duration: Option<String>,
    /// The name of a link.
    pub(super) name: String,
}

/// A sequence flow.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) condition: Option<String>,
    pub(super) words: Vec<String>,
    pub(super) line: usize,
}

/// A pool.
#[derive(Debug, Default)]
pub(super) struct Pool {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) process: String,
    pub(super) words: Vec<String>,
}

/// All of a file.
#[derive(Debug, Default)]
pub(super) struct Model {
    /// Whether this project wrote it.
    pub(super) own: bool,
    pub(super) processes: Vec<Scope>,
    pub(super) pools: Vec<Pool>,
    /// Name, from, to.
    pub(super) messages: Vec<(String, String, String)>,
    /// The lanes of a node, outermost first.
    pub(super) lanes: BTreeMap<String, Vec<String>>,
    /// Words that belong to no process.
    pub(super) words: Vec<String>,
}

const NODES: [&str; 24] = [
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "complexGateway",
    "eventBasedGateway",
    "callChoreography",
    "subChoreography",
];

/// Attributes that say what the standard takes for granted, and those that are structure.
const SILENT: [(&str, &str); 22] = [
    ("completionQuantity", "1"),
    ("startQuantity", "1"),
    ("isForCompensation", "false"),
    ("gatewayDirection", ""),
    ("isInterrupting", "true"),
    ("implementation", "##unspecified"),
    ("implementation", "##WebService"),
    ("instantiate", "false"),
    ("triggeredByEvent", ""),
    ("isClosed", "false"),
    ("processType", "None"),
    ("isCollection", "false"),
    ("eventGatewayType", "Exclusive"),
    ("parallelMultiple", "false"),
    ("isExecutable", ""),
    ("isImmediate", "true"),
    ("isSequential", "false"),
    ("testBefore", "false"),
    ("associationDirection", "None"),
    ("id", ""),
    ("exporter", ""),
    ("exporterVersion", ""),
];

/// Reads the root element of a file.
pub(super) fn model(root: Node<'_, '_>, lines: &Lines) -> Model {
    let mut model = Model { own: root.attribute("exporter") == Some("procedo"), ..Model::default() };
    for child in root.children().filter(Node::is_element) {
        match (child.tag_name().namespace(), child.tag_name().name()) {
            (Some(MODEL), "process") => {
                lanes(child, &mut Vec::new(), &mut model.lanes);
                model.processes.push(scope(child, lines));
            }
            (Some(MODEL), "collaboration") => collaboration(child, &mut model),
            // The drawing is not content.
            (_, "BPMNDiagram") => {}
            _ => dump(child, &mut model.words),
        }
    }
    let comments = root.document().descendants().filter(Node::is_comment).filter_map(|comment| comment.text());
    model.words.extend(comments.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" ")));
    rehome(&mut model.processes);
    model
}

/// Some modellers keep the arrows of a subprocess, or of another pool, outside of it: they go to where both ends are.
fn rehome(processes: &mut [Scope]) {
    let mut strays = Vec::new();
    for scope in processes.iter_mut() {
        take_strays(scope, &mut strays);
    }
    // Whoever writes thousands of them does not mean a process.
    let lost = strays.split_off(strays.len().min(2000));
    processes.iter_mut().take(1).for_each(|first| first.flows.extend(lost.clone()));
    for flow in strays {
        let home = processes.iter_mut().find_map(|scope| home_of(scope, &flow));
        if let Some(home) = home {
            home.flows.push(flow);
        } else if let Some(first) = processes.first_mut() {
            first.flows.push(flow);
        }
    }
}

fn holds(scope: &Scope, flow: &Flow) -> bool {
    let has = |id: &str| scope.nodes.iter().any(|node| node.id == id);
    has(&flow.from) && has(&flow.to)
}

fn take_strays(scope: &mut Scope, strays: &mut Vec<Flow>) {
    let known: BTreeSet<String> = scope.nodes.iter().map(|node| node.id.clone()).collect();
    let home = |flow: &Flow| known.contains(&flow.from) && known.contains(&flow.to);
    let (own, stray): (Vec<Flow>, Vec<Flow>) = std::mem::take(&mut scope.flows).into_iter().partition(home);
    scope.flows = own;
    strays.extend(stray);
    scope.nodes.iter_mut().filter_map(|node| node.inner.as_mut()).for_each(|inner| take_strays(inner, strays));
}

fn home_of<'s>(scope: &'s mut Scope, flow: &Flow) -> Option<&'s mut Scope> {
    if holds(scope, flow) {
        return Some(scope);
    }
    scope.nodes.iter_mut().filter_map(|node| node.inner.as_mut()).find_map(|inner| home_of(inner, flow))
}

fn attribute(node: Node<'_, '_>, name: &str) -> String {
    node.attribute(name).map(|value| value.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

fn collaboration(node: Node<'_, '_>, model: &mut Model) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "participant" => {
                let mut words = Vec::new();
                leftover(child, &["name", "processRef"], &mut words);
                child.children().filter(Node::is_element).for_each(|inner| dump(inner, &mut words));
                model.pools.push(Pool {
                    id: attribute(child, "id"),
                    name: attribute(child, "name"),
                    process: local(&attribute(child, "processRef")).to_owned(),
                    words,
                });
            }
            "messageFlow" => {
                model.messages.push((
                    attribute(child, "name"),
                    attribute(child, "sourceRef"),
                    attribute(child, "targetRef"),
                ));
                child.children().filter(Node::is_element).for_each(|inner| dump(inner, &mut model.words));
            }
            _ => dump(child, &mut model.words),
        }
    }
}

/// A reference without the prefix of its namespace.
fn local(reference: &str) -> &str {
    reference.rsplit(':').next().unwrap_or(reference)
}

fn lanes(node: Node<'_, '_>, outer: &mut Vec<String>, into: &mut BTreeMap<String, Vec<String>>) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "laneSet" | "childLaneSet" => lanes(child, outer, into),
            "lane" => {
                outer.push(attribute(child, "name"));
                for inner in xml::children(child, "flowNodeRef") {
                    let node = xml::words(inner);
                    into.insert(local(&node).to_owned(), outer.clone());
                }
                lanes(child, outer, into);
                outer.pop();
            }
            _ => {}
        }
    }
}

fn scope(node: Node<'_, '_>, lines: &Lines) -> Scope {
    let mut scope =
        Scope { id: attribute(node, "id"), name: attribute(node, "name"), line: lines.of(node), ..Scope::default() };
    leftover(node, &["name", "default"], &mut scope.words);
    for child in node.children().filter(Node::is_element) {
        let tag = child.tag_name().name();
        match tag {
            "sequenceFlow" => scope.flows.push(flow(child, lines)),
            "laneSet" => lane_words(child, &mut scope.words),
            "incoming" | "outgoing" | "standardLoopCharacteristics" | "multiInstanceLoopCharacteristics" => {}
            "dataInputAssociation" | "dataOutputAssociation" | "ioSpecification" => dump(child, &mut scope.words),
            "extensionElements" => {
                for own in child.children().filter(|own| own.tag_name().namespace() == Some(OWN)) {
                    heading(own, &mut scope);
                }
                extension(child, &mut scope.words);
            }
            _ if NODES.contains(&tag) => scope.nodes.push(flow_node(child, lines)),
            _ => dump(child, &mut scope.words),
        }
    }
    scope
}

/// Our own data of a process.
fn heading(own: Node<'_, '_>, scope: &mut Scope) {
    match own.tag_name().name() {
        "procedure" => scope.code = own.attribute("code").map(str::to_owned),
        "deadline" => {
            let limit = attribute(own, "limit");
            if own.attribute("when").is_some() {
                let words = own.attributes().map(|a| format!("{}={}", a.name(), a.value())).collect::<Vec<_>>();
                scope.words.push(format!("deadline {}", words.join("; ")));
            } else {
                let plus = if own.attribute("adds").is_some() { "plus " } else { "" };
                let counted =
                    if own.attribute("countedFrom").is_some() { " counted from complete dossier" } else { "" };
                scope.deadlines.push(format!("deadline {plus}{limit}{counted}"));
            }
        }
        _ => {}
    }
}

fn flow(node: Node<'_, '_>, lines: &Lines) -> Flow {
    let mut words = Vec::new();
    leftover(node, &["name", "sourceRef", "targetRef"], &mut words);
    let mut condition = None;
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "conditionExpression" => condition = Some(xml::words(child)).filter(|words| !words.is_empty()),
            "extensionElements" => extension(child, &mut words),
            _ => dump(child, &mut words),
        }
    }
    Flow {
        id: attribute(node, "id"),
        name: attribute(node, "name"),
        from: local(&attribute(node, "sourceRef")).to_owned(),
        to: local(&attribute(node, "targetRef")).to_owned(),
        condition,
        words,
        line: lines.of(node),
    }
}

fn flow_node(node: Node<'_, '_>, lines: &Lines) -> FlowNode {
    let tag = node.tag_name().name();
    let mut read = FlowNode {
        id: attribute(node, "id"),
        name: attribute(node, "name"),
        tag: tag.to_owned(),
        line: lines.of(node),
        attached: node.attribute("attachedToRef").map(|id| local(id).to_owned()),
        interrupts: node.attribute("cancelActivity") != Some("false"),
        default: node.attribute("default").map(str::to_owned),
        for_compensation: node.attribute("isForCompensation") == Some("true"),
        by_event: node.attribute("triggeredByEvent") == Some("true"),
        ..FlowNode::default()
    };
    leftover(
        node,
        &["name", "attachedToRef", "cancelActivity", "default", "candidateGroups", "dueDate"],
        &mut read.words,
    );
    read.own.groups = node.attributes().find(|a| a.name() == "candidateGroups").map(|a| a.value().to_owned());
    if matches!(tag, "subProcess" | "transaction" | "adHocSubProcess") {
        let mut inner = scope(node, lines);
        read.words.append(&mut inner.words);
        for child in node.children().filter(Node::is_element) {
            if child.tag_name().name().ends_with("LoopCharacteristics") {
                repeats(child, &mut read);
            }
        }
        read.inner = Some(inner);
        return read;
    }
    for child in node.children().filter(Node::is_element) {
        let name = child.tag_name().name();
        match name {
            "incoming" | "outgoing" => {}
            "extensionElements" => {
                for own in child.children().filter(|own| own.tag_name().namespace() == Some(OWN)) {
                    own_data(own, &mut read);
                }
                extension(child, &mut read.words);
            }
            _ if name.ends_with("LoopCharacteristics") => repeats(child, &mut read),
            _ if name.ends_with("EventDefinition") => read.events.push(event(child)),
            _ => dump(child, &mut read.words),
        }
    }
    // Whoever is named beside an engine's own form is a fact of that engine.
    if let Some(groups) = read.own.groups.clone().filter(|_| read.own.name.is_none() && read.own.supplement.is_none()) {
        read.words.push(format!("candidateGroups={groups}"));
    }
    read
}

fn repeats(node: Node<'_, '_>, read: &mut FlowNode) {
    read.repeats = Some(node.tag_name().name().to_owned());
    dump(node, &mut read.words);
}

fn own_data(own: Node<'_, '_>, read: &mut FlowNode) {
    match own.tag_name().name() {
        "step" => {
            read.own.name = own.attribute("name").map(str::to_owned);
            read.own.kinds = attribute(own, "kind").split_whitespace().map(str::to_owned).collect();
            read.own.limit = own.attribute("limit").map(str::to_owned);
            read.own.paused = own.attribute("clock") == Some("paused");
            read.own.silence = own.attribute("silence").map(str::to_owned);
        }
        "supplement" => {
            let mut clauses = match own.attribute("times") {
                Some("1") => " once".to_owned(),
                Some(times) => format!(" at most {times} times"),
                None => String::new(),
            };
            if let Some(limit) = own.attribute("limit") {
                clauses.push_str(&format!(" within {limit}"));
            }
            if own.attribute("clock") == Some("restarts") {
                clauses.push_str(" restarting the clock");
            }
            read.own.supplement = Some(clauses);
        }
        name => {
            let paper = attribute(own, "name");
            read.words.push(format!("{name} {paper}"));
        }
    }
}

fn event(node: Node<'_, '_>) -> Event {
    let name = node.tag_name().name();
    let mut words = Vec::new();
    dump(node, &mut words);
    let duration = xml::children(node, "timeDuration").next().map(xml::words);
    Event {
        sort: name.trim_end_matches("EventDefinition").to_owned(),
        words: words.join("; "),
        duration,
        name: attribute(node, "name"),
    }
}

/// The attributes of an element that are neither structure nor taken for granted.
fn leftover(node: Node<'_, '_>, known: &[&str], words: &mut Vec<String>) {
    let kept = node.attributes().filter(|a| {
        let silent = |(name, value): &(&str, &str)| a.name() == *name && (value.is_empty() || a.value() == *value);
        !known.contains(&a.name()) && !SILENT.iter().any(silent) && !a.value().trim().is_empty()
    });
    words.extend(kept.map(|a| format!("{}={}", a.name(), a.value())));
}

/// An element with everything below it, a line each: what is not understood is not lost.
fn dump(node: Node<'_, '_>, words: &mut Vec<String>) {
    for inner in node.descendants().filter(Node::is_element) {
        if inner.tag_name().namespace() == Some(OWN) || is_drawing(inner) {
            continue;
        }
        let mut parts = Vec::new();
        leftover(inner, &["schemaLocation", "type"], &mut parts);
        let texts = inner.children().filter(Node::is_text).filter_map(|child| child.text());
        parts.extend(texts.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned));
        if !parts.is_empty() {
            words.push(format!("{}: {}", inner.tag_name().name(), parts.join("; ")));
        }
    }
}

fn extension(node: Node<'_, '_>, words: &mut Vec<String>) {
    node.children().filter(Node::is_element).for_each(|child| dump(child, words));
}

/// Colours and places of labels that modellers keep among the content.
fn is_drawing(node: Node<'_, '_>) -> bool {
    let key = node.attribute("metaKey").unwrap_or_default();
    node.tag_name().name() == "signavioLabel" || key.ends_with("color")
}

/// The documentation of lanes.
fn lane_words(node: Node<'_, '_>, words: &mut Vec<String>) {
    for inner in node.descendants().filter(Node::is_element) {
        if !matches!(inner.tag_name().name(), "lane" | "laneSet" | "childLaneSet" | "flowNodeRef") && !is_drawing(inner)
        {
            let mut parts = Vec::new();
            leftover(inner, &[], &mut parts);
            let texts = inner.children().filter(Node::is_text).filter_map(|child| child.text());
            parts.extend(texts.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned));
            words.extend((!parts.is_empty()).then(|| format!("{}: {}", inner.tag_name().name(), parts.join("; "))));
        }
    }
}
