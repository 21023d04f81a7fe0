//! `procedo check`: everything that is wrong; the gate of a build server.

use super::{Failure, Lang, Screen, Verdict, clock, load, select, tally};
use crate::base::{Diagnostic, Severity};
use crate::pipeline::{self, Checked, Options};
use crate::render::{self, Listing, Report};
use crate::time::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Shows everything that is wrong in a catalogue.
/// Kiểm tra danh mục và nêu mọi chỗ sai.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// Folders or files; the whole catalogue around them is read. / Thư mục hoặc tệp; cả danh mục chứa chúng được đọc.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// As of this day. / Tính đến ngày.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// As worked at this place. / Theo cách làm ở nơi này.
    #[arg(long, value_name = "PLACE")]
    at: Option<String>,
    /// How findings are written. / Dạng kết quả.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Only these codes or themes. / Chỉ các mã hoặc nhóm quy tắc này.
    #[arg(long, value_name = "CODE|THEME", value_delimiter = ',')]
    select: Vec<String>,
    /// Without these codes or themes. / Bỏ qua các mã hoặc nhóm quy tắc này.
    #[arg(long, value_name = "CODE|THEME", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The least severity that makes the exit code 1. / Mức thấp nhất khiến mã thoát là 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL")]
    fail_on: FailOn,
    /// Lists what could not be answered, and what is missing. / Liệt kê điều chưa trả lời được và dữ liệu còn thiếu.
    #[arg(long)]
    unknowns: bool,
    /// Shows, in place of the findings, how each rule answered. / Thay cho các phát hiện, hiện số lần trả lời của từng quy tắc.
    #[arg(long)]
    tally: bool,
    /// The language of messages; else that of each file. / Ngôn ngữ thông báo; mặc định theo từng tệp.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// Drawn with the source lines. / Kèm dòng nguồn.
    Text,
    /// Sentences, for screen readers. / Câu văn, cho trình đọc màn hình.
    Plain,
    /// For programs. / Cho chương trình.
    Json,
}

/// The severity from which on the exit code is 1.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    /// The verdict on findings.
    pub(super) fn judge(self, findings: &[&Diagnostic]) -> Verdict {
        let least = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
            Self::Never => return Verdict::Clean,
        };
        if findings.iter().any(|finding| finding.severity >= least) { Verdict::Findings } else { Verdict::Clean }
    }
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    select::codes(&arguments.select)?;
    select::codes(&arguments.ignore)?;
    let loaded = load::load(&arguments.paths)?;
    let options = Options { as_of: arguments.as_of, today: clock::today(), unread: loaded.unread.clone() };
    let checked = pipeline::check_at(&loaded.sources, &options, arguments.at.as_deref());
    if let Some(place) = &arguments.at {
        select::place(&checked.catalogue, place)?;
    }
    let mut report = report(&loaded, &checked, arguments.lang);
    report.findings.retain(|finding| wanted(arguments, finding.code.id(), finding.code.theme()));
    report.unknowns.retain(|unknown| wanted(arguments, unknown.code.id(), unknown.code.theme()));
    report.unknowns_shown = if arguments.unknowns { Listing::Listed } else { Listing::Counted };
    let tally = || tally::table(&checked.tally, arguments.format, report.own_language());
    screen.print(&match arguments.format {
        _ if arguments.tally => tally(),
        Format::Text => render::terminal::render(&report, screen.look),
        Format::Plain => render::plain::render(&report),
        Format::Json => render::json::render(&report),
    })?;
    Ok(if loaded.unread.is_empty() { arguments.fail_on.judge(&report.findings) } else { Verdict::Unread })
}

fn wanted(arguments: &Arguments, id: &str, theme: &str) -> bool {
    let among = |words: &[String]| words.iter().any(|word| word == id || word == theme);
    (arguments.select.is_empty() || among(&arguments.select)) && !among(&arguments.ignore)
}

/// A report on the files that the user asked about.
pub(super) fn report<'a>(loaded: &'a load::Loaded, checked: &'a Checked, lang: Option<Lang>) -> Report<'a> {
    Report {
        sources: &loaded.sources,
        findings: checked.findings.iter().filter(|finding| loaded.shows(finding.at.file)).collect(),
        unknowns: checked.unknowns.iter().filter(|unknown| loaded.shows(unknown.at.file)).collect(),
        as_of: checked.as_of.text(),
        language: lang.map(Into::into),
        default_language: checked.settings.language,
        files: loaded.sources.ids().filter(|id| loaded.shows(*id)).count(),
        unknowns_shown: Listing::Counted,
    }
}
