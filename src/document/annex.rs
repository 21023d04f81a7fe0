//! The internal process of a procedure as the annex of a decision: step, unit, person, time, result.

use super::words::{agencies, capital, citation, condition as condition_words, persons};
use super::{Align, Block, Cell, Column, Document, Drawing, Face, Row, Table, bold, text};
use crate::analysis::Facts;
use crate::base::Language;
use crate::drawing;
use crate::model::{
    Action, Condition, Flow, Goal, Node, OrUnknown, Place, Process, Signature, Step, StepId, Trigger, shown,
};

/// The annex for one view of a procedure; `at` is where it is worked, with the accounts it has.
/// Without a known process it says so.
pub fn annex(facts: &Facts<'_>, at: Option<&Place>, language: Language) -> Document {
    let procedure = facts.procedure;
    let place = at.map(|place| shown(&place.name, place.title.as_ref()));
    let code = &procedure.name.text;
    let name = procedure.title.as_ref().map_or("", |title| &title.text);
    let about = language.pick(format!("{name} (code {code})"), format!("{name} (mã số {code})"));
    let kind = language.pick("INTERNAL PROCESS", "QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH").to_owned();
    let note =
        language.pick("(with Decision No. … /QĐ-… of …)", "(Kèm theo Quyết định số …/QĐ-… ngày … tháng … năm … của …)");
    let mut blocks = vec![Block::Title { kind, about, note: note.to_owned() }];
    blocks.extend(facts_of(facts, place, language));
    match &procedure.process {
        Some(process) => {
            blocks.push(Block::Heading(1, language.pick("1. Steps", "1. Trình tự các bước").to_owned()));
            blocks.push(Block::Table(steps(facts, process, language)));
            blocks.push(Block::Heading(1, language.pick("2. Drawing", "2. Sơ đồ quy trình").to_owned()));
            blocks.extend(drawn(facts, place, language).map(Block::Drawing));
            blocks.push(Block::Heading(1, language.pick("3. Accounts", "3. Danh sách tài khoản").to_owned()));
            blocks.push(Block::Table(super::accounts::table(facts, at, language)));
        }
        None => blocks.push(Block::Paragraph(vec![text(
            language.pick("The internal process is not known.", "Chưa có thông tin về quy trình nội bộ."),
        )])),
    }
    Document { title: format!("{code} {name}").trim().to_owned(), language, head: None, blocks }
}

/// What must be known before the steps.
fn facts_of(facts: &Facts<'_>, place: Option<&str>, language: Language) -> Vec<Block> {
    let caption = drawing::caption(facts, place, language);
    let mut lines: Vec<Block> = caption
        .lines
        .iter()
        .map(|(word, what)| Block::Paragraph(vec![bold(format!("{word}: ")), text(format!("{}.", capital(what)))]))
        .collect();
    let day = facts.settings.as_of;
    let basis = facts.procedure.notes.basis.iter().filter(|one| one.period.contains(day));
    let basis: Vec<String> = basis.map(|one| citation(facts.catalogue, one, day, language)).collect();
    if !basis.is_empty() {
        let word = language.pick("Legal basis: ", "Căn cứ pháp lý: ");
        lines.push(Block::Paragraph(vec![bold(word), text(format!("{}.", basis.join("; ")))]));
    }
    lines
}

/// The drawing of a view.
pub(super) fn drawn(facts: &Facts<'_>, place: Option<&str>, language: Language) -> Option<Drawing> {
    let day = facts.settings.as_of;
    let chart = drawing::chart(facts.catalogue, facts.procedure, day, language)?;
    let mut caption = drawing::caption(facts, place, language);
    // The document has said this already.
    caption.lines.clear();
    let name = &facts.procedure.name.text;
    Some(Drawing {
        svg: drawing::svg(&drawing::page(&chart), &caption),
        caption: language.pick(format!("The process of {name}"), format!("Sơ đồ quy trình giải quyết thủ tục {name}")),
    })
}

