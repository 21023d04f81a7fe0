//! Figures before and after as tables and sentences: the form of Circular 02/2017/TT-VPCP, and what the form does not count.

use super::{Align, Block, Cell, Column, Face, Row, Table, bold, italic, text};
use crate::base::{Language, Text};
use crate::config::Cost;
use crate::model::{Action, ChannelKind, Flow, Node, OrUnknown, Procedure, Step};
use crate::review::cost::{Account, Benefit, Part, Prices, Range, dong, grouped, usual_channel};
use crate::review::{Figures, effect};

/// Time, visits, papers, hand-overs and approvals; those that stay the same stand beside those that change. Papers are those of
/// the kind of case that costs are counted for.
pub(super) fn effects((before, after): (&Figures, &Figures), benefit: &Benefit, language: Language) -> Table {
    let changed = effect::compare(before, after);
    let rows = effect::all(before, after).into_iter().map(|(name, old, new)| {
        let differs = changed.iter().any(|(other, ..)| *other == name);
        let cells = vec![
            Cell::text(super::words::capital(name.get(language))),
            Cell::text(old.get(language)),
            Cell::text(new.get(language)),
        ];
        Row::of(cells).set(if differs { Face::Bold } else { Face::Plain })
    });
    let costs_change = benefit.before.applicant != benefit.after.applicant;
    let case = benefit.case.as_ref().filter(|_| costs_change).map(|case| {
        let case = case.get(language);
        language.pick(
            format!("Papers here and costs below are those of one case of this kind: {case}"),
            format!("Số giấy tờ dưới đây và chi phí ở bảng sau đều tính cho hồ sơ thuộc trường hợp: {case}"),
        )
    });
    Table {
        caption: case,
        columns: vec![
            Column::left(language.pick("Figure", "Chỉ tiêu (tính cho một hồ sơ)"), 50),
            Column::left(language.pick("Today", "Hiện nay"), 25).aligned(Align::Centre),
            Column::left(language.pick("Proposed", "Sau đơn giản hóa"), 25).aligned(Align::Centre),
        ],
        rows: rows.collect(),
    }
}

/// What the figures of a process with choices and supplements count, and of a dossier in several sets.
pub(super) fn counted(procedure: &Procedure, language: Language) -> Option<Block> {
    let process = procedure.process.as_ref()?;
    let asks = |step: &Step| step.reactions.iter().any(|reaction| matches!(reaction.action, Action::Ask(_)));
    let supplements = process.steps.iter().any(asks).then(|| {
        language.pick(
            "The longest way counts the step again that is repeated after a supplement.",
            "Thời gian xử lý dài nhất tính cả bước phải thực hiện lại sau khi hồ sơ được bổ sung.",
        )
    });
    let branches = chooses(&process.flow).then(|| {
        language.pick(
            "Steps and approvals are those of all branches, time and hand-overs those of the longest one: a case of another branch may gain nothing.",
            "Số bước, số lần soát xét, ký duyệt là của mọi nhánh trong quy trình; thời gian, số lần chuyển hồ sơ là của nhánh dài nhất: hồ sơ thuộc nhánh khác có thể không thay đổi.",
        )
    });
    let sets = match procedure.sets.as_ref().map(|sets| sets.value) {
        Some(OrUnknown::Known(sets)) if sets > 1 => Some(language.pick(
            format!("Costs are those of all {sets} sets of the dossier."),
            format!("Chi phí tính cho cả {sets} bộ hồ sơ."),
        )),
        _ => None,
    };
    let said: Vec<&str> = supplements.into_iter().chain(branches).chain(sets.as_deref()).collect();
    (!said.is_empty()).then(|| Block::Paragraph(vec![italic(said.join(" "))]))
}

/// Whether a case takes one of several ways.
fn chooses(flow: &Flow) -> bool {
    flow.nodes.iter().any(|node| match node {
        Node::Choice { .. } => true,
        Node::Parallel { branches, .. } => branches.iter().any(|(_, flow)| chooses(flow)),
        Node::Repeat { body: flow, .. } | Node::Phase(_, flow) => chooses(flow),
        Node::Step(_) | Node::End(_) => false,
    })
}

