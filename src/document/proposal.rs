//! What is proposed for one procedure, as the paper that a reviewer reads and an authority signs (Decree 63/2010/NĐ-CP,
//! articles 28 to 31): content with reasons, recommendation, benefit, drawings, what is given up, readiness, unknowns.

use super::amend::{acts, all, authorities, ground, short, state};
use super::assured::kept;
use super::figures::{costs, counted, effects, line, parameters, unchanged};
use super::measure::{action, in_order, now_and_then};
use super::naming::Names;
use super::route;
use super::words::capital;
use super::{Align, Block, Cell, Column, Document, Drawing, Row, Run, Table, bold, italic, text};
use crate::analysis::Facts;
use crate::base::{Certainty, Language};
use crate::drawing::{self, Mark};
use crate::model::{At, ChannelKind, Hand, Procedure, Process, Step, StepId, StepKind};
use crate::review::change::Stage;
use crate::review::cost::{Benefit, Prices, dong};
use crate::review::{Act, Change, Element, Figures, Plan, Proposal, Touched};
use std::collections::BTreeMap;

/// Everything that the paper of one procedure is made of.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The procedure today.
    pub before: &'a Facts<'a>,
    /// Its cases today.
    pub cases: &'a [Procedure],
    /// The procedure with its plan.
    pub after: &'a Facts<'a>,
    /// The plan.
    pub plan: &'a Plan,
    /// Every proposal of the review, also those that the plan does not carry out.
    pub proposals: &'a [Proposal],
    /// Figures of the procedure today and with its plan.
    pub figures: (Figures, Figures),
    /// What the plan saves.
    pub benefit: &'a Benefit,
    /// The parameters behind it.
    pub prices: &'a Prices<'a>,
    /// The title of the place whose way of working is changed, if it is one place's.
    pub place: Option<&'a str>,
}

/// The paper.
pub fn proposal(subject: &Subject<'_>, language: Language) -> Document {
    let procedure = subject.before.procedure;
    let code = &procedure.name.text;
    let title = procedure.title.as_ref().map_or("", |title| &title.text);
    let kind = language.pick("SIMPLIFICATION OF A PROCEDURE", "PHƯƠNG ÁN ĐƠN GIẢN HÓA THỦ TỤC HÀNH CHÍNH").to_owned();
    let about = language.pick(format!("{title} (code {code})"), format!("{title} (mã số {code})"));
    let note = language
        .pick("(with Decision No. … /QĐ-… of …)", "(Kèm theo Quyết định số …/QĐ-… ngày … tháng … năm … của …)")
        .to_owned();
    let mut blocks = vec![Block::Title { kind, about, note }];
    blocks.extend(content(subject, language));
    blocks.extend(recommendation(subject, language));
    blocks.extend(gain(subject, language));
    blocks.extend(drawings(subject, language));
    blocks.extend(control(subject, language));
    blocks.extend(open(subject, language));
    Document { title: format!("{code} {title}").trim().to_owned(), language, head: None, blocks }
}

/// The proposals of a plan in its order.
pub(super) fn measures<'a>(plan: &'a Plan, proposals: &'a [Proposal]) -> impl Iterator<Item = &'a Proposal> {
    plan.measures.iter().filter_map(|measure| proposals.iter().find(|proposal| proposal.id == measure.id))
}

fn names<'a>(subject: &Subject<'a>, language: Language) -> Names<'a> {
    let facts = subject.before;
    Names {
        catalogue: facts.catalogue,
        procedure: facts.procedure,
        cases: subject.cases,
        day: facts.settings.as_of,
        language,
    }
}

