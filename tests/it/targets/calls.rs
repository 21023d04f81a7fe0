//! Interlinked procedures: a step that another procedure works is a call of its process, and a task where it cannot be one.

use super::{checked, compiled};
use procedo::targets::Compiled;

/// A procedure whose last but one step is worked by the second one; `step` and `other` stand in their places. Invented.
fn texts(step: &str, other: &str) -> String {
    format!(
        "level commune
agency pc \"Xã\" level commune {{
  role desk \"Một cửa\" receives
}}
procedure 9.1 \"Khai sinh\" {{
  level commune
  decided by pc
  fact interlinked yes/no \"Làm liên thông\"
  process {{
    step receive kind receive by pc/desk
    if interlinked {{
      step over kind transfer by pc/desk within 7 working days {{
        linked with 9.2
        {step}
      }}
    }}
    step return kind return by pc/desk
  }}
}}
procedure 9.2 \"Thường trú\" {{
  level commune
  decided by pc
  fact home one of own \"Của mình\", rented \"Thuê\"
  fact roomy yes/no found by check
  {other}
  process {{
    step check by pc/desk
    if home is rented and not roomy {{
      step visit by pc/desk
    }}
  }}
}}
"
    )
}

fn model(compiled: &Compiled, path: &str) -> String {
    let found = compiled.folder.files().find(|(name, _)| name.ends_with(path));
    String::from_utf8_lossy(found.unwrap_or_else(|| panic!("no {path}")).1).into_owned()
}

fn to(text: &str, target: &str) -> Compiled {
    compiled(&checked(&[("catalogue.yaml", "language: en\n"), ("a.proc", text)]), target, false)
}

fn lost(compiled: &Compiled) -> usize {
    compiled.losses.iter().filter(|loss| loss.gap.name == "linked").count()
}

#[test]
fn a_step_that_another_procedure_works_is_a_call_of_its_process() {
    let text = texts("if late then stop", "");
    let given = |prefix: &str| format!("<{prefix}:in source=\"home\" target=\"home\"/>");
    for (target, prefix, key) in [
        ("camunda7", "camunda", "<camunda:in businessKey=\"#{execution.processBusinessKey}\"/>"),
        ("flowable", "flowable", "flowable:inheritBusinessKey=\"true\""),
        ("activiti", "activiti", "activiti:inheritBusinessKey=\"true\""),
    ] {
        let compiled = to(&text, target);
        let xml = model(&compiled, "9.1.bpmn");
        assert!(xml.contains("<callActivity id=\"step_over\""), "{target}: {xml}");
        assert!(xml.contains("calledElement=\"procedure_9_2\""), "{target}: {xml}");
        assert!(xml.contains(key) && xml.contains(&given(prefix)), "{target}: {xml}");
        assert!(xml.contains(&format!("<{prefix}:in source=\"applicant\" target=\"applicant\"/>")), "{target}: {xml}");
        // What the called process finds out itself is not handed over; what it asks for is asked for at filing.
        assert!(!xml.contains("roomy"), "{target}: {xml}");
        assert!(xml.contains("<procedo:variable name=\"home\" type=\"string\"/>"), "{target}: {xml}");
        assert!(xml.contains("id=\"home\"") && xml.contains("id=\"rented\""), "{target}: {xml}");
        assert!(xml.contains("attachedToRef=\"step_over\""), "{target}: {xml}");
        assert!(model(&compiled, "9.2.bpmn").contains("<process id=\"procedure_9_2\""));
        assert_eq!(lost(&compiled), 0, "{target}");
    }
    let compiled = to(&text, "zeebe");
    let xml = model(&compiled, "9.1.bpmn");
    assert!(xml.contains("<zeebe:calledElement processId=\"procedure_9_2\""), "{xml}");
    assert!(xml.contains("<zeebe:input source=\"=home\" target=\"home\"/>"), "{xml}");
    assert!(!xml.contains("calledElement=") && lost(&compiled) == 0, "{xml}");
    let paths = model(&to(&text, "paths"), "9.1.paths.json");
    assert!(paths.contains("\"calls\": \"procedure_9_2\""), "{paths}");
}

#[test]
fn a_step_that_cannot_call_the_other_process_is_a_task_and_that_is_reported() {
    let own_process = "case far when home is rented {\n    process {\n      step check by pc/desk\n    }\n  }";
    let whole = texts("", "");
    let alone =
        whole.split("procedure 9.2").next().unwrap_or_default().to_owned() + "procedure 9.2 \"Thường trú\" {\n}\n";
    let circle =
        texts("", "").replace("step visit by pc/desk", "step visit by pc/desk {\n        linked with 9.1\n      }");
    let other_kind = texts("", "fact interlinked number\n").replace("not roomy", "interlinked more than 3");
    for (why, text) in [
        ("it judges itself", texts("if ineligible then refuse", "")),
        ("the other has a process of a case", texts("", own_process)),
        ("the other has no process", alone),
        ("both call one another", circle),
        ("one name is asked for with two types", other_kind),
        (
            "no step says it",
            texts("", "")
                .replace("        linked with 9.2\n", "")
                .replace("level commune\n  decided", "linked with 9.2\n  level commune\n  decided"),
        ),
    ] {
        let compiled = to(&text, "camunda7");
        let xml = model(&compiled, "9.1.bpmn");
        assert!(xml.contains("<userTask id=\"step_over\"") && !xml.contains("callActivity"), "{why}: {xml}");
        assert!(lost(&compiled) > 0, "{why}");
        assert!(!model(&to(&text, "paths"), "9.1.paths.json").contains("\"calls\""), "{why}");
    }
    // Modellers, and iGate, which works by its own list of tasks, get a task.
    for target in ["bpmn", "igate"] {
        let compiled = to(&whole, target);
        let (_, xml) = compiled
            .folder
            .files()
            .find(|(path, _)| super::ends(path, "bpmn") && path.contains("9.1"))
            .expect("a model");
        assert!(!String::from_utf8_lossy(xml).contains("callActivity"), "{target}");
    }
}

#[test]
fn every_shipped_call_leads_to_a_process_that_is_compiled_too() {
    let compiled = super::shipped_to("camunda7");
    let ids: Vec<String> = compiled
        .folder
        .files()
        .filter_map(|(_, bytes)| {
            Some(String::from_utf8_lossy(bytes).split("<process id=\"").nth(1)?.split('"').next()?.to_owned())
        })
        .collect();
    let mut calls = 0;
    for (path, bytes) in compiled.folder.files() {
        for call in String::from_utf8_lossy(bytes).split("calledElement=\"").skip(1) {
            let called = call.split('"').next().unwrap_or_default();
            assert!(ids.iter().any(|id| id == called), "{path} calls {called}");
            calls += 1;
        }
    }
    assert!(calls > 0, "no shipped procedure calls another");
}
