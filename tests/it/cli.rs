//! The command itself: what it prints, where, and with which exit code.

use insta::assert_snapshot;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own for one test, removed afterwards.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("procedo-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }

    /// A catalogue that `procedo new` made.
    pub(crate) fn started() -> Self {
        let folder = Self::new();
        folder.run(&["new", "c"]);
        folder
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
        self
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).expect("the file is there")
    }

    /// Exit code, standard output and standard error in one text, with the empty ones left out.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        self.run_with(arguments, &[])
    }

    /// As [`Folder::run`], with variables of the environment.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_procedo"))
            .args(arguments)
            .current_dir(&self.0)
            .env_remove("NO_COLOR")
            .envs(variables.iter().copied())
            .output()
            .expect("the command starts");
        let mut text = format!("exit {}\n", output.status.code().expect("the command ends by itself"));
        let streams = [("", &output.stdout), ("stderr: ", &output.stderr)];
        for (name, stream) in streams {
            let stream = std::str::from_utf8(stream).expect("the output is UTF-8");
            for line in stream.lines() {
                text += &format!("{name}{line}\n");
            }
        }
        text
    }
}

impl Folder {
    /// Runs git there; `false` where it is not installed.
    pub(crate) fn git(&self, arguments: &[&str]) -> bool {
        const WHO: [&str; 6] = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        match Command::new("git").args(WHO).args(arguments).current_dir(&self.0).output() {
            Ok(output) => {
                assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
                true
            }
            Err(_) => false,
        }
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
    output.lines().filter(wanted).flat_map(|line| [line, "\n"]).collect()
}

const DAY: [&str; 2] = ["--as-of", "2026-11-21"];

#[test]
fn a_new_catalogue_has_no_findings_and_its_example_passes() {
    for language in ["en", "vi"] {
        let folder = Folder::new();
        assert!(folder.run(&["new", "c", "--lang", language]).starts_with("exit 0\n"));
        let clean = folder.run(&["check", "c", DAY[0], DAY[1], "--lang", "en", "--fail-on", "note"]);
        assert_eq!(
            clean,
            "exit 0\nnothing found in 5 files; as of 2026-11-21; 2 questions could not be answered (--unknowns)\n"
        );
        assert!(folder.run(&["test", "c", "--lang", "en"]).ends_with("1 passed, 0 failed\n"));
        assert!(folder.run(&["fmt", "c", "--check"]).starts_with("exit 0\n"), "the template is not formatted");
    }
    let folder = Folder::started();
    assert_snapshot!(folder.run(&["new", "c"]), @r#"
    exit 2
    stderr: error: `c` is not empty
    stderr:   name a new folder
    stderr: lỗi: `c` không trống
    stderr:   ghi tên một thư mục mới
    "#);
}

#[test]
fn what_is_not_a_catalogue_is_exit_code_2_with_what_to_type() {
    let folder = Folder::new();
    assert_snapshot!(folder.run(&["check", "nowhere"]), @r#"
    exit 2
    stderr: error: there is no file or folder `nowhere`
    stderr:   name a catalogue's folder or a file in it: `procedo check procedures`
    stderr: lỗi: không có tệp hay thư mục `nowhere`
    stderr:   ghi thư mục của danh mục hoặc một tệp trong đó: `procedo check procedures`
    "#);
    assert_snapshot!(folder.run(&["check"]), @r#"
    exit 2
    stderr: error: `.` is not in a catalogue: neither it nor a folder above it has a `catalogue.yaml`
    stderr:   start one with `procedo new my-catalogue`
    stderr: lỗi: `.` không thuộc danh mục nào: thư mục này và các thư mục cấp trên không có `catalogue.yaml`
    stderr:   tạo danh mục mới bằng `procedo new danh-muc`
    "#);
    folder.run(&["new", "c"]);
    assert_snapshot!(folder.run(&["check"]), @r#"
    exit 2
    stderr: error: `.` is not in a catalogue: neither it nor a folder above it has a `catalogue.yaml`
    stderr:   there is one in `c`: name that folder
    stderr: lỗi: `.` không thuộc danh mục nào: thư mục này và các thư mục cấp trên không có `catalogue.yaml`
    stderr:   có một danh mục ở `c`: hãy ghi thư mục đó
    "#);
    folder.write("c/notes.txt", "x");
    assert_snapshot!(folder.run(&["check", "c/notes.txt"]), @r#"
    exit 2
    stderr: error: there is no source file in `c/notes.txt`
    stderr:   source files end in `.proc`
    stderr: lỗi: không có tệp nguồn trong `c/notes.txt`
    stderr:   tệp nguồn có đuôi `.proc`
    "#);
}

#[test]
fn options_that_do_not_exist_are_exit_code_2() {
    let folder = Folder::started();
    assert!(folder.run(&["check", "--as-of", "2025-02-30"]).starts_with("exit 2\n"));
    assert_snapshot!(folder.run(&["check", "c", "--select", "time/overun"]), @r#"
    exit 2
    stderr: error: there is no code or theme `time/overun`
    stderr:   did you mean `time/overrun`?
    stderr: lỗi: không có mã hay nhóm quy tắc `time/overun`
    stderr:   có phải là `time/overrun` không?
    "#);
    assert_snapshot!(folder.run(&["check", "c", "--at", "tran-fu"]), @r#"
    exit 2
    stderr: error: there is no place `tran-fu`
    stderr:   did you mean `tran-phu`?
    stderr: lỗi: không có nơi `tran-fu`
    stderr:   có phải là `tran-phu` không?
    "#);
    assert_snapshot!(folder.run(&["graph", "A-01", "c"]), @r#"
    exit 2
    stderr: error: there is no procedure `A-01`
    stderr:   did you mean `A-001`?
    stderr: lỗi: không có thủ tục `A-01`
    stderr:   có phải là `A-001` không?
    "#);
    assert_snapshot!(folder.run(&["compile", "c", "--target", "bpnm", "--out", "o"]), @r#"
    exit 2
    stderr: error: there is no target `bpnm`
    stderr:   did you mean `bpmn`?
    stderr: lỗi: không có hệ thống đích `bpnm`
    stderr:   có phải là `bpmn` không?
    "#);
    assert_snapshot!(folder.run(&["explain", "time/overruns"]), @r#"
    exit 2
    stderr: error: there is no code or theme `time/overruns`
    stderr:   did you mean `time/overrun`?
    stderr: lỗi: không có mã hay nhóm quy tắc `time/overruns`
    stderr:   có phải là `time/overrun` không?
    "#);
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
    let output = headings(&folder.run(&["check", "c", "--format", "plain", "--lang", "en", DAY[0], DAY[1]]));
    assert!(output.contains("c/deep.proc"), "{output}");
    let others: String = output.lines().filter(|line| !line.contains("c/deep.proc")).flat_map(|l| [l, "\n"]).collect();
    assert_snapshot!(others, @r#"
    exit 2
    Error read/not-text, file c/binary.proc, line 1, column 1.
    Warning config/unknown-key, file c/catalogue.yaml, line 1, column 1.
    Error read/unreadable, file c/catalogue.yaml, line 2, column 11.
    Error syntax/no-such-day, file c/date.proc, line 1, column 15.
    Error read/too-large, file c/large.proc, line 1, column 1.
    Error read/not-text, file c/latin.proc, line 1, column 1.
    Error config/table-row, file c/places.csv, line 3, column 16.
    Error names/unresolved, file c/typo.proc, line 1, column 19.
    Error read/not-text, file c/wide.proc, line 1, column 1.
    "#);
}

#[test]
fn a_file_of_which_nothing_is_read_is_spoken_of_in_the_language_of_the_catalogue() {
    let folder = Folder::started();
    folder.write("c/binary.proc", [0x7F, 0x45, 0, 1]);
    folder.write("c/catalogue.yaml", "language: vi\n");
    let output = folder.run(&["check", "c/binary.proc", "--format", "plain", DAY[0], DAY[1]]);
    assert!(output.contains("Lỗi read/not-text, tệp c/binary.proc, dòng 1, cột 1."), "{output}");
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_finding_in_its_place() {
    use std::os::unix::fs::symlink;
    let folder = Folder::started();
    symlink("nowhere", folder.0.join("c/lost.proc")).expect("a link can be made");
    fs::create_dir(folder.0.join("c/folder.proc")).expect("a folder can be made");
    let output = folder.run(&["check", "c", "--format", "plain", "--lang", "en", DAY[0], DAY[1]]);
    assert_snapshot!(headings(&output), @r#"
    exit 2
    Error read/unreadable, file c/lost.proc, line 1, column 1.
    "#);
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
    let tables = "calendar: calendar.yaml\ntables: {places: places.csv}\n";
    let settings = |more: &str| format!("langauge: en\n{tables}{more}");
    folder.write("c/catalogue.yaml", settings(""));
    let code = |level: &str| folder.run(&["check", "c", "--fail-on", level])[..6].to_owned();
    assert_eq!(["error", "warning", "note", "never"].map(code), ["exit 0", "exit 1", "exit 1", "exit 0"]);
    folder.write("c/catalogue.yaml", settings("levels: {config: error}\n"));
    assert_eq!(code("error"), "exit 1");
    folder.write("c/catalogue.yaml", settings("levels: {config/unknown-key: off}\n"));
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
    assert_snapshot!(line(&["--select", "config/unknown-key"]), @r#"
    exit 0
    Warning config/unknown-key, file c/catalogue.yaml, line 1, column 1.
    "#);
    assert_snapshot!(line(&["--ignore", "config"]), @r#"
    exit 1
    Error names/unresolved, file c/first.proc, line 47, column 10.
    "#);
}

#[test]
fn only_the_findings_of_the_named_files_are_shown() {
    let folder = Folder::started();
    folder.write("c/a/typo.proc", "agency town level comune\n").write("c/b/typo.proc", "agency city level comune\n");
    let output = folder.run(&["check", "c/a", "--format", "plain", "--lang", "en", DAY[0], DAY[1]]);
    assert_snapshot!(headings(&output), @r#"
    exit 1
    Error names/unresolved, file c/a/typo.proc, line 1, column 19.
    "#);
    assert!(output.contains("in 1 file;"), "{output}");
}

#[test]
fn from_a_folder_inside_the_whole_catalogue_is_checked() {
    let folder = Folder::started();
    folder.write("c/a/typo.proc", "agency town level comune\n").write("c/empty/notes.txt", "");
    let inside = Folder(folder.0.join("c/empty"));
    let output = inside.run(&["check", "--format", "plain", "--lang", "en", DAY[0], DAY[1]]);
    assert_snapshot!(headings(&output), @r#"
    exit 1
    Error names/unresolved, file ../a/typo.proc, line 1, column 19.
    "#);
    assert!(output.contains("in 6 files;"), "{output}");
    assert!(inside.run(&["check", "."]).starts_with("exit 2\n"), "a folder without sources was named");
    let both = folder.run(&["check", "c", "c/first.proc", "--format", "plain", "--lang", "en"]);
    assert!(both.contains("c/a/typo.proc"), "{both}");
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
fn a_catalogue_can_be_checked_as_one_place_works_it() {
    let folder = Folder::started();
    let adapted = folder.read("c/first.proc") + "\nadapt A-001 at tran-phu {\n  deadline 4 hours\n}\n";
    folder.write("c/first.proc", adapted).write("c/places.csv", "name,agency\ntran-phu,commune-pc\nb,commune-pc\n");
    let check = |place: &str| {
        let select = ["--select", "time/overrun", "--format", "plain", "--lang", "en", DAY[0], DAY[1]];
        headings(&folder.run(&[&["check", "c", "--at", place], &select[..]].concat()))
    };
    assert_snapshot!(check("tran-phu"), @r#"
    exit 1
    Error time/overrun, file c/first.proc, line 55, column 12.
    "#);
    assert_eq!(check("b"), "exit 0\n");
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
    assert_snapshot!(folder.run(&["fmt", "c", "--check"]), @r#"
    exit 1
    c/loose.proc
    stderr: 1 of 3 files would change / 1 trên 3 tệp cần sửa
    "#);
    assert_snapshot!(folder.run(&["fmt", "c/loose.proc", "--diff"]), @r#"
    exit 0
    --- c/loose.proc
    +++ c/loose.proc
    @@ -1,2 +1,2 @@
    -level   x
    -level y    under x // kept
    +level x
    +level y under x // kept
    stderr: 1 of 1 files would change / 1 trên 1 tệp cần sửa
    "#);
    assert!(folder.read("c/loose.proc").starts_with("level   x"));
    assert_snapshot!(folder.run(&["fmt", "c"]), @r#"
    exit 0
    stderr: 1 of 3 files changed / đã sửa 1 trên 3 tệp
    "#);
    assert!(folder.run(&["fmt", "c", "--check"]).starts_with("exit 0"));
    folder.run(&["fmt", "c/loose.proc", "--lang", "vi"]);
    assert_snapshot!(folder.read("c/loose.proc"), @r#"
    cấp x
    cấp y thuộc x // kept
    "#);
}

#[test]
fn a_file_that_cannot_be_formatted_is_left_as_it_is() {
    let folder = Folder::new();
    folder.write("broken.proc", "level x {\n").write("binary.proc", [0, 1, 2]);
    assert_snapshot!(folder.run(&["fmt", "."]), @r#"
    exit 0
    stderr: binary.proc: this file is not text / tệp này không phải là văn bản
    stderr: broken.proc: not formatted: a brace is missing, too many or out of place
    stderr: 0 of 2 files changed / đã sửa 0 trên 2 tệp
    stderr: left as they are: 2 / giữ nguyên 2 tệp
    "#);
}

#[test]
fn a_due_time_is_derived_line_by_line() {
    let folder = Folder::started();
    let due = ["due", "A-001", "c", "--received"];
    assert_snapshot!(folder.run(&[&due[..], &["2026-06-05 15:20"]].concat()), @r#"
    exit 0
    A-001 Issue an extract from the civil status register
    by the law of 2026-06-05

      limit: 1 working day
      arrived Friday 2026-06-05 15:20
      Friday 2026-06-05: the first day is not counted
      Saturday 2026-06-06 … Sunday 2026-06-07: off: weekend
      Monday 2026-06-08: day 1
      due Monday 2026-06-08 17:00
    "#);
    assert_snapshot!(folder.run(&[&due[..], &["05/06/2026 17:01", "--lang", "vi"]].concat()), @r#"
    exit 0
    A-001 Issue an extract from the civil status register
    theo quy định có hiệu lực ngày 05/06/2026

      thời hạn: 1 ngày làm việc
      nộp lúc 17:01 thứ Sáu 05/06/2026
      thứ Bảy 06/06/2026 … Chủ nhật 07/06/2026: nghỉ: nghỉ hằng tuần
      ngoài giờ làm việc nên coi như nhận lúc 07:30 thứ Hai 08/06/2026
      thứ Hai 08/06/2026: không tính ngày đầu tiên
      thứ Ba 09/06/2026: ngày thứ 1
      hạn trả: 17:00 thứ Ba 09/06/2026
    "#);
    assert!(folder.run(&[&due[..], &["2026-06-05"]].concat()).starts_with("exit 2\n"));
    assert_snapshot!(folder.run(&[&due[..], &["2010-06-05 08:00"]].concat()), @r#"
    exit 0
    A-001 Issue an extract from the civil status register
    by the law of 2010-06-05

      limit: 1 working day
      it is not decided whether 2010-06-05 is a working day: the calendar has no data for 2010
    "#);
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
    assert_snapshot!(shipped(&due), @r#"
    exit 0
    1.004873 Cấp Giấy xác nhận tình trạng hôn nhân
    by the law of 2026-02-13
    it depends on `lived-elsewhere` (Đã từng đăng ký thường trú ở nơi khác từ khi đủ tuổi kết hôn): give it with --given

    if not (Đã từng đăng ký thường trú ở nơi khác từ khi đủ tuổi kết hôn)
      limit: 2 working days
      arrived Friday 2026-02-13 15:20
      Friday 2026-02-13: the first day is not counted
      Saturday 2026-02-14 … Sunday 2026-02-22: off: weekend; Tết 2026 (Thông báo 9441/TB-BNV ngày 16/10/2025)
      Monday 2026-02-23 … Tuesday 2026-02-24: days 1 to 2
      due Tuesday 2026-02-24 17:00

    if Đã từng đăng ký thường trú ở nơi khác từ khi đủ tuổi kết hôn
      limit: 5 working days
      arrived Friday 2026-02-13 15:20
      Friday 2026-02-13: the first day is not counted
      Saturday 2026-02-14 … Sunday 2026-02-22: off: weekend; Tết 2026 (Thông báo 9441/TB-BNV ngày 16/10/2025)
      Monday 2026-02-23 … Friday 2026-02-27: days 1 to 5
      due Friday 2026-02-27 17:00
    "#);
    let known = [&due[..], &["--given", "lived-elsewhere=yes"]].concat();
    assert_snapshot!(shipped(&known), @r#"
    exit 0
    1.004873 Cấp Giấy xác nhận tình trạng hôn nhân
    by the law of 2026-02-13

      limit: 5 working days
      arrived Friday 2026-02-13 15:20
      Friday 2026-02-13: the first day is not counted
      Saturday 2026-02-14 … Sunday 2026-02-22: off: weekend; Tết 2026 (Thông báo 9441/TB-BNV ngày 16/10/2025)
      Monday 2026-02-23 … Friday 2026-02-27: days 1 to 5
      due Friday 2026-02-27 17:00
    "#);
    let misspelt = [&due[..], &["--given", "lived-elsewere=yes"]].concat();
    assert_snapshot!(shipped(&misspelt), @r#"
    exit 2
    error: there is no fact `lived-elsewere`
      did you mean `lived-elsewhere`?
    lỗi: không có thông tin `lived-elsewere`
      có phải là `lived-elsewhere` không?
    "#);
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
    assert_snapshot!(folder.run(&["test", "c"]), @r#"
    exit 1
    FAIL  A-001  Filed on Friday afternoon

    error[examples/path]

      × the case takes receive, draft, sign, return
        ╭─[c/first.proc:48:24]
     48 │   expect path receive, sign, draft, return
        ·                        ────
        ╰────

    error[examples/documents]

      × `id-card` is asked for too
        ╭─[c/first.proc:18:3]
     18 │   document id-card shown basis ND-123-2015 article 2
        ·   ─────────────────────────┬────────────────────────
        ·                            ╰── by this line
        ╰────
        ╭─[c/first.proc:49:10]
     49 │   expect documents application, extract
        ·          ──────────────────────────────
        ╰────

    error[examples/documents]

      × `extract` is not asked for
        ╭─[c/first.proc:49:33]
     49 │   expect documents application, extract
        ·                                 ───────
        ╰────

    error[examples/fee]

      × the fee is 8.000 VND
        ╭─[c/first.proc:50:10]
     50 │   expect fee 9.000 VND
        ·          ─────────────
        ╰────

    error[examples/due]

      × due 2026-06-08 17:00
       ╭─[c/first.proc:8:3]
     8 │   deadline   1 working day counted from receipt basis ND-123-2015 article 64
       ·   ─────────────────────────────────────┬────────────────────────────────────
       ·                                        ╰── by this limit
       ╰────
        ╭─[c/first.proc:51:10]
     51 │   expect due 2026-06-09
        ·          ──────────────
        ╰────

    0 passed, 1 failed
    "#);
}

#[test]
fn a_build_writes_the_review_where_the_catalogue_asks_for_it() {
    let folder = Folder::started();
    let asks = folder.read("c/catalogue.yaml").replace("  targets: [bpmn]", "  targets: [bpmn]\n  review: true");
    folder.write("c/catalogue.yaml", asks);
    let said = folder.run(&["build", "c", DAY[0], DAY[1]]);
    assert!(said.starts_with("exit 0"), "{said}");
    assert!(folder.read("build/review/review.json").contains("\"proposals\""), "{said}");
    assert!(folder.read("build/procedo-build.json").contains("review/plan.docx"), "{said}");
    folder.write("c/catalogue.yaml", folder.read("c/catalogue.yaml").replace("review: true", "review: false"));
    folder.run(&["build", "c", DAY[0], DAY[1]]);
    assert!(!folder.0.join("build/review/review.json").exists(), "what is no longer asked for is taken back");
}

#[test]
fn a_build_says_what_it_did_and_takes_back_what_is_gone() {
    let folder = Folder::started();
    assert_snapshot!(folder.run(&["build", "c", DAY[0], DAY[1]]), @r#"
    exit 0
    nothing found in 5 files; as of 2026-11-21; 2 questions could not be answered (--unknowns)
    bpmn: 1 written, 0 refused, losses: 5 (losses.txt)
    wrote 5 files to build
    "#);
    assert!(folder.read("build/bpmn/A-001.bpmn").contains("isExecutable=\"true\""));
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
    assert_snapshot!(folder.run(&["compile", "c", "--target", "bpmn", "--out", "o"]), @r#"
    exit 1
    stderr: A-001: not compiled, it has errors (`procedo check`)
    "#);
}

#[test]
fn a_process_is_drawn_as_an_outline_and_for_tools() {
    let folder = Folder::started();
    assert_snapshot!(folder.run(&["graph", "A-001", "c", "--as-of", "2026-11-21"]), @r#"
    exit 0
    A-001 Issue an extract from the civil status register
    As of: 2026-11-21
    Limit: 1 working day from receipt
    Longest path: 7 working hours, 1 supplement round included
    Decided by: Chairperson, Commune People's Committee
      1. Receive and check the dossier – Reception desk – 1 hour
          incomplete → ask the applicant, at most 1×
      2. Look up the register and draft the extract – Civil status officer – 2 hours
          ineligible → Refused
      3. Sign the extract – Chairperson – 2 hours
      4. Hand out the extract – Reception desk – 1 hour
    "#);
    assert!(folder.run(&["graph", "A-001", "c", "--format", "dot"]).starts_with("exit 0\ndigraph"));
    assert!(folder.run(&["graph", "A-001", "c", "--format", "mermaid"]).contains("flowchart"));
}

#[test]
fn a_page_is_explained_in_either_language() {
    let folder = Folder::new();
    assert_snapshot!(folder.run(&["explain", "config/unmatched-level"]), @r#"
    exit 0
    # config/unmatched-level

    a level for something that does not exist (warning)

    ## What it does

    Finds an entry of `levels` that matches no code and no theme, or that switches off something that finds nothing.

    ## Why it matters

    A misspelt entry changes nothing, and its author thinks that it does. One that is no longer needed hides the next
    true finding.

    ## Example

    ```yaml
    levels:
      steps/pingpong: off
    ```

    ## Instead

    ```yaml
    levels:
      flow/unreachable-step: warning
    ```
    "#);
    let page = folder.run(&["explain", "time/overrun", "--lang", "vi"]);
    for part in ["# time/overrun\n", "## Nội dung\n", "## Nên viết\n", "```procedure\nthủ tục p ", "ngày làm việc\n"]
    {
        assert!(page.contains(part), "`{part}` is not in the page:\n{page}");
    }
    assert!(!page.contains("working days"), "the examples are in the language of the page:\n{page}");
    let all = folder.run(&["explain", "--all"]);
    for code in procedo::explain::codes() {
        assert!(all.contains(&format!("# {}\n", code.id())), "{} is not in the reference", code.id());
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
