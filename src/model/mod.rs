//! The catalogue with every name resolved and every condition typed: what rules, targets and commands work on.
//!
//! Nothing here fails. A name that could not be resolved is a [`Ref`] without an id: it has been reported, and later
//! layers stay silent about it.

mod catalogue;
mod condition;
mod ids;
mod procedure;
mod process;
mod registry;

pub use catalogue::*;
pub use condition::*;
pub use ids::*;
pub use procedure::*;
pub use process::*;
pub use registry::*;

// The small closed vocabularies are the same from the text to the outputs.
pub use crate::syntax::ast::{
    Amount, Applicant, At, Batch, ChannelKind, Currency, DayOrMoment, DeadlineTime, DelegationKind, Discretion, End,
    Expect, FeeKind, Hand, Harm, LawKind, LawRelation, Limit, Money, Name, Number, OnlineScope, OrUnknown, PaperKind, PayWay,
    Per, Pinpoint, Risk, Signature, Silence, StepKind, Title, Valid,
};
