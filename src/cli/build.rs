//! `procedo build`: the main job. Checks a catalogue and writes the report and every target that `catalogue.yaml` names.

use super::index::{self, Index, fingerprint};
use super::{Failure, Lang, Screen, Verdict, check, clock, compile, load, papers, write};
use crate::base::{Language, Severity};
use crate::pipeline::{self, Options};
use crate::render;
use crate::review;
use crate::time::Date;
use clap::Args;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Checks a catalogue, writes the report, the review and the targets that catalogue.yaml asks for.
/// Kiểm tra danh mục, ghi báo cáo, phương án đơn giản hóa và chuyển sang các hệ thống nêu trong catalogue.yaml.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The catalogue; else the one around the current folder. / Danh mục; mặc định là danh mục chứa thư mục hiện tại.
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// The folder to write into. / Thư mục ghi kết quả.
    #[arg(long, value_name = "DIR", default_value = "build")]
    out: PathBuf,
    /// As of this day. / Tính đến ngày.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// The language of the report. / Ngôn ngữ của báo cáo.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// The file that lists what was written; a folder with it is output, and is not read as a part of a catalogue.
pub(super) const INDEX: &str = "procedo-build.json";

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let loaded = load::load(arguments.path.as_slice())?;
    let options = Options { as_of: arguments.as_of, unread: loaded.unread.clone(), ..Options::on(clock::today()) };
    let checked = pipeline::check(&loaded.sources, &options);
    let language = arguments.lang.map_or(checked.settings.language, Language::from);
    let targets: Vec<_> =
        checked.settings.build.targets.iter().map(|target| compile::find(&target.text)).collect::<Result<_, _>>()?;

    let report = check::report(&loaded, &checked, arguments.lang);
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    files.insert("findings.json".into(), render::json::render(&report).into_bytes());
    files.insert("findings.txt".into(), render::plain::render(&report).into_bytes());
    let mut said = vec![render::summary(&report)];
    let mut losses = Vec::new();
    let at: Vec<String> = checked.settings.build.at.iter().map(|place| place.text.clone()).collect();
    let asked = compile::Asked::of(&loaded, &checked, &at)?;
    asked.announce_refused(language, screen);
    // What goes wrong with one target is said at the end: everything else is written.
    let mut failed = None;
    for target in targets {
        let compiled = match compile::compile(target, language, &checked, &asked) {
            Ok(compiled) => compiled,
            Err(failure) => {
                failed.get_or_insert(failure);
                continue;
            }
        };
        let (count, name) = (compiled.folder.len(), target.name());
        let (refused, lost) = (asked.refused.len(), compiled.losses.len());
        losses.extend(compiled.losses_by_text(language, usize::MAX).iter().map(|line| format!("{name}: {line}\n")));
        said.push(match language {
            Language::En => format!("{name}: {count} written, {refused} refused, losses: {lost} (losses.txt)"),
            Language::Vi => {
                format!(
                    "{name}: ghi {count} tệp, từ chối {refused} thủ tục, {lost} điểm không chuyển được (losses.txt)"
                )
            }
        });
        for (path, content) in compiled.folder.files() {
            // A target may name its own folder; the others get one, so that two targets never meet.
            let inside = if path.starts_with(&format!("{name}/")) { path.into() } else { format!("{name}/{path}") };
            files.insert(inside, content.to_vec());
        }
    }
    if checked.settings.build.review {
        let found = review::review(&loaded.sources, &checked, &options, |_| true);
        let folder = papers::papers(&checked, &found, papers::USUAL, language)?;
        for (path, content) in folder.files() {
            files.insert(format!("review/{path}"), content.to_vec());
        }
        let (count, proposals) = (folder.len(), found.proposals.len());
        said.push(language.pick(
            format!("review: {count} written, {proposals} proposals"),
            format!("review: ghi {count} tệp, {proposals} phương án"),
        ));
    }
    files.insert("losses.txt".into(), losses.concat().into_bytes());
    let written = files.iter().map(|(path, content)| (path.clone(), fingerprint(content))).collect();
    let sources = loaded.sources.ids().map(|id| {
        let source = loaded.sources.get(id);
        (source.path.to_string_lossy().replace('\\', "/"), fingerprint(source.text.as_bytes()))
    });
    let index = Index {
        version: index::VERSION,
        procedo: env!("CARGO_PKG_VERSION").into(),
        as_of: checked.as_of.to_string(),
        sources: sources.collect(),
        files: written,
        losses: BTreeMap::new(),
    };
    remove_stale(&arguments.out, &index)?;
    for (path, content) in &files {
        write::file(&arguments.out.join(path), content)?;
    }
    write::file(&arguments.out.join(INDEX), index.text().as_bytes())?;

    let (count, out) = (files.len() + 1, arguments.out.display());
    said.push(match language {
        Language::En => format!("wrote {count} files to {out}"),
        Language::Vi => format!("đã ghi {count} tệp vào {out}"),
    });
    screen.print(&format!("{}\n", said.join("\n")))?;
    if let Some(failure) = failed {
        return Err(failure);
    }
    if !loaded.unread.is_empty() {
        return Ok(Verdict::Unread);
    }
    let failed = checked.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { Verdict::Findings } else { Verdict::Clean })
}

/// Removes what an earlier build wrote and this one does not: a procedure that is gone must not stay configured. Only
/// files that still are what the earlier build wrote are touched.
fn remove_stale(out: &Path, index: &Index) -> Result<(), Failure> {
    let Ok(text) = fs::read_to_string(out.join(INDEX)) else { return Ok(()) };
    let Ok(old) = serde_json::from_str::<Index>(&text) else { return Ok(()) };
    for (path, hash) in old.files.iter().filter(|(path, _)| !index.files.contains_key(*path)) {
        let inside = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        let full = out.join(path);
        if inside && fs::read(&full).is_ok_and(|content| fingerprint(&content) == *hash) {
            fs::remove_file(&full).map_err(|error| Failure::io(&full, &error))?;
        }
    }
    Ok(())
}
