//! Cuts the wording of a process into steps: by `Bước 1`, by numbers or letters in a row, by bullets, else by paragraphs.

use super::body::Body;
use super::paper::bare;
use super::record::{Group, Line};
use regex::Regex;
use std::sync::LazyLock;

/// Steps that follow one another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// The heading where it is a case: `Trường hợp nộp trực tuyến`.
    pub(super) case: Option<String>,
    /// What stands before the first step.
    pub(super) notes: Vec<Line>,
    /// The steps.
    pub(super) steps: Vec<Piece>,
}

/// The wording of one step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// The number that the source gives it.
    pub(super) number: Option<u32>,
    /// Its lines; the first one without its label.
    pub(super) lines: Vec<Line>,
    /// The label: `Bước 1:`.
    pub(super) label: String,
    /// Whether the source gives the order: by numbers or letters, and none of them twice.
    pub(super) in_order: bool,
    /// Whether it goes on with the step before it, which the source does not cut.
    pub(super) continues: bool,
    /// The bodies that forward the dossier, where the step is that.
    pub(super) forwarded_by: Vec<Body>,
}

/// The whole process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Process {
    /// Stretches of steps; several where the numbers begin anew.
    pub(super) parts: Vec<Part>,
    /// What follows the process: remarks.
    pub(super) notes: Vec<Line>,
}

impl Process {
    /// Whether the stretches are cases of which one is taken.
    pub(super) fn is_choice(&self) -> bool {
        self.parts.len() > 1 && self.parts.iter().all(|part| part.case.is_some())
    }
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^((?:[\s\-+*•–]|\(?[a-zđA-ZĐ\d]{1,2}[.)])*(?:Bước|BƯỚC|bước)\s*0?(\d{1,2})\s*(?:[:.\-–);,]+\s*|\s+|$))(.*)$",
    )
    .expect("well formed")
});

static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^((?:[\s\-+*•–])*\(?(\d{1,2})\s*[.)]\s*)([^\d\s].*)$").expect("well formed"));

static LETTERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^((?:[\s\-+*•–])*\(?([a-zđ])\s*[.)]\s*)(.+)$").expect("well formed"));

static REMARKS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^[\s\-+*•–]*(?:lưu ý|ghi chú|chú ý)\b").expect("well formed"));

static CASE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s\-+*•–]*(?:\(?[\da-zđ]{1,4}(?:\.\d+)*[.)]\s*|[ivx]+[.)]\s*)?(?:trường hợp|đối với|nếu)\s")
        .expect("well formed")
});

/// The letters that lists use, in order.
pub(super) const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// Cuts all groups of a record.
pub(super) fn cut(groups: &[Group]) -> Process {
    let mut process = Process::default();
    for group in groups {
        let (lines, notes) = without_remarks(&group.lines);
        let mut parts = parts(lines);
        if let (Some(heading), Some(first)) = (&group.heading, parts.first_mut()) {
            first.case = Some(heading.words.clone());
        }
        process.parts.append(&mut parts);
        process.notes.extend_from_slice(notes);
    }
    if process.parts.len() > 1 && !process.is_choice() {
        process.parts.iter_mut().flat_map(|part| &mut part.steps).for_each(|step| step.in_order = false);
    }
    process
}

/// The steps, and the remarks below them if no step follows.
fn without_remarks(lines: &[Line]) -> (&[Line], &[Line]) {
    let last_step = lines.iter().rposition(|line| label(line).is_some()).unwrap_or(0);
    let remarks = (last_step + 1..lines.len()).find(|&at| REMARKS.is_match(&lines[at].words));
    remarks.map_or((lines, &[]), |at| lines.split_at(at))
}

fn label(line: &Line) -> Option<(u32, &str, &str)> {
    let parts = LABEL.captures(&line.words)?;
    let rest = parts.get(3)?.as_str();
    let (label, number) = (parts.get(1)?.as_str(), parts[2].parse().ok()?);
    // `bước 1 và bước 2` in running text is no label.
    let closed = label.trim_end().ends_with([':', '.', ')', '-', '–', ';', ',']);
    let fresh = rest.chars().next().is_none_or(|c| c.is_uppercase() || !c.is_alphabetic());
    (closed || fresh).then_some((number, label, rest))
}

