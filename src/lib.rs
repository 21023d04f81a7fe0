//! Procedo: administrative procedures as code. This page is the architecture document.
//!
//! A public body writes each of its procedures once, in a language that a legal officer reads. The texts are parsed,
//! resolved into one catalogue, turned into workflow graphs, analysed by rules, and compiled to the configurations of the
//! systems that process dossiers.
//!
//! Three sentences to hold on to. **Everything flows one way. What is wrong with a text is data, never an `Err`. Every
//! list (keywords, codes, rules, targets, layers) exists once, and a test reads it.**
//!
//! # The pipeline
//!
//! ```text
//! Sources ─parse→ ast::File ─resolve→ model::Catalogue ─build→ Workflow ─(lazily)→ Facts
//!    │               │                    │                                  │
//!    └─ syntax/… ────┴── names/… ─────────┴──────── flow/… time/… ───────────┴→ Sink → findings
//!                                         └→ Target → files      findings → render, review
//! ```
//!
//! 1. [`cli`] reads files into [`base::Sources`]. It alone touches the disk, prints, and knows exit codes.
//! 2. [`syntax::parse`] turns a text into a tree. It is total: what cannot be read becomes a finding and costs its own line.
//! 3. [`model::resolve`] turns names into ids and conditions into typed ones. An unknown name is reported once and becomes
//!    a [`model::Ref`] without an id, so that later layers can tell *absent* from *unresolved* and stay silent.
//! 4. [`graph`] builds a workflow from the nested process; [`analysis::Facts`] computes on demand what rules, targets and
//!    commands ask. Facts compute, rules judge.
//! 5. [`base::Sink::finish`] applies levels, drops and sorts: the only such place. [`pipeline::check`] runs all of this.
//!
//! Cases (`case`) and adaptations (`adapt`) are merged into the tree before it is resolved: a view of a procedure in a
//! case or at a place is an ordinary [`model::Procedure`], and nothing after that knows the difference.
//!
//! # Who may know whom
//!
//! `tests/it/tidy.rs` holds this table and the fences of foreign crates, and fails on a breach.
//!
//! | module | may name |
//! |---|---|
//! | base | – |
//! | time | base |
//! | config | base, time |
//! | syntax | base, time |
//! | model | base, time, config, syntax |
//! | matching | base, time, model |
//! | graph | base, model |
//! | analysis | base, time, model, graph |
//! | public | base, time, model, analysis |
//! | rules | base, time, config, model, graph, analysis, matching, public |
//! | drawing | base, time, model, graph, analysis |
//! | targets | base, time, config, model, graph, analysis, drawing |
//! | examples | base, time, config, model, graph, analysis |
//! | pipeline | base, time, config, syntax, model, graph, analysis, rules, matching |
//! | review | base, time, config, syntax, model, graph, analysis, rules, pipeline |
//! | comparison | base, time, model, analysis, drawing, pipeline, review |
//! | explain | base, time, config, syntax, model, graph, analysis, rules, pipeline, examples |
//! | import | base, config, time, syntax, model, graph, analysis, matching |
//! | render | base |
//! | document | base, time, config, model, graph, analysis, drawing, rules, pipeline, review |
//! | cli | all |
//!
//! # Invariants
//!
//! - No layer below [`cli`] does input or output, reads the clock or panics on what a user wrote.
//! - A message is a [`base::Text`]: one sentence in English and in Vietnamese. Which one is shown is decided in [`render`].
//! - Spans are bytes of the text as it was read; [`base::Source`] alone turns them into lines and columns.
//! - Absent is not zero: a rule that lacks a fact says [`base::Sink::unknown`] and what is missing.
//! - Everything legal has a [`model::Period`]; every analysis takes a day.
//! - No output depends on the order of a hash table, on a thread, or on today's date unless it says so.
//! - pest stays in [`syntax`], petgraph in [`graph`] and [`analysis`], serde in [`config`], [`render`] and [`targets`],
//!   minijinja in [`rules`].
//!
//! # Where to add what
//!
//! - *A keyword*: one line in `grammar/keywords.pest`; formatter, reference and completion read that table.
//! - *A statement*: a rule in `grammar/catalogue.pest`, a field in [`syntax::ast`], a function in `src/syntax/build/`, a
//!   field in [`model`].
//! - *A rule*: `src/rules/<theme>/<name>.rs`, its word in `rules!` in `src/rules/mod.rs`, and
//!   `tests/fixtures/rules/<theme>/<name>.proc` with hit, clear and unknown cases (its tables beside it as
//!   `<name>.places.csv`, `<name>.staff.csv`, `<name>.reported.csv`); what it reads stands in `tests/fixtures/rules/attributes.tsv`, what it says
//!   more precisely than another in `src/rules/subsume.rs`, what it compares with in `docs/thresholds.md`.
//! - *A field of the public view* (what rules that users write may ask): one line in a table of `src/public/`, and
//!   `tests/it/written.rs` writes it into `docs/rules.md` and `docs/quy-tac.md`.
//! - *A rewrite*: one function in `src/review/rewrite/`, its line in `REWRITES`, a text in `tests/fixtures/review/rewrites/`
//!   and its row in `rewrites.tsv` beside that folder.
//! - *A gate*: one function in `src/review/gate.rs`, its line in `GATES`, a pair of texts in `tests/fixtures/review/gates/`.
//! - *A target*: one file or folder in `src/targets/`, one entry in [`targets::TARGETS`], a section in `docs/targets.md` and
//!   `docs/he-thong-dich.md` (its list of what it cannot say is written by the tests with `UPDATE_DOCS=1`).
//! - *A format to import*: one file or folder in `src/import/`, one entry in [`import::IMPORTERS`], one fuzz target.
//! - *A command*: one file in `src/cli/`, one variant.
#![deny(clippy::print_stdout, clippy::print_stderr)]

extern crate alloc; // pest without its default features asks for it

pub mod analysis;
pub mod base;
pub mod cli;
pub mod comparison;
pub mod config;
pub mod document;
pub mod drawing;
pub mod examples;
pub mod explain;
pub mod graph;
pub mod import;
pub mod matching;
pub mod model;
pub mod pipeline;
pub mod public;
pub mod render;
pub mod review;
pub mod rules;
pub mod syntax;
pub mod targets;
pub mod time;
