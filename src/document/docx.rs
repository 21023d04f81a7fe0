//! A document for Word, laid out by Decree 30/2020/NĐ-CP, annex I. Alone knows docx-rs, and its units.

use super::picture::{Picture, picture};
use super::{Align, Block, Cell, Column, Document, Drawing, Face, Head, Row, Run, Signer, Table};
use crate::base::legal;
use docx_rs::{
    AlignmentType, BorderType, BreakType, Docx, Header, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph,
    Pic, Run as Piece, RunFonts, Shading, SpecialIndentType, Style, StyleType, Table as Grid, TableAlignmentType,
    TableBorder, TableBorderPosition, TableCell, TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};
use std::io::Cursor;

/// English metric units in a point.
const EMU: f64 = 12_700.0;
/// A4 in twentieths of a point, as all lengths here: 210 by 297 mm.
const PAGE: (u32, u32) = (11_906, 16_838);
/// Margins above, right, below, left: 20, 15, 20, 30 mm (20–25, 15–20, 20–25, 30–35 are allowed).
const MARGINS: (i32, i32, i32, i32) = (1_134, 850, 1_134, 1_701);
/// The width and height of the text: 165 by 257 mm.
const TEXT: (usize, usize) = (9_355, 14_570);
/// How far a paragraph's first line is set in: 10 mm.
const FIRST: i32 = 567;
/// Half points of the body, of tables, of the head.
const BODY: usize = 28;
const SMALL: usize = 24;
const HEAD: usize = 26;

/// Writes the document.
pub fn docx(document: &Document) -> Vec<u8> {
    let mut file = base();
    if let Some(head) = &document.head {
        file = head_of(file, head);
    }
    let mut pictures = 0;
    for block in &document.blocks {
        file = add(file, block, &mut pictures);
    }
    let mut parts = file.build();
    // The crate has no word for a row that is repeated on every page: those that end after no column are meant.
    let text = String::from_utf8(std::mem::take(&mut parts.document)).expect("what was written as text is text");
    parts.document = without_ids(&text.replace(REPEATED, "<w:tblHeader />")).into_bytes();
    // Readers take the style of a paragraph that names none for the one that is marked so.
    let styles = String::from_utf8_lossy(&parts.styles).replacen(NORMAL, &format!("w:default=\"1\" {NORMAL}"), 1);
    parts.styles = styles.into_bytes();
    for header in &mut parts.headers {
        *header = without_ids(&String::from_utf8_lossy(header)).into_bytes();
    }
    let mut out = Cursor::new(Vec::new());
    parts.pack(&mut out).expect("writing to memory cannot fail");
    out.into_inner()
}

fn base() -> Docx {
    let font = || RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
    let number = Header::new().add_paragraph(
        Paragraph::new().align(AlignmentType::Center).add_run(Piece::new().size(HEAD)).add_page_num(PageNum::new()),
    );
    let heading = |level: usize| {
        Style::new(format!("Heading{level}"), StyleType::Paragraph)
            .name(format!("heading {level}"))
            .based_on("Normal")
            .next("Normal")
            .outline_lvl(level - 1)
            .size(BODY)
            .bold()
            .fonts(font())
    };
    let (above, right, below, left) = MARGINS;
    let file = Docx::new()
        .default_fonts(font())
        .default_size(BODY)
        .page_size(PAGE.0, PAGE.1)
        .page_margin(
            PageMargin::new().top(above).right(right).bottom(below).left(left).header(FIRST).footer(FIRST).gutter(0),
        )
        // The first page has no number.
        .title_pg()
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .header(number)
        .created_at("2026-01-01T00:00:00Z")
        .updated_at("2026-01-01T00:00:00Z");
    (1..=3).fold(file, |file, level| {
        let style = heading(level);
        file.add_style(if level == 3 { style.italic() } else { style })
    })
}

