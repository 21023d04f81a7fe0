//! What holds for every target: places, names of files, declared gaps, and the index that tells what changed.

use super::{compiled, shipped_to};
use crate::support::shipped;
use procedo::base::{Folder, Language, file_name};
use procedo::targets::TARGETS;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

#[test]
fn every_target_writes_the_same_twice_and_names_only_gaps_that_it_declares() {
    for target in TARGETS {
        let declared: BTreeSet<_> = target.gaps().iter().map(|gap| gap.name).collect();
        assert_eq!(declared.len(), target.gaps().len(), "{}: a gap stands twice", target.name());
        for at_all in [false, true] {
            let (one, two) = (compiled(shipped(), target.name(), at_all), compiled(shipped(), target.name(), at_all));
            assert!(one.folder.files().eq(two.folder.files()), "{}", target.name());
            for loss in &one.losses {
                assert!(declared.contains(loss.gap.name), "{}: {}", target.name(), loss.gap.name);
                assert_eq!(loss.place.is_some(), at_all);
            }
        }
    }
}

#[test]
fn a_place_gets_the_procedures_that_it_receives_and_works_them_in_its_own_way() {
    let all = compiled(shipped(), "bpmn", true);
    let of = |place: &str| -> BTreeSet<String> {
        let prefix = format!("{place}/");
        let paths = all.folder.files().filter_map(|(path, _)| path.strip_prefix(&prefix).map(str::to_owned));
        paths.collect()
    };
    assert!(of("tran-phu").contains("1.004873.bpmn"), "{:?}", of("tran-phu"));
    assert_eq!(of("tran-phu"), of("bac-son"), "communes have the same procedures");
    assert!(of("so-tu-phap-binh-an").is_disjoint(&of("tran-phu")));
    let model = |place: &str| {
        let path = format!("{place}/1.004873.bpmn");
        let (_, content) = all.folder.files().find(|(name, _)| *name == path).expect("the model is there");
        String::from_utf8(content.to_vec()).expect("UTF-8")
    };
    // Xã Trần Phú verifies and signs faster (`adapt 1.004873 at tran-phu`).
    assert_ne!(model("tran-phu"), model("bac-son"));
    assert!(model("tran-phu").contains("limit=\"2 hours\""));
}

#[test]
fn names_of_files_are_safe_on_every_system() {
    let long = "ấ".repeat(10_000);
    let names = [
        "../../x",
        "a/b\\c",
        "CON",
        "nul.txt",
        "com¹",
        "LPT9.proc",
        "\u{202e}gpj.exe",
        "=cmd()",
        "\"><script>",
        "..",
        "tên. ",
        &long,
    ];
    let mut taken = BTreeSet::new();
    for name in names {
        let safe = file_name(name);
        assert!(!safe.is_empty() && safe.len() <= 121, "{name}: {safe}");
        assert!(safe.chars().all(|c| c.is_alphabetic() || c.is_ascii_digit() || "-_.".contains(c)), "{name}: {safe}");
        assert!(!safe.starts_with('.') && !safe.ends_with(['.', ' ']) && !safe.contains(".."), "{name}: {safe}");
        let stem = safe.split('.').next().unwrap_or_default().to_uppercase();
        let devices = ["CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "COM¹"];
        assert!(!devices.contains(&stem.as_str()), "{name}: {safe}");
        assert!(taken.insert(safe.to_lowercase()), "{name}: {safe} is taken");
    }
    // Long names that differ only at their end stay apart; decomposed letters are the same name.
    assert_ne!(file_name(&format!("{long}1")), file_name(&format!("{long}2")));
    assert_eq!(file_name("a\u{302}"), file_name("â"));
}

#[test]
fn files_whose_names_differ_only_in_case_do_not_meet() {
    let mut folder = Folder::default();
    folder.add("x/A.bpmn", "1");
    folder.add("x/a.bpmn", "2");
    let paths: Vec<_> = folder.files().map(|(path, _)| path).collect();
    assert_eq!(paths, ["x/A.bpmn", "x/a-2.bpmn"]);
}

#[test]
fn gaps_are_said_in_both_languages_and_stand_on_the_page_of_targets() {
    for (name, language, declared) in [
        ("targets.md", Language::En, "It does not say"),
        ("he-thong-dich.md", Language::Vi, "Những nội dung không chuyển được"),
    ] {
        let path = crate::support::root().join("docs").join(name);
        let page = fs::read_to_string(&path).expect("the page is there");
        let mut fresh = String::new();
        for part in page.split_inclusive("\n## ") {
            // What is written by hand stays, the list at the end of a target's section is written anew.
            let section = part.split('\n').next().unwrap_or_default().trim();
            match TARGETS.iter().find(|target| target.name() == section) {
                Some(target) => {
                    let hand = part.split(&format!("{declared}:")).next().unwrap_or_default().trim_end();
                    let hand = hand.strip_suffix("\n##").unwrap_or(hand).trim_end();
                    let lines =
                        target.gaps().iter().map(|gap| format!("- `{}`: {}\n", gap.name, (gap.text)().get(language)));
                    fresh += &format!("{hand}\n\n{declared}:\n\n{}", lines.collect::<String>());
                    fresh += if part.ends_with("\n## ") { "\n## " } else { "" };
                }
                None => fresh += part,
            }
        }
        for target in TARGETS {
            assert!(page.contains(&format!("\n## {}\n", target.name())), "{name}: no section on `{}`", target.name());
        }
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, &fresh).expect("the page can be written");
            continue;
        }
        assert_eq!(page, fresh, "run the tests once with UPDATE_DOCS=1");
    }
}

