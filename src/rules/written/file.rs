//! Reads `rules/*.yaml`: one rule, or a list of them, a file.

use super::expression::Expr;
use super::pages::{INVALID, TOO_MUCH};
use super::place::place;
use super::read::{self, Mistake, Part};
use super::{LONGEST_CONDITION, LONGEST_SENTENCE, MOST_RULES, MOST_TRIALS, Sentence, Trial, WrittenRule};
use crate::base::{Certainty, Code, CodeRef, FileId, Language, Severity, Sink, Span, Text, similar};
use crate::config::tables::Cell;
use crate::config::yaml::{self, Node, Value};
use crate::config::{choice, entries, items, keys, word};
use crate::public::Subject;
use crate::rules::Answer;
use std::collections::BTreeMap;
use std::sync::Arc;

const KEYS: &[&str] = &["id", "severity", "certainty", "about", "when", "title", "message", "help", "why", "examples"];

/// The theme of rules whose id names none.
const OWN_THEME: &str = "local";

/// Reads the rules of a file and adds them to those that are known. What cannot be used is reported in place and left
/// out. `taken` are the themes of the tool itself.
pub fn read_rules(
    (file, path, text): (FileId, &str, &str),
    taken: &[&str],
    rules: &mut Vec<WrittenRule>,
    out: &mut Sink,
) {
    let Some(root) = yaml::parse(file, text, out) else { return };
    let nodes = match &root.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(&root),
    };
    for node in nodes {
        if rules.len() >= MOST_RULES {
            let message = crate::text!(
                en: "a catalogue has at most {MOST_RULES} rules of its own", vi: "danh mục có tối đa {MOST_RULES} quy tắc tự viết"
            );
            out.report(&TOO_MUCH, head(node), message).help(crate::text!(
                en: "join rules that ask the same with `or`",
                vi: "gộp các quy tắc giống nhau bằng `or`"
            ));
            return;
        }
        let reading = Reading { file: text, path, taken };
        if let Some(rule) = reading.rule(node, rules, out) {
            rules.push(rule);
        }
    }
}

struct Reading<'a> {
    file: &'a str,
    path: &'a str,
    taken: &'a [&'a str],
}

