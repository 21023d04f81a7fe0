//! Explicit search of the states of a net, cheapest trace first, up to a cap.

use crate::graph::token::{After, Marking, Net};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

/// How a state was first come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) from: u32,
    pub(super) node: u32,
    pub(super) chosen: Option<u32>,
}

/// What a search found. States are numbered in the order of their shortest traces.
#[derive(Debug)]
pub(super) struct Search {
    pub(super) states: Vec<Marking>,
    pub(super) came: Vec<Option<Step>>,
    /// Whether there are no other states.
    pub(super) complete: bool,
    /// States in which an edge holds two tokens; not searched further.
    pub(super) doubled: Vec<u32>,
    /// States without a move.
    pub(super) stuck: Vec<u32>,
    /// States in which the case is done with something left over.
    pub(super) left_over: Vec<u32>,
    /// The first state from which neither an end nor another fault can be reached, and the nodes that still fire.
    pub(super) trapped: Option<(u32, Vec<u32>)>,
    /// Nodes that fired in some state.
    pub(super) fired: HashSet<u32>,
    /// For every edge chosen, the first state in which it was.
    pub(super) chosen: HashMap<u32, u32>,
}

impl Search {
    pub(super) fn has_fault(&self) -> bool {
        !(self.doubled.is_empty() && self.stuck.is_empty() && self.left_over.is_empty() && self.trapped.is_none())
    }

    pub(super) fn run(net: &Net, cap: usize, node_cost: &dyn Fn(u32) -> u32, edge_cost: &dyn Fn(u32) -> u32) -> Self {
        let mut found = Self {
            states: Vec::new(),
            came: Vec::new(),
            complete: true,
            doubled: Vec::new(),
            stuck: Vec::new(),
            left_over: Vec::new(),
            trapped: None,
            fired: HashSet::new(),
            chosen: HashMap::new(),
        };
        let mut known: HashMap<Marking, u32> = HashMap::new();
        let mut best: HashMap<Marking, u32> = HashMap::from([(net.start.clone(), 0)]);
        let start_cost: u32 = net.start.iter().map(|edge| edge_cost(*edge)).sum();
        // Ties are broken by the order of discovery, so that traces do not depend on hashing.
        let mut queue =
            BinaryHeap::from([Reverse((start_cost, 0_u64, net.start.clone(), None::<(u32, u32, Option<u32>)>))]);
        let mut order = 0_u64;
        let mut arcs: Vec<(u32, u32)> = Vec::new();
        let mut late: Vec<(u32, Marking)> = Vec::new();
        let mut good: Vec<u32> = Vec::new();
        while let Some(Reverse((cost, _, marking, came))) = queue.pop() {
            if known.contains_key(&marking) {
                continue;
            }
            if found.states.len() >= cap {
                found.complete = false;
                break;
            }
            let state = found.states.len() as u32;
            known.insert(marking.clone(), state);
            found.came.push(came.map(|(from, node, chosen)| Step { from, node, chosen }));
            found.states.push(marking.clone());
            if Net::doubled(&marking).is_some() {
                found.doubled.push(state);
                good.push(state);
                continue;
            }
            let moves = net.moves(&marking);
            if moves.is_empty() {
                found.stuck.push(state);
                good.push(state);
            }
            for one in moves {
                found.fired.insert(one.node);
                if let Some(edge) = one.chosen {
                    found.chosen.entry(edge).or_insert(state);
                }
                match one.after {
                    After::Ended => good.push(state),
                    After::LeftOver => {
                        found.left_over.push(state);
                        good.push(state);
                    }
                    After::Marking(next) => {
                        let put: u32 = match one.chosen {
                            Some(edge) => edge_cost(edge),
                            None => net.outs[one.node as usize].iter().map(|edge| edge_cost(*edge)).sum(),
                        };
                        let cost = cost.saturating_add(node_cost(one.node)).saturating_add(put);
                        if best.get(&next).is_none_or(|known| cost < *known) {
                            best.insert(next.clone(), cost);
                            order += 1;
                            queue.push(Reverse((cost, order, next.clone(), Some((state, one.node, one.chosen)))));
                        }
                        late.push((state, next));
                    }
                }
            }
        }
        found.left_over.dedup();
        if found.complete {
            arcs.extend(late.into_iter().map(|(from, to)| (from, known[&to])));
            found.trap(net, &arcs, good);
        }
        found
    }

    /// Finds the first state from which nothing good or faulty can be reached.
    fn trap(&mut self, net: &Net, arcs: &[(u32, u32)], good: Vec<u32>) {
        let mut back = vec![Vec::new(); self.states.len()];
        for (from, to) in arcs {
            back[*to as usize].push(*from);
        }
        let mut fine = vec![false; self.states.len()];
        let mut open = good;
        while let Some(state) = open.pop() {
            if !std::mem::replace(&mut fine[state as usize], true) {
                open.extend(&back[state as usize]);
            }
        }
        let Some(first) = fine.iter().position(|fine| !fine) else { return };
        let mut nodes = HashSet::new();
        let bad = fine.iter().enumerate().filter(|(_, fine)| !**fine);
        for (state, _) in bad {
            nodes.extend(net.moves(&self.states[state]).into_iter().map(|one| one.node));
        }
        let mut nodes: Vec<u32> = nodes.into_iter().collect();
        nodes.sort_unstable();
        self.trapped = Some((first as u32, nodes));
    }

    /// The moves from the start to a state.
    pub(super) fn trace(&self, state: u32) -> Vec<Step> {
        let mut moves = Vec::new();
        let mut at = state;
        while let Some(step) = self.came[at as usize] {
            moves.push(step);
            at = step.from;
        }
        moves.reverse();
        moves
    }
}
