//! The drawing part: bounds of pool, lanes, shapes and labels, and the way points of arrows.

use super::process::flow_id;
use crate::base::Xml;
use crate::drawing::layout::{Layout, Rect};
use crate::drawing::{ArrowId, Chart, ShapeKind, number};

/// Writes the diagram.
pub(super) fn write(xml: &mut Xml, chart: &Chart, layout: &Layout, ids: &[String]) {
    xml.open("bpmndi:BPMNDiagram", &[("id", "diagram")]);
    xml.open("bpmndi:BPMNPlane", &[("id", "plane"), ("bpmnElement", "collaboration")]);
    horizontal(xml, "pool", layout.pool);
    for (index, lane) in layout.lanes.iter().enumerate() {
        horizontal(xml, &format!("lane_{}", index + 1), *lane);
    }
    let places = layout.shapes.iter().zip(&layout.captions);
    for (shape, ((rect, caption), id)) in chart.shapes.iter().zip(places.zip(ids)) {
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
