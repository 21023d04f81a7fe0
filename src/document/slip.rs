//! The slip that an applicant gets: dossier received, result due (Circular 03/2025/TT-VPCP, appendix I, form 01).

use super::words::{condition, copies, demand_title, small};
use super::{Align, Block, Cell, Column, Document, Head, Row, Signer, Table, bold, italic, text};
use crate::analysis::{Answer, Dossier, papers};
use crate::base::Language;
use crate::drawing::describe;
use crate::model::{Catalogue, ChannelKind, Demand, OrUnknown, Procedure, Truth, shown};
use crate::time::Moment;

/// What is left to be filled in by hand.
const DOTS: &str = "…………………………………";

/// A slip for a dossier whose answer is known; `place` is the title of where it was filed.
pub fn slip(
    catalogue: &Catalogue,
    dossier: &Dossier<'_>,
    answer: &Answer,
    received: Moment,
    place: Option<&str>,
    language: Language,
) -> Document {
    let views = dossier.views(catalogue);
    let fallback = &dossier.entry.base;
    let procedure = views.first().map_or(fallback, |view| &view.procedure);
    let name = shown(&procedure.name, procedure.title.as_ref());
    let line = |word: &str, what: &str| Block::Paragraph(vec![text(format!("{word}: ")), text(what.to_owned())]);
    let unit = place.map_or_else(|| DOTS.to_owned(), str::to_owned);
    let mut blocks = vec![
        Block::Title {
            kind: language
                .pick("RECEIPT OF A DOSSIER AND APPOINTMENT", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ")
                .to_owned(),
            about: String::new(),
            note: String::new(),
        },
        line(language.pick("Receiving unit", "Bộ phận tiếp nhận và trả kết quả"), &unit),
        line(language.pick("Received the dossier of", "Tiếp nhận hồ sơ của"), DOTS),
        line(language.pick("Address", "Địa chỉ"), DOTS),
        Block::Paragraph(vec![text(format!(
            "{}: ………………… Email: …………………",
            language.pick("Telephone", "Số điện thoại")
        ))]),
        Block::Paragraph(vec![
            text(format!("{}: ", language.pick("Request", "Nội dung yêu cầu giải quyết"))),
            bold(name),
            text(
                language.pick(format!(" (code {})", procedure.name.text), format!(" (mã số {})", procedure.name.text)),
            ),
        ]),
        Block::Paragraph(vec![text(language.pick("1. Papers and their number:", "1. Thành phần hồ sơ nộp gồm:"))]),
        Block::Table(paper_table(catalogue, dossier, procedure, language)),
    ];
    let sets = match procedure.sets.as_ref().map(|sets| sets.value) {
        Some(OrUnknown::Known(sets)) => format!("{sets:02}"),
        _ => "…".to_owned(),
    };
    blocks.push(Block::Paragraph(vec![text(
        language.pick(format!("2. Number of dossiers: {sets}"), format!("2. Số lượng hồ sơ: {sets} bộ.")),
    )]));
    blocks.push(Block::Paragraph(vec![text(format!(
        "3. {}: {}.",
        language.pick("Time limit", "Thời gian giải quyết hồ sơ theo quy định"),
        limits(procedure, answer, language)
    ))]));
    blocks.push(Block::Paragraph(vec![text(format!(
        "4. {}: {}.",
        language.pick("Received", "Thời gian nhận hồ sơ"),
        moment(received, language)
    ))]));
    blocks.push(Block::Paragraph(vec![
        text(format!("5. {}: ", language.pick("Result due", "Thời gian trả kết quả giải quyết hồ sơ"))),
        bold(format!("{}.", due(procedure, answer, language))),
    ]));
    blocks.push(Block::Paragraph(vec![italic(language.pick(
        "The time for supplementing the dossier is not counted where the law stops the clock.",
        "Thời gian bổ sung, hoàn thiện hồ sơ (nếu có) được tính theo quy định của pháp luật về thủ tục hành chính này.",
    ))]));
    let post = procedure.channels.iter().any(|channel| channel.kind.value == ChannelKind::Post);
    let ways = if post {
        language.pick(
            "☐ at the counter  ☐ by post  ☐ electronically",
            "☐ Bộ phận tiếp nhận và trả kết quả  ☐ Qua dịch vụ bưu chính  ☐ Bản điện tử",
        )
    } else {
        language.pick("☐ at the counter  ☐ electronically", "☐ Bộ phận tiếp nhận và trả kết quả  ☐ Bản điện tử")
    };
    blocks.push(line(&format!("6. {}", language.pick("Result taken", "Đăng ký nhận kết quả tại")), ways));
    let how = language.pick("(signature, full name)", "(Ký, ghi rõ họ tên)");
    blocks.push(Block::Signatures(vec![
        Signer { who: language.pick("APPLICANT", "NGƯỜI NỘP HỒ SƠ").to_owned(), note: how.to_owned() },
        Signer {
            who: language.pick("RECEIVED BY", "NGƯỜI TIẾP NHẬN HỒ SƠ").to_owned(), note: how.to_owned()
        },
    ]));
    let head = Head {
        above: None,
        issuer: place.map_or_else(|| "…………………".to_owned(), str::to_uppercase),
        number: language.pick("Dossier: …………", "Mã hồ sơ: …………").to_owned(),
        dated: dated(received, language),
    };
    Document { title: format!("{} {name}", procedure.name.text), language, head: Some(head), blocks }
}

fn dated(received: Moment, language: Language) -> String {
    let (year, month, day) = (received.date.year(), received.date.month(), received.date.day());
    language.pick(
        format!("…………, {}", received.date.show(language)),
        format!("…………, ngày {day:02} tháng {month:02} năm {year}"),
    )
}

fn moment(moment: Moment, language: Language) -> String {
    let (year, month, day) = (moment.date.year(), moment.date.month(), moment.date.day());
    let time = moment.time;
    language.pick(
        format!("{time}, {}", moment.date.show(language)),
        format!("{time} ngày {day:02} tháng {month:02} năm {year}"),
    )
}

/// The papers of this dossier; those of which open facts decide come last.
fn paper_table(catalogue: &Catalogue, dossier: &Dossier<'_>, procedure: &Procedure, language: Language) -> Table {
    let found = papers(procedure, &dossier.given, dossier.day);
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |demand: &Demand, note: String| {
        let title = demand_title(catalogue, procedure, demand, dossier.day, language);
        let number = rows.len() + 1;
        let counts = demand
            .any_of
            .first()
            .and_then(|paper| paper.hands.first())
            .map(|hands| copies(hands, language))
            .unwrap_or_default();
        let mut cells = vec![Cell::count(number), Cell::text(title + &note)];
        cells.extend(counts.into_iter().map(Cell::text));
        rows.push(Row::of(cells));
    };
    for demand in found.needed {
        add(demand, String::new());
    }
    for demand in found.if_any {
        add(demand, language.pick(" (if any)", " (nếu có)").to_owned());
    }
    for demand in found.maybe {
        let when = demand.row.when.as_ref().filter(|when| when.eval(&dossier.given) == Truth::Unknown);
        let note = when.map(|when| {
            let when = condition(catalogue, procedure, when, dossier.day, language);
            language.pick(format!(" (where {when})"), format!(" (trường hợp {when})"))
        });
        add(demand, note.unwrap_or_default());
    }
    let number =
        |heading: &str| Column::left(heading, 11).aligned(Align::Centre).under(language.pick("Number", "Số lượng"));
    Table {
        caption: None,
        columns: vec![
            Column::left(language.pick("No.", "TT"), 8).aligned(Align::Centre),
            Column::left(language.pick("Paper", "Thành phần hồ sơ"), 58),
            number(language.pick("Originals", "Bản chính")),
            number(language.pick("Certified copies", "Bản chứng thực")),
            number(language.pick("Copies", "Bản photo")),
        ],
        rows,
    }
}

/// What the law allows, with what it depends on.
fn limits(procedure: &Procedure, answer: &Answer, language: Language) -> String {
    let one = |outcome: &crate::analysis::Outcome| {
        let limit = outcome.limit.as_ref().map_or_else(
            || language.pick("not known", "chưa xác định").to_owned(),
            |limit| limit.text().get(language).to_owned(),
        );
        limit + &when(procedure, &outcome.when, language)
    };
    join(answer, one)
}

fn due(procedure: &Procedure, answer: &Answer, language: Language) -> String {
    let one = |outcome: &crate::analysis::Outcome| {
        let day = match &outcome.due {
            Some(Ok(due)) => moment(due.at, language),
            _ => DOTS.to_owned(),
        };
        day + &when(procedure, &outcome.when, language)
    };
    join(answer, one)
}

fn join(answer: &Answer, one: impl Fn(&crate::analysis::Outcome) -> String) -> String {
    let mut all: Vec<String> = Vec::new();
    for said in answer.outcomes.iter().map(one) {
        if !all.contains(&said) {
            all.push(said);
        }
    }
    all.join("; ")
}

fn when(procedure: &Procedure, when: &[(crate::model::Condition, bool)], language: Language) -> String {
    let all: Vec<String> = when
        .iter()
        .map(|(condition, truth)| {
            let phrase = small(&describe(condition, procedure, language));
            if *truth {
                language.pick(format!("where {phrase}"), format!("trường hợp {phrase}"))
            } else {
                language.pick(format!("unless {phrase}"), format!("không thuộc trường hợp {phrase}"))
            }
        })
        .collect();
    if all.is_empty() { String::new() } else { format!(" ({})", all.join("; ")) }
}
