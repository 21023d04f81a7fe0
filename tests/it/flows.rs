//! A short notation for processes, so that tests of graphs and analyses can be tables of text.
//!
//! Statements are parted by `;`: a step with its words, `if FACT { … } else { … }`, `par { … | … }`,
//! `loop N FACT { … }`, `phase { … }`, or an end. Words of a step: a time (`30m`, `2h`, `3d` working days, `5c` calendar
//! days, `sd` same day), `ask`, `ask2`, `restart`, `!END` (ineligible), `FACT?END` or `FACT?STEP` (reaction on a
//! condition), `>STEP`, `>STEP/FACT` (jumps), `applicant`, `pause`, `r=DATA`, `w=DATA`. Data `d-…` is in the dossier.

use procedo::base::{Language, Span};
use procedo::model::*;
use procedo::time::{Duration, Unit};

/// The procedure of a notation.
pub(crate) fn procedure(text: &str) -> Procedure {
    let mut spaced = String::new();
    for letter in text.chars() {
        match letter {
            '{' | '}' | ';' | '|' => spaced.extend([' ', letter, ' ']),
            _ => spaced.push(letter),
        }
    }
    let mut reader = Reader::new(spaced.split_whitespace().map(str::to_owned).collect());
    let flow = reader.flow();
    assert_eq!(reader.at, reader.words.len(), "`{text}` is read to its end");
    reader.finish(flow)
}

/// The process of a notation.
pub(crate) fn process(text: &str) -> Process {
    procedure(text).process.expect("a notation always has a process")
}

/// The name of a test's thing.
pub(crate) fn name(text: &str) -> Name {
    Name { text: text.to_owned(), span: Span::default() }
}

/// A value without a place.
pub(crate) fn at<T>(value: T) -> At<T> {
    At { value, span: Span::default() }
}

/// Names of steps, parted by blanks.
pub(crate) fn names(process: &Process, steps: impl IntoIterator<Item = StepId>) -> String {
    steps.into_iter().map(|step| process.step(step).name.text.clone()).collect::<Vec<_>>().join(" ")
}

/// `fact` as a condition.
pub(crate) fn holds(fact: FactId) -> Condition {
    let test = Test::In(vec![Value::Truth(true)]);
    Condition::Test { atom: Atom::Fact(fact), test, span: Span::default() }
}

/// An empty step.
pub(crate) fn step(text: &str) -> Step {
    Step {
        name: name(text),
        title: None,
        kinds: Vec::new(),
        by: None,
        within: None,
        reads_dossier: None,
        reads: Vec::new(),
        writes: Vec::new(),
        checks: Vec::new(),
        reactions: Vec::new(),
        jumps: Vec::new(),
        calls: None,
        signature: None,
        pauses: None,
        silence: None,
        effort: None,
        wait: None,
        rejects: None,
        discretion: None,
        batch: None,
        in_person: None,
        order_required: None,
        form: None,
        notes: Notes::default(),
        span: Span::default(),
    }
}

/// A procedure that has nothing but a process.
pub(crate) fn bare(process: Option<Process>) -> Procedure {
    Procedure {
        name: name("p"),
        title: None,
        language: Language::En,
        period: Period::default(),
        case: None,
        fields: Vec::new(),
        levels: Vec::new(),
        decided_by: Vec::new(),
        applicants: Vec::new(),
        published: None,
        deadlines: Vec::new(),
        sets: None,
        volume: None,
        volumes: Vec::new(),
        channels: Vec::new(),
        facts: Vec::new(),
        cases: Vec::new(),
        conditions: Vec::new(),
        documents: Vec::new(),
        fees: Vec::new(),
        results: Vec::new(),
        linked: Vec::new(),
        reserved: None,
        risk: None,
        harm: None,
        pay: Vec::new(),
        appeals: Vec::new(),
        reviewed_on: None,
        process,
        data: Vec::new(),
        notes: Notes::default(),
        span: Span::default(),
    }
}

struct Reader {
    words: Vec<String>,
    at: usize,
    steps: Vec<(Step, Vec<String>)>,
    facts: Vec<String>,
    data: Vec<String>,
    phases: u32,
}

impl Reader {
    fn new(words: Vec<String>) -> Self {
        Self { words, at: 0, steps: Vec::new(), facts: Vec::new(), data: Vec::new(), phases: 0 }
    }

    fn peek(&self) -> &str {
        self.words.get(self.at).map_or("", |word| word)
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.words[self.at - 1].clone()
    }

    fn fact(&mut self, name: &str) -> Condition {
        let (name, not) = name.strip_prefix("not-").map_or((name, false), |name| (name, true));
        let at = place(&mut self.facts, name);
        let condition = holds(FactId(at));
        if not { Condition::Not(Box::new(condition)) } else { condition }
    }

    fn block(&mut self) -> Flow {
        assert_eq!(self.next(), "{");
        let flow = self.flow();
        assert_eq!(self.next(), "}");
        flow
    }

    fn flow(&mut self) -> Flow {
        let mut nodes = Vec::new();
        loop {
            match self.peek() {
                "" | "}" | "|" => return Flow { nodes, ..Flow::default() },
                ";" => self.at += 1,
                _ => nodes.push(self.node()),
            }
        }
    }

