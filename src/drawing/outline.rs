//! The process as indented lines, for a terminal and for screen readers.

use super::{Caption, describe};
use crate::analysis::Facts;
use crate::base::Language;
use crate::drawing::chart::end_label;
use crate::model::{
    Action, Catalogue, Flow, Goal, Limit, Node, OrUnknown, Party, Procedure, Process, StepId, Trigger, shown,
};
use crate::time::Date;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The process as numbered lines under its heading: what is done, by whom, within what time, and what can happen
/// otherwise. `None` where the process is not known.
pub fn outline(facts: &Facts<'_>, caption: &Caption, language: Language) -> Option<String> {
    let procedure = facts.procedure;
    let process = procedure.process.as_ref()?;
    let (catalogue, day) = (facts.catalogue, facts.settings.as_of);
    let mut writer = Writer { catalogue, procedure, process, caption, day, language, out: String::new(), count: 0 };
    writer.heading();
    writer.flow(&process.flow, 0);
    writer.meanings();
    Some(writer.out)
}

struct Writer<'a> {
    catalogue: &'a Catalogue,
    procedure: &'a Procedure,
    process: &'a Process,
    caption: &'a Caption,
    day: Date,
    language: Language,
    out: String,
    count: usize,
}

impl Writer<'_> {
    fn heading(&mut self) {
        let _ = writeln!(self.out, "{}", self.caption.title);
        for (word, what) in &self.caption.lines {
            let _ = writeln!(self.out, "{word}: {what}");
        }
    }

    /// What the marks at steps mean.
    fn meanings(&mut self) {
        for mark in self.caption.marks.values().collect::<BTreeSet<_>>() {
            let _ = writeln!(self.out, "{}: {}", mark.sign, mark.meaning);
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{:indent$}{text}", "", indent = depth * 2 + 2);
    }

    fn flow(&mut self, flow: &Flow, depth: usize) {
        for node in &flow.nodes {
            self.node(node, depth);
        }
    }

    fn node(&mut self, node: &Node, depth: usize) {
        let language = self.language;
        match node {
            Node::Step(id) => self.step(*id, depth),
            Node::Choice { options, .. } => {
                let mut first = true;
                for option in options {
                    if option.condition.is_none() && option.flow.nodes.is_empty() {
                        continue;
                    }
                    let head = match &option.condition {
                        Some(condition) => {
                            let phrase = describe(condition, self.procedure, self.language);
                            let word = if first {
                                language.pick("if", "nếu")
                            } else {
                                language.pick("else if", "ngược lại nếu")
                            };
                            format!("{word} {phrase}:")
                        }
                        None => language.pick("otherwise:", "trường hợp còn lại:").to_owned(),
                    };
                    first = false;
                    self.line(depth, &head);
                    self.flow(&option.flow, depth + 1);
                }
            }
            Node::Parallel { branches, .. } => {
                self.line(depth, language.pick("at the same time:", "thực hiện song song:"));
                for (index, (title, branch)) in branches.iter().enumerate() {
                    let name = title.as_ref().map_or_else(String::new, |t| format!(" {}", t.text));
                    let word = language.pick("branch", "nhánh");
                    self.line(depth + 1, &format!("{word} {}{name}:", index + 1));
                    self.flow(branch, depth + 2);
                }
            }
            Node::Repeat { limit, condition, body, .. } => {
                let mut head = language.pick("repeat", "lặp lại").to_owned();
                if let Some(limit) = limit {
                    let _ = write!(
                        head,
                        "{}",
                        language.pick(format!(" at most {limit} times"), format!(" tối đa {limit} lần"))
                    );
                }
                if let Some(condition) = condition {
                    let phrase = describe(condition, self.procedure, self.language);
                    let _ =
                        write!(head, "{}", language.pick(format!(" while {phrase}"), format!(" chừng nào {phrase}")));
                }
                self.line(depth, &format!("{head}:"));
                self.flow(body, depth + 1);
            }
            Node::Phase(index, flow) => {
                let phase = &self.process.phases[*index as usize];
                let title = shown(&phase.name, phase.title.as_ref()).to_owned();
                let limit =
                    phase.within.as_ref().map_or_else(String::new, |w| format!(" ({})", limit(&w.value, language)));
                let word = language.pick("phase", "giai đoạn");
                self.line(depth, &format!("{word} {title}{limit}:"));
                self.flow(flow, depth + 1);
            }
            Node::End(end) => self.line(depth, &format!("→ {}", end_label(end.value, language))),
        }
    }

    fn step(&mut self, id: StepId, depth: usize) {
        let language = self.language;
        let process = self.process;
        let step = process.step(id);
        self.count += 1;
        let mut line = format!("{}. {}", self.count, step.shown());
        if let Some(by) = &step.by {
            let who: Vec<_> = by.any_of.iter().map(|party| self.party(party)).collect();
            let _ = write!(line, " – {}", who.join(language.pick(" or ", " hoặc ")));
        }
        if let Some(within) = &step.within {
            let _ = write!(line, " – {}", limit(&within.value, language));
        }
        if let Some(mark) = self.caption.marks.get(&id) {
            let _ = write!(line, " {}", mark.sign);
        }
        self.line(depth, &line);
        for reaction in &step.reactions {
            let trigger = match &reaction.trigger {
                Trigger::Incomplete => language.pick("incomplete", "hồ sơ chưa đủ").to_owned(),
                Trigger::Ineligible => language.pick("ineligible", "không đủ điều kiện").to_owned(),
                Trigger::Late => language.pick("late", "quá hạn").to_owned(),
                Trigger::When(condition) => describe(condition, self.procedure, self.language),
            };
            let action = match &reaction.action {
                Action::Go(goal) => self.goal(*goal),
                Action::Ask(ask) => {
                    let mut text = language.pick("ask the applicant", "yêu cầu bổ sung").to_owned();
                    if let Some(times) = &ask.times {
                        let times = times.value;
                        let _ = write!(
                            text,
                            "{}",
                            language.pick(format!(", at most {times}×"), format!(", tối đa {times} lần"))
                        );
                    }
                    if let Some(OrUnknown::Known(within)) = ask.within.as_ref().map(|w| w.value) {
                        let _ = write!(text, ", {} {}", language.pick("within", "trong"), within.show(language));
                    }
                    text
                }
            };
            self.line(depth + 2, &format!("{trigger} → {action}"));
        }
        for jump in &step.jumps {
            let goal = self.goal(jump.to);
            let text = match &jump.when {
                Some(condition) => format!("{} → {goal}", describe(condition, self.procedure, self.language)),
                None => format!("→ {goal}"),
            };
            self.line(depth + 2, &text);
        }
    }

    fn goal(&self, goal: Goal) -> String {
        match goal {
            Goal::End(end) => end_label(end, self.language).to_owned(),
            Goal::Step(id) => self.process.step(id).shown().to_owned(),
            Goal::Unknown => "?".to_owned(),
        }
    }

    fn party(&self, party: &Party) -> String {
        match party {
            Party::Applicant(_) => self.language.pick("applicant", "người nộp hồ sơ").to_owned(),
            Party::Body { body, other } => {
                let title = self.catalogue.title_of(body, self.day);
                if *other { format!("{title} {}", self.language.pick("(elsewhere)", "(nơi khác)")) } else { title }
            }
        }
    }
}

/// A time limit in words.
pub(crate) fn limit(limit: &Limit, language: Language) -> String {
    match limit {
        Limit::Duration(duration) => duration.show(language),
        Limit::SameDay(None) => language.pick("the same day", "trong ngày").to_owned(),
        Limit::SameDay(Some(before)) => {
            language.pick(format!("the same day if before {before}"), format!("trong ngày nếu trước {before}"))
        }
        Limit::Unknown => language.pick("time unknown", "chưa rõ thời hạn").to_owned(),
    }
}
