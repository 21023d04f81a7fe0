//! The integration tests: one binary, one file a layer.

mod explain;
mod real;
mod rules;
mod format;
mod tidy;
mod time;
mod time_oracle;
