//! The integration tests: one binary, one file a layer.

mod analysis;
mod drawing;
mod docs;
mod explain;
mod flows;
mod format;
mod graph;
mod model;
mod oracles;
mod real;
mod rules;
mod shipped_facts;
mod soundness;
mod support;
mod syntax;
mod tidy;
mod time;
mod time_oracle;
