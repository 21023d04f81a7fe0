//! An entry of the dossier that is a list itself: `… gồm: + Giấy …; + Bản sao …`, `1. … 2. …`, `a) … b) …`.

use super::flow::LETTERS;
use super::paper::{Demand, SHOWN, bare, demand, unlisted};
use super::record::{Line, Paper, joined};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Between two papers: a dash behind a sign or a gap, or a plus.
static DASH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:([:;.])\s*[+\-–•]|\s{2,}[\-–•]|\s\+)\s+").expect("well formed"));

/// A number or a letter that may count papers.
static COUNT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s:;.,)])(\d{1,2}|[a-zđ])[.)]").expect("well formed"));

/// When the list of an entry holds, in the words before it.
static HOLDS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?is)(?:trường hợp|đối với|nếu)\s.+$").expect("well formed"));

/// What is asked for, where an entry begins with it: its papers are those of this case.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:cấp|gia hạn|điều chỉnh|sửa đổi|bổ sung|thay đổi|thu hồi|chấm dứt|đăng ký)\s")
        .expect("well formed")
});

/// An entry cut where its papers begin.
struct Cut<'w> {
    head: &'w str,
    parts: Vec<&'w str>,
}

/// What is no paper, and the papers, of an entry that is a list itself.
pub(super) fn list_within(paper: &Paper, shown: bool) -> Option<(String, Vec<Demand>)> {
    let words = joined(&paper.lines);
    let words = bare(&words);
    if words.to_lowercase().contains("một trong") {
        return None;
    }
    // Dashes stand inside what is counted, so what is counted comes first.
    [counted(words), dashed(unlisted(words))].into_iter().flatten().find_map(|cut| papers(paper, &cut, shown))
}

fn papers(paper: &Paper, cut: &Cut<'_>, shown: bool) -> Option<(String, Vec<Demand>)> {
    let Cut { head, parts } = cut;
    let shown = shown || SHOWN.is_match(head);
    let when = HOLDS.find(head).map(|holds| holds.as_str()).or_else(|| ASKED.is_match(head).then_some(*head));
    let when = when.map(|when| when.trim_end_matches([',', ' ', ':']).to_owned());
    let mut notes = if head.is_empty() { String::new() } else { format!("- {head}:") };
    let mut papers = Vec::new();
    for part in parts {
        let line = Line { number: 0, words: (*part).to_owned() };
        let one = Paper { lines: vec![line], remarks: Vec::new(), ..paper.clone() };
        match demand(&one, shown) {
            Some(read) => papers.push(Demand { when: read.when.clone().or_else(|| when.clone()), ..read }),
            None => notes.push_str(&format!("\n+ {part}")),
        }
    }
    // Where most of it is no paper it tells what one paper contains; without a head each part must be one.
    let enough = if head.is_empty() { papers.len() == parts.len() } else { 3 * papers.len() >= 2 * parts.len() };
    if papers.len() < 2 || !enough {
        return None;
    }
    if let Some(last) = papers.last_mut() {
        last.notes = paper.remarks.iter().map(|line| line.words.clone()).collect();
    }
    Some((notes, papers))
}

/// Cut at dashes and pluses.
fn dashed(words: &str) -> Option<Cut<'_>> {
    let marks: Vec<Range<usize>> = DASH.find_iter(words).map(|mark| mark.range()).collect();
    let first = marks.first()?;
    let before = &words[..first.start];
    let headed = words[first.clone()].starts_with(':') || ASKED.is_match(before);
    Some(cut(words, &marks, headed))
}

/// Cut at numbers or letters that count from the first on without a gap.
fn counted(words: &str) -> Option<Cut<'_>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut order = None;
    for found in COUNT.captures_iter(words) {
        let (whole, count) = (found.get(0)?, found.get(1)?);
        let letter = LETTERS.chars().position(|letter| count.as_str().starts_with(letter)).map(|at| (true, at + 1));
        let Some((lettered, number)) = letter.or_else(|| Some((false, count.as_str().parse().ok()?))) else { continue };
        // `V1. Văn bản … 2. Giấy …`: the first label is any that begins a list.
        let label = words.len() - unlisted(words).len();
        if marks.is_empty() && number == 2 && 0 < label && label <= count.start() {
            marks.push(0..label);
        }
        let expected = marks.len() + 1;
        if number != expected
            || order.is_some_and(|order| order != lettered)
            || !opens(words[whole.end()..].trim_start())
        {
            continue;
        }
        order = Some(lettered);
        let rest = words[whole.end()..].trim_start();
        marks.push(count.start()..words.len() - rest.len());
    }
    if marks.len() < 2 {
        return None;
    }
    let headed = words[..marks[0].start].contains(char::is_alphanumeric);
    let mut cut = cut(words, &marks, headed);
    if !headed {
        cut.parts.remove(0);
    }
    cut.head = unlisted(cut.head);
    Some(cut)
}

/// Whether what follows a number begins a sentence: `Điều 5. Hồ sơ` does as well, but counts from 5.
fn opens(rest: &str) -> bool {
    rest.starts_with(char::is_uppercase)
}

fn cut<'w>(words: &'w str, marks: &[Range<usize>], headed: bool) -> Cut<'w> {
    let head = if headed { words[..marks[0].start].trim_end_matches([' ', ':']) } else { "" };
    let starts = (!headed).then_some(0).into_iter().chain(marks.iter().map(|mark| mark.end));
    let ends = marks.iter().skip(usize::from(headed)).map(|mark| mark.start).chain([words.len()]);
    let parts = starts.zip(ends).map(|(start, end)| words[start..end].trim_end()).collect();
    Cut { head, parts }
}
