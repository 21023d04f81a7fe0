//! `check --write-baseline` and `--prune-baseline`: the list of known findings is begun, and shortened.

use super::load::Loaded;
use super::{Failure, Screen, Verdict, write};
use crate::base::{Diagnostic, FileId, Language};
use crate::pipeline::{Checked, baseline};
use std::path::Path;

/// Writes everything that is found.
pub(super) fn write(path: &Path, loaded: &Loaded, checked: &Checked, screen: &Screen) -> Result<Verdict, Failure> {
    whole(loaded)?;
    // That the file is not there yet is no finding to keep.
    let missing = checked.settings.baseline.as_ref().map(|cell| cell.span);
    let all: Vec<_> = all(checked).filter(|finding| Some(finding.at) != missing).collect();
    write::file(path, baseline::write(all.iter().copied()).as_bytes())?;
    let (count, shown) = (all.iter().filter(|finding| finding.code.theme() != "baseline").count(), path.display());
    screen.print(&match checked.settings.language {
        Language::En => format!("{shown}: {count} known findings\n"),
        Language::Vi => format!("{shown}: {count} phát hiện tồn đọng\n"),
    })?;
    Ok(Verdict::Clean)
}

/// Writes the baseline in use without what is no longer found; nothing is added to it.
pub(super) fn prune(
    named: Option<FileId>,
    loaded: &Loaded,
    checked: &Checked,
    screen: &Screen,
) -> Result<Verdict, Failure> {
    whole(loaded)?;
    let list = named.or(checked.baseline).ok_or_else(|| {
        Failure::new(
            crate::text!(en: "there is no baseline to shorten", vi: "không có danh sách tồn đọng để rút ngắn"),
            crate::text!(
                en: "name it with `--baseline FILE`, or with `baseline:` in `catalogue.yaml`",
                vi: "ghi bằng `--baseline TỆP`, hoặc bằng `baseline:` trong `catalogue.yaml`"
            ),
        )
    })?;
    let path = loaded.sources.path(list);
    if checked.findings.iter().any(|finding| finding.code == baseline::UNREADABLE) {
        let shown = path.display();
        return Err(Failure::new(
            crate::text!(en: "`{shown}` has lines that cannot be read", vi: "`{shown}` có dòng không đọc được"),
            crate::text!(en: "`procedo check` shows them", vi: "`procedo check` nêu rõ các dòng đó"),
        ));
    }
    let gone = checked.findings.iter().filter(|finding| finding.code == baseline::GONE).count();
    if gone > 0 {
        write::file(path, baseline::write(&checked.known).as_bytes())?;
    }
    let (left, shown) = (checked.known.len(), path.display());
    screen.print(&match checked.settings.language {
        Language::En => format!("{shown}: {gone} removed, {left} left\n"),
        Language::Vi => format!("{shown}: đã bỏ {gone}, còn {left}\n"),
    })?;
    Ok(Verdict::Clean)
}

fn all(checked: &Checked) -> impl Iterator<Item = &Diagnostic> {
    checked.findings.iter().chain(&checked.known)
}

/// A baseline is about a whole catalogue.
fn whole(loaded: &Loaded) -> Result<(), Failure> {
    if loaded.only.is_none() {
        return Ok(());
    }
    Err(Failure::new(
        crate::text!(en: "a baseline is about a whole catalogue", vi: "danh sách tồn đọng là của cả danh mục"),
        crate::text!(en: "name the catalogue's folder only", vi: "chỉ ghi thư mục của danh mục"),
    ))
}
