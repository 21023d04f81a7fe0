//! The chart as a picture that stands in a document: lanes, wrapped labels, times, and the longest path drawn heavier.

use super::layout::{FONT, LINE_HEIGHT, Layout, Point, Rect};
use super::wrap::wrap;
use super::xml::Xml;
use super::{Chart, ShapeKind};
use crate::model::{End, StepId};
use std::collections::BTreeSet;

const MARGIN: f64 = 12.0;
const TITLE: f64 = 30.0;
const INK: &str = "#1b2a41";
const ACCENT: &str = "#a4161a";

/// Draws a chart. The steps of `longest` and the arrows between them are drawn heavier.
pub fn svg(chart: &Chart, layout: &Layout, longest: &BTreeSet<StepId>) -> String {
    let mut xml = Xml::new();
    let (wide, high) = (layout.pool.width + 2.0 * MARGIN, layout.pool.height + TITLE + 2.0 * MARGIN);
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", &format!("0 0 {} {}", number(wide), number(high))),
            ("width", &number(wide)),
            ("height", &number(high)),
            ("font-family", "Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"),
            ("font-size", &number(FONT)),
            ("role", "img"),
        ],
    );
    xml.leaf("title", &[], &chart.title);
    xml.open("defs", &[]);
    for (id, colour) in [("arrow", INK), ("arrow-longest", ACCENT)] {
        xml.open(
            "marker",
            &[
                ("id", id),
                ("viewBox", "0 0 10 10"),
                ("refX", "9"),
                ("refY", "5"),
                ("markerWidth", "7"),
                ("markerHeight", "7"),
                ("orient", "auto"),
            ],
        );
        xml.empty("path", &[("d", "M0 0L10 5L0 10z"), ("fill", colour)]);
        xml.close();
    }
    xml.close();
    xml.empty("rect", &[("width", "100%"), ("height", "100%"), ("fill", "#ffffff")]);
    xml.leaf(
        "text",
        &[
            ("x", &number(MARGIN)),
            ("y", &number(MARGIN + 14.0)),
            ("font-size", "14"),
            ("font-weight", "bold"),
            ("fill", INK),
        ],
        &chart.title,
    );
    xml.open("g", &[("transform", &format!("translate({} {})", number(MARGIN), number(MARGIN + TITLE)))]);
    lanes(&mut xml, chart, layout);
    arrows(&mut xml, chart, layout, longest);
    for (index, shape) in chart.shapes.iter().enumerate() {
        let heavy = shape.step.is_some_and(|step| longest.contains(&step));
        draw(&mut xml, &shape.kind, layout.shapes[index], &shape.label, &shape.time, heavy);
    }
    xml.close();
    xml.close();
    String::from_utf8(xml.finish()).expect("what was written as text is text")
}

fn lanes(xml: &mut Xml, chart: &Chart, layout: &Layout) {
    for (index, (lane, rect)) in chart.lanes.iter().zip(&layout.lanes).enumerate() {
        let fill = if index % 2 == 0 { "#f7f8fa" } else { "#ffffff" };
        rectangle(xml, *rect, &[("fill", fill), ("stroke", "#8d99ae"), ("stroke-width", "1")]);
        let head = Rect { width: layout.head, ..*rect };
        rectangle(xml, head, &[("fill", "#e9edf3"), ("stroke", "#8d99ae"), ("stroke-width", "1")]);
        let lines = wrap(&lane.title, head.width - 12.0, FONT);
        let top = head.y + head.height / 2.0 - (lines.len() as f64 - 1.0) * LINE_HEIGHT / 2.0 + 4.0;
        for (line, text) in lines.iter().enumerate() {
            words(xml, text, head.x + head.width / 2.0, top + line as f64 * LINE_HEIGHT, &[("font-weight", "bold")]);
        }
    }
}

fn arrows(xml: &mut Xml, chart: &Chart, layout: &Layout, longest: &BTreeSet<StepId>) {
    let on_path = |index: usize| {
        let arrow = &chart.arrows[index];
        let on = |shape: super::ShapeId| chart.shape(shape).step.is_some_and(|step| longest.contains(&step));
        arrow.from < arrow.to
            && on(arrow.from)
            && on(arrow.to)
            && !matches!(chart.shape(arrow.to).kind, ShapeKind::Supplement(_))
    };
    for (index, points) in layout.arrows.iter().enumerate() {
        let heavy = on_path(index);
        let (colour, weight, head) =
            if heavy { (ACCENT, "2", "url(#arrow-longest)") } else { (INK, "1.2", "url(#arrow)") };
        xml.empty(
            "path",
            &[
                ("d", &rounded(points)),
                ("fill", "none"),
                ("stroke", colour),
                ("stroke-width", weight),
                ("marker-end", head),
            ],
        );
    }
    for (arrow, rect) in chart.arrows.iter().zip(&layout.labels) {
        let Some(rect) = rect else { continue };
        for (line, text) in wrap(&arrow.label, rect.width, FONT).iter().enumerate() {
            let y = rect.y + (line as f64 + 1.0) * LINE_HEIGHT - 3.0;
            xml.leaf(
                "text",
                &[("x", &number(rect.x)), ("y", &number(y)), ("fill", "#3d4f6b"), ("font-style", "italic")],
                text,
            );
        }
    }
}

