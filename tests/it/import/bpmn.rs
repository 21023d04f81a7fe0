//! BPMN: what nests, what jumps, what cannot be said, what is refused; and our own models back again.

use super::formats::{all_text, assert_readable, check, fixtures, import, remarks, snapshot, source, text, words};
use crate::support::shipped;
use procedo::base::Language;
use procedo::graph::{NodeKind, Workflow};
use procedo::import::Source;
use procedo::model::{End, Procedure};
use procedo::targets::{Request, compile, find};
use std::collections::BTreeSet;

/// A model of one process with these elements.
fn model(inside: &str) -> Source {
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">
<process id="p" name="Test">
{inside}
</process>
</definitions>"#
    );
    source("model.bpmn", text)
}

/// Elements and arrows in short: `start a`, `task b`, `xor c`, `and d`, `end e`, and `a -> b label`.
fn short(lines: &str) -> Source {
    let mut out = String::new();
    for (index, line) in lines.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        let element = match words[0] {
            "start" => "startEvent",
            "task" => "task",
            "xor" => "exclusiveGateway",
            "and" => "parallelGateway",
            "or" => "inclusiveGateway",
            "end" => "endEvent",
            from => {
                let label = words.get(3).copied().unwrap_or_default();
                let to = words[2];
                out.push_str(&format!(
                    "<sequenceFlow id=\"f{index}\" name=\"{label}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>\n"
                ));
                continue;
            }
        };
        out.push_str(&format!("<{element} id=\"{0}\" name=\"{0}\"/>\n", words[1]));
    }
    model(&out)
}

fn process(source: Source) -> (String, Vec<String>) {
    let imported = import("bpmn", Language::En, &[source]);
    assert_readable(&imported);
    let text = text(&imported, "model.proc");
    let text = text
        .lines()
        .filter(|line| !line.starts_with("task ") && !line.trim().starts_with("text") && line.trim() != "\"\"\"");
    let from = text.skip_while(|line| !line.contains("process {")).collect::<Vec<_>>();
    (from.join("\n"), remarks(&imported))
}

#[test]
fn well_nested_regions_become_blocks() {
    let (written, remarks) = process(short(
        "start s\ntask a\nxor g\ntask b\ntask c\nxor j\nand f\ntask d\ntask e\nand k\nend z
         s -> a\na -> g\ng -> b yes\ng -> c no\nb -> j\nc -> j\nj -> f\nf -> d\nf -> e\nd -> k\ne -> k\nk -> z",
    ));
    assert!(remarks.is_empty(), "{remarks:?}");
    snapshot("bpmn-nested", &written);
}

#[test]
fn a_way_back_becomes_a_repeat() {
    let (written, remarks) = process(short(
        "start s\nxor h\ntask a\nxor g\ntask b\nend z
         s -> h\nh -> a\na -> g\ng -> b again\nb -> h\ng -> z enough",
    ));
    assert!(remarks.is_empty(), "{remarks:?}");
    snapshot("bpmn-loop", &written);
}

#[test]
fn how_often_an_imported_loop_goes_round_is_unknown_and_no_finding() {
    let model = short("start s\nxor h\ntask a\nxor g\nend z\ns -> h\nh -> a\na -> g\ng -> h again\ng -> z enough");
    let checked = check(&import("bpmn", Language::En, &[model]));
    let of_loop = |code: &str| code == "flow/unbounded-loop";
    assert!(!checked.findings.iter().any(|finding| of_loop(finding.code.id())), "{:?}", checked.findings);
    assert!(checked.unknowns.iter().any(|unknown| of_loop(unknown.code.id())));
}

#[test]
fn what_does_not_nest_is_laid_out_with_then() {
    let (written, remarks) = process(short(
        "start s\ntask a\nxor g\ntask b\ntask c\ntask d\nxor k\nend z
         s -> a\na -> g\ng -> b one\ng -> c two\nb -> k\nk -> c more\nk -> d less\nc -> d\nd -> z",
    ));
    assert!(remarks.is_empty(), "{remarks:?}");
    snapshot("bpmn-jumps", &written);
}

#[test]
fn parallel_branches_that_do_not_meet_are_said_to_be_unsayable() {
    let (written, remarks) = process(short(
        "start s\nand f\ntask a\ntask b\nxor j\ntask c\nend z
         s -> f\nf -> a\nf -> b\na -> j\nb -> j\nj -> c\nc -> z",
    ));
    assert_eq!(remarks, ["not-sayable model.bpmn:5"]);
    assert!(written.contains("unresolved"), "{written}");
    for step in ["step a", "step b", "step c"] {
        assert!(written.contains(step), "{written}");
    }
}

