//! What the wording of one step says for certain: who acts, of what kind the step is, how long it may take, and what
//! happens to an incomplete or refused dossier. In doubt it says nothing.

use super::act::{Act, Sentence, Unsure, act, sentences};
use super::acting;
use super::body::Body;
use super::flow::Piece;
use super::paper::{bare, unlisted};
use super::reactions;
use super::spans;
use super::verbs;
use regex::Regex;
use std::sync::LazyLock;

/// What is certain of a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// Its title: the first words.
    pub(super) title: String,
    /// Keywords of its kinds, the main one first.
    pub(super) kinds: Vec<&'static str>,
    /// Who works it.
    pub(super) by: Option<Who>,
    /// How long it may take: `3 working days`.
    pub(super) within: Option<String>,
    /// Whether that time is counted from the receipt of the dossier.
    pub(super) from_receipt: bool,
    /// Reactions, as the language writes them.
    pub(super) reactions: Vec<String>,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// The applicant.
    Applicant,
    /// Bodies of the state; several are alternatives.
    Bodies(Vec<Body>),
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well formed")
}

static FILING_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:nộp hồ sơ|chuẩn bị hồ sơ|chuẩn bị và nộp hồ sơ|lập hồ sơ và nộp hồ sơ|lập và nộp hồ sơ|gửi hồ sơ)[\s.:;]*$",
    )
});

/// An order to file: who else is told to hand in a dossier.
static FILING_ORDER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:Nộp (?:\d+ |một )?(?:bộ )?hồ sơ|Gửi (?:\d+ )?(?:bộ )?hồ sơ|Chuẩn bị hồ sơ|Chuẩn bị đầy đủ hồ sơ)(?:\s[^.;]*)?$",
    )
});

/// The steps of a record as far as they are certain. Where several steps count from the receipt of the dossier, their
/// times overlap: none of them is the step's own.
pub(super) fn read(pieces: &[Piece]) -> Vec<Reading> {
    let mut counted = 0;
    let mut readings: Vec<_> = pieces.iter().map(|piece| step(piece, &mut counted)).collect();
    if counted > 1 {
        readings.iter_mut().filter(|reading| reading.from_receipt).for_each(|reading| reading.within = None);
    }
    // Where the source gives no order, several times may be those of cases: they do not add up.
    let times = readings.iter().filter(|reading| reading.within.is_some()).count();
    for (piece, reading) in pieces.iter().zip(&mut readings).filter(|(piece, _)| !piece.in_order) {
        if times > 1 || piece.number.is_some() || piece.continues {
            reading.within = None;
        }
    }
    readings
}

fn step(piece: &Piece, counted: &mut u32) -> Reading {
    let first = piece.lines.first().map_or("", |line| bare(&line.words));
    let (title, heads) = title(first);
    if !piece.forwarded_by.is_empty() {
        let by = Some(Who::Bodies(piece.forwarded_by.clone()));
        return Reading { title, kinds: vec!["transfer"], by, ..Reading::default() };
    }
    let mut sentences = sentences(piece);
    // A heading is no sentence: what follows it on its line is the first.
    if heads && let Some(first) = sentences.first_mut() {
        first.words = bare(
            first.words.strip_prefix(title.as_str()).unwrap_or(first.words).trim_start_matches([':', '.', ';', ' ']),
        );
    }
    sentences.retain(|sentence| sentence.words.contains(char::is_alphabetic));
    let whole = piece.lines.iter().map(|line| line.words.as_str()).collect::<Vec<_>>().join("\n");
    let acts: Vec<_> = sentences.iter().map(|sentence| act(sentence.words)).collect();
    // The heading may be the subject of a list, or the whole of a short sentence.
    let headed = Some(title.as_str()).filter(|_| heads).and_then(acting::heading);
    let headed = headed.filter(|acting| !acting.predicate.is_empty() || !sentences.is_empty());
    let subject = headed.as_ref().map(|acting| acting.bodies.as_slice());
    let by = who(&acts, &sentences, heads.then_some(title.as_str()), subject);
    let mut kinds = if heads { verbs::of_title(&title) } else { Vec::new() };
    let bodies = matches!(by, Some(Who::Bodies(_)));
    if by == Some(Who::Applicant) {
        kinds.clear();
    }
    if kinds.is_empty() && bodies {
        kinds = match &headed {
            Some(acting) => verbs::kinds(acting.predicate),
            None => acts.first().map(|act| act.kinds.clone()).unwrap_or_default(),
        };
    }
    if kinds.is_empty() && bodies {
        let opens = |words: &str| words.trim_end().ends_with(':');
        let list = match sentences.first() {
            _ if headed.is_some() && opens(first) => Some(0),
            Some(first) if opens(first.words) => Some(1),
            _ => None,
        };
        kinds = list.map(|from| listed(&sentences[from..], &acts[from..])).unwrap_or_default();
    }
    let first_words: Vec<_> = sentences.iter().map(|sentence| sentence.words).collect();
    let within = spans::within(&first_words).filter(|_| bodies);
    let reactions = if by == Some(Who::Applicant) { Vec::new() } else { reactions::read(&whole) };
    let from_receipt = spans::counts_from_receipt(&first_words);
    *counted += u32::from(from_receipt);
    // Where the applicant may be asked, a time from the receipt runs from the complete dossier, not from the step's start.
    let asks = reactions.iter().any(|reaction| reaction.contains("ask"));
    let within = within.filter(|_| !(from_receipt && asks));
    Reading { title, kinds, by, within, from_receipt, reactions }
}

