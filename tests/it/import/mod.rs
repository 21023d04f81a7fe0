//! Importers: what they all share, and each format.

mod bpmn;
mod epar;
mod formats;
mod frame;
mod opencps;
mod sheet;
