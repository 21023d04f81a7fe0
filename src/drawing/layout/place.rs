//! From cells and tracks to coordinates. It counts along the flow and across it; which of the two is x is decided last.

use super::grid::{Grid, Held};
use super::route::{Route, Routes, Tracks};
use super::{Direction, Layout, Point, Rect, Style};
use crate::drawing::face::SERIF_BOLD;
use crate::drawing::{Chart, Phase, Shape, ShapeId, ShapeKind};

/// A place: along the flow, across it.
type Place = (f64, f64);

/// A stretch: where it begins, how long it is.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    start: f64,
    size: f64,
}

impl Stretch {
    fn end(self) -> f64 {
        self.start + self.size
    }

    fn middle(self) -> f64 {
        self.start + self.size / 2.0
    }
}

/// A box along and across.
#[derive(Debug, Clone, Copy)]
struct Span {
    along: Stretch,
    across: Stretch,
}

pub(super) struct Page<'a> {
    chart: &'a Chart,
    style: &'a Style,
    grid: &'a Grid,
    routes: &'a Routes,
    /// The ranks, and the gap before each; one more gap after the last.
    ranks: Vec<Stretch>,
    gaps: Vec<Stretch>,
    /// The lines, and the alley before each; one more alley after the last.
    lines: Vec<Stretch>,
    alleys: Vec<Stretch>,
    strips: f64,
}

impl<'a> Page<'a> {
    pub(super) fn new(chart: &'a Chart, style: &'a Style, grid: &'a Grid, routes: &'a Routes) -> Self {
        let mut ranks = vec![0.0_f64; grid.ranks];
        let mut lines = vec![0.0_f64; grid.lane_of_line.len()];
        for node in &grid.nodes {
            let (along, across) = match node.held {
                Held::Shape(id) => room(chart, id, style),
                Held::Label(arrow) => label_room(&chart.arrows[arrow.0].label, style),
            };
            // A timer needs room beside its host for itself and for its arrow.
            let beside = if node.is_timer { style.event + 2.0 * TIMER } else { 0.0 };
            if !node.is_timer {
                ranks[node.rank] = ranks[node.rank].max(along);
            }
            lines[node.line] = lines[node.line].max(if node.is_timer {
                host_across(chart, node.held, style) + beside
            } else {
                across
            });
        }
        let strips = style.strip * depth(chart) as f64;
        let mut page = Self {
            chart,
            style,
            grid,
            routes,
            ranks: Vec::new(),
            gaps: Vec::new(),
            lines: Vec::new(),
            alleys: Vec::new(),
            strips,
        };
        page.spread_lines(&lines);
        page.spread_ranks(&ranks);
        page
    }

    /// Alleys and lines one after the other.
    fn spread_lines(&mut self, lines: &[f64]) {
        let mut lines = lines.to_vec();
        let alleys: Vec<f64> =
            self.routes.alleys.iter().map(|&tracks| self.style.alley + tracks as f64 * self.style.track).collect();
        for (lane, named) in self.chart.lanes.iter().enumerate() {
            let mine = || (0..lines.len()).filter(|&line| self.grid.lane_of_line[line] == lane);
            let has: f64 = mine().map(|line| lines[line] + alleys[line]).sum();
            let first = mine().next().expect("every lane has a line");
            lines[first] += (least_across(&named.title, self.style) - has).max(0.0);
        }
        let begin = match self.style.direction {
            Direction::Right => 0.0,
            Direction::Down => self.strips,
        };
        (self.alleys, self.lines) = alternate(begin, &alleys, &lines);
    }

    /// Gaps and ranks one after the other.
    fn spread_ranks(&mut self, ranks: &[f64]) {
        let gaps: Vec<f64> = self
            .routes
            .gaps
            .iter()
            .map(|zones| self.style.gap + (zones.early + zones.late) as f64 * self.style.track)
            .collect();
        let mut ranks = ranks.to_vec();
        for (phase, &(first, last)) in self.chart.phases.iter().zip(&self.grid.phases) {
            if self.style.strip == 0.0 || first > last {
                continue;
            }
            let lines = self.style.strip_lines(phase).len() + 1;
            let has: f64 = ranks[first..=last].iter().sum::<f64>() + gaps[first + 1..=last].iter().sum::<f64>();
            ranks[last] += (lines as f64 * self.style.leading - has).max(0.0);
        }
        (self.gaps, self.ranks) = alternate(self.style.head, &gaps, &ranks);
    }

