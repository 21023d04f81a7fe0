//! `procedo import`: makes a catalogue of what is kept in another format.

use super::{Failure, Lang, Screen, Verdict, bar::Bar, write};
use crate::base::{Language, Text};
use crate::import::{self, IMPORTERS, Importer, Options, Source};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Makes a catalogue of procedures kept in another format.
/// Tạo danh mục từ thủ tục đang được lưu ở định dạng khác.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    #[arg(value_name = "FORMAT", help = formats())]
    format: String,
    /// Files, or folders with files of that format. / Tệp, hoặc thư mục chứa tệp theo định dạng đó.
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<PathBuf>,
    /// The folder of the new catalogue; it must not exist or be empty. / Thư mục của danh mục mới; phải chưa có hoặc trống.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Puts the new catalogue in the place of one that is there. / Thay danh mục đang có bằng danh mục mới.
    #[arg(long)]
    replace: bool,
    /// How many threads work. / Số luồng xử lý.
    #[arg(long, value_name = "N")]
    jobs: Option<std::num::NonZeroUsize>,
    /// The language of the files and of the report. / Ngôn ngữ của các tệp và báo cáo.
    #[arg(long, value_enum, default_value_t = Lang::Vi)]
    lang: Lang,
    /// How the report is written. / Dạng báo cáo.
    #[arg(long, value_enum, default_value_t = Format::Text, id = "report-format", long = "format", value_name = "FORM")]
    report: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Lines to read. / Dòng văn bản.
    Text,
    /// For programs. / Cho chương trình.
    Json,
}

/// Larger files are not read.
const LARGEST: u64 = 256 << 20;

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let importer = find(&arguments.format)?;
    write::refuse_folder(&arguments.out, arguments.replace)?;
    let sources = read_sources(importer, &arguments.sources)?;
    let bar = Bar::new();
    let language = Language::from(arguments.lang);
    let threads = arguments.jobs.map_or(0, std::num::NonZeroUsize::get);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Failure::Tool { what: Text::same(error.to_string()), help: None })?;
    let imported = pool.install(|| (importer.read)(&sources, &Options { language, progress: &bar }));
    bar.finish();
    drop(sources);
    write::folder(&arguments.out, &imported.folder)?;
    let (report, out) = (&imported.report, arguments.out.display());
    screen.print(&match arguments.report {
        Format::Json => report.json(),
        Format::Text => {
            let next = language.pick("check it with", "kiểm tra bằng");
            format!("{}\n{out}: {next} `procedo check {out}`\n", report.short(language))
        }
    })?;
    Ok(Verdict::Clean)
}

fn formats() -> String {
    let about = |importer: &&Importer| {
        let about = (importer.about)();
        format!("{}: {} / {}", importer.name, about.en, about.vi)
    };
    IMPORTERS.iter().map(about).collect::<Vec<_>>().join("; ")
}

fn find(name: &str) -> Result<&'static Importer, Failure> {
    import::find(name).ok_or_else(|| {
        let names = IMPORTERS.iter().map(|importer| importer.name);
        let list = names.clone().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        Failure::unknown(
            crate::text!(en: "there is no format `{name}`", vi: "không có định dạng `{name}`"),
            name,
            names,
            crate::text!(en: "formats: {list}", vi: "định dạng: {list}"),
        )
    })
}

/// The files that the paths name, in the order of paths, each once.
fn read_sources(importer: &Importer, paths: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let mut files = BTreeSet::new();
    for path in paths {
        let meta = fs::metadata(path).map_err(|error| Failure::io(path, &error))?;
        if meta.is_dir() {
            walk(path, importer, &mut files)?;
        } else {
            files.insert(path.clone());
        }
    }
    if files.is_empty() {
        let endings = importer.endings.iter().map(|ending| format!("`.{ending}`")).collect::<Vec<_>>().join(", ");
        let named = paths.iter().map(|path| format!("`{}`", path.display())).collect::<Vec<_>>().join(", ");
        return Err(Failure::new(
            crate::text!(en: "there is nothing to import in {named}", vi: "không có gì để nhập trong {named}"),
            crate::text!(
                en: "`{}` reads files that end in {endings}",
                vi: "`{}` đọc các tệp có đuôi {endings}",
                importer.name
            ),
        ));
    }
    let read = |path: PathBuf| {
        let fail = |error| Failure::io(&path, &error);
        let size = fs::metadata(&path).map_err(fail)?.len();
        if size > LARGEST {
            let (path, largest) = (path.display(), LARGEST >> 20);
            return Err(Failure::new(
                crate::text!(en: "`{path}` is larger than {largest} MiB", vi: "`{path}` lớn hơn {largest} MiB"),
                crate::text!(en: "split it", vi: "hãy chia nhỏ tệp"),
            ));
        }
        let name = path.to_string_lossy().replace('\\', "/");
        fs::read(&path).map(|bytes| Source { name, bytes }).map_err(fail)
    };
    files.into_iter().map(read).collect()
}

/// The files under a folder that a format reads; symbolic links are not followed, so that the walk ends.
fn walk(folder: &Path, importer: &Importer, files: &mut BTreeSet<PathBuf>) -> Result<(), Failure> {
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let fail = |error| Failure::io(&folder, &error);
        for entry in fs::read_dir(&folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let kind = entry.file_type().map_err(fail)?;
            let path = entry.path();
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() && importer.endings.contains(&ending.as_str()) {
                files.insert(path);
            }
        }
    }
    Ok(())
}