fn parts(lines: &[Line]) -> Vec<Part> {
    if lines.iter().any(|line| label(line).is_some()) {
        return labelled(lines);
    }
    let numbers = |line: &Line| {
        let parts = NUMBERED.captures(&line.words)?;
        Some((parts[2].parse::<u32>().ok()?, parts.get(1)?.end()))
    };
    let letters = |line: &Line| {
        let parts = LETTERED.captures(&line.words)?;
        let letter = parts[2].chars().next()?;
        let at = LETTERS.chars().position(|known| known == letter)?;
        Some((u32::try_from(at).ok()? + 1, parts.get(1)?.end()))
    };
    if let Some(part) = in_a_row(lines, numbers).or_else(|| in_a_row(lines, letters)) {
        return vec![part];
    }
    vec![loose(lines)]
}

/// Steps with labels; where the numbers begin anew, a new part does.
fn labelled(lines: &[Line]) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    let mut before = 0;
    for line in lines {
        let part = parts.last_mut().expect("never empty");
        let Some((number, label, rest)) = label(line) else {
            match part.steps.last_mut() {
                Some(step) => step.lines.push(line.clone()),
                None => part.notes.push(line.clone()),
            }
            continue;
        };
        if number <= before {
            let heading = part.steps.last_mut().and_then(|step| take_heading(&mut step.lines));
            parts.push(Part { notes: heading.into_iter().collect(), ..Part::default() });
        }
        before = number;
        let part = parts.last_mut().expect("never empty");
        let first = Line { number: line.number, words: rest.trim().to_owned() };
        let lines = if first.words.is_empty() { Vec::new() } else { vec![first] };
        let label = label.trim().to_owned();
        part.steps.push(Piece { number: Some(number), lines, label, in_order: true, ..Piece::default() });
    }
    if parts.len() > 1 {
        for part in &mut parts {
            if let Some(at) = part.notes.iter().rposition(|line| CASE.is_match(&line.words)) {
                part.case = Some(bare(&part.notes.remove(at).words).to_owned());
            }
        }
    }
    parts
}

/// The last line of a step where it reads like the heading of what follows.
fn take_heading(lines: &mut Vec<Line>) -> Option<Line> {
    let words = &lines.last()?.words;
    let short = words.split_whitespace().count() <= 40 && !words.trim_end().ends_with([';', ',']);
    let heading = (CASE.is_match(words) && !words.trim_end().ends_with('.')) || words.trim_end().ends_with(':') || {
        let first = words.split_whitespace().next().unwrap_or_default();
        first.ends_with(['.', ')']) && first.chars().count() <= 5 && !words.trim_end().ends_with('.')
    };
    if lines.len() > 1 && short && heading { lines.pop() } else { None }
}

/// Steps numbered 1, 2, 3 … or a, b, c …; nothing where the row has gaps.
fn in_a_row(lines: &[Line], read: impl Fn(&Line) -> Option<(u32, usize)>) -> Option<Part> {
    let mut part = Part::default();
    for line in lines {
        match read(line) {
            Some((number, label)) if number as usize == part.steps.len() + 1 => {
                let (label, rest) = line.words.split_at(label);
                let first = Line { number: line.number, words: rest.trim().to_owned() };
                let label = label.trim().to_owned();
                part.steps.push(Piece { lines: vec![first], label, in_order: true, ..Piece::default() });
            }
            Some((1, _)) => return None,
            _ => match part.steps.last_mut() {
                Some(step) => step.lines.push(line.clone()),
                None => part.notes.push(line.clone()),
            },
        }
    }
    // Alternatives are no sequence.
    let cases =
        part.steps.iter().filter(|step| step.lines.first().is_some_and(|line| CASE.is_match(&line.words))).count();
    (part.steps.len() >= 2 && cases == 0).then_some(part)
}

/// Bullets, or paragraphs where there are none. What is said of a case belongs to the step before it.
fn loose(lines: &[Line]) -> Part {
    let bullets = lines.iter().filter(|line| line.words.starts_with('-')).count() >= 2;
    let mut part = Part::default();
    for line in lines {
        let begins = !CASE.is_match(&line.words) && (!bullets || line.words.starts_with('-'));
        if begins {
            let words = bare(&line.words);
            // The mark of the list is how the next reader finds the step.
            let label = line.words.split_once(words).map_or("", |(mark, _)| mark).trim().to_owned();
            let first = Line { number: line.number, words: words.to_owned() };
            part.steps.push(Piece { lines: vec![first], label, ..Piece::default() });
        } else {
            match part.steps.last_mut() {
                Some(step) => step.lines.push(line.clone()),
                None => part.notes.push(line.clone()),
            }
        }
    }
    part.steps.retain(|step| step.lines.iter().any(|line| line.words.contains(char::is_alphanumeric)));
    part
}
