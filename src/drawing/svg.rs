//! The picture that stands in a document: a heading, lanes, steps with who, what and how long, and what its signs mean.

use super::caption::Caption;
use super::face::{SERIF, SERIF_BOLD};
use super::layout::{Point, Rect, Weight};
use super::page::{Page, arrows_along, groups};
use super::symbols::{self, ACCENT, Border, Dress, INK};
use super::{ArrowId, ShapeId, ShapeKind, legend};
use crate::base::Xml;
use std::collections::BTreeSet;

/// Around everything, in points.
const MARGIN: f64 = 3.0;
/// The colour of the borders of lanes.
const BORDER: &str = "#8d99ae";

/// Draws a page. Everything is in points, so that the picture has its true size in a document: no letter is below 9.
pub fn svg(page: &Page, caption: &Caption) -> String {
    let width = page.layout.pool.width.max(LEAST);
    let heading = heading(caption, width);
    let legend = legend::entries(page, caption, width);
    let top = heading.last().map_or(0.0, |line| line.y) + 8.0;
    let all = (width + 2.0 * MARGIN, top + page.layout.pool.height + legend.height + 2.0 * MARGIN);
    let mut xml = Xml::new();
    begin(&mut xml, caption, all);
    for line in &heading {
        symbols::words(
            &mut xml,
            &line.text,
            (line.x, line.y),
            &[("font-size", &number(line.size)), ("font-weight", line.weight)],
        );
    }
    xml.open(
        "g",
        &[("transform", &format!("translate({} {})", number((width - page.layout.pool.width) / 2.0), number(top)))],
    );
    lanes(&mut xml, page);
    phases(&mut xml, page);
    arrows(&mut xml, page, caption);
    let longest: BTreeSet<_> = caption.longest.iter().collect();
    for (index, shape) in page.chart.shapes.iter().enumerate() {
        let step = shape.step.filter(|_| shape.kind == ShapeKind::Task);
        let dress = Dress {
            border: if step.is_some_and(|step| longest.contains(&step)) { Border::Longest } else { Border::Usual },
            mark: step.and_then(|step| caption.marks.get(&step)).map(|mark| mark.sign),
            below: page.style.below_words(page.chart.timers_on(ShapeId(index))),
        };
        symbols::shape(&mut xml, &page.style, shape, page.layout.shapes[index], &dress);
    }
    xml.close();
    legend.draw(&mut xml, top + page.layout.pool.height);
    xml.close();
    xml.close();
    String::from_utf8(xml.finish()).expect("what was written as text is text")
}

/// A heading needs this width, however few lanes there are.
const LEAST: f64 = 340.0;

fn begin(xml: &mut Xml, caption: &Caption, (width, height): (f64, f64)) {
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", &format!("0 0 {} {}", number(width), number(height))),
            ("width", &format!("{}pt", number(width))),
            ("height", &format!("{}pt", number(height))),
            ("font-family", "'Times New Roman', Tinos, 'Liberation Serif', serif"),
            ("font-size", "9"),
            ("role", "img"),
        ],
    );
    xml.leaf("title", &[], &caption.title);
    xml.open("defs", &[]);
    for (id, colour) in [("arrow", INK), ("arrow-longest", ACCENT)] {
        xml.open(
            "marker",
            &[
                ("id", id),
                ("viewBox", "0 0 10 10"),
                ("refX", "9.5"),
                ("refY", "5"),
                ("markerUnits", "userSpaceOnUse"),
                ("markerWidth", "6"),
                ("markerHeight", "6"),
                ("orient", "auto"),
            ],
        );
        xml.empty("path", &[("d", "M0 1L10 5L0 9z"), ("fill", colour)]);
        xml.close();
    }
    xml.close();
    xml.empty("rect", &[("width", "100%"), ("height", "100%"), ("fill", "#ffffff")]);
    xml.open("g", &[("transform", &format!("translate({} {})", number(MARGIN), number(MARGIN)))]);
}

/// A piece of text in the heading.
struct Line {
    text: String,
    x: f64,
    y: f64,
    size: f64,
    weight: &'static str,
}

fn heading(caption: &Caption, width: f64) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut y = 0.0;
    for text in SERIF_BOLD.wrap(&caption.title, width - 4.0, 12.0) {
        y += 14.0;
        lines.push(Line { text, x: 0.0, y, size: 12.0, weight: "bold" });
    }
    y += 2.0;
    for (word, what) in &caption.lines {
        let word = format!("{word}:");
        let indent = SERIF_BOLD.width(&word, 9.5) + 4.0;
        let mut rest = what.as_str();
        let first = SERIF.wrap(rest, width - indent - 4.0, 9.5).into_iter().next().unwrap_or_default();
        y += 12.0;
        lines.push(Line { text: word, x: 0.0, y, size: 9.5, weight: "bold" });
        rest = rest.trim_start().strip_prefix(first.as_str()).unwrap_or_default();
        lines.push(Line { text: first, x: indent, y, size: 9.5, weight: "normal" });
        for text in SERIF.wrap(rest, width - 16.0, 9.5) {
            y += 12.0;
            lines.push(Line { text, x: 12.0, y, size: 9.5, weight: "normal" });
        }
    }
    lines
}