impl Reading<'_> {
    fn rule(&self, node: &Node, known: &[WrittenRule], out: &mut Sink) -> Option<WrittenRule> {
        let found = keys(node, KEYS, out);
        if !matches!(node.value, Value::Map(_)) {
            return None;
        }
        let missing: Vec<_> =
            ["id", "severity", "about", "when", "message"].into_iter().filter(|key| empty(&found, key)).collect();
        if !missing.is_empty() {
            let all = missing.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
            let message = crate::text!(en: "this rule has no {all}", vi: "quy tắc này thiếu {all}");
            out.report(&INVALID, head(node), message).help(crate::text!(
                en: "a rule has `id`, `severity`, `about`, `when` and `message`",
                vi: "một quy tắc có `id`, `severity`, `about`, `when` và `message`"
            ));
        }
        let get = |key: &str| found.get(key).copied();
        let severity = get("severity").and_then(|node| choice(node, &["error", "warning", "note"], out));
        let severity = severity.and_then(Severity::from_word);
        let certainty = get("certainty").and_then(|node| choice(node, &["proven", "probable", "hint"], out));
        let subjects: Vec<&'static str> = Subject::ALL.iter().map(|subject| subject.word()).collect();
        let subject = get("about").and_then(|node| choice(node, &subjects, out));
        let subject = Subject::ALL.iter().copied().find(|one| Some(one.word()) == subject);
        let id = get("id").and_then(|node| word(node, out)).and_then(|id| self.id(&id, known, out));
        let subject = subject?;
        let condition = get("when").and_then(|node| self.condition(node, subject, out));
        let message = get("message").and_then(|node| self.sentence(node, subject, out));
        let help = get("help").map(|node| self.sentence(node, subject, out));
        let [title, why] = ["title", "why"].map(|key| get(key).and_then(|node| Self::plain(node, out)));
        let trials = get("examples").map(|node| Self::trials(node, out)).unwrap_or_default();
        let ((id, at), severity, (condition, written), (message, said)) = (id?, severity?, condition?, message?);
        let help = match help {
            Some(help) => Some(help?),
            None => None,
        };
        let advice = help.as_ref().map(|(_, text)| text.clone());
        let page = page(subject, &written, &said, why.or(advice).as_ref(), self.path);
        let summary = title.unwrap_or(said);
        let code = Code::written(id, severity, summary, page, self.path.to_owned());
        Some(WrittenRule {
            code: CodeRef::Written(Arc::new(code)),
            subject,
            at,
            trials,
            certainty: match certainty {
                Some("probable") => Certainty::Probable,
                Some("hint") => Certainty::Hint,
                _ => Certainty::Proven,
            },
            condition,
            message,
            help: help.map(|(help, _)| help),
        })
    }

    /// The full id: with the theme of own rules where it names none.
    fn id(&self, written: &Cell, known: &[WrittenRule], out: &mut Sink) -> Option<(String, Span)> {
        let (theme, name) = written.text.split_once('/').unwrap_or((OWN_THEME, &written.text));
        let plain = |part: &str| {
            let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            (1..=60).contains(&part.len()) && part.chars().all(fits)
        };
        if !plain(theme) || !plain(name) {
            let id = &written.text;
            let message = crate::text!(en: "`{id}` cannot be an id", vi: "`{id}` không dùng làm mã được");
            let near: String = id.split('/').map(slug).collect::<Vec<_>>().join("/");
            out.report(&INVALID, written.span, message).help(crate::text!(
                en: "write small letters without diacritics, digits and `-`: `{near}`",
                vi: "dùng chữ thường không dấu, chữ số và dấu `-`: `{near}`"
            ));
            return None;
        }
        if self.taken.contains(&theme) {
            let message = crate::text!(
                en: "the theme `{theme}` belongs to this tool", vi: "nhóm `{theme}` là của công cụ"
            );
            out.report(&INVALID, written.span, message).help(crate::text!(
                en: "write `{name}`, which becomes `{OWN_THEME}/{name}`, or a theme of your own",
                vi: "viết `{name}` (thành `{OWN_THEME}/{name}`), hoặc đặt tên nhóm riêng"
            ));
            return None;
        }
        let id = format!("{theme}/{name}");
        if let Some(first) = known.iter().find(|rule| rule.code.id() == id) {
            let message = crate::text!(en: "there are two rules `{id}`", vi: "có hai quy tắc `{id}`");
            out.report(&INVALID, written.span, message)
                .label(first.at, crate::text!(en: "this one is used", vi: "dùng quy tắc này"))
                .help(crate::text!(en: "give one of them another id", vi: "đặt mã khác cho một trong hai"));
            return None;
        }
        Some((id, written.span))
    }

    fn condition(&self, node: &Node, subject: Subject, out: &mut Sink) -> Option<(Expr, String)> {
        let written = Self::bounded(node, LONGEST_CONDITION, out)?;
        match read::condition(&written.text, subject) {
            Ok(condition) => Some((condition, written.text)),
            Err(mistakes) => {
                self.report(&written, mistakes, out);
                None
            }
        }
    }

    /// A sentence in one language for both, or under `en` and `vi`; with its words as they are written.
    fn sentence(&self, node: &Node, subject: Subject, out: &mut Sink) -> Option<(Sentence, Text)> {
        let both = match &node.value {
            Value::Map(_) => {
                let found = keys(node, &["en", "vi"], out);
                let of = |key: &str| found.get(key).copied().or(found.values().next().copied());
                let (Some(en), Some(vi)) = (of("en"), of("vi")) else {
                    let message = crate::text!(en: "there is no sentence here", vi: "ở đây chưa có câu nào");
                    out.report(&INVALID, head(node), message);
                    return None;
                };
                [en, vi]
            }
            _ => [node, node],
        };
        let mut one = |node: &Node| -> Option<(Vec<Part>, String)> {
            let written = Self::bounded(node, LONGEST_SENTENCE, out)?;
            match read::sentence(&written.text, subject) {
                Ok(parts) => Some((parts, written.text)),
                Err(mistakes) => {
                    self.report(&written, mistakes, out);
                    None
                }
            }
        };
        let en = one(both[0]);
        // One sentence for both is read, and reported, once.
        let vi = if std::ptr::eq(both[0], both[1]) { en.clone() } else { one(both[1]) };
        let ((en, said), (vi, said_vi)) = (en?, vi?);
        Some((Sentence { en, vi }, Text { en: said, vi: said_vi }))
    }

    fn plain(node: &Node, out: &mut Sink) -> Option<Text> {
        match &node.value {
            Value::Map(_) => {
                let found = keys(node, &["en", "vi"], out);
                let mut of = |key: &str| {
                    let node = found.get(key).copied().or(found.values().next().copied())?;
                    Self::bounded(node, LONGEST_SENTENCE, out).map(|cell| cell.text)
                };
                Some(Text { en: of("en")?, vi: of("vi")? })
            }
            _ => Self::bounded(node, LONGEST_SENTENCE, out).map(|cell| Text::same(cell.text)),
        }
    }

    fn bounded(node: &Node, most: usize, out: &mut Sink) -> Option<Cell> {
        let written = word(node, out)?;
        if written.text.len() <= most {
            return Some(written);
        }
        let message = crate::text!(
            en: "this has more than {most} bytes", vi: "đoạn này dài quá {most} byte"
        );
        out.report(&TOO_MUCH, Span { end: written.span.start, ..written.span }, message)
            .help(crate::text!(en: "split it into several rules", vi: "tách thành nhiều quy tắc"));
        None
    }

    fn report(&self, written: &Cell, mistakes: Vec<Mistake>, out: &mut Sink) {
        for mistake in mistakes {
            let at = place(self.file, written.span, &written.text, mistake.at);
            let finding = out.report(mistake.code, at, mistake.message);
            finding.help = mistake.help;
        }
    }

    fn trials(node: &Node, out: &mut Sink) -> Vec<Trial> {
        let mut trials = Vec::new();
        for (key, expected) in [("hit", Answer::Hit), ("clear", Answer::Clear), ("unknown", Answer::Unknown)] {
            let Some((_, node)) = entries(node, &mut Sink::default()).into_iter().find(|(name, _)| name.text == key)
            else {
                continue;
            };
            let all = match &node.value {
                Value::Scalar(_) => std::slice::from_ref(node),
                _ => items(Some(node), out),
            };
            for one in all {
                if let Some(about) = word(one, out) {
                    trials.push(Trial { expected, at: about.span, about: about.text });
                }
            }
        }
        keys(node, &["hit", "clear", "unknown"], out);
        if trials.len() > MOST_TRIALS {
            let message = crate::text!(
                en: "a rule has at most {MOST_TRIALS} examples", vi: "mỗi quy tắc có tối đa {MOST_TRIALS} ví dụ"
            );
            out.report(&TOO_MUCH, head(node), message);
            trials.truncate(MOST_TRIALS);
        }
        trials
    }
}

