//! From findings to decisions: what to change, whether it is safe, what it saves, and the change written into the source.
//!
//! A finding becomes [`Change`]s, the changes become edits of the text, the edited text is checked like any other, and the
//! gate compares before and after. What does not pass is kept with the reason: a reviewer sees what was thought of.

mod accept;
mod approval;
mod bench;
mod burden;
pub mod change;
pub mod control;
pub mod cost;
mod edit;
pub mod effect;
pub mod gate;
pub mod ground;
pub mod guarantee;
mod hands;
mod mix;
mod passage;
mod plan;
mod propose;
pub mod rank;
mod reach;
mod rewrite;
mod shortest;
mod subject;
pub mod worth;

pub use accept::{Clash, accept};
pub use approval::Approval;
pub use bench::Trial;
pub use change::{Change, Kept, Stage, differing};
pub use control::Control;
pub use effect::Figures;
pub use gate::Refusal;
pub use ground::{Act, Element, Ground, Touched};
pub use passage::Passage;
pub use plan::{Alternative, Measure, Plan};
pub use propose::{Proposal, Review, apply, place_of, proposals, review};
pub use reach::Reach;
pub use rewrite::{codes, why_by_hand};
pub use shortest::{Part, Shortest, shortest};
pub use subject::Subject;
