//! Nesting: patterns of nodes that the language has a block for are replaced by one node that holds the block, until none
//! is left. Each step makes the graph smaller, so it ends.

use super::{Arrow, EXIT, End, Gate, Graph, Guard, Item, Kind, START, Way};

/// What nests deeper stays flat: nobody reads it, and the language stops at 64 brackets.
const DEEPEST: usize = 16;

/// Nests all that can be nested.
pub(super) fn reduce(graph: &mut Graph) {
    loop {
        let mut changed = false;
        for node in 0..graph.nodes.len() {
            while sequence(graph, node) || plain_gate(graph, node) || split(graph, node) || repeat(graph, node) {
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

/// The only arrow out of a block that has a successor, with that successor.
fn only_out(graph: &Graph, node: usize) -> Option<(usize, usize)> {
    match graph.outs[node].as_slice() {
        [id] => Some((*id, graph.arrow(*id).to)),
        _ => None,
    }
}

fn is_block(graph: &Graph, node: usize) -> bool {
    matches!(graph.kind(node), Some(Kind::Block(_)))
}

/// Takes the items of a block, leaving it empty.
fn take_items(graph: &mut Graph, node: usize) -> Vec<Item> {
    match graph.nodes[node].as_mut().map(|vertex| &mut vertex.kind) {
        Some(Kind::Block(items)) => std::mem::take(items),
        _ => Vec::new(),
    }
}

/// A block and the one that follows it and nothing else become one.
fn sequence(graph: &mut Graph, node: usize) -> bool {
    let Some((id, next)) = only_out(graph, node).filter(|_| is_block(graph, node)) else { return false };
    if next == node || !is_block(graph, next) || graph.ins[next].len() != 1 {
        return false;
    }
    let arrow = graph.unlink(id);
    graph.keep(&arrow.note);
    graph.depth[node] = graph.depth[node].max(graph.depth[next]);
    let more = take_items(graph, next);
    if let Some(Kind::Block(items)) = graph.nodes[node].as_mut().map(|vertex| &mut vertex.kind) {
        items.extend(more);
    }
    for out in graph.outs[next].clone() {
        graph.set_from(out, node);
    }
    graph.remove(next);
    true
}

/// A gateway with one arrow in and one out does nothing; two exclusive joins in a row are one.
fn plain_gate(graph: &mut Graph, node: usize) -> bool {
    if !matches!(graph.kind(node), Some(Kind::Split(_) | Kind::Join(_))) {
        return false;
    }
    let Some((out, next)) = only_out(graph, node) else { return false };
    if next == node {
        return false;
    }
    let exclusive = |node| matches!(graph.kind(node), Some(Kind::Join(Gate::Exclusive)));
    let passes = graph.ins[node].len() == 1 || exclusive(node) && (exclusive(next) || next == EXIT);
    if !passes || graph.ins[node].is_empty() {
        return false;
    }
    let arrow = graph.unlink(out);
    graph.keep(&arrow.note);
    for id in graph.ins[node].clone() {
        graph.set_to(id, next);
    }
    graph.remove(node);
    true
}

/// A way out of a split: the arrow, the block on it if any, and where it leads; nowhere if it ends.
#[derive(Debug, Clone, Copy)]
struct Branch {
    arrow: usize,
    block: Option<usize>,
    to: Option<usize>,
}

fn branches(graph: &Graph, node: usize) -> Vec<Branch> {
    let branch = |id: &usize| {
        let to = graph.arrow(*id).to;
        if is_block(graph, to) && graph.ins[to].len() == 1 && graph.outs[to].len() < 2 {
            Branch { arrow: *id, block: Some(to), to: graph.successors(to).next() }
        } else {
            Branch { arrow: *id, block: None, to: Some(to) }
        }
    };
    graph.outs[node].iter().map(branch).collect()
}

/// A split whose ways all meet again, or end.
fn split(graph: &mut Graph, node: usize) -> bool {
    let Some(&Kind::Split(gate)) = graph.kind(node) else { return false };
    let (&[entry], 2..) = (graph.ins[node].as_slice(), graph.outs[node].len()) else { return false };
    let mut ways = branches(graph, node);
    let open: Vec<usize> = (0..ways.len()).filter(|index| ways[*index].to.is_some()).collect();
    let meet = match open.as_slice() {
        [] => None,
        // All other ways end: what this one leads to simply follows.
        [only] if gate == Gate::Exclusive => {
            let way = &mut ways[*only];
            way.to = Some(graph.arrow(way.arrow).to);
            way.block = None;
            way.to
        }
        [first, others @ ..] => {
            let meet = ways[*first].to.expect("it is open");
            if others.iter().any(|other| ways[*other].to != Some(meet)) {
                return false;
            }
            let fits = meet == EXIT || matches!(graph.kind(meet), Some(Kind::Join(join)) if *join == gate);
            if !fits {
                return false;
            }
            Some(meet)
        }
    };
    let depth = 1 + deepest(graph, &ways);
    if meet == Some(node) || depth > DEEPEST {
        return false;
    }
    graph.depth[node] = depth;
    let ways: Vec<Way> = ways.into_iter().map(|branch| take_way(graph, branch)).collect();
    let vertex = graph.nodes[node].as_mut().expect("it was matched");
    let note = std::mem::take(&mut vertex.note);
    let item = if gate == Gate::Exclusive { Item::Choice { note, ways } } else { Item::Parallel { note, ways } };
    vertex.kind = Kind::Block(vec![item]);
    if let Some(meet) = meet {
        graph.link(node, meet, Guard::Always, String::new());
    }
    debug_assert!(graph.ins[node] == [entry], "the way in is as it was");
    true
}

fn deepest(graph: &Graph, ways: &[Branch]) -> usize {
    ways.iter().filter_map(|way| way.block).map(|block| graph.depth[block]).max().unwrap_or(0)
}

/// Takes a way out of the graph.
fn take_way(graph: &mut Graph, branch: Branch) -> Way {
    let Arrow { guard, note, .. } = graph.unlink(branch.arrow);
    let items = branch.block.map_or_else(Vec::new, |block| {
        let items = take_items(graph, block);
        for out in graph.outs[block].clone() {
            let arrow = graph.unlink(out);
            graph.keep(&arrow.note);
        }
        graph.remove(block);
        items
    });
    Way { guard, note, items }
}

/// A join, perhaps a block, and a split of which some ways lead back to the join.
fn repeat(graph: &mut Graph, join: usize) -> bool {
    if !matches!(graph.kind(join), Some(Kind::Join(Gate::Exclusive))) {
        return false;
    }
    let Some((first, next)) = only_out(graph, join) else { return false };
    let (body, gate) = if is_block(graph, next) && graph.ins[next].len() == 1 {
        match only_out(graph, next) {
            Some((_, gate)) => (Some(next), gate),
            None => return false,
        }
    } else {
        (None, next)
    };
    if !matches!(graph.kind(gate), Some(Kind::Split(Gate::Exclusive))) || graph.ins[gate].len() != 1 {
        return false;
    }
    let (back, onward): (Vec<Branch>, Vec<Branch>) =
        branches(graph, gate).into_iter().partition(|branch| branch.to == Some(join));
    if back.is_empty() || onward.is_empty() {
        return false;
    }
    // A loop around nothing at all is a mistake of the model, not a `repeat`.
    if body.is_none() && back.iter().any(|branch| branch.block.is_none()) {
        return false;
    }
    // Without the arrows that lead back something must still lead to the loop.
    if graph.ins[join].len() == back.len() {
        return false;
    }
    let depth = 2 + deepest(graph, &back).max(body.map_or(0, |block| graph.depth[block]));
    if depth > DEEPEST {
        return false;
    }
    let condition = again(graph, &back, &onward);
    let mut ways: Vec<Way> = back.into_iter().map(|branch| take_way(graph, branch)).collect();
    let gate_note = std::mem::take(&mut graph.nodes[gate].as_mut().expect("it was matched").note);
    let notes: Vec<&str> = std::iter::once(gate_note.as_str())
        .chain(ways.iter().filter(|way| way.items.is_empty()).map(|way| way.note.as_str()))
        .filter(|note| !note.is_empty())
        .collect();
    let note = notes.join("\n");
    let item = if let Some(block) = body {
        let mut inner = take_items(graph, block);
        if ways.iter().any(|way| !way.items.is_empty()) {
            ways.iter_mut().filter(|way| way.items.is_empty()).for_each(|way| way.note = String::new());
            if let [way] = ways.as_mut_slice() {
                way.guard = Guard::When(condition.clone());
            }
            inner.push(Item::Choice { note: String::new(), ways: complete(ways) });
        }
        Item::Repeat { condition, note, body: inner }
    } else {
        let inner = if ways.len() == 1 {
            let way = ways.remove(0);
            graph.keep(&way.note);
            way.items
        } else {
            vec![Item::Choice { note: String::new(), ways }]
        };
        let again = Item::Repeat { condition: condition.clone(), note: String::new(), body: inner };
        let way = Way { guard: Guard::When(condition), note, items: vec![again] };
        Item::Choice { note: String::new(), ways: complete(vec![way]) }
    };
    // The join stays where it is: the loop stands between it and what leaves the gate.
    let place = if let Some(block) = body {
        block
    } else {
        let vertex = graph.nodes[join].as_ref().expect("it was matched");
        let block = graph.add(Kind::Block(Vec::new()), String::new(), vertex.called.clone(), vertex.line);
        graph.set_to(first, block);
        graph.link(block, gate, Guard::Always, String::new());
        block
    };
    graph.depth[place] = depth;
    if let Some(Kind::Block(items)) = graph.nodes[place].as_mut().map(|vertex| &mut vertex.kind) {
        items.push(item);
    }
    true
}

/// A choice that does nothing where no condition holds.
fn complete(mut ways: Vec<Way>) -> Vec<Way> {
    if ways.iter().all(|way| way.guard != Guard::Rest) {
        ways.push(Way { guard: Guard::Rest, ..Way::default() });
    }
    ways
}

/// The condition under which one of the ways back is taken.
fn again(graph: &Graph, back: &[Branch], onward: &[Branch]) -> String {
    let guards = |branches: &[Branch]| -> Option<Vec<String>> {
        branches
            .iter()
            .map(|branch| match &graph.arrow(branch.arrow).guard {
                Guard::When(condition) => Some(condition.clone()),
                Guard::Always | Guard::Rest => None,
            })
            .collect()
    };
    let any = |conditions: Vec<String>| match conditions.as_slice() {
        [one] => one.clone(),
        many => many.iter().map(|c| format!("({c})")).collect::<Vec<_>>().join(" or "),
    };
    match (guards(back), guards(onward)) {
        (Some(back), _) => any(back),
        (None, Some(onward)) => format!("not ({})", any(onward)),
        // Nothing tells the ways apart; the reader gives every way of a choice a condition, so this is a last resort.
        (None, None) => String::new(),
    }
}

/// An item after which nothing follows.
pub(super) fn is_end(item: &Item) -> bool {
    matches!(item, Item::End(End::Done | End::Refuse | End::Withdraw | End::Stop))
}

/// What is left of a graph that was nested whole.
pub(super) enum Whole {
    /// Nothing stands between start and exit.
    Empty,
    /// This block does.
    Block(usize),
}

/// Whether all of the graph is one block between start and exit.
pub(super) fn whole(graph: &Graph) -> Option<Whole> {
    let [first] = graph.outs[START].as_slice() else { return None };
    let node = graph.arrow(*first).to;
    if node == EXIT {
        return Some(Whole::Empty);
    }
    let leads_out = match graph.outs[node].as_slice() {
        [] => true,
        [id] => graph.arrow(*id).to == EXIT,
        _ => false,
    };
    (is_block(graph, node) && leads_out && graph.ins[node].len() == 1).then_some(Whole::Block(node))
}
