//! `OpenCPS`: packages invented by its schema (no sample of a real one exists), joined, with the links that are missing.

use super::formats::{all_text, assert_readable, fixtures, import, remarks, snapshot, source, text, words};
use procedo::base::Language;
use std::collections::BTreeSet;

#[test]
fn the_parts_of_a_package_become_one_procedure() {
    let sources = fixtures("opencps", &["process.xml", "service.xml", "template.xml", "holidays.xml"]);
    let imported = import("opencps", Language::Vi, &sources);
    assert_readable(&imported);
    assert_eq!(remarks(&imported), ["missing-process service.xml:56", "missing-template service.xml:56"]);
    snapshot("opencps", &text(&imported, "1-234568.proc"));
    snapshot("opencps-bodies", &text(&imported, "registry.proc"));
    // Codes become names, in small letters.
    let written = all_text(&imported).to_lowercase();
    let written: BTreeSet<&str> = words(&written).collect();
    // Links between steps and kinds of papers are structure; `0` and `false` are what the schema asks for.
    let structure = ["preStepCode", "postStepCode", "partType", "durationUnit", "durationCount"];
    for source in &sources {
        let original = String::from_utf8_lossy(&source.bytes).into_owned();
        let document = roxmltree::Document::parse(&original).expect("XML");
        for node in document.descendants().filter(roxmltree::Node::is_text) {
            let element = node.parent().map_or("", |parent| parent.tag_name().name());
            let text = node.text().unwrap_or_default().to_lowercase();
            let lost: Vec<&str> = words(&text).filter(|word| !written.contains(word)).collect();
            assert!(lost.is_empty() || structure.contains(&element), "{}: {lost:?} in {element}", source.name);
        }
    }
}

#[test]
fn broken_links_of_a_process_are_reported() {
    let process = String::from_utf8_lossy(&fixtures("opencps", &["process.xml"])[0].bytes).into_owned();
    let broken = process.replace("<postStepCode>300</postStepCode>", "<postStepCode>999</postStepCode>");
    let imported = import("opencps", Language::Vi, &[source("broken.xml", broken)]);
    assert_readable(&imported);
    let found = remarks(&imported);
    assert!(found.iter().any(|remark| remark.starts_with("broken-link broken.xml:")), "{found:?}");
    assert!(found.iter().any(|remark| remark.starts_with("unreachable broken.xml:")), "{found:?}");
}

#[test]
fn what_is_no_package_is_refused_with_its_reason() {
    let sources = [
        source("bomb.xml", "<!DOCTYPE s [<!ENTITY a 'x'>]><ServiceProcess>&a;</ServiceProcess>"),
        source("other.xml", "<process/>"),
        source("half.xml", "<ServiceInfo>"),
    ];
    let imported = import("opencps", Language::Vi, &sources);
    assert_eq!(remarks(&imported), ["document-type bomb.xml:1", "not-opencps other.xml:1", "not-xml half.xml:1"]);
}
