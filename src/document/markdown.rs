//! A document as Markdown. Alone knows which signs Markdown would read, and disarms them.

use super::{Align, Block, Document, Face, Row, Run, Table};
use crate::base::legal;

/// Writes the document; drawings stand in files beside it, named by `picture` from their order.
pub fn markdown(document: &Document, picture: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut drawings = 0;
    let mut in_list = false;
    for block in &document.blocks {
        let is_item = matches!(block, Block::Item(_));
        if in_list && !is_item {
            out.push('\n');
        }
        in_list = is_item;
        match block {
            Block::Title { kind, about, note } => {
                out += &format!("# {}\n\n**{}**\n\n", safe(kind), safe(about));
                if !note.is_empty() {
                    out += &format!("*{}*\n\n", safe(note));
                }
            }
            Block::Heading(level, words) => {
                out += &format!("{} {}\n\n", "#".repeat(usize::from(*level) + 1), safe(words));
            }
            Block::Paragraph(runs) => out += &format!("{}\n\n", line(runs)),
            Block::Item(runs) => out += &format!("- {}\n", line(runs)),
            Block::Table(table) => out += &table_of(table),
            Block::Drawing(drawing) => {
                out += &format!("![{}]({})\n\n", safe(&drawing.caption), picture(drawings));
                drawings += 1;
            }
            Block::Signatures(signers) => {
                for signer in signers {
                    out += &format!("**{}** *{}*\n\n", safe(&signer.who), safe(&signer.note));
                }
            }
            Block::NewPage => {}
        }
    }
    format!("{}\n", out.trim_end())
}

fn line(runs: &[Run]) -> String {
    let one = |run: &Run| {
        let words = safe(&run.text);
        match run.face {
            _ if words.trim().is_empty() => words,
            Face::Plain => words,
            Face::Bold => around(&words, "**"),
            Face::Italic => around(&words, "*"),
        }
    };
    runs.iter().map(one).collect()
}

/// Stars touch the words: blanks stay outside.
fn around(words: &str, stars: &str) -> String {
    let inner = words.trim();
    let start = &words[..words.len() - words.trim_start().len()];
    let end = &words[words.trim_end().len()..];
    format!("{start}{stars}{inner}{stars}{end}")
}

/// Words that are read as they are written: no mark-up, no HTML, no line of its own.
fn safe(words: &str) -> String {
    let words = legal(words);
    let mut out = String::with_capacity(words.len());
    for (index, c) in words.trim_end_matches('\n').chars().enumerate() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => out.extend(['\\', c]),
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '&' => out += "&amp;",
            '\n' | '\r' | '\t' => out.push(' '),
            '#' | '+' | '-' | '=' if index == 0 => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    // `1.` at the beginning of a line would begin a list; in headings it is wanted and does no harm.
    out
}

fn table_of(table: &Table) -> String {
    let mut out = String::new();
    if let Some(caption) = &table.caption {
        out += &format!("*{}*\n\n", safe(caption));
    }
    let heading = |column: &super::Column| match &column.group {
        Some(group) => format!("{}: {}", safe(group), safe(&column.heading)),
        None => safe(&column.heading),
    };
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out += &row(table.columns.iter().map(heading).collect());
    let rule = |align: Align| match align {
        Align::Left => "---",
        Align::Centre => ":---:",
        Align::Right => "---:",
    };
    out += &row(table.columns.iter().map(|column| rule(column.align).to_owned()).collect());
    for Row { cells, face } in &table.rows {
        let mut cells: Vec<String> = cells
            .iter()
            .map(|cell| {
                let lines: Vec<String> = cell.lines.iter().map(|line| safe(line)).collect();
                let words = lines.join("<br>");
                match face {
                    Face::Bold if !words.is_empty() => format!("**{words}**"),
                    Face::Italic if !words.is_empty() => format!("*{words}*"),
                    _ => words,
                }
            })
            .collect();
        cells.resize(table.columns.len(), String::new());
        out += &row(cells);
    }
    out + "\n"
}
