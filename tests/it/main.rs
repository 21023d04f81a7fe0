//! The integration tests: one binary, one file a layer.

mod docs;
mod explain;
mod format;
mod model;
mod real;
mod rules;
mod syntax;
mod tidy;
mod time;
mod time_oracle;
