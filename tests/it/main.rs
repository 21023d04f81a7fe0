//! The integration tests: one binary, one file a layer.

mod config;
mod format;
mod render;
mod model;
mod syntax;
mod tidy;
mod time;
mod time_oracle;
