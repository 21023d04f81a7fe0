//! A process as shapes and arrows, where they stand on the page, and the pictures made of them.

mod build;
mod caption;
mod chart;
mod condition;
mod dot;
mod face;
pub mod layout;
mod legend;
mod mermaid;
mod outline;
mod page;
mod svg;
mod symbols;

pub use build::chart;
pub(crate) use caption::limits;
pub use caption::{Caption, Mark, caption};
pub(crate) use chart::end_label;
pub use chart::{Arrow, ArrowId, Chart, Guard, Lane, Outcome, Phase, Shape, ShapeId, ShapeKind, ascii};
pub(crate) use condition::decimal;
pub use condition::describe;
pub use dot::dot;
pub use mermaid::{Became, MOST_ARROWS, mermaid, mermaid_of_change};
pub(crate) use outline::limit;
pub use outline::outline;
pub use page::{LANDSCAPE, Page, UPRIGHT, page};
pub(crate) use svg::number;
pub use svg::svg;
