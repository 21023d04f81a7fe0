//! Which way each arrow takes, and the track that it keeps to in every gap and alley.
//!
//! A gap has two zones: arrows leave into the early one and arrive from the late one, so that what leaves a cell never
//! meets what arrives at the cell after it. Within a zone or an alley, stretches that would overlap keep to tracks of
//! their own; only those of one source, or of one target, share.

use super::grid::{Grid, Link};
use std::collections::{BTreeMap, BTreeSet};

/// How a link runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    /// Along its line.
    Straight,
    /// Along its source's line, over to its target's in one zone of the gap after its source, and along that line.
    Over { late: bool },
    /// Out into the gap after its source, along an alley, in from the gap before its target.
    Around { alley: usize },
}

/// The tracks of a link, as far as its route has them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tracks {
    /// In the gap it leaves or goes over by.
    pub(super) out: usize,
    /// In its alley.
    pub(super) along: usize,
    /// In the gap it arrives from.
    pub(super) into: usize,
}

/// A gap's zones.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Zones {
    /// Tracks of the early zone.
    pub(super) early: usize,
    /// Tracks of the late zone.
    pub(super) late: usize,
}

pub(super) struct Routes {
    /// For each arrow its links with route and tracks.
    pub(super) links: Vec<Vec<(Link, Route, Tracks)>>,
    /// Gap `g` is before rank `g`; one more after the last.
    pub(super) gaps: Vec<Zones>,
    /// Tracks of each alley; alley `a` is before line `a`.
    pub(super) alleys: Vec<usize>,
}

impl Routes {
    pub(super) fn new(grid: &Grid) -> Self {
        let mut plan = Plan::new(grid);
        plan.settle();
        plan.assign()
    }
}

/// What goes through a gap on one line: out of the cell before it, or into the cell after it.
#[derive(Default)]
struct Stubs {
    /// Sources whose links leave by it.
    leaving: BTreeMap<(usize, usize), BTreeSet<usize>>,
    /// Links that arrive by it.
    arriving: BTreeMap<(usize, usize), BTreeSet<usize>>,
}

struct Plan<'a> {
    grid: &'a Grid,
    links: Vec<Link>,
    routes: Vec<Route>,
}

impl<'a> Plan<'a> {
    fn new(grid: &'a Grid) -> Self {
        let links: Vec<Link> = grid.links.iter().flatten().copied().collect();
        let mut taken: BTreeSet<(usize, usize)> =
            grid.nodes.iter().filter(|node| !node.is_timer).map(|node| (node.line, node.rank)).collect();
        let mut routes = vec![Route::Straight; links.len()];
        // Short ways first: they are the ones that a reader expects to be straight.
        let mut order: Vec<usize> = (0..links.len()).collect();
        let reach = |link: &Link| grid.nodes[link.to].rank.abs_diff(grid.nodes[link.from].rank);
        order.sort_by_key(|&index| (reach(&links[index]), index));
        for index in order {
            let (from, to) = (&grid.nodes[links[index].from], &grid.nodes[links[index].to]);
            let between = || (from.rank + 1..to.rank).map(|rank| (to.line, rank));
            routes[index] = if to.rank <= from.rank || between().any(|cell| taken.contains(&cell)) {
                Route::Around { alley: alley(grid, links[index]) }
            } else {
                taken.extend(between());
                if from.line == to.line && !from.is_timer { Route::Straight } else { Route::Over { late: false } }
            };
        }
        Self { grid, links, routes }
    }

    fn stubs(&self) -> Stubs {
        let mut stubs = Stubs::default();
        for (index, (link, route)) in self.links.iter().zip(&self.routes).enumerate() {
            let (from, to) = (&self.grid.nodes[link.from], &self.grid.nodes[link.to]);
            // A timer's stub leaves beside its host's line, not on it.
            if !from.is_timer {
                stubs.leaving.entry((from.rank + 1, from.line)).or_default().insert(index);
            }
            stubs.arriving.entry((to.rank, to.line)).or_default().insert(index);
            if !matches!(route, Route::Around { .. }) {
                for gap in from.rank + 1..to.rank {
                    stubs.arriving.entry((gap, to.line)).or_default().insert(index);
                    stubs.leaving.entry((gap + 1, to.line)).or_default().insert(index);
                }
            }
        }
        stubs
    }

