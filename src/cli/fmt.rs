//! `procedo fmt`: writes source files in their canonical form, or in the other language's keywords.

use super::{Failure, Lang, Screen, Verdict, load, write};
use crate::base::Language;
use crate::syntax::format::{diff, format};
use clap::Args;
use std::path::PathBuf;

/// Writes source files in their canonical form; --lang translates the keywords.
/// Trình bày lại tệp nguồn theo mẫu chuẩn; --lang dịch từ khóa.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// Files or folders. / Tệp hoặc thư mục.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Changes nothing; exit code 1 if a file would change. / Không sửa gì; mã thoát 1 nếu có tệp cần sửa.
    #[arg(long, conflicts_with = "diff")]
    check: bool,
    /// Changes nothing; shows what would change. / Không sửa gì; nêu những chỗ sẽ sửa.
    #[arg(long)]
    diff: bool,
    /// The language of the keywords; else that of most of them. / Ngôn ngữ từ khóa; mặc định theo phần lớn từ khóa.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let language = arguments.lang.map(Language::from);
    let files = load::source_files(&arguments.paths)?;
    let (mut changed, mut refused) = (0, 0);
    for path in &files {
        let shown = path.display().to_string();
        let text = match load::read(path) {
            Ok(text) => text,
            Err(why) => {
                refused += 1;
                let message = why.message();
                screen.notice(&format!("{shown}: {} / {}", message.en, message.vi));
                continue;
            }
        };
        let formatted = format(&text, language);
        if let Some(kept) = &formatted.kept {
            refused += 1;
            screen.notice(&format!("{shown}: {}", kept.message().get(formatted.language)));
        }
        if !formatted.changed {
            continue;
        }
        changed += 1;
        if arguments.diff {
            screen.print(&diff(&shown, &text, &formatted.text))?;
        } else if arguments.check {
            screen.print(&format!("{shown}\n"))?;
        } else {
            write::file(path, formatted.text.as_bytes())?;
        }
    }
    let total = files.len();
    screen.notice(&if arguments.check || arguments.diff {
        format!("{changed} of {total} files would change / {changed} trên {total} tệp cần sửa")
    } else {
        format!("{changed} of {total} files changed / đã sửa {changed} trên {total} tệp")
    });
    if refused > 0 {
        screen.notice(&format!("left as they are: {refused} / giữ nguyên {refused} tệp"));
    }
    Ok(if arguments.check && changed > 0 { Verdict::Findings } else { Verdict::Clean })
}
