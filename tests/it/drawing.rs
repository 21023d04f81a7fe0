//! The geometry of every drawing of the shipped catalogue: nothing overlaps, no arrow runs through a shape.

use procedo::drawing::layout::{Heads, Layout, Point, Rect, layout};
use procedo::drawing::{self, Chart, ShapeKind};

/// Half a pixel of rounding.
const SLACK: f64 = 0.5;

fn overlap(a: Rect, b: Rect) -> bool {
    a.x + SLACK < b.x + b.width
        && b.x + SLACK < a.x + a.width
        && a.y + SLACK < b.y + b.height
        && b.y + SLACK < a.y + a.height
}

fn stretch(a: Point, b: Point) -> Rect {
    Rect { x: a.x.min(b.x), y: a.y.min(b.y), width: (a.x - b.x).abs(), height: (a.y - b.y).abs() }
}

/// Whether an upright or level line runs through a box.
fn crosses(line: Rect, shape: Rect) -> bool {
    let inner = Rect {
        x: shape.x + SLACK,
        y: shape.y + SLACK,
        width: shape.width - 2.0 * SLACK,
        height: shape.height - 2.0 * SLACK,
    };
    line.x < inner.x + inner.width
        && inner.x < line.x + line.width
        && line.y < inner.y + inner.height
        && inner.y < line.y + line.height
        || (line.width == 0.0
            && line.x > inner.x
            && line.x < inner.x + inner.width
            && line.y < inner.y + inner.height
            && inner.y < line.y + line.height)
        || (line.height == 0.0
            && line.y > inner.y
            && line.y < inner.y + inner.height
            && line.x < inner.x + inner.width
            && inner.x < line.x + line.width)
}

/// What is wrong with a drawing, a sentence each.
fn faults(name: &str, chart: &Chart, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    let is_timer = |index: usize| matches!(chart.shapes[index].kind, ShapeKind::Timer(..));
    for (a, first) in layout.shapes.iter().enumerate() {
        let lane = layout.lanes[chart.shapes[a].lane];
        if first.y < lane.y - SLACK || first.y + first.height > lane.y + lane.height + SLACK {
            faults.push(format!("{name}: `{}` leaves its lane", chart.shapes[a].label));
        }
        for (b, second) in layout.shapes.iter().enumerate().skip(a + 1) {
            if overlap(*first, *second) && !is_timer(a) && !is_timer(b) {
                faults.push(format!("{name}: `{}` and `{}` overlap", chart.shapes[a].label, chart.shapes[b].label));
            }
        }
    }
    for (arrow, points) in chart.arrows.iter().zip(&layout.arrows) {
        for pair in points.windows(2) {
            let line = stretch(pair[0], pair[1]);
            if line.width > SLACK && line.height > SLACK {
                faults.push(format!("{name}: a slanting line at {:?}", pair[0]));
            }
            for (index, shape) in layout.shapes.iter().enumerate() {
                let own = index == arrow.from.0 || index == arrow.to.0;
                let host = matches!(chart.shape(arrow.from).kind, ShapeKind::Timer(host, _) if host.0 == index);
                if !own && !host && !is_timer(index) && crosses(line, *shape) {
                    faults.push(format!("{name}: an arrow runs through `{}`", chart.shapes[index].label));
                }
            }
        }
    }
    let labels: Vec<_> = layout.labels.iter().flatten().collect();
    for (index, label) in labels.iter().enumerate() {
        for shape in layout.shapes.iter().filter(|shape| overlap(**label, **shape)) {
            faults.push(format!("{name}: a label lies on a shape at {shape:?}"));
        }
        for other in labels.iter().skip(index + 1).filter(|other| overlap(**label, ***other)) {
            faults.push(format!("{name}: two labels overlap at {other:?}"));
        }
    }
    faults
}

#[test]
fn nothing_overlaps_in_any_drawing_of_the_shipped_catalogue() {
    let shipped = crate::support::shipped();
    let mut drawn = 0;
    let mut found = Vec::new();
    for entry in &shipped.catalogue.entries {
        for view in entry.views() {
            let Some(chart) = drawing::chart(&shipped.catalogue, view, shipped.as_of, shipped.settings.language) else {
                continue;
            };
            drawn += 1;
            for heads in [Heads::Upwards, Heads::Across] {
                found.extend(faults(&view.name.text, &chart, &layout(&chart, heads)));
            }
        }
    }
    assert!(drawn >= 15, "only {drawn} drawings");
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}
