//! Where shapes stand and arrows run: columns by order, rows by lane, arrows only through the gaps between columns and the
//! channels between rows, so that no arrow can cross a shape.

use super::wrap::{width, wrap};
use super::{Arrow, Chart, Shape, ShapeId, ShapeKind};
use std::collections::BTreeSet;

/// A point on the page, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// An upright box on the page, in pixels.
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

/// A chart with coordinates.
#[derive(Debug)]
pub struct Layout {
    /// The whole pool.
    pub pool: Rect,
    /// The lanes, in the order of the chart, headings included.
    pub lanes: Vec<Rect>,
    /// The width of a lane's heading.
    pub head: f64,
    /// The shapes, in the order of the chart.
    pub shapes: Vec<Rect>,
    /// The arrows, in the order of the chart: at least two points.
    pub arrows: Vec<Vec<Point>>,
    /// Where the label of each arrow stands; `None` without a label.
    pub labels: Vec<Option<Rect>>,
}

/// How wide the headings of pool and lanes are, and how they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// As BPMN viewers draw them: narrow, written upwards.
    Upwards,
    /// For a page: as wide as a column of text, without one for the pool.
    Across,
}

impl Heads {
    fn pool(self) -> f64 {
        if self == Self::Upwards { 30.0 } else { 0.0 }
    }

    fn lane(self) -> f64 {
        if self == Self::Upwards { 30.0 } else { 140.0 }
    }

    /// The height that a lane needs for its title.
    fn height(self, title: &str) -> f64 {
        match self {
            // Two lines, turned by a quarter.
            Self::Upwards => width(title, FONT) / 2.0 + 40.0,
            Self::Across => wrap(title, self.lane() - 12.0, FONT).len() as f64 * LINE_HEIGHT + 14.0,
        }
    }
}

/// The size of all letters but the title's, in pixels.
pub(crate) const FONT: f64 = 11.0;
pub(crate) const LINE_HEIGHT: f64 = 14.0;
const TASK: (f64, f64) = (150.0, 64.0);
const GATEWAY: f64 = 40.0;
const EVENT: f64 = 30.0;
/// Room between a column and the next, before tracks and labels are added.
const GAP: f64 = 26.0;
/// Room below and above the shapes of a row.
const ROW_PAD: f64 = 22.0;
/// Distance of two arrows that run side by side.
const TRACK: f64 = 10.0;
const LABEL_WIDTH: f64 = 110.0;

/// Lays out a chart.
pub fn layout(chart: &Chart, heads: Heads) -> Layout {
    let grid = Grid::new(chart);
    let routes: Vec<Route> = chart.arrows.iter().map(|arrow| grid.route(arrow)).collect();
    let tracks = Tracks::assign(&grid, chart, &routes);
    Page::new(chart, heads, &grid, &routes, &tracks).finish(chart, &routes, &tracks)
}

/// Which column and row each shape stands in; a row belongs to one lane.
struct Grid {
    column: Vec<usize>,
    row: Vec<usize>,
    columns: usize,
    rows: usize,
    /// The lane of each row.
    lane_of_row: Vec<usize>,
    taken: BTreeSet<(usize, usize)>,
}

impl Grid {
    fn new(chart: &Chart) -> Self {
        let column = columns(chart);
        let mut slot = vec![0; chart.shapes.len()];
        let mut taken = BTreeSet::new();
        let mut slots = vec![0_usize; chart.lanes.len()];
        for id in chart.ids() {
            let shape = chart.shape(id);
            if let ShapeKind::Timer(host, _) = shape.kind {
                slot[id.0] = slot[host.0];
                continue;
            }
            let free = (0..).find(|s| !taken.contains(&(shape.lane, *s, column[id.0]))).expect("rows are unlimited");
            taken.insert((shape.lane, free, column[id.0]));
            slot[id.0] = free;
            slots[shape.lane] = slots[shape.lane].max(free + 1);
        }
        let first: Vec<usize> = slots
            .iter()
            .scan(0, |next, &count| {
                let first = *next;
                *next += count.max(1);
                Some(first)
            })
            .collect();
        let lane_of_row =
            slots.iter().enumerate().flat_map(|(lane, &count)| vec![lane; count.max(1)]).collect::<Vec<_>>();
        let row: Vec<usize> = chart.ids().map(|id| first[chart.shape(id).lane] + slot[id.0]).collect();
        let taken = chart
            .ids()
            .filter(|id| !matches!(chart.shape(*id).kind, ShapeKind::Timer(..)))
            .map(|id| (row[id.0], column[id.0]))
            .collect();
        let columns = column.iter().max().map_or(0, |c| c + 1);
        Self { column, row, columns, rows: lane_of_row.len(), lane_of_row, taken }
    }