/// The crate numbers paragraphs from the start of the process: without those numbers the same document is the same bytes.
fn without_ids(xml: &str) -> String {
    const ID: &str = " w14:paraId=\"";
    let mut out = String::with_capacity(xml.len());
    for (index, part) in xml.split(ID).enumerate() {
        out += if index == 0 { part } else { part.split_once('"').map_or(part, |(_, rest)| rest) };
    }
    out
}

/// How the crate writes the style that others are based on.
const NORMAL: &str = "w:styleId=\"Normal\"";

/// How the crate writes `grid_after(0)`, which nothing else here asks for.
const REPEATED: &str = "<w:gridAfter w:val=\"0\" />";

/// The face of Vietnamese official papers.
const FONT: &str = "Times New Roman";

fn head_of(file: Docx, head: &Head) -> Docx {
    let centred = |words: &str, size: usize| {
        let piece = Piece::new().add_text(legal(words)).size(size);
        (Paragraph::new().align(AlignmentType::Center).line_spacing(spacing(0, 0)), piece)
    };
    let line = |words: &str, size: usize| {
        let (paragraph, piece) = centred(words, size);
        paragraph.add_run(piece)
    };
    let strong = |words: &str, size: usize| {
        let (paragraph, piece) = centred(words, size);
        paragraph.add_run(piece.bold())
    };
    let ruled = |words: &str, size: usize| {
        let (paragraph, piece) = centred(words, size);
        paragraph.add_run(piece.bold().underline("single"))
    };
    let slanted = |words: &str, size: usize| {
        let (paragraph, piece) = centred(words, size);
        paragraph.add_run(piece.italic())
    };
    let mut left = TableCell::new();
    if let Some(above) = &head.above {
        left = left.add_paragraph(line(above, HEAD));
    }
    left = left.add_paragraph(ruled(&head.issuer, HEAD)).add_paragraph(line(&head.number, HEAD));
    let right = TableCell::new()
        .add_paragraph(strong("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", SMALL))
        .add_paragraph(ruled("Độc lập - Tự do - Hạnh phúc", HEAD))
        .add_paragraph(slanted(&head.dated, HEAD));
    let widths = [40, 60].map(|share| TEXT.0 * share / 100);
    let cells = vec![bare(left, widths[0]), bare(right, widths[1])];
    let table = Grid::without_borders(vec![TableRow::new(cells)])
        .set_grid(widths.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .align(TableAlignmentType::Center);
    file.add_table(table).add_paragraph(Paragraph::new().line_spacing(spacing(0, 0)))
}

fn bare(cell: TableCell, width: usize) -> TableCell {
    cell.width(width, WidthType::Dxa)
}

/// Single lines, with so many points before and after.
fn spacing(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before * 20).after(after * 20).line(240).line_rule(LineSpacingType::Auto)
}

