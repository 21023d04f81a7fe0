//! Runs the examples of rules that users write: does each answer what it says? The only code that judges them.

use super::Checked;
use crate::base::{FileId, Sink, Sources, Text};
use crate::config::tables::Tables;
use crate::model::{self, Catalogue, Entry};
use crate::rules::written::{EXAMPLE, Trial, WrittenRule, answer_around};
use crate::rules::{self, Answer, CatalogueContext, Shared};
use crate::syntax::{self, ast};
use crate::time::Date;

/// What came of one example.
#[derive(Debug)]
pub struct Outcome {
    /// The rule.
    pub rule: String,
    /// What the example is about: a code, or the first words of its text.
    pub about: String,
    /// Whether the rule answered as the example says.
    pub passed: bool,
}

/// Runs every example of the rules that are asked for; what is answered otherwise is reported where the example stands.
pub fn run(sources: &Sources, checked: &Checked, asked: &dyn Fn(&WrittenRule) -> bool, out: &mut Sink) -> Vec<Outcome> {
    let mut registry = None;
    let mut outcomes = Vec::new();
    for rule in checked.written.iter().filter(|rule| asked(rule)) {
        for trial in &rule.trials {
            let before = out.findings.len();
            if trial.is_text() {
                let registry = registry.get_or_insert_with(|| registry_of(sources));
                judge(rule, trial, answer_text(rule, trial, registry, checked), out);
            } else {
                judge(rule, trial, answer_procedure(rule, trial, checked), out);
            }
            let first = trial.about.trim().lines().next().unwrap_or_default();
            outcomes.push(Outcome {
                rule: rule.code.id().to_owned(),
                about: first.to_owned(),
                passed: out.findings.len() == before,
            });
        }
    }
    outcomes
}

/// What could not be asked, or what was answered with the sentences found and missing.
type Answered = Result<(Answer, Vec<Text>), Text>;

fn judge(rule: &WrittenRule, trial: &Trial, answered: Answered, out: &mut Sink) {
    let (answer, why) = match answered {
        Ok((answer, _)) if answer == trial.expected => return,
        Ok(answered) => answered,
        Err(what) => {
            out.report(&EXAMPLE, trial.at, what);
            return;
        }
    };
    let (id, got, expected) = (rule.code.id(), word(answer), word(trial.expected));
    let message = Text {
        en: format!("`{id}` answers {}, the example says {}", got.en, expected.en),
        vi: format!("`{id}` cho kết quả {}, ví dụ ghi {}", got.vi, expected.vi),
    };
    let finding = out.report(&EXAMPLE, trial.at, message);
    finding.evidence("expected", &expected.en).evidence("actual", &got.en);
    let Text { en, vi } = Text::join(&why, "; ");
    finding.help(match answer {
        Answer::Hit => crate::text!(en: "it found: {en}", vi: "quy tắc phát hiện: {vi}"),
        Answer::Unknown => crate::text!(en: "it lacks: {en}", vi: "còn thiếu: {vi}"),
        Answer::Clear => crate::text!(
            en: "the condition holds nowhere in it: look at each part of `when`",
            vi: "điều kiện không đúng ở đâu trong ví dụ: xem lại từng phần của `when`"
        ),
    });
}

fn word(answer: Answer) -> Text {
    match answer {
        Answer::Hit => crate::text!(en: "`hit`", vi: "`hit` (có phát hiện)"),
        Answer::Clear => crate::text!(en: "`clear`", vi: "`clear` (không có phát hiện)"),
        Answer::Unknown => crate::text!(en: "`unknown`", vi: "`unknown` (chưa rõ)"),
    }
}

fn read(out: Sink) -> (Answer, Vec<Text>) {
    match (out.findings.is_empty(), out.unknowns.is_empty()) {
        (false, _) => (Answer::Hit, out.findings.into_iter().map(|finding| finding.message).collect()),
        (true, false) => (Answer::Unknown, out.unknowns.into_iter().map(|unknown| unknown.missing).collect()),
        (true, true) => (Answer::Clear, Vec::new()),
    }
}

fn context<'a>(catalogue: &'a Catalogue, checked: &'a Checked, as_of: Date) -> CatalogueContext<'a> {
    CatalogueContext {
        catalogue,
        settings: &checked.settings,
        calendar: checked.calendar.as_ref(),
        as_of,
        at: None,
        shared: Shared::default(),
        written: &[],
    }
}

fn answer_procedure(rule: &WrittenRule, trial: &Trial, checked: &Checked) -> Answered {
    let code = &trial.about;
    let Some(entry) = checked.catalogue.entry(code, checked.as_of) else {
        return Err(crate::text!(
            en: "there is no procedure `{code}` in force in this catalogue",
            vi: "danh mục không có thủ tục `{code}` đang có hiệu lực"
        ));
    };
    Ok(read(rules::ask_written(&context(&checked.catalogue, checked, checked.as_of), entry, rule)))
}

/// Everything of the catalogue that a procedure may name: all items but procedures, what adapts them, and their examples.
fn registry_of(sources: &Sources) -> Vec<ast::File> {
    let sourced = sources.ids().filter(|id| super::is_source(sources.path(*id)));
    let files = sourced.map(|id| {
        let mut file = syntax::parse(id, sources.text(id), &mut Sink::default());
        file.items
            .retain(|item| !matches!(item, ast::Item::Procedure(_) | ast::Item::Adapt(_) | ast::Item::Example(_)));
        file
    });
    files.filter(|file| !file.items.is_empty()).collect()
}

fn answer_text(rule: &WrittenRule, trial: &Trial, registry: &[ast::File], checked: &Checked) -> Answered {
    // No file of the catalogue has this number.
    let own = FileId(u32::MAX);
    let mut found = Sink::default();
    let file = syntax::parse(own, &trial.about, &mut found);
    if let Some(mistake) = found.findings.first() {
        let Text { en, vi } = &mistake.message;
        return Err(crate::text!(en: "the example cannot be read: {en}", vi: "không đọc được ví dụ: {vi}"));
    }
    let files = registry.iter().cloned().chain([file]).collect();
    let catalogue = model::resolve(files, &Tables::default(), &mut Sink::default());
    // A text may say for which day it is meant.
    let first = trial.about.lines().next().unwrap_or_default();
    let day = first.strip_prefix("// as-of: ").and_then(|day| Date::parse(day.trim()).ok());
    let as_of = day.unwrap_or(checked.as_of);
    let context = context(&catalogue, checked, as_of);
    let mut all = Sink::default();
    if rule.is_around() {
        for mut answer in answer_around(rule, &context) {
            answer.findings.retain(|finding| finding.at.file == own);
            answer.unknowns.retain(|unknown| unknown.at.file == own);
            all.append(answer);
        }
        return Ok(read(all));
    }
    let entries: Vec<&Entry> = catalogue.in_force(as_of).collect();
    if entries.is_empty() {
        return Err(crate::text!(
            en: "the example has no procedure in force", vi: "ví dụ không có thủ tục nào đang có hiệu lực"
        ));
    }
    for entry in entries {
        all.append(rules::ask_written(&context, entry, rule));
    }
    Ok(read(all))
}
