//! Runs the pages that users copy from: every command of `README.md` and `docs/bat-dau.md`, in order, in a folder of its
//! own; every procedure in them; and compares what is printed with what the page says.

use crate::support::root;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A fenced block: its info string, its text and the line it begins in.
struct Block<'a> {
    info: &'a str,
    text: String,
    line: usize,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for (index, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some(Block { info, text: String::new(), line: index + 1 }),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a code block is not closed");
    blocks
}

/// A folder for one page, with the shipped catalogue in it as on a fresh clone.
fn workplace(page: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("readme-{}", page.replace(['/', '.'], "-")));
    let _ = fs::remove_dir_all(&folder);
    copy(&root().join("procedures"), &folder.join("procedures"));
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read").path();
        let target = to.join(entry.file_name().expect("an entry has a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).expect("the file can be copied");
        }
    }
}

/// The words of a command line; double quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.trim().chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("never empty").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Runs `procedo …` or `cargo run --release -- …`; returns what it printed and whether it succeeded. Other commands are
/// only allowed if they cannot be run inside a test.
fn run(line: &str, folder: &Path) -> Option<(String, bool)> {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let arguments = match words.as_slice() {
        ["procedo", arguments @ ..] | ["cargo", "run", "--release", "--", arguments @ ..] => arguments,
        ["cargo", "test" | "bench"] | ["cargo", "install", "--path", "."] | ["cd", _] => return None,
        _ => panic!("`{line}` is not a command that this test knows"),
    };
    let output = Command::new(env!("CARGO_BIN_EXE_procedo"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program starts");
    let printed = String::from_utf8(output.stdout).expect("the output is UTF-8");
    Some((printed, output.status.success()))
}

/// Whether lines match; `…` matches any number of them, or any words within one.
fn matches(expected: &[String], printed: &[String]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "…" => (0..=printed.len()).any(|skip| matches(rest, &printed[skip..])),
        Some((first, rest)) => {
            printed.first().is_some_and(|line| line_matches(first, line)) && matches(rest, &printed[1..])
        }
    }
}

fn line_matches(expected: &str, printed: &str) -> bool {
    match expected.split_once('…') {
        Some((head, tail)) => printed.strip_prefix(head).is_some_and(|rest| rest.ends_with(tail)),
        None => expected == printed,
    }
}

/// Whether what was printed is what the page says; a line `…` stands for any lines.
fn same(expected: &str, printed: &str) -> bool {
    let tidy = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    let (expected, printed) = (tidy(expected.trim()), tidy(printed.trim()));
    matches(&expected, &printed)
}

/// Runs a page from top to bottom. Returns how many commands were run.
fn follow(page: &str) -> usize {
    let text = fs::read_to_string(root().join(page)).expect("the page is there");
    let folder = workplace(page);
    let mut count = 0;
    for block in blocks(&text) {
        let at = format!("{page}:{}", block.line);
        let (kind, target) = block.info.split_once(' ').unwrap_or((block.info, ""));
        match kind {
            "text" if target.is_empty() => {}
            "procedure" | "yaml" | "text" => {
                let target = target.strip_prefix("file=").unwrap_or_else(|| panic!("{at}: say `file=` what it is"));
                let parent = folder.join(target).parent().expect("a file lies in a folder").to_owned();
                fs::create_dir_all(parent).expect("a folder can be made");
                fs::write(folder.join(target), &block.text).unwrap_or_else(|e| panic!("{at}: {target}: {e}"));
            }
            "sh" => {
                for line in block.text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
                    if let Some((printed, success)) = run(line, &folder) {
                        assert!(success, "{at}: `{line}` failed:\n{printed}");
                        count += 1;
                    }
                }
            }
            "console" => {
                for part in block.text.split("$ ").filter(|part| !part.trim().is_empty()) {
                    let (line, expected) = part.split_once('\n').unwrap_or((part, ""));
                    let (printed, _) = run(line, &folder).unwrap_or_else(|| panic!("{at}: `{line}` cannot be run"));
                    assert!(
                        same(expected, &printed),
                        "{at}: `{line}` prints\n{printed}\nand the page says\n{expected}"
                    );
                    count += 1;
                }
            }
            other => panic!("{at}: a block of kind `{other}` is not tested"),
        }
    }
    count
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    assert!(follow("README.md") >= 8);
}

#[test]
fn every_command_of_the_vietnamese_page_does_what_it_says() {
    assert!(follow("docs/bat-dau.md") >= 8);
}
