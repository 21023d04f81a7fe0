//! The drawing for a page: the chart without what only an engine needs, its steps numbered, in the layout that fits.

use super::chart::{Arrow, ArrowId, Chart, Lane, Phase, Shape, ShapeId, ShapeKind};
use super::face::{SERIF, SERIF_BOLD};
use super::layout::{Direction, Layout, Style, layout};
use std::collections::{BTreeMap, BTreeSet};

/// A drawing with its places, in points.
#[derive(Debug)]
pub struct Page {
    /// What is drawn.
    pub chart: Chart,
    /// Where it stands.
    pub layout: Layout,
    /// How it is drawn.
    pub style: Style,
    /// The height of the row of bodies above the row of roles; 0 where no body has roles.
    pub bodies: f64,
}

/// The width of the text of an A4 page (2.5 and 1.5 cm margins), upright: 17 cm.
pub const UPRIGHT: f64 = 481.0;
/// The same, landscape: 25 cm.
pub const LANDSCAPE: f64 = 708.0;

/// The narrowest and widest step. Two words of Vietnamese, or one long one, still stand side by side in the narrowest.
const STEP: (f64, f64) = (56.0, 150.0);

/// Official papers are set in Times New Roman; 9 points of it are as wide as 8 of Arial.
static STYLE: Style = Style {
    direction: Direction::Down,
    face: &SERIF,
    size: 9.0,
    leading: 10.5,
    step: STEP.0,
    steps: Vec::new(),
    step_height: 26.0,
    gateway: 19.0,
    event: 15.0,
    label: 66.0,
    track: 5.0,
    gap: 12.0,
    alley: 8.0,
    head: 0.0,
    strip: 0.0,
    abreast: 1,
};

/// How many shapes may stand side by side in a lane; the most comfortable is tried first.
const ABREAST: [usize; 4] = [4, 3, 2, 1];

/// From this many shapes on a drawing goes over so many pages that only the narrow layout is worth the time.
const LONG: usize = 500;

/// Lays out a chart for a page: upright with a lane a role, else with a lane a body, else landscape. What does not fit even
/// so becomes wider than a page; it is never set smaller.
pub fn page(chart: &Chart) -> Page {
    let roles = readable(chart);
    if let Some(page) = fit(&roles, UPRIGHT) {
        return page;
    }
    let bodies = by_body(&roles);
    let page = fit(&bodies, UPRIGHT).or_else(|| fit(&bodies, LANDSCAPE));
    page.unwrap_or_else(|| {
        let style = Style { strip: strip(&bodies), ..STYLE.clone() };
        finish(bodies, style)
    })
}

/// The drawing of a chart that fits a width, as many side by side as that does not make it long; `None` if its steps would
/// be too narrow.
fn fit(chart: &Chart, width: f64) -> Option<Page> {
    let mut best: Option<Page> = None;
    let tried = if chart.shapes.len() < LONG { &ABREAST[..] } else { &ABREAST[3..] };
    for style in tried.iter().filter_map(|&abreast| fit_abreast(chart, width, abreast)) {
        let page = finish(chart.clone(), style);
        // A tenth of the height is worth more than ways that run side by side.
        if best.as_ref().is_none_or(|best| page.layout.pool.height < 0.9 * best.layout.pool.height) {
            best = Some(page);
        }
    }
    best
}

fn fit_abreast(chart: &Chart, width: f64, abreast: usize) -> Option<Style> {
    let style = Style { abreast, strip: strip(chart), ..STYLE.clone() };
    let narrow = layout(chart, &style);
    let spare = width - narrow.pool.width;
    if spare < 0.0 {
        return None;
    }
    Some(Style { steps: widened(chart, &narrow, spare), ..style })
}

