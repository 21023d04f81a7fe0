//! The table: what was found of what is there, per rule, with numerators and denominators; and what falls short of the
//! aims, each with its reason.

use crate::plants::{Outcome, SEED};
use crate::sites::{records, root};
use procedo::base::Certainty;
use procedo::rules::Answer;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::ExitCode;

/// Right and wrong answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Score {
    pub(crate) found: u32,
    pub(crate) missed: u32,
    pub(crate) wrong: u32,
    pub(crate) silent: u32,
}

impl Score {
    /// One answer.
    pub(crate) fn of(is_there: bool, hit: bool) -> Self {
        let one = |yes: bool| u32::from(yes);
        Self {
            found: one(is_there && hit),
            missed: one(is_there && !hit),
            wrong: one(!is_there && hit),
            silent: one(!is_there && !hit),
        }
    }

    fn add(&mut self, other: Self) {
        self.found += other.found;
        self.missed += other.missed;
        self.wrong += other.wrong;
        self.silent += other.silent;
    }

    /// Found of what was said, in ten-thousandths; nothing said is nothing wrong.
    fn precision(self) -> u32 {
        (self.found * 10_000).checked_div(self.found + self.wrong).unwrap_or(10_000)
    }

    /// Found of what is there, in ten-thousandths.
    fn recall(self) -> u32 {
        (self.found * 10_000).checked_div(self.found + self.missed).unwrap_or(10_000)
    }

    fn shown(self) -> String {
        let Self { found, missed, wrong, .. } = self;
        format!(
            "{found}/{} {} | {found}/{} {}",
            found + wrong,
            percent(self.precision()),
            found + missed,
            percent(self.recall())
        )
    }
}

fn percent(share: u32) -> String {
    format!("{}.{} %", share / 100, share / 10 % 10)
}

/// How a rule answered.
#[derive(Debug, Clone, Copy, Default)]
struct Answers {
    hit: u32,
    clear: u32,
    unknown: u32,
}

impl Answers {
    fn add(&mut self, answer: Answer) {
        match answer {
            Answer::Hit => self.hit += 1,
            Answer::Clear => self.clear += 1,
            Answer::Unknown => self.unknown += 1,
        }
    }

