//! Procedo: administrative procedures as code.

extern crate alloc; // pest without its default features asks for it

pub mod base;
pub mod config;
pub mod drawing;
pub mod model;
pub mod render;
pub mod syntax;
pub mod targets;
pub mod time;