#[test]
fn events_timers_lanes_and_subprocesses_have_their_words() {
    let imported = import("bpmn", Language::En, &fixtures("bpmn", &["office.bpmn"]));
    assert_readable(&imported);
    snapshot("bpmn-office", &text(&imported, "office.proc"));
    snapshot("bpmn-office-bodies", &text(&imported, "registry.proc"));
    snapshot("bpmn-office-remarks", &remarks(&imported).join("\n"));
    let source = &fixtures("bpmn", &["office.bpmn"])[0];
    let original = String::from_utf8_lossy(&source.bytes).into_owned();
    let document = roxmltree::Document::parse(&original).expect("XML");
    let written = all_text(&imported);
    let written: BTreeSet<&str> = words(&written).collect();
    for node in document.descendants() {
        let name = node.attribute("name").into_iter().map(str::to_owned);
        for value in name.chain(node.text().map(str::to_owned)) {
            let within = node.parent().map_or("", |parent| parent.tag_name().name());
            let reference = [node.tag_name().name(), within].contains(&"flowNodeRef");
            let lost: Vec<&str> = words(&value).filter(|word| !written.contains(word)).collect();
            assert!(lost.is_empty() || reference, "{lost:?} of `{value}`");
        }
    }
}

#[test]
fn signs_that_only_look_like_letters_do_not_reach_names() {
    let (written, _) = process(model(
        r#"<startEvent id="s"/><task id="a" name="Ausfã¼llen Ⅷ Ⓐ ① by"/><task id="b" name="by"/><endEvent id="e"/>
<sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="b"/>
<sequenceFlow id="h" sourceRef="b" targetRef="e"/>"#,
    ));
    assert!(written.contains("step ausfã-llen-by \"Ausfã¼llen Ⅷ Ⓐ ① by\""), "{written}");
}

#[test]
fn what_is_no_model_is_refused_with_its_reason() {
    let bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    let sources = [
        source("dmn.bpmn", "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'/>"),
        source("empty.bpmn", format!("<definitions xmlns='{bpmn}'><process id='p'/></definitions>")),
        source("bomb.bpmn", format!("<!DOCTYPE d [<!ENTITY a 'x'>]><definitions xmlns='{bpmn}'>&a;</definitions>")),
        source("latin.bpmn", b"<a name='\xe9'/>".to_vec()),
    ];
    let imported = import("bpmn", Language::En, &sources);
    assert_eq!(
        remarks(&imported),
        ["document-type bomb.bpmn:1", "no-process empty.bpmn:0", "not-bpmn dmn.bpmn:1", "not-utf-8 latin.bpmn:0"]
    );
}

/// What may follow each step: steps and ends.
fn follows(procedure: &Procedure) -> BTreeSet<(String, String)> {
    let process = procedure.process.as_ref().expect("a process");
    let flow = Workflow::build(process);
    let mut all = BTreeSet::new();
    let steps = process.ids().map(|id| (process.step(id).name.text.clone(), flow.node_of(id)));
    for (name, from) in steps.chain([("start".to_owned(), flow.start())]) {
        let mut open: Vec<_> = flow.successors(from).collect();
        let mut seen = BTreeSet::new();
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            let end = match flow.kind(node) {
                NodeKind::Step(id) => process.step(id).name.text.clone(),
                NodeKind::End(End::Done) => "done".to_owned(),
                NodeKind::End(End::Refuse) => "refuse".to_owned(),
                NodeKind::End(End::Withdraw) => "withdraw".to_owned(),
                NodeKind::End(End::Stop) => "stop".to_owned(),
                _ => {
                    open.extend(flow.successors(node));
                    continue;
                }
            };
            all.insert((name.clone(), end));
        }
    }
    all
}

#[test]
fn the_shipped_catalogue_comes_back_from_its_own_models() {
    let shipped = shipped();
    let entries: Vec<_> = shipped.catalogue.in_force(shipped.as_of).collect();
    for language in [Language::En, Language::Vi] {
        let request = Request::published(&shipped.catalogue, &entries, shipped.as_of, language);
        let folder = compile(find("bpmn").expect("the target is there"), &request).folder;
        let sources: Vec<_> = folder.files().map(|(name, bytes)| source(name, bytes)).collect();
        let imported = import("bpmn", language, &sources);
        assert_readable(&imported);
        assert!(imported.report.remarks.is_empty(), "{:#?}", imported.report.remarks);
        let again = check(&imported);
        let mut compared = 0;
        for entry in &entries {
            for view in entry.views().filter(|view| view.process.is_some()) {
                if view.case.is_some() && view.process == entry.base.process {
                    continue;
                }
                let code = &view.name.text;
                let code = view.case.as_ref().map_or(code.clone(), |case| format!("{code}--{}", case.text));
                let back = again.catalogue.in_force(shipped.as_of).find(|entry| entry.base.name.text == code);
                let back = &back.unwrap_or_else(|| panic!("`{code}` did not come back")).base;
                let names = |procedure: &Procedure| -> Vec<String> {
                    let process = procedure.process.as_ref().expect("a process");
                    process.ids().map(|id| process.step(id).name.text.clone()).collect()
                };
                let (mut came, mut went) = (names(back), names(view));
                // Where the text jumps the import may nest instead: the alternatives then stand in another order.
                if Workflow::build(view.process.as_ref().expect("a process")).has_jumps() {
                    came.sort();
                    went.sort();
                }
                assert_eq!(came, went, "the steps of `{code}`");
                assert_eq!(follows(back), follows(view), "the paths of `{code}`");
                compared += 1;
            }
        }
        assert!(compared >= 20, "{compared}");
    }
}
