//! Internal workflows as they were approved: written as they stand, and asked whether their steps fit into the limit.

use crate::sites::root;
use crate::table::{Report, Score};
use procedo::base::Sources;
use procedo::pipeline::{self, Options};
use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;

#[derive(Debug, Deserialize)]
struct File {
    workflows: Vec<Workflow>,
}

#[derive(Debug, Deserialize)]
struct Workflow {
    id: String,
    procedure: String,
    total_time: Option<Value>,
    steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Value {
    Number(f64),
    Words(String),
}

#[derive(Debug, Deserialize)]
struct Step {
    time_days: Option<f64>,
    time_hours: Option<f64>,
}

impl Workflow {
    /// The limit in working hours.
    fn limit(&self) -> Option<f64> {
        match self.total_time.as_ref()? {
            Value::Number(days) => Some(days * 8.0).filter(|hours| *hours > 0.0),
            Value::Words(words) => {
                let digits = words.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty())?;
                Some(digits.parse::<f64>().ok()? * 8.0)
            }
        }
    }
}

impl Step {
    fn hours(&self) -> Option<f64> {
        self.time_hours.or_else(|| self.time_days.map(|days| days * 8.0)).filter(|hours| *hours >= 0.0)
    }
}

/// Asks every workflow that states its limit: expected is a hit where the stated times alone exceed it.
pub(crate) fn score(report: &mut Report) {
    let Ok(text) = fs::read_to_string(root().join("../shared/data/benchmark/internal-workflows.yaml")) else {
        println!("skipped: no data in ../shared/data/benchmark");
        return;
    };
    let file: File = serde_yaml::from_str(&text).expect("the data have this shape");
    for workflow in &file.workflows {
        let times: Vec<_> = workflow.steps.iter().map(Step::hours).collect();
        let (Some(limit), true) = (workflow.limit(), times.iter().any(Option::is_some)) else {
            report.aside(&format!("{}: no limit or no time is said", workflow.id));
            continue;
        };
        let expected = times.iter().flatten().sum::<f64>() > limit;
        let mut steps = String::new();
        for (index, time) in times.iter().enumerate() {
            let within = time.map_or_else(String::new, |hours| format!(" within {hours} hours"));
            let _ = writeln!(steps, "step b{index} \"Bước {index}\" by office{within}");
        }
        let title = workflow.procedure.replace('"', "");
        let text = format!(
            "agency office \"Cơ quan\"\nprocedure 9.000001 \"{title}\" {{\n  deadline {limit} hours\n  process {{\n{steps}  }}\n}}\n"
        );
        let mut sources = Sources::default();
        sources.add("workflow.proc", text);
        let checked = pipeline::check(&sources, &Options::on(crate::sites::day()));
        let hit = checked.findings.iter().any(|finding| finding.code.id() == "time/overrun");
        report.score("time/overrun (approved workflows)", Score::of(expected, hit));
        if expected != hit {
            report.aside(&format!(
                "{}: `time/overrun` {}",
                workflow.id,
                if hit { "finds it wrongly" } else { "does not find it" }
            ));
        }
    }
}
