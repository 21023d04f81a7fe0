//! Asks a written rule about everything that it looks at, and words what it finds.

use super::eval::{self, Asking, Gap, Stop};
use super::pages::TOO_MUCH;
use super::read::Part;
use super::{SHOWN_LETTERS, STEPS_ALL, STEPS_EACH, Sentence, WrittenRule};
use crate::analysis::Facts;
use crate::base::{Language, Sink, Text};
use crate::public::{self, Item};
use crate::rules::CatalogueContext;

/// Asks a rule about one view of a procedure.
pub fn answer_view<'a>(rule: &WrittenRule, facts: &'a Facts<'a>, out: &mut Sink) {
    if let Some(items) = public::items_of(facts, rule.subject) {
        ask(rule, items, &mut { STEPS_ALL }, out);
    } else {
        let missing = crate::text!(en: "the internal process", vi: "quy trình nội bộ");
        out.unknown(&rule.code, facts.procedure.name.span, missing);
    }
}

/// Asks a rule about everything that belongs to no procedure: one answer for each thing.
pub fn answer_around(rule: &WrittenRule, context: &CatalogueContext<'_>) -> Vec<Sink> {
    let mut left = STEPS_ALL;
    let mut answers = Vec::new();
    for item in public::items_around(context.around(), rule.subject) {
        let mut out = Sink::default();
        ask(rule, vec![item], &mut left, &mut out);
        answers.push(out);
    }
    answers
}

fn ask(rule: &WrittenRule, items: Vec<Item<'_>>, left: &mut u32, out: &mut Sink) {
    for item in items {
        let each = STEPS_EACH.min(*left);
        let mut asking = Asking { item, left: each };
        let answer = eval::holds(&rule.condition, &mut asking);
        *left -= each - asking.left;
        match answer {
            Ok(true) => found(rule, item, out),
            Ok(false) => {}
            Err(Stop::Unknown(gaps)) => {
                let mut named: Vec<Text> = Vec::new();
                for text in gaps.into_iter().map(Gap::text) {
                    if !named.contains(&text) {
                        named.push(text);
                    }
                }
                out.unknown(&rule.code, item.span(), Text::join(&named, "; "));
            }
            Err(Stop::Spent) => {
                spent(rule, item, out);
                return;
            }
        }
    }
}

fn spent(rule: &WrittenRule, item: Item<'_>, out: &mut Sink) {
    let id = rule.code.id();
    let message = crate::text!(
        en: "`{id}` takes more steps than a rule may take", vi: "`{id}` cần nhiều bước tính hơn mức cho phép"
    );
    out.report(&TOO_MUCH, rule.at, message).help(crate::text!(
        en: "let it look at smaller things, or ask for less at once",
        vi: "cho quy tắc xét đối tượng nhỏ hơn, hoặc hỏi ít điều hơn"
    ));
    let missing = crate::text!(en: "the rule was stopped", vi: "quy tắc bị dừng giữa chừng");
    out.unknown(&rule.code, item.span(), missing);
}

fn found(rule: &WrittenRule, item: Item<'_>, out: &mut Sink) {
    let message = said(&rule.message, item);
    let finding = out.report(&rule.code, item.span(), message);
    finding.certainty(rule.certainty);
    if let Some(help) = &rule.help {
        finding.help(said(help, item));
    }
    if let Some(facts) = item.procedure() {
        finding.of(facts.procedure.name.text.clone());
    }
}

/// A sentence about a thing: one line, without a full stop, not longer than a reader wants.
fn said(sentence: &Sentence, item: Item<'_>) -> Text {
    Text { en: line(&sentence.en, item, Language::En), vi: line(&sentence.vi, item, Language::Vi) }
}

fn line(parts: &[Part], item: Item<'_>, language: Language) -> String {
    let mut asking = Asking { item, left: STEPS_EACH };
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Words(words) => text.push_str(words),
            Part::Value(value) => text.push_str(&public::show(&eval::shown(value, &mut asking), language)),
        }
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.strip_suffix('.').filter(|words| !words.ends_with('.')).unwrap_or(&words);
    match words.char_indices().nth(SHOWN_LETTERS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
