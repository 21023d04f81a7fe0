//! `procedo import` as it is typed: what it refuses, and that nothing half is ever left behind.

use crate::support::root;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("import-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn run(arguments: &[&str], folder: &Path) -> (Output, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_procedo"));
    let output = command.args(arguments).current_dir(folder).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    (output, out, err)
}

fn record() -> String {
    root().join("tests/fixtures/import/portal").display().to_string()
}

#[test]
fn an_import_is_a_whole_catalogue_that_can_be_checked() {
    let folder = place("whole");
    let (output, out, err) =
        run(&["import", "portal", &record(), "--out", "new", "--jobs", "1", "--lang", "en"], &folder);
    assert!(output.status.success(), "{err}");
    assert!(out.contains("1  procedures") && out.contains("procedo check new"), "{out}");
    assert!(err.is_empty(), "no bar is drawn where nobody looks: {err}");
    let left: Vec<_> = fs::read_dir(&folder).expect("the folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["new"], "nothing is left beside the catalogue");
    let (checked, out, _) = run(&["check", "new", "--format", "plain", "--as-of", "2026-11-21", "--tally"], &folder);
    assert_ne!(checked.status.code(), Some(2), "{out}");
    assert!(out.contains("procedure/incomplete"), "{out}");
    let (formatted, ..) = run(&["fmt", "new", "--check"], &folder);
    assert!(formatted.status.success(), "formatting an import changes nothing");
}

#[test]
fn a_folder_with_something_in_it_is_not_overwritten() {
    let folder = place("full");
    fs::create_dir(folder.join("full")).expect("a folder can be made");
    fs::write(folder.join("full/letter.txt"), "mine").expect("a file can be written");
    let import = |more: &[&str]| {
        let record = record();
        let mut arguments = vec!["import", "portal", record.as_str(), "--out", "full"];
        arguments.extend(more);
        run(&arguments, &folder)
    };
    let (output, _, err) = import(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("`full` is not empty"), "{err}");
    let (output, _, err) = import(&["--replace"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("is no catalogue"), "{err}");
    assert_eq!(fs::read_to_string(folder.join("full/letter.txt")).expect("still there"), "mine");
    fs::rename(folder.join("full/letter.txt"), folder.join("full/catalogue.yaml")).expect("a file can be moved");
    assert!(import(&["--replace"]).0.status.success());
    assert!(folder.join("full/registry/law.proc").is_file());
}

#[test]
fn unknown_formats_and_empty_sources_say_the_way_out() {
    let folder = place("errors");
    let (output, _, err) = run(&["import", "portl", ".", "--out", "x"], &folder);
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("did you mean `portal`?"), "{err}");
    let (output, _, err) = run(&["import", "portal", ".", "--out", "x"], &folder);
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("`portal` reads files that end in `.txt`"), "{err}");
    let (output, _, err) = run(&["import", "portal", "nowhere", "--out", "x"], &folder);
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("`nowhere`"), "{err}");
    assert!(!folder.join("x").exists());
}

#[test]
fn an_import_that_is_killed_leaves_a_whole_catalogue_or_none() {
    let folder = place("killed");
    let records = folder.join("records");
    fs::create_dir(&records).expect("a folder can be made");
    let text = fs::read_to_string(Path::new(&record()).join("9.000101.txt")).expect("the fixture is there");
    for number in 0..120 {
        let code = format!("9.{:06}", 200_000 + number);
        fs::write(records.join(format!("{code}.txt")), text.replace("9.000101", &code)).expect("a file can be written");
    }
    let complete = |out: &Path| out.join("catalogue.yaml").is_file() && out.join("import-report.json").is_file();
    let count = |out: &Path| crate::support::files_below(out).len();
    for wait in [0, 5, 20, 60, 150, 400] {
        let name = format!("after-{wait}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_procedo"));
        command.args(["import", "portal", "records", "--out", &name]).current_dir(&folder);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let mut running = command.spawn().expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        running.kill().expect("the program can be killed");
        running.wait().expect("the program ends");
        let out = folder.join(&name);
        assert!(!out.exists() || complete(&out) && count(&out) > 120, "half a catalogue after {wait} ms");
        // What was left behind does not stand in the way.
        let (output, _, err) = run(&["import", "portal", "records", "--out", &name, "--replace"], &folder);
        assert!(output.status.success() && complete(&out) && count(&out) > 120, "{err}");
    }
}