fn content(subject: &Subject<'_>, language: Language) -> Vec<Block> {
    let names = names(subject, language);
    let mut blocks = vec![Block::Heading(1, language.pick("I. CONTENT", "I. NỘI DUNG ĐƠN GIẢN HÓA").to_owned())];
    if let Some(place) = subject.place {
        blocks.push(line(language.pick("Worked at", "Nơi thực hiện"), &format!("{place}.")));
    }
    for (index, proposal) in measures(subject.plan, subject.proposals).enumerate() {
        let number = index + 1;
        let mut actions = in_order(&proposal.changes).map(|change| action(change, &names));
        let first = actions.next().unwrap_or_default();
        blocks.push(Block::Heading(2, format!("{number}. {first}")));
        blocks.extend(actions.map(|other| Block::Item(vec![text(format!("{other}."))])));
        let mut reason =
            vec![bold(language.pick("Reason: ", "Lý do: ")), text(names.sentence(proposal.reason.get(language)))];
        reason.extend(why(proposal, language).map(|why| text(format!(" {why}"))));
        blocks.push(Block::Paragraph(reason));
        if !proposal.supports.is_empty() {
            let acts = all(&proposal.supports, language);
            blocks.push(line(language.pick("Rests on", "Căn cứ thực hiện"), &format!("{acts}.")));
        }
        if let Some(branch) = super::branch::of(proposal, &names) {
            blocks.push(Block::Paragraph(vec![text(branch)]));
        }
        if let Some(partly) = &proposal.partly {
            let partly = partly.get(language);
            let words = language.pick(
                format!("Holds only for cases with {partly}; all others hand the paper in as today."),
                format!("Chỉ áp dụng cho hồ sơ có {partly}; các hồ sơ khác vẫn nộp giấy tờ như hiện nay."),
            );
            blocks.push(Block::Paragraph(vec![text(words)]));
        }
        if proposal.stage() == Stage::Limit && index > 0 {
            let words = language.pick(
                "Holds only together with the measures before it: the time is counted on the process that they leave.",
                "Chỉ thực hiện cùng với các nội dung nêu trên: thời gian tính theo quy trình sau khi đã thực hiện các nội dung đó.",
            );
            blocks.push(Block::Paragraph(vec![text(words)]));
        }
        if proposal.finding.certainty != Certainty::Proven {
            let words = match proposal.finding.certainty {
                Certainty::Probable => language.pick(
                    "Probably so: to be compared with the official text before it is submitted.",
                    "Cần đối chiếu với hồ sơ và văn bản chính thức trước khi trình.",
                ),
                _ => language.pick(
                    "Only a hint: to be confirmed by the body that works the procedure.",
                    "Mới là gợi ý, cần cơ quan giải quyết xác nhận trước khi trình.",
                ),
            };
            blocks.push(Block::Paragraph(vec![italic(words)]));
        }
    }
    blocks
}

/// Why the rule behind a proposal matters, as its page says.
fn why(proposal: &Proposal, language: Language) -> Option<String> {
    let docs = proposal.code.docs();
    let heading = language.pick("## Why it matters", "## Vì sao");
    let (_, rest) = docs.split_once(heading)?;
    let body = rest.split("## ").next()?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!body.is_empty()).then_some(body)
}

fn recommendation(subject: &Subject<'_>, language: Language) -> Vec<Block> {
    let names = names(subject, language);
    let mut rows = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    for proposal in measures(subject.plan, subject.proposals) {
        for change in &proposal.changes {
            let touched: Vec<&Touched> = proposal.touched.iter().filter(|one| touches(change, one)).collect();
            let (now, then) = now_and_then(change, &proposal.changes, &names);
            let grounds: Vec<String> = touched.iter().map(|one| shortened(ground(one, language), &named)).collect();
            named.extend(touched.iter().flat_map(|one| acts(one)).map(Act::shown));
            let issuers: Vec<String> = touched.iter().flat_map(|one| authorities(one, language)).collect();
            let number = rows.len() + 1;
            rows.push(Row::of(vec![
                Cell::count(number),
                Cell::lines(unique(grounds)),
                Cell::lines(unique(issuers)),
                Cell::lines(now.split('\n').map(str::to_owned).collect()),
                Cell::text(then),
            ]));
        }
    }
    let table = Table {
        caption: None,
        columns: vec![
            Column::left(language.pick("No.", "STT"), 8).aligned(Align::Centre),
            Column::left(
                language.pick("Point, clause, article, instrument", "Điểm, khoản, Điều, văn bản cần sửa hoặc áp dụng"),
                34,
            ),
            Column::left(language.pick("Who may amend it", "Cơ quan có thẩm quyền"), 14),
            Column::left(language.pick("Today", "Quy định hiện hành"), 24),
            Column::left(language.pick("Proposed", "Quy định đề xuất"), 24),
        ],
        rows,
    };
    let touched: Vec<Touched> = measures(subject.plan, subject.proposals).flat_map(|one| one.touched.clone()).collect();
    let rests_on = measures(subject.plan, subject.proposals).flat_map(|one| &one.supports);
    let states = touched.iter().flat_map(acts).chain(rests_on).flat_map(|act| state(act, language));
    let mut blocks = vec![
        Block::Heading(1, language.pick("II. RECOMMENDATION", "II. KIẾN NGHỊ THỰC THI").to_owned()),
        Block::Table(table),
        Block::Paragraph(vec![text(route::of(&touched, language))]),
    ];
    let mut told = Vec::new();
    for line in states {
        if !told.contains(&line) {
            blocks.push(Block::Item(vec![text(line.clone())]));
            told.push(line);
        }
    }
    blocks
}

