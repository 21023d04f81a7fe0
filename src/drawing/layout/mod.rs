//! Where shapes stand and arrows run. Shapes stand in the cells of a grid, ranks by order and lines by lane; arrows run
//! through free cells, the gaps between ranks and the alleys between lines, and labels have cells of their own, so that
//! nothing can lie on anything else, whatever the process.
//!
//! No layout library does this: of those for Rust none (`layout-rs`, `rust-sugiyama`) knows fixed lanes with square routes,
//! and Graphviz and ELK, which come near, are not Rust.

mod grid;
mod place;
mod route;

use super::face::{Face, SERIF, SERIF_BOLD};
use super::{Chart, Phase, Shape};
use grid::Grid;
use route::Routes;

/// A point on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// An upright box on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A chart with coordinates, in the unit of its style; every list is in the order of the chart's.
#[derive(Debug)]
pub struct Layout {
    /// All of it.
    pub pool: Rect,
    /// The lanes, headings included.
    pub lanes: Vec<Rect>,
    /// The headings of the lanes.
    pub heads: Vec<Rect>,
    /// The shapes.
    pub shapes: Vec<Rect>,
    /// Where the label of a shape stands that has no room for it within.
    pub captions: Vec<Option<Rect>>,
    /// The arrows: at least two points.
    pub arrows: Vec<Vec<Point>>,
    /// Where the label of each arrow stands; `None` without a label.
    pub labels: Vec<Option<Rect>>,
    /// The frames of the phases.
    pub phases: Vec<Rect>,
    /// Where the name of each phase stands: a strip along its frame. Empty boxes where the style has no strips.
    pub strips: Vec<Rect>,
}

/// Which way a process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the right, lanes above one another: as BPMN viewers draw.
    Right,
    /// Down, lanes beside one another: as a page is read.
    Down,
}

/// How heavy a line of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// As text is.
    Plain,
    /// Slanted.
    Slanted,
    /// Bold.
    Bold,
}

/// How a chart is drawn: sizes in one unit, pixels or points.
#[derive(Debug, Clone)]
pub struct Style {
    /// Which way it runs.
    pub direction: Direction,
    /// What it is set in.
    pub face: &'static Face,
    /// The size of the letters.
    pub size: f64,
    /// From line to line.
    pub leading: f64,
    /// The width of a step, where its lane has no width of its own.
    pub step: f64,
    /// The width of the steps in each lane.
    pub steps: Vec<f64>,
    /// The least height of a step.
    pub step_height: f64,
    /// The width and height of a gateway.
    pub gateway: f64,
    /// The width and height of an event.
    pub event: f64,
    /// The widest that a label of an arrow may be.
    pub label: f64,
    /// Between two arrows side by side.
    pub track: f64,
    /// Between shape and arrow, twice: the least room between two ranks.
    pub gap: f64,
    /// Between shape and arrow, twice: the least room between two lines.
    pub alley: f64,
    /// The headings of the lanes, along the flow.
    pub head: f64,
    /// The strip beside each depth of phases; 0 for none.
    pub strip: f64,
    /// The most shapes side by side in a lane.
    pub abreast: usize,
}

impl Style {
    /// What BPMN viewers expect, in pixels.
    pub const BPMN: Self = Self {
        direction: Direction::Right,
        face: &super::face::SANS,
        size: 12.0,
        leading: 14.0,
        step: 150.0,
        steps: Vec::new(),
        step_height: 64.0,
        gateway: 40.0,
        event: 30.0,
        label: 110.0,
        track: 10.0,
        gap: 36.0,
        alley: 30.0,
        head: 60.0,
        strip: 0.0,
        abreast: usize::MAX,
    };

    /// The lines of a label of an arrow.
    pub fn label_lines(&self, label: &str) -> Vec<String> {
        self.face.wrap(label, self.label, self.size)
    }

    /// The width of a step in a lane.
    fn step_in(&self, lane: usize) -> f64 {
        self.steps.get(lane).copied().unwrap_or(self.step)
    }

    /// What is written in a step or a start or an end: viewers of BPMN write its name only, a page all that is known.
    pub fn words(&self, shape: &Shape) -> Vec<(Weight, String)> {
        let room = self.step_in(shape.lane) - self.size;
        let label = self.face.wrap(&shape.label, room, self.size);
        let mut lines: Vec<_> = label.into_iter().map(|line| (Weight::Plain, line)).collect();
        if self.direction == Direction::Down {
            let also = SERIF.wrap(&shape.also, room, self.size);
            lines.extend(also.into_iter().map(|line| (Weight::Slanted, line)));
            let time = SERIF_BOLD.wrap(&shape.time, room, self.size);
            lines.extend(time.into_iter().map(|line| (Weight::Bold, line)));
        }
        lines
    }

    /// The height under the words of a step that its timers need; viewers of BPMN place words and timers themselves.
    pub fn below_words(&self, timers: usize) -> f64 {
        match self.direction {
            Direction::Right => 0.0,
            Direction::Down => 1.2 * self.event * timers as f64,
        }
    }

    /// The lines that name a phase beside its frame.
    pub fn strip_lines(&self, phase: &Phase) -> Vec<(Weight, String)> {
        let room = self.strip - self.size;
        let title = SERIF_BOLD.wrap(&phase.title, room, self.size).into_iter().map(|line| (Weight::Bold, line));
        let time = SERIF.wrap(&phase.time, room, self.size).into_iter().map(|line| (Weight::Plain, line));
        title.chain(time).collect()
    }
}

/// Lays out a chart.
pub fn layout(chart: &Chart, style: &Style) -> Layout {
    let grid = Grid::new(chart, style.abreast);
    let routes = Routes::new(&grid);
    place::Page::new(chart, style, &grid, &routes).finish()
}
