//! `procedo document`: the internal process of a procedure as the annex of a decision, and its list of accounts.

use super::{Failure, Lang, Screen, Verdict, clock, load, select, write};
use crate::analysis::Facts;
use crate::base::{Folder, Language, Text, file_name};
use crate::document::{self, Document, Sheet};
use crate::pipeline::{self, Options};
use crate::time::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Writes the internal process of a procedure as the annex of a decision.
/// Lập phụ lục quy trình nội bộ kèm theo quyết định.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The procedure. / Mã thủ tục.
    code: String,
    /// The catalogue; else the one around the current folder. / Danh mục; mặc định là danh mục chứa thư mục hiện tại.
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// The folder that is written. / Thư mục ghi kết quả.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// In which formats. / Các định dạng.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "docx,xlsx")]
    format: Vec<Format>,
    /// With this case applied. / Áp dụng trường hợp này.
    #[arg(long, value_name = "CASE")]
    case: Vec<String>,
    /// As worked at this place, with the accounts it has. / Theo cách làm ở nơi này, kèm số tài khoản hiện có.
    #[arg(long, value_name = "PLACE")]
    at: Option<String>,
    /// As of this day. / Tính đến ngày.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// The language of the words that are not the catalogue's own. / Ngôn ngữ của phần chữ ngoài danh mục.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For Word. / Word.
    Docx,
    /// For browsers. / Trang HTML.
    Html,
    /// Markdown.
    Md,
    /// Tables of steps and accounts. / Bảng các bước và tài khoản.
    Xlsx,
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
    let annex = document::annex(&facts, place, language);
    let name = file_name(&view.name.text);
    let mut folder = Folder::default();
    for format in &arguments.format {
        match format {
            Format::Docx => document::add(&mut folder, &name, &annex, document::Format::Docx),
            Format::Html => document::add(&mut folder, &name, &annex, document::Format::Html),
            Format::Md => document::add(&mut folder, &name, &annex, document::Format::Markdown),
            Format::Xlsx => {
                folder.add(&format!("{name}.xlsx"), workbook(&annex)?);
            }
        }
    }
    for (path, content) in folder.files() {
        let path = arguments.out.join(path);
        write::file(&path, content)?;
        screen.notice(&path.display().to_string());
    }
    Ok(Verdict::Clean)
}

/// The tables of a document, one a sheet.
pub(super) fn workbook(document: &Document) -> Result<Vec<u8>, Failure> {
    let tables = document::tables(document);
    let sheet = |(title, table)| Sheet { name: String::clone(&title), title, table };
    let sheets: Vec<Sheet<'_>> = tables.into_iter().map(sheet).collect();
    document::xlsx(&sheets).map_err(|error| too_large(&error))
}

/// A table does not fit a sheet.
fn too_large(error: &document::TooLarge) -> Failure {
    let why = error.to_string();
    let what: Text = crate::text!(
        en: "a table does not fit a spreadsheet: {why}", vi: "bảng vượt quá giới hạn của bảng tính: {why}"
    );
    Failure::new(what, crate::text!(en: "choose another format", vi: "chọn định dạng khác"))
}
