//! How a procedure is worked, in the words of the portal: the published wording where it was kept, else who does what.

use super::record::{Reader, VI, line};
use super::{PROCESS, kept};
use crate::base::Span;
use crate::drawing::describe;
use crate::model::{
    Action, Atom, ChoiceOption, Condition, FactType, Flow, Limit, Node, Process, Step, StepId, Test, Trigger, Value,
};

/// Words without the marks of a list before them: bullets, `a)`, `(1)`, `2.`.
fn unmarked(words: &str) -> &str {
    let words = words.trim_start_matches(['-', '+', '*', '•', '–', ' ', '\n']);
    match words.split_once([')', '.']) {
        Some((mark, rest)) if mark.trim_start_matches('(').chars().count() <= 2 => unmarked(rest),
        _ => words,
    }
}

/// Whether a wording begins with the number of its step.
fn labelled(words: &str) -> bool {
    let words: String = unmarked(words).chars().take("Bước 1".len()).collect::<String>().to_lowercase();
    words.strip_prefix("bước").is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether words name a case already.
fn names_case(words: &str) -> bool {
    let lower = unmarked(words).to_lowercase();
    ["trường hợp ", "đối với ", "nếu "].iter().any(|head| lower.starts_with(head))
}

/// Whether a line begins the remarks below a process.
fn is_remark(words: &str) -> bool {
    let lower = unmarked(words).to_lowercase();
    ["lưu ý", "ghi chú", "chú ý"].iter().any(|head| lower.starts_with(head))
}

/// A condition as the words that open a sentence: `Trường hợp đã từng kết hôn`.
pub(super) fn case(words: &str) -> String {
    if names_case(words) {
        return words.to_owned();
    }
    let mut letters = words.chars();
    // A name keeps its capitals: only a capital before a small letter goes.
    let small = words.chars().nth(1).is_some_and(char::is_lowercase);
    let head = letters.next().map(|first| if small { first.to_lowercase().collect() } else { first.to_string() });
    format!("Trường hợp {}{}", head.unwrap_or_default(), letters.as_str())
}

impl Reader<'_> {
    /// The wording of each step: its first line and those below it.
    pub(super) fn steps(&mut self) -> Vec<Vec<String>> {
        let published = self.view.notes.text.as_ref().map(|text| text.text.as_str()).unwrap_or_default();
        let unread = || {
            let lines = kept::section(published, "Trình tự thực hiện");
            let lines: Vec<String> = lines.into_iter().map(line).filter(|line| !line.is_empty()).collect();
            if lines.is_empty() { Vec::new() } else { vec![lines] }
        };
        let Some(process) = &self.view.process else { return unread() };
        if process.steps.is_empty() {
            return unread();
        }
        self.lose(&PROCESS, process.span, None);
        let mut all = Vec::new();
        if let [Node::Choice { options, .. }] = process.flow.nodes.as_slice() {
            for option in options {
                self.option(process, option, &mut all);
            }
        } else {
            let ids: Vec<_> = process.ids().collect();
            self.sequence(process, &ids, &mut all);
        }
        let mut notes = process.flow.notes.text.as_ref().map(|text| lines(&text.text)).unwrap_or_default();
        let remarks = notes.iter().position(|line| is_remark(line)).unwrap_or(notes.len());
        let remarks = notes.split_off(remarks);
        let before = Some(notes).filter(|notes| !notes.is_empty());
        let after = Some(remarks).filter(|remarks| !remarks.is_empty());
        let all: Vec<_> = before.into_iter().chain(all).chain(after).collect();
        all
    }

    /// The steps of one alternative where the whole process is a choice, below the words that name it.
    fn option(&mut self, process: &Process, option: &ChoiceOption, all: &mut Vec<Vec<String>>) {
        let mut heading: Vec<String> = match &option.condition {
            Some(condition) => vec![self.heading(condition, option.span)],
            None => vec!["Các trường hợp còn lại".to_owned()],
        };
        heading.extend(option.flow.notes.text.as_ref().map(|text| lines(&text.text)).unwrap_or_default());
        all.push(heading);
        let mut ids = Vec::new();
        steps_of(&option.flow, &mut ids);
        self.sequence(process, &ids, all);
    }

    /// The title of the value where one is asked for, else the whole condition.
    fn heading(&mut self, condition: &Condition, at: Span) -> String {
        if let Condition::Test { atom: Atom::Fact(id), test: Test::In(values), .. } = condition
            && let ([Value::Choice(value)], FactType::OneOf(known)) = (values.as_slice(), &self.view.fact(*id).kind)
            && let Some((_, Some(title))) = known.get(*value as usize)
        {
            return case(&line(&title.text));
        }
        case(&self.when(Some(condition), at).unwrap_or_else(|| describe(condition, self.view, VI)))
    }

    /// Steps that follow one another; each without a number of its own gets its place.
    fn sequence(&self, process: &Process, ids: &[StepId], all: &mut Vec<Vec<String>>) {
        let steps = || ids.iter().map(|id| process.step(*id));
        // A published sequence that numbers no step is read again as it stands.
        let numbered = steps().any(|step| step.notes.text.as_ref().is_none_or(|text| labelled(&text.text)));
        // Wording without a number below numbered wording goes on with it.
        let mut goes_on = false;
        for (at, step) in steps().enumerate() {
            let Some(text) = &step.notes.text else {
                all.push(self.step(at, step));
                goes_on = false;
                continue;
            };
            let mut lines = lines(&text.text);
            let own = labelled(&text.text);
            if let Some(first) = lines.first_mut()
                && numbered
                && !own
                && !goes_on
            {
                *first = format!("Bước {}: {first}", at + 1);
            }
            goes_on |= own;
            all.push(lines);
        }
    }

    /// Who does what in which time.
    fn step(&self, at: usize, step: &Step) -> Vec<String> {
        // A semicolon would end the heading.
        let mut lines = vec![format!("Bước {}: {}", at + 1, line(step.shown()).replace(';', ","))];
        let who = step.by.as_ref().map(|by| self.bodies(by)).unwrap_or_default();
        let who = if step.by_applicant() { "Người nộp hồ sơ".to_owned() } else { who.join(" hoặc ") };
        if !who.is_empty() {
            let within = match step.within.as_ref().map(|within| &within.value) {
                Some(Limit::Duration(duration)) => format!(" trong thời hạn {}", duration.show(VI)),
                Some(Limit::SameDay(_)) => " trong ngày".to_owned(),
                Some(Limit::Unknown) | None => String::new(),
            };
            lines.push(format!("{who} thực hiện{within}."));
        }
        for reaction in &step.reactions {
            match (&reaction.trigger, &reaction.action) {
                (Trigger::Incomplete, Action::Ask(ask)) => {
                    let times = ask.times.as_ref().map_or_else(String::new, |times| match times.value {
                        1 => " tối đa một lần".to_owned(),
                        times => format!(" tối đa {times} lần"),
                    });
                    lines.push(format!("Trường hợp hồ sơ chưa đầy đủ, chưa hợp lệ thì yêu cầu bổ sung{times}."));
                }
                (Trigger::Ineligible, Action::Go(_)) => lines.push(
                    "Trường hợp không đủ điều kiện thì từ chối, trả lời bằng văn bản và nêu rõ lý do.".to_owned(),
                ),
                _ => {}
            }
        }
        lines
    }
}

/// The lines of a wording.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(line).filter(|line| !line.is_empty()).collect()
}

/// The steps of a flow in the order of the text.
fn steps_of(flow: &Flow, ids: &mut Vec<StepId>) {
    for node in &flow.nodes {
        match node {
            Node::Step(id) => ids.push(*id),
            Node::Choice { options, .. } => options.iter().for_each(|option| steps_of(&option.flow, ids)),
            Node::Parallel { branches, .. } => branches.iter().for_each(|(_, flow)| steps_of(flow, ids)),
            Node::Repeat { body, .. } => steps_of(body, ids),
            Node::Phase(_, flow) => steps_of(flow, ids),
            Node::End(_) => {}
        }
    }
}
