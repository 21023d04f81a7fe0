//! What every layer shares: places in a text, findings, codes, two-language text. Knows nothing of procedures.

mod code;
mod diagnostic;
mod folder;
mod identity;
pub mod similar;
mod sink;
mod source;
mod text;
mod xml;

pub use code::{Code, CodeRef, Severity};
pub use diagnostic::{Certainty, Diagnostic, Edit, Fix, Label, Unknown, Verdict};
pub use folder::{Folder, file_name};
pub use identity::Identity;
pub(crate) use identity::fingerprint;
pub use sink::Sink;
pub use source::{FileId, LARGEST_TEXT, Position, Source, Sources, Span};
pub(crate) use text::cut;
pub use text::{Language, Text};
pub(crate) use xml::{Xml, escaped, legal, turns};
