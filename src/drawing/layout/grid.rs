//! Which cell each shape and label stands in: its rank by what comes before it, its line within its lane by what is free.

use crate::drawing::{Arrow, ArrowId, Chart, Guard, ShapeId, ShapeKind};
use std::collections::BTreeSet;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Shape(ShapeId),
    Label(ArrowId),
}

/// Something with a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) held: Held,
    pub(super) rank: usize,
    /// Counted over all lanes.
    pub(super) line: usize,
    /// Whether it sits on the border of another shape and has no cell of its own.
    pub(super) is_timer: bool,
}

/// A stretch of an arrow from one node to the next: an arrow with a label has two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
}

pub(super) struct Grid {
    /// Shapes in the order of the chart, then labels in the order of arrows.
    pub(super) nodes: Vec<Node>,
    /// The links of each arrow, in order.
    pub(super) links: Vec<Vec<Link>>,
    pub(super) ranks: usize,
    /// The lane of each line.
    pub(super) lane_of_line: Vec<usize>,
    /// The first and last rank of each phase.
    pub(super) phases: Vec<(usize, usize)>,
}

impl Grid {
    pub(super) fn new(chart: &Chart, abreast: usize) -> Self {
        let mut cells = Cells::new(chart, abreast);
        let mut phases = vec![(usize::MAX, 0); chart.phases.len()];
        for id in chart.ids() {
            // A phase has its ranks for itself, so that its frame holds nothing else.
            let begins = chart.phases.iter().any(|phase| phase.shapes.start == id.0 && !phase.shapes.is_empty());
            if begins || chart.phases.iter().any(|phase| phase.shapes.end == id.0 && !phase.shapes.is_empty()) {
                cells.floor = cells.ranks;
            }
            cells.shape(id);
        }
        cells.remaining_labels();
        for (phase, span) in chart.phases.iter().zip(&mut phases) {
            for rank in cells.shapes[phase.shapes.clone()].iter().map(|place| place.rank) {
                *span = (span.0.min(rank), span.1.max(rank));
            }
        }
        cells.finish(phases)
    }
}

/// A cell: lane, place within the lane, rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Cell {
    lane: usize,
    slot: usize,
    rank: usize,
}

struct Cells<'a> {
    chart: &'a Chart,
    /// The most slots of a lane.
    abreast: usize,
    taken: BTreeSet<Cell>,
    shapes: Vec<Cell>,
    labels: Vec<Option<Cell>>,
    /// No shape is placed before this rank.
    floor: usize,
    /// One more than the last rank in use.
    ranks: usize,
}

impl<'a> Cells<'a> {
    fn new(chart: &'a Chart, abreast: usize) -> Self {
        Self {
            chart,
            abreast,
            taken: BTreeSet::new(),
            shapes: vec![Cell::default(); chart.shapes.len()],
            labels: vec![None; chart.arrows.len()],
            floor: 0,
            ranks: 0,
        }
    }

    fn shape(&mut self, id: ShapeId) {
        let shape = self.chart.shape(id);
        if let ShapeKind::Timer(host, _) = shape.kind {
            self.shapes[id.0] = self.shapes[host.0];
            return;
        }
        let mut first = self.floor;
        let mut wanted = None;
        let reaching: Vec<_> = self.chart.reaching(id).filter(|(_, arrow)| arrow.from < id).collect();
        for (arrow_id, arrow) in reaching {
            let before = match self.label(arrow_id, arrow, shape.lane) {
                Some(cell) => cell,
                None => self.shapes[arrow.from.0],
            };
            first = first.max(before.rank + 1);
            if before.lane == shape.lane && wanted.is_none() {
                wanted = Some(before.slot);
            }
        }
        self.shapes[id.0] = self.take(shape.lane, wanted.unwrap_or(0), first);
    }

    /// The cell of an arrow's label, taken now if it had none.
    fn label(&mut self, id: ArrowId, arrow: &Arrow, lane: usize) -> Option<Cell> {
        if arrow.label.is_empty() {
            return None;
        }
        let from = self.shapes[arrow.from.0];
        // What leaves the usual way steps aside for it.
        let aside = !matches!(arrow.guard, Guard::Default)
            && self
                .chart
                .leaving(arrow.from)
                .any(|(_, other)| other.guard == Guard::Default && other.from == arrow.from)
            || matches!(self.chart.shape(arrow.from).kind, ShapeKind::Timer(..));
        let wanted = if lane == from.lane { from.slot + usize::from(aside) } else { 0 };
        let cell = self.take(lane, wanted, self.floor.max(from.rank + 1));
        self.labels[id.0] = Some(cell);
        Some(cell)
    }

    /// Labels of arrows that lead back: they stand where the arrow leaves.
    fn remaining_labels(&mut self) {
        self.floor = 0;
        for (index, arrow) in self.chart.arrows.iter().enumerate() {
            if self.labels[index].is_none() {
                self.label(ArrowId(index), arrow, self.chart.shape(arrow.from).lane);
            }
        }
    }

    /// The first free cell of a lane from a rank on, as near as possible to a slot.
    fn take(&mut self, lane: usize, wanted: usize, first: usize) -> Cell {
        let wanted = wanted.min(self.abreast - 1);
        let mut rank = first;
        loop {
            let inward = (0..wanted).rev();
            let outward = wanted..self.abreast;
            let free =
                outward.chain(inward).map(|slot| Cell { lane, slot, rank }).find(|cell| !self.taken.contains(cell));
            if let Some(cell) = free {
                self.taken.insert(cell);
                self.ranks = self.ranks.max(rank + 1);
                return cell;
            }
            rank += 1;
        }
    }

    fn finish(self, phases: Vec<(usize, usize)>) -> Grid {
        let mut slots = vec![1; self.chart.lanes.len()];
        for cell in &self.taken {
            slots[cell.lane] = slots[cell.lane].max(cell.slot + 1);
        }
        let lane_of_line: Vec<usize> =
            slots.iter().enumerate().flat_map(|(lane, &count)| std::iter::repeat_n(lane, count)).collect();
        let line = |cell: &Cell| slots[..cell.lane].iter().sum::<usize>() + cell.slot;
        let mut nodes: Vec<Node> = self
            .chart
            .ids()
            .map(|id| Node {
                held: Held::Shape(id),
                rank: self.shapes[id.0].rank,
                line: line(&self.shapes[id.0]),
                is_timer: matches!(self.chart.shape(id).kind, ShapeKind::Timer(..)),
            })
            .collect();
        let mut links = Vec::with_capacity(self.chart.arrows.len());
        for (index, arrow) in self.chart.arrows.iter().enumerate() {
            let (from, to) = (arrow.from.0, arrow.to.0);
            links.push(match &self.labels[index] {
                None => vec![Link { from, to }],
                Some(cell) => {
                    let held = Held::Label(ArrowId(index));
                    nodes.push(Node { held, rank: cell.rank, line: line(cell), is_timer: false });
                    let label = nodes.len() - 1;
                    vec![Link { from, to: label }, Link { from: label, to }]
                }
            });
        }
        Grid { nodes, links, ranks: self.ranks.max(1), lane_of_line, phases }
    }
}
