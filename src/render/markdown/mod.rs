//! Findings and changed procedures as a comment on a pull or merge request. Alone knows how long a comment may be, and what is
//! left out of one that would be longer.

mod escape;

use super::{Report, advice, several, word};
use crate::base::{Diagnostic, Language, Text};
use escape::{prose, words};

/// The longest comment, in characters: GitHub takes no more. GitLab takes 1,000,000.
/// <https://docs.gitlab.com/administration/instance_limits/#size-of-comments-and-descriptions-of-issues-merge-requests-and-epics>
pub const LONGEST: usize = 65_536;

/// The longest drawing that Mermaid draws where the page says nothing else (`maxTextSize`), in characters.
const LONGEST_DRAWING: usize = 50_000;

/// What a change made of a catalogue.
#[derive(Debug, Default)]
pub struct Change<'a> {
    /// The findings that were not there before.
    pub new: Vec<&'a Diagnostic>,
    /// The findings that are no longer there.
    pub put_right: Vec<&'a Diagnostic>,
    /// The procedures that changed.
    pub procedures: Vec<Procedure>,
}

/// A procedure that changed. Titles and names are a user's words.
#[derive(Debug, Default)]
pub struct Procedure {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What became of it: nothing, where it was edited.
    pub became: Text,
    /// Figures: their name, before, after.
    pub figures: Vec<(Text, Option<Text>, Option<Text>)>,
    /// What is said of its steps, and their titles.
    pub steps: Vec<(Text, Vec<String>)>,
    /// The process for Mermaid.
    pub drawing: Option<String>,
}

/// Writes the comment; without a change all findings are listed.
pub fn render(report: &Report<'_>, change: Option<&Change<'_>>) -> String {
    let language = report.own_language();
    let head = heading(report, change);
    let mut room = LONGEST.saturating_sub(length(&head));
    let new = change.map_or(&report.findings, |change| &change.new);
    // What nobody may miss is given room first: what is new, then what changed, then the rest, drawings last.
    let title = if change.is_some() {
        language.pick("New findings", "Phát hiện mới")
    } else {
        language.pick("Findings", "Các phát hiện")
    };
    let half = room / 2;
    let new = section(title, new.iter().map(|finding| item(report, finding)), half, &mut room, language);
    let Some(change) = change else { return head + &new };
    let short: Vec<_> = change.procedures.iter().map(|procedure| facts(procedure, language)).collect();
    let title = language.pick("Changed procedures", "Thủ tục thay đổi");
    let half = room / 2;
    let kept = fitting(&short, title, half, room);
    let mut changed: Vec<String> = short.into_iter().take(kept).collect();
    room = room.saturating_sub(changed.iter().map(|text| length(text)).sum::<usize>() + RESERVE);
    let title_right = language.pick("No longer found", "Không còn");
    let right = change.put_right.iter().map(|finding| item(report, finding));
    let half = room / 2;
    let right = section(title_right, right, half, &mut room, language);
    let before = report.findings.iter().filter(|finding| !change.new.iter().any(|new| std::ptr::eq(*new, **finding)));
    let failing = before.filter(|finding| report.fails(finding)).map(|finding| item(report, finding));
    let title_before = language.pick("Found before already, and failing", "Đã có từ trước và không đạt");
    let half = room / 2;
    let before = section(title_before, failing, half, &mut room, language);
    let mut undrawn = 0;
    for (text, procedure) in changed.iter_mut().zip(&change.procedures) {
        let Some(drawing) = &procedure.drawing else { continue };
        let drawing = drawn(drawing, language);
        if length(&drawing) <= room.min(LONGEST_DRAWING) {
            room -= length(&drawing);
            *text += &drawing;
        } else {
            undrawn += 1;
        }
    }
    let mut procedures = changed.concat();
    if !change.procedures.is_empty() {
        procedures = format!("\n#### {title}\n{procedures}");
        let more = change.procedures.len() - kept;
        if more > 0 {
            procedures += &format!("\n{}\n", and_more(more, language));
        }
        if undrawn > 0 {
            procedures += &match language {
                Language::En => format!("\n{} left out: too large for a comment.\n", several(undrawn, "drawing")),
                Language::Vi => format!("\nBỏ qua {undrawn} hình vẽ vì quá lớn so với một bình luận.\n"),
            };
        }
    }
    head + &new + &procedures + &right + &before
}

/// Room for a title and for the line that says how much is left out.
const RESERVE: usize = 200;

fn length(text: &str) -> usize {
    text.chars().count()
}

/// How many texts fit: all, or as many as leave room for the line that counts the others.
fn fitting(texts: &[String], title: &str, share: usize, room: usize) -> usize {
    let frame = length(title) + RESERVE;
    let all: usize = texts.iter().map(|text| length(text)).sum();
    if all + frame <= share {
        return texts.len();
    }
    let mut left = share.min(room).saturating_sub(frame);
    let fits = |text: &&String| {
        let fits = length(text) <= left;
        left = left.saturating_sub(length(text));
        fits
    };
    texts.iter().take_while(fits).count()
}

