//! Findings in the forms of build servers: nothing that a user wrote leaves the grammar of a form, and each says how much it
//! leaves out.

use crate::support::report;
use procedo::base::{Code, Edit, Language, Sink, Sources, Span, Text};
use procedo::render::{Report, github, gitlab, junit, sarif};
use proptest::prelude::*;
use serde_json::Value;

procedo::code! {
    /// A page.
    static LATE = "time/late", Error, en: "late", vi: "trễ";
}
procedo::code! {
    /// A page.
    static ODD = "steps/odd", Note, en: "odd", vi: "lạ";
}

/// A report on one file with a finding for each message.
fn with_report<T>(path: &str, messages: &[(&'static Code, &str)], see: impl Fn(&Report<'_>) -> T) -> T {
    let mut sources = Sources::default();
    let file = sources.add(path, "một\nhai ba\n");
    let mut out = Sink::default();
    for (code, message) in messages {
        let at = Span::new(file, 6..9);
        out.report(*code, at, Text::same(*message)).fix(Text::same("cut [it]"), vec![Edit { at, new: "x".into() }]);
    }
    for (number, finding) in out.findings.iter_mut().enumerate() {
        finding.identity.number = number as u32 + 1;
    }
    see(&report(&sources, &out.findings))
}

fn page(code: &Code, _: Language) -> String {
    code.docs().to_owned()
}

fn sarif_of(report: &Report<'_>) -> Value {
    serde_json::from_str(&sarif::render(report, &page)).expect("SARIF is JSON")
}

/// Names and values of a command.
type Properties = Vec<(String, String)>;

/// Reads a line as the runner does: `None` where it is not a command.
/// <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>
fn command(line: &str) -> Option<(String, Properties, String)> {
    let Some(rest) = line.trim_start().strip_prefix("::") else {
        assert!(!line.contains("##["), "the old form of commands is read anywhere in such a line: {line}");
        return None;
    };
    let (head, data) = rest.split_once("::")?;
    let (word, properties) = head.split_once(' ').unwrap_or((head, ""));
    let value = |text: &str, extra: bool| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        let text = if extra { text.replace("%3A", ":").replace("%2C", ",") } else { text };
        text.replace("%25", "%")
    };
    let pairs = properties.split(',').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(key, text)| (key.to_owned(), value(text, true))).collect();
    Some((word.to_owned(), pairs, value(data, false)))
}

/// Text that tries to leave the line, the property, the message.
fn hostile() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just("::error::"),
        Just("%0A"),
        Just("%25"),
        Just("\n"),
        Just("\r\n"),
        Just("##[error]"),
        Just("::stop-commands::x"),
        Just(","),
        Just("="),
        Just("::"),
        Just("<![CDATA["),
        Just("]]>"),
        Just("&amp;"),
        Just("\u{0}"),
        Just("\u{202e}"),
        Just("{0}"),
        Just("[a](1)"),
        Just("\\"),
        Just("ổ"),
        Just(" "),
        Just("a"),
        Just("%"),
        Just("\""),
    ];
    proptest::collection::vec(parts, 1..8).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_hostile_text_stays_one_command_of_github(message in hostile(), path in hostile()) {
        let many: Vec<_> = (0..12).map(|_| (&LATE, message.as_str())).collect();
        let log = with_report(&path, &many, github::render);
        let commands: Vec<_> = log.split('\n').filter_map(command).collect();
        prop_assert_eq!(commands.len(), github::SHOWN);
        for (word, properties, data) in commands {
            prop_assert_eq!(word, "error");
            let names: Vec<_> = properties.iter().map(|(key, _)| key.as_str()).collect();
            prop_assert_eq!(names, ["file", "line", "endLine", "col", "endColumn", "title"]);
            prop_assert_eq!(&properties[0].1, &path);
            prop_assert_eq!(&properties[5].1, "time/late");
            // The sentence begins with a capital and ends with a stop.
            prop_assert!(data.to_lowercase().starts_with(&message.to_lowercase()));
        }
    }

    #[test]
    fn a_hostile_text_stays_one_case_of_junit(message in hostile(), path in hostile()) {
        let xml = with_report(&path, &[(&LATE, &message), (&ODD, &message)], junit::render);
        let tree = roxmltree::Document::parse(&xml).expect("the report is XML");
        let cases: Vec<_> = tree.descendants().filter(|node| node.has_tag_name("testcase")).collect();
        prop_assert_eq!(cases.len(), 2);
        prop_assert_eq!(tree.descendants().filter(|node| node.has_tag_name("failure")).count(), 1);
        prop_assert_eq!(tree.root_element().attribute("failures"), Some("1"));
    }

    #[test]
    fn a_hostile_text_comes_out_of_sarif_as_it_was(message in hostile(), path in hostile()) {
        let document = with_report(&path, &[(&LATE, &message)], sarif_of);
        let result = &document["runs"][0]["results"][0];
        let text = result["message"]["text"].as_str().expect("a message has a text");
        let (mut plain, mut letters) = (String::new(), text.chars());
        while let Some(c) = letters.next() {
            // Only escaped brackets, backslashes and doubled braces may stand there.
            let c = match c {
                '\\' | '{' | '}' => letters.next().expect("an escape has a second letter"),
                c => { prop_assert!(!"[]".contains(c)); c }
            };
            plain.push(c);
        }
        prop_assert!(plain.to_lowercase().starts_with(&message.to_lowercase()));
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a place");
        prop_assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%:".contains(&b)));
    }
}

