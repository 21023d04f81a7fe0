//! The gate as it is typed: a change against a revision of git and what git may refuse, the baseline on the disk, and codes of
//! users' rules in all of them.

use crate::cli::Folder;
use insta::assert_snapshot;

const DAY: [&str; 2] = ["--as-of", "2026-11-21"];

/// A catalogue in a repository, committed; `None` where git is not installed.
fn committed() -> Option<Folder> {
    let folder = Folder::started();
    if !folder.git(&["init", "-q", "-b", "main"]) {
        println!("skipped: git is not installed");
        return None;
    }
    folder.git(&["add", "-A"]);
    folder.git(&["commit", "-qm", "begun"]);
    Some(folder)
}

fn check(folder: &Folder, more: &[&str]) -> String {
    folder.run(
        &[&["check", "c", "--format", "plain", "--lang", "en", "--fail-on", "note", DAY[0], DAY[1]], more].concat(),
    )
}

#[test]
fn what_git_refuses_is_exit_code_2_with_what_to_do() {
    let Some(folder) = committed() else { return };
    assert_snapshot!(check(&folder, &["--changed-since", "no-such-branch"]), @r"
    exit 2
    stderr: error: git knows no revision `no-such-branch` here
    stderr:   name a commit, a branch or a tag: `--changed-since origin/main...`
    stderr: lỗi: git không biết phiên bản `no-such-branch` ở đây
    stderr:   ghi một commit, nhánh hoặc thẻ: `--changed-since origin/main...`
    ");
    // A word that looks like an option of git is none.
    assert!(
        check(&folder, &["--changed-since=--output=x"])
            .starts_with("exit 2\nstderr: error: git knows no revision `--output=x`")
    );
    assert_snapshot!(folder.run_with(&["check", "c", "--changed-since", "HEAD"], &[("PATH", "")]), @r"
    exit 2
    stderr: error: `--changed-since` needs git, which is not installed
    stderr:   install git, or check everything
    stderr: lỗi: `--changed-since` cần git, nhưng máy chưa cài git
    stderr:   cài git, hoặc kiểm tra toàn bộ
    ");
    folder.write("c/notes.txt", "x");
    folder.git(&["add", "-A"]);
    folder.git(&["commit", "-qm", "more"]);
    folder.git(&["clone", "-q", "--depth", "1", "--no-local", ".", "shallow"]);
    let shallow = folder.run(&["check", "shallow/c", "--changed-since", "HEAD~1"]);
    assert!(shallow.starts_with("exit 2\nstderr: error: git knows no revision `HEAD~1` here\n"), "{shallow}");
    assert!(shallow.contains("this clone is shallow: fetch the whole history (`fetch-depth: 0`"), "{shallow}");
}

#[test]
fn a_catalogue_outside_of_git_is_told_so() {
    let folder = Folder::started();
    // Whatever repository the temporary folder may lie in is not looked for.
    let said = folder.run_with(&["check", "c", "--changed-since", "HEAD"], &[("GIT_CEILING_DIRECTORIES", "/")]);
    let said = if said.contains("needs git") { return } else { said };
    assert!(said.starts_with("exit 2\n") && said.contains("is not in a git repository"), "{said}");
    assert!(said.contains("without one, check everything"), "{said}");
}

#[test]
fn a_branch_is_compared_with_where_it_left_the_other_one() {
    let Some(folder) = committed() else { return };
    folder.git(&["checkout", "-qb", "work"]);
    folder.git(&["checkout", "-q", "main"]);
    // On the other branch somebody breaks something, here somebody breaks something else.
    folder.write("c/other.proc", "agency other level nowhere\n");
    folder.git(&["add", "-A"]);
    folder.git(&["commit", "-qm", "theirs"]);
    folder.git(&["checkout", "-q", "work"]);
    folder.write("c/mine.proc", "agency mine level nowhere\n");
    let mine = check(&folder, &["--changed-since", "main..."]);
    assert!(mine.starts_with("exit 1\n") && mine.contains("c/mine.proc") && !mine.contains("other.proc"), "{mine}");
    assert!(mine.contains("stderr: looked at 0 of 1 procedures"), "{mine}");
}

#[test]
fn a_baseline_is_written_used_and_shortened() {
    let folder = Folder::started();
    let first = folder.read("c/first.proc");
    folder.write("c/bad.proc", "procedure 9.000001 \"Bad\" {\n  level commune\n}\n");
    assert!(check(&folder, &[]).starts_with("exit 1\n"));
    let written = folder.run(&["check", "c", "--write-baseline", "c/known.tsv", DAY[0], DAY[1]]);
    let list = folder.read("c/known.tsv");
    let count = list.lines().count() - 1;
    assert_eq!(written, format!("exit 0\nc/known.tsv: {count} known findings\n"));
    assert!(count >= 2, "{list}");
    let after = check(&folder, &["--baseline", "c/known.tsv"]);
    assert!(
        after.starts_with("exit 0\n") && after.contains(&format!("{count} known findings in the baseline")),
        "{after}"
    );

    // What is new fails alone, and the list grows by nothing.
    folder.write("c/first.proc", first.replace("by commune-pc/officer", "by comune-pc/officer"));
    let new = check(&folder, &["--baseline", "c/known.tsv"]);
    assert!(new.starts_with("exit 1\n") && new.contains("names/unresolved") && !new.contains("bad.proc"), "{new}");
    let pruned = folder.run(&["check", "c", "--prune-baseline", "--baseline", "c/known.tsv", DAY[0], DAY[1]]);
    assert_eq!(pruned, format!("exit 0\nc/known.tsv: 0 removed, {count} left\n"));
    assert_eq!(folder.read("c/known.tsv"), list);

    // What is put right is asked for, and removed.
    folder.write("c/first.proc", &first).write("c/bad.proc", "");
    let gone = check(&folder, &["--baseline", "c/known.tsv"]);
    assert!(gone.starts_with("exit 1\n") && gone.contains("baseline/gone"), "{gone}");
    let pruned = folder.run(&["check", "c", "--prune-baseline", "--baseline", "c/known.tsv", DAY[0], DAY[1]]);
    assert_eq!(pruned, format!("exit 0\nc/known.tsv: {count} removed, 0 left\n"));
    assert!(check(&folder, &["--baseline", "c/known.tsv"]).starts_with("exit 0\n"));
}

#[test]
fn a_baseline_that_cannot_be_used_is_exit_code_2() {
    let folder = Folder::started();
    let says = |arguments: &[&str], sentence: &str| {
        let said = folder.run(arguments);
        assert!(said.starts_with("exit 2\n") && said.contains(sentence), "{arguments:?}: {said}");
    };
    says(&["check", "c", "--prune-baseline"], "there is no baseline to shorten");
    says(
        &["check", "c", "--baseline", "c/none.tsv"],
        "write a baseline with `procedo check --write-baseline c/none.tsv`",
    );
    says(&["check", "c/first.proc", "--write-baseline", "x.tsv"], "a baseline is about a whole catalogue");
    says(&["check", "c", "--write-baseline", "x.tsv", "--select", "law"], "cannot be used with");
    says(&["check", "c", "--changed-since", "HEAD", "--prune-baseline"], "cannot be used with");
    folder.write("c/known.tsv", "code\tplace\tabout\tnumber\n<<<<<<< ours\n");
    says(&["check", "c", "--prune-baseline", "--baseline", "c/known.tsv"], "has lines that cannot be read");
}

#[test]
fn codes_of_users_rules_are_codes_like_others() {
    let rule = "id: slow-sign\nseverity: warning\nabout: step\nwhen: step.name == \"sign\"\nmessage: \"`{{ step.name }}` is slow\"\n";
    let folder = Folder::started();
    let settings = folder.read("c/catalogue.yaml");
    folder.write("c/rules/house.yaml", rule);
    let found = check(&folder, &["--select", "local/slow-sign"]);
    assert!(found.starts_with("exit 1\n") && found.contains("Warning local/slow-sign"), "{found}");

    // Levels, by code and by theme, for everything and for a part of it.
    let levels = |more: &str| {
        folder.write("c/catalogue.yaml", settings.replace("levels: {}", more));
        check(&folder, &[])
    };
    for raised in [
        "levels: {local/slow-sign: error}",
        "levels: {local: error}",
        "overrides: [{path: first.proc, levels: {local/slow-sign: error}}]",
    ] {
        let found = levels(raised);
        assert!(found.contains("Error local/slow-sign") && !found.contains("config/"), "{raised}: {found}");
    }
    let off = levels("levels: {local/slow-sign: off}");
    assert!(off.starts_with("exit 0\n") && !off.contains("config/"), "{off}");
    let misspelt = levels("levels: {local/slow-sgn: off}");
    assert!(misspelt.contains("config/unmatched-level") && misspelt.contains("slow-sign"), "{misspelt}");
    folder.write("c/catalogue.yaml", &settings);

    // Every format knows it, and the baseline takes it.
    for format in ["json", "sarif", "github", "gitlab", "junit", "markdown"] {
        let said = folder.run(&["check", "c", "--format", format, DAY[0], DAY[1]]);
        assert!(said.contains("local/slow-sign"), "{format}: {said}");
    }
    folder.run(&["check", "c", "--write-baseline", "c/known.tsv", DAY[0], DAY[1]]);
    assert!(folder.read("c/known.tsv").contains("local/slow-sign\tA-001 step sign\tsign\t1\n"));
    assert!(check(&folder, &["--baseline", "c/known.tsv"]).starts_with("exit 0\n"));
    // Without its rule the line has nothing to stand for.
    folder.write("c/rules/house.yaml", "");
    assert!(check(&folder, &["--baseline", "c/known.tsv"]).contains("baseline/gone"));
}