/// The cost of applying, stage by stage, and what follows from it for a year.
pub(super) fn costs(benefit: &Benefit, procedure: &Procedure, language: Language) -> Vec<Block> {
    let (before, after) = (&benefit.before.applicant, &benefit.after.applicant);
    let mut rows = Vec::new();
    let minus = |old: Option<Range>, new: Option<Range>| old.zip(new).and_then(|(old, new)| old.minus(new));
    let mut row = |name: String, old: Option<Range>, new: Option<Range>, saved: Option<Range>, face: Face| {
        let cell = |range: Option<Range>| match range {
            Some(range) => Cell::number(range.base, grouped(range.base, language)),
            None => Cell::text(language.pick("not known", "chưa rõ")),
        };
        rows.push(Row::of(vec![Cell::text(name), cell(old), cell(new), cell(saved)]).set(face));
    };
    for part in Part::FORM {
        // What is not known and stays the same is no saving.
        let saved = minus(before.of_part(part), after.of_part(part));
        let of = |account: &Account| account.of_part(part).filter(|_| part != Part::Fees || !account.fees_open);
        row(part.text().get(language).to_owned(), of(before), of(after), saved, Face::Plain);
    }
    let name = |en: &str, vi: &str| language.pick(en, vi).to_owned();
    let (old, new) = (before.total(), after.total());
    row(name("Sum for one case", "Chi phí tuân thủ cho một hồ sơ"), old, new, minus(old, new), Face::Bold);
    let (old, new) = (before.without_fees(), after.without_fees());
    row(name("Without fees and charges", "Trong đó, không kể phí, lệ phí"), old, new, minus(old, new), Face::Italic);
    if let Some(cases) = benefit.cases.filter(|_| benefit.is_in_every_case()) {
        let year = |range: Option<Range>| range.and_then(|range| range.times(cases));
        let cases = many(cases, language);
        let (old, new) = (year(before.total()), year(after.total()));
        row(
            language.pick(format!("Sum of a year, {cases} cases"), format!("Chi phí tuân thủ một năm ({cases} hồ sơ)")),
            old,
            new,
            minus(old, new),
            Face::Bold,
        );
    }
    let caption = language.pick(
        "Compliance cost in VND, borne by",
        "Chi phí tuân thủ thủ tục hành chính (đồng), đối tượng chịu chi phí:",
    );
    let case = benefit.case.as_ref().map(|case| {
        let case = case.get(language);
        language.pick(format!(", in a case of this kind: {case}"), format!("; tính cho hồ sơ thuộc trường hợp: {case}"))
    });
    let mut case = case.unwrap_or_default();
    if !benefit.partly.is_empty() {
        let partly = list(&benefit.partly, language);
        case +=
            &language.pick(format!("; only for cases with {partly}"), format!("; chỉ áp dụng cho hồ sơ có {partly}"));
    }
    let table = Table {
        caption: Some(format!("{caption} {}{case}", benefit.payers().text().get(language))),
        columns: vec![
            Column::left(language.pick("Stage", "Công việc khi thực hiện thủ tục"), 40),
            Column::left(language.pick("Today", "Hiện nay"), 20).aligned(Align::Right),
            Column::left(language.pick("Proposed", "Sau đơn giản hóa"), 20).aligned(Align::Right),
            Column::left(language.pick("Saved", "Tiết kiệm"), 20).aligned(Align::Right),
        ],
        rows,
    };
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(reckoned(before, procedure, language));
    blocks.extend(sentences(benefit, language));
    blocks
}

/// How the dossier is taken to be filed, and what preparing it consists of: a reader adds it up again.
fn reckoned(before: &Account, procedure: &Procedure, language: Language) -> Option<Block> {
    let channel = match usual_channel(procedure) {
        ChannelKind::Online => language.pick("online", "trực tuyến"),
        ChannelKind::Post => language.pick("by post", "qua dịch vụ bưu chính"),
        ChannelKind::Counter => language.pick("at the counter", "trực tiếp"),
    };
    let mut papers: Vec<(&str, i64)> = Vec::new();
    for line in before.lines.iter().filter(|line| line.part == Part::Prepare && line.amount.base != 0) {
        let what = line.what.get(language);
        match papers.iter_mut().find(|(known, _)| *known == what) {
            Some((_, sum)) => *sum = sum.saturating_add(line.amount.base),
            None => papers.push((what, line.amount.base)),
        }
    }
    if papers.is_empty() {
        return None;
    }
    let papers: Vec<String> = papers.iter().map(|(what, sum)| format!("{what} {}", grouped(*sum, language))).collect();
    let papers = papers.join("; ");
    Some(Block::Paragraph(vec![italic(language.pick(
        format!("Filed {channel}. Preparing the dossier today: {papers}."),
        format!("Tính cho hồ sơ nộp {channel}. Chuẩn bị hồ sơ hiện nay gồm: {papers}."),
    ))]))
}

/// A number of cases.
fn many(cases: u64, language: Language) -> String {
    grouped(i64::try_from(cases).unwrap_or(i64::MAX), language)
}

