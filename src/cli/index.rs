//! What a command wrote, with fingerprints: so that a later run says what changed, what is new and what is gone.

use super::Failure;
use crate::base::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The list of what was written, and of what.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Index {
    pub(super) version: u32,
    pub(super) procedo: String,
    pub(super) as_of: String,
    /// The BLAKE3 fingerprint of each file of the catalogue.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) sources: BTreeMap<String, String>,
    /// The BLAKE3 fingerprint of each file that was written.
    pub(super) files: BTreeMap<String, String>,
    /// What each target could not take, with the procedures that say it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) losses: BTreeMap<String, Vec<String>>,
}

/// The version of the format.
pub(super) const VERSION: u32 = 1;

impl Index {
    /// Reads an index; a folder stands for the index that `compile` writes into it.
    pub(super) fn read(path: &Path, name: &str) -> Result<Self, Failure> {
        let path = if path.is_dir() { path.join(name) } else { path.to_path_buf() };
        let text = fs::read_to_string(&path).map_err(|error| Failure::io(&path, &error))?;
        serde_json::from_str::<Self>(&text).ok().filter(|index| index.version == VERSION).ok_or_else(|| {
            let path = path.display();
            Failure::new(
                crate::text!(en: "`{path}` is no index of this version", vi: "`{path}` không phải mục lục của phiên bản này"),
                crate::text!(
                    en: "name the `procedo-compile.json` of an earlier `procedo compile`",
                    vi: "ghi tệp `procedo-compile.json` của lần `procedo compile` trước"
                ),
            )
        })
    }

    /// As the file holds it.
    pub(super) fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings are JSON") + "\n"
    }

    /// A line for each file that is not as it was, and the counts.
    pub(super) fn changes(&self, old: &Self, language: Language) -> (String, String) {
        let (mut lines, mut counts) = (String::new(), [0; 4]);
        let words = [
            language.pick("changed", "thay đổi"),
            language.pick("new", "mới"),
            language.pick("gone", "không còn"),
            language.pick("the same", "giữ nguyên"),
        ];
        let mut paths: Vec<&String> = self.files.keys().chain(old.files.keys()).collect();
        paths.sort_unstable();
        paths.dedup();
        for path in paths {
            let kind = match (old.files.get(path), self.files.get(path)) {
                (Some(before), Some(now)) if before == now => 3,
                (Some(_), Some(_)) => 0,
                (None, _) => 1,
                (_, None) => 2,
            };
            counts[kind] += 1;
            if kind < 3 {
                lines += &format!("{} {path}\n", words[kind]);
            }
        }
        let shown: Vec<_> = words.iter().zip(counts).map(|(word, count)| format!("{count} {word}")).collect();
        (lines, shown.join(", "))
    }
}

/// The fingerprint of a content.
pub(super) fn fingerprint(content: &[u8]) -> String {
    blake3::hash(content).to_hex().to_string()
}
