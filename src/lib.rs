//! Procedo: administrative procedures as code.

extern crate alloc; // pest without its default features asks for it

pub mod analysis;
pub mod base;
pub mod config;
pub mod drawing;
pub mod explain;
pub mod graph;
pub mod model;
pub mod pipeline;
pub mod rules;
pub mod syntax;
pub mod targets;
pub mod time;
