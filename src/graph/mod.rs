//! The workflow graph of a process: what follows what, why, and which traces it allows.
//!
//! petgraph stays inside this module and `analysis`; everyone else asks [`Workflow`].

mod build;
mod region;
pub mod replay;
pub mod token;
mod workflow;

pub use region::{Region, RegionId, RegionKind};
pub use replay::{Replay, replay};
pub use workflow::{Edge, EdgeId, EdgeKind, Node, NodeId, NodeKind, Workflow};
