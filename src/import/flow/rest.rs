//! What could not be nested is laid out one block after the other, with `then` where the next one is not the one meant.
//! `then` stands on a step; where a block begins or ends with none, a step is put in that says what it is: a junction.

use super::{Arrow, EXIT, End, Gate, Graph, Guard, Item, Kind, Outcome, START, Step, reduce};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// Where a way leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Goal {
    Block(usize),
    Exit,
}

/// The ways out of a block: to where, on which condition.
type Ways = Vec<(Goal, Guard)>;

/// Lays out all that is left.
pub(super) fn lay_out(mut graph: Graph, junctions: usize) -> Outcome {
    let mut outcome = Outcome { junctions, ..Outcome::default() };
    let reached = graph.reached();
    match reduce::whole(&graph) {
        Some(reduce::Whole::Empty) => {}
        Some(reduce::Whole::Block(node)) => {
            if let Some(Kind::Block(items)) = graph.nodes[node].as_mut().map(|vertex| &mut vertex.kind) {
                outcome.items = std::mem::take(items);
            }
        }
        None => main_part(&mut graph, &reached, &mut outcome),
    }
    unreached(&mut graph, &reached, &mut outcome);
    for vertex in graph.nodes.iter().flatten() {
        if !vertex.note.trim().is_empty() {
            outcome.text.push(vertex.note.clone());
        }
    }
    let notes = graph.arrows.iter().flatten().map(|arrow| arrow.note.clone()).filter(|note| !note.trim().is_empty());
    outcome.text.extend(notes);
    outcome.text.append(&mut graph.loose);
    outcome
}

/// The blocks that can be reached, each before those it leads to as far as there is no way back.
fn order(graph: &Graph) -> Vec<usize> {
    let mut state = vec![0_u8; graph.nodes.len()];
    let mut finished = Vec::new();
    let mut open = vec![(START, false)];
    while let Some((node, done)) = open.pop() {
        if done {
            finished.push(node);
            continue;
        }
        if std::mem::replace(&mut state[node], 1) == 1 {
            continue;
        }
        open.push((node, true));
        // The last pushed is visited first and so finishes last-but-earlier: the first way comes first in the result.
        open.extend(graph.successors(node).filter(|to| state[*to] == 0).map(|to| (to, false)));
    }
    finished.reverse();
    finished.retain(|node| matches!(graph.kind(*node), Some(Kind::Block(_) | Kind::Start)));
    finished
}

