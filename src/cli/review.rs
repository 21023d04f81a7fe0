//! `procedo review`: what to change, whether it is safe, what it saves; and writing an accepted change into the source.

use super::papers::{PaperFormat, USUAL, papers};
use super::{Failure, Lang, Screen, Verdict, accepted, clock, load, select, write};
use crate::base::{Language, Text};
use crate::pipeline::trees::Trees;
use crate::pipeline::{self, Checked, Options};
use crate::review::{self, effect, why_by_hand};
use crate::syntax::format;
use crate::time::Date;
use clap::Args;
use std::path::PathBuf;

/// Proposes simplifications, each tried and judged; writes the accepted ones into the source.
/// Đề xuất phương án đơn giản hóa, thử và đánh giá từng phương án; ghi phương án được chọn vào văn bản nguồn.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The catalogue; else the one around the current folder. / Danh mục; mặc định là danh mục chứa thư mục hiện tại.
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Only this procedure. / Chỉ thủ tục này.
    #[arg(long, value_name = "CODE")]
    procedure: Option<String>,
    /// Writes these proposals into the source, all of them or nothing. / Ghi trọn vẹn các phương án này vào văn bản nguồn.
    #[arg(long, value_name = "ID")]
    apply: Vec<String>,
    /// Shows what is left to gain once the proposals of this list are carried out: an id a line, `#` before remarks. /
    /// Cho biết lợi ích còn lại sau khi thực hiện các phương án trong danh sách này: mỗi dòng một mã, ghi chú sau `#`.
    #[arg(long, value_name = "FILE", conflicts_with = "apply")]
    accepted: Option<PathBuf>,
    /// The shortest lawful way of this procedure: receive, handle, approve and return; or what forbids it. /
    /// Quy trình ngắn nhất đúng quy định của thủ tục này: tiếp nhận, giải quyết, phê duyệt và trả; hoặc điều gì không cho phép.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["apply", "accepted", "procedure"])]
    three_step: Option<String>,
    /// With `--apply`: shows the change and writes nothing. / Với `--apply`: chỉ hiện nội dung thay đổi, không ghi.
    #[arg(long, requires = "apply")]
    dry_run: bool,
    /// Writes the papers into this folder: a plan, one for each procedure. / Ghi báo cáo và phương án từng thủ tục vào thư mục này.
    #[arg(long, value_name = "DIR", conflicts_with = "apply")]
    out: Option<PathBuf>,
    /// With `--out`: in which formats; else docx, html, json, xlsx. / Với `--out`: các định dạng.
    #[arg(long, value_enum, value_delimiter = ',', requires = "out")]
    format: Vec<PaperFormat>,
    /// As of this day. / Tính đến ngày.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// The language of the output; else the catalogue's. / Ngôn ngữ kết quả; mặc định theo danh mục.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let loaded = load::load(arguments.path.as_slice())?;
    // Every text is read once, for the check and for all that is tried afterwards.
    let trees = Trees::kept();
    let options =
        Options { as_of: arguments.as_of, unread: loaded.unread.clone(), trees, ..Options::on(clock::today()) };
    let checked = pipeline::check(&loaded.sources, &options);
    let language = arguments.lang.map_or(checked.settings.language, Language::from);
    if let Some(code) = &arguments.three_step {
        select::procedure(&checked.catalogue, code, checked.as_of)?;
        screen.print(&accepted::three_steps(&loaded.sources, &checked, &options, code, language)?)?;
        return Ok(Verdict::Clean);
    }
    let mut ids = arguments.apply.clone();
    if let Some(list) = &arguments.accepted {
        ids = accepted::read(list)?;
    }
    let of_ids: Vec<&str> = ids.iter().filter_map(|id| Some(id.rsplit_once('-')?.0)).collect();
    for code in arguments.procedure.iter().map(String::as_str).chain(of_ids.iter().copied()) {
        select::procedure(&checked.catalogue, code, checked.as_of)?;
    }
    let only = |code: &str| arguments.procedure.as_deref().is_none_or(|only| only == code);
    if !arguments.apply.is_empty() {
        let found = review::review(&loaded.sources, &checked, &options, |code| of_ids.contains(&code));
        let (trial, files) = accepted::together(&loaded.sources, &checked, &options, &found.writable(), &ids)?;
        let mut written = Vec::new();
        for file in files {
            let (path, text) = (loaded.sources.path(file), trial.sources.text(file));
            if arguments.dry_run {
                screen.print(&format::diff(&path.display().to_string(), loaded.sources.text(file), text))?;
            } else {
                written.push((path, text.as_bytes()));
            }
        }
        write::all(&written)?;
        for (path, _) in written {
            screen.notice(&format!("{}", path.display()));
        }
        return Ok(Verdict::Clean);
    }
    if ids.is_empty() {
        let found = review::review(&loaded.sources, &checked, &options, only);
        return show(arguments, &checked, &found, language, screen);
    }
    let found = review::review(&loaded.sources, &checked, &options, |code| of_ids.contains(&code));
    let (trial, _) = accepted::together(&loaded.sources, &checked, &options, &found.writable(), &ids)?;
    let checked = pipeline::check(&trial.sources, &options);
    let left = review::review(&trial.sources, &checked, &options, only);
    show(arguments, &checked, &left, language, screen)
}