    pub(super) fn finish(self) -> Layout {
        let mut shapes = Vec::new();
        let mut captions = Vec::new();
        let spans: Vec<Span> = self.spans();
        for (id, span) in self.chart.ids().zip(&spans) {
            let rect = self.rect(*span);
            captions.push(self.caption(self.chart.shape(id), rect));
            shapes.push(rect);
        }
        let mut arrows = Vec::new();
        let mut labels = Vec::new();
        for (arrow, links) in self.chart.arrows.iter().zip(&self.routes.links) {
            let mut points: Vec<Place> = Vec::new();
            for (link, route, tracks) in links {
                points.extend(self.way((spans[link.from], spans[link.to]), (link.from, link.to), *route, *tracks));
            }
            arrows.push(straightened(&points).into_iter().map(|place| self.point(place)).collect());
            labels.push(links.get(1).map(|(link, ..)| self.label(&arrow.label, spans[link.from])));
        }
        let all = Span {
            along: Stretch { start: 0.0, size: self.far_end() },
            across: Stretch { start: 0.0, size: self.breadth() },
        };
        let (lanes, heads) = self.lanes();
        let (phases, strips) = self.frames();
        Layout { pool: self.rect(all), lanes, heads, shapes, captions, arrows, labels, phases, strips }
    }

    fn far_end(&self) -> f64 {
        self.gaps.last().expect("there is a gap after the last rank").end()
    }

    fn breadth(&self) -> f64 {
        self.alleys.last().expect("there is an alley after the last line").end()
    }

    /// Where every node stands.
    fn spans(&self) -> Vec<Span> {
        let style = self.style;
        let mut spans: Vec<Span> = self
            .grid
            .nodes
            .iter()
            .map(|node| {
                let (along, across) = match node.held {
                    Held::Shape(id) => body(self.chart, id, style),
                    Held::Label(arrow) => label_room(&self.chart.arrows[arrow.0].label, style),
                };
                let centred = |room: Stretch, size: f64| Stretch { start: room.middle() - size / 2.0, size };
                Span { along: centred(self.ranks[node.rank], along), across: centred(self.lines[node.line], across) }
            })
            .collect();
        let mut hung = vec![0.0; self.chart.shapes.len()];
        for id in self.chart.ids() {
            if let ShapeKind::Timer(host, _) = self.chart.shape(id).kind {
                let on = spans[host.0];
                hung[host.0] += 1.2;
                let along = on.along.end() - style.event * hung[host.0];
                spans[id.0] = Span {
                    along: Stretch { start: along, size: style.event },
                    across: Stretch { start: on.across.end() - style.event / 2.0, size: style.event },
                };
            }
        }
        spans
    }

    /// The points of a link.
    fn way(&self, ends: (Span, Span), nodes: (usize, usize), route: Route, tracks: Tracks) -> Vec<Place> {
        let (from, to) = ends;
        let (source, target) = (&self.grid.nodes[nodes.0], &self.grid.nodes[nodes.1]);
        let goal = (to.along.start, to.across.middle());
        let mut points = Vec::new();
        let level = if source.is_timer {
            points.push((from.along.middle(), from.across.end()));
            let beside = from.across.end() + TIMER / 2.0;
            points.push((from.along.middle(), beside));
            beside
        } else {
            points.push((from.along.end(), from.across.middle()));
            from.across.middle()
        };
        let track = self.style.track;
        let early =
            |gap: usize, index: usize| self.gaps[gap].start + self.style.gap / 2.0 + (index as f64 + 0.5) * track;
        let late = |gap: usize, index: usize| early(gap, self.routes.gaps[gap].early + index);
        match route {
            Route::Straight => {}
            Route::Over { late: is_late } => {
                let gap = source.rank + 1;
                let at = if is_late { late(gap, tracks.out) } else { early(gap, tracks.out) };
                points.extend([(at, level), (at, goal.1)]);
            }
            Route::Around { alley } => {
                let out = early(source.rank + 1, tracks.out);
                let into = late(target.rank, tracks.into);
                let side = self.alleys[alley].start + self.style.alley / 2.0 + (tracks.along as f64 + 0.5) * track;
                points.extend([(out, level), (out, side), (into, side), (into, goal.1)]);
            }
        }
        points.push(goal);
        if matches!(target.held, Held::Label(_)) {
            points.push((to.along.end(), goal.1));
        }
        points
    }

