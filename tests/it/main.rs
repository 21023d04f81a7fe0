//! The integration tests: one binary, one file a layer.

mod model;
mod time;
mod time_oracle;
