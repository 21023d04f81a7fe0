//! A catalogue as it was at a revision. Alone knows git, by its command: every checkout that has a history has it, and it
//! reads whatever formats, filters and work trees that history was made with.

use super::Failure;
use super::load::Loaded;
use crate::base::{FileId, Text};
use crate::pipeline::SOURCE_EXTENSION;
use crate::pipeline::influence::Before;
use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{io, thread};

/// The files of a catalogue that differ from a revision, with their text then. `REV...` is where the present work branched
/// off from `REV`.
pub(super) fn before(loaded: &Loaded, revision: &str) -> Result<Before, Failure> {
    let root = &loaded.root;
    if git(root, &["rev-parse", "--is-inside-work-tree"])?.is_none() {
        return Err(no_repository(root));
    }
    let commit = match revision.strip_suffix("...") {
        Some(branch) => {
            let branch = commit(root, branch, revision)?;
            let base = git(root, &["merge-base", &branch, "HEAD"])?;
            line(base).ok_or_else(|| unknown(root, revision))?
        }
        None => commit(root, revision, revision)?,
    };
    let mut paths = BTreeSet::new();
    let compared = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", &commit, "--", "."];
    for listed in [&compared[..], &["ls-files", "--others", "--exclude-standard", "-z", "--", "."]] {
        let listed = git(root, listed)?.ok_or_else(|| unknown(root, revision))?;
        paths.extend(listed.split(|byte| *byte == 0).filter(|path| !path.is_empty()).map(path_of));
    }
    let objects = objects(root, &commit)?;
    let wanted: Vec<_> = paths.iter().filter_map(|path| objects.get(path).cloned().map(|id| (path, id))).collect();
    let ids: Vec<_> = wanted.iter().map(|(_, id)| id.as_str()).collect();
    let texts = contents(root, &ids)?;
    let mut then: HashMap<&PathBuf, String> = wanted.iter().map(|(path, _)| *path).zip(texts).collect();

    let known: HashMap<PathBuf, FileId> = loaded.relative_paths().collect();
    let mut before = Before::default();
    for path in &paths {
        let text = then.remove(path);
        match (known.get(path), text) {
            (Some(&file), text) => before.changed.push((file, text)),
            (None, Some(text)) if path.extension().is_some_and(|ending| ending == SOURCE_EXTENSION) => {
                before.gone.push((loaded.shown.join(path), text));
            }
            (None, Some(_)) => before.side_gone |= is_side(path) && !root.join(path).exists(),
            (None, None) => {}
        }
    }
    Ok(before)
}

/// Whether a file may have been named by `catalogue.yaml`.
fn is_side(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["yaml", "yml", "csv"].iter().any(|known| ending == *known))
}

fn commit(root: &Path, revision: &str, typed: &str) -> Result<String, Failure> {
    let asked = format!("{revision}^{{commit}}");
    line(git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &asked])?)
        .ok_or_else(|| unknown(root, typed))
}

/// The objects of all files below the catalogue at a commit.
fn objects(root: &Path, commit: &str) -> Result<HashMap<PathBuf, String>, Failure> {
    let listed = git(root, &["ls-tree", "-r", "-z", commit, "."])?.ok_or_else(|| unknown(root, commit))?;
    let entry = |entry: &[u8]| {
        let tab = entry.iter().position(|byte| *byte == b'\t')?;
        let head = std::str::from_utf8(&entry[..tab]).ok()?;
        let id = head.split(' ').nth(2).filter(|_| head.contains(" blob "))?;
        Some((path_of(&entry[tab + 1..]), id.to_owned()))
    };
    Ok(listed.split(|byte| *byte == 0).filter_map(entry).collect())
}

/// The contents of objects, in their order; one process for all of them.
fn contents(root: &Path, ids: &[&str]) -> Result<Vec<String>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let fail = |error: io::Error| Failure::io(Path::new("git"), &error);
    let mut child = command(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(fail)?;
    let mut input = child.stdin.take().expect("it was asked for");
    let asked = ids.join("\n") + "\n";
    // git answers while it is still being asked: one of the two must not wait for the other.
    let asking = thread::spawn(move || input.write_all(asked.as_bytes()));
    let mut output = BufReader::new(child.stdout.take().expect("it was asked for"));
    let mut texts = Vec::new();
    for _ in ids {
        let mut head = String::new();
        output.read_line(&mut head).map_err(fail)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        let size = size.ok_or_else(|| fail(io::Error::other(head.trim_end().to_owned())))?;
        let mut content = vec![0; size + 1];
        output.read_exact(&mut content).map_err(fail)?;
        content.pop();
        texts.push(String::from_utf8_lossy(&content).into_owned());
    }
    // What git wanted to say besides has been read: the content of every object.
    let _ = asking.join();
    child.wait().map_err(fail)?;
    Ok(texts)
}

fn command(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "core.quotePath=false"]).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    command
}

/// What git prints; `None` where it refuses.
fn git(root: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, Failure> {
    match command(root).args(arguments).stdin(Stdio::null()).output() {
        Ok(output) => Ok(output.status.success().then_some(output.stdout)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Failure::new(
            crate::text!(en: "`--changed-since` needs git, which is not installed", vi: "`--changed-since` cần git, nhưng máy chưa cài git"),
            crate::text!(en: "install git, or check everything", vi: "cài git, hoặc kiểm tra toàn bộ"),
        )),
        Err(error) => Err(Failure::io(Path::new("git"), &error)),
    }
}

fn line(output: Option<Vec<u8>>) -> Option<String> {
    let text = String::from_utf8(output?).ok()?;
    text.lines().next().map(str::to_owned).filter(|line| !line.is_empty())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn no_repository(root: &Path) -> Failure {
    let root = root.display();
    Failure::new(
        crate::text!(en: "`{root}` is not in a git repository", vi: "`{root}` không nằm trong kho git"),
        crate::text!(
            en: "`--changed-since` compares with a revision of git; without one, check everything",
            vi: "`--changed-since` so với một phiên bản trong git; nếu không có git, hãy kiểm tra toàn bộ"
        ),
    )
}

fn unknown(root: &Path, revision: &str) -> Failure {
    let shallow = line(git(root, &["rev-parse", "--is-shallow-repository"]).ok().flatten());
    let help: Text = if shallow.as_deref() == Some("true") {
        crate::text!(
            en: "this clone is shallow: fetch the whole history (`fetch-depth: 0` in actions/checkout, `GIT_DEPTH: 0` in GitLab, `git fetch --unshallow` by hand)",
            vi: "bản sao này chỉ có một phần lịch sử: hãy tải đủ (`fetch-depth: 0` trong actions/checkout, `GIT_DEPTH: 0` trong GitLab, hoặc `git fetch --unshallow`)"
        )
    } else {
        crate::text!(
            en: "name a commit, a branch or a tag: `--changed-since origin/main...`",
            vi: "ghi một commit, nhánh hoặc thẻ: `--changed-since origin/main...`"
        )
    };
    Failure::new(
        crate::text!(en: "git knows no revision `{revision}` here", vi: "git không biết phiên bản `{revision}` ở đây"),
        help,
    )
}