/// The width of the steps in each lane: the more is written in a lane, the more of the spare width it gets.
fn widened(chart: &Chart, narrow: &Layout, spare: f64) -> Vec<f64> {
    let mut written = vec![0.0_f64; chart.lanes.len()];
    let mut lines = vec![BTreeSet::new(); chart.lanes.len()];
    for (shape, rect) in chart.shapes.iter().zip(&narrow.shapes).filter(|(shape, _)| is_step(shape)) {
        let words = [&shape.label, &shape.also, &shape.time];
        written[shape.lane] += words.iter().map(|text| SERIF.width(text, STYLE.size)).sum::<f64>();
        lines[shape.lane].insert((rect.x + rect.width / 2.0) as i64);
    }
    let mut steps = vec![STEP.0; chart.lanes.len()];
    let mut spare = spare;
    // What a lane cannot use is given to the others in the next round.
    for _ in 0..3 {
        let open = |lane: usize, steps: &[f64]| written[lane] > 0.0 && steps[lane] < STEP.1;
        let all: f64 = (0..steps.len()).filter(|&lane| open(lane, &steps)).map(|lane| written[lane]).sum();
        let round = spare;
        for lane in 0..steps.len() {
            if open(lane, &steps) {
                let beside = lines[lane].len() as f64;
                let more = (round * written[lane] / all / beside).min(STEP.1 - steps[lane]);
                steps[lane] += more;
                spare -= more * beside;
            }
        }
    }
    steps
}

fn is_step(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Task | ShapeKind::Supplement(_))
}

/// The width of the strip beside phases.
fn strip(chart: &Chart) -> f64 {
    if chart.phases.is_empty() { 0.0 } else { 58.0 }
}

/// Leaves room for the headings of the lanes and lays out for good.
fn finish(chart: Chart, style: Style) -> Page {
    let plain = layout(&chart, &style);
    let rows = |text: &str, room: f64| SERIF_BOLD.wrap(text, room - 4.0, style.size).len() as f64 * style.leading + 6.0;
    let mut bodies = 0.0_f64;
    let mut roles = 0.0_f64;
    for (first, after) in groups(&chart) {
        let width: f64 = plain.lanes[first..after].iter().map(|lane| lane.width).sum();
        let has_roles = chart.lanes[first..after].iter().any(|lane| !lane.role.is_empty());
        let height = rows(&chart.lanes[first].body, width);
        if has_roles {
            bodies = bodies.max(height);
            for (lane, rect) in chart.lanes[first..after].iter().zip(&plain.lanes[first..after]) {
                roles = roles.max(rows(&lane.role, rect.width));
            }
        } else {
            roles = roles.max(height - bodies);
        }
    }
    let style = Style { head: bodies + roles, ..style };
    Page { layout: layout(&chart, &style), chart, style, bodies }
}

/// The lanes of each body: the first, and the one after the last.
pub(super) fn groups(chart: &Chart) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (index, lane) in chart.lanes.iter().enumerate() {
        match groups.last_mut() {
            Some((first, after)) if chart.lanes[*first].body == lane.body => *after = index + 1,
            _ => groups.push((index, index + 1)),
        }
    }
    groups
}

/// The chart for readers: steps numbered as in the outline, the start named, and no gateway where ways only meet.
fn readable(chart: &Chart) -> Chart {
    let goals = goals(chart);
    let kept: Vec<ShapeId> = chart.ids().filter(|id| goals[id.0] == *id).collect();
    let place: BTreeMap<ShapeId, usize> = kept.iter().enumerate().map(|(place, &id)| (id, place)).collect();
    let new = |id: ShapeId| ShapeId(place[&goals[id.0]]);
    let shapes = kept.iter().map(|&id| {
        let mut shape = chart.shape(id).clone();
        match (&mut shape.kind, shape.step) {
            (ShapeKind::Timer(host, _), _) => *host = new(*host),
            (ShapeKind::Task, Some(step)) => shape.label = format!("{}. {}", step.0 + 1, shape.label),
            (ShapeKind::Start, _) => shape.label.push_str(chart.language.pick("Dossier filed", "Nộp hồ sơ")),
            _ => {}
        }
        shape
    });
    let shapes = shapes.collect();
    let arrows = chart.arrows.iter().filter(|arrow| goals[arrow.from.0] == arrow.from);
    let arrows = arrows.map(|arrow| Arrow { from: new(arrow.from), to: new(arrow.to), ..arrow.clone() }).collect();
    let before = |index: usize| kept.partition_point(|id| id.0 < index);
    let phases = chart.phases.iter().map(|phase| {
        let shapes = before(phase.shapes.start)..before(phase.shapes.end);
        Phase { shapes, ..phase.clone() }
    });
    let phases = phases.filter(|phase| !phase.shapes.is_empty()).collect();
    Chart::of((chart.title.clone(), chart.language), chart.lanes.clone(), shapes, arrows, phases)
}

