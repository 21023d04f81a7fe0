//! The command itself: what it prints, where, and with which exit code.

use insta::assert_snapshot;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own for one test, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("procedo-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }

    /// A catalogue that `procedo new` made.
    fn started() -> Self {
        let folder = Self::new();
        folder.run(&["new", "c"]);
        folder
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).expect("the file is there")
    }

    /// Exit code, standard output and standard error in one text, with the empty ones left out.
    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_procedo"))
            .args(arguments)
            .current_dir(&self.0)
            .env_remove("NO_COLOR")
            .output()
            .expect("the command starts");
        let mut text = format!("exit {}\n", output.status.code().expect("the command ends by itself"));
        let streams = [("", &output.stdout), ("stderr: ", &output.stderr)];
        for (name, stream) in streams {
            let stream = std::str::from_utf8(stream).expect("the output is UTF-8");
            text += &stream.lines().map(|line| format!("{name}{line}\n")).collect::<String>();
        }
        text
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Only the findings of a `check --format plain`: the heading lines, and the exit code.
fn headings(output: &str) -> String {
    let wanted = |line: &&str| {
        ["exit", "Error", "Warning", "Note", "Lỗi", "Cảnh báo", "stderr"].iter().any(|word| line.starts_with(word))
    };
    output.lines().filter(wanted).map(|line| format!("{line}\n")).collect()
}

const DAY: [&str; 2] = ["--as-of", "2026-11-21"];

#[test]
fn a_new_catalogue_has_no_findings_and_its_example_passes() {
    for language in ["en", "vi"] {
        let folder = Folder::new();
        assert!(folder.run(&["new", "c", "--lang", language]).starts_with("exit 0\n"));
        let clean = folder.run(&["check", "c", DAY[0], DAY[1], "--lang", "en", "--fail-on", "note"]);
        assert_eq!(clean, "exit 0\nnothing found in 5 files; as of 2026-11-21\n");
        assert!(folder.run(&["test", "c", "--lang", "en"]).ends_with("1 passed, 0 failed\n"));
        assert!(folder.run(&["fmt", "c", "--check"]).starts_with("exit 0\n"), "the template is not formatted");
    }
    let folder = Folder::started();
    assert_snapshot!(folder.run(&["new", "c"]), @"");
}

#[test]
fn what_is_not_a_catalogue_is_exit_code_2_with_what_to_type() {
    let folder = Folder::new();
    assert_snapshot!(folder.run(&["check", "nowhere"]), @"");
    assert_snapshot!(folder.run(&["check"]), @"");
    folder.run(&["new", "c"]);
    assert_snapshot!(folder.run(&["check"]), @"");
    folder.write("c/notes.txt", "x");
    assert_snapshot!(folder.run(&["check", "c/notes.txt"]), @"");
}

#[test]
fn options_that_do_not_exist_are_exit_code_2() {
    let folder = Folder::started();
    assert!(folder.run(&["check", "--as-of", "2025-02-30"]).starts_with("exit 2\n"));
    assert_snapshot!(folder.run(&["check", "c", "--select", "time/overun"]), @"");
    assert_snapshot!(folder.run(&["check", "c", "--at", "tran-fu"]), @"");
    assert_snapshot!(folder.run(&["graph", "A-01", "c"]), @"");
    assert_snapshot!(folder.run(&["compile", "c", "--target", "bpnm", "--out", "o"]), @"");
    assert_snapshot!(folder.run(&["explain", "time/overruns"]), @"");
}

#[test]
fn one_bad_file_never_hides_the_findings_of_the_others() {
    let folder = Folder::started();
    folder
        .write("c/binary.proc", [0x7F, 0x45, 0, 1])
        .write("c/latin.proc", b"level c\xF4mmune\n")
        .write("c/wide.proc", [0xFF, 0xFE, b'l', 0])
        .write("c/deep.proc", "{".repeat(10_000))
        .write("c/date.proc", "level x until 2025-02-30\n")
        .write("c/large.proc", vec![b' '; 17 << 20])
        .write("c/places.csv", "name,title,agency\ntran-phu,A,commune-pc\nb,B,commune-pc,more\n")
        .write("c/catalogue.yaml", "langauge: en\ncalendar: none.yaml\ntables: {places: places.csv}\n")
        .write("c/typo.proc", "agency town level comune\n");
    let output = folder.run(&["check", "c", "--format", "plain", "--lang", "en", DAY[0], DAY[1]]);
    assert_snapshot!(headings(&output), @"");
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_finding_in_its_place() {
    use std::os::unix::fs::symlink;
    let folder = Folder::started();
    symlink("nowhere", folder.0.join("c/lost.proc")).expect("a link can be made");
    fs::create_dir(folder.0.join("c/folder.proc")).expect("a folder can be made");
    let output = folder.run(&["check", "c", "--format", "plain", "--lang", "en", DAY[0], DAY[1]]);
    assert_snapshot!(headings(&output), @"");
}

#[test]
fn a_yaml_bomb_is_a_finding_and_the_rest_is_checked() {
    let folder = Folder::started();
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x]\n");
    for (name, previous) in ('b'..='k').zip('a'..) {
        bomb += &format!("{name}: &{name} [*{previous}, *{previous}, *{previous}, *{previous}, *{previous}]\n");
    }
    folder.write("c/catalogue.yaml", bomb).write("c/typo.proc", "agency town level comune\n");
    let output = headings(&folder.run(&["check", "c", "--format", "plain", "--lang", "en", DAY[0], DAY[1]]));
    assert!(output.contains("config/invalid") && output.contains("c/typo.proc, line 1, column 19"), "{output}");
}

