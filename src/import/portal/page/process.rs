//! Writes how a procedure is worked: steps in their order, cases as a choice.

use super::{Writer, cut};
use crate::import::portal::flow::Part as Steps;
use crate::import::portal::hints;
use crate::import::portal::paper;
use crate::import::portal::reading::{Reading, Who};
use crate::import::portal::record::joined;
use crate::import::portal::understood::Understood;
use crate::import::{Page, quoted};

impl Writer<'_> {
    pub(super) fn process(&mut self, page: &mut Page, understood: &Understood) {
        let process = &understood.process;
        if process.parts.iter().all(|part| part.steps.is_empty()) {
            let lines: Vec<_> =
                process.parts.iter().flat_map(|part| &part.notes).chain(&process.notes).cloned().collect();
            self.kept.add("Trình tự thực hiện", &joined(&lines));
            return;
        }
        page.gap();
        let choice = process.is_choice();
        let mut fact = String::new();
        if choice {
            fact = self.names.free(self.word("way", "cách-thực-hiện").to_owned());
            let values: Vec<_> = process
                .parts
                .iter()
                .enumerate()
                .map(|(index, part)| {
                    format!(
                        "{}-{} {}",
                        self.word("way", "cách"),
                        index + 1,
                        quoted(&cut(part.case.as_deref().unwrap_or_default()))
                    )
                })
                .collect();
            page.line(&format!("fact {fact} one of {}", values.join(", ")));
            page.gap();
        }
        let unanswered = hints::silence(&understood.record).then(|| {
            self.word(
                "the source says what it means that a consulted body does not answer, but not surely in which step",
                "nguồn có nói đến trường hợp cơ quan được hỏi không trả lời nhưng chưa rõ ở bước nào",
            )
        });
        let mut body = Page::default();
        let mut notes = String::new();
        let mut choose = Page::default();
        let mut before = 0;
        for (index, (part, readings)) in process.parts.iter().zip(&understood.steps).enumerate() {
            if choice {
                let mut inner = Page::default();
                inner.text(&joined(&part.notes));
                self.steps(&mut inner, 0, part, readings, unanswered);
                choose.braces(&format!("when {fact} is {}-{}", self.word("way", "cách"), index + 1), &inner);
            } else {
                if let Some(case) = &part.case {
                    notes.push_str(case);
                    notes.push('\n');
                }
                for line in &part.notes {
                    notes.push_str(&line.words);
                    notes.push('\n');
                }
                self.steps(&mut body, before, part, readings, unanswered);
                before += part.steps.len();
            }
        }
        if choice {
            body.braces("choose", &choose);
        } else if process.parts.len() > 1 {
            body.unresolved(self.word(
                "the numbers of the steps begin anew: whether the groups follow one another or exclude one another is not said",
                "số thứ tự các bước bắt đầu lại: nguồn không nói rõ các nhóm bước nối tiếp hay thay thế nhau",
            ));
        }
        if !choice && process.parts.len() == 1 && hints::cases(&understood.record) {
            body.unresolved(self.word(
                "the source puts steps under cases, and not surely which",
                "nguồn xếp các bước theo trường hợp nhưng chưa rõ bước nào thuộc trường hợp nào",
            ));
        }
        notes.push_str(&joined(&process.notes));
        let refuses =
            understood.steps.iter().flatten().any(|step| step.reactions.iter().any(|r| r.ends_with("refuse")));
        if !refuses && hints::refusal(&understood.record) {
            body.unresolved(self.word(
                "the source speaks of refusing, but not surely in which step",
                "nguồn có nói đến việc từ chối nhưng chưa rõ ở bước nào",
            ));
        }
        body.text(&notes);
        page.braces("process", &body);
    }

    /// Steps, with so many before them; `unanswered` is what stays open of a consultation.
    fn steps(&mut self, page: &mut Page, before: usize, part: &Steps, readings: &[Reading], unanswered: Option<&str>) {
        let named = self.word("step", "bước");
        let mut index = 0;
        let mut stem = String::new();
        for (at, (piece, reading)) in part.steps.iter().zip(readings).enumerate() {
            if !piece.continues {
                index += 1;
                stem = format!("{named}-{}", piece.number.unwrap_or(index));
            }
            let name = self.names.free(stem.clone());
            let mut line = format!("step {name} {}", quoted(&reading.title));
            if !reading.kinds.is_empty() {
                line.push_str(&format!(" kind {}", reading.kinds.join(", ")));
            }
            match &reading.by {
                Some(Who::Applicant) => line.push_str(" by applicant"),
                Some(Who::Bodies(bodies)) => {
                    let bodies: Vec<_> = bodies.iter().map(|body| self.registry.body(body)).collect();
                    line.push_str(&format!(" by {}", bodies.join(" or ")));
                }
                None => {}
            }
            let consults = reading.kinds.first() == Some(&"consult");
            match &reading.within {
                Some(within) => line.push_str(&format!(" within {within}")),
                // A limit for the answer may stand anywhere in the wording.
                None if consults => line.push_str(" within unknown"),
                None => {}
            }
            let wording = joined(&piece.lines);
            let whole = if piece.label.is_empty() { wording.clone() } else { format!("{} {wording}", piece.label) };
            // The wording may be left out where title and place give it back.
            let whole_step = !piece.continues && part.steps.get(at + 1).is_none_or(|next| !next.continues);
            let said = paper::bare(&wording).trim_end_matches(['.', ';', ':']).trim() == reading.title
                && piece.number.is_some_and(|number| number as usize == before + at + 1)
                && whole_step;
            page.block(&line, |page| {
                for reaction in &reading.reactions {
                    page.line(reaction);
                }
                if let Some(unanswered) = unanswered.filter(|_| consults) {
                    page.unresolved(unanswered);
                }
                if !said {
                    page.text(&whole);
                }
            });
        }
    }
}
