//! Writes one record as a procedure.

mod dossier;
mod process;
mod ways;

use super::kept::Kept;
use super::paper;
use super::reading::Who;
use super::record::{Line, Record, joined, says_none};
use super::registry::{self, Registry};
use super::understood::Understood;
use crate::base::Language;
use crate::import::{Names, Page, quoted};
use std::collections::{BTreeMap, BTreeSet};

/// A procedure that was written, with what there is to count.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) page: Page,
    /// Papers that became lines of their own, and entries of the list.
    pub(super) papers: (usize, usize),
    /// The registry's types among them.
    pub(super) types: BTreeSet<&'static str>,
    /// Lines that were kept as text because a word of them was nowhere else.
    pub(super) rescued: usize,
}

/// The nine kinds of applicant, the longest first, as their titles begin one another.
const APPLICANTS: [(&str, &str); 9] = [
    ("tổ chức (không bao gồm doanh nghiệp, htx)", "organisation"),
    ("doanh nghiệp có vốn đầu tư nước ngoài", "foreign-invested-enterprise"),
    ("người việt nam định cư ở nước ngoài", "overseas-vietnamese"),
    ("cán bộ, công chức, viên chức", "official"),
    ("tổ chức nước ngoài", "foreign-organisation"),
    ("người nước ngoài", "foreigner"),
    ("công dân việt nam", "citizen"),
    ("doanh nghiệp", "enterprise"),
    ("hợp tác xã", "cooperative"),
];

/// Titles longer than this are cut; the whole stays in the text.
const LONGEST_TITLE: usize = 700;

struct Writer<'a> {
    registry: &'a Registry,
    language: Language,
    names: Names,
    kept: Kept,
    /// Conditions in words, with the name of the fact that stands for each.
    facts: BTreeMap<String, String>,
    /// The registry's types of paper that are demanded.
    types: BTreeSet<&'static str>,
}

/// Writes a record.
pub(super) fn write(understood: &Understood, name: &str, registry: &Registry, language: Language) -> Written {
    let record = &understood.record;
    let mut writer = Writer {
        registry,
        language,
        names: Names::default(),
        kept: Kept::default(),
        facts: BTreeMap::new(),
        types: BTreeSet::new(),
    };
    let mut inner = Page::default();
    writer.head(&mut inner, understood);
    writer.ways(&mut inner, understood);
    let mut lists = Page::default();
    let papers = writer.papers(&mut lists, understood);
    writer.conditions(&mut lists, record);
    writer.results(&mut lists, record);
    let mut process = Page::default();
    writer.process(&mut process, understood);
    let mut facts = Page::default();
    for (words, name) in in_order(&writer.facts) {
        facts.line(&format!("fact {name} yes/no {}", quoted(words)));
    }
    for part in [&facts, &lists, &process] {
        if !part.is_empty() {
            inner.gap();
            inner.append(part);
        }
    }
    writer.rest(record);
    let demanded = understood.parts.iter().any(|part| !part.papers.is_empty());
    let mut listed = record.papers.iter().flat_map(|part| &part.papers);
    let lists = |words: &str| !says_none(words) && !paper::only_counts_sets(words);
    if !demanded && listed.any(|paper| lists(&joined(&paper.lines))) {
        inner.unresolved(writer.word(
            "the source lists the dossier, but none of it could be read as a paper",
            "nguồn có nêu thành phần hồ sơ nhưng chưa đọc được thành giấy tờ",
        ));
    }
    let stepless = understood.process.parts.iter().all(|part| part.steps.is_empty());
    if !record.steps.iter().all(|group| group.lines.is_empty()) && stepless {
        inner.unresolved(writer.word(
            "the source describes how it is worked, but no step could be read of it",
            "nguồn có nêu trình tự thực hiện nhưng chưa đọc được thành các bước",
        ));
    }
    let acting = understood.steps.iter().flatten().any(|step| matches!(step.by, Some(Who::Bodies(_))));
    if understood.deciders.is_empty() && !acting && !(record.performers.is_empty() && record.deciders.is_empty()) {
        inner.unresolved(writer.word(
            "the source names who handles the procedure, but not in which step",
            "nguồn có nêu cơ quan thực hiện nhưng chưa rõ ở bước nào",
        ));
    }
    let head = format!("procedure {name} {}", quoted(&record.title.words));
    let rescued = writer.kept.add_lost(record, &format!("{head}\n{}", inner.written()));
    if !writer.kept.text().is_empty() {
        inner.gap();
        inner.text(writer.kept.text());
    }
    let mut page = Page::default();
    page.braces(&head, &inner);
    Written { page, papers, types: writer.types, rescued }
}

/// Facts in the order of their numbers: that of the source.
fn in_order(facts: &BTreeMap<String, String>) -> Vec<(&String, &String)> {
    let mut all: Vec<_> = facts.iter().collect();
    all.sort_by_key(|(_, name)| {
        let number = name.rsplit('-').next().and_then(|number| number.parse::<u32>().ok());
        (number, (*name).clone())
    });
    all
}

