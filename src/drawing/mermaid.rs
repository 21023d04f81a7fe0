//! The chart as a Mermaid flowchart, for pages that draw it themselves.

use super::{Chart, ShapeKind};
use crate::model::{Process, StepId};
use std::collections::BTreeMap;
use std::fmt::Write;

/// More arrows than this Mermaid does not draw, unless the page says otherwise (`maxEdges`).
pub const MOST_ARROWS: usize = 500;

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// It is new: a thick border.
    New,
    /// It is not what it was: a broken border.
    Changed,
}

/// The chart as a `flowchart` with one subgraph a lane.
pub fn mermaid(chart: &Chart, process: &Process) -> String {
    format!("---\ntitle: {}\n---\n{}", yaml(&chart.title), flowchart(chart, process))
}

/// The chart without its title, the steps that changed marked by their borders.
pub fn mermaid_of_change(chart: &Chart, process: &Process, became: &BTreeMap<StepId, Became>) -> String {
    let ids = chart.identifiers(process);
    let mut out = flowchart(chart, process);
    for (kind, class, border) in [
        (Became::New, "new", "stroke-width:4px"),
        (Became::Changed, "changed", "stroke-dasharray:6 4,stroke-width:3px"),
    ] {
        let tasks = chart.shapes.iter().zip(&ids).filter(|(shape, _)| matches!(shape.kind, ShapeKind::Task));
        let marked: Vec<_> = tasks
            .filter(|(shape, _)| shape.step.and_then(|step| became.get(&step)) == Some(&kind))
            .map(|(_, id)| id.as_str())
            .collect();
        if !marked.is_empty() {
            let _ = writeln!(out, "  classDef {class} {border}\n  class {} {class}", marked.join(","));
        }
    }
    out
}

fn flowchart(chart: &Chart, process: &Process) -> String {
    let ids = chart.identifiers(process);
    let mut out = String::from("flowchart LR\n");
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

/// A label in Mermaid's quotes; its own quotes and brackets become entities, and what would be a directive (`%%{`) or a text in
/// Markdown.
fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => written.push_str("#quot;"),
            '#' => written.push_str("#35;"),
            '<' => written.push_str("#lt;"),
            '>' => written.push_str("#gt;"),
            '%' => written.push_str("#37;"),
            '`' => written.push_str("#96;"),
            c if c.is_control() => written.push(' '),
            c => written.push(c),
        }
    }
    written + "\""
}

/// A title in the front matter, as a double-quoted YAML scalar.
fn yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}