    fn route(&self, arrow: &Arrow) -> Route {
        let (from, to) = (arrow.from.0, arrow.to.0);
        let (start, end) = (self.column[from], self.column[to]);
        let same_row = self.row[from] == self.row[to];
        let clear = (start + 1..end).all(|column| !self.taken.contains(&(self.row[from], column)));
        if end == start + 1 && same_row {
            Route::Straight
        } else if end == start + 1 {
            Route::Step { gap: start }
        } else if same_row && end > start && clear {
            // A long arrow over an empty stretch still takes the channel: another may want the same line.
            Route::Around { leave: start, channel: self.row[from], enter: end - 1 }
        } else {
            // Channel `r` runs below row `r`; the one above the target keeps the way short.
            let channel = if self.row[to] > self.row[from] { self.row[to] - 1 } else { self.row[to] };
            Route::Around { leave: start, channel, enter: end.wrapping_sub(1) }
        }
    }
}

/// The column of every shape: one more than its furthest predecessor, arrows that lead back left out.
fn columns(chart: &Chart) -> Vec<usize> {
    let mut column = vec![0; chart.shapes.len()];
    let mut reaching = vec![Vec::new(); chart.shapes.len()];
    for arrow in &chart.arrows {
        if arrow.from < arrow.to {
            reaching[arrow.to.0].push(arrow.from);
        }
    }
    for id in chart.ids() {
        let furthest = reaching[id.0].iter().map(|from: &ShapeId| column[from.0] + 1).max().unwrap_or(0);
        column[id.0] = match chart.shape(id).kind {
            ShapeKind::Timer(host, _) => column[host.0],
            _ => furthest,
        };
    }
    column
}

/// How an arrow runs.
#[derive(Clone, Copy)]
enum Route {
    /// To the next column in the same row.
    Straight,
    /// To the next column in another row, through the gap between them.
    Step { gap: usize },
    /// Out by one gap, along a channel, in by another gap. Gap `usize::MAX` is the one before the first column.
    Around { leave: usize, channel: usize, enter: usize },
}

/// A vertical stretch in a gap or a horizontal one in a channel, by the arrow that uses it.
struct Tracks {
    /// For each arrow: the track in the gap it leaves by.
    leave: Vec<usize>,
    /// For each arrow: the track in its channel.
    channel: Vec<usize>,
    /// For each arrow: the track in the gap it enters by.
    enter: Vec<usize>,
    /// Tracks in each gap; gap 0 is before the first column.
    in_gap: Vec<usize>,
    /// Tracks in each channel.
    in_channel: Vec<usize>,
}

impl Tracks {
    fn assign(grid: &Grid, chart: &Chart, routes: &[Route]) -> Self {
        let mut gaps = vec![Lines::default(); grid.columns + 1];
        let mut channels = vec![Lines::default(); grid.rows];
        let mut tracks = Self {
            leave: vec![0; routes.len()],
            channel: vec![0; routes.len()],
            enter: vec![0; routes.len()],
            in_gap: Vec::new(),
            in_channel: Vec::new(),
        };
        for (index, (route, arrow)) in routes.iter().zip(&chart.arrows).enumerate() {
            // Vertical places count twice the row, the channel below a row one more.
            let (from, to) = (grid.row[arrow.from.0] * 2, grid.row[arrow.to.0] * 2);
            match *route {
                Route::Straight => {}
                Route::Step { gap } => tracks.leave[index] = gaps[gap + 1].take(from, to, arrow.from.0),
                Route::Around { leave, channel, enter } => {
                    let level = channel * 2 + 1;
                    tracks.leave[index] = gaps[leave + 1].take(from, level, arrow.from.0);
                    tracks.enter[index] = gaps[enter.wrapping_add(1)].take(level, to, usize::MAX - arrow.to.0);
                    tracks.channel[index] =
                        channels[channel].take(leave + 1, enter.wrapping_add(1), usize::MAX - arrow.to.0);
                }
            }
        }
        tracks.in_gap = gaps.iter().map(|g| g.tracks.len()).collect();
        tracks.in_channel = channels.iter().map(|c| c.tracks.len()).collect();
        tracks
    }
}

/// Parallel tracks, each holding stretches that do not overlap; stretches of one owner may share.
#[derive(Clone, Default)]
struct Lines {
    tracks: Vec<Vec<(usize, usize, usize)>>,
}