#[test]
fn the_exit_code_follows_the_threshold() {
    let folder = Folder::started();
    folder.write("c/catalogue.yaml", "langauge: en\n");
    let code = |level: &str| folder.run(&["check", "c", "--fail-on", level])[..6].to_owned();
    assert_eq!(["error", "warning", "note", "never"].map(code), ["exit 0", "exit 1", "exit 1", "exit 0"]);
    folder.write("c/catalogue.yaml", "langauge: en\nlevels: {config: error}\n");
    assert_eq!(code("error"), "exit 1");
    folder.write("c/catalogue.yaml", "langauge: en\nlevels: {config/unknown-key: off}\n");
    assert_eq!(code("note"), "exit 0");
}

#[test]
fn findings_can_be_selected_and_ignored() {
    let folder = Folder::started();
    folder.write("c/catalogue.yaml", "langauge: en\nas-of: 2025-02-30\n");
    let line = |arguments: &[&str]| {
        let all = [&["check", "c", "--format", "plain", "--lang", "en"], arguments].concat();
        headings(&folder.run(&all))
    };
    assert_snapshot!(line(&["--select", "config/unknown-key"]), @"");
    assert_snapshot!(line(&["--ignore", "config"]), @"");
}

#[test]
fn only_the_findings_of_the_named_files_are_shown() {
    let folder = Folder::started();
    folder.write("c/a/typo.proc", "agency town level comune\n").write("c/b/typo.proc", "agency city level comune\n");
    let output = folder.run(&["check", "c/a", "--format", "plain", "--lang", "en", DAY[0], DAY[1]]);
    assert_snapshot!(headings(&output), @"");
    assert!(output.contains("in 1 file;"), "{output}");
}

#[test]
fn findings_come_in_json() {
    let folder = Folder::started();
    folder.write("c/typo.proc", "agency town level comune\n");
    let output = folder.run(&["check", "c", "--format", "json", DAY[0], DAY[1]]);
    let json = output.strip_prefix("exit 1\n").expect("findings");
    let document: serde_json::Value = serde_json::from_str(json).expect("nothing but JSON on standard output");
    assert_eq!(document["as_of"], "2026-11-21");
    assert_eq!(document["findings"][0]["file"], "c/typo.proc");
    assert_eq!(document["findings"][0]["range"]["start"], serde_json::json!({"line": 1, "column": 19}));
    let schema = serde_json::from_str(&fs::read_to_string("docs/findings.schema.json").expect("published"))
        .expect("a schema is JSON");
    assert!(jsonschema::validator_for(&schema).expect("a schema").is_valid(&document));
}

#[test]
fn the_output_is_coloured_only_when_asked_for() {
    let folder = Folder::started();
    folder.write("c/typo.proc", "agency town level comune\n");
    assert!(!folder.run(&["check", "c"]).contains('\u{1b}'));
    assert!(folder.run(&["check", "c", "--color", "always"]).contains('\u{1b}'));
}

#[test]
fn files_are_formatted_in_place_or_only_compared() {
    let folder = Folder::started();
    folder.write("c/loose.proc", "level   x\nlevel y    under x // kept\n");
    assert_snapshot!(folder.run(&["fmt", "c", "--check"]), @"");
    assert_snapshot!(folder.run(&["fmt", "c/loose.proc", "--diff"]), @"");
    assert!(folder.read("c/loose.proc").starts_with("level   x"));
    assert_snapshot!(folder.run(&["fmt", "c"]), @"");
    assert!(folder.run(&["fmt", "c", "--check"]).starts_with("exit 0"));
    folder.run(&["fmt", "c/loose.proc", "--lang", "vi"]);
    assert_snapshot!(folder.read("c/loose.proc"), @"");
}

#[test]
fn a_file_that_cannot_be_formatted_is_left_as_it_is() {
    let folder = Folder::new();
    folder.write("broken.proc", "level x {\n").write("binary.proc", [0, 1, 2]);
    assert_snapshot!(folder.run(&["fmt", "."]), @"");
}