fn lanes(xml: &mut Xml, page: &Page) {
    let style = &page.style;
    for (first, after) in groups(&page.chart) {
        let (left, right) = (page.layout.lanes[first], page.layout.lanes[after - 1]);
        let has_roles = page.chart.lanes[first..after].iter().any(|lane| !lane.role.is_empty());
        let height = if has_roles { page.bodies } else { style.head };
        let head = Rect { x: left.x, y: 0.0, width: right.x + right.width - left.x, height };
        symbols::rectangle(xml, head, &[("fill", "#dfe6ee"), ("stroke", BORDER), ("stroke-width", "0.8")]);
        title(xml, &page.chart.lanes[first].body, head, page);
        for (lane, rect) in page.chart.lanes[first..after].iter().zip(&page.layout.lanes[first..after]) {
            if has_roles {
                let head = Rect { y: page.bodies, height: style.head - page.bodies, ..*rect };
                symbols::rectangle(xml, head, &[("fill", "#f1f4f8"), ("stroke", BORDER), ("stroke-width", "0.8")]);
                title(xml, &lane.role, head, page);
            }
            let below = Rect { y: style.head, height: rect.height - style.head, ..*rect };
            symbols::rectangle(xml, below, &[("fill", "none"), ("stroke", BORDER), ("stroke-width", "0.8")]);
        }
    }
}

/// The words of a heading in the middle of its box.
fn title(xml: &mut Xml, text: &str, head: Rect, page: &Page) {
    let lines = SERIF_BOLD.wrap(text, head.width - 4.0, page.style.size);
    let lines: Vec<_> = lines.into_iter().map(|line| (Weight::Bold, line)).collect();
    symbols::block(xml, &page.style, &lines, head, INK);
}

fn phases(xml: &mut Xml, page: &Page) {
    for ((phase, frame), strip) in page.chart.phases.iter().zip(&page.layout.phases).zip(&page.layout.strips) {
        let edge = [("stroke", "#4a5d7c"), ("stroke-width", "1"), ("stroke-dasharray", "4 2")];
        symbols::rectangle(xml, *strip, &[&[("fill", "#eef2f7")], edge.as_slice()].concat());
        symbols::rectangle(xml, *frame, &[&[("fill", "none")], edge.as_slice()].concat());
        symbols::block(xml, &page.style, &page.style.strip_lines(phase), *strip, INK);
    }
}

fn arrows(xml: &mut Xml, page: &Page, caption: &Caption) {
    let longest = arrows_along(&page.chart, &caption.longest);
    let heavy = |index: usize| longest.contains(&ArrowId(index));
    // The heavy ones lie over the others where they run together.
    let (over, under): (Vec<usize>, Vec<usize>) = (0..page.layout.arrows.len()).partition(|&index| heavy(index));
    for index in under.into_iter().chain(over) {
        let (colour, weight, head) =
            if heavy(index) { (ACCENT, "1.8", "url(#arrow-longest)") } else { (INK, "0.8", "url(#arrow)") };
        let path = rounded(&page.layout.arrows[index]);
        let drawn = [
            ("d", path.as_str()),
            ("fill", "none"),
            ("stroke", colour),
            ("stroke-width", weight),
            ("marker-end", head),
        ];
        xml.empty("path", &drawn);
    }
    for (arrow, rect) in page.chart.arrows.iter().zip(&page.layout.labels) {
        let Some(rect) = rect else { continue };
        // The words interrupt their line.
        symbols::rectangle(xml, *rect, &[("fill", "#ffffff")]);
        let lines: Vec<_> =
            page.style.label_lines(&arrow.label).into_iter().map(|line| (Weight::Slanted, line)).collect();
        symbols::block(xml, &page.style, &lines, *rect, INK);
    }
}

/// A path through the points with small round corners.
fn rounded(points: &[Point]) -> String {
    let mut path = format!("M{} {}", number(points[0].x), number(points[0].y));
    for three in points.windows(3) {
        let [a, b, c] = [three[0], three[1], three[2]];
        let towards = |from: Point, to: Point| {
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            let length = dx.hypot(dy).max(0.001);
            let reach = (length / 2.0).min(3.0) / length;
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

/// At most one decimal: tenths are enough and the same everywhere.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0").unwrap_or(&text) {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}