/// The table of steps; what a step depends on stands in a row of its own above it.
pub(super) fn steps(facts: &Facts<'_>, process: &Process, language: Language) -> Table {
    let mut rows = Rows { facts, process, language, made: Vec::new(), count: 0, closes: false };
    rows.flow(&process.flow);
    // After the last block nothing is left to be done in all cases.
    while rows.made.last().is_some_and(|row| row.cells.len() == 1) && rows.closes {
        rows.made.pop();
        rows.closes = false;
    }
    let total = drawing::limits(facts, language);
    if !total.is_empty() {
        let word = language.pick("Time limit in all", "Tổng thời hạn giải quyết");
        rows.made.push(Row::of(vec![Cell::text(format!("{word}: {total}"))]).set(Face::Bold));
    }
    Table {
        caption: None,
        columns: vec![
            Column::left(language.pick("Step", "Bước"), 9).aligned(Align::Centre),
            Column::left(language.pick("What is done", "Nội dung công việc"), 34),
            Column::left(language.pick("Unit", "Đơn vị thực hiện"), 19),
            Column::left(language.pick("Person", "Người thực hiện"), 18),
            Column::left(language.pick("Time", "Thời gian"), 12).aligned(Align::Centre),
            Column::left(language.pick("Result, form", "Kết quả, biểu mẫu"), 18),
        ],
        rows: rows.made,
    }
}

struct Rows<'a, 'f> {
    facts: &'a Facts<'f>,
    process: &'a Process,
    language: Language,
    made: Vec<Row>,
    count: usize,
    /// Whether the last row only closes a block.
    closes: bool,
}

impl Rows<'_, '_> {
    /// A row over all columns: what holds for the steps under it.
    fn say(&mut self, words: String) {
        self.made.push(Row::of(vec![Cell::text(words)]).set(Face::Italic));
        self.closes = false;
    }

    /// The same, after a block.
    fn close(&mut self, words: &str) {
        // Blocks that end together are closed once.
        if self.closes {
            self.made.pop();
        }
        self.say(words.to_owned());
        self.closes = true;
    }

    fn when(&self, condition: &Condition) -> String {
        let day = self.facts.settings.as_of;
        condition_words(self.facts.catalogue, self.facts.procedure, condition, day, self.language)
    }

    fn flow(&mut self, flow: &Flow) {
        for node in &flow.nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        let language = self.language;
        match node {
            Node::Step(id) => self.step(*id),
            Node::Choice { options, .. } => {
                for option in options.iter().filter(|option| !option.flow.nodes.is_empty()) {
                    match &option.condition {
                        Some(condition) => {
                            let when = self.when(condition);
                            self.say(language.pick(format!("Where {when}:"), format!("Trường hợp {when}:")));
                        }
                        None => self.say(language.pick("In all other cases:", "Các trường hợp còn lại:").to_owned()),
                    }
                    self.flow(&option.flow);
                }
                self.close(language.pick("In all cases:", "Thực hiện chung cho các trường hợp:"));
            }
            Node::Parallel { branches, .. } => {
                for (index, (title, branch)) in branches.iter().enumerate() {
                    let title = title.as_ref().map(|title| format!(" ({})", title.text)).unwrap_or_default();
                    let index = index + 1;
                    self.say(language.pick(
                        format!("At the same time, branch {index}{title}:"),
                        format!("Thực hiện đồng thời, nhánh {index}{title}:"),
                    ));
                    self.flow(branch);
                }
                self.close(language.pick("When all branches are done:", "Sau khi hoàn thành các nhánh:"));
            }
            Node::Repeat { limit, condition, body, .. } => {
                let most = limit.map_or_else(String::new, |limit| {
                    language.pick(format!(", at most {limit} times"), format!(", tối đa {limit} lần"))
                });
                let when = condition.as_ref().map(|condition| self.when(condition)).unwrap_or_default();
                self.say(language.pick(format!("Repeated while {when}{most}:"), format!("Lặp lại khi {when}{most}:")));
                self.flow(body);
            }
            Node::Phase(index, flow) => {
                let phase = &self.process.phases[*index as usize];
                let title = shown(&phase.name, phase.title.as_ref()).to_owned();
                let limit = phase.within.as_ref().map(|within| drawing::limit(&within.value, language));
                let limit = limit.map(|limit| format!(" ({limit})")).unwrap_or_default();
                self.say(language.pick(format!("Phase: {title}{limit}"), format!("Giai đoạn: {title}{limit}")));
                self.flow(flow);
            }
            Node::End(end) => self.say(capital(drawing::end_label(end.value, language))),
        }
    }

