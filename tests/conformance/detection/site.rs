//! A place where a defect can be planted: the source of one procedure, read, with the few edits that operators need.

use procedo::model::{Body, Procedure, Step, StepKind};
use procedo::syntax;

/// The source of one procedure.
#[derive(Debug)]
pub(crate) struct Site {
    /// Its file within its catalogue.
    pub(crate) path: String,
    /// The text of the file.
    pub(crate) text: String,
    /// The procedure, as published.
    pub(crate) procedure: Procedure,
    /// Whether it was imported.
    pub(crate) imported: bool,
    /// Every body that its catalogue knows, as a step names it.
    pub(crate) bodies: Vec<String>,
}

/// A changed source, and the words that stand where the change is.
#[derive(Debug, Clone)]
pub(crate) struct Planted {
    /// The text of the file, as the formatter writes it.
    pub(crate) text: String,
    /// Words of which one stands in the line of the planted entity.
    pub(crate) marks: Vec<String>,
}

/// A defect and what looks like it but is none.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) plant: Planted,
    pub(crate) near: Planted,
}

impl Site {
    /// The code of the procedure.
    pub(crate) fn code(&self) -> &str {
        &self.procedure.name.text
    }

    /// The steps, where the process is known.
    pub(crate) fn steps(&self) -> &[Step] {
        self.procedure.process.as_ref().map_or(&[], |process| &process.steps)
    }

    /// The step that decides.
    pub(crate) fn deciding(&self) -> Option<&Step> {
        self.steps().iter().find(|step| step.is_kind(StepKind::Decide) && step.body().is_some())
    }

    /// The first step that examines or drafts, worked by a body of the state.
    pub(crate) fn working(&self) -> Option<&Step> {
        let kinds = [StepKind::Assess, StepKind::Check, StepKind::Draft];
        let works = |step: &&Step| step.main_kind().is_some_and(|kind| kinds.contains(&kind)) && step.body().is_some();
        self.steps().iter().find(works).filter(|_| !self.is_doubted())
    }

    /// Whether its author says that a part of it is not yet right: then rules rightly answer *unknown*.
    fn is_doubted(&self) -> bool {
        let says = |line: &str| ["unresolved ", "vướng mắc "].iter().any(|word| line.trim_start().starts_with(word));
        self.text.lines().any(says)
    }

    /// Whether the catalogue has a body.
    pub(crate) fn knows(&self, body: &str) -> bool {
        self.bodies.iter().any(|known| known == body)
    }

    /// A body that works another step than this one does.
    pub(crate) fn another(&self, than: &Body) -> Option<String> {
        let bodies = self.steps().iter().filter_map(Step::body).map(Body::written);
        bodies.into_iter().find(|body| *body != than.written())
    }

    /// The text with statements added to the head of the procedure.
    pub(crate) fn stating(&self, statements: &str) -> String {
        let open = self.head_of(&self.text);
        self.edited(&[(open, open, &format!("\n{statements}\n"))])
    }

    /// Where the body of the procedure begins in a text that is the same up to there.
    pub(crate) fn head_of(&self, text: &str) -> usize {
        let title = self.procedure.title.as_ref().map_or(self.procedure.name.span.end, |title| title.span.end) as usize;
        text[title..].find('{').map_or(text.len(), |open| title + open + 1)
    }

    /// The text with steps added after a step.
    pub(crate) fn after(&self, step: &Step, steps: &str) -> String {
        let end = step.span.end as usize;
        self.edited(&[(end, end, &format!("\n{steps}\n"))])
    }

    /// The text with steps added before a step.
    pub(crate) fn before(&self, step: &Step, steps: &str) -> String {
        let start = step.span.start as usize;
        self.edited(&[(start, start, &format!("{steps}\n"))])
    }

    /// The text with items added after its own.
    pub(crate) fn followed_by(&self, items: &str) -> String {
        format!("{}\n{items}\n", self.text)
    }

    /// The text with stretches replaced; they do not overlap.
    pub(crate) fn edited(&self, edits: &[(usize, usize, &str)]) -> String {
        let mut edits = edits.to_vec();
        edits.sort_unstable_by_key(|edit| std::cmp::Reverse(edit.0));
        edits.into_iter().fold(self.text.clone(), |mut text, (start, end, new)| {
            text.replace_range(start..end, new);
            text
        })
    }

    /// The text without the lines that hold any of some words, and how many those are.
    pub(crate) fn without_lines(&self, words: &[&str]) -> (String, usize) {
        let holds = |line: &&str| words.iter().any(|word| line.contains(word));
        let kept: Vec<_> = self.text.lines().filter(|line| !holds(line)).collect();
        let gone = self.text.lines().count() - kept.len();
        (format!("{}\n", kept.join("\n")), gone)
    }
}

impl Planted {
    /// A text as the formatter writes it in its own language.
    pub(crate) fn new(text: &str, marks: &[&str]) -> Self {
        let marks = marks.iter().map(|mark| (*mark).to_owned()).collect();
        Self { text: syntax::format(text, None).text, marks }
    }
}

/// A pair whose halves stand in the same place.
#[expect(clippy::unnecessary_wraps, reason = "every operator ends with it")]
pub(crate) fn pair(marks: &[&str], plant: &str, near: &str) -> Option<Pair> {
    Some(Pair { plant: Planted::new(plant, marks), near: Planted::new(near, marks) })
}
