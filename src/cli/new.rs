//! `procedo new`: a catalogue to start from, complete and without findings.

use super::{Failure, Lang, Screen, Verdict, write};
use crate::base::Language;
use clap::Args;
use std::fs;
use std::path::PathBuf;

/// Makes a folder with a small catalogue to start from.
/// Tạo thư mục chứa một danh mục nhỏ để bắt đầu.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The folder; it must not exist or be empty. / Thư mục; phải chưa có hoặc đang trống.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// The language of its files. / Ngôn ngữ của các tệp.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
}

/// A file of the template.
type File = (&'static str, &'static str);

const CALENDAR: File = ("calendar.yaml", include_str!("../../procedures/calendar.yaml"));

const ENGLISH: &[File] = &[
    ("catalogue.yaml", include_str!("new/en/catalogue.yaml")),
    CALENDAR,
    ("places.csv", include_str!("new/en/places.csv")),
    ("registry.proc", include_str!("new/en/registry.proc")),
    ("first.proc", include_str!("new/en/first.proc")),
];

const VIETNAMESE: &[File] = &[
    ("catalogue.yaml", include_str!("new/vi/catalogue.yaml")),
    CALENDAR,
    ("places.csv", include_str!("new/vi/places.csv")),
    ("registry.proc", include_str!("new/vi/registry.proc")),
    ("first.proc", include_str!("new/vi/first.proc")),
];

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let dir = &arguments.dir;
    let shown = dir.display();
    match fs::read_dir(dir).map(Iterator::count) {
        Ok(1..) => {
            return Err(Failure::new(
                crate::text!(en: "`{shown}` is not empty", vi: "`{shown}` không trống"),
                crate::text!(en: "name a new folder", vi: "ghi tên một thư mục mới"),
            ));
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Failure::io(dir, &error)),
        _ => {}
    }
    let language = Language::from(arguments.lang);
    for (name, text) in language.pick(ENGLISH, VIETNAMESE) {
        write::file(&dir.join(name), text.as_bytes())?;
    }
    screen.print(&match language {
        Language::En => format!(
            "{shown}: a catalogue with one procedure\n  procedo check {shown}\n  procedo test {shown}\n  \
             procedo build {shown}\n"
        ),
        Language::Vi => format!(
            "{shown}: danh mục có một thủ tục\n  procedo check {shown}\n  procedo test {shown}\n  procedo build {shown}\n"
        ),
    })?;
    Ok(Verdict::Clean)
}