/// Words in which the long titles of acts that a row above has named are short.
fn shortened(words: String, named: &[&str]) -> String {
    named
        .iter()
        .filter_map(|title| Some((title, short(title)?)))
        .fold(words, |words, (title, short)| words.replace(*title, short))
}

pub(super) fn unique(mut lines: Vec<String>) -> Vec<String> {
    let mut seen = Vec::new();
    lines.retain(|line| {
        let is_new = !seen.contains(line);
        seen.push(line.clone());
        is_new
    });
    if lines.is_empty() { vec!["…".to_owned()] } else { lines }
}

/// Whether an element is one that a change speaks of.
fn touches(change: &Change, touched: &Touched) -> bool {
    let of_kind = match change {
        Change::DropPaper(_) | Change::FromFiles { .. } | Change::LookUp { .. } | Change::PlainCopy(_) => {
            touched.element == Element::Paper
        }
        Change::DigitalResult(_) => touched.element == Element::Result,
        Change::PayOnline => touched.element == Element::Payment,
        Change::Shorten { .. } => touched.element == Element::Deadline,
        _ => matches!(touched.element, Element::Step | Element::Procedure),
    };
    let named = touched.name.is_empty()
        || change
            .touches()
            .iter()
            .any(|name| crate::base::similar::key(name) == crate::base::similar::key(&touched.name));
    of_kind && named
}

fn gain(subject: &Subject<'_>, language: Language) -> Vec<Block> {
    let mut blocks =
        vec![Block::Heading(1, language.pick("III. BENEFIT", "III. LỢI ÍCH PHƯƠNG ÁN ĐƠN GIẢN HÓA").to_owned())];
    blocks.push(Block::Table(effects((&subject.figures.0, &subject.figures.1), subject.benefit, language)));
    blocks.extend(counted(subject.before.procedure, language));
    let (before, after) = (&subject.benefit.before.applicant, &subject.benefit.after.applicant);
    if before == after {
        blocks.push(unchanged(subject.benefit, (&subject.figures.0, &subject.figures.1), language));
        return blocks;
    }
    blocks.extend(costs(subject.benefit, subject.before.procedure, language));
    blocks.extend(other_cases(subject, language));
    blocks.extend(parameters(subject.prices, language));
    blocks
}

/// A step that goes, and one that changes.
const GONE: &str = "▼";
const CHANGED: &str = "●";

/// What measures save that are counted for another kind of case than the whole.
fn other_cases(subject: &Subject<'_>, language: Language) -> Vec<Block> {
    let mut lines = Vec::new();
    for (index, proposal) in measures(subject.plan, subject.proposals).enumerate() {
        let (before, after) = proposal.costs.clone();
        let own = Benefit::of(before, after, subject.before.procedure, &proposal.case);
        let (Some(case), Some(saved)) = (&own.case, own.per_case()) else { continue };
        if own.case == subject.benefit.case || saved.base <= 0 {
            continue;
        }
        let (Some(before), Some(after)) = (own.before.applicant.total(), own.after.applicant.total()) else { continue };
        let money = |amount: i64| dong(amount, language);
        let (case, number) = (case.get(language), index + 1);
        let (before, after, saved) = (money(before.base), money(after.base), money(saved.base));
        lines.push(Block::Item(vec![text(language.pick(
            format!("Measure {number} by itself, in a case of this kind: {case}: {before} today, {after} after, {saved} saved."),
            format!("Riêng nội dung {number}, tính cho hồ sơ thuộc trường hợp: {case}: từ {before} còn {after}, tiết kiệm {saved}."),
        ))]));
    }
    lines
}

fn drawings(subject: &Subject<'_>, language: Language) -> Vec<Block> {
    let (Some(before), Some(after)) = (&subject.before.procedure.process, &subject.after.procedure.process) else {
        return Vec::new();
    };
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    let mark = |sign: &'static str, en: &str, vi: &str| Mark { sign, meaning: language.pick(en, vi).to_owned() };
    for id in before.ids() {
        match after.named(&before.step(id).name.text) {
            None => {
                old.insert(id, mark(GONE, "goes", "bước bị bãi bỏ hoặc gộp vào bước khác"));
            }
            Some(other) if differs((before, id), (after, other)) => {
                old.insert(id, mark(CHANGED, "changes", "bước được sửa đổi"));
                new.insert(other, mark(CHANGED, "is changed", "bước được sửa đổi"));
            }
            Some(_) => {}
        }
    }
    if old.is_empty() {
        let words = language.pick("The steps of the process stay as they are.", "Các bước của quy trình giữ nguyên.");
        return vec![
            Block::Heading(1, language.pick("IV. PROCESS", "IV. QUY TRÌNH TRƯỚC VÀ SAU").to_owned()),
            Block::Paragraph(vec![text(words)]),
        ];
    }
    let mut blocks = vec![Block::Heading(
        1,
        language.pick("IV. PROCESS TODAY AND PROPOSED", "IV. QUY TRÌNH TRƯỚC VÀ SAU").to_owned(),
    )];
    let words = [
        language.pick("The process today", "Quy trình hiện nay"),
        language.pick("The process proposed", "Quy trình đề xuất"),
    ];
    for ((facts, marks), words) in [(subject.before, old), (subject.after, new)].into_iter().zip(words) {
        blocks.extend(drawn(facts, marks, words, language).map(Block::Drawing));
    }
    blocks
}