#[test]
fn sarif_lists_what_github_shows_and_counts_the_rest() {
    let mut many = vec![(&ODD, "odd"); sarif::SHOWN + 3];
    many.push((&LATE, "late"));
    let document = with_report("a.proc", &many, sarif_of);
    let run = &document["runs"][0];
    let results = run["results"].as_array().expect("results are a list");
    assert_eq!(results.len(), sarif::SHOWN);
    assert_eq!(results[0]["level"], "error", "the most severe come first, wherever they stand");
    let said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str();
    assert_eq!(said, Some("4 more findings are not listed: only 5000 are shown."));
}

#[test]
fn sarif_carries_the_page_the_fix_and_the_fingerprint() {
    let document = with_report("phường xã/1.proc", &[(&LATE, "`x` is late")], sarif_of);
    let run = &document["runs"][0];
    let rule = &run["tool"]["driver"]["rules"][0];
    assert_eq!(rule["id"], "time/late");
    assert_eq!(rule["name"], "TimeLate");
    assert_eq!(rule["help"]["markdown"], LATE.docs());
    let result = &run["results"][0];
    assert_eq!(result["message"]["text"], "`x` is late.");
    let uri = "ph%C6%B0%E1%BB%9Dng%20x%C3%A3/1.proc";
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], uri);
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(result["fixes"][0]["description"]["text"], "cut \\[it\\]");
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "x");
    // `hai` is the second line's first word; columns count characters, the end is not included.
    assert_eq!(change["replacements"][0]["deletedRegion"]["startLine"], 2);
    assert_eq!(change["replacements"][0]["deletedRegion"]["endColumn"], 4);
    let print = result["partialFingerprints"]["procedo/v1"].as_str().expect("a fingerprint");
    assert_eq!(print.len(), 32);
}

#[test]
fn gitlab_gets_a_place_and_a_name_of_its_own_for_each_finding() {
    let issues = with_report("xã/1.proc", &[(&LATE, "late"), (&LATE, "late"), (&ODD, "odd")], |report| {
        serde_json::from_str::<Value>(&gitlab::render(report)).expect("the report is JSON")
    });
    let issues = issues.as_array().expect("a list");
    assert_eq!(issues[0]["location"]["path"], "xã/1.proc");
    assert_eq!(issues[0]["location"]["lines"]["begin"], 2);
    assert_eq!(issues[0]["severity"], "major");
    assert_eq!(issues[2]["severity"], "info");
    assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
}

#[test]
fn a_clean_catalogue_is_one_passed_case() {
    let xml = with_report("a.proc", &[], junit::render);
    let tree = roxmltree::Document::parse(&xml).expect("the report is XML");
    assert_eq!(tree.descendants().filter(|node| node.has_tag_name("testcase")).count(), 1);
    assert_eq!(tree.descendants().filter(|node| node.has_tag_name("failure")).count(), 0);
    assert_eq!(with_report("a.proc", &[], gitlab::render), "[]\n");
}
