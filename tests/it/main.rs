//! The integration tests: one binary, one file a layer.

mod time;
mod time_oracle;
