//! What is proposed for a whole catalogue: a summary page, lanes with totals, what is not ranked and why, what is unlawful,
//! and the tables that decisions carry as appendices.

use super::amend::{all, authorities, ground};
use super::measure::{action, in_order};
use super::proposal::measures;
use super::reviewed::names;
use super::words::capital;
use super::{Align, Block, Cell, Column, Document, Head, Row, Table, bold, text};
use crate::base::{Language, Severity};
use crate::model::Entry;
use crate::pipeline::Checked;
use crate::review::cost::{Benefit, Range, dong, grouped};
use crate::review::rank::{Lane, Rank};
use crate::review::{Figures, Proposal, Review, effect};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that the paper of a catalogue is made of.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// The catalogue today.
    pub checked: &'a Checked,
    /// What was thought of.
    pub review: &'a Review,
    /// Figures before and after of each plan, in the order of [`Review::plans`].
    pub figures: &'a [(Figures, Figures)],
    /// What each plan saves, in the same order.
    pub benefits: &'a [Benefit],
    /// What each proposal saves by itself, in the order of [`Review::proposals`].
    pub own: &'a [Option<Benefit>],
    /// The order of all proposals.
    pub ranking: &'a [Rank],
    /// Why a proposal is not ranked, by id.
    pub unranked: &'a BTreeMap<String, crate::base::Text>,
    /// Proposals that no other one beats in everything.
    pub front: &'a [String],
}

/// The paper.
pub fn programme(batch: &Batch<'_>, language: Language) -> Document {
    let day = batch.checked.as_of;
    let name = batch.checked.settings.name.clone().unwrap_or_default();
    let title = language.pick("REPORT", "BÁO CÁO").to_owned();
    let about = language.pick(
        format!("on the review and simplification of administrative procedures, as of {}", day.show(language)),
        format!("Kết quả rà soát và phương án đơn giản hóa thủ tục hành chính, tính đến ngày {}", day.show(language)),
    );
    let note = name;
    let mut blocks = vec![Block::Title { kind: title, about, note }];
    blocks.extend(summary(batch, language));
    blocks.push(Block::Heading(
        1,
        language.pick("II. PROPOSALS BY WHO CAN DECIDE", "II. PHƯƠNG ÁN THEO THẨM QUYỀN QUYẾT ĐỊNH").to_owned(),
    ));
    for lane in Lane::ALL {
        blocks.extend(of_lane(batch, lane, language));
    }
    blocks.extend(not_ranked(batch, language));
    blocks.extend(unlawful(batch, language));
    blocks.extend(by_hand(batch, language));
    blocks.extend(housekeeping(batch, language));
    blocks.push(Block::NewPage);
    blocks.extend(appendix_procedures(batch, language));
    blocks.push(Block::NewPage);
    blocks.extend(appendix_acts(batch, language));
    let dots = "…………………";
    let head = Head {
        above: None,
        issuer: dots.to_owned(),
        number: language.pick("No. …", "Số: …/BC-…").to_owned(),
        dated: language.pick("…………, …", "…………, ngày … tháng … năm …").to_owned(),
    };
    Document {
        title: language.pick("Simplification plan", "Phương án đơn giản hóa").to_owned(),
        language,
        head: Some(head),
        blocks,
    }
}

impl Batch<'_> {
    fn entry(&self, code: &str) -> Option<&Entry> {
        self.checked.catalogue.entry(code, self.checked.as_of)
    }

    /// Code and title.
    fn shown(&self, code: &str) -> String {
        let title = self.entry(code).and_then(|entry| entry.base.title.as_ref());
        title.map_or_else(|| code.to_owned(), |title| format!("{} ({code})", title.text))
    }

    fn actions(&self, proposal: &Proposal, language: Language) -> Vec<String> {
        let Some(entry) = self.entry(&proposal.procedure) else { return Vec::new() };
        let names = names(self.checked, entry, language);
        in_order(&proposal.changes).map(|change| format!("{}.", action(change, &names))).collect()
    }

    fn benefit(&self, id: &str) -> Option<&Benefit> {
        let place = self.review.proposals.iter().position(|proposal| proposal.id == id)?;
        self.own.get(place)?.as_ref()
    }
}