    /// Gives each way over a gap its zone, and sends around what would need both.
    fn settle(&mut self) {
        loop {
            let stubs = self.stubs();
            let mut turned = false;
            for index in 0..self.links.len() {
                let Route::Over { .. } = self.routes[index] else { continue };
                let link = self.links[index];
                let (from, to) = (&self.grid.nodes[link.from], &self.grid.nodes[link.to]);
                let gap = from.rank + 1;
                let others = |set: Option<&BTreeSet<usize>>, same: fn(Link, Link) -> bool| {
                    set.is_some_and(|set| set.iter().any(|&other| other != index && !same(self.links[other], link)))
                };
                let early = !from.is_timer
                    && others(stubs.arriving.get(&(gap, from.line)), |other, link| other.from == link.from);
                let late = others(stubs.leaving.get(&(gap, to.line)), |other, link| other.to == link.to);
                self.routes[index] = if early && late {
                    turned = true;
                    Route::Around { alley: alley(self.grid, link) }
                } else {
                    Route::Over { late }
                };
            }
            if !turned {
                return;
            }
        }
    }

    fn assign(self) -> Routes {
        let grid = self.grid;
        let mut gaps: Vec<(Lines, Lines)> = vec![Default::default(); grid.ranks + 1];
        let mut alleys = vec![Lines::default(); grid.lane_of_line.len() + 1];
        let mut tracks = vec![Tracks::default(); self.links.len()];
        // Places across count lines and alleys alternately, places along ranks and zones.
        let on = |line: usize| 2 * line + 1;
        let mut order: Vec<usize> = (0..self.links.len()).collect();
        let breadth = |link: &Link| grid.nodes[link.from].line.abs_diff(grid.nodes[link.to].line);
        order.sort_by_key(|&index| (breadth(&self.links[index]), index));
        for index in order {
            let link = self.links[index];
            let (from, to) = (&grid.nodes[link.from], &grid.nodes[link.to]);
            let (leaves, arrives) = (from.rank + 1, to.rank);
            let own = &mut tracks[index];
            match self.routes[index] {
                Route::Straight => {}
                Route::Over { late: false } => own.out = gaps[leaves].0.take(on(from.line), on(to.line), link.from),
                Route::Over { late: true } => own.out = gaps[leaves].1.take(on(from.line), on(to.line), link.to),
                Route::Around { alley } => {
                    own.out = gaps[leaves].0.take(on(from.line), 2 * alley, link.from);
                    own.along = alleys[alley].take(2 * leaves, 2 * arrives + 1, link.to);
                    own.into = gaps[arrives].1.take(2 * alley, on(to.line), link.to);
                }
            }
        }
        let mut all =
            self.links.iter().zip(self.routes).zip(tracks).map(|((link, route), tracks)| (*link, route, tracks));
        let links = grid.links.iter().map(|links| all.by_ref().take(links.len()).collect()).collect();
        let gaps = gaps.iter().map(|(early, late)| Zones { early: early.count(), late: late.count() }).collect();
        Routes { links, gaps, alleys: alleys.iter().map(Lines::count).collect() }
    }
}

/// The alley of a way around: beside its target, or beside its source where it leads back.
fn alley(grid: &Grid, link: Link) -> usize {
    let (from, to) = (&grid.nodes[link.from], &grid.nodes[link.to]);
    let (here, there) = if to.rank <= from.rank { (from.line, to.line) } else { (to.line, from.line) };
    if there < here { here } else { here + 1 }
}

/// Parallel tracks, each holding stretches that do not touch; those of one owner that touch become one.
#[derive(Clone, Default)]
struct Lines {
    /// By where a stretch begins: where it ends, and whose it is.
    tracks: Vec<BTreeMap<usize, (usize, usize)>>,
}

impl Lines {
    fn take(&mut self, a: usize, b: usize, owner: usize) -> usize {
        let (low, high) = (a.min(b), a.max(b));
        let fits =
            |track: &BTreeMap<usize, (usize, usize)>| touching(track, low, high).all(|(_, other)| other == owner);
        let index = self.tracks.iter().position(fits).unwrap_or_else(|| {
            self.tracks.push(BTreeMap::new());
            self.tracks.len() - 1
        });
        let track = &mut self.tracks[index];
        let (mut from, mut to) = (low, high);
        for (begins, _) in touching(track, low, high).collect::<Vec<_>>() {
            let (ends, _) = track.remove(&begins).expect("it was just found");
            (from, to) = (from.min(begins), to.max(ends));
        }
        track.insert(from, (to, owner));
        index
    }

    fn count(&self) -> usize {
        self.tracks.len()
    }
}

/// Where the stretches begin that touch another, and whose they are; stretches of a track are apart, so the search ends at
/// the first that ends before.
fn touching(track: &BTreeMap<usize, (usize, usize)>, low: usize, high: usize) -> impl Iterator<Item = (usize, usize)> {
    let before = track.range(..=high).rev();
    before.take_while(move |(_, (to, _))| *to >= low).map(|(&from, &(_, owner))| (from, owner))
}
