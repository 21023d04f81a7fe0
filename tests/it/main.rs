//! The integration tests: one binary, one file a layer.

mod tidy;
mod time;
mod time_oracle;
