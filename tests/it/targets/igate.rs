//! iGate: exactly the known keys, and times, groups and rights that are the model's, place by place.

use super::{checked, compiled};
use crate::support::shipped;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The keys of `--properties`, of a process definition and of a task, as public client programs read and write them.
const DEFINITION: &str = "id code name processingTime processingTimeUnit definedTask activiti applicantEForm eForm timesheet \
    appliedAgency reportTemplate startDate endDate dynamicVariable firstTask";
const TASK: &str = "name remind processingTime processingTimeUnit position assignee isFirst isLast description \
    totalDayProcessAgency dayProcessAgencyUnit processBranch candidateGroup variable dynamicVariable activiti processDefinition";
const VARIABLE: &str = "canPaused canPrintDossiersCostReport canUploadResult canIncreaseDue canUseDigitalSign \
    canUseDigitalSignSmartCA canUseDigitalSignVGCA canUseDigitalSignVNPTCA canUseDigitalSignNEAC canUpdateDossierComp \
    canUpdateApplicant canCancelDosssier canChoiceNextStep canUpdateDosssierDetail canResendDossierToPriviousStep \
    canDeleteDossier canPrintReceiptTicket canEvictDossier canConfirmDossierPaper canSendDocument canConnectedIOffice \
    canConnectedIOfficeV4 canConnectedQLVB mustRatingOfficials mustPublishInvoice mustChooseAssignee \
    mustSendSMSToApplicant mustAttachResultsFile mustConfirm mustSignTypeOrg mustConstraintDigitalSignatureFileResults \
    requireSaveIstorage officerSMSTemplate officerEmailTemplate officerZaloTemplate citizenSMSTemplate \
    citizenEmailTemplate citizenZaloTemplate form deadlineForAdditionalRequests printReceiptPaper sampleReceiptPaper \
    attachResultFileToEmail dossierReselectAgencyProcessing";
const GROUP: &str = "id code name tag parent ancestors";

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn words(list: &'static str) -> BTreeSet<&'static str> {
    list.split_whitespace().collect()
}

/// Every JSON file by its path.
fn documents(compiled: &procedo::targets::Compiled) -> BTreeMap<String, Value> {
    let json = compiled.folder.files().filter(|(path, _)| super::ends(path, "json"));
    json.map(|(path, bytes)| (path.to_owned(), serde_json::from_slice(bytes).expect("JSON"))).collect()
}

#[test]
fn the_keys_are_exactly_the_known_ones_and_every_task_is_in_the_model() {
    let compiled = compiled(shipped(), "igate", true);
    let documents = documents(&compiled);
    let models: BTreeMap<_, _> = compiled.folder.files().filter(|(path, _)| super::ends(path, "bpmn")).collect();
    assert_eq!(documents.len(), 2 * models.len());
    for (path, document) in &documents {
        let folder = path.rsplit_once('/').expect("in a folder").0;
        let model = String::from_utf8_lossy(models[format!("{folder}/model.bpmn").as_str()]);
        if path.ends_with("process-definition.json") {
            assert_eq!(keys(document), words(DEFINITION), "{path}");
            let defined = document["definedTask"].as_array().expect("a list");
            for task in &defined[1..] {
                assert!(model.contains(&format!("<userTask id={}", task["id"])), "{path}: {task}");
            }
            assert_eq!(document["appliedAgency"].as_array().map(Vec::len), Some(1), "{path}");
        } else {
            for (id, task) in document.as_object().expect("an object") {
                assert!(model.contains(&format!("<userTask id=\"{id}\"")), "{path}: {id}");
                assert_eq!(keys(task), words(TASK), "{path}");
                assert_eq!(keys(&task["variable"]), words(VARIABLE), "{path}");
                for group in task["candidateGroup"].as_array().expect("a list") {
                    assert_eq!(keys(group), words(GROUP), "{path}");
                }
            }
        }
    }
}

#[test]
fn times_and_groups_are_those_of_the_place() {
    let compiled = compiled(shipped(), "igate", true);
    let documents = documents(&compiled);
    let task = |place: &str, step: &str| {
        documents[&format!("igate/{place}/1.004873/process-definition-task.json")][step].clone()
    };
    // `adapt 1.004873 at tran-phu`: two working days in all, two hours to sign.
    let sign = task("tran-phu", "step_sign");
    assert_eq!((&sign["processingTime"], &sign["processingTimeUnit"]), (&Value::from(2), &Value::from("h")));
    assert_eq!(task("bac-son", "step_sign")["processingTime"], 4);
    assert_eq!(sign["candidateGroup"][0]["id"], "tran-phu/chủ-tịch");
    assert_eq!(sign["candidateGroup"][0]["parent"]["id"], "tran-phu");
    let whole = &documents["igate/tran-phu/1.004873/process-definition.json"];
    assert_eq!((&whole["processingTime"], &whole["processingTimeUnit"]), (&Value::from(2), &Value::from("d")));
    assert_eq!(whole["appliedAgency"][0]["parent"], "binh-an");
    assert_eq!(documents["igate/bac-son/1.004873/process-definition.json"]["processingTime"], 3);
}

#[test]
fn who_has_no_certificate_may_not_sign_and_it_is_reported() {
    let text = r#"
level commune
agency pc "UBND xã" level commune {
  role desk "Một cửa" receives
  role chair "Chủ tịch" signs
}
procedure 9.1 "A" {
  level commune
  decided by pc/chair
  process {
    step receive kind receive by pc/desk within 2 hours
    step sign kind decide by pc/chair within 1 working day { signature digital }
    step stamp kind sign by pc/chair within 1 hour { signature wet }
    step return kind return by pc/desk within 1 hour
  }
}
"#;
    let rows = "place,role,accounts,certificates,equipment\na,pc/desk,1,0,\na,pc/chair,1,1,\nb,pc/desk,1,0,\nb,pc/chair,1,0,\n";
    let checked = checked(&[
        ("catalogue.yaml", "language: en\ntables:\n  places: places.csv\n  staff: staff.csv\n"),
        ("places.csv", "name,title,agency,within\na,A,pc,\nb,B,pc,\nc,C,pc,\n"),
        ("staff.csv", rows),
        ("a.proc", text),
    ]);
    let compiled = compiled(&checked, "igate", true);
    let documents = documents(&compiled);
    let may = |place: &str, step: &str| {
        let path = format!("igate/{place}/9.1/process-definition-task.json");
        documents[&path][step]["variable"]["canUseDigitalSign"].as_bool().expect("a flag")
    };
    let all: Vec<_> = ["a", "b", "c"].map(|place| (may(place, "step_sign"), may(place, "step_stamp"))).into();
    assert_eq!(all, [(true, false), (false, false), (false, false)]);
    let lost = |gap: &str| -> Vec<_> {
        let of = compiled.losses.iter().filter(|loss| loss.gap.name == gap);
        of.map(|loss| (loss.place.as_deref().unwrap_or_default(), loss.about.as_deref().unwrap_or_default())).collect()
    };
    // Nothing is known of who works at `c`.
    assert_eq!(lost("certificate"), [("b", "b: sign"), ("c", "c: sign")]);
    let accounts = lost("account");
    assert!(accounts.iter().all(|(place, _)| *place == "c") && accounts.len() == 4, "{accounts:?}");
}
