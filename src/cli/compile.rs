//! `procedo compile`: configurations for the systems that process dossiers.

use super::{Failure, Lang, Screen, Verdict, clock, load, write};
use crate::base::{Language, Severity};
use crate::model::Entry;
use crate::pipeline::{self, Checked, Options};
use crate::targets::{self, Folder, Loss, Request, Target};
use crate::time::Date;
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Compiles procedures to the formats of other systems.
/// Chuyển thủ tục sang định dạng của các hệ thống khác.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// Folders or files. / Thư mục hoặc tệp.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The target, or several. / Hệ thống đích, một hoặc nhiều.
    #[arg(long, required = true, value_delimiter = ',', value_name = "TARGET", help = target_help())]
    target: Vec<String>,
    /// The folder to write into. / Thư mục ghi kết quả.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// As of this day. / Tính đến ngày.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// The language of notices. / Ngôn ngữ thông báo.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

fn target_help() -> String {
    let about = |target: &&dyn Target| {
        let about = target.about();
        format!("{}: {} / {}", target.name(), about.en, about.vi)
    };
    targets::TARGETS.iter().map(about).collect::<Vec<_>>().join("; ")
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let wanted = arguments.target.iter().map(|name| find(name)).collect::<Result<Vec<_>, _>>()?;
    let loaded = load::load(&arguments.paths)?;
    let options = Options { as_of: arguments.as_of, unread: loaded.unread.clone(), ..Options::on(clock::today()) };
    let checked = pipeline::check(&loaded.sources, &options);
    let language = arguments.lang.map_or(checked.settings.language, Language::from);
    let mut refused = 0;
    for target in wanted {
        let compiled = compile(target, language, &loaded, &checked);
        for (path, content) in compiled.folder.files() {
            write::file(&arguments.out.join(path), content)?;
            screen.print(&format!("{}\n", arguments.out.join(path).display()))?;
        }
        for line in compiled.losses_by_text(language) {
            screen.notice(&line);
        }
        compiled.announce_refused(language, screen);
        refused += compiled.refused.len();
    }
    Ok(if refused > 0 { Verdict::Findings } else { Verdict::Clean })
}

/// The target of a name.
pub(super) fn find(name: &str) -> Result<&'static dyn Target, Failure> {
    targets::find(name).ok_or_else(|| {
        let names = targets::TARGETS.iter().map(|target| target.name());
        let list = names.clone().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        Failure::unknown(
            crate::text!(en: "there is no target `{name}`", vi: "không có hệ thống đích `{name}`"),
            name,
            names,
            crate::text!(en: "targets: {list}", vi: "hệ thống đích: {list}"),
        )
    })
}

/// What a target wrote.
pub(super) struct Compiled {
    /// The files.
    pub(super) folder: Folder,
    /// What the format could not take.
    pub(super) losses: Vec<Loss>,
    /// Codes of procedures with errors.
    pub(super) refused: Vec<String>,
}

impl Compiled {
    /// A line for each thing that the format could not take, with the procedures that say it.
    pub(super) fn losses_by_text(&self, language: Language) -> Vec<String> {
        let mut by_text: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for loss in &self.losses {
            by_text.entry(loss.text.get(language)).or_default().insert(&loss.procedure);
        }
        let line = |(text, codes): (&str, BTreeSet<&str>)| {
            format!("{text}: {}", codes.into_iter().collect::<Vec<_>>().join(", "))
        };
        by_text.into_iter().map(line).collect()
    }

    /// Says which procedures were not compiled.
    pub(super) fn announce_refused(&self, language: Language, screen: &Screen) {
        for code in &self.refused {
            screen.notice(&match language {
                Language::En => format!("{code}: not compiled, it has errors (`procedo check`)"),
                Language::Vi => format!("{code}: không chuyển vì còn lỗi (`procedo check`)"),
            });
        }
    }
}

/// Compiles the procedures that the user asked about and that have no errors.
pub(super) fn compile(target: &dyn Target, language: Language, loaded: &load::Loaded, checked: &Checked) -> Compiled {
    let catalogue = &checked.catalogue;
    let asked = catalogue.in_force(checked.as_of).filter(|entry| loaded.shows(entry.base.span.file));
    let (refused, entries): (Vec<&Entry>, Vec<&Entry>) = asked.partition(|entry| has_errors(checked, entry));
    let request = Request { catalogue, as_of: checked.as_of, language, entries: &entries };
    let mut folder = Folder::default();
    let losses = target.emit(&request, &mut folder);
    Compiled { folder, losses, refused: refused.into_iter().map(|entry| entry.base.name.text.clone()).collect() }
}

/// Findings are sorted by place, so those of an item are found by halving.
fn has_errors(checked: &Checked, entry: &Entry) -> bool {
    let span = entry.base.span;
    let first = checked.findings.partition_point(|finding| finding.at < span);
    let within = checked.findings[first..].iter().take_while(|f| f.at.file == span.file && f.at.start < span.end);
    within.into_iter().any(|finding| finding.severity == Severity::Error && span.contains(finding.at))
}
