//! e-PAR: the mistakes of its workflows, its pauses, its words, and the 68 real configurations where they are at hand.

use super::formats::{
    all_text, assert_readable, check, data, fixtures, import, remarks, snapshot, source, text, words,
};
use crate::support::files_below;
use procedo::base::Language;
use procedo::import::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use unicode_normalization::UnicodeNormalization;

#[test]
fn every_mistake_of_a_workflow_is_reported_with_its_line() {
    let imported = import("epar", Language::Vi, &fixtures("epar", &["broken_workflow.xml"]));
    assert_eq!(
        remarks(&imported),
        [
            "broken-link broken_workflow.xml:8",
            "broken-link broken_workflow.xml:13",
            "duplicate-task broken_workflow.xml:13",
            "no-end broken_workflow.xml:3",
            "pause-without-end broken_workflow.xml:9",
            "sum-mismatch broken_workflow.xml:3",
            "unreachable-task broken_workflow.xml:9",
            "unreachable-task broken_workflow.xml:12",
            "unreachable-task broken_workflow.xml:13",
        ]
    );
    assert_readable(&imported);
}

#[test]
fn a_workflow_becomes_phases_steps_and_a_stopped_clock() {
    let imported = import("epar", Language::Vi, &fixtures("epar", &["tax_workflow.xml", "tax_form_struct.xml"]));
    assert_eq!(remarks(&imported), ["missing-total tax_workflow.xml:3"]);
    assert_readable(&imported);
    snapshot("epar-tax", &text(&imported, "x02.proc"));
    snapshot("epar-registry", &text(&imported, "registry.proc"));
}

#[test]
fn what_is_not_epar_is_refused_with_its_reason() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><process code="&b;"/>"#;
    let outside = r#"<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><process code="&x;"/>"#;
    let deep = "<a>".repeat(100_000);
    let nested = format!("{}{}", "<a>".repeat(1000), "</a>".repeat(1000));
    let sources = [
        source("bomb.xml", bomb),
        source("outside.xml", outside),
        source("deep.xml", deep),
        source("nested.xml", nested),
        source("other.xml", "<html/>"),
        source("half.xml", "<process code='a'"),
        source("bytes.xml", vec![0xff, 0x00, 0x80]),
        source("empty.xml", ""),
    ];
    let imported = import("epar", Language::Vi, &sources);
    assert_eq!(
        remarks(&imported),
        [
            "document-type bomb.xml:1",
            "document-type outside.xml:1",
            "not-epar other.xml:1",
            "not-utf-8 bytes.xml:0",
            "not-xml deep.xml:1",
            "not-xml empty.xml:1",
            "not-xml half.xml:1",
            "too-deep nested.xml:1",
        ]
    );
    assert!(!all_text(&imported).contains("root:"));
}

fn real() -> Option<Vec<Source>> {
    let folder = data("epar")?;
    let files = files_below(&folder);
    let named = |path: &std::path::PathBuf| {
        let name = path.strip_prefix(&folder).expect("below the folder").to_string_lossy().into_owned();
        source(&name, fs::read(path).expect("a file"))
    };
    Some(files.iter().map(named).collect())
}

/// The times of a workflow, by a second, independent reading: total, times of its steps, links between its tasks.
fn read_again(bytes: &[u8]) -> (Option<f64>, Vec<f64>, Vec<(String, String)>) {
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let document = roxmltree::Document::parse(text.trim_start_matches('\u{feff}')).expect("XML");
    let tag = |name: &'static str| document.descendants().filter(move |node| node.has_tag_name(name));
    let value = |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap_or_default().to_owned();
    let number = |text: String| text.parse::<f64>().ok().filter(|n| *n >= 0.0);
    let total = number(value(document.root_element(), "totaltime"));
    let steps = tag("step").filter_map(|step| number(value(step, "time"))).collect();
    let links = tag("task").map(|task| (value(task, "code"), value(task, "next"))).collect();
    (total, steps, links)
}

#[test]
fn of_the_real_configurations_exactly_the_wrong_ones_are_reported() {
    let Some(sources) = real() else { return };
    let imported = import("epar", Language::Vi, &sources);
    let mut expected: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.name.ends_with("_workflow.xml")) {
        let (total, steps, links) = read_again(&source.bytes);
        match total {
            None => {
                expected.entry("missing-total").or_default().insert(source.name.clone());
            }
            Some(total) if (total - steps.iter().sum::<f64>()).abs() > 0.001 => {
                expected.entry("sum-mismatch").or_default().insert(source.name.clone());
            }
            Some(_) => {}
        }
        let codes: BTreeSet<&str> = links.iter().map(|(code, _)| code.as_str()).collect();
        let led_to: BTreeSet<&str> = links.iter().map(|(_, next)| next.as_str()).collect();
        let broken = links.iter().any(|(_, next)| next != "NULL" && !codes.contains(next.as_str()))
            || links.iter().skip(1).any(|(code, _)| !led_to.contains(code.as_str()))
            || codes.len() != links.len();
        if broken {
            expected.entry("broken").or_default().insert(source.name.clone());
        }
    }
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for remark in &imported.report.remarks {
        found.entry(remark.kind).or_default().insert(remark.file.clone());
    }
    assert_eq!(found, expected);
    assert_eq!((found["missing-total"].len(), found["sum-mismatch"].len()), (21, 7));
    assert_readable(&imported);
}

#[test]
fn no_word_of_the_real_configurations_is_lost() {
    let Some(sources) = real() else { return };
    let imported = import("epar", Language::Vi, &sources);
    // A name may be written with decomposed letters, its words are the same.
    let written: String = all_text(&imported).nfc().collect();
    let written: BTreeSet<&str> = words(&written).collect();
    for source in &sources {
        let text = String::from_utf8_lossy(&source.bytes);
        let document = roxmltree::Document::parse(text.trim_start_matches('\u{feff}')).expect("XML");
        let values = document.descendants().flat_map(|node| {
            let own = node.attributes().map(|a| a.value().to_owned()).collect::<Vec<_>>();
            own.into_iter().chain(node.text().map(str::to_owned)).collect::<Vec<_>>()
        });
        // Numbers are written in the form of the language; that a task ends the process is structure.
        for value in values.filter(|value| value.parse::<f64>().is_err() && value != "NULL") {
            let value: String = value.nfc().collect();
            let lost: Vec<&str> = words(&value).filter(|word| !written.contains(word)).collect();
            assert!(lost.is_empty(), "{}: {lost:?} of `{value}`", source.name);
        }
    }
}

#[test]
fn whatever_a_group_is_called_it_becomes_a_role_of_its_own() {
    let groups = ["{", "signs", "A B", "A-B", "½"];
    let steps: Vec<String> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| {
            let next = if at + 1 == groups.len() { "NULL".to_owned() } else { format!("T{}", at + 1) };
            format!(r#"<step group="{group}" name="S" time="1"><task code="T{at}" name="T" next="{next}"/></step>"#)
        })
        .collect();
    let text = format!(r#"<process code="P" name="P" totaltime="5">{}</process>"#, steps.concat());
    let imported = import("epar", Language::Vi, &[source("p_workflow.xml", text)]);
    assert!(remarks(&imported).is_empty(), "{:?}", remarks(&imported));
    assert_readable(&imported);
    let wrong: Vec<_> = check(&imported).findings.into_iter().filter(|f| f.code.theme() == "names").collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