#[test]
fn a_due_time_is_derived_line_by_line() {
    let folder = Folder::started();
    let due = ["due", "A-001", "c", "--received"];
    assert_snapshot!(folder.run(&[&due[..], &["2026-06-05 15:20"]].concat()), @"");
    assert_snapshot!(folder.run(&[&due[..], &["05/06/2026 17:01", "--lang", "vi"]].concat()), @"");
    assert!(folder.run(&[&due[..], &["2026-06-05"]].concat()).starts_with("exit 2\n"));
    assert_snapshot!(folder.run(&[&due[..], &["2010-06-05 08:00"]].concat()), @"");
}

/// The shipped catalogue, from the root of the repository.
fn shipped(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_procedo"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .expect("the command starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    format!("exit {}\n{text}", output.status.code().expect("the command ends by itself"))
}

#[test]
fn an_open_fact_gives_both_dates() {
    let due = ["due", "1.004873", "procedures", "--at", "tran-phu", "--received", "2026-02-13 15:20", "--lang", "en"];
    assert_snapshot!(shipped(&due), @"");
    let known = [&due[..], &["--given", "lived-elsewhere=yes"]].concat();
    assert_snapshot!(shipped(&known), @"");
    let misspelt = [&due[..], &["--given", "lived-elsewere=yes"]].concat();
    assert_snapshot!(shipped(&misspelt), @"");
}

#[test]
fn every_example_of_the_shipped_catalogue_passes() {
    let output = shipped(&["test", "procedures", "--lang", "en"]);
    assert!(output.starts_with("exit 0\n") && output.contains(" passed, 0 failed"), "{output}");
}

#[test]
fn a_failed_example_is_found_at_its_expectation() {
    let folder = Folder::started();
    let changed = folder.read("c/first.proc").replace("expect due 2026-06-08", "expect due 2026-06-09");
    let changed = changed.replace("receive, draft, sign, return", "receive, sign, draft, return");
    let changed = changed.replace("documents application, id-card", "documents application, extract");
    folder.write("c/first.proc", changed.replace("fee 8.000", "fee 9.000"));
    assert_snapshot!(folder.run(&["test", "c"]), @"");
}

#[test]
fn a_build_says_what_it_did_and_takes_back_what_is_gone() {
    let folder = Folder::started();
    assert_snapshot!(folder.run(&["build", "c", DAY[0], DAY[1]]), @"");
    assert!(
        folder.read("build/bpmn/A-001.bpmn").contains("<bpmn:process")
            || folder.read("build/bpmn/A-001.bpmn").contains("process")
    );
    let first = folder.read("build/procedo-build.json");
    folder.run(&["build", "c", DAY[0], DAY[1]]);
    assert_eq!(folder.read("build/procedo-build.json"), first, "a build of the same sources is the same");
    let renamed = folder.read("c/first.proc").replace("A-001", "A-002");
    folder.write("c/first.proc", renamed);
    folder.run(&["build", "c", DAY[0], DAY[1]]);
    assert!(!folder.0.join("build/bpmn/A-001.bpmn").exists() && folder.0.join("build/bpmn/A-002.bpmn").exists());
}

#[test]
fn a_procedure_with_errors_is_not_compiled() {
    let folder = Folder::started();
    let broken = folder.read("c/first.proc").replace("commune-pc/officer", "commune-pc/oficer");
    folder.write("c/first.proc", broken);
    assert_snapshot!(folder.run(&["compile", "c", "--target", "bpmn", "--out", "o"]), @"");
}

#[test]
fn a_process_is_drawn_as_an_outline_and_for_tools() {
    let folder = Folder::started();
    assert_snapshot!(folder.run(&["graph", "A-001", "c"]), @"");
    assert!(folder.run(&["graph", "A-001", "c", "--format", "dot"]).starts_with("exit 0\ndigraph"));
    assert!(folder.run(&["graph", "A-001", "c", "--format", "mermaid"]).contains("flowchart"));
}

#[test]
fn a_page_is_explained_in_either_language() {
    let folder = Folder::new();
    assert_snapshot!(folder.run(&["explain", "config/unmatched-level"]), @"");
    assert_snapshot!(folder.run(&["explain", "time/overrun", "--lang", "vi"]), @"");
    let all = folder.run(&["explain", "--all"]);
    for code in procedo::explain::codes() {
        assert!(all.contains(&format!("# {}\n", code.id)), "{} is not in the reference", code.id);
    }
    assert!(all.contains("| procedure | thủ tục |"), "the keywords are not in the reference");
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_early_is_no_failure() {
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_procedo"))
        .args(["explain", "--all"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(0), true));
}
