//! The integration tests: one binary, one file a layer.

mod cli;
mod config;
mod explain;
mod format;
mod model;
mod real;
mod render;
mod rules;
mod syntax;
mod tidy;
mod time;
mod time_oracle;
