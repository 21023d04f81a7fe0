//! The integration tests: one binary, one file a layer.

mod analysis;
mod drawing;
mod explain;
mod flows;
mod format;
mod graph;
mod model;
mod real;
mod rules;
mod soundness;
mod support;
mod syntax;
mod tidy;
mod time;
mod time_oracle;
