//! A workflow as other systems draw it, nodes and arrows, on its way into the nested form of the language.
//!
//! A reader makes a [`Graph`]; [`structure`] nests what can be nested (`reduce`) and lays out the rest with `then`
//! (`rest`); [`write`] puts the outcome on a page. What neither form can say is in [`Outcome::unsaid`].

mod reduce;
mod rest;
mod write;

pub(super) use write::write;

use crate::base::Text;

/// A step as it will be written.
#[derive(Debug, Clone, Default)]
pub(super) struct Step {
    /// Its name, unique in the process.
    pub(super) name: String,
    /// Its title; empty: none.
    pub(super) title: String,
    /// The clauses of its line: `kind sign`, `by a/b`, `within 2 days`.
    pub(super) clauses: Vec<String>,
    /// The lines of its block.
    pub(super) lines: Vec<String>,
    /// Words that have no place of their own.
    pub(super) text: String,
    /// What cannot be said of it.
    pub(super) unresolved: Vec<String>,
}

/// A stretch with a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Phase {
    /// Its name.
    pub(super) name: String,
    /// Its title; empty: none.
    pub(super) title: String,
    /// `within 3 days`; empty: none.
    pub(super) limit: String,
    /// Words that have no place of their own.
    pub(super) text: String,
    /// What cannot be said of it.
    pub(super) unresolved: Vec<String>,
}

/// How a case ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Done,
    Refuse,
    Withdraw,
    Stop,
}

impl End {
    /// The keyword.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refuse => "refuse",
            Self::Withdraw => "withdraw",
            Self::Stop => "stop",
        }
    }
}

/// A part of the nested form.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// A step.
    Step(Step),
    /// One way of several.
    Choice { note: String, ways: Vec<Way> },
    /// All ways; those with a condition only where it holds.
    Parallel { note: String, ways: Vec<Way> },
    /// The body, then again while the condition holds.
    Repeat { condition: String, note: String, body: Vec<Item> },
    /// A named stretch.
    Phase(Phase, Vec<Item>),
    /// An end.
    End(End),
}

/// A way out of a gateway and what happens on it.
#[derive(Debug, Clone, Default)]
pub(super) struct Way {
    pub(super) guard: Guard,
    /// Words of the arrow that have no place of their own.
    pub(super) note: String,
    pub(super) items: Vec<Item>,
}

/// When a way is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Guard {
    /// Always.
    #[default]
    Always,
    /// When the condition, in the words of the language, holds.
    When(String),
    /// Where no other holds.
    Rest,
}

/// What a gateway does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// One way.
    Exclusive,
    /// All ways.
    Parallel,
    /// All ways whose condition holds.
    Inclusive,
}

/// A node of the graph.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// Where a case begins; one in a graph.
    Start,
    /// Where a case ends as meant; one in a graph.
    Exit,
    /// Something nested that is entered at its top and left at its bottom.
    Block(Vec<Item>),
    /// A gateway with one arrow in.
    Split(Gate),
    /// A gateway with one arrow out.
    Join(Gate),
}

/// A node with the words that have no place of their own.
#[derive(Debug, Clone)]
pub(super) struct Vertex {
    pub(super) kind: Kind,
    pub(super) note: String,
    /// What the source calls it, for messages.
    pub(super) called: String,
    /// Its line in the source.
    pub(super) line: usize,
}

/// An arrow.
#[derive(Debug, Clone)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) guard: Guard,
    pub(super) note: String,
}

/// Nodes and arrows.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    /// Emptied as parts are nested.
    pub(super) nodes: Vec<Option<Vertex>>,
    /// Emptied as parts are nested.
    pub(super) arrows: Vec<Option<Arrow>>,
    outs: Vec<Vec<usize>>,
    ins: Vec<Vec<usize>>,
    /// How deep the blocks of a node nest.
    depth: Vec<usize>,
    /// Words of parts that vanished.
    loose: Vec<String>,
}

/// The index of the start in every graph.
pub(super) const START: usize = 0;

/// The index of the exit in every graph.
pub(super) const EXIT: usize = 1;

/// The nested form.
#[derive(Debug, Clone, Default)]
pub(super) struct Outcome {
    /// In order.
    pub(super) items: Vec<Item>,
    /// Words that belong to the process as a whole.
    pub(super) text: Vec<String>,
    /// What neither nesting nor `then` can say, with the line in the source.
    pub(super) unsaid: Vec<(usize, Text)>,
    /// Whether `then` was needed.
    pub(super) jumps: bool,
    /// Steps that stand for junctions and are none of the source, those of earlier graphs included.
    pub(super) junctions: usize,
}

impl Graph {
    /// A graph with its start and its exit.
    pub(super) fn new() -> Self {
        let mut graph = Self::default();
        graph.add(Kind::Start, String::new(), String::new(), 0);
        graph.add(Kind::Exit, String::new(), String::new(), 0);
        graph
    }

    /// Adds a node.
    pub(super) fn add(&mut self, kind: Kind, note: String, called: String, line: usize) -> usize {
        self.nodes.push(Some(Vertex { kind, note, called, line }));
        self.outs.push(Vec::new());
        self.ins.push(Vec::new());
        self.depth.push(0);
        self.nodes.len() - 1
    }

    /// Adds an arrow.
    pub(super) fn link(&mut self, from: usize, to: usize, guard: Guard, note: String) {
        let id = self.arrows.len();
        self.arrows.push(Some(Arrow { from, to, guard, note }));
        self.outs[from].push(id);
        self.ins[to].push(id);
    }