fn summary(batch: &Batch<'_>, language: Language) -> Vec<Block> {
    let review = batch.review;
    let all = batch.checked.catalogue.in_force(batch.checked.as_of).count();
    let safe = review.proposals.iter().filter(|proposal| proposal.is_safe()).count();
    let (plans, proposals, by_hand) = (review.plans.len(), review.proposals.len(), review.by_hand.len());
    let refused = proposals - safe;
    let mut blocks = vec![Block::Heading(1, language.pick("I. SUMMARY", "I. TÓM TẮT").to_owned())];
    let mut say = |en: String, vi: String| blocks.push(Block::Item(vec![text(language.pick(en, vi))]));
    say(
        format!("{all} procedures were reviewed; {plans} of them can be simplified without losing a guarantee."),
        format!("Đã rà soát {all} thủ tục hành chính; {plans} thủ tục có phương án đơn giản hóa bảo đảm an toàn."),
    );
    say(
        format!(
            "{proposals} proposals: {safe} passed the safety gate, {refused} refused with reasons; {by_hand} findings need somebody's judgement."
        ),
        format!(
            "Tổng số {proposals} phương án thành phần: {safe} phương án đạt yêu cầu an toàn, {refused} phương án bị loại kèm lý do; {by_hand} phát hiện cần cán bộ xem xét trực tiếp."
        ),
    );
    let hints = review.proposals.iter().filter(|one| one.is_safe() && !one.is_for_a_plan()).count();
    say(
        format!(
            "{hints} of the safe proposals are hints only: they stand in no plan and no total until somebody confirms them."
        ),
        format!(
            "Trong số phương án an toàn có {hints} phương án mới là gợi ý: chưa đưa vào phương án và chưa tính vào các số dưới đây cho đến khi được xác nhận."
        ),
    );
    let sum = |of: fn(&Figures) -> Option<u32>| {
        let less = |(before, after): &(Figures, Figures)| Some(i64::from(of(before)?) - i64::from(of(after)?));
        batch.figures.iter().filter_map(less).sum::<i64>()
    };
    let steps = sum(|figures| Some(figures.steps));
    let papers = sum(|figures| Some(figures.papers));
    let approvals = sum(|figures| Some(figures.approvals));
    let overs = sum(|figures| figures.hand_overs);
    let visits = sum(|figures| figures.visits);
    say(
        format!(
            "All plans together leave out: steps {steps}, papers {papers}, approvals {approvals}, hand-overs {overs}, visits {visits}."
        ),
        format!(
            "Thực hiện toàn bộ phương án sẽ giảm {steps} bước xử lý, {papers} giấy tờ phải nộp, {approvals} lần soát xét, ký duyệt, {overs} lần chuyển hồ sơ và {visits} lần đi lại."
        ),
    );
    let yearly: Vec<_> = batch.benefits.iter().filter_map(Benefit::per_year).collect();
    let counted = yearly.len();
    let total = yearly.iter().try_fold(Range::default(), |sum, one| sum.plus(*one));
    match total.filter(|_| counted > 0) {
        Some(total) => {
            let (base, low, high) = (dong(total.base, language), dong(total.low, language), dong(total.high, language));
            let open = plans - counted;
            say(
                format!(
                    "Those who apply save {base} a year ({low} to {high}); procedures counted: {counted}; procedures whose number of cases, or of cases that gain, is not known: {open}."
                ),
                format!(
                    "Chi phí tuân thủ tiết kiệm: {base}/năm (từ {low} đến {high}), tính cho {counted} thủ tục có số liệu; {open} thủ tục chưa có số hồ sơ mỗi năm hoặc tỷ lệ hồ sơ được giảm nên chưa tính."
                ),
            );
        }
        None => say(
            "The saving of a year is not known: no procedure states its number of cases.".to_owned(),
            "Chưa tính được chi phí tiết kiệm mỗi năm vì chưa thủ tục nào có số hồ sơ mỗi năm.".to_owned(),
        ),
    }
    let rows: Vec<Row> = Lane::ALL
        .iter()
        .map(|lane| {
            let ranks: Vec<&Rank> =
                batch.ranking.iter().filter(|rank| rank.lane == Some(*lane) && rank.place.is_some()).collect();
            let procedures: BTreeSet<&str> = ranks
                .iter()
                .filter_map(|rank| review.proposals.iter().find(|proposal| proposal.id == rank.id))
                .map(|proposal| proposal.procedure.as_str())
                .collect();
            Row::of(vec![
                Cell::text(lane.text().get(language)),
                Cell::count(ranks.len()),
                Cell::count(procedures.len()),
            ])
        })
        .collect();
    blocks.push(Block::Table(Table {
        caption: Some(language.pick("Who can decide", "Phân theo thẩm quyền").to_owned()),
        columns: vec![
            Column::left(language.pick("Who can decide", "Thẩm quyền"), 60),
            Column::left(language.pick("Proposals", "Số phương án"), 20).aligned(Align::Centre),
            Column::left(language.pick("Procedures", "Số thủ tục"), 20).aligned(Align::Centre),
        ],
        rows,
    }));
    blocks
}

