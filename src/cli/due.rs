//! `procedo due`: when a dossier is due, and why, line by line.

use super::{Failure, Lang, Screen, Verdict, clock, load, select, write};
use crate::analysis::{Answer, Dossier, Outcome, open_text};
use crate::base::{Language, Sink, Sources, Text};
use crate::model::{self, CountedFrom, Entry, Procedure, shown};
use crate::pipeline::{self, Options};
use crate::syntax::{self, ast};
use crate::time::{Date, Moment};
use crate::{document, drawing};
use clap::Args;
use std::path::{Path, PathBuf};

/// Says when a dossier is due, and how that was worked out.
/// Cho biết hạn trả của một hồ sơ và cách tính.
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
    /// Writes the slip that the applicant gets: .docx, .html or .md. / Ghi giấy tiếp nhận và hẹn trả: .docx, .html hoặc .md.
    #[arg(long, value_name = "FILE")]
    slip: Option<PathBuf>,
    /// The language of the answer. / Ngôn ngữ trả lời.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let loaded = load::load(arguments.path.as_slice())?;
    let day = arguments.as_of.unwrap_or(arguments.received.date);
    let options = Options { as_of: Some(day), unread: loaded.unread.clone(), ..Options::on(clock::today()) };
    let checked = pipeline::check(&loaded.sources, &options);
    let catalogue = &checked.catalogue;
    let language = arguments.lang.map_or(checked.settings.language, Language::from);
    let entry = select::procedure(&checked, &arguments.code)?;
    let place = arguments.at.as_ref().map(|name| select::place(catalogue, name)).transpose()?;
    let named = select::cases(entry, &arguments.case)?;
    let calendar = checked.calendar.as_ref().ok_or_else(no_calendar)?;

    let base = catalogue.view_at(entry, day, place, &[]);
    let mut out = Sink::default();
    let written = facts(&arguments.given)?;
    let body = place.map(|id| catalogue.places.get(id).near(day));
    let given = model::given(catalogue, &base, &written, body, &mut out);
    if let Some(first) = out.findings.first() {
        return Err(Failure::Tool { what: first.message.clone(), help: first.help.clone() });
    }
    let dossier = Dossier { entry, day, place, given, named };
    let answer = dossier.due(catalogue, calendar, arguments.received);
    screen.print(&show(entry, &base, &answer, day, language))?;
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

/// Facts as they are typed, read by the language itself: `FACT=VALUE` is the line `given FACT VALUE` of an example.
fn facts(typed: &[String]) -> Result<Vec<ast::Given>, Failure> {
    let mut all = Vec::new();
    for fact in typed {
        let wrong = || {
            Failure::new(
                crate::text!(en: "`{fact}` is not a fact and its value", vi: "`{fact}` không phải là dữ kiện kèm giá trị"),
                crate::text!(
                    en: "write `--given name=value`, such as `--given lived-elsewhere=yes`",
                    vi: "ghi `--given tên=giá-trị`, ví dụ `--given từng-ở-nơi-khác=có`"
                ),
            )
        };
        let (name, value) = fact.split_once('=').filter(|_| !fact.contains(['\n', '{', '}'])).ok_or_else(wrong)?;
        let text = format!("example \"\" of x {{\n  given {} {}\n}}\n", name.trim(), value.trim());
        let mut sources = Sources::default();
        let file = sources.add("--given", text.clone());
        let mut out = Sink::default();
        let parsed = syntax::parse(file, &text, &mut out);
        let given = parsed.items.into_iter().find_map(|item| match item {
            ast::Item::Example(example) => Some(example.given),
            _ => None,
        });
        match given.filter(|given| given.len() == 1 && out.findings.is_empty()) {
            Some(given) => all.extend(given),
            None => return Err(wrong()),
        }
    }
    Ok(all)
}

fn show(entry: &Entry, view: &Procedure, answer: &Answer, day: Date, language: Language) -> String {
    let code = &entry.base.name.text;
    let title = entry.base.title.as_ref().map(|title| format!(" {}", title.text)).unwrap_or_default();
    let shown_day = day.show(language);
    let mut text = match language {
        Language::En => format!("{code}{title}\nby the law of {shown_day}\n"),
        Language::Vi => format!("{code}{title}\ntheo quy định có hiệu lực ngày {shown_day}\n"),
    };
    if !answer.open.is_empty() {
        let open: Vec<Text> = answer.open.iter().map(|atom| open_text(view, atom)).collect();
        let open = Text::join(&open, ", ");
        text += &match language {
            Language::En => format!("it depends on {}: give it with --given\n", open.en),
            Language::Vi => format!("còn tùy vào {}: ghi thêm bằng --given\n", open.vi),
        };
    }
    for outcome in &answer.outcomes {
        text.push('\n');
        text += &show_outcome(outcome, view, language);
    }
    text
}

fn show_outcome(outcome: &Outcome, view: &Procedure, language: Language) -> String {
    let mut text = String::new();
    for (condition, truth) in &outcome.when {
        let phrase = drawing::describe(condition, view, language);
        text += &match (language, truth) {
            (Language::En, true) => format!("if {phrase}\n"),
            (Language::En, false) => format!("if not ({phrase})\n"),
            (Language::Vi, true) => format!("nếu {phrase}\n"),
            (Language::Vi, false) => format!("nếu không phải ({phrase})\n"),
        };
    }
    let Some(limit) = &outcome.limit else {
        let why = match outcome.row {
            Some(_) => language.pick("the limit is not known", "chưa rõ thời hạn"),
            None => language.pick("no limit is stated", "không quy định thời hạn"),
        };
        return text + "  " + why + "\n";
    };
    text += &format!("  {}: {}\n", language.pick("limit", "thời hạn"), limit.text().get(language));
    text += match outcome.counted_from {
        CountedFrom::CompleteDossier => language.pick(
            "  counted from the complete dossier: taken as complete on arrival\n",
            "  tính từ khi đủ hồ sơ: coi như nộp đủ ngay\n",
        ),
        CountedFrom::Step(_) => language.pick(
            "  counted from the end of a step: taken as ended at the time given\n",
            "  tính từ khi xong một bước: coi như bước đó xong lúc đã ghi\n",
        ),
        CountedFrom::Unsaid | CountedFrom::Receipt => "",
    };
    match outcome.due.as_ref().expect("a limit has an answer") {
        Ok(due) => {
            for line in &due.lines {
                text += &format!("  {}\n", line.get(language));
            }
            if let Some(otherwise) = due.otherwise {
                let otherwise = otherwise.show(language);
                text += &match language {
                    Language::En => format!("  or {otherwise}, if the days that are not decided are off\n"),
                    Language::Vi => format!("  hoặc {otherwise}, nếu các ngày chưa quyết định là ngày nghỉ\n"),
                };
            }
            for caveat in &due.caveats {
                text += &format!("  ! {}\n", caveat.get(language));
            }
        }
        Err(why) => text += &format!("  {}\n", why.message().get(language)),
    }
    text
}
