//! `procedo explain`: the page of a finding, or the whole reference.

use super::{Failure, Lang, Screen, Verdict, load, select};
use crate::base::{Code, CodeRef, Language, Sink};
use crate::{explain, pipeline, syntax};
use clap::Args;
use std::path::PathBuf;

/// Explains a finding: what it is, why it matters, an example and what to write instead.
/// Giải thích một phát hiện: nội dung, lý do, ví dụ và cách viết đúng.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The code, such as time/overrun; without one, the list. / Mã, ví dụ time/overrun; bỏ trống để xem danh sách.
    code: Option<String>,
    /// Every page and the keywords. / Toàn bộ các trang và bảng từ khóa.
    #[arg(long)]
    all: bool,
    /// The language of the page. / Ngôn ngữ của trang.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    // The catalogue that the user stands in: its language and its own rules.
    let here = load::load(&[PathBuf::from(".")]).ok();
    let here_language = here.as_ref().map_or(Language::En, |loaded| loaded.settings.language);
    let language = arguments.lang.map_or(here_language, Language::from);
    let written = here.map(|loaded| pipeline::written_rules(&loaded.sources, &mut Sink::default()));
    let codes = explain::codes_with(&written.unwrap_or_default());
    let text = match &arguments.code {
        _ if arguments.all => reference(&codes, language),
        Some(id) => match codes.iter().find(|code| code.id() == id) {
            Some(code) => page(code, language),
            None => theme(&codes, id, language).ok_or_else(|| select::unknown_code(id, &codes))?,
        },
        None => list(&codes, language),
    };
    screen.print(&text)?;
    Ok(Verdict::Clean)
}

/// A page whose examples are in the keywords of its language.
fn page(code: &Code, language: Language) -> String {
    let mut page = String::new();
    let mut block: Option<String> = None;
    for line in explain::page(code, language).lines() {
        match &mut block {
            Some(text) if line.starts_with("```") => {
                page += &syntax::format(text, Some(language)).text;
                page += "```\n";
                block = None;
            }
            Some(text) => *text += &format!("{line}\n"),
            None => {
                page += &format!("{line}\n");
                block = line.starts_with("```procedure").then(String::new);
            }
        }
    }
    page
}

fn list(codes: &[CodeRef], language: Language) -> String {
    let width = codes.iter().map(|code| code.id().len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut last = "";
    for code in codes {
        if code.theme() != last {
            text += if last.is_empty() { "" } else { "\n" };
            last = code.theme();
        }
        text += &format!("{:width$}  {}\n", code.id(), code.summary(language));
    }
    text + "\n" + language.pick("`procedo explain CODE` prints a page\n", "`procedo explain MÃ` in trang giải thích\n")
}

fn theme(codes: &[CodeRef], name: &str, language: Language) -> Option<String> {
    let found: Vec<_> = codes.iter().filter(|code| code.theme() == name).cloned().collect();
    (!found.is_empty()).then(|| list(&found, language))
}

fn reference(codes: &[CodeRef], language: Language) -> String {
    let pages: Vec<_> = codes.iter().map(|code| page(code, language)).collect();
    pages.join("\n") + "\n" + &keywords(language)
}

fn keywords(language: Language) -> String {
    let mut text = String::from(language.pick("# Keywords\n\n", "# Từ khóa\n\n"));
    text += "| English | Tiếng Việt |\n|---|---|\n";
    for keyword in syntax::keywords::table() {
        text += &format!("| {} | {} |\n", keyword.en.join(", "), keyword.vi.join(", "));
    }
    text
}
