//! A record with everything that could be read of it, before names are given.

use super::body::{self, Body};
use super::channel::{self, Doubt, Way};
use super::flow::{self, Process};
use super::law::Number;
use super::paper::{self, Part};
use super::reading::{self, Reading, Who};
use super::record::{Line, Record};
use super::split;

/// A record, understood as far as it goes.
#[derive(Debug, Clone, Default)]
pub(super) struct Understood {
    pub(super) record: Record,
    pub(super) ways: Vec<Way>,
    pub(super) doubts: Vec<(usize, Doubt)>,
    pub(super) parts: Vec<Part>,
    pub(super) sets: Option<u32>,
    pub(super) process: Process,
    /// What is certain of the steps, by part and step.
    pub(super) steps: Vec<Vec<Reading>>,
    pub(super) deciders: Vec<Body>,
    pub(super) partners: Vec<Body>,
    /// Bodies that are named and have no place of their own in a procedure.
    pub(super) others: Vec<Body>,
    /// The number of every instrument that is cited.
    pub(super) numbers: Vec<Option<Number>>,
}

/// Reads a record.
pub(super) fn understand(record: Record) -> Understood {
    let (ways, doubts) = channel::read(&record);
    let mut process = flow::cut(&record.steps);
    for part in &mut process.parts {
        part.steps = split::split(std::mem::take(&mut part.steps));
    }
    let steps = process.parts.iter().map(|part| reading::read(&part.steps)).collect();
    let bodies = |lines: &[Line]| -> Vec<Body> {
        let all: Option<Vec<_>> = lines.iter().map(|line| body::list(&line.words)).collect();
        all.unwrap_or_default().concat()
    };
    let numbers = record
        .laws
        .iter()
        .map(|law| {
            let number = Number::read(&law.number);
            number.or_else(|| if law.number.is_empty() { Number::read(&law.title.words) } else { None })
        })
        .collect();
    let deciders = bodies(&record.deciders);
    let partners = if deciders.is_empty() { Vec::new() } else { bodies(&record.partners) };
    let mut others = bodies(&record.performers);
    others.extend(bodies(&record.delegates));
    others.extend(bodies(&record.partners));
    Understood {
        parts: paper::read_all(&record.papers),
        sets: paper::sets(&record),
        ways,
        doubts,
        process,
        steps,
        deciders,
        partners,
        others,
        numbers,
        record,
    }
}

impl Understood {
    /// Every body that it names for certain.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &Body> {
        let acting = self.steps.iter().flatten().filter_map(|step| match &step.by {
            Some(Who::Bodies(bodies)) => Some(bodies),
            _ => None,
        });
        let acting = acting.flatten();
        self.deciders.iter().chain(&self.partners).chain(&self.others).chain(acting)
    }
}