/// A titled list that takes at most a share of the room; empty without items.
fn section(
    title: &str,
    items: impl Iterator<Item = String>,
    share: usize,
    room: &mut usize,
    language: Language,
) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return String::new();
    }
    let kept = fitting(&items, title, share, *room);
    let mut text = format!("\n#### {title}\n\n{}", items[..kept].concat());
    if kept < items.len() {
        text += &format!("- {}\n", and_more(items.len() - kept, language));
    }
    *room = room.saturating_sub(length(&text));
    text
}

fn and_more(count: usize, language: Language) -> String {
    language.pick(format!("… and {count} more"), format!("… và {count} mục khác"))
}

fn heading(report: &Report<'_>, change: Option<&Change<'_>>) -> String {
    let language = report.own_language();
    let (all, day) = (report.findings.len(), report.as_of.get(language));
    let mut said = Vec::new();
    let title = match (change, language) {
        (None, Language::En) => several(all, "finding"),
        (None, Language::Vi) => format!("{all} phát hiện"),
        (Some(change), Language::En) => {
            format!("{}, {} no longer found", several(change.new.len(), "new finding"), change.put_right.len())
        }
        (Some(change), Language::Vi) => {
            format!("{} phát hiện mới, {} phát hiện không còn", change.new.len(), change.put_right.len())
        }
    };
    let fails = report.findings.iter().any(|finding| report.fails(finding));
    said.push(match (fails, language) {
        (true, _) => language.pick("**The check fails.**", "**Không đạt.**").to_owned(),
        (false, _) => language.pick("The check passes.", "Đạt.").to_owned(),
    });
    if let Some(change) = change {
        let (procedures, before) = (change.procedures.len(), all - change.new.len());
        if procedures > 0 {
            said.push(match language {
                Language::En => format!("{} changed.", several(procedures, "procedure")),
                Language::Vi => format!("{procedures} thủ tục thay đổi."),
            });
        }
        if before > 0 {
            said.push(match language {
                Language::En => format!(
                    "{} of what the change can influence {} found before already.",
                    before,
                    if before == 1 { "was" } else { "were" }
                ),
                Language::Vi => format!("{before} phát hiện trong phạm vi ảnh hưởng đã có từ trước."),
            });
        }
    }
    if report.known > 0 {
        said.push(match language {
            Language::En => format!("{} in the baseline.", several(report.known, "known finding")),
            Language::Vi => format!("{} phát hiện đã biết trong danh sách tồn đọng.", report.known),
        });
    }
    said.push(language.pick(format!("As of {day}."), format!("Tính đến ngày {day}.")));
    format!("### Procedo: {title}\n\n{}\n", said.join(" "))
}

/// A finding as an item of a list.
fn item(report: &Report<'_>, finding: &Diagnostic) -> String {
    let language = report.language_of(finding);
    let (kind, code) = (word(finding.severity, language), finding.code.id());
    let place = words(&finding.identity.place);
    let place = if place.is_empty() { place } else { format!(", {place}") };
    format!("- {kind} `{code}`{place}: {}\n", prose(&advice(report, finding)))
}

/// What is said of a changed procedure, without its drawing.
fn facts(procedure: &Procedure, language: Language) -> String {
    let name = words(&format!("{} {}", procedure.code, procedure.title));
    let mut text = if name.is_empty() { "\n–".to_owned() } else { format!("\n**{name}**") };
    let became = procedure.became.get(language);
    if !became.is_empty() {
        text += &format!(": {became}");
    }
    text += "\n";
    if !procedure.figures.is_empty() {
        let (before, after) = (language.pick("before", "trước"), language.pick("after", "sau"));
        text += &format!("\n| | {before} | {after} |\n|---|---|---|\n");
        for (name, before, after) in &procedure.figures {
            let cell =
                |text: &Option<Text>| text.as_ref().map_or_else(|| "–".to_owned(), |text| words(text.get(language)));
            text +=
                &format!("| {} | {} | {} |\n", words(&name.get(language).replace('`', "")), cell(before), cell(after));
        }
    }
    for (said, titles) in procedure.steps.iter().filter(|(_, titles)| !titles.is_empty()) {
        let titles: Vec<_> = titles.iter().map(|title| words(title)).collect();
        text += &format!("\n{}: {}\n", said.get(language), titles.join("; "));
    }
    text
}

/// A drawing, folded.
fn drawn(drawing: &str, language: Language) -> String {
    let summary = language.pick(
        "The process (new steps with a thick border, changed ones with a broken one)",
        "Quy trình (bước mới viền đậm, bước thay đổi viền đứt nét)",
    );
    format!("\n<details><summary>{summary}</summary>\n\n```mermaid\n{drawing}```\n\n</details>\n")
}