fn draw(xml: &mut Xml, kind: &ShapeKind, rect: Rect, label: &str, time: &str, heavy: bool) {
    let stroke = if heavy { ACCENT } else { INK };
    let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    match kind {
        ShapeKind::Task | ShapeKind::Supplement(_) => {
            let dash = if matches!(kind, ShapeKind::Task) { "none" } else { "5 3" };
            let weight = if heavy { "2" } else { "1.2" };
            rectangle(
                xml,
                rect,
                &[
                    ("rx", "8"),
                    ("fill", "#ffffff"),
                    ("stroke", stroke),
                    ("stroke-width", weight),
                    ("stroke-dasharray", dash),
                ],
            );
            let lines = wrap(label, rect.width - 14.0, FONT);
            let all = lines.len() as f64 + if time.is_empty() { 0.0 } else { 1.2 };
            let top = y - all * LINE_HEIGHT / 2.0 + LINE_HEIGHT - 3.0;
            for (line, text) in lines.iter().enumerate() {
                words(xml, text, x, top + line as f64 * LINE_HEIGHT, &[]);
            }
            if !time.is_empty() {
                let y = top + (lines.len() as f64 + 0.2) * LINE_HEIGHT;
                words(xml, time, x, y, &[("font-weight", "bold"), ("fill", stroke)]);
            }
        }
        ShapeKind::Exclusive | ShapeKind::Parallel => {
            let (h, w) = (rect.height / 2.0, rect.width / 2.0);
            let path = format!(
                "M{} {}l{} {}l{} {}l{} {}z",
                number(rect.x),
                number(y),
                number(w),
                number(-h),
                number(w),
                number(h),
                number(-w),
                number(h)
            );
            xml.empty("path", &[("d", &path), ("fill", "#ffffff"), ("stroke", INK), ("stroke-width", "1.2")]);
            let arm = 9.0;
            let cross = if *kind == ShapeKind::Parallel {
                format!(
                    "M{} {}h{}M{} {}v{}",
                    number(x - arm),
                    number(y),
                    number(2.0 * arm),
                    number(x),
                    number(y - arm),
                    number(2.0 * arm)
                )
            } else {
                let arm = 6.5;
                format!("M{} {}l{a} {a}m0 -{a}l-{a} {a}", number(x - arm), number(y - arm), a = number(2.0 * arm))
            };
            xml.empty("path", &[("d", &cross), ("stroke", INK), ("stroke-width", "2.4"), ("fill", "none")]);
        }
        ShapeKind::Start => circle(xml, x, y, rect.width / 2.0, "#ffffff", "1.4"),
        ShapeKind::Timer(..) => {
            circle(xml, x, y, rect.width / 2.0 - 3.0, "#ffffff", "1.2");
            circle(xml, x, y, rect.width / 2.0 - 6.0, "#ffffff", "1.2");
            let hands = format!("M{} {}v-7M{0} {1}h5", number(x), number(y));
            xml.empty("path", &[("d", &hands), ("stroke", INK), ("stroke-width", "1.4"), ("fill", "none")]);
        }
        ShapeKind::End(end) => {
            let fill = if *end == End::Done { "#ffffff" } else { "#f3d5d6" };
            circle(xml, x, y, rect.width / 2.0 - 1.0, fill, "3.4");
            words(xml, label, x, rect.y + rect.height + LINE_HEIGHT - 1.0, &[]);
        }
    }
}

fn rectangle(xml: &mut Xml, rect: Rect, more: &[(&str, &str)]) {
    let (x, y, w, h) = (number(rect.x), number(rect.y), number(rect.width), number(rect.height));
    let mut attributes = vec![("x", x.as_str()), ("y", &y), ("width", &w), ("height", &h)];
    attributes.extend(more);
    xml.empty("rect", &attributes);
}

fn circle(xml: &mut Xml, x: f64, y: f64, radius: f64, fill: &str, weight: &str) {
    xml.empty(
        "circle",
        &[
            ("cx", &number(x)),
            ("cy", &number(y)),
            ("r", &number(radius)),
            ("fill", fill),
            ("stroke", INK),
            ("stroke-width", weight),
        ],
    );
}

/// A line of text centred at a point.
fn words(xml: &mut Xml, text: &str, x: f64, y: f64, more: &[(&str, &str)]) {
    let (x, y) = (number(x), number(y));
    let mut attributes = vec![("x", x.as_str()), ("y", &y), ("text-anchor", "middle")];
    if !more.iter().any(|(name, _)| *name == "fill") {
        attributes.push(("fill", INK));
    }
    attributes.extend(more);
    xml.leaf("text", &attributes, text);
}

/// A path through the points with small round corners.
fn rounded(points: &[Point]) -> String {
    let mut path = format!("M{} {}", number(points[0].x), number(points[0].y));
    for three in points.windows(3) {
        let [a, b, c] = [three[0], three[1], three[2]];
        let towards = |from: Point, to: Point| {
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            let length = dx.hypot(dy).max(0.001);
            let reach = (length / 2.0).min(6.0) / length;
            Point { x: from.x + dx * reach, y: from.y + dy * reach }
        };
        let (near, far) = (towards(b, a), towards(b, c));
        path.push_str(&format!(
            "L{} {}Q{} {} {} {}",
            number(near.x),
            number(near.y),
            number(b.x),
            number(b.y),
            number(far.x),
            number(far.y)
        ));
    }
    let last = points[points.len() - 1];
    path + &format!("L{} {}", number(last.x), number(last.y))
}

/// At most one decimal: tenths of a pixel are enough and the same everywhere.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0").unwrap_or(&text) {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}