/// The sentences that decisions carry.
fn sentences(benefit: &Benefit, language: Language) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut say = |en: String, vi: String| blocks.push(Block::Item(vec![text(language.pick(en, vi))]));
    let money = |amount: i64| dong(amount, language);
    let between = |range: Range| {
        if range.low == range.high {
            return String::new();
        }
        let (low, high) = (money(range.low), money(range.high));
        language.pick(format!(" ({low} to {high}, by the parameters)"), format!(" (từ {low} đến {high} tùy tham số)"))
    };
    if let Some(saved) = benefit.per_case() {
        let (base, range) = (money(saved.base), between(saved));
        let rate = benefit.rate().filter(|_| saved.base != 0).map(|rate| rate.show(language));
        let (en, vi) = rate.map_or_else(Default::default, |rate| {
            (format!(", {rate} of the cost today"), format!("; tỷ lệ cắt giảm chi phí: {rate}"))
        });
        if benefit.is_in_every_case() {
            say(
                format!("Saved in each case: {base}{range}{en}."),
                format!("Chi phí tiết kiệm cho một hồ sơ: {base}{range}{vi}."),
            );
        } else {
            say(
                format!(
                    "Saved in a case that these papers are asked of: {base}{range}{en}; others save less or nothing."
                ),
                format!(
                    "Chi phí tiết kiệm cho một hồ sơ phải nộp các giấy tờ này: {base}{range}{vi}; hồ sơ khác tiết kiệm ít hơn hoặc không đổi."
                ),
            );
        }
    }
    let source = benefit.source.as_deref().unwrap_or(language.pick("not stated", "chưa nêu"));
    let total = |account: &Account| account.total()?.times(benefit.cases?);
    if let (Some(saved), Some(before), Some(after)) =
        (benefit.per_year(), total(&benefit.before.applicant), total(&benefit.after.applicant))
    {
        let (before, after, base, range) = (money(before.base), money(after.base), money(saved.base), between(saved));
        say(
            format!("In a year: {before} today, {after} after, {base} saved{range}. Number of cases: {source}."),
            format!(
                "Chi phí tuân thủ trước khi đơn giản hóa: {before}/năm; sau khi đơn giản hóa: {after}/năm; tiết kiệm: \
                 {base}/năm{range}. Nguồn số hồ sơ: {source}."
            ),
        );
    }
    if let Some(cases) = benefit.cases.filter(|_| !benefit.is_in_every_case()) {
        let cases = many(cases, language);
        say(
            format!("Cases a year: {cases}, of which only some save this; number of cases: {source}."),
            format!("Số hồ sơ mỗi năm: {cases}, chỉ một phần được giảm chi phí; nguồn số hồ sơ: {source}."),
        );
    }
    match (benefit.office_per_case(), benefit.office_per_year()) {
        // The work of the administration stays as it is.
        (Some(case), _) if case == Range::default() => {}
        (Some(case), Some(year)) => {
            let (case, year) = (money(case.base), money(year.base));
            say(
                format!("The administration saves work worth {case} a case, {year} a year."),
                format!("Cơ quan giải quyết tiết kiệm công việc trị giá {case}/hồ sơ, {year}/năm."),
            );
        }
        (Some(case), None) => {
            let case = money(case.base);
            say(
                format!("The administration saves work worth {case} a case."),
                format!("Cơ quan giải quyết tiết kiệm công việc trị giá {case}/hồ sơ."),
            );
        }
        (None, _) => say(
            "What the administration saves is not known: the working time of the steps is not stated.".to_owned(),
            "Chưa tính được phần tiết kiệm của cơ quan giải quyết vì chưa có thời gian làm việc thực tế của các bước."
                .to_owned(),
        ),
    }
    let both = benefit.missing_in_both();
    if !both.is_empty() {
        let list = list(&both, language);
        say(
            format!("In neither column, because not known: {list}."),
            format!("Chưa có số liệu nên chưa tính vào cả hai cột: {list}."),
        );
    }
    let missing = benefit.missing();
    if !missing.is_empty() {
        let list = list(&missing, language);
        say(format!("Not counted, because not known: {list}."), format!("Chưa có số liệu nên chưa tính: {list}."));
    }
    blocks
}