fn of_lane(batch: &Batch<'_>, lane: Lane, language: Language) -> Vec<Block> {
    let ranks: Vec<&Rank> =
        batch.ranking.iter().filter(|rank| rank.lane == Some(lane) && rank.place.is_some()).collect();
    let mut blocks = vec![Block::Heading(2, lane.text().get(language).to_owned())];
    if ranks.is_empty() {
        blocks.push(Block::Paragraph(vec![text(language.pick("None.", "Không có."))]));
        return blocks;
    }
    let rows = ranks.iter().filter_map(|rank| {
        let proposal = batch.review.proposals.iter().find(|proposal| proposal.id == rank.id)?;
        let place = rank.place?;
        let moved = rank.places.map_or_else(String::new, |(best, worst)| {
            if best == worst { place.to_string() } else { format!("{place} ({best}–{worst})") }
        });
        let benefit = batch.benefit(&rank.id);
        let saved = match (benefit.and_then(Benefit::per_year), benefit.and_then(Benefit::per_case)) {
            (Some(year), _) => Cell::number(year.base, grouped(year.base, language)),
            (None, Some(case)) if case == Range::default() => Cell::number(0, "0"),
            (None, Some(case)) => Cell::text(language.pick(
                format!("{} a case", grouped(case.base, language)),
                format!("{}/hồ sơ", grouped(case.base, language)),
            )),
            (None, None) => Cell::text(language.pick("not known", "chưa rõ")),
        };
        let star = if batch.front.contains(&rank.id) { " *" } else { "" };
        Some(Row::of(vec![
            Cell::text(moved),
            Cell::lines(vec![
                batch.shown(&proposal.procedure),
                language.pick(format!("Reference: {}", proposal.id), format!("Ký hiệu: {}", proposal.id)),
            ]),
            Cell::lines(batch.actions(proposal, language)),
            saved,
            Cell::text(format!("{}{star}", score(rank.score, language))),
        ]))
    });
    blocks.push(Block::Table(Table {
        caption: None,
        columns: vec![
            Column::left(language.pick("Place", "Thứ tự"), 12).aligned(Align::Centre),
            Column::left(language.pick("Procedure", "Thủ tục"), 28),
            Column::left(language.pick("What is done", "Nội dung"), 32),
            Column::left(language.pick("Saved, VND a year", "Tiết kiệm (đồng/năm)"), 16).aligned(Align::Right),
            Column::left(language.pick("Score", "Điểm"), 12).aligned(Align::Centre),
        ],
        rows: rows.collect(),
    }));
    let words = language.pick(
        "In brackets: between which places it moves when a weight is a fifth more or less, or all cost parameters are low or \
         high. Where the number of cases a year is known, scores are of a year and stand first; else they are of one case, and compare only \
         with each other. *: no other proposal is better in everything.",
        "Trong ngoặc: khoảng thứ tự khi trọng số tăng giảm 20% hoặc tham số chi phí ở mức thấp, mức cao. Phương án có số hồ sơ mỗi năm được chấm theo năm và xếp trước; các \
         phương án còn lại chấm theo một hồ sơ, điểm chỉ so sánh trong cùng nhóm. Dấu *: không có phương án \
         nào khác tốt hơn về mọi mặt.",
    );
    blocks.push(Block::Paragraph(vec![super::italic(words)]));
    blocks
}

/// Three decimals.
fn score(score: Option<f64>, language: Language) -> String {
    let shown = score.map_or_else(|| "–".to_owned(), |score| format!("{score:.3}"));
    language.pick(shown.clone(), shown.replace('.', ","))
}

fn table(language: Language, second: &str, rows: Vec<Row>) -> Table {
    Table {
        caption: None,
        columns: vec![
            Column::left(language.pick("No.", "STT"), 8).aligned(Align::Centre),
            Column::left(language.pick("Procedure", "Thủ tục"), 33),
            Column::left(second, 60),
        ],
        rows,
    }
}

fn numbered(rows: Vec<(String, Vec<String>)>) -> Vec<Row> {
    let row = |(index, (what, lines)): (usize, (String, Vec<String>))| {
        let number = index + 1;
        Row::of(vec![Cell::count(number), Cell::text(what), Cell::lines(lines)])
    };
    rows.into_iter().enumerate().map(row).collect()
}