fn main_part(graph: &mut Graph, reached: &[bool], outcome: &mut Outcome) {
    outcome.jumps = true;
    let order = order(graph);
    let mut ways: BTreeMap<usize, Ways> = BTreeMap::new();
    for node in &order {
        let mut all = Ways::new();
        if let Some(id) = graph.outs[*node].first() {
            let mut walk = Walk { seen: BTreeSet::new(), left: PATIENCE };
            resolve(graph, graph.arrow(*id).to, &Guard::Always, &mut all, &mut walk);
            if walk.left == 0 {
                let line = graph.nodes[*node].as_ref().map_or(0, |vertex| vertex.line);
                outcome.unsaid.push((
                    line,
                    text!(
                        en: "too many gateways follow one another here; not all ways through them are written",
                        vi: "quá nhiều cổng nối tiếp nhau ở đây; chưa ghi hết các đường đi qua"
                    ),
                ));
            }
        }
        ways.insert(*node, all);
    }
    say_parallel(graph, reached, outcome);
    // A way to the block that follows anyway needs no jump, if it is the only one or the remainder.
    let mut jumps: BTreeMap<usize, Ways> = BTreeMap::new();
    for (index, node) in order.iter().enumerate() {
        let next = order.get(index + 1).map_or(Goal::Exit, |next| Goal::Block(*next));
        let mut left = ways.remove(node).unwrap_or_default();
        if is_complete(&left) {
            left.last_mut().expect("it has ways").1 = Guard::Rest;
        }
        if let [.., (goal, guard)] = left.as_slice() {
            let remainder = left.len() == 1 || *guard == Guard::Rest;
            if remainder && *goal == next {
                left.pop();
            }
        }
        if !left.is_empty() {
            jumps.insert(*node, left);
        }
    }
    let entered: BTreeSet<usize> = jumps
        .values()
        .flatten()
        .filter_map(|(goal, _)| match goal {
            Goal::Block(node) => Some(*node),
            Goal::Exit => None,
        })
        .collect();
    let mut blocks: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
    for node in &order {
        let mut items = match graph.nodes[*node].as_mut().map(|vertex| &mut vertex.kind) {
            Some(Kind::Block(items)) => std::mem::take(items),
            _ => Vec::new(),
        };
        if entered.contains(node) && entry(&items).is_none() {
            items.insert(0, junction(outcome));
        }
        if jumps.contains_key(node) && last(&mut items).is_none() {
            items.push(junction(outcome));
        }
        blocks.insert(*node, items);
    }
    let names: BTreeMap<usize, String> =
        blocks.iter().filter_map(|(node, items)| Some((*node, entry(items)?.to_owned()))).collect();
    for (node, ways) in jumps {
        let lines = ways.iter().map(|(goal, guard)| {
            let to = match goal {
                Goal::Block(block) => names.get(block).map_or("done", String::as_str),
                Goal::Exit => End::Done.word(),
            };
            match guard {
                Guard::Always => format!("then {to}"),
                Guard::When(condition) => format!("then {to} when {condition}"),
                Guard::Rest => format!("then {to} otherwise"),
            }
        });
        let lines: Vec<String> = lines.collect();
        if let Some(step) = blocks.get_mut(&node).and_then(|items| last(items)) {
            step.lines.extend(lines);
        }
    }
    outcome.items = order.iter().filter_map(|node| blocks.remove(node)).flatten().collect();
}

/// Whether the conditions are all values of one fact, or a fact and its opposite: one of them holds, so the last is the rest.
fn is_complete(ways: &Ways) -> bool {
    let mut facts = BTreeSet::new();
    let mut opposite = 0;
    for (_, guard) in ways {
        let Guard::When(condition) = guard else { return false };
        let words: Vec<&str> = condition.split(' ').collect();
        match words.as_slice() {
            [fact] | [fact, "is", _] => facts.insert(*fact),
            ["not", fact] => {
                opposite += 1;
                facts.insert(*fact)
            }
            _ => return false,
        };
    }
    // A variable of an engine may have values that no arrow names; a fact made of labels has one for each.
    let truth = ways.len() == 2 && opposite == 1;
    facts.len() == 1 && ways.len() > 1 && truth
}

/// A walk through gateways: those on the way, and how many more will be looked at.
struct Walk {
    seen: BTreeSet<usize>,
    left: usize,
}

/// So many gateways behind one block are followed.
const PATIENCE: usize = 500;

/// Follows gateways from a node to the blocks behind them; conditions on the way are joined.
fn resolve(graph: &Graph, node: usize, guard: &Guard, ways: &mut Ways, walk: &mut Walk) {
    if walk.left == 0 {
        return;
    }
    walk.left -= 1;
    if node == EXIT {
        return push(ways, Goal::Exit, guard);
    }
    match graph.kind(node) {
        Some(Kind::Block(_)) => push(ways, Goal::Block(node), guard),
        Some(Kind::Join(Gate::Exclusive)) if walk.seen.insert(node) => {
            for to in graph.successors(node) {
                resolve(graph, to, guard, ways, walk);
            }
        }
        Some(Kind::Split(Gate::Exclusive)) if walk.seen.insert(node) => {
            let arrows: Vec<_> = graph.outs[node].iter().map(|id| graph.arrow(*id)).collect();
            let others = arrows.iter().filter_map(|arrow| match &arrow.guard {
                Guard::When(condition) => Some(format!("not ({condition})")),
                _ => None,
            });
            let rest = others.collect::<Vec<_>>().join(" and ");
            let (last, first): (Vec<&Arrow>, Vec<&Arrow>) =
                arrows.iter().copied().partition(|arrow| arrow.guard == Guard::Rest);
            for arrow in first.into_iter().chain(last) {
                let joined = match (guard, &arrow.guard) {
                    (Guard::When(outer), Guard::When(inner)) => Guard::When(format!("({outer}) and ({inner})")),
                    (Guard::When(outer), Guard::Rest) if !rest.is_empty() => {
                        Guard::When(format!("({outer}) and {rest}"))
                    }
                    (Guard::When(outer), _) => Guard::When(outer.clone()),
                    (_, inner) => inner.clone(),
                };
                resolve(graph, arrow.to, &joined, ways, walk);
            }
            walk.seen.remove(&node);
        }
        // Said once for each such gateway; the steps follow one another as they stand.
        _ => {}
    }
}

