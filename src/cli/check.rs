//! `procedo check`: everything that is wrong; the gate of a build server.

use super::{Failure, Lang, Screen, Verdict, clock, comment, git, known, load, select, tally};
use crate::base::{Diagnostic, Language, Severity};
use crate::explain;
use crate::pipeline::{self, Checked, Options};
use crate::render::{self, Listing, Report};
use crate::time::Date;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Shows everything that is wrong in a catalogue.
/// Kiểm tra danh mục và nêu mọi chỗ sai.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, after_help = super::EXIT_CODES)]
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
    /// The list of known findings, which are counted and not shown; else the one in catalogue.yaml. / Danh sách tồn đọng:
    /// chỉ đếm, không hiện; mặc định là danh sách ghi trong catalogue.yaml.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Writes everything that is found as known findings, and fails on nothing. / Ghi mọi phát hiện hiện có thành danh sách tồn đọng.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "prune_baseline", "select", "ignore", "at"])]
    write_baseline: Option<PathBuf>,
    /// Removes from the baseline what is no longer found. / Bỏ khỏi danh sách tồn đọng những gì không còn.
    #[arg(long, conflicts_with_all = ["select", "ignore", "at"])]
    prune_baseline: bool,
    /// Only what a change since this revision of git can influence; `REV...` for where the work branched off. /
    /// Chỉ những gì mà thay đổi kể từ phiên bản git này có thể ảnh hưởng; `REV...` để tính từ chỗ tách nhánh.
    #[arg(long, value_name = "REV", conflicts_with_all = ["write_baseline", "prune_baseline"])]
    changed_since: Option<String>,
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
    /// For code scanning, SARIF 2.1.0. / Cho hệ thống quét mã, SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions. / Chú thích của GitHub Actions.
    Github,
    /// GitLab's Code Quality report. / Báo cáo Code Quality của GitLab.
    Gitlab,
    /// Test cases for build servers, `JUnit` XML. / Báo cáo kiểm thử `JUnit` XML.
    Junit,
    /// A comment on a pull request: what changed, before and after. / Bình luận cho yêu cầu hợp nhất: thay đổi gì, trước và sau.
    Markdown,
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
    fn threshold(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let mut loaded = load::load(&arguments.paths)?;
    let baseline = arguments.baseline.as_deref().map(|path| loaded.add(path)).transpose()?;
    let unread = loaded.unread.clone();
    let since = arguments.changed_since.as_deref().map(|revision| git::before(&loaded, revision)).transpose()?;
    let options = Options { as_of: arguments.as_of, unread, baseline, since, ..Options::on(clock::today()) };
    let checked = pipeline::check_at(&loaded.sources, &options, arguments.at.as_deref());
    select::codes(&arguments.select, &checked.written)?;
    select::codes(&arguments.ignore, &checked.written)?;
    if let Some(place) = &arguments.at {
        select::place(&checked.catalogue, place)?;
    }
    if let Some(path) = &arguments.write_baseline {
        return known::write(path, &loaded, &checked, screen);
    }
    if arguments.prune_baseline {
        return known::prune(baseline, &loaded, &checked, screen);
    }
    if arguments.changed_since.is_some() {
        screen.notice(&looked_at(&checked, arguments.lang.map_or(checked.settings.language, Into::into)));
    }
    let mut report = report(&loaded, &checked, arguments.lang);
    report.findings.retain(|finding| wanted(arguments, finding.code.id(), finding.code.theme()));
    report.unknowns.retain(|unknown| wanted(arguments, unknown.code.id(), unknown.code.theme()));
    report.threshold = arguments.fail_on.threshold();
    report.unknowns_shown = if arguments.unknowns { Listing::Listed } else { Listing::Counted };
    let tally = || tally::table(&checked.tally, arguments.format, report.own_language());
    screen.print(&match arguments.format {
        _ if arguments.tally => tally(),
        Format::Text => render::terminal::render(&report, screen.look),
        Format::Plain => render::plain::render(&report),
        Format::Json => render::json::render(&report),
        Format::Sarif => render::sarif::render(&report, &explain::page),
        Format::Github => render::github::render(&report),
        Format::Gitlab => render::gitlab::render(&report),
        Format::Junit => render::junit::render(&report),
        Format::Markdown => {
            let shown = |path: &Path| {
                loaded.only.is_none()
                    || loaded.sources.ids().any(|id| loaded.shows(id) && loaded.sources.path(id) == path)
            };
            let wanted = |finding: &Diagnostic, path: &Path| {
                wanted(arguments, finding.code.id(), finding.code.theme()) && shown(path)
            };
            comment::render(&report, &loaded.sources, &checked, &options, arguments.at.as_deref(), &wanted)
        }
    })?;
    Ok(match report.findings.iter().any(|finding| report.fails(finding)) {
        _ if !loaded.unread.is_empty() => Verdict::Unread,
        true => Verdict::Findings,
        false => Verdict::Clean,
    })
}

/// How much of the catalogue was looked at.
fn looked_at(checked: &Checked, language: Language) -> String {
    let all = checked.catalogue.in_force(checked.as_of).count();
    let some = checked.looked_at;
    match language {
        Language::En => format!("looked at {some} of {all} procedures"),
        Language::Vi => format!("đã kiểm tra {some} trong {all} thủ tục"),
    }
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
        known: checked.known.iter().filter(|finding| loaded.shows(finding.at.file)).count(),
        threshold: Some(Severity::Error),
    }
}