    /// Words that belong to no step.
    pub(super) fn keep(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.loose.push(words.to_owned());
        }
    }

    /// Says how deep the blocks of a node nest that is added already nested.
    pub(super) fn set_depth(&mut self, node: usize, depth: usize) {
        self.depth[node] = depth;
    }

    /// Adds words to a node.
    pub(super) fn note(&mut self, node: usize, words: &str) {
        if let Some(vertex) = &mut self.nodes[node] {
            if !vertex.note.is_empty() {
                vertex.note.push('\n');
            }
            vertex.note.push_str(words);
        }
    }

    /// Whether an arrow leaves a node.
    pub(super) fn leads_on(&self, node: usize) -> bool {
        !self.outs[node].is_empty()
    }

    fn kind(&self, node: usize) -> Option<&Kind> {
        self.nodes[node].as_ref().map(|vertex| &vertex.kind)
    }

    fn arrow(&self, id: usize) -> &Arrow {
        self.arrows[id].as_ref().expect("an arrow that is listed is there")
    }

    fn successors(&self, node: usize) -> impl DoubleEndedIterator<Item = usize> {
        self.outs[node].iter().map(|id| self.arrow(*id).to)
    }

    /// Takes an arrow out; its words stay.
    fn unlink(&mut self, id: usize) -> Arrow {
        let arrow = self.arrows[id].take().expect("an arrow that is listed is there");
        self.outs[arrow.from].retain(|other| *other != id);
        self.ins[arrow.to].retain(|other| *other != id);
        arrow
    }

    /// Lets an arrow begin at another node, after those that begin there already.
    fn set_from(&mut self, id: usize, from: usize) {
        let old = self.arrow(id).from;
        self.outs[old].retain(|other| *other != id);
        self.outs[from].push(id);
        self.arrows[id].as_mut().expect("as above").from = from;
    }

    /// Lets an arrow end at another node.
    fn set_to(&mut self, id: usize, to: usize) {
        let old = self.arrow(id).to;
        self.ins[old].retain(|other| *other != id);
        self.ins[to].push(id);
        self.arrows[id].as_mut().expect("as above").to = to;
    }

    /// Takes a node out that no arrow touches; its words stay.
    fn remove(&mut self, node: usize) {
        if let Some(vertex) = self.nodes[node].take() {
            self.keep(&vertex.note);
        }
    }

    /// Every node that can be reached from the start.
    fn reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.nodes.len()];
        let mut open = vec![START];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut reached[node], true) {
                open.extend(self.successors(node).filter(|to| !reached[*to]));
            }
        }
        reached
    }
}

/// How deep items nest.
pub(super) fn depth(items: &[Item]) -> usize {
    let ways = |ways: &[Way]| 1 + ways.iter().map(|way| depth(&way.items)).max().unwrap_or(0);
    let deep = |item: &Item| match item {
        Item::Step(_) | Item::End(_) => 0,
        Item::Choice { ways: inner, .. } | Item::Parallel { ways: inner, .. } => ways(inner),
        Item::Repeat { body, .. } | Item::Phase(_, body) => 1 + depth(body),
    };
    items.iter().map(deep).max().unwrap_or(0)
}

/// Nests a graph. So many junctions were made before, in other graphs of the same procedure.
pub(super) fn structure(mut graph: Graph, junctions: usize) -> Outcome {
    split_gates(&mut graph);
    cut_unreached(&mut graph);
    reduce::reduce(&mut graph);
    rest::lay_out(graph, junctions)
}

/// Gives every node one arrow in or one out: a block that several arrows enter gets a join before it, one that several
/// leave a split after it, and a gateway that both joins and splits becomes two.
fn split_gates(graph: &mut Graph) {
    for node in 0..graph.nodes.len() {
        let (ins, outs) = (graph.ins[node].len(), graph.outs[node].len());
        let Some(vertex) = &graph.nodes[node] else { continue };
        let (called, line) = (vertex.called.clone(), vertex.line);
        match vertex.kind {
            Kind::Start | Kind::Block(_) => {
                if ins > 1 {
                    let join = graph.add(Kind::Join(Gate::Exclusive), String::new(), called.clone(), line);
                    for id in graph.ins[node].clone() {
                        graph.set_to(id, join);
                    }
                    graph.link(join, node, Guard::Always, String::new());
                }
                if outs > 1 {
                    let guarded = graph.outs[node].iter().any(|id| graph.arrow(*id).guard != Guard::Always);
                    let gate = if guarded { Gate::Inclusive } else { Gate::Parallel };
                    let split = graph.add(Kind::Split(gate), String::new(), called, line);
                    for id in graph.outs[node].clone() {
                        graph.set_from(id, split);
                    }
                    graph.link(node, split, Guard::Always, String::new());
                }
            }
            Kind::Split(gate) | Kind::Join(gate) if ins > 1 && outs > 1 => {
                let split = graph.add(Kind::Split(gate), String::new(), called, line);
                for id in graph.outs[node].clone() {
                    graph.set_from(id, split);
                }
                graph.link(node, split, Guard::Always, String::new());
                graph.nodes[node].as_mut().expect("it was there").kind = Kind::Join(gate);
            }
            Kind::Split(gate) | Kind::Join(gate) => {
                let kind = if outs > 1 { Kind::Split(gate) } else { Kind::Join(gate) };
                graph.nodes[node].as_mut().expect("it was there").kind = kind;
            }
            Kind::Exit => {}
        }
    }
}

/// What nothing leads to must not keep the rest from being nested: its arrows into the rest end at the exit instead.
fn cut_unreached(graph: &mut Graph) {
    let reached = graph.reached();
    for id in 0..graph.arrows.len() {
        let Some(arrow) = &graph.arrows[id] else { continue };
        if !reached[arrow.from] && reached[arrow.to] && arrow.to != EXIT {
            graph.set_to(id, EXIT);
        }
    }
}
