//! A process as shapes and arrows, where they stand on the page, and the pictures made of them.

mod chart;
mod condition;
mod dot;
pub mod layout;
mod mermaid;
mod outline;
mod svg;
mod wrap;
mod xml;

pub use chart::{Arrow, ArrowId, Chart, Guard, Lane, Outcome, Shape, ShapeId, ShapeKind, ascii, chart};
pub(crate) use condition::decimal;
pub use condition::describe;
pub use dot::dot;
pub use mermaid::mermaid;
pub use outline::outline;
pub(crate) use svg::number;
pub use svg::svg;
pub(crate) use xml::Xml;