/// The kinds of what a body does by a list: `Sở Xây dựng thực hiện:` and its items. The first item says the main one.
fn listed(sentences: &[Sentence<'_>], acts: &[Act]) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    let mut first = true;
    for (sentence, act) in sentences.iter().zip(acts) {
        // Deeper items say what an item consists of.
        if act.conditional || !act.bodies.is_empty() || sentence.start > 2 || sentence.deep {
            continue;
        }
        let mut letters = unlisted(bare(sentence.words)).chars();
        let words: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
        let found = verbs::kinds(&words);
        if std::mem::take(&mut first) && found.is_empty() {
            return found;
        }
        for kind in found {
            if kind != "draft" && !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    kinds
}

/// The longest title in words; a longer first sentence is cut.
const LONGEST: usize = 24;

/// The title of a step, and whether it is a heading of its own rather than the beginning of its wording.
fn title(first: &str) -> (String, bool) {
    let end = first.find([':', ';', '.']).filter(|end| first[*end..].chars().nth(1).is_none_or(char::is_whitespace));
    let head = first[..end.unwrap_or(first.len())].trim();
    let words: Vec<&str> = head.split_whitespace().collect();
    if words.len() <= LONGEST && words.len() >= 2 {
        let alone =
            words.len() <= 14 && first[end.unwrap_or(first.len())..].trim_matches([':', '.', ';', ' ']).is_empty();
        let headed = end.is_some_and(|end| first[end..].starts_with(':')) && words.len() <= 14;
        return (words.join(" "), alone || headed);
    }
    let words: Vec<&str> = first.split_whitespace().take(LONGEST).collect();
    let more = first.split_whitespace().count() > words.len();
    (words.join(" ") + if more { " …" } else { "" }, false)
}

/// Who acts: the body that is the subject of the first sentence, if no other body acts in the step; or the applicant, if
/// nobody else does.
fn who(acts: &[Act], sentences: &[Sentence<'_>], heading: Option<&str>, headed: Option<&[Body]>) -> Option<Who> {
    let mut subjects: Vec<&[Body]> = Vec::new();
    for act in acts.iter().filter(|act| !act.bodies.is_empty()) {
        if !subjects.contains(&act.bodies.as_slice()) {
            subjects.push(&act.bodies);
        }
    }
    let leads = acts.first().is_some_and(|act| !act.bodies.is_empty() && !act.conditional);
    let order = sentences.first().is_some_and(|first| FILING_ORDER.is_match(unlisted(first.words)));
    let files = heading.is_some_and(|heading| FILING_TITLE.is_match(heading))
        || order
        || acts.iter().take(2).any(|act| act.files);
    let open = |act: &&Act| act.bodies.is_empty() && !act.files;
    let unclear = acts.iter().filter(open).any(|act| act.unsure != Unsure::Nobody);
    let doubtful = acts.iter().filter(open).any(|act| act.unsure == Unsure::Body && !act.conditional);
    match (subjects.as_slice(), headed) {
        ([], Some(bodies)) if !files => Some(Who::Bodies(bodies.to_vec())),
        ([one], Some(bodies)) if !files && *one == bodies => Some(Who::Bodies(bodies.to_vec())),
        ([], None) if files && !unclear => Some(Who::Applicant),
        ([one], None) if !files && leads && !doubtful => Some(Who::Bodies(one.to_vec())),
        _ => None,
    }
}
