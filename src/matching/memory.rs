//! What was read of wordings before: a line is read once, for as long as the registry gives its papers the same names.

use super::{Asked, Line, Matcher, asked, normal};
use crate::model::Catalogue;
use crate::time::Date;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// What was read so far. Copies share it: whoever checks almost the same catalogue many times hands it on.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Option<Arc<Reader>>>>);

impl Memory {
    /// Reads with the names that the registry gives its papers on a day; `threshold` as of [`Matcher::of`].
    pub fn reader(&self, catalogue: &Catalogue, day: Date, threshold: u32) -> Arc<Reader> {
        let matcher = Matcher::of(catalogue, day, threshold);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.as_ref().filter(|known| known.matcher.reads_as(&matcher)) {
            Some(known) => Arc::clone(known),
            None => Arc::clone(known.insert(Arc::new(Reader { matcher, ..Reader::default() }))),
        }
    }
}

/// Reads wordings and keeps what it has read.
#[derive(Debug, Default)]
pub struct Reader {
    matcher: Matcher,
    lines: Kept<Line>,
    looked_up: Kept<Vec<String>>,
}

impl Reader {
    /// A line of a dossier, as [`Matcher::read`].
    pub fn line(&self, written: &str) -> Arc<Line> {
        self.lines.get(written, || self.matcher.read(written))
    }

    /// The lines of a text that say that data is looked up, normalised.
    pub fn looked_up(&self, text: &str) -> Arc<Vec<String>> {
        let begins = |line: &str| line.trim_start().starts_with(['-', '+', '*', '(', '[']);
        self.looked_up.get(text, || {
            let lines = text.lines().filter(|line| begins(line) || line.len() > 20);
            lines.filter(|line| asked(line) == Asked::UnlessFound).map(normal).collect()
        })
    }
}

/// Answers by the text that they are about.
#[derive(Debug)]
struct Kept<T>(RwLock<HashMap<String, Arc<T>>>);

impl<T> Kept<T> {
    fn get(&self, text: &str, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Arc::clone(known);
        }
        let made = Arc::new(make());
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(text.to_owned(), Arc::clone(&made));
        made
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}
