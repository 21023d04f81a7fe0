//! The drawing part: bounds of pool, lanes, shapes and labels, and the way points of arrows.

use super::process::{Model, flow_id, notice_id};
use crate::base::Xml;
use crate::drawing::layout::{Layout, Rect};
use crate::drawing::{ArrowId, ShapeId, ShapeKind, number};

/// How wide and high an event is.
const EVENT: f64 = 36.0;

/// Writes the diagram.
pub(super) fn write(xml: &mut Xml, model: &Model<'_>, layout: &Layout) {
    let Model { chart, ids, .. } = *model;
    xml.open("bpmndi:BPMNDiagram", &[("id", "diagram")]);
    xml.open("bpmndi:BPMNPlane", &[("id", "plane"), ("bpmnElement", "collaboration")]);
    horizontal(xml, "pool", layout.pool);
    for (index, lane) in layout.lanes.iter().enumerate() {
        horizontal(xml, &format!("lane_{}", index + 1), *lane);
    }
    let places = layout.shapes.iter().zip(&layout.captions);
    for (index, (shape, ((rect, caption), id))) in chart.shapes.iter().zip(places.zip(ids)).enumerate() {
        let drawn = format!("{id}_shape");
        let mut attributes = vec![("id", drawn.as_str()), ("bpmnElement", id)];
        if shape.kind == ShapeKind::Exclusive {
            attributes.push(("isMarkerVisible", "true"));
        }
        xml.open("bpmndi:BPMNShape", &attributes);
        bounds(xml, *rect);
        if let Some(under) = caption {
            label(xml, *under);
        }
        xml.close();
        if model.overdue.contains(&ShapeId(index)) {
            let notice = notice_id(id);
            xml.open("bpmndi:BPMNShape", &[("id", &format!("{notice}_shape")), ("bpmnElement", &notice)]);
            bounds(xml, on_border(*rect));
            xml.close();
        }
    }
    for (index, points) in layout.arrows.iter().enumerate() {
        let id = flow_id(chart, ids, ArrowId(index));
        xml.open("bpmndi:BPMNEdge", &[("id", &format!("{id}_edge")), ("bpmnElement", &id)]);
        for point in points {
            xml.empty("di:waypoint", &[("x", &number(point.x)), ("y", &number(point.y))]);
        }
        if let Some(rect) = layout.labels[index] {
            label(xml, rect);
        }
        xml.close();
    }
    xml.close();
    xml.close();
}

/// An event on the lower border of a task, where no limit that is reacted to can sit: the task has none.
fn on_border(host: Rect) -> Rect {
    Rect { x: host.x + host.width - EVENT * 1.25, y: host.y + host.height - EVENT / 2.0, width: EVENT, height: EVENT }
}

fn horizontal(xml: &mut Xml, id: &str, rect: Rect) {
    xml.open("bpmndi:BPMNShape", &[("id", &format!("{id}_shape")), ("bpmnElement", id), ("isHorizontal", "true")]);
    bounds(xml, rect);
    xml.close();
}

fn label(xml: &mut Xml, rect: Rect) {
    xml.open("bpmndi:BPMNLabel", &[]);
    bounds(xml, rect);
    xml.close();
}

fn bounds(xml: &mut Xml, rect: Rect) {
    xml.empty(
        "dc:Bounds",
        &[
            ("x", &number(rect.x)),
            ("y", &number(rect.y)),
            ("width", &number(rect.width)),
            ("height", &number(rect.height)),
        ],
    );
}
