//! The answer for people: each line of the derivation, in one language.

use crate::analysis::{Answer, Outcome, open_text};
use crate::base::{Language, Text};
use crate::drawing;
use crate::model::{CountedFrom, Entry, Procedure};
use crate::time::{Date, Moment};

/// What was asked.
pub(super) struct Asked<'a> {
    /// The procedure.
    pub(super) entry: &'a Entry,
    /// The same on the day, without its cases.
    pub(super) view: &'a Procedure,
    /// What the step is called; `None`: the whole dossier.
    pub(super) step: Option<&'a str>,
    /// The day whose law holds.
    pub(super) day: Date,
    /// When the papers were complete, where that is known.
    pub(super) complete: Option<Moment>,
    /// The language of the answer.
    pub(super) language: Language,
}

/// What was asked, by which law, and what came out.
pub(super) fn show(asked: &Asked<'_>, answer: &Answer) -> String {
    let Asked { entry, view, step, day, language, .. } = *asked;
    let code = &entry.base.name.text;
    let title = entry.base.title.as_ref().map(|title| format!(" {}", title.text)).unwrap_or_default();
    let shown_day = day.show(language);
    let mut text = match language {
        Language::En => format!("{code}{title}\nby the law of {shown_day}\n"),
        Language::Vi => format!("{code}{title}\ntheo quy định có hiệu lực ngày {shown_day}\n"),
    };
    if let Some(step) = step {
        text += &format!("{}: {step}\n", language.pick("step", "bước"));
    }
    if !answer.open.is_empty() {
        let open: Vec<Text> = answer.open.iter().map(|atom| open_text(view, atom)).collect();
        let open = Text::join(&open, ", ");
        text += &match language {
            Language::En => format!("it depends on {}: give it with --given\n", open.en),
            Language::Vi => format!("còn tùy vào {}: ghi thêm bằng --given\n", open.vi),
        };
    }
    for outcome in &answer.outcomes {
        text.push('\n');
        text += &show_outcome(outcome, asked);
    }
    text
}

fn show_outcome(outcome: &Outcome, asked: &Asked<'_>) -> String {
    let (view, language) = (asked.view, asked.language);
    let mut text = String::new();
    for (condition, truth) in &outcome.when {
        let phrase = drawing::describe(condition, view, language);
        text += &match (language, truth) {
            (Language::En, true) => format!("if {phrase}\n"),
            (Language::En, false) => format!("if not ({phrase})\n"),
            (Language::Vi, true) => format!("nếu {phrase}\n"),
            (Language::Vi, false) => format!("nếu không phải ({phrase})\n"),
        };
    }
    let Some(limit) = &outcome.limit else {
        let why = match outcome.row {
            Some(_) => language.pick("the limit is not known", "chưa rõ thời hạn"),
            None => language.pick("no limit is stated", "không quy định thời hạn"),
        };
        return text + "  " + why + "\n";
    };
    text += &format!("  {}: {}\n", language.pick("limit", "thời hạn"), limit.text().get(language));
    text += match outcome.counted_from {
        CountedFrom::CompleteDossier if asked.complete.is_none() => language.pick(
            "  counted from the complete dossier: taken as complete on arrival\n",
            "  tính từ khi đủ hồ sơ: coi như nộp đủ ngay\n",
        ),
        CountedFrom::Step(_) => language.pick(
            "  counted from the end of a step: taken as ended at the time given\n",
            "  tính từ khi xong một bước: coi như bước đó xong lúc đã ghi\n",
        ),
        CountedFrom::CompleteDossier | CountedFrom::Unsaid | CountedFrom::Receipt => "",
    };
    match outcome.due.as_ref().expect("a limit has an answer") {
        Ok(due) => {
            for line in &due.lines {
                text += &format!("  {}\n", line.get(language));
            }
            if let Some(otherwise) = due.otherwise {
                let otherwise = otherwise.show(language);
                text += &match language {
                    Language::En => format!("  or {otherwise}, if the days that are not decided are off\n"),
                    Language::Vi => format!("  hoặc {otherwise}, nếu các ngày chưa quyết định là ngày nghỉ\n"),
                };
            }
            for caveat in &due.caveats {
                text += &format!("  ! {}\n", caveat.get(language));
            }
        }
        Err(why) => text += &format!("  {}\n", why.message().get(language)),
    }
    text
}
