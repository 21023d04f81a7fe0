//! The signs of a drawing: boxes, gateways, events, and the words in them.

use super::layout::{Rect, Style, Weight};
use super::svg::number;
use super::{Shape, ShapeKind};
use crate::base::Xml;
use crate::model::End;

/// The colour of lines and letters.
pub(super) const INK: &str = "#1b2a41";
/// The colour of the longest path.
pub(super) const ACCENT: &str = "#a4161a";

/// What tells a shape from others of its kind.
#[derive(Default)]
pub(super) struct Dress<'a> {
    /// The colour and the weight of its border.
    pub(super) border: Border,
    /// A sign in its corner.
    pub(super) mark: Option<&'a str>,
    /// What stands under its words and is not theirs.
    pub(super) below: f64,
}

/// How the border of a step is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Border {
    /// As any other.
    #[default]
    Usual,
    /// On the longest path.
    Longest,
}

/// Draws a shape with what is written in it.
pub(super) fn shape(xml: &mut Xml, style: &Style, shape: &Shape, rect: Rect, dress: &Dress<'_>) {
    let (stroke, weight) = match dress.border {
        Border::Usual => (INK, "0.9"),
        Border::Longest => (ACCENT, "1.6"),
    };
    let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    match shape.kind {
        ShapeKind::Task | ShapeKind::Supplement(_) => {
            let dash = if shape.kind == ShapeKind::Task { "none" } else { "3 2" };
            let fill = if dress.mark.is_some() { "#ffedc2" } else { "#ffffff" };
            let drawn =
                [("rx", "3"), ("fill", fill), ("stroke", stroke), ("stroke-width", weight), ("stroke-dasharray", dash)];
            rectangle(xml, rect, &drawn);
            let upper = Rect { height: rect.height - dress.below, ..rect };
            block(xml, style, &style.words(shape), upper, INK);
            if let Some(sign) = dress.mark {
                let at = (rect.x + rect.width - 8.0, rect.y + rect.height - 2.0);
                words(xml, sign, at, &[("font-size", "8"), ("fill", ACCENT)]);
            }
        }
        ShapeKind::Exclusive => gateway(xml, rect, &cross(x, y, rect.width * 0.16)),
        ShapeKind::Parallel => gateway(xml, rect, &plus(x, y, rect.width * 0.24)),
        ShapeKind::Timer(..) => timer(xml, rect),
        ShapeKind::Start | ShapeKind::End(_) => {
            let (fill, weight) = match shape.kind {
                ShapeKind::End(End::Done) => ("#ffffff", "1.8"),
                ShapeKind::End(_) => ("#f3d5d6", "1.8"),
                _ => ("#ffffff", "0.9"),
            };
            let round = number(rect.height / 2.0);
            rectangle(xml, rect, &[("rx", &round), ("fill", fill), ("stroke", INK), ("stroke-width", weight)]);
            block(xml, style, &style.words(shape), rect, INK);
        }
    }
}

/// A diamond with a sign in it.
pub(super) fn gateway(xml: &mut Xml, rect: Rect, sign: &str) {
    let (h, w) = (rect.height / 2.0, rect.width / 2.0);
    let path = format!(
        "M{} {}l{} {}l{} {}l{} {}z",
        number(rect.x),
        number(rect.y + h),
        number(w),
        number(-h),
        number(w),
        number(h),
        number(-w),
        number(h)
    );
    xml.empty("path", &[("d", &path), ("fill", "#ffffff"), ("stroke", INK), ("stroke-width", "0.9")]);
    xml.empty("path", &[("d", sign), ("stroke", INK), ("stroke-width", "1.4"), ("fill", "none")]);
}

/// The sign of one way of several.
pub(super) fn cross(x: f64, y: f64, arm: f64) -> String {
    let (arm, both) = (number(arm), number(2.0 * arm));
    format!("M{} {}m-{arm} -{arm}l{both} {both}m0 -{both}l-{both} {both}", number(x), number(y))
}

/// The sign of all ways at once.
pub(super) fn plus(x: f64, y: f64, arm: f64) -> String {
    let (arm, both) = (number(arm), number(2.0 * arm));
    format!("M{x} {y}m-{arm} 0h{both}M{x} {y}m0 -{arm}v{both}", x = number(x), y = number(y))
}

/// A clock.
pub(super) fn timer(xml: &mut Xml, rect: Rect) {
    let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    for radius in [rect.width / 2.0, rect.width / 2.0 - 1.8] {
        let (cx, cy, r) = (number(x), number(y), number(radius));
        let drawn = [
            ("cx", cx.as_str()),
            ("cy", &cy),
            ("r", &r),
            ("fill", "#ffffff"),
            ("stroke", INK),
            ("stroke-width", "0.8"),
        ];
        xml.empty("circle", &drawn);
    }
    let hands = format!("M{} {}v-4M{0} {1}h3", number(x), number(y));
    xml.empty("path", &[("d", &hands), ("stroke", INK), ("stroke-width", "0.9"), ("fill", "none")]);
}

/// A box.
pub(super) fn rectangle(xml: &mut Xml, rect: Rect, more: &[(&str, &str)]) {
    let (x, y, w, h) = (number(rect.x), number(rect.y), number(rect.width), number(rect.height));
    let mut attributes = vec![("x", x.as_str()), ("y", &y), ("width", &w), ("height", &h)];
    attributes.extend(more);
    xml.empty("rect", &attributes);
}

/// Lines of text in the middle of a box.
pub(super) fn block(xml: &mut Xml, style: &Style, lines: &[(Weight, String)], rect: Rect, ink: &str) {
    let x = rect.x + rect.width / 2.0;
    // The letters' middle is a third of their size above the base line.
    let top =
        rect.y + (rect.height - lines.len() as f64 * style.leading) / 2.0 + style.leading / 2.0 + style.size / 3.0;
    for (index, (weight, line)) in lines.iter().enumerate() {
        let at = (x, top + index as f64 * style.leading);
        let mut more = vec![("text-anchor", "middle"), ("fill", ink)];
        match weight {
            Weight::Plain => {}
            Weight::Slanted => more.push(("font-style", "italic")),
            Weight::Bold => more.push(("font-weight", "bold")),
        }
        words(xml, line, at, &more);
    }
}

/// A line of text that begins, or has its anchor, at a point.
pub(super) fn words(xml: &mut Xml, text: &str, (x, y): (f64, f64), more: &[(&str, &str)]) {
    let (x, y) = (number(x), number(y));
    let mut attributes = vec![("x", x.as_str()), ("y", &y)];
    if !more.iter().any(|(name, _)| *name == "fill") {
        attributes.push(("fill", INK));
    }
    attributes.extend(more);
    xml.leaf("text", &attributes, text);
}
