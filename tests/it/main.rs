//! The integration tests: one binary, one file a layer.

mod config;
mod render;
mod time;
mod time_oracle;
