//! `procedo due`: when a dossier is due, or a step of it, and why; for people line by line, for programs as JSON.

mod given;
mod json;
mod show;

use super::{Failure, Lang, Screen, Verdict, clock, load, select, write};
use crate::analysis::{Dossier, Stage, View};
use crate::base::{Language, Sink, similar};
use crate::drawing::{self, ShapeKind};
use crate::model::{self, Action, Catalogue, shown};
use crate::time::{Beginning, Clock, Date, Moment, Pause};
use crate::{document, pipeline};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Says when a dossier is due, or a step of it, and how that was worked out.
/// Cho biết hạn trả của một hồ sơ, hoặc hạn của một bước, và cách tính.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The procedure. / Mã thủ tục.
    code: String,
    /// The catalogue; else the one around the current folder. / Danh mục; mặc định là danh mục chứa thư mục hiện tại.
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// When it arrived: "2026-02-13 15:20". / Thời điểm nộp: "13/02/2026 15:20".
    #[arg(long, value_name = "TIME", value_parser = clock::moment)]
    received: Moment,
    /// While the clock stood still: "2026-02-24 09:00..2026-02-26 14:00"; repeatable.
    /// Khoảng thời gian tạm dừng: "24/02/2026 09:00..26/02/2026 14:00"; ghi được nhiều lần.
    #[arg(long, value_name = "FROM..TO", value_parser = clock::pause)]
    paused: Vec<Pause>,
    /// When the papers were complete, if the time counts anew from then. / Thời điểm đủ hồ sơ, nếu thời hạn tính lại từ đó.
    #[arg(long, value_name = "TIME", value_parser = clock::moment)]
    complete: Option<Moment>,
    /// The due time of this step, by its name or its identifier in a BPMN model.
    /// Hạn của bước này, theo tên hoặc mã định danh trong mô hình BPMN.
    #[arg(long, value_name = "STEP", conflicts_with_all = ["slip", "complete"])]
    step: Option<String>,
    /// When the step began; else when the dossier arrived. / Thời điểm bắt đầu bước; mặc định là lúc nộp.
    #[arg(long, value_name = "TIME", value_parser = clock::moment)]
    began: Option<Moment>,
    /// Where it is filed. / Nơi nộp.
    #[arg(long, value_name = "PLACE")]
    at: Option<String>,
    /// A fact of the case. / Dữ kiện của hồ sơ.
    #[arg(long, value_name = "FACT=VALUE")]
    given: Vec<String>,
    /// A case that holds whatever the facts. / Trường hợp được áp dụng dù dữ kiện thế nào.
    #[arg(long, value_name = "CASE")]
    case: Vec<String>,
    /// By the law of this day; else that of the day of receipt. / Theo quy định của ngày; mặc định là ngày nộp.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// How the answer is written. / Dạng câu trả lời.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Writes the slip that the applicant gets: .docx, .html or .md. / Ghi giấy tiếp nhận và hẹn trả: .docx, .html hoặc .md.
    #[arg(long, value_name = "FILE")]
    slip: Option<PathBuf>,
    /// The language of the answer. / Ngôn ngữ trả lời.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Line by line. / Từng dòng.
    Text,
    /// For programs: the dossier, and every step as if it began at `--began`. / Cho chương trình: hồ sơ và mọi bước.
    Json,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let clock = clock_of(arguments)?;
    let loaded = load::load(arguments.path.as_slice())?;
    let day = arguments.as_of.unwrap_or(arguments.received.date);
    let said = pipeline::read(&loaded.sources);
    let catalogue = &said.catalogue;
    let language = arguments.lang.map_or(said.settings.language, Language::from);
    let entry = select::procedure(catalogue, &arguments.code, day)?;
    let place = arguments.at.as_ref().map(|name| select::place(catalogue, name)).transpose()?;
    let named = select::cases(entry, &arguments.case)?;
    let calendar = said.calendar.as_ref().ok_or_else(no_calendar)?;

    let base = catalogue.view_at(entry, day, place, &[]);
    let mut out = Sink::default();
    let written = given::facts(&arguments.given)?;
    let body = place.map(|id| catalogue.places.get(id).near(day));
    let given = model::given(catalogue, &base, &written, body, &mut out);
    if let Some(first) = out.findings.first() {
        return Err(Failure::Tool { what: first.message.clone(), help: first.help.clone() });
    }
    let dossier = Dossier { entry, day, place, given, named };
    let begun = Clock {
        beginning: Beginning::Step,
        received: arguments.began.unwrap_or(arguments.received),
        restarted: None,
        ..clock.clone()
    };
    let views = dossier.views(catalogue);
    // Steps have their names from a drawing: it is made for who asks about them.
    let about_steps = arguments.step.is_some() || arguments.format == Format::Json;
    let steps = if about_steps { steps(&views, catalogue, day, language) } else { Vec::new() };
    let step = arguments.step.as_ref().map(|written| step_of(&steps, written)).transpose()?;
    let asked = show::Asked {
        entry,
        view: &base,
        step: step.map(|step| step.title.as_str()),
        day,
        complete: arguments.complete,
        language,
    };
    let step_due = |step: &Known| dossier.stage_due(&views, calendar, &begun, &step.stage);
    let answer = step.map_or_else(|| dossier.due(catalogue, calendar, &clock), step_due);
    match arguments.format {
        Format::Text => screen.print(&show::show(&asked, &answer))?,
        Format::Json => {
            let whole = step.is_none().then_some(&answer);
            let all: Vec<_> = if step.is_none() { steps.iter().map(step_due).collect() } else { Vec::new() };
            let of_steps: Vec<_> = match step {
                Some(step) => vec![(step, &answer)],
                None => steps.iter().zip(&all).collect(),
            };
            screen.print(&json::answer(&asked, &clock, whole, &of_steps))?;
        }
    }
    if let Some(path) = &arguments.slip {
        let place = body.map(|place| shown(&place.name, place.title.as_ref()));
        let slip = document::slip(catalogue, &dossier, &answer, arguments.received, place, language);
        let content = match path.extension().and_then(|ending| ending.to_str()) {
            Some("docx") => document::docx(&slip),
            Some("html") => document::html(&slip).into_bytes(),
            Some("md") => document::markdown(&slip, |_| String::new()).into_bytes(),
            _ => return Err(no_format(path)),
        };
        write::file(path, &content)?;
        screen.notice(&path.display().to_string());
    }
    Ok(Verdict::Clean)
}