fn add(file: Docx, block: &Block, pictures: &mut usize) -> Docx {
    match block {
        Block::Title { kind, about, note } => {
            let line = |words: &str, face: Face, after: u32| {
                let paragraph =
                    Paragraph::new().align(AlignmentType::Center).line_spacing(spacing(0, after)).keep_next(true);
                paragraph.add_run(piece(words, face, BODY))
            };
            let title = Paragraph::new().style("Heading1").align(AlignmentType::Center).line_spacing(spacing(6, 0));
            let file = file.add_paragraph(title.keep_next(true).add_run(piece(kind, Face::Bold, BODY)));
            let file = if about.is_empty() { file } else { file.add_paragraph(line(about, Face::Bold, 0)) };
            let file = if note.is_empty() { file } else { file.add_paragraph(line(note, Face::Italic, 0)) };
            file.add_paragraph(Paragraph::new().line_spacing(spacing(0, 0)))
        }
        Block::Heading(level, words) => {
            let level = (*level).clamp(1, 2) + 1;
            let paragraph =
                Paragraph::new().style(&format!("Heading{level}")).keep_next(true).line_spacing(spacing(8, 4));
            let first = Some(SpecialIndentType::FirstLine(FIRST));
            file.add_paragraph(paragraph.indent(None, first, None, None).align(AlignmentType::Both).add_run(piece(
                words,
                if level == 3 { Face::Italic } else { Face::Plain },
                BODY,
            )))
        }
        Block::Paragraph(runs) => {
            let first = Some(SpecialIndentType::FirstLine(FIRST));
            file.add_paragraph(body(runs).indent(None, first, None, None))
        }
        Block::Item(runs) => {
            let dash = [super::text("- ")].into_iter().chain(runs.iter().cloned()).collect::<Vec<_>>();
            let first = Some(SpecialIndentType::FirstLine(FIRST));
            file.add_paragraph(body(&dash).indent(None, first, None, None))
        }
        Block::Table(table) => {
            let file = match &table.caption {
                Some(caption) => file.add_paragraph(
                    Paragraph::new()
                        .align(AlignmentType::Center)
                        .keep_next(true)
                        .line_spacing(spacing(6, 3))
                        .add_run(piece(caption, Face::Italic, SMALL)),
                ),
                None => file,
            };
            file.add_table(grid(table)).add_paragraph(Paragraph::new().line_spacing(spacing(0, 0)))
        }
        Block::Drawing(drawing) => drawn(file, drawing, pictures),
        Block::Signatures(signers) => {
            let width = TEXT.0 / signers.len().max(1);
            let cells = signers.iter().map(|signer| bare(signature(signer), width)).collect();
            let row = TableRow::new(cells);
            let table = Grid::without_borders(vec![row])
                .set_grid(vec![width; signers.len()])
                .layout(TableLayoutType::Fixed)
                .width(width * signers.len(), WidthType::Dxa);
            file.add_paragraph(Paragraph::new().line_spacing(spacing(0, 0))).add_table(table)
        }
        Block::NewPage => file.add_paragraph(
            Paragraph::new().line_spacing(spacing(0, 0)).add_run(Piece::new().add_break(BreakType::Page)),
        ),
    }
}

fn signature(signer: &Signer) -> TableCell {
    let line = |words: &str, face: Face| {
        let paragraph = Paragraph::new().align(AlignmentType::Center).line_spacing(spacing(0, 0)).keep_next(true);
        paragraph.add_run(piece(words, face, BODY))
    };
    let room = || Paragraph::new().line_spacing(spacing(0, 0));
    let cell =
        TableCell::new().add_paragraph(line(&signer.who, Face::Bold)).add_paragraph(line(&signer.note, Face::Italic));
    (0..4).fold(cell, |cell, _| cell.add_paragraph(room()))
}

fn body(runs: &[Run]) -> Paragraph {
    let paragraph = Paragraph::new().align(AlignmentType::Both).line_spacing(spacing(0, 6)).widow_control(true);
    runs.iter().fold(paragraph, |paragraph, run| paragraph.add_run(piece(&run.text, run.face, BODY)))
}

fn piece(words: &str, face: Face, size: usize) -> Piece {
    let words = legal(words);
    let mut piece = Piece::new().size(size);
    for (index, line) in words.split('\n').enumerate() {
        if index > 0 {
            piece = piece.add_break(BreakType::TextWrapping);
        }
        piece = piece.add_text(line);
    }
    match face {
        Face::Plain => piece,
        Face::Bold => piece.bold(),
        Face::Italic => piece.italic(),
    }
}

