//! The chart in the language of Graphviz.

use super::{Chart, ShapeKind};
use crate::model::Process;
use std::fmt::Write;

/// The chart as a `digraph` with one cluster a lane.
pub fn dot(chart: &Chart, process: &Process) -> String {
    let ids = chart.identifiers(process);
    let mut out = String::from("digraph procedure {\n  rankdir=LR\n  node [fontname=\"sans-serif\" fontsize=11]\n");
    let _ = writeln!(out, "  label={}", quoted(&chart.title));
    for (lane, title) in chart.lanes.iter().enumerate() {
        let _ = writeln!(out, "  subgraph cluster_{lane} {{\n    label={}", quoted(&title.title));
        for (shape, id) in chart.shapes.iter().zip(&ids).filter(|(shape, _)| shape.lane == lane) {
            let (form, label) = match &shape.kind {
                ShapeKind::Start => ("circle", ""),
                ShapeKind::Task => ("box", shape.label.as_str()),
                ShapeKind::Supplement(_) => ("box style=dashed", shape.label.as_str()),
                ShapeKind::Exclusive => ("diamond", "×"),
                ShapeKind::Parallel => ("diamond", "+"),
                ShapeKind::Timer(..) => ("doublecircle", "⏱"),
                ShapeKind::End(_) => ("circle penwidth=3", shape.label.as_str()),
            };
            let _ = writeln!(out, "    {id} [shape={form} label={}]", quoted(label));
        }
        out.push_str("  }\n");
    }
    for shape in chart.ids() {
        if let ShapeKind::Timer(host, _) = chart.shape(shape).kind {
            let _ = writeln!(out, "  {} -> {} [style=dotted arrowhead=none]", ids[host.0], ids[shape.0]);
        }
    }
    for arrow in &chart.arrows {
        let _ = write!(out, "  {} -> {}", ids[arrow.from.0], ids[arrow.to.0]);
        if !arrow.label.is_empty() {
            let _ = write!(out, " [label={}]", quoted(&arrow.label));
        }
        out.push('\n');
    }
    out.push_str("}\n");
    out
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
