//! The labels of once-only: is a paper of Resolution 66.7/2025/NQ-CP still demanded? Read by people in the records of the
//! portal; asked here of the same records as they are imported.

use crate::sites::{self, root};
use crate::table::{Report, Score};
use procedo::base::Sources;
use procedo::import::Source;
use procedo::pipeline::{self, Options};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const RULE: &str = "documents/already-held";

/// The rows of the table: all labels, and the two halves.
pub(crate) const ALL: &str = "documents/already-held (once-only labels)";
const READ: &str = "documents/already-held, half read while the rule was made";
const HELD_OUT: &str = "documents/already-held, half held out";

#[derive(Debug, Deserialize)]
struct Label {
    n: u32,
    code: String,
    annex: String,
    stt: String,
    replaced_paper: String,
    #[serde(rename = "label")]
    answer: String,
    quote: Option<String>,
    note: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Resolution {
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    annex: String,
    stt: String,
    code: String,
    replaced_by_database: String,
}

/// Words in the name of a register, and the register of the shipped catalogue that is meant.
const REGISTERS: &[(&str, &str)] = &[
    ("đăng ký doanh", "csdl-doanh-nghiệp"),
    ("hợp tác xã", "csdl-doanh-nghiệp"),
    ("hộ kinh doanh", "csdl-doanh-nghiệp"),
    ("định danh điện tử tổ chức", "csdl-doanh-nghiệp"),
    ("dân cư", "csdl-dân-cư"),
    ("căn cước", "csdl-dân-cư"),
    ("hộ tịch", "csdl-hộ-tịch"),
    ("đất đai", "csdl-đất-đai"),
    ("đăng ký xe", "csdl-đăng-ký-phương-tiện"),
    ("lý lịch tư pháp", "csdl-lý-lịch-tư-pháp"),
    ("giấy phép lái xe", "csdl-giấy-phép-lái-xe"),
];

/// The file of labels says itself that this one is better left out of scoring.
const LEFT_OUT: u32 = 287;

/// Scores the rule on the labels: once by all, and by the half that was looked at while the rule was made and the half
/// that was not.
pub(crate) fn score(report: &mut Report, sample: bool) {
    let folder = root().join("../shared/data/benchmark");
    let (Some(records), Ok(labels), Ok(rows)) = (
        sites::records(),
        fs::read_to_string(folder.join("once-only-labels.yaml")),
        fs::read_to_string(folder.join("once-only-nq66-7.yaml")),
    ) else {
        println!("skipped: no data in ../shared/data/benchmark");
        return;
    };
    let mut labels: Vec<Label> = serde_yaml::from_str(&labels).expect("the labels have this shape");
    let rows: Resolution = serde_yaml::from_str(&rows).expect("the resolution has this shape");
    if sample {
        labels.retain(|label| label.n % 8 == 0);
    }
    let codes: BTreeSet<&str> = labels.iter().map(|label| label.code.as_str()).collect();
    let text = |code: &str| {
        let bytes = fs::read(records.join(format!("{code}.txt"))).ok()?;
        Some((code.to_owned(), bytes))
    };
    let texts: BTreeMap<String, Vec<u8>> = codes.iter().filter_map(|code| text(code)).collect();
    let found = findings(&texts);
    let held_out: BTreeSet<u32> = include_str!("held-out.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(|number| number.parse().expect("a number of a label"))
        .collect();
    let mut seen: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for label in &labels {
        let key = (label.annex.as_str(), label.stt.as_str(), label.code.as_str());
        let place = seen.entry(key).or_default();
        // A row of the resolution that names two papers has two labels, in order.
        let of_key = || rows.rows.iter().filter(|row| (row.annex.as_str(), row.stt.as_str(), row.code.as_str()) == key);
        let Some(row) = of_key().nth(*place).or_else(|| of_key().next_back()) else { continue };
        *place += 1;
        if label.answer == "unclear" || label.n == LEFT_OUT {
            continue;
        }
        let wanted = registers(&row.replaced_by_database);
        // A register that the catalogue knows by another name may answer too.
        let by = |register: &str| wanted.is_empty() || wanted.contains(&register);
        let hit = found.get(&label.code).is_some_and(|found| {
            found.iter().any(|(register, paper)| by(register) && same_event(&label.replaced_paper, paper))
        });
        let demanded = label.answer == "yes";
        let half = if held_out.contains(&label.n) { HELD_OUT } else { READ };
        if was_cut(label, &texts) {
            report.aside(&format!(
                "once-only {} ({}): labelled `yes` on an entry that was cut; the rest of the entry says that the data is looked up",
                label.n, label.code
            ));
            continue;
        }
        for name in [ALL, half] {
            report.score(name, Score::of(demanded, hit));
        }
        if demanded != hit {
            let what = if hit { "found, though" } else { "not found, though" };
            report.aside(&format!(
                "once-only {} ({}): {what} `{}`: {}",
                label.n,
                label.code,
                label.answer,
                label.quote.as_deref().unwrap_or("-")
            ));
        }
    }
}

/// Whether a label was read from a cut entry whose rest says that the paper is looked up.
fn was_cut(label: &Label, texts: &BTreeMap<String, Vec<u8>>) -> bool {
    let cut = label.answer == "yes" && label.note.as_ref().is_some_and(|note| note.contains("text cut"));
    let (true, Some(quote), Some(bytes)) = (cut, &label.quote, texts.get(&label.code)) else { return false };
    let text = String::from_utf8_lossy(bytes);
    let holds = |line: &&str| line.contains(quote.as_str());
    text.lines().find(holds).is_some_and(|line| line.contains("khai thác"))
}

/// For every procedure: the registers of which the rule says that they answer what is demanded.
fn findings(texts: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<(String, String)>> {
    let records: Vec<_> =
        texts.iter().map(|(code, bytes)| Source { name: format!("{code}.txt"), bytes: bytes.clone() }).collect();
    let mut sources = Sources::default();
    for (path, text) in sites::import(&records) {
        sources.add(path, text);
    }
    let checked = pipeline::check(&sources, &Options::on(sites::day()));
    let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for finding in checked.findings.iter().filter(|finding| finding.code.id() == RULE) {
        let register = finding.evidence.iter().find(|(name, _)| *name == "database").map(|(_, value)| value.clone());
        if let (Some(code), Some(register)) = (&finding.procedure, register) {
            found.entry(code.clone()).or_default().push((register, finding.message.vi.clone()));
        }
    }
    found
}

/// Events of civil status, each with the words of its papers: one register holds them all.
const EVENTS: [&[&str]; 3] = [&["khai sinh"], &["khai tử", "chứng tử"], &["kết hôn", "hôn nhân", "ly hôn"]];

/// Whether a finding is not about the paper of another event than the replaced one.
fn same_event(replaced: &str, found: &str) -> bool {
    let (replaced, found) = (replaced.to_lowercase(), found.to_lowercase());
    let of = |text: &str| EVENTS.iter().position(|words| words.iter().any(|word| text.contains(word)));
    let named = |event: usize| EVENTS[event].iter().any(|word| replaced.contains(word));
    of(&replaced).is_none() || of(&found).is_none_or(named)
}

fn registers(name: &str) -> Vec<&'static str> {
    let name = name.to_lowercase();
    REGISTERS.iter().filter(|(words, _)| name.contains(words)).map(|(_, register)| *register).collect()
}