fn not_ranked(batch: &Batch<'_>, language: Language) -> Vec<Block> {
    let say = |proposal: &Proposal, words: &str| match batch.entry(&proposal.procedure) {
        Some(procedure) => names(batch.checked, procedure, language).sentence(words),
        None => words.to_owned(),
    };
    let mut rows = Vec::new();
    for rank in batch.ranking.iter().filter(|rank| rank.place.is_none()) {
        let Some(proposal) = batch.review.proposals.iter().find(|proposal| proposal.id == rank.id) else { continue };
        let why = batch.unranked.get(&rank.id).map_or_else(
            || {
                language
                    .pick("Which instrument must be amended is not known.", "Chưa xác định được văn bản cần sửa đổi.")
                    .to_owned()
            },
            |why| say(proposal, why.get(language)),
        );
        let mut lines = batch.actions(proposal, language);
        lines.push(language.pick(format!("Not ranked: {why}"), format!("Lý do chưa xếp hạng: {why}")));
        lines.extend(legal(proposal, language));
        lines.push(language.pick(format!("Reference: {}", proposal.id), format!("Ký hiệu: {}", proposal.id)));
        rows.push((batch.shown(&proposal.procedure), lines));
    }
    section(language.pick("III. LISTED, NOT RANKED", "III. PHƯƠNG ÁN CHƯA XẾP HẠNG"), language, numbered(rows))
}

fn section(heading: &str, language: Language, rows: Vec<Row>) -> Vec<Block> {
    let body = if rows.is_empty() {
        Block::Paragraph(vec![text(language.pick("None.", "Không có."))])
    } else {
        Block::Table(table(language, language.pick("Content", "Nội dung"), rows))
    };
    vec![Block::Heading(1, heading.to_owned()), body]
}

fn unlawful(batch: &Batch<'_>, language: Language) -> Vec<Block> {
    let found =
        batch.checked.findings.iter().filter(|finding| {
            finding.severity == Severity::Error && matches!(finding.code.theme(), "law" | "authority")
        });
    let rows = found.filter_map(|finding| {
        let code = finding.procedure.as_deref()?;
        let procedure = batch.entry(code)?;
        let names = names(batch.checked, procedure, language);
        Some((batch.shown(code), vec![names.sentence(finding.message.get(language))]))
    });
    let heading = language.pick("IV. TO BE MADE LAWFUL", "IV. NỘI DUNG CẦN KHẮC PHỤC VỀ TÍNH HỢP PHÁP");
    section(heading, language, numbered(rows.collect()))
}

