//! `procedo due` about steps, pauses and for programs: what an engine's bean asks while a case runs.

use crate::support::root;
use serde_json::Value;
use std::process::Command;

/// What is printed about the shipped catalogue, and the exit code.
fn due(arguments: &[&str]) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_procedo"))
        .args(["due", "1.004873", "procedures", "--lang", "en"])
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("the command starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (text, output.status.code().expect("the command ends by itself"))
}

/// The answer on which everything else rests: the line that says when it is due.
fn due_line(arguments: &[&str]) -> String {
    let (text, code) = due(arguments);
    assert_eq!(code, 0, "{text}");
    text.lines().rfind(|line| line.starts_with("  due ")).unwrap_or_else(|| panic!("{text}")).trim().to_owned()
}

const FRIDAY_BEFORE_TET: &str = "2026-02-13 15:20";

#[test]
fn a_step_is_due_counted_from_when_it_began() {
    let verify = ["--received", FRIDAY_BEFORE_TET, "--began", "2026-02-13 16:30", "--step"];
    // One working day: the first day is not counted, and Tết lies between.
    assert_eq!(due_line(&[&verify[..], &["verify"]].concat()), "due Monday 2026-02-23 17:00");
    // By its identifier in the models it is the same step.
    assert_eq!(due_line(&[&verify[..], &["step_verify"]].concat()), "due Monday 2026-02-23 17:00");
    // Four hours in that commune: half an hour is left of Friday.
    assert_eq!(due_line(&[&verify[..], &["verify", "--at", "tran-phu"]].concat()), "due Monday 2026-02-23 11:00");
    let (text, _) = due(&["--received", FRIDAY_BEFORE_TET, "--began", "2026-02-14 10:00", "--step", "sign"]);
    assert!(text.contains("step: Ký Giấy xác nhận\n"), "{text}");
    assert!(text.contains("begun Saturday 2026-02-14 10:00\n"), "{text}");
    assert!(text.contains("so it counts as begun Monday 2026-02-23 07:30\n"), "{text}");
    assert!(text.contains("due Monday 2026-02-23 11:30\n"), "{text}");
}

#[test]
fn a_pause_moves_the_due_time_by_the_working_time_in_it() {
    let monday = ["--received", "2026-03-02 09:00", "--given", "lived-elsewhere=no"];
    assert_eq!(due_line(&monday), "due Thursday 2026-03-05 17:00");
    let pause = "2026-03-03 08:00..2026-03-04 08:00";
    assert_eq!(due_line(&[&monday[..], &["--paused", pause]].concat()), "due Friday 2026-03-06 17:00");
    // A second one, an hour long, and the time ends in the next week.
    let two = ["--paused", pause, "--paused", "05/03/2026 09:00..05/03/2026 10:00"];
    assert_eq!(due_line(&[&monday[..], &two].concat()), "due Monday 2026-03-09 08:30");
    let anew = ["--complete", "2026-03-03 10:00"];
    assert_eq!(due_line(&[&monday[..], &anew].concat()), "due Friday 2026-03-06 17:00");
}

#[test]
fn what_cannot_have_happened_is_refused_with_a_way_out() {
    let refused = |arguments: &[&str], said: &str| {
        let (text, code) = due(&[&["--received", "2026-03-02 09:00"], arguments].concat());
        assert!(code == 2 && text.contains(said), "{arguments:?}: {text}");
    };
    refused(&["--paused", "2026-03-03 08:00"], "lacks `..` between its beginning and its end");
    refused(&["--paused", "2026-03-03 08:00.."], "is not a date");
    refused(&["--paused", "2026-03-04 08:00..2026-03-03 08:00"], "ends before it begins");
    refused(&["--paused", "2026-03-01 08:00..2026-03-03 08:00"], "begins before the dossier arrived");
    refused(&["--complete", "2026-03-01 08:00"], "`--complete` 2026-03-01 08:00 lies before the dossier arrived");
    refused(&["--step", "verify", "--began", "2026-03-01 08:00"], "lies before the dossier arrived");
    refused(&["--began", "2026-03-03 08:00"], "no step is named");
    refused(&["--step", "verfy"], "did you mean `verify`?");
    refused(&["--step", "verify", "--slip", "slip.md"], "--slip");
}

#[test]
fn programs_get_the_due_times_that_people_get() {
    let asked = ["--received", FRIDAY_BEFORE_TET, "--began", "2026-02-23 08:00", "--format", "json"];
    let (text, code) = due(&asked);
    assert_eq!(code, 0, "{text}");
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(answer["received"], "2026-02-13T15:20");
    let outcomes = answer["dossier"]["outcomes"].as_array().expect("outcomes");
    let dates: Vec<_> = outcomes.iter().map(|outcome| outcome["due"].as_str().expect("a time")).collect();
    // Whether the applicant lived elsewhere is open, so there are two.
    assert_eq!(dates, ["2026-02-25T17:00", "2026-03-02T17:00"]);
    assert_eq!(answer["dossier"]["depends_on"].as_array().map(Vec::len), Some(1));
    let steps = answer["steps"].as_array().expect("steps");
    let ids: Vec<_> = steps.iter().map(|step| step["id"].as_str().expect("an identifier")).collect();
    assert!(ids.contains(&"step_verify") && ids.contains(&"supplement_receive"), "{ids:?}");
    for step in steps {
        let id = step["id"].as_str().expect("an identifier");
        let (one, _) = due(&[&asked[..], &["--step", id]].concat());
        let one: Value = serde_json::from_str(&one).expect("JSON");
        assert_eq!(one["steps"][0], *step, "{id}");
        assert!(one.get("dossier").is_none());
    }
    let sign = steps.iter().find(|step| step["id"] == "step_sign").expect("the step");
    assert_eq!(sign["outcomes"][0]["due"], "2026-02-23T13:30");
}