impl Lines {
    fn take(&mut self, a: usize, b: usize, owner: usize) -> usize {
        let (low, high) = (a.min(b), a.max(b));
        let fits =
            |track: &Vec<(usize, usize, usize)>| track.iter().all(|&(l, h, o)| o == owner || high < l || h < low);
        let index = self.tracks.iter().position(fits).unwrap_or_else(|| {
            self.tracks.push(Vec::new());
            self.tracks.len() - 1
        });
        self.tracks[index].push((low, high, owner));
        index
    }
}

/// Pixels of columns, gaps, rows and channels.
struct Page {
    /// Left edge and width of each column.
    columns: Vec<(f64, f64)>,
    /// Left edge of the tracks in each gap.
    gaps: Vec<f64>,
    /// Left edge of the room for labels behind those tracks.
    label_room: Vec<f64>,
    /// The height of each track in each channel.
    channels: Vec<Vec<f64>>,
    shapes: Vec<Rect>,
    lanes: Vec<Rect>,
    head: f64,
    pool: Rect,
}

impl Page {
    fn new(chart: &Chart, heads: Heads, grid: &Grid, routes: &[Route], tracks: &Tracks) -> Self {
        let sizes: Vec<(f64, f64)> = chart.shapes.iter().map(size).collect();
        let mut widths = vec![GATEWAY; grid.columns];
        let mut heights = vec![GATEWAY; grid.rows];
        for id in chart.ids() {
            if matches!(chart.shape(id).kind, ShapeKind::Timer(..)) {
                continue;
            }
            widths[grid.column[id.0]] = widths[grid.column[id.0]].max(sizes[id.0].0);
            heights[grid.row[id.0]] = heights[grid.row[id.0]].max(sizes[id.0].1);
        }
        // A label stands behind the tracks of a gap, before the target; on a long way it stands on the channel.
        let mut room = vec![0.0_f64; grid.columns + 1];
        let mut channel_heights: Vec<Vec<f64>> = tracks.in_channel.iter().map(|&count| vec![TRACK; count]).collect();
        for (index, arrow) in chart.arrows.iter().enumerate().filter(|(_, arrow)| !arrow.label.is_empty()) {
            let height = label_height(arrow);
            if let Route::Around { channel, .. } = routes[index] {
                let track = &mut channel_heights[channel][tracks.channel[index]];
                *track = track.max(height + TRACK);
            } else {
                room[grid.column[arrow.to.0]] = LABEL_WIDTH + 12.0;
                let row = &mut heights[grid.row[arrow.to.0]];
                *row = row.max(2.0 * height);
            }
        }
        for (lane, name) in chart.lanes.iter().enumerate() {
            let mine = || (0..grid.rows).filter(|row| grid.lane_of_row[*row] == lane);
            let height: f64 = mine().map(|row| heights[row] + 2.0 * ROW_PAD).sum();
            let first = mine().next().expect("every lane has a row");
            heights[first] += (heads.height(&name.title) - height).max(0.0);
        }
        let mut x = heads.pool() + heads.lane();
        let (mut columns, mut gaps, mut label_room) = (Vec::new(), Vec::new(), Vec::new());
        for (gap, (room, count)) in room.iter().zip(&tracks.in_gap).enumerate() {
            let tracks = *count as f64 * TRACK;
            gaps.push(x + GAP / 2.0);
            label_room.push(x + GAP / 2.0 + tracks);
            x += GAP + room + tracks;
            if let Some(&width) = widths.get(gap) {
                columns.push((x, width));
                x += width;
            }
        }
        let width = x;
        let mut y = 0.0;
        let (mut rows, mut channels) = (Vec::new(), Vec::new());
        for (height, tracks) in heights.iter().zip(&channel_heights) {
            y += ROW_PAD;
            rows.push((y, *height));
            y += height + ROW_PAD;
            let lines = tracks.iter().map(|track| {
                y += track;
                y - TRACK / 2.0
            });
            channels.push(lines.collect());
        }
        let height = y;
        let lanes = (0..chart.lanes.len())
            .map(|lane| {
                let mine: Vec<usize> = (0..grid.rows).filter(|row| grid.lane_of_row[*row] == lane).collect();
                let (first, last) = (mine[0], mine[mine.len() - 1]);
                let top = rows[first].0 - ROW_PAD;
                let bottom = rows.get(last + 1).map_or(height, |next| next.0 - ROW_PAD);
                Rect { x: heads.pool(), y: top, width: width - heads.pool(), height: bottom - top }
            })
            .collect();
        let mut shapes: Vec<Rect> = chart
            .ids()
            .map(|id| {
                let (width, height) = sizes[id.0];
                let (left, room) = columns[grid.column[id.0]];
                let (top, depth) = rows[grid.row[id.0]];
                Rect { x: left + (room - width) / 2.0, y: top + (depth - height) / 2.0, width, height }
            })
            .collect();
        for id in chart.ids() {
            if let ShapeKind::Timer(host, _) = chart.shape(id).kind {
                let host = shapes[host.0];
                let (x, y) = (host.x + host.width - EVENT * 1.25, host.y + host.height - EVENT / 2.0);
                shapes[id.0] = Rect { x, y, width: EVENT, height: EVENT };
            }
        }
        let pool = Rect { x: 0.0, y: 0.0, width, height };
        Self { columns, gaps, label_room, channels, shapes, lanes, head: heads.lane(), pool }
    }