/// A drawing in its true size, made smaller where the page is; its words follow.
fn drawn(file: Docx, drawing: &Drawing, pictures: &mut usize) -> Docx {
    let caption = Paragraph::new().align(AlignmentType::Center).line_spacing(spacing(2, 6)).add_run(piece(
        &drawing.caption,
        Face::Italic,
        SMALL,
    ));
    let Some(Picture { png, width, height }) = picture(&drawing.svg) else { return file.add_paragraph(caption) };
    *pictures += 1;
    // A heading and the words below take 80 points.
    let room = (TEXT.0 as f64 / 20.0, TEXT.1 as f64 / 20.0 - 80.0);
    let scale = (room.0 / width).min(room.1 / height).min(1.0);
    #[expect(clippy::cast_sign_loss, reason = "sizes are positive")]
    let size = |points: f64| (points * scale * EMU).round() as u32;
    let pic = Pic::new_with_dimensions(png, 1, 1).id(format!("rIdDrawing{pictures}")).size(size(width), size(height));
    let paragraph = Paragraph::new().align(AlignmentType::Center).keep_next(true).line_spacing(spacing(4, 0));
    file.add_paragraph(paragraph.add_run(Piece::new().add_image(pic))).add_paragraph(caption)
}

fn grid(table: &Table) -> Grid {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let all = table.columns.iter().map(|column| column.share as usize).sum::<usize>().max(1);
    let width = |column: &Column| TEXT.0 * column.share as usize / all;
    let widths: Vec<usize> = table.columns.iter().map(width).collect();
    let mut rows = headings(table, &widths);
    for row in &table.rows {
        rows.push(TableRow::new(cells(table, row, &widths)).cant_split());
    }
    let border = |position| TableBorder::new(position).border_type(BorderType::Single).size(4).color("000000");
    let grid = Grid::new(rows)
        .set_grid(widths.clone())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .align(TableAlignmentType::Center);
    [Top, Bottom, Left, Right, InsideH, InsideV].into_iter().fold(grid, |grid, at| grid.set_border(border(at)))
}

fn headings(table: &Table, widths: &[usize]) -> Vec<TableRow> {
    let cell = |words: &str, width: usize| {
        let paragraph = Paragraph::new().align(AlignmentType::Center).line_spacing(spacing(2, 2)).keep_next(true);
        TableCell::new()
            .vertical_align(VAlignType::Center)
            .shading(Shading::new().fill("F2F2F2"))
            .width(width, WidthType::Dxa)
            .add_paragraph(paragraph.add_run(piece(words, Face::Bold, SMALL)))
    };
    let Some(groups) = table.groups() else {
        let cells = table.columns.iter().zip(widths).map(|(column, width)| cell(&column.heading, *width)).collect();
        return vec![TableRow::new(cells).cant_split().grid_after(0)];
    };
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let mut place = 0;
    for (group, count) in groups {
        let columns = &table.columns[place..place + count];
        let own = &widths[place..place + count];
        if let Some(group) = group {
            above.push(cell(group, own.iter().sum()).grid_span(count));
            below.extend(columns.iter().zip(own).map(|(column, width)| cell(&column.heading, *width)));
        } else {
            above.push(cell(&columns[0].heading, own[0]).vertical_merge(VMergeType::Restart));
            below.push(cell("", own[0]).vertical_merge(VMergeType::Continue));
        }
        place += count;
    }
    vec![TableRow::new(above).cant_split().grid_after(0), TableRow::new(below).cant_split().grid_after(0)]
}

fn cells(table: &Table, row: &Row, widths: &[usize]) -> Vec<TableCell> {
    let cell = |cell: &Cell, align: AlignmentType, width: usize| {
        let made = TableCell::new().width(width, WidthType::Dxa);
        cell.lines.iter().fold(made, |made, line| {
            let paragraph = Paragraph::new().align(align).line_spacing(spacing(1, 1));
            made.add_paragraph(paragraph.add_run(piece(line, row.face, SMALL)))
        })
    };
    if let [only] = row.cells.as_slice() {
        return vec![cell(only, AlignmentType::Left, widths.iter().sum()).grid_span(widths.len().max(1))];
    }
    let all = row.cells.iter().zip(&table.columns).zip(widths);
    all.map(|((one, column), width)| {
        let align = match column.align {
            Align::Left => AlignmentType::Left,
            Align::Centre => AlignmentType::Center,
            Align::Right => AlignmentType::Right,
        };
        cell(one, align, *width)
    })
    .collect()
}
