//! The catalogue with every name resolved and every condition typed: what rules, targets and commands work on.
//!
//! Nothing here fails. A name that could not be resolved is a [`Ref`] without an id: it has been reported, and later
//! layers stay silent about it.

mod as_of;
mod catalogue;
mod condition;
mod figure;
mod given;
mod ids;
mod outline;
mod procedure;
mod process;
mod registry;
mod remarks;
mod resolve;
mod view;

pub use catalogue::*;
pub use condition::*;
pub use figure::Figure;
pub use given::{condition_of, given, of_place};
pub use ids::*;
pub use outline::Outline;
pub use procedure::*;
pub use process::*;
pub use registry::*;
pub use remarks::Remarks;
pub use resolve::{CODES, resolve};
pub use view::apply;

// The small closed vocabularies are the same from the text to the outputs.
pub use crate::syntax::ast::{
    Amount, Applicant, At, Batch, ChannelKind, Currency, DayOrMoment, DeadlineTime, DelegationKind, Discretion, End,
    Expect, FeeKind, Hand, Harm, LawKind, LawRelation, Limit, Money, Name, NameOrTitle, Number, OnlineScope, OrUnknown,
    PaperKind, PayWay, Per, Pinpoint, Risk, Signature, Silence, StepKind, Target, Title, Valid,
};
