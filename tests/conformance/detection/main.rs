//! How often the rules find what is there, and how often they find what is not: labels of real procedures, and defects
//! planted on purpose. `run` makes the whole table; in a debug build a sample is drawn, so that `cargo test` stays fast.

mod once_only;
mod operators;
mod plants;
mod powers;
mod site;
mod sites;
mod table;
mod workflows;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    // The runner of tests asks every target for its list.
    if has("--list") {
        return ExitCode::SUCCESS;
    }
    let sample = cfg!(debug_assertions) && !has("--all");
    let mut report = table::Report::default();
    once_only::score(&mut report, sample);
    powers::score(&mut report);
    workflows::score(&mut report);
    let mut grounds = sites::shipped(if sample { 9 } else { 1 });
    grounds.extend(sites::imported(if sample { 700 } else { 40 }));
    let outcomes = plants::plant(&grounds, if sample { 1 } else { 10 });
    report.planted(&outcomes);
    report.finish(&outcomes, sample, has("--write"))
}
