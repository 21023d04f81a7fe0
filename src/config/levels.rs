//! How much each kind of finding matters in a catalogue: by code, then by theme.

use crate::base::{CodeRef, Diagnostic, Severity, Sink, similar};
use crate::code;
use crate::config::tables::Cell;
use std::collections::BTreeMap;

code! {
    /// ## What it does
    /// Finds an entry of `levels` that matches no code and no theme, or that switches off something that finds nothing.
    /// ## Why it matters
    /// A misspelt entry changes nothing, and its author thinks that it does. One that is no longer needed hides the next
    /// true finding.
    /// ## Nội dung
    /// Tìm mục trong `levels` không ứng với mã hay nhóm quy tắc nào, hoặc tắt một quy tắc vốn không phát hiện gì.
    /// ## Vì sao
    /// Mục viết sai không có tác dụng mà người viết tưởng là có. Mục không còn cần sẽ che mất phát hiện đúng sau này.
    /// ## Example
    /// ```yaml
    /// levels:
    ///   steps/pingpong: off
    /// ```
    /// ## Instead
    /// ```yaml
    /// levels:
    ///   flow/unreachable-step: warning
    /// ```
    pub(super) static UNMATCHED_LEVEL = "config/unmatched-level", Warning,
        en: "a level for something that does not exist", vi: "mức đặt cho mã không tồn tại";
}

/// A level that an entry asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Found with this severity.
    On(Severity),
    /// Not found at all.
    Off,
}

impl Level {
    /// The words that may be written.
    pub const WORDS: &'static [&'static str] = &["error", "warning", "note", "off"];

    /// Reads one of [`Level::WORDS`].
    pub fn from_word(word: &str) -> Option<Self> {
        if word == "off" { Some(Self::Off) } else { Severity::from_word(word).map(Self::On) }
    }
}

/// The entries of `levels`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    /// By code or theme: where it is written, and what it asks for.
    pub entries: BTreeMap<String, (Cell, Level)>,
}

impl Levels {
    /// The severity of a finding; `None`: it is not shown.
    pub fn of(&self, finding: &Diagnostic) -> Option<Severity> {
        let entry = self.entries.get(finding.code.id()).or_else(|| self.entries.get(finding.code.theme()));
        match entry {
            None => Some(finding.severity),
            Some((_, Level::On(severity))) => Some(*severity),
            Some((_, Level::Off)) => None,
        }
    }

    /// Whether an entry is about a finding.
    pub fn names(&self, finding: &Diagnostic) -> bool {
        self.entries.contains_key(finding.code.id()) || self.entries.contains_key(finding.code.theme())
    }

    /// Reports entries that match none of all codes, and those that switch off what was not found.
    pub fn report_unmatched(&self, codes: &[CodeRef], found: &[&Diagnostic], out: &mut Sink) {
        let mut names: Vec<&str> = codes.iter().flat_map(|code| [code.id(), code.theme()]).collect();
        names.sort_unstable();
        names.dedup();
        for (written, level) in self.entries.values() {
            let name = written.text.as_str();
            if !names.contains(&name) {
                let message = crate::text!(
                    en: "`{name}` is neither a code nor a theme",
                    vi: "`{name}` không phải là mã hay nhóm quy tắc"
                );
                let finding = out.report(&UNMATCHED_LEVEL, written.span, message);
                match similar::nearest(name, names.iter().copied()) {
                    Some(near) => {
                        finding.help(crate::text!(en: "did you mean `{near}`?", vi: "có phải là `{near}` không?"));
                    }
                    None => {
                        finding.help(crate::text!(
                            en: "`procedo explain` lists all codes",
                            vi: "`procedo explain` liệt kê mọi mã"
                        ));
                    }
                }
            } else if *level == Level::Off && !found.iter().any(|f| f.code.id() == name || f.code.theme() == name) {
                let message = crate::text!(
                    en: "`{name}` is switched off, but nothing of it is found",
                    vi: "`{name}` bị tắt nhưng không có phát hiện nào thuộc mục này"
                );
                let finding = out.report(&UNMATCHED_LEVEL, written.span, message);
                finding.severity = Severity::Note;
                finding.help(crate::text!(en: "remove the entry", vi: "bỏ mục này"));
            }
        }
    }
}
