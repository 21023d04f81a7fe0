//! What stands over a drawing: what the procedure is, how long it may take and takes at most, and who may decide on the day.

use super::describe;
use crate::analysis::{Facts, Powers, Total};
use crate::base::Language;
use crate::model::{Bodies, CountedFrom, DeadlineTime, Delegation, DelegationKind, LawRef, Party, Procedure, StepId};
use crate::time::WorkTime;
use std::collections::BTreeMap;

/// The heading of a drawing, and what is marked in it.
#[derive(Debug, Clone, Default)]
pub struct Caption {
    /// Code and title.
    pub title: String,
    /// What a reader must know, a sentence each: a word and what it says.
    pub lines: Vec<(String, String)>,
    /// The steps of the longest path in order.
    pub longest: Vec<StepId>,
    /// Steps to be told from the others, and what to write at them; what one mark means is said once.
    pub marks: BTreeMap<StepId, Mark>,
}

/// What tells a step from the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// A letter or sign.
    pub sign: &'static str,
    /// What it means.
    pub meaning: String,
}

/// The sign of a step that goes above the power in force.
const ABOVE: &str = "▲";

/// The heading of a view as of a day; `place` is the title of where it is worked.
pub fn caption(facts: &Facts<'_>, place: Option<&str>, language: Language) -> Caption {
    let procedure = facts.procedure;
    let title = procedure.title.as_ref().map_or("", |title| &title.text);
    let powers = facts.powers();
    let mut caption =
        Caption { title: format!("{} {title}", procedure.name.text).trim_end().to_owned(), ..Caption::default() };
    let mut say = |word: &str, what: String| caption.lines.push((word.to_owned(), what));
    if let Some(case) = case_title(procedure) {
        say(language.pick("Case", "Trường hợp"), case);
    }
    if let Some(place) = place {
        say(language.pick("Worked at", "Nơi thực hiện"), place.to_owned());
    }
    say(language.pick("As of", "Tính đến ngày"), facts.settings.as_of.show(language));
    let limits = limits(facts, language);
    if !limits.is_empty() {
        say(language.pick("Limit", "Thời hạn giải quyết"), limits);
    }
    if facts.has_process() {
        say(language.pick("Longest path", "Đường dài nhất"), longest(facts, language));
    }
    let deciders = deciders(facts, language);
    if !deciders.is_empty() {
        say(language.pick("Decided by", "Thẩm quyền quyết định"), deciders);
    }
    for delegation in &powers.in_force {
        let (word, what) = power(facts, delegation, language);
        say(word, what);
    }
    caption.longest = facts.critical_path().steps.iter().map(|step| step.step).collect();
    caption.marks = marks(&powers, language);
    caption
}

fn case_title(procedure: &Procedure) -> Option<String> {
    let name = procedure.case.as_ref()?;
    let case = procedure.cases.iter().find(|case| case.name.text == name.text);
    Some(case.and_then(|case| case.title.as_ref()).map_or(&name.text, |title| &title.text).clone())
}

/// The steps above the power in force.
fn marks(powers: &Powers<'_>, language: Language) -> BTreeMap<StepId, Mark> {
    let meaning =
        language.pick("goes above the power in force on the day", "vượt quá thẩm quyền được giao đang có hiệu lực");
    let mark = Mark { sign: ABOVE, meaning: meaning.to_owned() };
    powers.above.iter().map(|&step| (step, mark.clone())).collect()
}

/// Every limit with what it depends on.
pub(crate) fn limits(facts: &Facts<'_>, language: Language) -> String {
    let all = facts.limits().iter().map(|limit| {
        let time = match limit.time() {
            Some(DeadlineTime::Duration(duration)) => duration.show(language),
            Some(DeadlineTime::SameDay(None)) => language.pick("the same day", "trong ngày").to_owned(),
            Some(DeadlineTime::SameDay(Some(before))) => {
                language.pick(format!("the same day if before {before}"), format!("trong ngày nếu nộp trước {before}"))
            }
            Some(DeadlineTime::Unknown) | None => language.pick("not known", "chưa rõ").to_owned(),
        };
        let from = match limit.row.counted_from {
            CountedFrom::Unsaid => "",
            CountedFrom::Receipt => language.pick(" from receipt", " kể từ khi nhận hồ sơ"),
            CountedFrom::CompleteDossier => {
                language.pick(" from the complete dossier", " kể từ khi nhận đủ hồ sơ hợp lệ")
            }
            CountedFrom::Step(_) => language.pick(" from the end of a step", " kể từ khi xong một bước"),
        };
        let when = limit.when.iter().filter(|(_, truth)| *truth);
        let when: Vec<_> = when.map(|(condition, _)| describe(condition, facts.procedure, language)).collect();
        if when.is_empty() {
            time + from
        } else {
            format!("{time}{from} ({})", when.join(language.pick(" and ", " và ")))
        }
    });
    let mut seen: Vec<String> = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen.join("; ")
}

