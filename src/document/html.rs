//! A document as one HTML file: its own style, vector drawings, nothing fetched and nothing run. Alone knows HTML and CSS.

use super::{Align, Block, Cell, Document, Face, Head, Row, Run, Table};
use crate::base::escaped;

/// Official papers are set in Times New Roman, 14 points, margins of 2, 1.5, 2 and 3 cm (Decree 30/2020/NĐ-CP).
const STYLE: &str = "@page{size:A4;margin:20mm 15mm 20mm 30mm}
*{box-sizing:border-box}
body{font:14pt/1.35 'Times New Roman',Tinos,'Liberation Serif',serif;color:#000;background:#fff;max-width:165mm;margin:12mm auto;padding:0 4mm}
p{margin:0 0 6pt;text-align:justify;text-indent:10mm}
h1,h2,h3{font-size:14pt;margin:12pt 0 6pt;break-after:avoid}
h2,h3{text-indent:10mm}h3{font-style:italic}
.head{display:flex;justify-content:space-between;text-align:center;font-size:13pt;margin-bottom:14pt;gap:6mm}
.head p{text-align:center;text-indent:0;margin:0}.head .left{width:40%}.head .right{width:60%}
.line{border-top:.75pt solid #000;width:45%;margin:3pt auto 6pt}.title{text-align:center;margin:14pt 0}.title p{text-align:center;text-indent:0}
ul{margin:0 0 6pt;padding-left:16mm}li{text-align:justify;margin-bottom:3pt}
table{border-collapse:collapse;width:100%;margin:6pt 0 10pt;font-size:12pt;line-height:1.2}
th,td{border:.75pt solid #000;padding:3pt 4pt;vertical-align:top;text-align:left;overflow-wrap:anywhere}
th{text-align:center;vertical-align:middle}thead{display:table-header-group}tr{break-inside:avoid}
.c{text-align:center}.r{text-align:right;white-space:nowrap}caption,figcaption{font-style:italic;font-size:12pt;text-align:center;margin:4pt 0;caption-side:top}
figure{margin:8pt 0;text-align:center}figure svg{max-width:100%;height:auto}
.signers{display:flex;justify-content:space-around;text-align:center;margin-top:14pt;break-inside:avoid}.signers p{text-align:center;text-indent:0}.signers div{min-height:32mm}
.new{break-before:page}@media print{body{margin:0;padding:0;max-width:none}}";

/// Writes the document.
pub fn html(document: &Document) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n",
        document.language,
        escaped(&document.title)
    );
    if let Some(head) = &document.head {
        out += &head_of(head);
    }
    let mut in_list = false;
    for block in &document.blocks {
        let is_item = matches!(block, Block::Item(_));
        if is_item != in_list {
            out += if is_item { "<ul>\n" } else { "</ul>\n" };
            in_list = is_item;
        }
        out += &one(block);
    }
    if in_list {
        out += "</ul>\n";
    }
    out + "</body>\n</html>\n"
}

fn head_of(head: &Head) -> String {
    let above = head.above.as_ref().map(|above| format!("<p>{}</p>", escaped(above))).unwrap_or_default();
    format!(
        "<div class=\"head\"><div class=\"left\">{above}<p><b>{}</b></p><div class=\"line\"></div><p>{}</p></div>\
         <div class=\"right\"><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p><b>Độc lập - Tự do - Hạnh phúc</b></p>\
         <div class=\"line\"></div><p><i>{}</i></p></div></div>\n",
        escaped(&head.issuer),
        escaped(&head.number),
        escaped(&head.dated)
    )
}

fn one(block: &Block) -> String {
    match block {
        Block::Title { kind, about, note } => {
            let note = if note.is_empty() { String::new() } else { format!("<p><i>{}</i></p>", escaped(note)) };
            format!("<div class=\"title\"><h1>{}</h1><p><b>{}</b></p>{note}</div>\n", escaped(kind), escaped(about))
        }
        Block::Heading(level, words) => {
            let level = (*level).clamp(1, 2) + 1;
            format!("<h{level}>{}</h{level}>\n", escaped(words))
        }
        Block::Paragraph(runs) => format!("<p>{}</p>\n", words(runs)),
        Block::Item(runs) => format!("<li>{}</li>\n", words(runs)),
        Block::Table(table) => table_of(table),
        Block::Drawing(drawing) => {
            // A declaration may only stand at the beginning of a file.
            let svg = drawing.svg.trim_start();
            let svg = svg.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(svg, |(_, svg)| svg);
            format!("<figure>{}<figcaption>{}</figcaption></figure>\n", svg.trim(), escaped(&drawing.caption))
        }
        Block::Signatures(signers) => {
            let one = |signer: &super::Signer| {
                format!("<div><p><b>{}</b></p><p><i>{}</i></p></div>", escaped(&signer.who), escaped(&signer.note))
            };
            format!("<div class=\"signers\">{}</div>\n", signers.iter().map(one).collect::<String>())
        }
        Block::NewPage => "<div class=\"new\"></div>\n".to_owned(),
    }
}

fn words(runs: &[Run]) -> String {
    runs.iter().map(|run| faced(&escaped(&run.text).replace('\n', "<br>"), run.face)).collect()
}

fn faced(words: &str, face: Face) -> String {
    match face {
        Face::Plain => words.to_owned(),
        Face::Bold => format!("<b>{words}</b>"),
        Face::Italic => format!("<i>{words}</i>"),
    }
}

fn table_of(table: &Table) -> String {
    let mut out = "<table>".to_owned();
    if let Some(caption) = &table.caption {
        out += &format!("<caption>{}</caption>", escaped(caption));
    }
    let all: u32 = table.columns.iter().map(|column| column.share).sum::<u32>().max(1);
    out += "<colgroup>";
    for column in &table.columns {
        out += &format!("<col style=\"width:{}%\">", column.share * 100 / all);
    }
    out += "</colgroup>\n<thead><tr>";
    let Some(groups) = table.groups() else {
        for column in &table.columns {
            out += &format!("<th>{}</th>", escaped(&column.heading));
        }
        return out + "</tr></thead>\n" + &rows(table) + "</table>\n";
    };
    let mut place = 0;
    for (group, count) in &groups {
        out += &match group {
            Some(group) => format!("<th colspan=\"{count}\">{}</th>", escaped(group)),
            None => format!("<th rowspan=\"2\">{}</th>", escaped(&table.columns[place].heading)),
        };
        place += count;
    }
    out += "</tr>\n<tr>";
    for column in table.columns.iter().filter(|column| column.group.is_some()) {
        out += &format!("<th>{}</th>", escaped(&column.heading));
    }
    out + "</tr></thead>\n" + &rows(table) + "</table>\n"
}

fn rows(table: &Table) -> String {
    let mut out = "<tbody>\n".to_owned();
    for Row { cells, face } in &table.rows {
        out += "<tr>";
        let span = if cells.len() == 1 { table.columns.len() } else { 1 };
        for (Cell { lines, .. }, column) in cells.iter().zip(&table.columns) {
            let class = match column.align {
                _ if span > 1 => "",
                Align::Left => "",
                Align::Centre => " class=\"c\"",
                Align::Right => " class=\"r\"",
            };
            let span = if span > 1 { format!(" colspan=\"{span}\"") } else { String::new() };
            let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
            out += &format!("<td{class}{span}>{}</td>", faced(&lines.join("<br>"), *face));
        }
        out += "</tr>\n";
    }
    out + "</tbody>"
}