    /// The words of a label: on its line, or above it where the line runs to the right.
    fn label(&self, words: &str, span: Span) -> Rect {
        let rect = self.rect(span);
        let (width, height) = text_size(&self.style.label_lines(words), self.style);
        let middle = rect.y + rect.height / 2.0;
        let y = match self.style.direction {
            Direction::Right => middle - height - 2.0,
            Direction::Down => middle - height / 2.0,
        };
        Rect { x: rect.x + (rect.width - width) / 2.0, y, width, height }
    }

    /// The words under an event.
    fn caption(&self, shape: &Shape, rect: Rect) -> Option<Rect> {
        let under =
            self.style.direction == Direction::Right && matches!(shape.kind, ShapeKind::End(_) | ShapeKind::Start);
        (under && !shape.label.is_empty()).then(|| {
            let (width, height) = text_size(&self.style.label_lines(&shape.label), self.style);
            Rect { x: rect.x + (rect.width - width) / 2.0, y: rect.y + rect.height + 2.0, width, height }
        })
    }

    fn lanes(&self) -> (Vec<Rect>, Vec<Rect>) {
        let border = |line: usize| match line {
            0 => self.alleys[0].start,
            line if line == self.lines.len() => self.breadth(),
            line => self.alleys[line].start + self.style.alley / 4.0,
        };
        let along = |size| Stretch { start: 0.0, size };
        (0..self.chart.lanes.len())
            .map(|lane| {
                let first = self.grid.lane_of_line.partition_point(|&other| other < lane);
                let after = self.grid.lane_of_line.partition_point(|&other| other <= lane);
                let across = Stretch { start: border(first), size: border(after) - border(first) };
                let whole = self.rect(Span { along: along(self.far_end()), across });
                (whole, self.rect(Span { along: along(self.style.head), across }))
            })
            .unzip()
    }

    /// The frame of each phase, and the strip with its name.
    fn frames(&self) -> (Vec<Rect>, Vec<Rect>) {
        let edge = self.style.gap / 8.0;
        let chart = self.chart;
        chart
            .phases
            .iter()
            .zip(&self.grid.phases)
            .map(|(phase, &(first, last))| {
                if first > last {
                    let nothing = Rect { x: 0.0, y: 0.0, width: 0.0, height: 0.0 };
                    return (nothing, nothing);
                }
                let depth = chart.phases.iter().filter(|other| encloses(other, phase)).count() as f64;
                // Frames that begin or end together lie within one another.
                let inset = edge - (1.5 * depth).min(edge);
                let start = self.gaps[first].end() - edge - inset;
                let end = self.gaps[last + 1].start + edge + inset;
                let along = Stretch { start, size: end - start };
                let left = depth * self.style.strip;
                let across = Stretch { start: left, size: self.breadth() - left };
                let strip = Stretch { start: left, size: self.style.strip };
                (self.rect(Span { along, across }), self.rect(Span { along, across: strip }))
            })
            .unzip()
    }

    fn rect(&self, span: Span) -> Rect {
        let (x, y) = match self.style.direction {
            Direction::Right => (span.along, span.across),
            Direction::Down => (span.across, span.along),
        };
        Rect { x: x.start, y: y.start, width: x.size, height: y.size }
    }

    fn point(&self, (along, across): Place) -> Point {
        match self.style.direction {
            Direction::Right => Point { x: along, y: across },
            Direction::Down => Point { x: across, y: along },
        }
    }
}

/// How far a timer's arrow keeps from its host and from what is beside it, together.
const TIMER: f64 = 8.0;

/// Stretches of two kinds in turn, beginning and ending with the first kind.
fn alternate(begin: f64, outer: &[f64], inner: &[f64]) -> (Vec<Stretch>, Vec<Stretch>) {
    let (mut outers, mut inners) = (Vec::new(), Vec::new());
    let mut start = begin;
    for (index, &size) in outer.iter().enumerate() {
        outers.push(Stretch { start, size });
        start += size;
        if let Some(&size) = inner.get(index) {
            inners.push(Stretch { start, size });
            start += size;
        }
    }
    (outers, inners)
}

