//! Trees of texts that were read before: whoever checks almost the same sources many times reads each text once.

use crate::base::{FileId, Sink, Sources};
use crate::syntax::{self, ast};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The last text of each source with its tree, where they are kept. Copies share them.
#[derive(Debug, Clone, Default)]
pub struct Trees(Option<Arc<RwLock<Kept>>>);

type Kept = HashMap<FileId, Arc<Known>>;

/// What a text says.
#[derive(Debug)]
struct Known {
    text: String,
    file: ast::File,
    found: Sink,
}

impl Trees {
    /// They are kept from now on. By default they are not: they take as much room as the catalogue.
    pub fn kept() -> Self {
        Self(Some(Arc::default()))
    }

    /// These where they are kept, else new ones that are.
    #[must_use]
    pub fn or_kept(&self) -> Self {
        if self.0.is_some() { self.clone() } else { Self::kept() }
    }

    /// The tree of a source, and what is wrong with its text.
    pub(super) fn read(&self, sources: &Sources, id: FileId) -> (ast::File, Sink) {
        let text = sources.text(id);
        let parse = || {
            let mut found = Sink::default();
            (syntax::parse(id, text, &mut found), found)
        };
        // A text that is left out for a while is empty: its tree is kept for when it comes back.
        let Some(kept) = self.0.as_ref().filter(|_| !text.is_empty()) else { return parse() };
        let known = kept.read().unwrap_or_else(PoisonError::into_inner).get(&id).map(Arc::clone);
        if let Some(known) = known.filter(|known| known.text == text) {
            return (known.file.clone(), known.found.clone());
        }
        let (file, found) = parse();
        let known = Known { text: text.to_owned(), file: file.clone(), found: found.clone() };
        kept.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::new(known));
        (file, found)
    }
}