    fn node(&mut self) -> Node {
        let span = Span::default();
        let word = self.next();
        if let Some(end) = end(&word) {
            return Node::End(at(end));
        }
        match word.as_str() {
            "if" => {
                let fact = self.next();
                let condition = Some(self.fact(&fact));
                let mut options = vec![ChoiceOption { condition, flow: self.block(), span }];
                let rest = match self.peek() {
                    "else" => {
                        self.at += 1;
                        self.block()
                    }
                    _ => Flow::default(),
                };
                options.push(ChoiceOption { condition: None, flow: rest, span });
                Node::Choice { options, written_choose: false, span }
            }
            "par" => {
                assert_eq!(self.next(), "{");
                let mut branches = vec![(None, self.flow())];
                while self.next() == "|" {
                    branches.push((None, self.flow()));
                }
                Node::Parallel { branches, span }
            }
            "loop" => {
                let limit = self.next().parse().ok();
                let fact = self.next();
                let condition = Some(self.fact(&fact));
                Node::Repeat { limit, condition, body: self.block(), span }
            }
            "phase" => {
                self.phases += 1;
                Node::Phase(self.phases - 1, self.block())
            }
            _ => {
                let mut words = Vec::new();
                while !matches!(self.peek(), "" | ";" | "}" | "|") {
                    words.push(self.next());
                }
                self.steps.push((step(&word), words));
                Node::Step(StepId(self.steps.len() as u32 - 1))
            }
        }
    }

    fn finish(mut self, flow: Flow) -> Procedure {
        let names: Vec<String> = self.steps.iter().map(|(step, _)| step.name.text.clone()).collect();
        let goal = |text: &str| match end(text) {
            Some(end) => Goal::End(end),
            None => {
                names.iter().position(|name| name == text).map_or(Goal::Unknown, |at| Goal::Step(StepId(at as u32)))
            }
        };
        let span = Span::default();
        for at_step in 0..self.steps.len() {
            let words = std::mem::take(&mut self.steps[at_step].1);
            let mut step = self.steps[at_step].0.clone();
            for word in words {
                let react = |trigger, action| Reaction { trigger, action, basis: Vec::new(), span };
                if let Some(times) = word.strip_prefix("ask") {
                    let times = times.parse().ok().map(at);
                    let ask = Ask { times, within: None, otherwise: None, restarts: false, span };
                    step.reactions.push(react(Trigger::Incomplete, Action::Ask(ask)));
                } else if word == "restart" {
                    let ask = Ask { times: None, within: None, otherwise: None, restarts: true, span };
                    step.reactions.push(react(Trigger::Incomplete, Action::Ask(ask)));
                } else if let Some(end) = word.strip_prefix('!') {
                    step.reactions.push(react(Trigger::Ineligible, Action::Go(goal(end))));
                } else if let Some((fact, to)) = word.split_once('?') {
                    let when = self.fact(fact);
                    step.reactions.push(react(Trigger::When(when), Action::Go(goal(to))));
                } else if let Some(jump) = word.strip_prefix('>') {
                    let (to, when) = match jump.split_once('/') {
                        Some((to, fact)) => (to, Some(self.fact(fact))),
                        None => (jump, None),
                    };
                    step.jumps.push(Jump { to: goal(to), when, span });
                } else if word == "applicant" {
                    step.by = Some(Bodies { any_of: vec![Party::Applicant(span)], with: Vec::new(), span });
                } else if word == "pause" {
                    step.pauses = Some(Cited { span, basis: Vec::new() });
                } else if let Some(data) = word.strip_prefix("r=") {
                    step.reads.push(at(DataId(place(&mut self.data, data))));
                } else if let Some(data) = word.strip_prefix("w=") {
                    step.writes.push(at(DataId(place(&mut self.data, data))));
                } else {
                    step.within = Some(at(limit(&word)));
                }
            }
            self.steps[at_step].0 = step;
        }
        let phase =
            |at: u32| Phase { name: name(&format!("phase-{at}")), title: None, within: None, counted_from: None, span };
        let steps: Vec<Step> = self.steps.into_iter().map(|(step, _)| step).collect();
        let written = |data: usize| steps.iter().any(|step| step.writes.iter().any(|w| w.value.0 as usize == data));
        let data = self.data.iter().enumerate().map(|(at, text)| Data {
            name: name(text),
            title: None,
            document: None,
            declared: None,
            in_dossier: text.starts_with("d-"),
            written: written(at),
            is_result: text.starts_with("result"),
        });
        let data = data.collect();
        let facts = self.facts.iter().map(|text| Fact {
            name: name(text),
            kind: FactType::Truth,
            title: None,
            origin: FactOrigin::Applicant,
            basis: Vec::new(),
        });
        let facts = facts.collect();
        let process = Process { steps, flow, phases: (0..self.phases).map(phase).collect(), span };
        Procedure { facts, data, ..bare(Some(process)) }
    }
}

fn place(all: &mut Vec<String>, name: &str) -> u32 {
    let at = all.iter().position(|other| other == name).unwrap_or_else(|| {
        all.push(name.to_owned());
        all.len() - 1
    });
    at as u32
}

fn end(word: &str) -> Option<End> {
    match word {
        "done" => Some(End::Done),
        "refuse" => Some(End::Refuse),
        "withdraw" => Some(End::Withdraw),
        "stop" => Some(End::Stop),
        _ => None,
    }
}

fn limit(word: &str) -> Limit {
    if word == "sd" {
        return Limit::SameDay(None);
    }
    let (amount, unit) = word.split_at(word.len() - 1);
    let unit = match unit {
        "m" => Unit::Minutes,
        "h" => Unit::Hours,
        "d" => Unit::WorkingDays,
        "c" => Unit::Days,
        _ => panic!("`{word}` is not a word of a step"),
    };
    let amount = amount.parse().unwrap_or_else(|_| panic!("`{word}` is not a time"));
    Limit::Duration(Duration::whole(amount, unit))
}