fn drawn(facts: &Facts<'_>, marks: BTreeMap<StepId, Mark>, words: &str, language: Language) -> Option<Drawing> {
    let chart = drawing::chart(facts.catalogue, facts.procedure, facts.settings.as_of, language)?;
    let mut caption = drawing::caption(facts, None, language);
    words.clone_into(&mut caption.title);
    caption.lines.clear();
    caption.marks = marks;
    Some(Drawing { svg: drawing::svg(&drawing::page(&chart), &caption), caption: words.to_owned() })
}

/// Whether a reader of the process would see a difference in a step.
fn differs((before, old): (&Process, StepId), (after, new): (&Process, StepId)) -> bool {
    let (old, new) = (before.step(old), after.step(new));
    let by = |step: &Step| {
        let parties = step.by.iter().flat_map(|by| by.any_of.iter().chain(&by.with));
        parties
            .map(|party| match party {
                crate::model::Party::Applicant(_) => "applicant".to_owned(),
                crate::model::Party::Body { body, other } => format!("{}{other}", body.written()),
            })
            .collect::<Vec<_>>()
    };
    let value = |step: &Step| {
        (
            step.within.as_ref().map(|within| within.value.clone()),
            step.signature.as_ref().map(|signature| signature.value),
            step.checks.iter().map(|name| name.text.clone()).collect::<Vec<_>>(),
        )
    };
    old.shown() != new.shown() || by(old) != by(new) || value(old) != value(new)
}

fn control(subject: &Subject<'_>, language: Language) -> Vec<Block> {
    let heading = language.pick("V. CONTROL GIVEN UP", "V. KIỂM SOÁT KHÔNG CÒN THỰC HIỆN VÀ BIỆN PHÁP THAY THẾ");
    let mut blocks = vec![Block::Heading(1, heading.to_owned())];
    let names = names(subject, language);
    let mut said: Vec<String> = Vec::new();
    for change in measures(subject.plan, subject.proposals).flat_map(|proposal| &proposal.changes) {
        let Some(why) = kept(change, &names).filter(|why| !said.contains(why)) else { continue };
        said.push(why);
    }
    if subject.plan.given_up.is_empty() {
        let words = language.pick(
            "None: every check, review and signature of today still takes place.",
            "Không có: các nội dung kiểm tra, soát xét, ký duyệt hiện nay vẫn được thực hiện đầy đủ.",
        );
        blocks.push(Block::Paragraph(vec![text(words)]));
    }
    blocks.extend(said.into_iter().map(|why| Block::Item(vec![text(why)])));
    for control in &subject.plan.given_up {
        let runs: Vec<Run> = vec![
            bold(format!("{}: ", capital(&names.title(&control.what)))),
            text(names.sentence(control.replaced_by.get(language))),
        ];
        blocks.push(Block::Item(runs));
    }
    blocks
}