    fn step(&mut self, id: StepId) {
        let (language, day) = (self.language, self.facts.settings.as_of);
        let step = self.process.step(id);
        self.count += 1;
        self.closes = false;
        let mut what = vec![step.shown().to_owned()];
        what.extend(step.reactions.iter().map(|reaction| self.reaction(&reaction.trigger, &reaction.action)));
        if step.pauses.is_some() {
            what.push(
                language
                    .pick("The clock stops meanwhile.", "Thời gian này không tính vào thời hạn giải quyết.")
                    .to_owned(),
            );
        }
        let (units, persons) = match &step.by {
            Some(by) => {
                (agencies(self.facts.catalogue, by, day, language), persons(self.facts.catalogue, by, day, language))
            }
            None => (vec!["…".to_owned()], vec!["…".to_owned()]),
        };
        let time = step.within.as_ref().map_or_else(
            || language.pick("not set", "chưa quy định").to_owned(),
            |within| drawing::limit(&within.value, language),
        );
        self.made.push(Row::of(vec![
            Cell::count(self.count),
            Cell::lines(what),
            Cell::lines(units),
            Cell::lines(persons),
            Cell::text(time),
            Cell::lines(self.results(step)),
        ]));
    }

    fn results(&self, step: &Step) -> Vec<String> {
        let (procedure, catalogue) = (self.facts.procedure, self.facts.catalogue);
        let mut all: Vec<String> = Vec::new();
        for data in step.writes.iter().map(|at| procedure.datum(at.value)) {
            let kind = data.document.map(|id| catalogue.documents.get(id).near(self.facts.settings.as_of));
            // A record without a title has a name for texts only.
            let title = data.title.as_ref().or_else(|| kind.and_then(|kind| kind.title.as_ref()));
            all.extend(title.map(|title| title.text.clone()));
        }
        all.extend(step.calls.iter().map(|called| {
            let code = &called.name.text;
            self.language.pick(format!("Worked by procedure {code}"), format!("Liên thông thủ tục {code}"))
        }));
        all.extend(step.form.iter().map(|form| form.text.clone()));
        if let Some(OrUnknown::Known(Signature::Digital)) = step.signature.as_ref().map(|signature| signature.value) {
            all.push(self.language.pick("Digitally signed", "Ký số").to_owned());
        }
        all
    }

    fn reaction(&self, trigger: &Trigger, action: &Action) -> String {
        let language = self.language;
        let when = match trigger {
            Trigger::Incomplete => language.pick("Dossier incomplete", "Hồ sơ chưa đầy đủ, chưa hợp lệ").to_owned(),
            Trigger::Ineligible => language.pick("Not eligible", "Không đủ điều kiện").to_owned(),
            Trigger::Late => language.pick("Time passed", "Quá thời hạn").to_owned(),
            Trigger::When(condition) => capital(&self.when(condition)),
        };
        let then = match action {
            Action::Go(Goal::End(end)) => match end {
                crate::model::End::Refuse => {
                    language.pick("refuse in writing, with reasons", "trả lời bằng văn bản, nêu rõ lý do").to_owned()
                }
                end => drawing::end_label(*end, language).to_lowercase(),
            },
            Action::Go(Goal::Step(id)) => {
                let shown = self.process.step(*id).shown();
                language.pick(format!("go to “{shown}”"), format!("chuyển đến bước “{shown}”"))
            }
            Action::Go(Goal::Unknown) => "…".to_owned(),
            Action::Ask(ask) => {
                let times = ask.times.as_ref().map_or_else(String::new, |times| {
                    let times = times.value;
                    language.pick(format!(" (at most {times} time)"), format!(" (không quá {times:02} lần)"))
                });
                language.pick(
                    format!("ask for all supplements in writing{times}"),
                    format!("thông báo bằng văn bản một lần đầy đủ nội dung cần bổ sung{times}"),
                )
            }
        };
        format!("- {when}: {then}.")
    }
}
