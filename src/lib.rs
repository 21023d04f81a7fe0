//! Procedo: administrative procedures as code.

pub mod base;
pub mod config;
pub mod time;
