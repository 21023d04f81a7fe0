//! Cuts the wording of one step where another body surely takes over: what a source numbers as one step is then several.

use super::act::{Act, act, sentences};
use super::acting;
use super::body::Body;
use super::flow::Piece;
use super::paper::{bare, unlisted};
use super::record::Line;
use super::verbs;
use regex::Regex;
use std::sync::LazyLock;

/// A step is cut into at most so many.
const MOST: usize = 6;

/// Words with which the dossier goes to another body, from the verb on.
static FORWARD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|,\s+|;\s+|\s+và\s+)([Cc]huyển (?:toàn bộ |ngay |các )?hồ sơ(?:\s[^.;:,]{0,60}?)?\s(?:đến|tới|cho|về|sang)\s(?:cho\s)?)",
    )
    .expect("the pattern is well formed")
});

/// Cuts every step of a stretch.
pub(super) fn split(pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.into_iter().flat_map(piece).collect()
}

/// A place where a step is cut, and who forwards the dossier from there.
struct Cut {
    line: usize,
    start: usize,
    forwarded_by: Vec<Body>,
}

fn piece(piece: Piece) -> Vec<Piece> {
    let cuts = cuts(&piece);
    let mut rest = piece;
    let mut parts = Vec::new();
    for cut in cuts.into_iter().rev() {
        let mut lines = rest.lines.split_off(cut.line);
        let first = &lines[0];
        let (before, after) = first.words.split_at(cut.start);
        if before.contains(char::is_alphanumeric) {
            rest.lines.push(Line { number: first.number, words: before.trim_end().to_owned() });
        }
        let words = bare(after).to_owned();
        lines[0] = Line { number: lines[0].number, words };
        let (in_order, continues) = (rest.in_order, true);
        parts.push(Piece { lines, in_order, continues, forwarded_by: cut.forwarded_by, ..Piece::default() });
    }
    parts.push(rest);
    parts.reverse();
    parts
}

fn cuts(piece: &Piece) -> Vec<Cut> {
    let sentences = sentences(piece);
    let acts: Vec<Act> = sentences.iter().map(|sentence| act(sentence.words)).collect();
    let mut cuts: Vec<Cut> = Vec::new();
    let Some(first) = acts.first().filter(|first| !first.conditional) else { return cuts };
    // Who acts now; nobody: the applicant.
    let mut current: Option<&[Body]> = match (first.files, first.bodies.as_slice()) {
        (true, _) => None,
        (false, []) => return cuts,
        (false, bodies) => Some(bodies),
    };
    let mut seen = first.kinds.clone();
    let mut alone = true;
    for (at, (sentence, act)) in sentences.iter().zip(&acts).enumerate() {
        let takes_over = at > 0
            && !act.conditional
            && !act.bodies.is_empty()
            && current != Some(&act.bodies)
            && !act.kinds.is_empty()
            && !act.kinds.iter().any(|kind| seen.contains(kind))
            && (current.is_none() || !seen.is_empty())
            && !sentence.words.to_lowercase().contains("đối với");
        // Where another body acts in between, who forwards the dossier is not certain.
        alone &= act.bodies.is_empty() || current == Some(&act.bodies);
        if takes_over && cuts.len() < MOST {
            alone = true;
            cuts.push(Cut { line: sentence.line, start: sentence.start, forwarded_by: Vec::new() });
            current = Some(&act.bodies);
        }
        seen.extend(&act.kinds);
        let Some(bodies) = current.filter(|bodies| act.bodies.is_empty() || act.bodies == *bodies) else { continue };
        // Where more is said behind it, that may belong to what was done before.
        let last = acts.get(at + 1).is_none_or(|next| {
            !next.conditional && !next.bodies.is_empty() && next.bodies != bodies && !next.kinds.is_empty()
        });
        if last
            && alone
            && let Some(start) = forwards(sentence.words, act)
        {
            let whole = start == 0 || !sentence.words[..start].contains(char::is_alphanumeric);
            let before = whole && at == 0;
            if !before && cuts.len() < MOST {
                let start = sentence.start + start;
                cuts.push(Cut { line: sentence.line, start, forwarded_by: bodies.to_vec() });
                seen.push("transfer");
            }
        }
    }
    cuts
}

/// Where a sentence begins to say that the dossier goes to a known body.
fn forwards(sentence: &str, act: &Act) -> Option<usize> {
    if act.conditional || act.files {
        return None;
    }
    let found = FORWARD.captures_iter(sentence).last()?;
    let verb = found.get(1)?;
    let before = sentence[..verb.start()].to_lowercase();
    let doubtful = ["nếu ", "trường hợp", "đề nghị", "trình ", "yêu cầu", "hoặc ", "đối với", "khi "];
    let sure = !doubtful.iter().any(|word| before.contains(word))
        && acting::names_body(&sentence[verb.end()..])
        && (verbs::begins(unlisted(&before)) || !act.bodies.is_empty() || unlisted(&before).is_empty());
    sure.then_some(verb.start())
}
