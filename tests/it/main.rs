//! The integration tests: one binary, one file a layer.

mod docs;
mod format;
mod model;
mod syntax;
mod tidy;
mod time;
mod time_oracle;
