//! A document as lines for a terminal.

use super::{Block, Document, Run, Table};
use crate::base::legal;

/// Writes the document; drawings are left out.
pub fn plain(document: &Document) -> String {
    let mut out = String::new();
    let words = |runs: &[Run]| runs.iter().map(|run| legal(&run.text)).collect::<String>();
    for block in &document.blocks {
        match block {
            Block::Title { kind, about, note } => {
                for line in [kind, about, note].into_iter().filter(|line| !line.is_empty()) {
                    out += &format!("{}\n", legal(line));
                }
            }
            Block::Heading(_, heading) => out += &format!("\n{}\n", legal(heading)),
            Block::Paragraph(runs) => out += &format!("{}\n", words(runs)),
            Block::Item(runs) => out += &format!("  - {}\n", words(runs)),
            Block::Table(table) => out += &table_of(table),
            Block::Drawing(_) | Block::Signatures(_) | Block::NewPage => {}
        }
    }
    out
}

/// A line a row: headings are said once, cells are apart.
fn table_of(table: &Table) -> String {
    let mut out = String::new();
    if let Some(caption) = &table.caption {
        out += &format!("  {}\n", legal(caption));
    }
    let headings: Vec<String> = table.columns.iter().map(|column| legal(&column.heading)).collect();
    out += &format!("  {}\n", headings.join(" | "));
    for row in &table.rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| legal(&cell.lines.join("; "))).collect();
        out += &format!("  {}\n", cells.join(" | "));
    }
    out
}
