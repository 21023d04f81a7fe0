//! The integration tests: one binary, one file a layer.

mod analysis;
mod flows;
mod format;
mod graph;
mod soundness;
mod syntax;
mod tidy;
mod time;
mod time_oracle;