impl Writer<'_> {
    fn word(&self, en: &'static str, vi: &'static str) -> &'static str {
        self.language.pick(en, vi)
    }

    /// The name of the yes/no fact that stands for a condition in words.
    fn fact(&mut self, words: &str) -> String {
        if let Some(name) = self.facts.get(words) {
            return name.clone();
        }
        let name = format!("{}-{}", self.word("condition", "trường-hợp"), self.facts.len() + 1);
        let name = self.names.free(name);
        self.facts.insert(words.to_owned(), name.clone());
        name
    }

    fn head(&mut self, page: &mut Page, understood: &Understood) {
        let record = &understood.record;
        let fields: Vec<_> = record.fields.iter().map(|field| quoted(&field.words)).collect();
        if !fields.is_empty() {
            page.line(&format!("field {}", fields.join(", ")));
        }
        let mut levels: Vec<&str> = record
            .levels
            .iter()
            .flat_map(|line| line.words.split(','))
            .filter_map(|l| registry::level(l, self.language))
            .collect();
        levels.dedup();
        if !levels.is_empty() {
            page.line(&format!("level {}", levels.join(", ")));
        }
        if !understood.deciders.is_empty() {
            let body = |body| self.registry.body(body);
            let deciders: Vec<_> = understood.deciders.iter().map(body).collect();
            let mut partners: Vec<_> = understood.partners.iter().map(body).collect();
            partners.retain(|partner| !deciders.contains(partner));
            let with = if partners.is_empty() { String::new() } else { format!(" with {}", partners.join(", ")) };
            page.line(&format!("decided by {}{with}", deciders.join(" or ")));
        }
        let (kinds, left) = applicants(&record.applicants);
        if !kinds.is_empty() {
            page.line(&format!("for {}", kinds.join(", ")));
        }
        if left {
            self.kept.add("Đối tượng thực hiện", &joined(&record.applicants));
        }
        let mut cited = Vec::new();
        for (law, number) in record.laws.iter().zip(&understood.numbers) {
            let basis = match number {
                Some(number) => {
                    let known = self.registry.law(number, law);
                    if known.title != law.title.words.split_whitespace().collect::<Vec<_>>().join(" ") {
                        self.kept.add("Căn cứ pháp lý", &format!("{} ({})", law.title.words, law.number));
                    } else if !number.text.eq_ignore_ascii_case(&law.number) && !law.number.is_empty() {
                        self.kept.add("Căn cứ pháp lý", &format!("{}: {}", number.text, law.number));
                    }
                    known.name.clone()
                }
                None if law.number.is_empty() => quoted(&law.title.words),
                None => quoted(&format!("{} ({})", law.title.words, law.number)),
            };
            if !cited.contains(&basis) {
                page.line(&format!("basis {basis}"));
                cited.push(basis);
            }
            self.kept.add("Căn cứ pháp lý", &joined(&law.rest));
        }
        if !record.decision.is_nothing() {
            page.line(&format!("published by {}", quoted(&record.decision.words)));
        }
        let codes: Option<Vec<_>> = record.linked.iter().map(|line| code(&line.words)).collect();
        match codes {
            Some(codes) if !codes.is_empty() => page.line(&format!("linked with {}", codes.join(", "))),
            _ => self.kept.add("Thủ tục liên thông", &joined(&record.linked)),
        }
    }

    /// What has no statement of its own.
    fn rest(&mut self, record: &Record) {
        for (label, lines) in &record.rest {
            self.kept.add(label, &joined(lines));
        }
        self.kept.add("Cơ quan thực hiện", &joined(&record.performers));
        self.kept.add("Cơ quan được ủy quyền", &joined(&record.delegates));
        if record.deciders.is_empty() {
            self.kept.add("Cơ quan phối hợp", &joined(&record.partners));
        }
    }
}

/// The kinds of applicant, and whether something else is among them.
fn applicants(lines: &[Line]) -> (Vec<&'static str>, bool) {
    let mut words = joined(lines).to_lowercase();
    let mut found = Vec::new();
    for (title, keyword) in APPLICANTS {
        while let Some(at) = words.find(title) {
            found.push((at, keyword));
            // Keeps the places of what is left.
            words.replace_range(at..at + title.len(), &"\u{1}".repeat(title.len()));
        }
    }
    found.sort_unstable();
    let left = words.chars().any(char::is_alphanumeric);
    let mut kinds: Vec<&str> = Vec::new();
    for (_, keyword) in found {
        if !kinds.contains(&keyword) {
            kinds.push(keyword);
        }
    }
    (kinds, left)
}

/// A code as a name, if it is one.
pub(super) fn code(words: &str) -> Option<String> {
    let words = words.trim();
    let safe = !words.is_empty()
        && words.len() <= 60
        && words.starts_with(|c: char| c.is_alphanumeric())
        && words.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && words.chars().any(|c| c.is_ascii_digit());
    safe.then(|| words.to_owned())
}

/// A title of bearable length: whole words.
fn cut(words: &str) -> String {
    if words.chars().count() <= LONGEST_TITLE {
        return words.to_owned();
    }
    let mut out = String::new();
    for word in words.split_whitespace() {
        if out.chars().count() + word.chars().count() > LONGEST_TITLE - 40 {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_empty() {
        out = words.chars().take(LONGEST_TITLE - 40).collect();
    }
    out + " …"
}