fn push(ways: &mut Ways, goal: Goal, guard: &Guard) {
    let way = (goal, guard.clone());
    if !ways.contains(&way) {
        ways.push(way);
    }
}

/// Gateways other than exclusive ones that are still there: the language has no form for what they do.
fn say_parallel(graph: &Graph, reached: &[bool], outcome: &mut Outcome) {
    for (node, vertex) in graph.nodes.iter().enumerate().filter(|(node, _)| reached.get(*node) == Some(&true)) {
        let Some(vertex) = vertex else { continue };
        let called = if vertex.called.is_empty() { "?" } else { vertex.called.as_str() };
        let text = match vertex.kind {
            Kind::Split(Gate::Parallel | Gate::Inclusive) => text!(
                en: "the branches that begin together at `{called}` do not meet again in one place; their steps are written one after the other",
                vi: "các nhánh cùng bắt đầu tại `{called}` không gặp lại ở một chỗ; các bước được ghi lần lượt"
            ),
            Kind::Join(Gate::Parallel | Gate::Inclusive) if graph.ins[node].len() > 1 => text!(
                en: "`{called}` waits for branches that did not begin together in one place; what it waits for is not said",
                vi: "`{called}` chờ các nhánh không cùng bắt đầu từ một chỗ; điều kiện chờ chưa diễn đạt được"
            ),
            _ => continue,
        };
        outcome.unsaid.push((vertex.line, text));
    }
}

/// What nothing leads to is written after the end, where the check of the catalogue finds it.
fn unreached(graph: &mut Graph, reached: &[bool], outcome: &mut Outcome) {
    let mut extra = Vec::new();
    for node in 0..graph.nodes.len() {
        if reached.get(node) == Some(&true) {
            continue;
        }
        if let Some(Kind::Block(items)) = graph.nodes[node].as_mut().map(|vertex| &mut vertex.kind) {
            let items = std::mem::take(items);
            if !items.is_empty() {
                extra.push(Item::End(End::Done));
                extra.extend(items);
            }
        }
    }
    if outcome.items.last().is_some_and(reduce::is_end) && !extra.is_empty() {
        extra.remove(0);
    }
    outcome.items.append(&mut extra);
}

/// The step with which items begin, where a jump may lead to.
fn entry(items: &[Item]) -> Option<&str> {
    match items.first()? {
        Item::Step(step) => Some(&step.name),
        Item::Phase(_, inner) | Item::Repeat { body: inner, .. } => entry(inner),
        Item::Choice { .. } | Item::Parallel { .. } | Item::End(_) => None,
    }
}

/// The step with which items end, where a jump may stand.
fn last(items: &mut [Item]) -> Option<&mut Step> {
    match items.last_mut()? {
        Item::Step(step) => Some(step),
        Item::Phase(_, inner) => last(inner),
        _ => None,
    }
}

/// A step that only holds a jump; its name is none that a title could give.
fn junction(outcome: &mut Outcome) -> Item {
    outcome.junctions += 1;
    let name = format!("junction.{}", outcome.junctions);
    let unresolved = vec![
        "a junction of the flow, not a step of the source / nút rẽ của luồng, không phải bước của nguồn".to_owned(),
    ];
    Item::Step(Step { name, clauses: vec!["within 0 minutes".to_owned()], unresolved, ..Step::default() })
}