    fn finish(self, chart: &Chart, routes: &[Route], tracks: &Tracks) -> Layout {
        let mut arrows = Vec::new();
        let mut labels = Vec::new();
        for (index, (route, arrow)) in routes.iter().zip(&chart.arrows).enumerate() {
            let (from, to) = (self.shapes[arrow.from.0], self.shapes[arrow.to.0]);
            let end = Point { x: to.x, y: to.y + to.height / 2.0 };
            let is_timer = matches!(chart.shape(arrow.from).kind, ShapeKind::Timer(..));
            let start = if is_timer {
                Point { x: from.x + from.width / 2.0, y: from.y + from.height }
            } else {
                Point { x: from.x + from.width, y: from.y + from.height / 2.0 }
            };
            let vertical = |gap: usize, track: usize| self.gaps[gap] + track as f64 * TRACK;
            let mut points = vec![start];
            // A timer hangs below its host: its arrow first drops clear of the row's shapes.
            let level = if is_timer {
                let below = Point { x: start.x, y: start.y + 4.0 };
                points.push(below);
                below.y
            } else {
                start.y
            };
            match *route {
                Route::Straight if !is_timer => {}
                Route::Straight | Route::Step { .. } => {
                    let gap = match *route {
                        Route::Step { gap } => gap,
                        _ => self.column_of(from),
                    };
                    let x = vertical(gap + 1, tracks.leave[index]);
                    points.extend([Point { x, y: level }, Point { x, y: end.y }]);
                }
                Route::Around { leave, channel, enter } => {
                    let out = vertical(leave + 1, tracks.leave[index]);
                    let into = vertical(enter.wrapping_add(1), tracks.enter[index]);
                    let y = self.channels[channel][tracks.channel[index]];
                    points.extend([
                        Point { x: out, y: level },
                        Point { x: out, y },
                        Point { x: into, y },
                        Point { x: into, y: end.y },
                    ]);
                }
            }
            points.push(end);
            labels.push(self.label(arrow, *route, &points, chart));
            points.dedup();
            arrows.push(points);
        }
        Layout { pool: self.pool, lanes: self.lanes, head: self.head, shapes: self.shapes, arrows, labels }
    }

    fn column_of(&self, shape: Rect) -> usize {
        self.columns.iter().rposition(|(left, _)| *left <= shape.x).unwrap_or(0)
    }

    /// A label stands above its line: before the target, or where a long way turns into its channel.
    fn label(&self, arrow: &Arrow, route: Route, points: &[Point], chart: &Chart) -> Option<Rect> {
        if arrow.label.is_empty() {
            return None;
        }
        let height = label_height(arrow);
        let timer = usize::from(matches!(chart.shape(arrow.from).kind, ShapeKind::Timer(..)));
        let (x, y) = if let Route::Around { .. } = route {
            (points[2 + timer].x.min(points[3 + timer].x), points[2 + timer].y)
        } else {
            let end = points[points.len() - 1];
            (self.label_room[self.column_of(self.shapes[arrow.to.0])], end.y)
        };
        Some(Rect { x: x + 4.0, y: y - height - 2.0, width: LABEL_WIDTH, height })
    }
}

/// The height of an arrow's label.
fn label_height(arrow: &Arrow) -> f64 {
    wrap(&arrow.label, LABEL_WIDTH, FONT).len() as f64 * LINE_HEIGHT
}

/// Width and height of a shape with what is written in it.
fn size(shape: &Shape) -> (f64, f64) {
    match shape.kind {
        ShapeKind::Task | ShapeKind::Supplement(_) => {
            let lines = wrap(&shape.label, TASK.0 - 14.0, FONT).len() as f64;
            let time = if shape.time.is_empty() { 0.0 } else { 1.2 };
            (TASK.0, TASK.1.max((lines + time) * LINE_HEIGHT + 16.0))
        }
        ShapeKind::Exclusive | ShapeKind::Parallel => (GATEWAY, GATEWAY),
        ShapeKind::Start | ShapeKind::Timer(..) | ShapeKind::End(_) => (EVENT, EVENT),
    }
}
