//! What the signs of a drawing mean: only those that stand in it, in columns under it.

use super::ShapeKind;
use super::caption::{Caption, Mark};
use super::face::SERIF;
use super::layout::Rect;
use super::page::Page;
use super::svg::number;
use super::symbols::{self, ACCENT, INK};
use crate::base::Xml;
use crate::model::End;
use std::collections::BTreeSet;

/// A sign to be explained.
enum Sign<'a> {
    Longest,
    Supplement,
    Choice,
    Parallel,
    Timer,
    Closed,
    Phase,
    Marked(&'a Mark),
}

/// The legend of a drawing.
pub(super) struct Legend<'a> {
    entries: Vec<(Sign<'a>, Vec<String>, (f64, f64))>,
    /// How high it is, in points.
    pub(super) height: f64,
}

/// The room for a sign before its words.
const SIGN: f64 = 26.0;

/// The entries that a drawing needs, set in columns of a width.
pub(super) fn entries<'a>(page: &Page, caption: &'a Caption, width: f64) -> Legend<'a> {
    let language = page.chart.language;
    let has = |is: fn(&ShapeKind) -> bool| page.chart.shapes.iter().any(|shape| is(&shape.kind));
    let mut found = Vec::new();
    let mut add = |wanted: bool, sign: Sign<'a>, en: &str, vi: &str| {
        if wanted {
            found.push((sign, language.pick(en, vi).to_owned()));
        }
    };
    add(
        !caption.longest.is_empty(),
        Sign::Longest,
        "the longest path: its steps make up the total time",
        "đường dài nhất: các bước quyết định tổng thời gian",
    );
    add(
        has(|kind| *kind == ShapeKind::Exclusive),
        Sign::Choice,
        "one way of several, by what is written on it",
        "rẽ một hướng theo nội dung ghi trên mũi tên",
    );
    add(
        has(|kind| *kind == ShapeKind::Parallel),
        Sign::Parallel,
        "worked at the same time, until all are done",
        "thực hiện song song, chờ xong tất cả các nhánh",
    );
    add(
        has(|kind| matches!(kind, ShapeKind::Supplement(_))),
        Sign::Supplement,
        "the applicant completes the dossier",
        "người nộp bổ sung, hoàn thiện hồ sơ",
    );
    add(
        has(|kind| matches!(kind, ShapeKind::Timer(..))),
        Sign::Timer,
        "when the time of a step has run out",
        "khi hết thời gian của bước",
    );
    add(
        has(|kind| matches!(kind, ShapeKind::End(end) if *end != End::Done)),
        Sign::Closed,
        "the dossier is closed without a result",
        "kết thúc mà không có kết quả giải quyết",
    );
    add(!page.chart.phases.is_empty(), Sign::Phase, "a phase with its limit", "giai đoạn và thời hạn của giai đoạn");
    for mark in caption.marks.values().collect::<BTreeSet<_>>() {
        add(true, Sign::Marked(mark), &mark.meaning, &mark.meaning);
    }
    let columns: usize = if width < 440.0 { 1 } else { 2 };
    let room = width / columns as f64;
    let (mut entries, mut y, mut deepest) = (Vec::new(), 12.0, 0.0_f64);
    for (index, (sign, words)) in found.into_iter().enumerate() {
        let column = index % columns;
        if column == 0 {
            y += deepest;
            deepest = 0.0;
        }
        let lines = SERIF.wrap(&words, room - SIGN - 6.0, 9.0);
        deepest = deepest.max((lines.len() as f64 * 10.5).max(14.0) + 2.0);
        entries.push((sign, lines, (column as f64 * room, y)));
    }
    Legend { height: if entries.is_empty() { 0.0 } else { y + deepest }, entries }
}

impl Legend<'_> {
    /// Draws it below a height.
    pub(super) fn draw(&self, xml: &mut Xml, top: f64) {
        for (sign, lines, (x, y)) in &self.entries {
            let (x, y) = (*x, top + y);
            draw(xml, sign, Rect { x, y: y - 5.0, width: SIGN - 6.0, height: 11.0 });
            for (index, line) in lines.iter().enumerate() {
                symbols::words(xml, line, (x + SIGN, y + 3.5 + index as f64 * 10.5), &[]);
            }
        }
    }
}

fn draw(xml: &mut Xml, sign: &Sign<'_>, rect: Rect) {
    let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    let square = Rect { x: x - 6.5, y: y - 6.5, width: 13.0, height: 13.0 };
    match sign {
        Sign::Longest => {
            let path = format!("M{} {}h{}", number(rect.x), number(y), number(rect.width));
            xml.empty(
                "path",
                &[("d", &path), ("stroke", ACCENT), ("stroke-width", "1.8"), ("marker-end", "url(#arrow-longest)")],
            );
        }
        Sign::Supplement => {
            let edge = [
                ("rx", "3"),
                ("fill", "#ffffff"),
                ("stroke", INK),
                ("stroke-width", "0.9"),
                ("stroke-dasharray", "3 2"),
            ];
            symbols::rectangle(xml, rect, &edge);
        }
        Sign::Choice => symbols::gateway(xml, square, &symbols::cross(x, y, 2.2)),
        Sign::Parallel => symbols::gateway(xml, square, &symbols::plus(x, y, 3.2)),
        Sign::Timer => symbols::timer(xml, square),
        Sign::Closed => {
            let edge = [("rx", "5"), ("fill", "#f3d5d6"), ("stroke", INK), ("stroke-width", "1.8")];
            symbols::rectangle(xml, rect, &edge);
        }
        Sign::Phase => {
            let edge = [("fill", "#eef2f7"), ("stroke", "#4a5d7c"), ("stroke-width", "1"), ("stroke-dasharray", "4 2")];
            symbols::rectangle(xml, rect, &edge);
        }
        Sign::Marked(mark) => {
            symbols::rectangle(
                xml,
                rect,
                &[("rx", "3"), ("fill", "#ffedc2"), ("stroke", INK), ("stroke-width", "0.9")],
            );
            symbols::words(
                xml,
                mark.sign,
                (rect.x + rect.width - 8.0, rect.y + rect.height - 1.5),
                &[("font-size", "8"), ("fill", ACCENT)],
            );
        }
    }
}
