//! `procedo test`: runs the worked cases of a catalogue and the examples of its own rules.

use super::{Failure, Lang, Screen, Verdict, check, clock, load};
use crate::base::{Language, Severity, Sink};
use crate::examples::{self, Outcome, Setting};
use crate::pipeline::{self, Options};
use crate::render::{self, Report};
use crate::time::Date;
use clap::Args;
use std::path::PathBuf;

/// Runs the examples of a catalogue: path, papers, fee and due time of each, and what its own rules answer.
/// Chạy các ví dụ của danh mục: đường đi, giấy tờ, phí, hạn trả, và kết quả của các quy tắc tự viết.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// Folders or files. / Thư mục hoặc tệp.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The day for examples that give none. / Ngày dùng cho ví dụ không ghi ngày.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// The language of messages. / Ngôn ngữ thông báo.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let loaded = load::load(&arguments.paths)?;
    let options = Options { as_of: arguments.as_of, unread: loaded.unread.clone(), ..Options::on(clock::today()) };
    let checked = pipeline::check(&loaded.sources, &options);
    let language = arguments.lang.map_or(checked.settings.language, Language::from);
    let setting = Setting {
        catalogue: &checked.catalogue,
        calendar: checked.calendar.as_ref(),
        as_of: checked.as_of,
        supplement_rounds: checked.settings.thresholds.supplement_rounds,
    };
    let (mut found, mut passed, mut failed) = (Sink::default(), 0, 0);
    let mut lines = String::new();
    for example in checked.catalogue.examples.iter().filter(|example| loaded.shows(example.span.file)) {
        let (title, code) = (&example.written.title.text, &example.procedure.name.text);
        let outcome = examples::run(&setting, example, &mut found);
        // An unknown procedure is an error of the check; its example proves nothing.
        let word = if outcome == Outcome::Passed && example.procedure.id.is_some() {
            passed += 1;
            language.pick("pass", "đạt")
        } else {
            failed += 1;
            language.pick("FAIL", "KHÔNG ĐẠT")
        };
        lines += &format!("{word}  {code}  {title}\n");
    }
    for outcome in pipeline::trials::run(&loaded.sources, &checked, &|rule| loaded.shows(rule.at.file), &mut found) {
        let word = if outcome.passed {
            passed += 1;
            language.pick("pass", "đạt")
        } else {
            failed += 1;
            language.pick("FAIL", "KHÔNG ĐẠT")
        };
        lines += &format!("{word}  {}  {}\n", outcome.rule, outcome.about);
    }
    let findings = found.finish(|finding| Some(finding.severity), |file| checked.language(file));
    let report = Report { findings: findings.iter().collect(), ..check::report(&loaded, &checked, arguments.lang) };
    for drawn in findings.iter().map(|finding| render::terminal::one(&report, finding, screen.look)) {
        lines += &format!("\n{drawn}");
    }
    lines += &match language {
        Language::En => format!("\n{passed} passed, {failed} failed\n"),
        Language::Vi => format!("\n{passed} ví dụ đạt, {failed} không đạt\n"),
    };
    screen.print(&lines)?;
    let errors = checked.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors > 0 {
        screen.notice(&match language {
            Language::En => format!("the catalogue has errors ({errors}): `procedo check` shows them"),
            Language::Vi => format!("danh mục còn lỗi ({errors}): `procedo check` nêu từng lỗi"),
        });
    }
    Ok(if failed > 0 { Verdict::Findings } else { Verdict::Clean })
}