/// Where what a proposal touches is laid down, what it rests on, and who may amend it.
fn legal(proposal: &Proposal, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for touched in &proposal.touched {
        let (act, who) = (capital(&ground(touched, language)), authorities(touched, language).join("; "));
        let line = language.pick(
            format!("Laid down in: {act}. Who may amend it: {who}."),
            format!("Văn bản, điều khoản: {act}. Thẩm quyền: {who}."),
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if !proposal.supports.is_empty() {
        let acts = all(&proposal.supports, language);
        lines.push(language.pick(format!("Rests on: {acts}."), format!("Căn cứ thực hiện: {acts}.")));
    }
    lines
}

/// Corrections of words: what they are about, so that whoever keeps the catalogue can write them in.
fn housekeeping(batch: &Batch<'_>, language: Language) -> Vec<Block> {
    let rows = batch.review.housekeeping.iter().map(|proposal| {
        let mut lines = batch.actions(proposal, language);
        lines.push(language.pick(format!("Reference: {}", proposal.id), format!("Ký hiệu: {}", proposal.id)));
        (batch.shown(&proposal.procedure), lines)
    });
    let heading = language.pick(
        "VI. HOUSEKEEPING OF THE CATALOGUE (NO PROPOSALS)",
        "VI. CHỈNH LÝ CÂU CHỮ TRONG DANH MỤC (KHÔNG TÍNH LÀ PHƯƠNG ÁN)",
    );
    section(heading, language, numbered(rows.collect()))
}

fn by_hand(batch: &Batch<'_>, language: Language) -> Vec<Block> {
    let mut by_procedure: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for finding in &batch.review.by_hand {
        let Some(code) = finding.procedure.as_deref() else { continue };
        let Some(procedure) = batch.entry(code) else { continue };
        let names = names(batch.checked, procedure, language);
        by_procedure.entry(code).or_default().push(names.sentence(finding.message.get(language)));
    }
    let rows = by_procedure.into_iter().map(|(code, lines)| (batch.shown(code), lines)).collect();
    let heading = language.pick("V. FOR A PERSON TO THINK ABOUT", "V. PHÁT HIỆN CẦN CÁN BỘ XEM XÉT TRỰC TIẾP");
    section(heading, language, numbered(rows))
}

fn appendix_procedures(batch: &Batch<'_>, language: Language) -> Vec<Block> {
    let arrow = |before: String, after: String| if before == after { before } else { format!("{before} → {after}") };
    let count = |before: u32, after: u32| Cell::text(arrow(before.to_string(), after.to_string()));
    let plans = batch.review.plans.iter().zip(batch.figures).zip(batch.benefits);
    let rows = plans.enumerate().map(|(index, ((plan, (before, after)), benefit))| {
        let unknown = || language.pick("not known", "chưa rõ").to_owned();
        let (slow, fast) = effect::times(before, after);
        let number = index + 1;
        let year = benefit.per_year();
        Row::of(vec![
            Cell::count(number),
            Cell::text(batch.shown(&plan.procedure)),
            Cell::text(arrow(slow.get(language).to_owned(), fast.get(language).to_owned())),
            count(before.steps, after.steps),
            count(before.papers, after.papers),
            count(before.approvals, after.approvals),
            year.map_or_else(|| Cell::text(unknown()), |year| Cell::number(year.base, grouped(year.base, language))),
            Cell::text(benefit.rate().map_or_else(unknown, |rate| rate.show(language))),
        ])
    });
    vec![
        Block::Title {
            kind: language.pick("APPENDIX 1", "PHỤ LỤC 1").to_owned(),
            about: language
                .pick("Procedures that are simplified", "Danh mục thủ tục hành chính được đơn giản hóa")
                .to_owned(),
            note: String::new(),
        },
        Block::Table(Table {
            caption: None,
            columns: vec![
                Column::left(language.pick("No.", "STT"), 8).aligned(Align::Centre),
                Column::left(language.pick("Procedure", "Thủ tục hành chính"), 28),
                Column::left(language.pick("Longest processing time", "Thời gian xử lý dài nhất"), 18)
                    .aligned(Align::Centre),
                Column::left(language.pick("Steps", "Số bước"), 10).aligned(Align::Centre),
                Column::left(language.pick("Papers", "Số giấy tờ"), 10).aligned(Align::Centre),
                Column::left(language.pick("Approvals", "Soát xét, ký duyệt"), 10).aligned(Align::Centre),
                Column::left(language.pick("Saved, VND a year", "Tiết kiệm (đồng/năm)"), 15).aligned(Align::Right),
                Column::left(language.pick("Share", "Tỷ lệ cắt giảm"), 10).aligned(Align::Centre),
            ],
            rows: rows.collect(),
        }),
    ]
}

fn appendix_acts(batch: &Batch<'_>, language: Language) -> Vec<Block> {
    let mut acts: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for plan in &batch.review.plans {
        for proposal in measures(plan, &batch.review.proposals) {
            for touched in &proposal.touched {
                let (issuers, lines) = acts.entry(ground(touched, language)).or_default();
                for issuer in authorities(touched, language) {
                    if !issuers.contains(&issuer) {
                        issuers.push(issuer);
                    }
                }
                let title = touched.title.as_ref().unwrap_or(&touched.name);
                let line = if title.is_empty() {
                    batch.shown(&proposal.procedure)
                } else {
                    format!("{}: “{title}”", batch.shown(&proposal.procedure))
                };
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
    }
    let rows = acts.into_iter().enumerate().map(|(index, (act, (issuers, lines)))| {
        let number = index + 1;
        Row::of(vec![Cell::count(number), Cell::text(capital(&act)), Cell::lines(issuers), Cell::lines(lines)])
    });
    vec![
        Block::Title {
            kind: language.pick("APPENDIX 2", "PHỤ LỤC 2").to_owned(),
            about: language
                .pick("Instruments to be amended", "Danh mục văn bản cần sửa đổi, bổ sung, bãi bỏ")
                .to_owned(),
            note: String::new(),
        },
        Block::Table(Table {
            caption: None,
            columns: vec![
                Column::left(language.pick("No.", "STT"), 8).aligned(Align::Centre),
                Column::left(language.pick("Instrument", "Văn bản, điều khoản"), 35),
                Column::left(language.pick("Who may amend it", "Cơ quan có thẩm quyền"), 23),
                Column::left(language.pick("Procedures", "Thủ tục, nội dung liên quan"), 35),
            ],
            rows: rows.collect(),
        }),
        Block::Paragraph(vec![bold(language.pick("End of the report.", "Hết báo cáo./."))]),
    ]
}
