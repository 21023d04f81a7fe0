//! The reference pages: every example is read, resolved and canonical, and the table of keywords is that of the grammar.

use procedo::base::{Diagnostic, Language, Severity, Sink, Sources};
use procedo::config::tables::Tables;
use procedo::model;
use procedo::syntax::{self, keywords};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const PAGES: [(&str, Language); 2] = [("language.md", Language::En), ("ngon-ngu.md", Language::Vi)];

/// A fenced example and the words after its fence.
struct Block {
    /// Page and line of the fence.
    place: String,
    flags: Vec<String>,
    text: String,
}

impl Block {
    fn is(&self, flag: &str) -> bool {
        self.flags.iter().any(|f| f == flag)
    }

    /// What the example stands in; `None`: it is complete.
    fn within(&self) -> Option<&str> {
        self.flags.iter().find_map(|flag| flag.strip_prefix("in="))
    }

    /// Whether it is part of the catalogue that the page builds up.
    fn is_shared(&self) -> bool {
        self.within().is_none() && !self.is("alone") && !self.is("wrong")
    }

    /// The example with what it stands in.
    fn whole(&self, language: Language) -> String {
        let Some(within) = self.within() else { return self.text.clone() };
        let (before, after) = surroundings(within, language);
        let depth = before.lines().last().map_or(0, |line| line.len() - line.trim_start().len()) + 2;
        let mut whole = before.to_owned();
        for line in self.text.lines() {
            let indent = if line.is_empty() { 0 } else { depth };
            writeln!(whole, "{:indent$}{line}", "").expect("a string can be written to");
        }
        whole + after
    }
}

fn surroundings(within: &str, language: Language) -> (&'static str, &'static str) {
    match (within, language) {
        ("procedure", Language::En) => ("procedure 0.000000 {\n", "}\n"),
        ("procedure", Language::Vi) => ("thủ tục 0.000000 {\n", "}\n"),
        ("process", Language::En) => {
            ("procedure 0.000000 {\n  fact urgent yes/no\n  fact remote yes/no\n\n  process {\n", "  }\n}\n")
        }
        ("process", Language::Vi) => {
            ("thủ tục 0.000000 {\n  thông tin gấp có/không\n  thông tin xa  có/không\n\n  quy trình {\n", "  }\n}\n")
        }
        ("step", Language::En) => ("procedure 0.000000 {\n  process {\n    step one {\n", "    }\n  }\n}\n"),
        ("step", Language::Vi) => ("thủ tục 0.000000 {\n  quy trình {\n    bước một {\n", "    }\n  }\n}\n"),
        _ => panic!("`in={within}` is not known: procedure, process, step"),
    }
}

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

fn blocks(name: &str) -> Vec<Block> {
    let text = std::fs::read_to_string(page(name)).expect("the page is in the repository");
    let (mut blocks, mut open): (Vec<Block>, Option<Block>) = (Vec::new(), None);
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, Some(info)) => {
                let flags = info.split_whitespace().map(str::to_owned).collect();
                open = Some(Block { place: format!("{name}:{}", index + 1), flags, text: String::new() });
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{name}: a fence is not closed");
    blocks.retain(|block| block.is("procedure"));
    blocks
}

/// The findings about the first of some texts, all of which make up one catalogue.
fn findings(texts: &[String]) -> (Sources, Vec<Diagnostic>) {
    let (mut sources, mut out) = (Sources::default(), Sink::default());
    let files = texts.iter().map(|text| {
        let id = sources.add("example.proc", text.as_str());
        syntax::parse(id, text, &mut out)
    });
    let files: Vec<_> = files.collect();
    let first = files[0].id;
    model::resolve(files, &Tables::default(), &mut out);
    let all = out.finish(|finding| Some(finding.severity), |_| Language::En);
    (sources, all.into_iter().filter(|finding| finding.at.file == first).collect())
}

/// The example, then the rest of its page's catalogue.
fn with_page(block: &Block, page: &[Block], language: Language) -> Vec<String> {
    let others = page.iter().filter(|other| !block.is("alone") && other.is_shared() && other.place != block.place);
    std::iter::once(block.whole(language)).chain(others.map(|other| other.text.clone())).collect()
}