/// Writes the papers where a folder was named, else lists what was found.
fn show(
    arguments: &Arguments,
    checked: &Checked,
    found: &review::Review,
    language: Language,
    screen: &Screen,
) -> Result<Verdict, Failure> {
    let Some(out) = &arguments.out else {
        screen.print(&listing(found, language))?;
        return Ok(Verdict::Clean);
    };
    let formats = if arguments.format.is_empty() { USUAL } else { &arguments.format };
    let folder = papers(checked, found, formats, language)?;
    for (path, content) in folder.files() {
        write::file(&out.join(path), content)?;
    }
    let (count, shown) = (folder.len(), out.display());
    screen.notice(&language.pick(format!("{shown}: {count} files"), format!("{shown}: {count} tệp")));
    Ok(Verdict::Clean)
}

fn listing(found: &review::Review, language: Language) -> String {
    let mut out = String::new();
    let mut line = |indent: usize, text: &Text| {
        out.push_str(&format!("{:indent$}{}\n", "", text.get(language)));
    };
    for proposal in found.proposals.iter().chain(&found.housekeeping) {
        let (id, code) = (&proposal.id, proposal.code.id());
        line(0, &crate::text!(en: "{id}  {code}", vi: "{id}  {code}"));
        line(2, &proposal.reason);
        for change in &proposal.changes {
            let Text { en, vi } = change.text();
            line(2, &crate::text!(en: "→ {en}", vi: "→ {vi}"));
        }
        for (name, before, after) in effect::compare(&proposal.before, &proposal.after) {
            let text = Text {
                en: format!("  {}: {} → {}", name.en, before.en, after.en),
                vi: format!("  {}: {} → {}", name.vi, before.vi, after.vi),
            };
            line(2, &text);
        }
        for control in &proposal.given_up {
            let (what, Text { en, vi }) = (&control.what, &control.replaced_by);
            line(
                4,
                &crate::text!(en: "given up: {what} (instead: {en})", vi: "không còn kiểm soát: {what} (thay bằng: {vi})"),
            );
        }
        for refusal in &proposal.refusals {
            let (gate, Text { en, vi }) = (refusal.gate, &refusal.why);
            line(4, &crate::text!(en: "refused ({gate}): {en}", vi: "không đạt ({gate}): {vi}"));
        }
    }
    for finding in &found.by_hand {
        let (procedure, code) = (finding.procedure.as_deref().unwrap_or_default(), finding.code.id());
        line(0, &Text::same(format!("{procedure}  {code}")));
        line(2, &finding.message);
        let Text { en, vi } = why_by_hand(finding);
        line(4, &crate::text!(en: "for a person to decide: {en}", vi: "cần người xem xét: {vi}"));
    }
    line(0, &found.reach.text());
    let (all, safe) = (found.proposals.len(), found.proposals.iter().filter(|proposal| proposal.is_safe()).count());
    let (by_hand, tidying) = (found.by_hand.len(), found.housekeeping.len());
    line(
        0,
        &crate::text!(
            en: "{all} proposals, {safe} safe; besides {tidying} corrections of words; {by_hand} findings need a person's thought",
            vi: "{all} phương án, {safe} phương án an toàn; ngoài ra {tidying} nội dung chỉnh lý câu chữ; {by_hand} phát hiện cần người xem xét"
        ),
    );
    out
}
