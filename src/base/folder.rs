//! Files to be written, held in memory until all of them are known; and names that are safe on every system.

use super::fingerprint;
use std::collections::{BTreeMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// A folder of files, by relative path with forward slashes.
#[derive(Debug, Default)]
pub struct Folder {
    files: BTreeMap<String, Vec<u8>>,
    /// The paths in small letters.
    taken: HashSet<String>,
}

impl Folder {
    /// Adds a file; a second one of the same path (letter case aside) gets a number.
    pub fn add(&mut self, path: &str, content: impl Into<Vec<u8>>) {
        let taken = |path: &str| self.taken.contains(&path.to_lowercase());
        let free = if taken(path) {
            let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
            (2..).map(|n| format!("{stem}-{n}.{ending}")).find(|path| !taken(path)).expect("numbers do not end")
        } else {
            path.to_owned()
        };
        self.taken.insert(free.to_lowercase());
        self.files.insert(free, content.into());
    }

    /// Every file in the order of paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// The most bytes that a part of a path takes: with an ending and a number it stays below the 255 of every file system.
const LONGEST: usize = 120;

/// A name as one part of a path: letters, digits, `-`, `_` and single inner dots stay, everything else becomes `-`;
/// names that Windows keeps for itself and empty ones get an underscore; a long name is cut and ends in its fingerprint.
pub fn file_name(name: &str) -> String {
    let mut safe = String::new();
    for c in name.nfc() {
        // Digits such as `²` are letters of device names to Windows.
        let c = if c.is_alphabetic() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.') { c } else { '-' };
        if c != '.' || !(safe.is_empty() || safe.ends_with('.')) {
            safe.push(c);
        }
        if safe.len() > LONGEST {
            break;
        }
    }
    if safe.len() > LONGEST {
        let cut = (0..=LONGEST - 9).rev().find(|at| safe.is_char_boundary(*at)).unwrap_or(0);
        safe = format!("{}-{}", &safe[..cut], fingerprint(name, 8));
    }
    let safe = safe.trim_end_matches('.');
    let stem = safe.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN-" | "CONOUT-")
        || (stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && stem.ends_with(|c: char| c.is_ascii_digit()));
    if safe.is_empty() || device { format!("_{safe}") } else { safe.to_owned() }
}