    fn shown(self) -> String {
        format!("{} / {} / {}", self.hit, self.clear, self.unknown)
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Row {
    score: Score,
    planted: Answers,
    near: Answers,
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Report {
    labels: BTreeMap<String, Score>,
    rules: BTreeMap<&'static str, Row>,
    certainty: BTreeMap<Certainty, Score>,
    asides: Vec<String>,
    failed: Vec<String>,
}

/// Aims in ten-thousandths: recall on planted defects; precision of what is proven and of what is probable.
const RECALL: u32 = 9_000;
const PRECISION: [(Certainty, u32); 2] = [(Certainty::Proven, 9_500), (Certainty::Probable, 8_500)];

impl Report {
    /// Counts an answer about a label.
    pub(crate) fn score(&mut self, name: &str, score: Score) {
        self.labels.entry(name.to_owned()).or_default().add(score);
    }

    /// Notes something that a reader should know of one answer.
    pub(crate) fn aside(&mut self, words: &str) {
        self.asides.push(words.to_owned());
    }

    /// Counts the planted defects and their near misses.
    pub(crate) fn planted(&mut self, outcomes: &[Outcome]) {
        for outcome in outcomes {
            let row = self.rules.entry(outcome.operator.code).or_default();
            let (hit, wrong) = (outcome.planted == Answer::Hit, outcome.near == Answer::Hit);
            for score in [Score::of(true, hit), Score::of(false, wrong)] {
                row.score.add(score);
                self.certainty.entry(outcome.certainty).or_default().add(score);
            }
            row.planted.add(outcome.planted);
            row.near.add(outcome.near);
            let place = format!("{} in {}", outcome.operator.name, outcome.code);
            if !hit {
                self.asides
                    .push(format!("{place}: `{}` does not find it ({:?})", outcome.operator.code, outcome.planted));
            }
            if wrong {
                self.asides.push(format!("{place}: `{}` finds the near miss", outcome.operator.code));
            }
            if let Some(broken) = &outcome.broken {
                self.failed.push(format!("{place}: the source is not what a user could write: {broken}"));
            }
        }
    }

    /// Prints the table; writes it and the list of plants, or compares them with the committed ones.
    pub(crate) fn finish(mut self, outcomes: &[Outcome], sample: bool, write: bool) -> ExitCode {
        let table = self.table(outcomes);
        println!("{table}");
        self.asides.iter().for_each(|aside| println!("{aside}"));
        if !sample {
            self.aims();
            if records().is_some() {
                self.keep("results.md", &table, write);
                self.keep("plants.tsv", &listed(outcomes), write);
            }
        }
        self.failed.iter().for_each(|failed| println!("FAILED: {failed}"));
        if self.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn table(&self, outcomes: &[Outcome]) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "| labels | precision | recall |\n|---|---|---|");
        for (name, score) in &self.labels {
            let _ = writeln!(out, "| {name} | {} |", score.shown());
        }
        let _ = writeln!(
            out,
            "\n| {} planted defects | hit / clear / unknown | near misses: hit / clear / unknown | precision | recall |\n|---|---|---|---|---|",
            outcomes.len()
        );
        let mut all = Row::default();
        for (code, row) in &self.rules {
            let _ =
                writeln!(out, "| {code} | {} | {} | {} |", row.planted.shown(), row.near.shown(), row.score.shown());
            all.score.add(row.score);
            for (sum, one) in [(&mut all.planted, row.planted), (&mut all.near, row.near)] {
                sum.hit += one.hit;
                sum.clear += one.clear;
                sum.unknown += one.unknown;
            }
        }
        let _ = writeln!(out, "| all | {} | {} | {} |", all.planted.shown(), all.near.shown(), all.score.shown());
        out
    }

    /// Compares with the aims; what falls short must be listed with its reason and not fall further.
    fn aims(&mut self) {
        let known = shortfalls();
        for (code, row) in &self.rules {
            let (recall, precision) = known.get(*code).map_or((RECALL, PRECISION[1].1), |short| (short.0, short.1));
            if row.score.recall() < recall || row.score.precision() < precision {
                self.failed.push(format!("{code}: {} falls short", row.score.shown()));
            }
        }
        for (certainty, aim) in PRECISION {
            let score = self.certainty.get(&certainty).copied().unwrap_or_default();
            if score.precision() < aim {
                self.failed.push(format!("{}: precision {} falls short", certainty.word(), percent(score.precision())));
            }
        }
        let all = self.labels.get(crate::once_only::ALL).copied().unwrap_or_default();
        let (recall, precision) = known.get("once-only").map_or((9_000, 9_000), |short| (short.0, short.1));
        if records().is_some() && (all.recall() < recall || all.precision() < precision) {
            self.failed.push(format!("once-only: {} falls short", all.shown()));
        }
    }

    fn keep(&mut self, name: &str, text: &str, write: bool) {
        let path = root().join("tests/conformance/detection").join(name);
        if write {
            fs::write(&path, text).expect("the file can be written");
        } else if fs::read_to_string(&path).unwrap_or_default() != text {
            self.failed.push(format!("{name} is stale: run tests/conformance/detection/run --write"));
        }
    }
}

/// What is known to fall short: rule, recall and precision that it must keep (in ten-thousandths), reason.
fn shortfalls() -> BTreeMap<String, (u32, u32)> {
    let text = fs::read_to_string(root().join("tests/conformance/detection/shortfalls.tsv")).unwrap_or_default();
    let row = |line: &str| {
        let mut cells = line.split('\t');
        let (rule, recall, precision) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        cells.next().filter(|reason| !reason.is_empty())?;
        Some((rule.to_owned(), (recall, precision)))
    };
    text.lines().filter_map(row).collect()
}

/// Every plant on a line.
fn listed(outcomes: &[Outcome]) -> String {
    let mut out = format!(
        "# {} planted defects, seed {SEED}; written by tests/conformance/detection/run --write\n",
        outcomes.len()
    );
    out.push_str("operator\tdefect / near miss\trule\tfrom\tprocedure\tat\tanswer\tanswer to the near miss\n");
    for one in outcomes {
        let from = if one.imported { "portal" } else { "shipped" };
        let Outcome { operator, code, mark, planted, near, .. } = one;
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{from}\t{code}\t{mark}\t{}\t{}",
            operator.name,
            operator.says,
            operator.code,
            word(*planted),
            word(*near)
        );
    }
    out
}

fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Hit => "hit",
        Answer::Clear => "clear",
        Answer::Unknown => "unknown",
    }
}
