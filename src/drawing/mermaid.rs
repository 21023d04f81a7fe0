//! The chart as a Mermaid flowchart, for pages that draw it themselves.

use super::{Chart, ShapeKind};
use crate::model::Process;
use std::fmt::Write;

/// The chart as a `flowchart` with one subgraph a lane.
pub fn mermaid(chart: &Chart, process: &Process) -> String {
    let ids = chart.identifiers(process);
    let mut out = format!("---\ntitle: {}\n---\nflowchart LR\n", yaml(&chart.title));
    for (lane, title) in chart.lanes.iter().enumerate() {
        let _ = writeln!(out, "  subgraph lane_{lane} [{}]", quoted(&title.title));
        for (shape, id) in chart.shapes.iter().zip(&ids).filter(|(shape, _)| shape.lane == lane) {
            let label = quoted(&shape.label);
            let _ = match &shape.kind {
                ShapeKind::Start => writeln!(out, "    {id}((\" \"))"),
                ShapeKind::Task => writeln!(out, "    {id}[{label}]"),
                ShapeKind::Supplement(_) => writeln!(out, "    {id}[/{label}/]"),
                ShapeKind::Exclusive => writeln!(out, "    {id}{{\"×\"}}"),
                ShapeKind::Parallel => writeln!(out, "    {id}{{\"+\"}}"),
                ShapeKind::Timer(..) => writeln!(out, "    {id}((\"⏱\"))"),
                ShapeKind::End(_) => writeln!(out, "    {id}((({label})))"),
            };
        }
        out.push_str("  end\n");
    }
    for shape in chart.ids() {
        if let ShapeKind::Timer(host, _) = chart.shape(shape).kind {
            let _ = writeln!(out, "  {} -.- {}", ids[host.0], ids[shape.0]);
        }
    }
    for arrow in &chart.arrows {
        let (from, to) = (&ids[arrow.from.0], &ids[arrow.to.0]);
        let _ = if arrow.label.is_empty() {
            writeln!(out, "  {from} --> {to}")
        } else {
            writeln!(out, "  {from} -->|{}| {to}", quoted(&arrow.label))
        };
    }
    out
}

/// A label in Mermaid's quotes; its own quotes and brackets become entities.
fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => written.push_str("#quot;"),
            '#' => written.push_str("#35;"),
            '<' => written.push_str("#lt;"),
            '>' => written.push_str("#gt;"),
            '\n' => written.push(' '),
            c => written.push(c),
        }
    }
    written + "\""
}

/// A title in the front matter, as a double-quoted YAML scalar.
fn yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}
