//! Powers that were really handed down: for each item of the data a procedure is written as it was worked before and
//! afterwards, and asked about on the days around. What is expected follows from the dates of the item alone.

use crate::sites::root;
use crate::table::{Report, Score};
use procedo::base::Sources;
use procedo::pipeline::{self, Options};
use procedo::time::Date;
use serde::Deserialize;
use std::fs;

#[derive(Debug, Deserialize)]
struct File {
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
struct Item {
    id: String,
    kind: String,
    authority_before: Option<String>,
    authority_before_inferred: Option<String>,
    authority_after: String,
    instrument: Option<String>,
    effective: Option<String>,
    expires: Option<String>,
}

/// Asks about every item that says who, to whom and since when.
pub(crate) fn score(report: &mut Report) {
    let Ok(text) = fs::read_to_string(root().join("../shared/data/benchmark/decentralizations.yaml")) else {
        println!("skipped: no data in ../shared/data/benchmark");
        return;
    };
    let file: File = serde_yaml::from_str(&text).expect("the data have this shape");
    for item in &file.items {
        match item.kind.as_str() {
            "ủy quyền" => transfer(item, "delegate", report),
            "phân cấp" => transfer(item, "decentralise", report),
            "phân quyền" => transfer(item, "devolve", report),
            "phân định 2 cấp" => reform(item, report),
            _ => report.aside(&format!("{}: `{}` says nothing that a rule could be asked", item.id, item.kind)),
        }
    }
}

/// The first day that some words name.
fn day(words: Option<&String>) -> Option<Date> {
    Date::parse(words?.get(..10)?).ok()
}

fn before(item: &Item) -> Option<&str> {
    item.authority_before.as_deref().or(item.authority_before_inferred.as_deref())
}

fn level(body: &str) -> &'static str {
    let body = body.to_lowercase();
    let has = |word: &str| body.contains(word);
    if has("huyện") {
        "district"
    } else if has("xã") {
        "commune"
    } else if has("tỉnh") || has("sở") {
        "province"
    } else {
        "central"
    }
}

/// A catalogue with the two bodies and one procedure that one of them decides.
fn catalogue(item: &Item, from: &str, decides: &str, more: &str) -> String {
    let quoted = |words: &str| words.replace('"', "");
    format!(
        "level central\nlevel province under central\nlevel district under province until 2025-06-30\nlevel commune under province\n\
         agency giver \"{}\" level {} {{\n  role head \"Người đứng đầu\" signs\n}}\n\
         agency taker \"{}\" level {} {{\n  role officer \"Chuyên viên\"\n  role head \"Người đứng đầu\" signs\n}}\n\
         procedure 9.000001 \"{}\" {{\n  decided by {decides}\n  process {{\n\
         step examine \"Thẩm định\" kind assess by taker/officer within 1 working day {{\n  reads dossier\n  if ineligible then refuse\n}}\n\
         step decide \"Quyết định\" kind decide by {decides} within 1 working day\n  }}\n}}\n{more}",
        quoted(from),
        level(from),
        quoted(&item.authority_after),
        level(&item.authority_after),
        item.id
    )
}

fn asks(text: &str, rule: &str, day: Date) -> bool {
    let mut sources = Sources::default();
    sources.add("item.proc", text);
    let checked = pipeline::check(&sources, &Options { as_of: Some(day), ..Options::on(day) });
    let bad = checked.findings.iter().find(|finding| ["syntax", "names"].contains(&finding.code.theme()));
    assert!(bad.is_none(), "{text}\n{:?}", bad.map(|bad| &bad.message.en));
    checked.findings.iter().any(|finding| finding.code.id() == rule)
}

fn note(item: &Item, rule: &'static str, day: Date, expected: bool, hit: bool, report: &mut Report) {
    report.score(rule, Score::of(expected, hit));
    if expected != hit {
        report.aside(&format!(
            "{} on {day}: `{rule}` {}",
            item.id,
            if hit { "finds it wrongly" } else { "does not find it" }
        ));
    }
}

/// A power that was handed down: used or not, before, while and after it holds.
fn transfer(item: &Item, keyword: &str, report: &mut Report) {
    let (Some(from), Some(since)) = (before(item), day(item.effective.as_ref())) else {
        return report.aside(&format!("{}: no day or no giver is said", item.id));
    };
    let until = day(item.expires.as_ref());
    let period = until.map_or_else(String::new, |until| format!(" until {until}"));
    let instrument = item.instrument.as_deref().unwrap_or_default().replace('"', "");
    let power = format!(
        "{keyword} from giver/head to taker/head {{\n  covers 9.000001\n  by instrument \"{instrument}\"\n  from {since}{period}\n}}\n"
    );
    let (old, new) = (catalogue(item, from, "giver/head", &power), catalogue(item, from, "taker/head", &power));
    let shifted = |day: Date, by: i64| day.plus_days(by).expect("days around exist");
    let unused = "authority/delegation-unused";
    let mut ask = |rule, text: &str, day, expected| note(item, rule, day, expected, asks(text, rule, day), report);
    ask(unused, &old, shifted(since, -1), false);
    ask(unused, &old, since, true);
    ask(unused, &new, since, false);
    let expired = "authority/expired-delegation";
    match until {
        Some(until) => {
            ask(unused, &old, until, true);
            ask(unused, &old, shifted(until, 1), false);
            ask(expired, &old, since, since.days_until(until) <= 60);
            ask(expired, &old, shifted(until, -61), false);
            ask(expired, &old, shifted(until, -60), true);
            ask(expired, &old, shifted(until, 1), true);
        }
        None => ask(expired, &old, since, keyword == "delegate"),
    }
}

/// Work of the districts, which ended on 2025-06-30.
fn reform(item: &Item, report: &mut Report) {
    let (Some(from), Some(since)) = (before(item), day(item.effective.as_ref())) else {
        return report.aside(&format!("{}: no day or no giver is said", item.id));
    };
    let rule = "authority/abolished";
    let (old, new) = (catalogue(item, from, "giver/head", ""), catalogue(item, from, "taker/head", ""));
    let last = since.plus_days(-1).expect("a day before exists");
    for (text, day, expected) in [(&old, last, false), (&old, since, true), (&new, since, false)] {
        note(item, rule, day, expected, asks(text, rule, day), report);
    }
}