struct Catalogue(PathBuf);

impl Catalogue {
    fn started(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("procedo-targets-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        let catalogue = Self(path);
        catalogue.run(&["new", "c", "--lang", "en"]);
        catalogue
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_procedo"))
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .expect("the command starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
    }
}

impl Drop for Catalogue {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_second_compilation_says_what_changed_and_touches_nothing_else() {
    let catalogue = Catalogue::started("since");
    let first = fs::read_to_string(catalogue.0.join("c/first.proc")).expect("the procedure is there");
    fs::write(catalogue.0.join("c/second.proc"), first.replace("A-001", "A-002")).expect("it can be written");
    let arguments = ["compile", "c", "--target", "bpmn,epar", "--out", "o", "--at", "all", "--as-of", "2026-11-21"];
    let (code, ..) = catalogue.run(&arguments);
    assert_eq!(code, 0);
    fs::copy(catalogue.0.join("o/procedo-compile.json"), catalogue.0.join("before.json")).expect("it was written");
    let time = |path: &str| fs::metadata(catalogue.0.join(path)).and_then(|meta| meta.modified()).expect("it is there");
    let place = fs::read_dir(catalogue.0.join("o"))
        .expect("it was written")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| catalogue.0.join("o").join(name).join("A-001.bpmn").exists())
        .expect("a folder for the place");
    let (same, edited) = (format!("o/{place}/A-001.bpmn"), format!("o/{place}/A-002.bpmn"));
    let before = (time(&same), time(&edited));
    fs::write(
        catalogue.0.join("c/second.proc"),
        first.replace("A-001", "A-002").replace("Sign the extract", "Sign it"),
    )
    .expect("it can be written");
    let mut again = arguments.to_vec();
    again.extend(["--since", "before.json"]);
    let (code, out, notices) = catalogue.run(&again);
    assert_eq!(code, 0, "{notices}");
    let changed: Vec<_> = out.lines().filter(|line| line.starts_with("changed ")).collect();
    let expected = [format!("changed epar/{place}/A-002_workflow.xml"), format!("changed {place}/A-002.bpmn")];
    assert_eq!(changed, expected, "{out}");
    assert!(notices.contains("2 changed, 0 new, 0 gone, 4 the same"), "{notices}");
    assert_eq!((time(&same), time(&edited) != before.1), (before.0, true));
    fs::remove_file(catalogue.0.join("c/second.proc")).expect("it can be removed");
    let (_, out, _) = catalogue.run(&again);
    let gone = out.lines().filter(|line| line.starts_with("gone ")).count();
    assert_eq!(gone, 3, "{out}");
}

#[test]
fn an_edited_procedure_changes_its_own_files_in_every_target() {
    let catalogue = Catalogue::started("edited");
    let first = fs::read_to_string(catalogue.0.join("c/first.proc")).expect("the procedure is there");
    let second = first.replace("A-001", "A-002");
    fs::write(catalogue.0.join("c/second.proc"), &second).expect("it can be written");
    let names = TARGETS.iter().map(|target| target.name()).collect::<Vec<_>>().join(",");
    let arguments = ["compile", "c", "--target", &names, "--out", "o", "--at", "all", "--as-of", "2026-11-21"];
    let (code, _, notices) = catalogue.run(&arguments);
    assert_eq!(code, 0, "{notices}");
    fs::copy(catalogue.0.join("o/procedo-compile.json"), catalogue.0.join("before.json")).expect("it was written");
    // The title stands in every form of a procedure: the matrix of powers, one table for all, has it too.
    let title = second.lines().find_map(|line| line.strip_prefix("procedure A-002 \"")?.split('"').next());
    let title = title.expect("the procedure has a title");
    fs::write(catalogue.0.join("c/second.proc"), second.replace(title, "Another title")).expect("it can be written");
    let mut again = arguments.to_vec();
    again.extend(["--since", "before.json"]);
    let (code, out, notices) = catalogue.run(&again);
    assert_eq!(code, 0, "{notices}");
    let lines: Vec<_> =
        out.lines().filter(|line| ["changed ", "new ", "gone "].iter().any(|w| line.starts_with(w))).collect();
    let shared = |line: &str| line.starts_with("changed ioffice/matrix.");
    let others: Vec<_> = lines.iter().filter(|line| !line.contains("A-002") && !shared(line)).collect();
    assert!(others.is_empty(), "{others:?}");
    for target in TARGETS.iter().filter(|target| target.name() != "paths") {
        // Models stand in the folder of the place, beside those of other targets.
        let own = |line: &&&str| line.contains(target.folder().unwrap_or(".bpmn"));
        assert!(lines.iter().any(|line| own(&line)), "{}: {lines:?}", target.name());
    }
}

#[test]
fn a_place_that_receives_nothing_and_an_index_that_is_none_are_refused() {
    let catalogue = Catalogue::started("refused");
    let compile = |more: &[&str]| {
        let arguments = [&["compile", "c", "--target", "bpmn", "--out", "o"], more].concat();
        catalogue.run(&arguments)
    };
    let (code, _, notices) = compile(&["--at", "nowhere"]);
    assert!(code == 2 && notices.contains("there is no place `nowhere`"), "{notices}");
    fs::write(catalogue.0.join("x.json"), "{}").expect("it can be written");
    let (code, _, notices) = compile(&["--since", "x.json"]);
    assert!(code == 2 && notices.contains("`x.json` is no index of this version"), "{notices}");
    assert!(!catalogue.0.join("o").exists());
}

#[test]
fn what_a_target_cannot_write_does_not_keep_the_others_from_it() {
    let catalogue = Catalogue::started("others");
    // A file stands where the folder of one target should be.
    fs::create_dir_all(catalogue.0.join("o")).expect("it can be made");
    fs::write(catalogue.0.join("o/epar"), "in the way").expect("it can be written");
    let (code, _, notices) = catalogue.run(&["compile", "c", "--target", "epar,bpmn", "--out", "o"]);
    assert_eq!(code, 2, "{notices}");
    assert!(catalogue.0.join("o/A-001.bpmn").exists(), "{notices}");
}

#[test]
fn the_catalogue_as_published_loses_only_what_is_written_down() {
    // Each target says something of every procedure in force, or why not.
    for target in TARGETS {
        let compiled = shipped_to(target.name());
        assert_eq!(compiled.subjects, shipped().catalogue.in_force(shipped().as_of).count());
        assert!(!compiled.folder.is_empty(), "{}", target.name());
        for loss in &compiled.losses {
            assert!(
                !loss.text().get(Language::Vi).is_empty()
                    && shipped().catalogue.procedures.find(&loss.procedure).is_some()
            );
        }
    }
}
