//! Writing files and folders so that nobody ever sees half of one.

use super::Failure;
use crate::base::Folder;
use crate::pipeline::CATALOGUE_FILE;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Writes a file: beside its place first, then moved there in one step. Folders are made as needed.
pub(super) fn file(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let fail = |error: io::Error| Failure::io(path, &error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fail)?;
    let draft = beside(path, content).map_err(fail)?;
    fs::rename(&draft, path).map_err(|error| {
        let _ = fs::remove_file(&draft);
        fail(error)
    })
}

/// Writes a file beside its place, with the permissions of what stands there; returns where. Nothing is left when it fails.
fn beside(path: &Path, content: &[u8]) -> io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::write(&draft, content).and_then(|()| match fs::metadata(path) {
        Ok(old) => fs::set_permissions(&draft, old.permissions()),
        Err(_) => Ok(()),
    });
    match written {
        Ok(()) => Ok(draft),
        Err(error) => {
            let _ = fs::remove_file(&draft);
            Err(error)
        }
    }
}

/// Writes files that belong together, all of them or none: every one is written beside its place before the first is moved
/// there, and when one cannot be moved, those before it get back what they had.
pub(super) fn all(files: &[(&Path, &[u8])]) -> Result<(), Failure> {
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for (path, content) in files {
        match Draft::of(path, content) {
            Ok(draft) => drafts.push(draft),
            Err(error) => {
                drafts.iter().for_each(Draft::forget);
                return Err(Failure::io(path, &error));
            }
        }
    }
    for (moved, draft) in drafts.iter().enumerate() {
        if let Err(error) = fs::rename(&draft.beside, draft.path) {
            drafts[..moved].iter().for_each(Draft::undo);
            drafts[moved..].iter().for_each(Draft::forget);
            return Err(Failure::io(draft.path, &error));
        }
    }
    Ok(())
}

/// A file that is written beside its place, and what stands there now.
struct Draft<'a> {
    path: &'a Path,
    beside: PathBuf,
    before: Option<Vec<u8>>,
}

impl<'a> Draft<'a> {
    fn of(path: &'a Path, content: &[u8]) -> io::Result<Self> {
        let before = match fs::read(path) {
            Ok(before) => Some(before),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(Self { path, beside: beside(path, content)?, before })
    }

    /// Takes away what was written beside the place.
    fn forget(&self) {
        let _ = fs::remove_file(&self.beside);
    }

    /// Puts back what stood at the place.
    fn undo(&self) {
        let _ = match &self.before {
            Some(before) => fs::write(self.path, before),
            None => fs::remove_file(self.path),
        };
    }
}

/// Writes every file into a folder, each in one step, on all cores; what is there already and the same stays untouched.
pub(super) fn into(out: &Path, files: &Folder) -> Result<(), Failure> {
    let files: Vec<_> = files.files().collect();
    files.par_iter().try_for_each(|(path, content)| {
        let path = out.join(path);
        let same = fs::metadata(&path).is_ok_and(|old| old.len() == content.len() as u64)
            && fs::read(&path).is_ok_and(|old| old == *content);
        if same { Ok(()) } else { file(&path, content) }
    })
}

/// Whether a folder may be written as a whole: it does not exist or is empty, or it is a catalogue that is to be replaced.
pub(super) fn refuse_folder(path: &Path, replace: bool) -> Result<(), Failure> {
    let shown = path.display();
    match fs::read_dir(path).map(Iterator::count) {
        Ok(0) => Ok(()),
        Ok(_) if replace && path.join(CATALOGUE_FILE).is_file() => Ok(()),
        Ok(_) if replace => Err(Failure::new(
            crate::text!(en: "`{shown}` is no catalogue, so it is not replaced", vi: "`{shown}` không phải danh mục nên không được thay"),
            crate::text!(en: "name a new folder", vi: "ghi tên một thư mục mới"),
        )),
        Ok(_) => Err(Failure::new(
            crate::text!(en: "`{shown}` is not empty", vi: "`{shown}` không trống"),
            crate::text!(
                en: "name a new folder, or replace the catalogue in it with `--replace`",
                vi: "ghi tên một thư mục mới, hoặc thay danh mục trong đó bằng `--replace`"
            ),
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::io(path, &error)),
    }
}

/// Writes a whole folder: all files beside its place first, then the folder is moved there. Who is interrupted before that
/// leaves what was there as it was.
pub(super) fn folder(path: &Path, files: &Folder) -> Result<(), Failure> {
    let fail = |error: io::Error| Failure::io(path, &error);
    let full = std::path::absolute(path).map_err(fail)?;
    let parent = full.parent().unwrap_or(&full);
    let name = full.file_name().unwrap_or_default().to_string_lossy();
    let beside = |ending: &str| parent.join(format!(".{name}.{}.{ending}", std::process::id()));
    let (draft, old) = (beside("tmp"), beside("old"));
    let written = fill(&draft, files).and_then(|()| {
        if full.exists() {
            fs::rename(&full, &old)?;
        }
        fs::rename(&draft, &full).inspect_err(|_| {
            let _ = fs::rename(&old, &full);
        })
    });
    let _ = fs::remove_dir_all(if written.is_ok() { &old } else { &draft });
    written.map_err(fail)
}

fn fill(draft: &Path, files: &Folder) -> io::Result<()> {
    fs::create_dir_all(draft)?;
    let mut made = BTreeSet::new();
    for (path, content) in files.files() {
        let path = draft.join(path);
        let folder = path.parent().unwrap_or(draft);
        if made.insert(folder.to_path_buf()) {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, content)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_belong_together_are_all_written_or_none_is_touched() {
        let folder = std::env::temp_dir().join(format!("procedo-write-{}", std::process::id()));
        fs::create_dir_all(folder.join("c/inside")).expect("a folder can be made");
        let (a, b, c) = (folder.join("a"), folder.join("b"), folder.join("c"));
        fs::write(&a, "old a").expect("a file can be written");
        let texts = || (fs::read_to_string(&a).ok(), fs::read_to_string(&b).ok());
        // What stands where the third shall go is a folder: it cannot be read as a file, let alone replaced.
        let refused = all(&[(&a, b"new a"), (&b, b"new b"), (&c, b"new c")]);
        assert!(refused.is_err());
        assert_eq!(texts(), (Some("old a".into()), None));
        // It is found only after the first two have been moved.
        let drafts = [Draft::of(&a, b"new a").expect("a draft"), Draft::of(&b, b"new b").expect("a draft")];
        for draft in &drafts {
            fs::rename(&draft.beside, draft.path).expect("it can be moved");
        }
        assert_eq!(texts(), (Some("new a".into()), Some("new b".into())));
        drafts.iter().for_each(Draft::undo);
        assert_eq!(texts(), (Some("old a".into()), None));
        assert!(all(&[(&a, b"new a"), (&b, b"new b")]).is_ok());
        assert_eq!(texts(), (Some("new a".into()), Some("new b".into())));
        let left = fs::read_dir(&folder).expect("the folder is there").count();
        assert_eq!(left, 3, "nothing is left beside them");
        fs::remove_dir_all(&folder).expect("the folder can be removed");
    }
}