/// What happened to the dossier, as far as it was told.
fn clock_of(arguments: &Arguments) -> Result<Clock, Failure> {
    let Arguments { received, paused, complete, began, .. } = arguments;
    let early = |what: crate::base::Text| {
        let arrived = received.text();
        let help = crate::base::Text {
            en: format!("it arrived {}: nothing can happen to it before", arrived.en),
            vi: format!("hồ sơ được nộp lúc {}: trước đó chưa thể có gì xảy ra", arrived.vi),
        };
        Err(Failure::new(what, help))
    };
    if let Some(pause) = paused.iter().find(|pause| pause.from < *received) {
        let from = pause.from;
        return early(crate::text!(
            en: "the pause from {from} begins before the dossier arrived",
            vi: "lần tạm dừng từ {from} bắt đầu trước khi nộp hồ sơ"
        ));
    }
    for (moment, option) in [(complete, "--complete"), (began, "--began")] {
        if let Some(moment) = moment.filter(|moment| moment < received) {
            return early(crate::text!(
                en: "`{option}` {moment} lies before the dossier arrived",
                vi: "`{option}` {moment} sớm hơn lúc nộp hồ sơ"
            ));
        }
    }
    if began.is_some() && arguments.step.is_none() && arguments.format == Format::Text {
        return Err(Failure::new(
            crate::text!(en: "`--began` says when a step began, and no step is named", vi: "`--began` là lúc bắt đầu một bước, nhưng chưa nêu bước nào"),
            crate::text!(
                en: "name it: `--step verify`, or ask for all steps: `--format json`",
                vi: "nêu bước: `--step thẩm-tra`, hoặc hỏi mọi bước: `--format json`"
            ),
        ));
    }
    Ok(Clock { pauses: paused.clone(), restarted: *complete, ..Clock::started(*received) })
}

/// A step, or a request for a supplement, that can be asked about.
struct Known {
    /// Its identifier in BPMN models.
    id: String,
    stage: Stage,
    /// The step's name.
    name: String,
    title: String,
}

/// The steps of the views, each once.
fn steps(views: &[View], catalogue: &Catalogue, day: Date, language: Language) -> Vec<Known> {
    let (mut known, mut seen) = (Vec::new(), BTreeSet::new());
    for view in views {
        let Some(process) = &view.procedure.process else { continue };
        let Some(chart) = drawing::chart(catalogue, &view.procedure, day, language) else { continue };
        for (shape, id) in chart.shapes.iter().zip(chart.identifiers(process)) {
            let Some(step) = shape.step else { continue };
            let name = process.step(step).name.text.clone();
            let stage = match &shape.kind {
                ShapeKind::Task => Stage::Step(name.clone()),
                ShapeKind::Supplement(ask) => {
                    let asks = process.step(step).reactions.iter().filter_map(|it| match &it.action {
                        Action::Ask(ask) => Some(ask.span),
                        Action::Go(_) => None,
                    });
                    let number = asks.take_while(|span| *span != ask.span).count();
                    Stage::Supplement(name.clone(), number)
                }
                _ => continue,
            };
            if seen.insert(id.clone()) {
                known.push(Known { id, stage, name, title: shape.label.clone() });
            }
        }
    }
    known
}

fn step_of<'a>(steps: &'a [Known], written: &str) -> Result<&'a Known, Failure> {
    let key = similar::key(written);
    let named = steps.iter().find(|known| matches!(&known.stage, Stage::Step(name) if similar::key(name) == key));
    named.or_else(|| steps.iter().find(|step| step.id == written)).ok_or_else(|| {
        let own = steps.iter().filter(|known| matches!(known.stage, Stage::Step(_)));
        let names = own.map(|step| step.name.as_str());
        let list = select::listed(names.clone());
        let help = if steps.is_empty() {
            crate::text!(en: "the procedure has no process", vi: "thủ tục chưa có quy trình nội bộ")
        } else {
            crate::text!(en: "the process has {list}", vi: "quy trình có {list}")
        };
        Failure::unknown(
            crate::text!(en: "there is no step `{written}`", vi: "không có bước `{written}`"),
            written,
            names,
            help,
        )
    })
}

fn no_calendar() -> Failure {
    Failure::new(
        crate::text!(en: "the catalogue has no working calendar", vi: "danh mục chưa có lịch làm việc"),
        crate::text!(
            en: "name its file in `catalogue.yaml`: `calendar: calendar.yaml`",
            vi: "ghi tên tệp trong `catalogue.yaml`: `calendar: calendar.yaml`"
        ),
    )
}

fn no_format(path: &Path) -> Failure {
    let shown = path.display();
    Failure::new(
        crate::text!(en: "`{shown}` does not say in which format", vi: "`{shown}` không cho biết định dạng"),
        crate::text!(en: "end the name with .docx, .html or .md", vi: "đặt tên tệp có đuôi .docx, .html hoặc .md"),
    )
}
