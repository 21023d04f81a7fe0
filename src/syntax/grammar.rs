//! The pest parser made from `grammar/`. The only place that names the grammar files.

#![allow(missing_docs, reason = "the derive writes one undocumented variant a grammar rule")]

/// The parser; its rules are `Rule`.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/lexical.pest"]
#[grammar = "../grammar/keywords.pest"]
#[grammar = "../grammar/expression.pest"]
#[grammar = "../grammar/catalogue.pest"]
pub(crate) struct Grammar;
