//! The command line: what can be typed, and what the exit codes mean. One file a command.
//!
//! Exit codes: 0 nothing at or above `--fail-on`, 1 findings, 2 the tool could not do its work. A reader that closes the
//! pipe early has seen what it wanted: 0.

mod accepted;
mod bar;
mod build;
mod check;
mod clock;
mod comment;
mod compile;
mod document;
mod due;
mod explain;
mod failure;
mod fmt;
mod git;
mod graph;
mod import;
mod index;
mod known;
mod load;
mod new;
mod papers;
mod review;
mod screen;
mod select;
mod tally;
mod test;
mod write;

use crate::base::Language;
use clap::{Parser, Subcommand, ValueEnum};
use failure::Failure;
use screen::Screen;
use std::process::ExitCode;

/// Administrative procedures as code: write, check and compile them.
/// Thủ tục hành chính dưới dạng mã: viết, kiểm tra và chuyển vào hệ thống.
#[derive(Debug, Parser)]
#[command(name = "procedo", version, verbatim_doc_comment, propagate_version = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Colours in the output. / Màu trong kết quả.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
}

/// What `--help` says of them.
const EXIT_CODES: &str = "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the tool could not do its work.
Mã thoát: 0 không có phát hiện nào từ mức --fail-on trở lên, 1 có phát hiện, 2 công cụ không làm được việc.";

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Arguments),
    Check(check::Arguments),
    Explain(explain::Arguments),
    Fmt(fmt::Arguments),
    Due(due::Arguments),
    Document(document::Arguments),
    Test(test::Arguments),
    Compile(compile::Arguments),
    Build(build::Arguments),
    Graph(graph::Arguments),
    Import(import::Arguments),
    Review(review::Arguments),
}

/// When the output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    Always,
    Never,
}

/// A language as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vi,
            Lang::En => Self::En,
        }
    }
}

/// What a command that did its work has to say about what it saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Exit code 0.
    Clean,
    /// Exit code 1.
    Findings,
    /// Exit code 2: everything was said that could be, but a file could not be read.
    Unread,
}

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let screen = Screen::new(arguments.color);
    let answer = match &arguments.command {
        Command::New(arguments) => new::run(arguments, &screen),
        Command::Check(arguments) => check::run(arguments, &screen),
        Command::Explain(arguments) => explain::run(arguments, &screen),
        Command::Fmt(arguments) => fmt::run(arguments, &screen),
        Command::Due(arguments) => due::run(arguments, &screen),
        Command::Document(arguments) => document::run(arguments, &screen),
        Command::Test(arguments) => test::run(arguments, &screen),
        Command::Compile(arguments) => compile::run(arguments, &screen),
        Command::Build(arguments) => build::run(arguments, &screen),
        Command::Graph(arguments) => graph::run(arguments, &screen),
        Command::Import(arguments) => import::run(arguments, &screen),
        Command::Review(arguments) => review::run(arguments, &screen),
    };
    match answer {
        Ok(Verdict::Clean) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Ok(Verdict::Unread) => ExitCode::from(2),
        Err(Failure::Tool { what, help }) => {
            screen.complain(&what, help.as_ref());
            ExitCode::from(2)
        }
    }
}