/// What is said where those who apply neither save nor lose anything: only what the figures show is called a gain.
pub(super) fn unchanged(benefit: &Benefit, (before, after): (&Figures, &Figures), language: Language) -> Block {
    let known = benefit.before.applicant.missing.is_empty();
    let case = benefit.before.applicant.total().filter(|_| known).map(|total| dong(total.base, language));
    let case_en = case.as_ref().map(|case| format!(" ({case} a case)")).unwrap_or_default();
    let case_vi = case.map(|case| format!(" ({case}/hồ sơ)")).unwrap_or_default();
    let changed: Vec<Text> = effect::compare(before, after).into_iter().map(|(name, ..)| name).collect();
    let words = if changed.is_empty() {
        language.pick(
            format!("Applying costs what it did{case_en}, and no figure above changes: the text only becomes plainer."),
            format!(
                "Chi phí tuân thủ của người nộp hồ sơ không thay đổi{case_vi} và các chỉ tiêu trên không thay đổi; \
                 phương án chỉ làm cho quy định rõ ràng, dễ thực hiện hơn."
            ),
        )
    } else {
        let changed = list(&changed, language);
        language.pick(
            format!(
                "Applying costs what it did{case_en}; what changes is: {changed}. \
                 The work of the administration is not priced where the working time of the steps is not stated."
            ),
            format!(
                "Chi phí tuân thủ của người nộp hồ sơ không thay đổi{case_vi}; lợi ích thể hiện ở: {changed}. \
                 Công việc của cơ quan giải quyết chưa quy ra tiền nếu chưa có thời gian làm việc thực tế của các bước."
            ),
        )
    };
    Block::Paragraph(vec![text(words)])
}

/// Noun phrases in a row.
pub(super) fn list(all: &[Text], language: Language) -> String {
    all.iter().map(|one| one.get(language).to_owned()).collect::<Vec<_>>().join("; ")
}

/// The parameters behind the sums, each with its range and source.
pub(super) fn parameters(prices: &Prices<'_>, language: Language) -> Vec<Block> {
    let rows: Vec<Row> = prices.in_force().map(|cost| row_of(cost, language)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let first = language.pick(
        "Waiting is not priced: only work, travel, papers and fees are counted.",
        "Thời gian chờ không tính thành tiền; chỉ tính công việc phải làm, đi lại, giấy tờ và phí, lệ phí.",
    );
    let table = Table {
        caption: Some(language.pick("Parameters", "Tham số tính chi phí").to_owned()),
        columns: vec![
            Column::left(language.pick("Parameter", "Tham số"), 27),
            Column::left(language.pick("Value", "Mức tính"), 13).aligned(Align::Right),
            Column::left(language.pick("Low to high", "Thấp – cao"), 18).aligned(Align::Centre),
            Column::left(language.pick("From", "Áp dụng từ"), 18).aligned(Align::Centre),
            Column::left(language.pick("Source", "Nguồn"), 30),
        ],
        rows,
    };
    vec![Block::Paragraph(vec![italic(first)]), Block::Table(table)]
}

fn row_of(cost: &Cost, language: Language) -> Row {
    let shown = |hundredths: i64| match hundredths % 100 {
        0 => grouped(hundredths / 100, language),
        rest => format!("{}{}{rest:02}", grouped(hundredths / 100, language), language.pick(".", ",")),
    };
    let range =
        if cost.low == cost.high { "–".to_owned() } else { format!("{} – {}", shown(cost.low), shown(cost.high)) };
    Row::of(vec![
        Cell::text(name(&cost.name.text, language)),
        Cell::text(shown(cost.base)),
        Cell::text(range),
        Cell::text(cost.from.map_or_else(String::new, |day| day.show(language))),
        Cell::text(cost.source.clone().unwrap_or_else(|| language.pick("not stated", "chưa nêu").to_owned())),
    ])
}

/// What a parameter is.
fn name(name: &str, language: Language) -> String {
    let (en, vi) = match name {
        "hourly-income" => ("Income of an hour (VND)", "Thu nhập bình quân một giờ (đồng)"),
        "hourly-pay" => ("An official's hour (VND)", "Chi phí một giờ làm việc của công chức (đồng)"),
        "form-hours" => ("Filling in a form (hours)", "Thời gian lập một mẫu đơn, tờ khai (giờ)"),
        "paper-hours" => ("Obtaining a paper (hours)", "Thời gian chuẩn bị một giấy tờ (giờ)"),
        "copy" => ("A copy (VND)", "Một bản sao chụp (đồng)"),
        "certified-copy" => ("A certified copy (VND)", "Một bản sao chứng thực (đồng)"),
        "visit-hours" => ("A visit (hours)", "Thời gian một lần đi lại, chờ nộp (giờ)"),
        "visit-fare" => ("Fare of a visit (VND)", "Chi phí đi lại một lần (đồng)"),
        "online-hours" => ("Filing online (hours)", "Thời gian nộp trực tuyến (giờ)"),
        "postage" => ("Postage (VND)", "Cước bưu chính một lượt (đồng)"),
        "inspection-hours" => ("Serving an inspection (hours)", "Thời gian phục vụ một lần kiểm tra (giờ)"),
        other => (other, other),
    };
    language.pick(en, vi).to_owned()
}

/// A line `word: what`.
pub(super) fn line(word: &str, what: &str) -> Block {
    Block::Paragraph(vec![bold(format!("{word}: ")), text(what.to_owned())])
}
