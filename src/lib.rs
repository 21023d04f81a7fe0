//! Procedo: administrative procedures as code.

pub mod base;
