//! `procedo graph`: the process of one procedure as text or for a drawing tool.

use super::{Failure, Lang, Screen, Verdict, clock, load, select};
use crate::analysis::Facts;
use crate::base::{Language, Text};
use crate::drawing;
use crate::model::{Procedure, shown};
use crate::pipeline::{self, Options};
use crate::time::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Draws the process of one procedure.
/// Vẽ quy trình của một thủ tục.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The procedure. / Mã thủ tục.
    code: String,
    /// The catalogue; else the one around the current folder. / Danh mục; mặc định là danh mục chứa thư mục hiện tại.
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// What is written. / Dạng kết quả.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// With this case applied. / Áp dụng trường hợp này.
    #[arg(long, value_name = "CASE")]
    case: Vec<String>,
    /// As worked at this place. / Theo cách làm ở nơi này.
    #[arg(long, value_name = "PLACE")]
    at: Option<String>,
    /// As of this day. / Tính đến ngày.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// The language of the words that are not the catalogue's own. / Ngôn ngữ của phần chữ ngoài danh mục.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// An outline for reading. / Đề cương để đọc.
    Text,
    /// Graphviz.
    Dot,
    /// Mermaid.
    Mermaid,
    /// A picture. / Hình vẽ.
    Svg,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let loaded = load::load(arguments.path.as_slice())?;
    let options = Options { as_of: arguments.as_of, unread: loaded.unread.clone(), ..Options::on(clock::today()) };
    let checked = pipeline::check(&loaded.sources, &options);
    let (catalogue, day) = (&checked.catalogue, checked.as_of);
    let entry = select::procedure(catalogue, &arguments.code, day)?;
    let place = arguments.at.as_ref().map(|name| select::place(catalogue, name)).transpose()?;
    let applied = select::cases(entry, &arguments.case)?;
    let view = catalogue.view_at(entry, day, place, &applied);
    let language = arguments.lang.map_or(checked.settings.language, Language::from);
    let facts = Facts::new(catalogue, &view, checked.fact_settings());
    let place = place.map(|id| catalogue.places.get(id).near(day));
    let place = place.map(|place| shown(&place.name, place.title.as_ref()));
    let caption = drawing::caption(&facts, place, language);
    let drawn = match arguments.format {
        Format::Text => drawing::outline(&facts, &caption, language),
        format => view.process.as_ref().zip(drawing::chart(catalogue, &view, day, language)).map(|(process, chart)| {
            match format {
                Format::Dot => drawing::dot(&chart, process),
                Format::Mermaid => drawing::mermaid(&chart, process),
                Format::Svg | Format::Text => drawing::svg(&drawing::page(&chart), &caption),
            }
        }),
    };
    screen.print(&drawn.ok_or_else(|| no_process(&view))?)?;
    Ok(Verdict::Clean)
}

fn no_process(view: &Procedure) -> Failure {
    let code = &view.name.text;
    let what: Text = crate::text!(en: "the process of `{code}` is not known", vi: "chưa rõ quy trình của `{code}`");
    Failure::new(what, crate::text!(en: "write a `process` block", vi: "viết khối `quy trình`"))
}
