//! A document in the formats that were asked for, as files of a folder.

use super::{Block, Document, docx, html, markdown};
use crate::base::Folder;

/// A format for reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For Word.
    Docx,
    /// For browsers.
    Html,
    /// Markdown, with its drawings beside it.
    Markdown,
}

/// Adds a document under a name without ending; Markdown puts its drawings beside itself.
pub fn add(folder: &mut Folder, name: &str, document: &Document, format: Format) {
    match format {
        Format::Docx => folder.add(&format!("{name}.docx"), docx(document)),
        Format::Html => folder.add(&format!("{name}.html"), html(document)),
        Format::Markdown => {
            let own = name.rsplit('/').next().unwrap_or(name);
            let picture = |index: usize| format!("{own}-{}.svg", index + 1);
            folder.add(&format!("{name}.md"), markdown(document, picture));
            let drawings = document.blocks.iter().filter_map(|block| match block {
                Block::Drawing(drawing) => Some(&drawing.svg),
                _ => None,
            });
            for (index, svg) in drawings.enumerate() {
                folder.add(&format!("{name}-{}.svg", index + 1), svg.as_bytes());
            }
        }
    }
}