#[test]
fn every_example_of_the_reference_is_right_and_every_wrong_one_is_found() {
    let mut faults = String::new();
    for (name, language) in PAGES {
        let page = blocks(name);
        assert!(page.len() >= 20, "{name} holds {} examples", page.len());
        for block in &page {
            let (sources, found) = findings(&with_page(block, &page, language));
            if block.is("wrong") {
                if found.is_empty() {
                    writeln!(faults, "{}: nothing is found", block.place).expect("a string can be written to");
                }
                continue;
            }
            for finding in found.iter().filter(|finding| finding.severity == Severity::Error) {
                let (text, message) = (sources.slice(finding.at), &finding.message.en);
                writeln!(faults, "{}: {} {message}: `{text}`", block.place, finding.code.id())
                    .expect("a string can be written to");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_example_of_the_reference_has_the_canonical_form() {
    let mut faults = String::new();
    for (name, language) in PAGES {
        for block in blocks(name).iter().filter(|block| !block.is("wrong") && !block.is("loose")) {
            let whole = block.whole(language);
            let formatted = syntax::format(&whole, Some(language));
            if let Some(kept) = formatted.kept {
                writeln!(faults, "{}: {}", block.place, kept.message().en).expect("a string can be written to");
            } else if formatted.changed {
                faults += &syntax::format::diff(&block.place, &whole, &formatted.text);
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// The complete examples of a page as a catalogue on disk, with the shipped calendar.
fn catalogue(name: &str, language: Language) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reference").join(language.code());
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let settings = format!("name: {name}\nlanguage: {language}\nas-of: 2026-11-21\ncalendar: calendar.yaml\n");
    let calendar = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures/calendar.yaml");
    let shared: Vec<_> = blocks(name).into_iter().filter(Block::is_shared).map(|block| block.text).collect();
    std::fs::write(folder.join("catalogue.yaml"), settings).expect("a file can be written");
    std::fs::copy(calendar, folder.join("calendar.yaml")).expect("the calendar is in the repository");
    std::fs::write(folder.join("page.proc"), shared.join("\n")).expect("a file can be written");
    folder
}

#[test]
fn the_catalogue_of_the_reference_is_free_of_errors_and_its_examples_pass() {
    for (name, language) in PAGES {
        let folder = catalogue(name, language);
        for command in ["check", "test"] {
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_procedo"))
                .arg(command)
                .arg(&folder)
                .env("NO_COLOR", "1")
                .output()
                .expect("the program starts");
            let printed = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "`{command}` of {name}:\n{printed}");
        }
    }
}

/// What stands in the last column of the table of keywords, in both languages.
const PLACES: &[(&str, &str)] = &[
    ("item", "mục"),
    ("any", "mọi nơi"),
    ("any value", "mọi giá trị"),
    ("dates", "ngày tháng"),
    ("value", "giá trị"),
    ("unit", "đơn vị thời gian"),
    ("money", "tiền"),
    ("delegation", "phân quyền, phân cấp, ủy quyền"),
    ("step kind", "loại bước"),
    ("law kind", "loại văn bản"),
    ("document kind", "loại giấy tờ"),
    ("comparison", "so sánh"),
    ("a range", "khoảng giá trị"),
    ("end", "kết thúc hồ sơ"),
    ("condition", "điều kiện"),
    ("ask", "yêu cầu bổ sung"),
];

/// A place in both languages: most are keywords themselves.
fn place_in_both(place: &str) -> String {
    let vi = PLACES.iter().find(|(en, _)| *en == place).map(|(_, vi)| *vi);
    let vi = vi.or_else(|| {
        let keyword = keywords::spelled(place, Language::En).next()?;
        Some(keyword.word(Language::Vi))
    });
    format!("{place} · {}", vi.unwrap_or_else(|| panic!("the place `{place}` has no Vietnamese name in `PLACES`")))
}

fn keyword_page() -> String {
    let mut page = "<!-- Written by `cargo test --test it docs` from grammar/keywords.pest. -->\n\n\
        # Keywords · Từ khóa\n\n\
        The first spelling is what the formatter writes, those in brackets are accepted as well. A keyword may begin with \
        a capital; `uỷ` and `ủy`, `hoá` and `hóa`, `tuỳ` and `tùy` are the same.\n\n\
        Cách viết đầu tiên là cách viết chuẩn; các cách viết trong ngoặc cũng được chấp nhận. Từ khóa có thể viết hoa chữ \
        cái đầu; `uỷ` và `ủy`, `hoá` và `hóa`, `tuỳ` và `tùy` là một.\n\n\
        | English | Tiếng Việt | Where · Dùng ở |\n|---|---|---|\n"
        .to_owned();
    for keyword in keywords::table() {
        let places: Vec<_> = keyword.places.iter().map(|place| place_in_both(place)).collect();
        let (en, vi) = (words(keyword.spellings(Language::En)), words(keyword.spellings(Language::Vi)));
        writeln!(page, "| {en} | {vi} | {} |", places.join("; ")).expect("a string can be written to");
    }
    page
}

fn words(spellings: &[String]) -> String {
    let quoted: Vec<_> = spellings.iter().map(|spelling| format!("`{spelling}`")).collect();
    match quoted.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => format!("{first} ({})", rest.join(", ")),
        _ => quoted.join(""),
    }
}

#[test]
fn the_table_of_keywords_is_that_of_the_grammar() {
    let (path, expected) = (page("keywords.md"), keyword_page());
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    if written != expected {
        std::fs::write(&path, expected).expect("the page can be written");
        panic!("docs/keywords.md was stale and has been written anew: look at it and commit it");
    }
}
