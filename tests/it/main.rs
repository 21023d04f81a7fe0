//! The integration tests: one binary, one file a layer.

mod syntax;
mod time;
mod time_oracle;
