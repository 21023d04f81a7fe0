//! Every code of every layer in one list, and the pages that their doc comments are.

use crate::base::{Code, CodeRef, Language};
use crate::rules::written::WrittenRule;
use crate::{examples, pipeline};
use std::fmt::Write as _;

/// Every kind of finding that can be printed, in the order of the reference: layer by layer, as they are met.
pub fn codes() -> Vec<&'static Code> {
    pipeline::codes().into_iter().chain(examples::CODES.iter().copied()).collect()
}

/// Every kind of finding of the tool, then those of the rules that users wrote.
pub fn codes_with(written: &[WrittenRule]) -> Vec<CodeRef> {
    codes().into_iter().map(CodeRef::from).chain(written.iter().map(|rule| rule.code.clone())).collect()
}

/// The code of an id.
pub fn find(id: &str) -> Option<&'static Code> {
    codes().into_iter().find(|code| code.id() == id)
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What stands under it.
    pub body: String,
}

/// The sections of a code's page, in the order in which they are written.
pub fn sections(code: &Code) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    let mut fenced = false;
    for line in code.docs().lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        fenced ^= line.starts_with("```");
        match line.strip_prefix("## ").filter(|_| !fenced) {
            Some(heading) => all.push(Section { heading: heading.trim().to_owned(), body: String::new() }),
            None => {
                if let Some(section) = all.last_mut() {
                    section.body.push_str(line);
                    section.body.push('\n');
                }
            }
        }
    }
    for section in &mut all {
        section.body = section.body.trim_matches('\n').to_owned();
    }
    all
}

/// A page as Markdown in one language: summary, what it does, why it matters, the example and what to write instead.
pub fn page(code: &Code, language: Language) -> String {
    let titles = language
        .pick(["What it does", "Why it matters", "Example", "Instead"], ["Nội dung", "Vì sao", "Ví dụ", "Nên viết"]);
    let headings = language
        .pick(["What it does", "Why it matters", "Example", "Instead"], ["Nội dung", "Vì sao", "Example", "Instead"]);
    let severity = language.pick(code.severity.word(), severity_vi(code));
    let mut page = format!("# {}\n\n{} ({severity})\n", code.id(), code.summary(language));
    let all = sections(code);
    for (title, heading) in titles.into_iter().zip(headings) {
        if let Some(section) = all.iter().find(|section| section.heading == heading) {
            let _ = write!(page, "\n## {title}\n\n{}\n", section.body);
        }
    }
    page
}

fn severity_vi(code: &Code) -> &'static str {
    use crate::base::Severity::{Error, Note, Warning};
    match code.severity {
        Error => "lỗi",
        Warning => "cảnh báo",
        Note => "ghi chú",
    }
}

/// The fenced blocks of a section: the word or words after the fence, and the text.
pub fn blocks(section: &Section) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in section.body.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => all.extend(open.take()),
            (Some(info), None) => open = Some((info.trim().to_owned(), String::new())),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    all
}