/// The total of the longest path, and what it leaves out.
fn longest(facts: &Facts<'_>, language: Language) -> String {
    let path = facts.critical_path();
    let hours = |time: WorkTime| {
        let (hours, whole) = (time.show_hours(language), time.duration().show(language));
        let whole = if whole == hours { String::new() } else { format!(" ({whole})") };
        language.pick(format!("{}{whole}", hours.replace("hour", "working hour")), format!("{hours} làm việc{whole}"))
    };
    let mut text = match &path.total {
        Total::Exact(total) => hours(*total),
        Total::Between(bounds) => {
            let (least, most) = (hours(bounds.least), hours(bounds.most));
            language.pick(format!("{least} to {most}"), format!("từ {least} đến {most}"))
        }
        Total::Unknown { missing, .. } => {
            let (least, count) = (hours(path.lower), missing.len());
            let steps = if count == 1 { "step has" } else { "steps have" };
            if missing.is_empty() {
                language.pick(
                    format!("at least {least}; a loop has no limit"),
                    format!("ít nhất {least}; có vòng lặp không giới hạn"),
                )
            } else {
                language.pick(
                    format!("at least {least}; {count} {steps} no time"),
                    format!("ít nhất {least}; {count} bước chưa quy định thời gian"),
                )
            }
        }
        Total::NoProcess => language.pick("not known", "chưa rõ").to_owned(),
    };
    let rounds: u32 = path.rounds.iter().map(|(_, rounds)| rounds).sum();
    if rounds > 0 {
        let word = if rounds == 1 { "round" } else { "rounds" };
        text += &language
            .pick(format!(", {rounds} supplement {word} included"), format!(", kể cả {rounds} lần bổ sung hồ sơ"));
    }
    text
}

fn deciders(facts: &Facts<'_>, language: Language) -> String {
    let day = facts.settings.as_of;
    let rows = facts.procedure.decided_by.iter().filter(|decider| decider.row.period.contains(day));
    let rows = rows.map(|decider| {
        let who = named(facts, &decider.bodies, language);
        let when = decider.row.when.as_ref().map(|when| describe(when, facts.procedure, language));
        when.map_or(who.clone(), |when| format!("{who} ({when})"))
    });
    rows.collect::<Vec<_>>().join("; ")
}

fn named(facts: &Facts<'_>, bodies: &Bodies, language: Language) -> String {
    let names = bodies.any_of.iter().map(|party| match party {
        Party::Applicant(_) => language.pick("the applicant", "người nộp hồ sơ").to_owned(),
        Party::Body { body, .. } => facts.catalogue.full_title_of(body, facts.settings.as_of),
    });
    names.collect::<Vec<_>>().join(language.pick(" or ", " hoặc "))
}

/// A transfer of power: its kind, who received it, by what, how long.
fn power(facts: &Facts<'_>, delegation: &Delegation, language: Language) -> (&'static str, String) {
    let word = match delegation.kind.value {
        DelegationKind::Devolve => language.pick("By devolution", "Thẩm quyền theo phân quyền"),
        DelegationKind::Decentralise => language.pick("By decentralisation", "Thẩm quyền theo phân cấp"),
        DelegationKind::Delegate => language.pick("By delegation", "Thẩm quyền theo ủy quyền"),
    };
    let day = facts.settings.as_of;
    let to: Vec<_> = delegation.to.iter().map(|body| facts.catalogue.full_title_of(body, day)).collect();
    let from = facts.catalogue.full_title_of(&delegation.from, day);
    let mut text = format!("{} ({} {from}", to.join(", "), language.pick("from", "do"));
    text += language.pick("", " giao");
    if let Some(citation) = &delegation.instrument {
        let law = match &citation.law {
            LawRef::Quoted(title) => title.text.clone(),
            LawRef::Registered(law) => {
                let known = law.id.map(|id| facts.catalogue.laws.get(id).near(day));
                let title = known.and_then(|law| law.title.as_ref());
                title.map_or_else(|| law.name.text.clone(), |title| title.text.clone())
            }
        };
        text += &format!("; {law}");
    }
    if let Some(from) = &delegation.period.from {
        text += &format!("; {} {}", language.pick("from", "từ ngày"), from.value.show(language));
    }
    if let Some(until) = &delegation.period.until {
        text += &format!(" {} {}", language.pick("until", "đến hết ngày"), until.value.show(language));
    }
    if delegation.covers.iter().any(|row| row.when.is_some()) {
        text += language.pick("; on a condition", "; có điều kiện");
    }
    (word, text + ")")
}