/// What must be there first, what is not known, what else was thought of.
fn open(subject: &Subject<'_>, language: Language) -> Vec<Block> {
    let names = names(subject, language);
    let heading = language.pick("VI. READINESS AND OPEN QUESTIONS", "VI. ĐIỀU KIỆN THỰC HIỆN VÀ NỘI DUNG CẦN LÀM RÕ");
    let mut blocks = vec![Block::Heading(1, heading.to_owned())];
    let mut said: Vec<String> = Vec::new();
    let mut say = |words: String| {
        // Several measures may need the same.
        if !said.contains(&words) {
            blocks.push(Block::Item(vec![text(words.clone())]));
            said.push(words);
        }
    };
    for proposal in measures(subject.plan, subject.proposals) {
        for change in &proposal.changes {
            if let Some(words) = readiness(change, &names) {
                say(words);
            }
        }
        if let Some(question) = &proposal.question {
            let question = names.sentence(question.get(language));
            say(language.pick(
                format!("To be answered before it is carried out: {question}"),
                format!("Cần trả lời trước khi thực hiện: {question}"),
            ));
        }
        for unknown in &proposal.unknowns {
            let unknown = unknown.get(language);
            say(names.sentence(&language.pick(format!("not known: {unknown}"), format!("chưa rõ {unknown}"))));
        }
    }
    for alternative in &subject.plan.alternatives {
        let Some(proposal) = subject.proposals.iter().find(|proposal| proposal.id == alternative.id) else { continue };
        let actions: Vec<String> = proposal.changes.iter().map(|change| action(change, &names)).collect();
        let (actions, why) = (actions.join("; "), names.sentence(alternative.why.get(language)));
        say(language.pick(
            format!("Not taken: {actions}. {why}"),
            format!("Phương án đã cân nhắc, không chọn: {actions}. {why}"),
        ));
    }
    let refused = subject.proposals.iter().filter(|one| one.procedure == subject.plan.procedure && !one.is_safe());
    for proposal in refused {
        let actions: Vec<String> = proposal.changes.iter().map(|change| action(change, &names)).collect();
        let whys: Vec<String> = proposal.refusals.iter().map(|one| names.sentence(one.why.get(language))).collect();
        let (actions, whys) = (actions.join("; "), whys.join(" "));
        say(language.pick(
            format!("Not safe, not proposed: {actions}. {whys}"),
            format!("Phương án không bảo đảm an toàn, không đề xuất: {actions}. {whys}"),
        ));
    }
    if blocks.len() == 1 {
        let words = language.pick("Nothing is open.", "Không có nội dung cần làm rõ thêm.");
        blocks.push(Block::Paragraph(vec![text(words)]));
    }
    blocks
}

/// What must be provided before a change can be worked.
fn readiness(change: &Change, names: &Names<'_>) -> Option<String> {
    let language = names.language;
    match change {
        Change::HandTo { to, step, title, .. } => {
            let who = names.title(to);
            let renamed = title.as_ref().map(|title| format!("“{}”", title.get(language)));
            let step = renamed.unwrap_or_else(|| names.quoted(step));
            Some(language.pick(
                format!("{who} needs the account, the rights in the system and a digital certificate for {step}."),
                format!("Cấp tài khoản, phân quyền trên hệ thống và chữ ký số cho {who} để đảm nhận bước {step}."),
            ))
        }
        Change::LookUp { database, .. } => {
            let database = names.title(database);
            Some(language.pick(
                format!("Officers need access to {database}."),
                format!("Kết nối, cấp quyền khai thác {database} cho cán bộ tiếp nhận và công chức thụ lý."),
            ))
        }
        Change::DropSteps(steps) if carries_originals(steps, names) => Some(
            language
                .pick(
                    "Somebody is named who brings originals and results on paper to the next body, and enters it on the control sheet of the case.",
                    "Phân công người chuyển bản chính, kết quả bản giấy (nếu có) đến nơi xử lý tiếp theo và ghi vào Phiếu kiểm soát quá trình giải quyết hồ sơ.",
                )
                .to_owned(),
        ),
        Change::SignDigitally(step) => {
            let step = names.quoted(step);
            Some(language.pick(
                format!("Whoever signs at {step} needs a digital certificate."),
                format!("Trang bị chữ ký số cho người ký ở bước {step}."),
            ))
        }
        Change::DigitalResult(_) => Some(
            language
                .pick(
                    "Results are stored as signed digital documents.",
                    "Lưu kết quả bản điện tử vào Kho quản lý dữ liệu điện tử của tổ chức, cá nhân.",
                )
                .to_owned(),
        ),
        Change::PayOnline => Some(
            language.pick("The payment platform is connected.", "Kết nối nền tảng thanh toán trực tuyến.").to_owned(),
        ),
        _ => None,
    }
}

/// Whether one of these steps hands on a case that may hold originals on paper: a system carries only what is digital.
fn carries_originals(steps: &[String], names: &Names<'_>) -> bool {
    let papers = names.procedure.documents.iter().flat_map(|line| &line.any_of);
    let is_original = |hand: &At<Hand>| matches!(hand.value, Hand::Original(_));
    let may_come_on_paper = names.procedure.channels.iter().any(|channel| channel.kind.value != ChannelKind::Online);
    let hands_on = |name: &String| names.find_step(name).is_some_and(|step| step.is_kind(StepKind::Transfer));
    may_come_on_paper && steps.iter().any(hands_on) && papers.flat_map(|paper| &paper.hands).flatten().any(is_original)
}