/// For each shape where its arrows lead a reader: past gateways that have one way out.
fn goals(chart: &Chart) -> Vec<ShapeId> {
    let only_way = |id: ShapeId| {
        let mut ways = chart.leaving(id);
        match (&chart.shape(id).kind, ways.next(), ways.next()) {
            (ShapeKind::Exclusive, Some((_, arrow)), None) if arrow.label.is_empty() => Some(arrow.to),
            _ => None,
        }
    };
    let goal = |id: ShapeId| {
        let mut at = id;
        for _ in 0..chart.shapes.len() {
            match only_way(at) {
                Some(next) => at = next,
                None => return at,
            }
        }
        // Gateways in a ring: nothing comes of it, so each stays.
        id
    };
    chart.ids().map(goal).collect()
}

/// The chart with one lane a body; the role is written in the step.
fn by_body(chart: &Chart) -> Chart {
    let groups = groups(chart);
    let lanes = groups.iter().map(|&(first, _)| {
        let body = chart.lanes[first].body.clone();
        Lane { key: body.clone(), title: body.clone(), body, role: String::new() }
    });
    let shapes = chart.shapes.iter().map(|shape| {
        let role = &chart.lanes[shape.lane].role;
        let also = match (&shape.kind, role.is_empty(), shape.also.is_empty()) {
            (ShapeKind::Task, false, false) => format!("{role}; {}", shape.also),
            (ShapeKind::Task, false, true) => role.clone(),
            _ => shape.also.clone(),
        };
        let lane = groups.partition_point(|&(_, after)| after <= shape.lane);
        Shape { lane, also, ..shape.clone() }
    });
    let shapes = shapes.collect();
    Chart::of(
        (chart.title.clone(), chart.language),
        lanes.collect(),
        shapes,
        chart.arrows.clone(),
        chart.phases.clone(),
    )
}

/// The arrows of a path through steps in their order: from the start to the first, from each to the next, to the end.
pub(super) fn arrows_along(chart: &Chart, path: &[crate::model::StepId]) -> BTreeSet<ArrowId> {
    let mut task = BTreeMap::new();
    for id in chart.ids() {
        if let (ShapeKind::Task, Some(step)) = (&chart.shape(id).kind, chart.shape(id).step) {
            task.insert(step, id);
        }
    }
    let steps: Vec<ShapeId> = path.iter().filter_map(|step| task.get(step).copied()).collect();
    let Some((&first, &last)) = steps.first().zip(steps.last()) else { return BTreeSet::new() };
    let mut along = BTreeSet::new();
    along.extend(way(chart, ShapeId(0), |id| id == first));
    for pair in steps.windows(2) {
        along.extend(way(chart, pair[0], |id| id == pair[1]));
    }
    along.extend(way(chart, last, |id| matches!(chart.shape(id).kind, ShapeKind::End(crate::model::End::Done))));
    along
}

/// The shortest way onwards through gateways alone; nothing if there is none.
fn way(chart: &Chart, from: ShapeId, is_goal: impl Fn(ShapeId) -> bool) -> Vec<ArrowId> {
    let mut came_by = BTreeMap::new();
    let mut open = std::collections::VecDeque::from([from]);
    while let Some(at) = open.pop_front() {
        for (id, arrow) in chart.leaving(at).filter(|(_, arrow)| arrow.from < arrow.to) {
            if came_by.contains_key(&arrow.to) {
                continue;
            }
            came_by.insert(arrow.to, id);
            if is_goal(arrow.to) {
                let mut back = arrow.to;
                let mut way = Vec::new();
                while back != from {
                    way.push(came_by[&back]);
                    back = chart.arrows[came_by[&back].0].from;
                }
                return way;
            }
            if matches!(chart.shape(arrow.to).kind, ShapeKind::Exclusive | ShapeKind::Parallel) {
                open.push_back(arrow.to);
            }
        }
    }
    Vec::new()
}
