//! Writing files so that nobody ever sees half of one.

use super::Failure;
use std::path::Path;
use std::{fs, io};

/// Writes a file: beside its place first, then moved there in one step. Folders are made as needed.
pub(super) fn file(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let fail = |error: io::Error| Failure::io(path, &error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fail)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::write(&draft, content).and_then(|()| {
        if let Ok(old) = fs::metadata(path) {
            fs::set_permissions(&draft, old.permissions())?;
        }
        fs::rename(&draft, path)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&draft);
        fail(error)
    })
}