fn empty(found: &BTreeMap<&str, &Node>, key: &str) -> bool {
    found.get(key).is_none_or(|node| node.value == Value::Empty)
}

/// The first words of a node: a whole block would underline half the file.
fn head(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |(key, _)| key.span),
        _ => Span { end: node.span.end.min(node.span.start + 1), ..node.span },
    }
}

/// The word in the form of an id.
fn slug(word: &str) -> String {
    let words = word.split(|letter: char| !letter.is_alphanumeric()).map(similar::plain);
    let words: Vec<String> = words.filter(|word| word.is_ascii() && !word.is_empty()).collect();
    if words.is_empty() { "my-rule".to_owned() } else { words.join("-") }
}

/// What `explain` prints.
fn page(subject: Subject, condition: &str, said: &Text, why: Option<&Text>, path: &str) -> String {
    let (title, condition) = (subject.title(), condition.trim());
    let fenced = format!("```jinja\n{condition}\n```");
    let section = |language: Language, what: &str, reasons: &str, looks: &str| {
        let reason = why.map_or("–", |why| why.get(language)).trim();
        let said = said.get(language).trim();
        format!("## {what}\n{looks}\n\n{fenced}\n\n{said}\n## {reasons}\n{reason}\n")
    };
    let en = section(
        Language::En,
        "What it does",
        "Why it matters",
        &format!("A rule of this catalogue (`{path}`). Finds a {} for which this holds:", title.en),
    );
    let vi = section(
        Language::Vi,
        "Nội dung",
        "Vì sao",
        &format!("Quy tắc của danh mục này (`{path}`). Tìm {} thỏa điều kiện:", title.vi),
    );
    // A line that begins with `## ` would open a section of its own.
    en + &vi
}
