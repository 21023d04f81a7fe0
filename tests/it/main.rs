//! The integration tests: one binary, one file a layer.

mod format;
mod time;
mod time_oracle;
