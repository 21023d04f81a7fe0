//! The integration tests: one binary, one file a layer.

mod analysis;
mod cli;
mod config;
mod docs;
mod drawing;
mod explain;
mod flows;
mod format;
mod graph;
mod import;
mod matching;
mod model;
mod oracles;
mod readme;
mod real;
mod render;
mod rule_lists;
mod rules;
mod runs;
mod shipped_facts;
mod soundness;
mod support;
mod syntax;
mod tidy;
mod time;
mod time_oracle;