/// The points without those that lie on the way between their neighbours.
fn straightened(points: &[Place]) -> Vec<Place> {
    let mut kept: Vec<Place> = Vec::new();
    let near = |a: f64, b: f64| (a - b).abs() < 0.01;
    for &point in points {
        if kept.last().is_some_and(|last| near(last.0, point.0) && near(last.1, point.1)) {
            continue;
        }
        if let [.., before, last] = kept[..] {
            let along =
                near(before.1, last.1) && near(last.1, point.1) && (last.0 - before.0) * (point.0 - last.0) > 0.0;
            let across =
                near(before.0, last.0) && near(last.0, point.0) && (last.1 - before.1) * (point.1 - last.1) > 0.0;
            if along || across {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}

fn text_size(lines: &[String], style: &Style) -> (f64, f64) {
    let width = lines.iter().map(|line| style.face.width(line, style.size)).fold(0.0, f64::max);
    (width, lines.len() as f64 * style.leading)
}

/// A width and height as sizes along and across.
fn turned((width, height): (f64, f64), style: &Style) -> (f64, f64) {
    match style.direction {
        Direction::Right => (width, height),
        Direction::Down => (height, width),
    }
}

/// The size of a shape.
fn body(chart: &Chart, id: ShapeId, style: &Style) -> (f64, f64) {
    let shape = chart.shape(id);
    let size = match (&shape.kind, style.direction) {
        (ShapeKind::Task | ShapeKind::Supplement(_), _) => {
            let lines = style.words(shape).len() as f64;
            let below = style.below_words(chart.timers_on(id));
            (style.step_in(shape.lane), style.step_height.max(lines * style.leading + style.size + below))
        }
        (ShapeKind::Exclusive | ShapeKind::Parallel, _) => (style.gateway, style.gateway),
        (ShapeKind::Start | ShapeKind::End(_), Direction::Down) => {
            let lines: Vec<String> = style.words(shape).into_iter().map(|(_, line)| line).collect();
            let (width, height) = text_size(&lines, style);
            ((width + style.size).max(style.event), (height + 0.6 * style.size).max(style.event))
        }
        (ShapeKind::Start | ShapeKind::End(_) | ShapeKind::Timer(..), _) => (style.event, style.event),
    };
    turned(size, style)
}

/// The room that a shape needs with what is written under it.
fn room(chart: &Chart, id: ShapeId, style: &Style) -> (f64, f64) {
    let shape = chart.shape(id);
    let (along, across) = body(chart, id, style);
    let under = style.direction == Direction::Right && matches!(shape.kind, ShapeKind::Start | ShapeKind::End(_));
    if !under || shape.label.is_empty() {
        return (along, across);
    }
    let (width, height) = text_size(&style.label_lines(&shape.label), style);
    (along.max(width), across + 2.0 * (height + 2.0))
}

/// The room that a label needs; where the line runs to the right the words stand above it.
fn label_room(words: &str, style: &Style) -> (f64, f64) {
    let (width, height) = text_size(&style.label_lines(words), style);
    match style.direction {
        Direction::Right => (width + 8.0, 2.0 * (height + 2.0)),
        Direction::Down => (height + 3.0, width + 4.0),
    }
}

/// How far the host of a timer reaches across.
fn host_across(chart: &Chart, held: Held, style: &Style) -> f64 {
    match held {
        Held::Shape(id) => match chart.shape(id).kind {
            ShapeKind::Timer(host, _) => body(chart, host, style).1,
            _ => 0.0,
        },
        Held::Label(_) => 0.0,
    }
}

/// The least that a lane needs for its title: two lines turned by a quarter, or its longest word.
fn least_across(title: &str, style: &Style) -> f64 {
    match style.direction {
        Direction::Right => style.face.width(title, style.size) / 2.0 + 40.0,
        Direction::Down => {
            let words = title.split_whitespace().map(|word| SERIF_BOLD.width(word, style.size));
            words.fold(0.0, f64::max).min(style.step) + style.size
        }
    }
}

/// Whether a phase lies within another.
fn encloses(outer: &Phase, inner: &Phase) -> bool {
    outer != inner && outer.shapes.start <= inner.shapes.start && inner.shapes.end <= outer.shapes.end
}

/// How deep phases lie within one another.
fn depth(chart: &Chart) -> usize {
    let depth = |phase: &Phase| 1 + chart.phases.iter().filter(|other| encloses(other, phase)).count();
    chart.phases.iter().map(depth).max().unwrap_or(0)
}
