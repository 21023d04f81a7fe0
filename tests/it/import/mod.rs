//! Importers: what they all share, and each format.

mod frame;
