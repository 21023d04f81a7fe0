//! What an import says of itself: how much there was, how much of it was understood, what stayed text, and what looks
//! wrong in the source, with its place there.

use crate::base::{Language, Text};
use std::collections::BTreeMap;

/// The report on one import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What was read and written, in the order in which it is shown.
    pub counts: Vec<Count>,
    /// Of how many things how many were understood, in the order in which it is shown.
    pub shares: Vec<Share>,
    /// What stayed text, what looks wrong, what could not be read.
    pub remarks: Vec<Remark>,
}

/// A number of things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What the machine form calls it: `procedures`.
    pub key: &'static str,
    /// What a reader calls it.
    pub what: Text,
    /// How many.
    pub count: usize,
}

/// How much of something was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// What the machine form calls it: `steps-with-kind`.
    pub key: &'static str,
    /// What a reader calls it.
    pub what: Text,
    /// How many were understood.
    pub known: usize,
    /// Of how many.
    pub of: usize,
}

/// One thing that a reader of the source should know, with its place there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// Which of the four sorts.
    pub sort: Sort,
    /// What the machine form calls it: `unknown-unit`.
    pub kind: &'static str,
    /// The source file.
    pub file: String,
    /// The line there, from 1; 0: the whole file.
    pub line: usize,
    /// What is to be known.
    pub text: Text,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// It could not be read.
    Unread,
    /// It looks wrong in the source.
    Suspect,
    /// The language has no words for it; it stayed text.
    Lost,
    /// It stayed text.
    KeptAsText,
}

impl Sort {
    const ALL: [Self; 4] = [Self::Unread, Self::Suspect, Self::Lost, Self::KeptAsText];

    fn key(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Suspect => "suspect",
            Self::Lost => "not-sayable",
            Self::KeptAsText => "kept-as-text",
        }
    }

    fn heading(self) -> Text {
        match self {
            Self::Unread => crate::text!(en: "could not be read", vi: "không đọc được"),
            Self::Suspect => crate::text!(en: "looks wrong in the source", vi: "có vẻ sai trong nguồn"),
            Self::Lost => {
                crate::text!(en: "cannot be said in the language", vi: "ngôn ngữ chưa diễn đạt được")
            }
            Self::KeptAsText => crate::text!(en: "kept as text", vi: "giữ nguyên dạng văn bản"),
        }
    }
}

impl Remark {
    /// Something that could not be read.
    pub fn unread(kind: &'static str, file: &str, line: usize, text: Text) -> Self {
        Self { sort: Sort::Unread, kind, file: file.to_owned(), line, text }
    }

    /// Something that looks wrong in the source.
    pub fn suspect(kind: &'static str, file: &str, line: usize, text: Text) -> Self {
        Self { sort: Sort::Suspect, kind, file: file.to_owned(), line, text }
    }

    /// Something that stayed text.
    pub fn kept(kind: &'static str, file: &str, line: usize, text: Text) -> Self {
        Self { sort: Sort::KeptAsText, kind, file: file.to_owned(), line, text }
    }

    /// Something that the language has no words for: it stayed text, and the structure lacks it.
    pub fn loss(kind: &'static str, file: &str, line: usize, text: Text) -> Self {
        Self { sort: Sort::Lost, kind, file: file.to_owned(), line, text }
    }

    /// Whether the language has no words for it.
    pub fn is_loss(&self) -> bool {
        self.sort == Sort::Lost
    }

    fn shown(&self, language: Language) -> String {
        let Self { file, line, text, .. } = self;
        let text = text.get(language);
        if *line == 0 { format!("{file}: {text}") } else { format!("{file}:{line}: {text}") }
    }
}

/// So many remarks of a kind are shown in short.
const SHOWN: usize = 3;

impl Report {
    /// Adds a number.
    pub fn count(&mut self, key: &'static str, count: usize, what: Text) {
        self.counts.push(Count { key, what, count });
    }

    /// Adds a share.
    pub fn share(&mut self, key: &'static str, known: usize, of: usize, what: Text) {
        self.shares.push(Share { key, what, known, of });
    }

    /// Puts remarks in the order of sort, kind and place, each once.
    pub fn sort(&mut self) {
        self.remarks.sort();
        self.remarks.dedup();
    }

    /// The report in short: every kind of remark with its number and its first places.
    pub fn short(&self, language: Language) -> String {
        self.write(language, SHOWN)
    }

    /// The report with every remark.
    pub fn full(&self, language: Language) -> String {
        self.write(language, usize::MAX)
    }

    fn write(&self, language: Language, shown: usize) -> String {
        let mut out = String::new();
        for Count { what, count, .. } in &self.counts {
            out.push_str(&format!("{:>9}  {}\n", grouped(*count, language), what.get(language)));
        }
        if !self.shares.is_empty() {
            out.push_str(language.pick("\nunderstood\n", "\nđã hiểu\n"));
        }
        for Share { what, known, of, .. } in &self.shares {
            let (what, number) = (what.get(language), |n| grouped(n, language));
            out.push_str(&format!(
                "{:>9}  {what}: {} / {}\n",
                percent(*known, *of, language),
                number(*known),
                number(*of)
            ));
        }
        for sort in Sort::ALL {
            let mut kinds: BTreeMap<&str, Vec<&Remark>> = BTreeMap::new();
            for remark in self.remarks.iter().filter(|remark| remark.sort == sort) {
                kinds.entry(remark.kind).or_default().push(remark);
            }
            if !kinds.is_empty() {
                out.push_str(&format!("\n{}\n", sort.heading().get(language)));
            }
            for (kind, remarks) in kinds {
                out.push_str(&format!("{:>9}  {kind}\n", grouped(remarks.len(), language)));
                for remark in remarks.iter().take(shown) {
                    out.push_str(&format!("           {}\n", remark.shown(language)));
                }
                if remarks.len() > shown {
                    out.push_str("           …\n");
                }
            }
        }
        out
    }

    /// The report for programs; keys and order do not change within a version.
    pub fn json(&self) -> String {
        let counts: serde_json::Map<_, _> = self.counts.iter().map(|c| (c.key.to_owned(), c.count.into())).collect();
        let share = |s: &Share| (s.key.to_owned(), serde_json::json!({ "known": s.known, "of": s.of }));
        let shares: serde_json::Map<_, _> = self.shares.iter().map(share).collect();
        let remark = |r: &Remark| {
            serde_json::json!({
                "sort": r.sort.key(), "kind": r.kind, "file": r.file, "line": r.line, "en": r.text.en, "vi": r.text.vi,
            })
        };
        let remarks: Vec<_> = self.remarks.iter().map(remark).collect();
        let document = serde_json::json!({ "version": 1, "counts": counts, "shares": shares, "remarks": remarks });
        serde_json::to_string_pretty(&document).expect("strings and numbers are JSON") + "\n"
    }
}

/// A number in groups of three.
fn grouped(number: usize, language: Language) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(language.pick(",", "."));
        }
        out.push(digit);
    }
    out
}

/// A share with one decimal, rounded down: what is nearly all is not all.
fn percent(known: usize, of: usize, language: Language) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    let tenths = known * 1000 / of;
    format!("{}{}{} %", tenths / 10, language.pick(".", ","), tenths % 10)
}
